import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { type GitHubStandIn, startGitHub } from '../support/githubApi.ts';
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
import { ownImage, tagNamesOf, tagsOf } from '../support/published.ts';
import { removeFolders, type TestRepository } from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';

const test = testWith('engine', 'containerd image store', 'registry');
let hub: GitHubStandIn;

beforeEach(async () => {
  hub = await startGitHub();
});
afterEach(() => hub.close());
afterAll(removeFolders);

/** A project with release 1.0.0, tagged here and on GitHub. */
function released(): TestRepository {
  const project = makeProject();
  project.git('tag', 'v1.0.0');
  hub.tags.set('v1.0.0', project.head());
  return project;
}

function fix(project: TestRepository, message = 'fix(api): answer'): string {
  return project.commit(message, { files: { content: message } });
}

/** A publication by the stand-in's leave; children are recorded to see whether anything was built. */
function run(project: TestRepository, event: ReturnType<typeof branchPush>, inputs: Record<string, string>) {
  return publish(project, event, {
    inputs: { platforms: 'linux/amd64', 'github-token': 'token-of-the-job', ...inputs },
    env: { GITHUB_API_URL: hub.url },
    record: true,
  });
}

const built = ({ children }: ActionResult) => children.some((argv) => argv.includes('bake'));
const noticesOf = ({ annotations }: ActionResult) =>
  annotations.filter(({ level }) => level === 'notice').map(({ message }) => message);
const writes = () =>
  hub.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('generate-notes'));
const RELEASE_TAGS = ['1', '1.0', '1.0.1', 'latest', 'stable'];

describe('release: auto on the default branch', () => {
  test('computes, publishes, then makes tag and release; a second run makes nothing twice', async () => {
    const project = released();
    const sha = fix(project);
    const inputs = { images: ownImage('release'), release: 'auto' };
    const result = await run(project, branchPush(project), inputs);
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(await tagNamesOf(inputs.images)).toEqual(RELEASE_TAGS);
    expect(hub.tags.get('v1.0.1')).toBe(sha);
    const [release, ...others] = hub.releases;
    expect(others).toEqual([]);
    expect(release).toMatchObject({ tag_name: 'v1.0.1', prerelease: false, make_latest: 'true' });
    expect(release?.body).toContain('answer');
    expect(release?.body).toContain(`${inputs.images}@${result.outputs.digest}`);
    expect(release?.body).toContain('### Verify');
    expect(result.outputs).toMatchObject({
      version: '1.0.1',
      channel: 'stable',
      'release-url': release?.html_url,
    });
    expect(result.outputs.changelog).toContain('answer');
    expect(writes().every(({ authorization }) => authorization === 'Bearer token-of-the-job')).toBe(true);
    const before = { tags: await tagsOf(inputs.images), writes: writes().length };
    const again = await run(project, branchPush(project), inputs);
    expect(again.exitCode, saidBy(again)).toBe(0);
    expect(built(again)).toBe(false);
    expect(await tagsOf(inputs.images)).toEqual(before.tags);
    expect(writes()).toHaveLength(before.writes);
    expect(again.outputs).toMatchObject({ version: '1.0.1', 'release-url': release?.html_url });
  });

  test('a run that GitHub failed is completed by the next, image and tag as they are', async () => {
    const project = released();
    fix(project);
    const inputs = { images: ownImage('release'), release: 'auto' };
    hub.faults.push(({ method, path }) =>
      method === 'POST' && path === '/releases' ? { status: 502 } : undefined,
    );
    const failed = await run(project, branchPush(project), inputs);
    expect(failed.exitCode).toBe(1);
    expect(errorsOf(failed).join()).toContain('Run the job again');
    expect(hub.tags.has('v1.0.1')).toBe(true);
    const before = await tagsOf(inputs.images);
    expect(Object.keys(before)).toEqual(RELEASE_TAGS);
    hub.faults.length = 0;
    project.git('tag', 'v1.0.1'); // as a new checkout would have it
    const again = await run(project, branchPush(project), inputs);
    expect(again.exitCode, saidBy(again)).toBe(0);
    expect(built(again)).toBe(false);
    expect(await tagsOf(inputs.images)).toEqual(before);
    expect(hub.releases.map(({ tag_name }) => tag_name)).toEqual(['v1.0.1']);
    expect(hub.releases[0]?.body).toContain('answer');
  });

  test('nothing to release → success, a notice, no git tag; the branch moves its own channel', async () => {
    const project = released();
    fix(project, 'docs: say it better');
    const images = ownImage('release');
    const result = await run(project, branchPush(project), { images, release: 'auto' });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(noticesOf(result).join()).toContain('Nothing to release');
    expect(outcomesOf(result)).toMatchObject({ edge: 'moved' });
    expect(await tagNamesOf(images)).not.toContain('latest');
    expect(writes()).toEqual([]);
  });

  test('nothing to release, and no channel for the branch → success, a notice, no work', async () => {
    const project = released();
    fix(project, 'docs: say it better');
    const images = ownImage('release');
    const channels = 'stable: branch main => {{version}} latest';
    const result = await run(project, branchPush(project), { images, release: 'auto', channels });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(noticesOf(result).join()).toContain('Nothing to release');
    expect(built(result)).toBe(false);
    expect(await tagNamesOf(images)).toEqual([]);
    expect(writes()).toEqual([]);
  });

  test('a token without permission is named before anything is built', async () => {
    const project = released();
    fix(project);
    hub.canWrite = false;
    const images = ownImage('release');
    const result = await run(project, branchPush(project), { images, release: 'auto' });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain('contents: write');
    expect(built(result)).toBe(false);
    expect(await tagNamesOf(images)).toEqual([]);
  });

  test('no token at all is named too', async () => {
    const project = released();
    fix(project);
    const result = await run(project, branchPush(project), {
      images: ownImage('release'),
      release: 'auto',
      'github-token': '',
    });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain('github-token');
    expect(built(result)).toBe(false);
  });

  test('the git tag of the version on another commit stops the run before anything is built', async () => {
    const project = released();
    fix(project);
    hub.tags.set('v1.0.1', 'f'.repeat(40));
    const images = ownImage('release');
    const result = await run(project, branchPush(project), { images, release: 'auto' });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toMatch(/v1\.0\.1.*fffffff/);
    expect(built(result)).toBe(false);
    expect(await tagNamesOf(images)).toEqual([]);
  });

  test('passing faults are outlasted: 5xx, and an answer that was lost after the work', async () => {
    const project = released();
    const sha = fix(project);
    const once = new Set<string>();
    hub.faults.push(({ method, path }) => {
      const key = `${method} ${path}`;
      if (method !== 'POST' || path.includes('generate') || once.has(key)) return undefined;
      once.add(key);
      return path === '/releases' ? 'lost' : { status: 503 };
    });
    const result = await run(project, branchPush(project), { images: ownImage('release'), release: 'auto' });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(hub.tags.get('v1.0.1')).toBe(sha);
    expect(hub.releases).toHaveLength(1);
  });

  test('two commits never take one version: a clone without the tag stops, one with it counts on', async () => {
    const project = released();
    const first = fix(project);
    const inputs = { images: ownImage('release'), release: 'auto' };
    const before = await run(project, branchPush(project), inputs);
    expect(before.exitCode, saidBy(before)).toBe(0);
    fix(project, 'fix: again');
    const stale = await run(project, branchPush(project), inputs);
    expect(stale.exitCode).toBe(1);
    expect(errorsOf(stale).join()).toContain('v1.0.1');
    expect(built(stale)).toBe(false);
    project.git('tag', 'v1.0.1', first);
    const fresh = await run(project, branchPush(project), inputs);
    expect(fresh.exitCode, saidBy(fresh)).toBe(0);
    expect(fresh.outputs.version).toBe('1.0.2');
    expect(hub.tags.get('v1.0.2')).toBe(project.head());
    const tags = await tagsOf(inputs.images);
    expect([tags['1.0.1'], tags.latest]).toEqual([before.outputs.digest, fresh.outputs.digest]);
  });
});

describe('the push of a git tag', () => {
  const pushed = () => {
    const project = released();
    changeProject(project, 'two');
    const event = tagPush(project, 'v1.1.0');
    hub.tags.set('v1.1.0', project.head());
    return { project, event };
  };

  test('release: tag → a release for it, with the changelog since the last', async () => {
    const { project, event } = pushed();
    const images = ownImage('release');
    const result = await run(project, event, { images, release: 'tag' });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(hub.releases).toMatchObject([{ tag_name: 'v1.1.0', make_latest: 'true' }]);
    expect(result.outputs.changelog).toContain('two');
    expect(result.outputs.changelog).not.toContain('begin');
    expect(result.outputs['release-url']).toBe(hub.releases[0]?.html_url);
  });

  test('a release that somebody wrote keeps their words and gets the images', async () => {
    const { project, event } = pushed();
    const html_url = 'https://github.example/release';
    const written = {
      id: 1,
      target_commitish: '',
      name: 'Two',
      draft: false,
      prerelease: false,
      make_latest: 'true',
    };
    hub.releases.push({ ...written, tag_name: 'v1.1.0', body: 'By hand.', html_url });
    const result = await run(project, event, { images: ownImage('release'), release: 'tag' });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(hub.releases).toHaveLength(1);
    expect(hub.releases[0]?.body).toMatch(/^By hand\./);
    expect(hub.releases[0]?.body).toContain(result.outputs.digest);
    expect(result.outputs['release-url']).toBe(html_url);
  });

  test('not asked for and not permitted → published, with a notice', async () => {
    const { project, event } = pushed();
    hub.canWrite = false;
    const result = await run(project, event, { images: ownImage('release') });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(noticesOf(result).join()).toContain('No GitHub Release');
    expect(result.outputs['release-url']).toBe('');
    expect(hub.releases).toEqual([]);
  });

  test('asked for and not permitted → named before the build', async () => {
    const { project, event } = pushed();
    hub.canWrite = false;
    const images = ownImage('release');
    const result = await run(project, event, { images, release: 'tag' });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain('contents: write');
    expect(await tagNamesOf(images)).toEqual([]);
  });

  test('release: off → GitHub is not asked for one', async () => {
    const { project, event } = pushed();
    const result = await run(project, event, { images: ownImage('release'), release: 'off' });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(hub.requests.filter(({ path }) => path.startsWith('/releases'))).toEqual([]);
    expect(noticesOf(result)).toEqual([]);
  });

  test('calver has a release where it is asked for, which is not called the latest', async () => {
    const project = released();
    changeProject(project, 'two');
    const event = tagPush(project, '2026.01.15');
    hub.tags.set('2026.01.15', project.head());
    const channels = 'stable: tag * => {{version}}';
    const result = await run(project, event, { images: ownImage('release'), release: 'tag', channels });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(hub.releases).toMatchObject([{ tag_name: '2026.01.15', make_latest: 'false' }]);
  });

  test('a version that differs from the pushed tag makes no git tag of its own', async () => {
    const project = released();
    changeProject(project, 'two');
    const event = tagPush(project, '1.1.0');
    hub.tags.set('1.1.0', project.head());
    const inputs = { images: ownImage('release'), release: 'tag', version: '1.1.0' };
    const result = await run(project, event, inputs);
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(hub.releases).toMatchObject([{ tag_name: '1.1.0' }]);
    expect(hub.tags.has('v1.1.0')).toBe(false);
  });

  test('a prerelease, and a backport, are not the latest', async () => {
    const project = released();
    const inputs = { images: ownImage('release'), release: 'tag' };
    for (const gitTag of ['v2.0.0', 'v2.1.0-rc.1', 'v1.0.1']) {
      changeProject(project, gitTag);
      const event = tagPush(project, gitTag);
      hub.tags.set(gitTag, project.head());
      const result = await run(project, event, inputs);
      expect(result.exitCode, saidBy(result)).toBe(0);
    }
    expect(
      hub.releases.map(({ tag_name, prerelease, make_latest }) => [tag_name, prerelease, make_latest]),
    ).toEqual([
      ['v2.0.0', false, 'true'],
      ['v2.1.0-rc.1', true, 'false'],
      ['v1.0.1', false, 'false'],
    ]);
  });
});
