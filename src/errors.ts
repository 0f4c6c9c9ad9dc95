interface UserErrorOptions {
  hint?: string;
  place?: { file: string; startLine: number };
  cause?: unknown;
}

/**
 * A fault that the user can act on: `message` says what was expected and what was found,
 * `hint` what to do next. Everything else that is thrown is a defect of ours.
 */
export class UserError extends Error {
  readonly hint: string | undefined;
  /** Where in the user's files the fault lies; the line counts from 1. */
  readonly place: { file: string; startLine: number } | undefined;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.hint = options.hint;
    this.place = options.place;
  }
}

/** The text of anything that was thrown, without a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What was thrown, told at once: the error itself, or one that lists the messages and hints of several users' faults. */
export function joinErrors(errors: readonly unknown[]): unknown {
  const [first, ...others] = errors;
  if (others.length === 0 || !errors.every((error) => error instanceof UserError)) return first;
  const texts = new Set(errors.map(({ message, hint }) => [message, hint].filter(Boolean).join('\n')));
  return new UserError([...texts].join('\n'), { cause: first });
}

/** One thing that is wrong with one entry of a list. */
export interface Fault {
  /** The entry as the user wrote it. */
  line: string;
  problem: string;
}

/** All faults of an input's list as one error; each names its line. */
export function faultsError(input: string, faults: readonly Fault[]): UserError {
  const listed = faults.map(({ line, problem }) => `"${line}": ${problem}`);
  if (listed.length === 1) return new UserError(`Input ${input}: ${listed[0]}`);
  return new UserError(
    `Input ${input} has ${listed.length} faults:\n${listed.map((text) => `  - ${text}`).join('\n')}`,
  );
}

/** The word of a list that was probably meant; undefined where none is near. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map((candidate) => ({
    candidate,
    distance: editDistance(word.toLowerCase(), candidate),
  }));
  const best = scored.toSorted((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}

/** `did you mean "x"?`, or the list of what is known. */
export function suggest(word: string, candidates: readonly string[]): string {
  const near = nearestWord(word, candidates);
  return near === undefined ? `known are ${candidates.join(', ')}` : `did you mean "${near}"?`;
}

/** Letters to change, add or leave out; two neighbours that changed places count once. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 2] === b[j - 1] && a[i - 1] === b[j - 2] ? before[j - 2] : undefined;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution, (swapped ?? Infinity) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
