import { UserError } from '../errors.ts';
import type { Exec, ExecResult } from '../host/exec.ts';
import type { GitFacts } from './context.ts';
import { complaintOf, type Environment, findRoot, type Git, linesOf, openGit } from './gitCommand.ts';
import { parseRemoteConfig, REMOTE_KEYS, type RemoteConfig } from './gitRemote.ts';

export interface GitQuestion {
  environment: Environment;
  /** The commit that is built; HEAD where absent. */
  sha?: string | undefined;
  /** Where to ask for the time of a commit that the clone does not have. */
  commitTime?: (sha: string) => Promise<Date | undefined>;
}

/** A clone as it was found: facts for the plan, and what reading its history needs. */
export interface Clone {
  facts: GitFacts;
  /** HEAD's commit; undefined where there is none. */
  head: string | undefined;
  git: Git;
  /** Asked when it is needed, and once. */
  remote: () => Promise<RemoteConfig>;
}

/** Where we are: shallow or not, the root, every tag's name, and last the ref of HEAD. */
const PLACE = [
  ...['rev-parse', '--is-shallow-repository', '--show-toplevel'],
  ...['--symbolic', '--tags', '--symbolic-full-name', 'HEAD'],
];

/**
 * Reads the clone that `directory` lies in with two git processes side by side: each takes its time to start. No
 * repository, no commits, no remote and a detached HEAD are facts, not faults; a repository that git refuses to read is
 * a UserError.
 */
export async function readClone(exec: Exec, directory: string, question: GitQuestion): Promise<Clone> {
  const git = openGit(exec, directory, question.environment);
  if (findRoot(directory) === undefined && question.environment.GIT_DIR === undefined)
    return withoutClone(git, question);
  const [place, commits] = await Promise.all([
    git(PLACE),
    git([
      'log',
      '--no-walk=unsorted',
      '--ignore-missing',
      '--format=%H %ct',
      'HEAD',
      ...(isSha(question.sha) ? [question.sha] : []),
    ]),
  ]);
  const [shallow = '', root = '', ...refs] = linesOf(place);
  // HEAD comes last, and may not come at all where it names no commit yet
  const ref = place.ok || refs.at(-1) === 'HEAD' ? refs.pop() : undefined;
  if (root === '') refuseUnreadable(place);
  if (root === '') return withoutClone(git, question);
  const times = new Map(linesOf(commits).map((line) => splitTime(line)));
  const head = times.keys().next().value;
  const sha = question.sha ?? head ?? '';
  const facts: GitFacts = {
    root,
    sha,
    commitTime: times.get(sha) ?? (await timeElsewhere(sha, question)),
    branch: ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined,
    shallow: shallow === 'true',
    gitTags: refs,
  };
  return { facts, head, git, remote: remoteOf(git) };
}

async function withoutClone(git: Git, question: GitQuestion): Promise<Clone> {
  const sha = question.sha ?? '';
  const commitTime = await timeElsewhere(sha, question);
  return {
    facts: {
      root: undefined,
      sha,
      commitTime,
      branch: undefined,
      shallow: false,
      gitTags: [],
    },
    head: undefined,
    git,
    remote: async () => ({ url: undefined, filter: undefined, connection: [] }),
  };
}

function remoteOf(git: Git): Clone['remote'] {
  let read: Promise<RemoteConfig> | undefined;
  return () => {
    read ??= git(['config', '--includes', '--show-scope', '-z', '--get-regexp', REMOTE_KEYS]).then(
      ({ stdout }) => parseRemoteConfig(stdout.toString()),
    );
    return read;
  };
}

function timeElsewhere(sha: string, question: GitQuestion): Promise<Date | undefined> {
  return sha === '' || !question.commitTime ? Promise.resolve(undefined) : question.commitTime(sha);
}

/** A folder that is no repository, or one without a work tree, is fine; everything else that git refuses is not. */
function refuseUnreadable(result: ExecResult): void {
  if (result.error || /not a git repository|must be run in a work tree/.test(result.stderr)) return;
  const dubious = /dubious ownership/.test(result.stderr);
  throw new UserError(`git can't read the repository: ${complaintOf(result)}`, {
    hint: dubious
      ? 'The folder belongs to another user. If you trust it: git config --global --add safe.directory <folder>'
      : 'Run "git status" in that folder and mend what it names.',
  });
}

/** Whether a text is a full commit id, SHA-1 or SHA-256. */
export function isSha(text: string | undefined): text is string {
  return text !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function splitTime(line: string): [string, Date] {
  const [sha = '', seconds] = line.split(' ');
  return [sha, new Date(Number(seconds) * 1000)];
}
