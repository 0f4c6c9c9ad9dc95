import type { RegistryFailure } from './errors.ts';
import { REMEDIES } from './remedyRows.ts';

/** What the user can do about a failed request; undefined where nothing better is known than the message. */
export function remedyFor(failure: RegistryFailure): string | undefined {
  const { status, code, detail, url } = failure;
  const row = REMEDIES.find(
    (candidate) =>
      (candidate.host?.test(url.hostname) ?? true) &&
      (candidate.status === undefined || candidate.status === status) &&
      (candidate.code?.test(code ?? '') ?? true) &&
      (candidate.words?.test(`${code ?? ''}: ${detail}`) ?? true),
  );
  return row?.remedy(failure);
}
