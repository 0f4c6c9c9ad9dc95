import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { type CacheServiceStandIn, startCacheService } from '../support/cacheService.ts';
import { startMatrix } from '../support/matrix.ts';
import { parts, testWith } from '../support/parts.ts';
import {
  changeProject,
  errorsOf,
  makeProject,
  outcomesOf,
  pullRequest,
  saidBy,
  TWO_PLATFORMS,
} from '../support/project.ts';
import { ownImage, readPublished, tagNamesOf, tagsOf } from '../support/published.ts';
import { removeFolders, type TestRepository } from '../support/repository.ts';

const [AMD64, ARM64] = ['linux/amd64', 'linux/arm64'] as const;
const TAGS = ['1', '1.2', '1.2.3', 'latest', 'stable'];
const test = testWith('engine', 'containerd image store', 'registry');

let project: TestRepository;
let service: CacheServiceStandIn;

beforeEach(async () => {
  project = makeProject();
  service = await startCacheService();
});
afterEach(() => service.close());
afterAll(removeFolders);

const cached = () => startMatrix(project, { env: service.environment });
const staged = () => startMatrix(project);
const succeed = (...results: readonly Parameters<typeof saidBy>[0][]) => {
  for (const result of results) expect((result as { exitCode?: number }).exitCode, saidBy(result)).toBe(0);
};

describe('plan, two builds and a merge, each a process of its own', () => {
  test('publish one index, handed over by the Actions cache', async () => {
    const matrix = cached();
    const plan = await matrix.plan({ inputs: { platforms: TWO_PLATFORMS } });
    expect(JSON.parse(plan.outputs.matrix ?? '')).toEqual({
      include: [
        { platform: AMD64, runner: 'ubuntu-24.04' },
        { platform: ARM64, runner: 'ubuntu-24.04-arm' },
      ],
    });
    const legs = [await matrix.build(AMD64), await matrix.build(ARM64)];
    succeed(...legs);
    expect(await tagsOf(matrix.image)).toEqual({});
    for (const { outputs, exported } of legs) {
      expect(Object.values(JSON.parse(outputs.digests ?? ''))).toEqual([outputs.digest]);
      expect(outputs.promoted).toBe('[]');
      expect(exported).toBe('');
    }
    const merge = await matrix.merge('', { env: { PLATFORMS_JSON: plan.outputs['platforms-json'] } });
    succeed(merge);
    expect(Object.keys(await tagsOf(matrix.image))).toEqual(TAGS);
    const { digest, platforms, attestations, annotations } = await readPublished(matrix.image, 'latest');
    expect(digest).toBe(merge.outputs.digest);
    expect(platforms.map(({ platform }) => platform)).toEqual([AMD64, ARM64]);
    expect(attestations).toBe(2);
    expect(annotations['org.opencontainers.image.version']).toBe('1.2.3');
    expect(Object.keys(JSON.parse(merge.outputs.digests ?? ''))).toEqual([AMD64, ARM64]);
  });

  test('publish the same platforms as a single job does', async () => {
    const matrix = cached();
    succeed(await matrix.build(TWO_PLATFORMS), await matrix.merge(TWO_PLATFORMS));
    const single = startMatrix(project);
    succeed(await single.build(TWO_PLATFORMS, { inputs: { command: 'publish' } }));
    const [merged, published] = await Promise.all(
      [matrix, single].map(({ image }) => readPublished(image, '1.2.3')),
    );
    expect(merged?.platforms.map(({ platform }) => platform)).toEqual(
      published?.platforms.map(({ platform }) => platform),
    );
    expect(merged?.attestations).toBe(published?.attestations);
    expect(merged?.mediaType).toBe(published?.mediaType);
  });

  test('are handed over by tags in the registry where there is no cache service, which are gone or named afterwards', async () => {
    const matrix = staged();
    succeed(await matrix.build(AMD64), await matrix.build(ARM64));
    expect(await tagNamesOf(matrix.image)).toEqual([
      'handover-123456789-1-linux-amd64',
      'handover-123456789-1-linux-arm64',
    ]);
    const merge = await matrix.merge(TWO_PLATFORMS);
    succeed(merge);
    const left = (await tagNamesOf(matrix.image)).filter((tag) => !TAGS.includes(tag));
    const notices = merge.annotations.map(({ message }) => message).join('\n');
    for (const tag of left) expect(notices).toContain(`${matrix.image}:${tag}`);
    expect((await readPublished(matrix.image, 'latest')).platforms).toHaveLength(2);
  });

  testWith(
    'engine',
    'containerd image store',
    'referrers registry',
  )('leave nothing behind in a registry that removes tags', async () => {
    const images = ownImage('matrix', parts['referrers registry']);
    const matrix = startMatrix(project, { inputs: { images } });
    succeed(await matrix.build(AMD64), await matrix.build(ARM64), await matrix.build(ARM64, { attempt: 2 }));
    expect((await tagNamesOf(images)).filter((tag) => tag.startsWith('handover-'))).toHaveLength(3);
    succeed(await matrix.merge(TWO_PLATFORMS, { attempt: 2 }));
    expect(await tagNamesOf(images)).toEqual(TAGS);
    expect((await readPublished(images, 'latest')).platforms).toHaveLength(2);
  });

  test('are handed over by a tag where the cache service fails', async () => {
    const matrix = cached();
    service.faults.push(({ name }) => (name === 'CreateCacheEntry' ? 403 : undefined));
    const leg = await matrix.build(AMD64);
    succeed(leg);
    expect(leg.annotations.map(({ message }) => message).join('\n')).toMatch(/Actions cache did not take/);
    succeed(await matrix.merge(AMD64));
    expect((await readPublished(matrix.image, 'latest')).platforms).toHaveLength(1);
  });

  test('are handed over by a tag where the cache service never answers, with one warning for all', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const env = { ...service.environment, ACTIONS_RESULTS_URL: `http://127.0.0.1:${port}/` };
    const matrix = startMatrix(project, { env });
    const leg = await matrix.build(TWO_PLATFORMS);
    const merge = await matrix.merge(TWO_PLATFORMS);
    silent.close();
    succeed(leg, merge);
    for (const { annotations } of [leg, merge]) {
      const told = annotations.filter(({ message }) => message.includes('Actions cache'));
      expect(told).toHaveLength(1);
      expect(told[0]?.message).toMatch(/linux\/amd64, linux\/arm64: POST /);
    }
    expect((await readPublished(matrix.image, 'latest')).platforms).toHaveLength(2);
  });

  test('are handed over by the user', async () => {
    const nowhere = staged();
    const none = { ACTIONS_CACHE_MODE: 'none' };
    const legs = [await nowhere.build(AMD64, { env: none }), await nowhere.build(ARM64, { env: none })];
    succeed(...legs);
    const digests = legs.map(({ outputs }) => outputs.digests).join('\n');
    // another run, which finds nothing of this one by itself
    const merge = await nowhere.merge(TWO_PLATFORMS, { inputs: { digests }, event: { runId: '5' } });
    succeed(merge);
    expect((await readPublished(nowhere.image, '1.2.3')).attestations).toBe(2);
  });
});

describe('what was built again', () => {
  for (const [by, start] of [
    ['the Actions cache', cached],
    ['tags', staged],
  ] as const)
    test(`counts in place of the earlier attempt (by ${by}), and the other leg stays`, async () => {
      const matrix = start();
      const first = [await matrix.build(AMD64), await matrix.build(ARM64)];
      const again = await matrix.build(ARM64, { attempt: 2 });
      succeed(...first, again);
      const merge = await matrix.merge(TWO_PLATFORMS, { attempt: 2 });
      succeed(merge);
      const { platforms } = await readPublished(matrix.image, '1.2.3');
      const traces = platforms.map(({ labels }) => labels['otel.traceid']);
      expect(new Set(traces).size).toBe(2);
      expect(again.outputs['trace-id']).toBe(traces[1]);
    });
});

describe('nothing is published', () => {
  test('where a platform is missing: the error names it', async () => {
    const matrix = cached();
    succeed(await matrix.build(AMD64));
    const merge = await matrix.merge(`${TWO_PLATFORMS},linux/arm/v7`);
    expect(merge.exitCode).toBe(1);
    expect(errorsOf(merge)[0]).toMatch(/linux\/arm64 was not handed over/);
    expect(errorsOf(merge)[0]).toMatch(/linux\/arm\/v7 was not handed over/);
    expect(errorsOf(merge)[0]).not.toMatch(/linux\/amd64/);
    expect(await tagsOf(matrix.image)).toEqual({});
  });

  test('where a leg is of another run', async () => {
    const matrix = cached();
    succeed(await matrix.build(AMD64), await matrix.build(ARM64, { event: { runId: '987' } }));
    const merge = await matrix.merge(TWO_PLATFORMS);
    expect(merge.exitCode).toBe(1);
    expect(errorsOf(merge)[0]).toMatch(/linux\/arm64 was not handed over to run 123456789/);
    expect(await tagsOf(matrix.image)).toEqual({});
  });

  for (const [by, start] of [
    ['the Actions cache', cached],
    ['tags', staged],
  ] as const)
    test(`where a leg is of another commit (by ${by}): the error names both`, async () => {
      const matrix = start();
      const before = project.head();
      succeed(await matrix.build(AMD64));
      const after = changeProject(project, 'two');
      succeed(await matrix.build(ARM64, { event: { sha: after } }));
      const merge = await matrix.merge(TWO_PLATFORMS, { event: { sha: before } });
      expect(merge.exitCode).toBe(1);
      expect(errorsOf(merge)[0]).toContain(`linux/arm64 was built from commit ${after.slice(0, 12)}`);
      expect(errorsOf(merge)[0]).toContain(before.slice(0, 12));
      expect(Object.keys(await tagsOf(matrix.image)).filter((tag) => TAGS.includes(tag))).toEqual([]);
    });

  test('where digests of the user are of another commit', async () => {
    const matrix = cached();
    const before = project.head();
    const after = changeProject(project, 'two');
    const legs = [
      await matrix.build(AMD64, { event: { sha: before } }),
      await matrix.build(ARM64, { event: { sha: after } }),
    ];
    succeed(...legs);
    const digests = legs.map(({ outputs }) => outputs.digests).join('\n');
    const merge = await matrix.merge(TWO_PLATFORMS, { inputs: { digests }, event: { sha: before } });
    expect(merge.exitCode).toBe(1);
    expect(errorsOf(merge)[0]).toContain(`linux/arm64 is labelled with revision ${after}`);
    expect(await tagsOf(matrix.image)).toEqual({});
  });

  test('where digests of the user are nowhere', async () => {
    const matrix = cached();
    succeed(await matrix.build(AMD64));
    const digests = JSON.stringify({ [ARM64]: `sha256:${'a'.repeat(64)}` });
    const merge = await matrix.merge(TWO_PLATFORMS, { inputs: { digests } });
    expect(merge.exitCode).toBe(1);
    expect(errorsOf(merge)[0]).toMatch(/linux\/arm64 is not in .*: sha256:aaa/);
    expect(await tagsOf(matrix.image)).toEqual({});
  });

  test('where merge would have to guess the platforms', async () => {
    const merge = await cached().merge('');
    expect(merge.exitCode).toBe(1);
    expect(errorsOf(merge)[0]).toMatch(/every platform that was planned/);
  });

  test('for a pull request, whose jobs succeed', async () => {
    const matrix = cached();
    const event = pullRequest(project);
    const leg = await matrix.build(AMD64, { event });
    const merge = await matrix.merge(TWO_PLATFORMS, { event });
    succeed(leg, merge);
    expect(merge.annotations.map(({ message }) => message).join('\n')).toMatch(/nothing to merge/);
    expect(service.keys()).toEqual([]);
    expect(await tagsOf(matrix.image)).toEqual({});
  });
});

describe('a second run', () => {
  test('of all jobs builds nothing, and finds its tags in place', async () => {
    const matrix = cached();
    succeed(await matrix.build(AMD64), await matrix.build(ARM64), await matrix.merge(TWO_PLATFORMS));
    const before = await tagsOf(matrix.image);
    const leg = await matrix.build(ARM64, { attempt: 2 });
    const merge = await matrix.merge(TWO_PLATFORMS, { attempt: 2 });
    succeed(leg, merge);
    expect(saidBy(leg)).not.toMatch(/::group::Build/);
    expect(Object.keys(JSON.parse(leg.outputs.digests ?? ''))).toEqual([ARM64]);
    expect(new Set(Object.values(outcomesOf(merge)))).toEqual(new Set(['unchanged']));
    expect(await tagsOf(matrix.image)).toEqual(before);
  });
});
