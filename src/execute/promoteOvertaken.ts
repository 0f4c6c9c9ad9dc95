import { messageOf } from '../errors.ts';
import { candidateOf, decideTag, heldOf, isImmutable, readTag } from './promoteRead.ts';
import { moveTogether } from './promoteTag.ts';
import type { CandidateManifest, Course, Move, PromoteEffects } from './promotion.ts';

/** So many tags that appeared during the run are looked at. */
const LOOKED_AT = 64;
const ROUNDS = 8;
/** Tags that stand for the referrers API. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema */
const FALLBACK = /^sha256-[0-9a-f]{64}/;

/**
 * Finds out whether a write of ours landed on something newer. Registries know no compare-and-swap: between our last
 * read and our write another run may have moved the channel and gone home. Its immutable tags were written before
 * its channels, so they show up here; what is newer gets the channel back. Failing here is a warning: our own
 * promotion stands.
 */
export async function yieldToNewer(course: Course, effects: PromoteEffects): Promise<void> {
  const { imageTags, repository } = course.image;
  if (imageTags === undefined) return;
  const old = new Set([...imageTags, ...course.moves.map(({ tag }) => tag.name)]);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const mine = course.moves.filter((move) => move.attempted && !isImmutable(move));
      if (mine.length === 0) return;
      const fresh = await readFresh(course, old, effects);
      const overtaken = await Promise.all(mine.map((move) => findNewer(course, move, { fresh, effects })));
      const behind = mine.filter((_, index) => overtaken[index]);
      if (behind.length === 0) return;
      await moveTogether(course, behind, effects);
    }
  } catch (error) {
    effects.log.warning(
      `${repository.name}: could not make sure that no newer run was overtaken: ${messageOf(error)}`,
    );
  }
}

/** What the tags hold that were not there when the run began; a tag that is just being written may not be readable yet. */
async function readFresh(
  course: Course,
  old: ReadonlySet<string>,
  effects: PromoteEffects,
): Promise<CandidateManifest[]> {
  const listed = (await course.listing) ?? [];
  const fresh = listed.filter((tag) => !old.has(tag) && !FALLBACK.test(tag)).slice(-LOOKED_AT);
  const read = fresh.map((name) => readTag(course, { name, whole: false }, effects).catch(() => undefined));
  const held = await Promise.all(read);
  return held.flatMap((there) => (there ? [candidateOf(there)] : []));
}

/** Whether one of several is newer than what we put under a tag; the newest becomes what is wanted there. */
async function findNewer(
  course: Course,
  move: Move,
  { fresh, effects }: { fresh: readonly CandidateManifest[]; effects: PromoteEffects },
): Promise<boolean> {
  const before = move.wanted;
  for (const candidate of fresh) {
    if (candidate.digest === move.wanted.digest) continue;
    const asked = { tag: move.tag, candidate, held: heldOf(move.wanted), force: false };
    const { outcome } = await decideTag(course, asked, effects);
    if (outcome === 'move' && (await isMeant(course, { move, candidate }, effects))) move.wanted = candidate;
  }
  return move.wanted !== before;
}

/** Only its own announcement tells that a tag was meant for it: it may belong to another channel, or be incomplete. */
async function isMeant(
  course: Course,
  { move, candidate: { digest } }: { move: Move; candidate: CandidateManifest },
  effects: PromoteEffects,
): Promise<boolean> {
  if (!(await effects.isAnnounced?.(course.image.repository, digest, move.tag.name))) return false;
  const held = await readTag(course, { name: digest, whole: true }, effects);
  return held?.faults.length === 0;
}
