import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../__tests__/support/runner.ts';
import { sideBySide } from './builds.ts';
import type { Measurement } from './measure.ts';
import { makeProject, PREFIX, publish } from './project.ts';

/** An image with a layer of 400 MB that did not change: the time it takes, and what we write to disk. */
export async function unchangedLayer(): Promise<Measurement[]> {
  const project = await makeProject(400);
  const images = `${PREFIX}/layer`;
  const medians = await sideBySide({ runs: 5, project, image: images });
  const file = join(makeFolder('bench-'), 'written');
  const recorder = new URL('./written.ts', import.meta.url).href;
  await publish(project, '1.1.0', { images }, { NODE_OPTIONS: `--import=${recorder}`, WRITTEN_TO: file });
  const written = readFileSync(file, 'utf8').trim().split('\n').map(Number);
  return [
    { name: 'build with an unchanged layer of 400 MB', unit: 'ms', ...medians, by: 'ratio', limit: 1 },
    {
      name: 'written to disk by main or post with it, at the most',
      unit: 'KB',
      ours: Math.max(...written) / 1024,
      bare: 0,
      by: 'value',
      limit: 1024,
    },
  ];
}
