import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readBuildContext } from '../../src/context/buildContext.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';

afterAll(removeFolders);

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const read = (files: Readonly<Record<string, string>>, dockerfile = 'Dockerfile') => {
  const folder = folderOf(files);
  return readBuildContext(folder, join(folder, dockerfile));
};

const PROJECT = {
  Dockerfile: 'FROM scratch\n',
  'src/a': '12345',
  'src/deep/b': '1234567890',
  '.git/config': 'x',
  'web/node_modules/m/index.js': '123',
  'web/.env': 'SECRET=1',
};

describe('a build context', () => {
  test('is counted whole without a .dockerignore', async () => {
    expect(await read(PROJECT)).toEqual({
      bytes: 13 + 5 + 10 + 1 + 3 + 8,
      files: 6,
      complete: true,
      ignoreFile: undefined,
      unwanted: ['.git', 'web/.env', 'web/node_modules'],
      largest: [
        { name: 'src', bytes: 15 },
        { name: 'Dockerfile', bytes: 13 },
        { name: 'web', bytes: 11 },
      ],
    });
  });

  test('is counted without what .dockerignore names', async () => {
    const ignore = '.git\n**/node_modules\n**/.env\n*\n!src\nsrc/deep';
    expect(await read({ ...PROJECT, '.dockerignore': ignore })).toMatchObject({
      bytes: 5,
      files: 1,
      ignoreFile: '.dockerignore',
      unwanted: [],
    });
  });

  test('prefers the .dockerignore of the Dockerfile', async () => {
    const files = {
      ...PROJECT,
      'docker/app.Dockerfile': '',
      'docker/app.Dockerfile.dockerignore': '**\n!src/a',
      '.dockerignore': 'src',
    };
    expect(await read(files, 'docker/app.Dockerfile')).toMatchObject({
      files: 1,
      ignoreFile: 'app.Dockerfile.dockerignore',
      unwanted: [],
    });
  });

  test('is looked into below a folder that is left out, where an exception says so', async () => {
    expect(await read({ ...PROJECT, '.dockerignore': '*\n!web/node_modules' })).toMatchObject({
      files: 1,
      unwanted: ['web/node_modules'],
    });
  });

  test('follows no links', async () => {
    const folder = folderOf({ Dockerfile: '' });
    symlinkSync('/', join(folder, 'root'));
    expect(await readBuildContext(folder, join(folder, 'Dockerfile'))).toMatchObject({ files: 2, bytes: 1 });
  });

  test('that is not there is not told', async () => {
    expect(await readBuildContext('/nonexistent', '/nonexistent/Dockerfile')).toBeUndefined();
  });

  test('is counted in part where it has too many entries, from the top', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`deep/${index}`, '1']));
    const folder = folderOf({ ...many, '.git/config': '' });
    const bounds = { entries: 100, ms: 10_000 };
    const facts = await readBuildContext(folder, join(folder, 'Dockerfile'), bounds);
    expect(facts).toMatchObject({ complete: false, unwanted: ['.git'] });
    expect(facts?.files).toBeLessThan(300);
  });

  test('is counted in part where time runs out', async () => {
    const folder = folderOf(PROJECT);
    const facts = await readBuildContext(folder, join(folder, 'Dockerfile'), { entries: 1000, ms: 0 });
    expect(facts).toMatchObject({ complete: false });
  });
});
