import { type Body, NOTHING, readBody } from './commitsBody.ts';
import { tellsMore } from './commitsScan.ts';
import { type Reading, type Targets, targetsOf, withoutNumber } from './revertTargets.ts';

/** How much a version grows. */
export type Level = 'major' | 'minor' | 'patch';

/** One change that a message tells of. https://www.conventionalcommits.org/en/v1.0.0/ */
export interface Change {
  /** In lower case; `feature` is `feat`. */
  type: string;
  scope: string | undefined;
  breaking: boolean;
  description: string;
}

/** A commit's message, read. */
export interface Message {
  title: string;
  /** The header's first, where it is one. */
  changes: readonly Change[];
  /** The texts of the BREAKING CHANGE footers. */
  breaking: readonly string[];
  targets: Targets | undefined;
  releaseAs: string | undefined;
  /** What was read although it is not written as the convention has it. */
  oddities: readonly string[];
}

/** What may differ between projects. */
export interface MessageRules {
  /** Type → level; `none` for a type that is known and releases nothing. */
  levels: Readonly<Record<string, Level | 'none'>>;
  /** Read `* feat: …` in a body too, as squash merges write them. */
  bullets: boolean;
  /** `owner/name`: a number of another repository is not ours. */
  repository?: string | undefined;
}

export const DEFAULT_LEVELS: MessageRules['levels'] = {
  feat: 'minor',
  fix: 'patch',
  perf: 'patch',
  revert: 'patch',
  build: 'none',
  chore: 'none',
  ci: 'none',
  docs: 'none',
  refactor: 'none',
  style: 'none',
  test: 'none',
};

const HEADER = /^([a-z][a-z0-9_-]*)(?:\(([^()]+)\))?(!)?:[ \t]+(\S.*)$/is;

/** Parses a header at column 0; undefined for anything else. */
export function parseHeader(line: string): Change | undefined {
  const match = HEADER.exec(line);
  const type = match?.[1];
  const scope = match?.[2];
  const description = match?.[4];
  if (type === undefined || description === undefined || scope?.trim() === '') return undefined;
  const lower = type.toLowerCase();
  return {
    type: lower === 'feature' ? 'feat' : lower,
    scope: scope?.trim(),
    breaking: match?.[3] === '!',
    description: description.trimEnd(),
  };
}

/** Parses a whole message, of whatever text and length; never throws. */
export function parseMessage(message: string, rules: MessageRules): Message {
  const [title, rest] = splitTitle(message);
  const header = parseHeader(title);
  const body = rest !== '' && tellsMore(message, rules) ? readBody(rest, rules) : NOTHING;
  return {
    title,
    changes: changesOf({ title, header, body }, rules),
    breaking: body.breaking,
    targets: mayRevert(title, body) ? targetsOf({ title, header, body, rest }) : undefined,
    releaseAs: body.releaseAs,
    oddities: body.oddities,
  };
}

/**
 * The lines of a body count below a title that is a header, be it an indented one. Below another title, or with the
 * title's own description, they are what the title said before it was edited (`Add templates (#31)`, `feat: add …`),
 * and only what breaks still counts.
 */
function changesOf(
  { title, header, body }: Omit<Reading, 'rest'>,
  { bullets }: MessageRules,
): readonly Change[] {
  if (body.changes.length === 0) return header ? [header] : [];
  const counts = bullets || parseHeader(title.trimStart()) !== undefined;
  const told = header && withoutNumber(header.description);
  const more = body.changes.filter(
    ({ breaking, description }) => breaking || (counts && description !== told),
  );
  return header ? [header, ...more] : more;
}

/** Nearly all messages are none of those that take something back. */
function mayRevert(title: string, body: Body): boolean {
  return body !== NOTHING || title.startsWith('Re') || /^revert/i.test(title);
}

/** A message's first line that is not empty, and what follows it. */
export function splitTitle(message: string): [title: string, rest: string] {
  const start = message.charCodeAt(0) > 32 ? 0 : message.search(/\S/);
  if (start < 0) return ['', ''];
  const lineStart = start === 0 ? 0 : message.lastIndexOf('\n', start) + 1;
  const end = message.indexOf('\n', start);
  if (end < 0) return [message.slice(lineStart).trimEnd(), ''];
  const title = message.slice(lineStart, end);
  return [title.charCodeAt(title.length - 1) > 32 ? title : title.trimEnd(), message.slice(end + 1)];
}

/** What a change asks for by itself. */
export function levelOf(change: Change, levels: MessageRules['levels']): Level | 'none' {
  if (change.breaking) return 'major';
  return Object.hasOwn(levels, change.type) ? (levels[change.type] ?? 'none') : 'none';
}

const RANK = { none: 0, patch: 1, minor: 2, major: 3 } as const;

/** The greater of two levels. */
export function higherLevel<A extends Level | 'none', B extends Level | 'none'>(a: A, b: B): A | B {
  return RANK[a] >= RANK[b] ? a : b;
}
