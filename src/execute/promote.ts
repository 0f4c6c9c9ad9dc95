import { messageOf, UserError } from '../errors.ts';
import { LAG_MS, untilThere } from '../registry/lag.ts';
import type { PromotedTag } from './outcome.ts';
import { yieldToNewer } from './promoteOvertaken.ts';
import { isImmutable, readAndDecide, startCourse } from './promoteRead.ts';
import { describeLeft, restore } from './promoteRestore.ts';
import { moveTogether, throwIfCancelled } from './promoteTag.ts';
import { rowsOf, runAll, settleAll } from './promoteTogether.ts';
import {
  type Course,
  conclude,
  type ImagePromotion,
  type PromoteEffects,
  PromotionError,
} from './promotion.ts';

/**
 * Moves the tags of one release in all its registries, together and never backwards. Everything is read and decided
 * before anything moves; versions move before channels; each write is preceded and followed by a read. On failure
 * or cancellation every tag is put back that still holds ours. Returns a row a tag, in the planned order; throws a
 * PromotionError with the rows, after having put tags back, or a UserError where nothing was moved.
 */
export async function promote(
  images: readonly ImagePromotion[],
  effects: PromoteEffects,
): Promise<readonly PromotedTag[]> {
  const courses = images.map(startCourse);
  throwIfCancelled(effects);
  const stops = await runAll(courses, effects, async (course) => {
    const [decided] = await settleAll([readAndDecide(course, effects), expectPresent(course, effects)]);
    return decided ?? [];
  });
  if (stops.length > 0) throw conflict(stops);
  try {
    await runAll(courses, effects, async (course) => [await moveVersions(course, effects)]);
    await runAll(courses, effects, async (course) => [await moveAll(course, effects, false)]);
    await runAll(courses, effects, async (course) => [await yieldToNewer(course, effects)]);
  } catch (cause) {
    await restore(courses, effects);
    concludeUntouched(courses);
    throw failure(cause, rowsOf(courses));
  }
  return rowsOf(courses);
}

/** What a promotion would do by what the tags hold now; writes nothing. Throws as `promote` does. */
export async function previewPromotion(
  images: readonly ImagePromotion[],
  effects: PromoteEffects,
): Promise<readonly PromotedTag[]> {
  const courses = images.map(startCourse);
  const stops = await settleAll(courses.map((course) => readAndDecide(course, effects)));
  if (stops.flat().length > 0) throw conflict(stops.flat());
  for (const course of courses) {
    for (const move of course.moves) {
      if (!move.row) conclude(course, move, { outcome: 'moved', after: move.wanted.digest });
    }
  }
  return rowsOf(courses);
}

/** All registries are complete before any tag moves in any: what is to be moved must be there. */
async function expectPresent({ image }: Course, effects: PromoteEffects): Promise<string[]> {
  const { repository, candidate } = image;
  const found = await untilThere(() => effects.client.headManifest(repository, candidate.digest), {
    waitMs: LAG_MS,
    sleep: (ms) => effects.pause(ms, effects.signal),
  });
  if (found) return [];
  throw new UserError(`${repository.name}@${candidate.digest} is not in the registry; no tag was moved`);
}

/** The announcement travels beside the versions: whoever sees a version can read what it is to move. */
async function moveVersions(course: Course, effects: PromoteEffects): Promise<void> {
  const [moved] = await Promise.allSettled([moveAll(course, effects, true), announce(course, effects)]);
  if (moved.status === 'rejected') throw moved.reason;
}

async function announce(course: Course, effects: PromoteEffects): Promise<void> {
  const tags = course.moves
    .filter(({ row }) => !row)
    .map(({ tag, before }) => ({ tag: tag.name, before: before?.digest }));
  if (tags.length === 0) return;
  const { repository } = course.image;
  try {
    const fresh = course.moves.every((move) => !isImmutable(move) || !move.row);
    await effects.announce?.({ repository, candidate: course.candidate, tags, fresh });
  } catch (error) {
    effects.log.warning(
      `${repository.name}: what this run moves could not be written down: ${messageOf(error)}`,
    );
  }
}

async function moveAll(course: Course, effects: PromoteEffects, immutable: boolean): Promise<void> {
  const moves = course.moves.filter((move) => !move.row && isImmutable(move) === immutable);
  await moveTogether(course, moves, effects);
}

function concludeUntouched(courses: readonly Course[]): void {
  for (const course of courses.filter(({ failed }) => !failed)) {
    for (const move of course.moves) {
      if (!move.row) conclude(course, move, { outcome: 'unchanged', after: move.before?.digest });
    }
  }
}

function conflict(stops: readonly string[]): UserError {
  return new UserError(`no tag was moved:\n${stops.join('\n')}`, {
    hint: 'Publish under another version, or replace what is there with force: true.',
  });
}

function failure(cause: unknown, rows: readonly PromotedTag[]): PromotionError {
  const left = describeLeft(rows);
  const restored = rows.filter(({ outcome }) => outcome === 'restored').length;
  const message = `${messageOf(cause)}\n${restored} tags were put back${left ? ', these were not:' : '.'}`;
  return new PromotionError(left ? `${message}\n${left}` : message, rows, {
    cause,
    hint: 'What was published by digest is complete; running again finishes the job.',
  });
}
