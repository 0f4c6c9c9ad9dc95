import { describe, expect, test } from 'vitest';
import type { Context } from '../../src/context/context.ts';
import { type KnownVersions, matchChannel, resolveChannel } from '../../src/plan/channel.ts';
import { defaultChannels, parseChannels } from '../../src/plan/channels.ts';
import { globOf } from '../../src/plan/channelTrigger.ts';
import { isFloatingGitTag, versionFromRef, versionNumbers } from '../../src/plan/versionFromRef.ts';
import { context } from '../support/context.ts';

const on = {
  tag: (gitTag: string, gitTags: string[] = []): Context =>
    context({ trigger: { kind: 'tag', gitTag }, run: { ref: `refs/tags/${gitTag}` }, git: { gitTags } }),
  branch: (branch: string): Context =>
    context({ trigger: { kind: 'branch', branch }, run: { ref: `refs/heads/${branch}` } }),
  schedule: (): Context =>
    context({ trigger: { kind: 'schedule', branch: 'main' }, run: { event: 'schedule', number: '224' } }),
  dispatch: (of: { branch?: string; gitTag?: string }): Context =>
    context({
      trigger: { kind: 'dispatch', ...of },
      run: {
        event: 'workflow_dispatch',
        ref: of.gitTag ? `refs/tags/${of.gitTag}` : `refs/heads/${of.branch}`,
      },
    }),
  pullRequest: (): Context =>
    context({
      trigger: { kind: 'pull_request', number: 15, headSha: 'a', headRef: 'x', baseRef: 'main', fork: false },
      run: { event: 'pull_request', ref: 'refs/pull/15/merge', payload: {} },
    }),
  nothing: (): Context => context({ trigger: { kind: 'none' }, run: { event: '', ref: '' } }),
};

function resolve(lines: string[], facts: Context, known: KnownVersions = {}) {
  const rule = matchChannel(parseChannels(lines, 'v'), facts, 'v');
  if (!rule) return undefined;
  const pushed =
    'gitTag' in facts.trigger && facts.trigger.gitTag !== undefined
      ? versionFromRef(facts.trigger.gitTag, 'v')
      : undefined;
  return resolveChannel(rule, facts, { version: pushed, ...known });
}

const names = (lines: string[], facts: Context, known?: KnownVersions) => {
  const resolved = resolve(lines, facts, known);
  return resolved && [resolved.channel, ...resolved.tags.map(({ name }) => name)].join(' ');
};

describe('the default channels', () => {
  test.each<[string, Context, KnownVersions, string | undefined]>([
    ['a release', on.tag('v1.2.3'), {}, 'stable 1.2.3 1.2 1 latest stable'],
    ['a release of 0.x', on.tag('v0.3.1'), {}, 'stable 0.3.1 0.3 latest stable'],
    ['a prerelease', on.tag('v1.2.3-rc.1'), {}, 'beta 1.2.3-rc.1 beta'],
    ['build metadata', on.tag('v1.2.3+b.5'), {}, 'stable 1.2.3-b.5 1.2 1 latest stable'],
    ['calver', on.tag('v2026.01.05'), {}, 'stable 2026.01.05 latest stable'],
    ['four parts', on.tag('v1.2.3.4'), {}, 'stable 1.2.3.4 latest stable'],
    ['PEP 440', on.tag('v1.2rc1'), {}, 'beta 1.2rc1 beta'],
    ['a word', on.tag('vnext'), {}, undefined],
    ['another prefix', on.tag('sdk/go/hydra/v0.0.1'), {}, undefined],
    ['the beta branch', on.branch('dev'), { version: '1.3.0-beta.4' }, 'beta 1.3.0-beta.4 beta'],
    ['the beta branch without a version', on.branch('dev'), {}, 'beta beta'],
    [
      'a schedule',
      on.schedule(),
      { version: '1.2.4-nightly.20200110.g860c190' },
      'nightly nightly nightly-20200110',
    ],
    ['the default branch', on.branch('main'), {}, 'edge edge sha-860c190'],
    ['another branch', on.branch('feature/x'), {}, undefined],
    ['a dispatched branch', on.dispatch({ branch: 'main' }), {}, 'edge edge sha-860c190'],
    ['a dispatched tag', on.dispatch({ gitTag: 'v1.2.3' }), {}, 'stable 1.2.3 1.2 1 latest stable'],
    ['a pull request', on.pullRequest(), {}, 'pr pr-15'],
    ['nothing', on.nothing(), {}, undefined],
  ])('%s', (_name, facts, known, expected) => {
    expect(names([], facts, known)).toBe(expected);
  });

  test('what moves, and how', () => {
    const guards = (facts: Context, known?: KnownVersions) =>
      Object.fromEntries((resolve([], facts, known)?.tags ?? []).map(({ name, guard }) => [name, guard]));
    expect(guards(on.tag('v1.2.3'))).toEqual({
      '1.2.3': { kind: 'immutable' },
      '1.2': { kind: 'version', major: 1, minor: 2, prerelease: false },
      '1': { kind: 'version', major: 1, prerelease: false },
      latest: { kind: 'version', prerelease: false },
      stable: { kind: 'version', prerelease: false },
    });
    expect(guards(on.tag('v1.2.3-rc.1')).beta).toEqual({ kind: 'version', prerelease: true });
    expect(guards(on.branch('dev'), { version: '1.3.0-beta.4' }).beta).toEqual({ kind: 'ancestry' });
    expect(guards(on.schedule())).toEqual({
      nightly: { kind: 'ancestry' },
      'nightly-20200110': { kind: 'ancestry' },
    });
    expect(guards(on.branch('main'))).toEqual({
      edge: { kind: 'ancestry' },
      'sha-860c190': { kind: 'immutable' },
    });
  });

  test('follow the prefix of git tags', () => {
    expect(defaultChannels('app-v')[0]).toBe('stable: tag app-v*');
    expect(matchChannel(parseChannels([], 'app-v'), on.tag('app-v1.0.0-rc.1'), 'app-v')?.name).toBe('beta');
  });

  test('are shown in full', () => {
    const rules = parseChannels([], 'v').map(
      ({ line, templates }) => `${line} => ${templates.map(({ source }) => source).join(' ')}`,
    );
    expect(rules).toEqual([
      'stable: tag v* => {{version}} {{major}}.{{minor}} {{major}} latest stable',
      'beta: tag v*, branch dev => {{version}} beta',
      "nightly: schedule => nightly nightly-{{date 'YYYYMMDD'}}",
      'edge: branch <default> => edge sha-{{sha}}',
      'pr: pull_request => pr-{{number}}',
    ]);
  });
});

describe("channels of one's own", () => {
  test('may have any name', () => {
    expect(parseChannels(['constructor: branch main'], 'v')[0]?.templates[0]?.source).toBe('{{channel}}');
  });

  test('a pattern that is none is told', () => {
    expect(() => parseChannels(['x: branch [z-a]'], 'v')).toThrow(/the pattern "\[z-a\]" cannot be read/);
  });

  test.each<[string, string[], Context, KnownVersions, string | undefined]>([
    ['without image tags', ['canary: branch main'], on.branch('main'), {}, 'canary canary sha-860c190'],
    ['without image tags, for git tags', ['rc: tag v*-rc*'], on.tag('v1.0.0-rc.1'), {}, 'rc 1.0.0-rc.1 rc'],
    ['without image tags, for pull requests', ['review: pull_request'], on.pullRequest(), {}, 'review pr-15'],
    [
      'edge by another trigger',
      ['edge: dispatch'],
      on.dispatch({ branch: 'x' }),
      {},
      'edge edge sha-860c190',
    ],
    ['several triggers', ['a: schedule, branch rel/*, tag x* => {{channel}}'], on.branch('rel/1'), {}, 'a a'],
    ['the first wins', ['a: branch main => a', 'b: branch ** => b'], on.branch('main'), {}, 'a a'],
    ['the second takes the rest', ['a: branch main => a', 'b: branch ** => b'], on.branch('x/y'), {}, 'b b'],
    [
      'a prerelease that stable refuses',
      ['stable: tag v* => {{version}}', 'beta: tag v*-rc* => beta-{{version}}'],
      on.tag('v0.5.0-47-cortex-js'),
      {},
      undefined,
    ],
    [
      'another name takes releases and prereleases',
      ['all: tag v* => {{version}}'],
      on.tag('v1.0.0-rc.1'),
      {},
      'all 1.0.0-rc.1',
    ],
    ['beta takes no release', ['beta: tag v* => {{version}}'], on.tag('v1.0.0'), {}, undefined],
    [
      'base version and run',
      ['n: schedule => n-{{base_version}}-{{run_number}}'],
      on.schedule(),
      { baseVersion: '1.0.12' },
      'n n-1.0.12-224',
    ],
    ['no base version', ['n: schedule => n-{{base_version}} {{channel}}'], on.schedule(), {}, 'n n'],
    ['prerelease', ['a: tag v* => x-{{prerelease}}'], on.tag('v1.0.0-rc.1'), {}, 'a x-rc.1'],
    [
      'dates and zones',
      ["n: schedule => {{date 'YYYY-MM-DD HH' tz='Asia/Tokyo'}} {{channel}}"],
      on.schedule(),
      {},
      'n 2020-01-10-09 n',
    ],
    ['commas between image tags', ['a: branch main => a, {{sha}},b'], on.branch('main'), {}, 'a a 860c190 b'],
    ['the branch', ['a: branch ** => {{branch}}'], on.branch('x/y'), {}, 'a x-y'],
    [
      'a named dispatch',
      ['d: dispatch => d', 'a: branch main => a'],
      on.dispatch({ branch: 'main' }),
      {},
      'd d',
    ],
    [
      'a push where dispatch is named',
      ['d: dispatch => d', 'a: branch main => a'],
      on.branch('main'),
      {},
      'a a',
    ],
    ['a schedule is no branch', ['a: branch main => a'], on.schedule(), {}, undefined],
    ['comments', ['# b: branch main => b', 'a: branch main => a'], on.branch('main'), {}, 'a a'],
    [
      'a floating name waits for a version',
      ['stable: branch main => {{version}} {{branch}} latest'],
      on.branch('main'),
      {},
      'stable main',
    ],
    [
      'the branch as a word follows the branch',
      ['stable: branch main => {{version}} main latest'],
      on.branch('main'),
      {},
      'stable main',
    ],
    [
      'with a version',
      ['stable: branch main => {{version}} {{branch}} latest'],
      on.branch('main'),
      { version: '2.30.0' },
      'stable 2.30.0 main latest',
    ],
  ])('%s', (_name, lines, facts, known, expected) => {
    expect(names(lines, facts, known)).toBe(expected);
  });

  test('what yields no tag is told', () => {
    const texts = resolve([], on.tag('v2026.01.05'))?.notices.map(({ text }) => text);
    expect(texts).toEqual([
      'channel stable: "{{major}}.{{minor}}" yields no tag: {{major}} has no value for version 2026.01.05',
      'channel stable: "{{major}}" yields no tag: {{major}} has no value for version 2026.01.05',
    ]);
    expect(resolve([], on.tag('v0.1.0'))?.notices.map(({ text }) => text)).toEqual([
      'channel stable: "{{major}}" yields no tag: 0 is no line of releases',
    ]);
  });

  test('a git tag that only points at a release is no version', () => {
    expect(names([], on.tag('v1', ['v1', 'v1.2.3']))).toBeUndefined();
    expect(names([], on.tag('v1.2', ['v1.2.3']))).toBeUndefined();
    expect(names([], on.tag('v257', ['v256', 'v257']))).toBe('stable 257 latest stable');
  });

  test.each<[string, string, object]>([
    [
      'a part of prereleases',
      'beta: tag v* => {{major}}.{{minor}}-beta',
      { kind: 'version', major: 1, minor: 2, prerelease: true },
    ],
    [
      'a part of releases',
      'beta: tag v* => v{{major}}.{{minor}}',
      { kind: 'version', major: 1, minor: 2, prerelease: false },
    ],
    ['latest', 'all: tag v* => latest', { kind: 'version', prerelease: false }],
    ['the channel', 'all: tag v* => {{channel}}', { kind: 'version', prerelease: true }],
    ['the git tag', 'all: tag v* => {{tag}}', { kind: 'immutable' }],
  ])('guards: %s', (_name, line, guard) => {
    expect(resolve([line], on.tag('v1.2.0-rc.1'))?.tags[0]?.guard).toEqual(guard);
  });
});

describe('faults', () => {
  test.each<[string, string[], string]>([
    ['no colon', ['stable tag v*'], 'expected "name: trigger[, trigger] [=> image tags]"'],
    ['no trigger', ['stable:'], 'a trigger is missing'],
    ['no trigger after a comma', ['stable: tag v*,'], 'a trigger is missing'],
    ['an unknown trigger', ['stable: tags v*'], 'the trigger "tags" is not known; did you mean "tag"?'],
    [
      'a trigger without a pattern',
      ['stable: tag => x'],
      'the trigger "tag" needs a pattern, such as "tag v*"',
    ],
    ['a pattern too many', ['stable: schedule daily => x'], 'the trigger "schedule" takes no pattern'],
    ['two patterns', ['stable: tag v* w*'], 'write "tag v*, tag w*"'],
    ['no image tags', ['stable: tag v* =>'], 'there are no image tags after "=>"'],
    [
      'an unknown field',
      ['stable: tag v* => {{verzion}}'],
      '{{verzion}} is not known; did you mean "version"?',
    ],
    ['a broken template', ['stable: tag v* => {{version'], 'has "{{" without "}}"'],
    [
      'the same trigger twice',
      ['a: branch main => a', 'b: branch main => b'],
      '"branch main" is never reached, since the line "a: branch main => a" comes first',
    ],
    [
      'a pattern within another',
      ['a: branch rel/* => a', 'b: branch rel/1 => b'],
      '"branch rel/1" is never reached',
    ],
    ['everything taken', ['a: tag ** => a', 'b: tag v* => b'], '"tag v*" is never reached'],
    [
      'the default branch taken',
      ['a: branch ** => a', 'b: branch <default> => b'],
      '"branch <default>" is never reached',
    ],
    ['two schedules', ['a: schedule => a', 'b: schedule => b'], '"schedule" is never reached'],
    ['stable twice', ['stable: tag v* => a', 'stable: tag v1* => b'], '"tag v1*" is never reached'],
    [
      'a name twice',
      ['a: branch main => latest', 'b: branch dev => latest'],
      'the floating tag "latest" belongs to "a" already (line "a: branch main => latest")',
    ],
    [
      'a name that is a channel',
      ['a: branch main => b', 'b: branch dev => {{channel}}'],
      'the floating tag "{{channel}}" belongs to "a" already',
    ],
    [
      'parts of versions',
      ['stable: tag v* => {{major}}', 'beta: tag v* => {{ major }}'],
      'the floating tag "{{ major }}" belongs to "stable" already',
    ],
    [
      'a date',
      ["a: schedule => {{date 'YYYY'}}", "b: dispatch => {{date 'YYYY'}}"],
      'belongs to "a" already',
    ],
  ])('%s', (_name, lines, message) => {
    expect(() => parseChannels(lines, 'v')).toThrow(`"${lines.at(-1)}": `);
    expect(() => parseChannels(lines, 'v')).toThrow(message);
  });

  test.each<[string, string[]]>([
    [
      'stable and beta share git tags',
      ['stable: tag v* => {{version}} latest', 'beta: tag v* => {{version}} beta'],
    ],
    ['immutable names may be shared', ['a: branch main => {{sha}}', 'b: branch dev => {{sha}}']],
    ['branches name themselves', ['a: branch main => {{branch}}', 'b: branch dev => {{branch}}']],
    ['lines of releases', ['lts: tag v1.* => {{major}}', 'stable: tag v* => {{major}}']],
    ['a wider pattern later', ['a: branch main => a', 'b: branch * => b']],
    ['a pattern that hides more', ['a: branch rel/* => a', 'b: branch rel/** => b']],
    ['one channel in two lines', ['stable: tag v* => latest', 'stable: branch main => latest']],
    ['schedule and dispatch in one', ['a: schedule, dispatch => a']],
  ])('no fault: %s', (_name, lines) => {
    expect(parseChannels(lines, 'v')).toHaveLength(lines.length);
  });

  test('all lines are told at once', () => {
    expect(() =>
      parseChannels(['x', 'stable: tag v* => {{foo}}', 'a: schedule => a', 'b: schedule => a'], 'v'),
    ).toThrow(/^Input channels has 4 faults/);
  });
});

describe('patterns', () => {
  test.each([
    ['v*', 'v1.2.3', true],
    ['v*', 'sdk/v1', false],
    ['v*', 'v1/x', false],
    ['**', 'a/b/c', true],
    ['rel/**', 'rel/a/b', true],
    ['v?', 'v1', true],
    ['v?', 'v12', false],
    ['v[0-9]*', 'v1', true],
    ['v[!0-9]*', 'v1', false],
    ['v[0-9].x', 'v1yx', false],
    ['a+(b)$', 'a+(b)$', true],
    ['[', '[', true],
    ['[]]', ']', false],
  ])('%s and %s: %s', (glob, text, expected) => {
    expect(globOf(glob).test(text)).toBe(expected);
  });
});

describe('versions of git tags', () => {
  test.each([
    ['v1.2.3', 'v', '1.2.3'],
    ['1.2.3', 'v', '1.2.3'],
    ['v1.2.3', '', 'v1.2.3'],
    ['app-v1.2.3', 'app-v', '1.2.3'],
    ['vnext', 'v', 'vnext'],
    ['v2026.01.05', 'v', '2026.01.05'],
    ['sdk/v1.2.3', 'v', 'sdk/v1.2.3'],
  ])('%s with prefix "%s" is %s', (gitTag, prefix, version) => {
    expect(versionFromRef(gitTag, prefix)).toBe(version);
  });

  test.each([
    ['1.2.3', { major: 1, minor: 2, patch: 3, prerelease: undefined }],
    ['1.2.3-rc.1+b', { major: 1, minor: 2, patch: 3, prerelease: 'rc.1' }],
    ['v1.2.3', undefined],
    ['01.2.3', undefined],
    ['1.2', undefined],
    [' 1.2.3', undefined],
  ])('the numbers of %s', (version, numbers) => {
    expect(versionNumbers(version)).toEqual(numbers);
  });

  test('only whole versions make a shorter git tag float', () => {
    expect(isFloatingGitTag('v1', ['v1.x', 'v10.0.0'], 'v')).toBe(false);
    expect(isFloatingGitTag('v1', ['v1.0.0'], 'v')).toBe(true);
    expect(isFloatingGitTag('v1.0.0', ['v1.0.0'], 'v')).toBe(false);
  });
});
