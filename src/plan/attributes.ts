import { parseCsv } from '../csv.ts';
import { UserError } from '../errors.ts';

/** One line of an input, taken apart: `type=raw,foo,enable=true` has the bare word `foo` and two attributes. */
export interface AttributeLine {
  line: string;
  bare: readonly string[];
  /** In the order written; keys in lower case, values trimmed. */
  attributes: readonly (readonly [key: string, value: string])[];
}

/** The lines of an input that count: no blank ones, and none that start with `#`. */
export function significantLines(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Reads a line as CSV with attributes `key=value`; an attribute that has a comma stands in double quotes, whole.
 * Throws a UserError for quotes that cannot be read.
 */
export function parseAttributeLine(line: string): AttributeLine {
  const outer = csvFields(line);
  // A line in quotes as a whole is the line inside.
  const inner = outer.length === 1 && line.startsWith('"') ? csvFields(outer[0] ?? '') : outer;
  const fields = inner.map((field) => field.trim());
  const isBare = (field: string) => field.indexOf('=') <= 0;
  const pairs = fields
    .filter((field) => !isBare(field))
    .map((field) => {
      const at = field.indexOf('=');
      return [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1).trim()] as const;
    });
  return { line, bare: fields.filter((field) => isBare(field) && field !== ''), attributes: pairs };
}

function csvFields(line: string): string[] {
  try {
    return parseCsv(line)[0] ?? [];
  } catch (cause) {
    throw new UserError(
      'its quotes cannot be read; quote a whole attribute, "pattern=a,b", and use single quotes inside {{…}}',
      { cause },
    );
  }
}
