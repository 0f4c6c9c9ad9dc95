const FIRST_WAIT_MS = 100;

/** How long a registry may lag behind what was just pushed to it. */
export const LAG_MS = 5000;

/** Reads again, after longer and longer waits, until something is there; undefined where nothing is after `waitMs`. */
export async function untilThere<T>(
  read: () => Promise<T | undefined>,
  { waitMs, sleep }: { waitMs: number; sleep: (ms: number) => Promise<void> },
): Promise<T | undefined> {
  let waited = 0;
  for (let ms = FIRST_WAIT_MS; ; ms *= 2) {
    const found = await read();
    if (found !== undefined || waited >= waitMs) return found;
    const step = Math.min(ms, waitMs - waited);
    await sleep(step);
    waited += step;
  }
}
