import { createHash, type Hash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import type { Descriptor } from '../oci/manifest.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import { createPool } from './pool.ts';
import type { Requester } from './request.ts';
import type { RegistryClient } from './types.ts';
import { uploadBlob } from './upload.ts';

/** Each takes a connection at either end; with 8 a host, two ends at one host must not starve each other. */
const COPIES_AT_ONCE = 4;

type HeadBlob = RegistryClient['headBlob'];

/** Copies blobs between repositories without ever holding one: from one registry's socket to the other's. */
export function blobCopier(requester: Requester, headBlob: HeadBlob): RegistryClient['copyBlob'] {
  const pool = createPool(COPIES_AT_ONCE);
  return async (from, to, blob) => {
    if ((await headBlob(to, blob.digest)) === blob.size) return 'present';
    const checked = createCheck(blob);
    const mountFrom = from.registry === to.registry && from.path !== to.path ? from.path : undefined;
    const source = {
      digest: blob.digest,
      size: blob.size,
      mountFrom,
      open: async (offset: number) => checked(await openBlob(requester, from, { blob, offset })),
    };
    return pool(() => uploadBlob({ requester, repository: to, source, headBlob }));
  };
}

interface Opened {
  body: Readable;
  url: URL;
  /** Where in the blob the stream begins. */
  at: number;
  /** What of it is wanted. */
  offset: number;
}

async function openBlob(
  requester: Requester,
  from: Repository,
  { blob, offset }: { blob: Descriptor; offset: number },
): Promise<Opened> {
  const headers = { ...(offset > 0 && { range: `bytes=${offset}-` }) };
  const request = {
    method: 'GET',
    repository: from,
    target: `blobs/${blob.digest}`,
    headers,
    accept: [200, 206],
  };
  return requester.send(request, async ({ status, body }, url) => ({
    body,
    url,
    offset,
    at: status === 206 ? offset : 0,
  }));
}

/**
 * Hashes what passes, across breaks, each byte once, and fails a stream whose bytes or length are wrong before its last
 * piece has gone out, so that the upload cannot be closed.
 */
function createCheck(blob: Descriptor): (opened: Opened) => Readable {
  const hash = createHash('sha256');
  let hashed = 0;
  return ({ body, url, at, offset }) => {
    let position = at;
    const transform = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        const fresh = chunk.subarray(Math.max(0, hashed - position));
        hash.update(fresh);
        hashed += fresh.length;
        const wanted = chunk.subarray(Math.max(0, offset - position));
        position += chunk.length;
        const fault = position >= blob.size ? faultOf(blob, position, hash) : undefined;
        if (fault)
          done(
            new RegistryError({
              kind: 'content',
              method: 'GET',
              url,
              code: 'DIGEST_MISMATCH',
              detail: fault,
            }),
          );
        else done(null, wanted);
      },
      flush: (done) =>
        done(position < blob.size ? broken(url, `it ended after ${position} of ${blob.size} bytes`) : null),
    });
    body.on('error', (error) => transform.destroy(broken(url, error.message)));
    transform.on('close', () => body.destroy());
    return body.pipe(transform);
  };
}

function faultOf(blob: Descriptor, length: number, hash: Hash): string | undefined {
  if (length > blob.size) return `the blob is longer than ${blob.size} bytes`;
  const digest = `sha256:${hash.copy().digest('hex')}`;
  return digest === blob.digest
    ? undefined
    : `the bytes have the digest ${digest}, they should have ${blob.digest}`;
}

/** The source broke, not what we send to; it passes like any broken connection. */
function broken(url: URL, detail: string): Error {
  return Object.assign(new Error(`the source ${url.host} broke off: ${detail}`), { code: 'ECONNRESET' });
}
