import { readBuildkitdConfig } from '../context/buildkitdConfig.ts';
import { readBuildxVersion } from '../context/buildx.ts';
import type { Gathered } from '../context/gather.ts';
import { messageOf, UserError } from '../errors.ts';
import { exec } from '../host/exec.ts';
import { nextTurn } from '../host/pause.ts';
import { platforms as parsePlatforms } from '../inputs/parsers.ts';
import type { Inputs } from '../inputs/schema.ts';
import { type Platform, parsePlatform } from '../oci/platform.ts';
import { parseRepository } from '../oci/reference.ts';
import { type BuilderPlan, planBuilder } from '../plan/builder.ts';
import { cacheServiceOf } from '../plan/cacheService.ts';
import { wantsActionsCache } from '../plan/caches.ts';
import type { NamedVariant } from '../plan/variants.ts';
import type { Decision } from './decide.ts';

type Decided = Pick<Decision, 'gathered' | 'session'>;

/**
 * The input's platforms, else PLATFORMS_JSON's, else the one that the engine runs on. Throws a UserError where `merge`
 * would have to guess.
 */
export function platformsOf(
  inputs: Inputs,
  { context }: Gathered,
  variants: readonly NamedVariant[],
): readonly Platform[] {
  const { platforms, command } = inputs.what;
  if (platforms.length > 0) return platforms;
  const json = context.environment.PLATFORMS_JSON;
  if (json) return platformsFrom(json);
  if (command === 'merge' && variants.some(({ variant }) => variant.platforms === undefined))
    throw new UserError('merge needs to know every platform that was planned', {
      hint: 'Set "platforms" to the platforms-json output of `command: plan`, or to the same list.',
    });
  return [
    context.engine?.platform ?? parsePlatform(process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64'),
  ];
}

function platformsFrom(variable: string): readonly Platform[] {
  try {
    return parsePlatforms(variable);
  } catch (error) {
    throw new UserError(`PLATFORMS_JSON in the environment: ${messageOf(error)}; it is ${variable}`);
  }
}

/** Asked only where the Actions cache may be used, since that starts a process. */
export async function buildxVersionOf(
  inputs: Inputs,
  { gathered, session }: Decided,
): Promise<string | undefined> {
  const { buildx, environment } = gathered.context;
  const wanted = session && wantsActionsCache(inputs.build, cacheServiceOf(environment));
  return buildx && wanted ? readBuildxVersion(buildx.command, exec) : undefined;
}

/** `plan` and `merge` need nothing that could build. */
async function builderOf(
  inputs: Inputs,
  { gathered, images }: Decided & { images: readonly string[] },
): Promise<BuilderPlan | undefined> {
  const { context } = gathered;
  if (inputs.what.command === 'merge') return undefined;
  const registries = images.map((image) => parseRepository(image).registry);
  try {
    const buildkitdConfig = await readBuildkitdConfig(inputs.builder, context.environment);
    const asked = { ...inputs.builder, allow: inputs.build.allow };
    return planBuilder(asked, { ...context, registries, buildkitdConfig });
  } catch (error) {
    if (inputs.what.command === 'plan' && error instanceof UserError) return undefined;
    throw error;
  }
}

/** The builder that was chosen, and what makes use of the time until it is needed. */
export interface AheadBuilder {
  plan: Promise<BuilderPlan | undefined>;
  /** Starts its bake as soon as a build is certain, which it is not before `possible` has resolved. */
  startBake(possible: Promise<unknown> | undefined): void;
}

/** Chooses the builder, and makes it ready while the rest is read. */
export function prepareBuilder(inputs: Inputs, at: Decided & { images: readonly string[] }): AheadBuilder {
  const plan = builderOf(inputs, at);
  const builders = inputs.what.dryRun ? undefined : at.session?.builders;
  // what is asked of a registry by now is on its way before files are written
  const prepared = Promise.all([plan, nextTurn()]).then(
    ([found]) => found && builders?.prepare(found),
    () => {}, // told where it is waited for
  );
  return {
    plan,
    startBake: (possible) =>
      void Promise.all([prepared, possible]).then(
        () => builders?.startBake(),
        () => {},
      ),
  };
}
