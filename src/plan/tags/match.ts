import { UserError } from '../../errors.ts';
import { fieldsOfText } from '../floating.ts';
import { NOTHING, nothingBecause, optionalTemplate, required, ruleType, yields } from './rule.ts';
import { parsePattern, sourceText } from './source.ts';

export const match = ruleType({
  name: 'match',
  priority: 800,
  attributes: [
    { name: 'pattern', doc: 'a regular expression, as it is or as `/re/flags`' },
    { name: 'group', default: '0', doc: 'the group to take' },
    { name: 'value', default: '', doc: 'the text to match, instead of the git tag' },
  ],
  doc: {
    yields: 'the part of the git tag that the pattern matches',
    when: 'a git tag, or `value`',
    latest: 'yes',
    example: 'type=match,pattern=v(.*),group=1',
  },
  parse: (given) => ({
    pattern: patternOf(required(given, 'pattern', '\\d.\\d.\\d')),
    group: groupOf(given.group ?? '0'),
    value: optionalTemplate(given.value),
  }),
  resolve: ({ pattern, group, value }, facts) => {
    const source = sourceText({ value }, facts);
    if (source === undefined) return NOTHING;
    // With the flag g, `match` lists the matches instead of the groups, as users of that flag know it.
    const found = source.match(pattern);
    if (!found) return nothingBecause(`pattern=${pattern.source} does not match ${source}`);
    const text = found[group];
    if (text === undefined)
      return nothingBecause(`pattern=${pattern.source} has no group ${group} in ${source}`);
    return yields({
      text,
      latest: true,
      origin: { ...fieldsOfText(text), follows: 'versions' },
      ...(/\d/.test(text) && { version: text }),
    });
  },
});

/** As it is, or between slashes with flags. */
function patternOf(text: string): RegExp {
  const [, body = text, flags] = /^\/(.+)\/(.*)$/.exec(text) ?? [];
  return parsePattern('pattern', body, flags);
}

function groupOf(text: string): number {
  const group = Number(text || 'NaN');
  if (!Number.isInteger(group) || group < 0)
    throw new UserError(`group=${text} is no number; write group=1 for the first parentheses`);
  return group;
}
