import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the proxy saw it; `body` is undefined until it has been read to its end. */
export interface SeenRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingHttpHeaders;
  /** Bytes of the request's body, counted as they passed. */
  received: number;
  /** The status that the client was sent; undefined where the connection was reset. */
  status: number | undefined;
}

export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string | string[] | undefined>>;
  body?: string | Uint8Array;
}

/** What happens to a request; the fields combine, in this order. */
export interface Fault {
  delayMs?: number;
  /** Runs before the request is forwarded: to move a tag between a read and a write, say. */
  before?: (seen: SeenRequest) => unknown;
  /** What is forwarded instead of the path and query that were asked for. */
  rewrite?: (path: string) => string;
  /** Forwards only so many bytes of the request's body, as if they were all. */
  cut?: number;
  /** `before`: nothing is forwarded. `after`: forwarded and carried out, but never answered. `N`: after N bytes of the body. */
  reset?: 'before' | 'after' | number;
  /** Answered by the proxy itself; nothing is forwarded. A function sees the request. */
  respond?: Answer | ((seen: SeenRequest) => Answer);
  /** Runs when the registry has answered, before the client is told. */
  after?: (seen: SeenRequest) => unknown;
  /** Changes the registry's answer, which is buffered for that. */
  alter?: (answer: { status: number; headers: IncomingHttpHeaders; body: Buffer }) => Answer;
  /** Sends so many bytes of the answer's body, then breaks the connection. */
  truncate?: number;
  /** Sends so many bytes of the answer's body, then nothing more. */
  stall?: number;
}

/** A rule that was set: how often it applied, and how to take it away. */
export interface FaultRule {
  readonly hits: number;
  remove(): void;
}

/** `'PUT /v2/a/manifests/*'` (`*` is anything), a pattern over `METHOD /path?query`, or a function. */
export type Matcher = string | RegExp | ((seen: SeenRequest) => boolean);

export interface FaultProxy {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly requests: readonly SeenRequest[];
  /** Applies a fault to matching requests, `times` times (for ever where absent), after `skip` of them passed. The first rule that matches wins. */
  on(match: Matcher, fault: Fault, limit?: { times?: number; skip?: number }): FaultRule;
  /** Requests so far that match. */
  count(match: Matcher): number;
  /** Forgets all rules and requests. */
  clear(): void;
  /** Breaks all connections and refuses new ones, as a registry does that restarts, until what it resolves to is called. */
  away(): Promise<() => Promise<void>>;
  /** Ends when the registry has answered everything that was forwarded to it: nothing is written after that. */
  close(): Promise<void>;
}

interface Rule {
  matches: (seen: SeenRequest) => boolean;
  fault: Fault;
  left: number;
  skip: number;
  hits: number;
}

/** Puts a proxy on a free port of loopback in front of `upstream` (`host:port`, plain HTTP), which does what its rules say. */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  const rules: Rule[] = [];
  const requests: SeenRequest[] = [];
  const forwarded = new Set<Promise<unknown>>();
  const server = createServer((incoming, outgoing) => {
    const seen: SeenRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      received: 0,
      status: undefined,
    };
    requests.push(seen);
    incoming.on('error', () => outgoing.destroy());
    const exchange = { upstream, seen, incoming, outgoing, fault: take(rules, seen), forwarded };
    serve(exchange).catch(() => outgoing.destroy());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }).then(async () => void (await Promise.allSettled(forwarded)));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    requests,
    on: (match, fault, { times = Number.POSITIVE_INFINITY, skip = 0 } = {}) => {
      const rule: Rule = { matches: matcher(match), fault, left: times, skip, hits: 0 };
      rules.push(rule);
      return {
        get hits() {
          return rule.hits;
        },
        remove: () => void rules.splice(rules.indexOf(rule), 1),
      };
    },
    count: (match) => requests.filter(matcher(match)).length,
    clear: () => {
      rules.splice(0);
      requests.splice(0);
    },
    away: async () => {
      await close();
      return () => listen(port);
    },
    close,
  };
}

function matcher(match: Matcher): (seen: SeenRequest) => boolean {
  if (typeof match === 'function') return match;
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern =
    match instanceof RegExp ? match : new RegExp(`^${match.split('*').map(literal).join('.*')}$`);
  return ({ method, path }) => pattern.test(`${method} ${path}`);
}

function take(rules: Rule[], seen: SeenRequest): Fault {
  for (const rule of rules) {
    if (rule.left <= 0 || !rule.matches(seen)) continue;
    if (rule.skip > 0) {
      rule.skip -= 1;
      continue;
    }
    rule.left -= 1;
    rule.hits += 1;
    return rule.fault;
  }
  return {};
}

interface Exchange {
  upstream: string;
  seen: SeenRequest;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  fault: Fault;
  /** What the registry has not answered yet. */
  forwarded: Set<Promise<unknown>>;
}

async function serve({ upstream, seen, incoming, outgoing, fault, forwarded }: Exchange): Promise<void> {
  if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  await fault.before?.(seen);
  if (fault.reset === 'before') return reset(incoming);
  if (fault.respond) {
    const answer = typeof fault.respond === 'function' ? fault.respond(seen) : fault.respond;
    await drain(incoming, seen);
    return send(outgoing, seen, answer, fault);
  }
  if (incoming.socket.destroyed) return;
  const answer = pass({
    upstream,
    seen,
    incoming,
    path: fault.rewrite?.(seen.path) ?? seen.path,
    limit: typeof fault.reset === 'number' ? fault.reset : undefined,
    cut: fault.cut,
  });
  forwarded.add(answer);
  const response = await answer.finally(() => forwarded.delete(answer));
  await fault.after?.(seen);
  if (fault.reset !== undefined) {
    response.resume();
    return reset(incoming);
  }
  if (fault.alter || fault.truncate !== undefined || fault.stall !== undefined) {
    const said = {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await readAll(response),
    };
    return send(outgoing, seen, fault.alter?.(said) ?? said, fault);
  }
  seen.status = response.statusCode;
  outgoing.writeHead(response.statusCode ?? 502, response.headers);
  response.on('error', () => outgoing.destroy());
  response.pipe(outgoing);
}

/** Forwards a request under the host name that the client used, so that the registry's Locations lead back here. */
function pass(exchange: {
  upstream: string;
  seen: SeenRequest;
  incoming: IncomingMessage;
  path: string;
  limit: number | undefined;
  cut: number | undefined;
}): Promise<IncomingMessage> {
  const { upstream, seen, incoming, path, limit, cut } = exchange;
  const headers = { ...incoming.headers, ...(cut !== undefined && { 'content-length': String(cut) }) };
  return new Promise((resolve, reject) => {
    const outward = forward(
      `http://${upstream}${path}`,
      { method: seen.method, headers, setHost: false },
      resolve,
    );
    outward.on('error', reject);
    incoming.on('close', () => incoming.readableEnded || outward.destroy(new Error('the client left')));
    incoming.on('data', (chunk: Buffer) => {
      seen.received += chunk.length;
      if (limit !== undefined && seen.received > limit) {
        outward.destroy();
        reset(incoming);
      } else if (
        !outward.write(chunk.subarray(0, Math.max(0, (cut ?? Infinity) - seen.received + chunk.length)))
      ) {
        incoming.pause();
        outward.once('drain', () => incoming.resume());
      }
    });
    incoming.on('end', () => outward.end());
  });
}

function send(outgoing: ServerResponse, seen: SeenRequest, answer: Answer, fault: Fault): void {
  const body = Buffer.from(answer.body ?? '');
  const part = body.subarray(0, fault.truncate ?? fault.stall ?? body.length);
  const length = seen.method === 'HEAD' ? {} : { 'content-length': String(body.length) };
  const { 'transfer-encoding': _, ...headers } = answer.headers ?? {};
  seen.status = answer.status;
  outgoing.writeHead(answer.status, { ...headers, ...length });
  if (fault.truncate !== undefined) outgoing.write(part, () => setTimeout(() => outgoing.destroy(), 20));
  else if (fault.stall !== undefined) outgoing.write(part);
  else outgoing.end(seen.method === 'HEAD' ? undefined : part);
}

function reset(incoming: IncomingMessage): void {
  incoming.socket.resetAndDestroy();
}

async function drain(incoming: IncomingMessage, seen: SeenRequest): Promise<void> {
  for await (const chunk of incoming) seen.received += (chunk as Buffer).length;
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
