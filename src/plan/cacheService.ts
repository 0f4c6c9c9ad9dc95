/** The Actions cache service, as the runner's variables tell of it. */
export interface CacheService {
  available: boolean;
  /** What is not set of the variables that it needs; empty where it is there. */
  missing: readonly string[];
  /** `none`, `read`, `write` or `write-only`, as the runner has it; '' where it does not say. */
  mode: string;
  reads: boolean;
  writes: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether the Actions cache service can be used, and how. An unknown mode allows everything.
 * https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/config.ts
 */
export function cacheServiceOf(environment: Environment): CacheService {
  const missing = [
    ...(environment.ACTIONS_RUNTIME_TOKEN ? [] : ['ACTIONS_RUNTIME_TOKEN']),
    ...(environment.ACTIONS_RESULTS_URL || environment.ACTIONS_CACHE_URL ? [] : ['ACTIONS_RESULTS_URL']),
  ];
  const mode = (environment.ACTIONS_CACHE_MODE ?? '').trim().toLowerCase();
  const available = missing.length === 0;
  return {
    available,
    missing,
    mode,
    reads: available && mode !== 'none' && mode !== 'write-only',
    writes: available && mode !== 'none' && mode !== 'read',
  };
}
