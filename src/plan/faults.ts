import { type Fault, messageOf, UserError } from '../errors.ts';

/** Reads one line; a UserError becomes a fault of that line, so that the other lines are read too. */
export function noteFaults<T>(
  faults: Fault[],
  line: string,
  read: () => readonly T[] | undefined,
): readonly T[] {
  try {
    return read() ?? [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push({ line, problem: messageOf(error) });
    return [];
  }
}

type Results<T extends readonly (() => unknown)[]> = {
  [Key in keyof T]: T[Key] extends () => infer R ? R : never;
};

/** Runs all of them; throws their UserErrors as one. */
export function together<const T extends readonly (() => unknown)[]>(readers: T): Results<T> {
  const errors: UserError[] = [];
  const results = readers.map((read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
      return undefined;
    }
  });
  const [first] = errors;
  if (first && errors.length === 1) throw first;
  if (first) throw new UserError(errors.map(({ message }) => message).join('\n'));
  return results as Results<T>;
}
