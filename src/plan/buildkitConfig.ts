/** What the engine does with registries, as far as a BuildKit beside it should do the same. */
export interface RegistryRules {
  /** Docker Hub's mirrors, as URLs. */
  mirrors: readonly string[];
  /** Hosts and CIDR blocks that may speak plain HTTP. */
  insecureRegistries: readonly string[];
  /** Hosts of the registries that the run works with. */
  registries: readonly string[];
}

/**
 * A configuration of BuildKit's daemon that carries the engine's mirrors and insecure registries over; undefined where
 * it would be empty. What the user's own text says of a registry is left to it.
 * https://docs.docker.com/build/buildkit/toml-configuration/
 */
export function planBuildkitConfig(rules: RegistryRules, user: string | undefined): string | undefined {
  const own = user?.trim() ?? '';
  const tables = namesRegistriesElsewhere(own)
    ? []
    : registryTables(rules).filter(({ host }) => !hasTable(own, host));
  const text = [own, ...tables.map(formatTable)].filter(Boolean).join('\n\n');
  return text === '' ? undefined : `${text}\n`;
}

/**
 * The configuration with a bound for the steps that run at once; one that the text names itself stays.
 * https://docs.docker.com/build/buildkit/configure/#max-parallelism
 */
export function withParallelism(config: string | undefined, max: number | undefined): string | undefined {
  if (max === undefined) return config;
  const line = `  max-parallelism = ${max}`;
  const text = config ?? '';
  if (/^\s*max-parallelism\s*=/m.test(text)) return config;
  const table = /^\s*\[\s*worker\s*\.\s*oci\s*\].*$/m;
  if (table.test(text)) return text.replace(table, (head) => `${head}\n${line}`);
  return [text.trimEnd(), `[worker.oci]\n${line}\n`].filter(Boolean).join('\n\n');
}

interface RegistryTable {
  host: string;
  mirrors: readonly string[];
  insecure: boolean;
}

function registryTables(rules: RegistryRules): readonly RegistryTable[] {
  const mirrors = rules.mirrors.map(parseMirror);
  const named = rules.insecureRegistries.filter((entry) => !entry.includes('/'));
  const hosts = [...named, ...rules.registries, ...mirrors.map(({ host }) => host)];
  const lax = (host: string) =>
    named.includes(host) ||
    isInBlocks(host, rules.insecureRegistries) ||
    mirrors.some((mirror) => mirror.host === host && mirror.http);
  const insecure = [...new Set(hosts)].filter(lax).map((host) => ({ host, mirrors: [], insecure: true }));
  const hub = { host: 'docker.io', mirrors: mirrors.map(({ host, path }) => host + path), insecure: false };
  return mirrors.length > 0 ? [hub, ...insecure] : insecure;
}

function parseMirror(url: string): { host: string; path: string; http: boolean } {
  const [, scheme, host = '', path = ''] = /^(?:(https?):\/\/)?([^/]+)(.*?)\/?$/.exec(url) ?? [];
  return { host, path, http: scheme === 'http' };
}

/** `http` and `insecure` together are the engine's way: HTTPS with any certificate, else plain HTTP. */
function formatTable({ host, mirrors, insecure }: RegistryTable): string {
  const lines = [
    `[registry.${JSON.stringify(host)}]`,
    ...(mirrors.length > 0 ? [`  mirrors = ${JSON.stringify(mirrors)}`] : []),
    ...(insecure ? ['  http = true', '  insecure = true'] : []),
  ];
  return lines.join('\n');
}

/** TOML knows a table by three spellings of its key. */
function hasTable(toml: string, host: string): boolean {
  const key = host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^\\s*\\[\\s*registry\\s*\\.\\s*["']?${key}["']?\\s*\\]`, 'm').test(toml);
}

/** Registries in one inline value, or as dotted keys: no table may be added beside them. */
function namesRegistriesElsewhere(toml: string): boolean {
  return /^\s*registry\s*[.=]/m.test(toml);
}

function isInBlocks(host: string, blocks: readonly string[]): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const loopback = name === 'localhost' || name === '::1' || name.startsWith('127.');
  const address = parseIpv4(name);
  return loopback || (address !== undefined && blocks.some((block) => contains(block, address)));
}

function contains(block: string, address: number): boolean {
  const [base = '', bits = ''] = block.split('/');
  const start = parseIpv4(base);
  if (start === undefined || !/^\d+$/.test(bits)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(start / size) === Math.floor(address / size);
}

function parseIpv4(text: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
