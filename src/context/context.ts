export type { Trace } from '../host/trace.ts';

import type { Digest } from '../oci/digest.ts';
import type { Platform } from '../oci/platform.ts';

/** What started the run, as one event in one shape. */
export type Trigger =
  | { kind: 'branch'; branch: string }
  | { kind: 'tag'; gitTag: string }
  | { kind: 'schedule'; branch: string }
  | { kind: 'dispatch'; branch?: string; gitTag?: string }
  | { kind: 'pull_request'; number: number; headSha: string; headRef: string; baseRef: string; fork: boolean }
  | { kind: 'merge_group'; branch: string }
  | { kind: 'none' };

/** The run that we are part of; fields are absent on a person's own machine. */
export interface Run {
  /** The name of the event, as GITHUB_EVENT_NAME has it. */
  event: string;
  /** The full ref, `refs/heads/…`, `refs/tags/…` or `refs/pull/…`; '' where there is none. */
  ref: string;
  /** The base ref of a pull request or of a tag push, short; '' where there is none. */
  baseRef: string;
  /** May be started by somebody else's code or ref: nothing is pushed unless the user asks. */
  privileged: boolean;
  actor: string;
  id: string;
  attempt: string;
  number: string;
  serverUrl: string;
  /** The event's payload, parsed. */
  payload: Readonly<Record<string, unknown>>;
}

/** What GitHub knows of the repository; each field is undefined where it was not told. */
export interface RepositoryFacts {
  /** `owner/name`, as GitHub spells it. */
  fullName: string;
  name: string;
  description: string;
  url: string;
  /** SPDX identifier. */
  license: string;
  defaultBranch: string;
  private: boolean;
}

/** What the checkout says. `sha` is the commit that is built, which is not always GITHUB_SHA. */
export interface GitFacts {
  /** Where the repository lies; undefined where there is none. */
  root: string | undefined;
  sha: string;
  /** The commit's time; undefined where the commit is not to be had. */
  commitTime: Date | undefined;
  branch: string | undefined;
  shallow: boolean;
  /** Short names of all tags in the clone. */
  gitTags: readonly string[];
}

/** The engine, as it answers on its socket. */
export interface EngineFacts {
  version: string;
  /** Images are kept in containerd's store: several platforms and push by digest work in the engine's own BuildKit. */
  containerdStore: boolean;
  platform: Platform;
  /** Where it listens: a unix socket's path, or undefined where only `docker system dial-stdio` gets there. */
  socket: string | undefined;
  /** Docker Hub's mirrors, as URLs. */
  mirrors: readonly string[];
  /** Hosts and CIDR blocks that may speak plain HTTP. */
  insecureRegistries: readonly string[];
}

/** A builder that buildx knows, beside the engine's own. */
export interface BuilderFacts {
  name: string;
  /** `docker-container`, `kubernetes`, `remote` or `cloud`. */
  driver: string;
  /** Those that its nodes were given; empty where they find out themselves. */
  platforms: readonly Platform[];
}

/** The buildx plugin. */
export interface BuildxFacts {
  /** How to start it: the plugin itself, else `docker buildx`. */
  command: readonly [string, ...string[]];
  /** Where it keeps its builders. */
  folder: string;
  builders: readonly BuilderFacts[];
  /** The builder that is selected, with its driver, where it is not the engine's own. */
  current: { name: string; driver: string } | undefined;
}

/** One platform of an image in a registry, as it was verified. */
export interface PublishedPlatform {
  platform: Platform;
  /** Of the platform's manifest. */
  digest: Digest;
  /** Sum of its compressed layers, in bytes. */
  size: number;
  labels: Readonly<Record<string, string>>;
  created: string | undefined;
}

/** What a tag points at in a registry, with the raw bytes, so that it can be put back. */
export interface HeldTag {
  digest: Digest;
  mediaType: string;
  bytes: Uint8Array;
  /** Labels of the first platform's image: the revision, the version and the time that this tag was built from. */
  labels: Readonly<Record<string, string>>;
  created: string | undefined;
  platforms: readonly Platform[];
  /** Each platform in detail, where the image was verified whole. */
  details?: readonly PublishedPlatform[];
  /** What is missing under it; empty where it is complete. */
  faults: readonly string[];
}

/** What one registry holds of one image. */
export interface PublishedImage {
  image: string;
  /** All its tags; undefined where they could not be listed. */
  imageTags: readonly string[] | undefined;
  /** The immutable tags in question; undefined for one that does not exist. */
  held: Readonly<Record<string, HeldTag | undefined>>;
}

/** Every fact that the plan rests on, read once. */
export interface Context {
  now: Date;
  trigger: Trigger;
  run: Run;
  repository: Partial<RepositoryFacts>;
  git: GitFacts;
  engine: EngineFacts | undefined;
  buildx: BuildxFacts | undefined;
  /** Platforms whose emulator is registered with the kernel. */
  emulators: readonly Platform[];
  environment: Readonly<Record<string, string | undefined>>;
}
