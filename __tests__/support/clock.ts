import type { Clock } from '../../src/host/retry.ts';

/** Time that passes only when somebody sleeps; chance is always the middle. */
export function testClock(start = Date.now()): Clock & { slept: number[] } {
  const slept: number[] = [];
  let skipped = 0;
  return {
    slept,
    now: () => start + skipped,
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms);
      skipped += ms;
    },
  };
}

/** For NODE_OPTIONS: a node process in which it is always the same time. */
export function frozenAt(now: string): string {
  const script = `const Real = Date; globalThis.Date = class extends Real {
    constructor(...time) { super(...(time.length > 0 ? time : ['${now}'])); }
    static now() { return Real.parse('${now}'); }
  };`;
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}

/** For NODE_OPTIONS: a node process in which chance makes every wait the shortest, which is none. */
export const IMPATIENT = `--import=data:text/javascript,${encodeURIComponent('Math.random = () => 0')}`;
