import { expect, test } from 'vitest';
import { readPushedDigests } from '../../src/execute/pushedDigests.ts';

const digest = (fill: string) => `sha256:${fill.repeat(64)}`;
const status = (vertex: string, id: string) => ({ statuses: [{ vertex, id }] });
const ended = (...vertexes: string[]) => ({
  vertexes: vertexes.map((vertex) => ({ digest: vertex, name: 'exporting to image', completed: 'now' })),
});

const pushing = (vertex: string, reference: string) => ({
  statuses: [{ vertex, id: `pushing manifest for ${reference}`, completed: 'now' }],
});
const pushed = (fill: string, target?: string, to = ['one.test/app']) => ({
  target,
  digest: digest(fill),
  to,
});

/** Ids as BuildKit's exporter names its statuses. */
test('an index, when its export has ended; not the manifests under it', () => {
  const read = readPushedDigests();
  expect(read(status('v', `exporting manifest ${digest('a')}`))).toEqual([]);
  expect(read(status('v', `exporting config ${digest('b')}`))).toEqual([]);
  expect(read(status('v', `exporting attestation manifest ${digest('c')}`))).toEqual([]);
  expect(read(status('v', `exporting manifest list ${digest('d')}`))).toEqual([]);
  expect(read(pushing('v', 'one.test/app'))).toEqual([]);
  expect(read(ended('v'))).toEqual([pushed('d')]);
});

test('a step that ends before it pushes, and once more after that', () => {
  const read = readPushedDigests();
  read(status('v', `exporting manifest ${digest('a')}`));
  expect(read(ended('v'))).toEqual([]);
  read(status('v', 'pushing manifest for one.test/app'));
  expect(read(ended('v'))).toEqual([]);
  read(pushing('v', `one.test:5000/app@${digest('a')}`));
  const last = { ...pushing('v', 'two.test/app'), ...ended('v') };
  expect(read(last)).toEqual([pushed('a', undefined, ['one.test:5000/app', 'two.test/app'])]);
});

test('a plain manifest; each export by itself, and once', () => {
  const read = readPushedDigests();
  for (const [vertex, fill] of [
    ['one', 'a'],
    ['two', 'b'],
  ] as const) {
    read(status(vertex, `exporting manifest ${digest(fill)}`));
    read(pushing(vertex, 'one.test/app'));
  }
  expect(read(ended('two', 'other'))).toEqual([pushed('b')]);
  expect(read(ended('one', 'two'))).toEqual([pushed('a')]);
});

test('an export that failed, and steps that are no export, tell nothing', () => {
  const read = readPushedDigests();
  read(status('v', `exporting manifest ${digest('a')}`));
  read(pushing('v', 'one.test/app'));
  expect(
    read({ vertexes: [{ digest: 'v', name: 'exporting', completed: 'now', error: 'refused' }] }),
  ).toEqual([]);
  expect(read(ended('w'))).toEqual([]);
  expect(read({})).toEqual([]);
});

test('with several targets, whose export it was', () => {
  const read = readPushedDigests();
  read(status('v', `exporting manifest ${digest('a')}`));
  read(pushing('v', 'one.test/app'));
  const vertexes = [{ digest: 'v', name: '[alpine-linux-arm-v7] exporting to image', completed: 'now' }];
  expect(read({ vertexes })).toEqual([pushed('a', 'alpine-linux-arm-v7')]);
});
