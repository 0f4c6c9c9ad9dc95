import { UserError } from '../errors.ts';
import type { Platform } from '../oci/platform.ts';
import { type Driver, planDriver } from './builderDrivers.ts';
import { nodeFaults, nodeFrom, type Selector, selectRecords } from './builderNodeRecords.ts';
import { hasOption, nameOf, optionFaults, throwFaults } from './builderOptions.ts';
import { quotaOpts } from './builderQuotas.ts';

/** One machine of a builder. */
export interface BuilderNode {
  /** Unique in the builder; undefined leaves the name to buildx. */
  name: string | undefined;
  /** Where it is, as buildx writes it; undefined: the engine, or the cluster. */
  endpoint: string | undefined;
  /** Those that it takes; empty: what it says itself. */
  platforms: readonly Platform[];
  /** `key=value` each. */
  driverOpts: readonly string[];
  labels: Readonly<Record<string, string>>;
}

/** An entry of input `nodes`, as text: endpoint, driver, platforms, driver-opts, labels, name, cpus, memory. */
export type NodeRecord = Readonly<Record<string, string>>;

export interface NodeInputs {
  driver: string;
  driverOpts: readonly string[];
  buildkitImage: string;
  nodes?: readonly NodeRecord[];
  /** Only the nodes with all of these labels, and no other machine. */
  nodeSelector?: Selector;
  rootless?: boolean;
}

/** The driver of a builder and its nodes; buildx wants one driver for all of them. `docker` is the engine's own BuildKit. */
export interface NodesPlan {
  driver: Driver;
  nodes: readonly BuilderNode[];
}

/**
 * The driver and the nodes. `engineCan`: the engine's own BuildKit is able to do what is asked. Throws a UserError for
 * what cannot work.
 */
export function planNodes(inputs: NodeInputs, engineCan: boolean): NodesPlan {
  const selector = inputs.nodeSelector ?? {};
  const selects = Object.keys(selector).length > 0;
  const records = selectRecords(inputs.nodes ?? [], selector);
  const driver = planDriver(inputs.driver, records, engineCan && !selects);
  if (driver === 'remote' && records.length === 0) {
    throw new UserError('Input driver: remote needs input nodes, with the endpoint of each', {
      hint: 'For example `nodes: endpoint=tcp://host:1234`.',
    });
  }
  throwFaults([
    ...optionFaults(driver, inputs.driverOpts).map((fault) => `Input driver-opts: ${fault}`),
    ...nodeFaults(records, driver),
  ]);
  const nodes = records.map((record, index) => withQuotas(nodeFrom(record), { driver, record, index }));
  if (driver === 'docker' || driver === 'remote') return { driver, nodes };
  // selected nodes stand for themselves; so do those of a cluster, and one at the engine stands for the engine
  const alone = selects || nodes.some(({ endpoint }) => endpoint === undefined);
  const all = alone ? nodes : [ownNode(inputs), ...nodes];
  return { driver, nodes: all.map((node) => asAsked(node, { inputs, driver })) };
}

function withQuotas(
  node: BuilderNode,
  at: { driver: Driver; record: NodeRecord; index: number },
): BuilderNode {
  return { ...node, driverOpts: [...quotaOpts(at), ...node.driverOpts] };
}

/** The node that the inputs themselves describe: at the engine, or in the cluster. */
const ownNode = ({ driverOpts }: NodeInputs): BuilderNode => ({
  name: undefined,
  endpoint: undefined,
  platforms: [],
  driverOpts,
  labels: {},
});

/** With the image of BuildKit. In a cluster, the pod has to be told as well where it is one without root. */
function asAsked(node: BuilderNode, { inputs, driver }: { inputs: NodeInputs; driver: Driver }): BuilderNode {
  const { rootless, buildkitImage } = inputs;
  const image = rootless ? rootlessImage(buildkitImage) : buildkitImage;
  const isHere = driver === 'docker-container' && node.endpoint === undefined;
  const defaults = [
    // registries on the host's loopback answer in the host's network only
    ...(isHere ? ['network=host'] : []),
    `image=${image}`,
    ...(rootless && driver === 'kubernetes' ? ['rootless=true'] : []),
  ];
  const unset = defaults.filter((option) => !hasOption(node.driverOpts, nameOf(option)));
  return { ...node, driverOpts: [...unset, ...node.driverOpts] };
}

/** BuildKit's images come in pairs: `v0.32.2` and `v0.32.2-rootless`. */
function rootlessImage(image: string): string {
  return image.includes('rootless') || image.includes('@') ? image : `${image}-rootless`;
}
