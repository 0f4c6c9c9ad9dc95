import { UserError } from '../../src/errors.ts';
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import { type Descriptor, parseManifest } from '../../src/oci/manifest.ts';
import type { Repository } from '../../src/oci/reference.ts';
import type { FetchedManifest, RegistryClient } from '../../src/registry/types.ts';

interface Stored {
  mediaType: string;
  bytes: Uint8Array;
}

/** What one repository of a simulated registry holds. */
export interface StoredRepository {
  manifests: Map<Digest, Stored>;
  blobs: Map<Digest, Uint8Array>;
  tags: Map<string, Digest>;
}

/** One call of a client, as hooks see it. */
export interface SimulatedRequest {
  method: keyof RegistryClient;
  image: string;
  /** A tag or a digest; '' for what has neither. */
  reference: string;
  /** Set for a manifest that is written. */
  digest?: Digest;
}

/**
 * `before` runs when a request arrives, `after` when it was carried out and is not answered yet. What they throw is
 * what the client throws; one that never settles is a process that was killed.
 */
export interface Hooks {
  before?: (request: SimulatedRequest) => unknown;
  after?: (request: SimulatedRequest) => unknown;
}

export interface SimulatedRegistry {
  repository(name: string): StoredRepository;
  client(hooks?: Hooks): RegistryClient;
  /** Called at each change of a tag, with what it holds from then on. */
  onTag: ((image: string, tag: string, digest: Digest | undefined) => void) | undefined;
}

/** A registry in memory that behaves as CNCF Distribution does; `deletesTags`: unlike that, it can delete a tag. */
export function createSimulatedRegistry({ deletesTags = false } = {}): SimulatedRegistry {
  const repositories = new Map<string, StoredRepository>();
  const repository = (name: string): StoredRepository => {
    const known = repositories.get(name) ?? { manifests: new Map(), blobs: new Map(), tags: new Map() };
    repositories.set(name, known);
    return known;
  };
  const simulated: SimulatedRegistry = {
    repository,
    onTag: undefined,
    client: (hooks = {}) => wrap(operations(simulated, deletesTags), hooks),
  };
  return simulated;
}

function operations(simulated: SimulatedRegistry, deletesTags: boolean): RegistryClient {
  const at = ({ name }: Repository) => simulated.repository(name);
  const setTag = (repository: Repository, tag: string, digest: Digest) => {
    at(repository).tags.set(tag, digest);
    simulated.onTag?.(repository.name, tag, digest);
  };
  return {
    getManifest: async (repository, reference) => find(at(repository), reference),
    headManifest: async (repository, reference) => find(at(repository), reference)?.digest,
    putManifest: async (repository, reference, { mediaType, bytes }) => {
      const digest = store(at(repository), { mediaType, bytes });
      if (reference.startsWith('sha256:')) {
        if (reference !== digest) throw new UserError(`DIGEST_INVALID: ${reference} is ${digest}`);
      } else setTag(repository, reference, digest);
      return digest;
    },
    deleteTag: async (repository, tag) => {
      if (!deletesTags) return false;
      at(repository).tags.delete(tag);
      simulated.onTag?.(repository.name, tag, undefined);
      return true;
    },
    getBlob: async (repository, { digest }) => at(repository).blobs.get(digest),
    headBlob: async (repository, digest) => at(repository).blobs.get(digest)?.length,
    rehashBlob: async (repository, { digest }) => {
      const bytes = at(repository).blobs.get(digest);
      return bytes && { digest: digestOf(bytes), size: bytes.length };
    },
    putBlob: async (repository, bytes) => {
      at(repository).blobs.set(digestOf(bytes), bytes);
      return digestOf(bytes);
    },
    copyBlob: async (from, to, { digest }) => {
      if (at(to).blobs.has(digest)) return 'present';
      const bytes = at(from).blobs.get(digest);
      if (!bytes) throw new UserError(`BLOB_UNKNOWN: ${digest}`);
      at(to).blobs.set(digest, bytes);
      return 'copied';
    },
    listTags: async (repository) => {
      const { tags, manifests } = at(repository);
      return manifests.size > 0 ? [...tags.keys()].sort() : undefined;
    },
    listReferrers: async (repository, digest, artifactType) =>
      [...at(repository).manifests].flatMap(([own, stored]) =>
        referrer(own, stored, { digest, artifactType }),
      ),
    putReferrer: async (repository, manifest) => store(at(repository), manifest),
    checkPush: async () => {},
    wait: async () => {},
    exempt: (work) => work(),
    waits: () => [],
    close: () => {},
  };
}

function find({ manifests, tags }: StoredRepository, reference: string): FetchedManifest | undefined {
  const digest = (reference.startsWith('sha256:') ? reference : tags.get(reference)) as Digest | undefined;
  const stored = digest && manifests.get(digest);
  return stored && { digest, ...stored, content: parseManifest(stored.bytes, stored.mediaType) };
}

/** What is under a manifest must be there before it, as with CNCF Distribution. */
function store(repository: StoredRepository, { mediaType, bytes }: Stored): Digest {
  const content = parseManifest(bytes, mediaType);
  const missing = childrenOf(content).find(({ digest, of }) => !repository[of].has(digest));
  if (missing)
    throw new UserError(
      `${missing.of === 'blobs' ? 'MANIFEST_BLOB_UNKNOWN' : 'MANIFEST_UNKNOWN'}: ${missing.digest}`,
    );
  const digest = digestOf(bytes);
  repository.manifests.set(digest, { mediaType, bytes });
  return digest;
}

function childrenOf(content: FetchedManifest['content']): { digest: Digest; of: 'blobs' | 'manifests' }[] {
  if (content.kind === 'index') return content.manifests.map(({ digest }) => ({ digest, of: 'manifests' }));
  return [content.config, ...content.layers].map(({ digest }) => ({ digest, of: 'blobs' }));
}

function referrer(
  own: Digest,
  { mediaType, bytes }: Stored,
  wanted: { digest: Digest; artifactType: string | undefined },
): Descriptor[] {
  const content = parseManifest(bytes, mediaType);
  if (content.subject?.digest !== wanted.digest) return [];
  const artifactType =
    content.artifactType ?? (content.kind === 'manifest' ? content.config.mediaType : undefined);
  if (wanted.artifactType !== undefined && wanted.artifactType !== artifactType) return [];
  const { annotations } = content;
  return [
    {
      mediaType,
      digest: own,
      size: bytes.length,
      annotations,
      ...(artifactType !== undefined && { artifactType }),
    },
  ];
}

function wrap(client: RegistryClient, { before, after }: Hooks): RegistryClient {
  const around = async <T>(request: SimulatedRequest, run: () => Promise<T>): Promise<T> => {
    await before?.(request);
    const result = await run();
    await after?.(request);
    return result;
  };
  const on = (method: keyof RegistryClient, { name }: Repository, reference = '', digest?: Digest) => ({
    method,
    image: name,
    reference,
    ...(digest && { digest }),
  });
  return {
    getManifest: (r, reference) =>
      around(on('getManifest', r, reference), () => client.getManifest(r, reference)),
    headManifest: (r, reference) =>
      around(on('headManifest', r, reference), () => client.headManifest(r, reference)),
    putManifest: (r, reference, manifest) =>
      around(on('putManifest', r, reference, digestOf(manifest.bytes)), () =>
        client.putManifest(r, reference, manifest),
      ),
    deleteTag: (r, tag) => around(on('deleteTag', r, tag), () => client.deleteTag(r, tag)),
    getBlob: (r, blob) => around(on('getBlob', r, blob.digest), () => client.getBlob(r, blob)),
    headBlob: (r, digest) => around(on('headBlob', r, digest), () => client.headBlob(r, digest)),
    rehashBlob: (r, blob) => around(on('rehashBlob', r, blob.digest), () => client.rehashBlob(r, blob)),
    putBlob: (r, bytes) => around(on('putBlob', r), () => client.putBlob(r, bytes)),
    copyBlob: (from, to, blob) =>
      around(on('copyBlob', to, blob.digest), () => client.copyBlob(from, to, blob)),
    listTags: (r) => around(on('listTags', r), () => client.listTags(r)),
    listReferrers: (r, digest, type) =>
      around(on('listReferrers', r, digest), () => client.listReferrers(r, digest, type)),
    putReferrer: (r, manifest) =>
      around(on('putReferrer', r, '', digestOf(manifest.bytes)), () => client.putReferrer(r, manifest)),
    checkPush: (r) => around(on('checkPush', r), () => client.checkPush(r)),
    wait: (host, failed, count) => client.wait(host, failed, count),
    exempt: (work) => client.exempt(work),
    waits: () => client.waits(),
    close: () => client.close(),
  };
}
