import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { exportVariables, saveState, setOutputs } from '../../src/host/fileCommands.ts';
import { parseFileCommands } from '../support/fileCommands.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';

afterEach(() => vi.unstubAllEnvs());
afterAll(removeFolders);

test.each([
  ['GITHUB_OUTPUT', (name: string, value: string) => setOutputs([[name, value]])],
  ['GITHUB_STATE', saveState],
  ['GITHUB_ENV', (name: string, value: string) => exportVariables([[name, value]])],
])('%s takes values as they are, one after the other', (variable, write) => {
  const file = join(temporaryFolder(), 'commands');
  writeFileSync(file, '');
  vi.stubEnv(variable, file);
  const values = { plain: 'one', lines: 'a\n\nb\n', 'looks-like': 'x<<EOF\ny\nEOF', empty: '' };
  for (const [name, value] of Object.entries(values)) write(name, value);
  expect(parseFileCommands(readFileSync(file, 'utf8'))).toEqual(values);
});

test('nothing is written where there is no runner', () => {
  vi.stubEnv('GITHUB_OUTPUT', '');
  expect(() => setOutputs([['name', 'value']])).not.toThrow();
});

test('a file that cannot be written is no defect of ours', () => {
  vi.stubEnv('GITHUB_OUTPUT', join(temporaryFolder(), 'gone', 'output'));
  expect(() => setOutputs([['name', 'value']])).toThrow(
    /^GITHUB_OUTPUT names a file that cannot be written: ENOENT: /,
  );
});
