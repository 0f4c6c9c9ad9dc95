import type { Hooks, SimulatedRequest } from './simulatedRegistry.ts';

/** Whole numbers from 0 up to below `bound`; the same seed gives the same ones. */
export function randomNumbers(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

export interface Scheduler {
  /** Hooks that hold each request twice: on its way to the registry, and on its way back. */
  hooks(actor: number, seen?: (request: SimulatedRequest) => void): Hooks;
  /** Lets waiting requests go on one by one, in random order, until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Interleaves the requests of several actors; one request at a time is carried out, whichever the numbers choose. */
export function createScheduler(random: (bound: number) => number): Scheduler {
  const waiting: (() => void)[] = [];
  const turn = () => new Promise<void>((resolve) => waiting.push(resolve));
  return {
    hooks: (_, seen) => ({
      before: async (request) => {
        await turn();
        seen?.(request);
      },
      after: turn,
    }),
    run: async (work) => {
      let done = false;
      const settled = work.finally(() => {
        done = true;
      });
      settled.catch(() => {});
      while (!done) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = waiting.length > 0 ? waiting.splice(random(waiting.length), 1) : [];
        next?.();
      }
      return settled;
    },
  };
}
