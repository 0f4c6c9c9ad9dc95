import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createDockerConfig,
  DOCKER_CONFIG_STATE,
  mergeLogins,
  removeDockerConfig,
} from '../../src/host/dockerConfig.ts';
import { exec } from '../../src/host/exec.ts';
import { testWith } from '../support/parts.ts';

const LOGIN = { host: 'ghcr.io', username: 'me', password: 'secret' };
const AUTH = { auth: Buffer.from('me:secret').toString('base64') };

describe('logins join the configuration', () => {
  test.each<[string, object, object]>([
    ['an empty one', {}, { auths: { 'ghcr.io': AUTH }, credHelpers: { 'ghcr.io': '' } }],
    [
      'other hosts keep their entries and helpers',
      {
        auths: { 'quay.io': { auth: 'x' } },
        credHelpers: { 'a.test': 'ecr' },
        credsStore: 'desktop',
        proxies: { default: {} },
      },
      {
        auths: { 'quay.io': { auth: 'x' }, 'ghcr.io': AUTH },
        credHelpers: { 'a.test': 'ecr', 'ghcr.io': '' },
        credsStore: 'desktop',
        proxies: { default: {} },
      },
    ],
    [
      'ours wins',
      { auths: { 'ghcr.io': { auth: 'old' } }, credHelpers: { 'ghcr.io': 'gh' } },
      { auths: { 'ghcr.io': AUTH }, credHelpers: { 'ghcr.io': '' } },
    ],
  ])('%s', (_name, user, expected) => {
    expect(mergeLogins({ ...user }, { logins: [LOGIN], environment: {} })).toEqual(expected);
  });

  test("Docker Hub's key", () => {
    const merged = mergeLogins({}, { logins: [{ ...LOGIN, host: 'docker.io' }], environment: {} });
    expect(merged.auths).toEqual({ 'https://index.docker.io/v1/': AUTH });
  });

  test('those of the environment win over the file, ours over both', () => {
    const environment = { 'ghcr.io': { auth: 'environment' }, 'quay.io': { auth: 'environment' } };
    const merged = mergeLogins({ auths: { 'quay.io': { auth: 'file' } } }, { logins: [LOGIN], environment });
    expect(merged.auths).toEqual({ 'quay.io': { auth: 'environment' }, 'ghcr.io': AUTH });
    expect(merged.credHelpers).toEqual({ 'quay.io': '', 'ghcr.io': '' });
  });
});

function userFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-'));
  for (const name of ['contexts', 'cli-plugins', 'buildx']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ currentContext: 'far', credsStore: 'absent' }));
  writeFileSync(join(folder, 'cli-plugins/docker-buildx'), '');
  return folder;
}

async function create(environment: Record<string, string | undefined> = {}, logins = [LOGIN]) {
  const user = userFolder();
  const temporary = mkdtempSync(join(tmpdir(), 'runner-'));
  const state: Record<string, string> = {};
  const saveState = (name: string, value: string) => {
    expect(existsSync(value)).toBe(false); // a crash right after this leaves nothing that the state does not name
    state[name] = value;
  };
  const config = await createDockerConfig(logins, {
    environment: { DOCKER_CONFIG: user, ...environment },
    temporary,
    saveState,
  });
  return { config, user, temporary, state };
}

describe('the private folder', () => {
  test('is ours alone', async () => {
    const { config, temporary, state } = await create();
    expect(config.path.startsWith(temporary)).toBe(true);
    expect(state).toEqual({ [DOCKER_CONFIG_STATE]: config.path });
    expect(statSync(config.path).mode & 0o777).toBe(0o700);
    expect(statSync(join(config.path, 'config.json')).mode & 0o777).toBe(0o600);
  });

  test('keeps the rest reachable', async () => {
    const { config, user } = await create();
    for (const name of ['contexts', 'cli-plugins', 'buildx'])
      expect(readlinkSync(join(config.path, name))).toBe(join(user, name));
    expect(JSON.parse(readFileSync(join(config.path, 'config.json'), 'utf8'))).toMatchObject({
      currentContext: 'far',
      credsStore: 'absent',
    });
  });

  test('takes the place of what the environment says', async () => {
    const { config } = await create({ DOCKER_AUTH_CONFIG: '{"auths": {"quay.io": {"auth": "eDp5"}}}' });
    expect(config.env).toEqual({ DOCKER_CONFIG: config.path, DOCKER_AUTH_CONFIG: undefined });
    expect(readFileSync(join(config.path, 'config.json'), 'utf8')).toContain('"quay.io":{"auth":"eDp5"}');
  });

  test('is removed, twice if need be, and nothing behind its links', async () => {
    const { config, user } = await create();
    await removeDockerConfig(config.path);
    await removeDockerConfig(config.path);
    expect(existsSync(config.path)).toBe(false);
    expect(existsSync(join(user, 'cli-plugins/docker-buildx'))).toBe(true);
  });

  test('is the only folder that is removed', async () => {
    const other = mkdtempSync(join(tmpdir(), 'other-'));
    await removeDockerConfig(other);
    expect(existsSync(other)).toBe(true);
  });

  testWith('crane')('logs other programs in, past a credentials store that holds nothing', async () => {
    const sent: (string | undefined)[] = [];
    const server = createServer(({ headers }, response) => {
      sent.push(headers.authorization);
      const status = headers.authorization ? 200 : 401;
      response.writeHead(status, { 'WWW-Authenticate': 'Basic realm="test"' }).end('{"tags": ["v1"]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { config } = await create({}, [{ ...LOGIN, host }]);
    const helpers = mkdtempSync(join(tmpdir(), 'helpers-'));
    const answer = '#!/bin/sh\necho credentials not found in native keychain\nexit 1\n';
    writeFileSync(join(helpers, 'docker-credential-absent'), answer, { mode: 0o755 });
    const env = { ...process.env, ...config.env, PATH: `${helpers}:${process.env.PATH}` };
    const result = await exec(['crane', 'ls', `${host}/app`], { env });
    server.close();
    expect(result.stdout.toString().trim(), result.stderr).toBe('v1');
    expect(sent).toContain(`Basic ${AUTH.auth}`);
  });
});
