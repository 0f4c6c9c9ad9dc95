type Environment = Readonly<Record<string, string | undefined>>;

/** The runner's own: secrets of inputs, and tokens that only we need. */
const OURS = /^(?:INPUT_|ACTIONS_RUNTIME_TOKEN$|ACTIONS_ID_TOKEN_|GITHUB_TOKEN$)/;
/** What buildx reads of its own accord for `type=gha` caches. */
const CACHE = /^ACTIONS_(?:CACHE_|RESULTS_|RUNTIME_)/;
/** buildx would fetch the provenance of every platform once more, for a file that nobody reads; who sets it gets it. */
const DEFAULTS = { BUILDX_METADATA_PROVENANCE: 'disabled' };

/** The environment of children: ours without what they have no business with, joined to the run's trace. */
export function childEnvironment(
  environment: Environment,
  settings: { traceparent: string; ghaCache: boolean },
): Environment {
  const kept = Object.entries(environment).filter(
    ([name]) => !OURS.test(name) || (settings.ghaCache && CACHE.test(name)),
  );
  return {
    ...DEFAULTS,
    ...Object.fromEntries(kept),
    ...(settings.traceparent && { TRACEPARENT: settings.traceparent }),
  };
}
