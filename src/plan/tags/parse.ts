import { type Fault, faultsError, suggest, UserError } from '../../errors.ts';
import { type AttributeLine, parseAttributeLine, significantLines } from '../attributes.ts';
import { noteFaults } from '../faults.ts';
import { parseTemplate, type Template } from '../template.ts';
import type { Affixes } from './affix.ts';
import { commonAttributes, ruleTypes } from './index.ts';
import type { Outcome, RuleFacts, RuleType } from './rule.ts';

/** One line of the `tags` input, understood. */
export interface Rule {
  line: string;
  type: string;
  priority: number;
  enable: Template;
  own: Affixes;
  resolve: (facts: RuleFacts) => Outcome;
  /** What is odd about the line, and harmless. */
  warnings: readonly string[];
}

/** The rules where the `tags` input is empty. */
export const DEFAULT_RULES: readonly string[] = ['type=channel'];

/**
 * Parses rule lines, highest priority first; lines of one priority keep their order.
 * Throws one UserError with the faults of all lines.
 */
export function parseRules(lines: readonly string[]): readonly Rule[] {
  const significant = significantLines(lines);
  const faults: Fault[] = [];
  const rules = (significant.length > 0 ? significant : DEFAULT_RULES).flatMap((line) =>
    noteFaults(faults, line, () => [parseRule(line)]),
  );
  if (faults.length > 0) throw faultsError('tags', faults);
  return rules.toSorted((a, b) => b.priority - a.priority);
}

function parseRule(line: string): Rule {
  const written = parseAttributeLine(line);
  for (const word of written.bare) refuseReference(word);
  const given = Object.fromEntries(written.attributes);
  const type = typeNamed(given.type ?? 'raw');
  if (written.bare.length > 0) given.value = written.bare.at(-1) ?? '';
  const resolve = type.bind(given);
  const prefix = given.prefix ?? type.prefix?.(given);
  return Object.freeze({
    line,
    type: type.name,
    priority: priorityOf(given.priority, type),
    enable: enableOf(given.enable),
    own: { prefix: affix(prefix), suffix: affix(given.suffix) },
    resolve,
    warnings: oddities(written, type),
  });
}

/** docker/build-push-action's `tags` are whole references, which would become `user-app-latest` here. */
function refuseReference(word: string): void {
  const [, image, tag] = /^([^\s{}]+):([\w][\w.-]*)$/.exec(word) ?? [];
  if (image !== undefined)
    throw new UserError(`is a whole reference; write ${image} into \`images\`, and ${tag} here`);
}

function typeNamed(name: string): RuleType {
  const type = ruleTypes.find((candidate) => candidate.name === name);
  if (!type)
    throw new UserError(
      `type=${name} is not known; ${suggest(
        name,
        ruleTypes.map((candidate) => candidate.name),
      )}`,
    );
  return type;
}

function affix(text: string | undefined): Template | undefined {
  return text === undefined ? undefined : parseTemplate(text);
}

function priorityOf(text: string | undefined, type: RuleType): number {
  const priority = text === undefined ? type.priority : Number(text);
  if (Number.isNaN(priority))
    throw new UserError(
      `priority=${text} is no number; ${type.name} has ${type.priority} where none is given`,
    );
  return priority;
}

function enableOf(text = 'true'): Template {
  const enable = parseTemplate(text);
  if (enable.names.length === 0) isEnabled(enable.source);
  return enable;
}

/** Reads what `enable` came to; throws a UserError for anything but true and false. */
export function isEnabled(text: string): boolean {
  if (text !== 'true' && text !== 'false')
    throw new UserError(`enable comes to "${text}"; expected true or false`);
  return text === 'true';
}

function oddities({ attributes, bare }: AttributeLine, type: RuleType): string[] {
  const own = type.attributes.map(({ name }) => name);
  const known = [...own, ...commonAttributes.map(({ name }) => name), 'type'];
  const unknown = attributes.map(([key]) => key).filter((key) => !known.includes(key));
  const words = own.includes('value') ? bare.slice(0, -1) : bare;
  return [
    ...unknown.map(
      (key) => `"${key}" is no attribute of type=${type.name}, and ignored; ${suggest(key, known)}`,
    ),
    ...words.map((word) => `"${word}" has no meaning here, and is ignored`),
  ];
}
