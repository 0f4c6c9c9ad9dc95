import { parseRepository } from '../oci/reference.ts';
import type { PlannedImage, Step } from '../plan/plan.ts';
import { promote } from './promote.ts';
import type { ImagePromotion } from './promotion.ts';
import type { Candidate, Effects, Running } from './running.ts';

type PromoteStep = Extract<Step, { kind: 'promote' }>;

/** Moves the tags of every image that is whole, together. */
export async function promoteImages(step: PromoteStep, running: Running, effects: Effects): Promise<void> {
  const images = running.candidates.flatMap((candidate) => {
    const planned = step.images.find(({ image }) => image === candidate.image);
    return planned ? [promotionOf(planned, candidate, { step, running })] : [];
  });
  running.promoted = await promote(images, effects);
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
  const { versionLabel: version, gitSha: revision, platforms } = at.running.plan;
  const created = at.running.verified[0]?.created;
  return {
    repository: parseRepository(planned.image),
    tags: planned.tags,
    optional: planned.optional,
    candidate: { ...candidate, version, revision, platforms, created },
    versions: planned.versions,
    imageTags: planned.imageTags,
    force: at.step.force,
  };
}
