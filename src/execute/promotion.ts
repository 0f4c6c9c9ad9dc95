import { UserError } from '../errors.ts';
import type { Log } from '../host/log.ts';
import type { Digest } from '../oci/digest.ts';
import type { Repository } from '../oci/reference.ts';
import type { Ancestry, Candidate, Decision, HeldTag, Question } from '../plan/guard.ts';
import type { PlannedTag } from '../plan/plan.ts';
import type { RegistryClient } from '../registry/types.ts';
import type { PromotedTag } from './outcome.ts';

/** What would be moved under tags: its raw bytes beside what the guard looks at. */
export interface CandidateManifest extends Candidate {
  mediaType: string;
  bytes: Uint8Array;
}

/** One image in one registry, complete and verified there by digest, and the tags that are to hold it. */
export interface ImagePromotion {
  repository: Repository;
  tags: readonly PlannedTag[];
  /** May fail alone, with a warning. */
  optional: boolean;
  candidate: CandidateManifest;
  /** Every version that this repository's image tags and git's tags name. */
  versions: readonly string[];
  /** All image tags as they were listed when the run began; undefined where they could not be listed. */
  imageTags: readonly string[] | undefined;
  /** Replaces whatever the tags hold. */
  force: boolean;
}

/** What one promotion is about to move; written down before channels move. */
export interface Announcement {
  /** The digest was made by this run: nobody else writes under it yet. */
  fresh: boolean;
  repository: Repository;
  candidate: CandidateManifest;
  tags: readonly { tag: string; before: Digest | undefined }[];
}

/** The outside, as far as promotion needs it. */
export interface PromoteEffects {
  client: RegistryClient;
  /** A client that a cancelled run does not stop, and that gives up after so many milliseconds. */
  lateClient(deadlineMs: number): RegistryClient;
  /**
   * What a digest holds; undefined where it does not exist. `whole`: everything under it is verified, so that
   * `faults` are told; else its origin will do, and `faults` mean nothing.
   */
  readHeld(repository: Repository, digest: Digest, whole: boolean): Promise<HeldTag | undefined>;
  decide(question: Question): Decision;
  /** Where a commit stands as against another one, which may be newer than the checkout. */
  ancestry(revision: string, other: string): Promise<Ancestry>;
  /** Writes down what is about to move, under the digest that is promoted. */
  announce?(announcement: Announcement): Promise<void>;
  /** Whether a digest was promoted to a tag, as an announcement tells. */
  isAnnounced?(repository: Repository, digest: Digest, tag: string): Promise<boolean>;
  /** Waits; ends early, without an error, where the signal aborts. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Tells that an optional registry failed, and is out of the run. */
  leaveOut(image: string, reason: string): void;
  log: Log;
  /** Aborted where the run is cancelled. */
  signal?: AbortSignal | undefined;
}

/** One tag on its way. */
export interface Move {
  readonly tag: PlannedTag;
  /** What the tag held before our first write; put back on failure. */
  before: HeldTag | undefined;
  /** What we want there: the candidate, or something newer that we overtook. */
  wanted: CandidateManifest;
  /** Set from before our first write on, since a write that fails may have arrived. */
  attempted: boolean;
  /** Our last write, as far as it is under way; resolves to why it failed. */
  written?: Promise<unknown>;
  /** Set where nothing is left to do. */
  row: PromotedTag | undefined;
}

/** One image on its way. */
export interface Course {
  readonly image: ImagePromotion;
  candidate: CandidateManifest;
  moves: readonly Move[];
  /** What digests hold, by digest and by whether it was verified; content never changes, so each is read once. */
  readonly known: Map<string, HeldTag>;
  /** When all tags were read last, by performance.now(); what that told stands in `before`. */
  readAt: number;
  /** The tags as they are listed since our last write of a channel. */
  listing: Promise<readonly string[] | undefined> | undefined;
  /** Out of the promotion: an optional registry that failed. */
  failed: boolean;
}

/** A promotion that did not come to its end: what became of each tag stands in `rows`. */
export class PromotionError extends UserError {
  readonly rows: readonly PromotedTag[];

  constructor(message: string, rows: readonly PromotedTag[], options: { hint?: string; cause?: unknown }) {
    super(message, options);
    this.name = 'PromotionError';
    this.rows = rows;
  }
}

/** Ends a tag's way with what it holds now. */
export function conclude(
  course: Course,
  move: Move,
  end: Pick<PromotedTag, 'outcome' | 'after' | 'because' | 'unsure'>,
): void {
  const image = course.image.repository.name;
  move.row = { image, tag: move.tag.name, before: move.before?.digest, ...end };
}
