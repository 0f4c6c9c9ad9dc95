import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { parts, testWith } from '../support/parts.ts';
import { errorsOf, makeProject, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { ownImage, readPublished, tagsOf } from '../support/published.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';
import { pushRootlessImage } from '../support/rootlessImage.ts';
import type { ActionOptions } from '../support/runner.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';

afterAll(removeFolders);

async function run(inputs: Readonly<Record<string, string>>, env: ActionOptions['env'] = {}) {
  const project = makeProject();
  const image = ownImage('builders');
  const result = await publish(project, tagPush(project, 'v1.2.3'), {
    inputs: { images: image, platforms: TWO_PLATFORMS, cache: 'off', ...inputs },
    env: { BUILDX_CONFIG: temporaryFolder(), ...env },
  });
  return { image, result };
}

const docker = (...argv: string[]) => execFileSync('docker', argv, { encoding: 'utf8' }).trim();
const buildersIn = (folder: string) => readdirSync(join(folder, 'instances'));

describe('an engine behind SSH', () => {
  const test = testWith('engine', 'containerd image store', 'registry', 'docker', 'BuildKit image', 'sshd');
  let sshd: Sshd | undefined;
  const start = async () => {
    sshd = await startSshd();
    return sshd;
  };
  const image = { 'buildkit-image': parts['BuildKit image'] ?? '' };
  afterEach(async () => {
    await sshd?.close();
    sshd = undefined;
  });

  test('is a node beside the one here, for the platform that it was given', async () => {
    const { endpoint, path, logins } = await start();
    const nodes = `- endpoint: ${endpoint}\n  name: far\n  platforms: linux/arm64\n  driver-opts: network=host`;
    const { image: published, result } = await run({ nodes, ...image }, { PATH: path });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(logins()).toBeGreaterThan(0);
    expect((await readPublished(published, 'latest')).platforms).toHaveLength(2);
    expect(result.post.exitCode, saidBy(result.post)).toBe(0);
    expect(docker('ps', '--all', '--quiet', '--filter', 'name=buildx_buildkit_far')).toBe('');
  });

  test('is the engine that builds, where DOCKER_HOST names it', async () => {
    const { endpoint, path, logins } = await start();
    const { image: published, result } = await run({}, { PATH: path, DOCKER_HOST: endpoint });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(logins()).toBeGreaterThan(0);
    expect((await readPublished(published, 'latest')).platforms).toHaveLength(2);
  });

  test('that does not know who asks is named, with what to set up', async () => {
    const { endpoint } = await start();
    const nodes = `- endpoint: ${endpoint}\n  labels: far=yes`;
    const { image: published, result } = await run({ nodes, 'node-selector': 'far', ...image });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    expect(errorsOf(result)[0]).toMatch(/did not start: .*ssh .*known_hosts/s);
    expect(await tagsOf(published)).toEqual({});
  });
});

testWith(
  'engine',
  'containerd image store',
  'registry',
  'docker',
  'rootlesskit',
)(
  'a BuildKit without root builds as an ordinary user',
  async () => {
    const name = `${ownImage('buildkit')}:v1`;
    pushRootlessImage(`${name}-rootless`);
    const folder = temporaryFolder();
    const inputs = { rootless: 'true', 'buildkit-image': name, 'keep-builder': 'true' };
    const { image, result } = await run(inputs, { BUILDX_CONFIG: folder });
    const container = `buildx_buildkit_${buildersIn(folder)[0]}0`;
    try {
      expect(result.exitCode, saidBy(result)).toBe(0);
      expect((await readPublished(image, 'latest')).platforms).toHaveLength(2);
      expect(docker('exec', container, 'id', '-u')).toBe('1000');
    } finally {
      docker('rm', '--force', container);
      docker('volume', 'rm', '--force', `${container}_state`);
      docker('rmi', '--force', `${name}-rootless`);
    }
  },
  180_000,
);

describe('driver kubernetes', () => {
  const test = testWith('registry', 'docker');
  let kubeconfig: string;
  beforeEach(() => {
    kubeconfig = join(temporaryFolder(), 'kubeconfig');
    writeFileSync(kubeconfig, JSON.stringify(CLUSTER));
  });

  test('hands buildx what it asks for; a cluster that does not answer is named', async () => {
    const folder = temporaryFolder();
    const { image, result } = await run(
      { nodes: NODES, rootless: 'true', 'buildkit-image': 'moby/buildkit:v1', 'keep-builder': 'true' },
      { KUBECONFIG: kubeconfig, BUILDX_CONFIG: folder },
    );
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    expect(errorsOf(result)[0]).toMatch(/driver kubernetes\) did not start: .*refused.*KUBECONFIG/s);
    expect(await tagsOf(image)).toEqual({});
    const [name = ''] = buildersIn(folder);
    const record = JSON.parse(readFileSync(join(folder, 'instances', name), 'utf8'));
    expect(record).toMatchObject({
      Driver: 'kubernetes',
      Nodes: [
        {
          Name: 'arm',
          Platforms: [{ os: 'linux', architecture: 'arm64' }],
          DriverOpts: {
            image: 'moby/buildkit:v1-rootless',
            rootless: 'true',
            namespace: 'ci',
            'limits.cpu': '2',
            'limits.memory': '4Gi',
            nodeselector: 'kubernetes.io/arch=arm64,pool=build',
            tolerations: 'key=build,operator=Exists;key=arm,value=yes',
          },
        },
        { Name: 'intel', DriverOpts: { replicas: '2', timeout: '90s', 'qemu.install': 'true' } },
      ],
    });
  });

  test('without a cluster, or with options that it does not have, starts nothing', async () => {
    const nowhere = await run({ driver: 'kubernetes' }, { KUBECONFIG: join(temporaryFolder(), 'none') });
    expect(errorsOf(nowhere.result)[0]).toMatch(/did not start: .*KUBECONFIG/s);
    const wrong = await run({
      driver: 'kubernetes',
      'driver-opts': 'replica=2\nlimits.memory=4g\nnetwork=host',
    });
    expect(errorsOf(wrong.result)).toHaveLength(1);
    expect(errorsOf(wrong.result)[0]).toMatch(
      /no option "replica"; did you mean "replicas"\?.*limits\.memory: expected .*got "4g".*"network"; docker-container has/s,
    );
  });
});

const CLUSTER = {
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'c',
  contexts: [{ name: 'c', context: { cluster: 'c', user: 'u', namespace: 'default' } }],
  clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
  users: [{ name: 'u', user: { token: 'none' } }],
};
const NODES = `
- name: arm
  driver: kubernetes
  platforms: linux/arm64
  cpus: 2
  memory: 4g
  driver-opts: |
    namespace=ci
    "nodeselector=kubernetes.io/arch=arm64,pool=build"
    "tolerations=key=build,operator=Exists;key=arm,value=yes"
- name: intel
  driver: kubernetes
  platforms: linux/amd64
  driver-opts: replicas=2,timeout=90s,qemu.install=true
`;
