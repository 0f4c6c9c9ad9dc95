import type { Gathered } from '../context/gather.ts';
import { UserError } from '../errors.ts';
import { describeLeftOut } from '../execute/optional.ts';
import { NOTHING, type Outcome, type PromotedTag } from '../execute/outcome.ts';
import { promoteExisting } from '../execute/promoteExisting.ts';
import { type PromoteEffects, PromotionError } from '../execute/promotion.ts';
import type { TargetEffects } from '../execute/rollbackTargets.ts';
import type { Inputs } from '../inputs/schema.ts';
import { isDigest } from '../oci/digest.ts';
import { parseReference, parseRepository, type Repository } from '../oci/reference.ts';
import { planPromotedTags } from '../plan/promotedTags.ts';
import type { Acting } from './acting.ts';
import { needImages } from './release.ts';
import { rollBack } from './rollingBack.ts';
import type { Session } from './session.ts';

/** What moving tags of images that exist needs. */
export interface Moving {
  gathered: Gathered;
  session: Session;
  images: readonly string[];
  optionalHosts: readonly string[];
}

/** The same with hands, and what it leaves out told. */
export type Hands = Moving & {
  effects: Acting['effects'] & Pick<PromoteEffects, 'leaveOut'> & Pick<TargetEffects, 'leftOut'>;
};

/** `promote` and `rollback`: tags of images that exist are moved, byte for byte, nothing is built. */
export async function moveTags(inputs: Inputs, moving: Moving): Promise<Outcome> {
  const { effects: basic } = await moving.session.act();
  const leftOut = new Map<string, string>();
  const leaveOut = (image: string, reason: string) => {
    if (leftOut.has(image)) return;
    const text = describeLeftOut(image, reason);
    leftOut.set(image, text);
    basic.log.warning(text);
  };
  const effects = { ...basic, leaveOut, leftOut };
  const move = inputs.what.command === 'promote' ? promoteTags : rollBack;
  const { rows, failure } = await move(inputs, { ...moving, effects }).then(
    (moved) => ({ rows: moved, failure: undefined }),
    (error: unknown) => ({ rows: error instanceof PromotionError ? error.rows : [], failure: error }),
  );
  const verb = inputs.what.dryRun ? 'would be ' : '';
  for (const { image, tag, outcome, because } of rows)
    effects.log.info(`${image}:${tag} ${verb}${outcome}${because ? ` (${because})` : ''}`);
  const moved = failure === undefined ? rows.filter(({ image }) => !leftOut.has(image)) : [];
  const [first] = moved.filter(({ after }) => after !== undefined);
  const images = new Set(moved.flatMap(({ image, after }) => (after ? [`${image}@${after}`] : [])));
  return {
    ...NOTHING,
    digest: first?.after,
    images: [...images],
    promoted: rows,
    dryRun: inputs.what.dryRun,
    waits: moving.session.client.waits().length,
    warnings: [...leftOut.values()],
    failure,
  };
}

async function promoteTags(
  inputs: Inputs,
  { gathered, effects, images, optionalHosts }: Hands,
): Promise<readonly PromotedTag[]> {
  needImages(inputs, images);
  const repositories = images.map(parseRepository);
  const source = sourceOf(inputs, repositories[0]);
  const targets = repositories.map((repository) => ({
    repository,
    optional: optionalHosts.includes(repository.registry),
  }));
  const { to, force } = inputs.promotion;
  if (to.length === 0)
    throw new UserError('promote needs to know what to move', {
      hint: 'Set "to" to tags, such as stable latest.',
    });
  const request = {
    source,
    targets,
    to,
    force,
    dryRun: inputs.what.dryRun,
    gitTags: gathered.context.git.gitTags,
    tagPrefix: inputs.what.tagPrefix,
  };
  return promoteExisting(request, { ...effects, planTags: planPromotedTags });
}

/** `from` is a tag, a digest or a whole reference; `digest` a digest in the first image. */
function sourceOf(
  { promotion }: Inputs,
  first: Repository | undefined,
): { repository: Repository; reference: string } {
  const from = promotion.digest ?? promotion.from;
  if (from === undefined)
    throw new UserError('promote needs to know what to promote', {
      hint: 'Set "from" to a tag, such as beta, or "digest" to a digest.',
    });
  if (first && (isDigest(from) || !/[/:@]/.test(from))) return { repository: first, reference: from };
  const { repository, tag, digest } = parseReference(from);
  const reference = digest ?? tag;
  if (reference === undefined) throw new UserError(`from: "${from}" names neither a tag nor a digest`);
  return { repository, reference };
}
