import { describe, expect } from 'vitest';
import { readHeld, readPublished } from '../../src/context/published.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { REVISION, VERSION } from '../../src/oci/imageAnnotations.ts';
import { OCI_MANIFEST } from '../../src/oci/mediaTypes.ts';
import { formatPlatform } from '../../src/oci/platform.ts';
import { parts, testWith } from '../support/parts.ts';
import { ownRepository, realClient } from '../support/realRegistry.ts';
import { pushSample, type Sample } from '../support/sampleImage.ts';

const REVISION_OF_ONE = '1'.repeat(40);
const SAMPLE: Sample = { version: '1.2.3', revision: REVISION_OF_ONE };
const LABELS = { [VERSION]: '1.2.3', [REVISION]: REVISION_OF_ONE };
const client = realClient();
const own = (name: string) => ownRepository(parts.registry ?? '', name);

describe('what a registry holds', () => {
  testWith('registry')('an immutable tag is verified whole', async () => {
    const repository = own('published');
    const image = await pushSample(client, repository, SAMPLE);
    const other = await pushSample(client, repository, {
      ...SAMPLE,
      version: '1.3.0',
      platforms: ['linux/arm/v7'],
    });
    await client.putManifest(repository, '1.2.3', image);
    await client.putManifest(repository, 'edge', other);
    const found = await readPublished(client, { image: repository.name, tags: ['1.2.3', '9.9.9'] });
    expect(found?.image).toBe(repository.name);
    expect([...(found?.imageTags ?? [])].sort()).toEqual(['1.2.3', 'edge']);
    const { '1.2.3': whole, '9.9.9': none } = found?.held ?? {};
    const edge = await readHeld(client, repository, { reference: 'edge', whole: false });
    expect(whole).toMatchObject({
      digest: image.digest,
      mediaType: image.mediaType,
      labels: LABELS,
      faults: [],
    });
    expect(whole?.created).toBe('2026-01-01T00:00:00Z');
    expect(whole?.platforms.map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(whole?.details?.map(({ platform }) => formatPlatform(platform))).toEqual([
      'linux/amd64',
      'linux/arm64',
    ]);
    expect(digestOf(whole?.bytes ?? new Uint8Array())).toBe(image.digest);
    expect(edge).toMatchObject({ digest: other.digest, labels: { ...LABELS, [VERSION]: '1.3.0' } });
    expect(edge).toMatchObject({ faults: ['not verified'] });
    expect(edge?.details).toBeUndefined();
    expect(edge?.platforms.map(formatPlatform)).toEqual(['linux/arm/v7']);
    expect(none).toBeUndefined();
  });

  testWith('registry')('several tags of one digest are looked into once', async () => {
    const repository = own('once');
    const image = await pushSample(client, repository, SAMPLE);
    const names = ['1.2.3', '1.2', '1', 'latest'];
    await Promise.all(names.map((name) => client.putManifest(repository, name, image)));
    let blobs = 0;
    const counting = {
      ...client,
      getBlob: (...args: Parameters<typeof client.getBlob>) => {
        blobs += 1;
        return client.getBlob(...args);
      },
    };
    const found = await readPublished(counting, { image: repository.name, tags: names.slice(1) });
    expect(Object.values(found?.held ?? {}).map((held) => held?.digest)).toEqual(Array(3).fill(image.digest));
    expect(blobs).toBe(2); // a configuration a platform
  });

  testWith('registry')('a repository that does not exist holds nothing', async () => {
    const repository = own('none');
    const found = await readPublished(client, { image: repository.name, tags: ['a'] });
    expect(found?.held).toEqual({ a: undefined });
    expect(found?.imageTags ?? []).toEqual([]);
  });

  testWith('registry')('by digest, and a plain manifest', async () => {
    const repository = own('held');
    const image = await pushSample(client, repository, { ...SAMPLE, platforms: ['linux/arm64'] });
    const index = await readHeld(client, repository, { reference: image.digest, whole: true });
    const child = index?.details?.[0]?.digest ?? '';
    const plain = await readHeld(client, repository, { reference: child, whole: false });
    expect(plain).toMatchObject({ digest: child, mediaType: OCI_MANIFEST, labels: LABELS });
    expect(plain?.platforms.map(formatPlatform)).toEqual(['linux/arm64']);
    expect(await readHeld(client, repository, { reference: 'nothing', whole: true })).toBeUndefined();
  });

  testWith('registry')('an artifact under a tag has no origin, and is no reason to fail', async () => {
    const repository = own('artifact');
    const layer = new TextEncoder().encode('no image');
    const config = new TextEncoder().encode('not even JSON');
    const [layerDigest, configDigest] = await Promise.all([
      client.putBlob(repository, layer),
      client.putBlob(repository, config),
    ]);
    const bytes = new TextEncoder().encode(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        config: { mediaType: 'application/vnd.example+text', digest: configDigest, size: config.length },
        layers: [{ mediaType: 'text/plain', digest: layerDigest, size: layer.length }],
      }),
    );
    await client.putManifest(repository, 'latest', { mediaType: OCI_MANIFEST, bytes });
    const held = await readHeld(client, repository, { reference: 'latest', whole: false });
    expect(held).toMatchObject({ labels: {}, platforms: [], created: undefined, faults: ['not verified'] });
  });
});
