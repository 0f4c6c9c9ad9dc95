import { expect, test } from 'vitest';
import { cacheKinds } from '../../src/inputs/cacheKinds.ts';
import { size } from '../../src/inputs/size.ts';

test.each([
  ['auto', ['auto']],
  ['registry,local', ['registry', 'local']],
  ['gha\nregistry\ngha', ['gha', 'registry']],
  ['off', []],
])('cache: %j', (text, kinds) => expect(cacheKinds(text)).toEqual(kinds));

test.each(['off,registry', 'none', 'GHA', 'auto,inline'])('cache: %j is a fault', (text) => {
  expect(() => cacheKinds(text)).toThrow(/expected/);
});

test.each([
  ['1024', 1024],
  ['500m', 500 * 1024 ** 2],
  ['2g', 2 * 1024 ** 3],
  ['1.5GB', 1.5 * 1024 ** 3],
  ['1 TiB', 1024 ** 4],
  ['10 b', 10],
])('size %j is %i bytes', (text, bytes) => expect(size(text)).toBe(bytes));

test.each(['-1', '2x', 'g', '1,5g', 'two'])('size %j is a fault', (text) => {
  expect(() => size(text)).toThrow(/expected a size/);
});
