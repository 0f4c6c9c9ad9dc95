import { describe, expect, test } from 'vitest';
import { formatBake, isGha, targetsOf, withoutCaches } from '../../src/execute/bakeDefinition.ts';
import { exec } from '../../src/host/exec.ts';
import { type BakeDefinition, planBake } from '../../src/plan/bake.ts';
import { bakeFiles } from '../../src/plan/bakeFile.ts';
import type { Build } from '../../src/plan/plan.ts';
import { testWith } from '../support/parts.ts';
import { buildOf, inputsOf } from '../support/plans.ts';

async function definitionOf(
  build: Partial<Build>,
  inputs: Record<string, string> = {},
): Promise<BakeDefinition> {
  const facts = {
    builds: [buildOf('linux/amd64', build)],
    pushTo: ['a/b', 'c/d'],
    storeless: true,
    caches: {},
  };
  return planBake((await inputsOf(inputs)).build, facts);
}

/** Texts that bake would evaluate, and such as only look like it. */
const TEXTS = {
  plain: 'a $b ${',
  variable: 'x${HOME}y',
  escaped: 'x$${HOME}y',
  thrice: 'x$$${HOME}y',
  directive: '%{if true}a%{endif}',
  percents: '100%% %%{a}',
  quotes: '"a" \\n \'b\' ,c',
  lines: 'a\nb\r\nc',
  'in${a}name': 'v',
  'in%{b}name': 'v',
};

describe('the definition as JSON', () => {
  test('has every target in the default group', async () => {
    const json = JSON.parse(formatBake(await definitionOf({})));
    expect(json.group).toEqual({ default: { targets: ['linux-amd64'] } });
    expect(json.target['linux-amd64']).toMatchObject({ context: '.', platforms: ['linux/amd64'] });
  });

  test('nothing in it is a template', async () => {
    const json = formatBake(await definitionOf({ args: TEXTS, labels: TEXTS, context: 'a${b}' }));
    expect(json.replaceAll('$${', '').replaceAll('%%{', '')).not.toMatch(/[$%]\{/);
    expect(JSON.parse(json).target['linux-amd64'].context).toBe('a$${b}');
  });

  testWith('docker')('buildx reads every text as it is', async () => {
    const definition = await definitionOf({ args: TEXTS, labels: TEXTS });
    const read = await exec(['docker', 'buildx', 'bake', '--file=-', '--print'], {
      input: formatBake(definition),
    });
    expect(read.stderr).not.toContain('ERROR');
    const { args, labels } = JSON.parse(read.stdout.toString()).target['linux-amd64'];
    // `--print` escapes what it prints once more
    const printed = (texts: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(texts).map(([key, text]) => [key, text.replaceAll(/([$%])\1\{/g, '$1{')]),
      );
    expect(printed(args)).toEqual(TEXTS);
    expect(printed(labels)).toEqual(TEXTS);
  });

  testWith('docker')('so are the bake files for other steps', async () => {
    const facts = {
      target: 'docker-metadata-action',
      images: ['a/b'],
      tags: ['a/b:1'],
      version: '1',
      annotations: [],
    };
    const { all } = bakeFiles({ ...facts, labels: TEXTS });
    const read = await exec(['docker', 'buildx', 'bake', '--file=-', '--print', facts.target], {
      input: all,
    });
    const { labels } = JSON.parse(read.stdout.toString()).target[facts.target];
    const texts = Object.entries<string>(labels).map(([key, text]) => [
      key,
      text.replaceAll(/([$%])\1\{/g, '$1{'),
    ]);
    expect(Object.fromEntries(texts)).toEqual(TEXTS);
  });
});

describe('what targets put out', () => {
  const outputs = async (facts: Partial<BakeDefinition>, inputs: Record<string, string> = {}) => {
    const definition = await definitionOf({}, inputs);
    return Object.values(targetsOf({ ...definition, ...facts })).flatMap(({ output }) => output);
  };

  test('is pushed to all registries at once, by digest and by no name', async () => {
    const [output = '', ...others] = await outputs({ storeless: false });
    expect(others).toEqual([]);
    expect(output).toMatch(/^type=image,"name=a\/b,c\/d",/);
    expect(output.split(',')).toEqual(
      expect.arrayContaining(['push-by-digest=true', 'push=true', 'name-canonical=true']),
    );
    expect(output).not.toContain('store=');
  });

  test("is not kept in the engine's list of images", async () => {
    expect(await outputs({})).toEqual([expect.stringMatching(/,store=false$/)]);
  });

  test("stands after the user's own, which stay as they are", async () => {
    const own = 'type=image,"name=x/y,z/w",push=true';
    expect(await outputs({}, { outputs: own })).toEqual([own, expect.stringContaining('a/b,c/d')]);
    expect(await outputs({ pushTo: [] }, { outputs: own })).toEqual([own]);
  });

  test('is nothing but the cache otherwise', async () => {
    expect(await outputs({ pushTo: [] })).toEqual(['type=cacheonly']);
  });
});

describe('a definition is changed', () => {
  test('to drop caches', async () => {
    const definition = await definitionOf(
      {},
      { 'cache-from': 'type=gha,scope=a\ntype=inline', 'cache-to': 'mode=max,type=gha' },
    );
    const [target] = Object.values(withoutCaches(definition, isGha).targets);
    expect([target?.['cache-from'], target?.['cache-to']]).toEqual([['type=inline'], []]);
  });

  test.each([
    ['type=gha', true],
    ['mode=max,type=gha,scope=a', true],
    ['type=registry,ref=a/type=gha-x', false],
    ['type=ghast', false],
  ])('%s is of the Actions cache: %s', (entry, expected) => expect(isGha(entry)).toBe(expected));
});
