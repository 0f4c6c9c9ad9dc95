import { type Change, type MessageRules, parseHeader } from './commits.ts';
import { fences, foldsIn } from './commitsFences.ts';

/** What a message's body tells. */
export interface Body {
  changes: readonly Change[];
  /** The texts of the BREAKING CHANGE footers. */
  breaking: readonly string[];
  /** Commits and pull requests that are taken back. */
  shas: readonly string[];
  numbers: readonly number[];
  releaseAs: string | undefined;
  oddities: readonly string[];
}

const BREAKING = /^BREAKING[ -]CHANGE:([ \t]*)(.*)$/s;
const BULLET = /^[*-][ \t]+(.*)$/s;
const TRAILER = /^[A-Za-z][\w-]*(?::[ \t]| #)\S/;
const SHA = /\b[0-9a-f]{7,64}\b/g;

type Found = { -readonly [Key in keyof Body]: Body[Key] extends readonly (infer T)[] ? T[] : Body[Key] };

const empty = (): Found => ({
  changes: [],
  breaking: [],
  shas: [],
  numbers: [],
  releaseAs: undefined,
  oddities: [],
});

/** A body that tells nothing. */
export const NOTHING: Body = empty();

/**
 * Reads a body, without its title. Fenced code tells nothing; a fence that is never closed is none. What is
 * folded away tells nothing either: bots paste the release notes of others there.
 */
export function readBody(body: string, rules: MessageRules): Body {
  const found = empty();
  const lines = body.split(body.includes('\r') ? /\r?\n/ : '\n');
  const endOfFence = fences(lines);
  const hasFolds = body.includes('<details');
  for (let at = 0, folds = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const wasFolded = folds > 0;
    if (hasFolds) folds = Math.max(0, folds + foldsIn(line));
    const end = endOfFence(at);
    if (end !== undefined) at = end;
    else if (!wasFolded && folds === 0) readLine(lines, at, { found, rules });
  }
  return found;
}

function readLine(
  lines: readonly string[],
  at: number,
  { found, rules }: { found: Found; rules: MessageRules },
): void {
  const line = lines[at] ?? '';
  if (line.startsWith('BREAKING') && BREAKING.test(line)) readBreaking(lines, at, found);
  else if (!readReference(line, found, rules)) readChange(line, found, rules);
}

function readBreaking(lines: readonly string[], at: number, found: Found): void {
  const line = lines[at] ?? '';
  const [, blank, start = ''] = BREAKING.exec(line) ?? [];
  const before = at === 0 ? '' : (lines[at - 1] ?? '');
  if (at === 0 || (before.trim() !== '' && !TRAILER.test(before)))
    found.oddities.push(`no blank line before "${excerpt(line)}"`);
  const text = [start.trim(), ...continuation(lines, at)].filter((part) => part !== '').join(' ');
  if (text === '') found.oddities.push(`no text after "${excerpt(line)}"`);
  else if (blank === '' && start !== '')
    found.oddities.push(`no blank after the colon in "${excerpt(line)}"`);
  found.breaking.push(text);
}

/** A footer goes on until an empty line or the next footer. */
function continuation(lines: readonly string[], at: number): string[] {
  const rest: string[] = [];
  for (const line of lines.slice(at + 1, at + 21)) {
    if (line.trim() === '' || TRAILER.test(line) || BREAKING.test(line)) break;
    rest.push(line.trim());
  }
  return rest;
}

function readReference(line: string, found: Found, { repository }: MessageRules): boolean {
  if (line.startsWith('This reverts commit')) {
    found.shas.push(...idsIn(line.split(/, reversing\b/, 1)[0] ?? ''));
    return true;
  }
  if (line[0] !== 'R' && line[0] !== 'r') return false;
  const [, owner, number] = /^Reverts ([\w.-]+\/[\w.-]+)?#(\d{1,9})\b/.exec(line) ?? [];
  if (number !== undefined) {
    const foreign =
      owner !== undefined && repository !== undefined && owner.toLowerCase() !== repository.toLowerCase();
    found.numbers.push(foreign ? -1 : Number(number));
    return true;
  }
  const [, version] = /^Release-As:[ \t]+(.*)$/i.exec(line) ?? [];
  if (version !== undefined) found.releaseAs = version.trim();
  return version !== undefined;
}

/** Commit ids in a line; nobody takes back more than a hundred in one. */
export function idsIn(text: string): string[] {
  return (text.match(SHA) ?? []).slice(0, 100);
}

function readChange(line: string, found: Found, { levels, bullets }: MessageRules): void {
  const text = bullets ? (BULLET.exec(line)?.[1] ?? line) : line;
  if (!text.includes(':')) return;
  const change = parseHeader(text);
  if (change && Object.hasOwn(levels, change.type)) found.changes.push(change);
}

function excerpt(line: string): string {
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
