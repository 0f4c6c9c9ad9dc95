import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { REGISTRY, testWith } from '../support/parts.ts';
import { makeProject } from '../support/project.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');

afterAll(removeFolders);

/** Runs it as a person does: no runner, and no engine. */
function run(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH, HOME: temporaryFolder(), DOCKER_HOST: 'unix:///nowhere.sock' };
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { cwd, env }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test.each(['--help', '-h', 'help'])('%s names the commands and every input', async (flag) => {
  const { code, out, err } = await run(temporaryFolder(), flag);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^publish-image \[publish \| plan \| /);
  for (const name of ['platforms', 'traceparent', 'cache-max-size']) expect(out).toContain(`  --${name} `);
});

testWith('git')('a plan goes to standard output, and what is to be said of it elsewhere', async () => {
  const project = makeProject();
  project.git('checkout', '-q', '-b', 'dev');
  const { code, out, err } = await run(project.directory, 'plan', '--images', 'ghcr.io/octo/app');
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ command: 'plan', channel: 'beta', version: '0.1.0-beta.1' });
  expect(err).toMatch(/^notice: Planned without asking the registries/m);
  expect(err).not.toContain('::');
});

testWith('git')('a clone of another repository knows its default branch', async () => {
  const project = makeProject();
  project.git('branch', '-m', 'trunk');
  const clone = temporaryFolder();
  project.git('clone', '-q', project.directory, clone);
  const { code, out, err } = await run(clone, 'plan', '--images', 'ghcr.io/octo/app');
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ channel: 'edge' });
});

test('outside of a repository there is nothing to publish, and it says so', async () => {
  const { code, out, err } = await run(temporaryFolder(), 'plan');
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ builds: [], phases: [] });
  expect(err).toContain('notice: Nothing to publish: no channel or rule takes this run.\n');
});

testWith('engine')('nothing is left of a login', async () => {
  const project = makeProject();
  const temporary = temporaryFolder();
  const image = `${REGISTRY}/cli-${randomUUID().slice(0, 8)}/app`;
  const inputs = ['--images', image, '--version', '1.0.0', '--registry', 'r.test', '--username', 'me'];
  const env = { ...process.env, TMPDIR: temporary };
  const argv = [CLI, 'publish', '--password', 'hunter22', '--push', 'true', ...inputs];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: project.directory, env });
  expect(stdout).toContain(`${image}:1.0.0 moved`);
  expect(readdirSync(temporary)).toEqual([]);
});

test('a fault is told in plain words', async () => {
  const { code, out, err } = await run(temporaryFolder(), 'pln');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^error: Input command: expected one of .*; did you mean "plan"\?\n$/);
});
