import type { Commit } from '../context/historyRecords.ts';
import { type MessageRules, parseMessage, splitTitle } from './commits.ts';
import { numberOf, type Targets, withoutNumber } from './revertTargets.ts';

/** Positions in the list of commits → what became of them; the others act. */
export type Fates = ReadonlyMap<number, 'reverted' | 'reverts'>;

/**
 * What reverts leave of a range, newest first: a commit that acts and takes back others of the range is
 * spent with them. A revert that was taken back does not act, so that what it took back is there again.
 */
export function resolveReverts(commits: readonly Commit[], rules: MessageRules): Fates {
  const fates = new Map<number, 'reverted' | 'reverts'>();
  const reverts = findReverts(commits, rules);
  if (reverts.size === 0) return fates;
  const index = indexOf(commits, [...reverts.values()]);
  for (const [at, targets] of reverts) {
    if (fates.has(at)) continue;
    const { inRange, complete } = findTargets(targets, at, index);
    for (const target of inRange)
      for (const taken of withMerged(target, index)) if (taken !== at) fates.set(taken, 'reverted');
    if (complete) fates.set(at, 'reverts');
  }
  return fates;
}

/** Nearly all messages are none of those that take something back. */
const MAY_REVERT = /^\s*re(?:vert|apply)|\nThis reverts commit|\nReverts /i;

/** Positions → what is taken back there. */
function findReverts(commits: readonly Commit[], rules: MessageRules): Map<number, Targets> {
  const reverts = new Map<number, Targets>();
  commits.forEach(({ message }, at) => {
    const targets = MAY_REVERT.test(message) ? parseMessage(message, rules).targets : undefined;
    if (targets) reverts.set(at, targets);
  });
  return reverts;
}

/** Where the commits stand that reverts name; only those, since there are few of them and many commits. */
interface Index {
  commits: readonly Commit[];
  /** Ids as they are written, short or long → positions. */
  bySha: ReadonlyMap<string, number[]>;
  byNumber: ReadonlyMap<number, number[]>;
  byTitle: ReadonlyMap<string, number[]>;
}

function indexOf(commits: readonly Commit[], targets: readonly Targets[]): Index {
  const none = (): number[] => [];
  const bySha = new Map(targets.flatMap(({ shas }) => shas.map((sha) => [sha, none()])));
  const lengths = new Set([...bySha.keys()].map((sha) => sha.length));
  const byNumber = new Map(targets.flatMap(({ numbers }) => numbers.map((number) => [number, none()])));
  const byTitle = new Map(targets.flatMap(({ titles }) => titles.map((title) => [title, none()])));
  commits.forEach(({ sha, message }, at) => {
    const [title] = splitTitle(message);
    for (const length of lengths) bySha.get(sha.slice(0, length))?.push(at);
    byTitle.get(withoutNumber(title))?.push(at);
    const number = byNumber.size > 0 ? numberOf(title) : undefined;
    if (number !== undefined) byNumber.get(number)?.push(at);
  });
  return { commits, bySha, byNumber, byTitle };
}

/** The targets in the range; `complete` where none lies outside. Ids are trusted first, then numbers, then titles. */
function findTargets(
  { shas, numbers, titles }: Targets,
  at: number,
  index: Index,
): { inRange: number[]; complete: boolean } {
  const older = (list: readonly number[] | undefined) => list?.find((position) => position > at);
  const bySha = shas.map((sha) => index.bySha.get(sha)?.[0]);
  const byNumber = numbers.map((number) => older(index.byNumber.get(number)));
  const byTitle = titles.map((title) => older(index.byTitle.get(title)));
  for (const found of [bySha, byNumber, byTitle]) {
    const inRange = found.filter((position) => position !== undefined);
    if (inRange.length > 0) return { inRange, complete: inRange.length === found.length };
  }
  return { inRange: [], complete: false };
}

/** A commit, and where it is a merge, all that came in with it. */
function withMerged(target: number, { commits }: Index): number[] {
  const parents = commits[target]?.parents ?? [];
  if (parents.length < 2) return [target];
  const positions = new Map(commits.map(({ sha }, at) => [sha, at]));
  const kept = reachable(parents.slice(0, 1), commits, positions);
  const merged = [...reachable(parents.slice(1), commits, positions)].filter(
    (position) => !kept.has(position),
  );
  return [target, ...merged];
}

function reachable(
  from: readonly string[],
  commits: readonly Commit[],
  positions: ReadonlyMap<string, number>,
): Set<number> {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    const position = positions.get(sha);
    if (position === undefined || seen.has(position)) continue;
    seen.add(position);
    waiting.push(...(commits[position]?.parents ?? []));
  }
  return seen;
}

/** The commits of a range that are not in the history of one of them. */
export function commitsSince(commits: readonly Commit[], sha: string): readonly Commit[] {
  const positions = new Map(commits.map(({ sha }, at) => [sha, at]));
  if (!positions.has(sha)) return commits;
  const before = reachable([sha], commits, positions);
  return commits.filter((_, at) => !before.has(at));
}
