import { describe, expect, test } from 'vitest';
import { parseFlavor } from '../../src/plan/flavor.ts';

const read = (...lines: string[]) => {
  const { prefix, suffix, ...rest } = parseFlavor(lines);
  return { ...rest, prefix: prefix?.source, suffix: suffix?.source };
};
const NONE = {
  latest: 'auto',
  prefix: undefined,
  prefixOnLatest: false,
  suffix: undefined,
  suffixOnLatest: false,
};

describe('flavor', () => {
  test.each<[string[], object]>([
    [[], {}],
    [['# latest=true'], {}],
    [['latest=true'], { latest: 'true' }],
    [['latest=false', 'latest=auto'], {}],
    [['prefix=dev-', 'suffix=-alpine'], { prefix: 'dev-', suffix: '-alpine' }],
    [
      ['prefix=dev-,onlatest=true', 'suffix=-alpine,onlatest=false'],
      { prefix: 'dev-', prefixOnLatest: true, suffix: '-alpine' },
    ],
    [
      ['prefix=a,onlatest=true,suffix=b,onlatest=true'],
      { prefix: 'a', prefixOnLatest: true, suffix: 'b', suffixOnLatest: true },
    ],
    [['LATEST = true'], { latest: 'true' }],
    [['suffix='], {}],
    [['onlatest=true'], {}],
    [['prefix={{branch}}-'], { prefix: '{{branch}}-' }],
  ])('%j', (lines, expected) => {
    expect(read(...lines)).toEqual({ ...NONE, ...expected });
  });

  test.each([
    ['latest', '"latest" has no value'],
    ['latest=foo', 'latest=foo is not known; write one of latest=auto, latest=true, latest=false'],
    ['prefx=a', '"prefx" is not known; did you mean "prefix"?'],
    ['prefix=a,onlatest=yes', 'onlatest=yes is not known'],
    ['prefix={{', 'has "{{" without "}}"'],
  ])('%s is a fault', (line, message) => {
    expect(() => parseFlavor([line])).toThrow(message);
  });

  test('all faults are told', () => {
    expect(() => parseFlavor(['latest=foo', 'x=y'])).toThrow(/2 faults[\s\S]*latest=foo[\s\S]*x=y/);
  });
});
