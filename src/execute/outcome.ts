import type { Digest } from '../oci/digest.ts';
import type { PublishedPlatform } from '../plan/plan.ts';

/** What became of one tag in one registry. */
export interface PromotedTag {
  /** The repository, as in `Repository.name`. */
  image: string;
  tag: string;
  /** Undefined where the tag did not exist. */
  before: Digest | undefined;
  /** What it holds now; undefined where it does not exist. */
  after: Digest | undefined;
  outcome: 'moved' | 'unchanged' | 'skipped-newer' | 'superseded' | 'restored' | 'left';
  because?: string;
  /** `after` is what we wrote; nobody could be asked what came of that. */
  unsure?: boolean;
}

/** What a run came to. */
export interface Outcome {
  /** The digest that the tags point at; undefined where nothing was pushed. */
  digest: Digest | undefined;
  /** `name@digest`, one for each image. */
  images: readonly string[];
  imageId: string | undefined;
  platforms: readonly (PublishedPlatform & { variant: string })[];
  /** buildx's metadata by target. */
  metadata: Readonly<Record<string, unknown>>;
  promoted: readonly PromotedTag[];
  /** The page of the GitHub Release; '' where none was made. */
  releaseUrl: string;
  /** Steps of the Dockerfile, and how many came from the cache; undefined where nothing was built. */
  cache: { steps: number; cached: number } | undefined;
  durations: readonly { step: string; ms: number }[];
  /** What the user should know, also in the summary. */
  warnings: readonly string[];
  notices: readonly string[];
  /** What was sent to the builder, such as `12.3 MB in 45 files`. */
  contexts: readonly { folder: string; size: string }[];
  /** Waits for registries. */
  waits: number;
  /** `promoted` is what would have been. */
  dryRun?: boolean;
  /** What ended the run before its end. */
  failure?: unknown;
}

/** What a run comes to that does nothing. */
export const NOTHING: Outcome = {
  digest: undefined,
  images: [],
  imageId: undefined,
  platforms: [],
  metadata: {},
  promoted: [],
  releaseUrl: '',
  cache: undefined,
  durations: [],
  warnings: [],
  notices: [],
  contexts: [],
  waits: 0,
};
