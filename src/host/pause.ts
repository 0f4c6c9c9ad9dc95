import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds; ends early, without an error, where the signal aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}

/** Resolves when what is due by now has been done, such as requests that are written. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
