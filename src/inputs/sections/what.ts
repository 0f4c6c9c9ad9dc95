import { digests } from '../digests.ts';
import { firstVersion, fullRef, levels, version } from '../forms.ts';
import { choice, platforms, rawLines, words } from '../parsers.ts';
import { recordsOf } from '../records.ts';
import { list, onOff, optional, withDefault } from '../row.ts';
import { runners } from '../runners.ts';

/** The commands, in the order of a publication. */
export const COMMANDS = ['publish', 'plan', 'build', 'merge', 'promote', 'rollback'] as const;

/** What is published, under which version. */
export const what = {
  command: withDefault(
    'command',
    ['publish', choice(COMMANDS)],
    'What to do: `publish` all of it, `plan` only say what would be done, `build` and `merge` in the jobs of a matrix, `promote` or `rollback` tags that exist.',
  ),
  images: list(
    'images',
    rawLines,
    'Image names without a tag, one a line: `ghcr.io/owner/app`. Default: `ghcr.io/<owner>/<repository>`. `name=…,enable=false` leaves one out.',
  ),
  platforms: list(
    'platforms',
    platforms,
    "Platforms to build, as CSV, lines or JSON: `linux/amd64,linux/arm64`. Default: the builder's own, or PLATFORMS_JSON from the environment.",
  ),
  variants: list(
    'variants',
    recordsOf(['name', 'file', 'target', 'platforms', 'build-args', 'context', 'suffix', 'tags'], ['name']),
    'Flavours of the image, a list: `name`, `file`, `target`, `platforms`, `build-args`, `context` (with `{{os}}`, `{{arch}}`, `{{variant}}` for a folder a platform), `suffix` of the tags, own `tags` rules.',
  ),
  runners: list(
    'runners',
    runners,
    '`plan`: the runner of a platform in the `matrix` output, `linux/arm64=my-runner` lines; several labels with commas between them.',
  ),
  digests: list(
    'digests',
    digests,
    '`merge`: what to put together, where the jobs do not find it themselves: the `digests` outputs of the builds, one a line.',
  ),
  version: optional(
    'version',
    version,
    'The version to publish, instead of the one that refs and commits tell.',
  ),
  ref: optional(
    'ref',
    fullRef,
    "The git ref to resolve tags from, in full (`refs/tags/v1.2.3`), instead of the event's.",
  ),
  tagPrefix: withDefault(
    'tag-prefix',
    ['v', (value) => (value === 'none' ? '' : value)],
    'What git tags of versions start with; `none`: they are versions as they stand.',
  ),
  release: optional(
    'release',
    choice(['tag', 'auto', 'off']),
    'GitHub Release: `tag` makes it for a pushed tag, `auto` computes the version on the stable branch and makes tag and release, `off` neither. Default: `tag`, where the token may.',
  ),
  paths: list('paths', words, 'Only commits that touch these paths count for versions and changelog.'),
  base: withDefault(
    'base',
    ['reachable', choice(['reachable', 'highest'])],
    'Release that versions count from: the highest that the commit descends from, or the highest of all.',
  ),
  initialVersion: withDefault(
    'initial-version',
    ['0.1.0', firstVersion],
    'The first version, where there is no release.',
  ),
  commitLevels: withDefault(
    'commit-levels',
    ['', levels],
    'What commit types ask for, beside `feat=minor`, `fix=patch`, `perf=patch`, `revert=patch`: `type=major|minor|patch|none` lines.',
  ),
  commitBullets: onOff('commit-bullets', 'Read `* feat: …` in bodies too, as squash merges write them.'),
  merges: withDefault(
    'merges',
    ['skip', choice(['skip', 'title'])],
    'Merge commits: skipped, or read by their title.',
  ),
  dryRun: onOff('dry-run', 'Resolve everything, show it, change nothing.'),
} as const;
