import { UserError } from '../errors.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { isObject, parseJson } from '../oci/json.ts';
import { TAG } from '../oci/reference.ts';
import { fieldsOfText } from './floating.ts';
import type { Decision, Question } from './guard.ts';
import { compareVersions, isInScope, isPrerelease, isVersion } from './versionOrder.ts';

/** One row of the `previous` output: a tag that a run moved. */
export interface PreviousTag {
  image: string;
  tag: string;
  /** What it held before that run; undefined where the tag was new. */
  digest: Digest | undefined;
  /** What that run put there; undefined where the row does not tell. */
  after: Digest | undefined;
}

/** Parses the `previous` output of a run. Throws a UserError that names every row at fault. */
export function parsePrevious(text: string): PreviousTag[] {
  const json = parseJson(text);
  if (!Array.isArray(json)) {
    throw new UserError('previous is no JSON list', {
      hint: 'Give the output `previous` of the run that is to be undone.',
    });
  }
  const rows = json.map((entry: unknown) => parseRow(entry));
  const faults = rows.flatMap((row, index) =>
    typeof row === 'string' ? [`previous[${index}]: ${row}`] : [],
  );
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  return rows.filter((row) => typeof row !== 'string');
}

function parseRow(entry: unknown): PreviousTag | string {
  if (!isObject(entry)) return 'expected an object with image, tag and digest';
  const { image, tag, digest, after } = entry;
  if (typeof image !== 'string' || image === '') return 'image is missing';
  if (typeof tag !== 'string' || !TAG.test(tag)) return 'tag is no tag';
  if (!isAbsent(digest) && !isDigestText(digest)) return 'digest is neither a digest nor null';
  if (!isAbsent(after) && !isDigestText(after)) return 'after is neither a digest nor null';
  return {
    image,
    tag,
    digest: isDigestText(digest) ? digest : undefined,
    after: isDigestText(after) ? after : undefined,
  };
}

const isAbsent = (value: unknown) => value === null || value === undefined;
const isDigestText = (value: unknown): value is Digest => typeof value === 'string' && isDigest(value);

/** Decides one tag of a rollback: it goes back only from what it is expected to hold. */
export function decideRollback(
  { tag, candidate, held, force }: Question,
  expected: Digest | undefined,
): Decision {
  if (held?.digest === candidate.digest) return { outcome: 'unchanged', because: 'it is there already' };
  if (force || held?.digest === expected) return { outcome: 'move', because: 'rollback' };
  return {
    outcome: 'stop',
    because: `${tag.name} holds ${held?.digest ?? 'nothing'} by now, not ${expected ?? 'nothing'}: somebody moved it since`,
  };
}

/**
 * The version that a tag held before, as far as immutable tags tell: the highest below the one it holds, within
 * what its name stands for. A tag that holds a release goes back to a release. Undefined where there is none.
 */
export function previousVersion(
  tag: string,
  version: string,
  imageTags: readonly string[],
): string | undefined {
  if (!isVersion(version)) return undefined;
  const { numbers } = fieldsOfText(tag);
  const scope = { ...numbers, prerelease: isPrerelease(version) };
  const below = imageTags.filter(
    (other) => isInScope(other, scope) && compareVersions(other, version) === 'older',
  );
  return below.reduce<string | undefined>(
    (best, other) => (best === undefined || compareVersions(other, best) === 'newer' ? other : best),
    undefined,
  );
}
