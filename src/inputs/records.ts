import { parseCsv } from '../csv.ts';
import { messageOf } from '../errors.ts';
import { InputFault, lines, nearest, type Parser } from './parsers.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * A list of records, each with named fields, written as users do: a YAML list, a JSON list, or a line each
 * (`host=ghcr.io,username=me`; a bare first word is the first field). Unknown fields are faults. Where a field is a
 * password, no fault quotes anything of the entry.
 */
export function recordsOf(
  known: readonly string[],
  required: readonly string[],
): Parser<Promise<readonly Fields[]>> {
  const secret = known.includes('password');
  return async (value) => {
    const rows = /^(-\s|-$|\[|\{)/.test(withoutHead(value))
      ? await structured(value, secret)
      : lines(value).map((line, index) => csvRecord(line, { index, firstField: known[0] ?? '' }));
    const faults = rows.flatMap((row, index) => faultsOf(row, { index, known, required, secret }));
    if (faults.length > 0) throw new InputFault(faults.join('; '));
    return rows;
  };
}

/** A list may stand below a comment. */
function withoutHead(value: string): string {
  return value.replace(/^(?:\s*#[^\n]*(?:\n|$))+\s*/, '');
}

/** The YAML parser is large and rarely needed, so it is loaded here. */
async function structured(value: string, secret: boolean): Promise<Fields[]> {
  const { parseYaml } = await import('./yaml.ts');
  let parsed: unknown;
  try {
    parsed = parseYaml(value, { schema: 'failsafe', logLevel: 'error' });
  } catch (error) {
    const [reason = ''] = messageOf(error).split('\n');
    if (!secret) throw new InputFault(`expected a YAML list: ${reason}`);
    const place = / at line \d+, column \d+/.exec(reason)?.[0] ?? '';
    throw new InputFault(`expected a YAML list, which cannot be read${place}`, 'put a password into quotes');
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

function csvRecord(line: string, { index, firstField }: { index: number; firstField: string }): Fields {
  const fault = (text: string) => new InputFault(`entry ${index + 1} ${text}`);
  return Object.fromEntries(
    fieldsOf(line, fault).map((field, position) => {
      const at = field.indexOf('=');
      if (at > 0) return [field.slice(0, at), field.slice(at + 1)];
      if (position === 0 && at < 0) return [firstField, field];
      throw fault('has a value without a name; put a field whose value has a comma into quotes, whole');
    }),
  );
}

function fieldsOf(line: string, fault: (text: string) => InputFault): string[] {
  try {
    const [fields = []] = parseCsv(line, { relaxed: true, trimmed: true });
    return fields.filter(Boolean);
  } catch {
    throw fault('has quotes that do not close');
  }
}

function faultsOf(
  row: Fields,
  rule: { index: number; known: readonly string[]; required: readonly string[]; secret: boolean },
): string[] {
  const where = `entry ${rule.index + 1}`;
  const unknown = Object.keys(row).filter((key) => !rule.known.includes(key));
  const missing = rule.required.filter((key) => !row[key]);
  return [
    ...unknown.map(
      (key) =>
        `${where} has an unknown field${rule.secret ? '' : ` "${key}"`}, ${nearest(key, rule.known) ?? `known are ${rule.known.join(', ')}`}`,
    ),
    ...missing.map((key) => `${where} lacks "${key}"`),
  ];
}
