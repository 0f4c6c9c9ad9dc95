import type { PublishedImage } from '../context/context.ts';
import type { OnImmutable } from '../context/published.ts';
import { joinErrors, messageOf } from '../errors.ts';
import { describeLeftOut, noneLeft } from '../execute/optional.ts';
import { parseRepository } from '../oci/reference.ts';
import type { Notice } from '../plan/plan.ts';
import type { ResolvedRelease } from './release.ts';
import type { Session } from './session.ts';

/** What the registries hold, and the images that are part of the run. */
export interface Registered {
  images: readonly string[];
  published: readonly PublishedImage[];
  notices: readonly Notice[];
}

/** How the registries are asked. */
export interface Asking {
  session: Session;
  isOptional: (image: string) => boolean;
  onImmutable: OnImmutable;
}

/**
 * Reads what every image's registry holds under the tags in question. An optional registry that cannot be read is left
 * out of the run, with a warning. What the others throw is thrown together.
 */
export async function readRegistries(
  { variants, images }: ResolvedRelease,
  { session, isOptional, onImmutable }: Asking,
): Promise<Registered> {
  // variants lie in the same repositories, which are asked once for the tags of all
  const tags = variants.flatMap(({ metadata }) =>
    metadata.release.tags.filter(({ guard }) => guard.kind === 'immutable').map(({ name }) => name),
  );
  if (tags.length === 0) for (const image of images) onImmutable(false, image);
  const settled = await Promise.allSettled(
    images.map((image) => session.readPublished({ image, tags }, onImmutable)),
  );
  const notices: Notice[] = [];
  const errors: unknown[] = [];
  const left = images.filter((image, at) => {
    const result = settled[at];
    if (result?.status !== 'rejected') return true;
    const text = describeLeftOut(image, messageOf(result.reason));
    if (isOptional(image)) notices.push({ level: 'warning', text });
    else errors.push(result.reason);
    return false;
  });
  if (errors.length > 0) throw joinErrors(errors);
  if (left.length === 0) throw noneLeft('published');
  const published = settled.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  return { images: left, published, notices };
}

/** Whether an image's registry may fail alone. */
export function optionalIn(optionalHosts: readonly string[]): (image: string) => boolean {
  return (image) => optionalHosts.includes(parseRepository(image).registry);
}
