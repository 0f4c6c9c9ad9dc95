import type { Readable } from 'node:stream';
import type { Http, HttpResponse } from '../host/http.ts';
import type { Clock, Outcome, Retry } from '../host/retry.ts';
import type { Repository } from '../oci/reference.ts';
import { answerOf, urlOf } from './answer.ts';
import type { Authorizer } from './auth.ts';
import type { HostLookup } from './hosts.ts';
import { outcomeOfError, outcomeOfRefusal } from './refusal.ts';

/** One request to a registry, on behalf of a repository. */
export interface RegistryRequest {
  method: string;
  repository: Repository;
  /** Below `/v2/NAME/`, or a whole URL that the registry gave. */
  target: string | URL;
  /** What is done to the repository; `pull` where absent. */
  actions?: readonly string[];
  /** The path of a repository that a blob is mounted from. */
  mountFrom?: string;
  headers?: Readonly<Record<string, string>>;
  /** A stream is opened anew for each attempt. */
  body?: Uint8Array | (() => Promise<Readable>);
  /** Statuses that are handed to the caller; all others are refusals. */
  accept: readonly number[];
  idleMs?: number;
  /** Is not broken off where the run is cancelled. */
  unbroken?: boolean;
}

/** Reads an answer; `url` is where it came from after redirects. Called anew where the connection breaks meanwhile. */
export type Consume<T> = (response: HttpResponse, url: URL) => Promise<T>;

export interface RequestEffects {
  http: Http;
  retry: Retry;
  clock: Clock;
  hosts: HostLookup;
  authorizer: Authorizer;
  signal: AbortSignal | undefined;
}

export interface Requester {
  /** Attempts until there is an answer, or throws a RegistryError. */
  send<T>(request: RegistryRequest, consume: Consume<T>): Promise<T>;
  /** A single attempt, with renewal of the token; throws what cannot pass. */
  attempt<T>(request: RegistryRequest, consume: Consume<T>): Promise<Outcome<T>>;
  /** Attempts of something that takes several requests to the repository's registry. */
  retry<T>(repository: Repository, attempt: (count: number) => Promise<Outcome<T>>): Promise<T>;
}

/** Speaks to registries: finds where they answer, authenticates, follows redirects, tells what may pass from what does not. */
export function createRequester(effects: RequestEffects): Requester {
  const attempt = async <T>(request: RegistryRequest, consume: Consume<T>): Promise<Outcome<T>> => {
    const host = effects.hosts(request.repository.registry);
    let url = urlOf(request, host);
    try {
      const answer = await answerOf(request, host, effects);
      url = answer.url;
      if (!answer.refusal) return { kind: 'done', value: await consume(answer.response, url) };
      return outcomeOfRefusal(answer.refusal, {
        method: request.method,
        url,
        host,
        now: effects.clock.now(),
      });
    } catch (error) {
      effects.signal?.throwIfAborted();
      return outcomeOfError(error, { method: request.method, url, answered: host.settled });
    }
  };
  const retry: Requester['retry'] = (repository, run) =>
    effects.retry.run(effects.hosts(repository.registry).origin.host, run);
  return {
    attempt,
    retry,
    send: (request, consume) => retry(request.repository, () => attempt(request, consume)),
  };
}
