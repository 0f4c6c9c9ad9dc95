import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// src/csv.ts
var QUOTED = /"[^"]*(?:""[^"]*)*"(?!")/y;
var PLAIN = /[^,\r\n]*/y;
var BLANKS = /[ \t\f]*/y;
var COMMENT = /[ \t\f]*#[^\r\n]*/y;
function parseCsv(text, reading = {}) {
  const records = [];
  let record = [];
  for (let at = 0; at < text.length || record.length > 0; ) {
    const start = reading.comments && record.length === 0 ? endOf(COMMENT, text, at) : at;
    const { text: field, quoted, end } = readField(text, start, reading);
    const isEmptyLine = record.length === 0 && field === "" && !quoted && text[end] !== ",";
    if (!isEmptyLine) record.push(field);
    at = end + (text.startsWith("\r\n", end) ? 2 : 1);
    if (text[end] === ",") continue;
    if (record.length > 0) records.push(record);
    record = [];
  }
  return records;
}
function readField(text, start, { relaxed = false, trimmed = false }) {
  const from = trimmed ? endOf(BLANKS, text, start) : start;
  const closed = text[from] === '"' ? endOf(QUOTED, text, from) : from;
  if (text[from] === '"' && closed === from) throw new Error("a quote is never closed");
  const end = endOf(PLAIN, text, closed);
  const rest = text.slice(closed, end);
  if (closed > from && (trimmed ? rest.trim() : rest) === "")
    return { text: text.slice(from + 1, closed - 1).replaceAll('""', '"'), quoted: true, end };
  if (closed > from && (!relaxed || trimmed)) throw new Error("text follows a closing quote");
  if (!relaxed && rest.includes('"')) throw new Error("a quote stands in the middle of a field");
  const whole = closed > from ? `"${text.slice(from + 1, closed - 1).replaceAll('""', '"')}"${rest}` : rest;
  return { text: trimmed ? whole.trimEnd() : whole, quoted: closed > from, end };
}
function endOf(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

export {
  parseCsv
};
