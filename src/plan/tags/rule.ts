import type { Context } from '../../context/context.ts';
import { nearestWord, UserError } from '../../errors.ts';
import type { ResolvedChannel } from '../channel.ts';
import type { RefFacts } from '../expressions.ts';
import type { NameOrigin } from '../floating.ts';
import { parseTemplate, type Scope, type Template } from '../template.ts';

/** What rules resolve from. */
export interface RuleFacts {
  context: Context;
  ref: RefFacts;
  /** The expressions of prefix, suffix, value and enable. */
  scope: Scope;
  /** The resolved channel; undefined where none matches. */
  channel: ResolvedChannel | undefined;
  /** The version to publish, that `{{version}}` stands for; undefined where there is none. */
  version: string | undefined;
  /** The git tag that this run releases although none was pushed. */
  releaseTag?: string | undefined;
}

/** A name that a rule yields, before prefix, suffix and cleaning. */
export interface RuleValue {
  text: string;
  /** What `latest=auto` comes to where this is the first value. */
  latest: boolean;
  origin: Pick<NameOrigin, 'fields' | 'numbers' | 'follows'> & { prerelease?: boolean };
  /** The version that the name was made from, where there is one. */
  version?: string;
  /** What explains the name, where that is not the rule's line. */
  source?: string;
  /** The `version` output and label where this is the first value and they differ from the name. */
  label?: string;
}

export interface Outcome {
  values: readonly RuleValue[];
  warnings: readonly string[];
}

/** A rule's attributes as written, each read once by the type's own parser. */
export type Given = Readonly<Record<string, string | undefined>>;

/** An attribute of a rule type, for the parser and the docs. */
export interface Attribute {
  name: string;
  /** The default as it would be written; undefined where the attribute is required. */
  default?: string;
  doc: string;
}

/** One rule type: everything that is to know about it. */
export interface RuleDefinition<A> {
  name: string;
  priority: number;
  /** Its own attributes; enable, priority, prefix and suffix are everybody's. */
  attributes: readonly Attribute[];
  /** The prefix where neither the rule nor the flavor has one. */
  prefix?: (given: Given) => string | undefined;
  doc: { yields: string; when: string; latest: string; example: string };
  /** Throws a UserError that says what is wrong with the attributes. */
  parse: (given: Given) => A;
  resolve: (attributes: A, facts: RuleFacts) => Outcome;
}

/** A rule type with its attributes' own type closed over. */
export interface RuleType extends Omit<RuleDefinition<never>, 'parse' | 'resolve'> {
  bind: (given: Given) => (facts: RuleFacts) => Outcome;
}

/** Makes a rule type of its definition. */
export function ruleType<A>({ parse, resolve, ...rest }: RuleDefinition<A>): RuleType {
  const bind = (given: Given) => {
    const attributes = parse(given);
    return (facts: RuleFacts) => resolve(attributes, facts);
  };
  return Object.freeze({ ...rest, bind });
}

/** A rule that yields nothing here. */
export const NOTHING: Outcome = Object.freeze({ values: [], warnings: [] });

/** One value, nothing to tell. */
export function yields(value: RuleValue): Outcome {
  return { values: [value], warnings: [] };
}

/** No value, and why. */
export function nothingBecause(warning: string): Outcome {
  return { values: [], warnings: [warning] };
}

/** A required attribute; throws where it is missing. An empty one is a value that a workflow left empty. */
export function required(given: Given, name: string, example: string): string {
  const value = given[name];
  if (value !== undefined) return value;
  const misspelt = Object.keys(given).find((key) => nearestWord(key, [name]) !== undefined);
  throw new UserError(
    `"${name}" is missing; write ${name}=${example}${misspelt === undefined ? '' : `, not ${misspelt}=`}`,
  );
}

/** An attribute with a few possible words. */
export function oneOf<const T extends string>(
  given: string | undefined,
  name: string,
  words: readonly T[],
): T {
  const found = words.find((word) => word === given);
  if (found === undefined)
    throw new UserError(
      `${name}=${given ?? ''} is not known; write one of ${words.map((word) => `${name}=${word}`).join(', ')}`,
    );
  return found;
}

/** An attribute that is a template; an empty one counts as absent. */
export function optionalTemplate(value: string | undefined): Template | undefined {
  return value ? parseTemplate(value) : undefined;
}
