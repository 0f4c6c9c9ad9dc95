import { messageOf, UserError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { parseRepository, type Repository } from '../oci/reference.ts';
import type { Decision, HeldTag, Question } from '../plan/guard.ts';
import type { PlannedTag } from '../plan/plan.ts';
import type { PreviousTag } from '../plan/rollback.ts';
import { type HistoryEffects, readHistory } from './history.ts';
import type { PromotedTag } from './outcome.ts';
import { previewPromotion, promote } from './promote.ts';
import { candidateOf } from './promoteRead.ts';
import { settleAll } from './promoteTogether.ts';
import type { ImagePromotion } from './promotion.ts';
import { writeRecord } from './record.ts';

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

export interface RollbackRequest {
  targets: readonly RollbackTarget[];
  /** Puts tags back even where somebody moved them since. */
  force: boolean;
  /** Checks everything, moves nothing. */
  dryRun: boolean;
  now: Date;
}

export interface RollbackEffects extends HistoryEffects {
  decideRollback(question: Question, expected: Digest | undefined): Decision;
}

/** What to put back after a run, by its `previous` output. Tags that were new with that run stay, and are returned. */
export async function targetsOfPrevious(
  previous: readonly PreviousTag[],
  effects: RollbackEffects,
): Promise<{ targets: RollbackTarget[]; left: PromotedTag[] }> {
  const rows = previous.map((row) => ({ ...row, repository: parseRepository(row.image) }));
  const targets = rows.map(async ({ repository, tag, digest: to, after }) => {
    if (!to) return [];
    const expected = after ?? (await effects.client.headManifest(repository, tag));
    return [{ repository, tag, to, expected, because: 'previous' }];
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
  effects: RollbackEffects,
): Promise<RollbackTarget[]> {
  const { digest } = asked;
  const pairs = asked.repositories.flatMap((repository) => asked.tags.map((tag) => ({ repository, tag })));
  return settleAll(
    pairs.map(async ({ repository, tag }) => {
      if (digest) {
        return {
          repository,
          tag,
          to: digest,
          expected: await effects.client.headManifest(repository, tag),
          because: 'digest',
        };
      }
      const { now, before, because } = await readHistory(repository, tag, effects);
      return { repository, tag, to: before, expected: now, because };
    }),
  );
}

/**
 * Puts tags back, all or none. Refuses, before anything moves, what no longer exists, what is incomplete, and tags
 * that somebody moved since. Returns a row a tag; in a dry run what would become of it.
 */
export async function rollback(
  request: RollbackRequest,
  effects: RollbackEffects,
): Promise<readonly PromotedTag[]> {
  const held = await Promise.all(request.targets.map((target) => readTarget(target, effects)));
  const faults = held.flatMap((read) => (typeof read === 'string' ? [read] : []));
  if (faults.length > 0) throw new UserError(`nothing was put back:\n${faults.join('\n')}`);
  const expected = new Map<PlannedTag, Digest | undefined>();
  const images = request.targets.flatMap((target, index): ImagePromotion[] => {
    const there = held[index];
    if (there === undefined || typeof there === 'string') return [];
    const tag: PlannedTag = { name: target.tag, guard: { kind: 'ancestry' }, because: target.because };
    expected.set(tag, target.expected);
    const { repository } = target;
    const rest = { optional: false, versions: [], imageTags: undefined, force: request.force };
    return [{ repository, tags: [tag], candidate: candidateOf(there), ...rest }];
  });
  const own: RollbackEffects = {
    ...effects,
    decide: (question) => effects.decideRollback(question, expected.get(question.tag)),
    announce: (announcement) =>
      writeRecord(
        effects.client,
        { ...announcement, fresh: false },
        { kind: 'rollback', created: request.now.toISOString() },
      ),
  };
  const rows = request.dryRun ? await previewPromotion(images, own) : await promote(images, own);
  return rows.map((row) => (row.outcome === 'moved' ? { ...row, outcome: 'restored' } : row));
}

async function readTarget(
  { repository, tag, to }: RollbackTarget,
  effects: RollbackEffects,
): Promise<HeldTag | string> {
  try {
    const held = await effects.readHeld(repository, to, true);
    if (!held) return `${repository.name}:${tag}: ${to} is no longer in the registry`;
    if (held.faults.length === 0) return held;
    return `${repository.name}:${tag}: ${to} is incomplete: ${held.faults.join('; ')}`;
  } catch (error) {
    return `${repository.name}:${tag}: ${messageOf(error)}`;
  }
}
