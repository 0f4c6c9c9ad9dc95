import { restoreCache, saveCache } from '@actions/cache';
import { createCacheEntries } from './cacheEntries.ts';

/**
 * Fetches a folder's newest copy whose key starts with `prefix`; resolves to the whole key, undefined where there is none.
 * Rejects with an Error where the service is not there; what fails later is told as a warning.
 */
export async function restoreFolder(folder: string, prefix: string): Promise<string | undefined> {
  await expectService(process.env);
  return restoreCache([folder], prefix, [prefix]);
}

/**
 * Saves a copy of a folder. Rejects with an Error where the service is not there; a key that exists already, and what
 * fails later, is told as a warning.
 */
export async function saveFolder(folder: string, key: string): Promise<void> {
  await expectService(process.env);
  await saveCache([folder], key);
}

/** The toolkit's client waits half a minute for a service that fails, and a quarter of an hour for one that is silent. */
async function expectService(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const {
    ACTIONS_RESULTS_URL: url,
    ACTIONS_RUNTIME_TOKEN: token,
    ACTIONS_CACHE_SERVICE_V2: second,
  } = environment;
  if (url && token && second) await createCacheEntries({ url, token, environment }).there();
}
