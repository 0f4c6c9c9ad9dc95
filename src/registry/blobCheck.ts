import { createHash } from 'node:crypto';
import type { Descriptor } from '../oci/manifest.ts';
import { RegistryError } from './errors.ts';

/**
 * Hashes what passes, each byte once however often it is read; wrong bytes or a wrong length fail the stream before its
 * last piece has gone out, so that nobody takes it for whole.
 */
export function createBlobCheck(blob: Descriptor): (chunk: Buffer, position: number, url: URL) => void {
  const hash = createHash('sha256');
  let hashed = 0;
  return (chunk, position, url) => {
    const fresh = chunk.subarray(Math.max(0, hashed - position));
    if (fresh.length === 0) return;
    hash.update(fresh);
    hashed += fresh.length;
    const fault =
      hashed > blob.size
        ? `the blob is longer than ${blob.size} bytes`
        : hashed === blob.size && mismatch(hash.copy().digest('hex'), blob);
    if (fault)
      throw new RegistryError({
        kind: 'content',
        method: 'GET',
        url,
        code: 'DIGEST_MISMATCH',
        detail: fault,
      });
  };
}

function mismatch(hex: string, blob: Descriptor): string | undefined {
  return `sha256:${hex}` === blob.digest
    ? undefined
    : `the bytes have the digest sha256:${hex}, they should have ${blob.digest}`;
}
