import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import type { Descriptor } from '../../src/oci/manifest.ts';
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../../src/oci/mediaTypes.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../src/oci/platform.ts';
import { parseRepository, type Repository } from '../../src/oci/reference.ts';
import { createRegistryClient, type RegistryOptions } from '../../src/registry/client.ts';
import type { RegistryClient } from '../../src/registry/types.ts';
import { testClock } from './clock.ts';
import { REGISTRY } from './parts.ts';

export { REGISTRY, testClock };

/** A repository that no other test uses. */
export function freshRepository(host: string = REGISTRY): Repository {
  return parseRepository(`${host}/a-client/${randomUUID().slice(0, 13)}`);
}

/** The same repository, reached through a proxy. */
export function through(proxy: { host: string }, repository: Repository): Repository {
  return parseRepository(`${proxy.host}/${repository.path}`);
}

export interface TestClient extends RegistryClient {
  lines: string[];
  masked: string[];
}

/** A client that waits for nothing and reads no configuration of this machine. */
export function testClient(options: Partial<RegistryOptions> = {}): TestClient {
  const lines: string[] = [];
  const masked: string[] = [];
  const log = {
    info: (text: string) => void lines.push(text),
    debug: () => {},
    mask: (secret: string) => void masked.push(secret),
  };
  const client = createRegistryClient({
    environment: { DOCKER_CONFIG: '/nowhere' },
    certificates: [],
    clock: testClock(),
    log,
    ...options,
  });
  open.push(client);
  return Object.assign(client, { lines, masked });
}

const open: RegistryClient[] = [];
afterAll(() => {
  for (const client of open) client.close();
});

export interface TestImage {
  digest: Digest;
  bytes: Buffer;
  /** By platform as users write it. */
  children: Readonly<Record<string, Descriptor>>;
  configs: Readonly<Record<string, Descriptor>>;
  layers: readonly Descriptor[];
}

export interface TestImageOptions {
  platforms?: readonly string[];
  labels?: Readonly<Record<string, string>>;
  layerSize?: number;
  /** Changes a configuration before it is written. */
  config?: (config: Record<string, unknown>, platform: Platform) => unknown;
  /** Changes a manifest before it is written. */
  manifest?: (manifest: Record<string, unknown>, platform: Platform) => unknown;
  /** Changes the entries of the index before it is written. */
  entries?: (entries: Descriptor[]) => readonly unknown[];
}

const bytesOf = (json: unknown) => Buffer.from(JSON.stringify(json));

/** Pushes an index with a manifest per platform, each with a layer of its own and one that all share; by digest alone. */
export async function pushImage(
  client: RegistryClient,
  repository: Repository,
  options: TestImageOptions = {},
): Promise<TestImage> {
  const shared = await pushBlob(client, repository, randomBytes(options.layerSize ?? 512));
  const children: Record<string, Descriptor> = {};
  const configs: Record<string, Descriptor> = {};
  const layers: Descriptor[] = [shared];
  for (const platform of (options.platforms ?? ['linux/amd64', 'linux/arm64']).map(parsePlatform)) {
    const own = await pushBlob(client, repository, randomBytes(options.layerSize ?? 256));
    const child = await pushChild(client, repository, { platform, layers: [shared, own], options });
    children[formatPlatform(platform)] = child.descriptor;
    configs[formatPlatform(platform)] = child.config;
    layers.push(own);
  }
  const manifests = options.entries?.(Object.values(children)) ?? Object.values(children);
  const bytes = bytesOf({ schemaVersion: 2, mediaType: OCI_INDEX, manifests });
  const digest = await client.putManifest(repository, digestOf(bytes), { mediaType: OCI_INDEX, bytes });
  return { digest, bytes, children, configs, layers };
}

/** Uploads a blob and describes it. */
export async function pushBlob(
  client: RegistryClient,
  repository: Repository,
  bytes: Buffer,
): Promise<Descriptor> {
  await client.putBlob(repository, bytes);
  return {
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    digest: digestOf(bytes),
    size: bytes.length,
  };
}

interface Child {
  platform: Platform;
  layers: readonly Descriptor[];
  options: TestImageOptions;
}

async function pushChild(
  client: RegistryClient,
  repository: Repository,
  { platform, layers, options }: Child,
) {
  const plain = {
    ...platform,
    created: '2026-01-02T03:04:05Z',
    config: { Labels: options.labels ?? {}, User: '1000' },
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  };
  const config = {
    ...(await pushBlob(client, repository, bytesOf(options.config?.(plain, platform) ?? plain))),
    mediaType: OCI_CONFIG,
  };
  const manifest = { schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers };
  const bytes = bytesOf(options.manifest?.(manifest, platform) ?? manifest);
  const digest = await client.putManifest(repository, digestOf(bytes), { mediaType: OCI_MANIFEST, bytes });
  return { config, descriptor: { mediaType: OCI_MANIFEST, digest, size: bytes.length, platform } };
}
