import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeCertificate, type TestCertificate } from './certificates.ts';
import { freePort } from './freePort.ts';
import { parts } from './parts.ts';
import { waitFor } from './waitFor.ts';

/** A daemon of BuildKit that takes builds over TCP, from those with the right certificate. */
export interface Buildkitd {
  /** An entry of input `nodes`, as YAML. */
  node(more?: Readonly<Record<string, string>>): string;
  /** What it has built, in records of its own cache. */
  records(): number;
  kill(): void;
  close(): Promise<void>;
}

const keyOf = ({ path }: TestCertificate) => join(dirname(path), 'key.pem');

/** `platforms`: what it claims to run; what it finds out itself where absent. */
export async function startBuildkitd(platforms: readonly string[] = []): Promise<Buildkitd> {
  const [server, client] = [makeCertificate(), makeCertificate()];
  const folder = mkdtempSync(join(tmpdir(), 'buildkitd-'));
  const socket = join(folder, 'buildkitd.sock');
  const endpoint = `tcp://127.0.0.1:${await freePort()}`;
  const argv = [
    ...[`--root=${folder}/root`, `--addr=${endpoint}`, `--addr=unix://${socket}`],
    ...[`--tlscert=${server.path}`, `--tlskey=${keyOf(server)}`, `--tlscacert=${client.path}`],
    ...['--oci-worker-snapshotter=native', '--oci-worker-net=host', '--containerd-worker=false'],
    ...platforms.map((platform) => `--oci-worker-platform=${platform}`),
  ];
  // a process group of its own: what it runs ends with it
  const child = spawn(parts.buildkitd ?? 'buildkitd', argv, { stdio: 'ignore', detached: true });
  await waitFor('buildkitd', () => existsSync(socket));
  const identity = `cacert=${server.path};cert=${client.path};key=${keyOf(client)}`;
  return {
    node: (more = {}) => record({ endpoint, 'driver-opts': identity, ...more }),
    records: () => recordsOf(socket),
    kill: () => killGroup(child, 'SIGKILL'),
    close: async () => {
      await end(child);
      unmountBelow(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function record(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: '${value}'`);
  return `- ${lines.join('\n  ')}`;
}

function recordsOf(socket: string): number {
  const address = `--addr=unix://${socket}`;
  const template = '--format={{range .}}{{.ID}}{{"\\n"}}{{end}}';
  const listed = execFileSync(parts.buildctl ?? 'buildctl', [address, 'du', template], { encoding: 'utf8' });
  return listed.split('\n').filter(Boolean).length;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  killGroup(child, 'SIGTERM');
  await ended;
}

/** A daemon that was killed leaves the file systems of its containers mounted. */
function unmountBelow(folder: string): void {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const points = mounts
    .map((line) => line.split(' ')[1] ?? '')
    .filter((point) => point.startsWith(`${folder}/`));
  for (const point of points.reverse()) execFileSync('umount', ['--lazy', point]);
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    process.kill(-child.pid, signal);
}
