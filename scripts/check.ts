/** Checks everything and changes nothing: one line a check, the output of those that fail, exit code 1 where any does. */
import { delimiter, join, resolve } from 'node:path';
import { type Argv, exec } from '../src/host/exec.ts';
import { distDrift } from './build.ts';
import { type Bundle, bundle } from './bundle.ts';

const ROOT = resolve(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules/.bin');
const ARCHITECTURE = '__tests__/architecture.test.ts';

/** What an entry loads before it does anything, in bytes; and all that is shipped. */
const START_BUDGET = 300_000;
const DIST_BUDGET = 4_000_000;

/** What is wrong, empty where nothing is; 'skipped: …' where it could not be looked at. */
type Check = () => Promise<string>;

const env = {
  ...process.env,
  PATH: `${BIN}${delimiter}${process.env.PATH}`,
  NO_COLOR: '1',
  FORCE_COLOR: '0',
};

function command(...argv: Argv): Check {
  return async () => {
    const result = await exec(argv, { cwd: ROOT, env });
    return result.ok
      ? ''
      : result.error?.message || `${result.stdout}${result.stderr}`.trim() || `exit code ${result.exitCode}`;
  };
}

async function actionlint(): Promise<string> {
  const result = await exec(['actionlint'], { cwd: ROOT, env });
  if (result.error) return 'skipped: actionlint is not on PATH';
  return result.ok ? '' : `${result.stdout}${result.stderr}`;
}

async function sizes({ files, startBytes }: Bundle): Promise<string> {
  const total = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const over = (what: string, bytes: number, budget: number) =>
    bytes > budget ? [`${what} has ${bytes} bytes, ${bytes - budget} more than its budget`] : [];
  return [
    ...Object.entries(startBytes).flatMap(([name, bytes]) =>
      over(`what dist/${name}.js loads`, bytes, START_BUDGET),
    ),
    ...over('dist/', total, DIST_BUDGET),
  ].join('\n');
}

function checks(): readonly (readonly [string, Check])[] {
  const bundled = bundle(ROOT);
  bundled.catch(() => {}); // told by the checks that wait for it
  const vitest = ['vitest', 'run', '--project', 'unit'] as const;
  return [
    ['format and lint', command('biome', 'check', '.')],
    ['types', command('tsc', '-p', '.')],
    ['import table', command(...vitest, ARCHITECTURE)],
    ['unit tests', command(...vitest, '--exclude', ARCHITECTURE)],
    ['docs drift', command('node', 'scripts/docs.ts', '--check')],
    ['dist drift', async () => (await distDrift(await bundled)).join('\n')],
    ['sizes', async () => sizes(await bundled)],
    ['workflows', actionlint],
  ];
}

async function run(name: string, check: Check): Promise<boolean> {
  const started = performance.now();
  const fault = await check().catch((error: Error) => error.message);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const skipped = fault.startsWith('skipped');
  const ok = fault === '' || skipped;
  console.log(
    `${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(16)} ${seconds.padStart(5)} s${skipped ? `  ${fault}` : ''}`,
  );
  if (!ok) console.log(fault.replace(/^/gm, '       '));
  return ok;
}

const results = await Promise.all(checks().map(([name, check]) => run(name, check)));
process.exitCode = results.every(Boolean) ? 0 : 1;
