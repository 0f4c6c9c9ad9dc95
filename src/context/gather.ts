import { realpath } from 'node:fs/promises';
import type { Exec } from '../host/exec.ts';
import { createGitHubApi, type GitHubApi } from '../host/githubApi.ts';
import { parseTraceparent, traceOfRun } from '../host/trace.ts';
import type { Inputs } from '../inputs/schema.ts';
import { type CompareCommits, commitComparison } from './ancestry.ts';
import { readBuildx } from './buildx.ts';
import type { Context, RepositoryFacts, Run, Trace } from './context.ts';
import { readDefaultBranch, readDetachedRef } from './detachedRef.ts';
import { readEmulators } from './emulators.ts';
import { readEngine } from './engine.ts';
import { type Clone, readClone } from './git.ts';
import { compareByApi, readCommitTime, readRepository } from './github.ts';
import { planRemoteAccess, type RemoteAccess } from './gitRemote.ts';
import { readRun, shaOf, triggerOf } from './run.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What facts are read through. */
interface Outside {
  exec: Exec;
  environment: Environment;
  cwd: string;
}

/** The facts, and the places where more can be asked when it turns out to be needed. */
export interface Gathered {
  context: Context;
  clone: Clone;
  api: GitHubApi | undefined;
  access: RemoteAccess | undefined;
  compareCommits: CompareCommits;
  warnings: readonly string[];
}

/** Reads everything from outside at once; independent facts side by side. */
export async function gather(inputs: Inputs, outside: Outside): Promise<Gathered> {
  const { exec, environment } = outside;
  // the engine takes longest to answer
  const machine = Promise.all([readEngine(environment), readBuildx(environment, exec), readEmulators()]);
  machine.catch(() => {}); // waited for below
  const event = await readRun(environment, inputs.what.ref);
  const api = apiOf(inputs, environment);
  const [clone, repository, [engine, buildx, emulators]] = await Promise.all([
    readCloneOf(inputs, event, { ...outside, api }),
    readRepository(api, event),
    machine,
  ]);
  const run = await inClone(event, { inputs, clone });
  const trace = traceOf(inputs.report, { environment, run });
  const git = clone.facts;
  const read = { engine, buildx, emulators, environment };
  const context: Context = {
    now: new Date(),
    trigger: triggerOf(run),
    run,
    repository: api ? repository.facts : { ...(await repositoryOf(clone)), ...repository.facts },
    git,
    trace,
    ...read,
  };
  const warnings = repository.warning === undefined ? [] : [repository.warning];
  return { context, clone, api, ...compare(inputs, outside, { run, clone, api }), warnings };
}

async function readCloneOf(
  inputs: Inputs,
  run: Run,
  { exec, environment, cwd, api }: Outside & { api: GitHubApi | undefined },
): Promise<Clone> {
  const directory = await realpath(environment.GITHUB_WORKSPACE || cwd).catch(() => cwd);
  const sha = inputs.build.context === 'git' ? undefined : shaOf(run, environment) || undefined;
  return readClone(exec, directory, {
    environment,
    sha,
    commitTime: (commit) => readCommitTime(api, run, commit),
  });
}

type Known = { run: Run; clone: Clone; api: GitHubApi | undefined };

/** Where to fetch history from, and how commits stand to each other: asked only where it matters. */
function compare(
  inputs: Inputs,
  { exec, environment }: Outside,
  { run, clone, api }: Known,
): Pick<Gathered, 'access' | 'compareCommits'> {
  const server = {
    url: run.serverUrl,
    repository: environment.GITHUB_REPOSITORY,
    token: inputs.where.githubToken,
  };
  const access = planRemoteAccess(clone.remote, server, environment);
  const compareCommits = commitComparison({
    clone: clone.facts.root === undefined ? undefined : { git: clone.git, shallow: clone.facts.shallow },
    api: api && ((ours, theirs) => compareByApi(api, ours, theirs)),
    remote: access && { exec, access },
  });
  return { access, compareCommits };
}

function apiOf(inputs: Inputs, environment: Environment): GitHubApi | undefined {
  const repository = environment.GITHUB_REPOSITORY;
  if (!repository) return undefined;
  return createGitHubApi({
    url: environment.GITHUB_API_URL || 'https://api.github.com',
    repository,
    token: inputs.where.githubToken,
  });
}

/** Outside a workflow the clone alone tells the default branch. */
async function repositoryOf({ facts, git }: Clone): Promise<Partial<RepositoryFacts>> {
  const defaultBranch = facts.root === undefined ? undefined : await readDefaultBranch(git);
  return defaultBranch === undefined ? {} : { defaultBranch };
}

/** Outside a workflow, and with `context: git`, the clone itself tells the ref. */
async function inClone(run: Run, { inputs, clone }: { inputs: Inputs; clone: Clone }): Promise<Run> {
  if (inputs.what.ref !== undefined || clone.head === undefined) return run;
  if (run.ref !== '' && inputs.build.context !== 'git') return run;
  const { branch } = clone.facts;
  const ref = branch === undefined ? await readDetachedRef(clone.git) : `refs/heads/${branch}`;
  return ref === undefined ? run : { ...run, ref };
}

function traceOf(
  inputs: Inputs['report'],
  { environment, run }: { environment: Environment; run: Run },
): Trace {
  return (
    parseTraceparent(inputs.traceparent ?? '') ??
    parseTraceparent(environment.TRACEPARENT ?? '') ??
    traceOfRun({ id: run.id, attempt: run.attempt, checkRunId: inputs.checkRunId })
  );
}
