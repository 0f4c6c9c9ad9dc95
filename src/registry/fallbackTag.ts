import { UserError } from '../errors.ts';
import type { Clock } from '../host/retry.ts';
import type { Digest } from '../oci/digest.ts';
import type { Descriptor } from '../oci/manifest.ts';
import { OCI_INDEX } from '../oci/mediaTypes.ts';
import type { Repository } from '../oci/reference.ts';
import type { FetchedManifest, RegistryClient } from './types.ts';

export interface FallbackEffects extends Pick<RegistryClient, 'getManifest' | 'putManifest'> {
  clock: Clock;
}

const ROUNDS = 20;
/** Longer than another writer takes between its reading and its writing, at the least. */
const SETTLE_MS = 100;

/** `sha256-<hex>`. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema */
export function fallbackTag(subject: Digest): string {
  return subject.replace(':', '-');
}

/** What the fallback tag lists; nothing where it is missing or holds something else, such as the subject itself. */
export async function fallbackReferrers(
  effects: FallbackEffects,
  repository: Repository,
  subject: Digest,
): Promise<readonly Descriptor[]> {
  const held = await effects.getManifest(repository, fallbackTag(subject));
  return held && isFallback(held, subject) && held.content.kind === 'index' ? held.content.manifests : [];
}

function isFallback(held: FetchedManifest, subject: Digest): boolean {
  return held.digest !== subject && held.content.kind === 'index';
}

/** What is added to which list, and what the list was read to hold. */
export interface Addition {
  subject: Digest;
  entry: Descriptor;
  before: Promise<ReadonlyMap<string, unknown>>;
  alone: boolean;
}

/**
 * Adds an entry to a subject's fallback tag. Nothing keeps two writers apart, so we look again after a while and add
 * what is missing, our own entry and any other that we have ever seen there, until all of it stays. `alone`: there is no
 * other writer yet, and nothing to look for.
 */
export async function addToFallback(
  effects: FallbackEffects,
  repository: Repository,
  { subject, entry, before: first, alone }: Addition,
): Promise<void> {
  const { clock } = effects;
  const seen = new Map<string, unknown>([[entry.digest, entry]]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = clock.now();
    const before = await (round === 0 ? first : readFallback(effects, repository, subject));
    const missing = [...seen].filter(([digest]) => !before.has(digest)).map(([, raw]) => raw);
    if (missing.length === 0) return;
    for (const [digest, raw] of before) seen.set(digest, raw);
    await writeFallback(effects, repository, { subject, entries: [...before.values(), ...missing] });
    if (alone) return;
    // others need as long between their reading and their writing as we did
    const settle = Math.max(SETTLE_MS, 3 * (clock.now() - began));
    await clock.sleep(settle * (1 + clock.random() * Math.min(round, 4)));
  }
  throw new UserError(
    `${repository.name}:${fallbackTag(subject)} is being written by others without end: ${entry.digest} is not listed there`,
    {
      hint: 'Run it again when the other jobs are done.',
    },
  );
}

/** The raw entries by digest, with fields that we do not know. Throws a UserError where something else is there. */
export async function readFallback(
  effects: FallbackEffects,
  repository: Repository,
  subject: Digest,
): Promise<Map<string, unknown>> {
  const held = await effects.getManifest(repository, fallbackTag(subject));
  if (!held) return new Map();
  if (!isFallback(held, subject)) {
    throw new UserError(
      `${repository.name}:${fallbackTag(subject)} holds ${held.digest}, which is no list of referrers`,
      {
        hint: 'Something else uses this tag: nothing was written. Remove the tag, or use a registry with the referrers API.',
      },
    );
  }
  const raw: { manifests: readonly { digest: string }[] } = JSON.parse(new TextDecoder().decode(held.bytes));
  return new Map(raw.manifests.map((descriptor) => [descriptor.digest, descriptor]));
}

async function writeFallback(
  { putManifest }: FallbackEffects,
  repository: Repository,
  { subject, entries }: { subject: Digest; entries: readonly unknown[] },
): Promise<void> {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries }));
  await putManifest(repository, fallbackTag(subject), { mediaType: OCI_INDEX, bytes });
}
