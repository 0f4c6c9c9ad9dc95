import { posix } from 'node:path';

interface Pattern {
  expression: RegExp;
  /** `!`: takes back what patterns before it left out. */
  exception: boolean;
  /** What it starts with, up to its first wildcard. */
  literal: string;
}

/** For each pattern whether it matches a folder or one above it. */
type Matched = readonly boolean[];

/** What one path came to. */
export interface IgnoreMatch {
  ignored: boolean;
  /** Handed to `match` for what lies in this folder. */
  matched: Matched;
}

export interface Dockerignore {
  /** Whether a path, relative to the context and with slashes, is left out; `above` is its folder's own result. */
  match(path: string, above?: IgnoreMatch): IgnoreMatch;
  /** Whether something in a folder that is left out may still be taken in. */
  mayContainExceptions(folder: string): boolean;
}

/**
 * The rules of a .dockerignore file as BuildKit reads them: not those of .gitignore. A pattern is anchored at the context,
 * and the last one that matches decides. https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function parseDockerignore(text: string): Dockerignore {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .flatMap(parsePattern);
  return {
    match: (path, above) => matchAll(patterns, path, above),
    mayContainExceptions: (folder) =>
      patterns.some(
        ({ exception, literal }) =>
          exception && (`${folder}/`.startsWith(literal) || literal.startsWith(`${folder}/`)),
      ),
  };
}

function parsePattern(line: string): Pattern[] {
  const exception = line.startsWith('!');
  const written = (exception ? line.slice(1) : line).trim();
  if (written === '') return [];
  const clean = posix
    .normalize(written)
    .replace(/(?<=.)\/$/, '')
    .replace(/^\/(?=.)/, '');
  const literal = /^[^*?[\\]*/.exec(clean)?.[0] ?? '';
  try {
    return [{ expression: new RegExp(`^${expressionOf(clean)}$`, 's'), exception, literal }];
  } catch {
    return []; // the builder tells of a pattern that is none
  }
}

/** `**` spans folders, `*` and `?` stay within one; the rest is Go's filepath.Match. https://pkg.go.dev/path/filepath#Match */
function expressionOf(pattern: string): string {
  const [, stars, plain] = /^(\*\*(?!\/))?([^*?[\]\\]+)$/.exec(pattern) ?? [];
  if (plain !== undefined) return `${stars ? '.*' : ''}${plain.replaceAll(/[.+()|{}^$]/g, '\\$&')}`;
  return pattern.replace(
    /\*\*\/?|\*|\?|\\([\s\S]?)|[.+()|{}$]/g,
    (token, escaped: string | undefined, at: number) => {
      if (token.startsWith('**')) return at + token.length === pattern.length ? '.*' : '(?:.*/)?';
      if (token === '*') return '[^/]*';
      if (token === '?') return '[^/]';
      return escaped === undefined ? `\\${token}` : `\\${escaped || '\\'}`;
    },
  );
}

/** A pattern that matched a folder matches all that is in it. */
function matchAll(patterns: readonly Pattern[], path: string, above: IgnoreMatch | undefined): IgnoreMatch {
  let ignored = false;
  const matched = patterns.map(({ expression, exception }, index) => {
    const inherited = above?.matched[index] === true;
    // a pattern that could change nothing is not looked at, as in BuildKit
    const found = inherited || (exception === ignored && expression.test(path));
    if (found) ignored = !exception;
    return found;
  });
  return { ignored, matched };
}
