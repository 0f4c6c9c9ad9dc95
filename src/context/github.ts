import { messageOf } from '../errors.ts';
import type { GitHubAnswer, GitHubApi } from '../host/githubApi.ts';
import { asObject, asText } from '../oci/json.ts';
import type { Relation } from './ancestry.ts';
import type { RepositoryFacts, Run } from './context.ts';
import { isSha } from './git.ts';

export interface RepositoryAnswer {
  facts: Partial<RepositoryFacts>;
  /** What the run goes without; undefined where all was told. */
  warning: string | undefined;
}

/**
 * What GitHub knows of the repository. Where its API does not answer, the event's payload fills in what it
 * has, and a warning says so. https://docs.github.com/rest/repos/repos#get-a-repository
 */
export async function readRepository(api: GitHubApi | undefined, run: Run): Promise<RepositoryAnswer> {
  const fromEvent = parseRepositoryFacts(run.payload.repository);
  if (!api) return { facts: fromEvent, warning: undefined };
  const named: Partial<RepositoryFacts> = {
    fullName: api.repository,
    name: api.repository.slice(api.repository.indexOf('/') + 1),
    url: `${run.serverUrl}/${api.repository}`,
    ...fromEvent,
  };
  const answer = await ask(api, '');
  if (typeof answer === 'string' || answer.status !== 200) {
    const reason = typeof answer === 'string' ? answer : reasonOf(answer);
    return {
      facts: named,
      warning: `The repository could not be looked up (${reason}): labels may lack title, description, url, licenses.`,
    };
  }
  return { facts: { ...named, ...parseRepositoryFacts(answer.json) }, warning: undefined };
}

/** The part of a repository object, of the API or of an event, that we use. */
export function parseRepositoryFacts(value: unknown): Partial<RepositoryFacts> {
  const repository = asObject(value);
  const fields = {
    fullName: asText(repository.full_name),
    name: asText(repository.name),
    description: asText(repository.description),
    // of a push event, `url` is the page; of the API, that is `html_url`
    url: asText(repository.html_url),
    license: asText(asObject(repository.license).spdx_id),
    defaultBranch: asText(repository.default_branch),
  };
  const known = Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== ''));
  return { ...known, ...(typeof repository.private === 'boolean' && { private: repository.private }) };
}

/** GitHub's word on two commits; undefined where it has none. https://docs.github.com/rest/commits/commits#compare-two-commits */
export async function compareByApi(
  api: GitHubApi,
  ours: string,
  theirs: string,
): Promise<Relation | undefined> {
  const answer = await ask(api, `/compare/${theirs}...${ours}?per_page=1`);
  if (typeof answer === 'string' || answer.status !== 200) return undefined;
  const relations: Readonly<Record<string, Relation>> = {
    ahead: 'ahead',
    behind: 'behind',
    diverged: 'diverged',
    identical: 'same',
  };
  return relations[asText(asObject(answer.json).status)];
}

/** The committer's time, by the event's payload or the API; undefined where neither knows the commit. */
export async function readCommitTime(
  api: GitHubApi | undefined,
  run: Run,
  sha: string,
): Promise<Date | undefined> {
  const told = timeInPayload(run, sha);
  if (told || !api || !isSha(sha)) return told;
  const answer = await ask(api, `/git/commits/${sha}`);
  return typeof answer === 'string' ? undefined : parseTime(asObject(asObject(answer.json).committer).date);
}

function timeInPayload({ payload }: Run, sha: string): Date | undefined {
  const commits = Array.isArray(payload.commits) ? payload.commits : [];
  const candidates = [...commits, payload.head_commit, asObject(payload.workflow_run).head_commit].map(
    asObject,
  );
  return parseTime(candidates.find((commit) => commit.id === sha)?.timestamp);
}

function parseTime(value: unknown): Date | undefined {
  const time = new Date(asText(value));
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function ask(api: GitHubApi, path: string): Promise<GitHubAnswer | string> {
  return api.request('GET', path).catch((error: unknown) => messageOf(error));
}

function reasonOf({ status, json, headers }: GitHubAnswer): string {
  if ((status === 403 || status === 429) && headers['x-ratelimit-remaining'] === '0')
    return 'the rate limit of the GitHub API is used up';
  const said = asText(asObject(json).message);
  return said === '' ? `the GitHub API answered ${status}` : `the GitHub API answered ${status}: ${said}`;
}
