import { describe, expect, test } from 'vitest';
import type { BuildxFacts, EngineFacts } from '../../src/context/context.ts';
import { UserError } from '../../src/errors.ts';
import { type BuilderFactsRead, planBuilder } from '../../src/plan/builder.ts';

type Inputs = Parameters<typeof planBuilder>[0];

const inputs = (more: Partial<Inputs> = {}): Inputs => ({
  builder: undefined,
  driver: 'auto',
  driverOpts: [],
  nodes: [],
  buildkitdFlags: undefined,
  buildkitdConfig: undefined,
  buildkitdConfigInline: undefined,
  buildkitImage: 'moby/buildkit:v1',
  keepBuilder: false,
  allow: [],
  ...more,
});

const ENGINE: EngineFacts = {
  version: '29.0.0',
  containerdStore: true,
  platform: { os: 'linux', architecture: 'amd64' },
  socket: '/var/run/docker.sock',
  mirrors: [],
  insecureRegistries: ['127.0.0.0/8'],
};
const CLASSIC: EngineFacts = { ...ENGINE, version: '28.0.4', containerdStore: false };
const BUILDX: BuildxFacts = {
  command: ['docker-buildx'],
  folder: '/home/me/.docker/buildx',
  builders: [{ name: 'farm', driver: 'kubernetes', platforms: [] }],
  current: undefined,
};

const facts = (more: Partial<BuilderFactsRead> = {}): BuilderFactsRead => ({
  engine: ENGINE,
  buildx: BUILDX,
  environment: { GITHUB_RUN_ID: '1', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'publish' },
  now: new Date(0),
  registries: [],
  buildkitdConfig: undefined,
  ...more,
});

const node = (driverOpts: string[]) => ({
  name: undefined,
  endpoint: undefined,
  platforms: [],
  driverOpts,
  labels: {},
});
const CONTAINER = { kind: 'docker-container', nodes: [node(['network=host', 'image=moby/buildkit:v1'])] };
const REMOTE_NODE = {
  endpoint: 'tcp://arm.test:1234',
  platforms: 'linux/arm64',
  'driver-opts': 'cacert=/ca.pem\ncert=/c.pem\nkey=/k.pem',
  labels: 'env=prod,arch=arm64',
};
const REMOTE = {
  name: undefined,
  endpoint: 'tcp://arm.test:1234',
  platforms: [{ os: 'linux', architecture: 'arm64' }],
  driverOpts: ['cacert=/ca.pem', 'cert=/c.pem', 'key=/k.pem'],
  labels: { env: 'prod', arch: 'arm64' },
};

describe('chooses', () => {
  const selected = { ...BUILDX, current: { name: 'farm', driver: 'kubernetes' } };
  test.each<[string, Partial<Inputs>, Partial<BuilderFactsRead>, object]>([
    ["auto: the engine's own BuildKit", {}, {}, { kind: 'engine', nodes: [] }],
    ['auto on a classic store: a container', {}, { engine: CLASSIC }, CONTAINER],
    [
      'auto with options for a daemon: a container',
      { driverOpts: ['memory=1g'] },
      {},
      { kind: 'docker-container', nodes: [node(['network=host', 'image=moby/buildkit:v1', 'memory=1g'])] },
    ],
    [
      'the selected builder',
      {},
      { buildx: selected },
      { kind: 'existing', name: 'farm', driver: 'kubernetes' },
    ],
    [
      'a driver over the selected builder',
      { driver: 'docker' },
      { buildx: selected },
      { kind: 'engine', nodes: [] },
    ],
    ['the named builder', { builder: 'farm' }, {}, { kind: 'existing', name: 'farm', driver: 'kubernetes' }],
    [
      'the named builder without an engine',
      { builder: 'farm' },
      { engine: undefined },
      { kind: 'existing', name: 'farm', driver: 'kubernetes' },
    ],
    ['default: the engine', { builder: 'default' }, { buildx: selected }, { kind: 'engine', nodes: [] }],
    ['driver docker', { driver: 'docker' }, {}, { kind: 'engine', nodes: [] }],
    ['driver docker-container', { driver: 'docker-container' }, {}, CONTAINER],
    [
      'auto where a build asks for what engines do not grant: a container that grants it',
      { allow: ['network.host', 'security.insecure'] },
      {},
      {
        ...CONTAINER,
        buildkitdFlags:
          '--allow-insecure-entitlement=network.host --allow-insecure-entitlement=security.insecure',
      },
    ],
    [
      'auto where a build asks for what engines grant',
      { allow: ['network.host', 'device=vendor.com/gpu'] },
      {},
      { kind: 'engine', nodes: [] },
    ],
    [
      'a container that grants what is asked for, other `allow` values left out',
      { driver: 'docker-container', allow: ['device=vendor.com/gpu', 'device', 'fs=/tmp'] },
      {},
      { ...CONTAINER, buildkitdFlags: '--allow-insecure-entitlement=device' },
    ],
    [
      "a container with flags of the user's own",
      { buildkitdFlags: '--debug', allow: ['security.insecure'] },
      {},
      { ...CONTAINER, buildkitdFlags: '--debug' },
    ],
    [
      'a BuildKit elsewhere, which nobody here starts',
      { driver: 'remote', nodes: [REMOTE_NODE], allow: ['security.insecure'] },
      {},
      { kind: 'remote', buildkitdFlags: undefined },
    ],
    [
      'the engine, where it is asked for',
      { driver: 'docker', allow: ['security.insecure'] },
      {},
      { kind: 'engine' },
    ],
    [
      'own image and network in driver-opts',
      { driver: 'docker-container', driverOpts: ['image=own:1', 'network=build'] },
      {},
      { kind: 'docker-container', nodes: [node(['image=own:1', 'network=build'])] },
    ],
    ['remote nodes beside the engine', { nodes: [REMOTE_NODE] }, {}, { kind: 'engine', nodes: [REMOTE] }],
    [
      'remote nodes alone where the engine cannot join',
      { nodes: [REMOTE_NODE] },
      { engine: CLASSIC },
      { kind: 'remote', nodes: [REMOTE] },
    ],
    [
      'remote nodes alone where asked to',
      { driver: 'remote', nodes: [REMOTE_NODE] },
      {},
      { kind: 'remote', nodes: [REMOTE] },
    ],
    [
      'kubernetes',
      { driver: 'kubernetes', driverOpts: ['replicas=2'] },
      { engine: undefined },
      { kind: 'kubernetes', nodes: [node(['image=moby/buildkit:v1', 'replicas=2'])] },
    ],
    [
      'engines by ssh beside a container here',
      { nodes: [{ endpoint: 'ssh://me@arm' }] },
      {},
      {
        kind: 'docker-container',
        nodes: [...CONTAINER.nodes, { ...node(['image=moby/buildkit:v1']), endpoint: 'ssh://me@arm' }],
      },
    ],
  ])('%s', (_name, given, known, expected) => {
    expect(planBuilder(inputs(given), facts(known))).toMatchObject(expected);
  });
});

describe('refuses, and names what can', () => {
  test.each<[string, Partial<Inputs>, Partial<BuilderFactsRead>, RegExp]>([
    ['no buildx', {}, { buildx: undefined }, /No buildx.*docker-buildx-plugin/s],
    ['no engine', {}, { engine: undefined }, /No container engine answers\n?.*DOCKER_HOST/s],
    [
      'no engine where DOCKER_HOST points',
      {},
      { engine: undefined, environment: { DOCKER_HOST: 'tcp://dind:2375' } },
      /No container engine answers at tcp:\/\/dind:2375 \(DOCKER_HOST\)/,
    ],
    [
      'no engine in a context',
      {},
      { engine: undefined, environment: { DOCKER_CONTEXT: 'far' } },
      /No container engine answers in the context far \(DOCKER_CONTEXT\)/,
    ],
    [
      'no engine for a container',
      { driver: 'docker-container' },
      { engine: undefined },
      /No container engine answers/,
    ],
    [
      'docker without the containerd store',
      { driver: 'docker' },
      { engine: CLASSIC },
      /28\.0\.4.*push by digest.*docker-container/s,
    ],
    [
      'default without the containerd store',
      { builder: 'default' },
      { engine: CLASSIC },
      /builder: default.*docker-container/s,
    ],
    [
      'options that the engine has no use for',
      { driver: 'docker', buildkitdFlags: '--debug' },
      {},
      /buildkitd-flags cannot be set for driver docker: .*docker-container/s,
    ],
    [
      'options for a builder that runs already',
      { builder: 'farm', driverOpts: ['memory=1g'] },
      {},
      /driver-opts cannot be set for builder farm/,
    ],
    [
      'options for remote nodes',
      { driver: 'remote', nodes: [REMOTE_NODE], buildkitdConfigInline: 'x = 1' },
      {},
      /buildkitd-config-inline cannot be set for driver remote/,
    ],
    ['an unknown builder', { builder: 'farn' }, {}, /no builder "farn"; did you mean "farm"/],
    [
      'a builder from the environment that is unknown',
      {},
      { buildx: { ...BUILDX, current: { name: 'gone', driver: 'unknown' } } },
      /no builder "gone"/,
    ],
    ['remote without nodes', { driver: 'remote' }, {}, /needs input nodes/],
    [
      'nodes of several drivers',
      { nodes: [REMOTE_NODE, { endpoint: 'ssh://me@arm' }] },
      {},
      /mixes the drivers remote, docker-container/,
    ],
    [
      'nodes that cannot join',
      { driver: 'docker-container', nodes: [REMOTE_NODE] },
      {},
      /docker-container cannot be joined by nodes of driver remote/,
    ],
    [
      'an unknown driver of a node',
      { nodes: [{ endpoint: 'x', driver: 'kubernets' }] },
      {},
      /entry 1: "kubernets" is no driver, did you mean "kubernetes"/,
    ],
  ])('%s', (_name, given, known, said) => {
    const attempt = () => planBuilder(inputs(given), facts(known));
    expect(attempt).toThrow(UserError);
    expect(textOf(attempt)).toMatch(said);
  });
});

function textOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof UserError) return `${error.message}\n${error.hint}`;
  }
  return '';
}

describe('the name of a builder that is started', () => {
  const nameOf = (given: Partial<Inputs>, known: Partial<BuilderFactsRead> = {}) => {
    const plan = planBuilder(inputs({ driver: 'docker-container', ...given }), facts(known));
    return plan.kind === 'docker-container' ? plan.name : '';
  };
  const other = { environment: { GITHUB_RUN_ID: '2', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'publish' } };

  test('is the same for all steps of a job', () => {
    expect(nameOf({})).toMatch(/^publish-image-[0-9a-f]{16}$/);
    expect(nameOf({}, { now: new Date(1) })).toBe(nameOf({}));
  });

  test('differs by job and by options', () => {
    const names = [
      nameOf({}),
      nameOf({}, other),
      nameOf({ driverOpts: ['memory=1g'] }),
      nameOf({ keepBuilder: true }),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  test('outlives the job where the builder is kept', () => {
    expect(nameOf({ keepBuilder: true }, other)).toBe(nameOf({ keepBuilder: true }));
  });
});

test("the engine's registries and the user's configuration reach a container", () => {
  const known = {
    engine: { ...CLASSIC, mirrors: ['https://mirror.test'] },
    registries: ['127.0.0.1:5000'],
    buildkitdConfig: 'debug = true',
  };
  expect(planBuilder(inputs(), facts(known))).toMatchObject({
    config: expect.stringMatching(/^debug = true\n[\s\S]*mirror\.test[\s\S]*"127\.0\.0\.1:5000"/),
  });
});
