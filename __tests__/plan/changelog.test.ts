import { describe, expect, test } from 'vitest';
import { parseVersionTag, parseVersionTags } from '../../src/context/gitTags.ts';
import type { History } from '../../src/context/history.ts';
import { formatChangelog } from '../../src/plan/changelog.ts';
import { planChangelog } from '../../src/plan/changelogRange.ts';
import { DEFAULT_LEVELS } from '../../src/plan/commits.ts';
import { escapeMarkdown } from '../../src/plan/markdown.ts';
import { assessCommits, type CommitRules } from '../../src/plan/versionLevel.ts';

const RULES: CommitRules = { levels: DEFAULT_LEVELS, bullets: false, merges: 'skip', repository: 'octo/app' };
const URL = 'https://github.com/octo/app';
const sha = (at: number) => String(at).padStart(40, 'a');

function changelog(
  messages: readonly string[],
  rest: { url?: string; previous?: string; rules?: CommitRules } = {},
): string {
  const commits = messages.map((message, at) => ({ sha: sha(at), parents: [], message }));
  const rules = rest.rules ?? RULES;
  const { counted, ignored } = assessCommits(commits, rules);
  return formatChangelog({ counted, ignored, url: rest.url, previous: rest.previous, current: 'v1.3.0' });
}

describe('formatChangelog', () => {
  test('what breaks first, then by type, with links', () => {
    const text = changelog(
      [
        'fix(api): mend it (#12)',
        'feat: add',
        'feat(core)!: rename',
        'perf: faster',
        'chore: nothing',
        'fix: a\n\nBREAKING CHANGE: all is\nnew',
        'Revert "feat: gone"',
      ],
      { url: URL, previous: 'v1.2.3' },
    );
    const commit = (at: number) => `[aaaaaaa](${URL}/commit/${sha(at)})`;
    expect(text).toBe(
      [
        '### Breaking changes',
        '',
        `* **core:** rename (${commit(2)})`,
        `* all is new (${commit(5)})`,
        '',
        '### Features',
        '',
        `* add (${commit(1)})`,
        '',
        '### Fixes',
        '',
        `* **api:** mend it ([#12](${URL}/pull/12), ${commit(0)})`,
        `* a (${commit(5)})`,
        '',
        '### Performance',
        '',
        `* faster (${commit(3)})`,
        '',
        '### Reverts',
        '',
        `* Revert "feat: gone" (${commit(6)})`,
        '',
        `[v1.2.3...v1.3.0](${URL}/compare/v1.2.3...v1.3.0)`,
      ].join('\n'),
    );
  });

  test('without a page there are no links', () => {
    expect(changelog(['feat: add (#1)'], { previous: 'v1.0.0' })).toBe('### Features\n\n* add (#1, aaaaaaa)');
  });

  test('nothing to tell', () => {
    expect(changelog(['chore: a'])).toBe('No notable changes.');
    expect(changelog([])).toBe('No notable changes.');
  });

  test('a project without conventional commits shows its titles, not its merges', () => {
    expect(changelog(['Add things', 'Merge branch x', 'Mend them'])).toBe(
      '### Other changes\n\n* Add things (aaaaaaa)\n* Mend them (aaaaaaa)',
    );
  });

  test('types of a table of its own', () => {
    const rules: CommitRules = { ...RULES, levels: { ...DEFAULT_LEVELS, deps: 'patch' } };
    expect(changelog(['deps: bump'], { rules })).toBe('### Other changes\n\n* bump (aaaaaaa)');
  });

  test('what was reverted is not told', () => {
    expect(changelog(['Revert "feat: a"', 'feat: a', 'fix: b'])).toBe('### Fixes\n\n* b (aaaaaaa)');
  });

  test('long lists and long lines are cut', () => {
    const lines = changelog(Array.from({ length: 1000 }, (_, at) => `fix: ${at} ${'x'.repeat(1000)}`)).split(
      '\n',
    );
    expect(lines).toHaveLength(403);
    expect(lines.at(-1)).toBe('* … and 600 more');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(350);
  });

  test('tags with odd characters stay inside of the link', () => {
    expect(changelog(['fix: a'], { url: URL, previous: 'a)b/v1.0.0' })).toContain(
      `](${URL}/compare/a%29b%2Fv1.0.0...v1.3.0)`,
    );
  });
});

describe('escapeMarkdown', () => {
  test.each([
    ['plain text: a, b (c)', 'plain text: a, b (c)'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a & b', 'a &amp; b'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['thanks @octocat', 'thanks @\u200boctocat'],
    ['@org/team and a@b.c', '@\u200borg/team and a@\u200bb.c'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['![x](https://track.example/p.png)', '!\\[x\\](https://track.example/p.png)'],
    ['*bold* _em_ ~~no~~ a|b', '\\*bold\\* \\_em\\_ \\~\\~no\\~\\~ a\\|b'],
    ['use `a<b> @c` here', 'use `a<b> @c` here'],
    ['an open ` tick <b>', 'an open \\` tick &lt;b&gt;'],
    ['``two `ticks` <b>``', '\\`\\`two `ticks` &lt;b&gt;\\`\\`'],
    ['\\`not code <b>\\`', '\\\\\\`not code &lt;b&gt;\\\\\\`'],
    ['a\nb\r\nc\td\u0000e', 'a b c d e'],
    ['<!-- publish-image: end -->', '&lt;!-- publish-image: end --&gt;'],
  ])('%j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });
});

describe('planChangelog', () => {
  const commits = ['fix: four', 'feat: three', 'fix: two', 'feat: one'].map((message, at) => ({
    sha: sha(at),
    parents: [sha(at + 1)],
    message,
  }));
  const base = parseVersionTag('v', 'v1.2.0');
  const history: History = {
    head: sha(0),
    tags: parseVersionTags('v', [
      'v1.2.0',
      'v1.3.0-beta.1',
      'v1.3.0-beta.2',
      'v1.3.0-alpha.9',
      'v1.3.0-beta.3',
      'v1.3.0-beta.9',
    ]),
    // beta.9 is on another branch, beta.3 on this very commit
    ids: {
      'v1.2.0': sha(4),
      'v1.3.0-beta.1': sha(3),
      'v1.3.0-beta.2': sha(2),
      'v1.3.0-alpha.9': sha(1),
      'v1.3.0-beta.3': sha(0),
      'v1.3.0-beta.9': 'f'.repeat(40),
    },
    base: base && { tag: base, sha: sha(4) },
    highest: base,
    commits,
    source: 'clone',
  };
  const titles = (text: string) => text.match(/(?<=^\* )\w+/gm);

  test('a release: since the release before it', () => {
    expect(
      titles(
        planChangelog(
          { rules: RULES, wanted: { kind: 'release' }, url: undefined, current: 'v1.3.0' },
          history,
        ),
      ),
    ).toEqual(['three', 'one', 'four', 'two']);
  });

  test('a prerelease: since the last of its kind', () => {
    const text = planChangelog(
      { rules: RULES, wanted: { kind: 'prerelease', name: 'beta' }, url: URL, current: 'v1.3.0-beta.3' },
      history,
    );
    expect(titles(text)).toEqual(['three', 'four']);
    expect(text).toContain('compare/v1.3.0-beta.2...v1.3.0-beta.3');
  });

  test('the first of its kind: since the release', () => {
    const text = planChangelog(
      { rules: RULES, wanted: { kind: 'prerelease', name: 'rc' }, url: undefined, current: 'v1.3.0-rc.1' },
      history,
    );
    expect(titles(text)).toHaveLength(4);
  });
});
