import { expect, test } from 'vitest';
import { readPushedDigests } from '../../src/execute/pushedDigests.ts';

const digest = (fill: string) => `sha256:${fill.repeat(64)}`;
const status = (vertex: string, id: string) => ({ statuses: [{ vertex, id }] });
const ended = (...vertexes: string[]) => ({
  vertexes: vertexes.map((vertex) => ({ digest: vertex, name: 'exporting to image', completed: 'now' })),
});

/** Ids as BuildKit's exporter names its statuses. */
test('an index, when its export has ended; not the manifests under it', () => {
  const read = readPushedDigests();
  expect(read(status('v', `exporting manifest ${digest('a')}`))).toEqual([]);
  expect(read(status('v', `exporting config ${digest('b')}`))).toEqual([]);
  expect(read(status('v', `exporting attestation manifest ${digest('c')}`))).toEqual([]);
  expect(read(status('v', `exporting manifest list ${digest('d')}`))).toEqual([]);
  expect(read(status('v', 'pushing manifest for one.test/app'))).toEqual([]);
  expect(read(ended('v'))).toEqual([{ target: undefined, digest: digest('d') }]);
});

test('a plain manifest; each export by itself, and once', () => {
  const read = readPushedDigests();
  read(status('one', `exporting manifest ${digest('a')}`));
  read(status('two', `exporting manifest ${digest('b')}`));
  expect(read(ended('two', 'other'))).toEqual([{ target: undefined, digest: digest('b') }]);
  expect(read(ended('one', 'two'))).toEqual([{ target: undefined, digest: digest('a') }]);
});

test('an export that failed, and steps that are no export, tell nothing', () => {
  const read = readPushedDigests();
  read(status('v', `exporting manifest ${digest('a')}`));
  expect(
    read({ vertexes: [{ digest: 'v', name: 'exporting', completed: 'now', error: 'refused' }] }),
  ).toEqual([]);
  expect(read(ended('w'))).toEqual([]);
  expect(read({})).toEqual([]);
});

test('with several targets, whose export it was', () => {
  const read = readPushedDigests();
  read(status('v', `exporting manifest ${digest('a')}`));
  const vertexes = [{ digest: 'v', name: '[alpine-linux-arm-v7] exporting to image', completed: 'now' }];
  expect(read({ vertexes })).toEqual([{ target: 'alpine-linux-arm-v7', digest: digest('a') }]);
});
