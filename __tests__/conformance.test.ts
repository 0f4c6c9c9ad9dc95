import { describe, expect, test } from 'vitest';
import { type RowRunner, readCases, runPurely } from './support/conformance.ts';

// Whoever changes `uses: docker/metadata-action` to this action gets the same names, labels and annotations.
// One difference is on purpose: without `tags`, our rule is `type=channel`; such cases get the four rules that
// docker/metadata-action has there, which are rules here too.
const cases = readCases();
const runners: readonly (readonly [string, RowRunner])[] = [['the pure functions', runPurely]];

describe.each(runners)('docker/metadata-action, by %s', (_name, run) => {
  test.skipIf(cases === undefined)(
    'cases are there (skipped: ../shared/conformance/metadata-action.json is not)',
    () => {
      expect(cases?.rows.length).toBeGreaterThan(0);
    },
  );

  test.each(cases?.rows ?? [])('$id', async (row) => {
    if (!cases) return;
    const result = await run(row, cases);
    const { version, tags, labels, annotations, json } = row.expect;
    if (version !== undefined) {
      expect(result.version).toBe(version.main ?? '');
      const main = version.main === undefined ? [] : [version.main];
      const plainNames = [...main, ...version.partial];
      expect(result.tagNames.slice(0, plainNames.length)).toEqual(plainNames);
      expect(result.tagNames.length).toBe(plainNames.length + (version.latest ? 1 : 0));
    }
    if (tags !== undefined) expect(result.tags).toEqual(tags);
    if (labels !== undefined) expect(result.labels).toEqual(labels);
    if (annotations !== undefined)
      expect(result.annotations).toEqual(annotations.map((line) => `manifest:${line}`));
    if (json !== undefined) expect(result.json).toEqual(json);
  });
});
