import { messageOf, UserError } from '../errors.ts';
import { isObject, parseJson } from '../oci/json.ts';
import { knownPlatform } from '../oci/knownPlatform.ts';
import { BESIDE, type Driver } from './builderDrivers.ts';
import type { BuilderNode, NodeRecord } from './builderNodes.ts';
import { optionFaults, splitOptions } from './builderOptions.ts';

/** Labels that a node must have, all of them; one without a value asks for the label alone. */
export type Selector = Readonly<Record<string, string | undefined>>;

/** The records with all labels of the selector. Throws a UserError, which names the labels there are, where none has them. */
export function selectRecords(records: readonly NodeRecord[], selector: Selector): readonly NodeRecord[] {
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return records;
  const found = records.filter((record) => {
    const labels = labelsOf(record);
    return wanted.every(([key, value]) => key in labels && (value === undefined || labels[key] === value));
  });
  if (found.length > 0) return found;
  const asked = wanted.map(([key, value]) => (value === undefined ? key : `${key}=${value}`)).join(', ');
  const there = records.map((record) =>
    Object.entries(labelsOf(record))
      .map((pair) => pair.join('='))
      .join(','),
  );
  throw new UserError(`Input node-selector: no node has ${asked}`, {
    hint:
      there.length > 0
        ? `The nodes have: ${there.map((text) => text || '(none)').join('; ')}.`
        : 'Name nodes by input nodes.',
  });
}

/** A node as its record describes it. */
export function nodeFrom(record: NodeRecord): BuilderNode {
  return {
    name: record.name?.toLowerCase(),
    endpoint: record.endpoint || undefined,
    platforms: words(record.platforms).map(knownPlatform),
    driverOpts: splitOptions(record['driver-opts'] ?? ''),
    labels: labelsOf(record),
  };
}

/** As buildx has them, which also writes them in lower case. */
const NAME = /^[a-z][a-z0-9._-]*$/i;

/** What is wrong with the records of nodes; each fault begins with its entry. */
export function nodeFaults(records: readonly NodeRecord[], driver: Driver): string[] {
  const joined = BESIDE[driver];
  const names = records.map(({ name }) => name?.toLowerCase());
  return records.flatMap((record, index) => {
    const { name, endpoint, platforms } = record;
    const faults = [
      ...(name !== undefined && !NAME.test(name)
        ? [`name "${name}" has to start with a letter, and letters, digits, ".", "_" and "-" follow`]
        : []),
      ...(name !== undefined && names.indexOf(name.toLowerCase()) !== index
        ? [`there is a node "${name}" already`]
        : []),
      ...endpointFaults(joined, endpoint),
      ...words(platforms).flatMap(platformFault),
      ...optionFaults(joined, splitOptions(record['driver-opts'] ?? '')),
    ];
    return faults.map((fault) => `Input nodes, entry ${index + 1}: ${fault}`);
  });
}

/** https://github.com/docker/buildx/blob/v0.29.1/driver/remote/util/endpoint.go */
const REMOTE = /^(docker-container|kube-pod|npipe|ssh|tcp|unix):\/\/./;

function endpointFaults(driver: Driver, endpoint: string | undefined): string[] {
  if (driver === 'remote' && !endpoint) return ['it lacks the endpoint that its BuildKit listens at'];
  if (driver === 'remote' && endpoint && !REMOTE.test(endpoint))
    return [
      `endpoint "${endpoint}" is none of a BuildKit; expected tcp://host:port, unix:///path or ssh://host`,
    ];
  if (driver === 'kubernetes' && endpoint)
    return [`driver kubernetes takes no endpoint ("${endpoint}"): the cluster is that of KUBECONFIG`];
  return [];
}

function platformFault(text: string): string[] {
  try {
    knownPlatform(text);
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}

const words = (text = ''): string[] => text.split(/[\s,;]+/).filter(Boolean);

/** `env=prod,arch=arm64`, or a map, which arrives as JSON. */
function labelsOf({ labels = '' }: NodeRecord): Readonly<Record<string, string>> {
  if (!labels.startsWith('{"')) return Object.fromEntries(words(labels).map(splitPair));
  const map = parseJson(labels);
  if (!isObject(map))
    throw new UserError(`Input nodes: the labels ${labels} are neither env=prod,arch=arm64 nor a map`);
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value)]));
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}
