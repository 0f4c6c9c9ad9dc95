import { messageOf } from '../errors.ts';
import { nextTurn } from '../host/pause.ts';
import type { Digest } from '../oci/digest.ts';
import { parseRepository } from '../oci/reference.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import type { Step } from '../plan/plan.ts';
import { isGha, withoutCaches } from './bakeDefinition.ts';
import { BuildError, build } from './build.ts';
import { prepareFolders, replaceFolders } from './localCaches.ts';
import { readAhead, readTagsAhead } from './readAhead.ts';
import { dropOut, type Effects, imagesLeft, type Running } from './running.ts';

type BuildStep = Extract<Step, { kind: 'build' }>;

/**
 * Builds every platform in one run and pushes each by digest to all registries at once. An optional registry
 * that fails is left out of the next attempt; what may pass is tried again, as requests of our own are: BuildKit's cache
 * makes that cheap.
 */
export async function buildPlatforms(step: BuildStep, running: Running, effects: Effects): Promise<void> {
  await running.builder?.ready;
  nextTurn().then(() => readTagsAhead(running, effects)); // the definition goes first
  let { definition } = step;
  for (let attempt = 1; ; attempt++) {
    const unwritable = await prepareFolders(step.folders, effects);
    const images = imagesLeft(running, definition.pushTo);
    const isUnwritable = (entry: string) => unwritable.some((folder) => entry.includes(folder));
    definition = { ...withoutCaches(definition, isUnwritable), pushTo: images };
    try {
      const run = {
        ...runOf(step, running, { definition, secrets: effects.secrets }),
        waiting: attempt === 1 ? running.builder?.waiting : undefined,
        onPushed: (digest: Digest) => readAhead(images, digest, effects),
        toTheEnd: step.folders.length > 0,
      };
      const result = await effects.client.exempt(() => build(run, effects));
      running.built = result.builds;
      running.ending = result.end;
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
      await untilRepeat(error, attempt, effects);
    }
  }
}

/** Waits until another build makes sense and the registry takes uploads; throws where it does not. */
async function untilRepeat(error: BuildError, attempt: number, { client }: Effects): Promise<void> {
  const { again, push } = error;
  if (!again) throw error;
  await client.wait(push?.repository.registry ?? 'a base image', again, attempt);
  if (push) await client.checkPush(push.repository);
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
  const culprit = optional.find(({ image }) => {
    const { registry } = parseRepository(image);
    return error.push ? error.push.repository.registry === registry : error.said.includes(registry);
  });
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
    dockerfiles: step.dockerfiles,
    title: step.title,
  };
}
