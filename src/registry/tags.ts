import { readBody } from '../host/http.ts';
import { asObject, parseJson } from '../oci/json.ts';
import { type Repository, TAG } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import { nextPage } from './paging.ts';
import type { Requester } from './request.ts';

const LIMIT = 16 * 1024 * 1024;
const PAGE = 1000;
/** A million tags. */
const PAGES = 1000;

interface Page {
  imageTags: readonly string[];
  next: URL | undefined;
}

/**
 * All tags of a repository, in the registry's order; undefined where it does not exist.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags
 */
export async function listTags(
  requester: Requester,
  repository: Repository,
): Promise<readonly string[] | undefined> {
  const first = await readPage(requester, repository, `tags/list?n=${PAGE}`).catch((error) => {
    // a registry with a smaller limit than ours
    if (error instanceof RegistryError && error.status === 400)
      return readPage(requester, repository, 'tags/list');
    throw error;
  });
  if (!first) return undefined;
  const all = new Set(first.imageTags);
  let page: Page | undefined = first;
  for (let pages = 1; page && pages < PAGES; pages += 1) {
    const known = all.size;
    page = await readNext(requester, repository, page);
    for (const imageTag of page?.imageTags ?? []) all.add(imageTag);
    if (all.size === known) break; // a registry that turns in circles
  }
  return [...all];
}

/** Some registries obey our limit but name no next page. */
function readNext(requester: Requester, repository: Repository, page: Page): Promise<Page | undefined> {
  if (page.next) return readPage(requester, repository, page.next);
  if (page.imageTags.length !== PAGE) return Promise.resolve(undefined);
  const last = encodeURIComponent(page.imageTags.at(-1) ?? '');
  return readPage(requester, repository, `tags/list?n=${PAGE}&last=${last}`);
}

function readPage(
  requester: Requester,
  repository: Repository,
  target: string | URL,
): Promise<Page | undefined> {
  return requester.send({ method: 'GET', repository, target, accept: [200, 404] }, async (response, url) => {
    const bytes = await readBody(response, LIMIT);
    if (response.status === 404) return undefined;
    return { imageTags: parseTags(bytes, url), next: nextPage(response.headers.link, url) };
  });
}

function parseTags(bytes: Uint8Array, url: URL): readonly string[] {
  const { tags } = asObject(parseJson(new TextDecoder().decode(bytes)));
  if (tags === null) return []; // how Distribution tells that all were deleted
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === 'string'))
    return tags.filter((tag) => TAG.test(tag));
  throw new RegistryError({ kind: 'content', method: 'GET', url, detail: 'the list of tags makes no sense' });
}
