import { messageOf } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { type ImageConfig, parseImageConfig } from '../oci/imageConfig.ts';
import type { Descriptor, Manifest } from '../oci/manifest.ts';
import { formatPlatform, type Platform, parsePlatform } from '../oci/platform.ts';
import type { Evidence } from './evidence.ts';

/** What was found of one platform. */
export interface VerifiedPlatform {
  platform: Platform;
  digest: Digest;
  /** Bytes of all layers, compressed. */
  size: number;
  labels: Readonly<Record<string, string>>;
  created: string | undefined;
  user: string | undefined;
  layers: readonly Descriptor[];
}

/** One entry of an index, looked into. */
export interface ChildResult {
  /** Undefined for attestations, and where too little could be read. */
  image: VerifiedPlatform | undefined;
  faults: readonly string[];
}

/** The same platform written the same way: arm64/v8 is arm64. */
export function normalPlatform(platform: Platform): Platform {
  try {
    return parsePlatform(formatPlatform(platform));
  } catch {
    return platform;
  }
}

/** The name of a platform in messages, without a version of Windows. */
export const platformName = (platform: Platform) =>
  formatPlatform(normalPlatform({ ...platform, osVersion: '' }));

export interface ManifestToVerify {
  digest: Digest;
  /** What the index calls it; undefined for a manifest that stands alone. */
  expected: Platform | undefined;
  evidence: Evidence;
}

/** Checks an image's configuration and layers. */
export async function verifyManifest(
  manifest: Manifest,
  { digest, expected, evidence }: ManifestToVerify,
): Promise<ChildResult> {
  const [kept, layers] = await Promise.all([evidence.blob(manifest.config), layerFaults(manifest, evidence)]);
  const config = kept.value && parseOr(kept.value);
  const platform = expected ?? (config instanceof Error ? undefined : config?.platform);
  const say = (fault: string) => `${platform ? `${platformName(platform)} ` : ''}${digest}: ${fault}`;
  if (!config || config instanceof Error) {
    const fault = `config ${manifest.config.digest} ${config ? `makes no sense: ${config.message}` : kept.fault}`;
    return { image: undefined, faults: [fault, ...layers].map(say) };
  }
  const image = describe(normalPlatform(expected ?? config.platform), { digest, manifest, config });
  return { image, faults: [...configFaults(config, manifest, expected), ...layers].map(say) };
}

function describe(
  platform: Platform,
  { digest, manifest, config }: { digest: Digest; manifest: Manifest; config: ImageConfig },
): VerifiedPlatform {
  const size = manifest.layers.reduce((sum, layer) => sum + layer.size, 0);
  const { labels, created, user } = config;
  return { platform, digest, size, labels, created, user, layers: manifest.layers };
}

function parseOr(bytes: Uint8Array): ImageConfig | Error {
  try {
    return parseImageConfig(bytes);
  } catch (error) {
    return new Error(messageOf(error));
  }
}

function configFaults(config: ImageConfig, { layers }: Manifest, expected: Platform | undefined): string[] {
  const [is, should] = [config.platform, expected ?? config.platform].map(platformName);
  return [
    ...(is === should ? [] : [`its configuration is for ${is}`]),
    ...(config.diffIds.length === layers.length
      ? []
      : [`its configuration names ${config.diffIds.length} layers, the manifest ${layers.length}`]),
  ];
}

/** What is wrong with the layers of a manifest. */
export async function layerFaults({ layers }: Manifest, evidence: Evidence): Promise<string[]> {
  const checked = layers
    .filter(({ mediaType }) => !isForeign(mediaType))
    .map(async (layer) => {
      const fault = await evidence.layerFault(layer);
      return fault === undefined ? [] : [`layer ${layer.digest} ${fault}`];
    });
  return (await Promise.all(checked)).flat();
}

/** Layers of Windows that may not be redistributed lie elsewhere. */
function isForeign(mediaType: string): boolean {
  return mediaType.includes('.foreign.') || mediaType.includes('.nondistributable.');
}
