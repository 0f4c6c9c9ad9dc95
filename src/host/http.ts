import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Certificates } from './certificates.ts';
import { exchange, type Send } from './httpExchange.ts';

export interface HttpRequest {
  method: string;
  url: URL;
  headers?: Readonly<Record<string, string>>;
  /** A stream needs a content-length among the headers, or goes out in chunks. */
  body?: Uint8Array | Readable;
  signal?: AbortSignal | undefined;
  /** How long nothing may arrive or leave, in ms; the client's own limit where absent. */
  idleMs?: number | undefined;
  /** Takes any certificate of the server. */
  insecure?: boolean | undefined;
}

/** `body` must be read to its end or destroyed, else its connection is lost. */
export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: Readable;
}

/** Sends requests as they are: no redirects, no retries, no cookies. Rejects with an Error that carries a `code`. */
export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Ends idle connections. */
  close(): void;
}

export interface HttpOptions {
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read from it (node 24.5 and later). */
  environment: Readonly<Record<string, string | undefined>>;
  /** Certificates for `host[:port]` beside the system's. */
  certificates?: (host: string) => Promise<Certificates | undefined>;
  connectMs?: number;
  idleMs?: number;
  /** At most so many at once per host. */
  connections?: number;
}

interface Transport {
  send: Send;
  close(): void;
}

const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host name (without port) is this machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** An HTTP client on connections that are kept alive; node's http and https are loaded when first needed. */
export function createHttp(options: HttpOptions): Http {
  const { connectMs = 15_000, idleMs = 60_000 } = options;
  const transports = new Map<string, Promise<Transport>>();
  const transportFor = (url: URL): Promise<Transport> => {
    // as Go does it: no proxy stands between us and this machine
    const key = `${url.protocol}${isLoopback(url.hostname) ? 'direct' : 'proxied'}`;
    const known = transports.get(key) ?? openTransport(url, options);
    transports.set(key, known);
    return known;
  };
  return {
    request: async (request) => {
      const { send } = await transportFor(request.url);
      const certificates =
        request.url.protocol === 'https:' ? await options.certificates?.(request.url.host) : undefined;
      return exchange(request, { send, connectMs, idleMs: request.idleMs ?? idleMs, certificates });
    },
    close: () => {
      for (const transport of transports.values()) transport.then(({ close }) => close()).catch(() => {});
    },
  };
}

async function openTransport(url: URL, { environment, connections = 8 }: HttpOptions): Promise<Transport> {
  const settings = {
    keepAlive: true,
    maxSockets: connections,
    ...(!isLoopback(url.hostname) && { proxyEnv: { ...environment } }),
  };
  if (url.protocol === 'http:') {
    const http = await import('node:http');
    const agent = new http.Agent(settings);
    return {
      send: (target, options) => http.request(target, { ...options, agent }),
      close: () => agent.destroy(),
    };
  }
  const https = await import('node:https');
  const agent = new https.Agent(settings);
  return {
    send: (target, options) => https.request(target, { ...options, agent }),
    close: () => agent.destroy(),
  };
}

/** Reads a body whole; throws where it is longer than `limit` bytes or breaks off. */
export async function readBody(response: HttpResponse, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > limit)
      throw Object.assign(new Error(`the answer is longer than ${limit} bytes`), { code: 'EMSGSIZE' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
