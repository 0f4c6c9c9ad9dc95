import { describe, expect, test } from 'vitest';
import { formatArtifact } from '../../src/oci/artifact.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { formatIndex } from '../../src/oci/imageIndex.ts';
import { OCI_MANIFEST } from '../../src/oci/mediaTypes.ts';
import { parseRepository, type Repository } from '../../src/oci/reference.ts';
import type { RegistryClient } from '../../src/registry/types.ts';
import { parts, testWith } from './parts.ts';
import { ownRepository, realClient } from './realRegistry.ts';
import { pushSample } from './sampleImage.ts';
import { createSimulatedRegistry } from './simulatedRegistry.ts';

/*
 * What the simulated registry is used for is worth what it shares with real ones: the same calls through our real client
 * must come to the same.
 */
const MISSING = digestOf(new TextEncoder().encode('nobody has this'));
const ARTIFACT = 'application/vnd.test.artifact.v1+json';
const text = (value: string) => new TextEncoder().encode(value);

async function attempt<T>(call: Promise<T>): Promise<T | 'refused'> {
  return call.catch(() => 'refused' as const);
}

const decode = (manifest?: { bytes: Uint8Array }) => manifest && new TextDecoder().decode(manifest.bytes);
const digestsOf = (found: readonly { digest: string }[]) => found.map(({ digest }) => digest);

/** In one order, and without those that stand for referrers where a registry has no API for them. */
const ownTags = (tags: readonly string[] = []) => tags.filter((tag) => !tag.startsWith('sha256-')).sort();

async function observe(
  client: RegistryClient,
  repository: Repository,
  other: Repository,
): Promise<Record<string, unknown>> {
  const before = {
    tags: ownTags(await client.listTags(repository)),
    head: await client.headManifest(repository, 'latest'),
    manifest: await client.getManifest(repository, 'latest'),
    missing: await client.headManifest(repository, MISSING),
    blob: await client.headBlob(repository, MISSING),
  };
  const first = await pushSample(client, repository, { version: '1.0.0', revision: 'a'.repeat(40) });
  const second = await pushSample(client, repository, { version: '1.0.1', revision: 'b'.repeat(40) });
  const pushed = {
    tags: ownTags(await client.listTags(repository)),
    digest: await client.headManifest(repository, first.digest),
  };
  const written = [
    await client.putManifest(repository, 'latest', first),
    await client.putManifest(repository, '1.0.0', first),
    await client.putManifest(repository, 'latest', second),
    await client.putManifest(repository, 'latest', second),
  ];
  const tagged = {
    latest: await client.headManifest(repository, 'latest'),
    bytes: decode(await client.getManifest(repository, '1.0.0')),
    tags: ownTags(await client.listTags(repository)),
  };
  return { before, pushed, written, tagged, ...(await observeRest(client, { repository, other, first })) };
}

async function observeRest(
  client: RegistryClient,
  {
    repository,
    other,
    first,
  }: { repository: Repository; other: Repository; first: Awaited<ReturnType<typeof pushSample>> },
) {
  const child = { mediaType: OCI_MANIFEST, digest: MISSING, size: 3 };
  const orphan = formatIndex([child], {});
  const layer = text('{"a":1}');
  await client.putBlob(repository, layer);
  await client.putBlob(repository, text('{}'));
  const subject = { mediaType: first.mediaType, digest: first.digest, size: first.bytes.length };
  const artifact = formatArtifact({ artifactType: ARTIFACT, subject, layer, annotations: { a: 'b' } });
  const blob = { mediaType: 'application/octet-stream', digest: digestOf(layer), size: layer.length };
  return {
    orphan: await attempt(client.putManifest(repository, 'orphan', orphan)),
    afterRefusal: await client.headManifest(repository, 'orphan'),
    deleted: await client.deleteTag(repository, '1.0.0'),
    stays: await client.headManifest(repository, '1.0.0'),
    none: await client.listReferrers(repository, first.digest),
    referrer: await client.putReferrer(repository, artifact),
    referrers: digestsOf(await client.listReferrers(repository, first.digest)),
    ofOtherType: await client.listReferrers(repository, first.digest, 'application/x'),
    blob: (await client.getBlob(repository, blob))?.length,
    length: await client.headBlob(repository, blob.digest),
    rehashed: await client.rehashBlob(repository, blob),
    copied: (await client.copyBlob(repository, other, blob)) && true,
    present: await client.copyBlob(repository, other, blob),
  };
}

describe('the simulated registry and real ones come to the same', async () => {
  const simulated = await observe(
    createSimulatedRegistry().client(),
    parseRepository('one.test/app'),
    parseRepository('one.test/copy'),
  );
  for (const part of ['registry', 'referrers registry'] as const) {
    testWith(part)(`${part}`, async () => {
      const host = parts[part] ?? '';
      const client = realClient();
      const real = await observe(client, ownRepository(host, 'app'), ownRepository(host, 'copy'));
      client.close();
      // Some real registries can delete a tag; what follows from that is theirs.
      const { deleted, stays, ...shared } = simulated;
      expect(real).toMatchObject(shared);
      if (real.deleted === deleted) expect(real.stays).toEqual(stays);
      else expect(real.stays).toBeUndefined();
    });
  }

  test('the simulated one refuses what real ones refuse', () => {
    expect(simulated).toMatchObject({ orphan: 'refused', afterRefusal: undefined });
  });
});
