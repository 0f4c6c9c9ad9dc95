import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, vi } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import type { Descriptor } from '../../src/oci/manifest.ts';
import type { Repository } from '../../src/oci/reference.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { parts, testWith } from '../support/parts.ts';
import {
  freshRepository,
  pushBlob,
  pushImage,
  REGISTRY,
  type TestClient,
  type TestImage,
  testClient,
  through,
} from '../support/registryClient.ts';

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';
const NOTHING = digestOf(Buffer.from('nothing has this digest'));
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

/** The rules of the specification, version 1.1, as a client meets them; the numbers are those of its end-points. */
for (const [part, host, api] of [
  ['registry', REGISTRY, false],
  ['referrers registry', parts['referrers registry'] ?? '127.0.0.1:1', true],
] as const) {
  const rule = testWith(part);

  describe(`distribution-spec 1.1 at a ${part}`, () => {
    let proxy: FaultProxy;
    let repository: Repository;
    let client: TestClient;
    let image: TestImage;
    beforeAll(async () => {
      proxy = await startFaultProxy(host);
    });
    afterAll(() => proxy.close());
    beforeEach(async () => {
      proxy.clear();
      client = testClient();
      repository = through(proxy, freshRepository());
      if (parts[part] !== undefined) image = await pushImage(client, repository);
    });

    const put = (reference: string, bytes: Buffer, mediaType = OCI_INDEX) =>
      client.putManifest(repository, reference, { mediaType, bytes });
    const sent = (method: string) => proxy.requests.filter((seen) => seen.method === method);

    describe('pull', () => {
      rule('end-3: a manifest by tag and by digest, with its media type and its very bytes', async () => {
        await put('edge', image.bytes);
        for (const reference of ['edge', image.digest]) {
          const held = await client.getManifest(repository, reference);
          expect(held).toMatchObject({
            digest: image.digest,
            mediaType: OCI_INDEX,
            content: { kind: 'index' },
          });
          expect(Buffer.from(held?.bytes ?? []).equals(image.bytes)).toBe(true);
        }
        const child = await client.getManifest(repository, image.children['linux/arm64']?.digest ?? '');
        expect(child).toMatchObject({ mediaType: OCI_MANIFEST, content: { kind: 'manifest' } });
      });

      rule('end-3: the digest alone, by HEAD', async () => {
        await put('edge', image.bytes);
        expect(await client.headManifest(repository, 'edge')).toBe(image.digest);
        expect(await client.headManifest(repository, image.digest)).toBe(image.digest);
      });

      rule(
        'end-3: one that does not exist, by tag, by digest and in a repository that does not exist',
        async () => {
          for (const reference of ['none', NOTHING]) {
            expect(await client.getManifest(repository, reference)).toBeUndefined();
            expect(await client.headManifest(repository, reference)).toBeUndefined();
            expect(await client.getManifest(through(proxy, freshRepository()), reference)).toBeUndefined();
          }
        },
      );

      rule('end-2: a blob, its length, and one that does not exist', async () => {
        const bytes = randomBytes(1234);
        const blob = await pushBlob(client, repository, bytes);
        expect(Buffer.from((await client.getBlob(repository, blob)) ?? []).equals(bytes)).toBe(true);
        expect(await client.headBlob(repository, blob.digest)).toBe(1234);
        expect(await client.rehashBlob(repository, blob)).toEqual({ digest: blob.digest, size: 1234 });
        const absent: Descriptor = { ...blob, digest: NOTHING };
        expect(await client.getBlob(repository, absent)).toBeUndefined();
        expect(await client.headBlob(repository, NOTHING)).toBeUndefined();
        expect(await client.rehashBlob(repository, absent)).toBeUndefined();
      });

      rule('end-2: a blob that is not what its descriptor says is refused', async () => {
        const blob = await pushBlob(client, repository, randomBytes(10));
        await expect(client.getBlob(repository, { ...blob, size: 11 })).rejects.toMatchObject({
          kind: 'content',
        });
      });
    });

    describe('push', () => {
      rule('end-4a, end-6: a blob in one request after the session is open', async () => {
        proxy.clear();
        const blob = await pushBlob(client, repository, randomBytes(100_000));
        expect(proxy.requests.map(({ method }) => method)).toEqual(['HEAD', 'POST', 'PUT']);
        expect(sent('PUT')[0]).toMatchObject({
          received: 100_000,
          status: 201,
          headers: { 'content-type': 'application/octet-stream', 'content-length': '100000' },
        });
        expect(await client.headBlob(repository, blob.digest)).toBe(100_000);
      });

      rule('end-5: a large one before the session is closed', async () => {
        proxy.clear();
        const blob = await pushBlob(client, repository, Buffer.alloc(33 * 1024 * 1024, randomBytes(64)));
        expect(proxy.requests.map(({ method }) => method)).toEqual(['HEAD', 'POST', 'PATCH', 'PUT']);
        expect(await client.rehashBlob(repository, blob)).toEqual({ digest: blob.digest, size: blob.size });
      });

      rule('an empty blob', async () => {
        const blob = await pushBlob(client, repository, Buffer.alloc(0));
        expect(await client.headBlob(repository, blob.digest)).toBe(0);
      });

      rule('a blob that is there is not sent again', async () => {
        const bytes = randomBytes(100);
        await pushBlob(client, repository, bytes);
        proxy.clear();
        await pushBlob(client, repository, bytes);
        expect(proxy.requests.map(({ method }) => method)).toEqual(['HEAD']);
      });

      rule(
        'end-11: a blob of another repository is mounted, or sent in full where that is not to be had',
        async () => {
          const blob = await pushBlob(client, repository, randomBytes(100));
          const other = through(proxy, freshRepository());
          expect(['present', 'mounted', 'copied']).toContain(await client.copyBlob(repository, other, blob));
          expect(await client.headBlob(other, blob.digest)).toBe(blob.size);
        },
      );

      rule('end-7: a manifest by digest and by tag; a tag can move', async () => {
        const other = await pushImage(client, repository, { platforms: ['linux/s390x'] });
        expect(await put('edge', image.bytes)).toBe(image.digest);
        expect(await put('edge', other.bytes)).toBe(other.digest);
        expect(await client.headManifest(repository, 'edge')).toBe(other.digest);
        expect(await client.headManifest(repository, image.digest)).toBe(image.digest);
      });

      rule('end-7: one of nearly 4 MiB', async () => {
        const bytes = json({
          schemaVersion: 2,
          mediaType: OCI_INDEX,
          manifests: [],
          annotations: { filler: 'x'.repeat(4 * 1024 * 1024 - 200) },
        });
        expect(await put('big', bytes)).toBe(digestOf(bytes));
        expect((await client.getManifest(repository, 'big'))?.bytes.length).toBe(bytes.length);
      });

      rule('that we may: a session is opened and cancelled, nothing stays', async () => {
        proxy.clear();
        await client.checkPush(repository);
        // nobody waits for the second
        await vi.waitFor(() => expect(proxy.requests[1]?.status).toBeDefined());
        expect(proxy.requests.map(({ method, status }) => [method, status])).toEqual([
          ['POST', 202],
          ['DELETE', expect.any(Number)],
        ]);
      });
    });

    describe('content discovery', () => {
      rule('end-8a: all tags', async () => {
        const names = ['1.2.3', '1.2', 'latest', 'Edge_x-1', '0'];
        for (const name of names) await put(name, image.bytes);
        expect([...((await client.listTags(repository)) ?? [])].sort()).toEqual(names.sort());
      });

      for (const form of ['relative', 'absolute', 'no'] as const) {
        rule(`end-8b: all tags, over several pages, with ${form} links`, async () => {
          const names = Array.from({ length: 2500 }, (_, at) => `t${String(at).padStart(4, '0')}`);
          proxy.clear();
          proxy.on('GET */tags/list*', { respond: pagesOf(names, form) });
          expect(await client.listTags(repository)).toEqual(names);
          expect(sent('GET')).toHaveLength(3);
        });
      }

      const pagesOf =
        (names: readonly string[], form: 'relative' | 'absolute' | 'no') =>
        ({ path }: { path: string }) => {
          const url = new URL(path, `http://${proxy.host}`);
          const from = names.findIndex((name) => name > (url.searchParams.get('last') ?? ''));
          const page = names.slice(from, from + Number(url.searchParams.get('n')));
          const next = `${url.pathname}?n=1000&last=${page.at(-1)}`;
          const link = `<${form === 'absolute' ? url.origin : ''}${next}>; rel="next"`;
          const more = form !== 'no' && page.at(-1) !== names.at(-1);
          return {
            status: 200,
            headers: more ? { link } : {},
            body: JSON.stringify({ name: 'x', tags: page }),
          };
        };

      rule('end-8b: a registry that turns in circles is left', async () => {
        const link = `</v2/${repository.path}/tags/list?n=1000>; rel="next"`;
        proxy.on('GET */tags/list*', {
          respond: { status: 200, headers: { link }, body: '{"tags":["a","b"]}' },
        });
        expect(await client.listTags(repository)).toEqual(['a', 'b']);
      });

      rule('end-8b: a registry with a smaller limit is asked without one', async () => {
        await put('edge', image.bytes);
        proxy.on('GET */tags/list?n=*', {
          respond: { status: 400, body: '{"errors":[{"code":"PAGINATION_NUMBER_INVALID"}]}' },
        });
        expect(await client.listTags(repository)).toEqual(['edge']);
      });

      rule('end-8a: those of a repository that does not exist', async () => {
        expect((await client.listTags(through(proxy, freshRepository()))) ?? []).toEqual([]);
      });
    });

    describe('content management', () => {
      rule('end-9: a tag is removed alone, or it is said that it cannot be', async () => {
        await put('gone', image.bytes);
        await put('kept', image.bytes);
        const removed = await client.deleteTag(repository, 'gone');
        expect(await client.headManifest(repository, 'gone')).toBe(removed ? undefined : image.digest);
        expect(await client.headManifest(repository, 'kept')).toBe(image.digest);
        await expect(client.deleteTag(repository, image.digest)).rejects.toThrow('never deleted');
      });
    });

    describe('referrers', () => {
      async function attach(name: string, subjectBytes: Buffer = image.bytes) {
        const empty = Buffer.from('{}');
        await client.putBlob(repository, empty);
        const config = { mediaType: OCI_EMPTY, digest: digestOf(empty), size: 2 };
        const subject = { mediaType: OCI_INDEX, digest: digestOf(subjectBytes), size: subjectBytes.length };
        const bytes = json({
          schemaVersion: 2,
          mediaType: OCI_MANIFEST,
          artifactType: `application/x.${name}`,
          config,
          layers: [config],
          subject,
          annotations: { name },
        });
        return client.putReferrer(repository, { mediaType: OCI_MANIFEST, bytes });
      }

      rule('end-12a: of a digest without any there are none', async () => {
        expect(await client.listReferrers(repository, image.digest)).toEqual([]);
        expect(await client.listReferrers(repository, NOTHING)).toEqual([]);
      });

      rule(
        `end-7, end-12a: what was attached is listed, ${api ? 'by the API' : 'by the fallback tag'}`,
        async () => {
          const [one, two] = [await attach('one'), await attach('two')];
          const listed = await client.listReferrers(repository, image.digest);
          expect(listed.map(({ digest }) => digest).sort()).toEqual([one, two].sort());
          expect(listed.find(({ digest }) => digest === one)).toMatchObject({
            mediaType: OCI_MANIFEST,
            artifactType: 'application/x.one',
            size: expect.any(Number),
          });
          const fallback = await client.headManifest(repository, image.digest.replace(':', '-'));
          expect(fallback === undefined).toBe(api);
        },
      );

      rule('end-12b: by type', async () => {
        const [one] = [await attach('one'), await attach('two')];
        expect(
          (await client.listReferrers(repository, image.digest, 'application/x.one')).map(
            ({ digest }) => digest,
          ),
        ).toEqual([one]);
        expect(await client.listReferrers(repository, image.digest, 'application/x.none')).toEqual([]);
      });

      rule('end-7: a subject need not exist yet', async () => {
        const later = json({
          schemaVersion: 2,
          mediaType: OCI_INDEX,
          manifests: [],
          annotations: { late: 'yes' },
        });
        const digest = await attach('early', later);
        expect(
          (await client.listReferrers(repository, digestOf(later))).map((entry) => entry.digest),
        ).toEqual([digest]);
      });

      rule('without a subject it is none', async () => {
        const bytes = image.bytes;
        await expect(client.putReferrer(repository, { mediaType: OCI_INDEX, bytes })).rejects.toThrow(
          'needs a subject',
        );
      });
    });
  });
}
