import { messageOf, UserError } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Build, Step } from '../plan/plan.ts';
import { verifyImage } from '../registry/verify.ts';
import { digestOf } from './assembleStep.ts';
import { noneLeft } from './optional.ts';
import { type Candidate, dropOut, type Effects, imagesLeft, type Running } from './running.ts';

type VerifyBuildsStep = Extract<Step, { kind: 'verify-builds' }>;

/** Reads back what was pushed for each platform, in every repository; an optional one may drop out. */
export async function verifyBuilds(
  step: VerifyBuildsStep,
  running: Running,
  effects: Effects,
): Promise<void> {
  const { builds } = running.plan;
  const at = { step, running, effects };
  const found = await Promise.all(
    imagesLeft(running, step.images).flatMap((image) => builds.map((build) => verifyBuild(image, build, at))),
  );
  running.candidates = found
    .filter((candidate) => candidate !== undefined)
    .filter(({ image }) => !running.dropped.has(image));
  if (running.candidates.length === 0) throw noneLeft('handed over');
}

interface At {
  step: VerifyBuildsStep;
  running: Running;
  effects: Effects;
}

async function verifyBuild(image: string, build: Build, at: At): Promise<Candidate | undefined> {
  const { running, effects } = at;
  try {
    return await readBuild(image, build, at);
  } catch (error) {
    const optional = running.plan.images.some((one) => one.optional && one.image === image);
    if (!optional || effects.signal.aborted) throw error;
    dropOut(image, messageOf(error), { running, log: effects.log });
    return undefined;
  }
}

async function readBuild(image: string, build: Build, { step, running, effects }: At): Promise<Candidate> {
  const { platform, labels, variant } = build;
  const digest = digestOf(build, running);
  const repository = parseRepository(image);
  const expected = { platforms: [platform], labels: [{ platform, labels }], deep: step.depth === 'deep' };
  const found =
    step.depth === 'off'
      ? await unverified({ image, build, effects }, digest)
      : await verifyImage(effects.pushed, repository, digest, expected);
  if (found.faults.length > 0)
    throw new UserError(`${image}@${digest} is not what was planned: ${found.faults.join('; ')}`, {
      hint: 'Nothing was handed over. Run again; if it stays, the registry lost or changed something.',
    });
  // what is handed over is what was pushed, attestations included
  const platforms = found.platforms.map((one) => ({ ...one, digest }));
  const { mediaType, bytes } = found;
  return { variant, image, digest, mediaType, bytes, platforms };
}

async function unverified(
  { image, build, effects }: { image: string; build: Build; effects: Effects },
  digest: Candidate['digest'],
): Promise<Omit<Candidate, 'variant' | 'image' | 'digest'> & { faults: readonly string[] }> {
  const manifest = await effects.client.getManifest(parseRepository(image), digest);
  const platforms = [{ platform: build.platform, digest, size: 0, labels: build.labels, created: undefined }];
  if (!manifest) return { mediaType: '', bytes: new Uint8Array(), platforms, faults: ['it is not there'] };
  return { mediaType: manifest.mediaType, bytes: manifest.bytes, platforms, faults: [] };
}
