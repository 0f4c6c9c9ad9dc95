import type { Digest } from '../oci/digest.ts';
import { parseRepository } from '../oci/reference.ts';
import { verifyImage } from '../registry/verify.ts';
import type { Effects } from './running.ts';

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
