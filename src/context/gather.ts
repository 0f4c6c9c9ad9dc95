import type { Exec } from '../host/exec.ts';
import { createGitHubApi, type GitHubApi } from '../host/githubApi.ts';
import { realPath } from '../host/smallFile.ts';
import type { Inputs } from '../inputs/schema.ts';
import { type CompareCommits, commitComparison } from './ancestry.ts';
import { readBuildx } from './buildx.ts';
import { inClone, repositoryOf } from './cloneFacts.ts';
import type { Context, Run, Trace } from './context.ts';
import { readEmulators } from './emulators.ts';
import { readEngine } from './engine.ts';
import { type Clone, readClone } from './git.ts';
import { compareByApi, readCommitTime, readRepository } from './github.ts';
import { planRemoteAccess, type RemoteAccess } from './gitRemote.ts';
import { readRun, shaOf, triggerOf } from './run.ts';
import { traceOf } from './trace.ts';

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
  /** Where to fetch history from; undefined where nobody can be asked. */
  access: () => Promise<RemoteAccess | undefined>;
  compareCommits: CompareCommits;
  /** The trace that the run belongs to. Derived when it is needed: hashing is loaded for it. */
  trace: () => Trace;
  warnings: readonly string[];
}

/**
 * Reads everything from outside at once; independent facts side by side. All that takes a process or a request is under way
 * when the call returns.
 */
export async function gather(inputs: Inputs, outside: Outside): Promise<Gathered> {
  const { exec, environment, cwd } = outside;
  // the engine takes longest to answer
  const machine = Promise.all([readEngine(environment), readBuildx(environment, exec)]);
  machine.catch(() => {}); // waited for with the rest
  const event = readRun(environment, inputs.what.ref);
  const directory = realPath(environment.GITHUB_WORKSPACE || cwd) ?? cwd;
  const api = apiOf(inputs, environment);
  const [clone, repository, [engine, buildx]] = await Promise.all([
    readCloneOf(inputs, event, { ...outside, directory, api }),
    readRepository(api, event),
    machine,
  ]);
  const run = await inClone(event, { inputs, clone });
  const context: Context = {
    now: new Date(),
    trigger: triggerOf(run),
    run,
    repository: api ? repository.facts : { ...(await repositoryOf(clone)), ...repository.facts },
    git: clone.facts,
    engine,
    buildx,
    emulators: readEmulators(),
    environment,
  };
  const warnings = repository.warning === undefined ? [] : [repository.warning];
  return {
    context,
    clone,
    api,
    ...compare(inputs, outside, { run, clone, api }),
    trace: () => traceOf(inputs.report, { environment, run: event }),
    warnings,
  };
}

async function readCloneOf(
  inputs: Inputs,
  run: Run,
  { exec, environment, directory, api }: Outside & { directory: string; api: GitHubApi | undefined },
): Promise<Clone> {
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
  const access = async () => planRemoteAccess(await clone.remote(), server, environment);
  const compareCommits = commitComparison({
    clone: clone.facts.root === undefined ? undefined : { git: clone.git, shallow: clone.facts.shallow },
    api: api && ((ours, theirs) => compareByApi(api, ours, theirs)),
    remote: { exec, access },
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
