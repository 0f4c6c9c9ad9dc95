import { dateExpressions } from '../expressions.ts';
import { parseTemplate } from '../template.ts';
import { NOTHING, ruleType } from './rule.ts';
import { renderPattern } from './source.ts';

export const schedule = ruleType({
  name: 'schedule',
  priority: 1000,
  attributes: [
    {
      name: 'pattern',
      default: 'nightly',
      doc: "the name, with `{{date 'FMT' tz='ZONE'}}` and `{{commit_date …}}`",
    },
  ],
  doc: {
    yields: '`nightly`, or the pattern',
    when: 'a schedule event',
    latest: 'no',
    example: "type=schedule,pattern={{date 'YYYYMMDD'}}",
  },
  parse: ({ pattern }) => ({ pattern: parseTemplate(pattern ?? 'nightly') }),
  resolve: ({ pattern }, { context }) => {
    if (!context.run.event.includes('schedule')) return NOTHING;
    const { text, warnings } = renderPattern(pattern, dateExpressions(context));
    return {
      values: [{ text, latest: false, origin: { fields: pattern.names, follows: 'commits' } }],
      warnings,
    };
  },
});
