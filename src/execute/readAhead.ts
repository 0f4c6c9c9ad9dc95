import type { Digest } from '../oci/digest.ts';
import { parseRepository } from '../oci/reference.ts';
import { verifyImage } from '../registry/verify.ts';
import type { Effects, Running } from './running.ts';

/**
 * Begins to read back what was pushed while BuildKit still ends the build. What is found is remembered for the steps that
 * verify it; what is not, or cannot be read, they ask for again.
 */
export function readAhead(
  images: readonly string[],
  digest: Digest,
  { pushed }: Pick<Effects, 'pushed'>,
): void {
  for (const image of images) verifyImage(pushed, parseRepository(image), digest).catch(() => {});
}

/**
 * Reads what the tags hold that are to move, while there is something else to wait for. Promotion asks again what each tag
 * points at, and finds the rest remembered.
 */
export function readTagsAhead({ plan, dropped }: Running, { client, readHeld }: Effects): void {
  if (!plan.phases.flat().some(({ kind }) => kind === 'promote')) return;
  for (const { image, tags } of plan.images.filter((one) => !dropped.has(one.image))) {
    const repository = parseRepository(image);
    const floating = tags.filter(({ guard }) => guard.kind !== 'immutable');
    const digests = Promise.all(floating.map(({ name }) => client.headManifest(repository, name)));
    digests
      .then((held) => new Set(held.filter((digest) => digest !== undefined)))
      .then((found) => Promise.all([...found].map((digest) => readHeld(repository, digest, false))))
      .catch(() => {}); // told where a tag is about to move
  }
}
