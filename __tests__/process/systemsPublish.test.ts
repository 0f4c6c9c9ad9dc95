import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import type { Event } from '../support/event.ts';
import { exampleInputs } from '../support/example.ts';
import { type GitHubStandIn, startGitHub } from '../support/githubApi.ts';
import { testWith } from '../support/parts.ts';
import {
  branchPush,
  DOCKERFILE,
  makeProject,
  publish,
  pullRequest,
  saidBy,
  tagPush,
} from '../support/project.ts';
import { ownImage, readPublished, tagNamesOf, tagsOf } from '../support/published.ts';
import {
  cloneRepository,
  makeRepository,
  removeFolders,
  type TestRepository,
} from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';

const test = testWith('engine', 'containerd image store', 'registry');
let hub: GitHubStandIn;

beforeEach(async () => {
  hub = await startGitHub();
});
afterEach(() => hub.close());
afterAll(removeFolders);

/** The example as it stands, but for names and logins of this machine's registry. */
function localInputs(
  { path, job }: { path: string; job?: string },
  images: readonly string[],
  more: Record<string, string>,
) {
  const { registries: _registries, ...inputs } = exampleInputs(path, job);
  return { ...inputs, images: images.join('\n'), ...more };
}

const VERSION = 'org.opencontainers.image.version';

describe('Ory Hydra, published', () => {
  /** Binaries that were built beforehand, a folder a platform, and a Dockerfile a variant. */
  function hydra(): TestRepository {
    const dockerfile = (name: string) =>
      `${DOCKERFILE.replace('COPY content /content', 'COPY hydra /hydra')}LABEL variant=${name}\n`;
    const project = makeRepository();
    project.commit('feat: begin', {
      files: {
        '.docker/Dockerfile-alpine': dockerfile('alpine'),
        '.docker/Dockerfile-distroless-static': dockerfile('distroless'),
        'dist/linux-amd64/hydra': 'amd64\n',
        'dist/linux-arm64/hydra': 'arm64\n',
      },
    });
    return project;
  }
  const platforms = 'linux/amd64,linux/arm64';

  test('v2.2.0 and v2.2.0-rc.3: two variants, a context a platform, in two registries’ names', async () => {
    const project = hydra();
    const images = [ownImage('hydra'), ownImage('hydra')];
    const inputs = localInputs({ path: 'hydra/publish.yml' }, images, { platforms });
    const env = { GITHUB_API_URL: hub.url };
    const candidate = await publish(project, tagPush(project, 'v2.2.0-rc.3'), { inputs, env });
    expect(candidate.exitCode, saidBy(candidate)).toBe(0);
    for (const image of images)
      expect(await tagNamesOf(image)).toEqual(['v2.2.0-rc.3', 'v2.2.0-rc.3-distroless']);
    project.commit('fix: last', { files: { 'dist/linux-amd64/hydra': 'amd64 again\n' } });
    const release = await publish(project, tagPush(project, 'v2.2.0'), { inputs, env });
    expect(release.exitCode, saidBy(release)).toBe(0);
    for (const image of images) {
      const tags = await tagsOf(image);
      expect(Object.keys(tags)).toEqual([
        'latest',
        'v2',
        'v2.2',
        'v2.2.0',
        'v2.2.0-distroless',
        'v2.2.0-rc.3',
        'v2.2.0-rc.3-distroless',
      ]);
      const [alpine, ...others] = ['v2.2.0', 'v2.2', 'v2', 'latest'].map((name) => tags[name]);
      expect(new Set(others)).toEqual(new Set([alpine]));
      for (const [name, variant] of [
        ['v2.2.0', 'alpine'],
        ['v2.2.0-distroless', 'distroless'],
      ] as const) {
        const published = await readPublished(image, name);
        expect(published.platforms.map(({ platform }) => platform)).toEqual(platforms.split(','));
        expect(published.attestations).toBeGreaterThan(0);
        for (const { labels } of published.platforms)
          expect(labels).toMatchObject({
            variant,
            [VERSION]: '2.2.0',
            'org.opencontainers.image.vendor': 'Ory Corp',
          });
      }
    }
    const again = await publish(project, tagPush(project, 'v2.2.0'), { inputs, env });
    expect(again.exitCode, saidBy(again)).toBe(0);
    expect(again.outputs.digest).toBe(release.outputs.digest);
  });
});

describe('Wallos, published', () => {
  test('main with v2.30.0, main without, and the branch v5.4.0', async () => {
    const project = makeProject();
    project.git('tag', 'v2.29.0');
    hub.tags.set('v2.29.0', project.head());
    const sha = project.commit('feat: budget', { files: { content: 'budget\n' } });
    const images = [ownImage('wallos'), ownImage('wallos')];
    const inputs = localInputs({ path: 'wallos/publish.yml' }, images, {
      platforms: 'linux/amd64',
      'github-token': 'T0KEN',
    });
    const env = { GITHUB_API_URL: hub.url };
    const run = () => {
      const { directory } = cloneRepository(project, '--depth=1');
      return publish(project, branchPush(project), { inputs, env, cwd: directory });
    };
    const release = await run();
    expect(release.exitCode, saidBy(release)).toBe(0);
    expect(release.outputs.version).toBe('2.30.0');
    for (const image of images) expect(await tagNamesOf(image)).toEqual(['2.30.0', 'latest', 'main']);
    expect(hub.tags.get('v2.30.0')).toBe(sha);
    expect(hub.releases.map(({ tag_name }) => tag_name)).toEqual(['v2.30.0']);
    expect(release.outputs.changelog).toContain('budget');

    project.git('tag', 'v2.30.0');
    project.commit('docs: readme', { files: { content: 'readme\n' } });
    const without = await run();
    expect(without.exitCode, saidBy(without)).toBe(0);
    for (const image of images) {
      const tags = await tagsOf(image);
      expect(tags).toEqual({
        '2.30.0': release.outputs.digest,
        latest: release.outputs.digest,
        main: without.outputs.digest,
      });
    }
    expect(without.outputs.digest).not.toBe(release.outputs.digest);
    expect(hub.releases).toHaveLength(1);

    project.git('checkout', '-q', '-b', 'v5.4.0');
    project.commit('fix: on the branch', { files: { content: 'branch\n' } });
    const branch = await publish(project, branchPush(project, 'v5.4.0'), { inputs, env });
    expect(branch.exitCode, saidBy(branch)).toBe(0);
    for (const image of images) {
      const tags = await tagsOf(image);
      expect(tags['v5.4.0']).toBe(branch.outputs.digest);
      expect(tags.latest).toBe(release.outputs.digest);
    }
  });

  test('as a matrix: main with v2.30.0, then a pull request that pushes nothing', async () => {
    const project = makeProject();
    project.git('tag', 'v2.29.0');
    hub.tags.set('v2.29.0', project.head());
    project.commit('feat: budget', { files: { content: 'budget\n' } });
    const images = [ownImage('wallos'), ownImage('wallos')];
    const run = (event: Event, job: string, platforms: string) => {
      const more = { platforms, cache: 'off', 'github-token': 'T0KEN' };
      const inputs = localInputs({ path: 'wallos/matrix.yml', job }, images, more);
      return publish(project, event, { inputs, env: { GITHUB_API_URL: hub.url } });
    };
    const all = async (event: Event) => {
      const plan = await run(event, 'plan', 'linux/amd64,linux/arm64');
      const { include } = JSON.parse(plan.outputs.matrix ?? '') as { include: { platform: string }[] };
      const legs: ActionResult[] = [];
      for (const { platform } of include) legs.push(await run(event, 'build', platform));
      const merge = await run(event, 'merge', plan.outputs['platforms-json'] ?? '');
      for (const result of [plan, ...legs, merge]) expect(result.exitCode, saidBy(result)).toBe(0);
      return merge;
    };
    const names = async (image: string) =>
      (await tagNamesOf(image)).filter((name) => !name.startsWith('handover-'));
    const merge = await all(branchPush(project));
    for (const image of images) {
      expect(await names(image)).toEqual(['2.30.0', 'latest', 'main']);
      expect((await readPublished(image, 'latest')).platforms).toHaveLength(2);
    }
    expect(hub.releases.map(({ tag_name }) => tag_name)).toEqual(['v2.30.0']);
    expect(merge.outputs.version).toBe('2.30.0');
    await all(pullRequest(project));
    for (const image of images) expect(await names(image)).toEqual(['2.30.0', 'latest', 'main']);
  });
});
