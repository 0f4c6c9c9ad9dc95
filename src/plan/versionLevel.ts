import type { Commit } from '../context/historyLog.ts';
import {
  type Change,
  higherLevel,
  type Level,
  levelOf,
  type MessageRules,
  parseHeader,
  parseMessage,
} from './commits.ts';
import { type ReadCommit, resolveReverts } from './reverts.ts';

export interface CommitRules extends MessageRules {
  /** `title`: a merge counts by its title, or by that of its pull request. */
  merges: 'skip' | 'title';
}

/** A commit that counts. */
export interface CountedCommit {
  sha: string;
  title: string;
  level: Level | 'none';
  changes: readonly Change[];
  breaking: readonly string[];
}

export interface IgnoredCommit {
  sha: string;
  title: string;
  reason: 'merge' | 'not conventional' | 'releases nothing' | 'reverted' | 'takes back a commit of the range';
}

/** What a range of commits asks for. */
export interface Assessment {
  level: Level | 'none';
  counted: readonly CountedCommit[];
  ignored: readonly IgnoredCommit[];
  /** What was odd about messages, for people. */
  remarks: readonly string[];
}

const MERGE_TITLE = /^Merge (?:branch|branches|tag|commit|remote-tracking branch|pull request) /;

/** Reads commits, newest first; pure and linear in their number. */
export function readCommits(commits: readonly Commit[], rules: CommitRules): readonly ReadCommit[] {
  return commits.map((commit) => ({ commit, message: parseMessage(commit.message, rules) }));
}

/** The level that commits ask for, and which of them count. */
export function assessCommits(commits: readonly ReadCommit[], rules: CommitRules): Assessment {
  const fates = resolveReverts(commits);
  const counted: CountedCommit[] = [];
  const ignored: IgnoredCommit[] = [];
  const remarks: string[] = [];
  commits.forEach((read, at) => {
    const { sha } = read.commit;
    const { title, oddities, releaseAs } = read.message;
    const one = fates.has(at) ? undefined : countCommit(read, rules);
    if (one) counted.push(one);
    const reason = reasonOf(fates.get(at), one, isMerge(read));
    if (reason) ignored.push({ sha, title, reason });
    if (one?.level === 'major') remarks.push(...oddities.map((oddity) => `${sha.slice(0, 7)}: ${oddity}`));
    if (releaseAs !== undefined)
      remarks.push(`${sha.slice(0, 7)}: "Release-As: ${releaseAs}" is not followed; use the input "version"`);
  });
  const level = counted.reduce<Level | 'none'>((highest, one) => higherLevel(highest, one.level), 'none');
  return { level, counted, ignored, remarks };
}

function reasonOf(
  fate: 'reverted' | 'reverts' | undefined,
  counted: CountedCommit | undefined,
  merge: boolean,
): IgnoredCommit['reason'] | undefined {
  if (fate) return fate === 'reverted' ? 'reverted' : 'takes back a commit of the range';
  if (!counted) return merge ? 'merge' : 'not conventional';
  return counted.level === 'none' ? 'releases nothing' : undefined;
}

function isMerge({ commit, message }: ReadCommit): boolean {
  return commit.parents.length > 1 || (message.title.startsWith('Merge ') && MERGE_TITLE.test(message.title));
}

function countCommit(read: ReadCommit, rules: CommitRules): CountedCommit | undefined {
  const { commit, message } = read;
  const { sha } = commit;
  const { title, targets } = message;
  if (isMerge(read)) return rules.merges === 'title' ? countMerge(read, rules) : undefined;
  const changes = [...message.changes, ...(targets ? takenBack(read, rules) : [])];
  if (changes.length === 0 && message.breaking.length === 0) return undefined;
  const own = changes.reduce<Level | 'none'>(
    (highest, change) => higherLevel(highest, levelOf(change, rules.levels)),
    'none',
  );
  return {
    sha,
    title,
    level: message.breaking.length > 0 ? 'major' : own,
    changes,
    breaking: message.breaking,
  };
}

/** A revert of what was released is a change itself; one that takes a revert back brings a change back. */
function takenBack({ message }: ReadCommit, { levels }: CommitRules): readonly Change[] {
  if (message.changes[0]?.type === 'revert') return [];
  const restored = message.targets?.restored;
  if (restored) return [restored];
  return levels.revert === 'none'
    ? []
    : [{ type: 'revert', scope: undefined, breaking: false, description: message.title }];
}

function countMerge({ commit, message }: ReadCommit, { levels }: CommitRules): CountedCommit | undefined {
  const second =
    commit.message
      .split('\n')
      .slice(1)
      .find((line) => line.trim() !== '') ?? '';
  const change =
    parseHeader(message.title) ??
    (MERGE_TITLE.test(message.title) ? parseHeader(second.trimEnd()) : undefined);
  return (
    change && {
      sha: commit.sha,
      title: change.description,
      level: levelOf(change, levels),
      changes: [change],
      breaking: [],
    }
  );
}
