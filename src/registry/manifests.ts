import { messageOf } from '../errors.ts';
import { type HttpResponse, readBody } from '../host/http.ts';
import { digestOf, isDigest } from '../oci/digest.ts';
import { type Index, type Manifest, parseManifest } from '../oci/manifest.ts';
import { MANIFEST_TYPES } from '../oci/mediaTypes.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import { putManifest } from './putManifest.ts';
import type { Requester } from './request.ts';
import type { FetchedManifest, RegistryClient } from './types.ts';

/** Registries take manifests of 4 MiB; some take larger ones. */
const LIMIT = 8 * 1024 * 1024;
const ACCEPT = MANIFEST_TYPES.join(', ');

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
