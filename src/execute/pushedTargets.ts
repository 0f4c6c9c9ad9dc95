import type { Digest } from '../oci/digest.ts';
import { parseReference } from '../oci/reference.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import type { Built } from './buildMetadata.ts';
import type { Pushed } from './pushedDigests.ts';

/** Puts together what each target pushed. */
export interface PushedTargets {
  take(pushed: Pushed): void;
  /** Resolves once every target was pushed; never where that is not told. */
  all: Promise<readonly Built[]>;
}

export function collectPushed(definition: BakeDefinition): PushedTargets {
  const ids = Object.keys(definition.targets);
  const wanted = definition.pushTo.map(nameOf);
  const digests = new Map<string, Digest>();
  const { promise, resolve } = Promise.withResolvers<readonly Built[]>();
  return {
    take: ({ target = ids.length === 1 ? ids[0] : undefined, digest, to }) => {
      const there = new Set(to.map(nameOf));
      if (target === undefined || !ids.includes(target) || !wanted.every((name) => there.has(name))) return;
      digests.set(target, digest);
      if (!ids.every((id) => digests.has(id))) return;
      resolve(ids.map((id) => ({ id, digest: digests.get(id), imageId: undefined, metadata: {} })));
    },
    all: promise,
  };
}

/** Without tag and digest, whatever way it is written. */
function nameOf(reference: string): string {
  const { registry, path } = parseReference(reference).repository;
  return `${registry}/${path}`;
}
