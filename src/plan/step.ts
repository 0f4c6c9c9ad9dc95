import type { Platform } from '../oci/platform.ts';
import type { BakeDefinition } from './bake.ts';
import type { LocalContext } from './buildContexts.ts';
import type { BuilderPlan } from './builder.ts';
import type { CacheFolder } from './caches.ts';
import type { GivenDigest, HandOverRun } from './handOver.ts';
import type { GitHubRelease, KnownImage, PlannedImage } from './plan.ts';

/** One thing to do. A digest that only execution brings is named symbolically: "the index". */
export type Step =
  /** Make sure that we may push, before anything is built. */
  | { kind: 'check-push'; images: readonly string[] }
  /** `asksNodes`: only for what no node of the builder says it runs. */
  | { kind: 'set-up-emulators'; platforms: readonly Platform[]; asksNodes: boolean; image: string }
  | { kind: 'set-up-builder'; builder: BuilderPlan }
  | {
      kind: 'build';
      definition: BakeDefinition;
      title: string;
      /** As annotations name them, by the target's id. */
      dockerfiles: Readonly<Record<string, string>>;
      /** Local caches, written anew by this build. */
      folders: readonly CacheFolder[];
    }
  /** Local caches, from the Actions cache and back to it. */
  | { kind: 'restore-caches'; folders: readonly CacheFolder[] }
  | { kind: 'save-caches'; folders: readonly CacheFolder[]; maxBytes: number }
  /** Look at what is sent to the builder. */
  | { kind: 'check-context'; contexts: readonly LocalContext[] }
  /** Read back what was pushed for each platform, before it is put together. */
  | { kind: 'verify-builds'; depth: 'standard' | 'deep' | 'off'; images: readonly string[] }
  /** Tell a later job of the same run what was built here. */
  | { kind: 'hand-over'; run: HandOverRun }
  /** Take what earlier jobs of the same run built, in place of a build. */
  | { kind: 'collect'; run: HandOverRun; given: readonly GivenDigest[] }
  /** Remove what was only there for handing over. */
  | { kind: 'clear-hand-over'; run: HandOverRun }
  /** Fetch what each platform's digest names, write each variant's index by digest into every image's repository. */
  | { kind: 'assemble'; images: readonly string[] }
  /** Releases that are in the registries already. */
  | { kind: 'adopt'; images: readonly KnownImage[] }
  | { kind: 'verify'; depth: 'standard' | 'deep' }
  | { kind: 'release'; release: GitHubRelease }
  | { kind: 'promote'; images: readonly PlannedImage[]; force: boolean };
