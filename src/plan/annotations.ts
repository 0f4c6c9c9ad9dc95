import { formatPlatform, type Platform } from '../oci/platform.ts';
import { type Labels, mergeLabels, type UserLabels } from './labels.ts';

const ONE_LEVEL = '(?:manifest|index)(?:-descriptor)?(?:\\[[^\\]]+\\])?';
/** `index:`, `index,manifest[linux/amd64]:` … https://github.com/moby/buildkit/blob/master/docs/annotations.md */
const LEVELS = new RegExp(`^(${ONE_LEVEL}(?:,${ONE_LEVEL})*):(.+)$`);
const LINE = /^([a-z-]+)(?:\[([^\]]+)\])?:([^=]+)=([\s\S]*)$/;
const DEFAULT_LEVELS = 'manifest';

/** The levels that annotations go to, as DOCKER_METADATA_ANNOTATIONS_LEVELS lists them. */
export function annotationLevels(environment: Readonly<Record<string, string | undefined>>): string[] {
  const told = (environment.DOCKER_METADATA_ANNOTATIONS_LEVELS || DEFAULT_LEVELS)
    .split(',')
    .map((level) => level.trim());
  return [...new Set(told.filter(Boolean))];
}

/**
 * Annotation lines, `level:key=value`, for each level: the standard labels and the user's. A user's key that
 * names its levels goes to those alone.
 */
export function annotationLines(
  standard: Labels,
  user: UserLabels['entries'],
  levels: readonly string[],
): string[] {
  const levelled = user.flatMap(([key, value]) => {
    const [, named = '', rest = ''] = LEVELS.exec(key) ?? [];
    return named.split(',').flatMap((level) => (level ? [{ level, entry: [rest, value] as const }] : []));
  });
  const everywhere = user.filter(([key]) => !LEVELS.test(key));
  const own = (level: string) => levelled.filter((each) => each.level === level).map(({ entry }) => entry);
  const others = [...new Set(levelled.map(({ level }) => level))].filter((level) => !levels.includes(level));
  return [
    ...levels.flatMap((level) => lines(level, mergeLabels(standard, everywhere, own(level)))),
    ...others.flatMap((level) => lines(level, mergeLabels(own(level)))),
  ];
}

function lines(level: string, entries: Labels): string[] {
  return Object.entries(entries).map(([key, value]) => `${level}:${key}=${value}`);
}

/** What lines of one level say of one platform; of an index, where none is given. */
export function annotationsAt(
  annotations: readonly string[],
  level: 'index' | 'manifest-descriptor',
  platform?: Platform,
): Labels {
  const name = platform && formatPlatform(platform);
  const found = annotations.flatMap((line) => {
    const [, at, only = name, key = '', value = ''] = LINE.exec(line) ?? [];
    return at === level && only === name ? [[key, value] as const] : [];
  });
  return Object.fromEntries(found);
}
