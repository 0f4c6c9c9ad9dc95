import { describe, expect } from 'vitest';
import { readHeld } from '../../src/context/published.ts';
import { promote } from '../../src/execute/promote.ts';
import { systemClock } from '../../src/host/clock.ts';
import { parseRepository, type Repository } from '../../src/oci/reference.ts';
import { startFaultProxy } from '../support/faultProxy.ts';
import { parts, testWith } from '../support/parts.ts';
import { promoteEffects, promotionOf } from '../support/promotions.ts';
import { startPublisher } from '../support/publisher.ts';
import { ownRepository, realClient } from '../support/realRegistry.ts';

const ONE_PLATFORM = { platforms: ['linux/amd64'] };
const FIRST = { version: '1.2.3', revision: '1'.repeat(40), ...ONE_PLATFORM };
const SECOND = { version: '1.2.4', revision: '2'.repeat(40), ...ONE_PLATFORM };
const tested = testWith('registry');
const host = parts.registry ?? '';
/** A registry that is busy with a digest answers 500 for it: a few milliseconds will do. */
const client = realClient({ clock: { ...systemClock, random: () => 0.02 } });
/** So many publishers are killed side by side, each in repositories of its own. */
const AT_ONCE = 4;

describe('promotion by processes', () => {
  tested(
    '20 times eight publishers of eight commits at once: the channel ends on the newest',
    async () => {
      const publishers = Array.from({ length: 8 }, startPublisher);
      for (let round = 0; round < 20; round++) {
        const repository = ownRepository(host, 'race');
        const publication = { repositories: [repository.name], version: 'edge', channels: ['edge', 'main'] };
        await Promise.all(
          publishers.map((publisher, index) =>
            publisher.prepare({ ...publication, revision: String(index).repeat(40), ...ONE_PLATFORM }),
          ),
        );
        for (const printed of await Promise.all(publishers.map((publisher) => publisher.go())))
          expect(printed).toMatch(/\ndone\n$/);
        const newest = await client.headManifest(repository, 'sha-7777777');
        expect(newest).toBeDefined();
        for (const channel of ['edge', 'main'])
          expect(await client.headManifest(repository, channel)).toBe(newest);
      }
      for (const publisher of publishers) publisher.close();
    },
    240_000,
  );

  tested(
    'SIGKILL before and after every request of five tags in two registries: nothing incomplete, and the next run finishes',
    async () => {
      let killed = 0;
      for (const moment of ['before', 'after'] as const) {
        for (let at = 0, alive = false; !alive; at += AT_ONCE) {
          const batch = Array.from({ length: AT_ONCE }, (_, index) => killedAt(at + index, moment));
          const deaths = (await Promise.all(batch)).filter((died) => died).length;
          killed += deaths;
          alive = deaths < AT_ONCE;
        }
      }
      expect(killed).toBeGreaterThan(80);
    },
    480_000,
  );
});

/** Two registries, one behind each proxy, in which 1.2.3 is published. */
async function stage() {
  const proxies = [await startFaultProxy(host), await startFaultProxy(host)];
  const direct = proxies.map(() => ownRepository(host, 'killed'));
  const images = await Promise.all(direct.map((repository) => promotionOf(client, FIRST, { repository })));
  await promote(images, promoteEffects(client));
  const proxied = proxies.map((proxy, index) => `${proxy.host}/${direct[index]?.path}`);
  return { proxies, direct, proxied };
}

/** Kills a publisher at one of its promotion's requests; false where it came to its end before that. */
async function killedAt(at: number, moment: 'before' | 'after'): Promise<boolean> {
  const publisher = startPublisher();
  const { proxies, direct, proxied } = await stage();
  await publisher.prepare({ repositories: proxied, ...SECOND });
  let seen = 0;
  const isHit = () => seen++ === at;
  const kill = () => publisher.kill();
  for (const proxy of proxies)
    proxy.on(isHit, moment === 'before' ? { before: kill, reset: 'before' } : { after: kill });
  const printed = await publisher.go();
  publisher.close();
  // a registry lists a tag a moment before that can be read: what is still on its way is not looked at yet
  await Promise.all(proxies.map((proxy) => proxy.close()));
  for (const repository of direct) await expectComplete(repository);
  await expectFinished(direct);
  return !printed.includes('done\n');
}

async function expectComplete(repository: Repository): Promise<void> {
  const tags = (await client.listTags(repository))?.filter((tag) => !tag.startsWith('sha256-')) ?? [];
  expect(tags).toContain('latest');
  const digests = new Set(await Promise.all(tags.map((tag) => client.headManifest(repository, tag))));
  for (const digest of digests) {
    const held = digest && (await readHeld(client, repository, { reference: digest, whole: true }));
    expect(held ? held.faults : 'missing').toEqual([]);
  }
}

async function expectFinished(direct: readonly Repository[]): Promise<void> {
  const images = await Promise.all(
    direct.map(({ name }) => promotionOf(client, SECOND, { repository: parseRepository(name) })),
  );
  await promote(images, promoteEffects(client));
  for (const { repository, candidate, tags } of images) {
    const digests = await Promise.all(tags.map(({ name }) => client.headManifest(repository, name)));
    expect(digests).toEqual(tags.map(() => candidate.digest));
  }
}
