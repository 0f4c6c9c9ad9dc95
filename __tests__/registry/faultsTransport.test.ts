import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import type { Repository } from '../../src/oci/reference.ts';
import { RegistryError } from '../../src/registry/errors.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import {
  freshRepository,
  pushImage,
  REGISTRY,
  type TestClient,
  type TestImage,
  testClient,
  testClock,
  through,
} from '../support/registryClient.ts';

const withRegistry = testWith('registry');
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

let proxy: FaultProxy;
let repository: Repository;
let client: TestClient;
let image: TestImage;

beforeAll(async () => {
  proxy = await startFaultProxy(REGISTRY);
});
beforeEach(async () => {
  const plain = freshRepository();
  image = await pushImage(testClient(), plain, { platforms: ['linux/amd64'] });
  repository = through(proxy, plain);
  client = testClient({ clock: testClock(Date.UTC(2026, 5, 1)) });
});
afterEach(() => proxy.clear());
afterAll(() => proxy.close());

const read = () => client.getManifest(repository, image.digest);
const failure = (run: Promise<unknown>): Promise<RegistryError> =>
  run.then(
    () => expect.unreachable('it should have failed'),
    (error) => {
      expect(error).toBeInstanceOf(RegistryError);
      return error;
    },
  );

describe('faults of transport', () => {
  withRegistry('11: 429 with seconds is obeyed', async () => {
    proxy.on('GET *', { respond: { status: 429, headers: { 'retry-after': '7' } } }, { times: 1 });
    expect((await read())?.digest).toBe(image.digest);
    expect(client.waits()).toEqual([{ host: proxy.host, reason: expect.stringContaining('429'), ms: 7250 }]);
  });

  withRegistry('11: one 429 slows all requests to the host', async () => {
    await read();
    proxy.on('HEAD *', { respond: { status: 429, headers: { 'retry-after': '20' } } }, { times: 1 });
    await Promise.all([
      client.headManifest(repository, image.digest),
      client.headManifest(repository, image.digest),
    ]);
    expect(proxy.count('HEAD *')).toBe(3);
    expect(client.waits()).toHaveLength(1);
  });

  withRegistry('12: 429 with a date is obeyed', async () => {
    const date = new Date(Date.UTC(2026, 5, 1, 0, 0, 12)).toUTCString();
    proxy.on('GET *', { respond: { status: 429, headers: { 'retry-after': date } } }, { times: 1 });
    await read();
    expect(client.waits().map(({ ms }) => ms)).toEqual([12_250]);
  });

  withRegistry('13: 429 with plain text is understood and told', async () => {
    proxy.on('GET *', {
      respond: {
        status: 429,
        headers: { 'content-type': 'text/plain' },
        body: 'You have reached your pull rate limit.\nSlow down.',
      },
    });
    const error = await failure(read());
    expect(error).toMatchObject({
      status: 429,
      code: undefined,
      detail: 'You have reached your pull rate limit. Slow down.',
    });
    expect(error.message).toContain('(7 attempts)');
  });

  withRegistry('14: Retry-After beyond the deadline fails at once and says until when', async () => {
    const clock = testClock(Date.UTC(2026, 5, 1));
    const impatient = testClient({ clock, deadline: clock.now() + 60_000 });
    proxy.on('GET *', { respond: { status: 429, headers: { 'retry-after': '3600' } } });
    const error = await failure(impatient.getManifest(repository, image.digest));
    expect(error.message).toContain('2026-06-01T01:00:00.250Z');
    expect(proxy.count('GET *')).toBe(1);
    expect(impatient.waits()).toEqual([]);
  });

  withRegistry('15: 408 is tried again', async () => {
    proxy.on('GET *', { respond: { status: 408 } }, { times: 2 });
    expect((await read())?.digest).toBe(image.digest);
    expect(client.waits().map(({ ms }) => ms)).toEqual([250, 500]);
  });

  for (const status of [500, 502, 503, 504]) {
    withRegistry(`16: ${status} is tried again, seven times in all, with doubling waits`, async () => {
      const rule = proxy.on('GET *', { respond: { status, body: '<html><title>Bad day</title></html>' } });
      const error = await failure(read());
      expect(error).toMatchObject({ status, detail: 'Bad day' });
      expect(rule.hits).toBe(7);
      expect(client.waits().map(({ ms }) => ms)).toEqual([250, 500, 1000, 2000, 4000, 8000]);
    });
  }

  for (const [method, run] of [
    ['GET', () => read()],
    ['HEAD', () => client.headManifest(repository, image.digest)],
    ['POST', () => client.checkPush(repository)],
  ] as const) {
    withRegistry(`17: a reset before the answer to ${method} is tried again`, async () => {
      const rule = proxy.on(`${method} *`, { reset: 'before' }, { times: 3 });
      await run();
      expect(rule.hits).toBe(3);
      expect(client.waits()).toHaveLength(3);
    });
  }

  withRegistry('17: a host where nothing listens is given up after four attempts, by name', async () => {
    const gone = await startFaultProxy(REGISTRY);
    await gone.close();
    const error = await failure(client.getManifest(through(gone, repository), 'latest'));
    expect(error).toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' });
    expect(error.hint).toBe(`Nothing listens at ${gone.host}: check the name and the port.`);
    expect(client.waits()).toHaveLength(3);
  });

  withRegistry('17: a registry that answered before and restarts is waited for', async () => {
    const clock = testClock(Date.UTC(2026, 5, 1));
    const patient = testClient({ clock });
    await patient.headManifest(repository, image.digest);
    const back = await proxy.away();
    const { sleep } = clock;
    clock.sleep = async (ms) => {
      await sleep(ms);
      if (clock.slept.length === 6) await back();
    };
    expect(await patient.headManifest(repository, image.digest)).toBe(image.digest);
    expect(patient.waits().map(({ ms }) => ms)).toEqual([250, 500, 1000, 2000, 4000, 8000]);
  });

  withRegistry(
    '18: a reset after a tag was written is answered by reading it, not by writing again',
    async () => {
      const rule = proxy.on('PUT *', { reset: 'after' }, { times: 1 });
      const digest = await client.putManifest(repository, 'edge', {
        mediaType: OCI_INDEX,
        bytes: image.bytes,
      });
      expect(digest).toBe(image.digest);
      expect(rule.hits).toBe(1);
      expect(proxy.count('PUT */manifests/edge')).toBe(1);
      expect(proxy.count('HEAD */manifests/edge')).toBe(1);
    },
  );

  withRegistry('18: a reset before it was written is answered by reading and writing', async () => {
    proxy.on('PUT *', { reset: 'before' }, { times: 1 });
    await client.putManifest(repository, 'edge', { mediaType: OCI_INDEX, bytes: image.bytes });
    expect(proxy.count('PUT */manifests/edge')).toBe(2);
    expect(await client.headManifest(repository, 'edge')).toBe(image.digest);
  });

  withRegistry('19: a truncated manifest is fetched again', async () => {
    const rule = proxy.on('GET *', { truncate: 40 }, { times: 2 });
    expect((await read())?.digest).toBe(image.digest);
    expect(rule.hits).toBe(2);
  });

  withRegistry('19: a truncated layer is read on from where it broke', async () => {
    const big = await pushImage(
      testClient(),
      { ...repository, registry: REGISTRY },
      { platforms: ['linux/amd64'], layerSize: 200_000 },
    );
    const [layer] = big.layers;
    if (!layer) return expect.unreachable();
    proxy.on(`GET */blobs/${layer.digest}`, { truncate: 120_000 }, { times: 1 });
    expect(await client.rehashBlob(repository, layer)).toEqual({ digest: layer.digest, size: layer.size });
    const ranges = proxy.requests
      .filter(({ method }) => method === 'GET')
      .map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
  });

  withRegistry('20: a body that stalls ends by the idle timeout and is fetched again', async () => {
    const quick = testClient({ idleMs: 150 });
    proxy.on('GET *', { stall: 10 }, { times: 1 });
    expect((await quick.getManifest(repository, image.digest))?.digest).toBe(image.digest);
    expect(quick.waits()).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('nothing was heard for 0.15 s') }),
    ]);
  });

  withRegistry('20: so is an answer that never begins', async () => {
    const quick = testClient({ idleMs: 150 });
    proxy.on('GET *', { delayMs: 400 }, { times: 1 });
    expect((await quick.getManifest(repository, image.digest))?.digest).toBe(image.digest);
  });

  withRegistry('a cancelled run ends at once, with the reason', async () => {
    const controller = new AbortController();
    const cancelled = testClient({ signal: controller.signal });
    proxy.on('GET *', { stall: 10 });
    const run = cancelled.getManifest(repository, image.digest);
    setTimeout(() => controller.abort(new Error('SIGINT')), 50);
    await expect(run).rejects.toThrow('SIGINT');
  });

  withRegistry(
    'bytes of a manifest are told apart from their copy in the registry by digest alone',
    async () => {
      expect(digestOf((await read())?.bytes ?? new Uint8Array())).toBe(image.digest);
    },
  );
});
