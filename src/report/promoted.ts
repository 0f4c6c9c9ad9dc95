import type { Outcome } from '../execute/outcome.ts';

/** What became of each tag. Every row has every field, since JSON knows no undefined and readers ask for null. */
export function promotedRows({ promoted }: Outcome) {
  return promoted.map(({ image, tag, before, after, outcome, because }) => ({
    image,
    tag,
    before: before ?? null,
    after: after ?? null,
    outcome,
    because: because ?? null,
  }));
}

/** What every tag that moved held before, and holds now: `rollback` puts back only what still stands. */
export function previousRows({ promoted }: Outcome) {
  return promoted
    .filter(({ outcome }) => outcome === 'moved')
    .map(({ image, tag, before, after }) => ({ image, tag, digest: before ?? null, after: after ?? null }));
}
