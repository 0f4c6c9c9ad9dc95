import { afterAll, expect } from 'vitest';
import { testWith } from '../support/parts.ts';
import { makeProject, outcomesOf, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { ownImage, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

async function publishTwice(
  second: Readonly<Record<string, string>> = {},
  between?: (image: string) => Promise<void>,
) {
  const project = makeProject();
  const image = ownImage('second');
  const inputs = { images: image, platforms: TWO_PLATFORMS };
  const event = tagPush(project, 'v1.2.3');
  const first = await publish(project, event, { inputs });
  expect(first.exitCode, saidBy(first)).toBe(0);
  await between?.(image);
  const again = await publish(project, event, { inputs: { ...inputs, ...second }, record: true });
  expect(again.exitCode, saidBy(again)).toBe(0);
  return { image, first, again, bakes: again.children.filter((argv) => argv.includes('bake')) };
}

test('the same commit and version again builds nothing and says unchanged', async () => {
  const { image, first, again, bakes } = await publishTwice();
  console.log(`a second run took ${Math.round(again.durationMs)} ms, the recorder included`);
  expect(bakes).toEqual([]);
  expect(outcomesOf(again)).toEqual({
    '1.2.3': 'unchanged',
    '1.2': 'unchanged',
    '1': 'unchanged',
    latest: 'unchanged',
    stable: 'unchanged',
  });
  const { digest, digests, images, imageid } = first.outputs;
  expect(again.outputs).toMatchObject({ digest, digests, images, imageid, previous: '[]' });
  expect(again.summary).toContain('Unchanged');
  expect(new Set(Object.values(await tagsOf(image)))).toEqual(new Set([digest]));
});

test('a tag that is missing is moved to what is published, without a build', async () => {
  const { image, first, again, bakes } = await publishTwice({ tags: 'type=channel\ntype=raw,value=extra' });
  expect(bakes).toEqual([]);
  expect(outcomesOf(again)).toMatchObject({ '1.2.3': 'unchanged', extra: 'moved' });
  expect((await tagsOf(image)).extra).toBe(first.outputs.digest);
});

test('force: true builds and replaces', async () => {
  const { image, first, again, bakes } = await publishTwice({ force: 'true', 'no-cache': 'true' });
  expect(bakes.length).toBeGreaterThan(0);
  expect(again.outputs.digest).not.toBe(first.outputs.digest);
  expect(new Set(Object.values(await tagsOf(image)))).toEqual(new Set([again.outputs.digest]));
});
