import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import type { Repository } from '../../src/oci/reference.ts';
import { type ExpectedImage, verifyImage } from '../../src/registry/verify.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import {
  freshRepository,
  pushImage,
  REGISTRY,
  type TestClient,
  type TestImage,
  testClient,
  testClock,
  through,
} from '../support/registryClient.ts';

const withRegistry = testWith('registry');
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const platforms = ['linux/amd64', 'linux/arm64'].map(parsePlatform);

let proxy: FaultProxy;
let plain: Repository;
let repository: Repository;
let client: TestClient;
let image: TestImage;

beforeAll(async () => {
  proxy = await startFaultProxy(REGISTRY);
});
beforeEach(async () => {
  plain = freshRepository();
  repository = through(proxy, plain);
  client = testClient();
  image = await pushImage(testClient(), plain);
});
afterEach(() => proxy.clear());
afterAll(() => proxy.close());

const child = (platform: string) => image.children[platform]?.digest ?? '';
const config = (platform: string) => image.configs[platform]?.digest ?? '';
const faults = async (expected: ExpectedImage = {}) =>
  (await verifyImage(client, repository, image.digest, { platforms, clock: testClock(), ...expected }))
    .faults;
const flip = (body: Buffer) => Buffer.from(body.map((byte, at) => (at === 20 ? byte ^ 1 : byte)));

describe('faults that verification finds', () => {
  withRegistry('none in a whole image', async () => {
    expect(await faults()).toEqual([]);
    expect(await faults({ deep: true })).toEqual([]);
  });

  withRegistry('29: a registry that names another digest after a write', async () => {
    const other = digestOf(Buffer.from('other'));
    proxy.on('PUT *', {
      alter: ({ status, headers }) => ({ status, headers: { ...headers, 'docker-content-digest': other } }),
    });
    const put = client.putManifest(repository, 'edge', { mediaType: OCI_INDEX, bytes: image.bytes });
    await expect(put).rejects.toMatchObject({
      kind: 'content',
      code: 'DIGEST_MISMATCH',
      detail: `the registry took it for ${other}, it is ${image.digest}`,
    });
    expect(proxy.count('PUT *')).toBe(1);
  });

  withRegistry('29: a registry that names another digest when it is read', async () => {
    const other = digestOf(Buffer.from('other'));
    await client.putManifest(repository, 'edge', { mediaType: OCI_INDEX, bytes: image.bytes });
    proxy.on('GET *', {
      alter: ({ status, headers, body }) => ({
        status,
        body,
        headers: { ...headers, 'docker-content-digest': other },
      }),
    });
    await expect(client.getManifest(repository, 'edge')).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' });
  });

  withRegistry('30: altered bytes of an index under a right header', async () => {
    proxy.on(`GET */manifests/${image.digest}`, {
      alter: (answer) => ({ ...answer, body: flip(answer.body) }),
    });
    expect(await faults()).toEqual([expect.stringContaining(`they should have ${image.digest}`)]);
  });

  withRegistry('30: altered bytes of a manifest, of a configuration, of a layer', async () => {
    proxy.on(`GET */manifests/${child('linux/arm64')}`, {
      alter: (answer) => ({ ...answer, body: flip(answer.body) }),
    });
    proxy.on(`GET */blobs/${config('linux/amd64')}`, {
      alter: (answer) => ({ ...answer, body: flip(answer.body) }),
    });
    expect(await faults()).toEqual([
      expect.stringMatching(
        /^linux\/amd64 sha256:\w+: config sha256:\w+ GET .* DIGEST_MISMATCH: the blob has/,
      ),
      expect.stringMatching(/^linux\/arm64 sha256:\w+ GET .* DIGEST_MISMATCH: the bytes have the digest/),
    ]);
    proxy.clear();
    const [shared] = image.layers;
    proxy.on(`GET */blobs/${shared?.digest}`, {
      alter: (answer) => ({ ...answer, body: flip(answer.body) }),
    });
    expect(await faults()).toEqual([]);
    expect(await faults({ deep: true })).toEqual(
      platforms.map(() =>
        expect.stringMatching(new RegExp(`layer ${shared?.digest} has the digest sha256:`)),
      ),
    );
  });

  withRegistry('31: a layer of another length', async () => {
    const own = image.layers[2];
    const rule = proxy.on(`HEAD */blobs/${own?.digest}`, {
      respond: { status: 200, headers: { 'content-length': '7' } },
    });
    expect(await faults()).toEqual([
      `linux/arm64 ${child('linux/arm64')}: layer ${own?.digest} has 7 bytes, its descriptor says ${own?.size}`,
    ]);
    expect(rule.hits).toBe(1);
  });

  withRegistry('31: where HEAD is not to be had, one byte is read instead', async () => {
    proxy.on('HEAD *', { respond: { status: 405 } });
    expect(await faults()).toEqual([]);
    const reads = proxy.requests.filter(({ headers }) => headers.range !== undefined);
    expect(reads).toHaveLength(image.layers.length);
  });

  withRegistry('32: a child that is missing', async () => {
    proxy.on(`GET */manifests/${child('linux/arm64')}`, { respond: { status: 404 } });
    expect(await faults()).toEqual([`linux/arm64 ${child('linux/arm64')} is not there`]);
  });

  withRegistry('32: a child that the registry calls malformed', async () => {
    proxy.on(`GET */manifests/${child('linux/arm64')}`, {
      respond: { status: 400, body: '{"errors":[{"code":"MANIFEST_INVALID","message":"no"}]}' },
    });
    expect(await faults()).toEqual([expect.stringMatching(/^linux\/arm64 .*400 MANIFEST_INVALID: no$/)]);
  });

  withRegistry('32: a configuration for another platform', async () => {
    image = await pushImage(testClient(), plain, {
      config: (plan, { architecture }) =>
        architecture === 'arm64' ? { ...plan, architecture: 'riscv64' } : plan,
    });
    expect(await faults()).toEqual([
      `linux/arm64 ${child('linux/arm64')}: its configuration is for linux/riscv64`,
    ]);
  });

  withRegistry(
    '32: a platform that was not planned, one that was and is missing, one that is there twice',
    async () => {
      expect(await faults({ platforms: ['linux/amd64', 'linux/arm/v7'].map(parsePlatform) })).toEqual([
        'linux/arm/v7 was planned and is missing',
        'linux/arm64 was not planned and is there',
      ]);
      image = await pushImage(testClient(), plain, {
        entries: (entries) => [...entries, ...entries.slice(0, 1)],
      });
      expect(await faults()).toEqual(['linux/amd64 is there twice']);
    },
  );

  withRegistry('32: a layer that is missing', async () => {
    const [shared] = image.layers;
    proxy.on(`HEAD */blobs/${shared?.digest}`, { respond: { status: 404 } });
    expect(await faults()).toEqual(
      ['amd64', 'arm64'].map(
        (name) => `linux/${name} ${child(`linux/${name}`)}: layer ${shared?.digest} is not there`,
      ),
    );
  });

  withRegistry('33: what is not there right after a push is waited for, within 5 s', async () => {
    const clock = testClock();
    proxy.on(`GET */manifests/${child('linux/arm64')}`, { respond: { status: 404 } }, { times: 3 });
    expect(await faults({ clock })).toEqual([]);
    expect(clock.slept).toEqual([100, 200, 400]);
    proxy.on(`GET */blobs/${config('linux/arm64')}`, { respond: { status: 404 } });
    clock.slept.length = 0;
    expect(await faults({ clock })).toEqual([
      expect.stringContaining(`config ${config('linux/arm64')} is not there`),
    ]);
    expect(clock.slept.reduce((sum, ms) => sum + ms)).toBe(5000);
  });

  withRegistry('a registry that does not let us look is an error, not a fault', async () => {
    proxy.on(`GET */manifests/${child('linux/arm64')}`, {
      respond: { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' },
    });
    await expect(faults()).rejects.toMatchObject({ status: 403, code: 'DENIED' });
  });

  withRegistry('38: an immutable tag that holds the same digest counts as written', async () => {
    await client.putManifest(repository, '1.2.3', { mediaType: OCI_INDEX, bytes: image.bytes });
    const body =
      '{"errors":[{"code":"TAG_INVALID","message":"The image tag \'1.2.3\' already exists and cannot be overwritten because the repository is immutable."}]}';
    const rule = proxy.on('PUT *', { respond: { status: 400, body } });
    expect(await client.putManifest(repository, '1.2.3', { mediaType: OCI_INDEX, bytes: image.bytes })).toBe(
      image.digest,
    );
    const other = await pushImage(testClient(), plain);
    const put = client.putManifest(repository, '1.2.3', { mediaType: OCI_INDEX, bytes: other.bytes });
    await expect(put).rejects.toMatchObject({
      code: 'TAG_INVALID',
      hint: expect.stringContaining('forbids to change this tag'),
    });
    expect(rule.hits).toBe(2);
    expect(client.waits()).toEqual([]);
  });

  withRegistry('38: so does one that Harbor refuses with 412', async () => {
    await client.putManifest(repository, '1.2.3', { mediaType: OCI_INDEX, bytes: image.bytes });
    proxy.on('PUT *', {
      respond: {
        status: 412,
        body: '{"errors":[{"code":"PRECONDITION","message":"configured as immutable"}]}',
      },
    });
    expect(await client.putManifest(repository, '1.2.3', { mediaType: OCI_INDEX, bytes: image.bytes })).toBe(
      image.digest,
    );
  });
});
