import { createHash } from 'node:crypto';
import { messageOf } from '../errors.ts';
import { createHttp, type Http, type HttpRequest, readBody } from './http.ts';
import { pause } from './pause.ts';

/**
 * Small texts in the Actions cache, which every job of a run reads, on whatever machine. An entry never changes.
 * The toolkit's own client is for folders: it hides an entry from machines with another compressor or another system.
 */
export interface CacheEntries {
  /** Writes a new entry. Rejects with an Error that says why not. */
  put(key: string, text: string): Promise<void>;
  /** The newest entry whose key starts with `prefix`; undefined where there is none. */
  newest(prefix: string): Promise<string | undefined>;
}

export interface CacheEntriesOptions {
  /** ACTIONS_RESULTS_URL. */
  url: string;
  /** ACTIONS_RUNTIME_TOKEN. */
  token: string;
  environment: Readonly<Record<string, string | undefined>>;
  signal?: AbortSignal | undefined;
}

/** Entries are found by key and version; ours is one and the same everywhere. */
const VERSION = createHash('sha256').update('publish-image entry 1').digest('hex');
const LIMIT = 1024 * 1024;
const WAITS_MS = [250, 1000, 3000];
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

type Json = Readonly<Record<string, unknown>>;

/** https://github.com/actions/toolkit/blob/main/packages/cache/src/generated/results/api/v1/cache.ts */
export function createCacheEntries(options: CacheEntriesOptions): CacheEntries {
  const http = createHttp({ environment: options.environment });
  const call = async (method: string, body: Json): Promise<Json> => {
    const url = new URL(`/twirp/github.actions.results.api.v1.CacheService/${method}`, options.url);
    const headers = { authorization: `Bearer ${options.token}`, 'content-type': 'application/json' };
    const bytes = Buffer.from(JSON.stringify({ ...body, version: VERSION }));
    const answer = await send(http, { method: 'POST', url, headers, body: bytes, signal: options.signal });
    return asObject(JSON.parse(answer.toString()));
  };
  return {
    put: async (key, text) => {
      const created = await call('CreateCacheEntry', { key });
      const url = urlIn(created, 'upload');
      if (created.ok !== true || !url) throw new Error(`the entry was refused: ${asText(created.message)}`);
      const bytes = Buffer.from(text);
      const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/octet-stream' };
      await send(http, { method: 'PUT', url, headers, body: bytes, signal: options.signal });
      const finished = await call('FinalizeCacheEntryUpload', { key, size_bytes: String(bytes.length) });
      if (finished.ok !== true) throw new Error(`the entry was not kept: ${asText(finished.message)}`);
    },
    newest: async (prefix) => {
      const found = await call('GetCacheEntryDownloadURL', { key: prefix, restore_keys: [prefix] });
      const url = urlIn(found, 'download');
      if (found.ok !== true || !url) return undefined;
      return (await send(http, { method: 'GET', url, signal: options.signal })).toString();
    },
  };
}

/** Sends a request, a few times where the answer may pass; resolves to the body of a success. */
async function send(http: Http, request: HttpRequest): Promise<Buffer> {
  for (let tried = 0; ; tried++) {
    const { fault, body, passing } = await attempt(http, request);
    if (body) return body;
    const wait = WAITS_MS[tried];
    if (!passing || wait === undefined || request.signal?.aborted)
      throw new Error(`${request.method} ${request.url.origin}${request.url.pathname}: ${fault}`);
    await pause(wait, request.signal);
  }
}

async function attempt(
  http: Http,
  request: HttpRequest,
): Promise<{ body?: Buffer; fault?: string; passing?: boolean }> {
  try {
    // a blob store wants to know the length beforehand
    const length =
      request.body instanceof Uint8Array ? { 'content-length': String(request.body.length) } : {};
    const response = await http.request({ ...request, headers: { ...request.headers, ...length } });
    const body = await readBody(response, LIMIT);
    if (response.status >= 200 && response.status < 300) return { body };
    // a blob store quotes what was signed, which is nobody's business
    const said = /json/.test(response.headers['content-type'] ?? '')
      ? ` ${body.toString().slice(0, 200)}`
      : '';
    return { fault: `${response.status}${said}`, passing: PASSING.has(response.status) };
  } catch (error) {
    return { fault: messageOf(error), passing: true };
  }
}

/** The service answers in either spelling of protobuf's JSON. https://protobuf.dev/programming-guides/json/ */
function urlIn(answer: Json, kind: 'upload' | 'download'): URL | undefined {
  const text = asText(
    answer[`signed_${kind}_url`] ?? answer[kind === 'upload' ? 'signedUploadUrl' : 'signedDownloadUrl'],
  );
  return text ? new URL(text) : undefined;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
