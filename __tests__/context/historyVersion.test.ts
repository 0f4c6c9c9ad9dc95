import { afterAll, expect, test } from 'vitest';
import { readClone } from '../../src/context/git.ts';
import { planRemoteAccess } from '../../src/context/gitRemote.ts';
import { readHistory } from '../../src/context/history.ts';
import { exec } from '../../src/host/exec.ts';
import { DEFAULT_LEVELS } from '../../src/plan/commits.ts';
import { resolveVersion, type VersionKind, type VersionResult } from '../../src/plan/version.ts';
import {
  cloneRepository,
  makeRepository,
  removeFolders,
  type TestRepository,
} from '../support/repository.ts';

afterAll(removeFolders);

/** From a real repository to its next version, as a run does it. */
async function resolve(
  repository: TestRepository,
  wanted: VersionKind = { kind: 'release' },
): Promise<VersionResult> {
  const { environment } = repository;
  const clone = await readClone(exec, repository.directory, { environment });
  const access = planRemoteAccess(
    await clone.remote(),
    { url: 'https://github.example', repository: undefined, token: undefined },
    environment,
  );
  const history = await readHistory(
    { exec, clone, access: async () => access },
    { prefix: 'v', head: clone.head ?? '', paths: [], base: 'reachable' },
  );
  const rules = { levels: DEFAULT_LEVELS, bullets: false, merges: 'skip', repository: 'octo/app' } as const;
  return resolveVersion(
    {
      wanted,
      rules,
      prefix: 'v',
      initial: '0.1.0',
      commitTime: clone.facts.commitTime,
      imageTags: [],
      revisions: {},
    },
    history,
  );
}

const version = async (repository: TestRepository, wanted?: VersionKind) => {
  const result = await resolve(repository, wanted);
  return result.kind === 'version' ? result.version : result.kind;
};

function released(): TestRepository {
  const repository = makeRepository();
  repository.commit('feat: first', { files: { a: '1\n' } });
  repository.git('tag', 'v1.0.0');
  return repository;
}

/** Git's own revert, with the message that git writes. */
function revert(repository: TestRepository, commit: string, ...options: string[]): string {
  repository.git('revert', '--no-edit', ...options, commit);
  return repository.head();
}

test('feat, revert, reapply, as git writes them', async () => {
  const repository = released();
  const feature = repository.commit('feat: a', { files: { b: '1\n' } });
  expect(await version(repository)).toBe('1.1.0');
  const reverted = revert(repository, feature);
  expect(await version(repository)).toBe('nothing');
  const reapplied = revert(repository, reverted);
  expect(await version(repository)).toBe('1.1.0');
  revert(repository, reapplied);
  expect(await version(repository)).toBe('nothing');
  expect(await version(cloneRepository(repository, '--depth=1'))).toBe('nothing');
});

test('a revert of what was released is a patch', async () => {
  const repository = released();
  revert(repository, 'HEAD');
  expect(await version(repository)).toBe('1.0.1');
});

test('a merge and its revert', async () => {
  const repository = released();
  repository.git('checkout', '--quiet', '-b', 'topic');
  repository.commit('feat!: on topic', { files: { b: '1\n' } });
  repository.git('checkout', '--quiet', 'main');
  repository.commit('fix: on main', { files: { c: '1\n' } });
  const merge = repository.merge('topic', "Merge branch 'topic'");
  expect(await version(repository)).toBe('2.0.0');
  const reverted = revert(repository, merge, '-m', '1');
  expect(await version(repository)).toBe('1.0.1');
  revert(repository, reverted);
  expect(await version(repository)).toBe('2.0.0');
});

test("squash merges, GitHub's revert of one, and the revert of that", async () => {
  const repository = released();
  repository.commit('feat: things (#11)\n\n* feat: part\n\n* wip!: another\n\n* fix: typo', {
    files: { b: '1\n' },
  });
  expect(await version(repository)).toBe('1.1.0');
  repository.commit('Revert "feat: things" (#12)\n\nReverts octo/app#11', { files: { b: '' } });
  expect(await version(repository)).toBe('nothing');
  repository.commit('fix: unrelated (#13)', { files: { c: '1\n' } });
  expect(await version(repository)).toBe('1.0.1');
  repository.commit('Revert "Revert "feat: things"" (#14)\n\nReverts octo/app#12', { files: { b: '1\n' } });
  expect(await version(repository)).toBe('1.1.0');
});

test('a rebase changes the ids that a revert names; its title still tells', async () => {
  const repository = released();
  repository.git('checkout', '--quiet', '-b', 'topic');
  const feature = repository.commit('feat: on topic', { files: { b: '1\n' } });
  revert(repository, feature);
  repository.git('checkout', '--quiet', 'main');
  repository.commit('docs: meanwhile', { files: { c: '1\n' } });
  repository.git('checkout', '--quiet', 'topic');
  repository.git('rebase', '--quiet', 'main');
  expect(await version(repository)).toBe('nothing');
});

test('a squash that keeps the line of a second change at column 0', async () => {
  const repository = released();
  repository.commit('chore: squash (#5)\n\nfix: two\nfeat: three', { files: { b: '1\n' } });
  expect(await version(repository)).toBe('1.1.0');
});

test('a release is not released twice, a beta and a nightly go on from it', async () => {
  const repository = released();
  expect(await resolve(repository)).toMatchObject({ version: '1.0.0', gitTag: 'v1.0.0' });
  expect(await version(repository, { kind: 'prerelease', name: 'beta' })).toBe('nothing');
  expect(await version(repository, { kind: 'nightly', name: 'nightly' })).toBe(
    `1.0.1-nightly.20260102.g${repository.head().slice(0, 7)}`,
  );
  repository.commit('feat: a');
  expect(await version(repository, { kind: 'prerelease', name: 'beta' })).toBe('1.1.0-beta.1');
  repository.git('tag', 'v1.1.0-beta.1');
  expect(await resolve(repository, { kind: 'prerelease', name: 'beta' })).toMatchObject({
    version: '1.1.0-beta.1',
    gitTag: 'v1.1.0-beta.1',
  });
  repository.commit('fix: b');
  expect(await version(repository, { kind: 'prerelease', name: 'beta' })).toBe('1.1.0-beta.2');
  expect(
    await version(cloneRepository(repository, '--depth=1', '--no-tags'), {
      kind: 'prerelease',
      name: 'beta',
    }),
  ).toBe('1.1.0-beta.2');
});

test('the version exists on a side branch', async () => {
  const repository = released();
  repository.git('checkout', '--quiet', '-b', 'side');
  const side = repository.commit('feat: side');
  repository.git('tag', '-a', '-m', 'x', 'v1.1.0');
  repository.git('checkout', '--quiet', 'main');
  repository.commit('feat: main');
  for (const clone of [repository, cloneRepository(repository, '--depth=1', '--no-tags')]) {
    await expect(resolve(clone)).rejects.toThrow(`1.1.0, but v1.1.0 exists on ${side.slice(0, 7)}`);
  }
});

test('a body of 1 MB, one of 10,000 lines, and bodies that imitate records', async () => {
  const repository = released();
  repository.commit(`fix: big\n\n${'x'.repeat(1_000_000)}`);
  repository.commit(`docs: long\n\n${'some line\n'.repeat(10_000)}`);
  repository.commit(`chore: fake\n\n>${'a'.repeat(40)}\n${'b'.repeat(40)}\nnot at the start: feat!: x`);
  expect(await version(repository)).toBe('1.0.1');
});
