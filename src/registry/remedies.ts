import type { RegistryFailure } from './errors.ts';
import { REMEDIES } from './remedyRows.ts';

/** A refusal that is known, and what to do about it. The first row whose fields all match is used. */
export interface RemedyRow {
  host?: RegExp;
  status?: number;
  code?: RegExp;
  /** Nobody logged in. */
  anonymous?: boolean;
  /** Matched with the registry's own words. */
  words?: RegExp;
  remedy: (failure: RegistryFailure) => string;
}

/** What the user can do about a failed request; undefined where nothing better is known than the message. */
export function remedyFor(failure: RegistryFailure): string | undefined {
  const { status, code, detail, url, anonymous = false } = failure;
  const row = REMEDIES.find(
    (candidate) =>
      (candidate.host?.test(url.hostname) ?? true) &&
      (candidate.status === undefined || candidate.status === status) &&
      (candidate.anonymous === undefined || candidate.anonymous === anonymous) &&
      (candidate.code?.test(code ?? '') ?? true) &&
      (candidate.words?.test(`${code ?? ''}: ${detail}`) ?? true),
  );
  return row?.remedy(failure);
}
