import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publishRelease, type ReleaseOrder } from '../../src/execute/release.ts';
import { checkReleasePermission } from '../../src/execute/releaseCheck.ts';
import { createGitHubApi } from '../../src/host/githubApi.ts';
import { type GitHubStandIn, type RecordedRequest, startGitHub } from '../support/githubApi.ts';

let hub: GitHubStandIn;
beforeEach(async () => {
  hub = await startGitHub();
});
afterEach(() => hub.close());

const SHA = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const DIGEST = `sha256:${'0'.repeat(64)}`;
const api = (token: string | undefined = 't') =>
  createGitHubApi({ url: hub.url, repository: hub.repository, token });

const order = (overrides: Partial<ReleaseOrder> = {}): ReleaseOrder => ({
  gitTag: 'v1.2.3',
  sha: SHA,
  createTag: true,
  name: '1.2.3',
  notes: {
    changelog: '### Features\n\n* a',
    images: [{ image: 'ghcr.io/octo/app', tags: ['1.2.3', 'latest'], digest: DIGEST }],
    verify: ['cosign verify ghcr.io/octo/app@sha256:0'],
  },
  prerelease: false,
  latest: true,
  ...overrides,
});
const publish = (overrides: Partial<ReleaseOrder> = {}) => publishRelease(api(), order(overrides), [1, 1, 1]);
const writes = () =>
  hub.requests.filter((one) => one.method !== 'GET').map((one) => `${one.method} ${one.path}`);
/** A fault for the first request that matches. */
const once = (
  matches: (request: RecordedRequest) => boolean,
  fault: { status: number; body?: unknown } | 'reset' | 'lost',
) => {
  let done = false;
  hub.faults.push((request) => {
    if (done || !matches(request)) return undefined;
    done = true;
    return fault;
  });
};
const posts = (path: string) => (request: RecordedRequest) =>
  request.method === 'POST' && request.path === path;

describe('publishRelease', () => {
  test('makes the tag and the release', async () => {
    expect(await publish()).toEqual({
      url: 'https://github.example/octo/app/releases/tag/v1.2.3',
      gitTag: 'created',
      release: 'created',
    });
    expect(hub.tags.get('v1.2.3')).toBe(SHA);
    expect(hub.releases).toMatchObject([
      {
        tag_name: 'v1.2.3',
        target_commitish: SHA,
        name: '1.2.3',
        draft: false,
        prerelease: false,
        make_latest: 'true',
      },
    ]);
    expect(hub.releases[0]?.body).toContain(
      '### Features\n\n* a\n\n### Images\n\n* `ghcr.io/octo/app`: `1.2.3`, `latest`',
    );
    expect(hub.releases[0]?.body).toContain(`ghcr.io/octo/app@${DIGEST}`);
    expect(hub.releases[0]?.body).toContain('```sh\ncosign verify ghcr.io/octo/app@sha256:0\n```');
  });

  test('a second run makes nothing', async () => {
    await publish();
    hub.requests.length = 0;
    expect(await publish()).toMatchObject({ gitTag: 'existing', release: 'unchanged' });
    expect(writes()).toEqual([]);
    expect(hub.releases).toHaveLength(1);
  });

  test('a second run completes what is missing', async () => {
    hub.tags.set('v1.2.3', SHA);
    expect(await publish()).toMatchObject({ gitTag: 'existing', release: 'created' });
    expect(writes()).toEqual(['POST /releases']);
  });

  test('another digest is written in place of the old one', async () => {
    await publish();
    const notes = {
      ...order().notes,
      images: [{ image: 'ghcr.io/octo/app', tags: [], digest: 'sha256:new' }],
    };
    expect(await publish({ notes })).toMatchObject({ release: 'updated' });
    expect(hub.releases[0]?.body).toContain('sha256:new');
    expect(hub.releases[0]?.body).not.toContain(DIGEST);
    expect(hub.releases[0]?.body.match(/### Features/g)).toHaveLength(1);
  });

  test('what a person wrote stays, and stands for the changelog', async () => {
    await publish();
    const release = hub.releases[0];
    if (!release) return expect.fail('no release');
    release.body = 'Written by hand.\r\n\r\nTwo paragraphs.';
    expect(await publish()).toMatchObject({ release: 'updated' });
    expect(release.body).toMatch(/^Written by hand\.\n\nTwo paragraphs\.\n\n<!-- publish-image/);
    expect(release.body).toContain(DIGEST);
    expect(release.body).not.toContain('### Features');
    expect(await publish()).toMatchObject({ release: 'unchanged' });
    release.body += '\n\nAn afterthought.';
    expect(await publish()).toMatchObject({ release: 'unchanged' });
  });

  test.each([
    ['a prerelease', { prerelease: true, latest: true }, { prerelease: true, make_latest: 'false' }],
    ['a backport', { latest: false }, { prerelease: false, make_latest: 'false' }],
  ])('%s', async (_, overrides, expected) => {
    await publish(overrides);
    expect(hub.releases[0]).toMatchObject(expected);
  });

  test('the tag names another commit', async () => {
    hub.tags.set('v1.2.3', OTHER);
    await expect(publish()).rejects.toMatchObject({
      message: 'git tag v1.2.3 names bbbbbbb, not aaaaaaa',
      hint: /Nothing was changed/,
    });
    expect(writes()).toEqual([]);
  });

  test('an annotated tag is peeled', async () => {
    hub.faults.push(({ path }) => {
      if (path === '/git/ref/tags/v1.2.3')
        return { status: 200, body: { object: { type: 'tag', sha: 'tagobject' } } };
      return path === '/git/tags/tagobject'
        ? { status: 200, body: { object: { type: 'commit', sha: SHA } } }
        : undefined;
    });
    expect(await publish()).toMatchObject({ gitTag: 'existing', release: 'created' });
  });

  test('a pushed tag has to be there', async () => {
    await expect(publish({ createTag: false })).rejects.toThrow('there is no git tag v1.2.3');
    hub.tags.set('v1.2.3', SHA);
    expect(await publish({ createTag: false })).toMatchObject({ gitTag: 'existing', release: 'created' });
  });

  test('slashes in a tag stay, other characters are escaped', async () => {
    await publish({ gitTag: 'sdk/v1.2.3+é' });
    expect(hub.tags.has('sdk/v1.2.3+é')).toBe(true);
    expect(hub.requests[0]?.path).toBe('/git/ref/tags/sdk/v1.2.3%2B%C3%A9');
  });

  test('a long changelog is cut before GitHub refuses it', async () => {
    await publish({ notes: { ...order().notes, changelog: '* a line of text\n'.repeat(20_000) } });
    expect(hub.releases[0]?.body.length).toBeLessThan(125_000);
    expect(hub.releases[0]?.body).toContain(DIGEST);
  });
});

describe('faults', () => {
  test.each([
    ['502 before the tag', posts('/git/refs'), { status: 502 }],
    ['a reset before the tag', posts('/git/refs'), 'reset' as const],
    ['a reset after the tag was made', posts('/git/refs'), 'lost' as const],
    ['503 before the release', posts('/releases'), { status: 503 }],
    ['a reset after the release was made', posts('/releases'), 'lost' as const],
    ['500 at the first look', ({ method }: RecordedRequest) => method === 'GET', { status: 500 }],
  ])('%s: done in the end, and once', async (_, matches, fault) => {
    once(matches, fault);
    expect(await publish()).toMatchObject({ release: expect.stringMatching(/created|unchanged/) });
    expect([...hub.tags]).toEqual([['v1.2.3', SHA]]);
    expect(hub.releases).toHaveLength(1);
  });

  test.each([
    ['the same commit', SHA, undefined],
    ['another commit', OTHER, 'names bbbbbbb'],
  ])('somebody else makes the tag between look and write: %s', async (_, sha, message) => {
    hub.faults.push((request) => {
      if (posts('/git/refs')(request)) hub.tags.set('v1.2.3', sha);
      return undefined;
    });
    if (message) await expect(publish()).rejects.toThrow(message);
    else expect(await publish()).toMatchObject({ release: 'created' });
  });

  test('somebody else makes the release between look and write', async () => {
    once((request) => request.path === '/releases/tags/v1.2.3', { status: 404 });
    await publish();
    once((request) => request.path === '/releases/tags/v1.2.3', { status: 404 });
    expect(await publish()).toMatchObject({ release: 'unchanged' });
    expect(hub.releases).toHaveLength(1);
  });

  test('no permission: named, and not tried again', async () => {
    hub.canWrite = false;
    await expect(publish()).rejects.toMatchObject({
      message: 'git tag v1.2.3 could not be made: 403 Resource not accessible by integration',
      hint: expect.stringContaining('permissions: contents: write'),
    });
    expect(writes()).toEqual(['POST /git/refs']);
  });

  test('a rule of the repository forbids it', async () => {
    once(posts('/git/refs'), { status: 422, body: { message: 'Repository rule violations found' } });
    await expect(publish()).rejects.toThrow('422 Repository rule violations found');
    expect(hub.releases).toEqual([]);
  });

  test('down for good', async () => {
    hub.faults.push(({ method }) => (method === 'POST' ? { status: 503 } : undefined));
    await expect(publish()).rejects.toMatchObject({ message: /503/, hint: /Run the job again/ });
    expect(writes()).toHaveLength(4);
  });

  test('nobody listens', async () => {
    const nobody = createGitHubApi({ url: 'http://127.0.0.1:1', repository: 'octo/app', token: 't' });
    await expect(publishRelease(nobody, order(), [1])).rejects.toMatchObject({
      name: 'UserError',
      message: /GitHub did not answer: .*ECONNREFUSED/,
    });
  });
});

describe('checkReleasePermission', () => {
  test('may write: makes nothing', async () => {
    await checkReleasePermission(api());
    expect([...hub.tags]).toEqual([]);
    expect(hub.releases).toEqual([]);
    expect(writes()).toEqual(['POST /releases/generate-notes']);
  });

  test('may not write', async () => {
    hub.canWrite = false;
    await expect(checkReleasePermission(api())).rejects.toMatchObject({
      message: 'the token may not make tags and releases: 403 Resource not accessible by integration',
      hint: expect.stringContaining('contents: write'),
    });
  });

  test('a server without that question tells by the role', async () => {
    hub.faults.push(({ path }) =>
      path === '/releases/generate-notes' ? { status: 404, body: { message: 'Not Found' } } : undefined,
    );
    await checkReleasePermission(api());
    hub.facts = { ...hub.facts, permissions: { push: false } };
    await expect(checkReleasePermission(api())).rejects.toThrow(/may not make tags/);
  });

  test("an app's token has no role: its grant counts", async () => {
    hub.facts = { ...hub.facts, permissions: { push: false } };
    await checkReleasePermission(api());
  });

  test('no answer is no refusal; no token is', async () => {
    hub.faults.push(() => ({ status: 503 }));
    await checkReleasePermission(api());
    await expect(
      checkReleasePermission(createGitHubApi({ url: hub.url, repository: 'o/n', token: undefined })),
    ).rejects.toThrow(/needs a token/);
  });
});
