import { isAscii } from 'node:buffer';
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
  return parseRange(result.stdout);
}

const NOT_ASCII = /[\x80-\xff]/;
const LF = 10;

/**
 * Parses `git log -z --boundary --format=%m%H%n%P%n%B`. Bytes are found as Latin-1, where each is a character;
 * only the messages that need it are decoded, so that one accent does not double the memory of all.
 */
export function parseRange(output: Buffer): Range {
  const commits: Commit[] = [];
  const boundary = new Set<string>();
  const text = output.toString('latin1');
  const allAscii = isAscii(output);
  for (let start = 0; start < text.length; ) {
    const nul = text.indexOf('\0', start);
    const end = nul < 0 ? text.length : nul;
    const afterSha = text.indexOf('\n', start);
    const sha = text.slice(start + 1, afterSha);
    if (text[start] === '-') boundary.add(sha);
    else {
      const afterParents = text.indexOf('\n', afterSha + 1);
      const [from, to] = [afterParents + 1, endOfText(text, end)];
      const raw = text.slice(from, to);
      const message = allAscii || !NOT_ASCII.test(raw) ? raw : output.toString('utf8', from, to);
      commits.push({ sha, parents: parentsOf(text.slice(afterSha + 1, afterParents)), message });
    }
    start = end + 1;
  }
  return { commits, boundary };
}

function parentsOf(list: string): string[] {
  if (list === '') return [];
  return list.includes(' ') ? list.split(' ') : [list];
}

/** Without the line breaks that git puts behind a message. */
function endOfText(text: string, end: number): number {
  while (end > 0 && text.charCodeAt(end - 1) === LF) end--;
  return end;
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
