import type { OnImmutable } from '../context/published.ts';
import { nextTurn } from '../host/pause.ts';
import type { Inputs } from '../inputs/schema.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Decision } from './decide.ts';
import type { Announced } from './githubRelease.ts';

/**
 * What goes on while the registries answer: the changelog is read as soon as they were asked; when a build is certain, bake
 * starts, and so do the checks that come before a build.
 */
export function whatFollows(
  inputs: Inputs,
  { builder, announce, release, session }: Decision,
): { announced: Promise<Announced>; onImmutable: OnImmutable } {
  const announced = nextTurn().then(announce);
  announced.catch(() => {}); // told where it is waited for
  const checked = release.push ? release.images.map(parseRepository) : [];
  const onImmutable: OnImmutable = (found) => {
    if (found) return;
    builder.startBake(isReleaseAsked(inputs) ? announced : undefined);
    for (const repository of checked) session?.client.beginPushCheck(repository);
  };
  return { announced, onImmutable };
}

/** One that was not asked for is left out where the token may not make it. */
function isReleaseAsked({ what }: Inputs): boolean {
  return what.release !== undefined && what.release !== 'off';
}
