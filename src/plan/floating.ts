import type { Guard } from './plan.ts';

/**
 * What a tag's name was made of. `raw`, `version` and `tag` stand for a whole version or git tag; `date` for
 * dates, `literal` for nothing but text.
 */
export type NameField =
  | 'version'
  | 'raw'
  | 'major'
  | 'minor'
  | 'patch'
  | 'prerelease'
  | 'base_version'
  | 'sha'
  | 'run_number'
  | 'date'
  | 'commit_date'
  | 'tag'
  | 'branch'
  | 'base_ref'
  | 'number'
  | 'channel';

/** What decides between immutable and floating. */
export interface NameOrigin {
  fields: readonly string[];
  /** The numbers that `major` and `minor` stand for. */
  numbers?: { major: number; minor?: number };
  /** What a name without any of the fields above follows: releases, or a branch's commits. */
  follows: 'versions' | 'commits';
  /** Prereleases move it too. */
  prerelease: boolean;
  /** The rule, for the explanation. */
  rule: string;
}

const UNIQUE: Readonly<Record<string, string>> = {
  version: 'the version',
  raw: 'the version',
  tag: 'the git tag',
  sha: 'a commit',
  run_number: 'a run',
};
const OF_COMMITS = ['branch', 'base_ref', 'number', 'date', 'commit_date', 'base_version'];

/** Decides whether a name is for one build alone or moves, and with what it may move. */
export function guardOf(origin: NameOrigin): { guard: Guard; because: string } {
  const { fields, numbers, rule } = origin;
  const unique = fields.find((field) => Object.hasOwn(UNIQUE, field));
  if (unique !== undefined) return immutable(rule, `names ${UNIQUE[unique]}`);
  const has = (field: string) => fields.includes(field);
  if (has('major') && has('minor') && has('patch') && !origin.prerelease)
    return immutable(rule, 'names all of a version');
  if (has('major') && numbers) return inScope(origin, numbers);
  const field = OF_COMMITS.find(has);
  if (field !== undefined || origin.follows === 'commits') {
    return {
      guard: { kind: 'ancestry' },
      because: `floating: ${rule} ${field ? `follows {{${field}}}` : 'names no build'}; moves along the commits`,
    };
  }
  return {
    guard: { kind: 'version', prerelease: origin.prerelease },
    because: `floating: ${rule} names no version; moves to the highest ${kindOf(origin)}`,
  };
}

function immutable(rule: string, why: string): { guard: Guard; because: string } {
  return { guard: { kind: 'immutable' }, because: `immutable: ${rule} ${why}` };
}

function inScope(
  origin: NameOrigin,
  { major, minor }: { major: number; minor?: number },
): { guard: Guard; because: string } {
  const minorCounts = minor !== undefined && origin.fields.includes('minor');
  const scope = minorCounts ? { major, minor } : { major };
  return {
    guard: { kind: 'version', ...scope, prerelease: origin.prerelease },
    because: `floating: ${origin.rule} names a part of the version; moves to the highest ${kindOf(origin)} of ${major}${minorCounts ? `.${minor}` : ''}`,
  };
}

function kindOf({ prerelease }: NameOrigin): string {
  return prerelease ? 'version, prereleases included' : 'release';
}

/**
 * What a plain text that stands for a version is made of: `1` and `1.2` are parts of one, `1.2.3` or
 * `20200110-RC2` a whole one, `latest` none.
 */
export function fieldsOfText(text: string): Pick<NameOrigin, 'fields' | 'numbers'> {
  const part = /^v?(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text);
  if (part) {
    const [, major, minor] = part;
    if (minor === undefined) return { fields: ['major'], numbers: { major: Number(major) } };
    return { fields: ['major', 'minor'], numbers: { major: Number(major), minor: Number(minor) } };
  }
  return { fields: /\d/.test(text) ? ['version'] : [] };
}
