import { type Digest, digestOf } from './digest.ts';
import { attestedDigest, isAttestation } from './imageAnnotations.ts';
import type { Descriptor, Index, Manifest } from './manifest.ts';
import { OCI_INDEX } from './mediaTypes.ts';
import { formatPlatform, type Platform, samePlatform } from './platform.ts';

/** What a build left for one platform: a plain manifest, or an index of one manifest and its attestations. */
export interface PlatformResult {
  /** The platform that was planned. */
  platform: Platform;
  digest: Digest;
  mediaType: string;
  /** In bytes. */
  size: number;
  content: Manifest | Index;
  /** Of its descriptor in the index. */
  annotations?: Readonly<Record<string, string>>;
}

/**
 * The children of one index over all platforms: the platforms in the order given, their attestations after them.
 * Throws an Error where a result does not hold exactly its one platform, or an attestation describes no sibling.
 */
export function flattenResults(results: readonly PlatformResult[]): Descriptor[] {
  const images = results.map(imageOf);
  const digests = new Set<string>(images.map(({ digest }) => digest));
  const attestations = results.flatMap(attestationsOf);
  for (const attestation of attestations) {
    const attested = attestedDigest(attestation);
    if (attested === undefined || !digests.has(attested)) {
      throw new Error(
        `attestation ${attestation.digest} describes ${attested ?? 'nothing'}, which is not part of the image`,
      );
    }
  }
  return [...images, ...attestations];
}

function imageOf(result: PlatformResult): Descriptor {
  const { platform, digest, mediaType, size, content, annotations } = result;
  if (content.kind === 'manifest')
    return { mediaType, digest, size, platform, ...(annotations && { annotations }) };
  const [image, ...others] = content.manifests.filter((child) => !isAttestation(child));
  if (!image || others.length > 0) {
    throw new Error(
      `${digest} holds ${image ? others.length + 1 : 'no'} images, expected one for ${formatPlatform(platform)}`,
    );
  }
  if (image.platform && !isPlatform(image.platform, platform)) {
    throw new Error(
      `${digest} holds ${formatPlatform(image.platform)}, expected ${formatPlatform(platform)}`,
    );
  }
  return {
    ...image,
    platform: image.platform ?? platform,
    ...(annotations && { annotations: { ...image.annotations, ...annotations } }),
  };
}

/** Builders add the version of Windows, and the default variant of arm64, to what was asked for. */
function isPlatform(built: Platform, planned: Platform): boolean {
  const { osVersion: _, ...rest } = built;
  const plain = planned.osVersion === undefined ? rest : built;
  const { variant, ...bare } = plain;
  const normal = plain.architecture === 'arm64' && variant === 'v8' ? bare : plain;
  return samePlatform(normal, planned);
}

function attestationsOf({ content }: PlatformResult): Descriptor[] {
  return content.kind === 'index' ? content.manifests.filter(isAttestation) : [];
}

/**
 * The bytes of an index: the same children and annotations give the same bytes.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md
 */
export function formatIndex(
  children: readonly Descriptor[],
  annotations: Readonly<Record<string, string>>,
): { digest: Digest; mediaType: string; bytes: Uint8Array } {
  const json = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: children.map(descriptorJson),
    ...annotationsJson(annotations),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return { digest: digestOf(bytes), mediaType: OCI_INDEX, bytes };
}

/** A descriptor as it stands in a manifest's JSON, its fields always in one order. */
export function descriptorJson(descriptor: Descriptor): Record<string, unknown> {
  const { mediaType, digest, size, artifactType, platform, annotations } = descriptor;
  return {
    mediaType,
    digest,
    size,
    ...(artifactType !== undefined && { artifactType }),
    ...(platform && { platform: platformJson(platform) }),
    ...annotationsJson(annotations ?? {}),
  };
}

function platformJson({ os, architecture, osVersion, variant }: Platform): Record<string, string> {
  return {
    architecture,
    os,
    ...(osVersion !== undefined && { 'os.version': osVersion }),
    ...(variant !== undefined && { variant }),
  };
}

function annotationsJson(annotations: Readonly<Record<string, string>>): {
  annotations?: Record<string, string>;
} {
  const sorted = Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.length === 0 ? {} : { annotations: Object.fromEntries(sorted) };
}
