/** Runs tasks in the order in which they come, as many at once as their weights allow. */
export type Pool = <T>(weight: number, task: () => Promise<T>) => Promise<T>;

/** A pool for tasks whose weights add up to at most `size`; none may be heavier than that. */
export function createPool(size: number): Pool {
  const waiting: { weight: number; start: () => void }[] = [];
  let free = size;
  const startNext = () => {
    for (let next = waiting[0]; next && next.weight <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.weight;
      next.start();
    }
  };
  return async (weight, task) => {
    await new Promise<void>((start) => {
      waiting.push({ weight, start });
      startNext();
    });
    try {
      return await task();
    } finally {
      free += weight;
      startNext();
    }
  };
}
