import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { startFaultProxy } from '../support/faultProxy.ts';
import { parts, testWith } from '../support/parts.ts';
import { branchPush, makeProject, publish, pullRequest, saidBy } from '../support/project.ts';
import { imageAt, ownImage, tagsOf } from '../support/published.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';

const PLATFORM = 'linux/amd64';
const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

/** A BuildKit in a container of its own knows nothing of earlier builds. */
const emptyBuilder = () => ({
  driver: 'docker-container',
  'driver-opts': 'network=host',
  'buildkit-image': parts['BuildKit image'] ?? '',
});

/** `2 of 3`: steps that came from a cache. */
const cachedSteps = ({ summary }: ActionResult) =>
  /(\d+ of \d+) build steps from the cache/.exec(summary)?.[1];

const noticesOf = ({ annotations }: ActionResult) =>
  annotations.filter(({ level }) => level === 'notice').map(({ message }) => message);

describe('an empty builder finds what the last one built', () => {
  testWith('engine', 'registry', 'BuildKit image')(
    'in the registry and in the local folder together, and in each alone',
    async () => {
      const project = makeProject();
      const image = ownImage('k-cache');
      const folder = temporaryFolder();
      const build = async (cache: string) => {
        const inputs = { images: image, platforms: PLATFORM, cache, 'cache-folder': folder, force: 'true' };
        const result = await publish(project, branchPush(project), {
          inputs: { ...inputs, ...emptyBuilder() },
        });
        expect(result.exitCode, saidBy(result)).toBe(0);
        return result;
      };
      expect(cachedSteps(await build('registry,local'))).toBe('0 of 3');
      expect(Object.keys(await tagsOf(image))).toContain('cache-linux-amd64');
      const again = await build('registry,local');
      expect(cachedSteps(again)).toBe('2 of 3');
      expect(again.stdout).toContain(`importing cache manifest from ${image}:cache-linux-amd64`);
      expect(again.stdout).toContain('importing cache manifest from local:');
      expect(cachedSteps(await build('registry'))).toBe('2 of 3');
      expect(cachedSteps(await build('local'))).toBe('2 of 3');
      expect(cachedSteps(await build('off'))).toBe('0 of 3');
    },
    180_000,
  );
});

test('a cache that the registry does not take is told, and fails nothing', async () => {
  const project = makeProject();
  const proxy = await startFaultProxy(parts.registry ?? '');
  proxy.on('PUT /v2/*/manifests/cache-*', { respond: { status: 403 } });
  const image = imageAt(proxy.host, ownImage('k-cache'));
  const inputs = { images: image, platforms: PLATFORM, cache: 'registry' };
  const result = await publish(project, branchPush(project), { inputs });
  expect(result.exitCode, saidBy(result)).toBe(0);
  expect(Object.keys(await tagsOf(image))).toContain('edge');
  await proxy.close();
  const warnings = result.annotations
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message);
  expect(warnings.join('\n')).toMatch(
    /^A cache was not written: .*exporting cache to registry failed: .*403/m,
  );
});

describe('a pull request', () => {
  test('reads the registry cache and the local one, and writes neither', async () => {
    const project = makeProject();
    const image = ownImage('k-cache');
    const folder = temporaryFolder();
    const inputs = { images: image, platforms: PLATFORM, cache: 'registry,local', 'cache-folder': folder };
    const result = await publish(project, pullRequest(project), { inputs });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(await tagsOf(image)).toEqual({});
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('index.json')),
    ).toEqual([]);
    expect(noticesOf(result).join()).toMatch(/Only read: cache registry, local/);
  });
});

test('a local cache holds its newest content alone', async () => {
  const project = makeProject();
  const folder = temporaryFolder();
  const inputs = {
    images: ownImage('k-cache'),
    platforms: PLATFORM,
    cache: 'local',
    'cache-folder': folder,
    force: 'true',
  };
  const blobs = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /sha256\/\w{64}$/.test(name));
  const build = async () => {
    const result = await publish(project, branchPush(project), { inputs });
    expect(result.exitCode, saidBy(result)).toBe(0);
    return blobs();
  };
  const first = await build();
  project.commit('feat: two', { files: { content: 'two\n' } });
  const second = await build();
  expect(second).toHaveLength(first.length);
  expect(second).not.toEqual(first);
  const [imageFolder = ''] = readdirSync(folder);
  expect(readdirSync(join(folder, imageFolder))).toEqual(['linux-amd64']);
  expect(existsSync(join(folder, imageFolder, 'linux-amd64/index.json'))).toBe(true);
});
