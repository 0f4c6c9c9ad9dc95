import { afterAll, expect } from 'vitest';
import type { Event } from '../support/event.ts';
import { testWith } from '../support/parts.ts';
import {
  branchPush,
  changeProject,
  errorsOf,
  makeProject,
  outcomesOf,
  publish,
  saidBy,
  tagPush,
} from '../support/project.ts';
import { ownImage, tagsOf } from '../support/published.ts';
import { removeFolders, type TestRepository } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

async function published(project: TestRepository, event: Event, image: string) {
  const result = await publish(project, event, { inputs: { images: image } });
  expect(result.exitCode, saidBy(result)).toBe(0);
  return result;
}

test('1.2.4 after 2.0.0 moves 1.2.4, 1.2 and 1; never latest or stable', async () => {
  const project = makeProject();
  const image = ownImage('guard');
  await published(project, tagPush(project, 'v1.2.3'), image);
  const main = project.head();
  changeProject(project, 'two');
  const { outputs: second } = await published(project, tagPush(project, 'v2.0.0'), image);
  project.git('checkout', '--quiet', '-b', 'maintenance', main);
  changeProject(project, 'fix');
  const backport = await published(project, tagPush(project, 'v1.2.4'), image);
  const tags = await tagsOf(image);
  expect(tags).toMatchObject({
    latest: second.digest,
    stable: second.digest,
    '2': second.digest,
    '2.0': second.digest,
  });
  expect([tags['1.2.4'], tags['1.2'], tags['1']]).toEqual(Array(3).fill(backport.outputs.digest));
  expect(outcomesOf(backport)).toEqual({
    '1.2.4': 'moved',
    '1.2': 'moved',
    '1': 'moved',
    latest: 'skipped-newer',
    stable: 'skipped-newer',
  });
  expect(
    backport.annotations
      .filter(({ level }) => level === 'notice')
      .map(({ message }) => message)
      .join(),
  ).toContain(`${image}:latest`);
});

test('1.2.4 after 1.3.0 moves 1.2.4 and 1.2; not 1', async () => {
  const project = makeProject();
  const image = ownImage('guard');
  const { outputs: higher } = await published(project, tagPush(project, 'v1.3.0'), image);
  changeProject(project, 'fix');
  const backport = await published(project, tagPush(project, 'v1.2.4'), image);
  const tags = await tagsOf(image);
  expect([tags['1.2.4'], tags['1.2']]).toEqual(Array(2).fill(backport.outputs.digest));
  expect([tags['1'], tags.latest, tags.stable]).toEqual(Array(3).fill(higher.digest));
});

test('an older commit of the default branch leaves edge where it is', async () => {
  const project = makeProject();
  const image = ownImage('guard');
  const older = branchPush(project);
  changeProject(project, 'two');
  const { outputs: newer } = await published(project, branchPush(project), image);
  project.git('checkout', '--quiet', older.sha ?? '');
  const late = await published(project, older, image);
  expect((await tagsOf(image)).edge).toBe(newer.digest);
  expect(outcomesOf(late).edge).toBe('skipped-newer');
});

test('another commit under an existing version stops before the build, and says what to do', async () => {
  const project = makeProject();
  const image = ownImage('guard');
  await published(project, tagPush(project, 'v1.2.3'), image);
  const before = await tagsOf(image);
  changeProject(project, 'two');
  const result = await publish(project, tagPush(project, 'v1.2.3'), {
    inputs: { images: image },
    record: true,
  });
  expect(result.exitCode).toBe(1);
  expect(errorsOf(result)).toHaveLength(1);
  expect(errorsOf(result)[0]).toMatch(/1\.2\.3/);
  expect(errorsOf(result)[0]).toMatch(/force: true/);
  expect(result.children.filter((argv) => argv.includes('bake'))).toEqual([]);
  expect(await tagsOf(image)).toEqual(before);
});
