import { LONGEST_WAIT_MS, parseRetryAfter } from '../host/retry.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** When a rate limit ends, as the headers tell: Retry-After, else the whole window of `ratelimit-*: N;w=SECONDS`. */
export function describeLimitEnd(headers: Headers = {}): string {
  const header = (name: string) => [headers[name]].flat()[0];
  const now = Date.now();
  const end = (ms: number) => `it ends at ${new Date(Math.min(ms, now + LONGEST_WAIT_MS)).toISOString()}`;
  const wait = parseRetryAfter(header('retry-after'), now);
  if (wait !== undefined) return end(now + wait);
  const reset = Number(header('x-ratelimit-reset'));
  if (reset > 1e9) return end(reset * 1000);
  const window = /;w=(\d+)/.exec(header('ratelimit-remaining') ?? header('ratelimit-limit') ?? '')?.[1];
  return window ? `${end(now + Number(window) * 1000)} at the latest` : 'it does not tell for how long';
}
