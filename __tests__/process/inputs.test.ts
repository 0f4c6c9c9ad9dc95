import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parts, testWith } from '../support/parts.ts';
import { errorsOf, makeProject, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';

afterAll(removeFolders);

/** A registry and an engine that nobody listens at. */
const NOWHERE = '127.0.0.1:1/octo/app';

testWith('git')('several faults in inputs are told at once, each with what to write', async () => {
  const project = makeProject();
  const inputs = {
    images: NOWHERE,
    platforms: 'linux/amd46/x/y',
    push: 'perhaps',
    'build-args': 'NOT-A-PAIR=1\n=x',
    force: 'ja',
  };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs, record: true });
  expect(result.exitCode).toBe(1);
  expect(errorsOf(result)).toHaveLength(1);
  const [error = ''] = errorsOf(result);
  for (const name of ['platforms', 'push', 'build-args', 'force'])
    expect(error).toMatch(new RegExp(`- ${name}: `));
  expect(error).toMatch(/push: .*auto.*true.*false/);
  expect(result.children).toEqual([]);
});

testWith('git')('so are those of the lists that are resolved one after the other', async () => {
  const project = makeProject();
  const inputs = {
    command: 'plan',
    images: 'ghcr.io/octo/app:latest',
    channels: 'stable: tog v*',
    tags: 'octo/app:latest',
    flavor: 'latest=maybe',
    variants: '- name: A',
  };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
  expect(result.exitCode).toBe(1);
  const [error = '', ...others] = errorsOf(result);
  expect(others).toEqual([]);
  for (const name of Object.keys(inputs).slice(1)) expect(error).toContain(`Input ${name}: `);
  expect(error).toContain('write ghcr.io/octo/app here, and the tag into `tags`');
  expect(error).toContain('write octo/app into `images`, and latest here');
});

testWith('git')('and both kinds together', async () => {
  const project = makeProject();
  const inputs = { command: 'plan', images: 'ghcr.io/octo/app:latest', push: 'perhaps', tags: 'type=tog' };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
  expect(result.exitCode).toBe(1);
  const [error = '', ...others] = errorsOf(result);
  expect(others).toEqual([]);
  for (const name of ['images', 'push', 'tags']) expect(error).toContain(`Input ${name}: `);
});

testWith('git')('an unknown input is told beside what is wrong with a list', async () => {
  const project = makeProject();
  const inputs = { command: 'plan', images: 'ghcr.io/octo/app', channels: 'stable: tog v*', chanels: 'x' };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
  expect(result.exitCode).toBe(1);
  const warnings = result.annotations
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message);
  expect(warnings).toContain('Unknown input "chanels"; did you mean "channels"?');
});

testWith('git')('where there is no image to push to, it says what to set', async () => {
  const project = makeProject();
  for (const [inputs, why] of [
    [{}, 'neither `images` nor GITHUB_REPOSITORY is set'],
    [{ images: 'name=octo/app,enable=false' }, '`images` enables none'],
    [{ command: 'promote', from: 'beta', to: 'stable' }, 'neither `images` nor'],
  ] as const) {
    const result = await publish(project, tagPush(project, 'v1.2.3'), {
      inputs,
      env: { GITHUB_REPOSITORY: undefined },
    });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain(why);
  }
});

testWith('git')('lists take comments and line ends of Windows', async () => {
  const project = makeProject();
  const inputs = {
    command: 'plan',
    platforms: '# both\r\nlinux/amd64\r\n# linux/s390x\r\nlinux/arm64\r\n',
    tags: '# one\r\ntype=raw,value=x\r\n',
    'build-args': '# "quoted\r\nA=1\r\n',
    registries: '# ours\r\n- host: ghcr.io\r\n  username: octo\r\n',
  };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
  expect(result.exitCode, saidBy(result)).toBe(0);
  expect(result.outputs).toMatchObject({ platforms: 'linux/amd64,linux/arm64', 'tag-names': 'x' });
  expect(JSON.parse(result.outputs.plan ?? '').builds[0].args).toEqual({ A: '1' });
});

testWith('git')('an unknown input is a warning with the nearest name', async () => {
  const project = makeProject();
  const inputs = { command: 'plan', images: NOWHERE, platfroms: 'linux/amd64' };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
  expect(result.exitCode, saidBy(result)).toBe(0);
  const warnings = result.annotations
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message);
  expect(warnings.find((text) => text.includes('platfroms'))).toMatch(/did you mean "?platforms"?/);
});

testWith('git')('`plan` shows everything without engine, registry and API, and writes nothing', async () => {
  const project = makeProject();
  const [home, bin] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(home, '.docker'));
  symlinkSync(parts.git ?? '', join(bin, 'git'));
  const inputs = { command: 'plan', images: NOWHERE, platforms: TWO_PLATFORMS };
  const env = { DOCKER_HOST: `unix://${home}/none.sock`, HOME: home, PATH: bin };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs, env });
  expect(result.exitCode, saidBy(result)).toBe(0);
  const plan = JSON.parse(result.outputs.plan ?? '');
  expect(plan).toMatchObject({
    command: 'plan',
    channel: 'stable',
    version: '1.2.3',
    platforms: [{ architecture: 'amd64' }, { architecture: 'arm64' }],
  });
  expect(result.outputs).toMatchObject({
    'tag-names': '1.2.3\n1.2\n1\nlatest\nstable',
    'platforms-json': '["linux/amd64","linux/arm64"]',
    digest: '',
    promoted: '[]',
  });
  const { include } = JSON.parse(result.outputs.matrix ?? '');
  expect(include.map(({ platform }: { platform: string }) => platform)).toEqual([
    'linux/amd64',
    'linux/arm64',
  ]);
  expect(
    result.annotations
      .filter(({ level }) => level === 'notice')
      .map(({ message }) => message)
      .join(),
  ).toMatch(/not known/);
  expect(result.state).toEqual({});
});

test('without an engine, `publish` says what is missing', async () => {
  const project = makeProject();
  const home = temporaryFolder();
  const result = await publish(project, tagPush(project, 'v1.2.3'), {
    inputs: { images: NOWHERE, push: 'false' },
    env: { DOCKER_HOST: `unix://${home}/none.sock`, HOME: home },
  });
  expect(result.exitCode).toBe(1);
  expect(errorsOf(result)).toHaveLength(1);
  expect(errorsOf(result)[0]).toMatch(/engine/i);
});
