import type { Context } from '../context/context.ts';
import { annotationLevels, annotationLines } from './annotations.ts';
import type { ResolvedChannel } from './channel.ts';
import { refFacts } from './expressions.ts';
import { together } from './faults.ts';
import { parseFlavor } from './flavor.ts';
import { parseImages } from './images.ts';
import { mergeLabels, parseLabels, standardLabels, type UserLabels } from './labels.ts';
import { metadataOutputs } from './metadataOutputs.ts';
import type { MetadataOutputs, Release } from './plan.ts';
import { type KnownVersions, releaseScope } from './releaseScope.ts';
import { parseRules } from './tags/parse.ts';
import { type ResolvedNames, resolveRules } from './tags/resolve.ts';

/** The inputs that users of docker/metadata-action know, as lines. */
export interface MetadataInputs {
  images: readonly string[];
  tags: readonly string[];
  flavor: readonly string[];
  labels: readonly string[];
  annotations: readonly string[];
  sepTags: string;
  sepLabels: string;
  sepAnnotations: string;
  bakeTarget: string;
}

/** What was resolved before. */
export interface MetadataFacts extends KnownVersions {
  /** The run's channel; undefined where none takes it. */
  channel?: ResolvedChannel | undefined;
  /** The git tag that this run releases although none was pushed. */
  releaseTag?: string | undefined;
}

export interface Metadata {
  release: Release;
  /** Image names without a tag, lower case. */
  images: readonly string[];
  /** The version that tags were made from, for the order of releases: no variant's prefix or suffix stands in it. */
  sourceVersion: string | undefined;
  /** Keys of the labels that the user gave: they replace even a Dockerfile's own. */
  userLabels: ReadonlySet<string>;
  outputs: MetadataOutputs;
}

/** Resolves names, labels and annotations; throws one UserError with the faults of all inputs. */
export function resolveMetadata(inputs: MetadataInputs, context: Context, facts: MetadataFacts): Metadata {
  const scope = releaseScope(context, { ...facts, channel: facts.channel?.channel });
  const [images, flavor, rules, labels, annotations] = together([
    () => parseImages(inputs.images),
    () => parseFlavor(inputs.flavor),
    () => parseRules(inputs.tags),
    () => parseLabels('labels', inputs.labels, scope),
    () => parseLabels('annotations', inputs.annotations, scope),
  ]);
  const names = resolveRules({
    rules,
    flavor,
    facts: {
      context,
      ref: refFacts(context),
      scope,
      channel: facts.channel,
      version: facts.version,
      releaseTag: facts.releaseTag,
    },
  });
  return assemble({ inputs, context, channel: facts.channel, images, names, labels, annotations });
}

interface Parts {
  inputs: MetadataInputs;
  context: Context;
  channel: ResolvedChannel | undefined;
  images: readonly string[];
  names: ResolvedNames;
  labels: UserLabels;
  annotations: UserLabels;
}

function assemble({ inputs, context, channel, images, names, labels, annotations }: Parts): Metadata {
  const standard = standardLabels(context, names.version);
  const all = mergeLabels(standard, labels.entries);
  const levelled = annotationLines(standard, annotations.entries, annotationLevels(context.environment));
  const release: Release = {
    channel: channel?.channel,
    version: names.version ?? '',
    tags: names.tags,
    labels: all,
    annotations: levelled,
    notices: [...(channel?.notices ?? []), ...names.notices, ...labels.notices, ...annotations.notices],
  };
  return {
    release,
    images,
    sourceVersion: names.sourceVersion,
    userLabels: new Set(labels.entries.map(([key]) => key)),
    outputs: metadataOutputs({
      version: names.version,
      images,
      tagNames: names.tags.map(({ name }) => name),
      labels: all,
      annotations: levelled,
      separators: inputs,
      bakeTarget: inputs.bakeTarget,
    }),
  };
}
