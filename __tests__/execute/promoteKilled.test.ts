import { expect, test } from 'vitest';
import { readHeld } from '../../src/context/published.ts';
import { promote } from '../../src/execute/promote.ts';
import type { ImagePromotion } from '../../src/execute/promotion.ts';
import { isDigest } from '../../src/oci/digest.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { promoteEffects, promotionOf } from '../support/promotions.ts';
import { createSimulatedRegistry, type Hooks, type SimulatedRegistry } from '../support/simulatedRegistry.ts';

const REPOSITORIES = ['one.test/app', 'two.test/app'].map(parseRepository);
const FIRST = { version: '1.2.3', revision: '1'.repeat(40) };
const SECOND = { version: '1.2.4', revision: '2'.repeat(40) };

interface Stage {
  registry: SimulatedRegistry;
  images: ImagePromotion[];
  old: ImagePromotion[];
}

/** 1.2.3 is published in two registries where `published`, 1.2.4 pushed by digest. */
async function stage(published: boolean): Promise<Stage> {
  const registry = createSimulatedRegistry();
  const client = registry.client();
  const of = (sample: typeof FIRST) =>
    Promise.all(REPOSITORIES.map((repository) => promotionOf(client, sample, { repository })));
  const [old, images] = [await of(FIRST), await of(SECOND)];
  if (published) await promote(old, promoteEffects(client));
  return { registry, images, old };
}

/** Requests go through until the one at which the process dies; after that nothing is ever answered. */
function dieAt(request: number, moment: 'before' | 'after'): Hooks & { count: () => number } {
  const never = new Promise(() => {});
  let arrived = 0;
  let dead = false;
  return {
    count: () => arrived,
    before: () => {
      if (dead) return never;
      if (arrived++ === request && moment === 'before') dead = true;
      return dead ? never : undefined;
    },
    after: () => {
      if (!dead && arrived > request && moment === 'after') dead = true;
      return dead ? never : undefined;
    },
  };
}

async function killed({ registry, images }: Stage, hooks: Hooks): Promise<void> {
  promote(images, promoteEffects(registry.client(hooks))).catch(() => {});
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function expectComplete({ registry, images, old }: Stage): Promise<void> {
  const allowed = [...images, ...old].map(({ candidate }) => candidate.digest);
  for (const repository of REPOSITORIES) {
    for (const digest of registry.repository(repository.name).tags.values()) {
      expect(isDigest(digest) && allowed.includes(digest)).toBe(true);
      expect(
        (await readHeld(registry.client(), repository, { reference: digest, whole: true }))?.faults,
      ).toEqual([]);
    }
  }
}

async function expectFinished({ registry, images }: Stage): Promise<void> {
  await promote(images, promoteEffects(registry.client()));
  for (const { repository, candidate, tags } of images) {
    const held = registry.repository(repository.name).tags;
    expect(tags.map(({ name }) => held.get(name))).toEqual(tags.map(() => candidate.digest));
  }
}

test.each([
  ['over an older release', true],
  ['into empty repositories', false],
])(
  'killed before and after every request, %s: nothing incomplete, and the next run finishes',
  async (_, published) => {
    const whole = await stage(published);
    const all = dieAt(Number.POSITIVE_INFINITY, 'before');
    await promote(whole.images, promoteEffects(whole.registry.client(all)));
    expect(all.count()).toBeGreaterThan(40);
    for (let request = 0; request < all.count(); request++) {
      for (const moment of ['before', 'after'] as const) {
        const stopped = await stage(published);
        await killed(stopped, dieAt(request, moment));
        await expectComplete(stopped);
        await expectFinished(stopped);
      }
    }
  },
);
