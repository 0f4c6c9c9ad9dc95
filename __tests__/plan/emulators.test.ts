import { expect, test } from 'vitest';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';
import type { BuilderPlan } from '../../src/plan/builder.ts';
import { planEmulators } from '../../src/plan/emulators.ts';
import { context } from '../support/context.ts';

const ENGINE: BuilderPlan = { kind: 'engine', nodes: [] };
const node = (platform: string) => ({
  name: undefined,
  endpoint: 'tcp://a',
  platforms: [parsePlatform(platform)],
  driverOpts: [],
  labels: {},
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
    const engine = {
      version: '29',
      containerdStore: true,
      platform: parsePlatform(machine),
      socket: '/s',
      mirrors: [],
      insecureRegistries: [],
    };
    const facts = { ...context(), engine, emulators: there.map(parsePlatform) };
    const planned = planEmulators({ qemu, platforms: platforms.map(parsePlatform), builder, context: facts });
    expect(planned.map(formatPlatform)).toEqual(expected);
  },
);
