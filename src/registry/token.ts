import { type Http, type HttpResponse, readBody } from '../host/http.ts';
import { type Clock, isPassingStatus, type Outcome, parseRetryAfter, type Retry } from '../host/retry.ts';
import { asObject, parseJson } from '../oci/json.ts';
import { type Credentials, encodeBasic } from './credentials.ts';
import { parseErrorBody, RegistryError } from './errors.ts';
import { checkRealm } from './realm.ts';
import { outcomeOfError } from './refusal.ts';
import type { Scope } from './scopes.ts';

export interface Token {
  value: string;
  /** When to ask for another, some time before its end; in ms since 1970, by this machine's clock. */
  renewAt: number;
}

export interface TokenRequest {
  /** The host of the reference. */
  registry: string;
  /** Where the registry answers. */
  origin: URL;
  realm: string;
  service: string | undefined;
  scopes: readonly Scope[];
  credentials: Credentials | undefined;
}

export interface TokenEffects {
  http: Http;
  retry: Retry;
  clock: Clock;
  signal: AbortSignal | undefined;
  /** Servers at this host may show any certificate. */
  insecure: boolean;
}

const DEFAULT_LIFE_S = 60;
/** Renewed so long before the end, but no more than a quarter of its life, that a request which starts now is still let in. */
const EARLY_S = 15;
const LIMIT = 1024 * 1024;

/**
 * Gets an access token: POST with an identity token, else GET, with Basic where there is a password.
 * https://distribution.github.io/distribution/spec/auth/token/ https://distribution.github.io/distribution/spec/auth/oauth/
 */
export async function fetchToken(request: TokenRequest, effects: TokenEffects): Promise<Token> {
  const realm = await checkRealm(request);
  return effects.retry.run(realm.host, () => attempt(request, realm, effects));
}

async function attempt(request: TokenRequest, realm: URL, effects: TokenEffects): Promise<Outcome<Token>> {
  const { method, url, headers, body } = wire(request, realm);
  const { http, signal, insecure, clock } = effects;
  try {
    const response = await http.request({ method, url, headers, signal, insecure, ...(body && { body }) });
    const bytes = await readBody(response, LIMIT);
    if (response.status === 200)
      return { kind: 'done', value: parseToken(bytes, { method, url, now: clock.now() }) };
    return refused({ method, url, response, bytes, now: clock.now(), anonymous: !request.credentials });
  } catch (error) {
    signal?.throwIfAborted();
    return outcomeOfError(error, { method, url });
  }
}

function wire({ service, scopes, credentials }: TokenRequest, realm: URL) {
  if (credentials?.kind === 'identity') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'publish-image',
      refresh_token: credentials.token,
    });
    if (service !== undefined) form.set('service', service);
    form.set('scope', scopes.join(' '));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url: realm, headers, body: Buffer.from(form.toString()) };
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const headers: Record<string, string> =
    credentials?.kind === 'password' ? { authorization: `Basic ${encodeBasic(credentials)}` } : {};
  return { method: 'GET', url, headers, body: undefined };
}

interface Refusal {
  method: string;
  url: URL;
  response: HttpResponse;
  bytes: Uint8Array;
  now: number;
  anonymous: boolean;
}

function refused({ method, url, response, bytes, now, anonymous }: Refusal): Outcome<Token> {
  const { status, headers } = response;
  const failure = {
    kind: 'refused',
    method,
    url,
    status,
    headers,
    anonymous,
    ...parseErrorBody(bytes),
  } as const;
  if (!isPassingStatus(status)) throw new RegistryError(failure);
  return {
    kind: 'again',
    reason: `the token service ${url.host} answered ${status}`,
    retryAfterMs: parseRetryAfter(headers['retry-after'], now),
    slowsHost: status === 429,
    error: (end) => new RegistryError({ ...failure, end }),
  };
}

function parseToken(
  bytes: Uint8Array,
  { method, url, now }: { method: string; url: URL; now: number },
): Token {
  const json = asObject(parseJson(new TextDecoder().decode(bytes)));
  const value = [json.token, json.access_token].find(
    (text) => typeof text === 'string' && /^[\x21-\x7e]+$/.test(text),
  );
  if (typeof value !== 'string') {
    throw new RegistryError({
      kind: 'content',
      method,
      url,
      detail: 'the token service answered without a token',
    });
  }
  const life = typeof json.expires_in === 'number' && json.expires_in > 0 ? json.expires_in : DEFAULT_LIFE_S;
  // issued_at is by the service's clock, which may differ from ours
  return { value, renewAt: now + (life - Math.min(EARLY_S, life / 4)) * 1000 };
}
