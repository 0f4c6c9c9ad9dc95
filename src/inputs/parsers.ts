import { parseCsv } from '../csv.ts';
import { nearestWord } from '../errors.ts';
import { knownPlatform } from '../oci/knownPlatform.ts';
import type { Platform } from '../oci/platform.ts';

/** What is wrong with one input's value: what was expected, and what to write instead. */
export class InputFault extends Error {
  readonly hint: string | undefined;

  constructor(expected: string, hint?: string) {
    super(expected);
    this.hint = hint;
  }
}

/** A parser of one input. It gets the trimmed text, never an empty one, and throws an InputFault. */
export type Parser<T> = (text: string) => T;

export const text: Parser<string> = (value) => value;

/** YAML 1.2's booleans and nothing else, as `core.getBooleanInput` reads them. */
export const boolean: Parser<boolean> = (value) => {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw new InputFault('expected true or false', nearest(value, ['true', 'false']));
};

/** A whole number from 1. */
export const count: Parser<number> = (value) => {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InputFault('expected a whole number, 1 or more');
};

/** One of a few words. */
export function choice<const T extends string>(words: readonly T[]): Parser<T> {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    throw new InputFault(`expected one of ${words.join(', ')}`, nearest(value, words));
  };
}

/** Lines, trimmed; empty ones and those that start with `#` are left out. */
export const lines: Parser<readonly string[]> = (value) =>
  value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Lines of CSV, each value an entry: `a,b` is two. Lines that start with `#` are left out, here and below. */
export const words: Parser<readonly string[]> = (value) =>
  records(value)
    .flat()
    .map((word) => word.trim())
    .filter(Boolean);

/** Lines whose commas belong to the value, with the blanks beside them; a value in quotes may span lines. */
export const entries: Parser<readonly string[]> = (value) => blankEnded(value).map((entry) => entry.trim());

/** The same, where blanks at the end belong to the value, as they do to a secret. */
export const blankEnded: Parser<readonly string[]> = (value) =>
  records(value)
    .map((fields) => fields.join(',').trimStart())
    .filter(Boolean);

/** Lines taken as they are, quotes and commas included. */
export const rawLines: Parser<readonly string[]> = (value) =>
  value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** `KEY=value` entries; a key without `=` keeps an undefined value (taken from the environment by Docker's rules). */
export const pairs: Parser<Readonly<Record<string, string | undefined>>> = (value) =>
  Object.fromEntries(
    entries(value).map((entry) => {
      const at = entry.indexOf('=');
      if (at === 0) throw new InputFault(`expected KEY=value, one a line, but "${entry}" has no key`);
      return at < 0 ? [entry, undefined] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );

/** Platforms as CSV, lines or a JSON list of strings. Doubles are left out. */
export const platforms: Parser<readonly Platform[]> = (value) => {
  const names = value.startsWith('[') ? jsonStrings(value) : words(value);
  const faults: string[] = [];
  const seen = new Map<string, Platform>();
  for (const name of names) {
    try {
      const platform = knownPlatform(name);
      seen.set(JSON.stringify(platform), platform);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (faults.length > 0) throw new InputFault(faults.join('; '));
  return [...seen.values()];
};

function jsonStrings(value: string): string[] {
  try {
    const list: unknown = JSON.parse(value);
    if (Array.isArray(list) && list.every((entry) => typeof entry === 'string')) return list;
  } catch {
    // told below, with what was expected
  }
  throw new InputFault('expected a JSON list of strings, such as ["linux/amd64","linux/arm64"]');
}

function records(value: string): string[][] {
  try {
    return parseCsv(value, { relaxed: true, comments: true });
  } catch (error) {
    throw new InputFault(
      `expected a list, one entry a line: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Booleans of other languages than YAML 1.2. */
const OTHER_BOOLEANS: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  1: 'true',
  no: 'false',
  off: 'false',
  0: 'false',
};

/** The word of a list that was probably meant, as a question; undefined where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const other = OTHER_BOOLEANS[word.toLowerCase()];
  const near = other !== undefined && candidates.includes(other) ? other : nearestWord(word, candidates);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}
