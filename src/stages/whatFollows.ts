import type { OnImmutable } from '../context/published.ts';
import { nextTurn } from '../host/pause.ts';
import type { Inputs } from '../inputs/schema.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Decision } from './decide.ts';
import type { Announced } from './githubRelease.ts';

/** What goes on while the registries answer. */
export interface Following {
  /** The changelog and what comes of it: begun at once where bake waits for it, else when a registry has answered. */
  announced: Promise<Announced>;
  /** No registry has to be waited for any more, or any at all. */
  onAnswered: () => void;
  /** A build is certain: bake starts. */
  onBuild: () => void;
  /** Where something is missing there is a build, and the check that comes before it begins. */
  onImmutable: OnImmutable;
}

/**
 * Begins what can be begun before the registries have answered, and the rest as they do. Bake takes longest to start, so
 * that it comes first: the changelog's processes begin when the first registry has said whether there is a build.
 */
export function whatFollows(
  inputs: Inputs,
  { builder, announce, session }: Pick<Decision, 'builder' | 'announce' | 'session'>,
): Following {
  const answered = Promise.withResolvers<void>();
  const asked = isReleaseAsked(inputs);
  const announced = (asked ? nextTurn() : answered.promise.then(nextTurn)).then(announce);
  announced.catch(() => {}); // told where it is waited for
  const onBuild = () => builder.startBake(asked ? announced : undefined);
  const onImmutable: OnImmutable = (found, image) => {
    answered.resolve();
    if (found) return;
    onBuild();
    session?.client.beginPushCheck(parseRepository(image));
  };
  return { announced, onAnswered: answered.resolve, onBuild, onImmutable };
}

/** One that was not asked for is left out where the token may not make it; one that was is waited for by bake. */
function isReleaseAsked({ what }: Inputs): boolean {
  return what.release !== undefined && what.release !== 'off';
}
