import { expect, test } from 'vitest';
import { RegistryError } from '../../src/registry/errors.ts';
import { describeLimitEnd } from '../../src/registry/rateLimit.ts';

const FAR = '99999999999999999';

test.each<[string, Record<string, string>, RegExp]>([
  ['a time', { 'x-ratelimit-reset': '1767225600' }, /^it ends at 2026-01-01T00:00:00\.000Z$/],
  ['a window', { 'ratelimit-remaining': '0;w=60' }, /^it ends at .+Z at the latest$/],
  ['nothing', {}, /^it does not tell for how long$/],
  ['seconds beyond any date', { 'retry-after': FAR }, /^it ends at .+Z$/],
  ['a time beyond any date', { 'x-ratelimit-reset': FAR }, /^it ends at .+Z$/],
  ['a window beyond any date', { 'ratelimit-limit': `100;w=${FAR}` }, /^it ends at .+Z at the latest$/],
])('%s', (_name, headers, expected) => {
  expect(describeLimitEnd(headers)).toMatch(expected);
});

test('whatever a registry asks for, its refusal can be told', () => {
  const failure = { kind: 'refused', method: 'GET', url: new URL('http://r/v2/'), detail: '' } as const;
  const { message, hint } = new RegistryError({ ...failure, status: 429, headers: { 'retry-after': FAR } });
  expect(message).toBe('GET http://r/v2/: 429');
  expect(hint).toMatch(/^The registry limits requests: it ends at /);
});
