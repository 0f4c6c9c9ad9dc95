import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRun, shaOf, shortRef, triggerOf } from '../../src/context/run.ts';
import { asObject, asText } from '../../src/oci/json.ts';
import { type Event, variablesOf } from '../support/event.ts';

const BASE = '1'.repeat(40);
const HEAD = '2'.repeat(40);
const MERGE = '3'.repeat(40);
const OWN = { full_name: 'octo/app', default_branch: 'main', fork: false };
const FORK = { full_name: 'mallory/app', fork: true };

function variables(event: Event) {
  const folder = mkdtempSync(join(tmpdir(), 'event-'));
  return variablesOf({ sha: BASE, ...event }, { cwd: '/work', temp: folder, folder });
}

async function triggered(event: Event) {
  const environment = variables(event);
  const run = await readRun(environment, undefined);
  return { trigger: triggerOf(run), privileged: run.privileged, sha: shaOf(run, environment) };
}

/** The part of a pull request's payload that matters. */
const pullRequest = (repo: unknown, more: Record<string, unknown> = {}) => ({
  action: 'opened',
  number: 42,
  pull_request: {
    number: 42,
    head: { ref: 'main', sha: HEAD, repo },
    base: { ref: 'main', sha: BASE, repo: OWN },
  },
  repository: OWN,
  ...more,
});

const requested = (fork: boolean) => ({
  kind: 'pull_request',
  number: 42,
  headSha: HEAD,
  headRef: 'main',
  baseRef: 'main',
  fork,
});

const workflowRun = (run: Record<string, unknown>) => ({
  action: 'completed',
  workflow_run: {
    event: 'push',
    head_branch: 'main',
    head_sha: HEAD,
    head_repository: OWN,
    repository: OWN,
    pull_requests: [],
    ...run,
  },
  repository: OWN,
});

describe('what started the run', () => {
  test.each<[string, Event, unknown]>([
    [
      'a push',
      { payload: { ref: 'refs/heads/main', before: HEAD, after: BASE } },
      { kind: 'branch', branch: 'main' },
    ],
    [
      'a push to a branch with slashes',
      { ref: 'refs/heads/feat/a/b' },
      { kind: 'branch', branch: 'feat/a/b' },
    ],
    [
      'a branch that is called as a ref',
      { ref: 'refs/heads/refs/tags/v1' },
      { kind: 'branch', branch: 'refs/tags/v1' },
    ],
    [
      'a pushed tag',
      { ref: 'refs/tags/v1.2.3', payload: { ref: 'refs/tags/v1.2.3', base_ref: 'refs/heads/main' } },
      { kind: 'tag', gitTag: 'v1.2.3' },
    ],
    ['a tag with slashes', { ref: 'refs/tags/app/v1.2.3' }, { kind: 'tag', gitTag: 'app/v1.2.3' }],
    [
      'a schedule',
      { name: 'schedule', payload: { schedule: '0 3 * * *' } },
      { kind: 'schedule', branch: 'main' },
    ],
    [
      'a dispatch on a branch',
      { name: 'workflow_dispatch', ref: 'refs/heads/dev', payload: { inputs: {}, ref: 'refs/heads/dev' } },
      { kind: 'dispatch', branch: 'dev' },
    ],
    [
      'a dispatch on a tag',
      { name: 'workflow_dispatch', ref: 'refs/tags/v1.2.3' },
      { kind: 'dispatch', gitTag: 'v1.2.3' },
    ],
    [
      'a dispatch from outside',
      { name: 'repository_dispatch', payload: { action: 'rebuild', client_payload: {} } },
      { kind: 'dispatch', branch: 'main' },
    ],
    [
      'a release',
      {
        name: 'release',
        ref: 'refs/tags/v1.2.3',
        payload: { action: 'published', release: { tag_name: 'v1.2.3' } },
      },
      { kind: 'tag', gitTag: 'v1.2.3' },
    ],
    [
      'a pull request',
      { name: 'pull_request', ref: 'refs/pull/42/merge', sha: MERGE, payload: pullRequest(OWN) },
      requested(false),
    ],
    [
      'a pull request of a fork',
      { name: 'pull_request', ref: 'refs/pull/42/merge', payload: pullRequest(FORK) },
      requested(true),
    ],
    [
      'a pull request of a fork that is gone',
      { name: 'pull_request', ref: 'refs/pull/42/merge', payload: pullRequest(null) },
      requested(true),
    ],
    ['pull_request_target', { name: 'pull_request_target', payload: pullRequest(FORK) }, requested(true)],
    [
      'a review, whose payload has no number of its own',
      {
        name: 'pull_request_review',
        ref: 'refs/pull/42/merge',
        payload: pullRequest(FORK, { number: undefined, review: { state: 'approved' } }),
      },
      requested(true),
    ],
    [
      "a review's comment",
      { name: 'pull_request_review_comment', ref: 'refs/pull/42/merge', payload: pullRequest(OWN) },
      requested(false),
    ],
    [
      'a merge queue',
      {
        name: 'merge_group',
        ref: `refs/heads/gh-readonly-queue/main/pr-42-${BASE}`,
        payload: {
          action: 'checks_requested',
          merge_group: { head_sha: MERGE, base_ref: 'refs/heads/main' },
        },
      },
      { kind: 'merge_group', branch: `gh-readonly-queue/main/pr-42-${BASE}` },
    ],
    [
      'a workflow that followed a push',
      { name: 'workflow_run', payload: workflowRun({ head_branch: 'dev' }) },
      { kind: 'branch', branch: 'dev' },
    ],
    [
      'a workflow of which nothing is told',
      { name: 'workflow_run', payload: {} },
      { kind: 'branch', branch: 'main' },
    ],
    [
      'a workflow that followed a pull request',
      {
        name: 'workflow_run',
        payload: workflowRun({
          event: 'pull_request',
          head_branch: 'feature',
          pull_requests: [
            { number: 42, head: { ref: 'feature', sha: HEAD }, base: { ref: 'main', sha: BASE } },
          ],
        }),
      },
      { ...requested(false), headRef: 'feature' },
    ],
    [
      "a workflow that followed a fork's pull request, from a branch that is called as ours is",
      { name: 'workflow_run', payload: workflowRun({ event: 'pull_request', head_repository: FORK }) },
      { kind: 'none' },
    ],
    [
      "a workflow that followed anything else of a fork's",
      { name: 'workflow_run', payload: workflowRun({ head_repository: FORK }) },
      { kind: 'none' },
    ],
    ['an event on the default branch', { name: 'issue_comment' }, { kind: 'branch', branch: 'main' }],
    ['a deployment of no ref', { name: 'deployment', ref: '' }, { kind: 'none' }],
  ])('%s', async (_, event, expected) => {
    expect((await triggered(event)).trigger).toEqual(expected);
  });

  test('outside a workflow', async () => {
    const run = await readRun({}, undefined);
    expect(run).toEqual({
      event: '',
      ref: '',
      baseRef: '',
      privileged: false,
      actor: '',
      id: '',
      attempt: '',
      number: '',
      serverUrl: 'https://github.com',
      payload: {},
    });
    expect(triggerOf(run)).toEqual({ kind: 'none' });
    expect(shaOf(run, {})).toBe('');
  });

  test.each([
    ['push', 'refs/tags/v9', { kind: 'tag', gitTag: 'v9' }],
    ['schedule', 'refs/tags/v9', { kind: 'tag', gitTag: 'v9' }],
    ['schedule', 'refs/heads/dev', { kind: 'schedule', branch: 'dev' }],
    ['workflow_dispatch', 'refs/tags/v9', { kind: 'dispatch', gitTag: 'v9' }],
    ['workflow_run', 'refs/tags/v9', { kind: 'tag', gitTag: 'v9' }],
  ])('%s with the input ref %s', async (name, ref, expected) => {
    const run = await readRun(variables({ name }), ref);
    expect(run.ref).toBe(ref);
    expect(triggerOf(run)).toEqual(expected);
  });
});

describe('the ref of workflow_run, which tag rules go by, is that of the run before', () => {
  const asked = { event: 'pull_request', head_branch: 'feature' };
  const request = { number: 42, base: { ref: 'next' } };
  test.each<[string, Record<string, unknown>, string, string]>([
    ['a push to dev', { head_branch: 'dev' }, 'refs/heads/dev', ''],
    ['a pull request', { ...asked, pull_requests: [request] }, 'refs/pull/42/merge', 'next'],
    ['a pull request of which no number is told', asked, 'octo:feature', ''],
    [
      "a fork's main, which is not ours",
      { event: 'pull_request', head_repository: FORK, pull_requests: [] },
      'mallory:main',
      '',
    ],
    ["a fork's push", { head_repository: FORK }, 'mallory:main', ''],
    ['nothing', { head_branch: null }, 'refs/heads/main', ''],
  ])('%s', async (_, before, ref, baseRef) => {
    const run = await readRun(variables({ name: 'workflow_run', payload: workflowRun(before) }), undefined);
    expect(run).toMatchObject({ ref, baseRef });
  });
});

test.each<[string, boolean]>([
  ['push', false],
  ['pull_request', false],
  ['release', false],
  ['pull_request_target', true],
  ['workflow_run', true],
  ['issue_comment', true],
  ['watch', true],
  ['workflow_dispatch', false],
])('%s may be started by others: %s', async (name, expected) => {
  expect((await triggered({ name })).privileged).toBe(expected);
});

test.each<[string, Event, string]>([
  ['the runner tells the commit', {}, BASE],
  [
    'a pull request is about the merge commit',
    { name: 'pull_request', sha: MERGE, payload: pullRequest(OWN) },
    MERGE,
  ],
  [
    'but for workflow_run, whose own is that of the default branch',
    { name: 'workflow_run', payload: workflowRun({}) },
    HEAD,
  ],
  ['where the payload tells one', { name: 'workflow_run', payload: {} }, BASE],
])('%s', async (_, event, expected) => {
  expect((await triggered(event)).sha).toBe(expected);
});

test.each<[string, Event, string]>([
  ["of a pull request, the runner's", { baseRef: 'main' }, 'main'],
  [
    "of a pushed tag, the payload's",
    { ref: 'refs/tags/v1', payload: { base_ref: 'refs/heads/release/1' } },
    'release/1',
  ],
  ['none, where the payload has null', { payload: { base_ref: null } }, ''],
])('base ref: %s', async (_, event, expected) => {
  expect((await readRun(variables(event), undefined)).baseRef).toBe(expected);
});

describe('a payload that is none', () => {
  test.each(['', '[]', '"text"', 'null', '{"a":'])('%j', async (content) => {
    const folder = mkdtempSync(join(tmpdir(), 'event-'));
    const path = join(folder, 'event.json');
    writeFileSync(path, content);
    expect((await readRun({ GITHUB_EVENT_PATH: path }, undefined)).payload).toEqual({});
  });

  test('a file that is not there', async () => {
    expect((await readRun({ GITHUB_EVENT_PATH: '/nowhere/event.json' }, undefined)).payload).toEqual({});
  });

  test.each([{}, { pull_request: null }, { pull_request: { head: 'x', base: [] } }])(
    'a pull request without its parts: %j',
    (payload) => {
      const run = { event: 'pull_request', ref: 'refs/pull/1/merge', payload } as unknown as Parameters<
        typeof triggerOf
      >[0];
      expect(triggerOf(run)).toEqual({
        kind: 'pull_request',
        number: 0,
        headSha: '',
        headRef: '',
        baseRef: '',
        fork: false,
      });
    },
  );
});

test.each([
  ['refs/heads/a/b', 'a/b'],
  ['refs/tags/v1', 'v1'],
  ['refs/pull/1/merge', 'refs/pull/1/merge'],
  ['main', 'main'],
])('short %s', (ref, expected) => expect(shortRef(ref)).toBe(expected));

test('JSON of any kind', () => {
  expect([{ a: 1 }, [], null, 'x', 1].map(asObject)).toEqual([{ a: 1 }, {}, {}, {}, {}]);
  expect(['x', 1, null, {}].map(asText)).toEqual(['x', '', '', '']);
});
