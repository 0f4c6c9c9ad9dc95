import { readBody } from '../host/http.ts';
import type { Digest } from '../oci/digest.ts';
import { type Descriptor, parseManifest } from '../oci/manifest.ts';
import { OCI_INDEX } from '../oci/mediaTypes.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import { nextPage } from './paging.ts';
import type { Requester } from './request.ts';

const LIMIT = 16 * 1024 * 1024;
const PAGES = 100;

/**
 * What the API lists for a digest; undefined where the registry has no such API: only 200 with an index counts.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
export async function apiReferrers(
  requester: Requester,
  repository: Repository,
  digest: Digest,
): Promise<Descriptor[] | undefined> {
  const all: Descriptor[] = [];
  let next: string | URL | undefined = `referrers/${digest}`;
  for (let page = 0; next !== undefined && page < PAGES; page += 1) {
    const answer: Page | undefined = await readPage(requester, repository, next);
    if (!answer) return page === 0 ? undefined : all;
    all.push(...answer.entries);
    next = answer.next;
  }
  return all;
}

interface Page {
  entries: readonly Descriptor[];
  next: URL | undefined;
}

/** What registries without the API were seen to answer. */
const NOT_THERE = [301, 302, 303, 307, 308, 400, 404, 405, 406, 501];

function readPage(
  requester: Requester,
  repository: Repository,
  target: string | URL,
): Promise<Page | undefined> {
  const request = {
    method: 'GET',
    repository,
    target,
    headers: { accept: OCI_INDEX },
    accept: [200, ...NOT_THERE],
  };
  return requester.send(request, async (response, url) => {
    const bytes = await readBody(response, LIMIT);
    const contentType = response.headers['content-type']?.split(';')[0]?.trim();
    if (response.status !== 200 || contentType !== OCI_INDEX) return undefined;
    return { entries: entriesOf(bytes, url), next: nextPage(response.headers.link, url) };
  });
}

function entriesOf(bytes: Uint8Array, url: URL): readonly Descriptor[] {
  try {
    const content = parseManifest(bytes, OCI_INDEX);
    return content.kind === 'index' ? content.manifests : [];
  } catch (cause) {
    throw new RegistryError({
      kind: 'content',
      method: 'GET',
      url,
      detail: 'the list of referrers makes no sense',
      cause,
    });
  }
}
