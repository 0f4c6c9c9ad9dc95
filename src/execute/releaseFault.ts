import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, UserError } from '../errors.ts';
import type { GitHubAnswer } from '../host/githubApi.ts';
import { asObject } from '../oci/json.ts';

export const CONTENTS_WRITE = 'Give the job "permissions: contents: write", or set "release: off".';
const RUN_AGAIN = 'Run the job again: it completes what is missing.';

/** A fault that may pass; the state must be looked at again. */
export class Again extends UserError {
  constructor(answer: GitHubAnswer, message = 'GitHub did not do as asked') {
    super(`${message}: ${wordsOf(answer)}`, { hint: RUN_AGAIN });
  }
}

/** Tries until it is done; what a try throws for good ends it. */
export async function again<T>(waits: readonly number[], act: () => Promise<T>): Promise<T> {
  for (const wait of waits) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof UserError && !(error instanceof Again)) throw error;
      await sleep(wait);
    }
  }
  return act().catch((error: unknown) => {
    if (error instanceof UserError) throw error;
    throw new UserError(`GitHub did not answer: ${messageOf(error)}`, {
      hint: RUN_AGAIN,
      cause: error,
    });
  });
}

/** What GitHub refused, as an error that says what to do. */
export function refusal(answer: GitHubAnswer, message: string): UserError {
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408)
    return new Again(answer, message);
  const permission = answer.status === 401 || answer.status === 403 || answer.status === 404;
  return new UserError(`${message}: ${wordsOf(answer)}`, permission ? { hint: CONTENTS_WRITE } : {});
}

/** GitHub's own words. */
export function wordsOf({ status, json }: GitHubAnswer): string {
  const message = field(json, 'message');
  return typeof message === 'string' ? `${status} ${message}` : `GitHub answered ${status}`;
}

/** A field of a JSON object; undefined where there is none. */
export function field(value: unknown, name: string): unknown {
  return asObject(value)[name];
}
