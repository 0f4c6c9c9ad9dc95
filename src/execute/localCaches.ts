import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { folderSize } from '../host/folderSize.ts';
import type { CacheFolder } from '../plan/caches.ts';
import type { Step } from '../plan/plan.ts';
import type { Effects, Running } from './running.ts';

/** What a folder that holds a cache has in it. https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md */
const INDEX = 'index.json';

/** Fetches the local caches that are not on this machine. What cannot be fetched is built again. */
export async function restoreCaches(
  step: Extract<Step, { kind: 'restore-caches' }>,
  running: Running,
  { log, restoreFolder, signal }: Effects,
): Promise<void> {
  const restored = step.folders.map(async ({ path, prefix, id }) => {
    if (existsSync(join(path, INDEX))) return;
    try {
      const key = await restoreFolder(path, prefix);
      if (key !== undefined) running.restored.set(id, key);
    } catch (error) {
      log.warning(`The local cache of ${id} was not restored: ${messageOf(error)}`);
    }
  });
  await Promise.race([Promise.all(restored), aborted(signal)]);
}

/** Makes room for what a build writes; resolves to the folders that cannot be written. */
export async function prepareFolders(
  folders: readonly CacheFolder[],
  { log }: Pick<Effects, 'log'>,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { id, next } of folders) {
    if (next === undefined) continue;
    try {
      await rm(next, { recursive: true, force: true });
      await mkdir(next, { recursive: true });
    } catch (error) {
      failed.push(next);
      log.warning(`The local cache of ${id} is not written: ${messageOf(error)}`);
    }
  }
  return failed;
}

/** Puts what the build wrote into the place of what was there, so that a cache holds its newest content alone. */
export async function replaceFolders(
  folders: readonly CacheFolder[],
  { log }: Pick<Effects, 'log'>,
): Promise<void> {
  for (const { id, path, next } of folders) {
    if (next === undefined) continue;
    try {
      if (existsSync(join(next, INDEX))) {
        await rm(path, { recursive: true, force: true });
        await rename(next, path);
      } else await rm(next, { recursive: true, force: true });
    } catch (error) {
      log.warning(`The local cache of ${id} was not replaced: ${messageOf(error)}`);
    }
  }
}

/** Saves the local caches that changed and are not too large. A cache that cannot be saved fails nothing. */
export async function saveCaches(
  step: Extract<Step, { kind: 'save-caches' }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  const saves = step.folders.map((folder) => saveCache(folder, step.maxBytes, { running, effects }));
  await Promise.race([Promise.all(saves), aborted(effects.signal)]);
}

async function saveCache(
  { id, path, prefix }: CacheFolder,
  maxBytes: number,
  { running, effects }: { running: Running; effects: Effects },
): Promise<void> {
  try {
    const index = await readFile(join(path, INDEX)).catch(() => undefined);
    if (!index) return;
    // the index names its content by digest: the same key is the same cache
    const key = prefix + createHash('sha256').update(index).digest('hex').slice(0, 32);
    if (running.restored.get(id) === key) return;
    const bytes = await folderSize(path);
    if (bytes > maxBytes) {
      const text = `The local cache of ${id} is not saved: it has ${megabytes(bytes)}, and cache-max-size is ${megabytes(maxBytes)}.`;
      running.notices.push(text);
      effects.log.notice(text);
    } else await effects.saveFolder(path, key);
  } catch (error) {
    effects.log.warning(`The local cache of ${id} was not saved: ${messageOf(error)}`);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
