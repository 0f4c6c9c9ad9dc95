import type { OnImmutable } from '../context/published.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { Decision } from './decide.ts';
import type { Announced } from './githubRelease.ts';

/**
 * What goes on as soon as it is known whether the release is there: a build that is certain begins, and the changelog is
 * read. Before that, reading it would only delay the answer.
 */
export function whatFollows(
  inputs: Inputs,
  { builder, announce }: Pick<Decision, 'builder' | 'announce'>,
): { announced: () => Promise<Announced>; onImmutable: OnImmutable } {
  let begun: Promise<Announced> | undefined;
  const announced = () => {
    begun ??= announce();
    begun.catch(() => {}); // told where it is waited for
    return begun;
  };
  const onImmutable: OnImmutable = (found) => {
    if (!found) builder.startBake(isReleaseAsked(inputs) ? announced() : undefined);
    setImmediate(announced);
  };
  return { announced, onImmutable };
}

/** One that was not asked for is left out where the token may not make it. */
function isReleaseAsked({ what }: Inputs): boolean {
  return what.release !== undefined && what.release !== 'off';
}
