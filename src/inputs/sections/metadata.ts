import { rawLines, text } from '../parsers.ts';
import { list, separator, withDefault } from '../row.ts';

/** Under which names: channels, tag rules, labels. */
export const metadata = {
  channels: list(
    'channels',
    rawLines,
    'Channels, one a line: `name: trigger[, trigger] [=> image tags]`. See Channels.',
  ),
  tags: list(
    'tags',
    rawLines,
    'Tag rules as docker/metadata-action has them, one a line. Default: `type=channel`.',
  ),
  flavor: list(
    'flavor',
    rawLines,
    '`latest=auto|true|false`, `prefix=…[,onlatest=true]`, `suffix=…[,onlatest=true]`.',
  ),
  labels: list('labels', rawLines, 'Labels, `key=value` lines; they win over those that are made.'),
  annotations: list(
    'annotations',
    rawLines,
    'Annotations, `[level:]key=value` lines, also `index,manifest:` and `manifest-descriptor[linux/arm64]:`; they win over those that are made.',
  ),
  sepTags: separator('sep-tags', 'Separator of the `tags` output.'),
  sepLabels: separator('sep-labels', 'Separator of the `labels` output.'),
  sepAnnotations: separator('sep-annotations', 'Separator of the `annotations` output.'),
  bakeTarget: withDefault('bake-target', ['docker-metadata-action', text], 'Target name in the bake files.'),
} as const;
