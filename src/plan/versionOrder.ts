import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';

/** The part of a version's space in which a floating tag wants the highest: `1.2` has major 1 and minor 2. */
export interface Scope {
  major?: number;
  minor?: number;
  /** Prereleases count too. */
  prerelease: boolean;
}

/** A version as far as its order goes. */
interface Ordered {
  /** The SemVer text without build metadata; undefined for calver with leading zeros, PEP 440, four parts … */
  semver: string | undefined;
  numbers: readonly bigint[];
  /** The text with each number as `N`: versions of one scheme share it. */
  shape: string;
  prerelease: boolean;
}

/** Where a first version stands as against a second; undefined where their names do not tell. */
export type Order = 'older' | 'equal' | 'newer' | undefined;

const PRERELEASE_WORD = /(?:a|b|c|rc|alpha|beta|pre|preview|dev|nightly|snapshot)[._-]?\d*$/i;

/** Compares two versions: strictly as SemVer where both are, else number by number where both have one shape. */
export function compareVersions(first: string, second: string): Order {
  const a = order(first);
  const b = order(second);
  if (!a || !b) return undefined;
  if (a.semver !== undefined && b.semver !== undefined) return named(compare(a.semver, b.semver));
  return a.shape === b.shape ? named(compareNumbers(a.numbers, b.numbers)) : undefined;
}

/** Whether a text is a version of any scheme: it starts with a number, or `v` and a number. */
export function isVersion(text: string): boolean {
  return order(text) !== undefined;
}

/** Whether a version belongs to a scope; false for what is no version. */
export function isInScope(version: string, scope: Scope): boolean {
  const ordered = order(version);
  if (!ordered) return false;
  return (
    (scope.prerelease || !ordered.prerelease) &&
    (scope.major === undefined || ordered.numbers[0] === BigInt(scope.major)) &&
    (scope.minor === undefined || ordered.numbers[1] === BigInt(scope.minor))
  );
}

/** Whether a version is a release that precedes another one, such as `1.3.0-rc.1` or `1.3rc1`. */
export function isPrerelease(version: string): boolean {
  return order(version)?.prerelease ?? false;
}

/** Whether a text is a strict SemVer version, with or without a leading `v`. */
export function isSemver(text: string): boolean {
  return order(text)?.semver !== undefined;
}

/** The highest of those `known` that lie in the scope and above `version`; undefined where there is none. */
export function highestAbove(version: string, known: readonly string[], scope: Scope): string | undefined {
  const strict = isSemver(version);
  const above = known.filter(
    (other) =>
      isInScope(other, scope) && (!strict || isSemver(other)) && compareVersions(other, version) === 'newer',
  );
  return above.reduce<string | undefined>(
    (best, other) => (best === undefined || compareVersions(other, best) === 'newer' ? other : best),
    undefined,
  );
}

/**
 * The versions that a repository's git tags and a registry's image tags name. `prefix` is what git tags carry
 * before the version, `suffix` what a variant's image tags carry behind it; names without them do not count.
 */
export function knownVersions(
  gitTags: readonly string[],
  imageTags: readonly string[],
  affixes: { prefix: string; suffix: string },
): string[] {
  const fromGit = gitTags
    .filter((tag) => tag.startsWith(affixes.prefix))
    .map((tag) => tag.slice(affixes.prefix.length));
  const fromImages = imageTags
    .filter((tag) => tag.endsWith(affixes.suffix))
    .map((tag) => tag.slice(0, tag.length - affixes.suffix.length));
  return [...new Set([...fromGit, ...fromImages])].filter(isVersion);
}

function order(text: string): Ordered | undefined {
  const version = /^v\d/.test(text) ? text.slice(1) : text;
  if (!/^\d/.test(version)) return undefined;
  const numbers = (version.match(/\d+/g) ?? []).map(BigInt);
  const shape = version.replace(/\d+/g, 'N');
  // node-semver's parse forgives a leading "v", "=" and blanks; a version that is not what was parsed is none.
  const parsed = parse(version);
  const semver = parsed && parsed.version === version.split('+')[0] ? parsed.version : undefined;
  const prerelease =
    semver === undefined ? PRERELEASE_WORD.test(version) : (parsed?.prerelease.length ?? 0) > 0;
  return { semver, numbers, shape, prerelease };
}

function compareNumbers(a: readonly bigint[], b: readonly bigint[]): number {
  for (const [index, number] of a.entries()) {
    const other = b[index] ?? 0n;
    if (number !== other) return number > other ? 1 : -1;
  }
  return 0;
}

function named(sign: number): Order {
  if (sign === 0) return 'equal';
  return sign > 0 ? 'newer' : 'older';
}
