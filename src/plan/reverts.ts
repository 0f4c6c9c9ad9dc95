import type { Commit } from '../context/historyLog.ts';
import type { Message } from './commits.ts';
import { numberOf, withoutNumber } from './revertTargets.ts';

/** A commit with its message read. */
export interface ReadCommit {
  commit: Commit;
  message: Message;
}

/** Positions in the list of commits → what became of them; the others act. */
export type Fates = ReadonlyMap<number, 'reverted' | 'reverts'>;

/**
 * What reverts leave of a range, newest first: a commit that acts and takes back others of the range is
 * spent with them. A revert that was taken back does not act, so that what it took back is there again.
 */
export function resolveReverts(commits: readonly ReadCommit[]): Fates {
  const fates = new Map<number, 'reverted' | 'reverts'>();
  if (!commits.some(({ message }) => message.targets)) return fates;
  const index = indexOf(commits);
  commits.forEach(({ message }, at) => {
    if (!message.targets || fates.has(at)) return;
    const { inRange, complete } = findTargets(message, at, index);
    for (const target of inRange)
      for (const taken of withMerged(target, index)) if (taken !== at) fates.set(taken, 'reverted');
    if (complete) fates.set(at, 'reverts');
  });
  return fates;
}

interface Index {
  commits: readonly ReadCommit[];
  bySha: ReadonlyMap<string, number>;
  /** First seven digits → positions. */
  byShortSha: ReadonlyMap<string, readonly number[]>;
  byNumber: ReadonlyMap<number, readonly number[]>;
  byTitle: ReadonlyMap<string, readonly number[]>;
}

function indexOf(commits: readonly ReadCommit[]): Index {
  const bySha = new Map(commits.map(({ commit }, at) => [commit.sha, at]));
  const byShortSha = new Map<string, number[]>();
  const byNumber = new Map<number, number[]>();
  const byTitle = new Map<string, number[]>();
  const add = <K>(table: Map<K, number[]>, key: K, at: number) => {
    const list = table.get(key);
    if (list) list.push(at);
    else table.set(key, [at]);
  };
  commits.forEach(({ commit, message: { title } }, at) => {
    add(byShortSha, commit.sha.slice(0, 7), at);
    add(byTitle, withoutNumber(title), at);
    const number = numberOf(title);
    if (number !== undefined) add(byNumber, number, at);
  });
  return { commits, bySha, byShortSha, byNumber, byTitle };
}

/** The targets in the range; `complete` where none lies outside. Ids are trusted first, then numbers, then titles. */
function findTargets(
  { targets }: Message,
  at: number,
  index: Index,
): { inRange: number[]; complete: boolean } {
  const older = (list: readonly number[] | undefined) => list?.find((position) => position > at);
  const bySha = (targets?.shas ?? []).map((sha) => {
    return (
      index.bySha.get(sha) ??
      index.byShortSha.get(sha.slice(0, 7))?.find((one) => index.commits[one]?.commit.sha.startsWith(sha))
    );
  });
  const byNumber = (targets?.numbers ?? []).map((number) => older(index.byNumber.get(number)));
  const byTitle = (targets?.titles ?? []).map((title) => older(index.byTitle.get(title)));
  for (const found of [bySha, byNumber, byTitle]) {
    const inRange = found.filter((position) => position !== undefined);
    if (inRange.length > 0) return { inRange, complete: inRange.length === found.length };
  }
  return { inRange: [], complete: false };
}

/** A commit, and where it is a merge, all that came in with it. */
function withMerged(target: number, index: Index): number[] {
  const parents = index.commits[target]?.commit.parents ?? [];
  if (parents.length < 2) return [target];
  const kept = reachable(parents.slice(0, 1), index);
  const merged = [...reachable(parents.slice(1), index)].filter((position) => !kept.has(position));
  return [target, ...merged];
}

function reachable(from: readonly string[], { commits, bySha }: Index): Set<number> {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    const position = bySha.get(sha);
    if (position === undefined || seen.has(position)) continue;
    seen.add(position);
    waiting.push(...(commits[position]?.commit.parents ?? []));
  }
  return seen;
}

/** The commits of a range that are not in the history of one of them. */
export function commitsSince(commits: readonly ReadCommit[], sha: string): readonly ReadCommit[] {
  const bySha = new Map(commits.map(({ commit }, at) => [commit.sha, at]));
  if (!bySha.has(sha)) return commits;
  const before = reachable([sha], {
    commits,
    bySha,
    byShortSha: new Map(),
    byNumber: new Map(),
    byTitle: new Map(),
  });
  return commits.filter((_, at) => !before.has(at));
}
