import type { Gathered } from '../context/gather.ts';
import type { History } from '../context/history.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { isOccasion, matchChannel } from '../plan/channel.ts';
import type { ChannelRule } from '../plan/channels.ts';
import type { Notice } from '../plan/plan.ts';
import type { VersionResult } from '../plan/version.ts';
import { versionFromRef } from '../plan/versionFromRef.ts';
import { isVersion } from '../plan/versionOrder.ts';
import type { ReleaseSources } from './release.ts';
import { type AskedVersion, wantedVersion } from './wantedVersion.ts';

/** The version of a run, and what follows from how it was found. */
export interface Versioned {
  version: string | undefined;
  baseVersion: string | undefined;
  /** The git tag as which this run publishes although none was pushed. */
  releaseTag: string | undefined;
  /** The channel has nothing to publish. */
  skipped: boolean;
  why: readonly string[];
  notices: readonly Notice[];
  /** What it was computed from, where it was. */
  computed: { result: VersionResult; history: History } | undefined;
}

const UNKNOWN: Versioned = {
  version: undefined,
  baseVersion: undefined,
  releaseTag: undefined,
  skipped: false,
  why: [],
  notices: [],
  computed: undefined,
};

/** The version that is given or pushed, else the one that the channel needs: only then the history is read. */
export async function versionOf(
  inputs: Inputs,
  gathered: Gathered,
  at: { rules: readonly ChannelRule[]; sources: ReleaseSources },
): Promise<Versioned> {
  const { trigger } = gathered.context;
  const { tagPrefix } = inputs.what;
  if (trigger.kind === 'pull_request') return UNKNOWN;
  if (inputs.what.version !== undefined) {
    const version = versionFromRef(inputs.what.version, tagPrefix);
    if (!isVersion(version))
      throw new UserError(`Input version: "${version}" is no version; write one such as 1.2.3`);
    // a night stays a night, whatever version it is given
    const releaseTag = isOccasion(at.rules, gathered.context) ? undefined : `${tagPrefix}${version}`;
    return { ...UNKNOWN, version, releaseTag };
  }
  if ('gitTag' in trigger && trigger.gitTag !== undefined)
    return { ...UNKNOWN, version: versionFromRef(trigger.gitTag, tagPrefix) };
  const channel = matchChannel(at.rules, gathered.context, tagPrefix);
  const asked = wantedVersion(inputs, gathered.context, usesChannel(inputs) ? channel : undefined);
  if (!asked) return UNKNOWN;
  try {
    return await computed(inputs, gathered, { asked, sources: at.sources });
  } catch (error) {
    if (asked.needed || !(error instanceof UserError)) throw error;
    const text = `No version was computed: ${messageOf(error)}`;
    return { ...UNKNOWN, notices: [{ level: 'notice', text }] };
  }
}

type Asked = { asked: AskedVersion; sources: ReleaseSources };

/** Loaded where it is needed: reading commits is the larger part of what deals with versions. */
async function computed(inputs: Inputs, gathered: Gathered, { asked, sources }: Asked): Promise<Versioned> {
  const { computeVersion, formatWhy, historyOf } = await import('./version.ts');
  const history = await historyOf(inputs, gathered, { exec: sources.exec });
  const of = { wanted: asked.wanted, history, registries: sources.registries };
  const result = await computeVersion(inputs, gathered, of);
  const baseVersion = (history.base?.tag ?? history.highest)?.version;
  const common = { ...UNKNOWN, baseVersion, why: formatWhy(result), computed: { result, history } };
  const isRelease = asked.wanted.kind === 'release';
  if (result.kind === 'version') {
    const releaseTag = isRelease ? `${inputs.what.tagPrefix}${result.version}` : undefined;
    return { ...common, version: result.version, releaseTag, notices: result.notices };
  }
  const notices: Notice[] = [...result.notices, { level: 'notice', text: result.because }];
  // a branch whose commits do not speak the language still moves its channel, without a version
  return { ...common, notices, skipped: asked.skips && !isUnconventional(result) };
}

/** Whether none of the commits in the range follows the convention: then they say nothing about versions. */
function isUnconventional({ why }: VersionResult): boolean {
  const { counted, ignored } = why.assessment;
  return (
    counted.length === 0 &&
    ignored.length > 0 &&
    ignored.every(({ reason }) => reason === 'merge' || reason === 'not conventional')
  );
}

/** Whether any rule takes its tags from the channel. */
export function usesChannel({ metadata }: Inputs): boolean {
  return metadata.tags.length === 0 || metadata.tags.some((line) => /(^|,)\s*type=channel\b/.test(line));
}
