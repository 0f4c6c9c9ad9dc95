import type { Repository } from '../oci/reference.ts';
import type { RegistryClient } from './types.ts';

/** A client whose push check may begin before somebody waits for it. */
export interface EarlyChecks extends RegistryClient {
  /** Begins the next check of a repository. Never throws: whoever waits for that check hears of a fault. */
  beginPushCheck(repository: Repository): void;
}

/** What was begun ahead answers one check; those after it ask anew. */
export function withEarlyChecks(client: RegistryClient): EarlyChecks {
  const begun = new Map<string, Promise<void>>();
  return {
    ...client,
    checkPush: (repository) => {
      const check = begun.get(repository.name) ?? client.checkPush(repository);
      begun.delete(repository.name);
      return check;
    },
    beginPushCheck: (repository) => {
      if (begun.has(repository.name)) return;
      const check = client.checkPush(repository);
      check.catch(() => {});
      begun.set(repository.name, check);
    },
  };
}
