import type { CandidateManifest } from '../../src/execute/promotion.ts';
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import { REVISION, VERSION } from '../../src/oci/imageAnnotations.ts';
import { flattenResults, formatIndex } from '../../src/oci/imageIndex.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { OCI_CONFIG, OCI_MANIFEST } from '../../src/oci/mediaTypes.ts';
import { type Platform, parsePlatform } from '../../src/oci/platform.ts';
import type { Repository } from '../../src/oci/reference.ts';
import type { RegistryClient } from '../../src/registry/types.ts';

/** What distinguishes one small image from another. */
export interface Sample {
  version: string;
  revision: string;
  created?: string;
  platforms?: readonly string[];
  /** Goes into the layer, so that two builds of one release differ. */
  build?: string;
}

const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** Pushes a small, complete image by digest: config and layer, a manifest a platform, an index over them. */
export async function pushSample(
  client: RegistryClient,
  to: Repository,
  sample: Sample,
): Promise<CandidateManifest> {
  const { version, revision, created = '2026-01-01T00:00:00Z' } = sample;
  const platforms = (sample.platforms ?? ['linux/amd64', 'linux/arm64']).map(parsePlatform);
  const results = await Promise.all(
    platforms.map((platform) => pushPlatform(client, to, { sample, platform, created })),
  );
  const index = formatIndex(flattenResults(results), {});
  await client.putManifest(to, index.digest, index);
  return { ...index, version, revision, created, platforms };
}

async function pushPlatform(
  client: RegistryClient,
  to: Repository,
  { sample, platform, created }: { sample: Sample; platform: Platform; created: string },
) {
  const layer = new TextEncoder().encode(
    `${sample.revision} ${sample.build ?? ''} ${platform.architecture}\n`,
  );
  const config = encode({
    architecture: platform.architecture,
    os: platform.os,
    ...(platform.variant && { variant: platform.variant }),
    created,
    config: { Labels: { [VERSION]: sample.version, [REVISION]: sample.revision } },
    rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
  });
  const [configDigest, layerDigest]: Digest[] = await Promise.all([
    client.putBlob(to, config),
    client.putBlob(to, layer),
  ]);
  const bytes = encode({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: configDigest, size: config.length },
    layers: [{ mediaType: OCI_LAYER, digest: layerDigest, size: layer.length }],
  });
  const digest = digestOf(bytes);
  await client.putManifest(to, digest, { mediaType: OCI_MANIFEST, bytes });
  return {
    platform,
    digest,
    mediaType: OCI_MANIFEST,
    size: bytes.length,
    content: parseManifest(bytes, OCI_MANIFEST),
  };
}
