import { expect, test } from 'vitest';
import type { BuildContextFacts } from '../../src/context/buildContext.ts';
import { localContexts } from '../../src/plan/buildContexts.ts';
import { reportContext } from '../../src/plan/contextNotices.ts';

const CLEAN: BuildContextFacts = {
  bytes: 1_234_000,
  files: 12,
  complete: true,
  ignoreFile: '.dockerignore',
  unwanted: [],
  largest: [{ name: 'src', bytes: 1_234_000 }],
};

test.each<[string, Partial<BuildContextFacts>, string, string[]]>([
  ['is told by its size alone', {}, '1.2 MB in 12 files', []],
  ['is small', { bytes: 1234 }, '1.2 kB in 12 files', []],
  ['has one file', { files: 1 }, '1.2 MB in 1 file', []],
  ['has more than was counted', { complete: false }, 'more than 1.2 MB in 12 files', []],
  ['is as large as it may be', { bytes: 100_000_000 }, '100.0 MB in 12 files', []],
  [
    'is large',
    {
      bytes: 123_000_000,
      largest: [
        { name: 'data', bytes: 120_000_000 },
        { name: 'src', bytes: 3_000_000 },
      ],
    },
    '123.0 MB in 12 files',
    [
      'The build context . (123.0 MB in 12 files) is large; most of it is data (120.0 MB), src (3.0 MB). Put into .dockerignore what the build does not need.',
    ],
  ],
  [
    'holds what no image needs',
    { unwanted: ['.git', 'web/node_modules', '.env'], ignoreFile: undefined },
    '1.2 MB in 12 files',
    [
      'The build context . (1.2 MB in 12 files) holds .git, web/node_modules, .env. Put into .dockerignore:\n.git\n**/node_modules\n.env',
    ],
  ],
  [
    'has a .dockerignore of its own',
    { unwanted: ['.git'], ignoreFile: 'app.Dockerfile.dockerignore' },
    '1.2 MB in 12 files',
    ['The build context . (1.2 MB in 12 files) holds .git. Put into app.Dockerfile.dockerignore:\n.git'],
  ],
])('a context that %s', (_title, facts, size, texts) => {
  const report = reportContext('.', { ...CLEAN, ...facts });
  expect(report.size).toBe(size);
  expect(report.notices).toEqual(texts.map((text) => ({ level: 'warning', text })));
});

test('each local context is looked at once, with the Dockerfile that is built from it', () => {
  const builds = [
    { context: '.', file: undefined },
    { context: '.', file: undefined },
    { context: 'app', file: 'docker/Dockerfile' },
    { context: 'dist/linux/amd64', file: undefined },
    { context: 'https://github.com/a/b.git#main', file: undefined },
    { context: 'git@github.com:a/b.git', file: undefined },
    { context: 'docker-image://alpine', file: undefined },
  ];
  expect(localContexts(builds)).toEqual([
    { folder: '.', dockerfile: './Dockerfile' },
    { folder: 'app', dockerfile: 'docker/Dockerfile' },
    { folder: 'dist/linux/amd64', dockerfile: 'dist/linux/amd64/Dockerfile' },
  ]);
});
