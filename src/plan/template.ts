import { UserError } from '../errors.ts';

/** What stands between two braces: a name, at most one argument, and options `key='value'`. */
export interface Call {
  name: string;
  /** The argument in quotes; undefined where there is none, or one without quotes, which names nothing. */
  argument: string | undefined;
  options: Readonly<Record<string, string>>;
}

type Segment = { kind: 'text'; text: string } | { kind: 'call'; call: Call };

/** A text with expressions such as `{{branch}}` or `{{date 'YYYYMMDD' tz='Asia/Tokyo'}}`. */
export interface Template {
  source: string;
  segments: readonly Segment[];
  /** The names of its expressions, in order. */
  names: readonly string[];
}

/** Gives an expression's value; undefined where it has none in this run. */
export type Expression = (call: Call) => string | undefined;

/** The expressions that a template may use, by name. */
export type Scope = Readonly<Record<string, Expression>>;

export interface Rendered {
  text: string;
  /** Names that the scope knows and that have no value. */
  absent: readonly string[];
  /** Names that the scope does not know. */
  unknown: readonly string[];
}

// Three braces, or two with `~` or `&` inside, are spellings that the same templates have elsewhere; nothing is escaped anyway.
// None holds the beginning of another, so that a text of many does not take their square.
const BRACES =
  /\\\{\{|\{\{\{((?:[^{}]|\{(?!\{))*)\}\}\}|\{\{(~?)(!--[\s\S]*?--|(?:'[^']*'|"[^"]*"|[^{}'"]|\{(?!\{))*?)(~?)\}\}/g;
const ARGUMENT = /\s*(?:([\w-]+)=)?(?:'([^']*)'|"([^"]*)"|([^\s'"=]+))/y;

/** Parses a template; throws a UserError that says what is wrong with it. */
export function parseTemplate(source: string): Template {
  const segments: Segment[] = [];
  let at = 0;
  let trimNext = false;
  const addText = (text: string) => {
    if (text.includes('{{')) throw new UserError(`"${source}" has "{{" without "}}"`);
    if (text !== '') segments.push({ kind: 'text', text });
  };
  for (const match of source.matchAll(BRACES)) {
    const [whole, plain, before, inner, after] = match;
    const between = source.slice(at, match.index);
    const text = trimNext ? between.trimStart() : between;
    addText(before ? text.trimEnd() : text);
    trimNext = Boolean(after);
    at = match.index + whole.length;
    const code = (plain ?? inner ?? '').trim().replace(/^&\s*/, '');
    if (whole === '\\{{') segments.push({ kind: 'text', text: '{{' });
    else if (!code.startsWith('!')) segments.push({ kind: 'call', call: parseCall(code, source) });
  }
  addText(trimNext ? source.slice(at).trimStart() : source.slice(at));
  const names = segments.flatMap((segment) => (segment.kind === 'call' ? [segment.call.name] : []));
  return { source, segments, names };
}

function parseCall(code: string, source: string): Call {
  const [, name, rest = ''] = /^(?:this\.|\.\/)?([A-Za-z_][\w.]*)(?=\s|$)(.*)$/s.exec(code) ?? [];
  if (name === undefined || name === 'else') {
    const conditions = /^[#/^>]|^else$/.test(code) ? '; conditions and blocks are not known here' : '';
    throw new UserError(
      `"{{${code}}}" in "${source}" is no expression${conditions}; write {{name}} or {{name 'argument' option='value'}}`,
    );
  }
  const options: Record<string, string> = {};
  let argument: string | undefined;
  let at = 0;
  while (rest.slice(at).trim() !== '') {
    ARGUMENT.lastIndex = at;
    const match = ARGUMENT.exec(rest);
    if (!match)
      throw new UserError(
        `"{{${code}}}" in "${source}" cannot be read; write {{${name} 'argument'}}, with single quotes`,
      );
    at = ARGUMENT.lastIndex;
    const value = match[2] ?? match[3];
    if (match[1] === undefined) argument ??= value;
    else options[match[1]] = value ?? match[4] ?? '';
  }
  return { name, argument, options };
}

/** Fills a template in; an expression without a value becomes an empty text, and is told. */
export function renderTemplate(template: Template, scope: Scope): Rendered {
  const absent: string[] = [];
  const unknown: string[] = [];
  const fill = (segment: Segment): string => {
    if (segment.kind === 'text') return segment.text;
    const { call } = segment;
    const expression = Object.hasOwn(scope, call.name) ? scope[call.name] : undefined;
    const value = expression?.(call);
    if (value === undefined) (expression ? absent : unknown).push(call.name);
    return value ?? '';
  };
  const text = template.segments.map(fill).join('');
  return { text, absent, unknown };
}
