import fc from 'fast-check';
import compare from 'semver/functions/compare.js';
import { expect, test } from 'vitest';
import {
  baseCandidates,
  compareVersions,
  maintenanceRange,
  parseVersionTag,
  parseVersionTags,
} from '../../src/context/gitTags.ts';

test('the order is that of node-semver', () => {
  const identifier = fc.oneof(
    fc.nat(12).map(String),
    fc.constantFrom('a', 'b', 'beta', 'rc', 'x-1', 'A', '0a'),
  );
  const number = fc.nat(3);
  const version = fc
    .tuple(number, number, number, fc.array(identifier, { maxLength: 3 }))
    .map(
      ([major, minor, patch, parts]) =>
        `${major}.${minor}.${patch}${parts.length > 0 ? `-${parts.join('.')}` : ''}`,
    );
  fc.assert(
    fc.property(version, version, (a, b) => {
      const [first, second] = [parseVersionTag('', a), parseVersionTag('', b)];
      return (
        first !== undefined &&
        second !== undefined &&
        Math.sign(compareVersions(first, second)) === compare(a, b)
      );
    }),
  );
});

const TAGS = parseVersionTags('v', [
  'v1.0.0',
  'v1.2.3',
  'v1.10.0',
  'v2.0.0',
  'v2.0.0-rc.1',
  'v1.10.1-beta.2',
  'v1.10.1-beta.1',
  'v1.10.1-alpha.1',
  'v0.9.0',
]);
const names = (question: Parameters<typeof baseCandidates>[1]) =>
  baseCandidates(TAGS, question)
    .toSorted((a, b) => compareVersions(b, a))
    .map((tag) => tag.gitTag);

test('releases, highest first', () => {
  expect(names({})).toEqual(['v2.0.0', 'v1.10.0', 'v1.2.3', 'v1.0.0', 'v0.9.0']);
});

test('within a maintenance branch', () => {
  expect(names({ range: maintenanceRange('1.x') })).toEqual(['v1.10.0', 'v1.2.3', 'v1.0.0']);
  expect(names({ range: maintenanceRange('1.2.x') })).toEqual(['v1.2.3']);
});

test('before a pushed tag whose number stands in its word', () => {
  const tags = parseVersionTags('v', ['v1.0.0', 'v1.1.0-rc1', 'v1.1.0-rc2', 'v1.1.0-beta1']);
  const candidates = baseCandidates(tags, { pushed: parseVersionTag('v', 'v1.1.0-rc2') });
  expect(candidates.map((tag) => tag.gitTag)).toEqual(['v1.0.0', 'v1.1.0-rc1']);
});

test('before a pushed tag', () => {
  expect(names({ pushed: parseVersionTag('v', 'v1.10.0') })).toEqual(['v1.2.3', 'v1.0.0', 'v0.9.0']);
  expect(names({ pushed: parseVersionTag('v', 'v1.10.1-beta.2') })).toEqual([
    'v1.10.1-beta.1',
    'v1.10.0',
    'v1.2.3',
    'v1.0.0',
    'v0.9.0',
  ]);
});
