import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import type { Descriptor } from '../../src/oci/manifest.ts';
import type { Repository } from '../../src/oci/reference.ts';
import { RegistryError } from '../../src/registry/errors.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import {
  freshRepository,
  pushBlob,
  pushImage,
  REGISTRY,
  type TestClient,
  testClient,
  through,
} from '../support/registryClient.ts';
import { startTokenRegistry } from '../support/tokenRegistry.ts';

const withRegistry = testWith('registry');
const MIB = 1024 * 1024;

/** `from` and `to` are reached through proxies of their own, so that they count as two registries. */
let source: FaultProxy;
let target: FaultProxy;
let from: Repository;
let to: Repository;
let client: TestClient;

beforeAll(async () => {
  [source, target] = await Promise.all([startFaultProxy(REGISTRY), startFaultProxy(REGISTRY)]);
});
beforeEach(() => {
  from = through(source, freshRepository());
  to = through(target, freshRepository());
  client = testClient();
});
afterEach(() => {
  source.clear();
  target.clear();
});
afterAll(() => Promise.all([source.close(), target.close()]));

const failure = (run: Promise<unknown>): Promise<RegistryError> =>
  run.then(
    () => expect.unreachable('it should have failed'),
    (error) => {
      expect(error).toBeInstanceOf(RegistryError);
      return error;
    },
  );

const put = (bytes: Buffer) => pushBlob(client, to, bytes);
/** Puts a blob where it is copied from, by the side door. */
const stored = (bytes: Buffer): Promise<Descriptor> =>
  pushBlob(testClient(), { ...from, registry: REGISTRY }, bytes);
const arrived = (blob: Descriptor) => testClient().rehashBlob({ ...to, registry: REGISTRY }, blob);
const whole = ({ digest, size }: Descriptor) => ({ digest, size });

describe('faults of uploads', () => {
  withRegistry('21: a mount that is answered with 202 goes on as an upload', async () => {
    const blob = await stored(randomBytes(1000));
    const sibling = { ...to, registry: from.registry };
    const rule = source.on('POST *mount=*', { rewrite: (path) => path.replace(/\?.*/, '') });
    expect(await client.copyBlob(from, sibling, blob)).toBe('copied');
    expect(rule.hits).toBe(1);
    expect(await testClient().rehashBlob({ ...sibling, registry: REGISTRY }, blob)).toEqual(whole(blob));
  });

  for (const status of [400, 401, 403, 404, 405]) {
    withRegistry(`22: a mount that is refused with ${status} becomes a plain upload`, async () => {
      const blob = await stored(randomBytes(1000));
      const sibling = { ...to, registry: from.registry };
      const rule = source.on('POST *mount=*', { respond: { status } });
      expect(await client.copyBlob(from, sibling, blob)).toBe('copied');
      expect(rule.hits).toBe(1);
      expect(await testClient().rehashBlob({ ...sibling, registry: REGISTRY }, blob)).toEqual(whole(blob));
    });
  }

  withRegistry('22: one that works takes no upload', async () => {
    const blob = await stored(randomBytes(1000));
    expect(await client.copyBlob(from, { ...to, registry: from.registry }, blob)).toBe('mounted');
    expect(source.requests.filter(({ method }) => method === 'PUT' || method === 'PATCH')).toEqual([]);
    expect(await client.copyBlob(from, { ...to, registry: from.registry }, blob)).toBe('present');
  });

  withRegistry('23: an upload without Location is an error that says so', async () => {
    target.on('POST *', {
      alter: ({ status, headers: { location: _, ...headers } }) => ({ status, headers }),
    });
    const error = await failure(put(randomBytes(10)));
    expect(error).toMatchObject({
      kind: 'content',
      method: 'POST',
      detail: expect.stringContaining('no Location'),
    });
  });

  withRegistry('24: a relative Location keeps its query, byte for byte', async () => {
    let query = '';
    target.on('POST *', {
      alter: ({ status, headers }) => {
        const location = new URL(headers.location ?? '');
        query = `${location.search}&odd=a+b%2Fc~`;
        return { status, headers: { ...headers, location: `${location.pathname}${query}` } };
      },
    });
    const blob = await put(randomBytes(100));
    const sent = target.requests.find(({ method }) => method === 'PUT')?.path ?? '';
    expect(sent).toContain(`${query}&digest=${encodeURIComponent(blob.digest)}`);
    expect(await arrived(blob)).toEqual(whole(blob));
  });

  withRegistry('25: a Location at another host gets the blob, but not what authorises us', async () => {
    const login = { username: 'robot', password: 'correct horse' };
    const tokens = await startTokenRegistry({ upstream: REGISTRY, auth: 'basic', ...login });
    const elsewhere = await startFaultProxy(REGISTRY);
    const front = await startFaultProxy(tokens.host);
    const known = testClient({ credentials: [{ host: front.host, ...login }] });
    front.on('POST *', {
      alter: ({ status, headers }) => ({
        status,
        headers: {
          ...headers,
          ...(status === 202 && { location: (headers.location ?? '').replace(front.host, elsewhere.host) }),
        },
      }),
    });
    const blob = await pushBlob(known, through(front, to), randomBytes(100));
    expect(await arrived(blob)).toEqual(whole(blob));
    expect(front.requests.filter(({ headers }) => headers.authorization)).not.toEqual([]);
    expect(elsewhere.requests.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['PUT', undefined],
    ]);
    await Promise.all([front.close(), elsewhere.close(), tokens.close()]);
  });

  withRegistry('26: 416 is answered by asking how much arrived, and going on there', async () => {
    const blob = await stored(randomBytes(33 * MIB));
    target.on('PATCH *', { cut: 12 * MIB, alter: ({ headers }) => ({ status: 416, headers }) }, { times: 1 });
    expect(await client.copyBlob(from, to, blob)).toBe('copied');
    expect(await arrived(blob)).toEqual(whole(blob));
    const resumed = target.requests.filter(({ method }) => method === 'PATCH').at(-1);
    expect(resumed?.headers['content-range']).toBe(`${12 * MIB}-${blob.size - 1}`);
    expect(target.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  withRegistry('26: one that does not pass is given up', async () => {
    const blob = await stored(randomBytes(33 * MIB));
    target.on('PATCH *', { respond: { status: 416 } });
    expect(await failure(client.copyBlob(from, to, blob))).toMatchObject({ method: 'PATCH', status: 416 });
  });

  withRegistry('27: BLOB_UPLOAD_UNKNOWN opens a new session', async () => {
    const body = JSON.stringify({
      errors: [{ code: 'BLOB_UPLOAD_UNKNOWN', message: 'blob upload unknown to registry' }],
    });
    target.on('PUT *', { respond: { status: 404, body } }, { times: 1 });
    const blob = await put(randomBytes(5000));
    expect(await arrived(blob)).toEqual(whole(blob));
    expect(target.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  withRegistry('27: a registry that never knows its uploads is given up, with its words', async () => {
    const body = JSON.stringify({
      errors: [{ code: 'BLOB_UPLOAD_UNKNOWN', message: 'blob upload unknown to registry' }],
    });
    target.on('PUT *', { respond: { status: 404, body } });
    expect(await failure(put(randomBytes(5000)))).toMatchObject({ code: 'BLOB_UPLOAD_UNKNOWN', status: 404 });
    expect(target.count('PUT *')).toBe(4);
  });

  withRegistry('28: MANIFEST_BLOB_UNKNOWN uploads the parts again, then writes the manifest', async () => {
    const body = JSON.stringify({
      errors: [{ code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown to registry' }],
    });
    const image = await pushImage(testClient(), { ...to, registry: REGISTRY });
    const rule = target.on('PUT */manifests/*', { respond: { status: 400, body } }, { times: 1 });
    let again = 0;
    const uploadAgain = async () => {
      again += 1;
    };
    const manifest = {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      bytes: image.bytes,
      uploadAgain,
    };
    expect(await client.putManifest(to, 'edge', manifest)).toBe(image.digest);
    expect([rule.hits, again]).toEqual([1, 1]);
  });

  withRegistry('28: what really lacks a part fails, and names the part', async () => {
    const absent = digestOf(Buffer.from('absent'));
    const platform = { os: 'linux', architecture: 'amd64' };
    const entry = {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: absent,
      size: 6,
      platform,
    };
    const bytes = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.index.v1+json',
        manifests: [entry],
      }),
    );
    const error = await failure(
      client.putManifest(to, 'edge', { mediaType: 'application/vnd.oci.image.index.v1+json', bytes }),
    );
    expect(error).toMatchObject({ code: 'MANIFEST_BLOB_UNKNOWN', detail: expect.stringContaining(absent) });
    expect(await client.headManifest(to, 'edge')).toBeUndefined();
  });

  withRegistry('a reset in the middle of a single request resumes where the registry stopped', async () => {
    const bytes = randomBytes(8 * MIB);
    target.on('PUT *', { reset: 3 * MIB }, { times: 1 });
    const blob = await put(bytes);
    expect(await arrived(blob)).toEqual(whole(blob));
  });

  withRegistry(
    'a reset after the upload was closed is answered by looking, not by sending again',
    async () => {
      target.on('PUT *', { reset: 'after' }, { times: 1 });
      const blob = await put(randomBytes(50_000));
      expect(await arrived(blob)).toEqual(whole(blob));
      expect(target.requests.filter(({ method }) => ['PUT', 'PATCH'].includes(method))).toHaveLength(1);
    },
  );

  withRegistry('a source that breaks is read on from there', async () => {
    const blob = await stored(randomBytes(6 * MIB));
    source.on('GET *', { truncate: 2 * MIB }, { times: 2 });
    expect(await client.copyBlob(from, to, blob)).toBe('copied');
    expect(await arrived(blob)).toEqual(whole(blob));
    expect(target.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    const ranges = source.requests
      .filter(({ method }) => method === 'GET')
      .map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, ...Array(2).fill(expect.stringMatching(/^bytes=[1-9]\d*-$/))]);
  });

  withRegistry(
    'a reset in the middle of a large upload starts it anew where the registry cannot resume',
    async () => {
      const blob = await stored(randomBytes(33 * MIB));
      target.on('PATCH *', { reset: 12 * MIB }, { times: 1 });
      expect(await client.copyBlob(from, to, blob)).toBe('copied');
      expect(await arrived(blob)).toEqual(whole(blob));
    },
  );

  withRegistry('a source that sends other bytes is found out, and nothing is stored', async () => {
    const blob = await stored(randomBytes(100_000));
    source.on('GET *', {
      alter: ({ status, headers, body }) => ({
        status,
        headers,
        body: Buffer.from(body.map((byte, at) => (at === 99_999 ? byte ^ 1 : byte))),
      }),
    });
    const error = await failure(client.copyBlob(from, to, blob));
    expect(error).toMatchObject({ kind: 'content', code: 'DIGEST_MISMATCH' });
    expect(error.url).toContain(source.host);
    expect(await testClient().headBlob({ ...to, registry: REGISTRY }, blob.digest)).toBeUndefined();
  });

  withRegistry('429 on an upload is waited out', async () => {
    target.on('PUT *', { respond: { status: 429, headers: { 'retry-after': '2' } } }, { times: 1 });
    const blob = await put(randomBytes(100));
    expect(await arrived(blob)).toEqual(whole(blob));
    expect(client.waits().map(({ ms }) => ms)).toEqual([2250]);
  });
});
