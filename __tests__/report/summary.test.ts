import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { NOTHING, type Outcome } from '../../src/execute/outcome.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { formatSummary } from '../../src/report/summary.ts';
import { IMAGE } from '../support/plans.ts';
import { digest, promoted, reportOf } from '../support/reports.ts';

const short = (text: string) => `\`${digest(text).slice(0, 19)}\``;
const summaryOf = async (more: Parameters<typeof reportOf>[0] = {}, mode: 'auto' | 'full' = 'auto') =>
  formatSummary(await reportOf(more), mode);

test('a release, whole', async () => {
  expect(await summaryOf({ plan: { notices: [] } })).toBe(
    [
      '### Published `1.2.3` on `stable`',
      '',
      '```text',
      `${IMAGE}@${digest('new')}`,
      '```',
      '',
      '| Tag | Before | After | Outcome | Because |',
      '| --- | --- | --- | --- | --- |',
      `| \`${IMAGE}:1.2.3\` | – | ${short('new')} | moved |  |`,
      `| \`${IMAGE}:latest\` | ${short('old')} | ${short('new')} | moved |  |`,
      '',
      '| Platform | Digest | Size |',
      '| --- | --- | --- |',
      `| \`linux/amd64\` | ${short('linux/amd64')} | 1.3 MB |`,
      `| \`linux/arm/v7\` | ${short('linux/arm/v7')} | 1.3 MB |`,
      '',
      '3 of 4 build steps from the cache · 1.8 s',
      '',
    ].join('\n'),
  );
});

describe('the heading says what came of it', () => {
  const moved = [promoted('latest')];
  const skipped = [promoted('latest', { outcome: 'skipped-newer' })];
  test.each<[string, Partial<Plan>, Partial<Outcome>, string]>([
    ['a plan', { command: 'plan' }, NOTHING, '### Plan: `1.2.3` on `stable`'],
    [
      'a leg of a matrix',
      { command: 'build' },
      { promoted: [] },
      '### Built and handed over: `1.2.3` on `stable`',
    ],
    [
      'a rollback',
      { command: 'rollback', version: '', channel: undefined },
      { promoted: [promoted('a', { outcome: 'restored' })] },
      '### Rolled back',
    ],
    [
      'a promotion',
      { command: 'promote', version: '', channel: undefined },
      { promoted: moved },
      '### Promoted',
    ],
    ['nothing moved', {}, { promoted: skipped }, '### Unchanged `1.2.3` on `stable`'],
    ['one of them moved', {}, { promoted: [...skipped, ...moved] }, '### Published `1.2.3` on `stable`'],
    [
      'a pull request',
      { version: 'pr-42', channel: 'pr' },
      { promoted: [], images: [] },
      '### Built, not pushed: `pr-42` on `pr`',
    ],
    ['nothing', { version: '', channel: undefined, phases: [] }, NOTHING, '### Nothing published'],
    ['a dry run', {}, NOTHING, '### Dry run: `1.2.3` on `stable`'],
    [
      'a dry run of a promotion',
      { command: 'promote', version: '', channel: undefined, phases: [] },
      { promoted: moved, dryRun: true },
      '### Dry run: promote',
    ],
    [
      'a rollback of nothing',
      { command: 'rollback', version: '', channel: undefined, phases: [] },
      NOTHING,
      '### Nothing to move',
    ],
  ])('%s', async (_, plan, outcome, heading) => {
    expect((await summaryOf({ plan, outcome })).split('\n')[0]).toBe(heading);
  });
});

describe('parts', () => {
  test('durations only in full', async () => {
    expect(await summaryOf()).not.toContain('| build |');
    expect(await summaryOf({}, 'full')).toContain(
      '| Step | Time |\n| --- | --- |\n| build | 1.5 s |\n| promote | 0.3 s |',
    );
  });

  test('notices and warnings, of plan and run', async () => {
    const text = await summaryOf({
      plan: {
        notices: [
          { level: 'notice', text: 'a notice' },
          { level: 'warning', text: 'a\nwarning' },
        ],
      },
      outcome: { warnings: ['later'], notices: ['noticed'] },
    });
    expect(text).toContain('- a notice\n- ⚠️ a warning\n- ⚠️ later\n- noticed\n');
  });

  test('the footer tells what is worth telling', async () => {
    const footer = async (more: Parameters<typeof reportOf>[0]) =>
      (await summaryOf(more)).trimEnd().split('\n').at(-1);
    expect(
      await footer({
        plan: { trace: { traceId: 'abc', traceparent: '' } },
        outcome: { waits: 2, contexts: [{ folder: '.', size: '1.0 MB in 3 files' }] },
      }),
    ).toBe(
      '3 of 4 build steps from the cache · build context 1.0 MB in 3 files · 1.8 s · 2 waits for registries · trace `abc`',
    );
    expect(await footer({ plan: { notices: [], phases: [] }, outcome: NOTHING })).toBe(
      '### Nothing published `1.2.3` on `stable`',
    );
    expect(await footer({ outcome: { waits: 1 } })).toContain(' · 1 wait for registries');
  });

  test('a plan, and a dry run, tell what would be published, and why', async () => {
    const plan = { notices: [], why: ['base: v1.2.2 (860c190)', 'level: patch'] };
    const text = [
      '| Tag | Because |',
      '| --- | --- |',
      `| \`${IMAGE}:1.2.3\` | immutable: `,
      `| \`${IMAGE}:latest\` | floating: `,
      '- base: v1.2.2 (860c190)\n- level: patch\n\nFor `linux/amd64`, `linux/arm/v7`\n',
    ];
    for (const command of ['plan', 'publish']) {
      const told = await summaryOf({ plan: { ...plan, command }, outcome: { ...NOTHING, platforms: [] } });
      for (const part of text) expect(told).toContain(part);
    }
    expect(await summaryOf()).not.toContain('Because |\n| --- | --- |\n');
  });

  test('what a dry run of a promotion would do', async () => {
    const text = await summaryOf({ outcome: { promoted: [promoted('latest')], dryRun: true } });
    expect(text).toContain(`${short('new')} | would be moved |`);
  });

  test('a failure, with what to do', async () => {
    const failure = new UserError('Nothing was published:\n  - a | b\n  - c', { hint: 'Run it\nagain.' });
    expect(await summaryOf({ outcome: { failure } })).toContain(
      '- ❌ Nothing was published:\n  - a \\| b\n  - c\n  - Run it again.\n',
    );
  });

  test('an empty part leaves no gap', async () => {
    expect(await summaryOf({ plan: { notices: [] }, outcome: NOTHING })).not.toMatch(/\n\n\n|\n\n$/);
  });
});

describe('what others wrote', () => {
  test('cannot break a table or a list', async () => {
    const because = 'a | b\nc <img src=x>';
    const text = await summaryOf({ outcome: { promoted: [promoted('latest', { because })] } });
    expect(text).toContain('| a \\| b c &lt;img src=x> |');
  });

  test('cannot end its code', async () => {
    expect(await summaryOf({ plan: { channel: 'a`b<c' } })).toContain("on `a'b<c`");
  });
});

test('what is too long for the runner is shortened, and says so', async () => {
  const warnings = Array.from({ length: 30_000 }, (_, index) => `${index} ${'ü'.repeat(30)}`);
  const text = await summaryOf({ outcome: { warnings } });
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text.startsWith('### Published')).toBe(true);
  expect(text.endsWith('\n\n(shortened)\n')).toBe(true);
});
