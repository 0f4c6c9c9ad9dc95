import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Exec, ExecResult } from '../host/exec.ts';
import { temporaryFolder } from '../host/temporary.ts';
import { complaintOf, type Git, openBareGit } from './gitCommand.ts';
import type { RemoteAccess } from './gitRemote.ts';

/** A bare repository of our own, so that the user's clone is neither deepened nor made partial. */
export interface OwnRepository {
  git: Git;
  /** Fetches commits, without files; the result tells what git said. */
  fetch(commits: readonly string[], options?: readonly string[]): Promise<ExecResult>;
  close(): void;
}

/** Trees and blobs are left out: history is told by commits alone. */
export const COMMITS_ONLY = '--filter=tree:0';
/** For questions about paths. */
export const WITHOUT_BLOBS = '--filter=blob:none';

/** Lends an empty bare repository of our own, and removes it; `sha` tells its hash function. */
export async function withOwnRepository<T>(
  { exec, access }: { exec: Exec; access: RemoteAccess },
  sha: string,
  use: (own: OwnRepository) => Promise<T>,
): Promise<T> {
  const own = await openOwnRepository(exec, access, sha);
  try {
    return await use(own);
  } finally {
    own.close();
  }
}

/** Makes one in the runner's temporary folder; whoever opens it closes it. */
export async function openOwnRepository(
  exec: Exec,
  access: RemoteAccess,
  sha: string,
): Promise<OwnRepository> {
  const temporary = temporaryFolder(access.environment);
  mkdirSync(temporary, { recursive: true });
  const directory = mkdtempSync(join(temporary, 'publish-image-history-'));
  const git = openBareGit(exec, directory, access.environment);
  const close = () => rmSync(directory, { recursive: true, force: true });
  const format = sha.length === 64 ? ['--object-format=sha256'] : [];
  const made = await git(['init', '--quiet', '--bare', '--template=', ...format, directory]);
  if (!made.ok) {
    close();
    throw new UserError(
      `a repository for the history could not be made in ${directory}: ${complaintOf(made)}`,
    );
  }
  const quiet = ['-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];
  const fetch: OwnRepository['fetch'] = (commits, options = [COMMITS_ONLY]) =>
    git([
      ...quiet,
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-auto-gc',
      ...options,
      'origin',
      ...commits,
    ]);
  return { git, fetch, close };
}
