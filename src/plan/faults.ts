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
