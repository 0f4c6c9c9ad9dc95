import { parseTemplate, type Scope, type Template } from '../template.ts';
import {
  NOTHING,
  nothingBecause,
  type Outcome,
  optionalTemplate,
  type RuleFacts,
  type RuleType,
  required,
  ruleType,
} from './rule.ts';
import { isRawOnly, matchedText, parsePattern, renderPattern, type Source, sourceText } from './source.ts';

/** A version of one scheme. */
export interface SchemeVersion {
  /** The normal form. */
  version: string;
  major: number;
  minor: number;
  /** A prerelease or the like: only the whole version is published. */
  special: boolean;
  /** The fields of patterns. */
  fields: Scope;
}

/** A scheme of versions. */
export interface Scheme {
  name: string;
  /** What the docs call `special`. */
  special: string;
  /** What the text is not, and where to read more. */
  refusal: string;
  read: (text: string) => SchemeVersion | undefined;
}

/** Makes the rule type of a scheme. */
export function versionRule(scheme: Scheme): RuleType {
  const { name, special } = scheme;
  return ruleType({
    name,
    priority: 900,
    attributes: [
      {
        name: 'pattern',
        doc: '`{{version}}`, `{{major}}.{{minor}}`, `{{major}}`, `{{patch}}`, `{{raw}}` and text',
      },
      { name: 'value', default: '', doc: 'the version, instead of the git tag' },
      { name: 'match', default: '', doc: 'regular expression whose first group is the version' },
    ],
    doc: {
      yields: `the pattern, filled in; for a ${special} \`{{version}}\`, unless the pattern is \`{{raw}}\``,
      when: 'a git tag, or `value`',
      latest: `unless ${special}`,
      example: `type=${name},pattern={{major}}.{{minor}}`,
    },
    parse: (given) => ({
      pattern: parseTemplate(required(given, 'pattern', '{{version}}')),
      value: optionalTemplate(given.value),
      match: given.match ? parsePattern('match', given.match) : undefined,
    }),
    resolve: (attributes, facts) => resolveVersion(scheme, attributes, facts),
  });
}

function resolveVersion(
  { read, refusal }: Scheme,
  { pattern, ...source }: Source & { pattern: Template },
  facts: RuleFacts,
): Outcome {
  const found = sourceText(source, facts);
  if (found === undefined) return NOTHING;
  const { text, warning } = matchedText(found, source.match);
  if (text === undefined) return nothingBecause(warning ?? '');
  const told = warning === undefined ? [] : [warning];
  const version = read(text);
  if (!version) return { values: [], warnings: [...told, `${text} ${refusal}`] };
  const effective = version.special && !isRawOnly(pattern) ? parseTemplate('{{version}}') : pattern;
  const rendered = renderPattern(effective, version.fields);
  const { major, minor } = version;
  const value = {
    text: rendered.text,
    latest: !version.special,
    origin: { fields: effective.names, numbers: { major, minor }, follows: 'versions' as const },
    version: version.version,
  };
  return { values: [value], warnings: [...told, ...rendered.warnings] };
}
