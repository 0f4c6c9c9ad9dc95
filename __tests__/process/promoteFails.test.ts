import { afterAll, expect } from 'vitest';
import { parseRepository } from '../../src/oci/reference.ts';
import { startFaultProxy } from '../support/faultProxy.ts';
import { parts, testWith } from '../support/parts.ts';
import { branchPush, errorsOf, makeProject, promotedBy, publish, saidBy } from '../support/project.ts';
import { imageAt, ownImage, tagsOf } from '../support/published.ts';
import { realClient } from '../support/realRegistry.ts';
import { removeFolders } from '../support/repository.ts';
import { pushSample } from '../support/sampleImage.ts';

const test = testWith('registry');
const DENIED = {
  status: 403,
  body: '{"errors":[{"code":"DENIED","message":"no"}]}',
  headers: { 'content-type': 'application/json' },
};

afterAll(removeFolders);

/** An image whose channels hold 1.2.3, 1.2.4 beside it, and its name behind a proxy. */
async function stage() {
  const proxy = await startFaultProxy(parts.registry ?? '');
  const image = ownImage('fails');
  const repository = parseRepository(image);
  const client = realClient();
  for (const [version, tags] of Object.entries({ '1.2.3': ['latest', 'stable'], '1.2.4': [] })) {
    const revision = version.at(-1)?.repeat(40) ?? '';
    const sample = await pushSample(client, repository, { version, revision });
    for (const tag of [version, ...tags]) await client.putManifest(repository, tag, sample);
  }
  client.close();
  return { proxy, image, proxied: imageAt(proxy.host, image), tags: await tagsOf(image) };
}

for (const [command, more] of Object.entries({ promote: { from: '1.2.4' }, rollback: {} }))
  test(`a ${command} that fails tells what became of each tag, as a publication does`, async () => {
    const { proxy, image, proxied, tags } = await stage();
    const project = makeProject();
    const inputs = { images: proxied, command, to: 'latest stable', ...more };
    if (command === 'rollback') {
      const moved = await publish(project, branchPush(project), {
        inputs: { ...inputs, command: 'promote', from: '1.2.4' },
      });
      expect(moved.exitCode, saidBy(moved)).toBe(0);
    }
    const before = await tagsOf(image);
    proxy.on('PUT */manifests/stable', { respond: DENIED });
    proxy.on('PUT */manifests/latest', { respond: DENIED }, { skip: 1 });
    const result = await publish(project, branchPush(project), { inputs });
    await proxy.close();
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    const after = command === 'promote' ? tags['1.2.4'] : tags['1.2.3'];
    expect(await tagsOf(image)).toEqual({ ...before, latest: after });
    expect(promotedBy(result)).toMatchObject([
      { tag: 'latest', before: before.latest, after, outcome: 'left' },
      { tag: 'stable', before: before.stable, after: before.stable, outcome: 'unchanged' },
    ]);
    expect(result.outputs.images).toBe('');
    expect(result.summary).toContain('### Failed');
    expect(result.summary).toContain(`crane tag ${proxied}@${before.latest} latest`);
  });

test('an optional registry that is gone keeps no other from being rolled back', async () => {
  const [must, may] = [await stage(), await stage()];
  const project = makeProject();
  const inputs = {
    images: `${must.proxied}\n${may.proxied}`,
    registries: `- host: ${may.proxy.host}\n  optional: true`,
    to: 'latest stable',
  };
  const moved = await publish(project, branchPush(project), {
    inputs: { ...inputs, command: 'promote', from: '1.2.4' },
  });
  expect(moved.exitCode, saidBy(moved)).toBe(0);
  may.proxy.on(() => true, { respond: DENIED });
  const back = await publish(project, branchPush(project), { inputs: { ...inputs, command: 'rollback' } });
  expect(back.exitCode, saidBy(back)).toBe(0);
  expect(await tagsOf(must.image)).toMatchObject(must.tags);
  expect(back.outputs.images).toBe(`${must.proxied}@${must.tags['1.2.3']}`);
  expect(back.summary).toContain(`⚠️ ${may.proxied} is optional and was left out: `);
  must.proxy.on(() => true, { respond: DENIED });
  const none = await publish(project, branchPush(project), { inputs: { ...inputs, command: 'rollback' } });
  expect(none.exitCode).toBe(1);
  expect(errorsOf(none).join()).toContain(`HEAD http://${must.proxy.host}/`);
  await Promise.all([must.proxy.close(), may.proxy.close()]);
});

test('an optional registry that fails while tags move is left out of what was promoted', async () => {
  const [must, may] = [await stage(), await stage()];
  const project = makeProject();
  may.proxy.on('PUT */manifests/stable', { respond: DENIED });
  const result = await publish(project, branchPush(project), {
    inputs: {
      command: 'promote',
      images: `${must.proxied}\n${may.proxied}`,
      registries: `- host: ${may.proxy.host}\n  optional: true`,
      from: '1.2.4',
      to: 'latest stable',
    },
  });
  await Promise.all([must.proxy.close(), may.proxy.close()]);
  expect(result.exitCode, saidBy(result)).toBe(0);
  expect(await tagsOf(may.image)).toEqual(may.tags);
  expect(result.outputs.images).toBe(`${must.proxied}@${must.tags['1.2.4']}`);
  expect(result.summary).toMatch(/^### Promoted$/m);
  expect(result.summary).toContain(`⚠️ ${may.proxied} is optional and was left out: PUT`);
});
