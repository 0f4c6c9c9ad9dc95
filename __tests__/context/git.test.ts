import { chownSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitQuestion, readClone } from '../../src/context/git.ts';
import { exec } from '../../src/host/exec.ts';
import {
  cloneRepository,
  gitEnvironment,
  makeRepository,
  removeFolders,
  type TestRepository,
  temporaryFolder,
} from '../support/repository.ts';

let origin: TestRepository;
let head: string;
const TIME = new Date('2026-01-02T03:06:05Z');

beforeAll(() => {
  origin = makeRepository();
  origin.commit('feat: one', { files: { 'src/a.txt': 'a' } });
  origin.git('tag', 'v1.0.0');
  head = origin.commit('fix: two', { files: { 'src/a.txt': 'b' } });
  origin.git('tag', '-a', '-m', 'two', 'v1.0.1');
  origin.git('tag', 'nightly');
});
afterAll(removeFolders);

const factsOf = async (directory: string, question: GitQuestion) =>
  (await readClone(exec, directory, question)).facts;
const read = (
  repository: TestRepository,
  directory = repository.directory,
  extra: Record<string, string> = {},
) => factsOf(directory, { environment: { ...repository.environment, ...extra } });

describe('the facts of a clone', () => {
  test('a full clone', async () => {
    const clone = cloneRepository(origin);
    expect(await read(clone)).toEqual({
      root: clone.directory,
      sha: head,
      commitTime: TIME,
      branch: 'main',
      shallow: false,
      gitTags: ['nightly', 'v1.0.0', 'v1.0.1'],
    });
  });

  test.each([
    ['depth 1 without tags', ['--depth=1', '--no-tags'], { shallow: true, gitTags: [] }],
    ['depth 1 with tags', ['--depth=1'], { shallow: true, gitTags: ['nightly', 'v1.0.1'] }],
    ['treeless', ['--filter=tree:0'], { shallow: false, gitTags: ['nightly', 'v1.0.0', 'v1.0.1'] }],
    ['blobless', ['--filter=blob:none'], { shallow: false, gitTags: ['nightly', 'v1.0.0', 'v1.0.1'] }],
  ])('a clone: %s', async (_, options, expected) => {
    const facts = await read(cloneRepository(origin, ...options));
    expect(facts).toMatchObject({ sha: head, commitTime: TIME, branch: 'main', ...expected });
  });

  test('a folder below the root', async () => {
    const clone = cloneRepository(origin);
    expect(await read(clone, join(clone.directory, 'src'))).toMatchObject({
      root: clone.directory,
      sha: head,
    });
  });

  test('a detached HEAD has no branch', async () => {
    const clone = cloneRepository(origin);
    clone.git('checkout', '--quiet', '--detach', 'v1.0.0');
    const facts = await read(clone);
    expect(facts).toMatchObject({ sha: clone.git('rev-parse', 'v1.0.0^{commit}'), branch: undefined });
  });

  test('a worktree', async () => {
    const clone = cloneRepository(origin);
    const worktree = join(temporaryFolder(), 'tree');
    clone.git('worktree', 'add', '--quiet', '-b', 'side', worktree, 'v1.0.0');
    expect(await read(clone, worktree)).toMatchObject({ root: worktree, branch: 'side' });
  });

  test('a submodule is a repository of its own', async () => {
    const outer = makeRepository();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', origin.url, 'inner');
    outer.commit('chore: add inner');
    const inner = join(outer.directory, 'inner');
    expect(await read(outer, inner)).toMatchObject({ root: inner, sha: head });
  });

  test('no repository, no commits, no remote', async () => {
    const empty = {
      root: undefined,
      sha: '',
      commitTime: undefined,
      branch: undefined,
      shallow: false,
      gitTags: [],
    };
    const environment = gitEnvironment();
    expect(await factsOf(temporaryFolder(), { environment })).toEqual(empty);
    const fresh = makeRepository();
    expect(await read(fresh)).toEqual({ ...empty, root: fresh.directory });
    fresh.commit('first');
    expect(await read(fresh)).toMatchObject({ sha: fresh.head(), gitTags: [] });
  });

  test('git is not installed', async () => {
    const facts = await factsOf(origin.directory, {
      environment: { ...origin.environment, PATH: '/nonexistent' },
      sha: head,
    });
    expect(facts).toMatchObject({ root: undefined, sha: head });
  });

  test('another commit than HEAD, in the clone or asked for elsewhere', async () => {
    const clone = cloneRepository(origin, '--depth=1');
    const first = origin.git('rev-parse', 'v1.0.0^{commit}');
    const elsewhere = new Date(0);
    const question = {
      environment: clone.environment,
      sha: first,
      commitTime: async (sha: string) => (sha === first ? elsewhere : undefined),
    };
    expect(await factsOf(clone.directory, question)).toMatchObject({
      sha: first,
      commitTime: elsewhere,
    });
    expect(await factsOf(origin.directory, question)).toMatchObject({
      sha: first,
      commitTime: new Date('2026-01-02T03:05:05Z'),
    });
    expect(await factsOf(temporaryFolder(), question)).toMatchObject({
      root: undefined,
      sha: first,
      commitTime: elsewhere,
    });
  });

  test('tags beside a branch without commits', async () => {
    const repository = makeRepository();
    repository.commit('first');
    repository.git('tag', 'v1.0.0');
    repository.git('checkout', '--quiet', '--orphan', 'next');
    expect(await read(repository)).toMatchObject({ sha: '', branch: undefined, gitTags: ['v1.0.0'] });
  });
});

describe("somebody else's checkout", () => {
  const foreign = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };

  test('in a workflow it is read, also from below its root', async () => {
    const facts = await read(origin, join(origin.directory, 'src'), { ...foreign, GITHUB_ACTIONS: 'true' });
    expect(facts).toMatchObject({
      root: origin.directory,
      sha: head,
      gitTags: ['nightly', 'v1.0.0', 'v1.0.1'],
    });
  });

  test('elsewhere git is not overruled', async () => {
    await expect(read(origin, origin.directory, foreign)).rejects.toThrow(/dubious ownership/);
  });

  test.skipIf(process.getuid?.() !== 0)('really owned by another user (needs root)', async () => {
    const clone = cloneRepository(origin);
    for (const path of ['', '.git']) chownSync(join(clone.directory, path), 4711, 4711);
    await expect(read(clone)).rejects.toThrow(/dubious ownership/);
    expect(await read(clone, clone.directory, { GITHUB_ACTIONS: 'true' })).toMatchObject({ sha: head });
  });
});
