import type { Context } from '../context/context.ts';
import { suggest, UserError } from '../errors.ts';
import { asObject } from '../oci/json.ts';
import { formatDate } from './dateFormat.ts';
import type { Expression, Scope } from './template.ts';

/** What a run's ref and payload say, in the terms of tag rules. Absent is undefined. */
export interface RefFacts {
  branch: string | undefined;
  gitTag: string | undefined;
  /** The number of a pull request, as text. */
  pullRequest: string | undefined;
  baseRef: string | undefined;
  sha: string;
  defaultBranch: string | undefined;
}

const DEFAULT_SHORT_SHA = 7;
/** Events that always run for the default branch. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const DEFAULT_BRANCH_EVENTS = /create|discussion|issues|schedule/;

/** Reads the facts that tag rules know from a context. */
export function refFacts(context: Context): RefFacts {
  const ref = refOf(context);
  const after = (prefix: string) => (ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined);
  const gitTag = after('refs/tags/');
  const pullRequest = after('refs/pull/')?.replace(/\/merge$/, '');
  return {
    branch: after('refs/heads/'),
    gitTag,
    pullRequest,
    baseRef: gitTag === undefined && pullRequest === undefined ? undefined : baseRefOf(context),
    sha: shaOf(context),
    defaultBranch:
      text(asObject(context.run.payload.repository).default_branch) ?? context.repository.defaultBranch,
  };
}

/** pull_request_target runs for the base branch; what it is about is the pull request. */
function refOf({ run }: Context): string {
  const number = run.payload.number ?? asObject(run.payload.pull_request).number;
  return run.event.includes('pull_request_target') && number !== undefined
    ? `refs/pull/${String(number)}/merge`
    : run.ref;
}

function baseRefOf({ run }: Context): string | undefined {
  const ofPullRequest = text(asObject(asObject(run.payload.pull_request).base).ref);
  const told = ofPullRequest ?? text(run.payload.base_ref) ?? (run.baseRef || undefined);
  return told?.replace(/^refs\/heads\//, '');
}

function shaOf({ run, git, environment }: Context): string {
  const head = text(asObject(asObject(run.payload.pull_request).head).sha);
  const wanted =
    /true/i.test(environment.DOCKER_METADATA_PR_HEAD_SHA ?? '') && run.event.includes('pull_request');
  return wanted && head !== undefined ? head : git.sha;
}

/** The first digits of a commit, seven or as many as DOCKER_METADATA_SHORT_SHA_LENGTH says. */
export function shortSha(sha: string, environment: Context['environment']): string {
  const told = environment.DOCKER_METADATA_SHORT_SHA_LENGTH;
  const length = told ? Number(told) : DEFAULT_SHORT_SHA;
  if (!Number.isInteger(length) || length < 1) {
    throw new UserError(`DOCKER_METADATA_SHORT_SHA_LENGTH is "${told}"; expected a whole number, such as 12`);
  }
  return sha.slice(0, length);
}

/** The expressions that prefix, suffix, value, enable, labels and annotations know. */
export function expressions(context: Context): Scope {
  const facts = refFacts(context);
  const isDefault = isDefaultBranch(context, facts);
  return {
    branch: () => facts.branch,
    tag: () => facts.gitTag,
    sha: () => shortSha(facts.sha, context.environment) || undefined,
    base_ref: () => facts.baseRef,
    is_default_branch: () => String(isDefault),
    is_not_default_branch: () => String(!isDefault),
    ...dateExpressions(context),
  };
}

/** `date` and `commit_date`, which schedule's pattern knows too. */
export function dateExpressions(context: Context): Scope {
  return { date: dated(context.now), commit_date: dated(commitTime(context)) };
}

function dated(date: Date): Expression {
  return ({ name, argument, options: { tz, ...others } }) => {
    const [unknown] = Object.keys(others);
    if (unknown !== undefined)
      throw new UserError(`"${unknown}" is no option of {{${name}}}; ${suggest(unknown, ['tz'])}`);
    return formatDate(date, argument, tz);
  };
}

/** When the commit was made: as git tells, else as the event tells, else now. */
function commitTime({ git, run, now }: Context): Date {
  if (git.commitTime) return git.commitTime;
  const commits = Array.isArray(run.payload.commits) ? run.payload.commits.map(asObject) : [];
  const commit = [...commits, asObject(run.payload.head_commit)].find(({ id }) => id === git.sha);
  const told = text(commit?.timestamp);
  return told === undefined ? now : new Date(told);
}

function isDefaultBranch(
  { run }: Context,
  { branch, gitTag, pullRequest, defaultBranch }: RefFacts,
): boolean {
  if (gitTag === undefined && pullRequest === undefined && branch === undefined) return false;
  return (branch !== undefined && branch === defaultBranch) || DEFAULT_BRANCH_EVENTS.test(run.event);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
