import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { makeFolder } from './runner.ts';
import type { Sample } from './sampleImage.ts';

/** What a publisher in a process of its own is to publish. */
export interface Publication extends Sample {
  repositories: readonly string[];
  /** Names of channels that follow commits; by version where absent. */
  channels?: readonly string[];
}

export interface Publisher {
  /** Settles when the image is there by digest; rejects with what was printed where the process ends before. */
  prepare(publication: Publication): Promise<void>;
  /** Lets it move its tags; settles with what it printed when that is done, or when it has ended. */
  go(): Promise<string>;
  /** SIGKILL. */
  kill(): void;
  /** Ends it. */
  close(): void;
}

const CHILD = new URL('./promoteChild.ts', import.meta.url).pathname;
/** Their code is compiled once for all. */
const NODE_COMPILE_CACHE = makeFolder('compiled-');

/** Starts a publisher, which publishes one thing after the other. */
export function startPublisher(): Publisher {
  const child = spawn(process.execPath, [CHILD], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  child.stdin.on('error', () => {}); // it was killed
  const ended = once(child, 'close');
  /** Writes a line and waits for a word, or for the end. */
  const ask = async (line: string, word: string): Promise<string> => {
    output = '';
    child.stdin.write(`${line}\n`);
    const said = Promise.withResolvers<void>();
    const look = () => output.includes(`${word}\n`) && said.resolve();
    child.stdout.on('data', look);
    await Promise.race([said.promise, ended]);
    child.stdout.off('data', look);
    return output;
  };
  return {
    prepare: async (publication) => {
      const printed = await ask(JSON.stringify(publication), 'ready');
      if (!printed.includes('ready\n')) throw new Error(`the publisher ended early: ${printed}`);
    },
    go: () => ask('go', 'done'),
    kill: () => child.kill('SIGKILL'),
    close: () => child.stdin.end(),
  };
}
