import { describe, expect, test } from 'vitest';
import {
  compareVersions,
  highestAbove,
  isInScope,
  isPrerelease,
  isSemver,
  knownVersions,
} from '../../src/plan/versionOrder.ts';

describe('compareVersions', () => {
  test.each<[string, string, ReturnType<typeof compareVersions>]>([
    ['1.0.0', '1.0.0', 'equal'],
    ['1.0.0', 'v1.0.0', 'equal'],
    ['1.10.0', '1.9.0', 'newer'],
    ['1.0.0-rc.2', '1.0.0-rc.10', 'older'],
    ['1.0.0-rc.1', '1.0.0', 'older'],
    ['1.0.0-1', '1.0.0-alpha', 'older'],
    ['1.0.0+1', '1.0.0+2', 'equal'],
    ['2026.01.02', '2026.01.10', 'older'],
    ['2026.1.2', '2026.01.10', 'older'],
    ['1.2.3.4', '1.2.3.4', 'equal'],
    ['1.2.3.4', '1.2.3', undefined],
    ['1.2rc1', '1.2', undefined],
    ['1.2.3', 'latest', undefined],
    ['', '1.2.3', undefined],
    ['vv1.0.0', '1.0.0', undefined],
    ['V1.0.0', '1.0.0', undefined],
    ['=1.0.0', '1.0.0', undefined],
    ['01.2.3', '01.2.4', 'older'],
  ])('%s against %s: %s', (first, second, order) => {
    expect(compareVersions(first, second)).toBe(order);
    const reverse = { older: 'newer', newer: 'older', equal: 'equal' } as const;
    expect(compareVersions(second, first)).toBe(order && reverse[order]);
  });
});

test.each<[string, boolean]>([
  ['1.0.0', false],
  ['1.0.0-rc.1', true],
  ['1.0.0+rc.1', false],
  ['1.2a1', true],
  ['1.2b3', true],
  ['1.2rc1', true],
  ['1.2.dev4', true],
  ['1.2.post1', false],
  ['2026.01.02', false],
  ['20260102', false],
  ['1.2.3.4', false],
  ['1.2.3.4-beta2', true],
  ['24.04-cuda', false],
  ['2026.01.02-basic', false],
  ['edge', false],
])('%s is a prerelease: %s', (version, expected) => {
  expect(isPrerelease(version)).toBe(expected);
});

test.each<[string, boolean]>([
  ['1.2.3', true],
  ['v1.2.3-rc.1', true],
  ['1.2.3+5', true],
  ['1.2', false],
  ['1.2.03', false],
  [' 1.2.3', false],
  ['vv1.2.3', false],
  ['1.2.3-01', false],
])('%s is strict SemVer: %s', (version, expected) => {
  expect(isSemver(version)).toBe(expected);
});

test('scope takes the leading numbers as they are written', () => {
  expect(isInScope('2026.01.3', { major: 2026, minor: 1, prerelease: false })).toBe(true);
  expect(isInScope('2026.02.3', { major: 2026, minor: 1, prerelease: false })).toBe(false);
  expect(isInScope('1', { major: 1, minor: 2, prerelease: false })).toBe(false);
  expect(isInScope('edge', { prerelease: true })).toBe(false);
});

test('the highest above a version, in its scope', () => {
  const known = ['1.2.3', '1.10.0', '1.9.0', '2.0.0-rc.1', 'v2.0.0', '3', '1.2.3.4', '2099.01.01'];
  expect(highestAbove('1.2.4', known, { prerelease: false })).toBe('v2.0.0');
  expect(highestAbove('1.2.4', known, { major: 1, prerelease: false })).toBe('1.10.0');
  expect(highestAbove('1.2.4', known, { major: 1, minor: 2, prerelease: false })).toBeUndefined();
  expect(highestAbove('2.0.0', known, { prerelease: true })).toBeUndefined();
  expect(highestAbove('2026.01.01', known, { prerelease: false })).toBe('2099.01.01');
});

test('known versions come from git tags without their prefix and from image tags without their suffix', () => {
  const versions = knownVersions(
    ['app-v1.0.0', 'v9.0.0', 'app-vnext', 'app-v1.1.0'],
    ['1.1.0-alpine', '1.2.0-alpine', '1.3.0', 'latest-alpine'],
    { prefix: 'app-v', suffix: '-alpine' },
  );
  expect(versions.sort()).toEqual(['1.0.0', '1.1.0', '1.2.0']);
});
