import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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
  writeProjectFile,
} from '../support/project.ts';
import { ownImage, readPublished, tagsOf } from '../support/published.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';
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

/** What docker says, a line each. */
const docker = (...argv: readonly string[]) =>
  execFileSync('docker', argv, { encoding: 'utf8' }).split('\n').filter(Boolean);

/** Names of containers and volumes that belong to a builder. */
function remainsOf(state: Readonly<Record<string, string>>): string[] {
  const { folder, started } = JSON.parse(state.builder ?? '{}');
  return [
    ...docker('ps', '--all', '--filter', `name=${started.name}`, '--format', '{{.Names}}'),
    ...docker('volume', 'ls', '--filter', `name=${started.name}`, '--format', '{{.Name}}'),
    ...(existsSync(folder) ? [folder] : []),
  ];
}

test('a step that is allowed everything gets a BuildKit that grants it, though nobody asked for one', async () => {
  const project = makeProject();
  const step = 'RUN --security=insecure --network=host grep CapEff /proc/self/status > /capabilities';
  writeProjectFile(project, 'Dockerfile', `FROM ${BASE_IMAGE}\n${step}\n`);
  const result = await publish(project, tagPush(project, 'v1.0.0'), {
    inputs: {
      images: ownImage('allowed'),
      'buildkit-image': parts['BuildKit image'] ?? '',
      allow: 'security.insecure,network.host',
    },
  });
  expect(result.exitCode, saidBy(result)).toBe(0);
  expect(outcomesOf(result)['1.0.0']).toBe('moved');
});

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

  test('a builder that is kept serves the next job, with what it has built', async () => {
    const project = makeProject();
    const env = { BUILDX_CONFIG: temporaryFolder() };
    const kept = { ...inputs(ownImage('container')), 'keep-builder': 'true', platforms: 'linux/amd64' };
    const job = (runId: string) =>
      publish(project, { ...branchPush(project), runId }, { inputs: { ...kept, force: 'true' }, env });
    const first = await job('1');
    const [name = ''] = readdirSync(join(env.BUILDX_CONFIG, 'instances'));
    try {
      expect(first.exitCode, saidBy(first)).toBe(0);
      expect(first.post.exitCode, saidBy(first.post)).toBe(0);
      const started = () => docker('inspect', '--format', '{{.State.StartedAt}}', `buildx_buildkit_${name}0`);
      const since = started();
      const second = await job('2');
      expect(second.exitCode, saidBy(second)).toBe(0);
      expect(readdirSync(join(env.BUILDX_CONFIG, 'instances'))).toEqual([name]);
      expect(started()).toEqual(since);
      expect([first, second].map(({ summary }) => /(\d+ of \d+) build steps/.exec(summary)?.[1])).toEqual([
        '0 of 3',
        '2 of 3',
      ]);
      expect([first.state.builder, second.state.builder]).toEqual([undefined, undefined]);
    } finally {
      execFileSync('docker', ['buildx', 'rm', name], { env: { ...process.env, ...env }, stdio: 'pipe' });
    }
    expect(docker('ps', '--all', '--filter', `name=${name}`, '--format', '{{.Names}}')).toEqual([]);
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
