import { UserError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import type { Repository } from '../oci/reference.ts';
import type { FetchedManifest, ManifestToPut, RegistryClient } from '../registry/types.ts';
import { RECORD } from './record.ts';

/** A signature of an attestation of an image: no registry nests deeper. */
const REFERRER_DEPTH = 3;
/** How signatures, attestations and SBOMs were stored before referrers: tags beside the digest. */
const OLD_SUFFIXES = ['sig', 'att', 'sbom'];

interface Copy {
  client: RegistryClient;
  from: Repository;
  to: Repository;
  /** Digests that were copied or are on their way, each once. */
  started: Map<Digest, Promise<void>>;
}

/**
 * Copies an image into another repository, byte for byte, all platforms, with everything that refers to it or to one of
 * its manifests: signatures, attestations, SBOMs. No tag of the target is touched but those that hold them. What is
 * there already is not sent again. Throws a UserError where the source misses something.
 */
export async function copyImage(
  client: RegistryClient,
  { from, to }: { from: Repository; to: Repository },
  digest: Digest,
): Promise<void> {
  const copy: Copy = { client, from, to, started: new Map() };
  await copyManifest(copy, digest);
  await Promise.all([...copy.started.keys()].map((copied) => copyReferrers(copy, copied, REFERRER_DEPTH)));
}

function copyManifest(copy: Copy, digest: Digest): Promise<void> {
  const started = copy.started.get(digest) ?? sendManifest(copy, digest);
  copy.started.set(digest, started);
  return started;
}

async function sendManifest(copy: Copy, digest: Digest): Promise<void> {
  const manifest = await fetchManifest(copy, digest);
  await sendContent(copy, manifest);
  if ((await copy.client.headManifest(copy.to, digest)) === digest) return;
  await copy.client.putManifest(copy.to, digest, sendable(copy, manifest));
}

/** A manifest whose parts are sent once more where the registry says that it lacks one. */
function sendable(copy: Copy, manifest: FetchedManifest): ManifestToPut {
  const anew = { ...copy, started: new Map() };
  return { ...manifest, uploadAgain: () => sendContent(anew, manifest) };
}

async function fetchManifest({ client, from }: Copy, digest: Digest): Promise<FetchedManifest> {
  const manifest = await client.getManifest(from, digest);
  if (!manifest) throw new UserError(`${from.name}@${digest} is not in the registry`);
  return manifest;
}

/** A registry takes a manifest only after what is under it. */
async function sendContent(copy: Copy, { content }: FetchedManifest): Promise<void> {
  if (content.kind === 'index') {
    await Promise.all(content.manifests.map(({ digest }) => copyManifest(copy, digest)));
  } else {
    const blobs = new Map([content.config, ...content.layers].map((blob) => [blob.digest, blob]));
    await Promise.all([...blobs.values()].map((blob) => copy.client.copyBlob(copy.from, copy.to, blob)));
  }
}

async function copyReferrers(copy: Copy, subject: Digest, depth: number): Promise<void> {
  if (depth === 0) return;
  const referrers = await copy.client.listReferrers(copy.from, subject);
  // Our own record tells of the source's tags; it would be wrong elsewhere.
  const wanted = referrers.filter(({ artifactType }) => artifactType !== RECORD).map(({ digest }) => digest);
  await Promise.all([
    ...wanted.map((digest) => copyReferrer(copy, digest, depth)),
    ...OLD_SUFFIXES.map((suffix) => copyTag(copy, `${subject.replace(':', '-')}.${suffix}`)),
  ]);
}

async function copyReferrer(copy: Copy, digest: Digest, depth: number): Promise<void> {
  const manifest = await fetchManifest(copy, digest);
  if (isRecord(manifest)) return;
  await sendContent(copy, manifest);
  await copy.client.putReferrer(copy.to, sendable(copy, manifest));
  await copyReferrers(copy, digest, depth - 1);
}

function isRecord({ content }: FetchedManifest): boolean {
  return content.artifactType === RECORD;
}

async function copyTag(copy: Copy, tag: string): Promise<void> {
  const manifest = await copy.client.getManifest(copy.from, tag);
  if (!manifest) return;
  if ((await copy.client.headManifest(copy.to, tag)) === manifest.digest) return;
  await sendContent(copy, manifest);
  await copy.client.putManifest(copy.to, tag, sendable(copy, manifest));
}
