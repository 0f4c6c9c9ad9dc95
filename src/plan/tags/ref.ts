import { fieldsOfText } from '../floating.ts';
import { NOTHING, oneOf, required, ruleType, yields } from './rule.ts';

const EVENTS = ['branch', 'tag', 'pr'] as const;

export const ref = ruleType({
  name: 'ref',
  priority: 600,
  attributes: [{ name: 'event', doc: '`branch`, `tag` or `pr`, whose prefix is `pr-`' }],
  prefix: ({ event }) => (event === 'pr' ? 'pr-' : undefined),
  doc: {
    yields: "the branch's, the git tag's or the pull request's name",
    when: 'that kind of ref',
    latest: 'for `tag`',
    example: 'type=ref,event=branch',
  },
  parse: (given) => ({ event: oneOf(required(given, 'event', 'branch'), 'event', EVENTS) }),
  resolve: ({ event }, facts) => {
    const { branch, gitTag, pullRequest } = facts.ref;
    const text = { branch, tag: gitTag, pr: pullRequest }[event];
    if (text === undefined) return NOTHING;
    if (event !== 'tag')
      return yields({
        text,
        latest: false,
        origin: { fields: [event === 'pr' ? 'number' : 'branch'], follows: 'commits' },
      });
    return yields({
      text,
      latest: true,
      origin: { ...fieldsOfText(text), follows: 'versions' },
      ...(/\d/.test(text) && { version: text }),
    });
  },
});
