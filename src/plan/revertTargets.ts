import { type Change, parseHeader } from './commits.ts';
import { type Body, idsIn } from './commitsBody.ts';

/** What a commit takes back: by id, by number of a pull request, or by title. */
export interface Targets {
  shas: readonly string[];
  numbers: readonly number[];
  titles: readonly string[];
  /** The change that comes back where a revert is taken back. */
  restored: Change | undefined;
}

const QUOTING = /^(Revert|Reapply) "(.+)"(?: \(#\d+\))?$/;

/** A message, as far as it has been read. */
export interface Reading {
  title: string;
  header: Change | undefined;
  body: Body;
  /** The body's text. */
  rest: string;
}

/** What a message takes back; undefined where it takes nothing back. */
export function targetsOf({ title, header, body, rest }: Reading): Targets | undefined {
  const [, verb, quoted] = quotingOf(title);
  const reverts = header?.type === 'revert';
  const shas = reverts ? [...body.shas, ...refsIn(rest)] : body.shas;
  if (quoted === undefined && !reverts && shas.length === 0 && body.numbers.length === 0) return undefined;
  const titles =
    quoted !== undefined
      ? [verb === 'Reapply' ? `Revert "${quoted}"` : quoted]
      : reverts
        ? [header.description]
        : [];
  const number = quoted === undefined || verb === 'Reapply' ? undefined : numberOf(quoted);
  return {
    shas,
    numbers: number === undefined ? body.numbers : [...body.numbers, number],
    titles: titles.map(withoutNumber),
    restored: restoredBy(title),
  };
}

/** `revert: …` names its targets in a `Refs:` footer. */
function refsIn(rest: string): string[] {
  return [...rest.matchAll(/^Refs:[ \t]+(.*)$/gim)].flatMap((match) => idsIn(match[1] ?? ''));
}

/** Titles have a line's length; what is longer is no revert, and would take its time to unwrap. */
function quotingOf(title: string): readonly (string | undefined)[] {
  return title.length > 1000 || !title.startsWith('Re') ? [] : (QUOTING.exec(title) ?? []);
}

/** The change that a title brings back: `Reapply "feat: a"`, `Revert "Revert "feat: a""`. */
function restoredBy(title: string): Change | undefined {
  let reverted = false;
  for (let text = title; ; ) {
    const [, verb, quoted] = quotingOf(text);
    if (quoted === undefined)
      return reverted || text === title ? undefined : parseHeader(withoutNumber(text));
    if (verb === 'Revert') reverted = !reverted;
    text = quoted;
  }
}

/** The number of the pull request in a title that ends in `(#12)`, or of `Merge pull request #12`. */
export function numberOf(title: string): number | undefined {
  const at = startOfNumber(title);
  const number =
    at === undefined ? /^Merge pull request #(\d{1,9}) /.exec(title)?.[1] : title.slice(at + 3, -1);
  return number === undefined ? undefined : Number(number);
}

/** A title without the number of its pull request. */
export function withoutNumber(title: string): string {
  const at = startOfNumber(title);
  return at === undefined ? title : title.slice(0, at);
}

/** Where ` (#12)` starts at the end of a title; looked for in every commit of a range, so without an expression for most. */
function startOfNumber(title: string): number | undefined {
  if (!title.endsWith(')')) return undefined;
  const at = title.lastIndexOf(' (#');
  return at > 0 && /^\d{1,9}\)$/.test(title.slice(at + 3)) ? at : undefined;
}
