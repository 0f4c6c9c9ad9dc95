import { describe, expect, test } from 'vitest';
import { digests } from '../../src/inputs/digests.ts';
import { count } from '../../src/inputs/parsers.ts';
import { runners } from '../../src/inputs/runners.ts';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

describe('digests', () => {
  test.each([
    ['one object', `{"linux/amd64":"${A}","linux/arm64":"${B}"}`, { 'linux/amd64': A, 'linux/arm64': B }],
    ['over several lines', `{\n  "linux/amd64": "${A}"\n}`, { 'linux/amd64': A }],
    [
      'an object a line',
      `{"linux/amd64":"${A}"}\n\n{"linux/arm64":"${B}"}\n`,
      { 'linux/amd64': A, 'linux/arm64': B },
    ],
    ['the same twice', `{"linux/amd64":"${A}"}\n{"linux/amd64":"${A}"}`, { 'linux/amd64': A }],
    ['platforms in another spelling', `{"linux/aarch64":"${A}"}`, { 'linux/arm64': A }],
    ['variants', `{"alpine linux/arm":"${A}"}`, { 'alpine linux/arm/v7': A }],
  ])('%s', (_name, text, expected) => {
    expect(Object.fromEntries(digests(text).map(({ key, digest }) => [key, digest]))).toEqual(expected);
  });

  test.each([
    ['no JSON', 'linux/amd64=sha256:1', /JSON objects, one a line/],
    ['a list', '["linux/amd64"]', /JSON objects, one a line/],
    ['a broken line', `{"linux/amd64":"${A}"}\n{`, /JSON objects, one a line/],
    ['no digest', '{"linux/amd64":"latest"}', /"linux\/amd64" has no sha256 digest/],
    ['two digests', `{"linux/arm64":"${A}"}\n{"linux/aarch64":"${B}"}`, /"linux\/aarch64" has two digests/],
    ['no platform', `{"a b c":"${A}"}`, /neither a platform nor a variant/],
  ])('refuses %s', (_name, text, said) => {
    expect(() => digests(text)).toThrow(said);
  });
});

describe('runners', () => {
  test('are those of platforms that there are', () => {
    expect(() => runners('linux/amd46=mine')).toThrow('did you mean "amd64"?');
  });

  test('are a label or several a platform', () => {
    const text = 'linux/arm64=ubuntu-24.04-arm\nlinux/arm/v7 = self-hosted, arm\n# none\n';
    expect(runners(text)).toEqual([
      { platform: { os: 'linux', architecture: 'arm64' }, runner: 'ubuntu-24.04-arm' },
      { platform: { os: 'linux', architecture: 'arm', variant: 'v7' }, runner: ['self-hosted', 'arm'] },
    ]);
  });

  test('that are wrong are all told', () => {
    expect(() => runners('linux/arm64\nlinux/a/b/c=x')).toThrow(
      /"linux\/arm64" names no runner.*; "linux\/a\/b\/c" is no platform/,
    );
  });
});

test.each(['0', '-1', '1.5', 'two', '1e3'])('a count is no %s', (text) => {
  expect(() => count(text)).toThrow(/whole number/);
});

test('a count is a whole number', () => {
  expect(count('12')).toBe(12);
});
