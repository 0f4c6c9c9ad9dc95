/** What a benchmark came to: ours against the bare counterpart, medians of runs that alternate. */
export interface Measurement {
  name: string;
  /** What is compared, and in what unit. */
  unit: string;
  ours: number;
  bare: number;
  /** How `ours` is judged: as a ratio to `bare`, as a difference from it, or by itself. */
  by: 'ratio' | 'difference' | 'value';
  /** At most this. */
  limit: number;
}

/** The figure that a limit is for. */
export function figureOf({ ours, bare, by }: Measurement): number {
  if (by === 'ratio') return ours / bare;
  return by === 'difference' ? ours - bare : ours;
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Runs two things by turns, `runs` times after one round to warm up; each tells how long it took, in ms. */
export async function alternate(
  runs: number,
  both: { ours: (round: number) => Promise<number>; bare: (round: number) => Promise<number> },
): Promise<{ ours: number; bare: number }> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= runs; round++) {
    const one = await both.ours(round);
    const other = await both.bare(round);
    if (round === 0) continue;
    ours.push(one);
    bare.push(other);
  }
  return { ours: median(ours), bare: median(bare) };
}

/** How long something takes, in ms. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
