import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readBuildx } from '../../src/context/buildx.ts';
import { readEngine } from '../../src/context/engine.ts';
import { readEngineEndpoint } from '../../src/context/engineEndpoint.ts';
import { UserError } from '../../src/errors.ts';
import {
  BUILDER_STATE,
  type BuilderEffects,
  type OpenBuilder,
  openBuilder,
} from '../../src/execute/builder.ts';
import { undoBuilder } from '../../src/execute/builderState.ts';
import { type EngineEndpoint, openEngine } from '../../src/host/engineConnection.ts';
import { requestEngine } from '../../src/host/engineRequest.ts';
import { type Exec, exec } from '../../src/host/exec.ts';
import { type BuilderPlan, planBuilder, type StartedBuilder } from '../../src/plan/builder.ts';
import { parts, testWith } from '../support/parts.ts';
import { keepingLog } from '../support/promotions.ts';

const PLATFORMS = ['linux/amd64', 'linux/arm64'];
const environment = process.env;

let undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.toReversed()) await step();
  undo = [];
});

/** Real effects; undoes what was opened after the test. */
async function effects(more: Partial<BuilderEffects> = {}) {
  const temporary = mkdtempSync(join(tmpdir(), 'runner-'));
  const state: Record<string, string> = {};
  const buildx = await readBuildx(environment, exec);
  if (!buildx) throw new Error('no buildx');
  undo.push(async () => state[BUILDER_STATE] && undoBuilder(state[BUILDER_STATE], { exec, environment }));
  const all: BuilderEffects = {
    exec,
    log: keepingLog(),
    signal: new AbortController().signal,
    temporary,
    environment,
    engine: await readEngineEndpoint(environment),
    buildx,
    saveState: (name, value) => {
      state[name] = value;
    },
    ...more,
  };
  return { all, state, temporary };
}

/** A context of one file, which differs from run to run. */
function buildContext(): string {
  const folder = mkdtempSync(join(tmpdir(), 'context-'));
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM scratch\nARG TARGETARCH\nCOPY file /\nENV ARCH=$TARGETARCH\n',
  );
  writeFileSync(join(folder, 'file'), randomBytes(8).toString('hex'));
  return folder;
}

/** Builds two platforms and pushes each by digest into two repositories; what each of them then holds. */
async function bake(builder: OpenBuilder): Promise<{ digests: unknown[]; architectures: unknown[] }> {
  const names = ['a', 'b'].map(
    (name) => `${parts.registry}/builder/${name}-${randomBytes(4).toString('hex')}`,
  );
  const context = buildContext();
  const target = (platform: string) => ({
    context,
    platforms: [platform],
    attest: [],
    output: [
      `type=image,"name=${names.join(',')}",push-by-digest=true,name-canonical=true,push=true,store=false`,
    ],
  });
  const targets = Object.fromEntries(PLATFORMS.map((platform, index) => [`t${index}`, target(platform)]));
  const metadata = join(context, 'metadata.json');
  const argv = [
    ...builder.buildx,
    'bake',
    '--file=-',
    `--builder=${builder.name}`,
    '--allow=fs=*',
    '--progress=plain',
  ] as const;
  const input = JSON.stringify({ group: { default: { targets: Object.keys(targets) } }, target: targets });
  await builder.ready;
  const env = { ...builder.env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };
  const result = await exec([...argv, `--metadata-file=${metadata}`], { env, input });
  expect(result.ok, result.stderr).toBe(true);
  const digests = Object.values<{ 'containerimage.digest': string }>(
    JSON.parse(String(await readText(metadata))),
  );
  const pairs = names.flatMap((name) =>
    digests.map((row) => ({ name, digest: row['containerimage.digest'] })),
  );
  const configs = await Promise.all(pairs.map(({ name, digest }) => readConfig(name, digest)));
  return { digests, architectures: configs };
}

const readText = async (path: string) => (await import('node:fs/promises')).readFile(path, 'utf8');

async function readConfig(name: string, digest: string): Promise<unknown> {
  const [host, ...path] = name.split('/');
  const base = `http://${host}/v2/${path.join('/')}`;
  const accept = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = await (await fetch(`${base}/manifests/${digest}`, { headers: { accept } })).json();
  const config = await (await fetch(`${base}/blobs/${Object(manifest).config.digest}`)).json();
  return Object(config).architecture;
}

const BOTH_TWICE = ['amd64', 'arm64', 'amd64', 'arm64'];

describe("the engine's own BuildKit", () => {
  const plan: BuilderPlan = { kind: 'engine', nodes: [] };

  testWith(
    'engine',
    'containerd image store',
    'registry',
    'docker',
  )(
    'pushes two platforms by digest to two repositories',
    async () => {
      const { all, temporary } = await effects();
      const builder = await openBuilder(plan, all);
      expect((await bake(builder)).architectures).toEqual(BOTH_TWICE);
      await builder.close();
      expect(readdirSync(temporary)).toEqual([]);
    },
    60_000,
  );

  testWith(
    'engine',
    'containerd image store',
    'registry',
    'docker',
  )(
    'is reached through the CLI as well',
    async () => {
      const dial: EngineEndpoint = { kind: 'dial-stdio', env: { ...environment } };
      const { all } = await effects({ engine: dial });
      const builder = await openBuilder(plan, all);
      expect((await bake(builder)).architectures).toEqual(BOTH_TWICE);
      await builder.close();
    },
    60_000,
  );

  testWith('engine', 'docker')(
    'stands in a folder of ours alone, which the state names before it is used',
    async () => {
      const { all, state } = await effects();
      const builder = await openBuilder(plan, all);
      const { folder } = JSON.parse(state[BUILDER_STATE] ?? '');
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(builder.env.BUILDX_CONFIG).toBe(folder);
      await undoBuilder(state[BUILDER_STATE] ?? '', { exec, environment });
      await undoBuilder(state[BUILDER_STATE] ?? '', { exec, environment });
      expect(existsSync(folder)).toBe(false);
      await builder.close();
    },
  );

  testWith('engine', 'docker')(
    'takes remote nodes beside it',
    async () => {
      const { all } = await effects();
      const remote = {
        name: undefined,
        endpoint: 'tcp://arm.test:1234',
        platforms: [{ os: 'linux', architecture: 'arm64' }],
        driverOpts: ['cacert=/ca.pem', 'cert=/c.pem', 'key=/k.pem'],
        labels: {},
      };
      const builder = await openBuilder({ kind: 'engine', nodes: [remote] }, all);
      const seen = await exec(
        [...builder.buildx, 'ls', '--format={{.Builder.Name}} {{.Builder.Driver}} {{.Builder.LastActivity}}'],
        { env: builder.env },
      );
      expect(seen.stdout.toString()).toContain('publish-image remote');
      const buildx = await readBuildx({ ...environment, BUILDX_CONFIG: builder.env.BUILDX_CONFIG }, exec);
      expect(buildx?.builders).toEqual([
        { name: 'publish-image', driver: 'remote', platforms: remote.platforms },
      ]);
      const instance = JSON.parse(await readText(join(buildx?.folder ?? '', 'instances/publish-image')));
      expect(instance.Nodes[1]).toMatchObject({
        Name: 'publish-image1',
        Endpoint: 'tcp://arm.test:1234',
        DriverOpts: { cacert: '/ca.pem', cert: '/c.pem', key: '/k.pem' },
      });
      await builder.close();
    },
    60_000,
  );

  testWith('engine', 'docker')('is known to BuildKit from one run to the next', async () => {
    const identity = async (folder: string) => {
      const { all } = await effects();
      const builder = await openBuilder(plan, { ...all, buildx: { ...all.buildx, folder } });
      const id = await readText(join(String(builder.env.BUILDX_CONFIG), '.buildNodeID'));
      await builder.close();
      return id;
    };
    const own = mkdtempSync(join(tmpdir(), 'buildx-'));
    const made = await identity(own);
    expect(made).toMatch(/^[0-9a-f]{16}$/);
    expect(await identity(own)).toBe(made);
    writeFileSync(join(own, '.buildNodeID'), '0123456789abcdef');
    expect(await identity(own)).toBe('0123456789abcdef');
  });

  testWith('engine', 'docker')('has a short path where the temporary folder has a long one', async () => {
    const temporary = join(mkdtempSync(join(tmpdir(), 'runner-')), 'x'.repeat(100));
    (await import('node:fs')).mkdirSync(temporary);
    const { all } = await effects({ temporary });
    const builder = await openBuilder(plan, all);
    expect(String(builder.env.BUILDX_CONFIG).length).toBeLessThan(100);
    await builder.close();
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('a builder in a container', () => {
  async function plan(more: Partial<Parameters<typeof planBuilder>[0]> = {}): Promise<StartedBuilder> {
    const inputs = {
      builder: undefined,
      driver: 'docker-container',
      driverOpts: [],
      nodes: [],
      buildkitdFlags: undefined,
      buildkitdConfig: undefined,
      buildkitdConfigInline: undefined,
      buildkitImage: parts['BuildKit image'] ?? 'moby/buildkit:latest',
      keepBuilder: false,
      allow: [],
      ...more,
    };
    const planned = planBuilder(inputs, {
      engine: await readEngine(environment),
      buildx: await readBuildx(environment, exec),
      environment: { GITHUB_RUN_ID: randomBytes(8).toString('hex') },
      now: new Date(0),
      registries: [parts.registry ?? ''],
      buildkitdConfig: undefined,
    });
    if (planned.kind !== 'docker-container') throw new Error(`planned ${planned.kind}`);
    return planned;
  }

  const containers = async (name: string) => {
    const endpoint = await readEngineEndpoint(environment);
    const filters = encodeURIComponent(JSON.stringify({ name: [name] }));
    const answer = await requestEngine(endpoint, {
      method: 'GET',
      path: `/containers/json?all=1&filters=${filters}`,
    });
    return JSON.parse(answer.body.toString()).length;
  };

  testWith(
    'engine',
    'registry',
    'docker',
    'BuildKit image',
  )(
    'builds, serves a second step of the job, and is removed',
    async () => {
      const { all, state, temporary } = await effects();
      const planned = await plan();
      const first = await openBuilder(planned, all);
      expect((await bake(first)).architectures).toEqual(BOTH_TWICE);
      await first.close();
      expect(await containers(planned.name)).toBe(1);
      const commands: (readonly string[])[] = [];
      const counting: Exec = (argv, options) => {
        commands.push(argv);
        return exec(argv, options);
      };
      const second = await openBuilder(planned, { ...all, exec: counting });
      await second.ready;
      expect(commands).toEqual([]);
      await undoBuilder(state[BUILDER_STATE] ?? '', { exec, environment });
      expect(await containers(planned.name)).toBe(0);
      expect(readdirSync(temporary)).toEqual([]);
      await undoBuilder(state[BUILDER_STATE] ?? '', { exec, environment });
    },
    120_000,
  );

  testWith('engine', 'docker', 'BuildKit image')(
    'is removed even where it was left while it booted',
    async () => {
      const controller = new AbortController();
      const { all, state } = await effects({ signal: controller.signal });
      const planned = await plan();
      const builder = await openBuilder(planned, all);
      controller.abort();
      await expect(builder.ready).rejects.toThrow(/cancelled while the builder started/);
      await undoBuilder(state[BUILDER_STATE] ?? '', { exec, environment });
      expect(await containers(planned.name)).toBe(0);
    },
    120_000,
  );

  testWith('engine', 'docker')('whose options are wrong says what to correct', async () => {
    const { all } = await effects();
    const builder = await openBuilder(await plan({ driverOpts: ['nonsense=1'] }), all);
    const error: unknown = await builder.ready.catch((caught) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      message: expect.stringMatching(/docker-container.*did not start: .*nonsense/),
      hint: expect.stringContaining('driver-opts'),
    });
  });
});

describe('a builder that cannot be removed', () => {
  test('is named, and its files stay for another try', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'builder-'));
    (await import('node:fs')).mkdirSync(join(folder, 'instances'));
    writeFileSync(join(folder, 'instances/x'), '{}');
    const state = JSON.stringify({ folder, started: { name: 'x', buildx: ['false'] } });
    await expect(undoBuilder(state, { exec, environment })).rejects.toThrow(/builder x could not be removed/);
    expect(existsSync(folder)).toBe(true);
  });
});

testWith('engine')('a connection to the engine reports what goes wrong', async () => {
  const connection = openEngine({
    kind: 'dial-stdio',
    env: { PATH: environment.PATH, DOCKER_HOST: 'unix:///nonexistent' },
  });
  const error = await new Promise<Error>((resolve) => connection.on('error', resolve).resume());
  expect(error.message).toMatch(/dial-stdio: .*nonexistent|ENOENT/s);
});

test('a builder that exists is used as it is, with the private credentials', async () => {
  const nothing = mkdtempSync(join(tmpdir(), 'runner-'));
  const builder = await openBuilder(
    { kind: 'existing', name: 'farm', driver: 'kubernetes' },
    {
      exec,
      log: keepingLog(),
      signal: new AbortController().signal,
      temporary: nothing,
      environment: { DOCKER_CONFIG: '/private' },
      engine: { kind: 'unix', path: '/nonexistent' },
      buildx: { command: ['docker-buildx'], folder: '/home/me/.docker/buildx' },
      saveState: () => {},
    },
  );
  await builder.close();
  expect(builder).toMatchObject({
    name: 'farm',
    buildx: ['docker-buildx'],
    env: { DOCKER_CONFIG: '/private', BUILDX_CONFIG: '/home/me/.docker/buildx' },
  });
  expect(readdirSync(nothing)).toEqual([]);
});
