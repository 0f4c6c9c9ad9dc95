import type { Answer, GitHubStandIn, RecordedRequest, StoredRelease } from './githubApi.ts';

const FORBIDDEN: Answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };

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

/** Answers a request from what the stand-in holds. */
export function route(hub: GitHubStandIn, { method, path, body }: RecordedRequest): Answer {
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
