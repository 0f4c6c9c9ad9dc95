import type { VersionRange, VersionTag } from '../context/gitTags.ts';
import type { History } from '../context/history.ts';
import { UserError } from '../errors.ts';
import type { Notice } from './plan.ts';
import type { VersionRequest, Why } from './version.ts';

/** What a person should know of how a version came about. */
export function noticesOf(
  { imageTags, wanted }: VersionRequest,
  { base, highest, tags, source }: History,
  why: Why,
): Notice[] {
  const notice = (text: string): Notice => ({ level: 'notice', text });
  const warning = (text: string): Notice => ({ level: 'warning', text });
  const prerelease = tags.some((tag) => tag.prerelease.length > 0);
  return [
    ...(source === 'fetched'
      ? [notice(`The clone is too small for the version; the history was fetched beside it.`)]
      : []),
    ...(highest && highest !== base?.tag
      ? [
          warning(
            `The version counts from ${base ? base.tag.gitTag : 'the first commit'}, since this commit does not descend from the higher ${highest.gitTag}; "base: highest" counts from that.`,
          ),
        ]
      : []),
    ...(!base && !highest && prerelease
      ? [warning('There are prereleases but no release to count from: push a tag for the first one.')]
      : []),
    ...(wanted.kind === 'prerelease' && imageTags === undefined
      ? [notice("The registry's tags are unknown: the version counts git's tags alone.")]
      : []),
    ...why.assessment.remarks.slice(0, 10).map((remark) => warning(remark)),
  ];
}

/** Refuses a version outside of a maintenance branch's range; names the commits that led there. */
export function checkRange(core: string, range: VersionRange | undefined, why: Why): void {
  const [major = 0, minor = 0, patch = 0] = core.split('.').map(Number);
  const numbers = { major, minor, patch };
  if (!range || (isBefore(numbers, range.below) && !isBefore(numbers, range.from))) return;
  const decided = why.assessment.counted.filter((commit) => commit.level === why.level).slice(0, 10);
  const lines = decided.map(({ sha, title }) => `  - ${sha.slice(0, 7)} ${title.slice(0, 100)}`);
  throw new UserError(
    [`the next version would be ${core}, which does not belong on ${range.name}:`, ...lines].join('\n'),
    {
      hint: why.base
        ? 'Release these commits from another branch, or give "version".'
        : `Push a tag of a version of ${range.name} first.`,
    },
  );
}

type Core = Pick<VersionTag, 'major' | 'minor' | 'patch'>;

function isBefore(a: Core, b: Core): boolean {
  return (a.major - b.major || a.minor - b.minor || a.patch - b.patch) < 0;
}

/** Refuses a version that a commit outside of this history bears. */
export function checkCollision(core: string, { tags, ids }: History): void {
  const tag = tags.find((one) => one.version === core);
  if (!tag) return;
  const sha = ids[tag.gitTag];
  throw new UserError(
    `the next version would be ${core}, but ${tag.gitTag} exists${sha ? ` on ${sha.slice(0, 7)}` : ''}, which this commit does not descend from`,
    {
      hint: `Merge ${tag.gitTag} into this branch, or set "base: highest" to count from the highest tag.`,
    },
  );
}
