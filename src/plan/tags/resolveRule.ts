import type { Flavor } from '../flavor.ts';
import { fieldsOfText, guardOf, type NameOrigin } from '../floating.ts';
import type { PlannedTag } from '../plan.ts';
import { renderTemplate } from '../template.ts';
import { type Affixes, applyAffixes, chooseAffixes } from './affix.ts';
import { cleanName } from './name.ts';
import { isEnabled, type Rule } from './parse.ts';
import type { RuleFacts, RuleValue } from './rule.ts';

/** A name that a rule came to. */
export interface Named {
  tag: PlannedTag;
  /** The text before cleaning. */
  text: string;
  rule: string;
  value: RuleValue;
}

interface RuleRun {
  flavor: Flavor;
  facts: RuleFacts;
  warn: (text: string) => void;
}

/** Resolves one rule to names; throws a UserError where what it comes to is no name. */
export function resolveRule(rule: Rule, { flavor, facts, warn }: RuleRun): Named[] {
  for (const text of rule.warnings) warn(text);
  if (!isEnabled(renderTemplate(rule.enable, facts.scope).text)) return [];
  const { values, warnings } = rule.resolve(facts);
  for (const text of warnings) warn(text);
  const affixes = chooseAffixes(rule.own, flavor);
  return values.flatMap((value) => {
    // A value that a workflow left empty is none, unless the rule itself says what to put around it.
    if (value.text === '' && !rule.own.prefix?.source && !rule.own.suffix?.source) return [];
    const affixed = applyAffixes(value.text, affixes, facts.scope);
    for (const text of affixed.warnings) warn(text);
    const { text } = affixed;
    const name = cleanName(text);
    if (name === undefined && text !== '') {
      warn(`"${text}" has no character that a tag may have, so there is no tag`);
    }
    if (name === undefined) return [];
    return [
      { tag: { name, ...guardOf(originOf(value, { rule, affixes, facts })) }, text, rule: rule.line, value },
    ];
  });
}

interface NameParts {
  rule: Rule;
  affixes: Affixes;
  facts: RuleFacts;
}

/** What a name was made of, prefix and suffix included; a git tag counts as what its text looks like. */
function originOf({ origin, source }: RuleValue, { rule, affixes, facts }: NameParts): NameOrigin {
  const names = [...origin.fields, ...(affixes.prefix?.names ?? []), ...(affixes.suffix?.names ?? [])];
  const ofTag = names.includes('tag') ? fieldsOfText(facts.ref.gitTag ?? '') : undefined;
  const numbers = origin.numbers ?? ofTag?.numbers;
  return {
    fields: names.flatMap((name) => (name === 'tag' ? (ofTag?.fields ?? []) : [name])),
    follows: origin.follows,
    prerelease: origin.prerelease ?? false,
    rule: source ?? rule.line,
    ...(numbers && { numbers }),
  };
}
