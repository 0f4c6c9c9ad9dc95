import { beforeEach, describe, expect, test } from 'vitest';
import { copyImage } from '../../src/execute/copyImage.ts';
import type { PromotedTag } from '../../src/execute/outcome.ts';
import { type ExistingPromotion, promoteExisting } from '../../src/execute/promoteExisting.ts';
import type { CandidateManifest } from '../../src/execute/promotion.ts';
import { RECORD } from '../../src/execute/record.ts';
import { EMPTY_BLOB, formatArtifact } from '../../src/oci/artifact.ts';
import type { Digest } from '../../src/oci/digest.ts';
import type { Descriptor } from '../../src/oci/manifest.ts';
import { parseRepository, type Repository } from '../../src/oci/reference.ts';
import { planPromotedTags } from '../../src/plan/promotedTags.ts';
import type { RegistryClient } from '../../src/registry/types.ts';
import { keepingLog, promoteEffects } from '../support/promotions.ts';
import { pushSample } from '../support/sampleImage.ts';
import { createSimulatedRegistry, type Hooks, type SimulatedRegistry } from '../support/simulatedRegistry.ts';

const APP = parseRepository('one.test/app');
const COPY = parseRepository('two.test/copy');
const BETA = { version: '1.4.0-beta.3', revision: '3'.repeat(40) };
const SIGNATURE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

let registry: SimulatedRegistry;
let client: RegistryClient;
let beta: CandidateManifest;
let printed: string[];

beforeEach(async () => {
  registry = createSimulatedRegistry();
  client = registry.client();
  printed = [];
  beta = await pushSample(client, APP, BETA);
  await client.putManifest(APP, 'beta', beta);
});

const effects = (hooks: Hooks = {}) => ({
  ...promoteEffects(registry.client(hooks), { log: keepingLog(printed) }),
  planTags: planPromotedTags,
});

const request = (to: string[], more: Partial<ExistingPromotion> = {}): ExistingPromotion => ({
  source: { repository: APP, reference: 'beta' },
  targets: [{ repository: APP, optional: false }],
  to,
  gitTags: [],
  tagPrefix: 'v',
  force: false,
  dryRun: false,
  ...more,
});

const tagsOf = ({ name }: Repository) => Object.fromEntries(registry.repository(name).tags);
const outcomes = (rows: readonly PromotedTag[]) => rows.map(({ tag, outcome }) => `${tag} ${outcome}`);

async function attach(subject: Descriptor, text: string, artifactType = SIGNATURE): Promise<Digest> {
  const layer = new TextEncoder().encode(text);
  await Promise.all([client.putBlob(APP, layer), client.putBlob(APP, EMPTY_BLOB)]);
  const artifact = formatArtifact({ artifactType, subject, layer, annotations: {} });
  return client.putReferrer(APP, artifact);
}

const describeImage = ({ mediaType, digest, bytes }: CandidateManifest): Descriptor => ({
  mediaType,
  digest,
  size: bytes.length,
});

describe('in one repository', () => {
  test('the bytes of beta, under stable, latest and a version', async () => {
    const rows = await promoteExisting(request(['1.4.0', '1.4', 'stable', 'latest']), effects());
    expect(outcomes(rows)).toEqual(['1.4.0 moved', '1.4 moved', 'stable moved', 'latest moved']);
    expect(new Set(Object.values(tagsOf(APP)))).toEqual(new Set([beta.digest]));
  });

  test('by digest', async () => {
    const source = { repository: APP, reference: beta.digest };
    await promoteExisting(request(['stable'], { source }), effects());
    expect(tagsOf(APP).stable).toBe(beta.digest);
  });

  test('never backwards, unless by force', async () => {
    const next = await pushSample(client, APP, { version: '2.0.0', revision: '8'.repeat(40) });
    for (const tag of ['2.0.0', 'stable']) await client.putManifest(APP, tag, next);
    expect(outcomes(await promoteExisting(request(['stable']), effects()))).toEqual(['stable skipped-newer']);
    await promoteExisting(request(['stable'], { force: true }), effects());
    expect(tagsOf(APP).stable).toBe(beta.digest);
  });

  test('another build of the same release under the version: not the same bytes, so it stops', async () => {
    const release = { version: '1.4.0', revision: '4'.repeat(40) };
    const [one, two] = [
      await pushSample(client, APP, release),
      await pushSample(client, APP, { ...release, build: 'again' }),
    ];
    await client.putManifest(APP, '1.4.0', one);
    await client.putManifest(APP, 'candidate', two);
    const source = { repository: APP, reference: 'candidate' };
    const before = tagsOf(APP);
    await expect(promoteExisting(request(['1.4.0', 'latest'], { source }), effects())).rejects.toThrow(
      'another build of this release',
    );
    expect(tagsOf(APP)).toEqual(before);
  });

  test('refuses what is incomplete, and what does not exist', async () => {
    const source = { repository: APP, reference: 'nope' };
    await expect(promoteExisting(request(['stable'], { source }), effects())).rejects.toThrow(
      'one.test/app:nope does not exist',
    );
    registry.repository(APP.name).blobs.clear();
    await expect(promoteExisting(request(['stable']), effects())).rejects.toThrow(
      'one.test/app:beta is incomplete',
    );
  });

  test('a dry run writes nothing', async () => {
    const writes: string[] = [];
    const watching = effects({
      before: ({ method }) => /^(put|delete|copy)/.test(method) && writes.push(method),
    });
    const targets = [APP, COPY].map((repository) => ({ repository, optional: false }));
    const rows = await promoteExisting(request(['stable'], { dryRun: true, targets }), watching);
    expect(outcomes(rows)).toEqual(['stable moved', 'stable moved']);
    expect(writes).toEqual([]);
  });
});

describe('into another repository', () => {
  const targets = [{ repository: COPY, optional: false }];

  test('every platform comes along, byte for byte', async () => {
    await promoteExisting(request(['stable'], { targets }), effects());
    expect(tagsOf(COPY)).toEqual({ stable: beta.digest });
    for (const [digest, { bytes }] of registry.repository(COPY.name).manifests) {
      const source = registry.repository(APP.name).manifests.get(digest);
      if (source) expect(Buffer.compare(bytes, source.bytes)).toBe(0);
    }
    expect(registry.repository(COPY.name).blobs.size).toBeGreaterThanOrEqual(4);
  });

  test('signatures of the index and of its platforms too, and signatures of those', async () => {
    const index = await client.getManifest(APP, beta.digest);
    const child = index?.content.kind === 'index' ? index.content.manifests[0] : undefined;
    if (!child) throw new Error('no child');
    const ofIndex = await attach(describeImage(beta), 'signature of the index');
    const ofChild = await attach(child, 'signature of a platform');
    const signature = await client.getManifest(APP, ofIndex);
    const subject = {
      mediaType: signature?.mediaType ?? '',
      digest: ofIndex,
      size: signature?.bytes.length ?? 0,
    };
    const ofSignature = await attach(subject, 'signature of a signature');
    await client.putManifest(APP, `${beta.digest.replace(':', '-')}.sig`, beta);
    await copyImage(client, { from: APP, to: COPY }, beta.digest);
    for (const digest of [ofIndex, ofChild, ofSignature]) {
      expect(await client.headManifest(COPY, digest)).toBe(digest);
    }
    expect(tagsOf(COPY)).toEqual({ [`${beta.digest.replace(':', '-')}.sig`]: beta.digest });
  });

  test('our own record of the source stays there', async () => {
    const record = await attach(describeImage(beta), '{}', RECORD);
    await copyImage(client, { from: APP, to: COPY }, beta.digest);
    expect(await client.headManifest(COPY, record)).toBeUndefined();
  });

  test('a second copy sends nothing', async () => {
    await copyImage(client, { from: APP, to: COPY }, beta.digest);
    const writes: string[] = [];
    const hooks: Hooks = { before: ({ method }) => method.startsWith('put') && writes.push(method) };
    await copyImage(registry.client(hooks), { from: APP, to: COPY }, beta.digest);
    expect(writes).toEqual([]);
  });

  test('a copy that breaks off moves no tag anywhere', async () => {
    const hooks: Hooks = {
      before: ({ method, image }) => {
        if (method === 'copyBlob' && image === COPY.name) throw new Error('broke off');
      },
    };
    const both = [{ repository: APP, optional: false }, ...targets];
    await expect(promoteExisting(request(['stable'], { targets: both }), effects(hooks))).rejects.toThrow(
      'broke off',
    );
    expect([tagsOf(APP).stable, tagsOf(COPY).stable]).toEqual([undefined, undefined]);
    const optional = both.map((target) => ({ ...target, optional: target.repository === COPY }));
    await promoteExisting(request(['stable'], { targets: optional }), effects(hooks));
    expect([tagsOf(APP).stable, tagsOf(COPY).stable]).toEqual([beta.digest, undefined]);
    expect(printed.join('')).toContain('two.test/copy is optional and was left out: broke off');
  });
});
