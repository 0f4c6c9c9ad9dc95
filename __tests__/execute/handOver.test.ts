import { describe, expect, test } from 'vitest';
import { collectFaults } from '../../src/execute/collectFaults.ts';
import {
  formatHandOver,
  type HandOver,
  keyPrefix,
  parseHandOver,
  stagingTag,
  warnOfCache,
} from '../../src/execute/handOver.ts';
import { createLog } from '../../src/host/log.ts';
import { TAG } from '../../src/oci/reference.ts';
import type { Build, Plan } from '../../src/plan/plan.ts';
import { buildOf } from '../support/plans.ts';

const RECORD: HandOver = {
  runId: '7',
  attempt: 2,
  created: '2026-01-02T03:04:05.000Z',
  commit: 'c'.repeat(40),
  images: ['ghcr.io/octo/app'],
  variant: 'alpine',
  platform: 'linux/arm64',
  digest: `sha256:${'a'.repeat(64)}`,
  labels: { key: 'value' },
};
const RUN = { runId: '7', attempt: 2, commit: RECORD.commit, images: RECORD.images };
const build = (variant: string, platform: string): Build => buildOf(platform, { id: 'x', variant });

describe('a record', () => {
  test('is read as it was written', () => {
    expect(parseHandOver(formatHandOver(RECORD))).toEqual(RECORD);
  });

  test.each([
    ['', undefined],
    ['null', undefined],
    ['{"digest":"sha256:1"}', undefined],
    [JSON.stringify({ ...RECORD, digest: 'latest' }), undefined],
    [JSON.stringify({ ...RECORD, attempt: '2' }), undefined],
    [JSON.stringify({ ...RECORD, images: 'app' }), undefined],
    [JSON.stringify({ ...RECORD, labels: { key: 1 } }), undefined],
  ])('is not %s', (text, expected) => {
    expect(parseHandOver(text)).toBe(expected);
  });
});

describe('names', () => {
  const pairs = [
    ['', 'linux/arm64'],
    ['', 'linux/arm/v7'],
    ['', 'linux/arm/v6'],
    ['alpine', 'linux/arm64'],
    ['alpine', 'windows(10.0.26100)/amd64'],
  ].map(([variant = '', platform = '']) => build(variant, platform));

  test('of staging tags are tags, and differ', () => {
    const tags = pairs.map((one) => stagingTag(RUN, one, 2));
    expect(tags.every((tag) => TAG.test(tag))).toBe(true);
    expect(new Set(tags).size).toBe(pairs.length);
    expect(tags[3]).toBe('handover-7-2-alpine-linux-arm64');
  });

  test('of entries: none is the beginning of another', () => {
    const prefixes = pairs.map((one) => keyPrefix(RUN, one));
    for (const [at, prefix] of prefixes.entries())
      expect(prefixes.filter((other, index) => index !== at && other.startsWith(prefix))).toEqual([]);
    expect(prefixes.filter((prefix) => prefix.includes(','))).toEqual([]);
  });
});

test('a record of another build counts for none', () => {
  const plan = { images: [] } as unknown as Plan;
  const faults = (one: Build) => collectFaults(one, RECORD, { run: RUN, plan });
  expect(faults(build('alpine', 'linux/arm64'))).toEqual([]);
  expect(faults(build('alpine', 'linux/amd64'))).toEqual(['alpine linux/amd64 was not handed over to run 7']);
  expect(faults(build('debug', 'linux/arm64'))).toEqual(['debug linux/arm64 was not handed over to run 7']);
});

test('a fault of the Actions cache is told once, with all that it holds for', () => {
  const said: string[] = [];
  const log = createLog((text) => said.push(text));
  const fault = (platform: string, reason: string) => ({ build: build('', platform), reason });
  const faults = [fault('linux/amd64', 'late'), fault('linux/arm64', 'late'), fault('linux/s390x', 'gone')];
  warnOfCache(faults, 'was not asked for', log);
  expect(said.join('').split('\n').filter(Boolean)).toEqual([
    '::warning::The Actions cache was not asked for linux/amd64, linux/arm64: late',
    '::warning::The Actions cache was not asked for linux/s390x: gone',
  ]);
});
