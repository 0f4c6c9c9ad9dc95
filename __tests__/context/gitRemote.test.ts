import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readClone } from '../../src/context/git.ts';
import {
  parseRemoteConfig,
  planRemoteAccess,
  type RemoteConfig,
  withoutCredentials,
} from '../../src/context/gitRemote.ts';
import { openOwnRepository } from '../../src/context/shallow.ts';
import { exec } from '../../src/host/exec.ts';
import { gitEnvironment, makeRepository, removeFolders, temporaryFolder } from '../support/repository.ts';

afterAll(removeFolders);

const server = { url: 'https://github.com', repository: 'octo/app', token: 'T0KEN' };
const basic = `AUTHORIZATION: basic ${Buffer.from('x-access-token:T0KEN').toString('base64')}`;
const clone = (url: string | undefined, connection: RemoteConfig['connection'] = []): RemoteConfig => ({
  url,
  filter: undefined,
  connection,
});

/** The settings that git gets, as `key=value` lines. */
function settings(environment: Readonly<Record<string, string | undefined>> = {}): string[] {
  const count = Number(environment.GIT_CONFIG_COUNT);
  return Array.from(
    { length: count },
    (_, at) => `${environment[`GIT_CONFIG_KEY_${at}`]}=${environment[`GIT_CONFIG_VALUE_${at}`]}`,
  );
}

describe('planRemoteAccess', () => {
  const withToken = [
    'remote.origin.url=https://github.com/octo/app',
    'http.https://github.com/.extraheader=',
    `http.https://github.com/.extraheader=${basic}`,
  ];
  const header = ['http.https://github.com/.extraheader', 'AUTHORIZATION: basic kept'] as const;

  test.each([
    ['HTTPS', clone('https://github.com/octo/app'), withToken],
    ['HTTPS with .git', clone('https://github.com/octo/app.git'), withToken],
    ['HTTPS with credentials', clone('https://me:pw@github.com/octo/app.git'), withToken],
    ['SSH, short', clone('git@github.com:octo/app.git'), withToken],
    ['SSH, long', clone('ssh://git@github.com/octo/app.git'), withToken],
    ['no remote', clone(undefined), withToken],
    ['no clone', undefined, withToken],
    [
      'another host',
      clone('https://git.example/octo/app'),
      ['remote.origin.url=https://git.example/octo/app'],
    ],
    [
      'a host that only looks alike',
      clone('https://github.com.example/octo/app'),
      ['remote.origin.url=https://github.com.example/octo/app'],
    ],
    ['a path', clone('/srv/git/app'), ['remote.origin.url=/srv/git/app']],
    [
      'credentials kept by the checkout',
      clone('https://github.com/octo/app', [header]),
      ['remote.origin.url=https://github.com/octo/app', header.join('=')],
    ],
    [
      'an SSH command kept by the checkout',
      clone('git@github.com:octo/app', [['core.sshcommand', 'ssh -i key']]),
      ['remote.origin.url=git@github.com:octo/app', 'core.sshcommand=ssh -i key'],
    ],
  ])('%s', (_, config, expected) => {
    expect(settings(planRemoteAccess(config, server, {})?.environment)).toEqual(expected);
  });

  test('nobody to ask', () => {
    expect(planRemoteAccess(clone(undefined), { ...server, token: undefined }, {})).toBeUndefined();
    expect(planRemoteAccess(undefined, { ...server, repository: undefined }, {})).toBeUndefined();
  });

  test('without a token the remote is asked as it is', () => {
    const access = planRemoteAccess(
      clone('https://github.com/octo/app'),
      { ...server, token: undefined },
      {},
    );
    expect(settings(access?.environment)).toEqual(['remote.origin.url=https://github.com/octo/app']);
  });

  test('settings that the environment has already stay', () => {
    const environment = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.proxy',
      GIT_CONFIG_VALUE_0: 'http://p',
    };
    expect(settings(planRemoteAccess(undefined, server, environment)?.environment)).toEqual([
      'http.proxy=http://p',
      ...withToken,
    ]);
  });

  test('the URL for messages has no credentials', () => {
    expect(planRemoteAccess(clone('https://me:pw@git.example/a'), server, {})?.url).toBe(
      'https://git.example/a',
    );
    expect(withoutCredentials('ssh://git:pw@git.example/a')).toBe('ssh://git@git.example/a');
    expect(withoutCredentials('https://me:p@ss@git.example/a@b')).toBe('https://git.example/a@b');
    expect(withoutCredentials('ssh://git:p@ss@git.example/a')).toBe('ssh://git@git.example/a');
    expect(withoutCredentials('git@git.example:a/b')).toBe('git@git.example:a/b');
  });
});

describe('parseRemoteConfig', () => {
  test("reads origin, and carries only the clone's own settings along", async () => {
    const repository = makeRepository();
    repository.git('remote', 'add', 'fork', 'https://git.example/fork');
    repository.git('remote', 'add', 'origin', 'https://git.example/origin');
    repository.git('config', 'remote.origin.partialclonefilter', 'tree:0');
    repository.git('config', 'http.https://git.example/.extraheader', 'a: b\nc');
    const environment = {
      ...repository.environment,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.proxy',
      GIT_CONFIG_VALUE_0: 'http://p',
    };
    const { remote } = await readClone(exec, repository.directory, { environment });
    expect(await remote()).toEqual({
      url: 'https://git.example/origin',
      filter: 'tree:0',
      connection: [['http.https://git.example/.extraheader', 'a: b\nc']],
    });
  });

  test('a remote of another name, none, and a key without a value', () => {
    expect(parseRemoteConfig('local\0remote.up.stream.url\nfile:///a\0')).toMatchObject({ url: 'file:///a' });
    expect(parseRemoteConfig('')).toEqual({ url: undefined, filter: undefined, connection: [] });
    expect(parseRemoteConfig('local\0http.sslverify\0').connection).toEqual([['http.sslverify', 'true']]);
  });
});

test('the token goes to git as a header of that host, and into no argument', async () => {
  const seen: (string | undefined)[] = [];
  const http = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(401).end();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const argv: string[] = [];
  const environment = { ...gitEnvironment(), RUNNER_TEMP: join(temporaryFolder(), 'not yet there') };
  const access = planRemoteAccess(undefined, { ...server, url }, environment);
  if (!access) return expect.fail('no access');
  const own = await openOwnRepository(
    (args, options) => {
      argv.push(...args);
      return exec(args, options);
    },
    access,
    'a'.repeat(40),
  );
  const result = await own.fetch(['a'.repeat(40)]);
  own.close();
  http.close();
  expect(result.ok).toBe(false);
  expect(seen[0]).toBe(basic.replace('AUTHORIZATION: ', ''));
  expect(argv.join(' ')).not.toMatch(/T0KEN|basic/);
});
