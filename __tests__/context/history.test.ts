import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readClone } from '../../src/context/git.ts';
import { planRemoteAccess } from '../../src/context/gitRemote.ts';
import { maintenanceRange } from '../../src/context/gitTags.ts';
import { type History, type HistoryQuestion, readHistory } from '../../src/context/history.ts';
import { exec } from '../../src/host/exec.ts';
import {
  cloneRepository,
  makeRepository,
  removeFolders,
  type TestRepository,
  temporaryFolder,
} from '../support/repository.ts';

afterAll(removeFolders);

async function read(
  clone: TestRepository,
  question: Partial<HistoryQuestion> = {},
  directory = clone.directory,
): Promise<History> {
  const { environment } = clone;
  const found = await readClone(exec, directory, { environment });
  const access = planRemoteAccess(
    await found.remote(),
    { url: 'https://github.example', repository: undefined, token: undefined },
    environment,
  );
  return readHistory(
    { exec, clone: found, access: async () => access },
    { prefix: 'v', head: found.head ?? '', paths: [], base: 'reachable', ...question },
  );
}

const titles = (history: History) => history.commits.map((commit) => commit.message.split('\n')[0]);
const told = (history: History) => ({ base: history.base?.tag.gitTag, titles: titles(history) });

/** The ways to clone that must not make a difference. */
const CLONES: readonly (readonly [string, readonly string[]])[] = [
  ['full', []],
  ['depth 1 without tags', ['--depth=1', '--no-tags']],
  ['depth 1 with tags', ['--depth=1']],
  ['depth 3', ['--depth=3']],
  ['treeless', ['--filter=tree:0']],
  ['blobless', ['--filter=blob:none']],
  ['full without tags', ['--no-tags']],
];

let origin: TestRepository;

/**
 * A branch that forked before the base and was merged after it, so that the merge stands at the edge of a cut
 * history; a higher tag on a side branch; tags that are no versions.
 */
beforeAll(() => {
  origin = makeRepository();
  origin.commit('feat: first', { files: { 'a/1': '', 'b/1': '' } });
  origin.git('tag', 'v0.9.0');
  origin.git('branch', 'topic');
  origin.commit('feat: second', { files: { 'a/2': '' } });
  origin.git('tag', '-a', '-m', 'one', 'v1.0.0');
  for (const name of ['v1', 'latest', 'v1.0.01', 'v1.0.0+build', 'vv2.0.0', 'v2.0', 'V3.0.0', 'v3.0.0-rc.1'])
    origin.git('tag', name);
  origin.git('branch', 'v1.0.0');
  origin.git('checkout', '--quiet', '-b', 'side', 'topic');
  origin.commit('feat!: on the side', { files: { 'c/1': '' } });
  origin.git('tag', 'v2.0.0');
  origin.git('checkout', '--quiet', 'topic');
  origin.commit('fix: topic 1', { files: { 'b/2': '' } });
  origin.commit('feat: topic 2\n\nwith a body', { files: { 'a/3': '' } });
  origin.git('checkout', '--quiet', 'main');
  origin.merge('topic', 'Merge topic');
  origin.commit('docs: last', { files: { 'b/3': '' } });
});

describe('the base and the commits since', () => {
  test.each(CLONES)('%s', async (_, options) => {
    const clone = cloneRepository(origin, ...options);
    const before = clone.git('rev-list', '--all', '--count');
    const history = await read(clone);
    expect(told(history)).toEqual({
      base: 'v1.0.0',
      titles: ['docs: last', 'Merge topic', 'feat: topic 2', 'fix: topic 1'],
    });
    expect(history.commits.find((commit) => commit.message === 'Merge topic')?.parents).toHaveLength(2);
    expect(history.commits[2]?.message).toBe('feat: topic 2\n\nwith a body');
    expect(history.highest?.gitTag).toBe('v2.0.0');
    expect(history.tags.map((tag) => tag.gitTag).sort()).toEqual([
      'v0.9.0',
      'v1.0.0',
      'v2.0.0',
      'v3.0.0-rc.1',
    ]);
    expect(history.ids).toMatchObject({
      'v2.0.0': origin.git('rev-parse', 'v2.0.0^{commit}'),
      'v1.0.0': history.base?.sha,
    });
    expect(clone.git('rev-list', '--all', '--count'), 'the clone is as it was').toBe(before);
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test.each(CLONES)('only paths, %s', async (_, options) => {
    const clone = cloneRepository(origin, ...options);
    expect(told(await read(clone, { paths: ['a'] }))).toMatchObject({
      base: 'v1.0.0',
      titles: expect.arrayContaining(['feat: topic 2']),
    });
    const b = titles(await read(clone, { paths: ['b'] })).filter((title) => !title?.startsWith('Merge'));
    expect(b).toEqual(['docs: last', 'fix: topic 1']);
    expect(titles(await read(clone, { paths: ['none'] }))).toEqual([]);
  });

  test.each(CLONES)('only paths, since a base that a merged branch is older than, %s', async (_, options) => {
    const question = { paths: ['b'], range: maintenanceRange('1.x') };
    const history = await read(cloneRepository(origin, ...options), question);
    expect(history.base?.tag.gitTag).toBe('v1.0.0');
    const commits = titles(history).filter((title) => !title?.startsWith('Merge'));
    expect(commits).toEqual(['docs: last', 'fix: topic 1']);
  });

  test('the highest tag as the base, on a branch that the clone has not', async () => {
    const history = await read(cloneRepository(origin, '--no-tags', '--single-branch'), { base: 'highest' });
    expect(told(history)).toMatchObject({ base: 'v2.0.0', titles: expect.arrayContaining(['feat: second']) });
  });

  test.each(CLONES)('the highest tag as the base, %s', async (_, options) => {
    const history = await read(cloneRepository(origin, ...options), { base: 'highest' });
    expect(history.base?.tag.gitTag).toBe('v2.0.0');
    expect(titles(history)).toEqual([
      'docs: last',
      'Merge topic',
      'feat: topic 2',
      'fix: topic 1',
      'feat: second',
    ]);
  });

  test.each(CLONES)('a maintenance branch, %s', async (_, options) => {
    const history = await read(cloneRepository(origin, ...options), { range: maintenanceRange('0.x') });
    expect(told(history)).toMatchObject({ base: 'v0.9.0', titles: expect.arrayContaining(['feat: second']) });
    expect(history.commits).toHaveLength(5);
  });

  test.each(CLONES)('the commit is the base, %s', async (_, options) => {
    const clone = cloneRepository(origin, ...options, '--branch=side');
    const history = await read(clone);
    expect(told(history)).toEqual({ base: 'v2.0.0', titles: [] });
    expect(history.base?.sha).toBe(history.head);
  });

  test.each(CLONES)('a pushed tag starts behind the version before it, %s', async (_, options) => {
    const clone = cloneRepository(origin, ...options);
    const head = origin.git('rev-parse', 'v1.0.0^{commit}');
    expect(told(await read(clone, { head, pushed: 'v1.0.0' }))).toEqual({
      base: 'v0.9.0',
      titles: ['feat: second'],
    });
  });

  test.each(CLONES)('another prefix, no base, %s', async (_, options) => {
    const history = await read(cloneRepository(origin, ...options), { prefix: 'app-v' });
    expect(history).toMatchObject({ base: undefined, highest: undefined, tags: [] });
    expect(history.commits).toHaveLength(6);
  });
});

test('a prerelease starts behind the last of its kind', async () => {
  const repository = makeRepository();
  for (const version of ['1.0.0', '1.1.0-beta.1', '1.1.0-alpha.7', '1.1.0-beta.2', '1.1.0-beta.10']) {
    repository.commit(`feat: for ${version}`);
    repository.git('tag', `v${version}`);
  }
  const since = (pushed: string) =>
    read(repository, { pushed, head: repository.git('rev-parse', pushed) }).then(
      (one) => one.base?.tag.gitTag,
    );
  expect(await since('v1.1.0-beta.10')).toBe('v1.1.0-beta.2');
  expect(await since('v1.1.0-beta.2')).toBe('v1.1.0-beta.1');
  expect(await since('v1.1.0-beta.1')).toBe('v1.0.0');
  repository.git('tag', 'v1.1.0');
  expect(await since('v1.1.0')).toBe('v1.0.0');
});

test('several higher tags on side branches', async () => {
  const repository = makeRepository();
  const base = repository.commit('feat: base');
  repository.git('tag', 'v1.0.0');
  for (let major = 2; major <= 9; major++) {
    repository.git('checkout', '--quiet', '-B', 'side', base);
    repository.commit(`feat: side ${major}`);
    repository.git('tag', `v${major}.0.0`);
  }
  repository.git('checkout', '--quiet', 'main');
  repository.commit('fix: after');
  expect(told(await read(repository))).toEqual({ base: 'v1.0.0', titles: ['fix: after'] });
  expect(told(await read(cloneRepository(repository, '--depth=1')))).toEqual({
    base: 'v1.0.0',
    titles: ['fix: after'],
  });
});

describe('cut histories', () => {
  test('a release branch merged back: the other parent is in the range', async () => {
    const repository = makeRepository();
    repository.commit('feat: start');
    repository.git('branch', 'release');
    repository.commit('feat: on main 1');
    repository.commit('feat: on main 2');
    repository.git('checkout', '--quiet', 'release');
    repository.commit('fix: release');
    repository.git('tag', 'v1.0.0');
    repository.git('checkout', '--quiet', 'main');
    repository.merge('release', 'Merge v1.0.0 back');
    const expected = { base: 'v1.0.0', titles: ['Merge v1.0.0 back', 'feat: on main 2', 'feat: on main 1'] };
    expect(told(await read(repository))).toEqual(expected);
    expect(told(await read(cloneRepository(repository, '--depth=1')))).toEqual(expected);
  });

  test('many branches that forked before the base', async () => {
    const repository = makeRepository();
    repository.commit('feat: start');
    const names = Array.from({ length: 20 }, (_, at) => `topic${at}`);
    for (const name of names) repository.git('branch', name);
    repository.commit('feat: released');
    repository.git('tag', 'v1.0.0');
    for (const name of names) {
      repository.git('checkout', '--quiet', name);
      repository.commit(`fix: ${name}`);
      repository.git('checkout', '--quiet', 'main');
      repository.merge(name, `Merge ${name}`);
    }
    const full = await read(repository);
    expect(full.commits).toHaveLength(40);
    expect(told(await read(cloneRepository(repository, '--depth=1')))).toEqual(told(full));
  });
});

describe('places', () => {
  test('a detached HEAD, a worktree, a submodule', async () => {
    const clone = cloneRepository(origin);
    clone.git('checkout', '--quiet', '--detach', 'origin/main~1');
    const expected = { base: 'v1.0.0', titles: ['Merge topic', 'feat: topic 2', 'fix: topic 1'] };
    expect(told(await read(clone))).toEqual(expected);
    const worktree = join(temporaryFolder(), 'tree');
    clone.git('worktree', 'add', '--quiet', '--detach', worktree, 'HEAD');
    expect(told(await read(clone, {}, worktree))).toEqual(expected);
    const outer = makeRepository();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', origin.url, 'inner');
    expect(told(await read(outer, {}, join(outer.directory, 'inner')))).toMatchObject({ base: 'v1.0.0' });
  });

  test('no remote: what the clone has counts', async () => {
    const clone = cloneRepository(origin);
    clone.git('remote', 'remove', 'origin');
    expect(told(await read(clone))).toMatchObject({ base: 'v1.0.0' });
  });

  test('no clone and no remote is an error that says what is missing', async () => {
    const { head } = cloneRepository(origin);
    await expect(read(origin, { head: head() }, temporaryFolder())).rejects.toMatchObject({
      message: /there is no clone here, and there is no remote/,
      hint: expect.stringContaining('fetch-depth: 0'),
    });
  });

  test('shallow and no remote is an error that says what to do', async () => {
    const clone = cloneRepository(origin, '--depth=1');
    clone.git('remote', 'remove', 'origin');
    await expect(read(clone)).rejects.toMatchObject({
      message: /only a part of the history/,
      hint: /fetch-depth: 0/,
    });
  });

  test('shallow and the remote is gone', async () => {
    const clone = cloneRepository(origin, '--depth=1');
    clone.git('remote', 'set-url', 'origin', 'file:///nonexistent');
    await expect(read(clone)).rejects.toMatchObject({
      message: /tags of file:\/\/\/nonexistent could not be read/,
      hint: /contents: read/,
    });
  });

  test('shallow and the commit was never pushed', async () => {
    const clone = cloneRepository(origin, '--depth=1');
    clone.commit('feat: unpushed');
    await expect(read(clone)).rejects.toMatchObject({ hint: /^Push [0-9a-f]{7} first/ });
  });

  test('no commits', async () => {
    await expect(read(makeRepository())).rejects.toThrow(/no commit/);
  });
});

test("bodies that imitate git's records and ours", async () => {
  const repository = makeRepository();
  repository.commit('chore: base');
  repository.git('tag', 'v1.0.0');
  const sha = 'a'.repeat(40);
  const body = `fix: real\n\n>${sha}\n${sha} ${sha}\nfeat!: fake\n\n-${sha}\ncommit ${sha}\n\x01\x02\x1e\n%x00 \\0 ---\n`;
  repository.commit(body);
  repository.commit(`docs: x\n\n-${repository.git('rev-parse', 'v1.0.0')}`);
  const history = await read(repository);
  expect(history.commits).toHaveLength(2);
  expect(history.commits[1]?.message).toBe(body.trimEnd());
});

test('a range asked for with settings that change what git log prints', async () => {
  const clone = cloneRepository(origin);
  for (const [key, value] of [
    ['log.showSignature', 'true'],
    ['color.ui', 'always'],
    ['log.decorate', 'full'],
    ['format.pretty', 'oneline'],
    ['log.follow', 'true'],
    ['i18n.logOutputEncoding', 'latin1'],
  ]) {
    clone.git('config', key ?? '', value ?? '');
  }
  expect(told(await read(clone))).toMatchObject({
    base: 'v1.0.0',
    titles: ['docs: last', 'Merge topic', 'feat: topic 2', 'fix: topic 1'],
  });
});
