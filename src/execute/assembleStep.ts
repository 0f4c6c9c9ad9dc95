import { UserError } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Build, Step } from '../plan/plan.ts';
import { assemble } from './assemble.ts';
import { dropOut, type Effects, imagesLeft, type Running } from './running.ts';

/** Puts what was built for each platform together, by digest, in every repository. */
export async function assembleImages(
  step: Extract<Step, { kind: 'assemble' }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  const images = imagesLeft(running, step.images);
  if (images.length === 0)
    throw new UserError('Every registry was optional and failed; nothing was published.');
  const isOptional = (name: string) =>
    running.plan.images.some(({ image, optional }) => image === name && optional);
  const targets = images.map((image) => ({
    repository: parseRepository(image),
    optional: isOptional(image),
  }));
  const results = running.plan.builds.map((build) => ({
    platform: build.platform,
    digest: digestOf(build, running),
  }));
  const { digest, mediaType, bytes, failed } = await assemble(
    { targets, results, shape: step.shape, annotations: step.imageAnnotations },
    effects.client,
  );
  for (const { image, reason } of failed) dropOut(image, reason, { running, log: effects.log });
  running.candidates = imagesLeft(running, images).map((image) => ({ image, digest, mediaType, bytes }));
}

function digestOf(build: Build, running: Running) {
  const digest = running.built.find(({ id }) => id === build.id)?.digest;
  if (!digest)
    throw new UserError(`The build of ${build.id} gave no digest`, {
      hint: 'The builder must be able to push by digest: docker-container, remote, kubernetes, or an engine with the containerd image store.',
    });
  return digest;
}
