import { parseImageConfig } from '../oci/imageConfig.ts';
import { parseRepository, type Repository } from '../oci/reference.ts';
import type { FetchedManifest, RegistryClient } from '../registry/types.ts';
import { verifyImage } from '../registry/verify.ts';
import type { HeldTag, PublishedImage } from './context.ts';

/** An image's immutable tags, to be looked at: what the others hold matters when they are moved. */
export interface TagsInQuestion {
  image: string;
  tags: readonly string[];
}

/** Hears of an immutable tag of an image as soon as it is known whether it is there. */
export type OnImmutable = (found: boolean, image: string) => void;

/** Reads what a registry holds under the tags in question, all at once, each verified whole. */
export async function readPublished(
  client: RegistryClient,
  { image, tags }: TagsInQuestion,
  onImmutable: OnImmutable = () => {},
): Promise<PublishedImage> {
  const repository = parseRepository(image);
  const read = createReader(client, repository, onImmutable);
  // a host's first request goes alone: what decides whether there is a build comes first
  const [held, imageTags] = await Promise.all([
    Promise.all(tags.map(async (tag) => [tag, await read(tag)] as const)),
    client.listTags(repository).catch(() => undefined),
  ]);
  return { image, imageTags, held: Object.fromEntries(held) };
}

/** Several tags mostly hold one digest, which is looked into once. */
function createReader(client: RegistryClient, repository: Repository, onImmutable: OnImmutable) {
  const whole = new Map<string, Promise<HeldTag>>();
  return async (tag: string): Promise<HeldTag | undefined> => {
    const manifest = await client.getManifest(repository, tag);
    onImmutable(manifest !== undefined, repository.name);
    if (!manifest) return undefined;
    const known = whole.get(manifest.digest) ?? verifiedTag(client, repository, manifest);
    whole.set(manifest.digest, known);
    return known;
  };
}

async function verifiedTag(
  client: RegistryClient,
  repository: Repository,
  manifest: FetchedManifest,
): Promise<HeldTag> {
  const { platforms, faults } = await verifyImage(client, repository, manifest.digest);
  return {
    ...bytesOf(manifest),
    labels: platforms[0]?.labels ?? {},
    created: platforms[0]?.created,
    platforms: platforms.map(({ platform }) => platform),
    details: platforms,
    faults,
  };
}

/** What a tag or digest holds: verified all the way down where `whole`, else its origin alone. */
export async function readHeld(
  client: RegistryClient,
  repository: Repository,
  { reference, whole }: { reference: string; whole: boolean },
): Promise<HeldTag | undefined> {
  const manifest = await client.getManifest(repository, reference);
  if (!manifest) return undefined;
  return whole ? verifiedTag(client, repository, manifest) : readOrigin(client, repository, manifest);
}

/**
 * What a tag was built from, as the labels of its first platform tell. What cannot be read is no reason to fail here:
 * the guard refuses what it cannot compare.
 */
export async function readOrigin(
  client: RegistryClient,
  repository: Repository,
  manifest: FetchedManifest,
): Promise<HeldTag> {
  const unknown: HeldTag = {
    ...bytesOf(manifest),
    labels: {},
    created: undefined,
    platforms: [],
    faults: ['not verified'],
  };
  const { content } = manifest;
  if (content.kind === 'manifest') return { ...unknown, ...(await readConfig(client, repository, manifest)) };
  const images = content.manifests.filter(({ platform }) => platform && platform.os !== 'unknown');
  const first = images[0] && (await client.getManifest(repository, images[0].digest));
  const platforms = images.flatMap(({ platform }) => (platform ? [platform] : []));
  return first
    ? { ...unknown, ...(await readConfig(client, repository, first)), platforms }
    : { ...unknown, platforms };
}

async function readConfig(
  client: RegistryClient,
  repository: Repository,
  { content }: FetchedManifest,
): Promise<Partial<HeldTag>> {
  if (content.kind !== 'manifest') return {};
  const bytes = await client.getBlob(repository, content.config);
  if (!bytes) return {};
  try {
    const { labels, created, platform } = parseImageConfig(bytes);
    return { labels, created, platforms: [platform] };
  } catch {
    return {}; // an artifact, not an image
  }
}

function bytesOf({
  digest,
  mediaType,
  bytes,
}: FetchedManifest): Pick<HeldTag, 'digest' | 'mediaType' | 'bytes'> {
  return { digest, mediaType, bytes };
}
