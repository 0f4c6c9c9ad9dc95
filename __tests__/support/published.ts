import { createHash, randomBytes } from 'node:crypto';
import { REGISTRY } from './parts.ts';

/** What stands in a registry, read by plain requests that share no code with the action. */
export interface PublishedImage {
  /** Of the bytes, not what the registry says. */
  digest: string;
  mediaType: string;
  annotations: Readonly<Record<string, string>>;
  /** Runnable platforms, without attestations: one where the reference is no index. */
  platforms: readonly PublishedManifest[];
  /** Attestation manifests in the index. */
  attestations: number;
}

export interface PublishedManifest {
  /** `linux/amd64`, as its configuration says. */
  platform: string;
  digest: string;
  configDigest: string;
  labels: Readonly<Record<string, string>>;
}

interface Manifest {
  mediaType: string;
  annotations?: Record<string, string>;
  manifests?: readonly { digest: string; annotations?: Record<string, string> }[];
  config?: { digest: string };
  layers?: readonly { digest: string }[];
}

interface ImageConfig {
  os: string;
  architecture: string;
  config?: { Labels?: Record<string, string> };
}

const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** An image's name in the project's registry, or another, that nobody else uses. */
export function ownImage(name: string, host: string = REGISTRY): string {
  return `${host}/process/${name}-${randomBytes(5).toString('hex')}`;
}

/** `host/name` under another host, such as a proxy's. */
export function imageAt(host: string, image: string): string {
  return host + image.slice(image.indexOf('/'));
}

/** `user:password`, for a registry that asks for them. */
type Login = string | undefined;

function ask(url: string, login: Login): Promise<Response> {
  const authorization = login && `Basic ${Buffer.from(login).toString('base64')}`;
  return fetch(url, { headers: { accept: ACCEPT, ...(authorization && { authorization }) } });
}

const urlOf = (image: string) => `http://${image.replace('/', '/v2/')}`;
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function readManifest(image: string, reference: string, login?: Login) {
  const response = await ask(`${urlOf(image)}/manifests/${reference}`, login);
  if (!response.ok) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { digest: digestOf(bytes), manifest: JSON.parse(new TextDecoder().decode(bytes)) as Manifest };
}

/**
 * Every tag of an image and the digest that it holds, without the fallback tags that list referrers (`sha256-…`); empty
 * where the repository does not exist. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 */
export async function tagsOf(image: string, login?: Login): Promise<Record<string, string>> {
  const response = await ask(`${urlOf(image)}/tags/list`, login);
  if (response.status === 404) return {};
  const { tags } = (await response.json()) as { tags: readonly string[] | null };
  const names = (tags ?? []).filter((tag) => !/^sha256-[0-9a-f]{64}$/.test(tag)).sort();
  const held = names.map(async (tag) => [tag, (await readManifest(image, tag, login))?.digest]);
  return Object.fromEntries(await Promise.all(held));
}

/** The names of an image's tags, sorted. */
export async function tagNamesOf(image: string): Promise<string[]> {
  return Object.keys(await tagsOf(image));
}

/** What a tag or a digest names, all the way down to the labels. */
export async function readPublished(image: string, reference: string): Promise<PublishedImage> {
  const found = await readManifest(image, reference);
  if (!found) throw new Error(`${image} has no ${reference}`);
  const { digest, manifest } = found;
  const entries = manifest.manifests ?? [{ digest }];
  const attestations = entries.filter((entry) => entry.annotations?.['vnd.docker.reference.digest']);
  const runnable = entries.filter((entry) => !attestations.includes(entry));
  return {
    digest,
    mediaType: manifest.mediaType,
    annotations: manifest.annotations ?? {},
    platforms: await Promise.all(runnable.map((entry) => readPlatform(image, entry.digest))),
    attestations: attestations.length,
  };
}

async function readPlatform(image: string, digest: string): Promise<PublishedManifest> {
  const configDigest = (await readManifest(image, digest))?.manifest.config?.digest;
  if (configDigest === undefined) throw new Error(`${image}@${digest} has no configuration`);
  const response = await fetch(`${urlOf(image)}/blobs/${configDigest}`);
  const { os, architecture, config: own } = (await response.json()) as ImageConfig;
  return { platform: `${os}/${architecture}`, digest, configDigest, labels: own?.Labels ?? {} };
}

/** The configuration and the layers of a manifest, each beside the digest of the bytes that the registry has of it. */
export async function rehashBlobs(
  image: string,
  reference: string,
): Promise<{ digest: string; rehashed: string }[]> {
  const { config, layers = [] } = (await readManifest(image, reference))?.manifest ?? {};
  const blobs = [...(config ? [config] : []), ...layers];
  return Promise.all(
    blobs.map(async ({ digest }) => {
      const response = await fetch(`${urlOf(image)}/blobs/${digest}`);
      return { digest, rehashed: digestOf(new Uint8Array(await response.arrayBuffer())) };
    }),
  );
}
