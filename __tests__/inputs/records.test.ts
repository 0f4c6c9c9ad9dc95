import { describe, expect, test } from 'vitest';
import { recordsOf } from '../../src/inputs/records.ts';

const registries = recordsOf(['host', 'username', 'password', 'optional'], ['host']);
const variants = recordsOf(['name', 'target', 'platforms', 'build-args'], ['name']);

describe('one list, however it is written', () => {
  const expected = [
    { host: 'ghcr.io', username: 'me' },
    { host: 'quay.io', optional: 'true' },
  ];
  test.each([
    ['YAML', '- host: ghcr.io\n  username: me\n- host: quay.io\n  optional: true'],
    ['JSON', '[{"host":"ghcr.io","username":"me"},{"host":"quay.io","optional":true}]'],
    ['lines', 'host=ghcr.io,username=me\n\nhost=quay.io, optional=true'],
    [
      'YAML below a comment',
      '# ours\n\n# all\n- host: ghcr.io\n  username: me\n# more\n- host: quay.io\n  optional: true',
    ],
    ['lines and comments', '# ours\nhost=ghcr.io,username=me\n# more\nhost=quay.io,optional=true'],
    ['bare first words', 'ghcr.io,username=me\r\nquay.io,optional=true'],
  ])('%s', async (_, text) => expect(await registries(text)).toEqual(expected));
});

describe('fields', () => {
  test.each<[string, string, unknown]>([
    ['YAML keeps numbers as text', '- name: 3.20\n  target: 010', [{ name: '3.20', target: '010' }]],
    [
      'lists become lines',
      '- name: a\n  platforms: [linux/amd64, linux/arm64]',
      [{ name: 'a', platforms: 'linux/amd64\nlinux/arm64' }],
    ],
    [
      'text of several lines',
      '- name: a\n  build-args: |\n    A=1\n    B=2',
      [{ name: 'a', 'build-args': 'A=1\nB=2\n' }],
    ],
    [
      'a value in quotes may have commas',
      'a,"platforms=linux/amd64,linux/arm64"',
      [{ name: 'a', platforms: 'linux/amd64,linux/arm64' }],
    ],
    ['a value may have equals signs', 'a,build-args=A=1', [{ name: 'a', 'build-args': 'A=1' }]],
    ['an empty value', 'a,target=', [{ name: 'a', target: '' }]],
  ])('%s', async (_, text, expected) => expect(await variants(text)).toEqual(expected));
});

describe('faults, all at once', () => {
  test.each<[string, string]>([
    [
      '- name: a\n  tarjet: x\n- target: y',
      'entry 1 has an unknown field "tarjet", did you mean "target"?; entry 2 lacks "name"',
    ],
    ['a,zzz=1', 'entry 1 has an unknown field "zzz", known are name, target, platforms, build-args'],
    ['- name:', 'entry 1 lacks "name"'],
    ['- a\n- b', 'entry 1 has no named fields'],
    ['{"name":"a"}', 'expected a list, each entry starting with "- "'],
    ['a\nb,c', 'entry 2 has a value without a name; put a field whose value has a comma into quotes, whole'],
    ['a,=b', 'entry 1 has a value without a name; put a field whose value has a comma into quotes, whole'],
    ['a,"target=b', 'entry 1 has quotes that do not close'],
  ])('%j', async (text, fault) => {
    await expect(variants(text)).rejects.toThrow(fault);
  });

  test('YAML that cannot be read, with the place', async () => {
    await expect(variants('- name: a\n  target: *b')).rejects.toThrow(
      /^expected a YAML list: Unresolved alias/,
    );
    await expect(variants('- name: @a')).rejects.toThrow(/at line 1, column 9/);
  });
});

describe('a password is echoed by no fault', () => {
  test.each([
    '*hunter2',
    '|hunter2',
    '>hunter2',
    '"hunter2',
    '[hunter2',
    'a: hunter2',
    '!e!hunter2 x',
    '"\\uhunter2"',
    '@hunter2',
  ])('YAML: %s', async (password) => {
    const fault = await registries(`- host: a\n  password: ${password}`).then(
      () => 'was taken',
      (error: Error) => error.message,
    );
    expect(fault).toMatch(/^expected a YAML list, which cannot be read/);
    expect(fault).not.toMatch(/hunt/);
  });

  test.each(['a,password=x,hunter2', 'a,password=x,hunter2=y', 'a,"password=hunter2'])(
    'lines: %s',
    async (text) => {
      const fault = await registries(text).then(
        () => 'was taken',
        (error: Error) => error.message,
      );
      expect(fault).toMatch(/^entry 1 has /);
      expect(fault).not.toContain('hunter2');
    },
  );
});
