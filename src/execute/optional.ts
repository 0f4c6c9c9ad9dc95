import { UserError } from '../errors.ts';

/** What a user is told of an image whose registry may fail alone, and did. */
export function describeLeftOut(image: string, reason: string): string {
  return `${image} is optional and was left out: ${reason}`;
}

/** Nothing is left of a run all of whose registries may fail alone; `undone` is what it was to do: `published`. */
export function noneLeft(undone: string): UserError {
  return new UserError(`Every registry was optional and failed; nothing was ${undone}.`);
}
