import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import { flattenResults, formatIndex, type PlatformResult } from '../../src/oci/imageIndex.ts';
import { type Descriptor, parseManifest } from '../../src/oci/manifest.ts';
import { DOCKER_MANIFEST, OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../../src/oci/mediaTypes.ts';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';

const digest = (text: string) => digestOf(new TextEncoder().encode(text));
const config = { mediaType: OCI_CONFIG, digest: digest('config'), size: 2 };

function plain(platform: string, mediaType = OCI_MANIFEST): PlatformResult {
  const content = { kind: 'manifest' as const, mediaType, config, layers: [], annotations: {} };
  return { platform: parsePlatform(platform), digest: digest(platform), mediaType, size: 7, content };
}

/** As BuildKit leaves it: one platform, and what describes it. */
function attested(
  platform: string,
  more: { image?: Partial<Descriptor>; describes?: string; extra?: Descriptor[] } = {},
) {
  const image: Descriptor = {
    mediaType: OCI_MANIFEST,
    digest: digest(platform),
    size: 7,
    platform: parsePlatform(platform),
    ...more.image,
  };
  const attestation: Descriptor = {
    mediaType: OCI_MANIFEST,
    digest: digest(`attestation of ${platform}`),
    size: 9,
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.digest': more.describes ?? image.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
  };
  const manifests = [image, attestation, ...(more.extra ?? [])];
  const content = { kind: 'index' as const, mediaType: OCI_INDEX, manifests, annotations: {} };
  return {
    platform: parsePlatform(platform),
    digest: digest(`index of ${platform}`),
    mediaType: OCI_INDEX,
    size: 5,
    content,
  };
}

describe('flattenResults', () => {
  test('annotations of descriptors, beside those that are there', () => {
    const annotations = { a: '1' };
    const there = attested('linux/arm64', { image: { annotations: { b: '2' } } });
    const [first, second, third] = flattenResults([
      { ...plain('linux/amd64'), annotations },
      { ...there, annotations },
    ]);
    expect(first?.annotations).toEqual(annotations);
    expect(second?.annotations).toEqual({ a: '1', b: '2' });
    expect(third?.annotations).not.toHaveProperty('a');
  });

  test('platforms in the order given, attestations after them', () => {
    const children = flattenResults([attested('linux/arm64'), attested('linux/amd64')]);
    expect(children.map(({ platform }) => platform && formatPlatform(platform))).toEqual([
      'linux/arm64',
      'linux/amd64',
      'unknown/unknown',
      'unknown/unknown',
    ]);
    expect(children[2]?.annotations?.['vnd.docker.reference.digest']).toBe(children[0]?.digest);
  });

  test('plain manifests and indexes side by side', () => {
    const children = flattenResults([
      plain('linux/amd64'),
      attested('linux/arm/v7'),
      plain('linux/386', DOCKER_MANIFEST),
    ]);
    expect(children.map(({ mediaType, size }) => [mediaType, size])).toEqual([
      [OCI_MANIFEST, 7],
      [OCI_MANIFEST, 7],
      [DOCKER_MANIFEST, 7],
      [OCI_MANIFEST, 9],
    ]);
    expect(children[1]?.platform).toEqual({ os: 'linux', architecture: 'arm', variant: 'v7' });
  });

  test('what the builder says of a platform is kept: the version of Windows, annotations of the descriptor', () => {
    const platform = { os: 'windows', architecture: 'amd64', osVersion: '10.0.17763.1' };
    const children = flattenResults([
      attested('windows/amd64', { image: { platform, annotations: { a: 'b' } } }),
    ]);
    expect(children[0]).toMatchObject({ platform, annotations: { a: 'b' } });
  });

  test('a builder that spells out the default variant of arm64', () => {
    const platform = { os: 'linux', architecture: 'arm64', variant: 'v8' };
    expect(flattenResults([attested('linux/arm64', { image: { platform } })])[0]?.platform).toEqual(platform);
  });

  test.each<[string, PlatformResult, string]>([
    [
      'two platforms in one result',
      attested('linux/amd64', { extra: [{ ...config, mediaType: OCI_MANIFEST }] }),
      'holds 2 images',
    ],
    [
      'another platform',
      attested('linux/amd64', { image: { platform: parsePlatform('linux/s390x') } }),
      'expected linux/amd64',
    ],
    [
      'another variant',
      attested('linux/arm/v7', { image: { platform: parsePlatform('linux/arm/v6') } }),
      'expected linux/arm/v7',
    ],
    [
      'an attestation of something else',
      attested('linux/amd64', { describes: digest('x') }),
      'which is not part of the image',
    ],
    [
      'nothing but an attestation',
      {
        ...attested('linux/amd64'),
        content: { kind: 'index', mediaType: OCI_INDEX, manifests: [], annotations: {} },
      },
      'holds no images',
    ],
  ])('refuses %s', (_, result, message) => {
    expect(() => flattenResults([result])).toThrow(message);
  });
});

describe('formatIndex', () => {
  const children = flattenResults([attested('linux/amd64'), attested('windows/amd64')]);

  test('the same content gives the same bytes, whatever the order of annotations', () => {
    const one = formatIndex(children, { a: '1', b: '2' });
    const two = formatIndex(structuredClone(children), { b: '2', a: '1' });
    expect(two.digest).toBe(one.digest);
    expect(Buffer.compare(one.bytes, two.bytes)).toBe(0);
    expect(one.digest).toBe(digestOf(one.bytes));
  });

  test('reads back as it was written', () => {
    const platform = { os: 'windows', architecture: 'amd64', osVersion: '10.0.1', variant: 'v2' };
    const child: Descriptor = {
      ...config,
      mediaType: OCI_MANIFEST,
      platform,
      artifactType: 'a/b',
      annotations: { x: 'y' },
    };
    const { bytes, mediaType } = formatIndex([child], { title: 'Ünïcode' });
    expect(parseManifest(bytes, mediaType)).toMatchObject({
      kind: 'index',
      manifests: [child],
      annotations: { title: 'Ünïcode' },
    });
  });

  test('no annotations, no field', () => {
    expect(new TextDecoder().decode(formatIndex([], {}).bytes)).toBe(
      `{"schemaVersion":2,"mediaType":"${OCI_INDEX}","manifests":[]}`,
    );
  });
});
