import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../src/csv.ts';

describe('parseCsv', () => {
  test.each<[string, string[][]]>([
    ['', []],
    ['a', [['a']]],
    ['a,b\nc', [['a', 'b'], ['c']]],
    [
      'a,\r\n\r\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['"a,b",c', [['a,b', 'c']]],
    ['"a\nb"', [['a\nb']]],
    ['"say ""it"""', [['say "it"']]],
    ['""', [['']]],
    [' a , b ', [[' a ', ' b ']]],
  ])('%j', (text, records) => {
    expect(parseCsv(text)).toEqual(records);
  });

  test.each(['"a', 'a"b', '"a"b', '"a" ,b'])('%j cannot be read', (text) => {
    expect(() => parseCsv(text)).toThrow(/quote/);
  });

  test.each<[string, string[][]]>([
    ['a"b"', [['a"b"']]],
    ['"a"b,c', [['"a"b', 'c']]],
    ['--x="1",y', [['--x="1"', 'y']]],
  ])('%j, relaxed', (text, records) => {
    expect(parseCsv(text, { relaxed: true })).toEqual(records);
  });

  test('trimmed', () => {
    expect(parseCsv(' a b ,\t"c, d" ', { trimmed: true })).toEqual([['a b', 'c, d']]);
  });

  const text = fc.string({ unit: fc.constantFrom('a', 'b', '=', ',', '"', ' ', '\n'), maxLength: 14 });
  const outcome = (read: () => string[][]) => {
    try {
      return read();
    } catch {
      return 'refused';
    }
  };
  test.each([
    [{}, {}],
    [{ relaxed: true }, { relax_quotes: true }],
  ])('agrees with csv-parse, %j', (ours, theirs) => {
    fc.assert(
      fc.property(text, (given) => {
        const options = { relax_column_count: true, skip_empty_lines: true, ...theirs };
        expect(outcome(() => parseCsv(given, ours))).toEqual(
          outcome(() => parse(given, options) as string[][]),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
