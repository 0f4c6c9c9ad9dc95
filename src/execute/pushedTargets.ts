import type { Digest } from '../oci/digest.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import { onlyPushes } from './bakeDefinition.ts';
import type { Built } from './buildMetadata.ts';
import type { Pushed } from './pushedDigests.ts';

/** Puts together what each target pushed. */
export interface PushedTargets {
  take(pushed: Pushed): void;
  /** Resolves once every target was pushed; never where more than that counts, or where it is not told. */
  all: Promise<readonly Built[]>;
}

export function collectPushed(definition: BakeDefinition): PushedTargets {
  const ids = Object.keys(definition.targets);
  const counts = onlyPushes(definition);
  const digests = new Map<string | undefined, Digest>();
  const { promise, resolve } = Promise.withResolvers<readonly Built[]>();
  return {
    take: ({ target = ids.length === 1 ? ids[0] : undefined, digest }) => {
      digests.set(target, digest);
      if (!counts || !ids.every((id) => digests.has(id))) return;
      resolve(ids.map((id) => ({ id, digest: digests.get(id), imageId: undefined, metadata: {} })));
    },
    all: promise,
  };
}
