import type { Commit } from '../context/historyRecords.ts';
import {
  type Change,
  higherLevel,
  type Level,
  levelOf,
  type Message,
  type MessageRules,
  parseHeader,
  parseMessage,
} from './commits.ts';
import { resolveReverts } from './reverts.ts';

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

/**
 * The level that commits, newest first, ask for, and which of them count. Pure and linear in their number. What a
 * message tells lives no longer than its commit is looked at: a long history has thousands.
 */
export function assessCommits(commits: readonly Commit[], rules: CommitRules): Assessment {
  const fates = resolveReverts(commits, rules);
  const counted: CountedCommit[] = [];
  const ignored: IgnoredCommit[] = [];
  const remarks: string[] = [];
  commits.forEach((commit, at) => {
    const { sha } = commit;
    const message = parseMessage(commit.message, rules);
    const { title, oddities, releaseAs } = message;
    const fate = fates.get(at);
    const one = fate ? undefined : countCommit(commit, message, rules);
    if (one) counted.push(one);
    const reason = fate ? FATES[fate] : reasonOf(one, isMerge(commit, title));
    if (reason) ignored.push({ sha, title, reason });
    if (one?.level === 'major') remarks.push(...oddities.map((oddity) => `${sha.slice(0, 7)}: ${oddity}`));
    if (releaseAs !== undefined)
      remarks.push(`${sha.slice(0, 7)}: "Release-As: ${releaseAs}" is not followed; use the input "version"`);
  });
  const level = counted.reduce<Level | 'none'>((highest, one) => higherLevel(highest, one.level), 'none');
  return { level, counted, ignored, remarks };
}

const FATES = { reverted: 'reverted', reverts: 'takes back a commit of the range' } as const;

function reasonOf(counted: CountedCommit | undefined, merge: boolean): IgnoredCommit['reason'] | undefined {
  if (!counted) return merge ? 'merge' : 'not conventional';
  return counted.level === 'none' ? 'releases nothing' : undefined;
}

function isMerge({ parents }: Commit, title: string): boolean {
  return parents.length > 1 || (title.startsWith('Merge ') && MERGE_TITLE.test(title));
}

function countCommit(commit: Commit, message: Message, rules: CommitRules): CountedCommit | undefined {
  const { title, targets, breaking } = message;
  if (isMerge(commit, title)) return rules.merges === 'title' ? countMerge(commit, title, rules) : undefined;
  const changes = targets ? [...message.changes, ...takenBack(message, rules)] : message.changes;
  if (changes.length === 0 && breaking.length === 0) return undefined;
  let level: Level | 'none' = breaking.length > 0 ? 'major' : 'none';
  for (const change of changes) level = higherLevel(level, levelOf(change, rules.levels));
  return { sha: commit.sha, title, level, changes, breaking };
}

/** A revert of what was released is a change itself; one that takes a revert back brings a change back. */
function takenBack({ changes, targets, title }: Message, { levels }: CommitRules): readonly Change[] {
  if (changes[0]?.type === 'revert') return [];
  if (targets?.restored) return [targets.restored];
  return levels.revert === 'none'
    ? []
    : [{ type: 'revert', scope: undefined, breaking: false, description: title }];
}

function countMerge(commit: Commit, title: string, { levels }: CommitRules): CountedCommit | undefined {
  const second =
    commit.message
      .split('\n')
      .slice(1)
      .find((line) => line.trim() !== '') ?? '';
  const change = parseHeader(title) ?? (MERGE_TITLE.test(title) ? parseHeader(second.trimEnd()) : undefined);
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
