import type { Readable } from 'node:stream';
import type { HttpResponse } from '../host/http.ts';
import type { Outcome } from '../host/retry.ts';
import type { Digest } from '../oci/digest.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import type { Requester } from './request.ts';

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

/** Up to here a blob goes along with the closing request; larger ones go before it, so that a break costs less. */
const SINGLE_REQUEST = 32 * 1024 * 1024;
/** A registry may take long to close the upload of a large blob. */
const CLOSING_IDLE_MS = 300_000;
const WRITE = ['pull', 'push'];

interface Session {
  location: URL | undefined;
  /** Bytes that the registry has. */
  received: number;
  /** The session was interrupted: ask what arrived. */
  broken: boolean;
  mountFrom: string | undefined;
}

/**
 * Uploads a blob that is not there: mounted if possible, else in one request or two, resumed after a break, in a new
 * session where the registry forgot the old one. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-blobs
 */
export function uploadBlob(upload: Upload): Promise<'mounted' | 'copied'> {
  const { requester, repository, source } = upload;
  const session: Session = { location: undefined, received: 0, broken: false, mountFrom: source.mountFrom };
  return requester.retry(repository, async (count) => {
    try {
      const outcome = await uploadOnce(upload, session);
      session.broken = outcome.kind === 'again';
      return outcome;
    } catch (error) {
      if (!(error instanceof RegistryError) || count >= 4 || !mayRestart(error)) throw error;
      session.broken = false;
      session.location = undefined;
      return {
        kind: 'again',
        reason: `${error.method} ${repository.name}: ${error.status} ${error.code ?? ''}`.trim(),
        error: () => error,
      };
    }
  });
}

/** The session is gone, or something was lost on the way: it takes another one. */
function mayRestart({ status, code, method }: RegistryError): boolean {
  if (method === 'POST') return false;
  return (
    status === 404 ||
    code === 'BLOB_UPLOAD_UNKNOWN' ||
    code === 'BLOB_UPLOAD_INVALID' ||
    code === 'DIGEST_INVALID'
  );
}

async function uploadOnce(upload: Upload, session: Session): Promise<Outcome<'mounted' | 'copied'>> {
  const { repository, source, headBlob } = upload;
  if (session.broken) {
    const status = await askStatus(upload, session);
    if (status.kind === 'again') return status;
    // closed already, perhaps: the answer to that may be what was lost
    if (!session.location && (await headBlob(repository, source.digest)) === source.size)
      return { kind: 'done', value: 'copied' };
  }
  if (!session.location) {
    const started = await start(upload, session);
    if (started.kind === 'again') return started;
    if (started.value === 'mounted') return { kind: 'done', value: 'mounted' };
  }
  if (source.size > SINGLE_REQUEST || session.received > 0) {
    const sent = await sendRest(upload, session);
    if (sent.kind === 'again') return sent;
  }
  return close(upload, session);
}

async function start(upload: Upload, session: Session): Promise<Outcome<'mounted' | 'open'>> {
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
async function askStatus({ requester, repository }: Upload, session: Session): Promise<Outcome<void>> {
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

async function sendRest({ requester, repository, source }: Upload, session: Session): Promise<Outcome<void>> {
  const { received, location } = session;
  if (received >= source.size || !location) return { kind: 'done', value: undefined };
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(source.size - received),
    ...(received > 0 && { 'content-range': `${received}-${source.size - 1}` }),
  };
  const request = {
    method: 'PATCH',
    repository,
    target: location,
    actions: WRITE,
    headers,
    body: () => source.open(received),
    accept: [201, 202, 204, 416],
  };
  const outcome = await requester.attempt(request, async (response, url) => {
    response.body.resume();
    session.location = locationOf(response, { method: 'PATCH', url, fallback: url });
    return { status: response.status, url };
  });
  if (outcome.kind === 'again') return outcome;
  const { status, url } = outcome.value;
  if (status === 416) return misplaced(url, repository);
  session.received = source.size;
  return { kind: 'done', value: undefined };
}

/** We were at another byte than the registry: it is asked where it is. */
function misplaced(url: URL, { name }: Repository): Outcome<never> {
  const failure = {
    kind: 'refused',
    method: 'PATCH',
    url,
    status: 416,
    detail: 'the upload is at another byte',
  } as const;
  return {
    kind: 'again',
    reason: `PATCH ${name}: 416`,
    error: (end) => new RegistryError({ ...failure, end }),
  };
}

async function close(
  { requester, repository, source }: Upload,
  session: Session,
): Promise<Outcome<'copied'>> {
  const whole = session.received < source.size;
  const target = new URL(session.location ?? '');
  // what stands in the query is the registry's own and must stay as it is
  target.search = `${target.search ? `${target.search}&` : '?'}digest=${encodeURIComponent(source.digest)}`;
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(whole ? source.size : 0),
  };
  const request = {
    method: 'PUT',
    repository,
    target,
    actions: WRITE,
    headers,
    accept: [200, 201, 204],
    idleMs: CLOSING_IDLE_MS,
  };
  return requester.attempt<'copied'>(
    { ...request, ...(whole && { body: () => source.open(0) }) },
    async ({ body }) => {
      body.resume();
      return 'copied';
    },
  );
}

interface Asked {
  method: string;
  url: URL;
  fallback?: URL;
}

/** Relative to the request, if it is relative; a proxy that ends TLS may make the registry name plain HTTP. */
function locationOf({ headers }: HttpResponse, { method, url, fallback }: Asked): URL {
  const fail = (detail: string) => new RegistryError({ kind: 'content', method, url, detail });
  const location = headers.location;
  if (location === undefined && fallback) return fallback;
  if (location === undefined) throw fail('the registry opened an upload but named no Location for it');
  if (!URL.canParse(location, url.href)) throw fail('the registry named a Location that is no URL');
  const target = new URL(location, url);
  if (url.protocol !== 'https:' || target.protocol !== 'http:') return target;
  if (target.hostname !== url.hostname) throw fail(`the upload would leave HTTPS for http://${target.host}`);
  return new URL(target.href.replace(/^http:/, 'https:'));
}

/** Opens an upload and cancels it: shows that we may write. */
export async function checkPush(requester: Requester, repository: Repository): Promise<void> {
  const request = {
    method: 'POST',
    repository,
    target: 'blobs/uploads/',
    actions: WRITE,
    headers: { 'content-length': '0' },
    accept: [202],
  };
  const location = await requester.send(request, async (response, url) => {
    response.body.resume();
    return locationOf(response, { method: 'POST', url });
  });
  const cancel = { method: 'DELETE', repository, target: location, actions: WRITE, accept: [200, 202, 204] };
  // what is not cancelled is forgotten by the registry after a while
  await requester.attempt(cancel, async ({ body }) => void body.resume()).catch(() => {});
}
