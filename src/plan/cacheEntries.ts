import { platformSlug } from '../oci/platform.ts';
import type { CacheFacts, CacheInputs, CacheUse, CacheUses } from './caches.ts';
import type { Build } from './plan.ts';

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

/** What one target reads and writes. */
export function entriesOf(
  build: Build,
  at: { uses: CacheUses; image: string | undefined; folder: CacheFolder | undefined },
): TargetCaches {
  const { registry, gha } = at.uses;
  const ref = `type=registry,ref=${at.image?.toLowerCase()}:${tagOf(build)}`;
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

/** The folder of one target's local cache. */
export function folderOf(
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
