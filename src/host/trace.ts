import { createHash } from 'node:crypto';

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The trace that a run belongs to: a W3C trace id in hex, and the parent to hand to children; `unknown` and '' outside one. */
export interface Trace {
  traceId: string;
  traceparent: string;
}

/** The trace that a W3C traceparent names; undefined where it is not valid. https://www.w3.org/TR/trace-context/#traceparent-header */
export function parseTraceparent(text: string): Trace | undefined {
  const match = TRACEPARENT.exec(text.trim());
  return match?.[1] ? { traceId: match[1], traceparent: text.trim() } : undefined;
}

/**
 * The trace of a workflow's job, derived as the OpenTelemetry collector's GitHub receiver derives it,
 * so that what we label leads to the workflow's own trace.
 */
export function traceOfRun(run: { id: string; attempt: string; checkRunId: string | undefined }): Trace {
  if (!run.id || !run.attempt) return { traceId: 'unknown', traceparent: '' };
  const traceId = hex(`${run.id}${run.attempt}t`).slice(0, 32);
  const isCheckRun = run.checkRunId !== undefined && /^\d+$/.test(run.checkRunId);
  const span = (isCheckRun ? hex(`${run.checkRunId}-j`) : hex(`${run.id}${run.attempt}s`)).slice(16, 32);
  return { traceId, traceparent: `00-${traceId}-${span}-01` };
}
