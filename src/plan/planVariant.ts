import type { Context, Trace } from '../context/context.ts';
import type { Inputs } from '../inputs/schema.ts';
import { VERSION } from '../oci/imageAnnotations.ts';
import { type Platform, platformSlug, samePlatform } from '../oci/platform.ts';
import { annotationsAt } from './annotations.ts';
import { planAttestations } from './attestations.ts';
import { defined } from './bake.ts';
import { contextOf } from './defaultContext.ts';
import { isLeg } from './handOver.ts';
import { keepDockerfileLabels, mergeLabels, platformLabels } from './labels.ts';
import type { Build, PlannedVariant } from './plan.ts';
import { fillPath, type NamedVariant, type Variant } from './variants.ts';

/** What every variant of a run shares. */
export interface VariantFacts {
  context: Context;
  trace: Trace;
  push: boolean;
  /** Of variants that name none themselves; in one leg of a matrix, the only ones. */
  platforms: readonly Platform[];
  /** Labels that each variant's Dockerfile sets itself, by the variant's name. */
  dockerfileLabels: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a variant's platforms become together. */
export function planVariant(
  inputs: Inputs,
  { variant, metadata }: NamedVariant,
  facts: VariantFacts,
): PlannedVariant {
  const { release } = metadata;
  const platforms = platformsOf(inputs, variant, facts);
  const versionLabel = release.labels[VERSION] ?? release.version;
  return {
    name: variant.name,
    platforms,
    shape: shapeOf(inputs, platforms, facts),
    versionLabel,
    affixes: affixesOf(versionLabel, metadata.sourceVersion),
    indexAnnotations: indexAnnotations(release),
  };
}

/** One build a platform. */
export function planBuilds(inputs: Inputs, named: NamedVariant, facts: VariantFacts): Build[] {
  const { variant, metadata } = named;
  const platforms = platformsOf(inputs, variant, facts);
  const { attest } = attestationsOf(inputs, platforms, facts);
  const args = defined({ ...inputs.build.buildArgs, ...variant.buildArgs }, facts.context.environment);
  return platforms.map((platform) => {
    const fill = (path: string) => fillPath(path, { platform, name: variant.name });
    const file = variant.file ?? inputs.build.file;
    return {
      id: [variant.name, platformSlug(platform)].filter(Boolean).join('-'),
      variant: variant.name,
      platform,
      labels: labelsOf(platform, named, facts),
      context: fill(variant.context ?? contextOf(inputs, facts.context)),
      file: file && fill(file),
      target: variant.target ?? inputs.build.target,
      args,
      annotations: metadata.release.annotations.filter((line) => /^manifest[:[]/.test(line)),
      descriptorAnnotations: annotationsAt(metadata.release.annotations, 'manifest-descriptor', platform),
      attest,
    };
  });
}

/** A leg builds what it was given of each variant's platforms, and no more. */
function platformsOf(inputs: Inputs, variant: Variant, facts: VariantFacts): readonly Platform[] {
  const own = variant.platforms ?? facts.platforms;
  return isLeg(inputs) ? own.filter((one) => facts.platforms.some((given) => samePlatform(given, one))) : own;
}

/** Legs attest what they build, so that even one platform may come as an index. */
function shapeOf(inputs: Inputs, platforms: readonly Platform[], facts: VariantFacts) {
  const { shape } = attestationsOf(inputs, platforms, facts);
  return inputs.what.command === 'merge' && inputs.build.imageShape === 'auto' && shape === 'manifest'
    ? 'auto'
    : shape;
}

function attestationsOf(inputs: Inputs, platforms: readonly Platform[], { context, push }: VariantFacts) {
  // a leg is one of several, unless the image must be a plain manifest
  const least = isLeg(inputs) && inputs.build.imageShape !== 'manifest' ? 2 : 0;
  return planAttestations(inputs.build, {
    pushes: push,
    platforms: Math.max(platforms.length, least),
    noDefault: /^(1|t|true)$/i.test(context.environment.BUILDX_NO_DEFAULT_ATTESTATIONS ?? ''),
    runUrl: runUrl(context),
  });
}

function labelsOf(
  platform: Platform,
  { variant, metadata }: NamedVariant,
  { trace, dockerfileLabels }: VariantFacts,
) {
  const { release, userLabels } = metadata;
  const own = platformLabels({
    architecture: platform.architecture,
    traceId: trace.traceId,
    refName: release.tags[0]?.name,
  });
  const told = Object.fromEntries(
    Object.entries(release.labels).filter(([key, value]) => value !== '' || userLabels.has(key)),
  );
  return keepDockerfileLabels(
    mergeLabels(own, told),
    dockerfileLabels.get(variant.name) ?? new Set(),
    userLabels,
  );
}

/** A label of `1.2.3-alpine` for version 1.2.3 has the suffix `-alpine`. */
export function affixesOf(label: string, version: string | undefined): PlannedVariant['affixes'] {
  const at = version === undefined ? -1 : label.indexOf(version);
  if (version === undefined || at < 0) return { prefix: '', suffix: '' };
  return { prefix: label.slice(0, at), suffix: label.slice(at + version.length) };
}

/** An index always says what it is: registries show its annotations, not those of its platforms. */
function indexAnnotations({
  labels,
  annotations,
}: NamedVariant['metadata']['release']): Readonly<Record<string, string>> {
  const standard = Object.entries(labels).filter(
    ([key, value]) => key.startsWith('org.opencontainers.image.') && value !== '',
  );
  return { ...Object.fromEntries(standard), ...annotationsAt(annotations, 'index') };
}

function runUrl({ run, environment }: Context): string {
  if (!run.id || !environment.GITHUB_REPOSITORY) return '';
  return `${run.serverUrl}/${environment.GITHUB_REPOSITORY}/actions/runs/${run.id}/attempts/${run.attempt || '1'}`;
}
