import { expect, test } from 'vitest';
import { idlePlan } from '../../src/plan/idlePlan.ts';
import { context } from '../support/context.ts';

test('a plan that builds nothing still carries what every run reports', () => {
  const notices = [{ level: 'warning', text: 'w' }] as const;
  const facts = { context: context(), trace: { traceId: 'a', traceparent: 'b' }, notices };
  const plan = idlePlan('promote', facts, [
    { image: 'ghcr.io/a/b', tag: 'stable' },
    { image: 'quay.io/a/b', tag: 'stable' },
    { image: 'ghcr.io/a/b', tag: 'latest' },
  ]);
  expect(plan).toMatchObject({
    command: 'promote',
    channel: undefined,
    version: '',
    builds: [],
    phases: [],
    matrix: [],
    gitSha: '860c1904a1ce19322e91ac35af1ab07466440c37',
    buildTime: '2020-01-10T00:30:00.000Z',
    trace: { traceId: 'a', traceparent: 'b' },
    notices,
  });
  expect(plan.metadata.tags).toBe('ghcr.io/a/b:stable\nquay.io/a/b:stable\nghcr.io/a/b:latest');
  expect(plan.metadata.tagNames).toBe('stable\nlatest');
  expect(JSON.parse(plan.metadata.json)).toEqual({
    tags: ['ghcr.io/a/b:stable', 'quay.io/a/b:stable', 'ghcr.io/a/b:latest'],
    'tag-names': ['stable', 'latest'],
    labels: {},
    annotations: [],
  });
  for (const file of Object.values(plan.metadata.bakeFiles)) expect(JSON.parse(file)).toEqual({});
});
