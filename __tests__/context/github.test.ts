import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../../src/context/context.ts';
import { compareByApi, readCommitTime, readRepository } from '../../src/context/github.ts';
import { createGitHubApi } from '../../src/host/githubApi.ts';
import { type GitHubStandIn, startGitHub } from '../support/githubApi.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await startGitHub();
});
afterEach(() => hub.close());

const run = (payload: Record<string, unknown> = {}): Run => ({
  event: 'push',
  ref: 'refs/heads/main',
  baseRef: '',
  privileged: false,
  actor: 'ann',
  id: '1',
  attempt: '1',
  number: '1',
  serverUrl: 'https://github.com',
  payload,
});
const api = (token: string | undefined = 'secret') =>
  createGitHubApi({ url: hub.url, repository: hub.repository, token });
const fromEvent = {
  repository: {
    full_name: 'octo/app',
    name: 'app',
    description: 'told by the event',
    html_url: 'https://github.com/octo/app',
    default_branch: 'trunk',
    license: null,
    private: true,
  },
};

describe('readRepository', () => {
  test('all facts', async () => {
    hub.facts = {
      full_name: 'Octo/App',
      name: 'App',
      description: 'An app',
      html_url: 'https://github.com/Octo/App',
      license: { spdx_id: 'MIT' },
      default_branch: 'main',
      private: false,
    };
    expect(await readRepository(api(), run(fromEvent))).toEqual({
      facts: {
        fullName: 'Octo/App',
        name: 'App',
        description: 'An app',
        url: 'https://github.com/Octo/App',
        license: 'MIT',
        defaultBranch: 'main',
        private: false,
      },
      warning: undefined,
    });
    expect(hub.requests.map((one) => one.authorization)).toEqual(['Bearer secret']);
  });

  test('what is null or missing is left out; no token, no header', async () => {
    hub.facts = { full_name: 'octo/app', name: 'app', description: null, license: null };
    const anonymous = createGitHubApi({ url: hub.url, repository: hub.repository, token: undefined });
    expect((await readRepository(anonymous, run())).facts).toEqual({
      fullName: 'octo/app',
      name: 'app',
      url: 'https://github.com/octo/app',
    });
    expect(hub.requests[0]?.authorization).toBeUndefined();
  });

  test.each([
    ['404', { status: 404, body: { message: 'Not Found' } }, 'the GitHub API answered 404: Not Found', 1],
    [
      '403',
      { status: 403, body: { message: 'Resource not accessible by integration' } },
      'answered 403: Resource not accessible',
      1,
    ],
    ['503 for good', { status: 503 }, 'the GitHub API answered 503', 3],
    ['429 for good', { status: 429 }, 'the GitHub API answered 429', 3],
    ['no JSON', { status: 200 }, undefined, 1],
    ['a reset', 'reset' as const, 'socket hang up', 3],
  ])('%s: the event fills in', async (_, fault, warning, tries) => {
    hub.faults.push(() => fault);
    const answer = await readRepository(api(), run(fromEvent));
    expect(answer.facts).toMatchObject({
      fullName: 'octo/app',
      description: 'told by the event',
      defaultBranch: 'trunk',
      private: true,
    });
    if (warning === undefined) expect(answer.warning).toBeUndefined();
    else expect(answer.warning).toContain(warning);
    expect(hub.requests).toHaveLength(tries);
  });

  test('a passing fault costs a moment, not the facts', async () => {
    hub.faults.push(() => (hub.requests.length === 1 ? { status: 502 } : undefined));
    expect(await readRepository(api(), run())).toMatchObject({
      facts: { defaultBranch: 'main' },
      warning: undefined,
    });
  });

  test.each([
    ['nobody listens', 'http://127.0.0.1:1'],
    ['no such host', 'http://api.invalid'],
  ])('%s: what is known stands all the same', async (_, url) => {
    const answer = await readRepository(createGitHubApi({ url, repository: 'octo/app', token: 't' }), run());
    expect(answer.facts).toEqual({ fullName: 'octo/app', name: 'app', url: 'https://github.com/octo/app' });
    expect(answer.warning).toMatch(/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/);
  });

  test('outside a workflow nothing is asked', async () => {
    expect(await readRepository(undefined, run())).toEqual({ facts: {}, warning: undefined });
  });

  test('the token stands in no warning', async () => {
    hub.faults.push(() => 'reset');
    expect(JSON.stringify(await readRepository(api('hunter2'), run()))).not.toContain('hunter2');
  });
});

describe('compareByApi', () => {
  test.each([
    ['ahead', 'ahead'],
    ['behind', 'behind'],
    ['diverged', 'diverged'],
    ['identical', 'same'],
    ['something new', undefined],
  ])('%s is %s', async (status, expected) => {
    hub.comparisons.set('b...a', status);
    expect(await compareByApi(api(), 'a', 'b')).toBe(expected);
  });

  test('a commit that GitHub does not know', async () => {
    expect(await compareByApi(api(), 'a', 'b')).toBeUndefined();
  });
});

describe('readCommitTime', () => {
  const sha = 'a'.repeat(40);
  const time = new Date('2026-03-04T05:06:07Z');

  test.each([
    ['a push', { head_commit: { id: sha, timestamp: '2026-03-04T06:06:07+01:00' } }],
    [
      'a commit of a push',
      {
        commits: [
          { id: 'b', timestamp: 'x' },
          { id: sha, timestamp: '2026-03-04T05:06:07Z' },
        ],
      },
    ],
    ['a workflow_run', { workflow_run: { head_commit: { id: sha, timestamp: '2026-03-04T05:06:07Z' } } }],
  ])('%s tells it', async (_, payload) => {
    expect(await readCommitTime(api(), run(payload), sha)).toEqual(time);
    expect(hub.requests).toEqual([]);
  });

  test('else GitHub does', async () => {
    hub.commits.set(sha, '2026-03-04T05:06:07Z');
    expect(
      await readCommitTime(api(), run({ head_commit: { id: 'b', timestamp: '2020-01-01T00:00:00Z' } }), sha),
    ).toEqual(time);
    expect(await readCommitTime(api(), run(), 'b'.repeat(40))).toBeUndefined();
    expect(await readCommitTime(undefined, run(), sha)).toBeUndefined();
  });
});
