import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gather } from '../../src/context/gather.ts';
import { exec } from '../../src/host/exec.ts';
import { readInputs } from '../../src/inputs/read.ts';
import { type Event, variablesOf } from '../support/event.ts';
import { type GitHubStandIn, startGitHub } from '../support/githubApi.ts';
import {
  makeRepository,
  removeFolders,
  type TestRepository,
  temporaryFolder,
} from '../support/repository.ts';

let hub: GitHubStandIn;
let repository: TestRepository;
let sha: string;
beforeAll(async () => {
  hub = await startGitHub();
  repository = makeRepository();
  repository.commit('feat: one');
  repository.git('tag', 'v1.0.0');
  sha = repository.commit('fix: two');
});
afterAll(async () => {
  await hub.close();
  removeFolders();
});

interface Row {
  inputs?: Record<string, string>;
  event?: Event | undefined;
  environment?: Record<string, string>;
}

async function gathered({ inputs = {}, event, environment = {} }: Row) {
  const folder = temporaryFolder();
  const at = { cwd: repository.directory, temp: folder, folder };
  const runner = event && { ...variablesOf(event, at), GITHUB_API_URL: hub.url };
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const read = await readInputs(Object.fromEntries(given));
  return gather(read.inputs, {
    exec,
    environment: {
      ...repository.environment,
      DOCKER_HOST: 'unix:///nowhere.sock',
      ...runner,
      ...environment,
    },
    cwd: repository.directory,
  });
}

describe('the facts of a run', () => {
  test('in a workflow', async () => {
    const { context, warnings, api } = await gathered({ event: { sha, repository: hub.repository } });
    expect(context).toMatchObject({
      trigger: { kind: 'branch', branch: 'main' },
      run: { event: 'push', ref: 'refs/heads/main', id: '123456789', actor: 'octocat' },
      repository: { fullName: expect.stringMatching(/./) },
      git: { root: repository.directory, sha, gitTags: ['v1.0.0'], shallow: false },
      engine: undefined,
    });
    expect(context.git.commitTime).toBeInstanceOf(Date);
    expect(warnings).toEqual([]);
    expect(api?.repository).toBe(hub.repository);
  });

  test("on a person's own machine, the clone tells the ref", async () => {
    const { context, api, trace, warnings } = await gathered({});
    expect(context).toMatchObject({
      trigger: { kind: 'branch', branch: 'main' },
      run: { ref: 'refs/heads/main', event: '', id: '' },
      repository: {},
      git: { sha },
    });
    expect(trace()).toEqual({ traceId: 'unknown', traceparent: '' });
    expect([api, warnings]).toEqual([undefined, []]);
  });

  test('GitHub does not answer: a warning, and what the event tells', async () => {
    const event: Event = { sha, payload: { repository: { full_name: 'octo/app', default_branch: 'trunk' } } };
    const { context, warnings } = await gathered({
      event,
      environment: { GITHUB_API_URL: 'http://127.0.0.1:1' },
    });
    expect(context.repository).toMatchObject({ fullName: 'octo/app', defaultBranch: 'trunk' });
    expect(warnings).toEqual([expect.stringMatching(/^The repository could not be looked up/)]);
  });

  test('the input ref wins over the event', async () => {
    const { context } = await gathered({
      inputs: { ref: 'refs/tags/v1.0.0' },
      event: { sha, repository: hub.repository },
    });
    expect(context.trigger).toEqual({ kind: 'tag', gitTag: 'v1.0.0' });
  });

  test('context: git takes ref and commit from the clone', async () => {
    const { context } = await gathered({
      inputs: { context: 'git' },
      event: { sha: '9'.repeat(40), ref: 'refs/tags/v9', repository: hub.repository },
    });
    expect(context.run.ref).toBe('refs/heads/main');
    expect(context.git.sha).toBe(sha);
  });

  test('workflow_run is about the commit of the run before', async () => {
    const first = repository.git('rev-parse', 'v1.0.0').trim();
    const payload = { workflow_run: { event: 'push', head_branch: 'dev', head_sha: first } };
    const { context } = await gathered({
      event: { name: 'workflow_run', sha, payload, repository: hub.repository },
    });
    expect(context.git.sha).toBe(first);
    expect(context.trigger).toEqual({ kind: 'branch', branch: 'dev' });
    expect(context.run.privileged).toBe(true);
  });
});

describe('the trace', () => {
  const ID = '0af7651916cd43dd8448eb211c80319c';
  const GIVEN = `00-${ID}-b7ad6b7169203331-01`;
  const OTHER = `00-${'1'.repeat(32)}-b7ad6b7169203331-00`;
  const DERIVED = 'bacd7baef7d0654b6b64f15eb358d881';

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['the input', { traceparent: GIVEN }, { TRACEPARENT: OTHER }, ID],
    ['the environment', {}, { TRACEPARENT: GIVEN }, ID],
    ['what is derived', {}, {}, DERIVED],
    ['a variable that is none is passed over', {}, { TRACEPARENT: GIVEN.toUpperCase() }, DERIVED],
  ])('%s', async (_, inputs, environment, expected) => {
    const { trace } = await gathered({ inputs, environment, event: { sha, repository: hub.repository } });
    expect(trace().traceId).toBe(expected);
  });

  test('of the job, where its check run is known', async () => {
    const { trace } = await gathered({
      inputs: { 'check-run-id': '987654' },
      event: { sha, repository: hub.repository },
    });
    expect(trace().traceparent).toBe(`00-${DERIVED}-cc79018c2864a331-01`);
  });
});
