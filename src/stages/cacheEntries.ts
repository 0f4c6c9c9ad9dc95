import type { Effects } from '../execute/running.ts';
import { type CacheEntries, createCacheEntries } from '../host/cacheEntries.ts';
import { cacheServiceOf } from '../plan/cacheService.ts';

/** What can be done with entries of the Actions cache here; nothing where there is no service. */
export function cacheEntriesOf(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Effects['cacheEntries'] {
  const { ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_TOKEN: token } = environment;
  const { reads, writes } = cacheServiceOf(environment);
  if (!url || !token) return {};
  const entries: CacheEntries = createCacheEntries({ url, token, environment, signal });
  return { ...(writes && { put: entries.put }), ...(reads && { newest: entries.newest }) };
}
