import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOME, MissingPart, say } from './settings.ts';

const READY_MS = 30_000;
const POLL_MS = 100;

export interface Daemon {
  name: string;
  argv: readonly [string, ...string[]];
  /** Whether it answers. */
  ready: () => Promise<boolean>;
  env?: NodeJS.ProcessEnv;
}

const file = (name: string, kind: 'pid' | 'log') => join(HOME, `${name}.${kind}`);

/** Starts a program that outlives us, and waits until it answers. */
export async function startDaemon({ name, argv: [program, ...args], ready, env }: Daemon): Promise<void> {
  mkdirSync(HOME, { recursive: true });
  say(`starting ${name} (log: ${file(name, 'log')})`);
  const log = openSync(file(name, 'log'), 'w');
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...env },
  });
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = `ended with ${code ?? signal}`));
  writeFileSync(file(name, 'pid'), `${child.pid ?? ''}\n`);
  child.unref();
  const deadline = Date.now() + READY_MS;
  while (!(await ready())) {
    if (ended === undefined && Date.now() < deadline) await sleep(POLL_MS);
    else throw failed(name, ended ?? `does not answer after ${READY_MS / 1000} s`);
  }
}

function failed(name: string, how: string): MissingPart {
  const last = readFileSync(file(name, 'log'), 'utf8').trim().split('\n').slice(-4).join('\n');
  return new MissingPart(`${name} ${how}:\n${last}`, `Its whole log is ${file(name, 'log')}.`);
}

/** Ends what startDaemon started, and nothing else; false where it did not run. */
export async function stopDaemon(name: string): Promise<boolean> {
  if (!existsSync(file(name, 'pid'))) return false;
  const pid = Number(readFileSync(file(name, 'pid'), 'utf8'));
  rmSync(file(name, 'pid'));
  if (!runs(pid, name)) return false;
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + READY_MS;
  while (runs(pid, name) && Date.now() < deadline) await sleep(POLL_MS);
  say(`stopped ${name}`);
  return true;
}

/** A process id may have gone to another program since. */
function runs(pid: number, name: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.endsWith(name) ?? false;
  } catch {
    return false;
  }
}
