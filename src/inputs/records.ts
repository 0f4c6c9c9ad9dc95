import { parse as parseCsv } from 'csv-parse/sync';
import { InputFault, nearest, type Parser } from './parsers.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * A list of records, each with named fields, written as users do: a YAML list, a JSON list, or a line each
 * (`host=ghcr.io,username=me`; a bare first word is the first field). Unknown fields are faults.
 */
export function recordsOf(
  known: readonly string[],
  required: readonly string[],
): Parser<Promise<readonly Fields[]>> {
  return async (value) => {
    const rows = /^(-\s|-$|\[|\{)/.test(value)
      ? await structured(value)
      : value
          .split(/\r?\n/)
          .filter((line) => line.trim())
          .map((line) => csvRecord(line, known[0] ?? ''));
    const faults = rows.flatMap((row, index) => faultsOf(row, { index, known, required }));
    if (faults.length > 0) throw new InputFault(faults.join('; '));
    return rows;
  };
}

/** The YAML parser is large and rarely needed, so it is loaded here. */
async function structured(value: string): Promise<Fields[]> {
  const { parseYaml } = await import('./yaml.ts');
  let parsed: unknown;
  try {
    parsed = parseYaml(value, { schema: 'failsafe' });
  } catch (error) {
    throw new InputFault(
      `expected a YAML list: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  }
  if (!Array.isArray(parsed)) throw new InputFault('expected a list, each entry starting with "- "');
  return parsed.map((entry, index) => {
    if (typeof entry !== 'object' || entry === null)
      throw new InputFault(`entry ${index + 1} has no named fields`);
    return Object.fromEntries(Object.entries(entry).map(([key, field]) => [key, fieldText(field)]));
  });
}

function fieldText(field: unknown): string {
  if (typeof field === 'string') return field;
  return Array.isArray(field) ? field.join('\n') : JSON.stringify(field);
}

function csvRecord(line: string, firstField: string): Fields {
  const fields: string[] =
    parseCsv(line, { relax_quotes: true, relax_column_count: true, trim: true })[0] ?? [];
  return Object.fromEntries(
    fields.filter(Boolean).map((field) => {
      const at = field.indexOf('=');
      return at < 0 ? [firstField, field] : [field.slice(0, at), field.slice(at + 1)];
    }),
  );
}

function faultsOf(
  row: Fields,
  rule: { index: number; known: readonly string[]; required: readonly string[] },
): string[] {
  const where = `entry ${rule.index + 1}`;
  const unknown = Object.keys(row).filter((key) => !rule.known.includes(key));
  const missing = rule.required.filter((key) => !row[key]);
  return [
    ...unknown.map(
      (key) =>
        `${where} has an unknown field "${key}", ${nearest(key, rule.known) ?? `known are ${rule.known.join(', ')}`}`,
    ),
    ...missing.map((key) => `${where} lacks "${key}"`),
  ];
}
