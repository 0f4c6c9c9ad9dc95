import { expect, test } from 'vitest';
import { readTagsAhead } from '../../src/execute/readAhead.ts';
import { type Effects, startRunning } from '../../src/execute/running.ts';
import type { Digest } from '../../src/oci/digest.ts';
import type { Plan } from '../../src/plan/plan.ts';

const A: Digest = `sha256:${'a'.repeat(64)}`;
const B: Digest = `sha256:${'b'.repeat(64)}`;
const TAGS = { '1.2.3': 'immutable', '1.2': 'version', latest: 'version', edge: 'branch' };
const HELD: Readonly<Record<string, Digest>> = { '1.2': A, latest: A, edge: B };

/** What was asked for where a plan with these steps is about to be carried out. */
async function askedBy(
  kinds: readonly string[],
  headManifest = async (_: unknown, tag: string) => HELD[tag],
) {
  const asked: string[] = [];
  const tags = Object.entries(TAGS).map(([name, kind]) => ({ name, guard: { kind } }));
  const phases = [kinds.map((kind) => ({ kind }))];
  const plan = {
    images: [
      { image: 'one.test/app', tags },
      { image: 'gone.test/app', tags },
    ],
    phases,
  } as unknown as Plan;
  const running = startRunning(plan);
  running.dropped.add('gone.test/app');
  readTagsAhead(running, {
    client: {
      headManifest: (repository: unknown, tag: string) => {
        asked.push(tag);
        return headManifest(repository, tag);
      },
    },
    readHeld: async (_: unknown, digest: string) => void asked.push(digest),
  } as unknown as Effects);
  await new Promise((resolve) => setImmediate(resolve));
  return asked;
}

test('what tags hold that are to move is read, each digest once; immutable ones wait', async () => {
  expect(await askedBy(['build', 'promote'])).toEqual(['1.2', 'latest', 'edge', A, B]);
});

test('nothing is read where nothing is promoted', async () => {
  expect(await askedBy(['build', 'hand-over'])).toEqual([]);
});

test('a registry that fails is told later, where a tag is about to move', async () => {
  const failing = () => Promise.reject(new Error('down'));
  expect(await askedBy(['promote'], failing)).toEqual(['1.2', 'latest', 'edge']);
});
