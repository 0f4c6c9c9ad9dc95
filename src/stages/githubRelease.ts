import type { Gathered } from '../context/gather.ts';
import type { History } from '../context/history.ts';
import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import type { Inputs } from '../inputs/schema.ts';
import { planChangelog } from '../plan/changelogRange.ts';
import type { GitHubRelease, Notice } from '../plan/plan.ts';
import { versionFromRef, versionNumbers } from '../plan/versionFromRef.ts';
import { highestAbove, isPrerelease } from '../plan/versionOrder.ts';
import type { ResolvedRelease } from './release.ts';
import { releasePermission } from './releasePermission.ts';
import { historyOf, rulesOf } from './version.ts';

/** What a version's changelog and GitHub Release come to. */
export interface Announced {
  changelog: string;
  /** Undefined where none is to be made. */
  release: GitHubRelease | undefined;
  notices: readonly Notice[];
}

const NOTHING: Announced = { changelog: '', release: undefined, notices: [] };

/**
 * Writes the changelog of what is released, and plans the GitHub Release. Throws a UserError, before anything is built,
 * where `release` asks for one that cannot be made; where it is not given, that is no fault.
 */
export async function planGitHubRelease(
  inputs: Inputs,
  gathered: Gathered,
  at: { release: ResolvedRelease; exec: Exec },
): Promise<Announced> {
  const { release } = at;
  if (inputs.what.command === 'build') return NOTHING;
  const gitTag = releasedTag(inputs, gathered, release);
  if (gitTag === undefined || !release.push || release.variants[0].metadata.release.tags.length === 0)
    return NOTHING;
  const order = { gitTag, sha: gathered.context.git.sha, createTag: !('gitTag' in gathered.context.trigger) };
  const { granted, notices } = await releasePermission(inputs, gathered, order);
  const needed = granted && inputs.what.release !== undefined;
  const history =
    granted || hasWholeHistory(gathered, release)
      ? await historyFor(inputs, gathered, { ...at, gitTag, needed })
      : undefined;
  const changelog = history ? planChangelog(changelogRequest(inputs, gathered, gitTag), history) : '';
  const planned = { ...order, name: gitTag, changelog, ...ranked(inputs, gitTag, history) };
  return { changelog, release: granted ? planned : undefined, notices };
}

/** The git tag of a release: pushed, else made by this run. One that is no SemVer is released where the user asks for it. */
function releasedTag(
  { what }: Inputs,
  { context }: Gathered,
  { releaseTag, tagPrefix }: ResolvedRelease,
): string | undefined {
  const pushed = 'gitTag' in context.trigger ? context.trigger.gitTag : undefined;
  const gitTag = pushed ?? releaseTag;
  if (gitTag === undefined || (what.release !== undefined && what.release !== 'off')) return gitTag;
  return versionNumbers(versionFromRef(gitTag, tagPrefix)) ? gitTag : undefined;
}

/** What GitHub shows the release as. Other schemes than SemVer have no order here, so that none of them is the latest. */
function ranked(
  { what }: Inputs,
  gitTag: string,
  history: History | undefined,
): Pick<GitHubRelease, 'prerelease' | 'latest'> {
  const version = versionFromRef(gitTag, what.tagPrefix);
  if (!versionNumbers(version)) return { prerelease: false, latest: false };
  const prerelease = isPrerelease(version);
  const known = (history?.tags ?? []).map((tag) => tag.version);
  return {
    prerelease,
    latest: !prerelease && highestAbove(version, known, { prerelease: false }) === undefined,
  };
}

/** A changelog is not worth a fetch unless somebody reads it. */
function hasWholeHistory({ context }: Gathered, { computed }: ResolvedRelease): boolean {
  return computed !== undefined || (context.git.root !== undefined && !context.git.shallow);
}

/** The history that the version was computed from, else that of the git tag; undefined where the run can do without. */
async function historyFor(
  inputs: Inputs,
  gathered: Gathered,
  at: { release: ResolvedRelease; exec: Exec; gitTag: string; needed: boolean },
): Promise<History | undefined> {
  const { tagPrefix, computed } = at.release;
  const computedHere = computed?.history;
  // a run that is repeated finds its own git tag, and counts from there
  if (computedHere && computedHere.base?.tag.gitTag !== at.gitTag) return computedHere;
  if (!versionNumbers(versionFromRef(at.gitTag, tagPrefix))) return undefined;
  try {
    return await historyOf(inputs, gathered, { exec: at.exec, pushed: at.gitTag });
  } catch (error) {
    if (at.needed || !(error instanceof UserError)) throw error;
    return undefined;
  }
}

function changelogRequest(inputs: Inputs, { context, api }: Gathered, gitTag: string) {
  const version = versionFromRef(gitTag, inputs.what.tagPrefix);
  const name = /-([A-Za-z-]+)/.exec(version)?.[1];
  const wanted = name === undefined ? { kind: 'release' as const } : { kind: 'prerelease' as const, name };
  const url = context.repository.url ?? (api && `${context.run.serverUrl}/${api.repository}`);
  return { rules: rulesOf(inputs, context.environment.GITHUB_REPOSITORY), wanted, url, current: gitTag };
}
