import { afterAll, describe, expect } from 'vitest';
import { testWith } from '../support/parts.ts';
import { branchPush, changeProject, errorsOf, makeProject, publish, saidBy } from '../support/project.ts';
import { ownImage, tagNamesOf, tagsOf } from '../support/published.ts';
import { cloneRepository, removeFolders, type TestRepository } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

const run = (project: TestRepository, inputs: Record<string, string>) =>
  publish(project, branchPush(project, 'dev'), { inputs: { platforms: 'linux/amd64', ...inputs } });

/** Released as v1.0.0, one fix later. */
function project(): TestRepository {
  const made = makeProject();
  made.git('tag', 'v1.0.0');
  made.commit('fix: one', { files: { content: 'fixed\n' } });
  return made;
}

const betas = async (image: string) => (await tagNamesOf(image)).filter((name) => name.includes('-beta.'));

describe('betas are counted where they are published', () => {
  test("each commit takes the next of the registry's; a second run of one takes its own again", async () => {
    const dev = project();
    const images = ownImage('betas');
    const first = await run(dev, { images });
    expect(first.exitCode, saidBy(first)).toBe(0);
    expect(first.outputs.version).toBe('1.0.1-beta.1');
    const again = await run(dev, { images });
    expect(again.exitCode, saidBy(again)).toBe(0);
    expect(again.outputs).toMatchObject({ version: '1.0.1-beta.1', digest: first.outputs.digest });
    changeProject(dev, 'more'); // a feature: another core starts at one
    expect((await run(dev, { images })).outputs.version).toBe('1.1.0-beta.1');
    dev.commit('fix: two', { files: { content: 'two\n' } });
    expect((await run(dev, { images })).outputs.version).toBe('1.1.0-beta.2');
    dev.git('tag', 'v1.1.0-beta.7', 'v1.0.0'); // on whatever commit
    dev.commit('fix: three', { files: { content: 'three\n' } });
    expect((await run(dev, { images })).outputs.version).toBe('1.1.0-beta.8');
    const expected = ['1.0.1-beta.1', '1.1.0-beta.1', '1.1.0-beta.2', '1.1.0-beta.8'];
    expect(await betas(images)).toEqual(expected);
  });

  test("also where the channel's words stand before the version, and a variant's behind it", async () => {
    const dev = project();
    const inputs = {
      images: ownImage('betas'),
      channels: 'beta: branch dev => beta-{{version}}',
      variants: '- name: plain\n- name: slim\n  suffix: -slim',
    };
    for (const number of [1, 2]) {
      dev.commit('fix: again', { files: { content: `${number}\n` } });
      const result = await run(dev, inputs);
      expect(result.exitCode, saidBy(result)).toBe(0);
      const name = `beta-1.0.1-beta.${number}`;
      expect(result.outputs['tag-names']).toBe(`${name}\n${name}-slim`);
    }
  });

  test('a commit that has only variants with a suffix takes its own again too', async () => {
    const dev = project();
    const inputs = { images: ownImage('betas'), variants: '- name: slim\n  suffix: -slim' };
    const first = await run(dev, inputs);
    const again = await run(dev, inputs);
    expect(again.exitCode, saidBy(again)).toBe(0);
    expect(again.outputs).toMatchObject({ version: '1.0.1-beta.1', digest: first.outputs.digest });
  });

  test('two runs at once for two commits never share a number', async () => {
    const dev = project();
    const images = ownImage('betas');
    const older = cloneRepository(dev);
    dev.commit('fix: two', { files: { content: 'two\n' } });
    const results = await Promise.all([run(older, { images }), run(dev, { images })]);
    const done = results.filter(({ exitCode }) => exitCode === 0);
    expect(done.length, results.map(saidBy).join('\n')).toBeGreaterThan(0);
    for (const result of results.filter(({ exitCode }) => exitCode !== 0))
      expect(errorsOf(result).join()).toContain('1.0.1-beta.1');
    const held = await tagsOf(images);
    for (const { outputs } of done) expect(held[outputs.version ?? '']).toBe(outputs.digest);
    expect(new Set(done.map(({ outputs }) => outputs.version)).size).toBe(done.length);
    // whoever had to stop is served by a second try
    const retried = await run(older, { images });
    const last = await run(dev, { images });
    expect([retried.exitCode, last.exitCode], saidBy(retried) + saidBy(last)).toEqual([0, 0]);
    expect((await betas(images)).sort()).toEqual(['1.0.1-beta.1', '1.0.1-beta.2']);
  });
});
