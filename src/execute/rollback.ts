import { messageOf, UserError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import type { Decision, HeldTag, Question } from '../plan/guard.ts';
import type { PlannedTag } from '../plan/plan.ts';
import { noneLeft } from './optional.ts';
import type { PromotedTag } from './outcome.ts';
import { previewPromotion, promote } from './promote.ts';
import { candidateOf } from './promoteRead.ts';
import type { ImagePromotion } from './promotion.ts';
import { writeRecord } from './record.ts';
import type { RollbackTarget, TargetEffects } from './rollbackTargets.ts';

export interface RollbackRequest {
  targets: readonly RollbackTarget[];
  /** Puts tags back even where somebody moved them since. */
  force: boolean;
  /** Checks everything, moves nothing. */
  dryRun: boolean;
  now: Date;
}

export interface RollbackEffects extends TargetEffects {
  decideRollback(question: Question, expected: Digest | undefined): Decision;
}

/**
 * Puts tags back, all or none. Refuses, before anything moves, what no longer exists, what is incomplete, and tags
 * that somebody moved since. Returns a row a tag; in a dry run what would become of it.
 */
export async function rollback(
  request: RollbackRequest,
  effects: RollbackEffects,
): Promise<readonly PromotedTag[]> {
  const expected = new Map<PlannedTag, Digest | undefined>();
  const images = (await readTargets(request.targets, effects)).map(({ target, held }): ImagePromotion => {
    const { repository } = target;
    const tag: PlannedTag = { name: target.tag, guard: { kind: 'ancestry' }, because: target.because };
    expected.set(tag, target.expected);
    const optional = effects.isOptional(repository);
    const rest = { optional, versions: [], imageTags: undefined, force: request.force };
    return { repository, tags: [tag], candidate: candidateOf(held), ...rest };
  });
  if (images.length === 0 && effects.leftOut.size > 0) throw noneLeft('put back');
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

/** What the tags are to hold, all of it whole; an optional registry that lacks any of it is left out. Throws a UserError. */
async function readTargets(
  targets: readonly RollbackTarget[],
  effects: RollbackEffects,
): Promise<{ target: RollbackTarget; held: HeldTag }[]> {
  const isIn = ({ repository }: RollbackTarget) => !effects.leftOut.has(repository.name);
  const read = await Promise.all(
    targets.filter(isIn).map(async (target) => ({ target, held: await readTarget(target, effects) })),
  );
  const faulty = read.flatMap(({ target, held }) =>
    typeof held === 'string' ? [{ target, fault: held }] : [],
  );
  const faults = faulty
    .filter(({ target }) => !effects.isOptional(target.repository))
    .map(({ fault }) => fault);
  if (faults.length > 0) throw new UserError(`nothing was put back:\n${faults.join('\n')}`);
  for (const { target, fault } of faulty) effects.leaveOut(target.repository.name, fault);
  return read.flatMap(({ target, held }) =>
    typeof held !== 'string' && isIn(target) ? [{ target, held }] : [],
  );
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
