import { type Fault, faultsError } from '../../errors.ts';
import { noteFaults } from '../faults.ts';
import type { Flavor } from '../flavor.ts';
import { guardOf, type NameOrigin } from '../floating.ts';
import type { Notice, PlannedTag } from '../plan.ts';
import { applyAffixes } from './affix.ts';
import { cleanName } from './name.ts';
import type { Rule } from './parse.ts';
import { type Named, resolveRule } from './resolveRule.ts';
import type { RuleFacts } from './rule.ts';

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
    const warn = (text: string) => warnings.push(`tags: "${rule.line}": ${text}`);
    return noteFaults(faults, rule.line, () => resolveRule(rule, { flavor, facts, warn }));
  });
  if (faults.length > 0) throw faultsError('tags', faults);
  const [first] = named;
  const latest =
    first !== undefined && (flavor.latest === 'auto' ? first.value.latest : flavor.latest === 'true');
  const unique = withoutDoubles(named, (text) => warnings.push(text));
  const ofVersions = named.some(({ value }) => value.origin.follows === 'versions');
  return {
    tags: latest
      ? withLatest(unique, { flavor, facts, follows: ofVersions ? 'versions' : 'commits' })
      : unique,
    version: first && (first.value.label ?? first.tag.name),
    sourceVersion: named.find(({ value }) => value.version !== undefined)?.value.version,
    latest,
    notices: warnings.map((text) => ({ level: 'warning', text })),
  };
}

function withoutDoubles(named: readonly Named[], warn: (text: string) => void): PlannedTag[] {
  const seen = new Map<string, Named>();
  for (const each of named) {
    const earlier = seen.get(each.tag.name);
    if (!earlier) seen.set(each.tag.name, each);
    else if (earlier.text !== each.text)
      warn(`tags: ${shown(earlier)} and ${shown(each)} both come to the tag ${each.tag.name}`);
  }
  return [...seen.values()].map(({ tag }) => tag);
}

function shown({ rule, text }: Named): string {
  return `"${rule}" (${text})`;
}

type LatestFacts = Pick<Input, 'flavor' | 'facts'> & Pick<NameOrigin, 'follows'>;

function withLatest(tags: readonly PlannedTag[], { flavor, facts, follows }: LatestFacts): PlannedTag[] {
  const affixes = {
    prefix: flavor.prefixOnLatest ? flavor.prefix : undefined,
    suffix: flavor.suffixOnLatest ? flavor.suffix : undefined,
  };
  const name = cleanName(applyAffixes('latest', affixes, facts.scope).text);
  if (name === undefined || tags.some((tag) => tag.name === name)) return [...tags];
  const rule = `latest=${flavor.latest}`;
  return [...tags, { name, ...guardOf({ fields: [], follows, prerelease: false, rule }) }];
}
