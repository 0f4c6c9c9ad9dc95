import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { type NodeInputs, planNodes } from '../../src/plan/builderNodes.ts';
import { withParallelism } from '../../src/plan/buildkitConfig.ts';

const plan = (more: Partial<NodeInputs>, engineCan = true) =>
  planNodes({ driver: 'auto', driverOpts: [], buildkitImage: 'moby/buildkit:v1', ...more }, engineCan);
const REMOTES = [
  { endpoint: 'tcp://a.test:1', labels: 'env=dev,arch=amd64' },
  { endpoint: 'tcp://b.test:1', labels: 'env=prod,arch=amd64' },
  { endpoint: 'tcp://c.test:1', labels: '{"env":"prod","arch":"arm64"}' },
];
const endpoints = (given: Partial<NodeInputs>) => plan(given).nodes.map(({ endpoint }) => endpoint);
const optsOf = (given: Partial<NodeInputs>) => plan(given).nodes.map(({ driverOpts }) => driverOpts);

describe('a selector', () => {
  test.each<[string, Record<string, string | undefined>, string[]]>([
    ['takes the nodes with its label', { env: 'prod' }, ['tcp://b.test:1', 'tcp://c.test:1']],
    ['takes those with all of its labels', { env: 'prod', arch: 'arm64' }, ['tcp://c.test:1']],
    ['takes any value where it names none', { env: undefined }, REMOTES.map(({ endpoint }) => endpoint)],
  ])('%s', (_name, nodeSelector, expected) => {
    expect(endpoints({ nodes: REMOTES, nodeSelector })).toEqual(expected);
  });

  test('refuses labels that are none', () => {
    expect(() => plan({ nodes: [{ endpoint: 'tcp://a.test:1', labels: '{"a"' }] })).toThrow(UserError);
  });

  test('leaves the engine out, which has no labels', () => {
    expect(plan({ nodes: REMOTES }).driver).toBe('docker');
    expect(plan({ nodes: REMOTES, nodeSelector: { env: 'dev' } }).driver).toBe('remote');
    const ssh = [{ endpoint: 'ssh://arm.test', labels: 'env=prod' }];
    expect(endpoints({ nodes: ssh })).toEqual([undefined, 'ssh://arm.test']);
    expect(endpoints({ nodes: ssh, nodeSelector: { env: 'prod' } })).toEqual(['ssh://arm.test']);
  });

  test('that nothing fits names the labels there are', () => {
    const attempt = () => plan({ nodes: REMOTES, nodeSelector: { env: 'test' } });
    expect(attempt).toThrow(/no node has env=test/);
    expect(hintOf(attempt)).toMatch(/env=dev,arch=amd64; env=prod,arch=amd64; env=prod,arch=arm64/);
  });
});

describe('quotas', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'of a container',
      { endpoint: 'ssh://arm.test', cpus: '1.5', memory: '4g' },
      ['image=moby/buildkit:v1', 'cpu-period=100000', 'cpu-quota=150000', 'memory=4g'],
    ],
    [
      'of a pod',
      { driver: 'kubernetes', cpus: '2', memory: '4Gi', 'driver-opts': 'namespace=ci' },
      ['image=moby/buildkit:v1', 'limits.cpu=2', 'limits.memory=4Gi', 'namespace=ci'],
    ],
    [
      'as Docker writes them, of a pod',
      { driver: 'kubernetes', memory: '512m' },
      ['image=moby/buildkit:v1', 'limits.memory=512Mi'],
    ],
  ])('%s become options of its driver', (_name, node, expected) => {
    expect(optsOf({ nodes: [node] }).at(-1)).toEqual(expected);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['of a daemon that runs', { endpoint: 'tcp://a.test:1', memory: '1g' }, /entry 1: memory cannot be set/],
    ['that are no number', { endpoint: 'ssh://a.test', cpus: 'two' }, /entry 1: cpus "two" is no number/],
    ['that are no size', { endpoint: 'ssh://a.test', memory: 'much' }, /entry 1: memory "much" is no size/],
  ])('%s are refused', (_name, node, said) => {
    expect(() => plan({ nodes: [node] })).toThrow(said);
  });
});

describe('without root', () => {
  test.each<[string, Partial<NodeInputs>, string[]]>([
    [
      'a container has the image for it',
      { driver: 'docker-container' },
      ['network=host', 'image=moby/buildkit:v1-rootless'],
    ],
    ['a pod is told as well', { driver: 'kubernetes' }, ['image=moby/buildkit:v1-rootless', 'rootless=true']],
    [
      'an image that is named stays',
      { driver: 'docker-container', driverOpts: ['image=mine'] },
      ['network=host', 'image=mine'],
    ],
    [
      'an image that is rootless stays',
      { driver: 'docker-container', buildkitImage: 'mine:rootless' },
      ['network=host', 'image=mine:rootless'],
    ],
  ])('%s', (_name, given, expected) => {
    expect(optsOf({ ...given, rootless: true })).toEqual([expected]);
  });
});

describe('a bound for steps at once', () => {
  test.each([
    ['stands alone', undefined, '[worker.oci]\n  max-parallelism = 4\n'],
    ['stands behind the rest', 'debug = true\n', 'debug = true\n\n[worker.oci]\n  max-parallelism = 4\n'],
    ['joins its table', '[worker.oci]\n  gc = true\n', '[worker.oci]\n  max-parallelism = 4\n  gc = true\n'],
    [
      'leaves the one that is there',
      '[worker.oci]\nmax-parallelism = 1\n',
      '[worker.oci]\nmax-parallelism = 1\n',
    ],
  ])('%s', (_name, config, expected) => {
    expect(withParallelism(config, 4)).toBe(expected);
  });

  test('is none where none was asked for', () => {
    expect(withParallelism('debug = true', undefined)).toBe('debug = true');
  });
});

function hintOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
  } catch (error) {
    if (error instanceof UserError) return error.hint;
  }
  return undefined;
}
