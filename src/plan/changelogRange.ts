import type { VersionTag } from '../context/gitTags.ts';
import type { History } from '../context/history.ts';
import { formatChangelog } from './changelog.ts';
import { commitsSince } from './reverts.ts';
import type { VersionKind } from './version.ts';
import { assessCommits, type CommitRules } from './versionLevel.ts';

export interface ChangelogRequest {
  rules: CommitRules;
  wanted: VersionKind;
  /** The repository's page. */
  url: string | undefined;
  /** The git tag that the version has or will have, else the commit. */
  current: string;
}

/**
 * The changelog of a version: since the previous release for a release, else since the previous version of
 * its channel. Pure.
 */
export function planChangelog(request: ChangelogRequest, history: History): string {
  const { rules, wanted, url, current } = request;
  const before =
    wanted.kind === 'prerelease' ? previousOfChannel(history, { name: wanted.name, current }) : undefined;
  const { commits } = history;
  const { counted, ignored } = assessCommits(
    before === undefined ? commits : commitsSince(commits, before.sha),
    rules,
  );
  return formatChangelog({
    counted,
    ignored,
    url,
    previous: before?.gitTag ?? history.base?.tag.gitTag,
    current,
  });
}

/** The last prerelease of the same name in the range; the range itself starts at a release. */
function previousOfChannel(
  history: History,
  { name, current }: { name: string; current: string },
): { gitTag: string; sha: string } | undefined {
  const inRange = new Set(history.commits.map(({ sha }) => sha));
  const candidates = history.tags.flatMap((tag) => {
    const sha = history.ids[tag.gitTag];
    const fits = tag.prerelease[0] === name && tag.gitTag !== current;
    return fits && sha !== undefined && sha !== history.head && inRange.has(sha) ? [{ tag, sha }] : [];
  });
  const last = candidates.reduce<{ tag: VersionTag; sha: string } | undefined>(
    (best, one) => (!best || isAfter(one.tag, best.tag) ? one : best),
    undefined,
  );
  return last && { gitTag: last.tag.gitTag, sha: last.sha };
}

function isAfter(a: VersionTag, b: VersionTag): boolean {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  return core !== 0 ? core > 0 : Number(a.prerelease[1] ?? 0) > Number(b.prerelease[1] ?? 0);
}
