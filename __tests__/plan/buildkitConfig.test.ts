import { describe, expect, test } from 'vitest';
import { planBuildkitConfig, type RegistryRules } from '../../src/plan/buildkitConfig.ts';

const rules = (more: Partial<RegistryRules> = {}): RegistryRules => ({
  mirrors: [],
  insecureRegistries: ['::1/128', '127.0.0.0/8'],
  registries: [],
  ...more,
});

const table = (host: string, ...lines: string[]) =>
  [`[registry."${host}"]`, ...lines.map((line) => `  ${line}`)].join('\n');
const LAX = ['http = true', 'insecure = true'];

describe('what the engine allows is carried over', () => {
  test.each<[string, Partial<RegistryRules>, string[]]>([
    [
      'a mirror by https',
      { mirrors: ['https://mirror.gcr.io/'] },
      [table('docker.io', 'mirrors = ["mirror.gcr.io"]')],
    ],
    [
      'a mirror by http',
      { mirrors: ['http://10.0.0.1:5000/'] },
      [table('docker.io', 'mirrors = ["10.0.0.1:5000"]'), table('10.0.0.1:5000', ...LAX)],
    ],
    [
      'mirrors in order, with a path',
      { mirrors: ['https://a.test/hub/', 'https://b.test'] },
      [table('docker.io', 'mirrors = ["a.test/hub","b.test"]')],
    ],
    [
      'a registry on loopback',
      { registries: ['127.0.0.1:5000', 'localhost:5001', '[::1]:5002'] },
      [table('127.0.0.1:5000', ...LAX), table('localhost:5001', ...LAX), table('[::1]:5002', ...LAX)],
    ],
    [
      'an insecure host by name',
      { insecureRegistries: ['registry.lan:5000'] },
      [table('registry.lan:5000', ...LAX)],
    ],
    [
      'an address in an insecure block',
      { insecureRegistries: ['10.1.0.0/16'], registries: ['10.1.2.3:5000'] },
      [table('10.1.2.3:5000', ...LAX)],
    ],
  ])('%s', (_name, given, tables) => {
    expect(planBuildkitConfig(rules(given), undefined)).toBe(`${tables.join('\n\n')}\n`);
  });

  test.each<[string, Partial<RegistryRules>]>([
    ['nothing', {}],
    ['a public registry', { registries: ['ghcr.io', 'docker.io'] }],
    [
      'an address outside of the insecure block',
      { insecureRegistries: ['10.1.0.0/16'], registries: ['10.2.2.3:5000'] },
    ],
    ['a block that is none', { insecureRegistries: ['10.1.0.0/x', 'fd00::/8'], registries: ['10.1.2.3'] }],
  ])('%s: no configuration', (_name, given) => {
    expect(planBuildkitConfig(rules(given), undefined)).toBeUndefined();
  });
});

describe("the user's own text", () => {
  const given = rules({ mirrors: ['https://mirror.test'], registries: ['127.0.0.1:5000'] });

  test('stands first, and is completed', () => {
    const text = planBuildkitConfig(given, 'debug = true\n[worker.oci]\n  max-parallelism = 4\n');
    expect(text).toBe(
      `${[
        'debug = true\n[worker.oci]\n  max-parallelism = 4',
        table('docker.io', 'mirrors = ["mirror.test"]'),
        table('127.0.0.1:5000', ...LAX),
      ].join('\n\n')}\n`,
    );
  });

  test.each([
    ['[registry."docker.io"]\n  mirrors = ["own.test"]'],
    ["[ registry . 'docker.io' ]\n  mirrors = ['own.test']"],
  ])('wins for a registry that it names: %s', (user) => {
    expect(planBuildkitConfig(given, user)).toBe(`${user}\n\n${table('127.0.0.1:5000', ...LAX)}\n`);
  });

  test.each([['registry = { "a.test" = { http = true } }'], ['registry."a.test".http = true']])(
    'is left alone where no table may follow: %s',
    (user) => expect(planBuildkitConfig(given, user)).toBe(`${user}\n`),
  );

  test('is not mistaken for another host', () => {
    expect(
      planBuildkitConfig(rules({ registries: ['127.0.0.1:5000'] }), '[registry."127x0.0.1:5000"]'),
    ).toContain('[registry."127.0.0.1:5000"]');
  });
});
