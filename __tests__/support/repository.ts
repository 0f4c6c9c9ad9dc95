import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Seconds; commits follow each other by a minute, so that histories are the same on every machine. */
const FIRST_COMMIT = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000;

export interface CommitOptions {
  /** Written before the commit; an empty commit otherwise. */
  files?: Readonly<Record<string, string>>;
  /** Seconds since 1970; a minute after the last commit otherwise. */
  time?: number;
}

/** A real repository in a temporary folder. */
export interface TestRepository {
  directory: string;
  /** Where `git clone` finds it; a `file:` URL, so that depth and filters count. */
  url: string;
  environment: Record<string, string>;
  git(...args: string[]): string;
  /** Makes a commit with exactly this message; resolves to its sha. */
  commit(message: string, options?: CommitOptions): string;
  /** Merges a branch with a merge commit; resolves to its sha. */
  merge(branch: string, message: string): string;
  head(): string;
}

const folders: string[] = [];

/** A temporary folder that `removeFolders` takes away. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'publish-image-test-'));
  folders.push(folder);
  return folder;
}

/** For afterAll. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** What git sees of the machine: nothing of its user's settings. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    RUNNER_TEMP: temporaryFolder(),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ann Author',
    GIT_AUTHOR_EMAIL: 'ann@example.com',
    GIT_COMMITTER_NAME: 'Carl Committer',
    GIT_COMMITTER_EMAIL: 'carl@example.com',
  };
}

/** An empty repository on branch main, whose objects may be fetched by id and with filters. */
export function makeRepository(...init: string[]): TestRepository {
  const directory = temporaryFolder();
  const environment = gitEnvironment();
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', ...init, directory], { env: environment });
  const repository = openRepository(directory, environment);
  repository.git('config', 'uploadpack.allowFilter', 'true');
  repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  return repository;
}

/** A clone of another repository, with git's own options: `--depth=1`, `--filter=tree:0`. */
export function cloneRepository(from: { url: string }, ...options: string[]): TestRepository {
  const directory = temporaryFolder();
  const environment = gitEnvironment();
  execFileSync('git', ['clone', '--quiet', ...options, from.url, directory], {
    env: environment,
    stdio: 'pipe',
  });
  return openRepository(directory, environment);
}

function openRepository(directory: string, environment: Record<string, string>): TestRepository {
  let time = FIRST_COMMIT;
  const run = (args: string[], options: ExecFileSyncOptions = {}) =>
    execFileSync('git', args, { cwd: directory, env: environment, stdio: 'pipe', ...options })
      .toString()
      .trim();
  const at = (seconds: number) => ({
    env: { ...environment, GIT_AUTHOR_DATE: `${seconds} +0000`, GIT_COMMITTER_DATE: `${seconds} +0000` },
  });
  const head = () => run(['rev-parse', 'HEAD']);
  return {
    directory,
    url: `file://${directory}`,
    environment,
    git: (...args) => run(args),
    commit(message, options = {}) {
      writeFiles(directory, options.files ?? {});
      time = options.time ?? time + 60;
      if (options.files) run(['add', '--all']);
      run(['commit', '--quiet', '--allow-empty', '--allow-empty-message', '--cleanup=verbatim', '-F', '-'], {
        ...at(time),
        input: message,
      });
      return head();
    },
    merge(branch, message) {
      time += 60;
      run(['merge', '--quiet', '--no-ff', '-m', message, branch], at(time));
      return head();
    },
    head,
  };
}

function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
}
