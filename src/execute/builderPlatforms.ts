import { readFile, writeFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Argv, Exec } from '../host/exec.ts';
import { type Platform, parsePlatform } from '../oci/platform.ts';
import type { OpenBuilder } from './builder.ts';

/** A builder of several nodes, as buildx keeps it. */
export interface Instance {
  name: string;
  /** The file that buildx keeps it in. */
  path: string;
  buildx: Argv;
  env: NodeJS.ProcessEnv;
}

interface InstanceFile {
  Nodes: { Name: string; Platforms: readonly Platform[] | null }[];
}

/**
 * Notes, for each node that was given no platforms, the one that it runs natively: buildx would send work to the first
 * node that can emulate it. Throws a UserError where a node does not answer.
 * https://github.com/docker/buildx/blob/v0.29.1/build/driver.go
 */
export async function declarePlatforms(
  instance: Instance,
  { exec, signal }: { exec: Exec; signal: AbortSignal },
): Promise<void> {
  const file = JSON.parse(await readFile(instance.path, 'utf8')) as InstanceFile;
  const isOpen = ({ Platforms }: InstanceFile['Nodes'][number]) => !Platforms?.length;
  if (file.Nodes.length < 2 || !file.Nodes.some(isOpen)) return;
  const native = nativePlatforms(await inspect(instance, { exec, signal }));
  const nodes = file.Nodes.map((node) => {
    const platform = native.get(node.Name);
    return platform && isOpen(node) ? { ...node, Platforms: [platform] } : node;
  });
  await writeFile(instance.path, JSON.stringify({ ...file, Nodes: nodes }), { mode: 0o600 });
}

/** What the nodes of a builder run, each by itself or by emulators of its own; waits for the builder. */
export async function readPlatforms(
  { ready, ...instance }: Pick<OpenBuilder, 'name' | 'buildx' | 'env' | 'ready'>,
  effects: { exec: Exec; signal: AbortSignal },
): Promise<readonly Platform[]> {
  await ready;
  return [...nodePlatforms(await inspect(instance, effects)).values()].flat();
}

async function inspect(
  { name, buildx, env }: Omit<Instance, 'path'>,
  { exec, signal }: { exec: Exec; signal: AbortSignal },
): Promise<string> {
  const result = await exec([...buildx, 'inspect', '--bootstrap', name], { env, signal });
  if (!result.ok) throw nodeError(result.stderr || String(result.error ?? ''));
  return result.stdout.toString();
}

/** Each node's first platform is its own; those that it emulates come after it. */
export function nativePlatforms(inspected: string): ReadonlyMap<string, Platform> {
  const nodes = [...nodePlatforms(inspected)];
  return new Map(nodes.flatMap(([name, [first]]) => (first ? [[name, first] as const] : [])));
}

/** By the node's name. One that was declared has a star. */
function nodePlatforms(inspected: string): ReadonlyMap<string, readonly Platform[]> {
  const found = new Map<string, readonly Platform[]>();
  let name = '';
  for (const line of inspected.split('\n')) {
    const [, field, value = ''] = /^(Name|Platforms):\s+(.*)$/.exec(line) ?? [];
    if (field === 'Name') name = value.trim();
    const platforms = value.split(',').map((text) => text.replace('*', '').trim());
    if (field === 'Platforms') found.set(name, platforms.filter(Boolean).map(parsePlatform));
  }
  return found;
}

function nodeError(words: string): UserError {
  const said = /^ERROR: (.*)$/m.exec(words)?.[1] ?? words.trim().split('\n').at(-1) ?? '';
  return new UserError(`A node of the builder does not answer: ${said || 'buildx gave no reason'}`, {
    hint: 'Look at its endpoint and at cacert, cert and key in its driver-opts. Nothing was built.',
  });
}
