import type { Again } from '../host/retry.ts';
import type { Digest } from '../oci/digest.ts';
import type { Descriptor, Index, Manifest } from '../oci/manifest.ts';
import type { Repository } from '../oci/reference.ts';

/** A manifest or an index as a registry sent it: its raw bytes, rehashed, and what they say. */
export interface FetchedManifest {
  digest: Digest;
  mediaType: string;
  bytes: Uint8Array;
  content: Manifest | Index;
}

/** What is written, byte for byte. */
export interface ManifestToPut {
  mediaType: string;
  bytes: Uint8Array;
  /** Of a tag: what it held when the write was decided, null for nothing. It is not written again over anything else. */
  replaces?: Digest | null;
  /** A cancelled run lets the request end: it may be carried out all the same, and later than we look. */
  unbroken?: boolean;
  /** Uploads again what the manifest names, where the registry says that it lacks a part. */
  uploadAgain?: () => Promise<void>;
  /** Of a referrer: its subject was made by this run a moment ago, so that nobody else attaches to it at the same time. */
  alone?: boolean;
  /** Is given the headers of the registry's answer. */
  onHeaders?: (headers: Readonly<Record<string, string | string[] | undefined>>) => void;
}

/**
 * What we do with registries. Every method retries what may pass, renews tokens, and throws a RegistryError
 * (a UserError with method, redacted URL, status, code and the registry's own words) for what does not.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md
 */
export interface RegistryClient {
  /** The manifest under a tag or a digest; undefined where it does not exist. The bytes are rehashed. */
  getManifest(repository: Repository, reference: string): Promise<FetchedManifest | undefined>;
  /** The digest under a tag or a digest, without the body; undefined where it does not exist. */
  headManifest(repository: Repository, reference: string): Promise<Digest | undefined>;
  /** Writes bytes as they are under a tag or their digest; resolves to the digest that stands there then. */
  putManifest(repository: Repository, reference: string, manifest: ManifestToPut): Promise<Digest>;
  /** Removes a tag, and only the tag; false where the registry can't. Never deletes a digest. */
  deleteTag(repository: Repository, tag: string): Promise<boolean>;
  /** A small blob, in memory (at most 4 MiB), rehashed; undefined where it does not exist. */
  getBlob(repository: Repository, blob: Descriptor): Promise<Uint8Array | undefined>;
  /** The length of a blob in bytes; undefined where it does not exist. */
  headBlob(repository: Repository, digest: Digest): Promise<number | undefined>;
  /** Streams a blob and hashes it, in fixed memory; undefined where it does not exist. */
  rehashBlob(repository: Repository, blob: Descriptor): Promise<{ digest: Digest; size: number } | undefined>;
  /** Uploads a small blob, unless it is there. */
  putBlob(repository: Repository, bytes: Uint8Array): Promise<Digest>;
  /** Streams a blob from one repository into another: mounted where the registry can, resumed after a break. */
  copyBlob(from: Repository, to: Repository, blob: Descriptor): Promise<'present' | 'mounted' | 'copied'>;
  /** All tags, paged through; undefined where the repository does not exist. */
  listTags(repository: Repository): Promise<readonly string[] | undefined>;
  /** What refers to a digest, by the API or the fallback tag. */
  listReferrers(
    repository: Repository,
    digest: Digest,
    artifactType?: string,
  ): Promise<readonly Descriptor[]>;
  /** Writes a manifest with a subject, and its fallback entry where the registry has no referrers API. */
  putReferrer(repository: Repository, manifest: ManifestToPut): Promise<Digest>;
  /** Makes sure that we may push: opens an upload and cancels it. Throws with the registry's words and the remedy. */
  checkPush(repository: Repository): Promise<void>;
  /**
   * Waits, as after a failed request of ours, before somebody else's is repeated; `count` is how often it was tried. Throws
   * what `failed` says where that was the last attempt.
   */
  wait(host: string, failed: Again, count: number): Promise<void>;
  /** What `work` takes, such as a build, does not count against the deadline of all requests. */
  exempt<T>(work: () => Promise<T>): Promise<T>;
  /** How many waits there were, and why; for the summary. */
  waits(): readonly { host: string; reason: string; ms: number }[];
  /** Ends idle connections. */
  close(): void;
}
