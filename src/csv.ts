/** How strictly a text is read. */
interface Reading {
  /** Quotes that stand in the middle of a field, or do not end it, are part of it. */
  relaxed?: boolean;
  /** Blanks around fields are none of theirs. */
  trimmed?: boolean;
  /** Records that start with `#` are left out. */
  comments?: boolean;
}

interface Field {
  text: string;
  quoted: boolean;
  /** Where it ends: at a comma, a line break, or the end. */
  end: number;
}

const QUOTED = /"[^"]*(?:""[^"]*)*"(?!")/y;
const PLAIN = /[^,\r\n]*/y;
const BLANKS = /[ \t\f]*/y;
const COMMENT = /[ \t\f]*#[^\r\n]*/y;

/**
 * Parses comma-separated values into records; empty lines are left out, and records need not be of one length. A field in
 * quotes may hold commas, line breaks and doubled quotes. Throws an Error for quotes that cannot be read.
 * https://www.rfc-editor.org/rfc/rfc4180#section-2
 */
export function parseCsv(text: string, reading: Reading = {}): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (let at = 0; at < text.length || record.length > 0; ) {
    const start = reading.comments && record.length === 0 ? endOf(COMMENT, text, at) : at;
    const { text: field, quoted, end } = readField(text, start, reading);
    const isEmptyLine = record.length === 0 && field === '' && !quoted && text[end] !== ',';
    if (!isEmptyLine) record.push(field);
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (text[end] === ',') continue;
    if (record.length > 0) records.push(record);
    record = [];
  }
  return records;
}

function readField(text: string, start: number, { relaxed = false, trimmed = false }: Reading): Field {
  const from = trimmed ? endOf(BLANKS, text, start) : start;
  const closed = text[from] === '"' ? endOf(QUOTED, text, from) : from;
  if (text[from] === '"' && closed === from) throw new Error('a quote is never closed');
  const end = endOf(PLAIN, text, closed);
  const rest = text.slice(closed, end);
  if (closed > from && (trimmed ? rest.trim() : rest) === '')
    return { text: text.slice(from + 1, closed - 1).replaceAll('""', '"'), quoted: true, end };
  if (closed > from && (!relaxed || trimmed)) throw new Error('text follows a closing quote');
  if (!relaxed && rest.includes('"')) throw new Error('a quote stands in the middle of a field');
  const whole = closed > from ? `"${text.slice(from + 1, closed - 1).replaceAll('""', '"')}"${rest}` : rest;
  return { text: trimmed ? whole.trimEnd() : whole, quoted: closed > from, end };
}

/** The end of what a sticky pattern matches at a place; the place itself where it does not. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Whether buildx's options, such as `type=local,dest=out`, are of one of these types. */
export function isOfType(options: string, ...types: readonly string[]): boolean {
  return new RegExp(`(?:^|,)type=(?:${types.join('|')})(?:,|$)`).test(options);
}
