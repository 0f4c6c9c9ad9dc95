import { type ChildProcess, spawn } from 'node:child_process';
import { watchDescendants } from './processWatcher.ts';

/** The runner's own times: https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs */
const SIGTERM_AFTER_MS = 7500;
const SIGKILL_AFTER_MS = 2500;
const STDOUT_HELD_MS = 5000;

/** Once the output matches, after a time, or when a promise is fulfilled; `kill` ends it by SIGKILL at once, as a lost machine would. */
export type Cancel = ({ when: RegExp } | { afterMs: number } | { once: Promise<unknown> }) & { kill?: true };

export interface Ended {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Until the process ended. */
  durationMs: number;
  /** From SIGINT until the end; undefined where it was not cancelled in time. */
  cancelledMs: number | undefined;
  /** Children held standard output for so long after the end that the runner would have cut them off. */
  heldStdout: boolean;
  /** The argv of every process seen below it; empty unless asked for. */
  descendants: readonly (readonly string[])[];
}

export interface ActionProcess {
  argv: readonly [string, ...string[]];
  cwd: string;
  env: NodeJS.ProcessEnv;
  cancel?: Cancel | undefined;
  watch?: boolean | undefined;
}

/** Runs a step's process to its end, and cancels it as the runner does. */
export function runProcess({
  argv: [file, ...args],
  cwd,
  env,
  cancel,
  watch,
}: ActionProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const watcher = watch && child.pid !== undefined ? watchDescendants(child.pid) : undefined;
    const cancelling = cancelOnce(child, cancel);
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk;
        cancelling.look(text.stdout + text.stderr);
      });
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => {
      const durationMs = performance.now() - started;
      const cancelledMs = cancelling.stop();
      let heldStdout = false;
      const held = setTimeout(() => {
        heldStdout = true;
        child.stdout.destroy();
        child.stderr.destroy();
      }, STDOUT_HELD_MS);
      child.on('close', () => {
        clearTimeout(held);
        resolve({
          exitCode,
          signal,
          ...text,
          durationMs,
          cancelledMs,
          heldStdout,
          descendants: watcher?.stop() ?? [],
        });
      });
    });
  });
}

function cancelOnce(child: ChildProcess, cancel: Cancel | undefined) {
  const timers: NodeJS.Timeout[] = [];
  let since: number | undefined;
  const begin = () => {
    if (since !== undefined) return;
    since = performance.now();
    if (cancel?.kill) return void child.kill('SIGKILL');
    child.kill('SIGINT');
    timers.push(setTimeout(() => child.kill('SIGTERM'), SIGTERM_AFTER_MS));
    timers.push(setTimeout(() => child.kill('SIGKILL'), SIGTERM_AFTER_MS + SIGKILL_AFTER_MS));
  };
  if (cancel && 'afterMs' in cancel) timers.push(setTimeout(begin, cancel.afterMs));
  if (cancel && 'once' in cancel) void cancel.once.then(begin);
  return {
    look: (text: string) => {
      if (cancel && 'when' in cancel && cancel.when.test(text)) begin();
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      return since === undefined ? undefined : performance.now() - since;
    },
  };
}
