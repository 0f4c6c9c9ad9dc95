import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exec, ExecOptions, ExecResult } from '../host/exec.ts';

/** Runs git in one repository; the arguments start with the name of git's command. */
export type Git = (
  args: readonly string[],
  options?: Omit<ExecOptions, 'cwd' | 'env'>,
) => Promise<ExecResult>;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Git's answers have one language, it never asks for anything, reading takes no locks, and a log is written in
 * blocks: a quarter of its time went into a write for each commit.
 * https://git-scm.com/docs/git#Documentation/git.txt-GITFLUSH
 */
const QUIET = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_FLUSH: '0' };

/**
 * Git in the repository that `directory` lies in. In a workflow the checkout often belongs to another user
 * (a container runs as root), which git refuses: there, and there only, our own commands call it safe.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
 */
export function openGit(exec: Exec, directory: string, environment: Environment): Git {
  const root = findRoot(directory);
  const trusted = environment.GITHUB_ACTIONS === 'true' ? ['-c', `safe.directory=${root ?? directory}`] : [];
  const env = { ...environment, ...QUIET };
  return (args, options = {}) =>
    exec(['git', ...trusted, '-c', 'log.showSignature=false', ...args], { ...options, cwd: directory, env });
}

/** Git in a bare repository of our own; `environment` is all that it gets beside the settings that keep it quiet. */
export function openBareGit(exec: Exec, gitDirectory: string, environment: Environment): Git {
  const env = { ...withoutRepository(environment), ...QUIET };
  const prefix = [
    '-c',
    `safe.directory=${gitDirectory}`,
    '-c',
    'log.showSignature=false',
    '--git-dir',
    gitDirectory,
  ];
  return (args, options = {}) => exec(['git', ...prefix, ...args], { ...options, cwd: gitDirectory, env });
}

/** A hook's or a wrapper's variables name the user's repository, which must not be written to. */
function withoutRepository(environment: Environment): Environment {
  const foreign =
    /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|NAMESPACE)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}

/** The nearest folder upwards that holds `.git`, be it a folder or the file of a worktree or a submodule. */
export function findRoot(directory: string): string | undefined {
  let folder: string;
  try {
    folder = realpathSync(directory);
  } catch {
    return undefined;
  }
  for (;;) {
    if (statSync(join(folder, '.git'), { throwIfNoEntry: false })) return folder;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** The last line of what git complained about, without its prefix. */
export function complaintOf(result: ExecResult): string {
  if (result.error) return `git could not be started: ${result.error.message}`;
  const lines = result.stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('hint:'));
  const fatal = lines.find((line) => /^(?:fatal|error|remote):/.test(line)) ?? lines.at(-1);
  return (fatal ?? `git ended with exit code ${result.exitCode}`).replace(/^(?:fatal|error): /, '').trim();
}

/** What git printed, line by line, empty lines left out. */
export function linesOf(result: ExecResult): string[] {
  return result.stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}
