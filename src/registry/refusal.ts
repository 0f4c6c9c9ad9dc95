import { type HttpResponse, readBody } from '../host/http.ts';
import { type Again, attemptsForCode, isPassingStatus, parseRetryAfter } from '../host/retry.ts';
import { type Challenge, parseChallenge } from './challenge.ts';
import { parseErrorBody, RegistryError, type RegistryFailure } from './errors.ts';
import type { Host } from './hosts.ts';

/** An answer that is not what was wanted. */
export interface Refusal {
  status: number;
  headers: HttpResponse['headers'];
  code: string | undefined;
  detail: string;
  challenge: Challenge | undefined;
  /** No credentials went along. */
  anonymous?: boolean;
}

const LIMIT = 64 * 1024;
/** How servers that want HTTPS answer plain HTTP: Go, nginx, Apache. */
const WANTS_HTTPS =
  /HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|SSL-enabled server port/i;

/** Reads what a refusal says; throws where a host that never answered before turns out to want HTTPS. */
export async function readRefusal(
  response: HttpResponse,
  { method, url, unsettled }: { method: string; url: URL; unsettled: boolean },
): Promise<Refusal> {
  const { status, headers } = response;
  const bytes = await readBody(response, LIMIT).catch(() => new Uint8Array());
  if (unsettled && status === 400 && url.protocol === 'http:' && wantsHttps(response, method, bytes)) {
    throw Object.assign(new Error('HTTPS is spoken there'), { code: 'EPROTO' });
  }
  return {
    status,
    headers,
    challenge: parseChallenge(headers['www-authenticate']),
    ...parseErrorBody(bytes),
  };
}

function wantsHttps({ headers }: HttpResponse, method: string, bytes: Uint8Array): boolean {
  if (method === 'HEAD') return headers['docker-distribution-api-version'] === undefined;
  return WANTS_HTTPS.test(new TextDecoder().decode(bytes));
}

export interface RefusedRequest {
  method: string;
  url: URL;
  host: Host;
  now: number;
}

/** What may pass is tried again; anything else is thrown. */
export function outcomeOfRefusal(refusal: Refusal, { method, url, host, now }: RefusedRequest): Again {
  const { status, headers, code, anonymous = false } = refusal;
  const detail = [refusal.detail, scopeNote(refusal)].filter(Boolean).join(' ');
  const failure: RegistryFailure = { kind: 'refused', method, url, status, code, detail, headers, anonymous };
  const limited = status === 429 || (status === 403 && (host.quirks.passingDenial?.test(detail) ?? false));
  if (!limited && !isPassingStatus(status)) throw new RegistryError(failure);
  const retryAfterMs = parseRetryAfter(headers['retry-after'], now);
  return {
    kind: 'again',
    reason: `${method} ${url.host}: ${status} ${code ?? detail}`.trim(),
    retryAfterMs,
    slowsHost: limited || (status === 503 && retryAfterMs !== undefined),
    error: (end) => new RegistryError({ ...failure, end }),
  };
}

/** The login was right, but does not reach so far. https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
function scopeNote({ challenge, detail }: Refusal): string {
  const short = challenge?.kind === 'bearer' && challenge.error === 'insufficient_scope';
  return short && !detail.includes('insufficient_scope') ? '(insufficient_scope)' : '';
}

/** Broken connections are tried again, those to a host that has answered before longer; anything else is thrown, errors of ours among it. */
export function outcomeOfError(
  error: unknown,
  { method, url, answered = false }: { method: string; url: URL; answered?: boolean },
): Again {
  if (error instanceof RegistryError || !(error instanceof Error) || !('code' in error)) throw error;
  const code = String(error.code);
  const detail = error.message.startsWith(code)
    ? error.message.slice(code.length).replace(/^[:\s]+/, '')
    : error.message;
  if (code === 'EMSGSIZE') throw new RegistryError({ kind: 'content', method, url, detail, cause: error });
  return {
    kind: 'again',
    reason: `${method} ${url.host}: ${error.message}`,
    attempts: attemptsForCode(code, answered),
    error: (end) => new RegistryError({ kind: 'unreachable', method, url, code, detail, end, cause: error }),
  };
}
