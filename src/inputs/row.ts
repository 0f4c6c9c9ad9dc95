import { boolean, type Parser } from './parsers.ts';

/** One input: its name, what the docs say of it, how its text becomes a value, and what it is where absent. */
export interface InputRow<T> {
  name: string;
  doc: string;
  /** The default as text, as action.yml shows it. */
  default: string;
  parse: Parser<T | Promise<T>>;
  /** The value where the text is empty. */
  absent: () => T;
  /** Blanks around the value count. */
  keepBlanks?: boolean;
}

/** An input without a default: undefined where absent. */
export function optional<T>(
  name: string,
  parse: Parser<T | Promise<T>>,
  doc: string,
): InputRow<T | undefined> {
  return { name, doc, default: '', parse, absent: () => undefined };
}

/** An input whose default is a text that its own parser reads. */
export function withDefault<T>(
  name: string,
  [fallback, parse]: [string, Parser<T>],
  doc: string,
): InputRow<T> {
  return { name, doc, default: fallback, parse, absent: () => parse(fallback) };
}

/** A list: empty where absent. */
export function list<T>(
  name: string,
  parse: Parser<readonly T[] | Promise<readonly T[]>>,
  doc: string,
): InputRow<readonly T[]> {
  return { name, doc, default: '', parse, absent: () => [] };
}

/** An input whose default is an expression that only the runner evaluates. */
export function fromRunner(name: string, expression: string, doc: string): InputRow<string | undefined> {
  return { name, doc, default: expression, parse: (value) => value, absent: () => undefined };
}

/** What stands between the entries of an output: a newline where absent; `\\n` and `\\t` may be written out. */
export function separator(name: string, doc: string): InputRow<string> {
  const parse: Parser<string> = (value) => value.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
  return { name, doc, default: '\\n', parse, absent: () => '\n', keepBlanks: true };
}

/** A switch, off where absent. */
export function onOff(name: string, doc: string): InputRow<boolean> {
  return withDefault(name, ['false', boolean], doc);
}
