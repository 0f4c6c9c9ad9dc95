import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Commit } from '../../src/context/historyRecords.ts';
import { DEFAULT_LEVELS, parseMessage } from '../../src/plan/commits.ts';
import { tellsMore } from '../../src/plan/commitsScan.ts';
import { type Assessment, assessCommits, type CommitRules } from '../../src/plan/versionLevel.ts';

const RULES: CommitRules = { levels: DEFAULT_LEVELS, bullets: false, merges: 'skip', repository: 'octo/app' };

/** Commits with these messages, newest first; ids count down, parents chain. */
function chain(messages: readonly string[], ids: readonly string[] = []): Commit[] {
  const sha = (at: number) => ids[at] ?? String(messages.length - at).padStart(40, '0');
  return messages.map((message, at) => ({
    sha: sha(at),
    parents: at + 1 < messages.length ? [sha(at + 1)] : [],
    message,
  }));
}

function assess(messages: readonly string[], rules: Partial<CommitRules> = {}): Assessment {
  const all = { ...RULES, ...rules };
  return assessCommits(chain(messages), all);
}

const levelOf = (message: string, rules: Partial<CommitRules> = {}) => assess([message], rules).level;

describe('one message', () => {
  test.each([
    // the table of the design
    ['perf: x', 'patch'],
    ['feat!: x', 'major'],
    ['chore(deps)!: x', 'major'],
    ['fix: a\n\nBREAKING-CHANGE: b', 'major'],
    ['fix: a\n\nbreaking-change: b', 'patch'],
    ['fix: a\n\nbreaking change: b', 'patch'],
    ['fix: a\n\nAdapts to a breaking change in ESLint 8: new rules', 'patch'],
    ['fix: a\n\nBREAKING CHANGES: b', 'patch'],
    ['fix: a\n\nBREAKING CHANGE #12 was reverted', 'patch'],
    ['fix: a\nBREAKING CHANGE: b', 'major'],
    ['fix: a\n\nBREAKING CHANGE: b\u2028c', 'major'],
    ['feat: a\u2028b', 'minor'],
    ['fix: a\n\ntext\nBREAKING CHANGE: b', 'major'],
    ['fix: a\n\nthis is BREAKING CHANGE: b', 'patch'],
    ['fix: a\n\n  BREAKING CHANGE: b', 'patch'],
    ['fix: a\n\n\tBREAKING CHANGE: b', 'patch'],
    ['fix: a\n\n```\nBREAKING CHANGE: b\n```', 'patch'],
    ['fix: a\n\n> BREAKING CHANGE: b', 'patch'],
    ['fix: a\n\n* BREAKING CHANGE: b', 'patch'],
    ['fix: a\n\n- BREAKING CHANGE: b', 'patch'],
    ['Feat: a', 'minor'],
    ['FIX(API): a', 'patch'],
    ['feat:no blank', 'none'],
    ['feat : a', 'none'],
    ['feat: ', 'none'],
    ['feat:', 'none'],
    ['feat(): a', 'none'],
    ['feat( ): a', 'none'],
    ['feat(a)(b): c', 'none'],
    ['feat!(api): c', 'none'],
    ['feat(@org/a, b.c): d', 'minor'],
    ['docs: explain what feat!: means', 'none'],
    ['hotfix: a', 'none'],
    ['✨ feat: a', 'none'],
    ['fixup! feat: a', 'none'],
    ['squash! feat: a', 'none'],
    ['amend! feat: a', 'none'],
    ['BREAKING CHANGE: x', 'none'],
    ['BREAKING-CHANGE: x', 'none'],
    ["Merge branch 'feat!: x'", 'none'],
    ['Merge pull request #1 from a/b\n\nfeat: a', 'none'],
    ['Revert "feat: a"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.', 'patch'],
    ['Reapply "feat: a"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.', 'minor'],
    ['chore: squash\n\n* fix!: two', 'none'],
    ['chore: squash\n\nfix: two', 'patch'],
    ['feat: a\r\n\r\nbody\r\n\r\nBREAKING CHANGE: b\r\n', 'major'],
    ['feature: a', 'minor'],
    ['fix: a\n\nBREAKING CHANGE:b', 'major'],
    ['chore: a\n\nRelease-As: 3.0.0', 'none'],
    ['  feat: x', 'none'],
    ['\tfeat: x', 'none'],
    ['feat： x', 'none'],
    [
      'build(deps): bump a from 1 to 2\n\n---\nupdated-dependencies:\n- dependency-name: a\n  dependency-type: direct:production\n  update-type: version-update:semver-major\n...',
      'none',
    ],
    // headers
    ['feat(core): a', 'minor'],
    ['feat(core)!: a', 'major'],
    ['FEAT!: a', 'major'],
    ['FEATURE(x)!: a', 'major'],
    ['fix:\ta', 'patch'],
    ['fix:   a', 'patch'],
    ['fix: a: b: c', 'patch'],
    ['fix: ünïcödé 漢字 🎉', 'patch'],
    ['fix(größe): a', 'patch'],
    ['fix(a b): c', 'patch'],
    ['fix(a-b_c.d/e): f', 'patch'],
    ['fix(a: b', 'none'],
    ['fix a): b', 'none'],
    ['fix((a)): b', 'none'],
    ['fix!!: a', 'none'],
    ['fix! : a', 'none'],
    ['fix(a) !: b', 'none'],
    ['fix (a): b', 'none'],
    ['fixes: a', 'none'],
    ['fix-up: a', 'none'],
    ['my-type!: a', 'major'],
    ['wip!: a', 'major'],
    ['1feat: a', 'none'],
    [':sparkles: feat: a', 'none'],
    ['[feat]: a', 'none'],
    ['feat/a: b', 'none'],
    ['feat,fix: a', 'none'],
    ['"feat: a"', 'none'],
    ['feat; a', 'none'],
    ['', 'none'],
    ['\n\n', 'none'],
    ['\n\nfeat: after empty lines', 'minor'],
    ['a plain title', 'none'],
    ['revert: x', 'patch'],
    ['revert(api): x', 'patch'],
    ['refactor: x', 'none'],
    ['refactor!: x', 'major'],
    ['style: x', 'none'],
    ['test: x', 'none'],
    ['ci: x', 'none'],
    ['constructor: x', 'none'],
    ['__proto__: x', 'none'],
    ['toString: x', 'none'],
    // bodies
    ['chore: a\n\nfeat: b\nfix: c', 'minor'],
    ['chore: a\n\nchore!: b', 'major'],
    ['chore: a\n\nwip!: b', 'none'],
    ['chore: a\n\n  feat: b', 'none'],
    ['chore: a\n\n> feat: b', 'none'],
    ['chore: a\n\n```\nfeat: b\n```', 'none'],
    ['chore: a\n\n~~~sh\nfeat: b\n~~~', 'none'],
    ['chore: a\n\n````\n```\nfeat: b\n```\n````', 'none'],
    ['chore: a\n\n```\nnever closed\nfeat: b', 'minor'],
    ['chore: a\n\n```code``` in a line\nfeat: b', 'minor'],
    ['chore: a\n\n```\ncode\n```\nfeat: b', 'minor'],
    ['chore: a\n\n    ```\nfeat: b\n    ```', 'minor'],
    ['a plain title\n\nfeat: b', 'none'],
    ['Add templates (#31)\n\nfeat: add the template', 'none'],
    ['a plain title\n\nfeat!: b', 'major'],
    ['  feat: indented\nfix: b', 'patch'],
    ['refactor(cache): a thing (#42)\n\nfeat(cache): a thing', 'none'],
    ['refactor(cache): a thing (#42)\n\nfeat(cache): another thing', 'minor'],
    ['feat: a thing (#42)\n\nfeat!: a thing', 'major'],
    ['a plain title\n\nBREAKING CHANGE: b', 'major'],
    ['fix: a\n\nBREAKING CHANGE:\n', 'major'],
    ['fix: a\n\nBREAKING CHANGE: b\n\nRefs: #1', 'major'],
    ['fix: a\n\nReviewed-by: Z\nBREAKING CHANGE: b', 'major'],
    ['fix: a\n\nBREAKING  CHANGE: b', 'patch'],
    ['fix: a\n\nBREAKING_CHANGE: b', 'patch'],
    ['fix: a\n\nBREAKING CHANGE b', 'patch'],
    ['fix: a\n\nBREAKING CHANGE : b', 'patch'],
    ['fix: a\n\nBREAKING: b', 'patch'],
    ['fix: a\n\nBREAKING CHANGE!: b', 'patch'],
    ['fix: a\n\n**BREAKING CHANGE**: b', 'patch'],
    ['fix: a\n\n```\nBREAKING CHANGE: b', 'major'],
    ['fix: a\n\nNON-BREAKING CHANGE: b', 'patch'],
    ['docs: a\n\nBREAKING CHANGE: b', 'major'],
    ['feat: a\n\nCo-authored-by: A <a@b>\nSigned-off-by: B <b@c>', 'minor'],
    [
      'chore: a\n\n<details>\n<summary>notes</summary>\n\nfeat: theirs\n\nBREAKING CHANGE: theirs\n</details>',
      'none',
    ],
    ['chore: a\n\n<details><summary>notes</summary>theirs</details>\nfeat: ours', 'minor'],
    ['chore: a\n\n<details>\n<details>\n</details>\nfeat: theirs\n</details>\nfix: ours', 'patch'],
    ['chore: a\n\nsee details\nfeat: ours', 'minor'],
    ['docs: a\n\nFixes: #12', 'none'],
    ['docs: a\n\nFix: #12', 'patch'],
  ])('%j: %s', (message, expected) => {
    expect(levelOf(message)).toBe(expected);
  });

  test('merges have two parents, or a title that git or GitHub gave them', () => {
    const merge: Commit = { sha: 'm', parents: ['a', 'b'], message: 'feat: by a merge\n\nfix: x' };
    expect(assessCommits([merge], RULES)).toMatchObject({
      level: 'none',
      ignored: [{ reason: 'merge' }],
    });
    const titled = { ...RULES, merges: 'title' } as const;
    expect(assessCommits([merge], titled).level).toBe('minor');
    expect(levelOf('Merge pull request #1 from a/b\n\nfeat!: a\n\nfix: b', { merges: 'title' })).toBe(
      'major',
    );
    expect(levelOf('Merge pull request #1 from a/b\n\nsome title\n\nfix: b', { merges: 'title' })).toBe(
      'none',
    );
  });

  test('bullets on request', () => {
    expect(levelOf('chore: squash\n\n* fix!: two', { bullets: true })).toBe('major');
    expect(levelOf('chore: squash\n\n- feat: two', { bullets: true })).toBe('minor');
    expect(levelOf('A plain title (#3)\n\n* feat: two', { bullets: true })).toBe('minor');
    expect(levelOf('chore: squash\n\n* BREAKING CHANGE: two', { bullets: true })).toBe('none');
  });

  test('a table of levels changes what types ask for', () => {
    const levels = { ...DEFAULT_LEVELS, docs: 'patch', feat: 'none', hotfix: 'minor' } as const;
    expect(
      ['docs: a', 'feat: a', 'feat!: a', 'hotfix: a', 'chore: a\n\nhotfix: b'].map((one) =>
        levelOf(one, { levels }),
      ),
    ).toEqual(['patch', 'none', 'major', 'minor', 'minor']);
  });
});

describe('what a message tells', () => {
  const parse = (message: string) => parseMessage(message, RULES);

  test('type, scope and description', () => {
    expect(parse('Feature( api ): Add  things  ').changes).toEqual([
      { type: 'feat', scope: 'api', breaking: false, description: 'Add  things' },
    ]);
    expect(parse('fix!: a\n\nfeat(x)!: b').changes).toEqual([
      { type: 'fix', scope: undefined, breaking: true, description: 'a' },
      { type: 'feat', scope: 'x', breaking: true, description: 'b' },
    ]);
  });

  test('the text of a breaking change, over several lines', () => {
    expect(parse('feat: a\n\nBREAKING CHANGE: b\nc\n d\n\nnot this').breaking).toEqual(['b c d']);
    expect(parse('feat: a\n\nBREAKING CHANGE: b\nRefs: #1').breaking).toEqual(['b']);
    expect(parse('feat: a\n\nBREAKING CHANGE: b\n\nBREAKING-CHANGE: c').breaking).toEqual(['b', 'c']);
    expect(parse('feat: a\n\nBREAKING CHANGE:\nbelow').breaking).toEqual(['below']);
  });

  test.each([
    ['fix: a\n\nBREAKING CHANGE: b', []],
    ['fix: a\n\nRefs: #1\nBREAKING CHANGE: b', []],
    ['fix: a\nBREAKING CHANGE: b', ['no blank line before "BREAKING CHANGE: b"']],
    ['fix: a\n\ntext\nBREAKING CHANGE: b', ['no blank line before "BREAKING CHANGE: b"']],
    ['fix: a\n\nBREAKING CHANGE:b', ['no blank after the colon in "BREAKING CHANGE:b"']],
    ['fix: a\n\nBREAKING CHANGE:', ['no text after "BREAKING CHANGE:"']],
  ])('%j is read with remarks %j', (message, oddities) => {
    expect(parse(message).oddities).toEqual(oddities);
    expect(assess([message]).remarks).toHaveLength(oddities.length);
  });

  test('Release-As is reported, not followed', () => {
    expect(assess(['chore: a\n\nRelease-As: 3.0.0']).remarks).toEqual([
      expect.stringContaining('"Release-As: 3.0.0" is not followed'),
    ]);
  });
});

describe('reverts', () => {
  const sha = (digit: string) => digit.repeat(40);
  const assessChain = (messages: readonly string[], ids: readonly string[]) =>
    assessCommits(chain(messages, ids), RULES);
  const reverts = (title: string, id: string) => `Revert "${title}"\n\nThis reverts commit ${id}.`;
  const reapplies = (title: string, id: string) => `Reapply "${title}"\n\nThis reverts commit ${id}.`;
  const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(sha) as [string, string, string, string, string];

  // newest first, as in a log; ids are e, d, c, b, a from the top of a list of five
  test.each([
    ['feat, then its revert', [reverts('feat: a', a), 'feat: a'], [b, a], 'none'],
    ['by a short id', [reverts('feat: a', a.slice(0, 7)), 'feat: a'], [b, a], 'none'],
    ['six digits are no id', ['fix: undo\n\nThis reverts commit aaaaaa.', 'feat: a'], [b, a], 'minor'],
    [
      'feat, revert, reapply',
      [reapplies('feat: a', b), reverts('feat: a', a), 'feat: a'],
      [c, b, a],
      'minor',
    ],
    [
      'older git: revert of the revert',
      [reverts('Revert "feat: a"', b), reverts('feat: a', a), 'feat: a'],
      [c, b, a],
      'minor',
    ],
    [
      'reverted for good',
      [reverts('Reapply "feat: a"', c), reapplies('feat: a', b), reverts('feat: a', a), 'feat: a'],
      [d, c, b, a],
      'none',
    ],
    ['feat!, revert, fix', ['fix: c', reverts('feat!: a', a), 'feat!: a'], [c, b, a], 'patch'],
    ['only one of two', [reverts('feat: a', a), 'feat: b', 'feat: a'], [c, b, a], 'minor'],
    ['two at once', ['revert: both\n\nRefs: aaaaaaa, bbbbbbb', 'feat: b', 'feat: a'], [c, b, a], 'none'],
    [
      'two lines',
      [`Revert two\n\nThis reverts commit ${a}.\nThis reverts commit ${b}.`, 'feat: b', 'feat: a'],
      [c, b, a],
      'none',
    ],
    ['one in the range, one before it', [`revert: both\n\nRefs: ${a}, ${e}`, 'feat: a'], [b, a], 'patch'],
    ['any commit that says so', [`fix: undo it\n\nThis reverts commit ${a}.`, 'feat: a'], [b, a], 'none'],
    ['only at the start of a line', [`fix: c\n\nNo. This reverts commit ${a}.`, 'feat: a'], [b, a], 'minor'],
    ['not in code', [`fix: c\n\n\`\`\`\nThis reverts commit ${a}.\n\`\`\``, 'feat: a'], [b, a], 'minor'],
    ['not in a quotation', [`fix: c\n\n> This reverts commit ${a}.`, 'feat: a'], [b, a], 'minor'],
    [
      "GitHub's revert, by number",
      ['Revert "feat: a" (#12)\n\nReverts octo/app#11', 'feat: a (#11)'],
      [b, a],
      'none',
    ],
    ['by number in the title alone', ['Revert "feat: a (#11)" (#12)', 'feat: a (#11)'], [b, a], 'none'],
    ['by title alone', ['Revert "feat: a"', 'feat: a'], [b, a], 'none'],
    ['by title, without the number', ['Revert "feat: a" (#12)', 'feat: a (#11)'], [b, a], 'none'],
    ['revert: with the title', ['revert: feat: a', 'feat: a'], [b, a], 'none'],
    [
      "another repository's number",
      ['Revert "x" (#12)\n\nReverts else/where#11', 'feat: a (#11)'],
      [b, a],
      'minor',
    ],
    [
      "GitHub's revert of a revert",
      [
        'Revert "Revert "feat: a" (#12)" (#13)\n\nReverts octo/app#12',
        'Revert "feat: a" (#12)\n\nReverts octo/app#11',
        'feat: a (#11)',
      ],
      [c, b, a],
      'minor',
    ],
    ['a title that comes later is not meant', ['feat: a', 'Revert "feat: a"'], [b, a], 'minor'],
    ['reapply alone', ['Reapply "feat: a"'], [a], 'minor'],
    ['reapply of what broke', ['Reapply "feat!: a"'], [a], 'major'],
    ['reapply of what released nothing', ['Reapply "docs: a"'], [a], 'none'],
    ['revert of a revert, alone', ['Revert "Revert "feat: a""'], [a], 'minor'],
    ['three times', ['Revert "Revert "Revert "feat: a"""'], [a], 'patch'],
    ['revert alone', ['Revert "docs: a"'], [a], 'patch'],
    ['rebased: the id is gone, the title is there', [reverts('feat: a', e), 'feat: a'], [b, a], 'none'],
    [
      'a squash that tells of a revert inside',
      [`feat: c (#5)\n\n* feat: x\n\n* Revert "feat: x"\n\nThis reverts commit ${e}.`, 'fix: a'],
      [b, a],
      'minor',
    ],
  ])('%s', (_, messages, ids, expected) => {
    expect(assessChain(messages, ids).level).toBe(expected);
  });

  test('a merge that is reverted takes along what it brought', () => {
    const commits: Commit[] = [
      {
        sha: e,
        parents: [d],
        message: `Revert "Merge branch 'topic'"\n\nThis reverts commit ${d}, reversing\nchanges made to ${b}.`,
      },
      { sha: d, parents: [b, c], message: "Merge branch 'topic'" },
      { sha: c, parents: [a], message: 'feat: on topic' },
      { sha: b, parents: [a], message: 'fix: on main' },
      { sha: a, parents: [], message: 'docs: start' },
    ];
    const assessment = assessCommits(commits, RULES);
    expect(assessment.level).toBe('patch');
    expect(assessment.ignored.map(({ sha: one, reason }) => [one[0], reason])).toEqual([
      ['e', 'takes back a commit of the range'],
      ['d', 'reverted'],
      ['c', 'reverted'],
      ['a', 'releases nothing'],
    ]);
  });

  test('ten thousand reverts of each other', () => {
    const length = 10_000;
    const ids = Array.from({ length }, (_, at) => (length - at).toString(16).padStart(40, '0'));
    const messages = ids.map((_, at) =>
      at === length - 1 ? 'feat: a' : `fix: ${at}\n\nThis reverts commit ${ids[at + 1]}.`,
    );
    // 9,999 reverts: the newest acts, and every second one below it
    expect(assessChain(messages, ids).level).toBe('none');
    expect(assessChain(messages.slice(1), ids.slice(1)).level).toBe('minor');
  });
});

describe('any text', () => {
  const TEXT = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          'feat',
          'fix',
          '!',
          ': ',
          ':',
          '(a)',
          '(',
          ')',
          '\n',
          '\r\n',
          '```',
          '~~~',
          'BREAKING CHANGE',
          'BREAKING-CHANGE: x',
          ' ',
          'This reverts commit ',
          'aaaaaaa',
          'Revert "',
          'Reapply "',
          '"',
          '(#1)',
          'Refs: ',
          'a',
        ),
      )
      .map((parts) => parts.join('')),
  );

  test('never throws', () => {
    fc.assert(
      fc.property(fc.array(TEXT, { maxLength: 20 }), (messages) =>
        ['none', 'patch', 'minor', 'major'].includes(assess(messages).level),
      ),
    );
  });

  test.each([
    ['revert: both\n\nRefs: aaaaaaa', true],
    ['Merge branch a\n\nfeat: a', true],
    ['\nfeat: below an empty line', true],
    ['a\r\n\r\nReverts #1', true],
    ['a\n\nrelease-as: 1.0.0', true],
    ['a\n\nFeature: b', true],
    ['a\n\nfeature b', false],
    ['a\n\nSigned-off-by: B <b@c>', false],
    ['feat: a', false],
  ])('%j tells more than its title: %s', (message, expected) => {
    expect(tellsMore(message, RULES)).toBe(expected);
  });

  test('of a message that tells no more than its title, the title is enough', () => {
    const both = { ...RULES, levels: { ...DEFAULT_LEVELS, 'a.b': 'major', '(': 'major' } } as const;
    const withTitle = fc.tuple(fc.constantFrom('feat: a', 'x', 'revert: a', 'Merge branch a', ''), TEXT);
    const message = fc.oneof(
      TEXT,
      withTitle.map(([title, body]) => `${title}\n\n${body}`),
    );
    fc.assert(
      fc.property(message, fc.boolean(), fc.constantFrom('skip', 'title'), (text, bullets, merges) => {
        const rules = { ...both, bullets, merges } as const;
        const title = text.split('\n', 1)[0] ?? '';
        if (tellsMore(text, rules)) return;
        expect(parseMessage(text, rules)).toEqual(parseMessage(title, rules));
        expect(assess([text], rules)).toEqual(assess([title], rules));
      }),
      { numRuns: 2000 },
    );
  });

  const PLAIN = fc.constantFrom(
    'feat: a',
    'fix: b',
    'docs: c',
    'feat!: d',
    'perf: e',
    'chore: f\n\nBREAKING CHANGE: g',
    'nonsense',
    'test: h\n\nfix: i',
  );

  test('the order of commits that do not take each other back does not matter', () => {
    const shuffled = fc
      .array(PLAIN, { maxLength: 12 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(fc.property(shuffled, ([list, other]) => assess(list).level === assess(other).level));
  });

  test('another commit never lowers the level', () => {
    const rank = ['none', 'patch', 'minor', 'major'];
    fc.assert(
      fc.property(fc.array(PLAIN, { maxLength: 12 }), PLAIN, fc.nat(12), (list, more, at) => {
        const longer = [...list.slice(0, at), more, ...list.slice(at)];
        return rank.indexOf(assess(longer).level) >= rank.indexOf(assess(list).level);
      }),
    );
  });

  test.each([
    ['1 MB in one line', `feat: a\n\n${'x'.repeat(1_000_000)}`],
    ['1 MB in the title', `feat: ${'x'.repeat(1_000_000)}`],
    ['a scope that never ends', `feat(${'x'.repeat(1_000_000)}`],
    ['1 MB of blanks', `feat: a\n\n${' '.repeat(1_000_000)}BREAKING`],
    ['10,000 lines', `feat: a\n\n${'some line of text: with a colon\n'.repeat(10_000)}`],
    ['10,000 fences that open', `feat: a\n\n${'```x\n'.repeat(10_000)}`],
    [
      '10,000 fences of falling length',
      `feat: a\n\n${Array.from({ length: 1400 }, (_, at) => '~'.repeat(1403 - at)).join('\n')}`,
    ],
    ['10,000 footers', `feat: a\n\n${'BREAKING CHANGE: b\n'.repeat(10_000)}`],
    ['1 MB of ids', `feat: a\n\nThis reverts commit ${'abcdef0 '.repeat(125_000)}`],
    ['deep quotation', `${'Revert "'.repeat(100_000)}feat: a${'"'.repeat(100_000)}`],
    ['1 MB of hexadecimal digits', `feat: a\n\nThis reverts commit ${'a'.repeat(1_000_000)}`],
  ])('%s is read to its end', (_, message) => {
    const { counted, ignored } = assess([message, message]);
    expect(counted.length + ignored.length).toBe(2);
  });
});
