import { Readable } from 'node:stream';
import { attemptsForCode } from '../host/retry.ts';
import { createSweeper, type Sweeper } from '../host/sweeper.ts';
import type { Descriptor } from '../oci/manifest.ts';
import type { Repository } from '../oci/reference.ts';
import { createBlobCheck } from './blobCheck.ts';
import { RegistryError } from './errors.ts';
import { createPool } from './pool.ts';
import type { Requester } from './request.ts';
import type { RegistryClient } from './types.ts';
import { uploadBlob } from './upload.ts';

/** What all copies hold of a host's connections; each holds one at either end, two where both ends are one host. */
const CONNECTIONS = 8;
/** How often a source may break before the copy is given up. */
const BREAKS = 7;

type HeadBlob = RegistryClient['headBlob'];

/**
 * Copies blobs between repositories without ever holding one: from one registry's socket to the other's. What several
 * images share goes once.
 */
export function blobCopier(requester: Requester, headBlob: HeadBlob): RegistryClient['copyBlob'] {
  const pool = createPool(CONNECTIONS);
  const sweep = createSweeper();
  const copies = new Map<string, Promise<unknown>>();
  const copy: RegistryClient['copyBlob'] = async (from, to, blob) => {
    if ((await headBlob(to, blob.digest)) === blob.size) return 'present';
    const read = createReader({ requester, from, blob, sweep });
    const source = {
      digest: blob.digest,
      size: blob.size,
      mountFrom: from.registry === to.registry && from.path !== to.path ? from.path : undefined,
      open: async (offset: number) => Readable.from(read(offset), { objectMode: false }),
    };
    const weight = from.registry === to.registry ? 2 : 1;
    return pool(weight, () => uploadBlob({ requester, repository: to, source, headBlob }));
  };
  return async (from, to, blob) => {
    const key = `${to.name}@${blob.digest}`;
    const known = copies.get(key);
    if (known) return known.then(() => 'present');
    const started = copy(from, to, blob);
    copies.set(key, started);
    // what was copied is looked for again by whoever comes later: a registry may have lost it
    const forget = () => copies.delete(key);
    started.then(forget, forget);
    return started;
  };
}

interface Opened {
  body: AsyncIterable<Buffer>;
  url: URL;
  /** Where in the blob the body begins. */
  at: number;
}

function openBlob(
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
    at: status === 206 ? offset : 0,
  }));
}

interface Reading {
  requester: Requester;
  from: Repository;
  blob: Descriptor;
  sweep: Sweeper;
}

/** Reads a blob from an offset on, over breaks of its registry. */
function createReader({ requester, from, blob, sweep }: Reading): (offset: number) => AsyncGenerator<Buffer> {
  const check = createBlobCheck(blob);
  return async function* read(offset) {
    let position = offset;
    for (let breaks = 0; position < blob.size; ) {
      const { body, url, at } = await openBlob(requester, from, { blob, offset: position });
      let reached = at;
      try {
        for await (const chunk of body) {
          check(chunk, reached, url);
          const wanted = chunk.subarray(Math.max(0, position - reached));
          reached += chunk.length;
          position = Math.max(position, reached);
          if (wanted.length > 0) yield wanted;
          sweep(chunk.length);
        }
        if (position < blob.size) throw ended(position, blob);
      } catch (error) {
        breaks += 1;
        if (breaks >= BREAKS || !mayPass(error)) throw error;
      }
    }
  };
}

function ended(position: number, blob: Descriptor): Error {
  return Object.assign(new Error(`the source ended after ${position} of ${blob.size} bytes`), {
    code: 'ECONNRESET',
  });
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    !(error instanceof RegistryError) &&
    attemptsForCode(String(error.code)) !== 1
  );
}
