import type { PublishedImage } from '../context/context.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { BuilderPlan } from './builder.ts';
import { handOverNotices } from './handOver.ts';
import { planMatrix, platformNotices } from './matrix.ts';
import { planPhases, uniquePlatforms } from './phases.ts';
import type { GitHubRelease, MetadataOutputs, Notice, Plan, PlannedImage } from './plan.ts';
import { planRunCaches, withCaches } from './planCaches.ts';
import { planBuilds, planVariant, type VariantFacts } from './planVariant.ts';
import { secretNotices } from './secrets.ts';
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
  /** Undefined where it is not known. */
  buildxVersion: string | undefined;
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
  const caches = planRunCaches(inputs.build, builds, facts);
  const planned =
    active.length > 0 ? planPhases(inputs, { ...facts, builds, plannedVariants: variants, caches }) : [];
  const phases = withCaches(planned, caches, { builds, maxBytes: inputs.build.cacheMaxSize });
  const isBuilt = phases.flat().some(({ kind }) => kind === 'build');
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
    trace: facts.trace,
    matrix: planMatrix(platforms, inputs.what.runners),
    phases,
    notices: [
      ...facts.notices,
      ...platformNotices(platforms),
      ...handOverNotices(inputs, { ...facts, builds, variants: active.map(({ variant }) => variant) }),
      ...(isBuilt ? [...caches.notices, ...secretNotices(inputs.build, builds, context.environment)] : []),
      ...variantNotices(facts.variants, active),
    ],
  };
}

function variantNotices(all: PlanFacts['variants'], active: readonly NamedVariant[]): Notice[] {
  const left = active.length > 0 ? all.filter((one) => !active.includes(one)) : [];
  return [
    ...all.flatMap(({ metadata }) => metadata.release.notices),
    ...left.map(
      ({ variant }): Notice => ({
        level: 'notice',
        text: `No rule yields an image tag for ${variant.name}, which is left out.`,
      }),
    ),
  ];
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
