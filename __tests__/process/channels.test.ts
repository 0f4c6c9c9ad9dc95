import { afterAll, describe, expect } from 'vitest';
import type { Event } from '../support/event.ts';
import { testWith } from '../support/parts.ts';
import {
  branchPush,
  makeProject,
  outcomesOf,
  publish,
  saidBy,
  scheduled,
  TWO_PLATFORMS,
  tagPush,
} from '../support/project.ts';
import { ownImage, readPublished, tagNamesOf, tagsOf } from '../support/published.ts';
import { removeFolders, type TestRepository } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

describe('an event decides the tags', () => {
  const sha = (project: TestRepository) => project.head().slice(0, 7);
  const rows: readonly [
    string,
    (project: TestRepository) => Event,
    (project: TestRepository) => RegExp[],
    string,
  ][] = [
    ['a schedule', scheduled, () => [/^nightly$/, /^nightly-\d{8}$/], 'nightly'],
    [
      'the default branch',
      (project) => branchPush(project),
      (project) => [/^edge$/, new RegExp(`^sha-${sha(project)}`)],
      'edge',
    ],
    [
      'branch dev',
      (project) => branchPush(project, 'dev'),
      () => [/^\d+\.\d+\.\d+-beta\.\d+$/, /^beta$/],
      'beta',
    ],
  ];
  for (const [title, event, patterns, channel] of rows) {
    test(`${title} → ${channel}`, async () => {
      const project = makeProject();
      const image = ownImage('channels');
      const result = await publish(project, event(project), { inputs: { images: image } });
      expect(result.exitCode, saidBy(result)).toBe(0);
      expect(result.outputs.channel).toBe(channel);
      const names = await tagNamesOf(image);
      const expected = patterns(project);
      expect(names, names.join(' ')).toHaveLength(expected.length);
      for (const pattern of expected)
        expect(
          names.some((name) => pattern.test(name)),
          `${pattern} in ${names}`,
        ).toBe(true);
      expect([...new Set(Object.values(await tagsOf(image)))]).toEqual([result.outputs.digest]);
    });
  }

  test('v1.3.0-rc.1 after v1.2.3 → 1.3.0-rc.1 and beta; nothing else moves', async () => {
    const project = makeProject();
    const image = ownImage('channels');
    const inputs = { images: image, platforms: TWO_PLATFORMS };
    const release = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
    expect(release.exitCode, saidBy(release)).toBe(0);
    const before = await tagsOf(image);
    project.commit('feat: more', { files: { content: 'two\n' } });
    const candidate = await publish(project, tagPush(project, 'v1.3.0-rc.1'), { inputs });
    expect(candidate.exitCode, saidBy(candidate)).toBe(0);
    const digest = candidate.outputs.digest;
    expect(digest).not.toBe(release.outputs.digest);
    expect(await tagsOf(image)).toEqual({ ...before, '1.3.0-rc.1': digest, beta: digest });
    expect(outcomesOf(candidate)).toEqual({ '1.3.0-rc.1': 'moved', beta: 'moved' });
  });

  test('a ref that no channel takes → success, a notice, no work', async () => {
    const project = makeProject();
    const image = ownImage('channels');
    const result = await publish(project, branchPush(project, 'feature/x'), {
      inputs: { images: image },
      record: true,
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(await tagsOf(image)).toEqual({});
    expect(result.annotations.map(({ level }) => level)).toContain('notice');
    expect(result.annotations.find(({ level }) => level === 'notice')?.message).toContain(
      'refs/heads/feature/x',
    );
    expect(result.children.filter((argv) => argv.includes('bake'))).toEqual([]);
    expect(result.outputs).toMatchObject({ digest: '', images: '', promoted: '[]' });
    expect(result.summary).toContain('Nothing published');
  });

  test('one platform → a plain manifest, whose tags hold it', async () => {
    const project = makeProject();
    const image = ownImage('channels');
    const result = await publish(project, tagPush(project, 'v0.4.0'), {
      inputs: { images: image, platforms: 'linux/amd64' },
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    const published = await readPublished(image, '0.4.0');
    expect(published.mediaType).toMatch(
      /^application\/vnd\.(oci\.image\.manifest\.v1|docker\.distribution\.manifest\.v2)\+json$/,
    );
    expect(published.platforms[0]?.configDigest).toBe(result.outputs.imageid);
    expect(await tagNamesOf(image)).toEqual(['0.4', '0.4.0', 'latest', 'stable']);
  });
});
