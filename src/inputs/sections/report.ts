import { traceparent } from '../forms.ts';
import { choice } from '../parsers.ts';
import { fromRunner, optional, withDefault } from '../row.ts';

/** What is told. */
export const report = {
  summary: withDefault('summary', ['auto', choice(['auto', 'full', 'off'])], 'The job summary.'),
  traceparent: optional(
    'traceparent',
    traceparent,
    'W3C trace context to join, instead of the one found or derived. buildx joins one that is given or found, and a derived one where `OTEL_…` variables are set.',
  ),
  checkRunId: fromRunner(
    'check-run-id',
    '${{ job.check_run_id }}',
    "The job's check run, for the trace; leave as it is.",
  ),
} as const;
