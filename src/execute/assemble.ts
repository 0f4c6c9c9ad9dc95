import { messageOf, UserError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { flattenResults, formatIndex, type PlatformResult } from '../oci/imageIndex.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { Repository } from '../oci/reference.ts';
import type { RegistryClient } from '../registry/types.ts';

/** What was built and pushed by digest, and where the whole is to stand. */
export interface Assembly {
  /** Each holds everything that was built already. One that is optional may fail alone. */
  targets: readonly { repository: Repository; optional: boolean }[];
  /** One a platform, in the planned order. */
  results: readonly Pick<PlatformResult, 'platform' | 'digest' | 'annotations'>[];
  /** `auto`: a plain manifest for one platform without attestations, else an index. */
  shape: 'auto' | 'index' | 'manifest';
  /** Of the index; unused where there is none. */
  annotations: Readonly<Record<string, string>>;
}

/** An image as it can be put under a tag. */
export interface Assembled {
  digest: Digest;
  mediaType: string;
  bytes: Uint8Array;
  /** Platforms (`os/arch[/variant]`) and the digest of each one's manifest. */
  digests: Readonly<Record<string, Digest>>;
  /** Optional registries that could not take the index; they must be left out from here on. */
  failed: readonly { image: string; reason: string }[];
}

/** Writes the image over all platforms, by digest, into each repository; no tag is touched. Throws a UserError. */
export async function assemble(assembly: Assembly, client: RegistryClient): Promise<Assembled> {
  const { targets, results, shape } = assembly;
  const source = (targets.find(({ optional }) => !optional) ?? targets[0])?.repository;
  if (!source)
    throw new UserError('there is no image name to publish under', { hint: 'Set the input images.' });
  const read = await Promise.all(results.map((result) => readResult(client, source, result)));
  const children = flatten(read);
  const digests = Object.fromEntries(
    results.map(({ platform }, index) => [formatPlatform(platform), digestAt(children, index)]),
  );
  const [only] = read;
  const plain = only && read.length === 1 && only.content.kind === 'manifest';
  if (plain && shape !== 'index') {
    return { digest: only.digest, mediaType: only.mediaType, bytes: only.bytes, digests, failed: [] };
  }
  if (shape === 'manifest') {
    throw new UserError(
      `image-shape: manifest needs one platform and no attestations; here are ${children.length} manifests`,
      {
        hint: 'Use image-shape: index, or one platform with provenance: false and sbom: false.',
      },
    );
  }
  const index = formatIndex(children, assembly.annotations);
  const failed = await Promise.all(targets.map((target) => writeIndex(client, target, index)));
  return { ...index, digests, failed: failed.flat() };
}

async function writeIndex(
  client: RegistryClient,
  { repository, optional }: Assembly['targets'][number],
  index: ReturnType<typeof formatIndex>,
): Promise<Assembled['failed']> {
  try {
    await client.putManifest(repository, index.digest, index);
    return [];
  } catch (error) {
    if (!optional) throw error;
    return [{ image: repository.name, reason: messageOf(error) }];
  }
}

async function readResult(
  client: RegistryClient,
  repository: Repository,
  result: Assembly['results'][number],
): Promise<PlatformResult & { bytes: Uint8Array }> {
  const { platform, digest } = result;
  const found = await client.getManifest(repository, digest);
  if (!found)
    throw new UserError(
      `${repository.name}@${digest}, built for ${formatPlatform(platform)}, is not in the registry`,
    );
  return {
    ...result,
    mediaType: found.mediaType,
    size: found.bytes.length,
    content: found.content,
    bytes: found.bytes,
  };
}

function flatten(results: readonly PlatformResult[]) {
  try {
    return flattenResults(results);
  } catch (cause) {
    throw new UserError(`what was built cannot be put together: ${messageOf(cause)}`, { cause });
  }
}

function digestAt(children: readonly { digest: Digest }[], index: number): Digest {
  const child = children[index];
  if (!child) throw new Error(`no child ${index} in the index`);
  return child.digest;
}
