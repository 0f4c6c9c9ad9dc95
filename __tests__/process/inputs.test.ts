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
