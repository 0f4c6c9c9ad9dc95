import type { BuildxFacts, Context } from '../context/context.ts';
import { suggest, UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { jobKeyOf, nameBuilder } from './builderName.ts';
import type { Selector } from './builderNodeRecords.ts';
import { type BuilderNode, type NodeRecord, planNodes } from './builderNodes.ts';
import { planBuildkitConfig, withParallelism } from './buildkitConfig.ts';
import { engineGrants, grantingFlags } from './entitlements.ts';

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

type DaemonInputs = 'driverOpts' | 'buildkitdFlags' | 'buildkitdConfig' | 'buildkitdConfigInline';
type BuilderInputs = Pick<Inputs['builder'], 'builder' | 'buildkitImage' | 'keepBuilder' | DaemonInputs> & {
  driver: string;
  nodes?: readonly NodeRecord[];
  nodeSelector?: Selector;
  maxParallelism?: number | undefined;
  rootless?: boolean;
  allow: readonly string[];
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
  if (named === undefined) return startedBuilder(inputs, facts);
  refuseDaemonOptions(inputs, `builder ${named}`);
  if (named === 'default') return engineBuilder('builder: default', facts, []);
  return existingBuilder(named, facts.buildx);
}

/** Nothing in the inputs asks for a builder of its own. */
function leavesChoice(inputs: BuilderInputs): boolean {
  return inputs.driver === 'auto' && !inputs.nodes?.length && daemonOptions(inputs).length === 0;
}

/** Names of the inputs that only a BuildKit which we start can obey. */
function daemonOptions(inputs: BuilderInputs): readonly string[] {
  const { driverOpts, buildkitdFlags, buildkitdConfig, buildkitdConfigInline, maxParallelism } = inputs;
  const set = {
    'driver-opts': driverOpts[0],
    'buildkitd-flags': buildkitdFlags,
    'buildkitd-config': buildkitdConfig,
    'buildkitd-config-inline': buildkitdConfigInline,
    'max-parallelism': maxParallelism,
    rootless: inputs.rootless || undefined,
  };
  return Object.entries(set).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function refuseDaemonOptions(inputs: BuilderInputs, what: string): void {
  const names = daemonOptions(inputs);
  if (names.length === 0) return;
  throw new UserError(`${names.join(', ')} cannot be set for ${what}: its BuildKit runs already`, {
    hint: 'Leave these inputs out, or have a BuildKit started by `driver: docker-container`.',
  });
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
  { engine, environment }: Pick<BuilderFactsRead, 'engine' | 'environment'>,
  nodes: readonly BuilderNode[],
): BuilderPlan {
  if (engine?.containerdStore) return { kind: 'engine', nodes };
  if (!engine) throw noEngine(environment);
  throw new UserError(
    `${asked}: the engine (${engine.version}) keeps its images outside of containerd's store, so that its own BuildKit can neither build several platforms nor push by digest`,
    {
      hint: "Leave it to `driver: auto` or set `driver: docker-container`; both can. Or switch the engine's containerd image store on.",
    },
  );
}

function noEngine({ DOCKER_HOST: host, DOCKER_CONTEXT: context }: Context['environment']): UserError {
  const where = host
    ? ` at ${host} (DOCKER_HOST)`
    : context
      ? ` in the context ${context} (DOCKER_CONTEXT)`
      : '';
  return new UserError(`No container engine answers${where}`, {
    hint: 'Start Docker, or point DOCKER_HOST or DOCKER_CONTEXT at an engine, or name a remote `builder`.',
  });
}

function startedBuilder(inputs: BuilderInputs, facts: BuilderFactsRead): BuilderPlan {
  const asksNoOther = daemonOptions(inputs).length === 0 && engineGrants(inputs.allow);
  const { driver, nodes } = planNodes(inputs, asksNoOther && facts.engine?.containerdStore === true);
  if (driver === 'docker' || driver === 'remote') refuseDaemonOptions(inputs, `driver ${driver}`);
  if (driver === 'docker') return engineBuilder(`driver: ${inputs.driver}`, facts, nodes);
  if (driver === 'docker-container' && !facts.engine) throw noEngine(facts.environment);
  const options = {
    kind: driver,
    nodes,
    buildkitdFlags: inputs.buildkitdFlags ?? (driver === 'remote' ? undefined : grantingFlags(inputs.allow)),
    config: withParallelism(configFor(driver, facts), inputs.maxParallelism),
    keep: inputs.keepBuilder,
  };
  return { ...options, name: nameBuilder(options, inputs.keepBuilder ? '' : jobKeyOf(facts)) };
}

function configFor(driver: StartedBuilder['kind'], facts: BuilderFactsRead): string | undefined {
  if (driver === 'remote') return undefined;
  if (driver === 'kubernetes') return facts.buildkitdConfig;
  const rules = { mirrors: [], insecureRegistries: [], ...facts.engine, registries: facts.registries };
  return planBuildkitConfig(rules, facts.buildkitdConfig);
}
