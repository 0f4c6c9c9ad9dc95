import type { BuildxFacts, Context, EngineFacts } from '../context/context.ts';
import { suggest, UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { type BuilderNode, type NodeRecord, planNodes } from './builderNodes.ts';
import { planBuildkitConfig } from './buildkitConfig.ts';

/** The BuildKit that a run builds with, and how to get at it. */
export type BuilderPlan =
  /** A builder that buildx knows already. */
  | { kind: 'existing'; name: string; driver: string }
  /** The engine's own BuildKit, and remote nodes beside it. */
  | { kind: 'engine'; nodes: readonly BuilderNode[] }
  | StartedBuilder;

/** A builder that is made for the job, by the driver that its `kind` names. */
export interface StartedBuilder {
  kind: 'docker-container' | 'remote' | 'kubernetes';
  name: string;
  /** The first is the builder's own; more are appended to it. */
  nodes: readonly BuilderNode[];
  buildkitdFlags: string | undefined;
  /** The text of its buildkitd.toml. */
  config: string | undefined;
  /** Stays after the job, in the user's own list of builders. */
  keep: boolean;
}

/** What the choice of a builder rests on. */
export interface BuilderFactsRead extends Pick<Context, 'engine' | 'buildx' | 'environment' | 'now'> {
  /** Hosts of the registries that the run works with, for those that the engine treats as insecure. */
  registries: readonly string[];
  /** The text of the user's buildkitd.toml: see `readBuildkitdConfig`. */
  buildkitdConfig: string | undefined;
}

type BuilderInputs = Omit<Inputs['builder'], 'driver' | 'qemu' | 'qemuImage'> & {
  driver: string;
  nodes?: readonly NodeRecord[];
};

/**
 * The builder that was named, else the selected one, else `driver`, whose `auto` is the engine's own BuildKit where
 * that can push by digest. Throws a UserError, which names what can, for a choice that cannot work.
 */
export function planBuilder(inputs: BuilderInputs, facts: BuilderFactsRead): BuilderPlan {
  if (!facts.buildx) {
    throw new UserError('No buildx was found beside the container engine', {
      hint: "Install Docker's buildx plugin (docker-buildx-plugin, or docker-buildx on Debian).",
    });
  }
  const named = inputs.builder ?? (leavesChoice(inputs) ? facts.buildx.current?.name : undefined);
  if (named !== undefined && named !== 'default') return existingBuilder(named, facts.buildx);
  if (inputs.builder === 'default') return engineBuilder('builder: default', facts.engine, []);
  return startedBuilder(inputs, facts);
}

/** Nothing in the inputs asks for a builder of its own. */
function leavesChoice(inputs: BuilderInputs): boolean {
  return inputs.driver === 'auto' && !(inputs.nodes?.length || asksForDaemon(inputs));
}

/** Options that only a BuildKit of our own can take. */
function asksForDaemon(inputs: BuilderInputs): boolean {
  const { driverOpts, buildkitdFlags, buildkitdConfig, buildkitdConfigInline, keepBuilder } = inputs;
  const options = [buildkitdFlags, buildkitdConfig, buildkitdConfigInline];
  return keepBuilder || driverOpts.length > 0 || options.some((option) => option !== undefined);
}

function existingBuilder(name: string, { builders }: BuildxFacts): BuilderPlan {
  const found = builders.find((builder) => builder.name === name);
  if (found) return { kind: 'existing', name, driver: found.driver };
  const known = ['default', ...builders.map((builder) => builder.name)];
  throw new UserError(`There is no builder "${name}"; ${suggest(name, known)}`, {
    hint: 'Create it in an earlier step, or leave `builder` out.',
  });
}

function engineBuilder(
  asked: string,
  engine: EngineFacts | undefined,
  nodes: readonly BuilderNode[],
): BuilderPlan {
  if (engine?.containerdStore) return { kind: 'engine', nodes };
  if (!engine) throw noEngine();
  throw new UserError(
    `${asked}: the engine (${engine.version}) keeps its images outside of containerd's store, so that its own BuildKit can neither build several platforms nor push by digest`,
    {
      hint: "Leave it to `driver: auto` or set `driver: docker-container`; both can. Or switch the engine's containerd image store on.",
    },
  );
}

function noEngine(): UserError {
  return new UserError('No container engine answers', {
    hint: 'Start Docker, or point DOCKER_HOST or DOCKER_CONTEXT at an engine, or name a remote `builder`.',
  });
}

function startedBuilder(inputs: BuilderInputs, facts: BuilderFactsRead): BuilderPlan {
  const { driver, nodes } = planNodes(
    inputs,
    facts.engine?.containerdStore === true && !asksForDaemon(inputs),
  );
  if (driver === 'docker') {
    if (asksForDaemon(inputs)) throw engineTakesNoOptions();
    return engineBuilder(`driver: ${inputs.driver}`, facts.engine, nodes);
  }
  if (driver === 'docker-container' && !facts.engine) throw noEngine();
  const rules = { mirrors: [], insecureRegistries: [], ...facts.engine, registries: facts.registries };
  const config =
    driver === 'docker-container' ? planBuildkitConfig(rules, facts.buildkitdConfig) : facts.buildkitdConfig;
  const options = {
    kind: driver,
    nodes,
    buildkitdFlags: inputs.buildkitdFlags,
    config,
    keep: inputs.keepBuilder,
  };
  const key = hashOf(JSON.stringify([options, inputs.keepBuilder ? '' : jobKeyOf(facts)]));
  return { ...options, name: `publish-image-${key}` };
}

function engineTakesNoOptions(): UserError {
  return new UserError(
    "`driver: docker` is the engine's own BuildKit; driver-opts, buildkitd-flags, buildkitd-config and keep-builder have no effect on it",
    { hint: 'Leave these inputs out, or set `driver: docker-container`.' },
  );
}

/** The same for all steps of a job, and for nothing else that shares the engine. */
function jobKeyOf({ environment, now }: BuilderFactsRead): string {
  const names = ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB', 'RUNNER_NAME', 'RUNNER_TEMP'];
  const values = names.map((name) => environment[name] ?? '');
  return environment.GITHUB_RUN_ID ? values.join('\n') : now.toISOString();
}

/** FNV-1a in 64 bits: short, and the same wherever it is computed. https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of text) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
