import { randomBytes } from 'node:crypto';
import { startFaultProxy } from '../__tests__/support/faultProxy.ts';
import { startRegistry } from '../__tests__/support/htpasswdRegistry.ts';
import { pushSample } from '../__tests__/support/sampleImage.ts';
import { copyImage } from '../src/execute/copyImage.ts';
import { type Digest, digestOf } from '../src/oci/digest.ts';
import { OCI_CONFIG, OCI_MANIFEST } from '../src/oci/mediaTypes.ts';
import { parsePlatform } from '../src/oci/platform.ts';
import { parseRepository, type Repository } from '../src/oci/reference.ts';
import { createRegistryClient } from '../src/registry/client.ts';
import type { RegistryClient } from '../src/registry/types.ts';
import { verifyImage } from '../src/registry/verify.ts';
import { alternate, type Measurement, timed } from './measure.ts';
import { PREFIX, REGISTRY, run } from './project.ts';

const SIX = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/s390x', 'linux/ppc64le', 'linux/riscv64'];
const LATENCY_MS = 80;
const IMAGES = 20;
const LAYER_BYTES = 200_000;

const newClient = () => createRegistryClient({ environment: {}, log: { info() {}, debug() {}, mask() {} } });

/** Everything under an index of six platforms, each request 80 ms slower than it is. */
export async function verification(): Promise<Measurement> {
  const repository = parseRepository(`${PREFIX}/six`);
  const { digest } = await pushSample(newClient(), repository, {
    version: '1.0.0',
    revision: 'a'.repeat(40),
    platforms: SIX,
  });
  const proxy = await startFaultProxy(REGISTRY);
  proxy.on(/./, { delayMs: LATENCY_MS });
  const far = parseRepository(`${proxy.host}/${repository.path}`);
  const expected = { platforms: SIX.map(parsePlatform) };
  const verify = (at: Repository) =>
    timed(async () => {
      const { faults } = await verifyImage(newClient(), at, digest, expected);
      if (faults.length > 0) throw new Error(faults.join('; '));
    });
  const medians = await alternate(9, { ours: () => verify(far), bare: () => verify(repository) });
  await proxy.close();
  return {
    name: 'verification of six platforms with 80 ms of latency',
    unit: 'ms',
    ...medians,
    by: 'value',
    limit: 400,
  };
}

/** Twenty images of three layers from one registry into another, against `crane copy` of each. */
export async function copying(): Promise<Measurement> {
  const client = newClient();
  const sources = await Promise.all(
    Array.from({ length: IMAGES }, (_, at) => pushLayers(client, parseRepository(`${PREFIX}/copy/${at}`))),
  );
  const target = await startRegistry(process.env.DOCKER_REGISTRY ?? 'docker-registry', false);
  const medians = await alternate(5, {
    ours: (round) => timed(() => copyAll(sources, target, round)),
    bare: (round) => timed(() => craneAll(sources, target, round)),
  });
  await target.close();
  return {
    name: 'copy of 20 images of three layers, against crane copy',
    unit: 'ms',
    ...medians,
    by: 'ratio',
    limit: 1,
  };
}

interface Source {
  repository: Repository;
  digest: Digest;
}

async function pushLayers(client: RegistryClient, repository: Repository): Promise<Source> {
  const put = async (bytes: Uint8Array, mediaType: string) => ({
    mediaType,
    digest: await client.putBlob(repository, bytes),
    size: bytes.length,
  });
  const layers = await Promise.all(
    [1, 2, 3].map(() => put(randomBytes(LAYER_BYTES), 'application/vnd.oci.image.layer.v1.tar')),
  );
  const config = await put(
    encode({
      os: 'linux',
      architecture: 'amd64',
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    }),
    OCI_CONFIG,
  );
  const bytes = encode({ schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers });
  const digest = digestOf(bytes);
  await client.putManifest(repository, digest, { mediaType: OCI_MANIFEST, bytes });
  await client.putManifest(repository, 'latest', { mediaType: OCI_MANIFEST, bytes });
  return { repository, digest };
}

const encode = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
const targetOf = ({ repository }: Source, target: { host: string }, who: string) =>
  `${target.host}/${repository.path}-${who}`;

async function copyAll(sources: readonly Source[], target: { host: string }, round: number): Promise<void> {
  const client = newClient();
  const copies = sources.map(async (source) => {
    const to = parseRepository(targetOf(source, target, `ours${round}`));
    await copyImage(client, { from: source.repository, to }, source.digest);
    await client.putManifest(
      to,
      'latest',
      (await client.getManifest(source.repository, source.digest)) ?? {
        mediaType: '',
        bytes: new Uint8Array(),
      },
    );
  });
  await Promise.all(copies);
  client.close();
}

/** As many at once as we have: the comparison is of the copying, not of the number of processes. */
async function craneAll(sources: readonly Source[], target: { host: string }, round: number): Promise<void> {
  await Promise.all(
    sources.map((source) =>
      run([
        'crane',
        'copy',
        '--insecure',
        `${source.repository.name}:latest`,
        `${targetOf(source, target, `crane${round}`)}:latest`,
      ]),
    ),
  );
}
