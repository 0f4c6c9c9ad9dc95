import type { VersionResult } from './version.ts';
import type { IgnoredCommit } from './versionLevel.ts';

/** So many commits of a kind are named, the others counted. */
const NAMED = 10;

/** A version's reasons in lines for people: base, range, the commits that decided, what was ignored and why. */
export function formatWhy(result: VersionResult): string[] {
  const { base, range, commits, level, assessment } = result.why;
  const decided = assessment.counted.filter((one) => one.level === level && level !== 'none');
  return [
    base
      ? `base: ${base.gitTag} (${base.sha.slice(0, 7)})`
      : 'base: none, there is no release in this history',
    `range: ${range}, ${commits} ${commits === 1 ? 'commit' : 'commits'}`,
    `level: ${level}`,
    ...named(decided, (one) => `decided: ${line(one)}`, 'more that decided'),
    ...ignoredByReason(assessment.ignored).flatMap(([reason, list]) =>
      named(list, (one) => `ignored, ${reason}: ${line(one)}`, `more ignored: ${reason}`),
    ),
  ];
}

function named<T>(list: readonly T[], format: (one: T) => string, rest: string): string[] {
  const lines = list.slice(0, NAMED).map(format);
  return list.length > NAMED ? [...lines, `${list.length - NAMED} ${rest}`] : lines;
}

function line({ sha, title }: { sha: string; title: string }): string {
  return `${sha.slice(0, 7)} ${title.length > 100 ? `${title.slice(0, 100)}…` : title}`;
}

function ignoredByReason(ignored: readonly IgnoredCommit[]): [IgnoredCommit['reason'], IgnoredCommit[]][] {
  const reasons = [...new Set(ignored.map((one) => one.reason))];
  return reasons.map((reason) => [reason, ignored.filter((one) => one.reason === reason)]);
}
