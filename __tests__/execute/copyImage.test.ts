import { afterEach, expect } from 'vitest';
import { copyImage } from '../../src/execute/copyImage.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { verifyImage } from '../../src/registry/verify.ts';
import { type Fault, startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import { freshRepository, REGISTRY, testClient, through } from '../support/registryClient.ts';
import { pushSample } from '../support/sampleImage.ts';

const test = testWith('registry');
const PLATFORMS = ['linux/amd64', 'linux/arm64'];

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Taken, and lost: what stands there is asked for in vain. */
const LOST: Fault = { respond: ({ path }) => ({ status: 201, headers: { location: path } }) };

async function copiedThrough(lost: string) {
  const target = await startFaultProxy(REGISTRY);
  closing.push(target.close);
  const client = testClient();
  const from = freshRepository();
  const to = through(target, freshRepository());
  const sample = { version: '1.0.0', revision: 'a'.repeat(40), platforms: PLATFORMS };
  const { digest } = await pushSample(client, from, sample);
  const rule = target.on(lost, LOST, { times: 1 });
  await copyImage(client, { from, to }, digest);
  const { faults } = await verifyImage(testClient(), to, digest, { platforms: PLATFORMS.map(parsePlatform) });
  return { hits: rule.hits, faults };
}

test('28: a blob that the registry took and lost is sent once more', async () => {
  expect(await copiedThrough('PUT */blobs/uploads/*')).toEqual({ hits: 1, faults: [] });
});

test('28: a platform that the registry took and lost is sent once more', async () => {
  expect(await copiedThrough('PUT */manifests/sha256*')).toEqual({ hits: 1, faults: [] });
});
