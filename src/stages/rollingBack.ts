import { UserError } from '../errors.ts';
import type { PromotedTag } from '../execute/outcome.ts';
import { rollback } from '../execute/rollback.ts';
import {
  type RollbackTarget,
  type TargetEffects,
  targetsOfPrevious,
  targetsOfTags,
} from '../execute/rollbackTargets.ts';
import type { Inputs } from '../inputs/schema.ts';
import { parseDigest } from '../oci/digest.ts';
import { parseRepository, type Repository } from '../oci/reference.ts';
import { decideRollback, parsePrevious, previousVersion } from '../plan/rollback.ts';
import type { Hands } from './moving.ts';
import { needImages } from './release.ts';

/** Puts tags back to what they held; what an optional registry fails at is told, and left out. */
export async function rollBack(
  inputs: Inputs,
  { gathered, effects: basic, images, optionalHosts }: Hands,
): Promise<readonly PromotedTag[]> {
  const isOptional = ({ registry }: Repository) => optionalHosts.includes(registry);
  const effects = { ...basic, decideRollback, previousVersion, isOptional };
  const { targets, left } = await rollbackTargets(inputs, images, effects);
  const { force } = inputs.promotion;
  const request = { targets, force, dryRun: inputs.what.dryRun, now: gathered.context.now };
  const rows = await rollback(request, effects);
  return [...rows, ...left];
}

/** What to put back, and tags that stay since they were new with the run that is undone. Throws a UserError. */
async function rollbackTargets(
  inputs: Inputs,
  images: readonly string[],
  effects: TargetEffects,
): Promise<{ targets: readonly RollbackTarget[]; left: readonly PromotedTag[] }> {
  const { previous, to: tags, digest: asked } = inputs.promotion;
  if (previous !== undefined) return targetsOfPrevious(parsePrevious(previous), effects);
  if (tags.length === 0)
    throw new UserError('rollback needs to know what to put back', {
      hint: 'Set "previous" to that output of the run to undo, or "to" to tags.',
    });
  needImages(inputs, images);
  const digest = asked === undefined ? undefined : parseDigest(asked);
  return {
    targets: await targetsOfTags({ repositories: images.map(parseRepository), tags, digest }, effects),
    left: [],
  };
}
