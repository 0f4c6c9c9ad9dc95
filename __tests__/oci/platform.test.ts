import { expect, test } from 'vitest';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';

test.each([
  ['linux/aarch64', 'linux/arm64'],
  ['x86_64', 'linux/amd64'],
  ['linux/arm', 'linux/arm/v7'],
  ['armel', 'linux/arm/v6'],
  ['linux/arm64/v8', 'linux/arm64'],
  ['windows(10.0.17763)/amd64', 'windows(10.0.17763)/amd64'],
  ['linux/constructor', 'linux/constructor'],
])('%s is %s', (text, expected) => {
  expect(formatPlatform(parsePlatform(text))).toBe(expected);
});

test.each(['', '/', 'linux/', 'linux/arm64/v8/x'])('"%s" is none', (text) => {
  expect(() => parsePlatform(text)).toThrow(/is no platform/);
});
