import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inputRows } from '../../src/inputs/schema.ts';
import { exampleInputs, readExample } from '../support/example.ts';
import { testWith } from '../support/parts.ts';

// What each of them publishes is in process/systems.test.ts.
const FOLDER = fileURLToPath(new URL('../../examples', import.meta.url));
const paths = globSync('*/*.yml', { cwd: FOLDER }).sort();

test('each system has a workflow', () => {
  const systems = new Set(paths.map((path) => path.split('/')[0]));
  expect([...systems]).toEqual(expect.arrayContaining(['cortex', 'enterprise', 'hydra', 'sops', 'wallos']));
});

describe.each(paths)('examples/%s', (path) => {
  test('grants nothing beyond its jobs, and pins what it runs', () => {
    const workflow = readExample(path);
    expect(workflow.permissions).toEqual({});
    for (const { permissions, steps } of Object.values(workflow.jobs)) {
      expect(permissions).toBeDefined();
      for (const { uses } of steps)
        expect(uses ?? 'a script').toMatch(
          /^(OWNER\/publish-image@v1|[\w-]+\/[\w-]+@[0-9a-f]{40}|a script)$/,
        );
    }
  });

  test('sets inputs that exist', () => {
    const known = inputRows.map(({ name }) => name);
    for (const job of Object.keys(readExample(path).jobs)) {
      const given = Object.keys(exampleInputs(path, job));
      expect(given.length).toBeGreaterThan(0);
      expect(given.filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  testWith('actionlint')('is what actionlint accepts', () => {
    execFileSync('actionlint', ['-no-color', `${FOLDER}/${path}`], { encoding: 'utf8' });
  });
});
