import { createHash } from 'node:crypto';
import { type HttpResponse, readBody } from '../host/http.ts';
import { createSweeper } from '../host/sweeper.ts';
import { type Digest, digestOf } from '../oci/digest.ts';
import type { Descriptor } from '../oci/manifest.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import type { Requester } from './request.ts';
import type { RegistryClient } from './types.ts';

const LIMIT = 4 * 1024 * 1024;

type BlobMethods = Pick<RegistryClient, 'getBlob' | 'headBlob' | 'rehashBlob'>;

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-blobs */
export function blobMethods(requester: Requester): BlobMethods {
  return {
    getBlob: (repository, blob) =>
      requester.send(
        { method: 'GET', repository, target: `blobs/${blob.digest}`, accept: [200, 404] },
        (response, url) => readBlob(response, { url, blob }),
      ),
    headBlob: (repository, digest) => headBlob(requester, repository, digest),
    rehashBlob: (repository, blob) => rehashBlob(requester, repository, blob),
  };
}

async function readBlob(
  response: HttpResponse,
  { url, blob }: { url: URL; blob: Descriptor },
): Promise<Uint8Array | undefined> {
  if (response.status === 404) {
    response.body.resume();
    return undefined;
  }
  const bytes = await readBody(response, LIMIT);
  const digest = digestOf(bytes);
  if (digest === blob.digest && bytes.length === blob.size) return bytes;
  const detail = `the blob has ${bytes.length} bytes with the digest ${digest}, it should have ${blob.size} with ${blob.digest}`;
  throw new RegistryError({ kind: 'content', method: 'GET', url, code: 'DIGEST_MISMATCH', detail });
}

/** HEAD, or a GET of one byte where the registry, or the storage that it redirects to, does not do HEAD. */
async function headBlob(
  requester: Requester,
  repository: Repository,
  digest: Digest,
): Promise<number | undefined> {
  const target = `blobs/${digest}`;
  const head = await requester
    .send(
      { method: 'HEAD', repository, target, accept: [200, 404, 405, 501] },
      async ({ status, headers, body }) => {
        body.resume();
        return { status, length: parseLength(headers['content-length']) };
      },
    )
    .catch((error) => {
      // storage that a registry redirects to may have been opened for GET alone
      if (error instanceof RegistryError && error.status === 403) return { status: 403, length: undefined };
      throw error;
    });
  if (head.status === 404) return undefined;
  if (head.status === 200 && head.length !== undefined) return head.length;
  return lengthByRange(requester, repository, digest);
}

function lengthByRange(
  requester: Requester,
  repository: Repository,
  digest: Digest,
): Promise<number | undefined> {
  const request = {
    method: 'GET',
    repository,
    target: `blobs/${digest}`,
    headers: { range: 'bytes=0-0' },
    accept: [200, 206, 404],
  };
  return requester.send(request, async ({ status, headers, body }, url) => {
    body.destroy();
    if (status === 404) return undefined;
    const length =
      status === 206
        ? parseLength(headers['content-range']?.split('/')[1])
        : parseLength(headers['content-length']);
    if (length === undefined)
      throw new RegistryError({
        kind: 'content',
        method: 'GET',
        url,
        detail: 'the registry does not tell the length of the blob',
      });
    return length;
  });
}

function parseLength(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** After a break it goes on where it stopped, if the registry can. */
async function rehashBlob(
  requester: Requester,
  repository: Repository,
  blob: Descriptor,
): Promise<{ digest: Digest; size: number } | undefined> {
  let hash = createHash('sha256');
  let size = 0;
  const sweep = createSweeper();
  const digested = () => ({ digest: `sha256:${hash.digest('hex')}` as const, size });
  return requester.retry(repository, async () => {
    // all of it had come when the connection broke
    if (size > 0 && size === blob.size) return { kind: 'done', value: digested() };
    return requester.attempt(restOf(repository, blob, size), async ({ status, body }, url) => {
      if (status === 404) {
        body.resume();
        return undefined;
      }
      if (status !== 206) [hash, size] = [createHash('sha256'), 0];
      if (status === 416) throw endsEarly(url, blob);
      for await (const chunk of body) {
        hash.update(chunk);
        size += chunk.length;
        sweep(chunk.length);
      }
      return digested();
    });
  });
}

function restOf(repository: Repository, blob: Descriptor, from: number) {
  return {
    method: 'GET',
    repository,
    target: `blobs/${blob.digest}`,
    headers: { ...(from > 0 && { range: `bytes=${from}-` }) },
    accept: [200, 206, 404, 416],
  };
}

function endsEarly(url: URL, { size }: Descriptor): RegistryError {
  return new RegistryError({
    kind: 'content',
    method: 'GET',
    url,
    detail: `the blob ends before ${size} bytes`,
  });
}
