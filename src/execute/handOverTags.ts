import { formatIndex } from '../oci/imageIndex.ts';
import type { Descriptor } from '../oci/manifest.ts';
import { parseRepository } from '../oci/reference.ts';
import type { HandOverRun } from '../plan/handOver.ts';
import type { Build, PlannedImage } from '../plan/plan.ts';
import type { RegistryClient } from '../registry/types.ts';
import { formatHandOver, type HandOver, parseHandOver, stagingTag } from './handOver.ts';

/** The annotation of a staging tag's index that carries the record. */
const RECORD = 'publish-image.hand-over';

/** The repositories that staging tags go to: the first that has to be there, else each that may be. */
export function stagingImages(images: readonly PlannedImage[]): string[] {
  const needed = images.find(({ optional }) => !optional);
  return needed ? [needed.image] : [...new Set(images.map(({ image }) => image))];
}

/** Points a staging tag at what was pushed, through an index that carries the record. */
export async function putStagingTag(
  client: RegistryClient,
  image: string,
  to: { run: HandOverRun; build: Build; record: HandOver; pushed: Omit<Descriptor, 'platform'> },
): Promise<void> {
  const { run, build, record, pushed } = to;
  const index = formatIndex([{ ...pushed, platform: build.platform }], { [RECORD]: formatHandOver(record) });
  await client.putManifest(parseRepository(image), stagingTag(run, build, run.attempt), index);
}

/** What the newest staging tag of a build tells, of the attempts from this one down to `above`; undefined where there is none. */
export async function readStagingTag(
  client: RegistryClient,
  image: string,
  of: { run: HandOverRun; build: Build; above: number },
): Promise<HandOver | undefined> {
  for (let attempt = of.run.attempt; attempt > of.above; attempt--) {
    const tag = stagingTag(of.run, of.build, attempt);
    const found = await client.getManifest(parseRepository(image), tag);
    const record = found && parseHandOver(found.content.annotations[RECORD] ?? '');
    if (record) return record;
  }
  return undefined;
}

/** Removes a build's staging tags; resolves to those that the registry cannot remove. */
export async function removeStagingTags(
  client: RegistryClient,
  image: string,
  of: { run: HandOverRun; build: Build },
): Promise<string[]> {
  const repository = parseRepository(image);
  const attempts = Array.from({ length: of.run.attempt }, (_, index) => index + 1);
  const left = await Promise.all(
    attempts.map(async (attempt) => {
      const tag = stagingTag(of.run, of.build, attempt);
      if (!(await client.headManifest(repository, tag))) return [];
      return (await client.deleteTag(repository, tag)) ? [] : [`${image}:${tag}`];
    }),
  );
  return left.flat();
}
