import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What started the workflow. */
export interface Event {
  /** 'push' where absent. */
  name?: string;
  /** In full: `refs/heads/main` where absent. */
  ref?: string;
  sha?: string;
  payload?: unknown;
  repository?: string;
  baseRef?: string;
  headRef?: string;
  runId?: string;
  runNumber?: string;
}

const NO_SHA = '0'.repeat(40);
/** Nothing listens there: a run that wants GitHub's API has to name a server of its own. */
const NO_API = 'http://127.0.0.1:1';

/**
 * The runner's variables for an event, whose payload is written to `folder`.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function variablesOf(event: Event, at: { cwd: string; temp: string; folder: string }): Environment {
  const { name = 'push', ref = 'refs/heads/main', sha = NO_SHA, repository = 'octo/app' } = event;
  const path = join(at.folder, 'event.json');
  writeFileSync(path, JSON.stringify(event.payload ?? {}));
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: NO_API,
    GITHUB_BASE_REF: event.baseRef ?? '',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_HEAD_REF: event.headRef ?? '',
    GITHUB_JOB: 'publish',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0],
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: event.runId ?? '123456789',
    GITHUB_RUN_NUMBER: event.runNumber ?? '7',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: sha,
    GITHUB_WORKFLOW: 'publish',
    GITHUB_WORKSPACE: at.cwd,
    RUNNER_ARCH: process.arch === 'x64' ? 'X64' : 'ARM64',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: at.temp,
  };
}
