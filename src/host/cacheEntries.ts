import { createHash } from 'node:crypto';
import { messageOf } from '../errors.ts';
import { asObject, asText, type Json } from '../oci/json.ts';
import { createHttp, type Http, type HttpRequest, readBody } from './http.ts';
import { pause } from './pause.ts';
import { isPassingStatus } from './retry.ts';

/**
 * Small texts in the Actions cache, which every job of a run reads, on whatever machine. An entry never changes.
 * The toolkit's own client is for folders: it hides an entry from machines with another compressor or another system.
 */
export interface CacheEntries {
  /** Writes a new entry. Rejects with an Error that says why not. */
  put(key: string, text: string): Promise<void>;
  /** The newest entry whose key starts with `prefix`; undefined where there is none. */
  newest(prefix: string): Promise<string | undefined>;
  /** Resolves where the service answers, be it with a refusal; rejects with an Error that says what is wrong with it. */
  there(): Promise<void>;
}

export interface CacheEntriesOptions {
  /** ACTIONS_RESULTS_URL. */
  url: string;
  /** ACTIONS_RUNTIME_TOKEN. */
  token: string;
  environment: Readonly<Record<string, string | undefined>>;
  signal?: AbortSignal | undefined;
  /** How long one entry may take, all attempts together. */
  deadlineMs?: number;
}

/** Entries are found by key and version; ours is one and the same everywhere. */
const VERSION = createHash('sha256').update('publish-image entry 1').digest('hex');
const LIMIT = 1024 * 1024;
const WAITS_MS = [250, 1000, 3000];
/** A service that is there answers in a fraction of it, and what is handed over has another way. */
const DEADLINE_MS = 6000;
/** Of one attempt, so that there is time for another. */
const IDLE_MS = 2500;

/** https://github.com/actions/toolkit/blob/main/packages/cache/src/generated/results/api/v1/cache.ts */
export function createCacheEntries(options: CacheEntriesOptions): CacheEntries {
  const http = createHttp({ environment: options.environment, connectMs: IDLE_MS, idleMs: IDLE_MS });
  const call = callerOf(http, options);
  const signalOf = () => deadlineOf(options);
  return {
    put: async (key, text) => {
      const signal = signalOf();
      const created = await call('CreateCacheEntry', { key }, signal);
      const url = urlIn(created, 'upload');
      if (created.ok !== true || !url) throw new Error(`the entry was refused: ${asText(created.message)}`);
      const bytes = Buffer.from(text);
      const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/octet-stream' };
      await send(http, { method: 'PUT', url, headers, body: bytes, signal });
      const sized = { key, size_bytes: String(bytes.length) };
      const finished = await call('FinalizeCacheEntryUpload', sized, signal);
      if (finished.ok !== true) throw new Error(`the entry was not kept: ${asText(finished.message)}`);
    },
    newest: async (prefix) => {
      const signal = signalOf();
      const found = await call('GetCacheEntryDownloadURL', { key: prefix, restore_keys: [prefix] }, signal);
      const url = urlIn(found, 'download');
      if (found.ok !== true || !url) return undefined;
      return (await send(http, { method: 'GET', url, signal })).toString();
    },
    there: async () => {
      const asked = { key: 'publish-image', restore_keys: [] };
      await call('GetCacheEntryDownloadURL', asked, signalOf()).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    },
  };
}

type Call = (method: string, body: Json, signal: AbortSignal) => Promise<Json>;

function callerOf(http: Http, { url: service, token }: CacheEntriesOptions): Call {
  return async (method, body, signal) => {
    const url = new URL(`/twirp/github.actions.results.api.v1.CacheService/${method}`, service);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const bytes = Buffer.from(JSON.stringify({ ...body, version: VERSION }));
    const answer = await send(http, { method: 'POST', url, headers, body: bytes, signal });
    return asObject(JSON.parse(answer.toString()));
  };
}

function deadlineOf({ signal, deadlineMs = DEADLINE_MS }: CacheEntriesOptions): AbortSignal {
  const late = AbortSignal.timeout(deadlineMs);
  return signal ? AbortSignal.any([signal, late]) : late;
}

/** A service that is well, and does not do what was asked. */
class Refusal extends Error {}

/** Sends a request, a few times where the answer may pass; resolves to the body of a success. */
async function send(http: Http, request: HttpRequest): Promise<Buffer> {
  for (let tried = 0; ; tried++) {
    const { fault, body, passing } = await attempt(http, request);
    if (body) return body;
    const wait = WAITS_MS[tried];
    const said = `${request.method} ${request.url.origin}${request.url.pathname}: ${fault}`;
    if (!passing) throw new Refusal(said);
    if (wait !== undefined) await pause(wait, request.signal);
    if (wait === undefined || request.signal?.aborted) throw new Error(said);
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
    return { fault: `${response.status}${said}`, passing: isPassingStatus(response.status) };
  } catch (error) {
    const late = request.signal?.reason?.name === 'TimeoutError';
    return { fault: late ? 'no answer in time' : messageOf(error), passing: true };
  }
}

/** The service answers in either spelling of protobuf's JSON. https://protobuf.dev/programming-guides/json/ */
function urlIn(answer: Json, kind: 'upload' | 'download'): URL | undefined {
  const text = asText(
    answer[`signed_${kind}_url`] ?? answer[kind === 'upload' ? 'signedUploadUrl' : 'signedDownloadUrl'],
  );
  return text ? new URL(text) : undefined;
}
