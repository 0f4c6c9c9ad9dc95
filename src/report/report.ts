import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setOutput } from '@actions/core';
import type { Log } from '../host/log.ts';
import type { Plan } from '../plan/plan.ts';
import { outputsOf, type Report } from './outputs.ts';
import { formatSummary } from './summary.ts';

export interface ReportSettings {
  summary: 'auto' | 'full' | 'off';
  environment: Readonly<Record<string, string | undefined>>;
  /** Where bake files are written. */
  temporary: string;
  log: Log;
}

/** Writes the outputs, the summary, and what a reader of the log looks for. */
export async function report({ plan, outcome }: Report, settings: ReportSettings): Promise<void> {
  const { environment, log } = settings;
  const written = { plan: { ...plan, metadata: await writeBakeFiles(plan, settings.temporary) }, outcome };
  for (const { level, text } of plan.notices) log[level](text);
  if (environment.GITHUB_OUTPUT) for (const [name, value] of outputsOf(written)) setOutput(name, value);
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (settings.summary !== 'off' && file) await appendFile(file, formatSummary(written, settings.summary));
  for (const image of outcome.images) log.info(image);
}

/** The bake files that later steps read; the plan names their paths. https://docs.docker.com/build/bake/reference/ */
async function writeBakeFiles({ metadata }: Plan, temporary: string): Promise<Plan['metadata']> {
  const folder = join(temporary, 'bake');
  await mkdir(folder, { recursive: true });
  const entries = await Promise.all(
    Object.entries(metadata.bakeFiles).map(async ([name, content]) => {
      const path = join(
        folder,
        name === 'all' ? 'docker-metadata-action-bake.json' : `docker-metadata-action-bake-${name}.json`,
      );
      await writeFile(path, content);
      return [name, path];
    }),
  );
  return { ...metadata, bakeFiles: Object.fromEntries(entries) as Plan['metadata']['bakeFiles'] };
}
