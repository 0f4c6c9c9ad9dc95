import { BlockList, isIP } from 'node:net';
import { isLoopback } from '../host/http.ts';

const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv6');
}

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '');

function inList(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a host name, as a URL has it, is an address of a private network or of this machine. Names are not resolved. */
export function isPrivateAddress(hostname: string): boolean {
  return isLoopback(hostname) || inList(PRIVATE, bare(hostname));
}

/** Whether a host is at a private address, by its name or by what its name resolves to. */
export async function isAtPrivateAddress(hostname: string): Promise<boolean> {
  if (isPrivateAddress(hostname) || isIP(bare(hostname)) !== 0) return isPrivateAddress(hostname);
  const { lookup } = await import('node:dns/promises');
  const { address } = await lookup(hostname).catch(() => ({ address: '' }));
  return isPrivateAddress(address.includes(':') ? `[${address}]` : address);
}

/** Whether one of the engine's insecure registries, hosts and CIDR blocks, names `host[:port]`. */
export function isInsecure(host: string, insecure: readonly string[]): boolean {
  const hostname = host.replace(/:\d+$/, '');
  return insecure.some((entry) => {
    const [net = '', prefix] = entry.split('/');
    if (prefix === undefined) return entry === host || entry === hostname;
    if (isIP(net) === 0 || !/^\d+$/.test(prefix)) return false;
    const block = new BlockList();
    block.addSubnet(net, Number(prefix), isIP(net) === 6 ? 'ipv6' : 'ipv4');
    return inList(block, bare(hostname));
  });
}
