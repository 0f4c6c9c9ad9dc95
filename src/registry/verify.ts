import type { Clock } from '../host/retry.ts';
import type { Digest } from '../oci/digest.ts';
import { isAttestation } from '../oci/imageAnnotations.ts';
import type { Index } from '../oci/manifest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Repository } from '../oci/reference.ts';
import { createEvidence, type Evidence } from './evidence.ts';
import { LAG_MS } from './lag.ts';
import type { RegistryClient } from './types.ts';
import { verifyChild } from './verifyChild.ts';
import { type ChildResult, normalPlatform, type VerifiedPlatform, verifyManifest } from './verifyManifest.ts';

export type { VerifiedPlatform } from './verifyManifest.ts';

/** What an image should be like. */
export interface ExpectedImage {
  /** Exactly these, in any order; any where absent. */
  platforms?: readonly Platform[];
  /** Labels that must stand in each platform's configuration. */
  labels?: readonly { platform: Platform; labels: Readonly<Record<string, string>> }[];
  /** Layers are streamed and hashed too. */
  deep?: boolean;
  /** How long to wait for what is not there yet, in ms; 5000 where platforms are expected, which is right after a push, else 0. */
  waitMs?: number;
  clock?: Clock;
}

/** What was found; complete and as expected where there are no faults. */
export interface VerifiedImage {
  digest: Digest;
  /** '' where nothing could be read. */
  mediaType: string;
  /** The index or manifest as the registry holds it. */
  bytes: Uint8Array;
  platforms: readonly VerifiedPlatform[];
  faults: readonly string[];
}

/**
 * Reads an index, or a single manifest, back from a registry, all the way down: digests, sizes and media types of all
 * manifests, configurations against their platforms, presence and length of all layers, the platforms, the labels.
 * All faults are told together; throws only where the registry cannot be read at all.
 */
export async function verifyImage(
  client: RegistryClient,
  repository: Repository,
  digest: Digest,
  expected: ExpectedImage = {},
): Promise<VerifiedImage> {
  const waitMs = expected.waitMs ?? (expected.platforms ? LAG_MS : 0);
  const evidence = createEvidence(client, repository, {
    deep: expected.deep ?? false,
    waitMs,
    clock: expected.clock,
  });
  const top = await evidence.manifest(digest);
  if (!top.value)
    return {
      digest,
      mediaType: '',
      bytes: new Uint8Array(),
      platforms: [],
      faults: [`${digest} ${top.fault}`],
    };
  const { content, mediaType, bytes } = top.value;
  const children =
    content.kind === 'index'
      ? await verifyIndex(content, evidence)
      : [await verifyManifest(content, { digest, expected: undefined, evidence })];
  const platforms = children.flatMap(({ image }) => (image ? [image] : []));
  const faults = [
    ...platformFaults(present(content, platforms), expected.platforms),
    ...children.flatMap((child) => child.faults),
    ...platforms.flatMap((image) => labelFaults(image, expected)),
  ];
  return { digest, mediaType, bytes, platforms, faults };
}

function verifyIndex(index: Index, evidence: Evidence): Promise<ChildResult[]> {
  const siblings = new Set<string>(
    index.manifests.filter((entry) => !isAttestation(entry)).map(({ digest }) => digest),
  );
  return Promise.all(index.manifests.map((descriptor) => verifyChild(descriptor, { evidence, siblings })));
}

/** The platforms that the index names, readable or not. */
function present(
  content: { kind: string } | Index,
  platforms: readonly VerifiedPlatform[],
): readonly Platform[] {
  if (!('manifests' in content)) return platforms.map(({ platform }) => platform);
  return content.manifests
    .filter((entry) => !isAttestation(entry))
    .flatMap(
      ({ digest, platform }) =>
        platform ?? platforms.find((image) => image.digest === digest)?.platform ?? [],
    );
}

function platformFaults(found: readonly Platform[], planned: readonly Platform[] | undefined): string[] {
  const names = found.map((platform) => keyOf(platform, planned));
  const wanted = planned?.map((platform) => keyOf(platform, planned)) ?? names;
  const missing = wanted.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !wanted.includes(name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...missing.map((name) => `${name} was planned and is missing`),
    ...extra.map((name) => `${name} was not planned and is there`),
    ...(planned ? twice.map((name) => `${name} is there twice`) : []),
  ];
}

/** The version of Windows counts only where the plan names it. */
function keyOf(platform: Platform, planned: readonly Platform[] | undefined): string {
  const { osVersion, ...rest } = normalPlatform(platform);
  const counts = osVersion !== undefined && planned?.some((wanted) => wanted.osVersion !== undefined);
  return formatPlatform(counts ? { ...rest, osVersion } : rest);
}

function labelFaults(
  { platform, labels }: VerifiedPlatform,
  { labels: expected = [], platforms }: ExpectedImage,
): string[] {
  const name = keyOf(platform, platforms);
  return expected
    .filter((row) => keyOf(row.platform, platforms) === name)
    .flatMap((row) => Object.entries(row.labels))
    .filter(([key, value]) => labels[key] !== value)
    .map(
      ([key, value]) =>
        `${name}: label ${key} is ${labels[key] === undefined ? 'missing' : `"${labels[key]}"`}, planned was "${value}"`,
    );
}
