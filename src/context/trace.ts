import { parseTraceparent, traceOfRun } from '../host/trace.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { Run, Trace } from './context.ts';

/** The trace that the input names, else the environment, else the one that follows from the run. */
export function traceOf(
  inputs: Inputs['report'],
  { environment, run }: { environment: Readonly<Record<string, string | undefined>>; run: Run },
): Trace {
  return (
    parseTraceparent(inputs.traceparent ?? '') ??
    parseTraceparent(environment.TRACEPARENT ?? '') ??
    traceOfRun({ id: run.id, attempt: run.attempt, checkRunId: inputs.checkRunId })
  );
}
