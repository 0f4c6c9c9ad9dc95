import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RegistryLogin } from '../../src/host/dockerConfig.ts';
import { exec } from '../../src/host/exec.ts';
import { createCredentialLookup } from '../../src/registry/credentials.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const HUB = 'https://index.docker.io/v1/';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
});

/** A real helper: it notes what it was asked, and answers from a table. */
function helper(name: string, answers: Record<string, { Username: string; Secret: string }>): void {
  const cases = Object.entries(answers).map(
    ([server, answer]) => `${server}) echo '${JSON.stringify(answer)}' ;;`,
  );
  const script = [
    '#!/bin/sh',
    'read server',
    `echo "$1 $server" >> ${folder}/asked-${name}`,
    `case "$server" in ${cases.join(' ')}`,
    '*) echo "credentials not found in native keychain"; exit 1 ;;',
    'esac',
  ];
  writeFileSync(join(folder, `docker-credential-${name}`), `${script.join('\n')}\n`);
  chmodSync(join(folder, `docker-credential-${name}`), 0o755);
}

const asked = (name: string) =>
  readFileSync(join(folder, `asked-${name}`), 'utf8')
    .trim()
    .split('\n');

function lookup(config: unknown, explicit: readonly RegistryLogin[] = []) {
  writeFileSync(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  const masked: string[] = [];
  const log = { mask: (secret: string) => void masked.push(secret), debug: () => {} };
  const environment = { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env.PATH}` };
  return { masked, look: createCredentialLookup({ explicit, environment, exec, log }) };
}

const password = (username: string, secret: string) => ({ kind: 'password', username, password: secret });

describe('auths', () => {
  const cases: [string, string, unknown, unknown][] = [
    [
      'user and password',
      'r.example.com',
      { 'r.example.com': { auth: base64('user:p:a:ss') } },
      password('user', 'p:a:ss'),
    ],
    ['a port counts', 'r.example.com', { 'r.example.com:5000': { auth: base64('user:pass') } }, undefined],
    ['hosts match whole', 'example.com', { 'r.example.com': { auth: base64('user:pass') } }, undefined],
    [
      'an old entry with scheme and path',
      'r.example.com',
      { 'https://r.example.com/v1/': { auth: base64('user:pass') } },
      password('user', 'pass'),
    ],
    ['Docker Hub’s key', 'docker.io', { [HUB]: { auth: base64('user:pass') } }, password('user', 'pass')],
    [
      'Docker Hub by another name',
      'docker.io',
      { 'docker.io': { auth: base64('user:pass') } },
      password('user', 'pass'),
    ],
    [
      'Docker Hub’s usual key wins',
      'docker.io',
      { 'docker.io': { auth: base64('a:b') }, [HUB]: { auth: base64('user:pass') } },
      password('user', 'pass'),
    ],
    [
      'an identity token wins over the password',
      'r.example.com',
      { 'r.example.com': { auth: base64('user:x'), identitytoken: 'identity' } },
      { kind: 'identity', token: 'identity' },
    ],
    [
      'a registry token',
      'r.example.com',
      { 'r.example.com': { registrytoken: 'registry' } },
      { kind: 'bearer', token: 'registry' },
    ],
    [
      'fields of their own',
      'r.example.com',
      { 'r.example.com': { username: 'user', password: 'pass' } },
      password('user', 'pass'),
    ],
    [
      'a password padded with zeros',
      'r.example.com',
      { 'r.example.com': { auth: base64('user:pass\0\0') } },
      password('user', 'pass'),
    ],
    ['an empty entry', 'r.example.com', { 'r.example.com': {} }, undefined],
    ['an entry that makes no sense', 'r.example.com', { 'r.example.com': 7 }, undefined],
    ['none', 'r.example.com', {}, undefined],
  ];
  test.each(cases)('%s', async (_, host, auths, expected) => {
    expect(await lookup({ auths }).look(host)).toEqual(expected);
  });

  test('an entry that is no user:password is an error that does not show it', async () => {
    const error = await lookup({ auths: { 'r.example.com': { auth: base64('s3cret') } } })
      .look('r.example.com')
      .catch((reason) => reason);
    expect(error.message).toContain('r.example.com');
    expect(error.message).not.toContain('s3cret');
  });

  test('a file that is no JSON is an error that names it and shows nothing of it', async () => {
    const error = await lookup('{"auths": s3cret')
      .look('r.example.com')
      .catch((reason) => reason);
    expect(error.message).toBe(`${join(folder, 'config.json')} is no valid JSON object`);
  });

  test('no file, and no folder, hold nothing', async () => {
    const log = { mask: () => {}, debug: () => {} };
    expect(
      await createCredentialLookup({
        explicit: [],
        environment: { HOME: folder, DOCKER_CONFIG: join(folder, 'no') },
        exec,
        log,
      })('ghcr.io'),
    ).toBeUndefined();
    expect(
      await createCredentialLookup({ explicit: [], environment: { HOME: join(folder, 'no') }, exec, log })(
        'ghcr.io',
      ),
    ).toBeUndefined();
  });

  test('without DOCKER_CONFIG the home folder counts', async () => {
    mkdirSync(join(folder, '.docker'));
    writeFileSync(
      join(folder, '.docker', 'config.json'),
      JSON.stringify({ auths: { 'ghcr.io': { auth: base64('user:pass') } } }),
    );
    const log = { mask: () => {}, debug: () => {} };
    expect(
      await createCredentialLookup({ explicit: [], environment: { HOME: folder }, exec, log })('ghcr.io'),
    ).toEqual(password('user', 'pass'));
  });
});

describe('helpers', () => {
  test('the one for the host wins over the store, the store over auths', async () => {
    helper('own', { 'r.example.com': { Username: 'own', Secret: 'secret1' } });
    helper('store', {
      'r.example.com': { Username: 'store', Secret: 'secret2' },
      's.example.com': { Username: 'store', Secret: 'secret3' },
    });
    const auths = Object.fromEntries(
      ['r', 's', 't'].map((name) => [`${name}.example.com`, { auth: base64('auths:secret4') }]),
    );
    const { look } = lookup({ auths, credsStore: 'store', credHelpers: { 'r.example.com': 'own' } });
    expect(await look('r.example.com')).toEqual(password('own', 'secret1'));
    expect(await look('s.example.com')).toEqual(password('store', 'secret3'));
    expect(await look('t.example.com')).toEqual(password('auths', 'secret4'));
    expect(asked('own')).toEqual(['get r.example.com']);
  });

  test('<token> means an identity token', async () => {
    helper('store', { 'r.example.com': { Username: '<token>', Secret: 'identity-token' } });
    const { look, masked } = lookup({ credsStore: 'store' });
    expect(await look('r.example.com')).toEqual({ kind: 'identity', token: 'identity-token' });
    expect(masked).toEqual(['identity-token']);
  });

  test('Docker Hub is asked for by its key', async () => {
    helper('store', { [HUB]: { Username: 'user', Secret: 'secret' } });
    expect(await lookup({ credsStore: 'store' }).look('docker.io')).toEqual(password('user', 'secret'));
    expect(asked('store')).toEqual([`get ${HUB}`]);
  });

  test('a host is asked for once, however many want to know', async () => {
    helper('store', { 'r.example.com': { Username: 'user', Secret: 'secret' } });
    const { look } = lookup({ credsStore: 'store' });
    await Promise.all([look('r.example.com'), look('r.example.com'), look('r.example.com')]);
    expect(asked('store')).toHaveLength(1);
  });
});

describe('credentials that were given', () => {
  test('win over the file, and no helper is asked', async () => {
    const { look } = lookup({ credsStore: 'missing' }, [
      { host: 'ghcr.io', username: 'user', password: 'secret' },
    ]);
    expect(await look('ghcr.io')).toEqual(password('user', 'secret'));
  });

  test.each(['docker.io', 'index.docker.io', 'registry-1.docker.io', HUB])(
    'for Docker Hub as %s',
    async (host) => {
      expect(await lookup({}, [{ host, username: 'user', password: 'secret' }]).look('docker.io')).toEqual(
        password('user', 'secret'),
      );
    },
  );

  test('are masked, with their base64; the user name and very short ones are not', async () => {
    const { look, masked } = lookup({}, [
      { host: 'a.example.com', username: 'somebody', password: 'long enough' },
      { host: 'b.example.com', username: 'somebody', password: 'x1' },
    ]);
    await Promise.all([look('a.example.com'), look('b.example.com')]);
    expect(masked).toEqual(['long enough', base64('somebody:long enough'), base64('somebody:x1')]);
  });
});
