import { messageOf, UserError } from '../errors.ts';
import { formatPlatform, samePlatform } from '../oci/platform.ts';
import { parseRepository } from '../oci/reference.ts';
import type { GivenDigest } from '../plan/handOver.ts';
import type { Build, Step } from '../plan/plan.ts';
import { collectFaults } from './collectFaults.ts';
import { type CacheFault, type HandOver, keyPrefix, parseHandOver, warnOfCache } from './handOver.ts';
import { readStagingTag, removeStagingTags, stagingImages } from './handOverTags.ts';
import { readTagsAhead } from './readAhead.ts';
import { dropOut, type Effects, type Running } from './running.ts';

type CollectStep = Extract<Step, { kind: 'collect' }>;

/**
 * Takes what earlier jobs of this run built for every planned platform. Throws one UserError that names each that is
 * missing, or of another commit, or not where it should be.
 */
export async function collect(step: CollectStep, running: Running, effects: Effects): Promise<void> {
  const { plan } = running;
  const at: At = { step, running, effects, cacheFaults: [] };
  readTagsAhead(running, effects);
  const found = await Promise.all(plan.builds.map((build) => find(build, at)));
  warnOfCache(at.cacheFaults, 'could not be asked for', effects.log);
  const faults = plan.builds.flatMap((build, index) =>
    collectFaults(build, found[index], { run: step.run, plan }),
  );
  if (faults.length > 0)
    throw new UserError(
      `Nothing was published: ${faults.length === 1 ? faults[0] : `\n${faults.map((fault) => `  - ${fault}`).join('\n')}`}`,
      {
        hint: 'Each needs a job with "command: build" in this run, for the same images and variants. Run what failed again, then this job.',
      },
    );
  const records = found.filter((record) => record !== undefined);
  for (const image of step.run.images)
    if (!records.every(({ images }) => images.includes(image)))
      dropOut(image, 'not every platform was pushed to it', { running, log: effects.log });
  running.built = plan.builds.map((build, index) => builtFrom(build, found[index]));
  for (const [index, { id, labels }] of plan.builds.entries())
    running.labels.set(id, found[index]?.labels ?? labels);
}

function builtFrom({ id }: Build, record: HandOver | undefined) {
  return { id, digest: record?.digest, imageId: undefined, metadata: {} };
}

interface At {
  step: CollectStep;
  running: Running;
  effects: Effects;
  cacheFaults: CacheFault[];
}

async function find(build: Build, at: At): Promise<HandOver | undefined> {
  const given = at.step.given.find(
    ({ variant, platform }) => variant === build.variant && samePlatform(platform, build.platform),
  );
  if (given) return recordOfGiven(given, build, at);
  const { run } = at.step;
  const { cacheEntries, client } = at.effects;
  const text = await cacheEntries.newest?.(keyPrefix(run, build)).catch((error: unknown) => {
    at.cacheFaults.push({ build, reason: messageOf(error) });
    return undefined;
  });
  const cached = text === undefined ? undefined : parseHandOver(text);
  const above = cached?.attempt ?? 0;
  const images = stagingImages(at.running.plan.images);
  const tagged = await Promise.all(
    images.map((image) => readStagingTag(client, image, { run, build, above })),
  );
  const newer = tagged.find((record) => record !== undefined);
  if (newer) at.running.staged.add(build.id);
  return newer ?? cached;
}

/** The user's word counts for the run; what was built from, and where it is, the registries tell. */
async function recordOfGiven({ digest }: GivenDigest, build: Build, at: At): Promise<HandOver> {
  const { run } = at.step;
  const held = await Promise.all(run.images.map((image) => readGiven(image, digest, at)));
  const there = held.filter((one) => one !== undefined);
  return {
    runId: run.runId,
    attempt: run.attempt,
    created: '',
    commit: run.commit,
    images: there.map(({ image }) => image),
    variant: build.variant,
    platform: formatPlatform(build.platform),
    digest,
    labels: there[0]?.labels ?? {},
  };
}

async function readGiven(image: string, digest: GivenDigest['digest'], { running, effects }: At) {
  try {
    const held = await effects.readHeld(parseRepository(image), digest, false);
    return held && { image, labels: held.labels };
  } catch (error) {
    if (running.plan.images.some((one) => one.image === image && !one.optional)) throw error;
    return undefined; // it drops out of the run, with a warning
  }
}

/** Removes the tags that were there for handing over; what a registry cannot remove is named. */
export async function clearHandOver(
  step: Extract<Step, { kind: 'clear-hand-over' }>,
  running: Running,
  { client, log }: Effects,
): Promise<void> {
  const builds = running.plan.builds.filter(({ id }) => running.staged.has(id));
  const images = stagingImages(running.plan.images);
  const removed = builds.flatMap((build) =>
    images.map((image) =>
      removeStagingTags(client, image, { run: step.run, build }).catch((error: unknown) => [
        `${image} (${messageOf(error)})`,
      ]),
    ),
  );
  const left = (await Promise.all(removed)).flat();
  if (left.length > 0)
    log.notice(`Tags for handing over that the registry does not remove: ${left.join(', ')}`);
}
