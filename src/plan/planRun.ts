import type { PublishedImage } from '../context/context.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { planBake } from './bake.ts';
import type { BuilderPlan } from './builder.ts';
import { planEmulators } from './emulators.ts';
import { planMatrix } from './matrix.ts';
import type {
  Build,
  GitHubRelease,
  KnownImage,
  MetadataOutputs,
  Notice,
  Plan,
  PlannedImage,
  PlannedVariant,
  Step,
} from './plan.ts';
import { planBuilds, planVariant, type VariantFacts } from './planVariant.ts';
import { findPublished } from './published.ts';
import type { NamedVariant } from './variants.ts';

/** What the plan rests on beyond the inputs. */
export interface PlanFacts extends VariantFacts {
  /** At least one; the first gives the run its version and its outputs. */
  variants: readonly [NamedVariant, ...NamedVariant[]];
  /** Why this version; empty where it is the ref's or the input's. */
  why: readonly string[];
  images: readonly PlannedImage[];
  published: readonly PublishedImage[];
  /** Undefined where nothing can build here, which only `plan` tolerates. */
  builder: BuilderPlan | undefined;
  changelog: string;
  /** Undefined where none is to be made. */
  gitHubRelease: GitHubRelease | undefined;
  notices: readonly Notice[];
}

/** Decides everything that the run will do; pure. Throws a UserError where nothing may be done. */
export function planRun(inputs: Inputs, facts: PlanFacts): Plan {
  const { context } = facts;
  const [{ metadata }] = facts.variants;
  const active = facts.variants.filter((one) => one.metadata.release.tags.length > 0);
  const builds = active.flatMap((one) => planBuilds(inputs, one, facts));
  const variants = active.map((one) => planVariant(inputs, one, facts));
  const platforms = uniquePlatforms(
    builds.length > 0 ? builds.map(({ platform }) => platform) : facts.platforms,
  );
  return {
    command: inputs.what.command,
    channel: metadata.release.channel,
    version: metadata.release.version,
    why: facts.why,
    push: facts.push,
    changelog: facts.changelog,
    images: facts.images,
    variants,
    platforms,
    builds,
    metadata: joinOutputs(facts.variants, inputs),
    gitSha: context.git.sha,
    buildTime: context.now.toISOString(),
    trace: context.trace,
    matrix: planMatrix(platforms),
    phases: active.length > 0 ? planPhases(inputs, { ...facts, builds, plannedVariants: variants }) : [],
    notices: [...facts.notices, ...facts.variants.flatMap((one) => one.metadata.release.notices)],
  };
}

function uniquePlatforms(platforms: readonly Platform[]): Platform[] {
  return [...new Map(platforms.map((platform) => [formatPlatform(platform), platform])).values()];
}

/** The first variant's, with the tags of all. */
function joinOutputs(variants: PlanFacts['variants'], { metadata: { sepTags } }: Inputs): MetadataOutputs {
  const join = (pick: (outputs: MetadataOutputs) => string) =>
    variants
      .map(({ metadata }) => pick(metadata.outputs))
      .filter(Boolean)
      .join(sepTags);
  return {
    ...variants[0].metadata.outputs,
    tags: join(({ tags }) => tags),
    tagNames: join(({ tagNames }) => tagNames),
  };
}

type PhaseFacts = PlanFacts & { builds: readonly Build[]; plannedVariants: readonly PlannedVariant[] };

function planPhases(inputs: Inputs, facts: PhaseFacts): Step[][] {
  const { push, images, gitHubRelease } = facts;
  const names = [...new Set(images.map(({ image }) => image))];
  const promote: Step = { kind: 'promote', images, force: inputs.promotion.force };
  const ended: Step[][] = gitHubRelease
    ? [[promote], [{ kind: 'release', release: gitHubRelease }]]
    : [[promote]];
  const found = push && !inputs.promotion.force ? publishedEverywhere(facts) : undefined;
  if (found) return [[{ kind: 'adopt', images: found }], ...ended];
  const setUp = planSetUp(inputs, facts);
  const build = planBuildStep(inputs, facts, push ? names : []);
  if (!push) return [setUp, [build]];
  const { verify } = inputs.promotion;
  const verification: Step[] = verify === 'off' ? [] : [{ kind: 'verify', depth: verify }];
  return [
    [{ kind: 'check-push', images: names }, ...setUp],
    [build],
    [{ kind: 'assemble', images: names }],
    verification,
    ...ended,
  ];
}

/** The release as every registry holds it already; throws where an immutable tag holds something else. */
function publishedEverywhere({
  context,
  plannedVariants,
  images,
  published,
}: PhaseFacts): KnownImage[] | undefined {
  const looked = images.map(({ variant, image, tags }) => {
    const planned = plannedVariants.find(({ name }) => name === variant);
    const wanted = {
      version: planned?.versionLabel ?? '',
      revision: context.git.sha,
      platforms: planned?.platforms ?? [],
    };
    return { variant, image, result: findPublished(tags, heldBy(published, image), wanted) };
  });
  const faults = looked.flatMap(({ image, result }) =>
    result.kind === 'conflict' ? result.faults.map((fault) => `${image}: ${fault}`) : [],
  );
  if (faults.length > 0) {
    throw new UserError(
      `Nothing was built, since it could not be published:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
      {
        hint: 'Publish under a new version, or set force: true to replace what is there.',
      },
    );
  }
  const there = looked.flatMap(({ variant, image, result }) =>
    result.kind === 'published'
      ? [{ variant, image, digest: result.digest, platforms: result.held.details ?? [] }]
      : [],
  );
  return there.length > 0 && there.length === images.length ? there : undefined;
}

function heldBy(published: readonly PublishedImage[], image: string): PublishedImage['held'] {
  return published.find((one) => one.image === image)?.held ?? {};
}

function planSetUp(inputs: Inputs, { context, builds, builder }: PhaseFacts): Step[] {
  if (!builder) return [];
  const platforms = uniquePlatforms(builds.map(({ platform }) => platform));
  const missing = planEmulators({ qemu: inputs.builder.qemu, platforms, builder, context });
  const emulators: Step[] =
    missing.length > 0
      ? [{ kind: 'set-up-emulators', platforms: missing, image: inputs.builder.qemuImage }]
      : [];
  return [...emulators, { kind: 'set-up-builder', builder }];
}

function planBuildStep(inputs: Inputs, { builds, builder }: PhaseFacts, pushTo: readonly string[]): Step {
  const definition = planBake(inputs.build, { builds, pushTo, storeless: builder?.kind === 'engine' });
  const [first] = builds;
  const dockerfile =
    first?.file ??
    (first === undefined || first.context === '.' ? 'Dockerfile' : `${first.context}/Dockerfile`);
  return {
    kind: 'build',
    definition,
    pushTo,
    title: `Build ${builds.map(({ id }) => id).join(', ')}`,
    dockerfile,
  };
}
