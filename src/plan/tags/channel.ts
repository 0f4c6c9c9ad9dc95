import { NOTHING, ruleType } from './rule.ts';

export const channel = ruleType({
  name: 'channel',
  priority: 950,
  attributes: [],
  doc: {
    yields: "the tags of the run's channel",
    when: 'a channel matches',
    latest: "no: it is among the channel's tags",
    example: 'type=channel',
  },
  parse: () => ({}),
  resolve: (_attributes, { channel: resolved }) => {
    if (!resolved) return NOTHING;
    return { values: resolved.values, warnings: [] };
  },
});
