import { describe, expect, test } from 'vitest';
import {
  type Again,
  attemptsForCode,
  createRetry,
  type Outcome,
  parseRetryAfter,
  type RetryOptions,
} from '../../src/host/retry.ts';
import { testClock } from '../support/clock.ts';

const START = Date.UTC(2026, 0, 1);

function again(extra: Partial<Again> = {}): Again {
  return {
    kind: 'again',
    reason: 'bad day',
    error: ({ attempts, until }) => new Error(`gave up: ${attempts}, ${until?.toISOString()}`),
    ...extra,
  };
}

function setUp(extra: Partial<RetryOptions> = {}) {
  const clock = testClock(START);
  return { clock, retry: createRetry({ clock, deadline: START + 3_600_000, ...extra }) };
}

const always = (outcome: Outcome<never>) => async () => outcome;

describe('createRetry', () => {
  test('waits twice as long each time, with full jitter, at most 30 s, seven attempts', async () => {
    const { clock, retry } = setUp({ attempts: 9 });
    await expect(retry.run('a', always(again()))).rejects.toThrow('gave up: 9, undefined');
    expect(clock.slept).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    const usual = setUp();
    await expect(usual.retry.run('a', always(again()))).rejects.toThrow('gave up: 7, undefined');
  });

  test('gives what an attempt gives, and numbers the attempts', async () => {
    const { retry } = setUp();
    expect(
      await retry.run('a', async (count) => (count < 3 ? again() : { kind: 'done', value: count })),
    ).toBe(3);
    expect(retry.waits()).toEqual([
      { host: 'a', reason: 'bad day', ms: 250 },
      { host: 'a', reason: 'bad day', ms: 500 },
    ]);
  });

  test('what others take does not count against the deadline', async () => {
    const { clock, retry } = setUp({ deadline: START + 1000 });
    expect(await retry.exempt(async () => clock.sleep(5_000_000).then(() => 'built'))).toBe('built');
    await retry.run('a', async (count) => (count === 1 ? again() : { kind: 'done', value: 1 }));
    await expect(retry.exempt(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await clock.sleep(1000);
    await expect(retry.wait('a', again(), 1)).rejects.toThrow('gave up: 1, ');
  });

  test('what is thrown is not tried again', async () => {
    const { clock, retry } = setUp();
    await expect(retry.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(clock.slept).toEqual([]);
  });

  test('obeys the server, beyond 30 s too', async () => {
    const { clock, retry } = setUp();
    await retry.run('a', async (count) =>
      count === 1 ? again({ retryAfterMs: 90_000 }) : { kind: 'done', value: 1 },
    );
    expect(clock.slept).toEqual([90_250]);
  });

  test('fails at once where the next attempt would be too late, and says when it would be', async () => {
    const { clock, retry } = setUp({ deadline: START + 10_000 });
    await expect(retry.run('a', always(again({ retryAfterMs: 60_000 })))).rejects.toThrow(
      'gave up: 1, 2026-01-01T00:01:00.250Z',
    );
    expect(clock.slept).toEqual([]);
  });

  test('the deadline is one for everything', async () => {
    const { clock, retry } = setUp({ deadline: START + 2000 });
    await expect(retry.run('a', always(again()))).rejects.toThrow(/gave up: 4/);
    expect(clock.slept.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(2000);
  });

  test('a host that asks for patience is left alone by all, others are not', async () => {
    const { clock, retry } = setUp();
    const seen: [string, number][] = [];
    const attempt = (name: string, outcomes: Outcome<string>[]) => async () => {
      seen.push([name, clock.now() - START]);
      return outcomes.shift() ?? { kind: 'done' as const, value: name };
    };
    const first = retry.run('slow', attempt('first', [again({ retryAfterMs: 10_000, slowsHost: true })]));
    await Promise.resolve().then(() => {});
    await Promise.all([
      first,
      retry.run('slow', attempt('second', [])),
      retry.run('other', attempt('third', [])),
    ]);
    expect(seen.find(([name]) => name === 'second')?.[1]).toBeGreaterThanOrEqual(10_000);
    expect(retry.waits()).toHaveLength(1);
  });

  test('fewer attempts where the outcome says so', async () => {
    const { retry } = setUp();
    await expect(retry.run('a', always(again({ attempts: 2 })))).rejects.toThrow('gave up: 2');
  });

  test('an abort ends it with its reason, before and between attempts', async () => {
    const controller = new AbortController();
    const { retry } = setUp({ signal: controller.signal });
    const run = retry.run('a', async () => {
      controller.abort(new Error('SIGTERM'));
      return again();
    });
    await expect(run).rejects.toThrow('SIGTERM');
    await expect(retry.run('a', () => expect.unreachable())).rejects.toThrow('SIGTERM');
  });
});

describe('parseRetryAfter', () => {
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['99999999999999999', 366 * 86_400_000],
    ['9'.repeat(400), 366 * 86_400_000],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, ms) => expect(parseRetryAfter(header, START)).toBe(ms));
});

test.each([
  ['ECONNRESET', undefined],
  ['ETIMEDOUT', undefined],
  ['EPIPE', undefined],
  ['ECONNREFUSED', 4],
  ['EAI_AGAIN', 4],
  ['ENOTFOUND', 1],
  ['CERT_HAS_EXPIRED', 1],
  [undefined, 1],
])('%s is worth that many attempts: %s', (code, attempts) => expect(attemptsForCode(code)).toBe(attempts));
