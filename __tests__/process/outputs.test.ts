import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { testWith } from '../support/parts.ts';
import { makeProject, publish, pullRequest, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { ownImage, tagsOf } from '../support/published.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

test('an image under another name is put out beside ours, and taken for ours nowhere', async () => {
  const project = makeProject();
  const [image, first, second] = [ownImage('outputs'), ownImage('outputs-a'), ownImage('outputs-b')];
  const result = await publish(project, tagPush(project, 'v1.0.0'), {
    inputs: {
      images: image,
      platforms: 'linux/amd64',
      outputs: `type=image,"name=${first}:x,${second}:x",oci-mediatypes=false,push=true,store=false`,
    },
  });
  expect(result.exitCode, saidBy(result)).toBe(0);
  const ours = await tagsOf(image);
  expect(ours['1.0.0']).toBe(result.outputs.digest);
  const [theirs] = Object.values(await tagsOf(first));
  expect(Object.values(await tagsOf(second))).toEqual([theirs]);
  expect(theirs).not.toBe(result.outputs.digest);
});

test('files hold the attestations that were asked for, though nothing is pushed', async () => {
  const project = makeProject();
  const folder = temporaryFolder();
  const result = await publish(project, pullRequest(project), {
    inputs: {
      images: ownImage('outputs'),
      platforms: TWO_PLATFORMS,
      provenance: 'mode=max',
      outputs: `type=local,dest=${folder}`,
    },
  });
  expect(result.exitCode, saidBy(result)).toBe(0);
  for (const platform of ['linux_amd64', 'linux_arm64'])
    expect(readdirSync(join(folder, platform))).toContain('provenance.json');
});
