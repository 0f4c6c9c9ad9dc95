import { UserError } from '../errors.ts';
import { REVISION, VERSION } from '../oci/imageAnnotations.ts';
import type { Decision, HeldTag } from '../plan/guard.ts';
import type { PlannedTag } from '../plan/plan.ts';
import {
  type CandidateManifest,
  type Course,
  conclude,
  type ImagePromotion,
  type Move,
  type PromoteEffects,
} from './promotion.ts';

/** An image at the start of its way, nothing read yet. */
export function startCourse(image: ImagePromotion): Course {
  const moves = image.tags.map(
    (tag): Move => ({ tag, before: undefined, wanted: image.candidate, attempted: false, row: undefined }),
  );
  const known = new Map([[`${image.candidate.digest} whole`, heldOf(image.candidate)]]);
  const unread = { readAt: Number.NEGATIVE_INFINITY, listing: undefined };
  return { image, candidate: image.candidate, moves, known, ...unread, failed: false };
}

/** A candidate in the shape of what a tag holds. */
export function heldOf(candidate: CandidateManifest): HeldTag {
  const { digest, mediaType, bytes, created, platforms, revision, version } = candidate;
  return {
    digest,
    mediaType,
    bytes,
    created,
    platforms,
    labels: { [REVISION]: revision, [VERSION]: version },
    faults: [],
  };
}

/** What a tag holds as something that may be moved. */
export function candidateOf(held: HeldTag): CandidateManifest {
  const { digest, mediaType, bytes, created, platforms, labels } = held;
  return {
    digest,
    mediaType,
    bytes,
    created,
    platforms,
    revision: labels[REVISION] ?? '',
    version: labels[VERSION] ?? '',
  };
}

/** What a tag holds at this moment: one HEAD, and more only for a digest that is new to us. */
export async function readTag(
  course: Course,
  { name, whole }: { name: string; whole: boolean },
  effects: PromoteEffects,
): Promise<HeldTag | undefined> {
  const { repository } = course.image;
  const digest = await effects.client.headManifest(repository, name);
  if (digest === undefined) return undefined;
  const known = course.known.get(`${digest} whole`) ?? (whole ? undefined : course.known.get(digest));
  if (known) return known;
  const held = await effects.readHeld(repository, digest, whole);
  if (!held)
    throw new UserError(`${repository.name}:${name} points at ${digest}, which is not in the registry`);
  course.known.set(whole ? `${digest} whole` : digest, held);
  return held;
}

/** Reads what a move's tag holds; whether it is complete matters for immutable tags alone. */
export function readMove(course: Course, move: Move, effects: PromoteEffects): Promise<HeldTag | undefined> {
  return readTag(course, { name: move.tag.name, whole: isImmutable(move) }, effects);
}

/** Decides one tag, asking for the order of commits only where it matters. */
export async function decideTag(
  course: Course,
  asked: { tag: PlannedTag; candidate: CandidateManifest; held: HeldTag | undefined; force: boolean },
  effects: PromoteEffects,
): Promise<Decision> {
  const question = { ...asked, versions: course.image.versions };
  const decision = effects.decide(question);
  if (decision.outcome !== 'compare-commits' || decision.revision === undefined) return decision;
  const ancestry = await effects.ancestry(asked.candidate.revision, decision.revision);
  return effects.decide({ ...question, ancestry });
}

/**
 * Reads every tag of an image and decides each: those that stay as they are end here. Returns the reasons why
 * nothing may move. An immutable tag that holds this release already makes that the candidate for the others.
 */
export async function readAndDecide(course: Course, effects: PromoteEffects): Promise<string[]> {
  await Promise.all(
    course.moves.map(async (move) => {
      move.before = await readMove(course, move, effects);
    }),
  );
  course.readAt = performance.now();
  const immutable = course.moves.filter(isImmutable);
  const stops = await Promise.all(immutable.map((move) => decideFirst(course, move, effects)));
  const floating = course.moves.filter((move) => !isImmutable(move));
  stops.push(...(await Promise.all(floating.map((move) => decideFirst(course, move, effects)))));
  return stops.flat();
}

/** Whether a tag names one build for ever. */
export function isImmutable(move: Move): boolean {
  return move.tag.guard.kind === 'immutable';
}

async function decideFirst(course: Course, move: Move, effects: PromoteEffects): Promise<string[]> {
  move.wanted = course.candidate;
  const { tag, wanted: candidate, before: held } = move;
  const decision = await decideTag(course, { tag, candidate, held, force: course.image.force }, effects);
  if (decision.outcome === 'stop')
    return [`${course.image.repository.name}:${tag.name}: ${decision.because}`];
  if (decision.outcome !== 'move') concludeUnmoved(course, move, { decision, held });
  return [];
}

/** Ends the way of a tag that we leave as it is, or that somebody else moved on after us. */
export function concludeUnmoved(
  course: Course,
  move: Move,
  { decision, held }: { decision: Decision; held: HeldTag | undefined },
): void {
  const end = { after: held?.digest, because: decision.because };
  if (decision.outcome === 'adopt' && held) adopt(course, held);
  if (move.attempted) {
    const ours = held?.digest === course.candidate.digest && decision.outcome === 'unchanged';
    conclude(course, move, ours ? { after: end.after, outcome: 'moved' } : { ...end, outcome: 'superseded' });
  } else {
    conclude(course, move, {
      ...end,
      outcome: decision.outcome === 'skip-newer' ? 'skipped-newer' : 'unchanged',
    });
  }
}

/** The first tag that holds the release decides; the rest of the image's tags follow it. */
function adopt(course: Course, held: HeldTag): void {
  if (course.candidate !== course.image.candidate) return;
  course.candidate = candidateOf(held);
  for (const move of course.moves) if (!move.attempted) move.wanted = course.candidate;
}
