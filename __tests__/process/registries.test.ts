import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { IMPATIENT } from '../support/clock.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { parts, testWith } from '../support/parts.ts';
import {
  changeProject,
  errorsOf,
  makeProject,
  publish,
  saidBy,
  TWO_PLATFORMS,
  tagPush,
} from '../support/project.ts';
import { imageAt, ownImage, readPublished, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';
import { startTokenRegistry } from '../support/tokenRegistry.ts';

const test = testWith('engine', 'containerd image store', 'registry');

let proxy: FaultProxy;

beforeEach(async () => {
  proxy = await startFaultProxy(parts.registry ?? '127.0.0.1:1');
});
afterEach(() => proxy.close());
afterAll(removeFolders);

/** Nothing listens at the proxy's port any more. */
const die = () => void proxy.close();

function twoImages() {
  const [open, other] = [ownImage('two'), ownImage('two')];
  const proxied = imageAt(proxy.host, other);
  return { open, proxied, behind: other, images: `${open}\n${proxied}` };
}

describe('two registries', () => {
  test('hold the same digest under the same tags', async () => {
    const project = makeProject();
    const { open, behind, proxied, images } = twoImages();
    const result = await publish(project, tagPush(project, 'v1.2.3'), {
      inputs: { images, platforms: TWO_PLATFORMS },
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    const tags = await tagsOf(open);
    expect(Object.keys(tags)).toHaveLength(5);
    expect(await tagsOf(behind)).toEqual(tags);
    expect(result.outputs.images).toBe([open, proxied].map((image) => `${image}@${tags.latest}`).join('\n'));
    expect((await readPublished(behind, 'latest')).platforms).toHaveLength(2);
  });

  test('when one dies after the upload, no tag moves in either', async () => {
    const project = makeProject();
    const { open, behind, images } = twoImages();
    const inputs = { images };
    const first = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
    expect(first.exitCode, saidBy(first)).toBe(0);
    const before = [await tagsOf(open), await tagsOf(behind)];
    changeProject(project, 'two');
    proxy.on(({ method, path }) => method === 'PUT' && /\/manifests\/sha256:/.test(path), { after: die });
    const env = { NODE_OPTIONS: IMPATIENT };
    const second = await publish(project, tagPush(project, 'v1.3.0'), { inputs, env });
    expect(second.exitCode).toBe(1);
    expect(errorsOf(second)).toHaveLength(1);
    expect(errorsOf(second)[0]).toContain(proxy.host);
    expect([await tagsOf(open), await tagsOf(behind)]).toEqual(before);
  });

  test('when one dies between the tags, those that moved are put back', async () => {
    const project = makeProject();
    const { open, behind, images } = twoImages();
    const inputs = { images };
    const first = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
    expect(first.exitCode, saidBy(first)).toBe(0);
    const before = [await tagsOf(open), await tagsOf(behind)];
    changeProject(project, 'two');
    const refusal = {
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: '{"errors":[{"code":"DENIED","message":"read-only now"}]}',
    };
    proxy.on('PUT /v2/*/manifests/latest', { respond: refusal });
    const second = await publish(project, tagPush(project, 'v1.2.4'), { inputs });
    expect(second.exitCode).toBe(1);
    expect(errorsOf(second)[0]).toContain('read-only now');
    const after = [await tagsOf(open), await tagsOf(behind)];
    for (const [at, tags] of before.entries()) expect(after[at]).toMatchObject(tags);
    const left = after.flatMap((tags) => Object.keys(tags)).filter((tag) => !(tag in (before[0] ?? {})));
    for (const tag of left) expect(saidBy(second)).toContain(`:${tag}`); // a registry may not delete a new tag
  });
});

describe('an optional registry', () => {
  const optional = () => `- host: ${proxy.host}\n  optional: true`;

  test('that is down fails alone, with a warning', async () => {
    const project = makeProject();
    const { open, proxied, behind, images } = twoImages();
    proxy.on(/./, {
      respond: {
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: '{"errors":[{"code":"DENIED","message":"closed today"}]}',
      },
    });
    const result = await publish(project, tagPush(project, 'v1.2.3'), {
      inputs: { images, registries: optional() },
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(Object.keys(await tagsOf(open))).toHaveLength(5);
    expect(await tagsOf(behind)).toEqual({});
    const warnings = result.annotations
      .filter(({ level }) => level === 'warning')
      .map(({ message }) => message);
    expect(warnings.join('\n')).toContain(proxied);
    expect(warnings.join('\n')).toContain('closed today');
    expect(result.outputs.images).toBe(`${open}@${result.outputs.digest}`);
    expect(result.summary).toContain(proxied);
  });

  test('that dies during the upload fails alone too', async () => {
    const project = makeProject();
    const { open, behind, images } = twoImages();
    proxy.on(
      /^(POST|PATCH|PUT) .*blobs\/uploads/,
      {
        respond: {
          status: 403,
          headers: { 'content-type': 'application/json' },
          body: '{"errors":[{"code":"DENIED","message":"disk full"}]}',
        },
      },
      { skip: 1 },
    );
    const result = await publish(project, tagPush(project, 'v1.2.3'), {
      inputs: { images, registries: optional() },
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(Object.keys(await tagsOf(open))).toHaveLength(5);
    expect(await tagsOf(behind)).toEqual({});
    expect(
      result.annotations
        .filter(({ level }) => level === 'warning')
        .map(({ message }) => message)
        .join(),
    ).toContain(proxy.host);
  });

  test('that refuses a tag fails alone too', async () => {
    const project = makeProject();
    const { open, proxied, behind, images } = twoImages();
    const inputs = { images, registries: optional() };
    const first = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
    expect(first.exitCode, saidBy(first)).toBe(0);
    const before = await tagsOf(behind);
    changeProject(project, 'two');
    const body = '{"errors":[{"code":"DENIED","message":"read-only now"}]}';
    const respond = { status: 403, headers: { 'content-type': 'application/json' }, body };
    proxy.on('PUT /v2/*/manifests/latest', { respond });
    const result = await publish(project, tagPush(project, 'v1.2.4'), { inputs });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(await tagsOf(behind)).toMatchObject(before);
    expect(result.outputs.images).toBe(`${open}@${result.outputs.digest}`);
    expect(result.summary).toContain('### Published');
    expect(result.summary).toContain(`⚠️ ${proxied} is optional and was left out`);
  });
});

test('a login that reads but may not write is told of before the build, with the remedy', async () => {
  const login = { username: 'octo', password: 'right-password-canary' };
  const allows = (_user: string | undefined, _repository: string, action: string) => action === 'pull';
  const upstream = parts.registry ?? '';
  const registry = await startTokenRegistry({ upstream, auth: 'bearer', ...login, allows });
  const project = makeProject();
  const image = ownImage('two');
  const inputs = { images: imageAt(registry.host, image), ...login };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
  await registry.close();
  expect(result.exitCode).toBe(1);
  const path = image.slice(image.indexOf('/') + 1);
  expect(errorsOf(result)).toEqual([
    `POST http://${registry.host}/v2/${path}/blobs/uploads/: 401 UNAUTHORIZED: authentication required (insufficient_scope)\nThe account may not write to ${path}: give it that right.`,
  ]);
  expect(result.stdout).not.toContain('exporting to image');
  expect(await tagsOf(image)).toEqual({});
});
