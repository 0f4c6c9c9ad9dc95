import { messageOf } from '../errors.ts';
import { type HttpResponse, readBody } from '../host/http.ts';
import type { Outcome } from '../host/retry.ts';
import { type Digest, digestOf, isDigest } from '../oci/digest.ts';
import { type Index, type Manifest, parseManifest } from '../oci/manifest.ts';
import { MANIFEST_TYPES } from '../oci/mediaTypes.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import type { Requester } from './request.ts';
import type { FetchedManifest, ManifestToPut, RegistryClient } from './types.ts';

/** Registries take manifests of 4 MiB; some take larger ones. */
const LIMIT = 8 * 1024 * 1024;
const ACCEPT = MANIFEST_TYPES.join(', ');
/** Blobs or children that a registry says it lacks may only be late. */
const MISSING_PART_ATTEMPTS = 3;

type ManifestMethods = Pick<RegistryClient, 'getManifest' | 'headManifest' | 'putManifest' | 'deleteTag'>;

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests and #pushing-manifests */
export function manifestMethods(requester: Requester): ManifestMethods {
  const getManifest: RegistryClient['getManifest'] = (repository, reference) =>
    requester.send(
      {
        method: 'GET',
        repository,
        target: `manifests/${reference}`,
        headers: { accept: ACCEPT },
        accept: [200, 404],
      },
      (response, url) => readManifest(response, { url, reference }),
    );
  const headManifest: RegistryClient['headManifest'] = async (repository, reference) => {
    const request = {
      method: 'HEAD',
      repository,
      target: `manifests/${reference}`,
      headers: { accept: ACCEPT },
      accept: [200, 404, 405],
    };
    const head = await requester.send(request, async ({ status, headers, body }) => {
      body.resume();
      return { status, digest: String(headers['docker-content-digest'] ?? '') };
    });
    if (head.status === 404) return undefined;
    // some registries know no HEAD, or name no digest
    return head.status === 200 && isDigest(head.digest)
      ? head.digest
      : (await getManifest(repository, reference))?.digest;
  };
  return {
    getManifest,
    headManifest,
    putManifest: (repository, reference, manifest) =>
      putManifest({ requester, headManifest, repository, reference, manifest }),
    deleteTag: (repository, tag) => deleteTag(requester, repository, tag),
  };
}

async function readManifest(
  response: HttpResponse,
  { url, reference }: { url: URL; reference: string },
): Promise<FetchedManifest | undefined> {
  if (response.status === 404) {
    response.body.resume();
    return undefined;
  }
  const fail = (detail: string, code?: string) =>
    new RegistryError({ kind: 'content', method: 'GET', url, code, detail });
  const bytes = await readBody(response, LIMIT);
  const mediaType = (response.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const digest = digestOf(bytes);
  const named = isDigest(reference) ? reference : String(response.headers['docker-content-digest'] ?? digest);
  if (isDigest(named) && named !== digest)
    throw fail(`the bytes have the digest ${digest}, they should have ${named}`, 'DIGEST_MISMATCH');
  return { digest, mediaType, bytes, content: parseOr(fail, () => parseManifest(bytes, mediaType)) };
}

function parseOr(
  fail: (detail: string, code: string) => Error,
  parse: () => Manifest | Index,
): Manifest | Index {
  try {
    return parse();
  } catch (error) {
    throw fail(`the manifest makes no sense: ${messageOf(error)}`, 'MANIFEST_MALFORMED');
  }
}

interface Put {
  requester: Requester;
  headManifest: RegistryClient['headManifest'];
  repository: Repository;
  reference: string;
  manifest: ManifestToPut;
}

function putManifest(put: Put): Promise<Digest> {
  const { requester, headManifest, repository, reference, manifest } = put;
  const digest = digestOf(manifest.bytes);
  let unclear = false;
  return requester.retry(repository, async (count) => {
    // the write before may have been carried out although we were not told: a tag must not be written twice
    if (unclear && (await headManifest(repository, reference)) === digest)
      return { kind: 'done', value: digest };
    try {
      const outcome = await putOnce(put, digest);
      unclear = outcome.kind === 'again' && outcome.slowsHost !== true;
      return outcome;
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      if (isImmutable(error) && (await headManifest(repository, reference)) === digest)
        return { kind: 'done', value: digest };
      if (!isMissingPart(error) || count >= MISSING_PART_ATTEMPTS) throw error;
      await manifest.uploadAgain?.();
      return { kind: 'again', reason: `PUT ${repository.name}: ${error.code}`, error: () => error };
    }
  });
}

function putOnce(
  { requester, repository, reference, manifest }: Put,
  digest: Digest,
): Promise<Outcome<Digest>> {
  const request = {
    method: 'PUT',
    repository,
    target: `manifests/${reference}`,
    actions: ['pull', 'push'],
    headers: { 'content-type': manifest.mediaType, 'content-length': String(manifest.bytes.length) },
    body: manifest.bytes,
    accept: [200, 201, 202],
  };
  return requester.attempt(request, async ({ headers, body }, url) => {
    body.resume();
    manifest.onHeaders?.(headers);
    const taken = headers['docker-content-digest'];
    if (taken !== undefined && taken !== digest) {
      const detail = `the registry took it for ${String(taken)}, it is ${digest}`;
      throw new RegistryError({ kind: 'content', method: 'PUT', url, code: 'DIGEST_MISMATCH', detail });
    }
    return digest;
  });
}

/** Some registries refuse to write an immutable tag even with what it holds. */
function isImmutable({ status, code, detail }: RegistryError): boolean {
  return (
    status === 412 ||
    status === 409 ||
    code === 'TAG_INVALID' ||
    /immutable|cannot be overwritten|already exists/i.test(detail)
  );
}

function isMissingPart({ code }: RegistryError): boolean {
  // Distribution says DIGEST_INVALID where another writer of the same part has just begun
  return code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN' || code === 'DIGEST_INVALID';
}

async function deleteTag(requester: Requester, repository: Repository, tag: string): Promise<boolean> {
  if (isDigest(tag)) throw new Error('a digest is never deleted: other tags may stand on it');
  const request = {
    method: 'DELETE',
    repository,
    target: `manifests/${tag}`,
    actions: ['pull', 'push', 'delete'],
    accept: [200, 202, 204, 404],
  };
  try {
    return await requester.send(request, async ({ body }) => {
      body.resume();
      return true;
    });
  } catch (error) {
    if (
      error instanceof RegistryError &&
      error.kind === 'refused' &&
      (error.status ?? 500) < 500 &&
      error.status !== 429
    )
      return false;
    throw error;
  }
}
