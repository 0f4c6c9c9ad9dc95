import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { type CacheServiceStandIn, startCacheService } from '../support/cacheService.ts';
import type { Event } from '../support/event.ts';
import { parts, testWith } from '../support/parts.ts';
import { branchPush, makeProject, publish, pullRequest, saidBy } from '../support/project.ts';
import { ownImage } from '../support/published.ts';
import { removeFolders, type TestRepository, temporaryFolder } from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';

const PLATFORM = 'linux/amd64';
const test = testWith('engine', 'containerd image store', 'registry');
const testOnEmptyBuilder = testWith('engine', 'registry', 'BuildKit image');

let service: CacheServiceStandIn;
let project: TestRepository;

beforeEach(async () => {
  service = await startCacheService();
  project = makeProject();
});
afterEach(() => service.close());
afterAll(removeFolders);

const emptyBuilder = () => ({
  driver: 'docker-container',
  'driver-opts': 'network=host',
  'buildkit-image': parts['BuildKit image'] ?? '',
});

interface Build {
  inputs?: Record<string, string>;
  env?: Record<string, string>;
  event?: (project: TestRepository) => Event;
}

async function build({ inputs = {}, env = {}, event = branchPush }: Build): Promise<ActionResult> {
  const result = await publish(project, event(project), {
    inputs: { images: ownImage('k-gha'), platforms: PLATFORM, force: 'true', ...inputs },
    env: { ...service.environment, ...env },
  });
  expect(result.exitCode, saidBy(result)).toBe(0);
  return result;
}

const cachedSteps = ({ summary }: ActionResult) =>
  /(\d+ of \d+) build steps from the cache/.exec(summary)?.[1];
const told = (result: ActionResult, level: string) =>
  result.annotations.filter((one) => one.level === level).map(({ message }) => message);
const calls = (name: string) => service.calls.filter((call) => call.name === name).map(({ key }) => key);

describe('gha', () => {
  testOnEmptyBuilder(
    'is what auto means where the service is there, and is hit by an empty builder',
    async () => {
      const images = ownImage('k-gha');
      const inputs = { images, ...emptyBuilder() };
      expect(cachedSteps(await build({ inputs }))).toBe('0 of 3');
      expect(service.keys().filter((key) => key.startsWith(`index-${images}::linux-amd64-`))).toHaveLength(1);
      expect(cachedSteps(await build({ inputs }))).toBe('2 of 3');
      expect(cachedSteps(await build({ inputs: { ...inputs, cache: 'off' } }))).toBe('0 of 3');
    },
  );

  testOnEmptyBuilder(
    'is left out of a second attempt where its storage refuses what is to be pushed',
    async () => {
      const image = ownImage('k-gha');
      const inputs = { images: image, ...emptyBuilder() };
      await build({ inputs });
      service.faults.push(({ name, key }) =>
        name === 'GET' && key.startsWith('buildkit-blob-') ? 403 : undefined,
      );
      // a repository that has none of the layers
      const result = await build({ inputs: { ...inputs, images: `${image}\n${ownImage('k-gha')}` } });
      expect(told(result, 'warning').join()).toMatch(
        /Building again without the Actions cache.*AuthenticationFailed/s,
      );
      expect(cachedSteps(result)).toBe('0 of 3');
    },
  );

  test('is missed with a notice', async () => {
    const env = { ACTIONS_RUNTIME_TOKEN: '' };
    const result = await build({ inputs: { cache: 'gha' }, env });
    expect(told(result, 'notice').join()).toMatch(/gha.*not used.*ACTIONS_RUNTIME_TOKEN is not set/);
    expect(service.calls).toEqual([]);
  });

  test('only reads in a pull request', async () => {
    const result = await build({ inputs: { cache: 'gha' }, event: pullRequest });
    expect(told(result, 'notice').join()).toMatch(/Only read: cache gha/);
    expect(calls('GetCacheEntryDownloadURL')).not.toEqual([]);
    expect(calls('CreateCacheEntry')).toEqual([]);
  });

  for (const [mode, reads, writes] of [
    ['none', false, false],
    ['read', true, false],
    ['write', true, true],
  ] as const)
    test(`ACTIONS_CACHE_MODE=${mode}`, async () => {
      await build({ inputs: { cache: 'gha' }, env: { ACTIONS_CACHE_MODE: mode } });
      expect(calls('GetCacheEntryDownloadURL').length > 0).toBe(reads);
      expect(calls('CreateCacheEntry').length > 0).toBe(writes);
    });
});

describe('local', () => {
  testOnEmptyBuilder(
    'is saved, restored where the folder is empty, and saved again only where it changed',
    async () => {
      const folder = temporaryFolder();
      const images = ownImage('k-gha');
      const inputs = { images, cache: 'local', 'cache-folder': folder, ...emptyBuilder() };
      expect(cachedSteps(await build({ inputs }))).toBe('0 of 3');
      expect(service.keys()).toEqual([
        expect.stringMatching(`^publish-image:${images}::linux-amd64:[0-9a-f]{32}$`),
      ]);
      rmSync(folder, { recursive: true });
      expect(cachedSteps(await build({ inputs }))).toBe('2 of 3');
      expect(service.keys()).toHaveLength(1);
      project.commit('feat: two', { files: { content: 'two\n' } });
      expect(cachedSteps(await build({ inputs }))).toBe('0 of 3');
      expect(service.keys()).toHaveLength(2);
    },
  );

  test('is not saved where it is too large, with a notice', async () => {
    const inputs = { cache: 'local', 'cache-folder': temporaryFolder(), 'cache-max-size': '1k' };
    expect(told(await build({ inputs }), 'notice').join()).toMatch(
      /not saved: it has .* MB, and cache-max-size/,
    );
    expect(service.keys()).toEqual([]);
  });

  test('a service that fails is told, and fails nothing', async () => {
    service.faults.push(({ name }) =>
      name === 'CreateCacheEntry' || name.startsWith('Get') ? 403 : undefined,
    );
    const result = await build({ inputs: { cache: 'local', 'cache-folder': temporaryFolder() } });
    expect(told(result, 'warning').join()).toMatch(/Failed to (restore|save)/);
  });

  test('a service that is down is not waited for by the toolkit, which would take a minute', async () => {
    service.faults.push(() => 503);
    const result = await build({ inputs: { cache: 'local', 'cache-folder': temporaryFolder() } });
    expect(told(result, 'warning').join('\n')).toMatch(/was not restored: .*503.*was not saved: .*503/s);
    expect(result.stdout).not.toContain('Attempt 1 of');
  });
});
