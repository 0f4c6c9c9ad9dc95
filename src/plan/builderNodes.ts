import { UserError } from '../errors.ts';
import type { Platform } from '../oci/platform.ts';
import { type Driver, planDriver } from './builderDrivers.ts';
import { nodeFrom, type Selector, selectRecords } from './builderNodeRecords.ts';
import { quotaOpts } from './builderQuotas.ts';

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

/** The driver and the nodes. `engineCan`: the engine's own BuildKit is able to do what is asked. */
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
  const nodes = records.map((record, index) => withQuotas(nodeFrom(record), { driver, record, index }));
  if (driver === 'docker' || driver === 'remote') return { driver, nodes };
  // selected nodes stand for themselves; so do those of a cluster
  const alone = selects || (driver === 'kubernetes' && nodes.length > 0);
  const asked = nodes.map((node) => asAsked(node, { inputs, driver }));
  return { driver, nodes: alone ? asked : [ownNode(inputs, driver), ...asked] };
}

function withQuotas(
  node: BuilderNode,
  at: { driver: Driver; record: NodeRecord; index: number },
): BuilderNode {
  return { ...node, driverOpts: [...quotaOpts(at), ...node.driverOpts] };
}

/** The node that the inputs themselves describe: at the engine, or in the cluster. */
function ownNode(inputs: NodeInputs, driver: Driver): BuilderNode {
  const { driverOpts } = inputs;
  const bare: BuilderNode = {
    name: undefined,
    endpoint: undefined,
    platforms: [],
    driverOpts,
    labels: {},
  };
  const node = asAsked(bare, { inputs, driver });
  // registries on the host's loopback answer in the host's network only
  return driver === 'kubernetes' || hasOption(node, 'network')
    ? node
    : { ...node, driverOpts: ['network=host', ...node.driverOpts] };
}

/** With the image of BuildKit. In a cluster, the pod has to be told as well where it is one without root. */
function asAsked(node: BuilderNode, { inputs, driver }: { inputs: NodeInputs; driver: Driver }): BuilderNode {
  const { buildkitImage, rootless } = inputs;
  const image = rootless ? rootlessImage(buildkitImage) : buildkitImage;
  const named = hasOption(node, 'image') ? [] : [`image=${image}`];
  const told = rootless && driver === 'kubernetes' && !hasOption(node, 'rootless') ? ['rootless=true'] : [];
  return { ...node, driverOpts: [...named, ...told, ...node.driverOpts] };
}

/** BuildKit's images come in pairs: `v0.32.2` and `v0.32.2-rootless`. */
function rootlessImage(image: string): string {
  return image.includes('rootless') || image.includes('@') ? image : `${image}-rootless`;
}

function hasOption({ driverOpts }: BuilderNode, name: string): boolean {
  return driverOpts.some((option) =>
    option.split(',').some((part) => part.trim().replace(/^"/, '').startsWith(`${name}=`)),
  );
}
