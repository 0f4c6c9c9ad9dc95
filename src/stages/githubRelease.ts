import type { Gathered } from '../context/gather.ts';
import type { History } from '../context/history.ts';
import { messageOf, UserError } from '../errors.ts';
import { checkReleasePermission } from '../execute/releaseCheck.ts';
import type { Exec } from '../host/exec.ts';
import type { Inputs } from '../inputs/schema.ts';
import { planChangelog } from '../plan/changelogRange.ts';
import type { GitHubRelease, Notice } from '../plan/plan.ts';
import { versionFromRef, versionNumbers } from '../plan/versionFromRef.ts';
import { highestAbove, isPrerelease } from '../plan/versionOrder.ts';
import type { ResolvedRelease } from './release.ts';
import { historyOf, rulesOf } from './version.ts';

/** What a version's changelog and GitHub Release come to. */
export interface Announced {
  changelog: string;
  /** Undefined where none is to be made. */
  release: GitHubRelease | undefined;
  notices: readonly Notice[];
}

const NOT_ASKED: Notice = {
  level: 'notice',
  text: 'Planned without asking GitHub whether the token may make the release.',
};

const NOTHING: Announced = { changelog: '', release: undefined, notices: [] };

/**
 * Writes the changelog of what is released, and plans the GitHub Release. Where `release` is not given, a token that may
 * not make one is no fault, and `plan` does not ask. Throws a UserError, before anything is built, where it was asked for and cannot be.
 */
export async function planGitHubRelease(
  inputs: Inputs,
  gathered: Gathered,
  at: { release: ResolvedRelease; exec: Exec },
): Promise<Announced> {
  const { release } = at;
  if (inputs.what.command === 'build') return NOTHING;
  const gitTag = releasedTag(gathered, release);
  if (gitTag === undefined || !release.push || release.variants[0].metadata.release.tags.length === 0)
    return NOTHING;
  const allowed = await mayRelease(inputs, gathered);
  if (allowed !== true && !hasWholeHistory(gathered, release))
    return { ...NOTHING, notices: noticesOf(inputs, allowed) };
  const history =
    release.computed?.history ??
    (await tryHistory(inputs, gathered, {
      ...at,
      gitTag,
      needed: allowed === true && inputs.what.release !== undefined,
    }));
  const changelog =
    history === undefined ? '' : planChangelog(changelogRequest(inputs, gathered, gitTag), history);
  if (allowed !== true) return { changelog, release: undefined, notices: noticesOf(inputs, allowed) };
  const version = versionFromRef(gitTag, inputs.what.tagPrefix);
  const known = (history?.tags ?? []).map((tag) => tag.version);
  const prerelease = isPrerelease(version);
  return {
    changelog,
    release: {
      gitTag,
      sha: gathered.context.git.sha,
      createTag: release.releaseTag !== undefined,
      name: gitTag,
      changelog,
      prerelease,
      latest: !prerelease && highestAbove(version, known, { prerelease: false }) === undefined,
    },
    notices: inputs.what.command === 'plan' ? [NOT_ASKED] : [],
  };
}

/** The git tag of a SemVer release: pushed, or made by this run. */
function releasedTag({ context }: Gathered, { releaseTag, tagPrefix }: ResolvedRelease): string | undefined {
  const pushed = 'gitTag' in context.trigger ? context.trigger.gitTag : undefined;
  const gitTag = releaseTag ?? pushed;
  return gitTag !== undefined && versionNumbers(versionFromRef(gitTag, tagPrefix)) ? gitTag : undefined;
}

/** True, or why not; undefined where nobody wants to know. */
async function mayRelease(inputs: Inputs, { api, context }: Gathered): Promise<true | string | undefined> {
  const { release } = inputs.what;
  const made = !('gitTag' in context.trigger);
  if (release === 'off' || (made && release !== 'auto')) return undefined;
  if (inputs.what.command === 'plan') return api?.authenticated || release !== undefined ? true : undefined;
  if (!api?.authenticated) {
    if (release !== undefined)
      throw new UserError(`release: ${release} needs a token for the GitHub API`, {
        hint: 'Set "github-token", or "release: off".',
      });
    return undefined;
  }
  try {
    await checkReleasePermission(api);
    return true;
  } catch (error) {
    if (release !== undefined) throw error;
    return messageOf(error);
  }
}

function noticesOf({ what }: Inputs, allowed: true | string | undefined): Notice[] {
  if (typeof allowed !== 'string') return [];
  return [
    {
      level: 'notice',
      text: `No GitHub Release for ${what.tagPrefix}… is made: ${allowed}. Give the job "contents: write" for one, or set "release: off".`,
    },
  ];
}

/** A changelog is not worth a fetch unless somebody reads it. */
function hasWholeHistory({ context }: Gathered, { computed }: ResolvedRelease): boolean {
  return computed !== undefined || (context.git.root !== undefined && !context.git.shallow);
}

async function tryHistory(
  inputs: Inputs,
  gathered: Gathered,
  at: { exec: Exec; gitTag: string; needed: boolean },
): Promise<History | undefined> {
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
