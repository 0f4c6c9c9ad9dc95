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

/** Where the commits stand that reverts name; only those, since there are few of them and many commits. */
interface Index {
  commits: readonly ReadCommit[];
  /** Ids as they are written, short or long → positions. */
  bySha: ReadonlyMap<string, number[]>;
  byNumber: ReadonlyMap<number, number[]>;
  byTitle: ReadonlyMap<string, number[]>;
}

function indexOf(commits: readonly ReadCommit[]): Index {
  const none = (): number[] => [];
  const targets = commits.flatMap(({ message }) => message.targets ?? []);
  const bySha = new Map(targets.flatMap(({ shas }) => shas.map((sha) => [sha, none()])));
  const lengths = new Set([...bySha.keys()].map((sha) => sha.length));
  const byNumber = new Map(targets.flatMap(({ numbers }) => numbers.map((number) => [number, none()])));
  const byTitle = new Map(targets.flatMap(({ titles }) => titles.map((title) => [title, none()])));
  commits.forEach(({ commit, message: { title } }, at) => {
    for (const length of lengths) bySha.get(commit.sha.slice(0, length))?.push(at);
    byTitle.get(withoutNumber(title))?.push(at);
    const number = byNumber.size > 0 ? numberOf(title) : undefined;
    if (number !== undefined) byNumber.get(number)?.push(at);
  });
  return { commits, bySha, byNumber, byTitle };
}

/** The targets in the range; `complete` where none lies outside. Ids are trusted first, then numbers, then titles. */
function findTargets(
  { targets }: Message,
  at: number,
  index: Index,
): { inRange: number[]; complete: boolean } {
  const older = (list: readonly number[] | undefined) => list?.find((position) => position > at);
  const bySha = (targets?.shas ?? []).map((sha) => index.bySha.get(sha)?.[0]);
  const byNumber = (targets?.numbers ?? []).map((number) => older(index.byNumber.get(number)));
  const byTitle = (targets?.titles ?? []).map((title) => older(index.byTitle.get(title)));
  for (const found of [bySha, byNumber, byTitle]) {
    const inRange = found.filter((position) => position !== undefined);
    if (inRange.length > 0) return { inRange, complete: inRange.length === found.length };
  }
  return { inRange: [], complete: false };
}

/** A commit, and where it is a merge, all that came in with it. */
function withMerged(target: number, { commits }: Index): number[] {
  const parents = commits[target]?.commit.parents ?? [];
  if (parents.length < 2) return [target];
  const positions = new Map(commits.map(({ commit }, at) => [commit.sha, at]));
  const kept = reachable(parents.slice(0, 1), commits, positions);
  const merged = [...reachable(parents.slice(1), commits, positions)].filter(
    (position) => !kept.has(position),
  );
  return [target, ...merged];
}

function reachable(
  from: readonly string[],
  commits: readonly ReadCommit[],
  positions: ReadonlyMap<string, number>,
): Set<number> {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    const position = positions.get(sha);
    if (position === undefined || seen.has(position)) continue;
    seen.add(position);
    waiting.push(...(commits[position]?.commit.parents ?? []));
  }
  return seen;
}

/** The commits of a range that are not in the history of one of them. */
export function commitsSince(commits: readonly ReadCommit[], sha: string): readonly ReadCommit[] {
  const positions = new Map(commits.map(({ commit }, at) => [commit.sha, at]));
  if (!positions.has(sha)) return commits;
  const before = reachable([sha], commits, positions);
  return commits.filter((_, at) => !before.has(at));
}
