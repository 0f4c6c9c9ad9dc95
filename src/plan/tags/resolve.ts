import { type Fault, faultsError, messageOf, UserError } from '../../errors.ts';
import type { Flavor } from '../flavor.ts';
import { fieldsOfText, guardOf, type NameOrigin } from '../floating.ts';
import type { Notice, PlannedTag } from '../plan.ts';
import { renderTemplate } from '../template.ts';
import { type Affixes, applyAffixes, chooseAffixes } from './affix.ts';
import { cleanName } from './name.ts';
import { isEnabled, type Rule } from './parse.ts';
import type { RuleFacts, RuleValue } from './rule.ts';

/** A name that a rule came to. */
interface Named {
  tag: PlannedTag;
  /** The text before cleaning. */
  text: string;
  rule: string;
  value: RuleValue;
}

/** What rules and flavor come to. */
export interface ResolvedNames {
  /** In order, without doubles; `latest` is the last where it is wanted. */
  tags: readonly PlannedTag[];
  /** The first value: the `version` output and label; undefined where no rule yields one. */
  version: string | undefined;
  /** The version that tags were made from, for the order of releases. */
  sourceVersion: string | undefined;
  latest: boolean;
  notices: readonly Notice[];
}

interface Input {
  rules: readonly Rule[];
  flavor: Flavor;
  facts: RuleFacts;
}

/** Resolves all rules; throws one UserError with the faults of all of them. */
export function resolveRules({ rules, flavor, facts }: Input): ResolvedNames {
  const faults: Fault[] = [];
  const warnings: string[] = [];
  const named = rules.flatMap((rule) => {
    try {
      return resolveRule(rule, { flavor, facts, warn: (text) => warnings.push(`tags: "${rule.line}": ${text}`) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push({ line: rule.line, problem: messageOf(error) });
      return [];
    }
  });
  if (faults.length > 0) throw faultsError('tags', faults);
  const [first] = named;
  const latest = first !== undefined && (flavor.latest === 'auto' ? first.value.latest : flavor.latest === 'true');
  const unique = withoutDoubles(named, (text) => warnings.push(text));
  return {
    tags: latest ? withLatest(unique, { flavor, facts, follows: named.some(({ value }) => value.origin.follows === 'versions') ? 'versions' : 'commits' }) : unique,
    version: first && (first.value.label ?? first.tag.name),
    sourceVersion: named.find(({ value }) => value.version !== undefined)?.value.version,
    latest,
    notices: warnings.map((text) => ({ level: 'warning', text })),
  };
}

interface RuleRun {
  flavor: Flavor;
  facts: RuleFacts;
  warn: (text: string) => void;
}

function resolveRule(rule: Rule, { flavor, facts, warn }: RuleRun): Named[] {
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
    const name = cleanName(affixed.text);
    if (name === undefined && affixed.text !== '') warn(`"${affixed.text}" has no character that a tag may have, so there is no tag`);
    if (name === undefined) return [];
    return [{ tag: { name, ...guardOf(originOf(value, { rule, affixes, facts })) }, text: affixed.text, rule: rule.line, value }];
  });
}

/** What a name was made of, prefix and suffix included; a git tag counts as what its text looks like. */
function originOf({ origin }: RuleValue, { rule, affixes, facts }: { rule: Rule; affixes: Affixes; facts: RuleFacts }): NameOrigin {
  const names = [...origin.fields, ...(affixes.prefix?.names ?? []), ...(affixes.suffix?.names ?? [])];
  const ofTag = names.includes('tag') ? fieldsOfText(facts.ref.gitTag ?? '') : undefined;
  const numbers = origin.numbers ?? ofTag?.numbers;
  return {
    fields: names.flatMap((name) => (name === 'tag' ? (ofTag?.fields ?? []) : [name])),
    follows: origin.follows,
    prerelease: origin.prerelease ?? false,
    rule: rule.line,
    ...(numbers && { numbers }),
  };
}

function withoutDoubles(named: readonly Named[], warn: (text: string) => void): PlannedTag[] {
  const seen = new Map<string, Named>();
  for (const each of named) {
    const earlier = seen.get(each.tag.name);
    if (!earlier) seen.set(each.tag.name, each);
    else if (earlier.text !== each.text) {
      warn(`tags: "${earlier.rule}" (${earlier.text}) and "${each.rule}" (${each.text}) both come to the tag ${each.tag.name}`);
    }
  }
  return [...seen.values()].map(({ tag }) => tag);
}

function withLatest(tags: readonly PlannedTag[], { flavor, facts, follows }: Omit<Input, 'rules'> & Pick<NameOrigin, 'follows'>): PlannedTag[] {
  const affixes = { prefix: flavor.prefixOnLatest ? flavor.prefix : undefined, suffix: flavor.suffixOnLatest ? flavor.suffix : undefined };
  const name = cleanName(applyAffixes('latest', affixes, facts.scope).text);
  if (name === undefined || tags.some((tag) => tag.name === name)) return [...tags];
  return [...tags, { name, ...guardOf({ fields: [], follows, prerelease: false, rule: `latest=${flavor.latest}` }) }];
}
