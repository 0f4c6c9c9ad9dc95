import type { CacheEntries } from '../host/cacheEntries.ts';
import type { Exec } from '../host/exec.ts';
import type { GitHubApi } from '../host/githubApi.ts';
import type { Log } from '../host/log.ts';
import type { Digest } from '../oci/digest.ts';
import type { Platform } from '../oci/platform.ts';
import type { LocalContext } from '../plan/buildContexts.ts';
import type { BuilderPlan } from '../plan/builder.ts';
import type { ContextReport } from '../plan/contextNotices.ts';
import type { Plan, PublishedPlatform } from '../plan/plan.ts';
import type { RegistryClient } from '../registry/types.ts';
import type { BuildEnd } from './build.ts';
import type { OpenBuilder } from './builder.ts';
import type { Built } from './buildMetadata.ts';
import { describeLeftOut } from './optional.ts';
import type { PromotedTag } from './outcome.ts';
import type { BuildStatistics } from './progress.ts';
import type { PromoteEffects } from './promotion.ts';

/** The outside, as far as carrying out a plan needs it. */
export interface Effects extends Omit<PromoteEffects, 'leaveOut'> {
  exec: Exec;
  log: Log;
  signal: AbortSignal;
  client: RegistryClient;
  /** Reads what this run pushed, and remembers it. */
  pushed: RegistryClient;
  github: GitHubApi | undefined;
  /** Values of build secrets, by the variables that the definition names. */
  secrets: Readonly<Record<string, string>>;
  /** A folder for what must not outlive the run. */
  temporary: string;
  openBuilder(builder: BuilderPlan): Promise<OpenBuilder>;
  registerEmulators(platforms: readonly Platform[], image: string): Promise<void>;
  /** Undefined where the context cannot be read. */
  reportContext(context: LocalContext): Promise<ContextReport | undefined>;
  /** From the Actions cache: resolves to the key that was found. */
  restoreFolder(folder: string, prefix: string): Promise<string | undefined>;
  saveFolder(folder: string, key: string): Promise<void>;
  /** Small entries of the Actions cache, as far as it can be read and written. */
  cacheEntries: Partial<CacheEntries>;
}

/** An image by digest in one repository, whole but not yet under a tag. */
export interface Candidate {
  variant: string;
  image: string;
  digest: Digest;
  mediaType: string;
  bytes: Uint8Array;
  /** Empty until it is verified. */
  platforms: readonly PublishedPlatform[];
}

/** What steps leave for the steps after them. */
export interface Running {
  readonly plan: Plan;
  builder: OpenBuilder | undefined;
  built: readonly Built[];
  /** Resolves when buildx has ended; undefined where nothing was built. */
  ending: Promise<BuildEnd> | undefined;
  statistics: BuildStatistics | undefined;
  /** In the order of the plan's images; those of optional registries that failed are left out. */
  candidates: readonly Candidate[];
  promoted: readonly PromotedTag[];
  releaseUrl: string;
  /** Optional images that dropped out. */
  readonly dropped: Set<string>;
  readonly warnings: string[];
  readonly notices: string[];
  readonly contexts: { folder: string; size: string }[];
  /** Keys of the local caches that came from the Actions cache, by the target's id. */
  readonly restored: Map<string, string>;
  /** Labels of what other jobs built, by the build's id. */
  readonly labels: Map<string, Readonly<Record<string, string>>>;
  /** Builds that were handed over by a tag. */
  readonly staged: Set<string>;
  readonly durations: { step: string; ms: number }[];
}

export function startRunning(plan: Plan): Running {
  return {
    plan,
    builder: undefined,
    built: [],
    ending: undefined,
    statistics: undefined,
    candidates: [],
    promoted: [],
    releaseUrl: '',
    dropped: new Set(),
    warnings: [],
    notices: [],
    contexts: [],
    restored: new Map(),
    labels: new Map(),
    staged: new Set(),
    durations: [],
  };
}

/** Leaves an optional image out of the rest of the run, with a warning. */
export function dropOut(image: string, reason: string, to: { running: Running; log: Log }): void {
  if (to.running.dropped.has(image)) return;
  const text = describeLeftOut(image, reason);
  to.running.dropped.add(image);
  to.running.warnings.push(text);
  to.log.warning(text);
}

/** The planned images that are still part of the run. */
export function imagesLeft(running: Running, images: readonly string[]): string[] {
  return images.filter((image) => !running.dropped.has(image));
}
