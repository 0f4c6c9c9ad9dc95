import type { Readable } from 'node:stream';
import type { Outcome } from '../host/retry.ts';
import type { Digest } from '../oci/digest.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import type { Requester } from './request.ts';
import { locationOf } from './uploadLocation.ts';

/** What is uploaded; `open` streams it from an offset on and is called anew after a break. */
export interface BlobSource {
  digest: Digest;
  /** In bytes. */
  size: number;
  open(offset: number): Promise<Readable>;
  /** The path of a repository of the same registry that may hold it. */
  mountFrom?: string | undefined;
}

export interface Upload {
  requester: Requester;
  repository: Repository;
  source: BlobSource;
  headBlob: (repository: Repository, digest: Digest) => Promise<number | undefined>;
}

/** How far an upload is. */
export interface Session {
  location: URL | undefined;
  /** Bytes that the registry has. */
  received: number;
  /** The session was interrupted: ask what arrived. */
  broken: boolean;
  mountFrom: string | undefined;
}

/** What an upload needs to be allowed. */
export const WRITE = ['pull', 'push'];

/** Opens a session, unless the blob could be mounted. */
export async function start(upload: Upload, session: Session): Promise<Outcome<'mounted' | 'open'>> {
  const { requester, repository, source } = upload;
  const { mountFrom } = session;
  const query =
    mountFrom === undefined ? '' : `?mount=${source.digest}&from=${encodeURIComponent(mountFrom)}`;
  const request = {
    method: 'POST',
    repository,
    target: `blobs/uploads/${query}`,
    actions: WRITE,
    ...(mountFrom !== undefined && { mountFrom }),
    headers: { 'content-length': '0' },
    accept: [201, 202],
  };
  try {
    return await requester.attempt(request, async (response, url) => {
      response.body.resume();
      if (response.status === 201 && mountFrom !== undefined) return 'mounted';
      session.location = locationOf(response, { method: 'POST', url });
      session.received = 0;
      return 'open';
    });
  } catch (error) {
    if (mountFrom === undefined || !(error instanceof RegistryError) || error.kind !== 'refused') throw error;
    // not allowed to read there, or not able to mount: it is sent in full
    session.mountFrom = undefined;
    return start(upload, session);
  }
}

/** Asks how much has arrived. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-a-blob-in-chunks */
export async function askStatus({ requester, repository }: Upload, session: Session): Promise<Outcome<void>> {
  if (!session.location) return { kind: 'done', value: undefined };
  const request = {
    method: 'GET',
    repository,
    target: session.location,
    actions: WRITE,
    accept: [200, 204, 404],
  };
  try {
    return await requester.attempt(request, async (response, url) => {
      response.body.resume();
      const end = /^(?:bytes=)?0-(\d+)$/.exec(String(response.headers.range ?? ''))?.[1];
      session.received = end === undefined || end === '0' ? 0 : Number(end) + 1;
      session.location =
        response.status === 404 ? undefined : locationOf(response, { method: 'GET', url, fallback: url });
    });
  } catch (error) {
    if (!(error instanceof RegistryError) || error.kind !== 'refused') throw error;
    session.location = undefined; // a registry that does not tell: from the beginning
    return { kind: 'done', value: undefined };
  }
}
