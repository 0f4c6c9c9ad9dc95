import { expect, test } from 'vitest';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';
import type { BuilderPlan } from '../../src/plan/builder.ts';
import { planEmulators } from '../../src/plan/emulators.ts';
import { context } from '../support/context.ts';

const ENGINE: BuilderPlan = { kind: 'engine', nodes: [] };
const ENGINE_FACTS = {
  version: '29',
  containerdStore: true,
  platform: parsePlatform('linux/amd64'),
  socket: '/s',
  mirrors: [],
  insecureRegistries: [],
};
const node = (...platforms: string[]) => ({
  name: undefined,
  endpoint: 'tcp://a',
  platforms: platforms.map(parsePlatform),
  driverOpts: [],
  labels: {},
});
const containers = (...endpoints: (string | undefined)[]): BuilderPlan => ({
  kind: 'docker-container',
  name: 'x',
  nodes: endpoints.map((endpoint) => ({ ...node(), endpoint })),
  buildkitdFlags: undefined,
  config: undefined,
  keep: false,
});

interface Row {
  platforms: string[];
  there?: string[];
  machine?: string;
  qemu?: 'auto' | 'always' | 'never';
  builder?: BuilderPlan;
}

test.each<[string, Row, string[]]>([
  ['its own platform', { platforms: ['linux/amd64'] }, []],
  ['a variant of its own processor', { platforms: ['linux/amd64/v3'] }, []],
  ['another processor', { platforms: ['linux/amd64', 'linux/arm64'] }, ['linux/arm64']],
  [
    'what is registered',
    { platforms: ['linux/arm64', 'linux/riscv64'], there: ['linux/arm64'] },
    ['linux/riscv64'],
  ],
  [
    '32 bits are not native to 64-bit ARM',
    { platforms: ['linux/arm64', 'linux/arm/v7'], machine: 'linux/arm64' },
    ['linux/arm/v7'],
  ],
  [
    'always',
    { platforms: ['linux/amd64', 'linux/arm64'], there: ['linux/arm64'], qemu: 'always' },
    ['linux/arm64'],
  ],
  ['never', { platforms: ['linux/arm64'], qemu: 'never' }, []],
  ['another operating system', { platforms: ['windows/arm64'] }, []],
  [
    'what a node runs',
    { platforms: ['linux/arm64', 'linux/s390x'], builder: { kind: 'engine', nodes: [node('linux/arm64')] } },
    ['linux/s390x'],
  ],
  [
    'a container here',
    { platforms: ['linux/arm64'], builder: { kind: 'existing', name: 'x', driver: 'docker-container' } },
    ['linux/arm64'],
  ],
  [
    'machines elsewhere',
    { platforms: ['linux/arm64'], builder: { kind: 'existing', name: 'x', driver: 'kubernetes' } },
    [],
  ],
])(
  '%s',
  (_name, { platforms, there = [], machine = 'linux/amd64', qemu = 'auto', builder = ENGINE }, expected) => {
    const engine = { ...ENGINE_FACTS, platform: parsePlatform(machine) };
    const facts = { ...context(), engine, emulators: there.map(parsePlatform) };
    const planned = planEmulators({ qemu, platforms: platforms.map(parsePlatform), builder, context: facts });
    expect(planned.platforms.map(formatPlatform)).toEqual(expected);
    expect(planned.asksNodes).toBe(false);
  },
);

test.each<[string, BuilderPlan, boolean]>([
  ['beside the engine, a node that was not told', { kind: 'engine', nodes: [node()] }, true],
  ['a node that was told', { kind: 'engine', nodes: [node('linux/s390x')] }, false],
  ['a node behind a socket here', { kind: 'engine', nodes: [{ ...node(), endpoint: 'unix:///s' }] }, false],
  ['an engine elsewhere beside the one here', containers(undefined, 'ssh://a'), true],
])('asks %s', (_name, builder, asks) => {
  const facts = { ...context(), engine: ENGINE_FACTS };
  const platforms = [parsePlatform('linux/arm64')];
  const planned = planEmulators({ qemu: 'auto', platforms, builder, context: facts });
  expect(planned).toEqual({ platforms, asksNodes: asks });
});

test('engines elsewhere need none here', () => {
  const builder = containers('ssh://a', 'ssh://b');
  const facts = { ...context(), engine: ENGINE_FACTS };
  const platforms = [parsePlatform('linux/arm64')];
  expect(planEmulators({ qemu: 'auto', platforms, builder, context: facts }).platforms).toEqual([]);
});
