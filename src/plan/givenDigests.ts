import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { formatPlatform, parsePlatform } from '../oci/platform.ts';
import type { GivenDigest } from './handOver.ts';
import type { Build } from './plan.ts';

/**
 * What input `digests` hands over. A key is a platform, or a variant and a platform as the `digests` output has them.
 * Throws a UserError for a platform that stands for several variants.
 */
export function givenDigests({ what }: Pick<Inputs, 'what'>, builds: readonly Build[]): GivenDigest[] {
  const only = new Set(builds.map(({ variant }) => variant));
  return what.digests.map(({ key, digest }) => {
    const [text = '', variant = ''] = key.split(' ').reverse();
    const platform = parsePlatform(text);
    if (variant === '' && only.size > 1)
      throw new UserError(
        `Input digests: "${key}" may be of ${[...only].join(' or ')}; write "${[...only][0]} ${formatPlatform(platform)}"`,
      );
    return { variant: variant || ([...only][0] ?? ''), platform, digest };
  });
}
