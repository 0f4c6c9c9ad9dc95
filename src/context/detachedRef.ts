import { type Git, linesOf } from './gitCommand.ts';

/** What a detached HEAD may have been checked out by, best first; `origin/HEAD` only says what the default is. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^refs\/tags\/(.+)$/, 'refs/tags/'],
  [/^refs\/remotes\/pull\/(\d+\/(?:merge|head))$/, 'refs/pull/'],
  [/^refs\/remotes\/[^/]+\/(?!HEAD$)(.+)$/, 'refs/heads/'],
  [/^refs\/heads\/(.+)$/, 'refs/heads/'],
];

/** The remote's default branch, as a clone keeps it; undefined where it does not. */
export async function readDefaultBranch(git: Git): Promise<string | undefined> {
  const [name] = linesOf(await git(['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']));
  return name?.replace(/^origin\//, '') || undefined;
}

/** The full ref that a detached HEAD stands for: a tag, a pull request or a branch at this commit; undefined where there is none. */
export async function readDetachedRef(git: Git): Promise<string | undefined> {
  const refs = linesOf(
    await git(['for-each-ref', '--points-at=HEAD', '--format=%(refname)', '--sort=-version:refname']),
  );
  for (const [pattern, prefix] of PATTERNS) {
    const [name] = refs.flatMap((ref) => pattern.exec(ref)?.[1] ?? []);
    if (name !== undefined) return prefix + name;
  }
  return undefined;
}
