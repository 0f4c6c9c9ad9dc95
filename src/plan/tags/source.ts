import { messageOf, suggest, UserError } from '../../errors.ts';
import { renderTemplate, type Scope, type Template } from '../template.ts';
import type { RuleFacts } from './rule.ts';

/** Where a rule takes its version from: `value` where that is given, else the git tag, pushed or made by this run. */
export interface Source {
  value: Template | undefined;
  match: RegExp | undefined;
}

/** The text to read a version from; undefined where the rule does not apply. */
export function sourceText({ value }: Pick<Source, 'value'>, facts: RuleFacts): string | undefined {
  if (value) return renderTemplate(value, facts.scope).text || undefined;
  return facts.ref.gitTag ?? facts.releaseTag;
}

/** Applies `match` to a version's text, whose first group is the version; slashes become dashes. */
export function matchedText(text: string, match: RegExp | undefined): { text?: string; warning?: string } {
  if (!match) return { text: text.replaceAll('/', '-') };
  const found = text.match(match);
  if (!found)
    return { text: text.replaceAll('/', '-'), warning: `match=${match.source} does not match ${text}` };
  if (found[1] === undefined)
    return { warning: `match=${match.source} has no group 1 in ${text}; put parentheses around the version` };
  return { text: found[1].replaceAll('/', '-') };
}

/** A regular expression; slashes around it are part of it. Throws a UserError. */
export function parsePattern(name: string, text: string, flags = ''): RegExp {
  try {
    return new RegExp(text, flags);
  } catch (cause) {
    throw new UserError(`${name}=${text} is no regular expression: ${messageOf(cause)}`, { cause });
  }
}

/** Fills a pattern in whose fields are the version's own; others are empty, and told. */
export function renderPattern(pattern: Template, scope: Scope): { text: string; warnings: string[] } {
  const { text, unknown } = renderTemplate(pattern, scope);
  const warnings = unknown.map(
    (name) => `{{${name}}} is not known in pattern, and empty; ${suggest(name, Object.keys(scope))}`,
  );
  return { text, warnings };
}

/** Whether a pattern is `{{raw}}` and nothing else. */
export function isRawOnly({ segments, names }: Template): boolean {
  return segments.length === 1 && names[0] === 'raw';
}
