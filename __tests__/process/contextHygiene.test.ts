import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect } from 'vitest';
import { readBuildContext } from '../../src/context/buildContext.ts';
import { BASE_IMAGE, testWith } from '../support/parts.ts';
import { makeProject, publish, saidBy, tagPush } from '../support/project.ts';
import { ownImage } from '../support/published.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

const told = ({ annotations }: ActionResult, level: string) =>
  annotations.filter((one) => one.level === level).map(({ message }) => message);

test('what should not be in a build context is told, with what to put into .dockerignore', async () => {
  const project = makeProject({ '.dockerignore': '', 'web/node_modules/m/index.js': '', '.env': 'A=1\n' });
  const inputs = { images: ownImage('k-context'), platforms: 'linux/amd64' };
  const event = tagPush(project, 'v1.0.0');
  const first = await publish(project, event, { inputs });
  expect(first.exitCode, saidBy(first)).toBe(0);
  const warning = told(first, 'warning').find((text) => text.startsWith('The build context .'));
  expect(warning).toMatch(
    /holds \.env, \.git, web\/node_modules\. Put into \.dockerignore:\n\.env\n\.git\n\*\*\/node_modules$/,
  );
  expect(first.summary).toMatch(/build context \d+\.\d [kM]B in \d+ files/);

  const again = await publish(project, event, { inputs });
  expect(again.summary).toContain('Unchanged');
  expect(saidBy(again)).not.toContain('uild context');
});

test('an image that runs as root is told, one with a USER is not', async () => {
  const inputs = () => ({ images: ownImage('k-root'), platforms: 'linux/amd64' });
  const dockerfile = (rest: string) => `FROM ${BASE_IMAGE}\nCOPY content /\n${rest}`;
  const build = async (rest: string) => {
    const project = makeProject({ Dockerfile: dockerfile(rest) });
    const result = await publish(project, tagPush(project, 'v1.0.0'), { inputs: inputs() });
    expect(result.exitCode, saidBy(result)).toBe(0);
    return told(result, 'notice').filter((text) => text.includes('root'));
  };
  expect(await build('')).toEqual(['The image runs as root (linux/amd64): end the Dockerfile with a USER.']);
  expect(await build('USER 0:0\n')).toHaveLength(1);
  expect(await build('USER 1000:1000\n')).toEqual([]);
});

const FILES = Object.fromEntries(
  [
    'a',
    'b.md',
    'README.md',
    'README-secret.md',
    'docs/README.md',
    'docs/deep/x.md',
    'docs/deep/x.txt',
    'src/a.go',
    'src/deep/b.go',
    'src/deep/c.js',
    'temp',
    'tempa',
    'some/temporary',
    'some/deep/temporary',
    '[x]',
    'a+b',
    '.env',
    'x/node_modules/m',
    'node_modules/m',
    'my-node_modules/m',
    'keep/a/b',
    'keep/a/c',
    'keep/d',
  ].map((name) => [name, name]),
);
const RULES = [
  '*.md\n!README*.md\nREADME-secret.md',
  '**/*.md\n!docs/deep',
  '*\n!**/*.go',
  '**/node_modules\ntemp?\n*/temp*',
  '**node_modules',
  'keep\n!keep/a\nkeep/a/c',
  '**\n!keep/a/b',
  '[a-b]*\n\\[x\\]\ndocs/**',
  '/src/./deep/../deep/\n# a\n .env',
];

for (const rules of RULES)
  test(`BuildKit leaves out the same files: ${JSON.stringify(rules)}`, async () => {
    const Dockerfile = 'FROM scratch\nCOPY . /\n';
    const project = makeProject({ ...FILES, Dockerfile, '.dockerignore': `.git\n${rules}\n` });
    const dest = temporaryFolder();
    const inputs = {
      images: ownImage('k-context'),
      push: 'false',
      outputs: `type=local,dest=${dest}`,
      platforms: 'linux/amd64',
    };
    const result = await publish(project, tagPush(project, 'v1.0.0'), { inputs });
    expect(result.exitCode, saidBy(result)).toBe(0);
    const copied = filesOf(dest);
    const facts = await readBuildContext(project.directory, join(project.directory, 'Dockerfile'));
    expect(facts).toMatchObject({
      files: copied.length,
      bytes: copied.reduce((sum, { bytes }) => sum + bytes, 0),
    });
  });

/** All files, without the provenance that an export brings. */
function filesOf(folder: string): { name: string; bytes: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(folder, path), bytes: statSync(path).size }))
    .filter(({ name }) => name !== 'provenance.json');
}
