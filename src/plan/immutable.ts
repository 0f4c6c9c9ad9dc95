import type { HeldTag } from '../context/context.ts';
import type { Decision } from './guard.ts';
import { type Identity, isSameRelease, originOf, platformList, shortRevision as short } from './origin.ts';
import type { PlannedTag } from './plan.ts';

/** Decides for a tag that names one build for ever and exists already, with another digest. */
export function decideImmutable(tag: PlannedTag, candidate: Identity, held: HeldTag): Decision {
  if (isSameRelease(held, candidate))
    return { outcome: 'adopt', because: 'this release is published already' };
  const { revision, version } = originOf(held);
  const namesVersion = tag.name.includes(candidate.version.replaceAll('+', '-'));
  // A tag of a commit, not of a version, that another channel's build of the same commit took first.
  if (
    !namesVersion &&
    version !== candidate.version &&
    isSameRelease(held, { ...candidate, version: version ?? '' })
  ) {
    return { outcome: 'unchanged', because: `the first build of commit ${short(revision)} keeps it` };
  }
  return {
    outcome: 'stop',
    because: `${tag.name} names one build for ever, and holds ${conflict(held, candidate)}`,
  };
}

function conflict(held: HeldTag, candidate: Identity): string {
  const { revision, version } = originOf(held);
  if (revision !== candidate.revision) return `commit ${short(revision)}, not ${short(candidate.revision)}`;
  if (version !== candidate.version)
    return `version ${version ?? '(not labelled)'}, not ${candidate.version}`;
  if (held.faults.length > 0) return `something incomplete: ${held.faults.join('; ')}`;
  return `${platformList(held)}, not ${platformList(candidate)}`;
}
