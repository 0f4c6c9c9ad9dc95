import type { Plan, Step } from '../plan/plan.ts';
import { adopt } from './adopt.ts';
import { assembleImages } from './assembleStep.ts';
import { endBuild } from './buildEnd.ts';
import { buildPlatforms } from './buildStep.ts';
import { checkPush } from './checkPush.ts';
import { clearHandOver, collect } from './collectStep.ts';
import { checkContexts } from './contextStep.ts';
import { handOver } from './handOverStep.ts';
import { restoreCaches, saveCaches } from './localCaches.ts';
import type { Outcome } from './outcome.ts';
import { promoteImages } from './promoteStep.ts';
import { makeRelease } from './releaseStep.ts';
import { type Effects, type Running, startRunning } from './running.ts';
import { setUpBuilder, setUpEmulators } from './setUp.ts';
import { verifyBuilds } from './verifyBuildsStep.ts';
import { verifyImages } from './verifyStep.ts';

type Handlers = {
  [Kind in Step['kind']]: (
    step: Extract<Step, { kind: Kind }>,
    running: Running,
    effects: Effects,
  ) => Promise<void>;
};

/** What carries out each kind of step. */
const handlers: Handlers = {
  'check-push': checkPush,
  'set-up-emulators': setUpEmulators,
  'set-up-builder': setUpBuilder,
  'restore-caches': restoreCaches,
  build: buildPlatforms,
  'check-context': checkContexts,
  'save-caches': saveCaches,
  'verify-builds': verifyBuilds,
  'hand-over': handOver,
  collect,
  'clear-hand-over': clearHandOver,
  assemble: assembleImages,
  adopt,
  verify: verifyImages,
  promote: promoteImages,
  release: makeRelease,
};

/**
 * Carries a plan out, phase by phase. The first failing step ends it, after its siblings have ended; what was done by then
 * is told all the same, with the failure beside it.
 */
export async function execute(plan: Plan, effects: Effects): Promise<Outcome> {
  const running = startRunning(plan);
  try {
    for (const phase of plan.phases) {
      const settled = await Promise.allSettled(phase.map((step) => timed(step, running, effects)));
      const failed = settled.find((result) => result.status === 'rejected');
      if (failed) return { ...(await ended(running, effects)), failure: failed.reason };
    }
    return await ended(running, effects);
  } finally {
    await running.builder?.close();
  }
}

async function timed(step: Step, running: Running, effects: Effects): Promise<void> {
  const start = performance.now();
  await perform(step, running, effects);
  running.durations.push({ step: step.kind, ms: Math.round(performance.now() - start) });
}

function perform<Kind extends Step['kind']>(
  step: Extract<Step, { kind: Kind }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  // TypeScript does not narrow a mapped type by a generic key
  const handler = handlers[step.kind] as (step: Step, running: Running, effects: Effects) => Promise<void>;
  return handler(step, running, effects);
}

async function ended(running: Running, effects: Effects): Promise<Outcome> {
  await endBuild(running, effects);
  return outcomeOf(running, effects);
}

function outcomeOf(running: Running, effects: Effects): Outcome {
  const { built, statistics } = running;
  const digest = running.candidates[0]?.digest;
  const only = built.length === 1 ? built[0] : undefined;
  return {
    digest,
    images: running.candidates.map(({ image, digest }) => `${image}@${digest}`),
    imageId: only?.imageId ?? digest ?? only?.digest,
    platforms: platformsOf(running),
    metadata: Object.fromEntries(built.map(({ id, metadata }) => [id, metadata])),
    promoted: running.promoted,
    releaseUrl: running.releaseUrl,
    cache: statistics && { steps: statistics.steps, cached: statistics.cached },
    durations: running.durations,
    warnings: running.warnings,
    notices: running.notices,
    contexts: running.contexts,
    waits: effects.client.waits().length,
  };
}

/** Of each variant, as the first registry holds it. */
function platformsOf({ candidates }: Running): Outcome['platforms'] {
  const [first] = candidates;
  return candidates
    .filter(({ image }) => image === first?.image)
    .flatMap(({ variant, platforms }) => platforms.map((platform) => ({ ...platform, variant })));
}
