import { describe, expect, test } from 'vitest';
import { digests } from '../../src/inputs/digests.ts';
import {
  blankEnded,
  boolean,
  choice,
  count,
  entries,
  InputFault,
  lines,
  nearest,
  pairs,
  platforms,
  rawLines,
  words,
} from '../../src/inputs/parsers.ts';
import { runners } from '../../src/inputs/runners.ts';
import { formatPlatform } from '../../src/oci/platform.ts';

/** The fault and the hint that a parser refuses a text with. */
function faultOf(
  parse: (text: string) => unknown,
  text: string,
): { fault: string; hint: string | undefined } {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof InputFault) return { fault: error.message, hint: error.hint };
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} was taken`);
}

describe('boolean', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('%s', (text, value) => expect(boolean(text)).toBe(value));

  test.each([
    ['yes', 'did you mean "true"?'],
    ['1', 'did you mean "true"?'],
    ['OFF', 'did you mean "false"?'],
    ['tRUE', 'did you mean "true"?'],
    ['ture', 'did you mean "true"?'],
    ['fals', 'did you mean "false"?'],
    ['true\nfalse', undefined],
    ['on', 'did you mean "true"?'],
  ])('%j is a fault', (text, hint) => {
    expect(faultOf(boolean, text)).toEqual({ fault: 'expected true or false', hint });
  });
});

test.each([
  ['1', 1],
  ['16', 16],
  ['999999999', 999_999_999],
])('count %j', (text, value) => expect(count(text)).toBe(value));

test.each(['0', '-1', '1.5', '01', '1e3', '0x10', '1 2', '１', '9999999999'])(
  'count: %j is a fault',
  (text) => {
    expect(faultOf(count, text).fault).toMatch(/whole number/);
  },
);

describe('choice', () => {
  const parse = choice(['auto', 'index', 'manifest']);

  test('one of the words, as it is written', () => expect(parse('index')).toBe('index'));

  test.each([
    ['Index', 'did you mean "index"?'],
    ['manfest', 'did you mean "manifest"?'],
    ['something', undefined],
    ['auto,index', undefined],
  ])('%j is a fault', (text, hint) => {
    expect(faultOf(parse, text)).toEqual({ fault: 'expected one of auto, index, manifest', hint });
  });
});

describe('lists', () => {
  test.each<[string, readonly string[]]>([
    ['a\nb', ['a', 'b']],
    ['a\r\n\r\n  b  \r\n', ['a', 'b']],
    ['# no\na # yes\n  #no', ['a # yes']],
    ['"a,b"', ['"a,b"']],
  ])('lines %j', (text, expected) => expect(lines(text)).toEqual(expected));

  test.each<[string, readonly string[]]>([
    ['a,b', ['a', 'b']],
    ['a, b\n c ,,\n\n', ['a', 'b', 'c']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a, b"\nc', ['a, b', 'c']],
    ['a"b', ['a"b']],
    ['{"a"}', ['{"a"}']],
    ['# a, "b\na,b\r\n  # c\r\n', ['a', 'b']],
  ])('words %j', (text, expected) => expect(words(text)).toEqual(expected));

  test.each<[string, readonly string[]]>([
    ['type=registry,ref=a/b\ntype=gha', ['type=registry,ref=a/b', 'type=gha']],
    ['"id=value, with a comma"', ['id=value, with a comma']],
    ['"id=two\nlines"\nb=c', ['id=two\nlines', 'b=c']],
    ['a=say ""x""', ['a=say ""x""']],
    ['a=b # c\n"d=e\n# f"\n#g', ['a=b # c', 'd=e\n# f']],
    ['A=one, two,,three , \n  \n B= b ', ['A=one, two,,three ,', 'B= b']],
    ['A="one, two"', ['A="one, two"']],
  ])('entries %j', (text, expected) => expect(entries(text)).toEqual(expected));

  test('blanks at the end of a secret are part of it', () => {
    expect(blankEnded(' a=b \n  \n c= d,\te\t\r\n"f=\n g \n"')).toEqual(['a=b ', 'c= d,\te\t', 'f=\n g \n']);
  });

  test.each<[string, readonly string[]]>([
    ['type=raw,value="a,b"\n#x', ['type=raw,value="a,b"', '#x']],
    ['\n a \n\n', ['a']],
  ])('rawLines %j', (text, expected) => expect(rawLines(text)).toEqual(expected));

  test.each(['"a', 'a\n"b,c'])('quotes that do not close: %j', (text) => {
    expect(faultOf(words, text).fault).toMatch(/^expected a list, one entry a line: .*[Qq]uote/);
  });
});

describe('pairs', () => {
  test.each<[string, Record<string, string | undefined>]>([
    ['A=1\nB=2', { A: '1', B: '2' }],
    ['A=b=c', { A: 'b=c' }],
    ['A=', { A: '' }],
    ['A', { A: undefined }],
    ['A=1,2', { A: '1,2' }],
    ['"A=two\nlines"', { A: 'two\nlines' }],
    ['A=1\nA=2', { A: '2' }],
    ['__proto__=x', JSON.parse('{"__proto__":"x"}')],
  ])('%j', (text, expected) => expect(pairs(text)).toEqual(expected));

  test('a value without a key', () => {
    expect(faultOf(pairs, 'A=1\n=2').fault).toBe('expected KEY=value, one a line, but "=2" has no key');
  });
});

describe('platforms', () => {
  test.each<[string, readonly string[]]>([
    ['linux/amd64,linux/arm64', ['linux/amd64', 'linux/arm64']],
    ['linux/amd64\nlinux/arm/v7', ['linux/amd64', 'linux/arm/v7']],
    ['["linux/amd64","linux/s390x"]', ['linux/amd64', 'linux/s390x']],
    ['linux/amd64, linux/x86_64, amd64, linux/amd64/v1', ['linux/amd64']],
    ['linux/arm64/v8', ['linux/arm64']],
    ['windows(10.0.20348)/amd64', ['windows(10.0.20348)/amd64']],
    ['[]', []],
  ])('%j', (text, expected) => expect(platforms(text).map(formatPlatform)).toEqual(expected));

  test('every fault is told', () => {
    expect(faultOf(platforms, 'linux/amd64, a/b/c/d, linux amd64').fault).toMatch(
      /^"a\/b\/c\/d" is no platform;.*; "linux amd64" is no platform;/,
    );
  });

  test.each([
    ['linux/foo', /^"linux\/foo": foo is no architecture; known are 386, amd64, /],
    ['linux/amd46', /^"linux\/amd46": amd46 is no architecture; did you mean "amd64"\?/],
    ['linx/amd64', /^"linx\/amd64": linx is no operating system; did you mean "linux"\?/],
    ['linux', /^"linux": linux is no architecture; /],
  ])('%s is a fault', (text, fault) => expect(faultOf(platforms, text).fault).toMatch(fault));

  test.each(['["linux/amd64"', '[1]', '[["linux/amd64"]]'])('no list of strings: %s', (text) => {
    expect(faultOf(platforms, text).fault).toMatch(/^expected a JSON list of strings/);
  });
});

describe('runners', () => {
  test.each<[string, unknown]>([
    ['linux/arm64=arm-box', [['linux/arm64', 'arm-box']]],
    ['arm64 = self-hosted, arm', [['linux/arm64', ['self-hosted', 'arm']]]],
    ['# mine\nlinux/amd64=group=a', [['linux/amd64', 'group=a']]],
  ])('%j', (text, expected) => {
    expect(runners(text).map(({ platform, runner }) => [formatPlatform(platform), runner])).toEqual(expected);
  });

  test('every fault is told', () => {
    expect(faultOf(runners, 'linux/arm64\na b=c\nlinux/amd64=').fault).toMatch(
      /^"linux\/arm64" names no runner; .*"a b" is no platform.*"linux\/amd64=" names no runner/,
    );
  });
});

describe('digests', () => {
  const a = `sha256:${'a'.repeat(64)}`;
  const b = `sha256:${'b'.repeat(64)}`;

  test.each<[string, string, readonly (readonly [string, string])[]]>([
    ['one object', JSON.stringify({ 'linux/amd64': a }), [['linux/amd64', a]]],
    [
      'one a line, told twice, spelt in two ways',
      `{"linux/arm64":"${a}"}\n\n{"linux/arm64/v8":"${a}","alpine linux/amd64":"${b}"}`,
      [
        ['linux/arm64', a],
        ['alpine linux/amd64', b],
      ],
    ],
    ['over several lines', JSON.stringify({ 'linux/amd64': a }, undefined, 2), [['linux/amd64', a]]],
  ])('%s', (_, text, expected) => {
    expect(digests(text).map(({ key, digest }) => [key, digest])).toEqual(expected);
  });

  test.each([
    ['{"linux/amd64":"latest"}', '"linux/amd64" has no sha256 digest'],
    ['{"linux/amd64":1}', '"linux/amd64" has no sha256 digest'],
    [`{"linux/amd64":"${a}"}\n{"amd64":"${b}"}`, '"amd64" has two digests'],
    [`{"a b linux/amd64":"${a}"}`, '"a b linux/amd64" is neither a platform nor a variant and a platform'],
    [a, 'expected JSON objects, one a line, such as {"linux/arm64":"sha256:…"}'],
    [`["${a}"]`, 'expected JSON objects, one a line, such as {"linux/arm64":"sha256:…"}'],
  ])('%s is a fault', (text, fault) => expect(faultOf(digests, text).fault).toBe(fault));

  test('every fault is told', () => {
    expect(faultOf(digests, '{"linux/amd64":"x","linux/ ":"y"}').fault.split('; ').length).toBeGreaterThan(2);
  });
});

test.each([
  ['imges', 'did you mean "images"?'],
  ['PLATFORMS', 'did you mean "platforms"?'],
  ['zzz', undefined],
  ['', undefined],
])('nearest to %j', (word, expected) => expect(nearest(word, ['images', 'platforms'])).toBe(expected));
