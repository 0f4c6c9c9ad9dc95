import type { VersionRange, VersionTag } from '../context/gitTags.ts';
import type { History } from '../context/history.ts';
import { UserError } from '../errors.ts';
import type { Level } from './commits.ts';
import type { Notice } from './plan.ts';
import { countPrerelease } from './versionCounter.ts';
import { checkCollision, checkRange, noticesOf } from './versionFaults.ts';
import { type Assessment, assessCommits, type CommitRules } from './versionLevel.ts';

/** What kind of version is wanted. */
export type VersionKind =
  /** `1.2.0`. */
  | { kind: 'release' }
  /** `1.2.0-beta.3`. */
  | { kind: 'prerelease'; name: string }
  /** `1.2.0-nightly.20260102.gabcdef0`. */
  | { kind: 'nightly'; name: string };

export interface VersionRequest {
  wanted: VersionKind;
  rules: CommitRules;
  prefix: string;
  /** The first version, where there is no tag. */
  initial: string;
  range?: VersionRange | undefined;
  /** When the commit was made; needed for nightly versions. */
  commitTime: Date | undefined;
  /** All tags of the images in their registries; undefined where they could not be listed. */
  imageTags: readonly string[] | undefined;
  /** Image tags → the commit that they were built from, as far as it was looked up. */
  revisions: Readonly<Record<string, string>>;
}

/** Why a version is what it is, for people and for the `plan` output. */
export interface Why {
  /** The git tag that was counted from, and its commit. */
  base: { gitTag: string; sha: string } | undefined;
  /** As git would take it: `v1.0.0..0123abc`. */
  range: string;
  commits: number;
  level: Level | 'none';
  assessment: Assessment;
}

export type VersionResult =
  | {
      kind: 'version';
      version: string;
      core: string /** The git tag that names it already. */;
      gitTag: string | undefined;
      why: Why;
      notices: readonly Notice[];
    }
  | { kind: 'nothing'; because: string; why: Why; notices: readonly Notice[] };

/**
 * The next version after a history. Pure. Throws a UserError where the version would lie outside of a
 * maintenance branch, or exists on another commit: nothing is guessed, nothing overwritten. The commits are assessed
 * here, unless they were before.
 */
export function resolveVersion(
  request: VersionRequest,
  history: History,
  assessment: Assessment = assessCommits(history.commits, request.rules),
): VersionResult {
  const why = explain(history, assessment);
  const notices = noticesOf(request, history, why);
  const nothing = (because: string): VersionResult => ({ kind: 'nothing', because, why, notices });
  const found = (version: string, core: string, gitTag?: string): VersionResult => ({
    kind: 'version',
    version,
    core,
    gitTag,
    why,
    notices,
  });
  const { base } = history;
  const { wanted } = request;
  const released = base?.sha === history.head;
  if (released && wanted.kind === 'release')
    return found(base.tag.version, base.tag.version, base.tag.gitTag);
  if (base && why.level === 'none' && wanted.kind !== 'nightly') {
    const since = released
      ? `${base.tag.gitTag} is this commit`
      : `no commit since ${base.tag.gitTag} asks for a release`;
    return nothing(`Nothing to release: ${since}.`);
  }
  const core = base ? increment(base.tag, why.level === 'none' ? 'patch' : why.level) : request.initial;
  checkRange(core, request.range, why);
  if (wanted.kind === 'nightly') return found(`${core}-${wanted.name}.${nightStamp(request, history)}`, core);
  checkCollision(core, history);
  if (wanted.kind === 'release') return found(core, core);
  const counted = countPrerelease(core, wanted.name, { history, request });
  return found(counted.version, core, counted.gitTag);
}

function explain({ base, head, commits }: History, assessment: Assessment): Why {
  return {
    base: base && { gitTag: base.tag.gitTag, sha: base.sha },
    range: `${base ? `${base.tag.gitTag}..` : ''}${head.slice(0, 7)}`,
    commits: commits.length,
    level: assessment.level,
    assessment,
  };
}

/** https://semver.org/#spec-item-4: below 1.0.0 nothing is stable, and only an explicit tag ends that. */
function increment({ major, minor, patch }: VersionTag, level: Level): string {
  if (level === 'patch') return `${major}.${minor}.${patch + 1}`;
  if (level === 'minor' || major === 0) return `${major}.${minor + 1}.0`;
  return `${major + 1}.0.0`;
}

/** The date is the commit's, in UTC; the `g` keeps a sha of digits alone from being a number with leading zeros. */
function nightStamp({ commitTime }: VersionRequest, { head }: History): string {
  if (!commitTime) {
    throw new UserError(`the time of commit ${head.slice(0, 7)} is unknown, and a nightly version needs it`, {
      hint: 'Check the repository out first.',
    });
  }
  return `${commitTime.toISOString().slice(0, 10).replaceAll('-', '')}.g${head.slice(0, 7)}`;
}
