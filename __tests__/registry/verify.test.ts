import { beforeEach, describe, expect } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import type { Descriptor } from '../../src/oci/manifest.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import type { Repository } from '../../src/oci/reference.ts';
import { verifyImage } from '../../src/registry/verify.ts';
import { startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import {
  freshRepository,
  pushBlob,
  pushImage,
  REGISTRY,
  type TestClient,
  testClient,
  testClock,
  through,
} from '../support/registryClient.ts';

const withRegistry = testWith('registry');
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const IN_TOTO = 'application/vnd.in-toto+json';

let client: TestClient;
let repository: Repository;
beforeEach(() => {
  client = testClient();
  repository = freshRepository();
});

const planned = (...names: string[]) => ({ platforms: names.map(parsePlatform), clock: testClock() });
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

async function pushManifest(manifest: unknown): Promise<Descriptor> {
  const bytes = json(manifest);
  return {
    mediaType: OCI_MANIFEST,
    size: bytes.length,
    digest: await client.putManifest(repository, digestOf(bytes), { mediaType: OCI_MANIFEST, bytes }),
  };
}

/** As BuildKit writes it: `old` for the form up to 0.25, with an image configuration for no platform; `new` with subject and artifactType. */
async function attestation(form: 'old' | 'new', subject: Descriptor): Promise<Descriptor> {
  const layer = { ...(await pushBlob(client, repository, json({ form, subject }))), mediaType: IN_TOTO };
  const oldConfig = {
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  };
  const config = {
    ...(await pushBlob(client, repository, json(form === 'old' ? oldConfig : {}))),
    mediaType: form === 'old' ? OCI_CONFIG : 'application/vnd.oci.empty.v1+json',
  };
  const { mediaType, digest, size } = subject;
  const extra =
    form === 'new'
      ? {
          artifactType: 'application/vnd.docker.attestation.manifest.v1+json',
          subject: { mediaType, digest, size },
        }
      : {};
  const manifest = await pushManifest({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    ...extra,
    config,
    layers: [layer],
  });
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': subject.digest,
  };
  return { ...manifest, annotations, platform: { os: 'unknown', architecture: 'unknown' } };
}

describe('verifyImage', () => {
  withRegistry('tells what it found of each platform', async () => {
    const image = await pushImage(client, repository, {
      labels: { 'org.opencontainers.image.version': '1.2.3' },
    });
    const result = await verifyImage(client, repository, image.digest, planned('linux/arm64', 'linux/amd64'));
    expect(result).toMatchObject({
      digest: image.digest,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      bytes: image.bytes,
      faults: [],
    });
    expect(result.platforms).toEqual([
      {
        platform: { os: 'linux', architecture: 'amd64' },
        digest: image.children['linux/amd64']?.digest,
        size: 512 + 256,
        labels: { 'org.opencontainers.image.version': '1.2.3' },
        created: '2026-01-02T03:04:05Z',
        user: '1000',
        layers: [image.layers[0], image.layers[1]],
      },
      expect.objectContaining({
        platform: { os: 'linux', architecture: 'arm64' },
        layers: [image.layers[0], image.layers[2]],
      }),
    ]);
  });

  withRegistry('takes a single manifest', async () => {
    const image = await pushImage(client, repository);
    const digest = image.children['linux/arm64']?.digest ?? image.digest;
    expect(await verifyImage(client, repository, digest, planned('linux/arm64'))).toMatchObject({
      faults: [],
      platforms: [{ digest }],
    });
    expect((await verifyImage(client, repository, digest, planned('linux/amd64'))).faults).toEqual([
      'linux/amd64 was planned and is missing',
      'linux/arm64 was not planned and is there',
    ]);
  });

  withRegistry('takes whatever platforms there are where none are planned', async () => {
    const image = await pushImage(client, repository, { platforms: ['linux/riscv64', 'windows/amd64'] });
    expect((await verifyImage(client, repository, image.digest)).faults).toEqual([]);
  });

  for (const [platform, inIndex] of [
    ['linux/arm64', { os: 'linux', architecture: 'arm64', variant: 'v8' }],
    ['linux/arm/v7', { os: 'linux', architecture: 'arm', variant: 'v7' }],
    ['linux/amd64', { os: 'linux', architecture: 'amd64', variant: 'v1' }],
    ['windows/amd64', { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2113' }],
  ] as const) {
    withRegistry(`knows ${platform} as ${JSON.stringify(inIndex)}`, async () => {
      const image = await pushImage(client, repository, {
        platforms: [platform],
        entries: ([entry]) => [{ ...entry, platform: inIndex }],
      });
      expect((await verifyImage(client, repository, image.digest, planned(platform))).faults).toEqual([]);
    });
  }

  for (const form of ['old', 'new'] as const) {
    withRegistry(`takes attestations of the ${form} form, and looks into them`, async () => {
      const children = await pushImage(client, repository);
      const kept = await Promise.all(
        Object.values(children.children).map((child) => attestation(form, child)),
      );
      const image = await pushImage(client, repository, {
        entries: () => [...Object.values(children.children), ...kept],
      });
      const expected = planned('linux/amd64', 'linux/arm64');
      expect(await verifyImage(client, repository, image.digest, expected)).toMatchObject({
        faults: [],
        platforms: [{}, {}],
      });
      const proxy = await startFaultProxy(REGISTRY);
      proxy.on(`GET */manifests/${kept[1]?.digest}`, { respond: { status: 404 } });
      const { faults } = await verifyImage(testClient(), through(proxy, repository), image.digest, expected);
      expect(faults).toEqual([`attestation ${kept[1]?.digest} is not there`]);
      await proxy.close();
    });

    withRegistry(`finds an attestation of the ${form} form about something else`, async () => {
      const children = await pushImage(client, repository);
      const stranger = await pushImage(client, repository, { platforms: ['linux/s390x'] });
      const kept = await attestation(form, stranger.children['linux/s390x'] as Descriptor);
      const image = await pushImage(client, repository, {
        entries: () => [...Object.values(children.children), kept],
      });
      const { faults } = await verifyImage(client, repository, image.digest);
      expect(new Set(faults)).toEqual(
        new Set([
          `attestation ${kept.digest}: is about ${stranger.children['linux/s390x']?.digest}, which the index does not hold`,
        ]),
      );
    });
  }

  withRegistry('compares labels, each platform with its own', async () => {
    const image = await pushImage(client, repository, {
      config: (config, { architecture }) => ({
        ...config,
        config: { Labels: { version: '1.2.3', arch: architecture } },
      }),
    });
    const labels = ['amd64', 'arm64'].map((name) => ({
      platform: parsePlatform(name),
      labels: { version: '1.2.4', arch: name, revision: 'abc' },
    }));
    const { faults } = await verifyImage(client, repository, image.digest, {
      ...planned('linux/amd64', 'linux/arm64'),
      labels,
    });
    expect(faults).toEqual(
      ['amd64', 'arm64'].flatMap((name) => [
        `linux/${name}: label version is "1.2.3", planned was "1.2.4"`,
        `linux/${name}: label revision is missing, planned was "abc"`,
      ]),
    );
  });

  withRegistry('finds a manifest with another media type or size than its descriptor says', async () => {
    const image = await pushImage(client, repository, {
      entries: ([first, second]) => [
        { ...first, mediaType: 'application/vnd.docker.distribution.manifest.v2+json' },
        { ...second, size: 7 },
      ],
    });
    const { faults } = await verifyImage(client, repository, image.digest);
    expect(faults).toEqual([
      expect.stringMatching(
        /linux\/amd64 .*: the registry calls it application\/vnd\.oci\.image\.manifest\.v1\+json, its descriptor application\/vnd\.docker/,
      ),
      expect.stringMatching(/linux\/arm64 .*: has \d+ bytes, its descriptor says 7$/),
    ]);
  });

  withRegistry('finds a configuration that does not belong to the layers', async () => {
    const image = await pushImage(client, repository, {
      config: (config) => ({ ...config, rootfs: { type: 'layers', diff_ids: [] } }),
    });
    const { faults } = await verifyImage(client, repository, image.digest);
    expect(faults).toEqual(
      ['amd64', 'arm64'].map(() =>
        expect.stringContaining('its configuration names 0 layers, the manifest 2'),
      ),
    );
  });

  withRegistry('finds a configuration that makes no sense', async () => {
    const image = await pushImage(client, repository, { platforms: ['linux/amd64'], config: () => ['?'] });
    const { faults } = await verifyImage(client, repository, image.digest, planned('linux/amd64'));
    expect(faults).toEqual([expect.stringMatching(/config sha256:\w+ makes no sense/)]);
  });

  withRegistry('finds that there is nothing', async () => {
    const digest = digestOf(Buffer.from('nothing'));
    expect(await verifyImage(client, repository, digest, planned('linux/amd64'))).toMatchObject({
      platforms: [],
      faults: [`${digest} is not there`],
    });
  });

  withRegistry('asks for each thing once, in three rounds, and waits for nothing', async () => {
    const image = await pushImage(client, repository);
    const proxy = await startFaultProxy(REGISTRY);
    const { faults } = await verifyImage(
      client,
      through(proxy, repository),
      image.digest,
      planned('linux/amd64', 'linux/arm64'),
    );
    expect(faults).toEqual([]);
    const asked = proxy.requests.map(
      ({ method, path }) => `${method} ${path.replace(/.*\/(manifests|blobs)\//, '$1 ')}`,
    );
    expect(asked).toHaveLength(new Set(asked).size);
    expect(asked.map((line) => line.split(' sha256')[0])).toEqual([
      'GET manifests',
      'GET manifests',
      'GET manifests',
      ...Array(5).fill(expect.stringMatching(/^(GET|HEAD) blobs$/)),
    ]);
    await proxy.close();
  });
});
