import type { Clock } from '../host/retry.ts';
import type { Digest } from '../oci/digest.ts';
import type { Descriptor } from '../oci/manifest.ts';
import { OCI_EMPTY } from '../oci/mediaTypes.ts';
import type { Repository } from '../oci/reference.ts';
import { describeReferrer } from './describeReferrer.ts';
import { RegistryError } from './errors.ts';
import { addToFallback, fallbackReferrers, readFallback } from './fallbackTag.ts';
import { apiReferrers } from './referrersApi.ts';
import type { Requester } from './request.ts';
import type { ManifestToPut, RegistryClient } from './types.ts';

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
      const alone = manifest.alone ?? false;
      const written = effects.putManifest(repository, entry.digest, { ...manifest, onHeaders });
      // where nobody else writes, the list may be read before it is our turn to write
      const ahead = alone ? readList(effects, repository, subject) : undefined;
      await written;
      if (known) return entry.digest;
      await inTurn(`${repository.name}@${subject}`, async () => {
        const { api, before } = ahead ?? readList(effects, repository, subject);
        if (await api) return;
        await addToFallback(effects, repository, { subject, entry, before, alone });
      });
      return entry.digest;
    },
  };
}

/** Asks the API and reads the fallback tag side by side: mostly neither is there. */
function readList(effects: ReferrerEffects, repository: Repository, subject: Digest) {
  const api = apiReferrers(effects.requester, repository, subject);
  const before = readFallback(effects, repository, subject);
  for (const read of [api, before]) read.catch(() => {}); // told where it is waited for
  return { api, before };
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
