import { appendFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { exportVariables, setOutputs } from '../host/fileCommands.ts';
import type { Log } from '../host/log.ts';
import type { Plan } from '../plan/plan.ts';
import { metadataVariables } from './metadataVariables.ts';
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
export async function report(done: Report, settings: ReportSettings): Promise<void> {
  const { plan, outcome } = done;
  const { environment, log } = settings;
  for (const { level, text } of plan.notices) log[level](text);
  if (environment.GITHUB_OUTPUT) await writeOutputs(done, settings);
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (settings.summary !== 'off' && file)
    await appendFile(file, formatSummary(done, settings.summary)).catch((error) =>
      log.warning(`The job summary was not written: ${messageOf(error)}`),
    );
  for (const image of outcome.images) log.info(image);
}

async function writeOutputs(
  { plan, outcome }: Report,
  { environment, temporary }: ReportSettings,
): Promise<void> {
  const written = { plan: { ...plan, metadata: await writeBakeFiles(plan, temporary) }, outcome };
  const outputs = outputsOf(written);
  setOutputs(outputs);
  exportVariables(metadataVariables(outputs, environment));
}

/**
 * The bake files that later steps read; the plan names their paths. The folder is new, since a job may run the action
 * more than once. https://docs.docker.com/build/bake/reference/
 */
async function writeBakeFiles({ metadata }: Plan, temporary: string): Promise<Plan['metadata']> {
  await mkdir(temporary, { recursive: true });
  const folder = await mkdtemp(join(temporary, 'publish-image-bake-'));
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
