/**
 * Brings up what tests need, then runs them: `node scripts/test.ts [unit | process] [file]…`; all where nothing is named.
 * The last line counts what passed, failed and was skipped, and names each part that was missing.
 */
import { resolve } from 'node:path';
import { startVitest, type TestCase, type TestModule } from 'vitest/node';
import { distDrift } from './build.ts';
import { bundle } from './bundle.ts';
import { bringUp, explain } from './engine.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PROJECTS = ['unit', 'process'];

/** Ends a test's title where it needs a part that not every machine has: `signs (needs cosign)`. */
const NEEDS = /\(needs ([^)]+)\)/;

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const project = names.filter((name) => PROJECTS.includes(name));
  const files = names.filter((name) => !PROJECTS.includes(name));
  if (!(project.length === 1 && project[0] === 'unit')) {
    await bringUp().catch(explain);
    await warnOfOldBundle();
  }
  const options = {
    run: true,
    watch: false,
    passWithNoTests: true,
    ...(project.length > 0 ? { project } : {}),
  };
  const vitest = await startVitest('test', files, options);
  const modules = vitest.state.getTestModules();
  const errors = vitest.state.getUnhandledErrors();
  await vitest.close();
  const { line, ok } = tally(modules, errors);
  console.log(line);
  process.exit(ok ? 0 : 1); // a test may have left a handle open
}

async function warnOfOldBundle(): Promise<void> {
  const drift = await bundle(ROOT).then(distDrift, () => ['src/ can not be bundled']);
  if (drift.length > 0)
    console.warn('dist/ is not what src/ makes, and dist/ is what is tested: run npm run build');
}

function tally(modules: readonly TestModule[], errors: readonly unknown[]) {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: ReturnType<TestCase['result']>['state']) =>
    tests.filter((test) => test.result().state === state).length;
  const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
  const failed = count('failed') + broken;
  const skipped = tests.filter((test) => ['skipped', 'pending'].includes(test.result().state));
  const parts = Map.groupBy(skipped, (test) => NEEDS.exec(test.fullName)?.[1] ?? 'no part named');
  const missing = [...parts].map(([part, { length }]) => `${part}: ${length}`).join('; ');
  const line = `tests: ${count('passed')} passed, ${failed} failed, ${skipped.length} skipped${missing && ` (missing ${missing})`}`;
  return { line, ok: failed === 0 && tests.length > 0 };
}

await main();
