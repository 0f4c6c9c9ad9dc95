import { joinErrors, messageOf } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Step } from '../plan/plan.ts';
import { dropOut, type Effects, type Running } from './running.ts';

/** Makes sure that every registry lets us push, all at once; an optional one may fall out. */
export async function checkPush(
  step: Extract<Step, { kind: 'check-push' }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  const optional = new Set(running.plan.images.filter((image) => image.optional).map(({ image }) => image));
  const errors: unknown[] = [];
  await Promise.all(
    step.images.map(async (image) => {
      try {
        await effects.client.checkPush(parseRepository(image));
      } catch (error) {
        if (!optional.has(image)) errors.push(error);
        else dropOut(image, messageOf(error), { running, log: effects.log });
      }
    }),
  );
  if (errors.length > 0) throw joinErrors(errors);
}
