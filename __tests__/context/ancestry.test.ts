import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitComparison } from '../../src/context/ancestry.ts';
import { openGit } from '../../src/context/gitCommand.ts';
import { compareByApi } from '../../src/context/github.ts';
import { planRemoteAccess } from '../../src/context/gitRemote.ts';
import { exec } from '../../src/host/exec.ts';
import { createGitHubApi } from '../../src/host/githubApi.ts';
import { type GitHubStandIn, startGitHub } from '../support/githubApi.ts';
import {
  cloneRepository,
  makeRepository,
  removeFolders,
  type TestRepository,
} from '../support/repository.ts';

let origin: TestRepository;
const sha: Record<'old' | 'mid' | 'new' | 'side' | 'foreign', string> = {
  old: '',
  mid: '',
  new: '',
  side: '',
  foreign: 'f'.repeat(40),
};
let hub: GitHubStandIn;

beforeAll(async () => {
  hub = await startGitHub();
  origin = makeRepository();
  sha.old = origin.commit('old', { files: { a: '1' } });
  origin.git('checkout', '--quiet', '-b', 'side');
  sha.side = origin.commit('side', { files: { b: '1' } });
  origin.git('checkout', '--quiet', 'main');
  sha.mid = origin.commit('mid', { files: { a: '2' } });
  sha.new = origin.commit('new', { files: { a: '3' } });
});
afterAll(async () => {
  removeFolders();
  await hub.close();
});

const sources = (clone: TestRepository, shallow: boolean) => ({
  clone: { git: openGit(exec, clone.directory, clone.environment), shallow },
});
const remote = (clone: TestRepository, extra?: Record<string, string>) => {
  const url = clone.directory === origin.directory || !extra ? origin.url : clone.url;
  const config = { url, filter: undefined, connection: [] };
  const server = { url: 'https://github.example', repository: undefined, token: undefined };
  const access = planRemoteAccess(config, server, { ...clone.environment, ...extra });
  return { exec, access: async () => access };
};

type Name = keyof typeof sha;
const cases: readonly (readonly [Name, Name, string])[] = [
  ['new', 'new', 'same'],
  ['new', 'mid', 'ahead'],
  ['new', 'old', 'ahead'],
  ['old', 'new', 'behind'],
  ['side', 'new', 'diverged'],
  ['new', 'side', 'diverged'],
];

describe('commitComparison', () => {
  test.each(cases)('full clone: %s to %s is %s', async (ours, theirs, expected) => {
    const clone = cloneRepository(origin);
    expect(await commitComparison(sources(clone, false))(sha[ours], sha[theirs])).toBe(expected);
  });

  test.each(cases)('depth 1, fetched: %s to %s is %s', async (ours, theirs, expected) => {
    const clone = cloneRepository(origin, '--depth=1');
    const compare = commitComparison({ ...sources(clone, true), remote: remote(clone) });
    expect(await compare(sha[ours], sha[theirs])).toBe(expected);
    expect(clone.git('rev-list', '--all', '--count')).toBe('1');
    expect(readdirSync(clone.environment.RUNNER_TEMP ?? '')).toEqual([]);
  });

  test('no clone at all', async () => {
    const compare = commitComparison({ remote: remote(origin) });
    expect(await compare(sha.new, sha.old)).toBe('ahead');
    expect(await commitComparison({})(sha.new, sha.old)).toBe('unknown');
  });

  test('a server that hands out branches only, no commits by name', async () => {
    const strict = cloneRepository(origin, '--bare');
    const oldProtocol = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'protocol.version',
      GIT_CONFIG_VALUE_0: '0',
    };
    const compare = commitComparison({ remote: remote(strict, oldProtocol) });
    expect(await compare(sha.new, sha.mid)).toBe('ahead');
    expect(await compare(sha.side, sha.new)).toBe('diverged');
  });

  test.each([
    ['depth 2 knows its own path', '--depth=2', 'ahead'],
    ['depth 1 does not', '--depth=1', 'unknown'],
  ])('%s', async (_, depth, expected) => {
    const clone = cloneRepository(origin, depth);
    expect(await commitComparison(sources(clone, true))(sha.new, sha.mid)).toBe(expected);
  });

  test('a cut history does not prove that commits diverged', async () => {
    const clone = cloneRepository(origin, '--depth=1', '--no-single-branch');
    expect(await commitComparison(sources(clone, true))(sha.new, sha.side)).toBe('unknown');
  });

  test('a commit that nobody has, and what is no commit', async () => {
    const compare = commitComparison({ ...sources(origin, false), remote: remote(origin) });
    expect(await compare(sha.new, sha.foreign)).toBe('unknown');
    for (const text of ['', 'main', '--upload-pack=x', sha.new.slice(0, 12)])
      expect(await compare(sha.new, text)).toBe('unknown');
  });

  test('GitHub is asked before anything is fetched, once a pair', async () => {
    const clone = cloneRepository(origin, '--depth=1');
    const api = createGitHubApi({ url: hub.url, repository: hub.repository, token: 't' });
    hub.comparisons.set(`${sha.mid}...${sha.new}`, 'ahead').set(`${sha.side}...${sha.new}`, 'diverged');
    const compare = commitComparison({
      ...sources(clone, true),
      api: (ours, theirs) => compareByApi(api, ours, theirs),
    });
    expect(await Promise.all([compare(sha.new, sha.mid), compare(sha.new, sha.mid)])).toEqual([
      'ahead',
      'ahead',
    ]);
    expect(await compare(sha.new, sha.side)).toBe('diverged');
    expect(await compare(sha.new, sha.old)).toBe('unknown');
    expect(hub.requests.map((one) => one.path)).toEqual([
      `/compare/${sha.mid}...${sha.new}?per_page=1`,
      `/compare/${sha.side}...${sha.new}?per_page=1`,
      `/compare/${sha.old}...${sha.new}?per_page=1`,
    ]);
  });

  test('a full clone that lacks a newer commit asks GitHub', async () => {
    const clone = cloneRepository(origin);
    const compare = commitComparison({ ...sources(clone, false), api: async () => 'behind' });
    expect(await compare(sha.new, sha.foreign)).toBe('behind');
    expect(await compare(sha.new, sha.side)).toBe('diverged');
  });
});
