import { messageOf, UserError } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Step } from '../plan/plan.ts';
import { verifyImage } from '../registry/verify.ts';
import { noticeRoot } from './rootNotice.ts';
import { type Candidate, dropOut, type Effects, type Running } from './running.ts';

type VerifyStep = Extract<Step, { kind: 'verify' }>;

/** Reads back what every registry holds now, all the way down; what is incomplete ends the run before a tag moves. */
export async function verifyImages(step: VerifyStep, running: Running, effects: Effects): Promise<void> {
  const checked = await Promise.all(
    running.candidates.map((candidate) => verified(candidate, step, { running, effects })),
  );
  running.candidates = checked
    .filter((candidate) => candidate !== undefined)
    .filter(({ image }) => !running.dropped.has(image));
}

type To = { running: Running; effects: Effects };

async function verified(candidate: Candidate, step: VerifyStep, to: To): Promise<Candidate | undefined> {
  const optional = to.running.plan.images.some(
    ({ image, optional }) => optional && image === candidate.image,
  );
  try {
    return await verifyCandidate(candidate, step, to);
  } catch (error) {
    if (!optional || to.effects.signal.aborted) throw error;
    dropOut(candidate.image, messageOf(error), { running: to.running, log: to.effects.log });
    return undefined;
  }
}

async function verifyCandidate(
  candidate: Candidate,
  step: VerifyStep,
  { running, effects }: To,
): Promise<Candidate> {
  const builds = running.plan.builds.filter(({ variant }) => variant === candidate.variant);
  const expected = {
    platforms: builds.map(({ platform }) => platform),
    labels: builds.map(({ id, platform, labels }) => ({
      platform,
      labels: running.labels.get(id) ?? labels,
    })),
    deep: step.depth === 'deep',
  };
  const { platforms, faults } = await verifyImage(
    effects.pushed,
    parseRepository(candidate.image),
    candidate.digest,
    expected,
  );
  if (faults.length === 0) {
    noticeRoot(candidate, platforms, { running, effects });
    return { ...candidate, platforms };
  }
  throw new UserError(
    `${candidate.image}@${candidate.digest} is not what was planned: ${faults.join('; ')}`,
    {
      hint: 'No tag was moved. Run again; if it stays, the registry lost or changed something.',
    },
  );
}
