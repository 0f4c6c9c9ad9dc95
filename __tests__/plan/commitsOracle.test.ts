import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LEVELS, parseHeader, parseMessage } from '../../src/plan/commits.ts';

interface Parsed {
  type: string | null;
  scope: string | null;
  subject: string | null;
  notes: readonly { title: string; text: string }[];
}

interface Oracle {
  CommitParser: new (options: Record<string, unknown>) => { parse(text: string): Parsed };
}

// a variable, so that types are checked where the package is not installed
const PACKAGE: string = 'conventional-commits-parser';
const oracle = (await import(PACKAGE).catch(() => undefined)) as Oracle | undefined;
const parser =
  oracle &&
  new oracle.CommitParser({
    headerPattern: /^(\w*)(?:\((.*)\))?!?: (.*)$/,
    breakingHeaderPattern: /^(\w*)(?:\((.*)\))?!: (.*)$/,
    headerCorrespondence: ['type', 'scope', 'subject'],
    noteKeywords: ['BREAKING CHANGE', 'BREAKING-CHANGE'],
  });

/** Where we differ from conventional-commits-parser on purpose. */
const HEADERS: readonly (readonly [because: string, pattern: RegExp])[] = [
  ['a header starts with a type', /^[(!:]/],
  ['a type starts with a letter', /^[\d_]/],
  ['a type may have dashes', /^\w+-/],
  ['an empty scope is none', /^\w+\(\s*\)/],
  ['no parentheses in a scope', /^\w+\(.*[()].*\)!?:/],
  ['any blanks after the colon', /^\w+(?:\(.*\))?!?:(?: {2,}|[ \t]*\t)/],
  ['the description is not empty', /:\s*$/],
];
const BODIES: readonly (readonly [because: string, pattern: RegExp])[] = [
  ['the token is in upper case', /^breaking change/m],
  ['the token stands at column 0', /^ BREAKING/m],
  ['a bullet is no footer', /^\* BREAKING/m],
  ['code is no footer', /^```/m],
  ['the token ends in a colon', /^BREAKING CHANGE b/m],
  ['a footer without a text counts, with a remark', /^BREAKING CHANGE:$/m],
];
const isAllowed = (list: typeof HEADERS, text: string) => list.some(([, pattern]) => pattern.test(text));

const part = fc.constantFrom(
  'feat',
  'fix',
  'Feat',
  'my-type',
  'x',
  '1',
  '_',
  '(',
  ')',
  '(a)',
  '(a b)',
  '()',
  '!',
  ':',
  ': ',
  ' ',
  '\t',
  'text',
  'é',
  '#1',
  ',',
);
const line = fc.constantFrom(
  'BREAKING CHANGE: b',
  'BREAKING-CHANGE: b',
  'BREAKING CHANGE:b',
  'BREAKING CHANGE:',
  'breaking change: b',
  ' BREAKING CHANGE: b',
  '* BREAKING CHANGE: b',
  '- BREAKING CHANGE: b',
  '> BREAKING CHANGE: b',
  'BREAKING CHANGES: b',
  'BREAKING CHANGE b',
  'see BREAKING CHANGE: b',
  '```',
  'text',
  'Refs: #1',
  'Closes #2',
  '',
);

describe.skipIf(!parser)('as the reference parser (needs conventional-commits-parser)', () => {
  test('every header, but for the differences listed', () => {
    const property = fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
      const header = parts.join('').trim();
      if (header === '' || isAllowed(HEADERS, header)) return;
      const ours = parseHeader(header);
      const theirs = parser?.parse(header);
      expect(ours && { type: ours.type, scope: ours.scope ?? null, subject: ours.description }).toEqual(
        theirs?.type
          ? {
              type: theirs.type.toLowerCase(),
              scope: theirs.scope?.trim() || null,
              subject: theirs.subject?.trim(),
            }
          : undefined,
      );
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test('every breaking change, but for the differences listed', () => {
    const property = fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const message = ['fix: a', '', ...lines].join('\n');
      if (isAllowed(BODIES, message)) return;
      const { breaking } = parseMessage(message, { levels: DEFAULT_LEVELS, bullets: false });
      expect(breaking.length > 0, message).toBe((parser?.parse(message).notes.length ?? 0) > 0);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
