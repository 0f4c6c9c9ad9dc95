import { UserError } from '../errors.ts';
import type { Again } from '../host/retry.ts';
import { attemptsForPull, type PushFailure } from './pushFailure.ts';

type Options = ConstructorParameters<typeof UserError>[1] & {
  /** What failed is a push to a registry. */
  push?: PushFailure | undefined;
};

/** A build that failed; `said` is what buildx wrote besides its progress, '' where a command of the Dockerfile is to blame. */
export class BuildError extends UserError {
  readonly said: string;
  readonly push: PushFailure | undefined;
  readonly #options: Options;

  constructor(message: string, said: string, options: Options) {
    super(message, options);
    this.name = 'BuildError';
    this.said = said;
    this.push = options.push;
    this.#options = options;
  }

  /** The storage of the Actions cache refused to hand out what it holds. */
  get cacheRefused(): boolean {
    return isCacheRefused(this.said);
  }

  /** As an attempt that another build may make good; undefined where none can. */
  get again(): Again | undefined {
    const attempts = this.push ? this.push.attempts : attemptsForPull(this.said);
    if (attempts === 1) return undefined;
    return {
      kind: 'again',
      reason: this.message,
      attempts,
      error: (end) => new BuildError(this.push?.message(end) ?? this.message, this.said, this.#options),
    };
  }
}

/** Layers of the Actions cache are fetched when they are pushed, from signed URLs that may have expired by then. */
const CACHE_REFUSED =
  /AuthenticationFailed|blob\.core\.windows\.net|actions\.githubusercontent\.com|twirp\/github\.actions\.results/i;

/** Whether it was the Actions cache that failed. */
export function isCacheRefused(said: string): boolean {
  return CACHE_REFUSED.test(said);
}

/** A build that came to its push, and no further. */
export function pushError(push: PushFailure, said: string): BuildError {
  const hint = [push.remedy, 'No tag was moved.'].filter(Boolean).join(' ');
  return new BuildError(push.message(), said, { hint, push });
}
