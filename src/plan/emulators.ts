import type { Context } from '../context/context.ts';
import type { Inputs } from '../inputs/schema.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { BuilderPlan } from './builder.ts';
import type { BuilderNode } from './builderNodes.ts';

interface EmulatorFacts {
  qemu: Inputs['builder']['qemu'];
  platforms: readonly Platform[];
  builder: BuilderPlan;
  context: Context;
}

/** Emulators that a run needs. */
export interface EmulatorPlan {
  platforms: readonly Platform[];
  /** Some nodes were not told which platforms they run: only what none of them runs needs an emulator here. */
  asksNodes: boolean;
}

/** The platforms to register an emulator for: those that neither the host, nor a node of the builder, nor an emulator that is there runs. */
export function planEmulators({ qemu, platforms, builder, context }: EmulatorFacts): EmulatorPlan {
  if (qemu === 'never' || !buildsHere(builder)) return { platforms: [], asksNodes: false };
  const there = new Set(
    [...nodePlatforms(builder, context), ...(qemu === 'always' ? [] : context.emulators)].map(formatPlatform),
  );
  const missing = platforms.filter(
    (platform) =>
      platform.os === 'linux' &&
      !runsNatively(platform, context.engine?.platform) &&
      !there.has(formatPlatform(platform)),
  );
  const asked = nodesElsewhere(builder).filter((node) => node.platforms.length === 0);
  return { platforms: missing, asksNodes: missing.length > 0 && asked.length > 0 };
}

/** A variant tells what programs need of the processor; nobody registers an emulator for one's own. */
function runsNatively(platform: Platform, machine: Platform | undefined): boolean {
  return platform.os === machine?.os && platform.architecture === machine.architecture;
}

/** Other machines have kernels of their own, which we cannot register anything with. */
function buildsHere(builder: BuilderPlan): boolean {
  if (builder.kind === 'existing') return ['docker', 'docker-container'].includes(builder.driver);
  if (builder.kind === 'engine') return true;
  return builder.kind === 'docker-container' && nodesElsewhere(builder).length < builder.nodes.length;
}

function nodesElsewhere(builder: BuilderPlan): readonly BuilderNode[] {
  if (builder.kind === 'existing') return [];
  return builder.nodes.filter(({ endpoint }) => endpoint !== undefined && !HERE.test(endpoint));
}

/** A socket of this machine; a name is that of an engine's context. */
const HERE = /^(unix:|npipe:|default$)/;

function nodePlatforms(builder: BuilderPlan, context: Context): readonly Platform[] {
  if (builder.kind !== 'existing') return builder.nodes.flatMap(({ platforms }) => platforms);
  return context.buildx?.builders.find(({ name }) => name === builder.name)?.platforms ?? [];
}
