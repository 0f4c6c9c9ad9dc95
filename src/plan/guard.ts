import type { HeldTag } from '../context/context.ts';
import type { Digest } from '../oci/digest.ts';
import { decideImmutable } from './immutable.ts';
import { type Identity, originOf, shortRevision as short } from './origin.ts';
import type { Guard, PlannedTag } from './plan.ts';
import { compareVersions, highestAbove, isInScope, isPrerelease, isVersion } from './versionOrder.ts';

export type { HeldTag } from '../context/context.ts';
export type { Identity } from './origin.ts';

/** Where one commit stands as against another: `ahead` is a descendant, `unknown` one that cannot be found. */
export type Ancestry = 'same' | 'ahead' | 'behind' | 'diverged' | 'unknown';

/** What would be moved under a tag. */
export interface Candidate extends Identity {
  digest: Digest;
  /** What stands around the version in labels, as with a flavor's suffix: it says nothing of which is newer. */
  affixes?: { prefix: string; suffix: string };
}

export interface Question {
  tag: PlannedTag;
  candidate: Candidate;
  /** What the tag holds; undefined for a tag that does not exist. */
  held: HeldTag | undefined;
  /** Every version that the registry's tags and git's tags name. */
  versions: readonly string[];
  /** Where the candidate's commit stands as against that of what is held; undefined as long as nobody asked. */
  ancestry?: Ancestry | undefined;
  force: boolean;
}

/**
 * `move`: put the candidate there. `unchanged`: it is there, or the tag stays as it is. `adopt`: what is there is this release,
 * use it instead of the candidate. `skip-newer`: leave it, what is there comes later. `stop`: nothing may move at
 * all. `compare-commits`: ask for the ancestry, then decide again.
 */
export interface Decision {
  outcome: 'move' | 'unchanged' | 'adopt' | 'skip-newer' | 'stop' | 'compare-commits';
  because: string;
  /** With `compare-commits`: the commit of what is held. */
  revision?: string;
}

/** Decides what happens to one tag; pure. */
export function decideMove(question: Question): Decision {
  const { tag, candidate, held, force } = question;
  if (held?.digest === candidate.digest) return { outcome: 'unchanged', because: 'it is there already' };
  if (force) return { outcome: 'move', because: 'force' };
  switch (tag.guard.kind) {
    case 'immutable':
      return held ? decideImmutable(tag, candidate, held) : NEW;
    case 'version':
      return decideByVersion(question, tag.guard);
    case 'ancestry':
      return held ? decideByCommit(question, held) : NEW;
  }
}

const NEW: Decision = { outcome: 'move', because: 'the tag is new' };

function decideByVersion(question: Question, scope: Guard & { kind: 'version' }): Decision {
  const { tag, candidate, held } = question;
  const version = bareVersion(candidate.version, candidate);
  const heldVersion = held && bareVersion(originOf(held).version ?? '', candidate);
  const known = [...question.versions, ...(heldVersion === undefined ? [] : [heldVersion])];
  if (!scope.prerelease && isPrerelease(version)) {
    return {
      outcome: 'skip-newer',
      because: `${candidate.version} is a prerelease, and ${tag.name} is for releases`,
    };
  }
  if (isVersion(version) && !isInScope(version, { ...scope, prerelease: true })) {
    return { outcome: 'skip-newer', because: `${candidate.version} does not belong under ${tag.name}` };
  }
  const higher = highestAbove(version, known, scope);
  if (higher !== undefined)
    return { outcome: 'skip-newer', because: `${higher} is out, and newer than ${candidate.version}` };
  if (!held) return NEW;
  switch (compareVersions(version, heldVersion ?? '')) {
    case 'newer':
      return { outcome: 'move', because: `${candidate.version} is newer than ${originOf(held).version}` };
    case 'older':
      return {
        outcome: 'skip-newer',
        because: `it holds ${originOf(held).version}, newer than ${candidate.version}`,
      };
    default:
      return decideByCommit(question, held);
  }
}

function bareVersion(label: string, { affixes }: Candidate): string {
  if (!affixes || !label.startsWith(affixes.prefix) || !label.endsWith(affixes.suffix)) return label;
  return label.slice(affixes.prefix.length, label.length - affixes.suffix.length) || label;
}

function decideByCommit(question: Question, held: HeldTag): Decision {
  const { tag, candidate } = question;
  const { revision } = originOf(held);
  if (revision === undefined) return refused(tag, 'what it holds does not tell its commit');
  const ancestry = revision === candidate.revision ? 'same' : question.ancestry;
  switch (ancestry) {
    case undefined:
      return { outcome: 'compare-commits', because: `it holds commit ${short(revision)}`, revision };
    case 'same':
      return decideByTime(candidate, held);
    case 'ahead':
      return { outcome: 'move', because: `${short(candidate.revision)} follows ${short(revision)}` };
    case 'behind':
      return {
        outcome: 'skip-newer',
        because: `it holds ${short(revision)}, which follows ${short(candidate.revision)}`,
      };
    case 'diverged':
      return refused(
        tag,
        `neither of ${short(revision)}, which it holds, and ${short(candidate.revision)} follows the other`,
      );
    case 'unknown':
      return refused(tag, `commit ${short(revision)}, which it holds, is not in this repository's history`);
  }
}

function decideByTime(candidate: Identity, held: HeldTag): Decision {
  const ours = Date.parse(candidate.created ?? '');
  const theirs = Date.parse(held.created ?? '');
  if (ours < theirs)
    return {
      outcome: 'skip-newer',
      because: `it holds a later build of commit ${short(candidate.revision)}`,
    };
  return { outcome: 'move', because: `a later build of commit ${short(candidate.revision)}` };
}

function refused(tag: PlannedTag, reason: string): Decision {
  return { outcome: 'stop', because: `${tag.name} cannot be compared: ${reason}` };
}
