import { channel } from './channel.ts';
import { edge } from './edge.ts';
import { match } from './match.ts';
import { pep440 } from './pep440.ts';
import { raw } from './raw.ts';
import { ref } from './ref.ts';
import type { Attribute, RuleType } from './rule.ts';
import { schedule } from './schedule.ts';
import { semver } from './semver.ts';
import { sha } from './sha.ts';

/** All rule types, by priority. */
export const ruleTypes: readonly RuleType[] = [schedule, channel, semver, pep440, match, edge, ref, raw, sha];

/** The attributes that every type takes. */
export const commonAttributes: readonly Attribute[] = [
  { name: 'enable', default: 'true', doc: '`true`, `false`, or an expression that gives one' },
  { name: 'priority', default: "the type's", doc: 'higher comes first; the first value is the version' },
  { name: 'prefix', default: "the flavor's", doc: 'what stands before the name' },
  { name: 'suffix', default: "the flavor's", doc: 'what stands behind it' },
];

/** One row a rule type, for the README's table. */
export interface RuleTypeRow {
  type: string;
  priority: number;
  attributes: string;
  yields: string;
  when: string;
  latest: string;
  example: string;
}

/** The rows of the README's table of rule types. */
export function ruleTypeRows(): RuleTypeRow[] {
  return ruleTypes.map(({ name, priority, attributes, doc }) => ({
    type: `\`${name}\``,
    priority,
    attributes: attributes.map(describe).join('; '),
    yields: doc.yields,
    when: doc.when,
    latest: doc.latest,
    example: `\`${doc.example}\``,
  }));
}

function describe({ name, default: fallback, doc }: Attribute): string {
  const note =
    fallback === undefined ? 'required' : `default ${fallback === '' ? 'empty' : `\`${fallback}\``}`;
  return `\`${name}\` (${note}): ${doc}`;
}
