import type { MessageRules } from './commits.ts';

/** What a line may start with, beside the types of changes, for the body to tell anything. */
const STARTS = ['BREAKING', 'This reverts commit', 'Reverts ', 'Release-As:', 'release-as:'];
const COLON = 58;
const LONGEST_WORD = 40;

/**
 * Whether a line of a body starts with a word that may tell something. Most bodies have none, and a history
 * has thousands of them: this look takes a tenth of the time that reading the lines takes.
 */
export function isTelling(body: string, { levels, bullets }: MessageRules): boolean {
  for (let start = 0; start < body.length; ) {
    if (isStartLetter(body.charCodeAt(start)) && STARTS.some((text) => body.startsWith(text, start)))
      return true;
    const first = bullets ? afterBullet(body, start) : start;
    const end = endOfWord(body, first);
    if (end > first && isMark(body.charCodeAt(end)) && isType(body.slice(first, end), levels)) return true;
    const next = body.indexOf('\n', end);
    if (next < 0) return false;
    start = next + 1;
  }
  return false;
}

/** B, T, R, r. */
function isStartLetter(code: number): boolean {
  return code === 66 || code === 84 || code === 82 || code === 114;
}

function isType(word: string, levels: MessageRules['levels']): boolean {
  const type = word.toLowerCase();
  return type === 'feature' || Object.hasOwn(levels, type);
}

/** What may follow a type: `:`, `(`, `!`. */
function isMark(code: number): boolean {
  return code === COLON || code === 40 || code === 33;
}

/** Letters, digits, `-` and `_`, from a letter on; `start` where there is none. */
function endOfWord(text: string, start: number): number {
  if (!isLetter(text.charCodeAt(start))) return start;
  let end = start + 1;
  while (end < start + LONGEST_WORD && isWord(text.charCodeAt(end))) end++;
  return end;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isWord(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57) || code === 45 || code === 95;
}

function afterBullet(text: string, start: number): number {
  const mark = text[start];
  if (mark !== '*' && mark !== '-') return start;
  let at = start + 1;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}
