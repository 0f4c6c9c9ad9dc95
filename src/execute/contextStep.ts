import type { Step } from '../plan/plan.ts';
import type { Effects, Running } from './running.ts';

/** Tells how large each build context is, and what should not be in it. */
export async function checkContexts(
  step: Extract<Step, { kind: 'check-context' }>,
  running: Running,
  { log, reportContext }: Effects,
): Promise<void> {
  for (const context of step.contexts) {
    const report = await reportContext(context);
    if (!report) continue;
    log.info(`Build context ${context.folder}: ${report.size}`);
    running.contexts.push({ folder: context.folder, size: report.size });
    for (const { level, text } of report.notices) {
      log[level](text);
      running[level === 'warning' ? 'warnings' : 'notices'].push(text);
    }
  }
}
