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
    ...(inputs.addHosts.length > 0 && { 'extra-hosts': Object.fromEntries(inputs.addHosts.map(splitHost)) }),
    ...(inputs.allow.length > 0 && { entitlements: inputs.allow }),
    ...(inputs.call !== undefined && inputs.call !== 'build' && { call: inputs.call }),
  };
}

function splitHost(entry: string): [string, string] {
  const at = entry.search(/[:=]/);
  return [entry.slice(0, at), entry.slice(at + 1)];
}

/** `--allow` values that a bake run needs: any path, since the inputs name them, and what the inputs allow. */
export function planAllow({ ssh, allow }: Pick<Inputs['build'], 'ssh' | 'allow'>): readonly string[] {
  return ['fs=*', ...(ssh.length > 0 ? ['ssh'] : []), ...allow];
}
