import type { Context } from '../context/context.ts';
import { maintenanceRange } from '../context/gitTags.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { ChannelRule } from '../plan/channels.ts';
import { refFacts } from '../plan/expressions.ts';
import type { VersionKind } from '../plan/version.ts';

/** A version to compute, and whether the run can do without it. */
export interface AskedVersion {
  wanted: VersionKind;
  needed: boolean;
  /** Without a version to publish there is nothing to do: not where only the base's stands in a name. */
  skips: boolean;
}

/** The version that a run has to compute: a release's on the stable branch, a channel's whose tags or name need one. */
export function wantedVersion(
  inputs: Inputs,
  context: Context,
  channel: ChannelRule | undefined,
): AskedVersion | undefined {
  const { trigger } = context;
  const onBranch = trigger.kind === 'branch' || trigger.kind === 'dispatch' ? trigger.branch : undefined;
  const stable =
    onBranch !== undefined &&
    (onBranch === refFacts(context).defaultBranch ||
      maintenanceRange(onBranch) !== undefined ||
      channel?.name === 'stable');
  if (inputs.what.release === 'auto' && stable)
    return { wanted: { kind: 'release' }, needed: true, skips: false };
  if (!channel) return undefined;
  const names = channel.templates.flatMap((template) => template.names);
  const needed = names.some((name) => VERSION_FIELDS.has(name));
  const skips = names.some((name) => name !== 'base_version' && VERSION_FIELDS.has(name));
  if (skips && channel.name !== 'stable') checkIdentifier(channel.name);
  if (trigger.kind === 'schedule') return { wanted: { kind: 'nightly', name: channel.name }, needed, skips };
  if (!needed) return undefined;
  return {
    wanted: channel.name === 'stable' ? { kind: 'release' } : { kind: 'prerelease', name: channel.name },
    needed,
    skips: skips && channel.name !== 'stable',
  };
}

const VERSION_FIELDS = new Set(['version', 'major', 'minor', 'patch', 'prerelease', 'base_version']);

/** A computed prerelease has the channel's name in it. https://semver.org/#spec-item-9 */
function checkIdentifier(name: string): void {
  if (/^[0-9A-Za-z-]*[A-Za-z-][0-9A-Za-z-]*$/.test(name)) return;
  throw new UserError(`channel ${name}: its versions would be called 1.2.3-${name}.1, which is no SemVer`, {
    hint: 'Give the channel a name of letters, digits and dashes, or take version fields out of its image tags.',
  });
}
