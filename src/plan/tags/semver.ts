import parse from 'semver/functions/parse.js';
import { parseTemplate, type Scope } from '../template.ts';
import { NOTHING, nothingBecause, optionalTemplate, required, type RuleFacts, type RuleValue, ruleType } from './rule.ts';
import { isRawOnly, matchedText, parsePattern, renderPattern, sourceText } from './source.ts';

type SemVer = NonNullable<ReturnType<typeof parse>>;

export const semver = ruleType({
  name: 'semver',
  priority: 900,
  attributes: [
    { name: 'pattern', doc: '`{{version}}`, `{{major}}.{{minor}}`, `{{major}}`, `{{patch}}`, `{{raw}}` and text' },
    { name: 'value', default: '', doc: 'the version, instead of the git tag' },
    { name: 'match', default: '', doc: 'regular expression whose first group is the version' },
  ],
  doc: {
    yields: "the pattern, with a SemVer version's fields; for a prerelease `{{version}}`, unless the pattern is `{{raw}}`",
    when: 'a git tag, or `value`',
    latest: 'unless prerelease',
    example: 'type=semver,pattern={{major}}.{{minor}}',
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
    const version = parse(text);
    const told = warning ? [warning] : [];
    if (!version) return { values: [], warnings: [...told, `${text} is no SemVer version, so there is no tag; see https://semver.org`] };
    const effective = version.prerelease.length > 0 && !isRawOnly(pattern) ? parseTemplate('{{version}}') : pattern;
    const rendered = renderPattern(effective, fields(version, text));
    return { values: [valueOf(version, { text: rendered.text, names: effective.names })], warnings: [...told, ...rendered.warnings] };
  },
});

function fields(version: SemVer, raw: string): Scope {
  return {
    raw: () => raw,
    version: () => version.version,
    major: () => String(version.major),
    minor: () => String(version.minor),
    patch: () => String(version.patch),
    prerelease: () => version.prerelease.join('.'),
    build: () => version.build.join('.'),
  };
}

function valueOf(version: SemVer, { text, names }: { text: string; names: readonly string[] }): RuleValue {
  return {
    text,
    latest: version.prerelease.length === 0,
    origin: { fields: names, numbers: { major: version.major, minor: version.minor }, follows: 'versions' },
    version: version.version,
  };
}
