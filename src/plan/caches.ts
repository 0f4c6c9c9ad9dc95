import type { Inputs } from '../inputs/schema.ts';
import { platformSlug } from '../oci/platform.ts';
import { cacheNotices } from './cacheNotices.ts';
import type { CacheService } from './cacheService.ts';
import type { Build, Notice } from './plan.ts';

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

/** `cache-from` and `cache-to` of one bake target, beside the user's own. https://docs.docker.com/build/cache/backends/ */
export interface TargetCaches {
  from: readonly string[];
  to: readonly string[];
}

/** A folder that holds the local cache of one target. */
export interface CacheFolder {
  /** Of the target. */
  id: string;
  path: string;
  /** Where the next content is written before it takes the folder's place; undefined where it is only read. */
  next: string | undefined;
  /** What the keys of its saved copies start with. */
  prefix: string;
  /** Fetched from the Actions cache where the folder is empty. */
  restore: boolean;
  /** Saved to the Actions cache. */
  save: boolean;
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

/** The user's own entries have one for the Actions cache. */
export function hasOwnGha({ cacheFrom, cacheTo }: CacheInputs): boolean {
  return [...cacheFrom, ...cacheTo].some((entry) => /(^|,)type=gha(,|$)/.test(entry));
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

function entriesOf(
  build: Build,
  at: { uses: CacheUses; image: string | undefined; folder: CacheFolder | undefined },
): TargetCaches {
  const { registry, gha } = at.uses;
  const ref = `type=registry,ref=${at.image}:${tagOf(build)}`;
  const scope = `type=gha,scope=${scopeOf(build, at.image)}`;
  const { folder } = at;
  return {
    from: [
      ...(registry.reads ? [ref] : []),
      ...(gha.reads ? [scope] : []),
      ...(folder ? [`type=local,${field('src', folder.path)}`] : []),
    ],
    to: [
      // a plain image manifest of OCI types is what every registry takes; some know no other cache
      ...(registry.writes
        ? [`${ref},mode=max,ignore-error=true,image-manifest=true,oci-mediatypes=true`]
        : []),
      ...(gha.writes ? [`${scope},mode=max,ignore-error=true`] : []),
      ...(folder?.next === undefined
        ? []
        : [`type=local,${field('dest', folder.next)},mode=max,ignore-error=true`]),
    ],
  };
}

/** A field of CSV, in quotes where it needs them. */
function field(name: string, value: string): string {
  const text = `${name}=${value}`;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `cache-alpine-linux-arm64`: at most 128 characters. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests */
function tagOf({ variant, platform }: Build): string {
  return ['cache', slug(variant), platformSlug(platform)]
    .filter(Boolean)
    .join('-')
    .toLowerCase()
    .slice(0, 128);
}

function scopeOf({ variant, platform }: Build, image: string | undefined): string {
  return [image ?? 'image', slug(variant), platformSlug(platform)].join(':').toLowerCase();
}

function folderOf(
  build: Build,
  { inputs, facts, use }: { inputs: CacheInputs; facts: CacheFacts; use: CacheUse },
): CacheFolder {
  const names = [facts.image ?? 'image', ...(build.variant ? [build.variant] : [])].map(slug);
  const path = [cacheRoot(inputs, facts.environment), ...names, platformSlug(build.platform)].join('/');
  return {
    id: build.id,
    path,
    next: use.writes ? `${path}.next` : undefined,
    prefix: `publish-image:${scopeOf(build, facts.image)}:`,
    restore: facts.service.reads && !inputs.noCache,
    save: use.writes && facts.service.writes,
  };
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function cacheRoot({ cacheFolder }: CacheInputs, environment: CacheFacts['environment']): string {
  if (cacheFolder !== undefined) return cacheFolder.replace(/(?<=.)\/+$/, '');
  if (environment.RUNNER_TOOL_CACHE) return `${environment.RUNNER_TOOL_CACHE}/publish-image/cache`;
  return `${environment.XDG_CACHE_HOME || `${environment.HOME ?? ''}/.cache`}/publish-image`;
}

const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-');
