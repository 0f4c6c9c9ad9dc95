import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { systemClock } from '../../src/host/clock.ts';
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import type { Repository } from '../../src/oci/reference.ts';
import type { ManifestToPut, RegistryClient } from '../../src/registry/types.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import {
  freshRepository,
  pushImage,
  REGISTRY,
  type TestClient,
  type TestImage,
  testClient,
  through,
} from '../support/registryClient.ts';

const withRegistry = testWith('registry');
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';

let proxy: FaultProxy;
let repository: Repository;
let client: TestClient;
let image: TestImage;

beforeAll(async () => {
  proxy = await startFaultProxy(REGISTRY);
});
beforeEach(async () => {
  const plain = freshRepository();
  repository = through(proxy, plain);
  client = testClient();
  image = await pushImage(testClient(), plain, { platforms: ['linux/amd64'] });
});
afterEach(() => proxy.clear());
afterAll(() => proxy.close());

const tag = () => image.digest.replace(':', '-');
const answer = (body: unknown) => JSON.stringify(body);

async function referrer(writer: RegistryClient, name: string): Promise<ManifestToPut> {
  const empty = Buffer.from('{}');
  await writer.putBlob(repository, empty);
  const config = { mediaType: OCI_EMPTY, digest: digestOf(empty), size: 2 };
  const subject = { mediaType: OCI_INDEX, digest: image.digest, size: image.bytes.length };
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: `application/x.${name}`,
    config,
    layers: [config],
    subject,
    annotations: { name },
  };
  return { mediaType: OCI_MANIFEST, bytes: Buffer.from(JSON.stringify(manifest)) };
}

const attach = async (writer: RegistryClient, name: string): Promise<Digest> =>
  writer.putReferrer(repository, await referrer(writer, name));
const digests = async () =>
  (await client.listReferrers(repository, image.digest)).map(({ digest }) => digest).sort();

describe('faults of referrers', () => {
  const api = 'GET */referrers/*';
  const index = answer({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] });
  for (const [name, respond] of [
    ['303 to another host', { status: 303, headers: { location: 'https://example.invalid/' } }],
    ['404', { status: 404 }],
    ['406', { status: 406 }],
    ['405', { status: 405 }],
    ['200 with HTML', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }],
    [
      '200 with a plain JSON type',
      { status: 200, headers: { 'content-type': 'application/json' }, body: index },
    ],
  ] as const) {
    withRegistry(`39: an API that answers ${name} is none: the fallback tag counts`, async () => {
      proxy.on(api, { respond });
      const digest = await attach(client, 'one');
      expect(await client.listReferrers(repository, image.digest)).toEqual([
        expect.objectContaining({
          digest,
          mediaType: OCI_MANIFEST,
          artifactType: 'application/x.one',
          annotations: { name: 'one' },
        }),
      ]);
      expect(await client.listReferrers(repository, image.digest, 'application/x.two')).toEqual([]);
      expect((await client.getManifest(repository, tag()))?.mediaType).toBe(OCI_INDEX);
    });
  }

  withRegistry(
    '39: an API that answers 200 with an index is used, page by page, and filtered here too',
    async () => {
      const entry = (name: string) => ({
        mediaType: OCI_MANIFEST,
        digest: digestOf(Buffer.from(name)),
        size: 3,
        artifactType: `application/x.${name}`,
      });
      const page = (...names: string[]) =>
        answer({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: names.map(entry) });
      const headers = { 'content-type': OCI_INDEX };
      const next = `</v2/${repository.path}/referrers/${image.digest}?page=2>; rel="next"`;
      proxy.on('GET */referrers/*page=2', { respond: { status: 200, headers, body: page('two') } });
      proxy.on(api, { respond: { status: 200, headers: { ...headers, link: next }, body: page('one') } });
      expect(await client.listReferrers(repository, image.digest)).toHaveLength(2);
      expect(await client.listReferrers(repository, image.digest, 'application/x.two')).toEqual([
        entry('two'),
      ]);
      await attach(client, 'three');
      expect(await testClient().headManifest({ ...repository, registry: REGISTRY }, tag())).toBeUndefined();
    },
  );

  withRegistry('39: OCI-Subject in the answer to a write says that nothing more is to do', async () => {
    proxy.on('PUT *', {
      alter: ({ status, headers }) => ({ status, headers: { ...headers, 'oci-subject': image.digest } }),
    });
    await attach(client, 'one');
    expect(proxy.count(api)).toBe(0);
    expect(proxy.count('PUT */manifests/*')).toBe(1);
  });

  withRegistry(
    '39: a fallback tag that holds the subject itself is read as none, and not written',
    async () => {
      await client.putManifest(repository, tag(), { mediaType: OCI_INDEX, bytes: image.bytes });
      expect(await client.listReferrers(repository, image.digest)).toEqual([]);
      await expect(attach(client, 'one')).rejects.toMatchObject({
        message: expect.stringContaining('is no list of referrers'),
        hint: expect.stringContaining('nothing was written'),
      });
      expect(await client.headManifest(repository, tag())).toBe(image.digest);
    },
  );

  withRegistry('39: so is one that holds something else', async () => {
    const foreign = await client.getManifest(repository, image.children['linux/amd64']?.digest ?? '');
    if (!foreign) return expect.unreachable();
    await client.putManifest(repository, tag(), foreign);
    expect(await client.listReferrers(repository, image.digest)).toEqual([]);
    await expect(attach(client, 'one')).rejects.toThrow('is no list of referrers');
  });

  withRegistry('entries that others wrote stay as they are, with fields that we do not know', async () => {
    const foreign = {
      mediaType: OCI_MANIFEST,
      digest: image.children['linux/amd64']?.digest,
      size: image.children['linux/amd64']?.size,
      data: 'e30=',
      urls: ['https://example.com'],
    };
    const bytes = Buffer.from(answer({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [foreign] }));
    await client.putManifest(repository, tag(), { mediaType: OCI_INDEX, bytes });
    const digest = await attach(client, 'one');
    const held = await client.getManifest(repository, tag());
    expect(JSON.parse(Buffer.from(held?.bytes ?? []).toString()).manifests).toEqual([
      foreign,
      expect.objectContaining({ digest }),
    ]);
  });

  withRegistry('one that is listed already is not written again', async () => {
    const digest = await attach(client, 'one');
    const before = await client.headManifest(repository, tag());
    expect(await attach(client, 'one')).toBe(digest);
    expect(await client.headManifest(repository, tag())).toBe(before);
    expect(proxy.count(`PUT */manifests/${tag()}`)).toBe(1);
  });

  withRegistry('40: of writers in one process no entry is lost', async () => {
    const written = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => attach(client, name)),
    );
    expect(await digests()).toEqual(written.sort());
  });

  withRegistry('40: of eight writers that know nothing of each other no entry is lost', async () => {
    const writers = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ({
      name,
      writer: testClient({ clock: systemClock }),
    }));
    const written = await Promise.all(writers.map(({ name, writer }) => attach(writer, name)));
    expect(await digests()).toEqual(written.sort());
  });

  withRegistry('40: an entry that somebody overwrote is added again', async () => {
    const others = Buffer.from(answer({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] }));
    const side = { ...repository, registry: REGISTRY };
    proxy.on(
      `PUT */manifests/${tag()}`,
      { after: () => testClient().putManifest(side, tag(), { mediaType: OCI_INDEX, bytes: others }) },
      { times: 2 },
    );
    const digest = await attach(client, 'one');
    expect(await digests()).toEqual([digest]);
    expect(proxy.count(`PUT */manifests/${tag()}`)).toBe(3);
  });
});
