import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { type CacheServiceStandIn, startCacheService } from '../support/cacheService.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { startMatrix } from '../support/matrix.ts';
import { parts, testWith } from '../support/parts.ts';
import { makeProject, promotedBy, saidBy, TWO_PLATFORMS } from '../support/project.ts';
import { imageAt, ownImage, readPublished, tagNamesOf, tagsOf } from '../support/published.ts';
import { removeFolders, type TestRepository } from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';

const [AMD64, ARM64] = ['linux/amd64', 'linux/arm64'] as const;
const TAGS = ['1', '1.2', '1.2.3', 'latest', 'stable'];
const DENIED = { status: 403, body: '{"errors":[{"code":"DENIED","message":"not today"}]}' };
const test = testWith('engine', 'containerd image store', 'registry');

let project: TestRepository;
let service: CacheServiceStandIn;
/** The optional registry. */
let proxy: FaultProxy;

beforeEach(async () => {
  project = makeProject();
  service = await startCacheService();
  proxy = await startFaultProxy(parts.registry ?? '');
});
afterEach(() => Promise.all([service.close(), proxy.close()]));
afterAll(removeFolders);

/** `first`: the optional one stands before the other. */
function twoRegistries({ first = false, cached = true } = {}) {
  const [needed, other] = [ownImage('optional'), imageAt(proxy.host, ownImage('optional'))];
  const images = (first ? [other, needed] : [needed, other]).join('\n');
  const registries = `host=${proxy.host},optional=true`;
  const env = cached ? service.environment : {};
  return { needed, other, matrix: startMatrix(project, { env, inputs: { images, registries } }) };
}

const down = () => void proxy.on(/./, { respond: DENIED });
const refusing = () => void proxy.on(/^PUT \/v2\/.*\/manifests\//, { respond: DENIED });
const up = () => proxy.clear();
const warningsOf = ({ annotations }: ActionResult) =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

function expectSuccess(...results: readonly ActionResult[]): void {
  for (const result of results) expect(result.exitCode, saidBy(result)).toBe(0);
}

/** One registry has all, the other one nothing under a tag, and the run says so. */
async function expectWithout(merge: ActionResult, { needed, other }: { needed: string; other: string }) {
  expectSuccess(merge);
  expect(
    warningsOf(merge).filter((text) => text.startsWith(`${other} is optional and was left out: `)),
  ).toHaveLength(1);
  expect((await tagNamesOf(needed)).filter((tag) => !tag.startsWith('handover-'))).toEqual(TAGS);
  const published = await readPublished(needed, 'latest');
  expect(published.platforms.map(({ platform }) => platform)).toEqual([AMD64, ARM64]);
  expect(merge.outputs.digest).toBe(published.digest);
  expect(merge.outputs.images).toBe(`${needed}@${published.digest}`);
  expect(new Set(promotedBy(merge).map(({ image }) => image))).toEqual(new Set([needed]));
  expect(Object.keys(JSON.parse(merge.outputs.digests ?? ''))).toEqual([AMD64, ARM64]);
  up();
  expect((await tagNamesOf(other)).filter((tag) => TAGS.includes(tag))).toEqual([]);
}

describe('an optional registry', () => {
  for (const [name, fail] of [
    ['denies everything to', down],
    ['refuses what is pushed by', refusing],
  ] as const)
    for (const cached of [true, false])
      test(`that ${name} one leg is left out by merge too (by ${cached ? 'the Actions cache' : 'tags'})`, async () => {
        const { needed, other, matrix } = twoRegistries({ cached });
        const whole = await matrix.build(AMD64);
        fail();
        const half = await matrix.build(ARM64);
        up();
        expectSuccess(whole, half);
        expect(warningsOf(whole).join()).not.toContain('optional');
        expect(warningsOf(half).join()).toContain(`${other} is optional and was left out`);
        await expectWithout(await matrix.merge(TWO_PLATFORMS), { needed, other });
      });

  test('that stands first, and is there for no leg, does not lead', async () => {
    const { needed, other, matrix } = twoRegistries({ first: true, cached: false });
    down();
    expectSuccess(await matrix.build(AMD64), await matrix.build(ARM64));
    up();
    await expectWithout(await matrix.merge(TWO_PLATFORMS), { needed, other });
  });

  test('that is gone when merge comes is left out', async () => {
    const { needed, other, matrix } = twoRegistries();
    expectSuccess(await matrix.build(AMD64), await matrix.build(ARM64));
    down();
    await expectWithout(await matrix.merge(TWO_PLATFORMS), { needed, other });
  });

  test('that lacks a digest which the user hands over is left out', async () => {
    const { needed, other, matrix } = twoRegistries();
    const whole = await matrix.build(AMD64);
    down();
    const half = await matrix.build(ARM64);
    up();
    expectSuccess(whole, half);
    const digests = [whole, half].map(({ outputs }) => outputs.digests).join('\n');
    const merge = await matrix.merge(TWO_PLATFORMS, { inputs: { digests }, event: { runId: '5' } });
    await expectWithout(merge, { needed, other });
  });

  test('has all tags where the leg was built again', async () => {
    const { needed, other, matrix } = twoRegistries();
    const whole = await matrix.build(AMD64);
    down();
    const half = await matrix.build(ARM64);
    up();
    const again = await matrix.build(ARM64, { attempt: 2 });
    const merge = await matrix.merge(TWO_PLATFORMS, { attempt: 2 });
    expectSuccess(whole, half, again, merge);
    expect(warningsOf(merge).join()).not.toContain('optional');
    expect(Object.keys(await tagsOf(needed))).toEqual(TAGS);
    expect(await tagsOf(other)).toEqual(await tagsOf(needed));
  });
});
