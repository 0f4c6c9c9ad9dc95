import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  body?: unknown;
}

interface StoredRelease {
  id: number;
  tag_name: string;
  target_commitish: string;
  name: string;
  body: string;
  draft: boolean;
  prerelease: boolean;
  make_latest: string;
  html_url: string;
}

export interface RecordedRequest {
  method: string;
  /** Below `/repos/owner/name`, query included. */
  path: string;
  authorization: string | undefined;
  body: unknown;
}

/** Answers instead of the stand-in: an answer, 'reset' for a broken connection, 'lost' for one that broke after the work. */
export type Fault = (request: RecordedRequest) => Answer | 'reset' | 'lost' | undefined;

export interface GitHubStandIn {
  url: string;
  repository: string;
  requests: RecordedRequest[];
  /** Name of a tag → the commit it names. */
  tags: Map<string, string>;
  releases: StoredRelease[];
  /** `theirs...ours` → the status of the comparison. */
  comparisons: Map<string, string>;
  /** sha → the committer's time. */
  commits: Map<string, string>;
  /** What `GET /repos/owner/name` tells; undefined for a 404. */
  facts: Record<string, unknown> | undefined;
  /** Permissions of the token beside reading. */
  canWrite: boolean;
  faults: Fault[];
  close(): Promise<void>;
}

const FORBIDDEN: Answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };

/** A stand-in for GitHub's REST API, as far as tags and releases go, on loopback. */
export async function startGitHub(repository = 'octo/app'): Promise<GitHubStandIn> {
  const server = createServer((request, response) => {
    void handle(hub, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: GitHubStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repository,
    requests: [],
    tags: new Map(),
    releases: [],
    comparisons: new Map(),
    commits: new Map(),
    facts: { full_name: repository, name: repository.split('/')[1], default_branch: 'main', private: false },
    canWrite: true,
    faults: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return hub;
}

async function handle(hub: GitHubStandIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const recorded = await record(hub, request);
  const fault = hub.faults.map((one) => one(recorded)).find((one) => one !== undefined);
  if (fault === 'reset') return void request.socket.destroy();
  const answer = typeof fault === 'object' ? fault : route(hub, recorded);
  if (fault === 'lost') return void request.socket.destroy();
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
}

async function record(hub: GitHubStandIn, request: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const recorded = {
    method: request.method ?? '',
    path: (request.url ?? '').replace(`/repos/${hub.repository}`, ''),
    authorization: request.headers.authorization,
    body: text === '' ? undefined : JSON.parse(text),
  };
  hub.requests.push(recorded);
  return recorded;
}

type Route = (hub: GitHubStandIn, match: string, body: Record<string, unknown>) => Answer;

const routes: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ['GET', /^$/, (hub) => (hub.facts ? { status: 200, body: hub.facts } : NOT_FOUND)],
  ['GET', /^\/compare\/([^?]+)/, (hub, pair) => found(hub.comparisons.get(pair), (status) => ({ status }))],
  [
    'GET',
    /^\/git\/commits\/(.+)$/,
    (hub, sha) => found(hub.commits.get(sha), (date) => ({ sha, committer: { date } })),
  ],
  [
    'GET',
    /^\/git\/ref\/tags\/(.+)$/,
    (hub, name) => found(hub.tags.get(name), (sha) => reference(name, sha)),
  ],
  ['POST', /^\/git\/refs$/, createReference],
  [
    'GET',
    /^\/releases\/tags\/(.+)$/,
    (hub, name) =>
      found(
        hub.releases.find((one) => one.tag_name === name && !one.draft),
        (one) => one,
      ),
  ],
  ['POST', /^\/releases\/generate-notes$/, () => ({ status: 200, body: { name: '', body: '' } })],
  ['POST', /^\/releases$/, createRelease],
  ['PATCH', /^\/releases\/(\d+)$/, updateRelease],
];

function route(hub: GitHubStandIn, { method, path, body }: RecordedRequest): Answer {
  if (method !== 'GET' && !hub.canWrite) return FORBIDDEN;
  for (const [ofMethod, pattern, answer] of routes) {
    const match = ofMethod === method ? pattern.exec(path) : null;
    if (match)
      return answer(hub, decodeURIComponent(match[1] ?? ''), (body ?? {}) as Record<string, unknown>);
  }
  return NOT_FOUND;
}

function found<T>(value: T | undefined, body: (value: T) => unknown): Answer {
  return value === undefined ? NOT_FOUND : { status: 200, body: body(value) };
}

function reference(name: string, sha: string): unknown {
  return { ref: `refs/tags/${name}`, object: { type: 'commit', sha } };
}

function createReference(hub: GitHubStandIn, _: string, { ref, sha }: Record<string, unknown>): Answer {
  if (typeof ref !== 'string' || typeof sha !== 'string')
    return { status: 422, body: { message: 'Invalid request.' } };
  const name = ref.replace('refs/tags/', '');
  if (hub.tags.has(name)) return { status: 422, body: { message: 'Reference already exists' } };
  hub.tags.set(name, sha);
  return { status: 201, body: reference(name, sha) };
}

function createRelease(hub: GitHubStandIn, _: string, body: Record<string, unknown>): Answer {
  const exists = hub.releases.some((one) => one.tag_name === body.tag_name);
  if (exists)
    return {
      status: 422,
      body: { message: 'Validation Failed', errors: [{ code: 'already_exists', field: 'tag_name' }] },
    };
  const release = {
    id: hub.releases.length + 1,
    html_url: `https://github.example/${hub.repository}/releases/tag/${body.tag_name}`,
    ...body,
  };
  hub.releases.push(release as StoredRelease);
  return { status: 201, body: release };
}

function updateRelease(hub: GitHubStandIn, id: string, body: Record<string, unknown>): Answer {
  const release = hub.releases.find((one) => one.id === Number(id));
  return found(release && Object.assign(release, body), (one) => one);
}
