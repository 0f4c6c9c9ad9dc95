import type { Inputs } from '../inputs/schema.ts';
import { type CacheFolder, entriesOf, folderOf, type TargetCaches } from './cacheEntries.ts';
import { cacheNotices } from './cacheNotices.ts';
import type { CacheService } from './cacheService.ts';
import { hasOwnGha } from './ownCaches.ts';
import type { Build, Notice } from './plan.ts';

export type { CacheFolder, TargetCaches } from './cacheEntries.ts';

export type CacheInputs = Pick<
  Inputs['build'],
  'cache' | 'cacheFolder' | 'cacheFrom' | 'cacheTo' | 'noCache' | 'call'
>;

/** What the choice of caches rests on beyond the inputs. */
export interface CacheFacts {
  builds: readonly Build[];
  /** The first image; undefined where there is none. */
  image: string | undefined;
  /** Whether anything is pushed. */
  push: boolean;
  /** Somebody else's code may run: caches are only read. */
  untrusted: boolean;
  service: CacheService;
  /** Why the builder cannot use the Actions cache; undefined where it can. */
  ghaFault: string | undefined;
  environment: Readonly<Record<string, string | undefined>>;
}

export interface PlannedCaches {
  /** By the target's id. */
  targets: Readonly<Record<string, TargetCaches>>;
  folders: readonly CacheFolder[];
  notices: readonly Notice[];
}

/** How one kind of cache is used; neither way where it is not. */
export interface CacheUse {
  reads: boolean;
  writes: boolean;
}

export interface CacheUses {
  registry: CacheUse;
  gha: CacheUse;
  local: CacheUse;
}

/** Which caches are read and written for each target, each scoped by image, variant and platform. */
export function planCaches(inputs: CacheInputs, facts: CacheFacts): PlannedCaches {
  const builds = inputs.call === undefined || inputs.call === 'build';
  if (!builds) return { targets: {}, folders: [], notices: [] };
  const uses = planUses(inputs, facts);
  const folders =
    uses.local.reads || uses.local.writes
      ? facts.builds.map((build) => folderOf(build, { inputs, facts, use: uses.local }))
      : [];
  const targets = facts.builds.map((build, index) => {
    const entries = entriesOf(build, { uses, image: facts.image, folder: folders[index] });
    return [build.id, inputs.noCache ? { ...entries, from: [] } : entries] as const;
  });
  return { targets: Object.fromEntries(targets), folders, notices: cacheNotices(inputs, facts, uses) };
}

/** Whether the token of the Actions cache has to be handed to buildx. */
export function wantsActionsCache(inputs: CacheInputs, service: CacheService): boolean {
  const asked = inputs.cache.includes('gha') || inputs.cache.includes('auto');
  return (asked && service.available && service.mode !== 'none') || hasOwnGha(inputs);
}

function planUses(inputs: CacheInputs, facts: CacheFacts): CacheUses {
  const asked = new Set(inputs.cache);
  const { service, untrusted } = facts;
  const allowed = facts.ghaFault === undefined;
  const gha = asked.has('gha') || (asked.has('auto') && !hasOwnGha(inputs));
  const registry = asked.has('registry') && facts.image !== undefined;
  const local = asked.has('local');
  return {
    registry: { reads: registry, writes: registry && facts.push && !untrusted },
    gha: { reads: gha && allowed && service.reads, writes: gha && allowed && service.writes && !untrusted },
    local: { reads: local, writes: local && !untrusted },
  };
}
