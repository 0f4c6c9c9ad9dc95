import { readDockerfile } from '../context/dockerfile.ts';
import type { Gathered } from '../context/gather.ts';
import type { OnImmutable } from '../context/published.ts';
import type { Inputs } from '../inputs/schema.ts';
import { VERSION } from '../oci/imageAnnotations.ts';
import { dockerfileLabelKeys } from '../plan/dockerfileLabels.ts';
import type { Notice, Plan, PlannedImage } from '../plan/plan.ts';
import { planRun } from '../plan/planRun.ts';
import { affixesOf } from '../plan/planVariant.ts';
import type { NamedVariant } from '../plan/variants.ts';
import { knownVersions } from '../plan/versionOrder.ts';
import { type AheadBuilder, buildxVersionOf, platformsOf } from './buildFacts.ts';
import type { Announced } from './githubRelease.ts';
import { planNotices } from './planNotices.ts';
import { optionalIn, type Registered, readRegistries } from './registries.ts';
import type { ResolvedRelease } from './release.ts';
import type { Session } from './session.ts';
import { whatFollows } from './whatFollows.ts';

/** What deciding needs beyond the inputs. */
export interface Decision {
  gathered: Gathered;
  release: ResolvedRelease;
  optionalHosts: readonly string[];
  /** Undefined where the registries are not asked. */
  session: Session | undefined;
  builder: AheadBuilder;
  /** Writes the changelog and plans the GitHub Release. */
  announce: () => Promise<Announced>;
  warnings: readonly string[];
}

/** Reads what the registries hold, and plans. */
export async function decide(inputs: Inputs, decision: Decision): Promise<Plan> {
  const { gathered, release } = decision;
  const { context } = gathered;
  const active = release.variants.some(isActive);
  const push = release.push && active;
  const next = whatFollows(inputs, decision);
  if (active && !push) next.onBuild();
  const registering = register(decision, push, next.onImmutable);
  const dockerfileLabels = readLabels(inputs, decision);
  const [registered, announced, builder, buildxVersion] = await Promise.all([
    registering.finally(next.onAnswered),
    next.announced,
    decision.builder.plan,
    buildxVersionOf(inputs, decision),
  ]);
  return planRun(inputs, {
    context,
    variants: release.variants,
    push,
    why: release.why,
    images: release.variants.filter(isActive).flatMap((one) => planImages(one, decision, registered)),
    published: registered.published,
    trace: gathered.trace(),
    platforms: platformsOf(inputs, gathered, release.variants),
    builder,
    buildxVersion,
    dockerfileLabels,
    changelog: announced.changelog,
    gitHubRelease: announced.release,
    notices: [
      ...warningsOf(decision),
      ...registered.notices,
      ...release.notices,
      ...announced.notices,
      ...planNotices(inputs, decision),
    ],
  });
}

async function register(
  { release, session, optionalHosts }: Decision,
  push: boolean,
  onImmutable: OnImmutable,
): Promise<Registered> {
  if (!session || !push) return { images: release.images, published: [], notices: [] };
  return readRegistries(release, { session, isOptional: optionalIn(optionalHosts), onImmutable });
}

function isActive({ metadata }: NamedVariant): boolean {
  return metadata.release.tags.length > 0;
}

/** The labels that each variant's Dockerfile sets, by the variant's name. */
function readLabels(
  { build }: Inputs,
  { gathered, release }: Decision,
): ReadonlyMap<string, ReadonlySet<string>> {
  const directory = gathered.context.git.root ?? '.';
  const labels = release.variants.map(({ variant }) => {
    const { context = build.context, file = build.file, target = build.target } = variant;
    const dockerfile = readDockerfile({ context, file }, directory);
    const keys = dockerfile === undefined ? new Set<string>() : dockerfileLabelKeys(dockerfile, target);
    return [variant.name, keys] as const;
  });
  return new Map(labels);
}

function warningsOf({ warnings, gathered }: Decision): Notice[] {
  return [...warnings, ...gathered.warnings].map((text) => ({ level: 'warning', text }));
}

function planImages(
  { variant, metadata }: NamedVariant,
  { gathered, release, optionalHosts }: Decision,
  { images, published }: Registered,
): PlannedImage[] {
  const { labels, version, tags } = metadata.release;
  const { suffix } = affixesOf(labels[VERSION] ?? version, metadata.sourceVersion);
  const isOptional = optionalIn(optionalHosts);
  return images.map((image) => {
    const imageTags = published.find((one) => one.image === image)?.imageTags;
    return {
      variant: variant.name,
      image,
      tags,
      optional: isOptional(image),
      versions: knownVersions(gathered.context.git.gitTags, imageTags ?? [], {
        prefix: release.tagPrefix,
        suffix: variant.suffix || suffix,
      }),
      imageTags,
    };
  });
}
