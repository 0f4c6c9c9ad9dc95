import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createRetry } from '../../src/host/retry.ts';
import type { Repository } from '../../src/oci/reference.ts';
import { RegistryError } from '../../src/registry/errors.ts';
import { checkRealm } from '../../src/registry/realm.ts';
import { fetchToken } from '../../src/registry/token.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import {
  freshRepository,
  pushBlob,
  pushImage,
  REGISTRY,
  type TestClient,
  type TestImage,
  testClient,
  testClock,
  through,
} from '../support/registryClient.ts';
import {
  startTokenRegistry,
  type TokenRegistry,
  type TokenRegistryOptions,
} from '../support/tokenRegistry.ts';

const LOGIN = { username: 'robot', password: 'correct horse' };
const withRegistry = testWith('registry');

interface Stage {
  tokens: TokenRegistry;
  proxy: FaultProxy;
  repository: Repository;
  client: TestClient;
  image: TestImage;
}

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** A client that logs in to a token service, both behind a proxy; the image is there already. */
async function stage(
  options: Partial<TokenRegistryOptions> = {},
  client: Parameters<typeof testClient>[0] = {},
): Promise<Stage> {
  const tokens = await startTokenRegistry({ upstream: REGISTRY, auth: 'bearer', ...LOGIN, ...options });
  const proxy = await startFaultProxy(tokens.host);
  running.push(proxy, tokens);
  const plain = freshRepository();
  const image = await pushImage(testClient(), plain, { platforms: ['linux/amd64'] });
  return {
    tokens,
    proxy,
    image,
    repository: through(proxy, plain),
    client: testClient({ credentials: [{ host: proxy.host, ...LOGIN }], ...client }),
  };
}

const failure = (run: Promise<unknown>): Promise<RegistryError> =>
  run.then(
    () => expect.unreachable('it should have failed'),
    (error) => {
      expect(error).toBeInstanceOf(RegistryError);
      return error;
    },
  );

describe('faults of authentication', () => {
  withRegistry('1: 401 in the middle of a run renews the token and goes on', async () => {
    const { tokens, client, repository, image } = await stage();
    await client.getManifest(repository, image.digest);
    tokens.revokeAll();
    expect((await client.getManifest(repository, image.digest))?.digest).toBe(image.digest);
    expect(tokens.issued).toHaveLength(2);
    expect(client.waits()).toEqual([]);
  });

  withRegistry('1: eight requests that meet a revoked token renew it once', async () => {
    const { tokens, client, repository, image } = await stage();
    await client.getManifest(repository, image.digest);
    tokens.revokeAll();
    await Promise.all(
      image.layers
        .concat(image.layers, image.layers, image.layers)
        .map((layer) => client.headBlob(repository, layer.digest)),
    );
    expect(tokens.issued).toHaveLength(2);
  });

  withRegistry(
    '2: 401 with a fresh token ends it, with the words of the registry and what to check',
    async () => {
      const { tokens, proxy, client, repository, image } = await stage();
      const challenge = `Bearer realm="http://${proxy.host}/token",service="x"`;
      const body = JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'not you' }] });
      proxy.on('GET /v2/*', { respond: { status: 401, headers: { 'www-authenticate': challenge }, body } });
      const error = await failure(client.getManifest(repository, image.digest));
      expect(error).toMatchObject({ method: 'GET', status: 401, code: 'UNAUTHORIZED', detail: 'not you' });
      expect(error.hint).toBe(`Check user name and password for ${proxy.host}.`);
      expect(tokens.issued).toHaveLength(1);
      expect(proxy.count('GET /v2/*')).toBe(2);
    },
  );

  withRegistry(
    '3: 403 insufficient_scope renews the token once, with the scope that the registry names',
    async () => {
      const { tokens, proxy, client, repository, image } = await stage();
      await client.getManifest(repository, image.digest);
      const challenge = `Bearer realm="http://${proxy.host}/token",service="test registry",scope="repository:${repository.path}:pull,extra",error="insufficient_scope"`;
      const rule = proxy.on(
        'GET /v2/*',
        { respond: { status: 403, headers: { 'www-authenticate': challenge } } },
        { times: 1 },
      );
      expect((await client.getManifest(repository, image.digest))?.digest).toBe(image.digest);
      expect(rule.hits).toBe(1);
      expect(tokens.issued.at(-1)?.scopes.join(' ')).toContain('extra');
      proxy.on('GET /v2/*', { respond: { status: 403, headers: { 'www-authenticate': challenge } } });
      expect((await failure(client.getManifest(repository, image.digest))).status).toBe(403);
      expect(tokens.issued).toHaveLength(3);
    },
  );

  withRegistry('4: 403 DENIED is not tried again and names the remedy', async () => {
    const { proxy, client, repository } = await stage();
    await client.checkPush(repository);
    proxy.clear();
    const body = JSON.stringify({
      errors: [{ code: 'DENIED', message: 'permission_denied: write_package' }],
    });
    proxy.on('POST /v2/*', { respond: { status: 403, body } });
    const error = await failure(client.checkPush(repository));
    expect(error).toMatchObject({
      method: 'POST',
      status: 403,
      code: 'DENIED',
      detail: 'permission_denied: write_package',
    });
    expect(error.hint).toContain(repository.path);
    expect(client.waits()).toEqual([]);
    expect(proxy.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  withRegistry('5: a token that does not tell its life is used for 60 s, and renewed early', async () => {
    const clock = testClock();
    const { tokens, client, repository, image } = await stage({}, { clock });
    await client.getManifest(repository, image.digest);
    await clock.sleep(40_000);
    await client.getManifest(repository, image.digest);
    expect(tokens.issued).toHaveLength(1);
    await clock.sleep(15_000);
    await client.getManifest(repository, image.digest);
    expect(tokens.issued).toHaveLength(2);
  });

  withRegistry('6: the clock of the token service does not count', async () => {
    const { tokens, client, repository, image } = await stage({
      lifeS: 300,
      extra: { issued_at: '2001-01-01T00:00:00Z' },
    });
    await client.getManifest(repository, image.digest);
    await client.getManifest(repository, image.digest);
    expect(tokens.issued).toHaveLength(1);
  });

  withRegistry('7: a token service that answers 500 and 429 is asked again', async () => {
    const { proxy, client, repository, image } = await stage();
    proxy.on('GET /token*', { respond: { status: 500 } }, { times: 1 });
    proxy.on('GET /token*', { respond: { status: 429, headers: { 'retry-after': '3' } } }, { times: 1 });
    expect((await client.getManifest(repository, image.digest))?.digest).toBe(image.digest);
    expect(client.waits().map(({ ms }) => ms)).toEqual([250, 3250]);
    expect(client.lines).toEqual([
      expect.stringContaining('answered 500'),
      expect.stringContaining('answered 429'),
    ]);
  });

  withRegistry('7: one that stays broken is told of, with its address', async () => {
    const { proxy, client, repository, image } = await stage();
    proxy.on('GET /token*', { respond: { status: 500, body: 'out of order' } });
    const error = await failure(client.getManifest(repository, image.digest));
    expect(error.message).toMatch(
      /^GET http:\/\/127\.0\.0\.1:\d+\/token\?service=test registry&scope=repository:.*:pull: 500: out of order \(7 attempts\)$/,
    );
  });

  withRegistry('7: wrong credentials are refused with the words of the service, once', async () => {
    const { client, repository, image, proxy } = await stage({ password: 'changed' });
    const error = await failure(client.getManifest(repository, image.digest));
    expect(error).toMatchObject({ status: 401, detail: 'incorrect username or password' });
    expect(error.hint).toContain('Check user name and password');
    expect(proxy.count('GET /token*')).toBe(1);
  });

  const realms = [
    ['https://10.1.2.3/token', 'is at a private address'],
    ['https://169.254.169.254/latest', 'is at a private address'],
    ['https://localhost/token', 'is at a private address'],
    ['https://[::1]/token', 'is at a private address'],
    ['https://[fd00::1]/token', 'is at a private address'],
    ['https://[::ffff:10.0.0.1]/token', 'is at a private address'],
    ['http://auth.example.com/token', 'speaks plain HTTP'],
    ['file:///etc/passwd', 'at file:'],
    ['token', 'no URL'],
  ] as const;
  test.each(realms)(
    '8: the realm %s is refused for a public registry, and nothing is sent',
    async (realm, why) => {
      const http = { request: () => expect.unreachable('nothing may be sent'), close: () => {} };
      const clock = testClock();
      const retry = createRetry({ clock, deadline: clock.now() + 1000 });
      const request = {
        registry: '1.1.1.1',
        origin: new URL('https://1.1.1.1'),
        realm,
        service: 'x',
        scopes: [],
        credentials: undefined,
      };
      const error = await failure(
        fetchToken(request, { http, retry, clock, signal: undefined, insecure: false }),
      );
      expect(error.message).toContain(why);
    },
  );

  test.each([
    ['http://10.0.0.1:5000', 'http://10.0.0.2/token', true],
    ['http://10.0.0.1:5000', 'http://10.0.0.1/token', true],
    ['http://10.0.0.1:5000', 'http://127.0.0.1/token', false],
    ['http://10.0.0.1:5000', 'http://169.254.169.254/token', false],
    ['http://127.0.0.1:5000', 'http://localhost:5001/token', true],
    ['http://127.0.0.1:5000', 'http://169.254.169.254/token', false],
    ['http://169.254.1.1:5000', 'http://169.254.1.1/token', true],
    ['https://1.1.1.1', 'https://auth.example.com/token', true],
  ])('8: at %s the realm %s is taken: %s', async (origin, realm, taken) => {
    const checked = checkRealm({ origin: new URL(origin), realm }).then(
      () => true,
      () => false,
    );
    expect(await checked).toBe(taken);
  });

  describe('9: a credential helper', () => {
    const folder = mkdtempSync(join(tmpdir(), 'helper-'));
    const helper = (name: string, script: string) => {
      writeFileSync(join(folder, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, `docker-credential-${name}`), 0o755);
    };
    const environment = { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env.PATH}` };
    const configure = (config: unknown) => writeFileSync(join(folder, 'config.json'), JSON.stringify(config));

    withRegistry('that is missing is named', async () => {
      configure({ credsStore: 'nowhere' });
      const { client, repository } = await stage({}, { credentials: [], environment });
      await expect(client.checkPush(repository)).rejects.toThrow(
        /docker-credential-nowhere cannot be started/,
      );
    });

    withRegistry('that fails is named, with its words and exit code', async () => {
      helper('broken', 'echo the keychain is locked >&2; exit 3');
      configure({ credsStore: 'broken' });
      const { client, repository } = await stage({}, { credentials: [], environment });
      await expect(client.checkPush(repository)).rejects.toThrow(
        /docker-credential-broken failed for 127.* exit code 3: the keychain is locked/,
      );
    });

    withRegistry('that answers nonsense is named, and its output is not shown', async () => {
      helper('babbling', 'echo s3cret-in-the-wrong-place');
      configure({ credsStore: 'babbling' });
      const { client, repository } = await stage({}, { credentials: [], environment });
      const error = await client.checkPush(repository).catch((reason) => reason);
      expect(String(error)).toContain('docker-credential-babbling answered with something else');
      expect(String(error)).not.toContain('s3cret');
    });
  });

  withRegistry('10: a token that ends during an upload is renewed, and the blob sent again', async () => {
    const { tokens, proxy, client, repository } = await stage();
    await client.checkPush(repository);
    const rule = proxy.on('PUT /v2/*/blobs/uploads/*', { before: () => tokens.revokeAll() }, { times: 1 });
    const bytes = Buffer.alloc(300_000, 'a');
    const blob = await pushBlob(client, repository, bytes);
    expect(rule.hits).toBe(1);
    expect(await client.headBlob(repository, blob.digest)).toBe(bytes.length);
    expect(tokens.issued.length).toBeGreaterThanOrEqual(2);
  });

  withRegistry(
    'tokens and base64(user:password) are masked before they can be printed; the user name is not',
    async () => {
      const { tokens, client, repository, image } = await stage();
      await client.getManifest(repository, image.digest);
      expect(client.masked).toContain(tokens.issued[0]?.value);
      expect(client.masked).toContain(Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64'));
      expect(client.masked).not.toContain(LOGIN.username);
    },
  );
});
