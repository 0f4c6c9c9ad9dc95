import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
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
  if (environment.GITHUB_OUTPUT) writeOutputs(done, settings);
  writeSummary(done, settings);
  for (const image of outcome.images) log.info(image);
}

/** What cannot be shown is no reason to fail. */
function writeSummary(done: Report, { environment, summary, log }: ReportSettings): void {
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (!file || summary === 'off') return;
  try {
    appendFileSync(file, formatSummary(done, summary));
  } catch (error) {
    log.warning(`The job summary was not written: ${messageOf(error)}`);
  }
}

function writeOutputs({ plan, outcome }: Report, { environment, temporary }: ReportSettings): void {
  const written = { plan: { ...plan, metadata: writeBakeFiles(plan, temporary) }, outcome };
  const outputs = outputsOf(written);
  setOutputs(outputs);
  exportVariables(metadataVariables(outputs, environment));
}

/**
 * The bake files that later steps read; the plan names their paths. The folder is new, since a job may run the action
 * more than once. https://docs.docker.com/build/bake/reference/
 */
function writeBakeFiles({ metadata }: Plan, temporary: string): Plan['metadata'] {
  mkdirSync(temporary, { recursive: true });
  const folder = mkdtempSync(join(temporary, 'publish-image-bake-'));
  const entries = Object.entries(metadata.bakeFiles).map(([name, content]) => {
    const part = name === 'all' ? '' : `-${name}`;
    const path = join(folder, `docker-metadata-action-bake${part}.json`);
    writeFileSync(path, content);
    return [name, path];
  });
  return { ...metadata, bakeFiles: Object.fromEntries(entries) as Plan['metadata']['bakeFiles'] };
}
