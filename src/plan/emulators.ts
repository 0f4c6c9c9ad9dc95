import type { Context } from '../context/context.ts';
import type { Inputs } from '../inputs/schema.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { BuilderPlan } from './builder.ts';

interface EmulatorFacts {
  qemu: Inputs['builder']['qemu'];
  platforms: readonly Platform[];
  builder: BuilderPlan;
  context: Context;
}

/** The platforms to register an emulator for: those that neither the host, nor a node of the builder, nor an emulator that is there runs. */
export function planEmulators({ qemu, platforms, builder, context }: EmulatorFacts): readonly Platform[] {
  if (qemu === 'never' || !buildsHere(builder)) return [];
  const there = new Set(
    [...nodePlatforms(builder, context), ...(qemu === 'always' ? [] : context.emulators)].map(formatPlatform),
  );
  return platforms.filter(
    (platform) =>
      platform.os === 'linux' &&
      !runsNatively(platform, context.engine?.platform) &&
      !there.has(formatPlatform(platform)),
  );
}

/** A variant tells what programs need of the processor; nobody registers an emulator for one's own. */
function runsNatively(platform: Platform, machine: Platform | undefined): boolean {
  return platform.os === machine?.os && platform.architecture === machine.architecture;
}

/** Other machines have kernels of their own, which we cannot register anything with. */
function buildsHere(builder: BuilderPlan): boolean {
  const driver = builder.kind === 'existing' ? builder.driver : builder.kind;
  return driver === 'engine' || driver === 'docker' || driver === 'docker-container';
}

function nodePlatforms(builder: BuilderPlan, context: Context): readonly Platform[] {
  if (builder.kind !== 'existing') return builder.nodes.flatMap(({ platforms }) => platforms);
  return context.buildx?.builders.find(({ name }) => name === builder.name)?.platforms ?? [];
}
