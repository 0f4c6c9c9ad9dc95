import { describe, expect, test } from 'vitest';
import { maintenanceRange, parseVersionTag, parseVersionTags } from '../../src/context/gitTags.ts';
import type { History } from '../../src/context/history.ts';
import { DEFAULT_LEVELS } from '../../src/plan/commits.ts';
import { resolveVersion, type VersionRequest, type VersionResult } from '../../src/plan/version.ts';
import { counterTags } from '../../src/plan/versionCounter.ts';
import { formatWhy } from '../../src/plan/versionWhy.ts';

const HEAD = 'c0ffee0000000000000000000000000000000000';
const BASE = 'ba5e000000000000000000000000000000000000';

const RELEASE = { kind: 'release' } as const;
const BETA = { kind: 'prerelease', name: 'beta' } as const;
const NIGHTLY = { kind: 'nightly', name: 'nightly' } as const;

function request(overrides: Partial<VersionRequest> = {}): VersionRequest {
  return {
    wanted: RELEASE,
    rules: { levels: DEFAULT_LEVELS, bullets: false, merges: 'skip', repository: 'octo/app' },
    prefix: 'v',
    initial: '0.1.0',
    commitTime: new Date('2026-03-04T23:30:00-02:00'),
    imageTags: [],
    revisions: {},
    ...overrides,
  };
}

interface Story {
  base?: string;
  /** Newest first. */
  commits?: readonly string[];
  tags?: readonly string[];
  ids?: Record<string, string>;
  highest?: string;
  baseIsHead?: boolean;
}

function history({ base, commits = [], tags = [], ids = {}, highest, baseIsHead }: Story): History {
  const tag = base === undefined ? undefined : parseVersionTag('v', base);
  const sha = baseIsHead ? HEAD : BASE;
  const all = parseVersionTags('v', tags);
  return {
    head: HEAD,
    tags: tag ? [tag, ...all] : all,
    ids: { ...(base !== undefined && { [base]: sha }), ...ids },
    base: tag && { tag, sha },
    highest: highest === undefined ? tag : parseVersionTag('v', highest),
    commits: commits.map((message, at) => ({
      sha: at === 0 ? HEAD : String(at).padStart(40, '0'),
      parents: [BASE],
      message,
    })),
    source: 'clone',
  };
}

const resolve = (story: Story, overrides: Partial<VersionRequest> = {}): VersionResult =>
  resolveVersion(request(overrides), history(story));
const version = (story: Story, overrides: Partial<VersionRequest> = {}) => {
  const result = resolve(story, overrides);
  return result.kind === 'version' ? result.version : result.kind;
};

describe('a release', () => {
  test.each([
    ['v1.2.3', ['fix: a'], '1.2.4'],
    ['v1.2.3', ['feat: a'], '1.3.0'],
    ['v1.2.3', ['feat!: a'], '2.0.0'],
    ['v1.2.3', ['fix: a', 'feat: b', 'docs: c'], '1.3.0'],
    ['v1.2.3', ['docs: a'], 'nothing'],
    ['v1.2.3', ['whatever'], 'nothing'],
    ['v1.2.3', [], 'nothing'],
    ['v0.3.1', ['fix: a'], '0.3.2'],
    ['v0.3.1', ['feat: a'], '0.4.0'],
    ['v0.3.1', ['feat!: a'], '0.4.0'],
    ['v0.0.1', ['feat!: a'], '0.1.0'],
    ['v0.0.1', ['fix: a'], '0.0.2'],
    ['v9.9.9', ['fix: a'], '9.9.10'],
  ])('after %s with %j: %s', (base, commits, expected) => {
    expect(version({ base, commits })).toBe(expected);
  });

  test('the first one', () => {
    expect(version({ commits: ['feat!: a'] })).toBe('0.1.0');
    expect(version({ commits: ['docs: a'] })).toBe('0.1.0');
    expect(version({ commits: ['feat: a'] }, { initial: '1.0.0' })).toBe('1.0.0');
  });

  test('never from a prerelease', () => {
    const story = { base: 'v1.0.0', commits: ['fix: a'], tags: ['v1.1.0-beta.4', 'v2.0.0-rc.1'] };
    expect(version(story)).toBe('1.0.1');
  });

  test('only prereleases so far: said, not guessed', () => {
    const result = resolve({ commits: ['feat: a'], tags: ['v1.0.0-rc.1'] });
    expect(result).toMatchObject({
      version: '0.1.0',
      notices: [{ level: 'warning', text: expect.stringContaining('no release to count from') }],
    });
  });

  test('the commit bears one already: that one again', () => {
    expect(resolve({ base: 'v1.2.3', baseIsHead: true })).toMatchObject({
      kind: 'version',
      version: '1.2.3',
      gitTag: 'v1.2.3',
    });
  });

  test('another commit bears it: an error that names both', () => {
    const story = {
      base: 'v1.2.3',
      commits: ['feat: a'],
      tags: ['v1.3.0'],
      ids: { 'v1.3.0': 'feed'.repeat(10) },
      highest: 'v1.3.0',
    };
    expect(() => resolve(story)).toThrow('the next version would be 1.3.0, but v1.3.0 exists on feedfee');
    expect(() => resolve(story, { wanted: BETA })).toThrow(/v1\.3\.0 exists/);
    expect(version({ ...story, commits: ['fix: a'] })).toBe('1.2.4');
    expect(version(story, { wanted: NIGHTLY })).toMatch(/^1\.3\.0-nightly/);
  });

  test('a higher release that was not counted from is named', () => {
    const result = resolve({ base: 'v1.2.3', commits: ['fix: a'], tags: ['v2.0.0'], highest: 'v2.0.0' });
    expect(result.notices).toEqual([
      { level: 'warning', text: expect.stringMatching(/v1\.2\.3.*higher v2\.0\.0/) },
    ]);
  });
});

describe('a maintenance branch', () => {
  test.each([
    ['1.x', 'v1.2.3', ['feat: a'], '1.3.0'],
    ['1.2.x', 'v1.2.3', ['fix: a'], '1.2.4'],
    ['0.x', 'v0.2.3', ['feat!: a'], '0.3.0'],
  ])('%s after %s: inside', (branch, base, commits, expected) => {
    expect(version({ base, commits }, { range: maintenanceRange(branch) })).toBe(expected);
  });

  test.each([
    ['1.x', 'v1.2.3', 'feat!: a', '2.0.0'],
    ['1.2.x', 'v1.2.3', 'feat: a', '1.3.0'],
    ['1.2.x', 'v1.2.3', 'feat!: a', '2.0.0'],
  ])('%s after %s: outside, with the commits that led there', (branch, base, message, expected) => {
    const act = () => resolve({ base, commits: [message, 'fix: fine'] }, { range: maintenanceRange(branch) });
    expect(act).toThrow(
      `the next version would be ${expected}, which does not belong on ${branch}:\n  - c0ffee0 ${message}`,
    );
    expect(act).not.toThrow(/fix: fine/);
  });

  test('without a tag of its own', () => {
    expect(() => resolve({ commits: ['fix: a'] }, { range: maintenanceRange('2.x') })).toThrow(
      /0\.1\.0, which does not belong on 2\.x/,
    );
  });

  test.each([
    ['1.x', '1.0.0 2.0.0'],
    ['1.2.x', '1.2.0 1.3.0'],
    ['v1.x', '1.0.0 2.0.0'],
    ['release/1.2.x', '1.2.0 1.3.0'],
    ['main', undefined],
    ['1.2.3.x', undefined],
    ['01.x', undefined],
    ['1.0', undefined],
    ['x', undefined],
  ])('%s is %s', (branch, expected) => {
    const range = maintenanceRange(branch);
    const core = ({ major, minor, patch }: { major: number; minor: number; patch: number }) =>
      `${major}.${minor}.${patch}`;
    expect(range && `${core(range.from)} ${core(range.below)}`).toBe(expected);
  });
});

describe('a beta', () => {
  const story = { base: 'v1.2.3', commits: ['feat: a'] };
  const beta = (more: Story, overrides: Partial<VersionRequest> = {}) =>
    version({ ...story, ...more }, { wanted: BETA, ...overrides });

  test.each([
    ['the first', {}, [], '1.3.0-beta.1'],
    ["after git's", { tags: ['v1.3.0-beta.1', 'v1.3.0-beta.9', 'v1.3.0-beta.10'] }, [], '1.3.0-beta.11'],
    ["after the registry's", {}, ['1.3.0-beta.2', 'latest', '1.3'], '1.3.0-beta.3'],
    ['after the higher of both', { tags: ['v1.3.0-beta.4'] }, ['1.3.0-beta.2'], '1.3.0-beta.5'],
    ["after a variant's", {}, ['1.3.0-beta.2-alpine', 'v1.3.0-beta.6_debian'], '1.3.0-beta.7'],
    [
      'other cores and names do not count',
      { tags: ['v1.2.4-beta.7', 'v1.3.0-rc.8', 'v1.3.0-beta', 'v1.3.0-beta.x'] },
      ['1.3.0-beta.', '1.3.0-betas.4', '11.3.0-beta.4', '1.3.0-beta.04'],
      '1.3.0-beta.1',
    ],
  ])('%s', (_, more, imageTags, expected) => {
    expect(beta(more, { imageTags })).toBe(expected);
  });

  test('the commit bears one already: that one again', () => {
    const tags = ['v1.3.0-beta.1', 'v1.3.0-beta.2', 'v1.3.0-beta.3'];
    expect(beta({ tags, ids: { 'v1.3.0-beta.2': HEAD } })).toBe('1.3.0-beta.2');
    expect(
      beta(
        {},
        {
          imageTags: ['1.3.0-beta.4', '1.3.0-beta.5'],
          revisions: { '1.3.0-beta.4': HEAD, '1.3.0-beta.5': BASE },
        },
      ),
    ).toBe('1.3.0-beta.4');
  });

  test('nothing to release', () => {
    expect(resolve({ base: 'v1.2.3', commits: ['docs: a'] }, { wanted: BETA })).toMatchObject({
      kind: 'nothing',
      because: expect.stringContaining('since v1.2.3'),
    });
    expect(resolve({ base: 'v1.2.3', baseIsHead: true }, { wanted: BETA })).toMatchObject({
      kind: 'nothing',
    });
  });

  test('the first of a project, and an unknown registry', () => {
    const result = resolve({ commits: ['feat: a'] }, { wanted: BETA, imageTags: undefined });
    expect(result).toMatchObject({
      version: '0.1.0-beta.1',
      notices: [{ level: 'notice', text: expect.stringContaining("git's tags alone") }],
    });
  });

  test('which image tags to look at', () => {
    const tags = ['1.3.0-beta.2', '1.3.0-beta.10', 'v1.3.0-beta.3', '1.3.0-beta.2-alpine', 'latest'];
    expect(counterTags(tags, '1.3.0', 'beta')).toEqual(['1.3.0-beta.10', 'v1.3.0-beta.3', '1.3.0-beta.2']);
    const variants = ['1.3.0-beta.1-alpine', '1.3.0-beta.1-slim', 'beta-slim'];
    expect(counterTags(variants, '1.3.0', 'beta')).toEqual(['1.3.0-beta.1-slim']);
  });
});

describe('a nightly', () => {
  test.each([
    [['feat: a'], '1.3.0-nightly.20260305.gc0ffee0'],
    [['docs: a'], '1.2.4-nightly.20260305.gc0ffee0'],
    [[], '1.2.4-nightly.20260305.gc0ffee0'],
  ])('%j: %s, by the date in UTC', (commits, expected) => {
    expect(version({ base: 'v1.2.3', commits }, { wanted: NIGHTLY })).toBe(expected);
  });

  test('the time of the commit is needed', () => {
    expect(() => resolve({ base: 'v1.2.3' }, { wanted: NIGHTLY, commitTime: undefined })).toThrow(
      /time of commit c0ffee0 is unknown/,
    );
  });
});

test('why', () => {
  const result = resolve({
    base: 'v1.2.3',
    commits: ['feat: a', 'fix: b', 'Merge branch x', 'nonsense', 'docs: c'],
  });
  expect(formatWhy(result)).toEqual([
    'base: v1.2.3 (ba5e000)',
    'range: v1.2.3..c0ffee0, 5 commits',
    'level: minor',
    'decided: c0ffee0 feat: a',
    'ignored, merge: 0000000 Merge branch x',
    'ignored, not conventional: 0000000 nonsense',
    'ignored, releases nothing: 0000000 docs: c',
  ]);
  const many = resolve({ commits: Array.from({ length: 30 }, (_, at) => `fix: ${at}`) });
  expect(formatWhy(many)).toHaveLength(14);
  expect(formatWhy(many).at(-1)).toBe('20 more that decided');
});

describe('version tags', () => {
  test.each([
    ['v1.2.3', '1.2.3'],
    ['v1.2.3-rc.1', '1.2.3-rc.1'],
    ['v0.0.0', '0.0.0'],
    ['v1.2.3-0a.b-c', '1.2.3-0a.b-c'],
    ['v1', undefined],
    ['v1.2', undefined],
    ['v1.2.3.4', undefined],
    ['v01.2.3', undefined],
    ['v1.2.03', undefined],
    ['v1.2.3-01', undefined],
    ['v1.2.3-', undefined],
    ['v1.2.3+build', undefined],
    ['vv1.2.3', undefined],
    ['v=1.2.3', undefined],
    ['v 1.2.3', undefined],
    ['1.2.3', undefined],
    ['V1.2.3', undefined],
    ['nightly', undefined],
    ['v99999999999999999999.0.0', undefined],
  ])('%s', (gitTag, expected) => {
    expect(parseVersionTag('v', gitTag)?.version).toBe(expected);
  });

  test('the prefix is literal', () => {
    expect(parseVersionTag('.', 'v1.2.3')).toBeUndefined();
    expect(parseVersionTag('', '1.2.3')?.version).toBe('1.2.3');
    expect(parseVersionTag('sdk/v', 'sdk/v1.2.3')?.version).toBe('1.2.3');
  });
});
