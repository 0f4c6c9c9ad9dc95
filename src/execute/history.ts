import { UserError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { VERSION } from '../oci/imageAnnotations.ts';
import type { Repository } from '../oci/reference.ts';
import type { PromoteEffects } from './promotion.ts';
import { readRecords } from './record.ts';

/** What reading a tag's history needs. */
export interface HistoryEffects extends PromoteEffects {
  /** The version that a tag held before, among those that image tags name. */
  previousVersion(tag: string, version: string, imageTags: readonly string[]): string | undefined;
}

/** Where a tag stands, where it stood before, and how that is known. */
export interface TagHistory {
  now: Digest;
  before: Digest;
  because: string;
}

/**
 * What a tag held before: what our own record under its digest tells, else the next lower version among the immutable
 * tags. Throws a UserError where neither tells.
 */
export async function readHistory(
  repository: Repository,
  tag: string,
  effects: HistoryEffects,
): Promise<TagHistory> {
  const now = await effects.client.headManifest(repository, tag);
  if (!now) throw new UserError(`${repository.name}:${tag} does not exist`);
  const records = await readRecords(effects.client, repository, now);
  for (const record of records.filter(({ kind }) => kind === 'promotion')) {
    const before = record.tags.find((entry) => entry.tag === tag)?.before;
    if (before && before !== now) return { now, before, because: `the record of ${record.created}` };
  }
  return (await fromVersions(repository, { tag, now }, effects)) ?? unknown(repository, tag);
}

async function fromVersions(
  repository: Repository,
  { tag, now }: { tag: string; now: Digest },
  effects: HistoryEffects,
): Promise<TagHistory | undefined> {
  const [held, imageTags] = await Promise.all([
    effects.readHeld(repository, now, false),
    effects.client.listTags(repository),
  ]);
  const version = effects.previousVersion(tag, held?.labels[VERSION] ?? '', imageTags ?? []);
  if (version === undefined) return undefined;
  const before = await effects.client.headManifest(repository, version);
  return before && before !== now ? { now, before, because: `the tag ${version}` } : undefined;
}

function unknown(repository: Repository, tag: string): never {
  throw new UserError(`nothing tells what ${repository.name}:${tag} held before`, {
    hint: 'Give the digest, or the output `previous` of the run that moved it.',
  });
}
