import { describe, expect, test } from 'vitest';
import type { HeldTag } from '../../src/context/context.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { decideRollback, parsePrevious, previousVersion } from '../../src/plan/rollback.ts';

const digest = (text: string) => digestOf(new TextEncoder().encode(text));
const [OLD, NEW] = [digest('old'), digest('new')];

describe('parsePrevious', () => {
  test('reads the rows of a run; null is a tag that was new', () => {
    const rows = [
      { image: 'ghcr.io/o/a', tag: 'latest', digest: OLD, after: NEW },
      { image: 'ghcr.io/o/a', tag: '1.2.3', digest: null },
    ];
    expect(parsePrevious(JSON.stringify(rows))).toEqual([
      rows[0],
      { image: 'ghcr.io/o/a', tag: '1.2.3', digest: undefined, after: undefined },
    ]);
  });

  test('tells every row at fault', () => {
    const rows = [
      {},
      { image: 'a', tag: '-' },
      { image: 'a', tag: 'b', digest: 'sha256:1' },
      7,
      { image: 'a', tag: 'b', after: 1 },
    ];
    expect(() => parsePrevious(JSON.stringify(rows))).toThrow(
      [
        'previous[0]: image is missing',
        'previous[1]: tag is no tag',
        'previous[2]: digest is neither a digest nor null',
        'previous[3]: expected an object with image, tag and digest',
        'previous[4]: after is neither a digest nor null',
      ].join('\n'),
    );
  });

  test.each(['', '{}', 'null', '[', '"x"'])('refuses %j', (text) => {
    expect(() => parsePrevious(text)).toThrow('previous is no JSON list');
  });
});

describe('decideRollback', () => {
  const tag = { name: 'latest', guard: { kind: 'ancestry' as const }, because: '' };
  const candidate = { digest: OLD, version: '1', revision: 'a', platforms: [] };
  const held = (holds: typeof OLD): HeldTag => ({
    ...{ digest: holds, mediaType: '', bytes: new Uint8Array(), labels: {}, created: undefined },
    ...{ platforms: [], faults: [] },
  });
  test.each([
    ['it holds what that run put there', held(NEW), false, 'move'],
    ['it is back already', held(OLD), false, 'unchanged'],
    ['somebody moved it since', held(digest('other')), false, 'stop'],
    ['it is gone', undefined, false, 'stop'],
    ['somebody moved it since, by force', held(digest('other')), true, 'move'],
  ])('%s', (_, holds, force, outcome) => {
    expect(decideRollback({ tag, candidate, held: holds, versions: [], force }, NEW).outcome).toBe(outcome);
  });
});

test.each<[string, string, string[], string | undefined]>([
  ['latest', '2.0.0', ['1.0.0', '1.9.0', '2.0.0', '2.1.0'], '1.9.0'],
  ['1', '1.9.0', ['0.9.0', '1.8.9', '1.9.0'], '1.8.9'],
  ['1.9', '1.9.0', ['1.8.9', '1.9.0'], undefined],
  ['latest', '2.0.0', ['2.0.0-rc.1', '1.0.0', 'v1.1.0'], 'v1.1.0'],
  ['beta', '2.0.0-rc.2', ['2.0.0-rc.1', '1.0.0'], '2.0.0-rc.1'],
  ['latest', '1.0.0', ['1', '1.0', 'latest', 'edge'], undefined],
  ['edge', 'edge', ['1.0.0'], undefined],
  ['latest', '2026.02.01', ['2026.01.15', '2025.12.01'], '2026.01.15'],
])('before %s held %s, of %j: %s', (tag, version, imageTags, before) => {
  expect(previousVersion(tag, version, imageTags)).toBe(before);
});
