import { UserError } from '../errors.ts';
import type { HeldTag } from '../plan/guard.ts';
import { candidateOf, concludeUnmoved, decideTag, isImmutable, readMove } from './promoteRead.ts';
import { settleAll } from './promoteTogether.ts';
import type { Course, Move, PromoteEffects } from './promotion.ts';

/** So often is a tag written at most: eight publishers overtake one another seven times at worst. */
const ROUNDS = 16;

/** A registry may show for a while what was there before a write: 50 ms, then twice that, at most a second. */
const pauseOf = (round: number) => Math.min(50 * 2 ** (round - 1), 1000);

/** What was read so recently was read right before a write. */
const FRESH_MS = 500;

/** A tag on its way, and why the last write of it failed. */
interface Attempt {
  move: Move;
  failure?: unknown;
}

/**
 * Moves tags of one image, in rounds: all that are left are read and decided again, then all are written, until each is
 * ours or newer. Nothing is read while the others are written, since Distribution answers 500 for a digest then. Throws
 * where one cannot be written, where somebody put something there that does not compare, and where the run is cancelled.
 */
export async function moveTogether(
  course: Course,
  moves: readonly Move[],
  effects: PromoteEffects,
): Promise<void> {
  let left: readonly Attempt[] = moves.map((move) => ({ move }));
  for (let round = 0; round < ROUNDS; round++) {
    const writes = isFresh(course, moves) ? moves.map(asRead) : await expectWrites(course, left, effects);
    if (writes.length === 0) return;
    if (round > 0) await effects.pause(pauseOf(round));
    throwIfCancelled(effects);
    left = await settleAll(
      writes.map(async ({ move, held }) => {
        await rememberBefore(course, move, { held, effects });
        return { move, failure: await write(course, { move, held }, effects) };
      }),
    );
    if (!writes.every(({ move }) => isImmutable(move))) listTags(course, effects);
  }
  const [first] = left;
  if (first) throw stopped(course, first.move, `others keep overwriting it: ${ROUNDS} times by now`);
}

/** A tag that is to be written, and what it holds. */
interface Write {
  move: Move;
  held: HeldTag | undefined;
}

/** Nothing was written since all tags were read and decided, a moment ago. */
function isFresh(course: Course, moves: readonly Move[]): boolean {
  const untouched = !course.moves.some(({ attempted }) => attempted);
  return untouched && moves.every(isImmutable) && performance.now() - course.readAt < FRESH_MS;
}

const asRead = (move: Move): Write => ({ move, held: move.before });

async function expectWrites(
  course: Course,
  left: readonly Attempt[],
  effects: PromoteEffects,
): Promise<Write[]> {
  const due = await settleAll(left.map((attempt) => expectWrite(course, attempt, effects)));
  return due.filter((write) => write !== undefined);
}

/** Others that moved a channel meanwhile show up in the list: it is asked for while our own writes are read back. */
function listTags(course: Course, { client }: PromoteEffects): void {
  if (course.image.imageTags === undefined) return;
  course.listing = client.listTags(course.image.repository);
  course.listing.catch(() => {}); // told where the list is looked at
}

/** Reads a tag and decides; undefined where nothing is left to be written. */
async function expectWrite(
  course: Course,
  { move, failure }: Attempt,
  effects: PromoteEffects,
): Promise<Write | undefined> {
  const held = await readMove(course, move, effects);
  if (failure !== undefined && held?.digest !== move.wanted.digest) throw failure;
  const force = course.image.force && !move.attempted;
  const decision = await decideTag(course, { tag: move.tag, candidate: move.wanted, held, force }, effects);
  if (decision.outcome === 'stop') throw stopped(course, move, decision.because);
  if (decision.outcome === 'move') return { move, held };
  concludeUnmoved(course, move, { decision, held });
  return undefined;
}

/** A write that failed may have arrived all the same: the next read tells. */
function write({ image }: Course, { move, held }: Write, { client }: PromoteEffects): Promise<unknown> {
  const manifest = { ...move.wanted, replaces: held?.digest ?? null, unbroken: true };
  move.attempted = true;
  move.written = client.putManifest(image.repository, move.tag.name, manifest).then(
    () => undefined,
    (error: unknown) => error ?? new Error('the registry refused the tag'),
  );
  return move.written;
}

/** What would be put back: what the tag held at first, or what an older writer put there meanwhile if that is newer. */
async function rememberBefore(
  course: Course,
  move: Move,
  read: { held: HeldTag | undefined; effects: PromoteEffects },
) {
  const { held, effects } = read;
  if (move.attempted) {
    if (!held || !move.before) return;
    const candidate = candidateOf(held);
    const decision = await decideTag(
      course,
      { tag: move.tag, candidate, held: move.before, force: false },
      effects,
    );
    if (decision.outcome !== 'move') return;
  }
  move.before = held;
}

function stopped(course: Course, move: Move, because: string): UserError {
  return new UserError(`${course.image.repository.name}:${move.tag.name}: ${because}`);
}

/** Stops before the next write of a cancelled run. */
export function throwIfCancelled(effects: PromoteEffects): void {
  if (effects.signal?.aborted) throw new UserError('the run was cancelled while tags were moved');
}
