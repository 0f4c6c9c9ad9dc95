import { messageOf } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import type { Step } from '../plan/plan.ts';
import { isGha, withoutCaches, withPushTo } from './bakeDefinition.ts';
import { BuildError, build } from './build.ts';
import { prepareFolders, replaceFolders } from './localCaches.ts';
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
  await running.builder?.ready;
  let { definition } = step;
  for (let attempt = 1; ; attempt++) {
    const unwritable = await prepareFolders(step.folders, effects);
    definition = withoutCaches(definition, (entry) => unwritable.some((folder) => entry.includes(folder)));
    const images = imagesLeft(running, step.pushTo);
    try {
      const result = await build(
        runOf(step, running, { definition: withPushTo(definition, images), secrets: effects.secrets }),
        effects,
      );
      running.built = result.builds;
      running.statistics = result.statistics;
      await replaceFolders(step.folders, effects);
      return;
    } catch (error) {
      if (effects.signal.aborted || !(error instanceof BuildError)) throw error;
      const uncached = error.cacheRefused ? withoutGha(definition) : undefined;
      if (uncached) {
        definition = uncached;
        effects.log.warning(`Building again without the Actions cache, which failed: ${messageOf(error)}`);
        continue;
      }
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

/** Undefined where no target uses the Actions cache. */
function withoutGha(definition: BakeDefinition): BakeDefinition | undefined {
  const targets = Object.values(definition.targets);
  const used = targets.some((target) => [...target['cache-from'], ...target['cache-to']].some(isGha));
  return used ? withoutCaches(definition, isGha) : undefined;
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

function runOf(
  step: BuildStep,
  { builder }: Running,
  { definition, secrets }: { definition: BakeDefinition; secrets: Effects['secrets'] },
) {
  if (!builder) throw new Error('a build was planned without a builder');
  return {
    definition,
    secrets,
    buildx: builder.buildx,
    builder: builder.name,
    env: builder.env,
    dockerfile: step.dockerfile,
    title: step.title,
  };
}
