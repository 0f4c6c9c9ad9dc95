import { UserError } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Step } from '../plan/plan.ts';
import { verifyImage } from '../registry/verify.ts';
import { type Candidate, dropOut, type Effects, type Running } from './running.ts';

type VerifyStep = Extract<Step, { kind: 'verify' }>;

/** Reads back what every registry holds now, all the way down; what is incomplete ends the run before a tag moves. */
export async function verifyImages(step: VerifyStep, running: Running, effects: Effects): Promise<void> {
  const checked = await Promise.all(
    running.candidates.map((candidate) => verified(candidate, step, { running, effects })),
  );
  const complete = checked.filter((one) => one !== undefined);
  running.candidates = complete.map(({ candidate }) => candidate);
  running.verified = complete[0]?.platforms ?? [];
}

async function verified(candidate: Candidate, step: VerifyStep, to: { running: Running; effects: Effects }) {
  const { plan } = to.running;
  const { platforms, faults } = await verifyImage(
    to.effects.client,
    parseRepository(candidate.image),
    candidate.digest,
    {
      platforms: plan.platforms,
      labels: plan.builds.map(({ platform, labels }) => ({ platform, labels })),
      deep: step.depth === 'deep',
    },
  );
  if (faults.length === 0) return { candidate, platforms };
  const text = `${candidate.image}@${candidate.digest} is not what was planned: ${faults.join('; ')}`;
  if (!plan.images.find(({ image }) => image === candidate.image)?.optional) {
    throw new UserError(text, {
      hint: 'No tag was moved. Run again; if it stays, the registry lost or changed something.',
    });
  }
  dropOut(candidate.image, faults.join('; '), { running: to.running, log: to.effects.log });
  return undefined;
}
