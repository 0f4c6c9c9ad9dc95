import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withPlainContexts } from '../../src/execute/plainContexts.ts';
import { planBake } from '../../src/plan/bake.ts';
import { buildOf, inputsOf } from '../support/plans.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';

afterAll(removeFolders);

async function contextOf(context: string): Promise<string | undefined> {
  const facts = { pushTo: [], storeless: false, caches: {} };
  const builds = [{ ...buildOf('linux/amd64'), context }];
  const definition = planBake((await inputsOf({})).build, { ...facts, builds });
  return withPlainContexts(definition, temporaryFolder()).targets['linux-amd64']?.context;
}

test('a folder whose name is not ASCII is seen through one that is', async () => {
  const folder = join(temporaryFolder(), 'bücher');
  mkdirSync(folder);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch');
  const context = await contextOf(folder);
  expect(context).toMatch(/^[ -~]*\/b%C3%BCcher$/);
  expect(readFileSync(join(String(context), 'Dockerfile'), 'utf8')).toBe('FROM scratch');
});

test.each(['.', '/', 'not/thére', 'https://a.test/ü.git#main'])('%s stays as it is', async (context) =>
  expect(await contextOf(context)).toBe(context),
);
