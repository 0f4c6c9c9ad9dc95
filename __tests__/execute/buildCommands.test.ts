import { describe, expect, test } from 'vitest';
import type { BuildRun } from '../../src/execute/build.ts';
import { planCommands } from '../../src/execute/buildCommands.ts';
import { exec } from '../../src/host/exec.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { planBake } from '../../src/plan/bake.ts';
import type { Build } from '../../src/plan/plan.ts';
import { testWith } from '../support/parts.ts';
import { inputsOf } from '../support/plans.ts';

const build = (id: string, platform: string, more: Partial<Build> = {}): Build => ({
  id,
  variant: '',
  platform: parsePlatform(platform),
  labels: { a: 'b=c, "d"' },
  context: 'sub',
  file: 'sub/Dockerfile',
  target: 'final',
  args: { A: '1', B: '' },
  annotations: ['manifest:a=b'],
  descriptorAnnotations: {},
  attest: ['type=provenance,disabled=true'],
  ...more,
});

const EVERYTHING = {
  'build-contexts': 'base=docker-image://alpine',
  secrets: 'token=hunter2',
  ssh: 'default',
  network: 'host',
  'add-hosts': 'a:10.0.0.1,b:::1',
  allow: 'network.host',
  'shm-size': '2g',
  ulimit: 'nofile=1024:1024',
  pull: 'true',
  'no-cache': 'true',
  'no-cache-filters': 'a,b',
  'cache-from': 'type=registry,ref=a/b',
  'cache-to': 'type=inline',
  call: 'check',
};

async function commandsOf(inputs: Record<string, string>, builds = [build('linux-amd64', 'linux/amd64')]) {
  const definition = planBake((await inputsOf(inputs)).build, {
    builds,
    pushTo: ['a/b'],
    storeless: false,
    caches: {},
  });
  const run: BuildRun = {
    definition,
    secrets: { PUBLISH_IMAGE_SECRET_0: 'hunter2' },
    buildx: ['docker', 'buildx'],
    builder: 'mine',
    env: {},
    dockerfiles: {},
    title: 'Build',
  };
  return planCommands(run, '/tmp/folder');
}

test('all targets are one bake run, whose definition comes on standard input', async () => {
  const commands = await commandsOf({ ssh: 'default', allow: 'network.host' }, [
    build('linux-amd64', 'linux/amd64'),
    build('linux-arm64', 'linux/arm64'),
  ]);
  expect(commands.map(({ argv, metadataFile, target }) => ({ argv, metadataFile, target }))).toEqual([
    {
      argv: [
        'docker',
        'buildx',
        'bake',
        '--file=-',
        '--builder=mine',
        '--progress=rawjson',
        '--metadata-file=/tmp/folder/metadata.json',
        '--allow=fs=*',
        '--allow=ssh',
        '--allow=network.host',
      ],
      metadataFile: '/tmp/folder/metadata.json',
      target: undefined,
    },
  ]);
  expect(Object.keys(JSON.parse(commands[0]?.input ?? '').target)).toEqual(['linux-amd64', 'linux-arm64']);
});

describe('with a parent cgroup', () => {
  test('each target is a build of its own, with all its fields as flags', async () => {
    const [command, ...others] = await commandsOf({ ...EVERYTHING, 'cgroup-parent': 'ci.slice' });
    expect(others).toEqual([]);
    expect(command?.input).toBeUndefined();
    expect([command?.target, command?.metadataFile]).toEqual(['linux-amd64', '/tmp/folder/linux-amd64.json']);
    const [, , verb, ...rest] = command?.argv ?? [];
    expect([verb, rest.at(-1)]).toEqual(['build', 'sub']);
    expect(rest.filter((flag) => !flag.startsWith('--output')).slice(0, -1)).toEqual([
      '--builder=mine',
      '--progress=rawjson',
      '--metadata-file=/tmp/folder/linux-amd64.json',
      '--cgroup-parent=ci.slice',
      '--file=sub/Dockerfile',
      '--target=final',
      '--platform=linux/amd64',
      '--build-context=base=docker-image://alpine',
      '--build-arg=A=1',
      '--build-arg=B=',
      '--label=a=b=c, "d"',
      '--annotation=manifest:a=b',
      '--attest=type=provenance,disabled=true',
      '--secret=type=env,id=token,env=PUBLISH_IMAGE_SECRET_0',
      '--ssh=default',
      '--cache-from=type=registry,ref=a/b',
      '--cache-to=type=inline',
      '--no-cache',
      '--no-cache-filter=a',
      '--no-cache-filter=b',
      '--pull',
      '--network=host',
      '--shm-size=2g',
      '--ulimit=nofile=1024:1024',
      '--add-host=a:10.0.0.1',
      '--add-host=b:::1',
      '--allow=network.host',
      '--call=check',
    ]);
    expect(rest.join(' ')).not.toContain('hunter2');
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['.', undefined, undefined],
    ['.', 'a/Dockerfile', '--file=a/Dockerfile'],
    ['sub', 'a/Dockerfile', '--file=a/Dockerfile'],
    ['https://github.com/a/b.git', 'a/Dockerfile', '--file=a/Dockerfile'],
  ])('context %s, file %s: %s', async (context, file, expected) => {
    const [command] = await commandsOf({ 'cgroup-parent': 'ci' }, [
      build('x', 'linux/amd64', { context, file }),
    ]);
    expect(command?.argv.find((flag) => flag.startsWith('--file'))).toBe(expected);
  });

  test('several targets are built one after the other', async () => {
    const commands = await commandsOf({ 'cgroup-parent': 'ci' }, [
      build('linux-amd64', 'linux/amd64'),
      build('linux-arm64', 'linux/arm64'),
    ]);
    expect(commands.map(({ target }) => target)).toEqual(['linux-amd64', 'linux-arm64']);
    expect(commands.map(({ argv }) => argv.find((flag) => flag.startsWith('--platform')))).toEqual([
      '--platform=linux/amd64',
      '--platform=linux/arm64',
    ]);
  });

  testWith('docker')('buildx knows every flag', async () => {
    const [bake] = await commandsOf({ ...EVERYTHING });
    const [single] = await commandsOf({ ...EVERYTHING, 'cgroup-parent': 'ci' });
    for (const [verb, command] of [
      ['bake', bake],
      ['build', single],
    ] as const) {
      const help = (await exec(['docker', 'buildx', verb, '--help'])).stdout.toString();
      const known = new Set(help.match(/--[a-z-]+/g));
      const used = (command?.argv ?? []).flatMap((flag) => /^--[a-z-]+/.exec(flag)?.[0] ?? []);
      expect(used.length).toBeGreaterThan(3);
      expect(used.filter((flag) => !known.has(flag))).toEqual([]);
    }
  });
});
