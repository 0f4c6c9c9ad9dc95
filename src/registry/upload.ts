import type { Outcome } from '../host/retry.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import type { Requester } from './request.ts';
import { close, sendRest } from './uploadBytes.ts';
import { locationOf } from './uploadLocation.ts';
import { askStatus, type Session, start, type Upload, WRITE } from './uploadSession.ts';

/** Up to here a blob goes along with the closing request; larger ones go before it, so that a break costs less. */
const SINGLE_REQUEST = 32 * 1024 * 1024;

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
  // nobody waits for it: what is not cancelled is forgotten by the registry after a while
  requester.attempt(cancel, async ({ body }) => void body.resume()).catch(() => {});
}
