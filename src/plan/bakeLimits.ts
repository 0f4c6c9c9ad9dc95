import type { Inputs } from '../inputs/schema.ts';
import type { BakeTarget } from './bake.ts';

/** What a target may use, as the inputs say. */
export function limitsOf(inputs: Inputs['build']): Partial<BakeTarget> {
  return {
    ...(inputs.noCache && { 'no-cache': true as const }),
    ...(inputs.noCacheFilters.length > 0 && { 'no-cache-filter': inputs.noCacheFilters }),
    ...(inputs.pull && { pull: true as const }),
    ...(inputs.network !== undefined && { network: inputs.network }),
    ...(inputs.shmSize !== undefined && { 'shm-size': inputs.shmSize }),
    ...(inputs.ulimit.length > 0 && { ulimits: inputs.ulimit }),
    ...(inputs.addHosts.length > 0 && {
      'extra-hosts': Object.fromEntries(hostsOf(inputs).map(lastAddress)),
    }),
    ...(inputs.allow.length > 0 && { entitlements: inputs.allow }),
    ...(inputs.call !== undefined && inputs.call !== 'build' && { call: inputs.call }),
  };
}

/** Each host with its addresses, in the order given. */
function hostsOf({ addHosts }: Pick<Inputs['build'], 'addHosts'>): [name: string, addresses: string[]][] {
  const hosts = new Map<string, string[]>();
  for (const entry of addHosts) {
    const at = entry.search(/[:=]/);
    const name = entry.slice(0, at);
    hosts.set(name, [...new Set(hosts.get(name)).add(entry.slice(at + 1))]);
  }
  return [...hosts];
}

const lastAddress = ([name, addresses]: [string, string[]]): [string, string] => [
  name,
  addresses.at(-1) ?? '',
];

const URL_OF_FILE = /^https?:\/\//i;

/**
 * The flags of `buildx build` that stand for what bake does not know, where there is any: a parent cgroup, a Dockerfile at
 * a URL, and more than one address of each host (the last one goes the way of all hosts, the others this one).
 */
export function planBeyondBake(
  inputs: Pick<Inputs['build'], 'cgroupParent' | 'addHosts'>,
  files: readonly (string | undefined)[],
): readonly string[] | undefined {
  const others = hostsOf(inputs).flatMap(([name, addresses]) =>
    addresses.slice(0, -1).map((address) => `--add-host=${name}:${address}`),
  );
  const flags = [
    ...(inputs.cgroupParent === undefined ? [] : [`--cgroup-parent=${inputs.cgroupParent}`]),
    ...others,
  ];
  const isFetched = files.some((file) => file !== undefined && URL_OF_FILE.test(file));
  return flags.length > 0 || isFetched ? flags : undefined;
}

/** `--allow` values that a bake run needs: any path, since the inputs name them, and what the inputs allow. */
export function planAllow({ ssh, allow }: Pick<Inputs['build'], 'ssh' | 'allow'>): readonly string[] {
  return ['fs=*', ...(ssh.length > 0 ? ['ssh'] : []), ...allow];
}
