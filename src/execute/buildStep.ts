import { messageOf } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import type { Step } from '../plan/plan.ts';
import { formatBake, withPushTo } from './bakeDefinition.ts';
import { BuildError, build } from './build.ts';
import { dropOut, type Effects, imagesLeft, type Running } from './running.ts';

type BuildStep = Extract<Step, { kind: 'build' }>;

/** A push through BuildKit is repeated by building again, which its cache makes cheap. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 1000;

/**
 * Builds every platform in one run and pushes each by digest to all registries at once. An optional registry
 * that fails is left out of the next attempt; what may pass is tried again.
 */
export async function buildPlatforms(step: BuildStep, running: Running, effects: Effects): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const images = imagesLeft(running, step.pushTo);
    try {
      const result = await build(runOf(step, running, withPushTo(step.definition, images)), effects);
      running.built = result.builds;
      running.statistics = result.statistics;
      return;
    } catch (error) {
      if (effects.signal.aborted || !(error instanceof BuildError)) throw error;
      if (dropOptional(error, { running, images, effects })) continue;
      if (!error.mayPass || attempt === ATTEMPTS) throw error;
      const ms = FIRST_WAIT_MS * 2 ** (attempt - 1);
      effects.log.warning(
        `Building again in ${ms / 1000} s, from the cache, since the push may pass: ${messageOf(error)}`,
      );
      await effects.pause(ms, effects.signal);
    }
  }
}

function dropOptional(
  error: BuildError,
  at: { running: Running; images: readonly string[]; effects: Effects },
): boolean {
  const optional = at.running.plan.images.filter(
    ({ image, optional }) => optional && at.images.includes(image),
  );
  const culprit = optional.find(({ image }) => error.said.includes(parseRepository(image).registry));
  if (!culprit || at.images.length < 2) return false;
  dropOut(culprit.image, error.message, { running: at.running, log: at.effects.log });
  return true;
}

function runOf(step: BuildStep, running: Running, definition: BakeDefinition) {
  const { builder } = running;
  if (!builder) throw new Error('a build was planned without a builder');
  return {
    definition: formatBake(definition),
    targets: Object.keys(definition.targets),
    allow: definition.allow,
    secretEnvironment: definition.secretEnvironment,
    buildx: builder.buildx,
    builder: builder.name,
    env: builder.env,
    dockerfile: step.dockerfile,
    title: step.title,
  };
}
