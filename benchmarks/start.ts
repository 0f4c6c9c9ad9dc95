import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../__tests__/support/runner.ts';
import { bundle } from '../scripts/bundle.ts';
import { alternate, type Measurement, timed } from './measure.ts';
import { readPeak, reportPeak } from './peak.ts';
import { makeProject, PREFIX, publish, run } from './project.ts';

const ROOT = resolve(import.meta.dirname, '..');
const node = (...args: string[]) => timed(() => run([process.execPath, ...args]));

/** The start of the bundle up to where it would read its inputs, over an empty process. */
export async function start(): Promise<Measurement> {
  const main = resolve(ROOT, 'dist/chunks/main.js');
  const medians = await alternate(25, {
    ours: () => node('--input-type=module', '--eval', `await import(${JSON.stringify(main)})`),
    bare: () => node('--input-type=module', '--eval', ''),
  });
  return {
    name: 'start of the bundle, over an empty process',
    unit: 'ms',
    ...medians,
    by: 'difference',
    limit: 60,
  };
}

/** What the runner reads before anything happens, and all that is shipped. */
export async function sizes(): Promise<Measurement[]> {
  const { startBytes } = await bundle(ROOT);
  const dist = join(ROOT, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((name) =>
    statSync(join(dist, name)),
  );
  const total = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  return [
    {
      name: 'first chunk, unminified',
      unit: 'KB',
      ours: startBytes.index / 1000,
      bare: 0,
      by: 'value',
      limit: 300,
    },
    { name: 'dist in total', unit: 'KB', ours: total / 1000, bare: 0, by: 'value', limit: 4000 },
  ];
}

/** Peak memory of the node process in a whole publication. */
export async function memory(): Promise<Measurement> {
  const project = await makeProject(0);
  const peak = join(makeFolder('bench-'), 'peak');
  const env = { NODE_OPTIONS: `--require=${reportPeak(peak)}` };
  await publish(project, '1.0.0', { images: `${PREFIX}/memory` }, env);
  return {
    name: 'peak memory of a publication',
    unit: 'MB',
    ours: readPeak(peak),
    bare: 0,
    by: 'value',
    limit: 120,
  };
}
