import { messageOf, UserError } from '../errors.ts';
import type { PromotedTag } from './outcome.ts';
import { describeLeft, restore } from './promoteRestore.ts';
import type { Course, PromoteEffects } from './promotion.ts';

/** Runs an action for every image that is still in the promotion; one that is optional may drop out. */
export async function runAll<T>(
  courses: readonly Course[],
  effects: PromoteEffects,
  action: (course: Course) => Promise<readonly T[]>,
): Promise<T[]> {
  const run = async (course: Course): Promise<readonly T[]> => {
    try {
      return await action(course);
    } catch (error) {
      if (!course.image.optional || effects.signal?.aborted) throw error;
      await dropOut(course, error, effects);
      return [];
    }
  };
  const all = async () => {
    const done = await settleAll(courses.filter(({ failed }) => !failed).map(run));
    await dropSiblings(courses, effects);
    return done.flat();
  };
  return untilCancelled(all(), effects);
}

/** Variants are published together: what fails for one puts the others of the image back. */
async function dropSiblings(courses: readonly Course[], effects: PromoteEffects): Promise<void> {
  const names = courses.filter(({ failed }) => failed).map(({ image }) => image.repository.name);
  const siblings = courses.filter(({ failed, image }) => !failed && names.includes(image.repository.name));
  if (siblings.length === 0) return;
  for (const course of siblings) course.failed = true;
  await restore(siblings, effects);
  const left = describeLeft(rowsOf(siblings));
  if (left) effects.log.warning(left);
}

async function dropOut(course: Course, error: unknown, effects: PromoteEffects): Promise<void> {
  course.failed = true;
  await restore([course], effects);
  const left = describeLeft(rowsOf([course]));
  effects.leaveOut(course.image.repository.name, `${messageOf(error)}${left && `\n${left}`}`);
}

/** Waits for all before it throws, so that nothing is in flight when tags are put back. */
export async function settleAll<T>(all: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(all);
  const reasons = settled.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (reasons.length === 1) throw reasons[0];
  if (reasons.length > 1) {
    throw new UserError([...new Set(reasons.map(messageOf))].join('\n'), { cause: reasons[0] });
  }
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** A request that hangs must not keep a cancelled run from putting tags back. */
async function untilCancelled<T>(work: Promise<T>, effects: PromoteEffects): Promise<T> {
  const { signal } = effects;
  if (!signal) return work;
  const settled = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    const stop = () => {
      // Half a second for requests that end by themselves: what is in flight may still arrive after a read.
      effects
        .pause(500, settled.signal)
        .then(() => reject(new UserError('the run was cancelled while tags were moved')));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: settled.signal });
  });
  return Promise.race([work, cancelled]).finally(() => settled.abort());
}

/** What became of each tag so far, in the planned order. */
export function rowsOf(courses: readonly Course[]): PromotedTag[] {
  return courses.flatMap(({ moves }) => moves.flatMap(({ row }) => (row ? [row] : [])));
}
