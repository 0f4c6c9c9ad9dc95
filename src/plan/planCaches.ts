import type { Inputs } from '../inputs/schema.ts';
import { localContexts } from './buildContexts.ts';
import { type CacheParts, ghaFaultOf } from './cacheFault.ts';
import { cacheServiceOf } from './cacheService.ts';
import { type PlannedCaches, planCaches } from './caches.ts';
import type { Build, PlannedImage, Step } from './plan.ts';
import type { VariantFacts } from './planVariant.ts';

/** What the caches of a run rest on. */
export interface RunCacheFacts extends Pick<VariantFacts, 'context' | 'push'>, Omit<CacheParts, 'engine'> {
  images: readonly PlannedImage[];
}

/** The caches of a run's builds. Runs that others can start with code of their own only read them. */
export function planRunCaches(
  inputs: Inputs['build'],
  builds: readonly Build[],
  facts: RunCacheFacts,
): PlannedCaches {
  const { context, images, push } = facts;
  return planCaches(inputs, {
    builds,
    image: images[0]?.image,
    push,
    untrusted: context.trigger.kind === 'pull_request' || context.run.privileged,
    service: cacheServiceOf(context.environment),
    ghaFault: ghaFaultOf({ ...facts, engine: context.engine }),
    environment: context.environment,
  });
}

/**
 * Adds to phases that build: local caches are restored before and saved beside the last step, and the build context is
 * looked at while the builder works. Phases without a build stay as they are.
 */
export function withCaches(
  phases: readonly (readonly Step[])[],
  { folders }: PlannedCaches,
  { builds, maxBytes }: { builds: readonly Build[]; maxBytes: number },
): Step[][] {
  const at = phases.findIndex((phase) => phase.some(({ kind }) => kind === 'build'));
  if (at < 0) return phases.map((phase) => [...phase]);
  const restored = folders.filter(({ restore }) => restore);
  const saved = folders.filter(({ save }) => save);
  const contexts = localContexts(builds);
  const before: Step[] = restored.length > 0 ? [{ kind: 'restore-caches', folders: restored }] : [];
  const beside: Step[] = contexts.length > 0 ? [{ kind: 'check-context', contexts }] : [];
  const last: Step[] = saved.length > 0 ? [{ kind: 'save-caches', folders: saved, maxBytes }] : [];
  return [
    ...phases.slice(0, at).map((phase, index) => (index === at - 1 ? [...phase, ...before] : [...phase])),
    [...(phases[at] ?? []).map((step) => (step.kind === 'build' ? { ...step, folders } : step)), ...beside],
    ...phases.slice(at + 1, -1).map((phase) => [...phase]),
    ...(phases.length - 1 > at ? [[...(phases.at(-1) ?? []), ...last]] : last.length > 0 ? [last] : []),
  ];
}
