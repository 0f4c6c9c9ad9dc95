import { readBody } from '../host/http.ts';
import type { Clock } from '../host/retry.ts';
import type { Digest } from '../oci/digest.ts';
import { type Descriptor, parseManifest } from '../oci/manifest.ts';
import { OCI_EMPTY, OCI_INDEX } from '../oci/mediaTypes.ts';
import type { Repository } from '../oci/reference.ts';
import { describeReferrer } from './describeReferrer.ts';
import { RegistryError } from './errors.ts';
import { addToFallback, fallbackReferrers, readFallback } from './fallbackTag.ts';
import { nextPage } from './paging.ts';
import type { Requester } from './request.ts';
import type { ManifestToPut, RegistryClient } from './types.ts';

const LIMIT = 16 * 1024 * 1024;
const PAGES = 100;

type Manifests = Pick<RegistryClient, 'getManifest' | 'putManifest'>;

export interface ReferrerEffects extends Manifests {
  requester: Requester;
  clock: Clock;
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers */
export function referrerMethods(
  effects: ReferrerEffects,
): Pick<RegistryClient, 'listReferrers' | 'putReferrer'> {
  const inTurn = createTurns();
  return {
    listReferrers: async (repository, digest, artifactType) => {
      const all =
        (await apiReferrers(effects.requester, repository, digest)) ??
        (await fallbackReferrers(effects, repository, digest));
      const typed = await Promise.all(all.map((entry) => withType(effects, repository, entry)));
      return artifactType === undefined
        ? typed
        : typed.filter((entry) => entry.artifactType === artifactType);
    },
    putReferrer: async (repository, manifest) => {
      const { subject, entry } = describeReferrer(manifest);
      let known = false;
      const onHeaders: ManifestToPut['onHeaders'] = (headers) => {
        known = headers['oci-subject'] !== undefined;
      };
      await effects.putManifest(repository, entry.digest, { ...manifest, onHeaders });
      if (known) return entry.digest;
      await inTurn(`${repository.name}@${subject}`, async () => {
        // mostly neither is there: both are asked for side by side
        const before = readFallback(effects, repository, subject);
        before.catch(() => {}); // matters only where there is no API
        if (await apiReferrers(effects.requester, repository, subject)) return;
        await addToFallback(effects, repository, { subject, entry, before, alone: manifest.alone ?? false });
      });
      return entry.digest;
    },
  };
}

/** Writers of one fallback tag in this process take turns. */
function createTurns(): (key: string, task: () => Promise<void>) => Promise<void> {
  const turns = new Map<string, Promise<void>>();
  return (key, task) => {
    const turn = (turns.get(key) ?? Promise.resolve()).then(task);
    turns.set(
      key,
      turn.catch(() => {}),
    );
    return turn;
  };
}

/** Some registries list the type of the configuration, which is that of nothing, instead of the manifest's own. */
async function withType(
  { getManifest }: Manifests,
  repository: Repository,
  entry: Descriptor,
): Promise<Descriptor> {
  if (entry.artifactType !== undefined && entry.artifactType !== OCI_EMPTY) return entry;
  const held = await getManifest(repository, entry.digest).catch((error) => {
    if (error instanceof RegistryError && error.kind === 'content') return undefined;
    throw error;
  });
  const artifactType = held?.content.artifactType;
  return artifactType === undefined ? entry : { ...entry, artifactType };
}

/** Undefined where the registry has no such API: only 200 with an index counts. */
async function apiReferrers(
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
