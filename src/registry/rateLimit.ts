import { parseRetryAfter } from '../host/retry.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** When a rate limit ends, as the headers tell: Retry-After, else the whole window of `ratelimit-*: N;w=SECONDS`. */
export function describeLimitEnd(headers: Headers = {}): string {
  const header = (name: string) => [headers[name]].flat()[0];
  const now = Date.now();
  const wait = parseRetryAfter(header('retry-after'), now);
  if (wait !== undefined) return `it ends at ${new Date(now + wait).toISOString()}`;
  const reset = Number(header('x-ratelimit-reset'));
  if (reset > 1e9) return `it ends at ${new Date(reset * 1000).toISOString()}`;
  const window = /;w=(\d+)/.exec(header('ratelimit-remaining') ?? header('ratelimit-limit') ?? '')?.[1];
  return window
    ? `it ends at ${new Date(now + Number(window) * 1000).toISOString()} at the latest`
    : 'it does not tell for how long';
}
