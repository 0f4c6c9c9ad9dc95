/** Time and chance, passed in so that tests need neither. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Rejects with the signal's reason when that is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Why there is no further attempt: too many, or the next one would come after the deadline; `until` is when it could. */
export interface GaveUp {
  attempts: number;
  until: Date | undefined;
}

/** The attempt failed in a way that may pass. */
export interface Again {
  kind: 'again';
  /** For the log: `429 Too Many Requests`. */
  reason: string;
  /** What is thrown if this was the last attempt. */
  error: (end: GaveUp) => Error;
  /** How long the server asked us to wait. */
  retryAfterMs?: number | undefined;
  /** Everything else that goes to the host waits too. */
  slowsHost?: boolean;
  /** Where fewer attempts make sense than usual. */
  attempts?: number | undefined;
}

export type Outcome<T> = { kind: 'done'; value: T } | Again;

export interface Wait {
  host: string;
  reason: string;
  ms: number;
}

export interface RetryOptions {
  clock: Clock;
  /** When everything must be over, in ms since 1970. */
  deadline: number;
  signal?: AbortSignal | undefined;
  onWait?: (wait: Wait) => void;
  attempts?: number;
  firstMs?: number;
  capMs?: number;
}

export interface Retry {
  /** Attempts until it is done; throws what the last attempt says. What an attempt throws is not tried again. */
  run<T>(host: string, attempt: (count: number) => Promise<Outcome<T>>): Promise<T>;
  /** Waits after the `count`-th attempt has failed; throws what that says where it was the last. */
  wait(host: string, again: Again, count: number): Promise<void>;
  /** Moves the deadline on by how long something takes that is not a server's to answer for, such as a build. */
  exempt<T>(work: () => Promise<T>): Promise<T>;
  /** All waits so far. */
  waits(): readonly Wait[];
}

/**
 * Up to 7 attempts, the waits doubling from 0.5 s to at most 30 s with full jitter, never beyond the deadline.
 * What a server asks for in Retry-After is obeyed, and a host that asks for patience is left alone by all.
 */
export function createRetry(options: RetryOptions): Retry {
  const { clock, signal, attempts = 7 } = options;
  let { deadline } = options;
  const gates = new Map<string, number>();
  const waits: Wait[] = [];
  const opensIn = (host: string) => (gates.get(host) ?? 0) - clock.now();

  const wait: Retry['wait'] = async (host, again, count) => {
    signal?.throwIfAborted();
    const ms = pauseAfter(again, count, options);
    const next = clock.now() + ms;
    if (next > deadline) throw again.error({ attempts: count, until: new Date(next) });
    if (count >= (again.attempts ?? attempts)) throw again.error({ attempts: count, until: undefined });
    const entry = { host, reason: again.reason, ms: Math.round(ms) };
    waits.push(entry);
    options.onWait?.(entry);
    if (again.slowsHost) gates.set(host, clock.now() + Math.max(opensIn(host), ms));
    await clock.sleep(ms, signal);
  };
  return {
    wait,
    waits: () => waits,
    exempt: (work) => {
      const began = clock.now();
      return work().finally(() => {
        deadline += clock.now() - began;
      });
    },
    run: async (host, attempt) => {
      for (let count = 1; ; count += 1) {
        for (let left = opensIn(host); left > 0; left = opensIn(host)) await clock.sleep(left, signal);
        signal?.throwIfAborted();
        const outcome = await attempt(count);
        if (outcome.kind === 'done') return outcome.value;
        await wait(host, outcome, count);
      }
    },
  };
}

function pauseAfter(
  { retryAfterMs }: Again,
  count: number,
  { clock, firstMs = 500, capMs = 30_000 }: RetryOptions,
): number {
  if (retryAfterMs !== undefined) return retryAfterMs + clock.random() * firstMs;
  return clock.random() * Math.min(capMs, firstMs * 2 ** (count - 1));
}

const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504]);
/** Gone as soon as it came: a connection broke. */
const PASSING_CODE = new Set(
  'ECONNRESET EPIPE ETIMEDOUT ECONNABORTED ERR_STREAM_PREMATURE_CLOSE HPE_INVALID_EOF_STATE'.split(' '),
);
/** Passes where something restarts, lasts where a name is wrong. */
const UNREACHABLE_CODE = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']);

/** Whether a status tells of something that may pass. */
export function isPassingStatus(status: number): boolean {
  return PASSING_STATUS.has(status);
}

/**
 * How many attempts a transport error is worth: undefined for the policy's own number, 1 for none beyond the first.
 * `answered`: the host is there, since it has answered before.
 */
export function attemptsForCode(code = '', answered = false): number | undefined {
  if (PASSING_CODE.has(code)) return undefined;
  if (UNREACHABLE_CODE.has(code)) return answered ? undefined : 4;
  return 1;
}

/** Longer than any run waits, and short enough for its end to be a date: a server may ask for anything. */
export const LONGEST_WAIT_MS = 366 * 86_400_000;

/** Milliseconds that a Retry-After header asks for, in seconds or as a date, a year at most; undefined where it says neither. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const asked = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? undefined : Math.min(Math.max(0, asked), LONGEST_WAIT_MS);
}
