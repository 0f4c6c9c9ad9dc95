import type { Inputs } from '../inputs/schema.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { planBake } from './bake.ts';
import type { PlannedCaches } from './caches.ts';
import { withDefaultContext } from './defaultContext.ts';
import { planEmulators } from './emulators.ts';
import { givenDigests } from './givenDigests.ts';
import { type HandOverRun, planHandOver } from './handOver.ts';
import { loadedNames } from './load.ts';
import type { Build, PlannedVariant, Step } from './plan.ts';
import type { PlanFacts } from './planRun.ts';
import { publishedEverywhere } from './publishedEverywhere.ts';

/** What steps rest on. */
export type PhaseFacts = PlanFacts & {
  builds: readonly Build[];
  plannedVariants: readonly PlannedVariant[];
  caches: PlannedCaches;
};

/** The steps of a run, in order: `publish` is what `build` does and what `merge` does, in one process. */
export function planPhases(inputs: Inputs, facts: PhaseFacts): Step[][] {
  const { push, images } = facts;
  const { command } = inputs.what;
  if (facts.builds.length === 0 || (command === 'merge' && !push)) return [];
  const found = push && !inputs.promotion.force ? publishedEverywhere(inputs, facts) : undefined;
  const run = planHandOver(facts.context, images);
  if (command === 'build') {
    if (found) return [[{ kind: 'adopt', images: found }]];
    return push ? [...buildPhases(inputs, facts), ...legEnd(inputs, run)] : buildPhases(inputs, facts);
  }
  if (found) return [[{ kind: 'adopt', images: found }], ...promotionPhases(inputs, facts)];
  if (command === 'merge')
    return [
      [
        { kind: 'check-push', images: run.images },
        { kind: 'collect', run, given: givenDigests(inputs, facts.builds) },
      ],
      ...mergePhases(inputs, facts),
      [{ kind: 'clear-hand-over', run }],
    ];
  return [...buildPhases(inputs, facts), ...(push ? mergePhases(inputs, facts) : [])];
}

/** Up to what stands in the registries by digest, a platform each. */
function buildPhases(inputs: Inputs, facts: PhaseFacts): Step[][] {
  const images = facts.push ? namesOf(facts) : [];
  const [first = [], ...others] = planSetUp(inputs, facts);
  const check: Step[] = facts.push ? [{ kind: 'check-push', images }] : [];
  return [[...check, ...first], ...others, [planBuildStep(inputs, facts, images)]];
}

function legEnd({ promotion: { verify } }: Inputs, run: HandOverRun): Step[][] {
  return [[{ kind: 'verify-builds', depth: verify, images: run.images }], [{ kind: 'hand-over', run }]];
}

/** From single platforms to tags. */
function mergePhases(inputs: Inputs, facts: PhaseFacts): Step[][] {
  const { verify } = inputs.promotion;
  return [
    [{ kind: 'assemble', images: namesOf(facts) }],
    verify === 'off' ? [] : [{ kind: 'verify', depth: verify }],
    ...promotionPhases(inputs, facts),
  ];
}

function promotionPhases(inputs: Inputs, { images, gitHubRelease }: PhaseFacts): Step[][] {
  const promote: Step = { kind: 'promote', images, force: inputs.promotion.force };
  return gitHubRelease ? [[promote], [{ kind: 'release', release: gitHubRelease }]] : [[promote]];
}

function namesOf({ images }: PhaseFacts): string[] {
  return [...new Set(images.map(({ image }) => image))];
}

/** Emulators and builder side by side, unless the builder's nodes are asked first. */
function planSetUp(inputs: Inputs, { context, builds, builder }: PhaseFacts): Step[][] {
  if (!builder) return [];
  const wanted = uniquePlatforms(builds.map(({ platform }) => platform));
  const { platforms, asksNodes } = planEmulators({
    qemu: inputs.builder.qemu,
    platforms: wanted,
    builder,
    context,
  });
  const open: Step = { kind: 'set-up-builder', builder };
  if (platforms.length === 0) return [[open]];
  const emulators: Step = {
    kind: 'set-up-emulators',
    platforms,
    asksNodes,
    image: inputs.builder.qemuImage,
  };
  return asksNodes ? [[open], [emulators]] : [[emulators, open]];
}

function planBuildStep(
  inputs: Inputs,
  { context, builds, builder, caches, images }: PhaseFacts,
  pushTo: readonly string[],
): Step {
  const definition = planBake(withDefaultContext(inputs, context), {
    builds,
    pushTo,
    storeless: builder?.kind === 'engine',
    loadedAs: Object.fromEntries(builds.map((build) => [build.id, loadedNames(build, { builds, images })])),
    caches: caches.targets,
  });
  const dockerfiles = builds.map(({ id, file, context }) => {
    const inContext = context === '.' ? 'Dockerfile' : `${context}/Dockerfile`;
    return [id, file ?? inContext] as const;
  });
  return {
    kind: 'build',
    definition,
    title: `Build ${builds.map(({ id }) => id).join(', ')}`,
    dockerfiles: Object.fromEntries(dockerfiles),
    folders: [],
  };
}

/** Each platform once. */
export function uniquePlatforms(platforms: readonly Platform[]): Platform[] {
  return [...new Map(platforms.map((platform) => [formatPlatform(platform), platform])).values()];
}
