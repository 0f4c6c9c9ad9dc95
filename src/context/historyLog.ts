import { UserError } from '../errors.ts';
import { complaintOf, type Git } from './gitCommand.ts';
import { openRange, type Range, RECORD_FORMAT, type TellsMore } from './historyRecords.ts';

export interface RangeQuestion {
  /** Revisions to start at, and revisions whose history is left out. */
  include: readonly string[];
  exclude: readonly string[];
  /** Only commits that touch these; all where empty. */
  paths: readonly string[];
  /** Of which messages to keep more than the title; of all where absent. */
  tells?: TellsMore | undefined;
}

/** Reads the commits of a range with one process, while it runs. */
export async function readRange(
  git: Git,
  { include, exclude, paths, tells = () => true }: RangeQuestion,
): Promise<Range> {
  const revisions = [...include, ...exclude.map((revision) => `^${revision}`)];
  const limit = paths.length > 0 ? ['--full-history', ...revisions, '--', ...paths] : [...revisions, '--'];
  const range = openRange(tells);
  const result = await git(
    ['log', '-z', '--date-order', '--boundary', '--encoding=UTF-8', `--format=${RECORD_FORMAT}`, ...limit],
    { onStdout: range.push },
  );
  if (!result.ok) throw new UserError(`git can't read the history: ${complaintOf(result)}`);
  return range.close();
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
