import { parseErrorBody, type RegistryFailure } from '../registry/errors.ts';

/** What went wrong at a registry, as far as BuildKit's words tell it. */
export type ToldFailure = Pick<RegistryFailure, 'kind' | 'status' | 'code' | 'detail'> & {
  /** Undefined where BuildKit names no request. */
  request: { method: string; url: URL } | undefined;
};

/** Reads what stands behind `failed to push NAME: ` and its like; never throws. */
export function parseWords(words: string): ToldFailure {
  return parseStatus(words) ?? parseTransport(words) ?? parseCode(words) ?? plain(words);
}

const STATUS =
  /unexpected status(?: from ([A-Z]+) request to (\S+))?[^\n]*?: (\d{3})\b(?: ([^:\n]*))?(?:(?::\s*|\n)([\s\S]*))?$/;

/** `unexpected status from PUT request to URL: 413 Payload Too Large`, then the body, or on a line of its own what it says. */
function parseStatus(words: string): ToldFailure | undefined {
  const [all, method, url, status, phrase = '', body = ''] = STATUS.exec(words) ?? [];
  if (all === undefined) return undefined;
  const said = parseCode(body) ?? parseErrorBody(new TextEncoder().encode(body));
  return {
    kind: 'refused',
    request: requestOf(method, url),
    status: Number(status),
    code: said.code,
    detail: said.detail || phrase.trim(),
  };
}

/** How Go tells of broken connections, and by which name node does. */
const TRANSPORT: readonly (readonly [RegExp, string])[] = [
  [/connection reset|\bEOF\b|use of closed network connection/, 'ECONNRESET'],
  [/broken pipe/, 'EPIPE'],
  [/i\/o timeout|TLS handshake timeout|deadline exceeded/, 'ETIMEDOUT'],
  [/connection refused/, 'ECONNREFUSED'],
  [/no route to host/, 'EHOSTUNREACH'],
  [/network is unreachable/, 'ENETUNREACH'],
  [/server misbehaving|temporary failure in name resolution/i, 'EAI_AGAIN'],
  [/no such host/, 'ENOTFOUND'],
  [/x509: /, 'CERT_UNTRUSTED'],
  [/HTTP response to HTTPS client/, 'EPROTO'],
];
const REQUEST = /\b(Get|Head|Post|Put|Patch|Delete) "([^"]+)": ([\s\S]*)$/;

function parseTransport(words: string): ToldFailure | undefined {
  const code = TRANSPORT.find(([pattern]) => pattern.test(words))?.[1];
  if (code === undefined) return undefined;
  const [, method, url, rest] = REQUEST.exec(words) ?? [];
  return {
    kind: 'unreachable',
    request: requestOf(method?.toUpperCase(), url),
    status: undefined,
    code,
    detail: plain(rest ?? words).detail,
  };
}

/** The codes that BuildKit knows, and their statuses; it calls all others unknown. https://distribution.github.io/distribution/spec/api/#errors-2 */
const CODES: Readonly<Record<string, number | undefined>> = {
  unauthorized: 401,
  denied: 403,
  toomanyrequests: 429,
  unavailable: 503,
  unsupported: undefined,
  unknown: undefined,
};
const CODE = new RegExp(`(?:^|\\n|: )(${Object.keys(CODES).join('|')})(?:: ([^\\n]*))?(?:\\n|$)`);
/** The specification's own messages, by which a code that was lost is known again. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/repository name not known/i, 'NAME_UNKNOWN'],
  [/invalid repository name/i, 'NAME_INVALID'],
  [/blob upload unknown/i, 'BLOB_UPLOAD_UNKNOWN'],
  [/blob upload invalid/i, 'BLOB_UPLOAD_INVALID'],
  [/blob unknown/i, 'MANIFEST_BLOB_UNKNOWN'],
  [/did not match uploaded content/i, 'DIGEST_INVALID'],
  [/did not match content length/i, 'SIZE_INVALID'],
];

/** `denied: the registry's own message`. */
function parseCode(words: string): ToldFailure | undefined {
  const [, code, message = ''] = CODE.exec(words) ?? [];
  if (code === undefined) return undefined;
  const known = MESSAGES.find(([pattern]) => pattern.test(message))?.[1];
  return {
    kind: 'refused',
    request: undefined,
    status: CODES[code],
    code: code === 'unknown' ? known : code.toUpperCase(),
    detail: plain(message).detail,
  };
}

/** BuildKit goes on with an empty address where a registry names none. */
const NO_LOCATION = /no Host in request URL/;
const REFUSED_LOGIN = /may require authorization|authorization failed/;

function plain(words: string): ToldFailure {
  const detail = NO_LOCATION.test(words)
    ? 'the registry opened an upload but named no Location for it'
    : parseErrorBody(new TextEncoder().encode(words)).detail;
  const login = REFUSED_LOGIN.test(words);
  return {
    kind: login ? 'refused' : 'content',
    request: undefined,
    status: login ? 401 : undefined,
    code: undefined,
    detail,
  };
}

function requestOf(method: string | undefined, url: string | undefined): ToldFailure['request'] {
  return method !== undefined && url !== undefined && URL.canParse(url)
    ? { method, url: new URL(url) }
    : undefined;
}
