import { expect, test } from 'vitest';
import { readHeld } from '../../src/context/published.ts';
import { promote } from '../../src/execute/promote.ts';
import type { ImagePromotion, PromoteEffects } from '../../src/execute/promotion.ts';
import { createLog } from '../../src/host/log.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import type { Guard, PlannedTag } from '../../src/plan/plan.ts';
import { planned, promoteEffects } from '../support/promotions.ts';
import { pushSample } from '../support/sampleImage.ts';
import { createScheduler, randomNumbers } from '../support/schedule.ts';
import { createSimulatedRegistry, type Hooks, type SimulatedRegistry } from '../support/simulatedRegistry.ts';

/*
 * Eight publishers of eight commits, every request of theirs delayed at will on its way there and on its way back.
 * A registry has no compare-and-swap, so a write that is on its way while somebody newer writes cannot be called
 * back: such a write may land, and must be undone by whoever made it. What no publisher may do is go back from what
 * it has seen.
 */
const APP = parseRepository('one.test/app');
const PUBLISHERS = 8;
const SCHEDULES = 1000;

const immutable: Guard = { kind: 'immutable' };
const revisionOf = (index: number) => String(index).repeat(40);

const byCommit = (index: number) => [
  planned(`sha-${revisionOf(index).slice(0, 7)}`, immutable),
  planned('edge', { kind: 'ancestry' }),
];
const VERSIONS = ['1.0.0', '1.0.1', '1.1.0', '1.1.1', '2.0.0', '2.0.1', '2.1.0', '3.0.0'];
const byVersion = (index: number) => {
  const version = VERSIONS[index] ?? '';
  const [major, minor] = version.split('.').map(Number);
  if (major === undefined || minor === undefined) throw new Error(`no version for publisher ${index}`);
  return [
    planned(version, immutable),
    planned(`${major}.${minor}`, { kind: 'version', major, minor, prerelease: false }),
    planned(`${major}`, { kind: 'version', major, prerelease: false }),
    planned('latest', { kind: 'version', prerelease: false }),
  ];
};

interface Release {
  tags: (index: number) => PlannedTag[];
  version: (index: number) => string;
}

const KINDS: Readonly<Record<string, Release>> = {
  commits: { tags: byCommit, version: () => 'edge' },
  versions: { tags: byVersion, version: (index) => VERSIONS[index] ?? '' },
};

async function prepare(kind: Release) {
  const registry = createSimulatedRegistry();
  const images: ImagePromotion[] = [];
  const order = new Map<Digest, number>();
  for (let index = 0; index < PUBLISHERS; index++) {
    const sample = { version: kind.version(index), revision: revisionOf(index) };
    const candidate = await pushSample(registry.client(), APP, sample);
    order.set(candidate.digest, index);
    images.push({
      repository: APP,
      candidate,
      tags: kind.tags(index),
      optional: false,
      versions: [],
      imageTags: [],
      force: false,
    });
  }
  return { registry, images, order };
}

function effects(registry: SimulatedRegistry, hooks: Hooks): PromoteEffects {
  return promoteEffects(registry.client(hooks), {
    // Content never changes: what matters is when tags are read and written.
    readHeld: (repository, reference, whole) => readHeld(registry.client(), repository, { reference, whole }),
    log: createLog((text) => {
      throw new Error(text);
    }),
  });
}

/** Plays one schedule; returns the steps back that were made knowingly, and those that a race let through. */
async function play(kind: Release, seed: number) {
  const { registry, images, order } = await prepare(kind);
  const scheduler = createScheduler(randomNumbers(seed));
  const current = new Map<string, number>();
  const seen = new Map<string, number>();
  const steps = { known: [] as string[], raced: 0 };
  let writer = -1;
  registry.onTag = (_, tag, digest) => {
    const next = digest === undefined ? -1 : (order.get(digest) ?? -1);
    const now = current.get(tag) ?? -1;
    if (next < now && (seen.get(`${writer} ${tag}`) ?? -1) >= now)
      steps.known.push(`${tag}: ${now} → ${next}`);
    else if (next < now) steps.raced++;
    current.set(tag, next);
  };
  const publish = images.map((image, index) =>
    promote(
      [image],
      effects(
        registry,
        scheduler.hooks(index, ({ method, reference }) => {
          writer = index;
          if (method === 'headManifest') seen.set(`${index} ${reference}`, current.get(reference) ?? -1);
        }),
      ),
    ),
  );
  await scheduler.run(Promise.all(publish));
  return { steps, ends: Object.fromEntries(current) };
}

const ENDS: Readonly<Record<string, Record<string, number>>> = {
  commits: { edge: 7 },
  versions: { latest: 7, '1': 3, '2': 6, '3': 7, '1.0': 1, '1.1': 3, '2.0': 5, '2.1': 6, '3.0': 7 },
};

test.each(Object.entries(KINDS))(
  `${SCHEDULES} schedules of ${PUBLISHERS} publishers by %s: tags end on the newest and never go back from what was seen`,
  async (name, kind) => {
    let raced = 0;
    for (let seed = 0; seed < SCHEDULES; seed++) {
      const { steps, ends } = await play(kind, seed);
      expect({ seed, known: steps.known, ends }).toMatchObject({ seed, known: [], ends: ENDS[name] ?? {} });
      raced += steps.raced;
    }
    // The schedules are wild enough to let writes cross; each was undone, or the ends above would be others.
    expect(raced).toBeGreaterThan(0);
  },
  120_000,
);
