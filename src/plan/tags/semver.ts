import parse from 'semver/functions/parse.js';
import { type SchemeVersion, versionRule } from './versionRule.ts';

export const semver = versionRule({
  name: 'semver',
  special: 'prerelease',
  refusal: 'is no SemVer version, so there is no tag; see https://semver.org',
  read: readSemver,
});

function readSemver(text: string): SchemeVersion | undefined {
  const parsed = parse(text);
  if (!parsed) return undefined;
  const { version, major, minor, patch, prerelease, build } = parsed;
  const fields = {
    raw: () => text,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch),
    // docker/metadata-action puts dashes between identifiers
    prerelease: () => prerelease.join('-'),
    build: () => build.join('-'),
  };
  return { version, major, minor, special: prerelease.length > 0, fields };
}
