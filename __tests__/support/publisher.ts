import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** What a publisher in a process of its own is to publish. */
export interface Publication {
  repositories: readonly string[];
  version: string;
  revision: string;
  channels?: readonly string[];
}

export interface Publisher {
  /** Settles when its image is there by digest. */
  ready: Promise<void>;
  /** Lets it move its tags. */
  go(): void;
  /** SIGKILL. */
  kill(): void;
  /** Its exit code, undefined where it was killed, and what it printed. */
  ended: Promise<{ code: number | undefined; output: string }>;
}

const CHILD = new URL('./promoteChild.ts', import.meta.url).pathname;

/** Starts a publisher. */
export function startPublisher(publication: Publication): Publisher {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(publication)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const ended = new Promise<{ code: number | undefined; output: string }>((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? undefined, output: output() }));
  });
  return {
    ready: new Promise((resolve, reject) => {
      child.stdout.on('data', () => output().includes('ready') && resolve());
      ended.then(({ output: text }) => reject(new Error(`the publisher ended early: ${text}`)));
    }),
    go: () => child.stdin.write('go\n'),
    kill: () => child.kill('SIGKILL'),
    ended,
  };
}

function collect(child: ChildProcessByStdio<Writable, Readable, Readable>): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
