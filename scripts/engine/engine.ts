import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { exec } from '../../src/host/exec.ts';
import { startDaemon } from './daemons.ts';
import { requireDistribution, unpacked } from './distribution.ts';
import { installPackages, unpackPackages } from './packages.ts';
import { HOME, MissingPart, OWN_PLATFORM, say } from './settings.ts';

const PLUGIN = 'docker/cli-plugins/docker-buildx';
const PLUGIN_FOLDERS = ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'];
const SOCKET = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';

/** What the engine says of itself; undefined where none answers or there is no client to ask it. */
export interface Engine {
  version: string;
  containerdStore: boolean;
}

/** Asks the engine that the docker client is set to. */
export async function readEngine(): Promise<Engine | undefined> {
  const { ok, stdout } = await exec(['docker', 'info', '--format', '{{json .}}']);
  if (!ok) return undefined;
  const info = JSON.parse(stdout.toString());
  if (!info.ServerVersion) return undefined;
  const store = JSON.stringify(info.DriverStatus ?? '').includes('io.containerd.snapshotter');
  return { version: info.ServerVersion, containerdStore: store };
}

/** Makes sure of an engine with client and buildx. One that answers is left exactly as it is. */
export async function bringUpEngine(): Promise<Engine> {
  await bringUpClient();
  const found = await readEngine();
  if (found) return found;
  if (process.env.DOCKER_HOST && !process.env.DOCKER_HOST.startsWith('unix://'))
    throw new MissingPart(`No engine answers at ${SOCKET}.`, 'Unset DOCKER_HOST, or start that engine.');
  const own = await unpackEngine();
  await startEngine(own);
  const started = await readEngine();
  if (!started)
    throw new MissingPart(`The engine at ${SOCKET} does not answer.`, `Look at ${HOME}/dockerd.log.`);
  return started;
}

/** The docker client and its buildx plugin; those that are there stay, others are linked into /usr/local. */
async function bringUpClient(): Promise<void> {
  const plugin = [
    ...PLUGIN_FOLDERS.map((folder) => join(folder, PLUGIN)),
    join(homedir(), '.docker/cli-plugins/docker-buildx'),
  ];
  const hasPlugin = async () =>
    plugin.some((path) => existsSync(path)) || (await exec(['docker', 'buildx', 'version'])).ok;
  const onPath = (await exec(['docker', '--version'])).ok;
  if (onPath && (await hasPlugin())) return;
  const { name } = requireDistribution(onPath ? 'buildx plugin' : 'container engine');
  const own = unpacked(OWN_PLATFORM?.debian ?? '');
  const client = join(own, 'usr/bin/docker');
  if (!existsSync(client)) await unpackPackages(OWN_PLATFORM?.debian ?? '', enginePackages(name));
  if (!onPath) link(client, '/usr/local/bin/docker');
  const unpackedPlugin = ['usr/libexec', 'usr/lib']
    .map((folder) => join(own, folder, PLUGIN))
    .find((path) => existsSync(path));
  if (unpackedPlugin && !(await hasPlugin())) link(unpackedPlugin, join('/usr/local/lib', PLUGIN));
}

function enginePackages(distribution: 'debian' | 'ubuntu'): readonly string[] {
  const split = distribution === 'debian' ? ['docker-cli', 'tini-static'] : []; // Ubuntu has both in docker.io
  return ['docker.io', 'docker-buildx', 'containerd', 'docker-registry', ...split];
}

function link(target: string, path: string): void {
  say(`linking ${path}`);
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) symlinkSync(target, path);
}

async function unpackEngine(): Promise<string> {
  const { name } = requireDistribution('container engine');
  const architecture = OWN_PLATFORM?.debian ?? '';
  const done = join(unpacked(architecture), 'engine-complete');
  if (existsSync(done)) return unpacked(architecture);
  const libraries = name === 'ubuntu' ? ['libnftables1', 'libsystemd0'] : ['libsystemd0'];
  await installPackages(['iptables', 'runc', 'ca-certificates', ...libraries]);
  if (!existsSync(join(unpacked(architecture), 'usr/bin/containerd')))
    await unpackPackages(architecture, enginePackages(name));
  writeFileSync(done, '');
  return unpacked(architecture);
}

async function startEngine(own: string): Promise<void> {
  const folders = ['usr/bin', 'usr/sbin'].map((folder) => join(own, folder));
  const find = (...names: string[]) =>
    names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  const init = find('docker-init', 'tini-static');
  const settings = {
    features: { 'containerd-snapshotter': true },
    'data-root': join(HOME, 'docker'),
    'exec-root': join(HOME, 'run'),
    pidfile: join(HOME, 'docker.pid'),
    hosts: [SOCKET],
    ...(init === undefined ? {} : { 'init-path': init }),
  };
  writeFileSync(join(HOME, 'daemon.json'), `${JSON.stringify(settings, null, 2)}\n`);
  const program = find('dockerd');
  if (!program) throw new MissingPart('The packages have no dockerd.', 'Install Docker Engine by hand.');
  await startDaemon({
    name: 'dockerd',
    argv: [program, '--config-file', join(HOME, 'daemon.json')],
    ready: async () => (await readEngine()) !== undefined,
    env: { PATH: [...folders, process.env.PATH, '/usr/local/sbin:/usr/sbin:/sbin'].join(':') },
  });
}
