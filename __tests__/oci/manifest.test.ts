import { expect, test } from 'vitest';
import { parseManifest } from '../../src/oci/manifest.ts';

const TYPE = 'application/vnd.oci.image.manifest.v1+json';
const config = {
  mediaType: 'application/vnd.oci.image.config.v1+json',
  digest: `sha256:${'a'.repeat(64)}`,
  size: 2,
};
const parse = (layers: unknown) =>
  parseManifest(new TextEncoder().encode(JSON.stringify({ mediaType: TYPE, config, layers })), TYPE);

test('an image of nothing but a configuration has no layers, however that is written', () => {
  expect(parse(null)).toEqual(parse([]));
  expect(() => parse(undefined)).toThrow('layers is no list');
});
