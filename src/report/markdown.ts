type Row = readonly string[];

/** A table; empty where it has no rows. */
export function table(head: Row, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const line = (cells: Row) => `| ${cells.map(inline).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A list; lists inside of its texts stay lists. */
export function list(texts: readonly string[]): string {
  const item = (text: string) => text.split(/\r?\n(?= *- )/).map((part) => inline(part.trim()));
  return texts.map((text) => `- ${item(text).join('\n  ')}`).join('\n');
}

export const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;

/** What others wrote, in one line that can neither end a cell nor open a tag. */
const inline = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\r?\n/g, ' ');
