import { randomUUID } from 'node:crypto';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TokenRegistryOptions {
  /** `host:port` of a registry that lets everybody in. */
  upstream: string;
  auth: 'basic' | 'bearer';
  username?: string;
  password?: string;
  /** Accepted as refresh_token of a POST. */
  identityToken?: string;
  /** Seconds that a token lives; a token answer without expires_in where undefined. */
  lifeS?: number;
  /** Whether somebody may; the user is undefined for nobody in particular. Users may do everything where absent. */
  allows?: (user: string | undefined, repository: string, action: string) => boolean;
  /** What the token answer carries beside the token. */
  extra?: Readonly<Record<string, unknown>>;
  /** The realm, instead of this server's own. */
  realm?: string;
}

export interface IssuedToken {
  value: string;
  user: string | undefined;
  /** As they were asked for, in order. */
  scopes: readonly string[];
  granted: ReadonlySet<string>;
  expiresAt: number;
  revoked: boolean;
}

export interface TokenRegistry {
  readonly host: string;
  readonly issued: readonly IssuedToken[];
  /** Refuses all tokens issued so far. */
  revokeAll(): void;
  close(): Promise<void>;
}

const SERVICE = 'test registry';

/** A registry with Basic or token authentication on a free port of loopback; behind it stands the real one. */
export async function startTokenRegistry(options: TokenRegistryOptions): Promise<TokenRegistry> {
  const issued: IssuedToken[] = [];
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
    if (url.pathname === '/token') {
      answerToken({ options, issued, incoming, outgoing, url }).catch(() => outgoing.destroy());
      return;
    }
    const refusal =
      options.auth === 'basic'
        ? basicRefusal(options, incoming)
        : bearerRefusal({ options, issued, incoming, url });
    if (!refusal) return pass(options.upstream, incoming, outgoing);
    incoming.resume();
    outgoing.writeHead(refusal.status, {
      'content-type': 'application/json',
      'www-authenticate': refusal.challenge,
    });
    outgoing.end(JSON.stringify({ errors: [{ code: refusal.code, message: refusal.message }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    issued,
    revokeAll: () => {
      for (const token of issued) token.revoked = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Refusal {
  status: number;
  challenge: string;
  code: string;
  message: string;
}

const secretOf = ({ username = '', password = '' }: Pick<TokenRegistryOptions, 'username' | 'password'>) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

function basicRefusal(options: TokenRegistryOptions, { headers }: IncomingMessage): Refusal | undefined {
  if (headers.authorization === secretOf(options)) return undefined;
  return {
    status: 401,
    challenge: `Basic realm="${SERVICE}"`,
    code: 'UNAUTHORIZED',
    message: 'authentication required',
  };
}

interface Asked {
  options: TokenRegistryOptions;
  issued: IssuedToken[];
  incoming: IncomingMessage;
  url: URL;
}

function bearerRefusal({ options, issued, incoming, url }: Asked): Refusal | undefined {
  const needed = neededScopes(incoming.method ?? '', url);
  const realm = options.realm ?? `${url.origin}/token`;
  const scope = needed.length > 0 ? `,scope="${needed.join(' ')}"` : '';
  const challenge = `Bearer realm="${realm}",service="${SERVICE}"${scope}`;
  const value = /^Bearer (.*)$/.exec(incoming.headers.authorization ?? '')?.[1];
  const token = issued.find((candidate) => candidate.value === value);
  const refuse = (error: string): Refusal => ({
    status: 401,
    challenge: `${challenge}${error && `,error="${error}"`}`,
    code: 'UNAUTHORIZED',
    message: 'authentication required',
  });
  if (value === undefined) return refuse('');
  if (!token || token.revoked || token.expiresAt < Date.now()) return refuse('invalid_token');
  return needed.flatMap(expand).every((one) => token.granted.has(one))
    ? undefined
    : refuse('insufficient_scope');
}

function neededScopes(method: string, url: URL): string[] {
  const repository = /^\/v2\/(.+?)\/(?:manifests|blobs|tags|referrers)\//.exec(url.pathname)?.[1];
  if (!repository) return [];
  const actions =
    method === 'GET' || method === 'HEAD'
      ? 'pull'
      : method === 'DELETE' && url.pathname.includes('/manifests/')
        ? 'delete'
        : 'pull,push';
  const from = url.searchParams.get('from');
  return [`repository:${repository}:${actions}`, ...(from ? [`repository:${from}:pull`] : [])];
}

function expand(scope: string): string[] {
  const colon = scope.lastIndexOf(':');
  return scope
    .slice(colon + 1)
    .split(',')
    .map((action) => `${scope.slice(0, colon)}:${action}`);
}

async function answerToken({
  options,
  issued,
  incoming,
  outgoing,
  url,
}: Asked & { outgoing: ServerResponse }): Promise<void> {
  const form = new URLSearchParams(await text(incoming));
  const identified = form.get('refresh_token');
  const authorization = authorizationOf(incoming, form);
  const known =
    identified === null ? authorization === secretOf(options) : identified === options.identityToken;
  const anonymous = identified === null && authorization === undefined;
  if (!known && !anonymous) return json(outgoing, 401, { details: 'incorrect username or password' });
  const scopes = form.size === 0 ? url.searchParams.getAll('scope') : (form.get('scope') ?? '').split(' ');
  const user = known ? (options.username ?? '') : undefined;
  const allows = options.allows ?? ((who: string | undefined) => who !== undefined);
  const granted = scopes.flatMap(expand).filter((one) => {
    const [, repository = '', action = ''] = /^repository:(.+):([^:]+)$/.exec(one) ?? [];
    return allows(user, repository, action);
  });
  const lifeS = options.lifeS;
  const value = `token-${randomUUID()}`;
  issued.push({
    value,
    user,
    scopes,
    granted: new Set(granted),
    expiresAt: Date.now() + (lifeS ?? 60) * 1000,
    revoked: false,
  });
  return json(outgoing, 200, {
    token: value,
    ...(form.size > 0 && { access_token: value }),
    ...(lifeS !== undefined && { expires_in: lifeS }),
    ...options.extra,
  });
}

/** As Basic has it, from a form with `grant_type=password` too. https://distribution.github.io/distribution/spec/auth/oauth/ */
function authorizationOf({ headers }: IncomingMessage, form: URLSearchParams): string | undefined {
  if (form.get('grant_type') !== 'password') return headers.authorization;
  const { username, password } = {
    username: form.get('username') ?? '',
    password: form.get('password') ?? '',
  };
  return secretOf({ username, password });
}

function json(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(body));
}

async function text(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function pass(upstream: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { authorization: _, ...headers } = incoming.headers;
  const outward = forward(
    `http://${upstream}${incoming.url}`,
    { method: incoming.method, headers, setHost: false },
    (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    },
  );
  outward.on('error', () => outgoing.destroy());
  incoming.pipe(outward);
}
