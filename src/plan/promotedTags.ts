import { UserError } from '../errors.ts';
import { TAG } from '../oci/reference.ts';
import { fieldsOfText, guardOf } from './floating.ts';
import type { PlannedTag } from './plan.ts';
import { isInScope, isPrerelease, isSemver, isVersion, knownVersions } from './versionOrder.ts';

/** Tags that an image which exists is to get. */
export interface TagRequest {
  /** Names of tags, as the user wrote them. */
  to: readonly string[];
  /** What the image's own labels say. */
  version: string;
  gitTags: readonly string[];
  imageTags: readonly string[];
  tagPrefix: string;
}

export interface PromotedTags {
  tags: readonly PlannedTag[];
  /** The version that the image is published as: that of a full version among the tags, else its own. */
  version: string;
  /** What the guard compares with. */
  versions: readonly string[];
}

/**
 * Plans the tags of an image that exists. A prerelease that is promoted counts as the release it becomes, and is
 * compared with releases. Throws a UserError with every name at fault.
 */
export function planPromotedTags(request: TagRequest): PromotedTags {
  const named = request.to.filter(isFullVersion);
  const version = bare(named[0] ?? request.version);
  const faults = request.to.flatMap((name) => faultOf(name, version, named.length > 0));
  if (request.to.length === 0) faults.push('`to` names no tag');
  if (new Set(named.map(bare)).size > 1)
    faults.push(`one image cannot be several versions: ${named.join(', ')}`);
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  const known = knownVersions(request.gitTags, request.imageTags, { prefix: request.tagPrefix, suffix: '' });
  return {
    tags: request.to.map((name) => plan(name, version)),
    version,
    versions: known.filter((other) => !isPrerelease(other)),
  };
}

function plan(name: string, version: string): PlannedTag {
  const follows = isVersion(version) ? 'versions' : 'commits';
  const origin = isVersion(version) || !isPart(name) ? fieldsOfText(name) : { fields: [] };
  return { name, ...guardOf({ ...origin, follows, prerelease: true, rule: '`to`' }) };
}

function faultOf(name: string, version: string, isNamed: boolean): string[] {
  if (!TAG.test(name)) return [`"${name}" is no tag`];
  if (/^v?0$/.test(name)) return ['0 is never published as a major version: anything may change within it'];
  const { numbers } = fieldsOfText(name);
  if (!numbers || !isVersion(version) || isInScope(version, { ...numbers, prerelease: true })) return [];
  return [
    `${version} does not belong under ${name}${isNamed ? '' : '; name its version in `to` if it is another'}`,
  ];
}

const isPart = (name: string) => fieldsOfText(name).numbers !== undefined;
const isFullVersion = (name: string) => isSemver(name);
const bare = (version: string) => (/^v\d/.test(version) ? version.slice(1) : version);
