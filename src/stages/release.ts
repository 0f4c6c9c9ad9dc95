import type { Context } from '../context/context.ts';
import type { Gathered } from '../context/gather.ts';
import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import type { Inputs } from '../inputs/schema.ts';
import { matchChannel, resolveChannel } from '../plan/channel.ts';
import { parseChannels } from '../plan/channels.ts';
import { together } from '../plan/faults.ts';
import { parseFlavor } from '../plan/flavor.ts';
import { parseImages } from '../plan/images.ts';
import { type Metadata, resolveMetadata } from '../plan/metadata.ts';
import type { Notice } from '../plan/plan.ts';
import { parseRules } from '../plan/tags/parse.ts';
import { checkTags, type NamedVariant, parseVariants, type Variant } from '../plan/variants.ts';
import { pushes } from './pushes.ts';
import { withSiblingTags } from './siblingTags.ts';
import type { Registries } from './version.ts';
import { usesChannel, type Versioned, versionOf } from './versioned.ts';

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
  computed: Versioned['computed'];
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
  const [fault] = listFaults(inputs);
  if (fault) throw fault;
  const { images } = inputs.what;
  if (images.length > 0) return parseImages(images);
  const alone = inputs.what.command === 'plan' && inputs.metadata.tags.length > 0;
  return environment.GITHUB_REPOSITORY && !alone
    ? [`ghcr.io/${environment.GITHUB_REPOSITORY.toLowerCase()}`]
    : [];
}

/** What is wrong with any of the lists that are resolved one after the other, as one error; none where all is well. */
export function listFaults(inputs: Inputs): unknown[] {
  const { what, metadata } = inputs;
  try {
    together([
      () => parseImages(what.images),
      () => parseChannels(metadata.channels, what.tagPrefix),
      () => parseRules(metadata.tags),
      () => parseFlavor(metadata.flavor),
      () => parseVariants(inputs),
    ]);
    return [];
  } catch (error) {
    return [error];
  }
}

/** Throws a UserError where there is no image to work on; `plan` does without. */
export function needImages({ what }: Inputs, images: readonly string[]): void {
  if (images.length > 0 || what.command === 'plan') return;
  const why =
    what.images.length > 0 ? '`images` enables none' : 'neither `images` nor GITHUB_REPOSITORY is set';
  throw new UserError(`There is no image to ${what.command}: ${why}`, {
    hint: 'Set `images`, such as ghcr.io/owner/app.',
  });
}

/** Resolves version, channel, tags, labels and annotations; reads the history only where a version has to be computed. */
export async function resolveRelease(
  inputs: Inputs,
  gathered: Gathered,
  sources: ReleaseSources,
): Promise<ResolvedRelease> {
  const { tagPrefix } = inputs.what;
  const context = await withSiblingTags(inputs, gathered, sources.exec);
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
  const push = pushes(inputs, context);
  if (push && variants.some(({ metadata }) => metadata.release.tags.length > 0))
    needImages(inputs, first.metadata.images);
  return {
    variants,
    images: first.metadata.images,
    push,
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

function withoutTags(metadata: Metadata): Metadata {
  return {
    ...metadata,
    release: { ...metadata.release, tags: [], version: '' },
    outputs: { ...metadata.outputs, tags: '', tagNames: '' },
  };
}
