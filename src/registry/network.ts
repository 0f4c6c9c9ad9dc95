import { BlockList, isIP } from 'node:net';
import { isLoopback } from '../host/http.ts';

/** From where an address can be reached: everywhere, from a private network, from one machine, from one wire. */
export const REACH = { public: 0, private: 1, loopback: 2, link: 3 } as const;
export type Reach = (typeof REACH)[keyof typeof REACH];

const NETS: readonly [Reach, string[]][] = [
  [REACH.link, ['169.254.0.0/16', 'fe80::/10']],
  [REACH.loopback, ['127.0.0.0/8', '0.0.0.0/8', '::/127']],
  [REACH.private, ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
];
/** Made when they are needed: the first costs some milliseconds. */
const blocks = new Map<string, BlockList>();

function blockOf(...nets: string[]): BlockList {
  const known = blocks.get(nets.join());
  if (known) return known;
  const block = new BlockList();
  for (const net of nets) {
    const [address = '', prefix] = net.split('/');
    block.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  blocks.set(nets.join(), block);
  return block;
}

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '');

function inList(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** The reach of a host name as a URL has it. Names are not resolved: they count as public, but for those of this machine. */
export function reachOf(hostname: string): Reach {
  if (isLoopback(hostname)) return REACH.loopback;
  return NETS.find(([, nets]) => inList(blockOf(...nets), bare(hostname)))?.[0] ?? REACH.public;
}

/** The reach of a host by what its name resolves to. */
export async function resolvedReachOf(hostname: string): Promise<Reach> {
  if (isLoopback(hostname) || isIP(bare(hostname)) !== 0) return reachOf(hostname);
  const { lookup } = await import('node:dns/promises');
  const { address } = await lookup(hostname).catch(() => ({ address: '' }));
  return reachOf(address);
}

/** Whether one of the engine's insecure registries, hosts and CIDR blocks, names `host[:port]`. */
export function isInsecure(host: string, insecure: readonly string[]): boolean {
  const hostname = host.replace(/:\d+$/, '');
  return insecure.some((entry) => {
    const [net = '', prefix] = entry.split('/');
    if (prefix === undefined) return entry === host || entry === hostname;
    const family = isIP(net);
    const bits = /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN;
    if (!(bits <= (family === 6 ? 128 : family === 4 ? 32 : -1))) return false;
    return inList(blockOf(entry), bare(hostname));
  });
}
