/** A git tag that names a version: the prefix, and a strict semantic version without build metadata. */
export interface VersionTag {
  gitTag: string;
  /** Without the prefix. */
  version: string;
  major: number;
  minor: number;
  patch: number;
  /** The dot-separated identifiers, digits as numbers; empty for a release. https://semver.org/#spec-item-9 */
  prerelease: readonly (string | number)[];
}

const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?$/;

/**
 * Parses the name of a git tag; undefined for everything that is not exactly the prefix and a version:
 * floating tags (`v1`), leading zeros, four parts, build metadata. The prefix is literal.
 */
export function parseVersionTag(prefix: string, gitTag: string): VersionTag | undefined {
  return parseTag(prefix, gitTag, new Map());
}

/** Every version tag of a list, in no order. */
export function parseVersionTags(prefix: string, gitTags: readonly string[]): VersionTag[] {
  const tags: VersionTag[] = [];
  const known: Prereleases = new Map();
  for (const gitTag of gitTags) {
    const tag = parseTag(prefix, gitTag, known);
    if (tag) tags.push(tag);
  }
  return tags;
}

/** Texts of prereleases → their identifiers: thousands of tags share a few. */
type Prereleases = Map<string, VersionTag['prerelease']>;

function parseTag(prefix: string, gitTag: string, known: Prereleases): VersionTag | undefined {
  if (!gitTag.startsWith(prefix)) return undefined;
  const version = gitTag.slice(prefix.length);
  const match = VERSION.exec(version);
  if (!match) return undefined;
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const patch = Number(match[3]);
  if (Math.max(major, minor, patch) > Number.MAX_SAFE_INTEGER) return undefined;
  const prerelease = match[4] === undefined ? RELEASED : identifiersOf(match[4], known);
  return { gitTag, version, major, minor, patch, prerelease };
}

const RELEASED: readonly never[] = [];

function identifiersOf(text: string, known: Prereleases): VersionTag['prerelease'] {
  const parsed = known.get(text) ?? text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  known.set(text, parsed);
  return parsed;
}

type Precedence = Pick<VersionTag, 'major' | 'minor' | 'patch' | 'prerelease'>;

/** Precedence, for sorting. https://semver.org/#spec-item-11 */
export function compareVersions(a: Precedence, b: Precedence): number {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (core !== 0 || (a.prerelease.length === 0 && b.prerelease.length === 0)) return core;
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length - a.prerelease.length;
  for (let at = 0; at < Math.min(a.prerelease.length, b.prerelease.length); at++) {
    const order = compareIdentifiers(a.prerelease[at] ?? 0, b.prerelease[at] ?? 0);
    if (order !== 0) return order;
  }
  return a.prerelease.length - b.prerelease.length;
}

function compareIdentifiers(a: string | number, b: string | number): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The versions that a maintenance branch may bear, `below` excluded. */
export interface VersionRange {
  /** The branch's name without what stands before it: `1.x`. */
  name: string;
  from: Precedence;
  below: Precedence;
}

/** The range of a maintenance branch, `1.x` or `1.2.x`, also as `release/v1.x`; undefined for other branches. */
export function maintenanceRange(branch: string | undefined): VersionRange | undefined {
  const [, name, first, second] =
    /^(?:.*\/)?v?((0|[1-9]\d*)(?:\.(0|[1-9]\d*))?\.x)$/.exec(branch ?? '') ?? [];
  if (name === undefined) return undefined;
  const major = Number(first);
  const core = (numbers: [number, number]) => ({
    major: numbers[0],
    minor: numbers[1],
    patch: 0,
    prerelease: [],
  });
  if (second === undefined) return { name, from: core([major, 0]), below: core([major + 1, 0]) };
  const minor = Number(second);
  return { name, from: core([major, minor]), below: core([major, minor + 1]) };
}

/** Which tags a range may start at. */
export interface BaseQuestion {
  range?: VersionRange | undefined;
  /** The version of a pushed tag: what comes before it. */
  pushed?: VersionTag | undefined;
}

/**
 * The tags that a range may start at, in no order: releases; before a pushed prerelease also those of its own
 * kind (`beta` before `beta`).
 */
export function baseCandidates(tags: readonly VersionTag[], { range, pushed }: BaseQuestion): VersionTag[] {
  const kind = pushed && kindOf(pushed);
  const fits = (tag: VersionTag) => {
    if (tag.prerelease.length > 0 && (kind === undefined || kindOf(tag) !== kind)) return false;
    if (range && (compareVersions(tag, range.from) < 0 || compareVersions(tag, range.below) >= 0))
      return false;
    return !pushed || compareVersions(tag, pushed) < 0;
  };
  return tags.filter(fits);
}

/** The word that a prerelease starts with: `rc` of `rc.1`, and of `rc1`. */
function kindOf({ prerelease: [first] }: VersionTag): string | number | undefined {
  return typeof first === 'string' ? first.replace(/\d+$/, '') || first : first;
}

/** The highest of some versions; undefined where there is none. */
export function highestVersion(tags: readonly VersionTag[]): VersionTag | undefined {
  return tags.reduce<VersionTag | undefined>(
    (best, tag) => (best && compareVersions(best, tag) >= 0 ? best : tag),
    undefined,
  );
}
