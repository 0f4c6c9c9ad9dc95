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
