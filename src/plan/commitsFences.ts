const BACKTICK = 96;
const TILDE = 126;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/s;

/** How many `<details>` a line opens, less those that it closes. */
export function foldsIn(line: string): number {
  if (!line.includes('details')) return 0;
  return (line.match(/<details\b/gi)?.length ?? 0) - (line.match(/<\/details\s*>/gi)?.length ?? 0);
}

/** A function from the line that opens a fence to the one that closes it; each line is looked at few times. */
export function fences(lines: readonly string[]): (at: number) => number | undefined {
  const neverClosed = new Map<string, number>();
  return (at) => {
    const first = lines[at]?.trimStart().charCodeAt(0);
    if (first !== BACKTICK && first !== TILDE) return undefined;
    const [, opening = '', info = ''] = FENCE.exec(lines[at] ?? '') ?? [];
    const mark = opening.charAt(0);
    if (
      mark === '' ||
      (mark === '`' && info.includes('`')) ||
      opening.length >= (neverClosed.get(mark) ?? Infinity)
    )
      return undefined;
    for (let end = at + 1; end < lines.length; end++) {
      const [, closing = '', rest = ''] = FENCE.exec(lines[end] ?? '') ?? [];
      if (closing.startsWith(opening) && rest.trim() === '') return end;
    }
    neverClosed.set(mark, opening.length);
    return undefined;
  };
}
