import type SemVer from 'semver/classes/semver.js';
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
  /** Undefined for calver with leading zeros, PEP 440, four parts … */
  semver: SemVer | undefined;
  /** Without a leading `v`. */
  text: string;
  prerelease: boolean;
}

/** Where a first version stands as against a second; undefined where their names do not tell. */
export type Order = 'older' | 'equal' | 'newer' | undefined;

const PRERELEASE_WORD = /(?<![a-z])(?:a|b|c|rc|alpha|beta|pre|preview|dev|nightly|snapshot)[._-]?\d*$/i;

/** Compares two versions: strictly as SemVer where both are, else number by number where both have one shape. */
export function compareVersions(first: string, second: string): Order {
  const a = order(first);
  const b = order(second);
  if (!a || !b) return undefined;
  if (a.semver !== undefined && b.semver !== undefined) return named(compare(a.semver, b.semver));
  return shapeOf(a) === shapeOf(b) ? named(compareNumbers(numbersOf(a), numbersOf(b))) : undefined;
}

/** Whether a text is a version of any scheme: it starts with a number, or `v` and a number. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

const VERSION = /^v?\d/;

/** Whether a version belongs to a scope; false for what is no version. */
export function isInScope(version: string, scope: Scope): boolean {
  const ordered = order(version);
  if (!ordered || (ordered.prerelease && !scope.prerelease)) return false;
  const [major, minor] = ordered.semver ? [ordered.semver.major, ordered.semver.minor] : numbersOf(ordered);
  return isSame(major, scope.major) && isSame(minor, scope.minor);
}

function isSame(number: number | bigint | undefined, wanted: number | undefined): boolean {
  return wanted === undefined || (number !== undefined && BigInt(number) === BigInt(wanted));
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

const orders = new Map<string, Ordered>();

/** Read once each: a repository has thousands of versions, and every floating tag is held against all of them. */
function order(text: string): Ordered | undefined {
  if (!isVersion(text)) return undefined;
  const ordered = orders.get(text) ?? readOrder(text.startsWith('v') ? text.slice(1) : text);
  orders.set(text, ordered);
  return ordered;
}

function readOrder(version: string): Ordered {
  // node-semver's parse forgives a leading "v", "=" and blanks; a version that is not what was parsed is none.
  const parsed = parse(version);
  const semver = parsed && parsed.version === version.split('+')[0] ? parsed : undefined;
  const prerelease =
    semver === undefined ? PRERELEASE_WORD.test(version) : (parsed?.prerelease.length ?? 0) > 0;
  return { semver, text: version, prerelease };
}

/** The text with each number as `N`: versions of one scheme share it. */
function shapeOf({ text }: Ordered): string {
  return text.replace(/\d+/g, 'N');
}

function numbersOf({ text }: Ordered): bigint[] {
  return (text.match(/\d+/g) ?? []).map(BigInt);
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
