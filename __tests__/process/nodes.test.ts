import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect } from 'vitest';
import { type Buildkitd, startBuildkitd } from '../support/buildkitd.ts';
import { BASE_IMAGE, parts, testWith } from '../support/parts.ts';
import { errorsOf, makeProject, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { ownImage, readPublished, tagsOf } from '../support/published.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';
import type { ActionOptions } from '../support/runner.ts';
import { waitFor } from '../support/waitFor.ts';

const test = testWith('registry', 'buildkitd', 'buildctl', 'docker');
const testWithEngine = testWith('engine', 'containerd image store', 'registry', 'buildkitd', 'buildctl');

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim();
const daemons: Buildkitd[] = [];

afterEach(async () => {
  await Promise.all(daemons.splice(0).map((daemon) => daemon.close()));
});
afterAll(removeFolders);

async function start(...platforms: string[]): Promise<Buildkitd> {
  const daemon = await startBuildkitd(platforms);
  daemons.push(daemon);
  return daemon;
}

async function run(
  inputs: Readonly<Record<string, string>>,
  options: ActionOptions & { dockerfile?: string } = {},
) {
  const { dockerfile, ...rest } = options;
  const project = makeProject(dockerfile === undefined ? {} : { Dockerfile: dockerfile });
  const image = ownImage('nodes');
  const result = await publish(project, tagPush(project, 'v1.2.3'), {
    inputs: { images: image, platforms: TWO_PLATFORMS, cache: 'off', ...inputs },
    ...rest,
  });
  return { image, result };
}

/** A length that no other step has, nor one of a run before, whose container may outlive its builder. */
const sleepOnce = () => `busybox sleep 14.${randomInt(1000, 9999)}`;
/** Takes its time on arm64 alone. */
const slow = (sleep: string) =>
  `FROM ${BASE_IMAGE}\nRUN if [ "$(/bin/busybox uname -m)" = aarch64 ]; then exec /bin/${sleep}; fi\n`;

function isRunning(command: string): boolean {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.some((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().endsWith(command);
    } catch {
      return false; // it ended meanwhile
    }
  });
}

describe('two nodes over TCP, each with certificates of its own', () => {
  test('build what each runs natively, and publish together', async () => {
    const [amd64, arm64] = [await start('linux/amd64'), await start('linux/arm64')];
    const nodes = [amd64.node({ name: 'intel' }), arm64.node({ name: 'ampere' })].join('\n');
    const { image, result } = await run({ driver: 'remote', nodes });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect((await readPublished(image, 'latest')).platforms.map(({ platform }) => platform)).toEqual([
      'linux/amd64',
      'linux/arm64',
    ]);
    expect([amd64.records() > 0, arm64.records() > 0]).toEqual([true, true]);
    expect(result.post.exitCode, saidBy(result.post)).toBe(0);
  });

  test('of which one dies during a build: a clear error, and no tag', async () => {
    const [amd64, arm64] = [await start('linux/amd64'), await start('linux/arm64')];
    const nodes = [amd64.node({ name: 'intel' }), arm64.node({ name: 'ampere' })].join('\n');
    const sleep = sleepOnce();
    const death = waitFor('the slow step', () => isRunning(sleep)).then(arm64.kill);
    const { image, result } = await run({ driver: 'remote', nodes }, { dockerfile: slow(sleep) });
    await death;
    expect(result.exitCode, saidBy(result)).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    expect(errorsOf(result)[0]).toMatch(/^The builder was lost while it built linux-arm64: /);
    expect(errorsOf(result)[0]).toMatch(/No tag was moved/);
    expect(await tagsOf(image)).toEqual({});
  });

  test('that refuse who has no certificate', async () => {
    const node = await start();
    const bare = node.node().replace(/driver-opts: .*/, "driver: 'remote'");
    const { image, result } = await run({ driver: 'remote', nodes: bare, platforms: 'linux/amd64' });
    expect(result.exitCode, saidBy(result)).toBe(1);
    expect(errorsOf(result)[0]).toMatch(/^The builder .*does not answer.*cacert/s);
    expect(await tagsOf(image)).toEqual({});
  });

  test('are selected by label', async () => {
    const [dev, prod] = [await start(), await start()];
    const nodes = [dev.node({ labels: 'env=dev,arch=amd64' }), prod.node({ labels: 'env=prod,arch=amd64' })];
    const inputs = { nodes: nodes.join('\n'), 'node-selector': 'env=prod', platforms: 'linux/amd64' };
    const { result } = await run(inputs);
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect([dev.records(), prod.records() > 0]).toEqual([0, true]);
  });
});

testWithEngine('the engine builds beside a node that takes a platform of its own', async () => {
  const arm64 = await start('linux/arm64');
  const { image, result } = await run({ nodes: arm64.node({ platforms: 'linux/arm64' }) });
  expect(result.exitCode, saidBy(result)).toBe(0);
  expect((await readPublished(image, 'latest')).platforms).toHaveLength(2);
  expect(arm64.records()).toBeGreaterThan(0);
});

testWithEngine(
  'the engine leaves to a node what that runs natively, although it could emulate it',
  async () => {
    const arm64 = await start('linux/arm64');
    const { image, result } = await run({ nodes: arm64.node() });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect((await readPublished(image, 'latest')).platforms).toHaveLength(2);
    expect(arm64.records()).toBeGreaterThan(0);
  },
);

testWithEngine('a node is asked what it runs before an emulator is set up here', async () => {
  const node = await start('linux/mips64le');
  const inputs = {
    nodes: node.node(),
    platforms: 'linux/amd64,linux/mips64le',
    // where it is asked for, this cannot be pulled
    'qemu-image': `${BASE_IMAGE}-none:1`,
  };
  const dockerfile = 'FROM scratch\nCOPY content /\nUSER 1000\n';
  const { image, result } = await run(inputs, { dockerfile });
  expect(result.exitCode, saidBy(result)).toBe(0);
  expect((await readPublished(image, 'latest')).platforms).toHaveLength(2);
  expect(node.records()).toBeGreaterThan(0);
  const other = await run({ ...inputs, platforms: 'linux/amd64,linux/mips64' }, { dockerfile });
  expect(errorsOf(other.result)[0]).toMatch(/none:1 could not be pulled/);
});

testWith(
  'engine',
  'registry',
  'BuildKit image',
  'docker',
)('a node in a container has its quotas, and its bound for steps at once', async () => {
  const node = `quota${process.pid}`;
  const nodes = `- driver: docker-container\n  name: ${node}\n  labels: env=prod\n  cpus: '1.5'\n  memory: 512m\n  driver-opts: network=host`;
  const inputs = {
    nodes,
    'node-selector': 'env=prod',
    'max-parallelism': '1',
    'buildkit-image': parts['BuildKit image'] ?? '',
    'keep-builder': 'true',
  };
  const { image, result } = await run(inputs, { env: { BUILDX_CONFIG: temporaryFolder() } });
  const name = `buildx_buildkit_${node}`;
  try {
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect((await readPublished(image, 'latest')).platforms).toHaveLength(2);
    const format = '{{.HostConfig.CpuQuota}} {{.HostConfig.CpuPeriod}} {{.HostConfig.Memory}}';
    expect(docker('inspect', '--format', format, name)).toBe(`150000 100000 ${512 * 1024 ** 2}`);
    expect(docker('exec', name, 'cat', '/etc/buildkit/buildkitd.toml')).toMatch(
      /\[worker\.oci\]\s+max-parallelism = 1/,
    );
  } finally {
    docker('rm', '--force', name);
    docker('volume', 'rm', `${name}_state`);
  }
});
