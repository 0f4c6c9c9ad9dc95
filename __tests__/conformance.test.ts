import { describe, expect, test } from 'vitest';
import { expectRow, readCases, runPurely } from './support/conformance.ts';

// Whoever changes `uses: docker/metadata-action` to this action gets the same names, labels and annotations.
// One difference is on purpose: without `tags`, our rule is `type=channel`; such cases get the four rules that
// docker/metadata-action has there, which are rules here too.
const cases = readCases();

describe('docker/metadata-action, by the pure functions', () => {
  test.skipIf(cases === undefined)(
    'cases are there (needs ../shared/conformance/metadata-action.json)',
    () => {
      expect(cases?.rows.length).toBeGreaterThan(0);
    },
  );

  test.each(cases?.rows ?? [])('$id', async (row) => {
    if (cases) expectRow(row, await runPurely(row, cases));
  });
});
