import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The one user of the registry. */
export const HTPASSWD_LOGIN = { username: 'octo', password: 'right-password-canary' };
/** bcrypt of that password, the only kind that Distribution takes. */
const HTPASSWD = 'octo:$2b$05$abcdefghijklmnopqrstuu9ALFAsjzl9nSrLYg.ZnMHaKz/r2wJHm\n';
const READY_MS = 10_000;

export interface HtpasswdRegistry {
  host: string;
  close(): Promise<void>;
}

/** A CNCF Distribution registry of its own behind an htpasswd file, on a free port of loopback. */
export function startHtpasswdRegistry(program: string): Promise<HtpasswdRegistry> {
  return startRegistry(program, true);
}

/** A CNCF Distribution registry of its own on a free port of loopback, open to all or behind an htpasswd file. */
export async function startRegistry(program: string, guarded: boolean): Promise<HtpasswdRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'publish-image-htpasswd-'));
  const host = `127.0.0.1:${await freePort()}`;
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'htpasswd'), HTPASSWD);
  writeFileSync(
    join(folder, 'config.json'), // JSON is YAML
    JSON.stringify({
      version: '0.1',
      log: { level: 'error', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder, 'data') } },
      http: { addr: host },
      ...(guarded && { auth: { htpasswd: { realm: 'test registry', path: join(folder, 'htpasswd') } } }),
    }),
  );
  const child = spawn(program, ['serve', join(folder, 'config.json')], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, OTEL_TRACES_EXPORTER: 'none' },
  });
  const close = () => end(child).then(() => rmSync(folder, { recursive: true, force: true }));
  try {
    await untilReady(host);
  } catch (error) {
    await close();
    throw error;
  }
  return { host, close };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilReady(host: string): Promise<void> {
  for (const end = Date.now() + READY_MS; ; ) {
    const status = await fetch(`http://${host}/v2/`).then(
      (response) => response.status,
      () => undefined,
    );
    if (status === 401 || status === 200) return;
    if (Date.now() > end) throw new Error(`the registry at ${host} never answered`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill();
  });
}
