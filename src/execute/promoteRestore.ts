import { messageOf } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import type { PromotedTag } from './outcome.ts';
import { isImmutable } from './promoteRead.ts';
import { type Course, conclude, type Move, type PromoteEffects } from './promotion.ts';

/** A cancelled run is killed soon after: five seconds; one that failed may take its time. */
const CANCELLED_MS = 5000;
const FAILED_MS = 60_000;
/** A write that was under way is given so long to end before its tag is read. */
const LANDING_MS = 1500;

/**
 * Puts back every tag that we wrote, from the bytes it held, where it still holds ours; channels first. Never throws:
 * what could not be put back ends as `left`, with the reason.
 */
export async function restore(courses: readonly Course[], effects: PromoteEffects): Promise<void> {
  const deadline = effects.signal?.aborted ? CANCELLED_MS : FAILED_MS;
  const client = effects.lateClient(deadline);
  const written = courses.flatMap((course) =>
    course.moves.filter((move) => move.attempted).map((move) => ({ course, move })),
  );
  const putBack = async (immutable: boolean) => {
    const tags = written.filter(({ move }) => isImmutable(move) === immutable);
    await Promise.all(tags.map(({ course, move }) => restoreTag(course, move, { ...effects, client })));
  };
  for (const { move } of written) move.row = undefined;
  const late = new AbortController();
  const done = putBack(false).then(() => putBack(true));
  const expired = effects.pause(deadline, late.signal);
  await Promise.race([done, expired]);
  late.abort();
  for (const { course, move } of written) {
    if (!move.row) leave(course, move, 'there was no time left to put it back', true);
  }
}

async function restoreTag(course: Course, move: Move, effects: PromoteEffects): Promise<void> {
  const { client } = effects;
  const { repository } = course.image;
  const { before, wanted, tag } = move;
  let now: Digest | undefined;
  try {
    const landed = await hasEnded(move, effects);
    now = await client.headManifest(repository, tag.name);
    if (now === before?.digest && !landed) return leave(course, move, 'its write is still under way', true);
    if (now === before?.digest) return conclude(course, move, { outcome: 'unchanged', after: now });
    // Somebody else's by now, or something newer that we gave the channel back to.
    if (now !== wanted.digest || now !== course.candidate.digest) {
      return conclude(course, move, { outcome: 'superseded', after: now });
    }
    if (!before) {
      if (await client.deleteTag(repository, tag.name))
        return conclude(course, move, { outcome: 'restored', after: undefined });
      return leave(course, move, 'the tag is new, and the registry cannot delete a tag');
    }
    await client.putManifest(repository, tag.name, { ...before, replaces: wanted.digest });
    const after = await client.headManifest(repository, tag.name);
    conclude(course, move, { outcome: after === before.digest ? 'restored' : 'superseded', after });
  } catch (error) {
    leave(course, move, messageOf(error), now === undefined);
  }
}

/** What is carried out after we have read the tag would stay there, and nobody would be told. */
function hasEnded({ written }: Move, { pause }: PromoteEffects): Promise<boolean> {
  const late = new AbortController();
  const ended = Promise.resolve(written).then(() => true);
  return Promise.race([ended, pause(LANDING_MS, late.signal).then(() => false)]).finally(() => late.abort());
}

function leave(course: Course, move: Move, because: string, unsure = false): void {
  if (!move.row) conclude(course, move, { outcome: 'left', after: move.wanted.digest, because, unsure });
}

/** What a user is told about tags that were not put back: their state, and the commands that put them back. */
export function describeLeft(rows: readonly PromotedTag[]): string {
  const left = rows.filter(({ outcome }) => outcome === 'left');
  const commands = left.flatMap(({ image, tag, before }) =>
    before ? [`crane tag ${image}@${before} ${tag}`] : [],
  );
  const states = left.map(({ image, tag, before, after, because, unsure }) => {
    const held = before ? `held ${before}` : 'is new';
    return `${image}:${tag} ${held}, ${unsure ? 'may have' : 'now has'} ${after ?? 'nothing'} (${because ?? 'not put back'})`;
  });
  return [...states, ...(commands.length > 0 ? ['To put back by hand:', ...commands] : [])].join('\n');
}
