import type { Context } from '../context/context.ts';
import type { Gathered } from '../context/gather.ts';
import type { History } from '../context/history.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import type { Inputs } from '../inputs/schema.ts';
import { matchChannel, resolveChannel } from '../plan/channel.ts';
import { type ChannelRule, parseChannels } from '../plan/channels.ts';
import { parseImages } from '../plan/images.ts';
import { type Metadata, resolveMetadata } from '../plan/metadata.ts';
import type { Notice } from '../plan/plan.ts';
import { checkTags, type NamedVariant, parseVariants, type Variant } from '../plan/variants.ts';
import type { VersionResult } from '../plan/version.ts';
import { versionFromRef } from '../plan/versionFromRef.ts';
import { formatWhy } from '../plan/versionWhy.ts';
import { computeVersion, historyOf, isUnconventional, type Registries, wantedVersion } from './version.ts';
import { pushes } from './pushes.ts';

/** What is to be published under which names, and why. */
export interface ResolvedRelease {
  variants: readonly [NamedVariant, ...NamedVariant[]];
  /** Names without a tag. */
  images: readonly string[];
  push: boolean;
  /** What git tags of versions start with. */
  tagPrefix: string;
  /** The git tag as which this run publishes although none was pushed. */
  releaseTag: string | undefined;
  why: readonly string[];
  notices: readonly Notice[];
  /** What the version was computed from, where it was. */
  computed: { result: VersionResult; history: History } | undefined;
}

/** What resolving needs beyond inputs and facts. */
export interface ReleaseSources {
  images: readonly string[];
  exec: Exec;
  registries: Registries | undefined;
}

/**
 * The images to publish: the input's, else `ghcr.io/<owner>/<repository>`. `plan` with tag rules and without images
 * gives the tags alone, as docker/metadata-action does.
 */
export function imagesOf(inputs: Inputs, { environment }: Context): readonly string[] {
  const { images } = inputs.what;
  if (images.length > 0) return parseImages(images);
  const alone = inputs.what.command === 'plan' && inputs.metadata.tags.length > 0;
  return environment.GITHUB_REPOSITORY && !alone
    ? [`ghcr.io/${environment.GITHUB_REPOSITORY.toLowerCase()}`]
    : [];
}

/** Resolves version, channel, tags, labels and annotations; reads the history only where a version has to be computed. */
export async function resolveRelease(
  inputs: Inputs,
  gathered: Gathered,
  sources: ReleaseSources,
): Promise<ResolvedRelease> {
  const { tagPrefix } = inputs.what;
  const { context } = gathered;
  const rules = parseChannels(inputs.metadata.channels, tagPrefix);
  const version = await versionOf(inputs, gathered, { rules, sources });
  const { releaseTag } = version;
  const asReleased: Context =
    releaseTag === undefined ? context : { ...context, trigger: { kind: 'tag', gitTag: releaseTag } };
  // a release that this run makes goes to the channel of its tag, or to the one that the branch has
  const matched = version.skipped
    ? undefined
    : (matchChannel(rules, asReleased, tagPrefix) ?? matchChannel(rules, context, tagPrefix));
  const known = { version: version.version, baseVersion: version.baseVersion };
  const channel = matched && resolveChannel(matched, asReleased, known);
  const facts = { ...known, channel, releaseTag };
  const [first, ...others] = parseVariants(inputs).map((variant): NamedVariant => {
    const metadata = resolveMetadata(metadataInputs(inputs, variant, sources.images), context, facts);
    return { variant, metadata: version.skipped && usesChannel(inputs) ? withoutTags(metadata) : metadata };
  });
  if (!first) throw new Error('there is always one variant');
  const variants = [first, ...others] as const;
  checkTags(variants);
  return {
    variants,
    images: first.metadata.images,
    push: pushes(inputs, context),
    tagPrefix,
    releaseTag,
    why: version.why,
    notices: version.notices,
    computed: version.computed,
  };
}

function metadataInputs({ metadata }: Inputs, { tags, suffix }: Variant, images: readonly string[]) {
  const flavor = suffix === '' ? metadata.flavor : [...metadata.flavor, `suffix=${suffix},onlatest=true`];
  return { ...metadata, tags: tags ?? metadata.tags, flavor, images };
}

interface Versioned {
  version: string | undefined;
  baseVersion: string | undefined;
  /** The git tag as which this run publishes although none was pushed. */
  releaseTag: string | undefined;
  /** The channel has nothing to publish. */
  skipped: boolean;
  why: readonly string[];
  notices: readonly Notice[];
  computed: ResolvedRelease['computed'];
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

async function versionOf(
  inputs: Inputs,
  gathered: Gathered,
  at: { rules: readonly ChannelRule[]; sources: ReleaseSources },
): Promise<Versioned> {
  const { trigger } = gathered.context;
  const { version, tagPrefix } = inputs.what;
  if (trigger.kind === 'pull_request') return UNKNOWN;
  if (version !== undefined) return { ...UNKNOWN, version, releaseTag: `${tagPrefix}${version}` };
  if ('gitTag' in trigger && trigger.gitTag !== undefined)
    return { ...UNKNOWN, version: versionFromRef(trigger.gitTag, tagPrefix) };
  const channel = matchChannel(at.rules, gathered.context, tagPrefix);
  const asked = wantedVersion(inputs, gathered.context, usesChannel(inputs) ? channel : undefined);
  if (!asked) return UNKNOWN;
  try {
    const history = await historyOf(inputs, gathered, { exec: at.sources.exec });
    const result = await computeVersion(inputs, gathered, {
      wanted: asked.wanted,
      history,
      registries: at.sources.registries,
    });
    return versionedBy(result, { history, asked, tagPrefix });
  } catch (error) {
    if (asked.needed || !(error instanceof UserError)) throw error;
    const text = `No version was computed: ${messageOf(error)}`;
    return { ...UNKNOWN, notices: [{ level: 'notice', text }] };
  }
}

function versionedBy(
  result: VersionResult,
  {
    history,
    asked,
    tagPrefix,
  }: { history: History; asked: NonNullable<ReturnType<typeof wantedVersion>>; tagPrefix: string },
): Versioned {
  const baseVersion = (history.base?.tag ?? history.highest)?.version;
  const computed = { result, history };
  const common = { ...UNKNOWN, baseVersion, why: formatWhy(result), notices: result.notices, computed };
  const isRelease = asked.wanted.kind === 'release';
  if (result.kind === 'version')
    return {
      ...common,
      version: result.version,
      releaseTag: isRelease ? `${tagPrefix}${result.version}` : undefined,
    };
  const notices: Notice[] = [...result.notices, { level: 'notice', text: result.because }];
  // a branch whose commits do not speak the language still moves its channel, without a version
  return { ...common, notices, skipped: !isRelease && !isUnconventional(result) };
}

function usesChannel({ metadata }: Inputs): boolean {
  return metadata.tags.length === 0 || metadata.tags.some((line) => /(^|,)\s*type=channel\b/.test(line));
}

function withoutTags(metadata: Metadata): Metadata {
  return {
    ...metadata,
    release: { ...metadata.release, tags: [], version: '' },
    outputs: { ...metadata.outputs, tags: '', tagNames: '' },
  };
}
