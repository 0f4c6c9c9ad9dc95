import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { createPool } from '../../src/registry/pool.ts';
import { startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import { freshRepository, pushBlob, REGISTRY, testClient, through } from '../support/registryClient.ts';
import { startTokenRegistry } from '../support/tokenRegistry.ts';

const withRegistry = testWith('registry');
const MIB = 1024 * 1024;
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function proxies() {
  const [source, target] = await Promise.all([startFaultProxy(REGISTRY), startFaultProxy(REGISTRY)]);
  closing.push(source.close, target.close);
  return { source, target, from: through(source, freshRepository()), to: through(target, freshRepository()) };
}

const stored = (repository: Parameters<typeof through>[1], bytes: Buffer) =>
  pushBlob(testClient(), { ...repository, registry: REGISTRY }, bytes);

describe('copying', () => {
  withRegistry('what several images share goes once', async () => {
    const { source, target, from, to } = await proxies();
    const blob = await stored(from, randomBytes(200_000));
    const client = testClient();
    const results = await Promise.all([1, 2, 3, 4].map(() => client.copyBlob(from, to, blob)));
    expect(results.sort()).toEqual(['copied', 'present', 'present', 'present']);
    expect(source.count('GET */blobs/*')).toBe(1);
    expect(target.count('HEAD *')).toBe(1);
  });

  withRegistry('one that failed can be tried again', async () => {
    const { source, from, to } = await proxies();
    const blob = await stored(from, randomBytes(1000));
    const client = testClient();
    const rule = source.on('GET */blobs/*', { respond: { status: 404 } });
    await expect(client.copyBlob(from, to, blob)).rejects.toMatchObject({ method: 'GET', status: 404 });
    rule.remove();
    expect(await client.copyBlob(from, to, blob)).toBe('copied');
  });

  withRegistry('many large blobs within one registry that cannot mount come to an end', async () => {
    const { source, from } = await proxies();
    const to = { ...freshRepository(), registry: from.registry };
    const blobs = await Promise.all(Array.from({ length: 20 }, () => stored(from, randomBytes(2 * MIB))));
    source.on('POST *mount=*', { respond: { status: 405 } });
    const client = testClient();
    const results = await Promise.all(blobs.map((blob) => client.copyBlob(from, to, blob)));
    expect(new Set(results)).toEqual(new Set(['copied']));
  });

  test('reads no further ahead than the other end takes', async () => {
    const block = randomBytes(MIB);
    let given = 0;
    const source = createServer((_, outgoing) => {
      outgoing.writeHead(200, { 'content-length': String(400 * MIB) });
      const more = () => {
        for (let open = true; open && !outgoing.destroyed && given < 400; given += 1)
          open = outgoing.write(block);
      };
      outgoing.on('drain', more);
      more();
    });
    const target = createServer((incoming, outgoing) => {
      if (incoming.method === 'GET') outgoing.end('{}');
      else if (incoming.method === 'HEAD') outgoing.writeHead(404).end();
      else if (incoming.method === 'POST')
        outgoing.writeHead(202, { location: '/v2/b/blobs/uploads/1' }).end();
      else incoming.once('data', () => incoming.pause());
    });
    const hosts = await Promise.all(
      [source, target].map(async (server) => {
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        closing.push(() => {
          server.close();
          server.closeAllConnections();
        });
        return `127.0.0.1:${(server.address() as AddressInfo).port}`;
      }),
    );
    const controller = new AbortController();
    const [from, to] = [parseRepository(`${hosts[0]}/a`), parseRepository(`${hosts[1]}/b`)];
    const blob = { mediaType: LAYER, digest: digestOf(block), size: 400 * MIB };
    const copy = testClient({ signal: controller.signal }).copyBlob(from, to, blob);
    await new Promise((resolve) => setTimeout(resolve, 500));
    controller.abort(new Error('enough'));
    await expect(copy).rejects.toThrow('enough');
    expect(given).toBeGreaterThan(0);
    expect(given).toBeLessThan(40); // what the sockets of this machine hold
  });
});

describe('redirects', () => {
  withRegistry('of a blob lead to its storage, without what authorises us', async () => {
    const login = { username: 'robot', password: 'correct horse' };
    const tokens = await startTokenRegistry({ upstream: REGISTRY, auth: 'bearer', ...login });
    const [front, storage] = await Promise.all([startFaultProxy(tokens.host), startFaultProxy(REGISTRY)]);
    closing.push(front.close, storage.close, tokens.close);
    const plain = freshRepository();
    const blob = await stored(plain, randomBytes(1000));
    front.on(
      ({ method, path, headers }) =>
        method !== 'POST' && path.includes('/blobs/sha256') && headers.authorization !== undefined,
      {
        respond: ({ path }) => ({
          status: 307,
          headers: { location: `http://${storage.host}${path}?signature=s3cret` },
        }),
      },
    );
    const client = testClient({ credentials: [{ host: front.host, ...login }] });
    const repository = through(front, plain);
    expect(await client.headBlob(repository, blob.digest)).toBe(1000);
    expect(Buffer.from((await client.getBlob(repository, blob)) ?? [])).toHaveLength(1000);
    expect(storage.requests.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['HEAD', undefined],
      ['GET', undefined],
    ]);
    storage.on('HEAD *', { respond: { status: 403 } });
    expect(await client.headBlob(repository, blob.digest)).toBe(1000);
    storage.on('GET *', { respond: { status: 403, body: 'expired' } });
    const error = await client.getBlob(repository, blob).catch((reason) => reason);
    expect(error.message).toContain('signature=…');
    expect(error.message).not.toContain('s3cret');
  });

  withRegistry('that never end are an error', async () => {
    const { source, from } = await proxies();
    source.on('GET *', { respond: ({ path }) => ({ status: 302, headers: { location: path } }) });
    await expect(testClient().getManifest(from, 'edge')).rejects.toMatchObject({
      kind: 'content',
      detail: 'more than 5 redirects',
    });
  });
});

test('a pool runs as many as their weights allow, in order', async () => {
  const pool = createPool(3);
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const task = (weight: number, at: number) =>
    pool(weight, () => {
      started.push(at);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const all = [task(2, 0), task(2, 1), task(1, 2), task(1, 3)];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  expect(started).toEqual([0]);
  ends[0]?.();
  await settle();
  expect(started).toEqual([0, 1, 2]);
  ends[1]?.();
  await settle();
  expect(started).toEqual([0, 1, 2, 3]);
  for (const end of ends) end();
  await Promise.all(all);
  await expect(pool(3, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await pool(3, async () => 'free again')).toBe('free again');
});
