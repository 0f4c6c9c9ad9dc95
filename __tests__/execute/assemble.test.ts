import { beforeEach, describe, expect, test } from 'vitest';
import { type Assembly, assemble } from '../../src/execute/assemble.ts';
import { isDigest } from '../../src/oci/digest.ts';
import { OCI_MANIFEST } from '../../src/oci/mediaTypes.ts';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { pushSample } from '../support/sampleImage.ts';
import { createSimulatedRegistry, type SimulatedRegistry } from '../support/simulatedRegistry.ts';

const ONE = parseRepository('one.test/app');
const TWO = parseRepository('two.test/app');
const PLATFORMS = ['linux/amd64', 'linux/arm64'];

let registry: SimulatedRegistry;

beforeEach(() => {
  registry = createSimulatedRegistry();
});

/** Both repositories hold the platforms' manifests, as after a build; no index. */
async function built(platforms = PLATFORMS): Promise<Assembly> {
  const sample = { version: '1.0.0', revision: 'a'.repeat(40), platforms };
  for (const repository of [ONE, TWO]) await pushSample(registry.client(), repository, sample);
  const results = [...registry.repository(ONE.name).manifests].flatMap(([digest, { mediaType, bytes }]) => {
    const text = new TextDecoder().decode(bytes);
    return mediaType === OCI_MANIFEST ? [{ digest, text }] : [];
  });
  for (const { name } of [ONE, TWO]) {
    const { manifests } = registry.repository(name);
    for (const [digest, { mediaType }] of manifests) if (mediaType !== OCI_MANIFEST) manifests.delete(digest);
  }
  return {
    targets: [
      { repository: ONE, optional: false },
      { repository: TWO, optional: true },
    ],
    results: platforms.map((platform, index) => {
      const digest = results[index]?.digest ?? '';
      if (!isDigest(digest)) throw new Error(`no manifest for ${platform}`);
      return { platform: parsePlatform(platform), digest };
    }),
    shape: 'auto',
    annotations: { 'org.opencontainers.image.title': 'app' },
  };
}

describe('assemble', () => {
  test('writes one index into every repository, by digest, and no tag', async () => {
    const assembly = await built();
    const assembled = await assemble(assembly, registry.client());
    for (const repository of [ONE, TWO]) {
      const found = await registry.client().getManifest(repository, assembled.digest);
      expect(found?.content).toMatchObject({ kind: 'index', annotations: assembly.annotations });
      expect(registry.repository(repository.name).tags.size).toBe(0);
    }
    expect(assembled.digests).toEqual(
      Object.fromEntries(assembly.results.map(({ platform, digest }) => [formatPlatform(platform), digest])),
    );
  });

  test('one platform without attestations stays a plain manifest, unless an index is asked for', async () => {
    const assembly = await built(['linux/amd64']);
    const plain = await assemble(assembly, registry.client());
    expect(plain).toMatchObject({ mediaType: OCI_MANIFEST, digest: assembly.results[0]?.digest });
    const index = await assemble({ ...assembly, shape: 'index' }, registry.client());
    expect(index.digest).not.toBe(plain.digest);
  });

  test('a manifest cannot hold two platforms', async () => {
    const assembly = await built();
    await expect(assemble({ ...assembly, shape: 'manifest' }, registry.client())).rejects.toThrow(
      'one platform',
    );
  });

  test('names the platform whose build is not in the registry', async () => {
    const assembly = await built();
    const [first] = assembly.results;
    if (first) registry.repository(ONE.name).manifests.delete(first.digest);
    await expect(assemble(assembly, registry.client())).rejects.toThrow(
      /built for linux\/amd64, is not in the registry/,
    );
  });

  test('an optional registry may fail alone; one that is not may not', async () => {
    const assembly = await built();
    const refusing = (name: string) =>
      registry.client({
        before: ({ method, image }) => {
          if (method === 'putManifest' && image === name) throw new Error('no space left');
        },
      });
    const { failed } = await assemble(assembly, refusing(TWO.name));
    expect(failed).toEqual([{ image: TWO.name, reason: 'no space left' }]);
    await expect(assemble(assembly, refusing(ONE.name))).rejects.toThrow('no space left');
  });
});
