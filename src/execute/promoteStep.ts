import { parseRepository } from '../oci/reference.ts';
import type { PlannedImage, Step } from '../plan/plan.ts';
import { promote } from './promote.ts';
import { type ImagePromotion, PromotionError } from './promotion.ts';
import { type Candidate, dropOut, type Effects, type Running } from './running.ts';

type PromoteStep = Extract<Step, { kind: 'promote' }>;

/** Moves the tags of every image that is whole, together. */
export async function promoteImages(step: PromoteStep, running: Running, effects: Effects): Promise<void> {
  const images = running.candidates.flatMap((candidate) => {
    const planned = step.images.find(
      ({ image, variant }) => image === candidate.image && variant === candidate.variant,
    );
    return planned ? [promotionOf(planned, candidate, { step, running })] : [];
  });
  const { log } = effects;
  const leaveOut = (image: string, reason: string) => dropOut(image, reason, { running, log });
  try {
    running.promoted = await promote(images, { ...effects, leaveOut });
  } catch (error) {
    if (error instanceof PromotionError) running.promoted = error.rows;
    throw error;
  }
  running.candidates = running.candidates.filter(({ image }) => !running.dropped.has(image));
  for (const row of running.promoted) {
    const said = `${row.image}:${row.tag} ${row.outcome}${row.because ? ` (${row.because})` : ''}`;
    if (row.outcome === 'skipped-newer' || row.outcome === 'superseded') effects.log.notice(said);
    else effects.log.info(said);
  }
}

function promotionOf(
  planned: PlannedImage,
  candidate: Candidate,
  at: { step: PromoteStep; running: Running },
): ImagePromotion {
  const { plan } = at.running;
  const variant = plan.variants.find(({ name }) => name === planned.variant);
  const { digest, mediaType, bytes } = candidate;
  return {
    repository: parseRepository(planned.image),
    tags: planned.tags,
    optional: planned.optional,
    candidate: {
      digest,
      mediaType,
      bytes,
      version: variant?.versionLabel ?? plan.version,
      ...(variant && { affixes: variant.affixes }),
      revision: plan.gitSha,
      platforms: variant?.platforms ?? plan.platforms,
      created: candidate.platforms[0]?.created,
    },
    versions: planned.versions,
    imageTags: planned.imageTags,
    force: at.step.force,
  };
}
