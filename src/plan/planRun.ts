import type { Context, PublishedImage } from '../context/context.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { VERSION } from '../oci/imageAnnotations.ts';
import { formatPlatform, type Platform, platformSlug } from '../oci/platform.ts';
import { planAttestations } from './attestations.ts';
import { planBake } from './bake.ts';
import type { BuilderPlan } from './builder.ts';
import { planEmulators } from './emulators.ts';
import { keepDockerfileLabels, mergeLabels, platformLabels } from './labels.ts';
import { planMatrix } from './matrix.ts';
import type { Metadata } from './metadata.ts';
import type { Build, GitHubRelease, Notice, Plan, PlannedImage, Step } from './plan.ts';
import { findPublished, type Published } from './published.ts';

/** What the plan rests on beyond the inputs. */
export interface PlanFacts {
  context: Context;
  metadata: Metadata;
  /** Whether anything is pushed; where not, platforms are only built. */
  push: boolean;
  /** Why this version; empty where it is the ref's or the input's. */
  why: readonly string[];
  images: readonly PlannedImage[];
  /** In the order of the images; empty where nothing was read. */
  published: readonly PublishedImage[];
  platforms: readonly Platform[];
  /** Undefined where nothing can build here, which only `plan` tolerates. */
  builder: BuilderPlan | undefined;
  /** Labels that the Dockerfile sets itself. */
  dockerfileLabels: ReadonlySet<string>;
  changelog: string;
  /** Undefined where none is to be made. */
  gitHubRelease: GitHubRelease | undefined;
  notices: readonly Notice[];
}

/** Decides everything that the run will do; pure. Throws a UserError where nothing may be done. */
export function planRun(inputs: Inputs, facts: PlanFacts): Plan {
  const { context, images, platforms } = facts;
  const { release, outputs } = facts.metadata;
  const active = release.tags.length > 0;
  const builds = active ? platforms.map((platform) => planBuild(platform, facts)) : [];
  return {
    command: inputs.what.command,
    channel: release.channel,
    version: release.version,
    versionLabel: release.labels[VERSION] ?? release.version,
    why: facts.why,
    push: facts.push,
    changelog: facts.changelog,
    images,
    platforms,
    builds,
    metadata: outputs,
    gitSha: context.git.sha,
    buildTime: context.now.toISOString(),
    trace: context.trace,
    matrix: planMatrix(platforms),
    phases: active ? planPhases(inputs, { ...facts, builds }) : [],
    notices: [...facts.notices, ...release.notices],
  };
}

function planBuild(platform: Platform, { context, metadata, dockerfileLabels }: PlanFacts): Build {
  const { release, userLabels } = metadata;
  const own = platformLabels({
    architecture: platform.architecture,
    traceId: context.trace.traceId,
    refName: release.tags[0]?.name,
  });
  const told = Object.fromEntries(
    Object.entries(release.labels).filter(([key, value]) => value !== '' || userLabels.has(key)),
  );
  const labels = keepDockerfileLabels(mergeLabels(own, told), dockerfileLabels, userLabels);
  return { id: platformSlug(platform), variant: '', platform, labels };
}

type PhaseFacts = PlanFacts & { builds: readonly Build[] };

function planPhases(inputs: Inputs, facts: PhaseFacts): Step[][] {
  const { push, images } = facts;
  const names = images.map(({ image }) => image);
  const promote: Step = { kind: 'promote', images, force: inputs.promotion.force };
  const found = push && !inputs.promotion.force ? publishedEverywhere(facts) : undefined;
  const ended: Step[][] = facts.gitHubRelease
    ? [[promote], [{ kind: 'release', release: facts.gitHubRelease }]]
    : [[promote]];
  if (found) return [[found], ...ended];
  const setUp = planSetUp(inputs, facts);
  const build = planBuildStep(inputs, facts);
  if (!push) return [setUp, [build.step]];
  const assemble: Step = {
    kind: 'assemble',
    shape: build.shape,
    images: names,
    imageAnnotations: indexAnnotations(facts),
  };
  const { verify } = inputs.promotion;
  const verification: Step[] = verify === 'off' ? [] : [{ kind: 'verify', depth: verify, images: names }];
  return [
    [{ kind: 'check-push', images: names }, ...setUp],
    [build.step],
    [assemble],
    verification,
    ...ended,
  ];
}

/** An index always says what it is: registries show its annotations, not those of its platforms. */
function indexAnnotations({ metadata }: PlanFacts): Readonly<Record<string, string>> {
  const standard = Object.entries(metadata.release.labels).filter(
    ([key, value]) => key.startsWith('org.opencontainers.image.') && value !== '',
  );
  const own = metadata.release.annotations.flatMap((line) => {
    const [, key, value] = /^index:([^=]+)=([\s\S]*)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries([...standard, ...own]);
}

/** The release as every registry holds it already; throws where an immutable tag holds something else. */
function publishedEverywhere({
  context,
  metadata,
  images,
  published,
  platforms,
}: PhaseFacts): Step | undefined {
  const wanted = { version: metadata.release.labels[VERSION] ?? '', revision: context.git.sha, platforms };
  const found = images.map(({ image, tags }) => ({
    image,
    result: findPublished(tags, heldBy(published, image), wanted),
  }));
  const faults = found.flatMap(({ image, result }) =>
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
  const there = found.flatMap(({ image, result }) => (isPublished(result) ? [{ image, ...result }] : []));
  if (there.length === 0 || there.length < images.length) return undefined;
  return {
    kind: 'adopt',
    images: there.map(({ image, digest }) => ({ image, digest })),
    platforms: there[0]?.held.details ?? [],
  };
}

function isPublished(result: Published): result is Published & { kind: 'published' } {
  return result.kind === 'published';
}

function heldBy(published: readonly PublishedImage[], image: string): PublishedImage['held'] {
  return published.find((one) => one.image === image)?.held ?? {};
}

function planSetUp(inputs: Inputs, { context, platforms, builder }: PhaseFacts): Step[] {
  if (!builder) return [];
  const missing = planEmulators({ qemu: inputs.builder.qemu, platforms, builder, context });
  const emulators: Step[] =
    missing.length > 0
      ? [{ kind: 'set-up-emulators', platforms: missing, image: inputs.builder.qemuImage }]
      : [];
  return [...emulators, { kind: 'set-up-builder', builder }];
}

function planBuildStep(inputs: Inputs, facts: PhaseFacts): { step: Step; shape: 'index' | 'manifest' } {
  const { context, metadata, push, builds, images, builder, platforms } = facts;
  const { attest, shape } = planAttestations(inputs.build, {
    pushes: push,
    platforms: platforms.length,
    runUrl: runUrl(context),
  });
  const pushTo = push ? images.map(({ image }) => image) : [];
  const definition = planBake(inputs.build, {
    builds,
    pushTo,
    manifestAnnotations: metadata.release.annotations.filter((line) => /^manifest[:[]/.test(line)),
    attest,
    context: contextOf(inputs, context),
    storeless: builder?.kind === 'engine',
    environment: context.environment,
  });
  const dockerfile =
    inputs.build.file ?? (inputs.build.context === '.' ? 'Dockerfile' : `${inputs.build.context}/Dockerfile`);
  return {
    step: {
      kind: 'build',
      definition,
      pushTo,
      title: `Build ${platforms.map(formatPlatform).join(', ')}`,
      dockerfile,
    },
    shape,
  };
}

/** `workflow` and `git` are docker/metadata-action's contexts, not folders. */
function contextOf({ build }: Inputs, { run, git, environment }: Context): string {
  if (build.context === 'workflow' || build.context === 'git') return '.';
  const repository = `${run.serverUrl}/${environment.GITHUB_REPOSITORY ?? ''}.git#${git.sha || run.ref}`;
  return build.context.replace(/\{\{\s*defaultContext\s*\}\}/g, repository);
}

function runUrl({ run, environment }: Context): string {
  return run.id && environment.GITHUB_REPOSITORY
    ? `${run.serverUrl}/${environment.GITHUB_REPOSITORY}/actions/runs/${run.id}/attempts/${run.attempt || '1'}`
    : '';
}
