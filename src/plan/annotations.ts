import { type Labels, mergeLabels, type UserLabels } from './labels.ts';

/** `index:`, `manifest[linux/amd64]:` … https://github.com/moby/buildkit/blob/master/docs/annotations.md */
const LEVEL = /^((?:manifest|index)(?:-descriptor)?(?:\[[^\]]+\])?):(.+)$/;
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
 * names its level goes to that level alone.
 */
export function annotationLines(
  standard: Labels,
  user: UserLabels['entries'],
  levels: readonly string[],
): string[] {
  const levelled = user.flatMap(([key, value]) => {
    const [, level, rest] = LEVEL.exec(key) ?? [];
    return level !== undefined && rest !== undefined ? [{ level, entry: [rest, value] as const }] : [];
  });
  const everywhere = user.filter(([key]) => !LEVEL.test(key));
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
