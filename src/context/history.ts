import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import type { Clone } from './git.ts';
import type { RemoteAccess } from './gitRemote.ts';
import {
  baseCandidates,
  highestVersion,
  parseVersionTag,
  parseVersionTags,
  type VersionRange,
  type VersionTag,
} from './gitTags.ts';
import { type Base, type BaseChoice, type BasedRange, readBasedRange } from './historyBase.ts';
import { fetchBasedRange, readRemoteTags } from './historyFetch.ts';
import type { Commit, TellsMore } from './historyRecords.ts';
import { withOwnRepository } from './shallow.ts';

/** What versions and changelogs are made of, read once. */
export interface History {
  /** The commit that the version is for. */
  head: string;
  /** Every version tag of the repository, reachable or not, in no order. */
  tags: readonly VersionTag[];
  /** Names of tags → commits, for the tags that matter: the base, what may come next, prereleases above the base. */
  ids: Readonly<Record<string, string>>;
  base: Base | undefined;
  /** The highest tag that could have been the base; not always one that the commit descends from. */
  highest: VersionTag | undefined;
  /** The commits since the base, newest first. */
  commits: readonly Commit[];
  /** Where it was read: in the clone, or fetched since the clone is too small for the question. */
  source: 'clone' | 'fetched';
}

export interface HistoryQuestion {
  /** What git tags of versions start with; literal. */
  prefix: string;
  head: string;
  /** Only commits that touch these count; all where empty. */
  paths: readonly string[];
  /** `highest`: for projects that release from side branches. */
  base: 'reachable' | 'highest';
  /** The bounds of a maintenance branch, see `maintenanceRange`. */
  range?: VersionRange | undefined;
  /** The git tag that was pushed: what came since the version before it is asked for. */
  pushed?: string | undefined;
  /** Of which messages to keep more than the title; of all where absent. */
  tells?: TellsMore | undefined;
}

export interface HistorySources {
  exec: Exec;
  clone: Clone;
  /** Where to fetch from; undefined where nobody can be asked. */
  access: () => Promise<RemoteAccess | undefined>;
}

/**
 * Reads the history that a question is about. A clone that is too small (shallow, none at all, without trees
 * where paths are asked for, or without any tags) is completed from its remote, in a repository of our own.
 * Throws a UserError where that can't be: a version is never guessed.
 */
export async function readHistory(sources: HistorySources, question: HistoryQuestion): Promise<History> {
  const { clone } = sources;
  if (question.head === '') {
    throw new UserError('there is no commit to compute a version for', {
      hint: 'Check the repository out first, or give "version".',
    });
  }
  if (clone.facts.root === undefined || clone.facts.shallow || (await lacksObjects(clone, question)))
    return fetchHistory(sources, question);
  const tags = parseVersionTags(question.prefix, clone.facts.gitTags);
  if (tags.length === 0) return readWithRemoteTags(sources, question);
  return based(question, tags, (choice) => readBasedRange({ git: clone.git, tags, ids: undefined }, choice));
}

/** No trees where paths are asked for, or not even the commit, as when another one was checked out. */
async function lacksObjects({ remote, head, git }: Clone, question: HistoryQuestion): Promise<boolean> {
  if (question.paths.length > 0 && (await remote()).filter?.startsWith('tree:')) return true;
  return question.head !== head && !(await git(['cat-file', '-e', `${question.head}^{commit}`])).ok;
}

/** `git clone --no-tags` and old clones look like a project without releases; the remote knows better, and has those of other branches. */
async function readWithRemoteTags(sources: HistorySources, question: HistoryQuestion): Promise<History> {
  const { exec } = sources;
  const { git } = sources.clone;
  const access = await sources.access();
  const ids =
    access &&
    (await withOwnRepository({ exec, access }, question.head, (own) => readRemoteTags(own, access.url)).catch(
      () => undefined,
    ));
  const tags = parseVersionTags(question.prefix, [...(ids?.keys() ?? [])]);
  if (question.base === 'highest' && tags.length > 0) return fetchHistory(sources, question);
  return based(question, tags, (choice) => readBasedRange({ git, tags, ids }, choice));
}

async function fetchHistory(sources: HistorySources, question: HistoryQuestion): Promise<History> {
  const access = await sources.access();
  if (!access) throw noHistory(sources.clone);
  const history = await withOwnRepository({ exec: sources.exec, access }, question.head, async (own) => {
    const ids = await readRemoteTags(own, access.url);
    const tags = parseVersionTags(question.prefix, [...ids.keys()]);
    return based(question, tags, (choice) => fetchBasedRange(own, { ...choice, tags, ids }));
  });
  return { ...history, source: 'fetched' };
}

function noHistory({ facts }: Clone): UserError {
  const lack =
    facts.root === undefined ? 'there is no clone here' : 'the clone has only a part of the history';
  return new UserError(`${lack}, and there is no remote to ask for the rest`, {
    hint: 'Clone the whole history ("fetch-depth: 0" for actions/checkout), or give "version".',
  });
}

async function based(
  question: HistoryQuestion,
  tags: readonly VersionTag[],
  read: (choice: BaseChoice) => Promise<BasedRange>,
): Promise<History> {
  const { prefix, head, paths, range, tells } = question;
  const pushed = question.pushed === undefined ? undefined : parseVersionTag(prefix, question.pushed);
  const candidates = baseCandidates(tags, { range, pushed });
  const first = highestVersion(candidates);
  const highest = question.base === 'highest';
  const found = await read({ head, paths, tells, highest, candidates, first });
  return {
    head,
    tags,
    ids: Object.fromEntries(found.ids),
    base: found.base,
    highest: first,
    commits: found.range.commits,
    source: 'clone',
  };
}
