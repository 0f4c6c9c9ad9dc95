import { UserError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Build, PlannedVariant, Step } from '../plan/plan.ts';
import { type Assembly, assemble } from './assemble.ts';
import { noneLeft } from './optional.ts';
import { type Candidate, dropOut, type Effects, imagesLeft, type Running } from './running.ts';

/** Puts what was built for each platform of each variant together, by digest, in every repository; an optional one may drop out. */
export async function assembleImages(
  step: Extract<Step, { kind: 'assemble' }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  const optional = new Set(running.plan.images.filter((image) => image.optional).map(({ image }) => image));
  const targets = imagesLeft(running, step.images).map((image) => ({
    repository: parseRepository(image),
    optional: optional.has(image),
  }));
  if (targets.length === 0) throw noneLeft('published');
  const all = await Promise.all(
    running.plan.variants.map((variant) => assembleVariant(variant, { targets, running, effects })),
  );
  running.candidates = all.flat().filter(({ image }) => !running.dropped.has(image));
}

interface At {
  targets: Assembly['targets'];
  running: Running;
  effects: Effects;
}

async function assembleVariant(
  variant: PlannedVariant,
  { targets, running, effects }: At,
): Promise<Candidate[]> {
  const builds = running.plan.builds.filter((build) => build.variant === variant.name);
  const results = builds.map((build) => ({
    platform: build.platform,
    digest: digestOf(build, running),
    annotations: build.descriptorAnnotations,
  }));
  const assembly = { targets, results, shape: variant.shape, annotations: variant.indexAnnotations };
  const { digest, mediaType, bytes, failed } = await assemble(assembly, effects.pushed);
  for (const { image, reason } of failed) dropOut(image, reason, { running, log: effects.log });
  return targets.map(({ repository }) => ({
    variant: variant.name,
    image: repository.name,
    digest,
    mediaType,
    bytes,
    platforms: [],
  }));
}

/** What the build of one platform gave. Throws a UserError where it gave nothing. */
export function digestOf(build: Build, running: Running): Digest {
  const digest = running.built.find(({ id }) => id === build.id)?.digest;
  if (digest) return digest;
  throw new UserError(`The build of ${build.id} gave no digest`, {
    hint: 'The builder must be able to push by digest: docker-container, remote, kubernetes, or an engine with the containerd image store.',
  });
}
