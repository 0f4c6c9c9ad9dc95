import { describe, expect, test } from 'vitest';
import { parseTraceparent, traceOfRun } from '../../src/host/trace.ts';

const TRACE = 'bacd7baef7d0654b6b64f15eb358d881';

describe('derived from the run', () => {
  test.each<[string, Parameters<typeof traceOfRun>[0], string]>([
    [
      "the run's root",
      { id: '123456789', attempt: '1', checkRunId: undefined },
      `00-${TRACE}-482dc3ca44fb729b-01`,
    ],
    ['the job', { id: '123456789', attempt: '1', checkRunId: '987654' }, `00-${TRACE}-cc79018c2864a331-01`],
    [
      'a job that is not told',
      { id: '123456789', attempt: '1', checkRunId: '' },
      `00-${TRACE}-482dc3ca44fb729b-01`,
    ],
    [
      'a job that is no number',
      { id: '123456789', attempt: '1', checkRunId: 'x1' },
      `00-${TRACE}-482dc3ca44fb729b-01`,
    ],
  ])('%s', (_, run, traceparent) => expect(traceOfRun(run)).toEqual({ traceId: TRACE, traceparent }));

  test('another attempt is another trace', () => {
    expect(traceOfRun({ id: '123456789', attempt: '2', checkRunId: undefined }).traceId).not.toBe(TRACE);
  });

  test.each([
    ['', ''],
    ['123456789', ''],
    ['', '1'],
  ])('outside a workflow: run %j, attempt %j', (id, attempt) => {
    expect(traceOfRun({ id, attempt, checkRunId: '1' })).toEqual({ traceId: 'unknown', traceparent: '' });
  });
});

describe('a traceparent', () => {
  const ID = '0af7651916cd43dd8448eb211c80319c';

  test.each([`00-${ID}-b7ad6b7169203331-01`, ` 00-${ID}-b7ad6b7169203331-00\n`])('%j', (text) => {
    expect(parseTraceparent(text)).toEqual({ traceId: ID, traceparent: text.trim() });
  });

  test.each([
    '',
    ID,
    `00-${ID}-b7ad6b7169203331`,
    `00-${ID.toUpperCase()}-b7ad6b7169203331-01`,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-${ID}-${'0'.repeat(16)}-01`,
    `ff-${ID}-b7ad6b7169203331-01`,
    `00-${ID}-b7ad6b7169203331-01-more`,
    `00-${ID}x-b7ad6b7169203331-01`,
    `00-${ID}-b7ad6b7169203331-01\n::error::x`,
  ])('%j is none', (text) => expect(parseTraceparent(text)).toBeUndefined());
});
