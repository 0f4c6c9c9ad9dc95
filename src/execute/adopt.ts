import { UserError } from '../errors.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Step } from '../plan/plan.ts';
import type { Effects, Running } from './running.ts';

/** Takes releases that every registry holds already as what is to be promoted. */
export async function adopt(
  step: Extract<Step, { kind: 'adopt' }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  running.candidates = await Promise.all(
    step.images.map(async ({ variant, image, digest, platforms }) => {
      const found = await effects.readHeld(parseRepository(image), digest, false);
      if (!found) {
        throw new UserError(`${image}@${digest} was there a moment ago and is gone`, {
          hint: 'Run again: it will be built.',
        });
      }
      return {
        variant,
        image,
        digest: found.digest,
        mediaType: found.mediaType,
        bytes: found.bytes,
        platforms,
      };
    }),
  );
}
