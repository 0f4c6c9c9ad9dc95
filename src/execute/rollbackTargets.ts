import { messageOf } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { parseRepository, type Repository } from '../oci/reference.ts';
import type { PreviousTag } from '../plan/rollback.ts';
import { type HistoryEffects, readHistory } from './history.ts';
import type { PromotedTag } from './outcome.ts';
import { settleAll } from './promoteTogether.ts';

/** One tag to put back. */
export interface RollbackTarget {
  repository: Repository;
  tag: string;
  to: Digest;
  /** What it must hold now. */
  expected: Digest | undefined;
  /** Why `to`. */
  because: string;
}

export interface TargetEffects extends HistoryEffects {
  /** Its registry may fail alone. */
  isOptional(repository: Repository): boolean;
  /** The images that `leaveOut` was told of. */
  leftOut: ReadonlyMap<string, string>;
}

/** What an optional registry fails at leaves it out of the run, and gives nothing. */
async function unlessOptional<T>(
  repository: Repository,
  effects: TargetEffects,
  work: () => Promise<T>,
): Promise<T[]> {
  try {
    return [await work()];
  } catch (error) {
    if (!effects.isOptional(repository)) throw error;
    effects.leaveOut(repository.name, messageOf(error));
    return [];
  }
}

/** What to put back after a run, by its `previous` output. Tags that were new with that run stay, and are returned. */
export async function targetsOfPrevious(
  previous: readonly PreviousTag[],
  effects: TargetEffects,
): Promise<{ targets: RollbackTarget[]; left: PromotedTag[] }> {
  const rows = previous.map((row) => ({ ...row, repository: parseRepository(row.image) }));
  const targets = rows.flatMap(({ repository, tag, digest: to, after }) => {
    if (!to) return [];
    return unlessOptional(repository, effects, async () => {
      const expected = after ?? (await effects.client.headManifest(repository, tag));
      return { repository, tag, to, expected, because: 'previous' };
    });
  });
  const left = rows.filter(({ digest }) => !digest);
  return {
    targets: (await settleAll(targets)).flat(),
    left: left.map(({ image, tag, after }) => {
      const because = 'it was new with that run, and has nothing to go back to';
      return { image, tag, before: after, after, outcome: 'left' as const, because };
    }),
  };
}

/** What to put back for tags by name: to the digest given, else to what each one's history tells. */
export async function targetsOfTags(
  asked: { repositories: readonly Repository[]; tags: readonly string[]; digest: Digest | undefined },
  effects: TargetEffects,
): Promise<RollbackTarget[]> {
  const { digest } = asked;
  const pairs = asked.repositories.flatMap((repository) => asked.tags.map((tag) => ({ repository, tag })));
  const targetOf = async (repository: Repository, tag: string): Promise<RollbackTarget> => {
    if (digest) {
      const expected = await effects.client.headManifest(repository, tag);
      return { repository, tag, to: digest, expected, because: 'digest' };
    }
    const { now, before, because } = await readHistory(repository, tag, effects);
    return { repository, tag, to: before, expected: now, because };
  };
  const targets = pairs.map(({ repository, tag }) =>
    unlessOptional(repository, effects, () => targetOf(repository, tag)),
  );
  return (await settleAll(targets)).flat();
}
