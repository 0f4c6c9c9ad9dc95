import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type GitHubStandIn, startGitHub } from '../support/githubApi.ts';
import { parts, testWith } from '../support/parts.ts';
import { makeProject, outcomesOf, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { ownImage, readPublished, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';

const OCI = 'org.opencontainers.image';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const image = ownImage('publish');
const project = makeProject();
let hub: GitHubStandIn;
let result: ActionResult & { post: ActionResult };

beforeAll(async () => {
  if (!parts.engine || !parts['containerd image store'] || !parts.registry) return;
  hub = await startGitHub();
  Object.assign(hub.facts ?? {}, {
    description: 'Says where it runs',
    html_url: 'https://github.com/octo/app',
    license: { spdx_id: 'MIT' },
  });
  result = await publish(project, tagPush(project, 'v1.2.3'), {
    inputs: { images: image, platforms: TWO_PLATFORMS },
    env: { GITHUB_API_URL: hub.url },
  });
});

afterAll(async () => {
  await hub?.close();
  removeFolders();
});

describe('the push of git tag v1.2.3', () => {
  const test = testWith('engine', 'containerd image store', 'registry');

  test('succeeds, and post too, without an annotation', () => {
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(result.post.exitCode, saidBy(result.post)).toBe(0);
    expect(result.annotations).toEqual([]);
    expect(result.exported).toBe('');
  });

  test('moves five tags to one index of both platforms', async () => {
    const tags = await tagsOf(image);
    expect(Object.keys(tags)).toEqual(['1', '1.2', '1.2.3', 'latest', 'stable']);
    expect([...new Set(Object.values(tags))]).toEqual([result.outputs.digest]);
    const { mediaType, platforms } = await readPublished(image, 'latest');
    expect(mediaType).toBe(INDEX);
    expect(platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(outcomesOf(result)).toEqual({
      '1': 'moved',
      '1.2': 'moved',
      '1.2.3': 'moved',
      latest: 'moved',
      stable: 'moved',
    });
  });

  test('labels each platform, and the index', async () => {
    const { platforms, annotations } = await readPublished(image, '1.2.3');
    const common = {
      [`${OCI}.title`]: 'app',
      [`${OCI}.description`]: 'Says where it runs',
      [`${OCI}.url`]: 'https://github.com/octo/app',
      [`${OCI}.source`]: 'https://github.com/octo/app',
      [`${OCI}.licenses`]: 'MIT',
      [`${OCI}.version`]: '1.2.3',
      [`${OCI}.revision`]: project.head(),
    };
    for (const { platform, labels } of platforms) {
      expect(labels).toMatchObject({ ...common, [`${OCI}.architecture`]: platform.split('/')[1] });
      expect(Date.parse(labels[`${OCI}.created`] ?? '')).toBeGreaterThan(0);
    }
    expect(annotations).toMatchObject(common);
  });

  test('tells in its outputs what stands in the registry', async () => {
    const { digest, platforms } = await readPublished(image, '1.2.3');
    const { outputs } = result;
    expect(outputs).toMatchObject({
      version: '1.2.3',
      channel: 'stable',
      digest,
      imageid: digest,
      images: `${image}@${digest}`,
      'tag-names': '1.2.3\n1.2\n1\nlatest\nstable',
      tags: ['1.2.3', '1.2', '1', 'latest', 'stable'].map((tag) => `${image}:${tag}`).join('\n'),
      platforms: TWO_PLATFORMS,
      architectures: 'amd64,arm64',
      'platforms-json': '["linux/amd64","linux/arm64"]',
      'git-sha': project.head(),
    });
    expect(JSON.parse(outputs.digests ?? '')).toEqual(
      Object.fromEntries(platforms.map((one) => [one.platform, one.digest])),
    );
    expect(JSON.parse(outputs.previous ?? '')).toHaveLength(5);
  });

  test('shows in the summary what to copy, and every tag', () => {
    expect(result.summary).toContain(`${image}@${result.outputs.digest}`);
    for (const tag of ['1.2.3', '1.2', '1', 'latest', 'stable'])
      expect(result.summary).toContain(`${image}:${tag}`);
    expect(result.summary).toContain('linux/arm64');
  });

  testWith(
    'engine',
    'containerd image store',
    'registry',
    'docker',
  )('runs on both platforms', () => {
    const machine = (platform: string) =>
      execFileSync(
        'docker',
        ['run', '--rm', '--quiet', '--pull=always', '--platform', platform, `${image}:1.2.3`],
        { encoding: 'utf8' },
      ).trim();
    expect(['linux/amd64', 'linux/arm64'].map(machine)).toEqual(['x86_64', 'aarch64']);
    execFileSync('docker', ['image', 'rm', `${image}:1.2.3`]);
  });

  testWith(
    'engine',
    'containerd image store',
    'registry',
    'crane',
  )('is what crane reports', () => {
    const crane = (...args: string[]) =>
      execFileSync('crane', [...args, '--insecure'], { encoding: 'utf8' }).trim();
    expect(crane('digest', `${image}:stable`)).toBe(result.outputs.digest);
    const digests = JSON.parse(result.outputs.digests ?? '');
    for (const platform of ['linux/amd64', 'linux/arm64'])
      expect(crane('digest', `--platform=${platform}`, `${image}:1.2.3`)).toBe(digests[platform]);
  });
});
