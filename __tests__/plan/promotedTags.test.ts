import { expect, test } from 'vitest';
import { planPromotedTags, type TagRequest } from '../../src/plan/promotedTags.ts';

const request = (to: string[], version: string, more: Partial<TagRequest> = {}): TagRequest => ({
  to,
  version,
  gitTags: [],
  imageTags: [],
  tagPrefix: 'v',
  ...more,
});

test('a release that is promoted to channels and parts of its version', () => {
  const { tags, version } = planPromotedTags(request(['1.4.0', '1.4', '1', 'stable'], '1.4.0'));
  expect(version).toBe('1.4.0');
  expect(tags.map(({ name, guard }) => [name, guard])).toEqual([
    ['1.4.0', { kind: 'immutable' }],
    ['1.4', { kind: 'version', major: 1, minor: 4, prerelease: true }],
    ['1', { kind: 'version', major: 1, prerelease: true }],
    ['stable', { kind: 'version', prerelease: true }],
  ]);
});

test('a prerelease becomes the release that is named', () => {
  expect(planPromotedTags(request(['v1.4.0', 'latest'], '1.4.0-beta.3')).version).toBe('1.4.0');
  expect(planPromotedTags(request(['latest'], '1.4.0-beta.3')).version).toBe('1.4.0-beta.3');
});

test('it is compared with releases alone', () => {
  const more = { gitTags: ['v1.3.0', 'v1.5.0-rc.1'], imageTags: ['1.4.0-beta.9', '1.2.0', 'latest'] };
  const { versions } = planPromotedTags(request(['latest'], '1.4.0-beta.3', more));
  expect(new Set(versions)).toEqual(new Set(['1.2.0', '1.3.0']));
});

test('what has no version follows its commits', () => {
  const { tags } = planPromotedTags(request(['stable'], 'edge'));
  expect(tags[0]?.guard).toEqual({ kind: 'ancestry' });
});

test.each<[string[], string, string]>([
  [[], '1.0.0', '`to` names no tag'],
  [['a b'], '1.0.0', '"a b" is no tag'],
  [['0'], '0.4.0', '0 is never published'],
  [['2'], '1.4.0', '1.4.0 does not belong under 2'],
  [['1.5'], '1.4.0', '1.4.0 does not belong under 1.5'],
  [['1.4.0', '1.5.0'], '1.4.0', 'one image cannot be several versions'],
])('refuses %j for %s', (to, version, message) => {
  expect(() => planPromotedTags(request(to, version))).toThrow(message);
});
