import { createHash } from 'node:crypto';

/** A content digest, `sha256:` and 64 hex digits. https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests */
export type Digest = `sha256:${string}`;

export const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Whether a string is a sha256 digest. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** Parses a digest; throws on anything else. */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw new Error(`"${text}" is no digest; expected sha256: and 64 hex digits`);
  return text;
}

/** The digest of some bytes. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
