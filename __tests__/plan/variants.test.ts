import { describe, expect, test } from 'vitest';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';
import { checkTags, fillPath, type NamedVariant, parseVariants } from '../../src/plan/variants.ts';
import { inputsOf } from '../support/plans.ts';

const parse = async (variants: string) => parseVariants(await inputsOf({ variants }));

describe('the input', () => {
  test('none is one without a name', async () => {
    expect(await parse('')).toEqual([
      {
        name: '',
        file: undefined,
        target: undefined,
        platforms: undefined,
        buildArgs: {},
        context: undefined,
        suffix: '',
        tags: undefined,
      },
    ]);
  });

  test('all fields', async () => {
    const [variant] = await parse(
      [
        '- name: alpine',
        '  file: docker/alpine.Dockerfile',
        '  target: final',
        '  platforms: linux/amd64, linux/aarch64',
        '  build-args: |',
        '    BASE=alpine:3.20',
        '    OPTIONS=a=b',
        '    TOKEN',
        '  context: ctx/{{arch}}',
        '  suffix: -alpine',
        '  tags: |',
        '    type=semver,pattern={{version}}',
        '    type=edge',
      ].join('\n'),
    );
    expect({ ...variant, platforms: variant?.platforms?.map(formatPlatform) }).toEqual({
      name: 'alpine',
      file: 'docker/alpine.Dockerfile',
      target: 'final',
      platforms: ['linux/amd64', 'linux/arm64'],
      buildArgs: { BASE: 'alpine:3.20', OPTIONS: 'a=b', TOKEN: undefined },
      context: 'ctx/{{arch}}',
      suffix: '-alpine',
      tags: ['type=semver,pattern={{version}}', 'type=edge'],
    });
  });

  test('platforms as a YAML list', async () => {
    const [variant] = await parse('- name: a\n  platforms: [linux/amd64, linux/s390x]');
    expect(variant?.platforms?.map(formatPlatform)).toEqual(['linux/amd64', 'linux/s390x']);
  });

  test('a platform that is none is told, as that of the run is', async () => {
    await expect(parse('- name: a\n  platforms: linux/amd46')).rejects.toThrow('did you mean "amd64"?');
  });

  test('every fault is told', async () => {
    const faults = parse('- name: Alpine\n  platforms: a/b/c/d\n- name: b\n  build-args: "=x"\n- name: b');
    await expect(faults).rejects.toThrow(
      /^Input variants: Alpine: a name is .*; Alpine: "a\/b\/c\/d" is no platform.*; b: build-args are KEY=value.*; two variants are called b$/,
    );
  });
});

describe('paths', () => {
  test.each<[string, string, string]>([
    ['{{os}}/{{arch}}', 'linux/arm64', 'linux/arm64'],
    ['{{ arch }}{{variant}}', 'linux/arm/v7', 'armv7'],
    ['a{{variant}}', 'linux/amd64', 'a'],
    ['{{name}}.Dockerfile', 'linux/amd64', 'alpine.Dockerfile'],
    ['{{other}}/{{defaultContext}}', 'linux/amd64', '{{other}}/{{defaultContext}}'],
  ])('%s for %s is %s', (path, platform, expected) => {
    expect(fillPath(path, { platform: parsePlatform(platform), name: 'alpine' })).toBe(expected);
  });
});

test.each<[string, [string, string[]][], string | undefined]>([
  [
    'apart',
    [
      ['a', ['1', 'latest']],
      ['b', ['1-b']],
    ],
    undefined,
  ],
  [
    'together',
    [
      ['a', ['1', 'latest']],
      ['b', ['1', 'latest']],
      ['c', ['1']],
    ],
    'Input variants: 1 is claimed by a and by b; latest is claimed by a and by b; 1 is claimed by b and by c',
  ],
])('tags that stand %s', (_, variants, fault) => {
  const named = variants.map(([name, tags]) => ({
    variant: { name },
    metadata: { release: { tags: tags.map((tag) => ({ name: tag })) } },
  })) as unknown as NamedVariant[];
  const check = () => checkTags(named);
  if (fault === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(fault);
});
