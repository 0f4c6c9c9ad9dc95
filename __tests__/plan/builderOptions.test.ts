import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Driver } from '../../src/plan/builderDrivers.ts';
import { type NodeInputs, planNodes } from '../../src/plan/builderNodes.ts';
import { optionFaults, splitOptions } from '../../src/plan/builderOptions.ts';

describe('options of one text', () => {
  test.each<[string, string, string[]]>([
    ['lines', 'a=1\n b=2 \n', ['a=1', 'b=2']],
    ['commas and semicolons', 'a=1,b=2;c=3', ['a=1', 'b=2', 'c=3']],
    ['quotes around an option', '"nodeselector=a=b,c=d",x=1', ['nodeselector=a=b,c=d', 'x=1']],
    ['quotes around a value', 'tolerations="key=a;key=b"\nx=1', ['tolerations=key=a;key=b', 'x=1']],
  ])('%s', (_name, text, expected) => {
    expect(splitOptions(text)).toEqual(expected);
  });
});

test('what every object has is no option', () => {
  expect(optionFaults('docker-container', ['constructor=x'])).toEqual([]);
});

describe('what every driver documents is taken', () => {
  test.each<[Driver, string[]]>([
    [
      'kubernetes',
      [
        ...[
          'image=moby/buildkit',
          'namespace=ci',
          'replicas=4',
          'requests.cpu=100m',
          'requests.memory=500Mi',
        ],
        ...[
          'requests.ephemeral-storage=2Gi',
          'limits.cpu=1.5',
          'limits.memory=4G',
          'limits.ephemeral-storage=10Gi',
        ],
        ...[
          'persistent-volume-claim.requests.storage=10Gi',
          'buildkit-root-volume-memory=2Gi',
          'timeout=2m30s',
        ],
        ...['nodeselector=kubernetes.io/arch=arm64,pool=build', 'annotations=a.example/b=c', 'labels=x=y'],
        ...['tolerations=key=foo,value=bar;key=foo2,operator=exists', 'serviceaccount=sa', 'schedulername=s'],
        ...['rootless=true', 'loadbalance=random', 'qemu.install=1', 'qemu.image=a/b', 'default-load=false'],
        ...['env.HTTPS_PROXY=http://proxy:3128'],
      ],
    ],
    [
      'docker-container',
      [
        ...[
          'image=a',
          'memory=1g',
          'memory-swap=-1',
          'cpu-quota=150000',
          'cpu-period=100000',
          'cpu-shares=512',
        ],
        ...['cpuset-cpus=0-3', 'cpuset-mems=0', 'network=host', 'cgroup-parent=/x', 'restart-policy=always'],
        ...['default-load=true', 'provenance-add-gha=false', 'env.NO_PROXY=a'],
      ],
    ],
    ['remote', ['cacert=/ca.pem', 'cert=/c.pem', 'key=/k.pem', 'servername=a.test', 'default-load=true']],
  ])('%s', (driver, options) => {
    expect(optionFaults(driver, options)).toEqual([]);
  });

  test('and what no driver knows is left to buildx', () => {
    expect(optionFaults('kubernetes', ['something-new=1'])).toEqual([]);
  });
});

test.each<[string, Driver, string[], string]>([
  ['a slip', 'kubernetes', ['name-space=ci'], 'no option "name-space"; did you mean "namespace"?'],
  ["another driver's", 'remote', ['network=host'], 'no option "network"; docker-container has'],
  ['no number', 'kubernetes', ['replicas=two'], 'replicas: expected a whole number, got "two"'],
  ["Docker's size for a pod", 'kubernetes', ['limits.memory=4g'], 'limits.memory: expected a quantity'],
  ['no duration', 'kubernetes', ['timeout=90'], 'timeout: expected a duration'],
  ['no boolean', 'kubernetes', ['rootless=yes'], 'rootless: expected true or false, got "yes"'],
  ['neither way', 'kubernetes', ['loadbalance=fair'], 'loadbalance: expected sticky or random'],
  ['half a selector', 'kubernetes', ['nodeselector=arm64'], 'nodeselector: expected label=value'],
  ['a list that broke at its comma', 'kubernetes', ['nodeselector=a=b', 'pool'], '"pool" is not key=value'],
  ['a path from here', 'remote', ['cacert=ca.pem'], 'cacert: expected an absolute path'],
  ['half an identity', 'remote', ['cacert=/ca', 'cert=/c'], 'driver-opts lack key'],
  ['an identity without an authority', 'remote', ['cert=/c', 'key=/k'], 'driver-opts lack cacert'],
  ['no size', 'docker-container', ['memory=much'], 'memory: expected a size'],
])('%s is refused', (_name, driver, options, said) => {
  expect(optionFaults(driver, options)).toEqual([expect.stringContaining(said)]);
});

test('all faults of all nodes are told at once, each with its entry', () => {
  const inputs: NodeInputs = {
    driver: 'kubernetes',
    driverOpts: [],
    buildkitImage: 'moby/buildkit:v1',
    nodes: [
      { name: 'a', driver: 'kubernetes', endpoint: 'tcp://a.test:1', 'driver-opts': 'replicas=x' },
      { name: 'A', driver: 'kubernetes', platforms: 'linux/' },
      { name: '1', driver: 'kubernetes' },
    ],
  };
  const attempt = () => planNodes(inputs, false);
  expect(attempt).toThrow(UserError);
  expect(attempt).toThrow(
    /^Input nodes, entry 1: driver kubernetes takes no endpoint.*\n.*entry 1: replicas: .*\n.*entry 2: there is a node "A" already\n.*entry 2: "linux\/" is no platform.*\n.*entry 3: name "1" has to start with a letter/,
  );
});

test.each([
  ['without an endpoint', {}, /entry 1: it lacks the endpoint/],
  ['at no address', { endpoint: 'arm.test:1234' }, /entry 1: endpoint "arm.test:1234" is none .*tcp:/],
])('a remote node %s is refused', (_name, node, said) => {
  const nodes = [{ name: 'a', driver: 'remote', ...node }];
  const inputs = { driver: 'remote', driverOpts: [], buildkitImage: 'b', nodes };
  expect(() => planNodes(inputs, false)).toThrow(said);
});

test('a container at the engine that is a node of its own takes the place of the one that would be there', () => {
  const inputs = {
    driver: 'auto',
    driverOpts: [],
    buildkitImage: 'b',
    nodes: [{ driver: 'docker-container', cpus: '1' }],
  };
  const { nodes } = planNodes(inputs, true);
  expect(nodes.map(({ driverOpts }) => driverOpts)).toEqual([
    ['network=host', 'image=b', 'cpu-period=100000', 'cpu-quota=100000'],
  ]);
});
