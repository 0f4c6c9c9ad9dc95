import { UserError } from '../errors.ts';
import type { GaveUp } from '../host/retry.ts';
import { asObject } from '../oci/json.ts';
import { remedyFor } from './remedies.ts';

/**
 * `refused`: the registry answered and said no. `unreachable`: no answer could be had.
 * `content`: it answered, but what it sent is damaged or makes no sense.
 */
export type RegistryErrorKind = 'refused' | 'unreachable' | 'content';

/** What a failed request is known by. */
export interface RegistryFailure {
  kind: RegistryErrorKind;
  method: string;
  url: URL;
  status?: number | undefined;
  /** The registry's code, such as MANIFEST_UNKNOWN, or that of the connection, such as ECONNRESET. */
  code?: string | undefined;
  /** The registry's own words, or what is wrong with its answer. */
  detail: string;
  /** Headers of the answer that the remedy may need. */
  headers?: Readonly<Record<string, string | string[] | undefined>> | undefined;
  /** No credentials went along. */
  anonymous?: boolean;
  end?: GaveUp | undefined;
  cause?: unknown;
}

/** A request to a registry that failed for good. */
export class RegistryError extends UserError {
  readonly kind: RegistryErrorKind;
  readonly method: string;
  /** Without credentials, and without the values of query fields that may be secret. */
  readonly url: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly detail: string;

  constructor(failure: RegistryFailure) {
    const url = redactUrl(failure.url);
    const hint = remedyFor(failure);
    super(`${failure.method} ${url}: ${describeVerdict(failure)}`, {
      ...(hint !== undefined && { hint }),
      cause: failure.cause,
    });
    this.name = 'RegistryError';
    this.kind = failure.kind;
    this.method = failure.method;
    this.url = url;
    this.status = failure.status;
    this.code = failure.code;
    this.detail = failure.detail;
  }
}

type Verdict = Pick<RegistryFailure, 'status' | 'code' | 'detail' | 'end'>;

/** What came of a request: status, code, the registry's words, and how often it was tried. */
export function describeVerdict({ status, code, detail, end }: Verdict): string {
  const verdict = [status, code].filter((part) => part !== undefined).join(' ');
  return `${[verdict, detail].filter(Boolean).join(': ') || 'no reason given'}${endNote(end)}`;
}

function endNote(end: GaveUp | undefined): string {
  if (!end) return '';
  const attempts = end.attempts === 1 ? '' : `${end.attempts} attempts`;
  const until =
    end.until && `the next attempt would be at ${end.until.toISOString()}, after the deadline of this run`;
  const notes = [attempts, until].filter(Boolean).join('; ');
  return notes ? ` (${notes})` : '';
}

const PLAIN_QUERY = new Set([
  'service',
  'scope',
  'digest',
  'mount',
  'from',
  'n',
  'last',
  'artifactType',
  'account',
]);

/** A URL that can be shown: no user, and no query values but those that the protocol itself defines. */
export function redactUrl(url: URL): string {
  const query = [...url.searchParams]
    .map(([key, value]) => `${key}=${PLAIN_QUERY.has(key) ? value : '…'}`)
    .join('&');
  return `${url.origin}${url.pathname}${query && `?${query}`}`;
}

export interface ErrorBody {
  code: string | undefined;
  detail: string;
}

/**
 * What the body of a refusal says: the code and the words of the first error, or what other shapes and plain text tell. Never throws.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#error-codes
 */
export function parseErrorBody(bytes: Uint8Array): ErrorBody {
  const text = new TextDecoder().decode(bytes).trim();
  try {
    return fromJson(JSON.parse(text));
  } catch {
    return { code: undefined, detail: fromText(text) };
  }
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function fromJson(value: unknown): ErrorBody {
  const body = asObject(value);
  const first = asObject(Array.isArray(body.errors) ? body.errors[0] : undefined);
  const nested = asObject(body.error);
  const words = [
    first.message,
    body.message,
    body.details,
    body.detail,
    body.error_description,
    nested.message,
    body.error,
    body.errors,
  ];
  const named = asObject(first.detail);
  const about = asText(first.detail) ?? asText(named.Digest) ?? asText(named.digest) ?? asText(named.name);
  const detail = words.map(asText).find((word) => word !== undefined) ?? '';
  return {
    code:
      asText(first.code)?.slice(0, 60) ??
      (body.error_description === undefined ? undefined : asText(body.error)?.slice(0, 60)),
    detail: shorten(about === undefined || detail.includes(about) ? detail : `${detail} (${about})`),
  };
}

function fromText(text: string): string {
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1];
  return shorten(title ?? (text.startsWith('<') ? '' : text));
}

function shorten(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
