import { UserError } from '../errors.ts';
import { complaintOf, type Git } from './gitCommand.ts';

/** A commit as git tells it. */
export interface Commit {
  sha: string;
  parents: readonly string[];
  /** The whole message, LF or CRLF as it was written. */
  message: string;
}

export interface Range {
  /** Newest first; no commit stands behind its own ancestors. */
  commits: readonly Commit[];
  /** Commits just outside: parents of commits in the range. Incomplete where paths were asked for. */
  boundary: ReadonlySet<string>;
}

export interface RangeQuestion {
  /** Revisions to start at, and revisions whose history is left out. */
  include: readonly string[];
  exclude: readonly string[];
  /** Only commits that touch these; all where empty. */
  paths: readonly string[];
}

/**
 * Reads the commits of a range with one process. Records end in NUL, which no message can hold, so nothing
 * that a message says can look like a record.
 */
export async function readRange(git: Git, { include, exclude, paths }: RangeQuestion): Promise<Range> {
  const revisions = [...include, ...exclude.map((revision) => `^${revision}`)];
  const limit = paths.length > 0 ? ['--full-history', ...revisions, '--', ...paths] : [...revisions, '--'];
  const result = await git([
    'log',
    '-z',
    '--date-order',
    '--boundary',
    '--encoding=UTF-8',
    '--format=%m%H%n%P%n%B',
    ...limit,
  ]);
  if (!result.ok) throw new UserError(`git can't read the history: ${complaintOf(result)}`);
  return parseRange(result.stdout.toString());
}

/** Parses `git log -z --boundary --format=%m%H%n%P%n%B`. */
export function parseRange(output: string): Range {
  const commits: Commit[] = [];
  const boundary = new Set<string>();
  for (let start = 0; start < output.length; ) {
    const nul = output.indexOf('\0', start);
    const end = nul < 0 ? output.length : nul;
    const afterSha = output.indexOf('\n', start);
    const sha = output.slice(start + 1, afterSha);
    if (output[start] === '-') boundary.add(sha);
    else {
      const afterParents = output.indexOf('\n', afterSha + 1);
      const parents = output.slice(afterSha + 1, afterParents);
      commits.push({
        sha,
        parents: parents === '' ? [] : parents.split(' '),
        message: output.slice(afterParents + 1, end).trimEnd(),
      });
    }
    start = end + 1;
  }
  return { commits, boundary };
}

/** The commits that revisions name, by one process; what does not exist, or is no commit, is absent. */
export async function readCommitIds(git: Git, revisions: readonly string[]): Promise<Map<string, string>> {
  if (revisions.length === 0) return new Map();
  const input = revisions.map((revision) => `${revision}^{commit}\n`).join('');
  const result = await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], { input });
  const answers = result.stdout.toString().split('\n');
  return new Map(
    revisions.flatMap((revision, index) => {
      const [sha, type] = answers[index]?.split(' ') ?? [];
      return type === 'commit' && sha !== undefined ? [[revision, sha] as const] : [];
    }),
  );
}

/** Whether a commit is in another's history. */
export async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  return (await git(['merge-base', '--is-ancestor', ancestor, descendant])).ok;
}
