import { realpath } from 'node:fs/promises';
import type { Exec } from '../host/exec.ts';
import { createGitHubApi, type GitHubApi } from '../host/githubApi.ts';
import { parseTraceparent, traceOfRun } from '../host/trace.ts';
import type { Inputs } from '../inputs/schema.ts';
import { type CompareCommits, commitComparison } from './ancestry.ts';
import { readBuildx } from './buildx.ts';
import type { Context, Run, Trace } from './context.ts';
import { readEmulators } from './emulators.ts';
import { readEngine } from './engine.ts';
import { type Clone, readClone } from './git.ts';
import { compareByApi, readCommitTime, readRepository } from './github.ts';
import { planRemoteAccess, type RemoteAccess } from './gitRemote.ts';
import { readRun, shaOf, triggerOf } from './run.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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
export async function gather(
  inputs: Inputs,
  outside: { exec: Exec; environment: Environment; cwd: string },
): Promise<Gathered> {
  const { exec, environment } = outside;
  const run = await readRun(environment, inputs.what.ref);
  const api = apiOf(inputs, environment);
  const directory = await realpath(environment.GITHUB_WORKSPACE || outside.cwd).catch(() => outside.cwd);
  const sha = inputs.build.context === 'git' ? undefined : shaOf(run, environment) || undefined;
  const [clone, repository, engine, buildx, emulators] = await Promise.all([
    readClone(exec, directory, {
      environment,
      sha,
      commitTime: (commit) => readCommitTime(api, run, commit),
    }),
    readRepository(api, run),
    readEngine(environment),
    readBuildx(environment, exec),
    readEmulators(),
  ]);
  const located = inBranch(run, { inputs, clone });
  const server = {
    url: run.serverUrl,
    repository: environment.GITHUB_REPOSITORY,
    token: inputs.where.githubToken,
  };
  const access = planRemoteAccess(clone.remote, server, environment);
  const context: Context = {
    now: new Date(),
    trigger: triggerOf(located),
    run: located,
    repository: repository.facts,
    git: clone.facts,
    trace: traceOf(inputs.report, { environment, run }),
    engine,
    buildx,
    emulators,
    environment,
  };
  const compareCommits = commitComparison({
    clone: clone.facts.root === undefined ? undefined : { git: clone.git, shallow: clone.facts.shallow },
    api: api && ((ours, theirs) => compareByApi(api, ours, theirs)),
    remote: access && { exec, access },
  });
  return {
    context,
    clone,
    api,
    access,
    compareCommits,
    warnings: repository.warning === undefined ? [] : [repository.warning],
  };
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

/** Outside a workflow, and with `context: git`, the clone itself tells the ref. */
function inBranch(run: Run, { inputs, clone }: { inputs: Inputs; clone: Clone }): Run {
  const { branch } = clone.facts;
  if (inputs.what.ref !== undefined || branch === undefined) return run;
  return run.ref === '' || inputs.build.context === 'git' ? { ...run, ref: `refs/heads/${branch}` } : run;
}

function traceOf(
  inputs: Inputs['report'],
  { environment, run }: { environment: Environment; run: Run },
): Trace {
  const given = inputs.traceparent ?? environment.TRACEPARENT;
  return (
    (given && parseTraceparent(given)) ||
    traceOfRun({ id: run.id, attempt: run.attempt, checkRunId: inputs.checkRunId })
  );
}
