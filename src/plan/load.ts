import { formatPlatform, platformSlug } from '../oci/platform.ts';
import type { Build, PlannedImage } from './plan.ts';

/**
 * The names that a build gets in the engine where it is loaded: those that it is published under. An engine's name holds
 * one platform, so that of several each has its own behind the tag, `app:1.2.3-linux-arm64`.
 */
export function loadedNames(
  { variant, platform }: Build,
  { builds, images }: { builds: readonly Build[]; images: readonly PlannedImage[] },
): string[] {
  const platforms = new Set(builds.map((build) => formatPlatform(build.platform)));
  const suffix = platforms.size > 1 ? `-${platformSlug(platform)}` : '';
  return images
    .filter((image) => image.variant === variant)
    .flatMap(({ image, tags }) => tags.map(({ name }) => `${image}:${name}${suffix}`));
}
