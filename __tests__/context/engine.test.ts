import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engineFactsFrom, readEngine } from '../../src/context/engine.ts';
import { readEngineEndpoint } from '../../src/context/engineEndpoint.ts';
import { formatPlatform } from '../../src/oci/platform.ts';
import { parts, testWith } from '../support/parts.ts';

/** A folder as DOCKER_CONFIG names it, with contexts in it. */
function dockerFolder(
  current: string | undefined,
  contexts: Record<string, { host: string; tls?: boolean }> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ currentContext: current }));
  for (const [name, { host, tls }] of Object.entries(contexts)) {
    const id = createHash('sha256').update(name).digest('hex');
    mkdirSync(join(folder, 'contexts/meta', id), { recursive: true });
    const meta = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } };
    writeFileSync(join(folder, 'contexts/meta', id, 'meta.json'), JSON.stringify(meta));
    if (tls) mkdirSync(join(folder, 'contexts/tls', id, 'docker'), { recursive: true });
  }
  return folder;
}

describe('where the engine is', () => {
  const contexts = {
    rootless: { host: 'unix:///run/user/1000/docker.sock' },
    far: { host: 'ssh://me@far' },
    tls: { host: 'tcp://far:2376', tls: true },
  };
  const usual = { kind: 'unix', path: '/var/run/docker.sock' };
  const rootless = { kind: 'unix', path: '/run/user/1000/docker.sock' };
  test.each<[string, string | undefined, Record<string, string>, object]>([
    ['the usual socket', undefined, {}, usual],
    [
      'DOCKER_HOST: a socket',
      'rootless',
      { DOCKER_HOST: 'unix:///tmp/d.sock' },
      { kind: 'unix', path: '/tmp/d.sock' },
    ],
    [
      'DOCKER_HOST: an address',
      undefined,
      { DOCKER_HOST: 'tcp://10.0.0.1:2375' },
      { kind: 'tcp', host: '10.0.0.1', port: 2375 },
    ],
    [
      'DOCKER_HOST: an address of IPv6, without a port',
      undefined,
      { DOCKER_HOST: 'tcp://[::1]' },
      { kind: 'tcp', host: '::1', port: 2375 },
    ],
    [
      'DOCKER_HOST with TLS',
      undefined,
      { DOCKER_HOST: 'tcp://10.0.0.1:2376', DOCKER_TLS_VERIFY: '1' },
      { kind: 'dial-stdio' },
    ],
    ['DOCKER_HOST by ssh', undefined, { DOCKER_HOST: 'ssh://me@host' }, { kind: 'dial-stdio' }],
    ['the selected context', 'rootless', {}, rootless],
    ['DOCKER_CONTEXT over the selected one', 'far', { DOCKER_CONTEXT: 'rootless' }, rootless],
    ['the default context', 'far', { DOCKER_CONTEXT: 'default' }, usual],
    ['a context by ssh', 'far', {}, { kind: 'dial-stdio' }],
    ['a context with TLS', 'tls', {}, { kind: 'dial-stdio' }],
    ['a context that is gone: the CLI says so', 'gone', {}, { kind: 'dial-stdio' }],
  ])('%s', async (_name, current, environment, expected) => {
    const endpoint = await readEngineEndpoint({
      DOCKER_CONFIG: dockerFolder(current, contexts),
      ...environment,
    });
    expect(endpoint).toMatchObject(expected);
  });

  test('a context that cannot be read is left to the CLI', () => {
    const folder = dockerFolder('broken', { broken: { host: '' } });
    const id = createHash('sha256').update('broken').digest('hex');
    writeFileSync(join(folder, 'contexts/meta', id, 'meta.json'), '{');
    expect(readEngineEndpoint({ DOCKER_CONFIG: folder })).toMatchObject({ kind: 'dial-stdio' });
  });

  test('a broken config.json is an error that quotes nothing of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docker-'));
    writeFileSync(join(folder, 'config.json'), '{"auths": {"a": {"auth": "c2VjcmV0"}');
    expect(() => readEngineEndpoint({ DOCKER_CONFIG: folder })).toThrow(
      /config\.json is no valid JSON object$/,
    );
  });
});

describe('what the engine says', () => {
  const named = { ServerVersion: '28.0.4', OSType: 'linux', Architecture: 'aarch64' };
  test.each<[string, object, boolean]>([
    ['overlay2', { DriverStatus: [['Backing Filesystem', 'extfs']] }, false],
    ['containerd', { DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] }, true],
    ['none', { DriverStatus: null }, false],
  ])('image store: %s', (_name, info, expected) => {
    expect(engineFactsFrom({ ...named, ...info }, undefined).containerdStore).toBe(expected);
  });

  test.each([
    ['x86_64', 'linux/amd64'],
    ['aarch64', 'linux/arm64'],
    ['armv7l', 'linux/arm/v7'],
    ['armv6l', 'linux/arm/v6'],
    ['riscv64', 'linux/riscv64'],
    ['s390x', 'linux/s390x'],
    ['ppc64le', 'linux/ppc64le'],
    ['loongarch64', 'linux/loong64'],
    ['', 'linux/amd64'],
  ])('the machine %j is %s', (machine, platform) => {
    const facts = engineFactsFrom({ ...named, Architecture: machine }, undefined);
    expect(formatPlatform(facts.platform)).toBe(platform);
  });

  test('registries and platform', () => {
    const info = {
      ...named,
      RegistryConfig: {
        Mirrors: ['https://mirror.test/'],
        InsecureRegistryCIDRs: ['127.0.0.0/8'],
        IndexConfigs: { 'docker.io': { Secure: true }, 'lan:5000': { Secure: false } },
      },
    };
    expect(engineFactsFrom(info, '/s')).toEqual({
      version: '28.0.4',
      containerdStore: false,
      platform: { os: 'linux', architecture: 'arm64' },
      socket: '/s',
      mirrors: ['https://mirror.test/'],
      insecureRegistries: ['127.0.0.0/8', 'lan:5000'],
    });
  });
});

describe('an engine', () => {
  testWith('engine')('answers on its socket', async () => {
    const engine = await readEngine(process.env);
    expect(engine).toMatchObject({ socket: parts.engine, platform: { os: 'linux' } });
    expect(engine?.version).toMatch(/^\d+\.\d+/);
    expect(engine?.insecureRegistries).toContain('127.0.0.0/8');
  });

  testWith('engine')('answers by TCP', async () => {
    const server = createServer().on('connection', () => {});
    server.removeAllListeners('connection');
    server.on('connection', (client) => {
      const engine = connect({ path: parts.engine ?? '' });
      client.pipe(engine).pipe(client);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const engine = await readEngine({
      DOCKER_CONFIG: dockerFolder(undefined),
      DOCKER_HOST: `tcp://127.0.0.1:${port}`,
    });
    server.close();
    expect(engine).toMatchObject({
      socket: undefined,
      containerdStore: (await readEngine(process.env))?.containerdStore,
    });
  });

  testWith('engine', 'docker')('answers through the CLI', async () => {
    const folder = dockerFolder('cli', { cli: { host: `unix://${parts.engine}`, tls: true } });
    const engine = await readEngine({
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DOCKER_CONFIG: folder,
    });
    expect(engine).toMatchObject({ socket: undefined, version: (await readEngine(process.env))?.version });
  });

  test.each([
    ['no socket', { DOCKER_HOST: 'unix:///nonexistent/docker.sock' }],
    ['nothing listens', { DOCKER_HOST: 'tcp://127.0.0.1:9' }],
    ['no CLI', { DOCKER_HOST: 'ssh://me@far', PATH: '/nonexistent' }],
  ])('that is not there is undefined: %s', async (_name, environment) => {
    expect(await readEngine({ DOCKER_CONFIG: dockerFolder(undefined), ...environment })).toBeUndefined();
  });
});
