import { suggest } from '../../errors.ts';
import type { Flavor } from '../flavor.ts';
import { type Rendered, renderTemplate, type Scope, type Template } from '../template.ts';

/** What stands before and after a rule's values. */
export interface Affixes {
  prefix: Template | undefined;
  suffix: Template | undefined;
}

/** The rule's own prefix and suffix, even empty ones, replace the flavor's. */
export function chooseAffixes(own: Affixes, flavor: Flavor): Affixes {
  return { prefix: own.prefix ?? flavor.prefix, suffix: own.suffix ?? flavor.suffix };
}

/** A value with its prefix and suffix. */
export function applyAffixes(
  text: string,
  { prefix, suffix }: Affixes,
  scope: Scope,
): { text: string; warnings: string[] } {
  const before = prefix ? renderTemplate(prefix, scope) : undefined;
  const after = suffix ? renderTemplate(suffix, scope) : undefined;
  const warnings = [before, after].flatMap((rendered) => (rendered ? unknownNames(rendered, scope) : []));
  return { text: `${before?.text ?? ''}${text}${after?.text ?? ''}`, warnings };
}

/** A warning for each expression that does not exist. */
export function unknownNames({ unknown }: Rendered, scope: Scope): string[] {
  return unknown.map((name) => `{{${name}}} is not known, and empty; ${suggest(name, Object.keys(scope))}`);
}
