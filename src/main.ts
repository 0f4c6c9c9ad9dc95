import { gather } from './context/gather.ts';
import { joinErrors } from './errors.ts';
import type { Entry } from './host/entry.ts';
import { exec } from './host/exec.ts';
import { nextTurn } from './host/pause.ts';
import { temporaryFolder } from './host/temporary.ts';
import { InputsError, type Read, readInputs } from './inputs/read.ts';
import { report } from './report/report.ts';

/** The five stages: inputs, context, plan, execute, report. What comes after the context is loaded while that is read. */
export async function main(entry: Entry): Promise<void> {
  const { environment, cwd, log } = entry;
  const { inputs, warnings } = await readInputs(environment).catch(withListFaults);
  const gathering = gather(inputs, { exec, environment, cwd });
  gathering.catch(() => {}); // told where it is waited for
  await nextTurn(); // what is asked is written before something is loaded
  const { carryOut } = await import('./stages/carryOut.ts');
  const done = await carryOut(inputs, { entry, gathering, warnings }).catch((error: unknown) => {
    // there is no plan that would tell them
    for (const warning of warnings) log.warning(warning);
    throw error;
  });
  const settings = { summary: inputs.report.summary, environment, temporary: temporaryFolder(environment) };
  // whatever moved before a failure is reported first, and a failure of the report hides no other
  const reported = await report(done, { ...settings, log }).catch((error: unknown) => error);
  const faults = [done.outcome.failure, reported].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw joinErrors(faults);
}

/** The same where no post step comes after it: what the run has made for itself is undone at its end. */
export async function runAlone(entry: Entry): Promise<void> {
  const states = new Map<string, string>();
  await main({ ...entry, saveState: (name, value) => void states.set(name, value) }).finally(async () => {
    if (states.size > 0) await (await import('./execute/undo.ts')).undo((name) => states.get(name), entry);
  });
}

/** What is wrong with single inputs and what is wrong within lists is told together. */
async function withListFaults(error: unknown): Promise<Read> {
  if (!(error instanceof InputsError)) throw error;
  const { listFaults } = await import('./stages/release.ts');
  throw joinErrors([error, ...listFaults(error.inputs)]);
}
