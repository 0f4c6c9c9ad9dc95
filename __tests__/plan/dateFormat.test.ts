import { describe, expect, test } from 'vitest';
import { formatDate } from '../../src/plan/dateFormat.ts';

const at = (text: string) => new Date(text);

describe('date formats', () => {
  test.each<[string, string, string, string?]>([
    ['YYYYMMDD', '2020-01-10T00:30:00Z', '20200110'],
    ['YYYYMMDD-HHmmss', '2020-01-10T00:30:00Z', '20200110-093000', 'Asia/Tokyo'],
    ['dddd, MMMM Do YYYY, h:mm:ss a', '2020-01-10T15:25:50Z', 'Friday, January 10th 2020, 3:25:50 pm'],
    ['YYYY-MM-DDTHH:mm:ss.SSS[Z]', '2020-01-10T00:30:00.042Z', '2020-01-10T00:30:00.042Z'],
    ['YY M MM MMM Mo', '2021-02-03T00:00:00Z', '21 2 02 Feb 2nd'],
    ['YYYYY YYYYYY y N', '2021-02-03T00:00:00Z', '02021 +002021 2021 AD'],
    ['D DD Do DDD DDDo DDDD', '2021-02-03T00:00:00Z', '3 03 3rd 34 34th 034'],
    ['d do dd ddd dddd e E', '2021-02-07T00:00:00Z', '0 0th Su Sun Sunday 0 7'],
    ['Q Qo', '2021-11-01T00:00:00Z', '4 4th'],
    ['H HH h hh k kk A a', '2021-02-03T00:05:00Z', '0 00 12 12 24 24 AM am'],
    ['H HH h hh k kk A a', '2021-02-03T13:05:00Z', '13 13 1 01 13 13 PM pm'],
    ['m mm s ss S SS SSS SSSS', '2021-02-03T00:04:05.678Z', '4 04 5 05 6 67 678 6780'],
    ['X x', '2021-02-03T00:04:05.678Z', '1612310645 1612310645678'],
    ['Z ZZ z', '2021-07-01T00:00:00Z', '+00:00 +0000 UTC'],
    ['Z ZZ', '2021-07-01T00:00:00Z', '-07:00 -0700', 'America/Los_Angeles'],
    ['Z', '2021-01-01T00:00:00Z', '+05:45', 'Asia/Kathmandu'],
    ['YYYY-MM-DD HH:mm', '2021-01-01T03:00:00Z', '2020-12-31 22:00', 'America/New_York'],
    ['HH:mm', '2021-03-28T01:30:00Z', '03:30', 'Europe/Berlin'],
    ['[v]YYYY[.x]', '2021-02-03T00:00:00Z', 'v2021.x'],
    ['[YYYY] \\YYYYY', '2021-02-03T00:00:00Z', 'YYYY YYYYY'],
    ['', '2020-01-10T00:30:00Z', '2020-01-10T00:30:00Z'],
    ['', '2020-01-10T00:30:00Z', '2020-01-10T09:30:00+09:00', 'Asia/Tokyo'],
    ['LT LTS', '2021-02-03T13:04:05Z', '1:04 PM 1:04:05 PM'],
    ['L l', '2021-02-03T13:04:05Z', '02/03/2021 2/3/2021'],
    ['LL ll', '2021-02-03T13:04:05Z', 'February 3, 2021 Feb 3, 2021'],
    ['LLL lll', '2021-02-03T13:04:05Z', 'February 3, 2021 1:04 PM Feb 3, 2021 1:04 PM'],
    ['LLLL llll', '2021-02-03T13:04:05Z', 'Wednesday, February 3, 2021 1:04 PM Wed, Feb 3, 2021 1:04 PM'],
    ['[LT]', '2021-02-03T13:04:05Z', 'LT'],
    ['x', '1969-12-31T23:59:59.500Z', '-500'],
  ])('%s of %s is %s', (format, date, expected, zone) => {
    expect(formatDate(at(date), format, zone)).toBe(expected);
  });

  // ISO weeks as in ISO 8601; the others as in the United States: from Sunday, January 1st in the first.
  test.each([
    ['2021-01-01', '2020-53', '2021-1'],
    ['2021-01-03', '2020-53', '2021-2'],
    ['2021-01-04', '2021-1', '2021-2'],
    ['2020-12-31', '2020-53', '2021-1'],
    ['2019-12-30', '2020-1', '2020-1'],
    ['2018-12-31', '2019-1', '2019-1'],
    ['2016-01-03', '2015-53', '2016-2'],
    ['2026-06-15', '2026-25', '2026-25'],
  ])('the weeks of %s', (day, iso, local) => {
    expect(formatDate(at(`${day}T12:00:00Z`), 'GGGG-W')).toBe(iso);
    expect(formatDate(at(`${day}T12:00:00Z`), 'gggg-w')).toBe(local);
  });

  test.each([11, 12, 13, 21, 22, 23, 31])('ordinals of teens and others: %d', (day) => {
    const ending = { 21: 'st', 22: 'nd', 23: 'rd', 31: 'st' }[day] ?? 'th';
    expect(formatDate(at(`2021-01-${day}T00:00:00Z`), 'Do')).toBe(`${day}${ending}`);
  });

  test('an unknown zone is told', () => {
    expect(() => formatDate(at('2021-01-01T00:00:00Z'), 'YYYY', 'Mars/Olympus')).toThrow(
      '"Mars/Olympus" is no time zone',
    );
  });

  test('a date that is none is told', () => {
    expect(() => formatDate(new Date(Number.NaN), 'YYYY')).toThrow('not valid');
  });
});
