import { expect, test } from 'vitest';
import type { HeldTag } from '../../src/context/context.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { REVISION, VERSION } from '../../src/oci/imageAnnotations.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import type { PlannedTag } from '../../src/plan/plan.ts';
import { findPublished } from '../../src/plan/published.ts';

const wanted = { version: '1.2.3', revision: 'a'.repeat(40), platforms: [parsePlatform('linux/amd64')] };
const tags: PlannedTag[] = [
  { name: '1.2.3', guard: { kind: 'immutable' }, because: '' },
  { name: 'sha-aaaaaaa', guard: { kind: 'immutable' }, because: '' },
  { name: 'latest', guard: { kind: 'version', prerelease: false }, because: '' },
];

function held(name: string, more: Partial<HeldTag> & { revision?: string } = {}): HeldTag {
  return {
    digest: digestOf(new TextEncoder().encode(name)),
    mediaType: 'application/vnd.oci.image.index.v1+json',
    bytes: new Uint8Array(),
    labels: { [VERSION]: '1.2.3', [REVISION]: more.revision ?? wanted.revision },
    created: undefined,
    platforms: wanted.platforms,
    faults: [],
    ...more,
  };
}

test.each<[string, Record<string, HeldTag | undefined>, ReturnType<typeof findPublished>['kind']]>([
  ['nothing there', {}, 'none'],
  ['only a channel', { latest: held('x') }, 'none'],
  ['the release under its version', { '1.2.3': held('x') }, 'published'],
  ['the release under its commit alone', { 'sha-aaaaaaa': held('x') }, 'published'],
  ['another commit under the version', { '1.2.3': held('x', { revision: 'b'.repeat(40) }) }, 'conflict'],
  ['incomplete', { '1.2.3': held('x', { faults: ['a layer is missing'] }) }, 'conflict'],
  [
    'another channel under the commit',
    { 'sha-aaaaaaa': held('x', { labels: { [VERSION]: 'edge', [REVISION]: wanted.revision } }) },
    'none',
  ],
  [
    'the release, and a conflict beside it',
    { '1.2.3': held('x'), 'sha-aaaaaaa': held('y', { revision: 'b'.repeat(40) }) },
    'conflict',
  ],
])('%s', (_, holds, kind) => {
  expect(findPublished(tags, holds, wanted).kind).toBe(kind);
});

test('the first planned tag decides which build is adopted', () => {
  const version = held('by version');
  const found = findPublished(tags, { 'sha-aaaaaaa': held('by commit'), '1.2.3': version }, wanted);
  expect(found).toEqual({ kind: 'published', digest: version.digest, tag: '1.2.3', held: version });
});

test('every conflict is told', () => {
  const other = { revision: 'b'.repeat(40) };
  const found = findPublished(tags, { '1.2.3': held('x', other), 'sha-aaaaaaa': held('y', other) }, wanted);
  expect(found).toMatchObject({
    kind: 'conflict',
    faults: [expect.stringContaining('1.2.3'), expect.stringContaining('sha-')],
  });
});
