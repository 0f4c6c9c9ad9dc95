import { messageOf, UserError } from '../errors.ts';
import { formatPlatform, samePlatform } from '../oci/platform.ts';
import type { Build, Step } from '../plan/plan.ts';
import {
  type CacheFault,
  formatHandOver,
  type HandOver,
  keyPrefix,
  nameOf,
  warnOfCache,
} from './handOver.ts';
import { putStagingTag, stagingImages } from './handOverTags.ts';
import type { Candidate, Effects, Running } from './running.ts';

type HandOverStep = Extract<Step, { kind: 'hand-over' }>;

/**
 * Tells the jobs that come after this one what was built: through the Actions cache, and where that does not take it,
 * through a tag in the registry.
 */
export async function handOver(step: HandOverStep, running: Running, effects: Effects): Promise<void> {
  const cacheFaults: CacheFault[] = [];
  const at = { step, running, effects, cacheFaults };
  try {
    await Promise.all(running.plan.builds.map((build) => handOverBuild(build, at)));
  } finally {
    warnOfCache(cacheFaults, 'did not take the hand-over, a tag in the registry will, of', effects.log);
  }
}

interface At {
  step: HandOverStep;
  running: Running;
  effects: Effects;
  cacheFaults: CacheFault[];
}

async function handOverBuild(build: Build, at: At): Promise<void> {
  const { running, effects } = at;
  const pushed = running.candidates.filter(({ variant, platforms }) => {
    return (
      variant === build.variant && platforms.some(({ platform }) => samePlatform(platform, build.platform))
    );
  });
  const [first] = pushed;
  if (!first) throw new Error(`${build.id} was not verified`);
  const record = recordOf(build, pushed, at);
  const viaCache = await putEntry(build, record, at);
  if (!viaCache) await putTag(build, { record, first, at });
  effects.log.info(
    `Handed over ${nameOf(build)}: ${record.digest}${viaCache ? '' : ', by a tag in the registry'}`,
  );
}

function recordOf(build: Build, pushed: readonly Candidate[], { step, running }: At): HandOver {
  const [first] = pushed;
  if (!first) throw new Error(`${build.id} was not verified`);
  return {
    runId: step.run.runId,
    attempt: step.run.attempt,
    created: running.plan.buildTime,
    commit: running.plan.gitSha,
    images: pushed.map(({ image }) => image),
    variant: build.variant,
    platform: formatPlatform(build.platform),
    digest: first.digest,
    labels: build.labels,
  };
}

async function putEntry(build: Build, record: HandOver, at: At): Promise<boolean> {
  const { put } = at.effects.cacheEntries;
  if (!put) return false;
  try {
    const key = `${keyPrefix(at.step.run, build)}${record.attempt}-${record.created}`;
    await put(key, formatHandOver(record));
    return true;
  } catch (error) {
    at.cacheFaults.push({ build, reason: messageOf(error) });
    return false;
  }
}

async function putTag(
  build: Build,
  { record, first, at }: { record: HandOver; first: Candidate; at: At },
): Promise<void> {
  const { step, running, effects } = at;
  const images = stagingImages(running.plan.images).filter((image) => record.images.includes(image));
  if (images.length === 0)
    throw new UserError(`${nameOf(build)} could not be handed over: no registry is left`);
  const pushed = { mediaType: first.mediaType, digest: first.digest, size: first.bytes.length };
  await Promise.all(
    images.map((image) => putStagingTag(effects.client, image, { run: step.run, build, record, pushed })),
  );
}
