import { messageOf } from '../errors.ts';
import type { RegistryClient } from '../registry/types.ts';
import type { PromotedTag } from './outcome.ts';
import { isImmutable } from './promoteRead.ts';
import { type Course, conclude, type Move, type PromoteEffects } from './promotion.ts';

/** A cancelled run is killed soon after: five seconds; one that failed may take its time. */
const CANCELLED_MS = 5000;
const FAILED_MS = 60_000;

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
    await Promise.all(tags.map(({ course, move }) => restoreTag(course, move, client)));
  };
  for (const { move } of written) move.row = undefined;
  const late = new AbortController();
  const done = putBack(false).then(() => putBack(true));
  const expired = effects.pause(deadline, late.signal);
  await Promise.race([done, expired]);
  late.abort();
  for (const { course, move } of written) {
    if (!move.row) leave(course, move, 'there was no time left to put it back');
  }
}

async function restoreTag(course: Course, move: Move, client: RegistryClient): Promise<void> {
  const { repository } = course.image;
  const { before, wanted, tag } = move;
  try {
    const now = await client.headManifest(repository, tag.name);
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
    await client.putManifest(repository, tag.name, before);
    const after = await client.headManifest(repository, tag.name);
    conclude(course, move, { outcome: after === before.digest ? 'restored' : 'superseded', after });
  } catch (error) {
    leave(course, move, messageOf(error));
  }
}

function leave(course: Course, move: Move, because: string): void {
  if (!move.row) conclude(course, move, { outcome: 'left', after: move.wanted.digest, because });
}

/** What a user is told about tags that were not put back: their state, and the commands that put them back. */
export function describeLeft(rows: readonly PromotedTag[]): string {
  const left = rows.filter(({ outcome }) => outcome === 'left');
  const commands = left.flatMap(({ image, tag, before }) =>
    before ? [`crane tag ${image}@${before} ${tag}`] : [],
  );
  const states = left.map(({ image, tag, before, after, because }) => {
    const held = before ? `held ${before}` : 'is new';
    return `${image}:${tag} ${held}, now has ${after ?? 'nothing'} (${because ?? 'not put back'})`;
  });
  return [...states, ...(commands.length > 0 ? ['To put back by hand:', ...commands] : [])].join('\n');
}
