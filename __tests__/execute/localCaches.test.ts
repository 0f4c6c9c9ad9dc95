import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isGha, withoutCaches } from '../../src/execute/bakeDefinition.ts';
import { BuildError } from '../../src/execute/build.ts';
import { prepareFolders, replaceFolders, restoreCaches, saveCaches } from '../../src/execute/localCaches.ts';
import { type Effects, type Running, startRunning } from '../../src/execute/running.ts';
import { createLog } from '../../src/host/log.ts';
import type { BakeDefinition, BakeTarget } from '../../src/plan/bake.ts';
import type { CacheFolder } from '../../src/plan/caches.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';

afterAll(removeFolders);

function world({ restored, fails }: { restored?: string; fails?: boolean } = {}) {
  const said: string[] = [];
  const saved: string[] = [];
  const controller = new AbortController();
  const effects = {
    log: createLog((text) => said.push(text)),
    signal: controller.signal,
    restoreFolder: async () => {
      if (fails) throw new Error('no answer');
      return restored;
    },
    saveFolder: async (_folder: string, key: string) => {
      if (fails) throw new Error('no answer');
      saved.push(key);
    },
  };
  const running: Running = startRunning({} as Plan);
  return { said, saved, controller, running, effects: effects as unknown as Effects };
}

function folder(path = join(temporaryFolder(), 'cache')): CacheFolder & { next: string } {
  return { id: 'linux-amd64', path, next: `${path}.next`, prefix: 'prefix:', restore: true, save: true };
}

function fill(path: string, index: string): void {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'index.json'), index);
}

test('a folder is replaced by what the build wrote', async () => {
  const { effects, said } = world();
  const one = folder();
  fill(one.path, 'old');
  writeFileSync(join(one.path, 'old-blob'), '');
  fill(one.next, 'left by a run that was killed');
  expect(await prepareFolders([one], effects)).toEqual([]);
  fill(one.next, 'new');
  await replaceFolders([one], effects);
  expect(readFileSync(join(one.path, 'index.json'), 'utf8')).toBe('new');
  expect([join(one.path, 'old-blob'), one.next].map((path) => existsSync(path))).toEqual([false, false]);
  expect(said).toEqual([]);
});

test('a build that wrote nothing leaves the folder as it was', async () => {
  const { effects } = world();
  const one = folder();
  fill(one.path, 'old');
  await prepareFolders([one], effects);
  await replaceFolders([one], effects);
  expect(readFileSync(join(one.path, 'index.json'), 'utf8')).toBe('old');
  expect(existsSync(one.next)).toBe(false);
});

test('a folder that cannot be written is told and named', async () => {
  const { effects, said } = world();
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const one = folder(join(file, 'cache'));
  expect(await prepareFolders([one], effects)).toEqual([one.next]);
  expect(said.join()).toMatch(/::warning::The local cache of linux-amd64 is not written/);
});

test('a folder that has a cache is not restored, and one that was restored as it is now is not saved', async () => {
  const first = world();
  const one = folder();
  fill(one.path, 'content');
  await saveCaches({ kind: 'save-caches', folders: [one], maxBytes: 1000 }, first.running, first.effects);
  expect(first.saved).toEqual([expect.stringMatching(/^prefix:[0-9a-f]{32}$/)]);
  const second = world({ restored: first.saved[0] ?? '' });
  await restoreCaches({ kind: 'restore-caches', folders: [one] }, second.running, second.effects);
  expect([...second.running.restored]).toEqual([]);
  await restoreCaches({ kind: 'restore-caches', folders: [folder()] }, second.running, second.effects);
  await saveCaches({ kind: 'save-caches', folders: [one], maxBytes: 1000 }, second.running, second.effects);
  expect(second.saved).toEqual([]);
});

test('what is too large is not saved, with a notice', async () => {
  const { effects, running, saved, said } = world();
  const one = folder();
  fill(one.path, 'x'.repeat(1001));
  await saveCaches({ kind: 'save-caches', folders: [one], maxBytes: 1000 }, running, effects);
  expect(saved).toEqual([]);
  expect(running.notices.join()).toMatch(/not saved: it has 0.0 MB/);
  expect(said.join()).toMatch(/^::notice::/);
});

test('a cache service that fails is a warning', async () => {
  const { effects, running, said } = world({ fails: true });
  const one = folder();
  await restoreCaches({ kind: 'restore-caches', folders: [one] }, running, effects);
  fill(one.path, 'content');
  await saveCaches({ kind: 'save-caches', folders: [one], maxBytes: 1000 }, running, effects);
  expect(said.join('')).toMatch(/was not restored: no answer[\s\S]*was not saved: no answer/);
});

test('saving ends where the run is cancelled', async () => {
  const { effects, running, controller } = world();
  const one = folder();
  fill(one.path, 'content');
  const stuck = { ...effects, saveFolder: () => new Promise<void>(() => {}) };
  const saving = saveCaches({ kind: 'save-caches', folders: [one], maxBytes: 1000 }, running, stuck);
  controller.abort();
  await expect(saving).resolves.toBeUndefined();
});

test.each([
  [
    'failed to push a/b: failed to copy: GET https://productionresultssa1.blob.core.windows.net/x\nRESPONSE 403: 403 Server failed to authenticate the request.\nERROR CODE: AuthenticationFailed',
    true,
  ],
  ['failed to copy: httpReadSeeker: failed open: https://x.blob.core.windows.net/actions-cache/y: 403', true],
  [
    'error: https://results-receiver.actions.githubusercontent.com/twirp/github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL: 500',
    true,
  ],
  ['failed to push ghcr.io/a/b: denied: permission_denied: write_package', false],
  ['process "/bin/sh -c exit 1" did not complete successfully: exit code: 1', false],
])('%s: the Actions cache is to blame: %s', (said, expected) => {
  expect(new BuildError('failed', said, {}).cacheRefused).toBe(expected);
});

test('a definition without the Actions cache keeps all other caches', () => {
  const target = {
    'cache-from': ['type=gha', 'type=registry,ref=a/b'],
    'cache-to': ['mode=max,type=gha,scope=x', 'type=local,dest=gha'],
  } as unknown as BakeTarget;
  const definition = { targets: { one: target } } as unknown as BakeDefinition;
  expect(withoutCaches(definition, isGha).targets.one).toEqual({
    'cache-from': ['type=registry,ref=a/b'],
    'cache-to': ['type=local,dest=gha'],
  });
});
