import type { HeldTag } from '../context/context.ts';
import { REVISION, VERSION } from '../oci/imageAnnotations.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';

/** What makes a release the one it is. `created` is RFC 3339. */
export interface Identity {
  version: string;
  revision: string;
  platforms: readonly Platform[];
  created?: string | undefined;
}

/** The commit that something was built from, and its version, as its labels tell. */
export function originOf(held: HeldTag): { revision: string | undefined; version: string | undefined } {
  return { revision: held.labels[REVISION] || undefined, version: held.labels[VERSION] || undefined };
}

/** Whether what is held is the same release: complete, of the same commit, version and platforms. */
export function isSameRelease(held: HeldTag, wanted: Identity): boolean {
  const { revision, version } = originOf(held);
  return (
    held.faults.length === 0 &&
    revision === wanted.revision &&
    version === wanted.version &&
    samePlatforms(held, wanted)
  );
}

function samePlatforms(a: Pick<Identity, 'platforms'>, b: Pick<Identity, 'platforms'>): boolean {
  return platformList(a) === platformList(b);
}

/** Platforms in one order, for comparing and for people. */
export function platformList({ platforms }: Pick<Identity, 'platforms'>): string {
  return platforms.map(formatPlatform).sort().join(', ') || 'no platform';
}

/** A commit as people read it. */
export function shortRevision(revision: string | undefined): string {
  return revision?.slice(0, 12) || '(not labelled)';
}
