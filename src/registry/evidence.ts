import { systemClock } from '../host/clock.ts';
import type { Clock } from '../host/retry.ts';
import type { Digest } from '../oci/digest.ts';
import type { Descriptor } from '../oci/manifest.ts';
import type { Repository } from '../oci/reference.ts';
import { RegistryError } from './errors.ts';
import { untilThere } from './lag.ts';
import type { FetchedManifest, RegistryClient } from './types.ts';

/** What was read, or why it does not count. */
export type Found<T> = { value: T; fault?: undefined } | { value?: undefined; fault: string };

/** Reads what a registry holds of one repository, each digest once; faults are told, only broken transport throws. */
export interface Evidence {
  manifest(digest: Digest): Promise<Found<FetchedManifest>>;
  /** A small blob, rehashed. */
  blob(blob: Descriptor): Promise<Found<Uint8Array>>;
  /** Why a layer does not count; undefined where it is there and right. */
  layerFault(layer: Descriptor): Promise<string | undefined>;
}

export interface EvidenceOptions {
  /** Layers are streamed and hashed. */
  deep: boolean;
  /** How long to wait for what is not there yet, in ms. */
  waitMs: number;
  clock?: Clock | undefined;
}

export function createEvidence(
  client: RegistryClient,
  repository: Repository,
  options: EvidenceOptions,
): Evidence {
  const layers = new Map<Digest, Promise<Found<{ digest: Digest; size: number }>>>();
  const layer = (blob: Descriptor) => {
    const known =
      layers.get(blob.digest) ??
      look(() => readLayer(client, repository, { blob, deep: options.deep }), options);
    layers.set(blob.digest, known);
    return known;
  };
  return {
    manifest: (digest) => look(() => client.getManifest(repository, digest), options),
    blob: (blob) => look(() => client.getBlob(repository, blob), options),
    layerFault: async (blob) => {
      const { value, fault } = await layer(blob);
      if (!value) return fault;
      if (value.size !== blob.size) return `has ${value.size} bytes, its descriptor says ${blob.size}`;
      return value.digest === blob.digest ? undefined : `has the digest ${value.digest}`;
    },
  };
}

async function readLayer(
  client: RegistryClient,
  repository: Repository,
  { blob, deep }: { blob: Descriptor; deep: boolean },
) {
  if (deep) return client.rehashBlob(repository, blob);
  const size = await client.headBlob(repository, blob.digest);
  return size === undefined ? undefined : { digest: blob.digest, size };
}

async function look<T>(
  read: () => Promise<T | undefined>,
  { waitMs, clock = systemClock }: EvidenceOptions,
): Promise<Found<T>> {
  const found = await untilThere(() => readOrFault(read), { waitMs, sleep: clock.sleep });
  return found ?? { fault: 'is not there' };
}

async function readOrFault<T>(read: () => Promise<T | undefined>): Promise<Found<T> | undefined> {
  try {
    const value = await read();
    return value === undefined ? undefined : { value };
  } catch (error) {
    if (error instanceof RegistryError && isAboutContent(error)) return { fault: error.message };
    throw error;
  }
}

/** The registry holds something wrong, as opposed to not letting us look. */
function isAboutContent({ kind, status = 0 }: RegistryError): boolean {
  return (
    kind === 'content' ||
    (kind === 'refused' && status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status))
  );
}
