import parse from 'semver/functions/parse.js';

/** A version's numbers, where it is strict SemVer. */
export interface VersionNumbers {
  major: number;
  minor: number;
  patch: number;
  /** `rc.1` of `1.0.0-rc.1`; undefined for a release. */
  prerelease: string | undefined;
}

/**
 * The version that a git tag names: the text after the prefix. It is published as it stands, SemVer or not;
 * a tag without the prefix, or with no digit after it, is its own version.
 */
export function versionFromRef(gitTag: string, prefix: string): string {
  const rest = gitTag.startsWith(prefix) ? gitTag.slice(prefix.length) : gitTag;
  return /^\d/.test(rest) ? rest : gitTag;
}

/** The numbers of a strict SemVer version; undefined for calver with leading zeros, four parts, PEP 440 … */
export function versionNumbers(version: string): VersionNumbers | undefined {
  const parsed = parse(version);
  // node-semver's parse forgives a leading "v" and blanks; what is not what was parsed is none.
  if (!parsed || parsed.raw !== version || parsed.version !== version.split('+')[0]) return undefined;
  const { major, minor, patch, prerelease } = parsed;
  return { major, minor, patch, prerelease: prerelease.length > 0 ? prerelease.join('.') : undefined };
}

/** Whether a git tag has the form of one that floats, such as `v1` or `v1.2`. */
export function mayFloat(gitTag: string, prefix: string): boolean {
  return /^\d+(\.\d+)?$/.test(versionFromRef(gitTag, prefix));
}

/**
 * Whether a git tag such as `v1` or `v1.2` only points at a release: there are tags of whole versions that
 * start with its numbers.
 */
export function isFloatingGitTag(gitTag: string, gitTags: readonly string[], prefix: string): boolean {
  if (!mayFloat(gitTag, prefix)) return false;
  return gitTags.some(
    (other) => other.startsWith(`${gitTag}.`) && versionNumbers(versionFromRef(other, prefix)) !== undefined,
  );
}
