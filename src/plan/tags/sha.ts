import { shortSha } from '../expressions.ts';
import { NOTHING, oneOf, ruleType, yields } from './rule.ts';

const FORMATS = ['short', 'long'] as const;

export const sha = ruleType({
  name: 'sha',
  priority: 100,
  attributes: [
    {
      name: 'format',
      default: 'short',
      doc: '`short` (DOCKER_METADATA_SHORT_SHA_LENGTH digits, else 7) or `long`; the prefix is `sha-`',
    },
  ],
  prefix: () => 'sha-',
  doc: { yields: "the commit's digits", when: 'always', latest: 'no', example: 'type=sha,format=long' },
  parse: ({ format }) => ({ format: oneOf(format ?? 'short', 'format', FORMATS) }),
  resolve: ({ format }, { context, ref }) => {
    if (ref.sha === '') return NOTHING;
    const text = format === 'long' ? ref.sha : shortSha(ref.sha, context.environment);
    return yields({ text, latest: false, origin: { fields: ['sha'], follows: 'commits' } });
  },
});
