import { restoreCache, saveCache } from '@actions/cache';

/**
 * Fetches a folder's newest copy whose key starts with `prefix`; resolves to the whole key, undefined where there is none.
 * A service that fails is told as a warning.
 */
export function restoreFolder(folder: string, prefix: string): Promise<string | undefined> {
  return restoreCache([folder], prefix, [prefix]);
}

/** Saves a copy of a folder. A key that exists already, and a service that fails, are told and not thrown. */
export async function saveFolder(folder: string, key: string): Promise<void> {
  await saveCache([folder], key);
}
