import type { HeldTag } from '../context/context.ts';
import type { Digest } from '../oci/digest.ts';
import { decideImmutable } from './immutable.ts';
import type { Identity } from './origin.ts';
import type { PlannedTag } from './plan.ts';

/** What the registry says of a release before it is built. */
export type Published =
  | { kind: 'none' }
  /** It is there and complete: nothing has to be built. */
  | { kind: 'published'; digest: Digest; tag: string; held: HeldTag }
  /** Immutable tags hold something else: nothing may be built. One text a tag. */
  | { kind: 'conflict'; faults: readonly string[] };

/**
 * Looks for a release under its own immutable tags. `held` maps a tag to what it holds, undefined for a tag that
 * does not exist. The first planned tag that holds the release decides.
 */
export function findPublished(
  tags: readonly PlannedTag[],
  held: Readonly<Record<string, HeldTag | undefined>>,
  wanted: Identity,
): Published {
  const found = tags.flatMap((tag) => {
    const there = held[tag.name];
    return tag.guard.kind === 'immutable' && there
      ? [{ tag, there, decision: decideImmutable(tag, wanted, there) }]
      : [];
  });
  const faults = found
    .filter(({ decision }) => decision.outcome === 'stop')
    .map(({ decision }) => decision.because);
  if (faults.length > 0) return { kind: 'conflict', faults };
  const adopted = found.find(({ decision }) => decision.outcome === 'adopt');
  if (!adopted) return { kind: 'none' };
  return { kind: 'published', digest: adopted.there.digest, tag: adopted.tag.name, held: adopted.there };
}
