import type { Outcome } from '../host/retry.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import { locationOf } from './uploadLocation.ts';
import { type Session, type Upload, WRITE } from './uploadSession.ts';

/** A registry may take long to close the upload of a large blob. */
const CLOSING_IDLE_MS = 300_000;
/** Sends what the registry does not have yet. */
export async function sendRest(
  { requester, repository, source }: Upload,
  session: Session,
): Promise<Outcome<void>> {
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

/** Closes the session, with the whole blob where nothing was sent before. */
export async function close(
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
