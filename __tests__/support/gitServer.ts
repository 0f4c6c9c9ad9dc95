import { execFileSync, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A server that gives repositories to who has the token, as GitHub does. */
export interface GitServer {
  url: string;
  /** `METHOD path`, with ` refused` behind it where the token was missing. */
  requests: string[];
  close(): Promise<void>;
}

/** Serves a repository over HTTP as `owner/name`. https://git-scm.com/docs/git-http-backend */
export async function serveGit(
  directory: string,
  { repository = 'octo/app', token }: { repository?: string; token: string },
): Promise<GitServer> {
  const requests: string[] = [];
  const wanted = `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const allowed = request.headers.authorization?.replace(/^Basic/i, 'basic') === wanted;
    requests.push(`${request.method} ${pathname}${allowed ? '' : ' refused'}`);
    if (allowed) return answer({ directory, repository }, request, response);
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** One request by CGI: https://www.rfc-editor.org/rfc/rfc3875#section-6 */
function answer(
  at: { directory: string; repository: string },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend');
  const child = spawn(backend, [], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_TRANSLATED: join(
        at.directory,
        '.git',
        pathname.replace(`/${at.repository}`, '').replace(/^\.git/, ''),
      ),
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? '',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: request.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      REMOTE_USER: 'x-access-token',
    },
  });
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.on('close', () => {
    const all = Buffer.concat(chunks);
    const end = all.indexOf('\r\n\r\n');
    const headers = all
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(/: (.*)/s));
    const status = Number(headers.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
    for (const [name, value] of headers)
      if (name && value && name !== 'Status') response.setHeader(name, value);
    response.writeHead(status).end(all.subarray(end + 4));
  });
}
