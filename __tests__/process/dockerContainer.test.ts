import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect } from 'vitest';
import { BASE_IMAGE, parts, testWith } from '../support/parts.ts';
import { processesWith } from '../support/processWatcher.ts';
import {
  branchPush,
  changeProject,
  errorsOf,
  makeProject,
  outcomesOf,
  publish,
  saidBy,
  TWO_PLATFORMS,
  tagPush,
} from '../support/project.ts';
import { ownImage, readPublished, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';
import { runAction } from '../support/runner.ts';
import { waitFor } from '../support/waitFor.ts';

const test = testWith('engine', 'registry', 'docker', 'BuildKit image');

/** What the project promises; the runner sends SIGTERM half a second later. */
const ENDS_WITHIN_MS = 7000;

afterAll(removeFolders);

const inputs = (image: string) => ({
  images: image,
  driver: 'docker-container',
  'buildkit-image': parts['BuildKit image'] ?? '',
});

/** Names of containers and volumes that belong to a builder. */
function remainsOf(state: Readonly<Record<string, string>>): string[] {
  const { folder, started } = JSON.parse(state.builder ?? '{}');
  const list = (...argv: string[]) =>
    execFileSync('docker', argv, { encoding: 'utf8' }).split('\n').filter(Boolean);
  return [
    ...list('ps', '--all', '--filter', `name=${started.name}`, '--format', '{{.Names}}'),
    ...list('volume', 'ls', '--filter', `name=${started.name}`, '--format', '{{.Name}}'),
    ...(existsSync(folder) ? [folder] : []),
  ];
}

describe('driver docker-container', () => {
  test('publishes two platforms to a registry on loopback; one builder serves the job, and post removes it', async () => {
    const project = makeProject();
    const image = ownImage('container');
    const options = { cwd: project.directory, inputs: { ...inputs(image), platforms: TWO_PLATFORMS } };
    const first = await runAction({ ...options, event: tagPush(project, 'v1.2.3') });
    expect(first.exitCode, saidBy(first)).toBe(0);
    expect(remainsOf(first.state)).toHaveLength(3);
    const published = await readPublished(image, 'latest');
    expect(published.digest).toBe(first.outputs.digest);
    expect(published.platforms.map(({ platform }) => platform)).toEqual(TWO_PLATFORMS.split(','));
    for (const { labels } of published.platforms)
      expect(labels['org.opencontainers.image.version']).toBe('1.2.3');
    expect(Object.keys(await tagsOf(image))).toEqual(['1', '1.2', '1.2.3', 'latest', 'stable']);

    changeProject(project, 'two');
    const second = await runAction({
      ...options,
      temp: first.temp,
      event: branchPush(project),
      record: true,
    });
    expect(second.exitCode, saidBy(second)).toBe(0);
    expect(outcomesOf(second).edge).toBe('moved');
    expect(second.children.filter((argv) => argv.includes('create'))).toEqual([]);

    for (const { state } of [first, second, first]) {
      const post = await runAction({ ...options, temp: first.temp, entry: 'post', state });
      expect(post.exitCode, saidBy(post)).toBe(0);
      expect(post.annotations).toEqual([]);
    }
    expect(remainsOf(first.state)).toEqual([]);
  });

  for (const kill of [false, true]) {
    test(`${kill ? 'killed' : 'cancelled'} while it builds, post removes the builder`, async () => {
      const project = makeProject({
        Dockerfile: `FROM ${BASE_IMAGE}\nARG DELAY\nRUN busybox sleep \${DELAY}\n`,
      });
      const delay = `${kill ? 65 : 64}.${String(process.pid).slice(-3)}7`;
      const image = ownImage('container');
      const sleeps = () => processesWith(delay).some(([file]) => file?.includes('busybox'));
      const result = await publish(project, tagPush(project, 'v1.2.3'), {
        inputs: { ...inputs(image), 'build-args': `DELAY=${delay}` },
        cancel: { once: waitFor('the RUN step', sleeps), ...(kill && { kill }) },
      });
      expect(kill ? result.signal : result.exitCode).toBe(kill ? 'SIGKILL' : 1);
      expect(result.cancelledMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(result.post.exitCode, saidBy(result.post)).toBe(0);
      expect(result.state.builder).toBeTruthy();
      expect(remainsOf(result.state)).toEqual([]);
      expect(existsSync(result.state.dockerConfig ?? '')).toBe(false);
      const theirs = () => [...processesWith(result.temp), ...processesWith(delay)];
      await waitFor('the end of its children', () => theirs().length === 0);
      expect(await tagsOf(image)).toEqual({});
    });
  }

  test('an image of BuildKit that does not exist is named, with what to set', async () => {
    const project = makeProject();
    const result = await publish(project, tagPush(project, 'v1.2.3'), {
      inputs: { ...inputs(ownImage('container')), 'buildkit-image': `${BASE_IMAGE}-none:1` },
    });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    expect(errorsOf(result)[0]).toMatch(/builder.*did not start/);
    expect(errorsOf(result)[0]).toMatch(/buildkit-image/);
    expect(remainsOf(result.state)).toEqual([]);
  });
});
