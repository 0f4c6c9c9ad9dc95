import type { Exec } from '../host/exec.ts';
import { isSha } from './git.ts';
import type { Git } from './gitCommand.ts';
import type { RemoteAccess } from './gitRemote.ts';
import { openOwnRepository } from './shallow.ts';

/** How our commit stands to another: `ahead` descends from it, `behind` is an ancestor of it. */
export type Relation = 'same' | 'ahead' | 'behind' | 'diverged' | 'unknown';

export type CompareCommits = (ours: string, theirs: string) => Promise<Relation>;

export interface AncestrySources {
  /** The user's clone; undefined where there is none. */
  clone?: { git: Git; shallow: boolean } | undefined;
  /** GitHub's answer; undefined where it has none. */
  api?: ((ours: string, theirs: string) => Promise<Relation | undefined>) | undefined;
  /** Where to fetch the history from, as a last resort. */
  remote?: { exec: Exec; access: () => Promise<RemoteAccess | undefined> } | undefined;
}

/**
 * A function that compares two commits: in the clone where it has the history, else by GitHub's API, else in
 * a history fetched into a repository of our own. Never throws: what nobody can tell is `unknown`.
 */
export function commitComparison(sources: AncestrySources): CompareCommits {
  const known = new Map<string, Promise<Relation>>();
  return (ours, theirs) => {
    if (!isSha(ours) || !isSha(theirs)) return Promise.resolve('unknown');
    if (ours === theirs) return Promise.resolve('same');
    const pair = `${ours} ${theirs}`;
    const relation = known.get(pair) ?? compare(sources, ours, theirs);
    known.set(pair, relation);
    return relation;
  };
}

async function compare(
  { clone, api, remote }: AncestrySources,
  ours: string,
  theirs: string,
): Promise<Relation> {
  const local = clone ? await compareIn(clone.git, ours, theirs) : 'unknown';
  // A cut history proves that there is a path between two commits, never that there is none.
  if (local !== 'unknown' && !(local === 'diverged' && clone?.shallow)) return local;
  const told = await api?.(ours, theirs);
  if (told !== undefined && told !== 'unknown') return told;
  return remote ? compareFetched(remote, ours, theirs) : 'unknown';
}

async function compareIn(git: Git, ours: string, theirs: string): Promise<Relation> {
  const [ahead, behind] = await Promise.all([
    git(['merge-base', '--is-ancestor', theirs, ours]),
    git(['merge-base', '--is-ancestor', ours, theirs]),
  ]);
  if (ahead.ok) return 'ahead';
  if (behind.ok) return 'behind';
  return ahead.exitCode === 1 && behind.exitCode === 1 ? 'diverged' : 'unknown';
}

type Remote = NonNullable<AncestrySources['remote']>;

async function compareFetched(remote: Remote, ours: string, theirs: string): Promise<Relation> {
  const access = await remote.access();
  const own = access && (await openOwnRepository(remote.exec, access, ours).catch(() => undefined));
  if (!own) return 'unknown';
  try {
    const fetched = await own.fetch([ours, theirs]);
    // Some servers hand out branches and tags only, no commits by name.
    if (!fetched.ok && !(await own.fetch(['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'])).ok)
      return 'unknown';
    return await compareIn(own.git, ours, theirs);
  } finally {
    own.close();
  }
}
