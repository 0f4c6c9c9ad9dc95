import { choice, text, words } from '../parsers.ts';
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
  to: list('to', words, '`promote`: tags to move to it. `rollback`: the tags to put back.'),
  digest: optional('digest', text, '`promote`: a digest. `rollback`: the digest to put the tags back to.'),
  previous: optional('previous', text, '`rollback`: the `previous` output of the run to undo.'),
} as const;
