import { describe, expect, test } from 'vitest';
import { type BakeFacts, type BakeTarget, defined, planBake } from '../../src/plan/bake.ts';
import { buildOf, inputsOf } from '../support/plans.ts';

async function bake(inputs: Record<string, string>, facts: Partial<BakeFacts> = {}) {
  return planBake((await inputsOf(inputs)).build, {
    builds: [buildOf('linux/amd64')],
    pushTo: [],
    storeless: false,
    caches: {},
    ...facts,
  });
}

const AMD64_ARM64 = [buildOf('linux/amd64'), buildOf('linux/arm64')];
const only = async (inputs: Record<string, string>, facts: Partial<BakeFacts> = {}) =>
  (await bake(inputs, facts)).targets['linux-amd64'];

test('a build of nothing but defaults', async () => {
  expect(await bake({})).toEqual({
    targets: {
      'linux-amd64': {
        context: '.',
        contexts: {},
        platforms: ['linux/amd64'],
        args: {},
        labels: {},
        annotations: [],
        output: [],
        attest: [],
        secret: [],
        ssh: [],
        'cache-from': [],
        'cache-to': [],
      },
    },
    pushTo: [],
    storeless: false,
    beyondBake: undefined,
    allow: ['fs=*'],
  });
});

describe('of several builds each has caches of its own', () => {
  test.each([
    ['type=local,dest=/c,mode=max', 'type=local,dest=/c/linux-arm64,mode=max'],
    ['type=registry,ref=a.test:5000/b', 'type=registry,ref=a.test:5000/b:latest-linux-arm64'],
    ['a/b:cache', 'type=registry,ref=a/b:cache-linux-arm64'],
    ['type=gha,mode=max', 'type=gha,mode=max,scope=buildkit-linux-arm64'],
    ['scope=x,type=gha', 'scope=x-linux-arm64,type=gha'],
    ['type=inline', 'type=inline'],
    [`type=registry,ref=a/b@sha256:${'0'.repeat(64)}`, `type=registry,ref=a/b@sha256:${'0'.repeat(64)}`],
  ])('%s', async (given, own) => {
    const inputs = { 'cache-from': given.replace('dest', 'src'), 'cache-to': given };
    const { targets } = await bake(inputs, { builds: AMD64_ARM64 });
    const read = own.replace('dest', 'src');
    expect(targets['linux-arm64']).toMatchObject({
      'cache-from': [...new Set([read, inputs['cache-from']])],
      'cache-to': [own],
    });
    expect(await only(inputs)).toMatchObject({ 'cache-to': [given] });
  });
});

describe('inputs become fields', () => {
  test.each<[Record<string, string>, Partial<BakeTarget>]>([
    [
      { 'build-contexts': 'base=docker-image://alpine\nsrc=../src' },
      { contexts: { base: 'docker-image://alpine', src: '../src' } },
    ],
    [{ ssh: 'default,key=/k' }, { ssh: ['default', 'key=/k'] }],
    [{ 'no-cache': 'true' }, { 'no-cache': true }],
    [{ 'no-cache-filters': 'a,b' }, { 'no-cache-filter': ['a', 'b'] }],
    [{ pull: 'true' }, { pull: true }],
    [{ network: 'host' }, { network: 'host' }],
    [{ 'shm-size': '2g' }, { 'shm-size': '2g' }],
    [{ ulimit: 'nofile=1024:1024\nnproc=3' }, { ulimits: ['nofile=1024:1024', 'nproc=3'] }],
    [{ 'add-hosts': 'a:10.0.0.1\nb=::1,c:::1' }, { 'extra-hosts': { a: '10.0.0.1', b: '::1', c: '::1' } }],
    [{ allow: 'network.host,device' }, { entitlements: ['network.host', 'device'] }],
    [{ call: 'check' }, { call: 'check' }],
    [
      { 'cache-from': 'type=registry,ref=a/b', 'cache-to': 'type=inline' },
      { 'cache-from': ['type=registry,ref=a/b'], 'cache-to': ['type=inline'] },
    ],
    [{ secrets: 'a=1' }, { secret: ['type=env,id=a,env=PUBLISH_IMAGE_SECRET_0'] }],
  ])('%j', async (inputs, expected) => expect(await only(inputs)).toMatchObject(expected));

  test.each([{ call: 'build' }, { pull: 'false' }, { 'no-cache': 'false' }])(
    '%j is what it is anyway',
    async (inputs) => {
      expect(await only(inputs)).toEqual(await only({}));
    },
  );

  test('what the whole run needs to be allowed', async () => {
    expect((await bake({ ssh: 'default', allow: 'network.host', 'cgroup-parent': 'ci' })).allow).toEqual([
      'fs=*',
      'ssh',
      'network.host',
    ]);
    expect((await bake({ 'cgroup-parent': 'ci' })).beyondBake).toEqual(['--cgroup-parent=ci']);
  });

  test('more than one address of a host stands beside bake', async () => {
    const { beyondBake, targets } = await bake({
      'add-hosts': 'a:10.0.0.1,b:10.0.0.2,b:10.0.0.2,a:::1,a=10.0.0.3',
    });
    expect(beyondBake).toEqual(['--add-host=a:10.0.0.1', '--add-host=a:::1']);
    expect(targets['linux-amd64']?.['extra-hosts']).toEqual({ a: '10.0.0.3', b: '10.0.0.2' });
  });

  test.each([
    ['https://example.com/Dockerfile', []],
    ['docker/Dockerfile', undefined],
  ])('bake fetches no Dockerfile: %s', async (file, expected) => {
    const builds = [buildOf('linux/amd64'), { ...buildOf('linux/arm64'), file }];
    expect((await bake({}, { builds })).beyondBake).toEqual(expected);
  });

  test("the caches of a target stand behind the user's own", async () => {
    const caches = { 'linux-amd64': { from: ['type=gha,scope=a'], to: ['type=gha,scope=b'] } };
    expect(await only({ 'cache-from': 'type=inline' }, { caches })).toMatchObject({
      'cache-from': ['type=inline', 'type=gha,scope=a'],
      'cache-to': ['type=gha,scope=b'],
    });
  });
});

test.each<[context: string, file: string | undefined, dockerfile: string | undefined]>([
  ['.', undefined, undefined],
  ['.', 'docker/Dockerfile', 'docker/Dockerfile'],
  ['sub', 'sub/Dockerfile', 'cwd://sub/Dockerfile'],
  ['sub', '/abs/Dockerfile', '/abs/Dockerfile'],
  ['sub', 'https://example.com/Dockerfile', 'https://example.com/Dockerfile'],
  ['https://github.com/a/b.git#main', 'x/Dockerfile', 'x/Dockerfile'],
  ['git@github.com:a/b.git', 'Dockerfile', 'Dockerfile'],
  ['github.com/a/b', 'Dockerfile', 'Dockerfile'],
])('context %s, file %s: the Dockerfile is %s', async (context, file, dockerfile) => {
  const target = await only({}, { builds: [buildOf('linux/amd64', { context, file })] });
  expect(target?.dockerfile).toBe(dockerfile);
});

describe('outputs', () => {
  const pushTo = ['ghcr.io/a/b', 'quay.io/a/b'];
  const outputs = async (inputs: Record<string, string>, facts: Partial<BakeFacts> = {}) =>
    Object.values((await bake(inputs, facts)).targets).map(({ output }) => output);

  test.each<[string, Record<string, string>, string[]]>([
    ['loaded', { load: 'true' }, ['type=docker']],
    ['as asked', { outputs: 'type=tar,dest=out.tar\nout' }, ['type=tar,dest=out.tar', 'out']],
    ['both', { load: 'true', outputs: 'type=oci,dest=a' }, ['type=docker', 'type=oci,dest=a']],
  ])('%s', async (_, inputs, expected) => {
    expect(await outputs(inputs)).toEqual([expected]);
  });

  test('loaded under names', async () => {
    const loadedAs = { 'linux-amd64': ['ghcr.io/a/b:1', 'ghcr.io/a/b:latest'] };
    expect(await outputs({ load: 'true' }, { loadedAs })).toEqual([
      ['type=docker,"name=ghcr.io/a/b:1,ghcr.io/a/b:latest"'],
    ]);
  });

  test.each<[string, string, string]>([
    ['type=local,dest=out', 'type=local,dest=out/linux_amd64', 'type=local,dest=out/linux_arm64'],
    ['dest=./out/a,type=local', 'dest=./out/a/linux_amd64,type=local', 'dest=./out/a/linux_arm64,type=local'],
    ['out', 'type=local,dest=out/linux_amd64', 'type=local,dest=out/linux_arm64'],
    ['type=tar,dest=out.tar', 'type=tar,dest=out-linux_amd64.tar', 'type=tar,dest=out-linux_arm64.tar'],
    [
      'type=oci,dest=./a.b/out.tar.gz',
      'type=oci,dest=./a.b/out-linux_amd64.tar.gz',
      'type=oci,dest=./a.b/out-linux_arm64.tar.gz',
    ],
    [
      'type=oci,dest=a.b/out,tar=false',
      'type=oci,dest=a.b/out-linux_amd64,tar=false',
      'type=oci,dest=a.b/out-linux_arm64,tar=false',
    ],
    [
      'type=image,name=a/b,push-by-digest=true,push=true',
      'type=image,name=a/b,push-by-digest=true,push=true',
      'type=image,name=a/b,push-by-digest=true,push=true',
    ],
  ])('files of several platforms stand apart: %s', async (output, amd64, arm64) => {
    expect(await outputs({ outputs: output }, { builds: AMD64_ARM64 })).toEqual([[amd64], [arm64]]);
    expect(await outputs({ outputs: output })).toEqual([[output]]);
  });

  test('a name is that of one build', async () => {
    const outputs = 'type=image,name=a/b,push=false\ntype=tar,dest=o.tar\ntype=registry,"name=a/b:1,c/d:1"';
    await expect(bake({ outputs }, { builds: AMD64_ARM64 })).rejects.toThrow(
      'outputs: "type=image,name=a/b,push=false", "type=registry,\\"name=a/b:1,c/d:1\\"" is one name for 2 builds, each of which would take it from the others',
    );
    expect((await only({ outputs }))?.output).toHaveLength(3);
  });

  test('and of several variants', async () => {
    const builds = [
      buildOf('linux/amd64', { variant: 'alpine' }),
      buildOf('linux/amd64', { variant: 'slim' }),
    ];
    expect(await outputs({ outputs: 'type=tar,dest=o.tar' }, { builds })).toEqual([
      ['type=tar,dest=o-alpine-linux_amd64.tar'],
      ['type=tar,dest=o-slim-linux_amd64.tar'],
    ]);
  });

  test('annotations are for what is pushed', async () => {
    const builds = [buildOf('linux/amd64', { annotations: ['manifest:a=b'] })];
    expect((await only({}, { builds, pushTo }))?.annotations).toEqual(['manifest:a=b']);
    expect((await only({}, { builds }))?.annotations).toEqual([]);
  });
});

test('build arguments without a value come from the environment, or not at all', () => {
  expect(defined({ A: '1', B: undefined, C: undefined, D: '' }, { A: 'x', B: '2', D: 'y' })).toEqual({
    A: '1',
    B: '2',
    D: '',
  });
});
