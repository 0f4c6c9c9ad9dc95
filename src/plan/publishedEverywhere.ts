import type { PublishedImage } from '../context/context.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { type Platform, samePlatform } from '../oci/platform.ts';
import { isLeg } from './handOver.ts';
import type { PhaseFacts } from './phases.ts';
import type { KnownImage } from './plan.ts';
import { findPublished } from './published.ts';

/** The release as every registry holds it already; throws where an immutable tag holds something else. */
export function publishedEverywhere(
  inputs: Inputs,
  { context, plannedVariants, images, published }: PhaseFacts,
): KnownImage[] | undefined {
  const looked = images.map(({ variant, image, tags }) => {
    const planned = plannedVariants.find(({ name }) => name === variant);
    const wanted = {
      version: planned?.versionLabel ?? '',
      revision: context.git.sha,
      platforms: planned?.platforms ?? [],
    };
    const held = heldBy(published, image);
    const seen = isLeg(inputs) ? narrow(held, wanted.platforms) : held;
    return { variant, image, result: findPublished(tags, seen, wanted) };
  });
  const faults = looked.flatMap(({ image, result }) =>
    result.kind === 'conflict' ? result.faults.map((fault) => `${image}: ${fault}`) : [],
  );
  if (faults.length > 0) {
    throw new UserError(
      `Nothing was built, since it could not be published:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
      {
        hint: 'Publish under a new version, or set force: true to replace what is there.',
      },
    );
  }
  const there = looked.flatMap(({ variant, image, result }) =>
    result.kind === 'published'
      ? [{ variant, image, digest: result.digest, platforms: result.held.details ?? [] }]
      : [],
  );
  return there.length > 0 && there.length === images.length ? there : undefined;
}

function heldBy(published: readonly PublishedImage[], image: string): PublishedImage['held'] {
  return published.find((one) => one.image === image)?.held ?? {};
}

/** What is held as one leg of a matrix sees it, which knows of its own platforms alone. */
function narrow(held: PublishedImage['held'], platforms: readonly Platform[]): PublishedImage['held'] {
  const isPlanned = (platform: Platform) => platforms.some((planned) => samePlatform(planned, platform));
  const entries = Object.entries(held).map(([tag, there]) => [
    tag,
    there && {
      ...there,
      platforms: there.platforms.filter(isPlanned),
      ...(there.details && { details: there.details.filter(({ platform }) => isPlanned(platform)) }),
    },
  ]);
  return Object.fromEntries(entries);
}
