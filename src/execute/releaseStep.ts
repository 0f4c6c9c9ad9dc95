import { parseRepository } from '../oci/reference.ts';
import type { Step } from '../plan/plan.ts';
import { publishRelease } from './release.ts';
import type { Effects, Running } from './running.ts';

/** Makes or completes the git tag and the GitHub Release, once every tag of the image has moved. */
export async function makeRelease(
  step: Extract<Step, { kind: 'release' }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  if (!effects.github) throw new Error('a release was planned without the GitHub API');
  const { changelog, ...order } = step.release;
  const images = running.candidates.map(({ image, digest }) => ({
    image: parseRepository(image).name,
    digest,
    tags: running.promoted.filter((row) => row.image === image && row.after === digest).map(({ tag }) => tag),
  }));
  const verify = images.map(({ image, digest }) => `docker buildx imagetools inspect ${image}@${digest}`);
  const { url, gitTag, release } = await publishRelease(effects.github, {
    ...order,
    notes: { changelog, images, verify },
  });
  running.releaseUrl = url;
  effects.log.info(`GitHub Release ${order.gitTag}: ${release}, git tag ${gitTag}: ${url}`);
}
