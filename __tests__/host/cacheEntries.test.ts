import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CacheEntries, createCacheEntries } from '../../src/host/cacheEntries.ts';
import { type CacheServiceStandIn, startCacheService } from '../support/cacheService.ts';

let service: CacheServiceStandIn;
let entries: CacheEntries;

beforeEach(async () => {
  service = await startCacheService();
  const { ACTIONS_RESULTS_URL: url = '', ACTIONS_RUNTIME_TOKEN: token = '' } = service.environment;
  entries = createCacheEntries({ url, token, environment: {} });
});
afterEach(() => service.close());

test('the newest entry with the prefix is found, and no other', async () => {
  await entries.put('run:arm64:1', 'first');
  await entries.put('run:arm64:2', 'second');
  await entries.put('run:arm:9', 'other');
  expect(await entries.newest('run:arm64:')).toBe('second');
  expect(await entries.newest('run:amd64:')).toBeUndefined();
});

test('an entry is written in three calls, and read in two', async () => {
  await entries.put('run:1', 'text');
  await entries.newest('run:');
  expect(service.calls.map(({ name }) => name)).toEqual([
    'CreateCacheEntry',
    'PUT',
    'FinalizeCacheEntryUpload',
    'GetCacheEntryDownloadURL',
    'GET',
  ]);
});

test('an entry never changes: a second one under its key is refused', async () => {
  await entries.put('run:1', 'first');
  await expect(entries.put('run:1', 'second')).rejects.toThrow(/refused|CreateCacheEntry/);
  expect(await entries.newest('run:')).toBe('first');
});

test('a fault that may pass is survived', async () => {
  let left = 1;
  service.faults.push(({ name }) => (name === 'CreateCacheEntry' && left-- > 0 ? 503 : undefined));
  await entries.put('run:1', 'text');
  expect(await entries.newest('run:')).toBe('text');
});

test('a fault that stays is told, without the signature of an address', async () => {
  service.faults.push(({ name }) => (name === 'PUT' ? 403 : undefined));
  const failed = await entries.put('run:1', 'text').catch((error: Error) => error.message);
  expect(failed).toMatch(/^PUT http[^?]*: 403$/);
});

test('without the right token nothing is read', async () => {
  await entries.put('run:1', 'text');
  const stranger = createCacheEntries({ url: service.url, token: 'wrong', environment: {} });
  await expect(stranger.newest('run:')).rejects.toThrow(/40[13]/);
});

describe('a service', () => {
  const entriesAt = (url: string, deadlineMs?: number) =>
    createCacheEntries({
      url,
      token: 'none',
      environment: {},
      ...(deadlineMs !== undefined && { deadlineMs }),
    });

  test('that never answers is given up in time', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const asked = entriesAt(`http://127.0.0.1:${port}/`, 50);
    await expect(asked.put('run:1', 'text')).rejects.toThrow(/CreateCacheEntry: no answer in time/);
    await expect(asked.newest('run:')).rejects.toThrow(/no answer in time/);
    await expect(asked.there()).rejects.toThrow(/no answer in time/);
    silent.close();
  });

  test('that refuses is there, and one that fails is not', async () => {
    await entriesAt(service.url).there();
    service.faults.push(() => 503);
    await expect(entriesAt(service.url, 50).there()).rejects.toThrow(/503/);
    await expect(entriesAt('http://127.0.0.1:1/', 50).there()).rejects.toThrow(/ECONNREFUSED/);
  });
});
