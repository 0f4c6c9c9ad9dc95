import type { OnImmutable } from '../context/published.ts';
import { nextTurn } from '../host/pause.ts';
import type { Inputs } from '../inputs/schema.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Decision } from './decide.ts';
import type { Announced } from './githubRelease.ts';

/** What goes on while the registries answer. */
export interface Following {
  /** The changelog, which is read as soon as they were asked. */
  announced: Promise<Announced>;
  /** A build is certain: bake starts. */
  onBuild: () => void;
  /** Where something is missing there is a build, and the check that comes before it begins. */
  onImmutable: OnImmutable;
}

/** Begins what can be begun before the registries have answered, and the rest as they do. */
export function whatFollows(
  inputs: Inputs,
  { builder, announce, session }: Pick<Decision, 'builder' | 'announce' | 'session'>,
): Following {
  const announced = nextTurn().then(announce);
  announced.catch(() => {}); // told where it is waited for
  const onBuild = () => builder.startBake(isReleaseAsked(inputs) ? announced : undefined);
  const onImmutable: OnImmutable = (found, image) => {
    if (found) return;
    onBuild();
    session?.client.beginPushCheck(parseRepository(image));
  };
  return { announced, onBuild, onImmutable };
}

/** One that was not asked for is left out where the token may not make it. */
function isReleaseAsked({ what }: Inputs): boolean {
  return what.release !== undefined && what.release !== 'off';
}
