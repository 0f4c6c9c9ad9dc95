import { Readable } from 'node:stream';
import { type HttpResponse, readBody } from '../host/http.ts';
import type { Authorization } from './auth.ts';
import { parseChallenge } from './challenge.ts';
import { contact, type Host } from './hosts.ts';
import { followRedirects } from './redirects.ts';
import { type Refusal, readRefusal } from './refusal.ts';
import type { RegistryRequest, RequestEffects } from './request.ts';
import { scopesFor } from './scopes.ts';

/** `refusal` is undefined where the status is one that the caller accepts. */
export interface Answer {
  response: HttpResponse;
  url: URL;
  refusal: Refusal | undefined;
}

/** Where a request goes. */
export function urlOf({ repository, target }: RegistryRequest, host: Host): URL {
  return target instanceof URL ? target : new URL(`/v2/${repository.path}/${target}`, host.origin);
}

/** Sends, and sends again with a better token where there is one: once after a 401, once after a 403. */
export async function answerOf(
  request: RegistryRequest,
  host: Host,
  effects: RequestEffects,
): Promise<Answer> {
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
    if (seen.has(response.status) || url.origin !== host.origin.origin) return answer;
    const stranger = !authorization && !host.challenge && HIDDEN.has(response.status);
    const hidden = stranger && (await authorizer.canLogIn(host.registry));
    const kept = hidden ? await beforeLogin(answer, host, effects) : answer;
    if (!(hidden && host.challenge) && !(refusal && mayHelp(refusal))) return kept;
    seen.add(response.status);
    const challenge = refusal?.challenge ?? host.challenge;
    const better = await authorizer.renew({ ...host, challenge }, scopes, authorization);
    if (!better) return kept;
    response.body.resume();
    authorization = better;
  }
}

/** How some registries hide from strangers what they would show after a login. */
const HIDDEN = new Set([403, 404]);
const LIMIT = 64 * 1024;

/**
 * Asks a registry that never wanted a login whether it wants one, and keeps the answer that we have: its body is read
 * first, since it holds a connection that the question may need.
 */
async function beforeLogin(answer: Answer, host: Host, { http, signal }: RequestEffects): Promise<Answer> {
  const bytes = answer.refusal ? undefined : await readBody(answer.response, LIMIT).catch(() => undefined);
  host.asked ??= http
    .request({ method: 'GET', url: new URL('/v2/', host.origin), signal, insecure: host.insecure })
    .then(({ status, headers, body }) => {
      body.resume();
      if (status === 401) host.challenge = parseChallenge(headers['www-authenticate']);
    })
    .catch(() => {});
  await host.asked;
  return { ...answer, response: { ...answer.response, body: Readable.from(bytes ? [bytes] : []) } };
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
      signal: request.unbroken ? undefined : effects.signal,
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
  if (refusal) refusal.anonymous = authorization?.anonymous ?? true;
  return { response, url: last, refusal };
}
