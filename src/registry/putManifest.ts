import type { Outcome } from '../host/retry.ts';
import { type Digest, digestOf } from '../oci/digest.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import type { Requester } from './request.ts';
import type { ManifestToPut, RegistryClient } from './types.ts';

/** Blobs or children that a registry says it lacks may only be late. */
const MISSING_PART_ATTEMPTS = 3;

export interface Put {
  requester: Requester;
  headManifest: RegistryClient['headManifest'];
  repository: Repository;
  reference: string;
  manifest: ManifestToPut;
}

/**
 * Writes a manifest under a tag or its digest. What may have been written is read before it is written again.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-manifests
 */
export function putManifest(put: Put): Promise<Digest> {
  const { requester, headManifest, repository, reference, manifest } = put;
  const digest = digestOf(manifest.bytes);
  let unclear = false;
  return requester.retry(repository, async (count) => {
    const again = count > 1 && (unclear || manifest.replaces !== undefined);
    const now = again ? await headManifest(repository, reference) : undefined;
    // the write before may have been carried out although we were not told: a tag must not be written twice
    if (now === digest) return { kind: 'done', value: digest };
    // somebody else wrote it while we waited: whoever decided has to look again
    if (now && manifest.replaces !== undefined && now !== manifest.replaces)
      return { kind: 'done', value: now };
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
    ...(manifest.unbroken && { unbroken: true }),
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
