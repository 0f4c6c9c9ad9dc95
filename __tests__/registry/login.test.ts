import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createConnection, createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findProgram } from '../../scripts/engine/packages.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { ADDRESS, HAS_OPENSSL, makeCertificate } from '../support/certificates.ts';
import { startFaultProxy } from '../support/faultProxy.ts';
import { HTPASSWD_LOGIN, startHtpasswdRegistry } from '../support/htpasswdRegistry.ts';
import { testWith } from '../support/parts.ts';
import {
  freshRepository,
  pushBlob,
  pushImage,
  REGISTRY,
  testClient,
  through,
} from '../support/registryClient.ts';
import { startTokenRegistry, type TokenRegistryOptions } from '../support/tokenRegistry.ts';

const withRegistry = testWith('registry');
const LOGIN = { username: 'robot', password: 'correct horse' };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function tokenRegistry(options: Partial<TokenRegistryOptions>) {
  const registry = await startTokenRegistry({ upstream: REGISTRY, auth: 'bearer', ...LOGIN, ...options });
  closing.push(() => registry.close());
  return registry;
}

const given = (host: string, login = LOGIN) => ({ credentials: [{ host, ...login }] });

describe('a registry with a token service', () => {
  withRegistry('is pushed to and pulled from, with one token for both', async () => {
    const registry = await tokenRegistry({ lifeS: 300 });
    const repository = through(registry, freshRepository());
    const client = testClient(given(registry.host));
    await client.checkPush(repository);
    const image = await pushImage(client, repository);
    expect((await client.getManifest(repository, image.digest))?.digest).toBe(image.digest);
    expect(registry.issued.map(({ scopes }) => scopes)).toEqual([
      [`repository:${repository.path}:pull,push`],
    ]);
  });

  withRegistry('gives a token to strangers where it lets them read', async () => {
    const registry = await tokenRegistry({
      allows: (user, _, action) => user !== undefined || action === 'pull',
    });
    const plain = freshRepository();
    const image = await pushImage(testClient(), plain);
    const stranger = testClient();
    const repository = through(registry, plain);
    expect((await stranger.getManifest(repository, image.digest))?.digest).toBe(image.digest);
    await expect(stranger.checkPush(repository)).rejects.toMatchObject({
      status: 401,
      hint: expect.stringContaining('No credentials are known for'),
    });
  });

  withRegistry('says that a login does not reach so far', async () => {
    const registry = await tokenRegistry({ allows: (_, _repository, action) => action === 'pull' });
    const repository = through(registry, freshRepository());
    await expect(testClient(given(registry.host)).checkPush(repository)).rejects.toMatchObject({
      status: 401,
      detail: 'authentication required (insufficient_scope)',
      hint: `The account may not write to ${repository.path}: give it that right.`,
    });
  });

  withRegistry('says so of reading too', async () => {
    const registry = await tokenRegistry({ allows: () => false });
    const repository = through(registry, freshRepository());
    await expect(testClient(given(registry.host)).getManifest(repository, 'edge')).rejects.toMatchObject({
      detail: 'authentication required (insufficient_scope)',
      hint: `The account may not read ${repository.path}: give it that right.`,
    });
  });

  withRegistry('asks for reading there where a blob is mounted from, after what is written', async () => {
    const registry = await tokenRegistry({});
    const [from, to] = [through(registry, freshRepository()), through(registry, freshRepository())];
    const client = testClient(given(registry.host));
    const blob = await pushBlob(client, from, randomBytes(100));
    expect(await client.copyBlob(from, to, blob)).toBe('mounted');
    expect(registry.issued.at(-1)?.scopes).toEqual([
      `repository:${to.path}:pull,push`,
      `repository:${from.path}:pull`,
    ]);
  });

  withRegistry('takes an identity token, by POST', async () => {
    const registry = await tokenRegistry({ identityToken: 'an identity token' });
    const folder = mkdtempSync(join(tmpdir(), 'identity-'));
    writeFileSync(
      join(folder, 'config.json'),
      JSON.stringify({ auths: { [registry.host]: { identitytoken: 'an identity token' } } }),
    );
    const client = testClient({ environment: { DOCKER_CONFIG: folder } });
    await client.checkPush(through(registry, freshRepository()));
    expect(registry.issued).toHaveLength(1);
    expect(client.masked).toContain('an identity token');
  });

  withRegistry('takes what a helper holds', async () => {
    const registry = await tokenRegistry({});
    const folder = mkdtempSync(join(tmpdir(), 'helper-'));
    const answer = JSON.stringify({
      ServerURL: registry.host,
      Username: LOGIN.username,
      Secret: LOGIN.password,
    });
    writeFileSync(
      join(folder, 'docker-credential-test'),
      `#!/bin/sh\nread server\n[ "$server" = ${registry.host} ] && echo '${answer}'\n`,
    );
    chmodSync(join(folder, 'docker-credential-test'), 0o755);
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ credHelpers: { [registry.host]: 'test' } }));
    const client = testClient({
      environment: { DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env.PATH}` },
    });
    await client.checkPush(through(registry, freshRepository()));
  });

  withRegistry('may hide what strangers may not see behind 404', async () => {
    const registry = await tokenRegistry({});
    const proxy = await startFaultProxy(registry.host);
    closing.push(() => proxy.close());
    const plain = freshRepository();
    const image = await pushImage(testClient(), plain);
    proxy.on((seen) => seen.path !== '/v2/' && seen.path.startsWith('/v2/') && !seen.headers.authorization, {
      respond: { status: 404 },
    });
    const client = testClient(given(proxy.host));
    expect(await client.headManifest(through(proxy, plain), image.digest)).toBe(image.digest);
  });

  withRegistry('is not asked whether it hides something where we could not log in', async () => {
    const proxy = await startFaultProxy(REGISTRY);
    closing.push(() => proxy.close());
    const nowhere = through(proxy, freshRepository());
    expect(await testClient().headManifest(nowhere, 'latest')).toBeUndefined();
    expect(proxy.count('GET /v2/')).toBe(0);
    expect(await testClient(given(proxy.host)).headManifest(nowhere, 'latest')).toBeUndefined();
    expect(proxy.count('GET /v2/')).toBe(1);
    const folder = mkdtempSync(join(tmpdir(), 'helper-'));
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ credsStore: 'that-is-not-there' }));
    const helped = testClient({ environment: { DOCKER_CONFIG: folder, PATH: '/nowhere' } });
    expect(await helped.headManifest(nowhere, 'latest')).toBeUndefined();
  });
});

describe('a registry with Basic authentication', () => {
  withRegistry('lets in with the right password, and says what it thinks of another or none', async () => {
    const registry = await tokenRegistry({ auth: 'basic' });
    const repository = through(registry, freshRepository());
    await testClient(given(registry.host)).checkPush(repository);
    for (const options of [given(registry.host, { ...LOGIN, password: 'wrong one' }), {}]) {
      const client = testClient(options);
      await expect(client.checkPush(repository)).rejects.toMatchObject({
        status: 401,
        code: 'UNAUTHORIZED',
        detail: 'authentication required',
      });
      expect(client.waits()).toEqual([]);
    }
  });
});

const PROGRAM = findProgram('docker-registry');
describe('a real registry with htpasswd', () => {
  const title = 'is pushed to with the right password, and refuses another and none';
  test.skipIf(!PROGRAM)(PROGRAM ? title : `${title} (needs docker-registry)`, async () => {
    const { host, close } = await startHtpasswdRegistry(PROGRAM ?? '');
    closing.push(close);
    const repository = parseRepository(`${host}/team/app`);
    const client = testClient(given(host, HTPASSWD_LOGIN));
    await client.checkPush(repository);
    const image = await pushImage(client, repository);
    await client.putManifest(repository, 'edge', {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      bytes: image.bytes,
    });
    expect(await client.listTags(repository)).toEqual(['edge']);
    for (const [options, hint] of [
      [
        given(host, { ...HTPASSWD_LOGIN, password: 'wrong one' }),
        `Check user name and password for ${host}.`,
      ],
      [{}, `No credentials are known for ${host}: give \`username\` and \`password\`, or log in before.`],
    ] as const) {
      await expect(testClient(options).checkPush(repository)).rejects.toMatchObject({
        message: expect.stringMatching(
          /^POST http:.*\/v2\/team\/app\/blobs\/uploads\/: 401 UNAUTHORIZED: authentication required/,
        ),
        hint,
      });
    }
  });
});

/** HTTPS in front of the real registry, on all addresses of this machine. */
async function startHttps(): Promise<number> {
  const { cert, key } = makeCertificate();
  const server: Server = createServer({ cert, key }, (incoming, outgoing) => {
    const outward = request(
      `http://${REGISTRY}${incoming.url}`,
      { method: incoming.method, headers: incoming.headers },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      },
    );
    incoming.pipe(outward);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

describe('the protocol', () => {
  const ready = HAS_OPENSSL && ADDRESS !== undefined;
  const withTls = (title: string, run: () => Promise<void>) =>
    ready ? withRegistry(title, run) : test.skip(`${title} (needs openssl, a network address)`, run);

  withRegistry('on loopback is plain HTTP, without a question first', async () => {
    const proxy = await startFaultProxy(REGISTRY);
    closing.push(() => proxy.close());
    const plain = freshRepository();
    const image = await pushImage(testClient(), plain);
    await testClient().getManifest(through(proxy, plain), image.digest);
    expect(proxy.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  withTls('on loopback is HTTPS where that is what answers, with any certificate', async () => {
    const port = await startHttps();
    for (const name of ['127.0.0.1', 'localhost']) {
      const repository = parseRepository(`${name}:${port}/${freshRepository().path}`);
      const client = testClient();
      const image = await pushImage(client, repository);
      expect((await client.getManifest(repository, image.digest))?.digest).toBe(image.digest);
      expect(client.waits()).toEqual([]);
    }
  });

  withTls('elsewhere is HTTPS with a certificate that is trusted', async () => {
    const repository = parseRepository(`${ADDRESS}:${await startHttps()}/${freshRepository().path}`);
    await expect(testClient().checkPush(repository)).rejects.toMatchObject({
      kind: 'unreachable',
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  withTls('of an insecure registry is HTTPS with any certificate', async () => {
    const repository = parseRepository(`${ADDRESS}:${await startHttps()}/${freshRepository().path}`);
    await testClient({ insecure: [`${ADDRESS}/32`] }).checkPush(repository);
  });

  withTls(
    'of an insecure registry is plain HTTP where HTTPS does not answer; of another it is not',
    async () => {
      const server = createNetServer((socket) => {
        const { hostname, port } = new URL(`http://${REGISTRY}`);
        const upstream = createConnection(Number(port), hostname);
        socket.pipe(upstream).pipe(socket);
        for (const end of [socket, upstream]) end.on('error', () => socket.destroy());
      });
      await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
      closing.push(() => server.close());
      const repository = parseRepository(
        `${ADDRESS}:${(server.address() as AddressInfo).port}/${freshRepository().path}`,
      );
      const lax = testClient({ insecure: [repository.registry] });
      await lax.checkPush(repository);
      expect(lax.waits()).toEqual([]);
      lax.close();
      await expect(testClient().checkPush(repository)).rejects.toMatchObject({
        kind: 'unreachable',
        hint: expect.stringContaining('insecure-registries'),
      });
    },
  );
});
