import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One entry of the cache. */
export interface CacheEntry {
  id: number;
  key: string;
  /** Of the paths and the compression: only the same version is found. */
  version: string;
  content: Buffer;
  /** False until its upload is finalized. */
  complete: boolean;
}

export interface RecordedCall {
  /** `CreateCacheEntry`, `FinalizeCacheEntryUpload`, `GetCacheEntryDownloadURL`, `PUT` or `GET` of a blob. */
  name: string;
  /** The key that is asked for or that the blob belongs to. */
  key: string;
  status: number;
  /** When it came and when it was answered, in ms as `performance.now` counts them. */
  from: number;
  to: number;
}

/** Answers instead of the stand-in: a status for a call by its name and key, undefined to let it through. */
export type CacheFault = (call: { name: string; key: string }) => number | undefined;

export interface CacheServiceStandIn {
  url: string;
  /** What the runner sets where the service is there. */
  environment: Readonly<Record<string, string>>;
  entries: CacheEntry[];
  calls: RecordedCall[];
  faults: CacheFault[];
  /** Keys of entries that were finished, oldest first. */
  keys(): string[];
  close(): Promise<void>;
}

type Json = Record<string, unknown>;
type Answer = { status: number; body?: Json | Buffer | string; headers?: Record<string, string> };

const TWIRP = '/twirp/github.actions.results.api.v1.CacheService/';

/**
 * A stand-in for the Actions cache service on loopback: its three Twirp calls, and blobs behind signed URLs as Azure's
 * storage has them. https://github.com/actions/toolkit/tree/main/packages/cache
 */
export async function startCacheService(): Promise<CacheServiceStandIn> {
  const server = createServer((request, response) => void handle(service, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const token = runtimeToken();
  const entries: CacheEntry[] = [];
  const service: CacheServiceStandIn & Blocks = {
    url,
    token,
    environment: {
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: url,
      ACTIONS_RUNTIME_TOKEN: token,
    },
    entries,
    calls: [],
    faults: [],
    blocks: new Map(),
    keys: () => entries.filter(({ complete }) => complete).map(({ key }) => key),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return service;
}

interface Blocks {
  token: string;
  /** Blocks that were put and not yet listed, by entry and id. */
  blocks: Map<string, Buffer>;
}

type Service = CacheServiceStandIn & Blocks;

/** BuildKit reads the scopes and the times of the token, and checks no signature. */
function runtimeToken(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ac: JSON.stringify([{ Scope: 'refs/heads/main', Permission: 3 }]),
    nbf: now - 60,
    exp: now + 3600,
  };
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

async function handle(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const from = performance.now();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? '', service.url);
  const call = url.pathname.startsWith(TWIRP)
    ? twirpCall(service, url, { request, body })
    : blobCall(service, url, { request, body });
  const fault = service.faults.map((one) => one(call)).find((status) => status !== undefined);
  const answer = fault === undefined ? call.run() : call.refuse(fault);
  service.calls.push({ name: call.name, key: call.key, status: answer.status, from, to: performance.now() });
  const { body: content = '' } = answer;
  const isJson = typeof content === 'object' && !Buffer.isBuffer(content);
  response.writeHead(answer.status, {
    'content-type': isJson ? 'application/json' : 'application/octet-stream',
    'x-ms-request-id': 'stand-in',
    'x-ms-version': '2025-01-05',
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? '' : isJson ? JSON.stringify(content) : content);
}

interface Call {
  name: string;
  key: string;
  run: () => Answer;
  refuse: (status: number) => Answer;
}

interface Asked {
  request: IncomingMessage;
  body: Buffer;
}

/** As Azure's storage answers for a signature that it does not take. */
function refusal(status: number): Answer {
  const code = status === 403 ? 'AuthenticationFailed' : 'InternalError';
  return {
    status,
    headers: { 'x-ms-error-code': code, 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.</Message></Error>`,
  };
}

function twirpCall(service: Service, url: URL, { request, body }: Asked): Call {
  const name = url.pathname.slice(TWIRP.length);
  const asked: Json = JSON.parse(body.toString() || '{}');
  const key = String(asked.key ?? '');
  const version = String(asked.version ?? '');
  const run = (): Answer => {
    if (request.headers.authorization !== `Bearer ${service.token}`)
      return { status: 401, body: { code: 'unauthenticated', msg: 'no token' } };
    if (name === 'CreateCacheEntry') return create(service, key, version);
    if (name === 'FinalizeCacheEntryUpload')
      return finalize(service, { key, version, size: asked.size_bytes });
    if (name === 'GetCacheEntryDownloadURL')
      return find(service, [key, ...((asked.restore_keys as string[] | undefined) ?? [])], version);
    return { status: 404, body: { code: 'bad_route', msg: name } };
  };
  const refuse = (status: number): Answer => ({
    status,
    body: { code: status === 403 ? 'permission_denied' : 'internal', msg: 'refused by the stand-in' },
  });
  return { name, key, run, refuse };
}

function create(service: Service, key: string, version: string): Answer {
  if (service.entries.some((entry) => entry.key === key && entry.version === version))
    return {
      status: 409,
      body: {
        code: 'already_exists',
        msg: 'cache entry with the same key, version, and scope already exists',
      },
    };
  const entry = { id: service.entries.length + 1, key, version, content: Buffer.alloc(0), complete: false };
  service.entries.push(entry);
  return { status: 200, body: { ok: true, signed_upload_url: signed(service, entry) } };
}

function finalize(service: Service, wanted: { key: string; version: string; size: unknown }): Answer {
  const entry = service.entries.find(({ key, version }) => key === wanted.key && version === wanted.version);
  if (!entry) return { status: 404, body: { code: 'not_found', msg: 'no such entry' } };
  if (Number(wanted.size) !== entry.content.length)
    return { status: 400, body: { code: 'invalid_argument', msg: 'size_bytes is not what was uploaded' } };
  entry.complete = true;
  return { status: 200, body: { ok: true, entry_id: String(entry.id) } };
}

/** The exact first key, else for each key in turn the newest entry that it is a prefix of. */
function find(service: Service, keys: readonly string[], version: string): Answer {
  const candidates = service.entries
    .filter((entry) => entry.complete && entry.version === version)
    .toReversed();
  const exact = candidates.find(({ key }) => key === keys[0]);
  const prefixed = keys.map((prefix) => candidates.find(({ key }) => key.startsWith(prefix)));
  const entry = exact ?? prefixed.find((one) => one !== undefined);
  if (!entry) return { status: 200, body: { ok: false } };
  return {
    status: 200,
    body: { ok: true, signed_download_url: signed(service, entry), matched_key: entry.key },
  };
}

const signed = (service: Service, { id }: CacheEntry) => `${service.url}blob/${id}?sig=stand-in`;

function blobCall(service: Service, url: URL, { request, body }: Asked): Call {
  const entry = service.entries.find(({ id }) => url.pathname === `/blob/${id}`);
  const name = request.method ?? '';
  const run = (): Answer => {
    if (!entry || !url.searchParams.has('sig')) return { status: 404 };
    return name === 'PUT' ? put(service, entry, { url, body }) : get(entry, request);
  };
  return { name, key: entry?.key ?? '', run, refuse: refusal };
}

/** Whole, or block by block: https://learn.microsoft.com/rest/api/storageservices/put-block-list */
function put(service: Service, entry: CacheEntry, { url, body }: { url: URL; body: Buffer }): Answer {
  const block = (id: string) => `${entry.id}:${id}`;
  const part = url.searchParams.get('comp');
  if (part === 'block') service.blocks.set(block(url.searchParams.get('blockid') ?? ''), body);
  else if (part === 'blocklist') {
    const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]+)</g)].map(
      ([, id = '']) => id,
    );
    entry.content = Buffer.concat(ids.map((id) => service.blocks.get(block(id)) ?? Buffer.alloc(0)));
  } else entry.content = body;
  return { status: 201, headers: { etag: '"1"', 'last-modified': new Date(0).toUTCString() } };
}

function get({ content }: CacheEntry, request: IncomingMessage): Answer {
  const asked = request.headers['x-ms-range'] ?? request.headers.range;
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(String(asked ?? '')) ?? [];
  const headers = { etag: '"1"', 'last-modified': new Date(0).toUTCString(), 'x-ms-blob-type': 'BlockBlob' };
  if (from === undefined)
    return { status: 200, body: content, headers: { ...headers, 'content-length': String(content.length) } };
  const start = Number(from);
  const end = Math.min(to ? Number(to) : content.length - 1, content.length - 1);
  if (start > end) return { status: 416, headers };
  const body = content.subarray(start, end + 1);
  return {
    status: 206,
    body,
    headers: {
      ...headers,
      'content-length': String(body.length),
      'content-range': `bytes ${start}-${end}/${content.length}`,
    },
  };
}
