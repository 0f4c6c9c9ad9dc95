/** A commit as git tells it. */
export interface Commit {
  sha: string;
  parents: readonly string[];
  /** As it was written, LF or CRLF; the title alone where the body was said to tell nothing. */
  message: string;
}

export interface Range {
  /** Newest first; no commit stands behind its own ancestors. */
  commits: readonly Commit[];
  /** Commits just outside: parents of commits in the range. Incomplete where paths were asked for. */
  boundary: ReadonlySet<string>;
}

/**
 * Whether more of a message than its title is worth keeping: a long history is mostly bodies that nobody reads.
 * Its bytes come as Latin-1, where each is a character.
 */
export type TellsMore = (message: string) => boolean;

/** What `git log -z --boundary --format=%m%H%n%P%n%B` prints, one commit a record. */
export const RECORD_FORMAT = '%m%H%n%P%n%B';

const NUL = 0;
const LF = 10;
const BOUNDARY = 45;

interface Reading {
  commits: Commit[];
  boundary: Set<string>;
  tells: TellsMore;
}

/** Reads records piece by piece, as git prints them. They end in NUL, which no message can hold. */
export function openRange(tells: TellsMore): { push(piece: Buffer): void; close(): Range } {
  const reading: Reading = { commits: [], boundary: new Set(), tells };
  let begun: Buffer[] = [];
  const push = (piece: Buffer) => {
    const first = piece.indexOf(NUL) + 1;
    if (first === 0) {
      begun.push(piece);
      return;
    }
    const last = piece.lastIndexOf(NUL) + 1;
    readRecords(Buffer.concat([...begun, piece.subarray(0, first)]), reading);
    readRecords(piece.subarray(first, last), reading);
    begun = [piece.subarray(last)];
  };
  const close = () => {
    push(Buffer.of(NUL));
    return reading;
  };
  return { push, close };
}

/** Records are found in a text of Latin-1; what is kept is copied, so that it does not keep all the text. */
function readRecords(bytes: Buffer, { commits, boundary, tells }: Reading): void {
  const text = bytes.toString('latin1');
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\0', start);
    const afterSha = text.indexOf('\n', start);
    if (text.charCodeAt(start) === BOUNDARY) boundary.add(bytes.toString('latin1', start + 1, afterSha));
    else if (end > start) {
      const afterParents = text.indexOf('\n', afterSha + 1);
      const from = afterParents + 1;
      const to = endOfMessage(text, { from, end, tells });
      // mostly the parent that the record before has named: one text for both
      const named = commits.at(-1)?.parents[0];
      const known = named !== undefined && text.startsWith(named, start + 1);
      commits.push({
        sha: known ? named : bytes.toString('latin1', start + 1, afterSha),
        parents: parentsOf(bytes.toString('latin1', afterSha + 1, afterParents)),
        message: bytes.toString('utf8', from, to),
      });
    }
    start = end + 1;
  }
}

/** Where the part of a message ends that is kept: without the line breaks that git puts behind it. */
function endOfMessage(
  text: string,
  { from, end, tells }: { from: number; end: number; tells: TellsMore },
): number {
  const line = text.indexOf('\n', from);
  const title = line < 0 || line > end ? end : line;
  if (title === end || !tells(text.slice(from, end))) return title;
  let to = end;
  while (to > from && text.charCodeAt(to - 1) === LF) to--;
  return to;
}

function parentsOf(list: string): string[] {
  if (list === '') return [];
  return list.includes(' ') ? list.split(' ') : [list];
}
