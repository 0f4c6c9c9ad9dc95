import type { Context } from '../context/context.ts';
import { expressions } from './expressions.ts';
import type { Scope } from './template.ts';
import { versionNumbers } from './versionFromRef.ts';

/** What is known of versions when names are resolved. */
export interface KnownVersions {
  /** The version to publish, without prefix; undefined where there is none, as for pull requests. */
  version?: string | undefined;
  /** The latest release, without prefix. */
  baseVersion?: string | undefined;
}

/** The fields of channels' image tags that are ours; the expressions of tag rules go with them. */
export const RELEASE_FIELDS = [
  'version',
  'major',
  'minor',
  'patch',
  'prerelease',
  'base_version',
  'channel',
  'run_number',
  'number',
] as const;

/** The fields of channels and the expressions of tag rules. */
export function releaseScope(
  context: Context,
  known: KnownVersions & { channel: string | undefined },
): Scope {
  const { run, trigger } = context;
  const { version, baseVersion, channel } = known;
  const numbers = version === undefined ? undefined : versionNumbers(version);
  const part = (name: 'major' | 'minor' | 'patch') => (numbers ? String(numbers[name]) : undefined);
  return {
    ...expressions(context),
    version: () => version,
    major: () => part('major'),
    minor: () => part('minor'),
    patch: () => part('patch'),
    prerelease: () => numbers?.prerelease,
    base_version: () => baseVersion,
    channel: () => channel,
    run_number: () => run.number || undefined,
    number: () => (trigger.kind === 'pull_request' ? String(trigger.number) : undefined),
  } satisfies Scope & Record<(typeof RELEASE_FIELDS)[number], unknown>;
}
