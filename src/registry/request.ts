import type { Readable } from 'node:stream';
import type { Http, HttpResponse } from '../host/http.ts';
import type { Clock, Outcome, Retry } from '../host/retry.ts';
import type { Repository } from '../oci/reference.ts';
import type { Authorization, Authorizer } from './auth.ts';
import { parseChallenge } from './challenge.ts';
import { contact, type Host, type HostLookup } from './hosts.ts';
import { followRedirects } from './redirects.ts';
import { outcomeOfError, outcomeOfRefusal, type Refusal, readRefusal } from './refusal.ts';
import { scopesFor } from './scopes.ts';

/** One request to a registry, on behalf of a repository. */
export interface RegistryRequest {
  method: string;
  repository: Repository;
  /** Below `/v2/NAME/`, or a whole URL that the registry gave. */
  target: string | URL;
  /** What is done to the repository; `pull` where absent. */
  actions?: readonly string[];
  /** The path of a repository that a blob is mounted from. */
  mountFrom?: string;
  headers?: Readonly<Record<string, string>>;
  /** A stream is opened anew for each attempt. */
  body?: Uint8Array | (() => Promise<Readable>);
  /** Statuses that are handed to the caller; all others are refusals. */
  accept: readonly number[];
  idleMs?: number;
}

/** Reads an answer; `url` is where it came from after redirects. Called anew where the connection breaks meanwhile. */
export type Consume<T> = (response: HttpResponse, url: URL) => Promise<T>;

export interface RequestEffects {
  http: Http;
  retry: Retry;
  clock: Clock;
  hosts: HostLookup;
  authorizer: Authorizer;
  signal: AbortSignal | undefined;
}

export interface Requester {
  /** Attempts until there is an answer, or throws a RegistryError. */
  send<T>(request: RegistryRequest, consume: Consume<T>): Promise<T>;
  /** A single attempt, with renewal of the token; throws what cannot pass. */
  attempt<T>(request: RegistryRequest, consume: Consume<T>): Promise<Outcome<T>>;
  /** Attempts of something that takes several requests to the repository's registry. */
  retry<T>(repository: Repository, attempt: (count: number) => Promise<Outcome<T>>): Promise<T>;
}

/** Speaks to registries: finds where they answer, authenticates, follows redirects, tells what may pass from what does not. */
export function createRequester(effects: RequestEffects): Requester {
  const attempt = async <T>(request: RegistryRequest, consume: Consume<T>): Promise<Outcome<T>> => {
    const host = effects.hosts(request.repository.registry);
    let url = urlOf(request, host);
    try {
      const answer = await answerOf(request, host, effects);
      url = answer.url;
      if (!answer.refusal) return { kind: 'done', value: await consume(answer.response, url) };
      return outcomeOfRefusal(answer.refusal, {
        method: request.method,
        url,
        host,
        now: effects.clock.now(),
      });
    } catch (error) {
      effects.signal?.throwIfAborted();
      return outcomeOfError(error, { method: request.method, url });
    }
  };
  const retry: Requester['retry'] = (repository, run) =>
    effects.retry.run(effects.hosts(repository.registry).origin.host, run);
  return {
    attempt,
    retry,
    send: (request, consume) => retry(request.repository, () => attempt(request, consume)),
  };
}

function urlOf({ repository, target }: RegistryRequest, host: Host): URL {
  return target instanceof URL ? target : new URL(`/v2/${repository.path}/${target}`, host.origin);
}

/** `refusal` is undefined where the status is one that the caller accepts. */
interface Answer {
  response: HttpResponse;
  url: URL;
  refusal: Refusal | undefined;
}

/** Sends, and sends again with a better token where there is one: once after a 401, once after a 403. */
async function answerOf(request: RegistryRequest, host: Host, effects: RequestEffects): Promise<Answer> {
  const { authorizer } = effects;
  const scopes = scopesFor({
    path: request.repository.path,
    actions: request.actions ?? ['pull'],
    mountFrom: request.mountFrom,
  });
  let authorization = await authorizer.authorize(host, scopes);
  for (const seen = new Set<number>(); ; ) {
    const answer = await contact(host, () => sendOnce({ request, host, authorization, effects }));
    const { refusal, response, url } = answer;
    const { status } = response;
    if (seen.has(status) || url.origin !== host.origin.origin) return answer;
    const login = !authorization && HIDDEN.has(status) && (await asksForLogin(host, effects));
    if (!login && !(refusal && mayHelp(refusal))) return answer;
    seen.add(status);
    const challenge = refusal?.challenge ?? host.challenge;
    const better = await authorizer.renew({ ...host, challenge }, scopes, authorization);
    if (!better) return answer;
    response.body.resume();
    authorization = better;
  }
}

/** How some registries hide from strangers what they would show after a login. */
const HIDDEN = new Set([403, 404]);

/** Whether a registry that never asked for a login does so when it is asked for nothing else. */
async function asksForLogin(host: Host, { http, signal }: RequestEffects): Promise<boolean> {
  if (host.challenge) return false;
  host.asked ??= http
    .request({ method: 'GET', url: new URL('/v2/', host.origin), signal, insecure: host.insecure })
    .then(({ status, headers, body }) => {
      body.resume();
      if (status === 401) host.challenge = parseChallenge(headers['www-authenticate']);
    })
    .catch(() => {});
  await host.asked;
  return host.challenge !== undefined;
}

/** Whether another token could change the answer. https://distribution.github.io/distribution/spec/auth/token/ */
function mayHelp({ status, code, detail, challenge }: Refusal): boolean {
  if (status === 401) return true;
  if (status !== 403 || code === 'DENIED' || /permission_denied/.test(detail)) return false;
  return challenge !== undefined || /insufficient_?scope/i.test(`${code} ${detail}`);
}

interface Sending {
  request: RegistryRequest;
  host: Host;
  authorization: Authorization | undefined;
  effects: RequestEffects;
}

async function sendOnce({ request, host, authorization, effects }: Sending): Promise<Answer> {
  const url = urlOf(request, host);
  const { response, url: last } = await followRedirects(
    {
      method: request.method,
      url,
      headers: request.headers ?? {},
      authorization: url.origin === host.origin.origin ? authorization?.header : undefined,
      body: request.body instanceof Function ? await request.body() : request.body,
      signal: effects.signal,
      idleMs: request.idleMs,
      insecure: host.insecure,
    },
    { http: effects.http, accept: request.accept },
  );
  const accepted = request.accept.includes(response.status);
  const refusal = accepted
    ? undefined
    : await readRefusal(response, { method: request.method, url: last, unsettled: !host.settled });
  host.settled = true;
  host.challenge =
    refusal?.status === 401 && last.origin === host.origin.origin
      ? (refusal.challenge ?? host.challenge)
      : host.challenge;
  return { response, url: last, refusal };
}
