import { type Pep440Version, parsePep440 } from '../pep440.ts';
import { parseTemplate, type Scope } from '../template.ts';
import { NOTHING, nothingBecause, optionalTemplate, required, type RuleFacts, type RuleValue, ruleType } from './rule.ts';
import { isRawOnly, matchedText, parsePattern, renderPattern, sourceText } from './source.ts';

export const pep440 = ruleType({
  name: 'pep440',
  priority: 900,
  attributes: [
    { name: 'pattern', doc: '`{{version}}`, `{{major}}.{{minor}}`, `{{major}}`, `{{patch}}`, `{{raw}}` and text' },
    { name: 'value', default: '', doc: 'the version, instead of the git tag' },
    { name: 'match', default: '', doc: 'regular expression whose first group is the version' },
  ],
  doc: {
    yields: "the pattern, with a PEP 440 version's fields; for a pre-, post- or dev release `{{version}}`, unless the pattern is `{{raw}}`",
    when: 'a git tag, or `value`',
    latest: 'unless pre-, post- or dev release',
    example: 'type=pep440,pattern={{version}}',
  },
  parse: (given) => ({
    pattern: parseTemplate(required(given, 'pattern', '{{version}}')),
    value: optionalTemplate(given.value),
    match: given.match ? parsePattern('match', given.match) : undefined,
  }),
  resolve: ({ pattern, ...source }, facts: RuleFacts) => {
    const found = sourceText(source, facts);
    if (found === undefined) return NOTHING;
    const { text, warning } = matchedText(found, source.match);
    if (text === undefined) return nothingBecause(warning ?? '');
    const version = parsePep440(text);
    const told = warning ? [warning] : [];
    if (!version) return { values: [], warnings: [...told, `${text} does not conform to PEP 440, so there is no tag; see https://peps.python.org/pep-0440`] };
    const effective = version.special && !isRawOnly(pattern) ? parseTemplate('{{version}}') : pattern;
    const rendered = renderPattern(effective, fields(version, text));
    return { values: [valueOf(version, { text: rendered.text, names: effective.names })], warnings: [...told, ...rendered.warnings] };
  },
});

function fields({ version, release: [major = 0, minor = 0, patch = 0] }: Pep440Version, raw: string): Scope {
  return {
    raw: () => raw,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch),
  };
}

function valueOf({ version, special, release }: Pep440Version, { text, names }: { text: string; names: readonly string[] }): RuleValue {
  const [major = 0, minor = 0] = release;
  return { text, latest: !special, origin: { fields: names, numbers: { major, minor }, follows: 'versions' }, version };
}
