import { messageOf, UserError } from '../errors.ts';
import type { Repository } from '../oci/reference.ts';
import type { HeldTag } from '../plan/guard.ts';
import type { PromotedTags, TagRequest } from '../plan/promotedTags.ts';
import { copyImage } from './copyImage.ts';
import type { PromotedTag } from './outcome.ts';
import { previewPromotion, promote } from './promote.ts';
import { candidateOf } from './promoteRead.ts';
import { settleAll } from './promoteTogether.ts';
import type { ImagePromotion, PromoteEffects } from './promotion.ts';

export interface ExistingPromotion extends Pick<TagRequest, 'to' | 'gitTags' | 'tagPrefix'> {
  /** A tag or a digest, and where it is. */
  source: { repository: Repository; reference: string };
  /** Where the tags are to be; another repository than the source's gets a copy first. */
  targets: readonly { repository: Repository; optional: boolean }[];
  force: boolean;
  /** Checks everything, copies and moves nothing. */
  dryRun: boolean;
}

export interface ExistingEffects extends PromoteEffects {
  planTags(request: TagRequest): PromotedTags;
}

/**
 * Moves tags to an image that exists, byte for byte and without a build: under the guard, verified before and after
 * a copy, with its signatures and attestations. Returns a row a tag. Throws a UserError where nothing was moved.
 */
export async function promoteExisting(
  request: ExistingPromotion,
  effects: ExistingEffects,
): Promise<readonly PromotedTag[]> {
  const held = await readSource(request, effects);
  const own: PromoteEffects = {
    ...effects,
    decide: withoutAdoption(effects),
    announce: async (announcement) => effects.announce?.({ ...announcement, fresh: false }),
  };
  const images = (
    await settleAll(request.targets.map((target) => prepare(request, { target, held }, effects)))
  ).flat();
  if (request.dryRun) return previewPromotion(images, own);
  if (images.length === 0) throw new UserError('every registry was optional and failed; no tag was moved');
  return promote(images, own);
}

async function readSource({ source }: ExistingPromotion, effects: ExistingEffects): Promise<HeldTag> {
  const { repository, reference } = source;
  const name = `${repository.name}${reference.startsWith('sha256:') ? '@' : ':'}${reference}`;
  const digest = await effects.client.headManifest(repository, reference);
  const held = digest && (await effects.readHeld(repository, digest, true));
  if (!held)
    throw new UserError(`${name} does not exist`, {
      hint: 'Look at the tags of the repository, or give a digest.',
    });
  if (held.faults.length > 0) throw new UserError(`${name} is incomplete: ${held.faults.join('; ')}`);
  return held;
}

type Prepared = { target: ExistingPromotion['targets'][number]; held: HeldTag };

/** Copies the image where it is not, and plans its tags there; an optional registry may drop out. */
async function prepare(
  request: ExistingPromotion,
  { target, held }: Prepared,
  effects: ExistingEffects,
): Promise<ImagePromotion[]> {
  const { repository, optional } = target;
  try {
    const candidate = candidateOf(held);
    const imageTags = await effects.client.listTags(repository);
    const { to, gitTags, tagPrefix, force } = request;
    const planned = effects.planTags({
      to,
      version: candidate.version,
      gitTags,
      imageTags: imageTags ?? [],
      tagPrefix,
    });
    if (!request.dryRun) await bring(request, { target, held }, effects);
    const { tags, version, versions } = planned;
    return [{ repository, optional, tags, versions, imageTags, force, candidate: { ...candidate, version } }];
  } catch (error) {
    if (!optional) throw error;
    effects.leaveOut(repository.name, messageOf(error));
    return [];
  }
}

async function bring(
  { source }: ExistingPromotion,
  { target, held }: Prepared,
  effects: ExistingEffects,
): Promise<void> {
  const { repository } = target;
  if (repository.name === source.repository.name) return;
  await copyImage(effects.client, { from: source.repository, to: repository }, held.digest);
  const copied = await effects.readHeld(repository, held.digest, true);
  const faults = copied?.faults ?? ['it is not there'];
  if (faults.length > 0)
    throw new UserError(
      `${repository.name}@${held.digest} is incomplete after the copy: ${faults.join('; ')}`,
    );
}

/** Byte for byte: another build of the same release under a version is not what was asked for. */
function withoutAdoption(effects: ExistingEffects): PromoteEffects['decide'] {
  return (question) => {
    const decision = effects.decide(question);
    if (decision.outcome !== 'adopt') return decision;
    return { outcome: 'stop', because: `${question.tag.name} holds another build of this release` };
  };
}
