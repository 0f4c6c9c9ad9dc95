import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { delimiter, join } from 'node:path';
import { test } from 'vitest';
import { findProgram } from '../../scripts/engine/packages.ts';
import { REGISTRY } from '../../scripts/engine/settings.ts';

export { BASE_IMAGE, REGISTRY } from '../../scripts/engine/settings.ts';

/** What not every machine has. Programs are looked for on PATH; for the rest see the comments. */
export type Part =
  /** The container engine, as its socket's path. */
  | 'engine'
  /** The engine keeps images in containerd's store. */
  | 'containerd image store'
  /** The project's own registry, as its address. */
  | 'registry'
  /** A registry with the OCI 1.1 referrers API; TEST_REFERRERS_REGISTRY, else 127.0.0.1:5001. */
  | 'referrers registry'
  /** An image of BuildKit; TEST_BUILDKIT_IMAGE, else one in a mirror that the engine is set to. */
  | 'BuildKit image'
  /** An image that registers emulators; TEST_BINFMT_IMAGE, else one in a mirror that the engine is set to. */
  | 'binfmt image'
  /** A folder with trusted-root.json and signing-config.json of an instance that answers; TEST_SIGSTORE. */
  | 'Sigstore'
  | 'docker'
  /** CNCF Distribution, on PATH or among what the project unpacked. */
  | 'docker-registry'
  | 'git'
  | 'act'
  | 'buildctl'
  /** BuildKit's daemon; it needs root. */
  | 'buildkitd'
  /** What an image of BuildKit without root has in it: rootlesskit, newuidmap, newgidmap, runc, BuildKit. */
  | 'rootlesskit'
  /** OpenSSH's daemon and its client. */
  | 'sshd'
  | 'actionlint'
  | 'cosign'
  | 'crane'
  | 'oras'
  | 'skopeo';

const PROGRAMS = [
  'docker',
  'git',
  'act',
  'buildctl',
  'actionlint',
  'cosign',
  'crane',
  'oras',
  'skopeo',
] as const;
const SOCKET = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');

interface EngineInfo {
  DriverStatus?: readonly (readonly string[])[];
  RegistryConfig?: { Mirrors?: readonly string[] };
}

/** Each part that is there, with its address, path or name. */
export const parts: Readonly<Partial<Record<Part, string>>> = await findParts();

/** `test`; where a part is missing it is skipped, and its title says so. */
export function testWith(...needed: readonly Part[]) {
  const missing = needed.filter((part) => parts[part] === undefined);
  return (title: string, run: () => Promise<void> | void, timeout?: number): void =>
    test.skipIf(missing.length > 0)(
      missing.length > 0 ? `${title} (needs ${missing.join(', ')})` : title,
      run,
      timeout,
    );
}

async function findParts(): Promise<Partial<Record<Part, string>>> {
  const engine = await readEngine();
  const mirrors = engine?.RegistryConfig?.Mirrors ?? [];
  const store = JSON.stringify(engine?.DriverStatus ?? '').includes('io.containerd.snapshotter');
  const referrers = process.env.TEST_REFERRERS_REGISTRY ?? '127.0.0.1:5001';
  const found: Partial<Record<Part, string | undefined>> = {
    engine: engine && SOCKET,
    'containerd image store': store ? 'yes' : undefined,
    registry: (await answers(`http://${REGISTRY}/v2/`)) ? REGISTRY : undefined,
    'referrers registry': (await answers(`http://${referrers}/v2/`)) ? referrers : undefined,
    'BuildKit image':
      process.env.TEST_BUILDKIT_IMAGE ?? (await inMirror(mirrors, 'moby/buildkit:buildx-stable-1')),
    'binfmt image': process.env.TEST_BINFMT_IMAGE ?? (await inMirror(mirrors, 'tonistiigi/binfmt:latest')),
    Sigstore: findSigstore(),
    'docker-registry': findProgram('docker-registry'),
    buildkitd: process.getuid?.() === 0 ? onPath('buildkitd') : undefined,
    rootlesskit: allOnPath('rootlesskit', 'newuidmap', 'newgidmap', 'runc', 'buildkitd', 'buildctl'),
    sshd: allOnPath('sshd', 'ssh', 'ssh-keygen'),
    ...Object.fromEntries(PROGRAMS.map((name) => [name, onPath(name)])),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function readEngine(): Promise<EngineInfo | undefined> {
  return new Promise((resolve) => {
    const asked = request({ socketPath: SOCKET, path: '/info', timeout: 5000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve(response.statusCode === 200 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined),
      );
    });
    asked.on('error', () => resolve(undefined)).on('timeout', () => asked.destroy());
    asked.end();
  });
}

async function answers(url: string, headers: Record<string, string> = {}): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', headers, signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

/** The image's own name, where one of the engine's mirrors holds it. */
async function inMirror(mirrors: readonly string[], image: string): Promise<string | undefined> {
  const [name, tag] = image.split(':');
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
  for (const mirror of mirrors)
    if (await answers(new URL(`v2/${name}/manifests/${tag}`, mirror).href, { accept })) return image;
  return undefined;
}

function findSigstore(): string | undefined {
  const folder = process.env.TEST_SIGSTORE;
  return folder !== undefined && existsSync(join(folder, 'trusted-root.json')) ? folder : undefined;
}

/** The first, where all are there. */
function allOnPath(...names: [string, ...string[]]): string | undefined {
  const found = names.map(onPath);
  return found.includes(undefined) ? undefined : found[0];
}

/** Daemons lie in folders that ordinary users do not have on PATH. */
export function onPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
