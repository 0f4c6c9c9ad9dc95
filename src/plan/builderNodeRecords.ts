import { UserError } from '../errors.ts';
import { parsePlatform } from '../oci/platform.ts';
import type { BuilderNode, NodeRecord } from './builderNodes.ts';

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
    name: record.name,
    endpoint: record.endpoint,
    platforms: words(record.platforms).map(parsePlatform),
    driverOpts: lines(record['driver-opts']),
    labels: labelsOf(record),
  };
}

const words = (text = ''): string[] => text.split(/[\s,;]+/).filter(Boolean);
const lines = (text = ''): string[] =>
  text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter(Boolean);

/** `env=prod,arch=arm64`, or a map, which arrives as JSON. */
function labelsOf({ labels = '' }: NodeRecord): Readonly<Record<string, string>> {
  if (!labels.startsWith('{')) return Object.fromEntries(words(labels).map(splitPair));
  const json: unknown = JSON.parse(labels);
  const entries = Object.entries(typeof json === 'object' && json !== null ? json : {});
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}
