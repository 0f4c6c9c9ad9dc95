import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDockerfile } from '../../src/context/dockerfile.ts';

const root = mkdtempSync(join(tmpdir(), 'dockerfile-'));
mkdirSync(join(root, 'sub/docker'), { recursive: true });
for (const path of ['Dockerfile', 'sub/Dockerfile', 'sub/docker/alpine.Dockerfile'])
  writeFileSync(join(root, path), `# ${path}`);

test.each<[context: string, file: string | undefined, found: string | undefined]>([
  ['.', undefined, 'Dockerfile'],
  ['workflow', undefined, 'Dockerfile'],
  ['git', undefined, 'Dockerfile'],
  ['sub', undefined, 'sub/Dockerfile'],
  ['./sub/', undefined, 'sub/Dockerfile'],
  ['sub', 'sub/docker/alpine.Dockerfile', 'sub/docker/alpine.Dockerfile'],
  ['sub', 'Dockerfile', 'Dockerfile'],
  [join(root, 'sub'), undefined, 'sub/Dockerfile'],
  ['.', join(root, 'sub/docker/alpine.Dockerfile'), 'sub/docker/alpine.Dockerfile'],
  ['.', 'nowhere', undefined],
  ['nowhere', undefined, undefined],
  ['.', 'sub', undefined],
  ['https://github.com/octo/app.git', 'Dockerfile', undefined],
  ['git@github.com:octo/app.git', undefined, undefined],
  ['{{defaultContext}}', 'Dockerfile', undefined],
  ['{{defaultContext}}:sub', undefined, undefined],
])('context %s, file %s: %s', async (context, file, found) => {
  expect(await readDockerfile({ context, file }, root)).toBe(found && `# ${found}`);
});
