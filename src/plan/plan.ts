import type { PublishedPlatform } from '../context/context.ts';
import type { Digest } from '../oci/digest.ts';
import type { Platform } from '../oci/platform.ts';
import type { Step } from './step.ts';

export type { PublishedPlatform } from '../context/context.ts';
export type { Step } from './step.ts';

/** How a floating tag is kept from going backwards. */
export type Guard =
  /** Names one build for ever. */
  | { kind: 'immutable' }
  /** Moves only for the highest release among those with the same leading numbers; `prerelease`: those count too. */
  | { kind: 'version'; major?: number; minor?: number; prerelease: boolean }
  /** Moves only to descendants of the commit that it holds. */
  | { kind: 'ancestry' };

/** One tag to be moved, in every image of the variant. */
export interface PlannedTag {
  name: string;
  guard: Guard;
  /** Why it is immutable or floating: the rule and its fields. */
  because: string;
}

/** A name under which the result is published: a repository, and the tags there. */
export interface PlannedImage {
  /** Of which variant; '' where there is but one. */
  variant: string;
  /** As in `Repository.name`. */
  image: string;
  tags: readonly PlannedTag[];
  /** The registry may fail alone, with a warning. */
  optional: boolean;
  /** Every version that this repository's image tags and git's tags name. */
  versions: readonly string[];
  /** All tags as they were listed; undefined where they could not be. */
  imageTags: readonly string[] | undefined;
}

export interface Notice {
  level: 'notice' | 'warning';
  text: string;
}

/** A version, the channel and what follows from them; pure result of inputs and context. */
export interface Release {
  /** Undefined where no channel matches: nothing to do. */
  channel: string | undefined;
  /** Version without prefix; the first tag's name where there is no other. */
  version: string;
  tags: readonly PlannedTag[];
  labels: Readonly<Record<string, string>>;
  /** Lines as users know them: `manifest:key=value`. */
  annotations: readonly string[];
  notices: readonly Notice[];
}

/** One platform of one variant. */
export interface Build {
  /** Unique; also the bake target's name. */
  id: string;
  variant: string;
  platform: Platform;
  labels: Readonly<Record<string, string>>;
  context: string;
  file: string | undefined;
  target: string | undefined;
  args: Readonly<Record<string, string>>;
  /** Lines of annotations that go to the platform's manifest. */
  annotations: readonly string[];
  /** Of the manifest's descriptor in the index. */
  descriptorAnnotations: Readonly<Record<string, string>>;
  attest: readonly string[];
}

/** One variant as a whole: what its platforms become together. */
export interface PlannedVariant {
  name: string;
  platforms: readonly Platform[];
  /** `auto`: as it turns out to be, where another job built it. */
  shape: 'auto' | 'index' | 'manifest';
  /** What the image's own version label says, by which a second run knows it again. */
  versionLabel: string;
  /** What stands around the version in that label. */
  affixes: { prefix: string; suffix: string };
  indexAnnotations: Readonly<Record<string, string>>;
}

/** An image by name and variant, and what it is known to be by now. */
export interface KnownImage {
  variant: string;
  image: string;
  digest: Digest;
  platforms: readonly PublishedPlatform[];
}

/** What docker/metadata-action's outputs carry, as text. */
export interface MetadataOutputs {
  tags: string;
  tagNames: string;
  labels: string;
  annotations: string;
  json: string;
  /** Contents until they are written, paths afterwards. */
  bakeFiles: { all: string; tags: string; labels: string; annotations: string };
}

/** A GitHub Release to be made or completed, and its git tag where this run makes it. */
export interface GitHubRelease {
  gitTag: string;
  sha: string;
  createTag: boolean;
  name: string;
  /** Markdown. */
  changelog: string;
  prerelease: boolean;
  /** Whether GitHub shows it as the latest. */
  latest: boolean;
}

/** Everything that a run will do, as data. */
export interface Plan {
  command: string;
  channel: string | undefined;
  version: string;
  /** Why this version: empty where it is the ref's or the input's. */
  why: readonly string[];
  push: boolean;
  /** Markdown; '' where nothing is released. */
  changelog: string;
  images: readonly PlannedImage[];
  variants: readonly PlannedVariant[];
  platforms: readonly Platform[];
  builds: readonly Build[];
  metadata: MetadataOutputs;
  gitSha: string;
  buildTime: string;
  trace: { traceId: string; traceparent: string };
  /** Native runners first. */
  matrix: readonly { platform: string; runner: string | readonly string[] }[];
  /** In order; those of one phase run side by side. */
  phases: readonly (readonly Step[])[];
  notices: readonly Notice[];
}
