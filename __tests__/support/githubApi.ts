import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { route } from './githubRoutes.ts';

/** What is sent back. */
export interface Answer {
  status: number;
  body?: unknown;
}

export interface StoredRelease {
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
