import type { Gathered } from '../context/gather.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { matchChannel, resolveChannel } from '../plan/channel.ts';
import { parseChannels } from '../plan/channels.ts';
import { parseImages } from '../plan/images.ts';
import { type Metadata, resolveMetadata } from '../plan/metadata.ts';
import { versionFromRef } from '../plan/versionFromRef.ts';

/**
 * The images to publish: the input's, else `ghcr.io/<owner>/<repository>`. `plan` with tag rules and without images
 * gives the tags alone, as docker/metadata-action does.
 */
export function imagesOf(inputs: Inputs, { environment }: Gathered['context']): readonly string[] {
  const { images } = inputs.what;
  if (images.length > 0) return parseImages(images);
  const alone = inputs.what.command === 'plan' && inputs.metadata.tags.length > 0;
  return environment.GITHUB_REPOSITORY && !alone ? [`ghcr.io/${environment.GITHUB_REPOSITORY.toLowerCase()}`] : [];
}

/** What is to be published under which names, and why. */
export interface ResolvedRelease {
  metadata: Metadata;
  push: boolean;
  /** What git tags of versions start with. */
  tagPrefix: string;
  why: readonly string[];
}

/** Resolves version, channel, tags, labels and annotations; reads the history only where the channel needs a version from it. */
export async function resolveRelease(inputs: Inputs, gathered: Gathered, images: readonly string[]): Promise<ResolvedRelease> {
  const { tagPrefix } = inputs.what;
  const context = withVersionInput(inputs, gathered.context);
  const rules = parseChannels(inputs.metadata.channels, tagPrefix);
  const matched = matchChannel(rules, context, tagPrefix);
  const version = inputs.what.version ?? ('gitTag' in context.trigger && context.trigger.gitTag !== undefined ? versionFromRef(context.trigger.gitTag, tagPrefix) : undefined);
  const channel = matched && resolveChannel(matched, context, { version });
  const metadata = resolveMetadata({ ...inputs.metadata, images }, context, { channel, version });
  return { metadata, push: pushes(inputs, gathered), tagPrefix, why: [] };
}

/** A version that is given publishes as the git tag of that version would. */
function withVersionInput(inputs: Inputs, context: Gathered['context']): Gathered['context'] {
  const { version, tagPrefix } = inputs.what;
  if (version === undefined || context.trigger.kind === 'pull_request') return context;
  return { ...context, trigger: { kind: 'tag', gitTag: `${tagPrefix}${version}` } };
}

/** Pull requests, queues and what others can start are built; only who asks for it pushes them. */
function pushes(inputs: Inputs, { context }: Gathered): boolean {
  const { call } = inputs.build;
  if (call !== undefined && call !== 'build') {
    if (inputs.where.push === 'true') throw new UserError(`call: ${call} builds nothing, so that push: true cannot be`);
    return false;
  }
  if (inputs.where.push !== 'auto') return inputs.where.push === 'true';
  return context.trigger.kind !== 'pull_request' && context.trigger.kind !== 'merge_group' && !context.run.privileged;
}
