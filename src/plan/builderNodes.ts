import { suggest, UserError } from '../errors.ts';
import { type Platform, parsePlatform } from '../oci/platform.ts';

/** One machine of a builder. */
export interface BuilderNode {
  /** Unique in the builder; undefined leaves the name to buildx. */
  name: string | undefined;
  /** Where it is, as buildx writes it; undefined: the engine, or the cluster. */
  endpoint: string | undefined;
  /** Those that it takes; empty: what it says itself. */
  platforms: readonly Platform[];
  /** `key=value` each, as buildx takes them. */
  driverOpts: readonly string[];
  labels: Readonly<Record<string, string>>;
}

/** An entry of input `nodes`, as text: endpoint, driver, platforms, driver-opts, labels, name. */
export type NodeRecord = Readonly<Record<string, string>>;

export type Driver = 'docker' | 'docker-container' | 'remote' | 'kubernetes';
const DRIVERS: readonly Driver[] = ['docker', 'docker-container', 'remote', 'kubernetes'];

export interface NodeInputs {
  driver: string;
  driverOpts: readonly string[];
  buildkitImage: string;
  nodes?: readonly NodeRecord[];
}

/** The driver of a builder and its nodes; buildx wants one driver for all of them. `docker` is the engine's own BuildKit. */
export interface NodesPlan {
  driver: Driver;
  nodes: readonly BuilderNode[];
}

/** What a builder with this driver can have beside its own node. */
const BESIDE: Readonly<Record<Driver, Driver>> = {
  docker: 'remote',
  'docker-container': 'docker-container',
  remote: 'remote',
  kubernetes: 'kubernetes',
};

/** The driver and the nodes. `engineCan`: the engine's own BuildKit is able to do what is asked. */
export function planNodes(inputs: NodeInputs, engineCan: boolean): NodesPlan {
  const records = inputs.nodes ?? [];
  const joined = sharedDriver(records);
  const driver =
    inputs.driver === 'auto' ? autoDriver(joined, engineCan) : parseDriver(inputs.driver, 'Input driver');
  if (joined !== undefined && BESIDE[driver] !== joined) {
    throw new UserError(
      `Input nodes: driver ${driver} cannot be joined by nodes of driver ${joined}, only of ${BESIDE[driver]}`,
      {
        hint: 'Give all nodes one driver, or leave `driver` out.',
      },
    );
  }
  const nodes = records.map(nodeFrom);
  if (driver === 'docker-container')
    return { driver, nodes: [ownNode(inputs), ...nodes.map((node) => withImage(node, inputs))] };
  if (driver === 'kubernetes' && nodes.length === 0) return { driver, nodes: [ownNode(inputs)] };
  if (driver === 'remote' && nodes.length === 0) {
    throw new UserError('Input driver: remote needs input nodes, with the endpoint of each', {
      hint: 'For example `nodes: endpoint=tcp://host:1234`.',
    });
  }
  return { driver, nodes };
}

function autoDriver(joined: Driver | undefined, engineCan: boolean): Driver {
  if (joined === undefined || joined === 'remote')
    return engineCan ? 'docker' : (joined ?? 'docker-container');
  return joined;
}

function sharedDriver(records: readonly NodeRecord[]): Driver | undefined {
  const drivers = new Set(records.map(driverOf));
  if (drivers.size > 1) {
    throw new UserError(`Input nodes mixes the drivers ${[...drivers].join(', ')}; a builder has one`, {
      hint: 'Give all nodes the same `driver`.',
    });
  }
  return [...drivers][0];
}

/** BuildKit itself listens at these; anything else is an engine, by ssh or by its context's name. */
const BUILDKIT_SCHEME = /^(tcp|unix|docker-container|podman-container|nerdctl-container|kube-pod):\/\//;

function driverOf(record: NodeRecord, index: number): Driver {
  if (record.driver) return parseDriver(record.driver, `Input nodes, entry ${index + 1}`);
  return BUILDKIT_SCHEME.test(record.endpoint ?? '') ? 'remote' : 'docker-container';
}

function parseDriver(text: string, where: string): Driver {
  const driver = DRIVERS.find((name) => name === text);
  if (driver) return driver;
  throw new UserError(`${where}: "${text}" is no driver, ${suggest(text, DRIVERS)}`, {
    hint: 'Leave it out for `auto`.',
  });
}

function nodeFrom(record: NodeRecord): BuilderNode {
  return {
    name: record.name,
    endpoint: record.endpoint,
    platforms: words(record.platforms).map(parsePlatform),
    driverOpts: lines(record['driver-opts']),
    labels: Object.fromEntries(words(record.labels).map(splitPair)),
  };
}

const words = (text = ''): string[] => text.split(/[\s,;]+/).filter(Boolean);
const lines = (text = ''): string[] =>
  text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter(Boolean);

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

/** The node that the inputs themselves describe: at the engine, or in the cluster. */
function ownNode(inputs: NodeInputs): BuilderNode {
  const node: BuilderNode = {
    name: undefined,
    endpoint: undefined,
    platforms: [],
    driverOpts: inputs.driverOpts,
    labels: {},
  };
  const named = withImage(node, inputs);
  // registries on the host's loopback answer in the host's network only
  return inputs.driver === 'kubernetes' || hasOption(named, 'network')
    ? named
    : { ...named, driverOpts: ['network=host', ...named.driverOpts] };
}

function withImage(node: BuilderNode, { buildkitImage }: NodeInputs): BuilderNode {
  return hasOption(node, 'image')
    ? node
    : { ...node, driverOpts: [`image=${buildkitImage}`, ...node.driverOpts] };
}

function hasOption({ driverOpts }: BuilderNode, name: string): boolean {
  return driverOpts.some((option) =>
    option.split(',').some((part) => part.trim().replace(/^"/, '').startsWith(`${name}=`)),
  );
}
