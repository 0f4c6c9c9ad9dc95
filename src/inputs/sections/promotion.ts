import { digest, tagNames } from '../forms.ts';
import { choice, text } from '../parsers.ts';
import { list, onOff, optional, withDefault } from '../row.ts';

/** What happens between the build and the tags, and to tags that exist. */
export const promotion = {
  verify: withDefault(
    'verify',
    ['standard', choice(['standard', 'deep', 'off'])],
    'How to verify what arrived: `deep` also reads every layer.',
  ),
  force: onOff('force', 'Build and replace, even where a tag is immutable or would go backwards.'),
  from: optional('from', text, '`promote`: the tag, channel or digest to promote.'),
  to: list('to', tagNames, '`promote`: tags to move to it. `rollback`: the tags to put back.'),
  digest: optional('digest', digest, '`promote`: a digest. `rollback`: the digest to put the tags back to.'),
  previous: optional('previous', text, '`rollback`: the `previous` output of the run to undo.'),
} as const;
