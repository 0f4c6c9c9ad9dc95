import type { Gathered } from '../context/gather.ts';
import { maintenanceRange } from '../context/gitTags.ts';
import { type History, readHistory } from '../context/history.ts';
import { readHeld } from '../context/published.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { REVISION } from '../oci/imageAnnotations.ts';
import { parseRepository } from '../oci/reference.ts';
import { DEFAULT_LEVELS } from '../plan/commits.ts';
import { tellsMore } from '../plan/commitsScan.ts';
import {
  resolveVersion,
  type VersionKind,
  type VersionRequest,
  type VersionResult,
} from '../plan/version.ts';
import { counterTags } from '../plan/versionCounter.ts';
import type { CommitRules } from '../plan/versionLevel.ts';
import type { RegistryClient } from '../registry/types.ts';

export { formatWhy } from '../plan/versionWhy.ts';

/** What the registries can tell of versions; undefined where they are not asked. */
export interface Registries {
  client: RegistryClient;
  images: readonly string[];
}

/** A version from the history, and the history itself, for a changelog. */
export interface ComputedVersion {
  result: VersionResult;
  history: History;
}

/** How commits are read, as the inputs say. Throws a UserError for a level that is none. */
export function rulesOf({ what }: Inputs, repository: string | undefined): CommitRules {
  const levels = Object.entries(what.commitLevels).map(([type, level]) => {
    if (level === 'major' || level === 'minor' || level === 'patch' || level === 'none')
      return [type.toLowerCase(), level] as const;
    throw new UserError(
      `Input commit-levels: "${type}=${level ?? ''}" is no level; write ${type}=minor, or major, patch, none`,
    );
  });
  return {
    levels: { ...DEFAULT_LEVELS, ...Object.fromEntries(levels) },
    bullets: what.commitBullets,
    merges: what.merges,
    repository,
  };
}

/** Reads what versions are made of; throws a UserError where the history cannot be had. */
export function historyOf(
  inputs: Inputs,
  { context, clone, access }: Gathered,
  to: { exec: Parameters<typeof readHistory>[0]['exec']; pushed?: string },
): Promise<History> {
  const { what } = inputs;
  const scan = { levels: { ...DEFAULT_LEVELS, ...what.commitLevels }, bullets: what.commitBullets };
  return readHistory(
    { exec: to.exec, clone, access },
    {
      prefix: what.tagPrefix,
      head: context.git.sha,
      paths: what.paths,
      base: what.base,
      range: rangeOf(context),
      pushed: to.pushed,
      tells: (message) => tellsMore(message, scan),
    },
  );
}

/** Computes the next version. Prereleases are counted over the tags of git and of every image's registry. */
export async function computeVersion(
  inputs: Inputs,
  gathered: Gathered,
  at: { wanted: VersionKind; history: History; registries: Registries | undefined },
): Promise<VersionResult> {
  const { context } = gathered;
  const request: VersionRequest = {
    wanted: at.wanted,
    rules: rulesOf(inputs, context.environment.GITHUB_REPOSITORY),
    prefix: inputs.what.tagPrefix,
    initial: inputs.what.initialVersion,
    range: rangeOf(context),
    commitTime: context.git.commitTime,
    imageTags: undefined,
    revisions: {},
  };
  const first = resolveVersion(request, at.history);
  if (first.kind === 'nothing' || at.wanted.kind !== 'prerelease' || !at.registries) return first;
  const counted = await readCounters(at.registries, {
    core: first.core,
    name: at.wanted.name,
  });
  return resolveVersion({ ...request, ...counted }, at.history, first.why.assessment);
}

/** So many of the highest prereleases are asked whose commit they are: a commit's own is among the last. */
const ASKED = 3;

async function readCounters(
  { client, images }: Registries,
  of: { core: string; name: string },
): Promise<Pick<VersionRequest, 'imageTags' | 'revisions'>> {
  const read = await Promise.allSettled(images.map((image) => readCounter(client, image, of)));
  const told = read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  // one that fails and is needed ends the run later, before anything is built
  const [failed] = read;
  if (told.length === 0 && failed?.status === 'rejected') throw failed.reason;
  return {
    imageTags: told.flatMap(({ imageTags }) => imageTags),
    revisions: Object.assign({}, ...told.map(({ revisions }) => revisions)),
  };
}

async function readCounter(client: RegistryClient, image: string, of: { core: string; name: string }) {
  const repository = parseRepository(image);
  // a registry that cannot be read is told, or left out, where its tags are looked up
  const imageTags = (await client.listTags(repository).catch(() => undefined)) ?? [];
  const asked = counterTags(imageTags, of.core, of.name).slice(0, ASKED);
  const held = asked.map(async (tag) => {
    const found = await readHeld(client, repository, { reference: tag, whole: false });
    return [tag, found?.labels[REVISION] ?? ''] as const;
  });
  return { imageTags, revisions: Object.fromEntries(await Promise.all(held)) };
}

function rangeOf({ trigger }: Gathered['context']) {
  return maintenanceRange('branch' in trigger ? trigger.branch : undefined);
}
