type Environment = Readonly<Record<string, string | undefined>>;

/** The runner's own: secrets of inputs, and tokens that only we need. */
const OURS = /^(?:INPUT_|ACTIONS_RUNTIME_TOKEN$|ACTIONS_ID_TOKEN_|GITHUB_TOKEN$)/;
/** What buildx reads of its own accord for `type=gha` caches. */
const CACHE = /^ACTIONS_(?:CACHE_|RESULTS_|RUNTIME_)/;
/** buildx would fetch the provenance of every platform once more, for a file that nobody reads; who sets it gets it. */
const DEFAULTS = { BUILDX_METADATA_PROVENANCE: 'disabled' };

/** Any of these says that somebody looks at traces. https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
const TRACES = /^(?:TRACEPARENT$|OTEL_)/;

/** What a child's environment depends on. */
export interface ChildSettings {
  traceparent: () => string;
  /** The trace is one that was asked for, not derived from the run. */
  traced: boolean;
  ghaCache: boolean;
}

/**
 * The environment of children: ours without what they have no business with. It is joined to the run's trace where somebody
 * traces; else not, since BuildKit writes down all that it knows of a trace with each build of it: after a hundred builds
 * of one run that takes a second.
 */
export function childEnvironment(environment: Environment, settings: ChildSettings): Environment {
  const kept = Object.entries(environment).filter(
    ([name]) => !OURS.test(name) || (settings.ghaCache && CACHE.test(name)),
  );
  const looks = settings.traced || Object.keys(environment).some((name) => TRACES.test(name));
  const traceparent = looks ? settings.traceparent() : '';
  return {
    ...DEFAULTS,
    ...Object.fromEntries(kept),
    ...(traceparent !== '' && { TRACEPARENT: traceparent }),
  };
}
