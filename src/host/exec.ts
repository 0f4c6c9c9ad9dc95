import { spawn } from 'node:child_process';

/** A program and its arguments; never a shell line. */
export type Argv = readonly [string, ...string[]];

export interface ExecOptions {
  cwd?: string;
  /** The child's whole environment; ours where absent. */
  env?: NodeJS.ProcessEnv;
  /** Written to the child's standard input, which is closed afterwards; the child waits for a promise. */
  input?: string | Uint8Array | Promise<string | Uint8Array>;
  /** Called with each piece of output as it arrives; standard error is text. */
  onStdout?: (chunk: Buffer) => void;
  onStderr?: (text: string) => void;
  /** Ends the child: SIGINT at once, SIGKILL five seconds later. */
  signal?: AbortSignal;
  /** Ends at once a child that has nothing to tidy up. */
  discard?: AbortSignal;
  timeoutMs?: number;
}

export interface ExecResult {
  ok: boolean;
  /** The exit code, or what a shell would make of the signal (128 + number is not computed: undefined). */
  exitCode: number | undefined;
  signal: NodeJS.Signals | undefined;
  /** Empty where onStdout was given. */
  stdout: Buffer;
  /** The last 256 KiB. */
  stderr: string;
  /** Set where the program could not be started at all. */
  error: Error | undefined;
}

export type Exec = (argv: Argv, options?: ExecOptions) => Promise<ExecResult>;

const STDERR_KEPT = 256 * 1024;
const GRACE_MS = 5000;

/** Runs a program to its end. Never throws for what the program does: look at `ok`. */
export const exec: Exec = (argv, options = {}) =>
  run(argv, options).catch((error: Error) => ({
    ok: false,
    exitCode: undefined,
    signal: undefined,
    stdout: Buffer.alloc(0),
    stderr: '',
    error,
  }));

/** Rejects where the program could not even be tried, such as for an environment that is too large. */
const run = ([file, ...args]: Argv, options: ExecOptions) =>
  new Promise<ExecResult>((resolve) => {
    const stdout: Buffer[] = [];
    let stderr = '';
    const words = new TextDecoder();
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: 'pipe',
    });
    const stop = endOnAbort(child, options);
    child.stdout.on('data', options.onStdout ?? ((chunk: Buffer) => stdout.push(chunk)));
    child.stderr.on('data', (chunk: Buffer) => {
      const text = words.decode(chunk, { stream: true }); // a character may come in two pieces
      stderr = (stderr + text).slice(-STDERR_KEPT);
      options.onStderr?.(text);
    });
    const settle = (exitCode: number | undefined, signal: NodeJS.Signals | undefined, error?: Error) => {
      stop();
      resolve({ ok: exitCode === 0, exitCode, signal, stdout: Buffer.concat(stdout), stderr, error });
    };
    child.on('error', (error) => settle(undefined, undefined, error));
    child.on('close', (code, signal) => settle(code ?? undefined, signal ?? undefined));
    child.stdin.on('error', () => {}); // a child that exits early closes its input; its exit code tells why
    Promise.resolve(options.input).then((input) => child.stdin.end(input));
  });

function endOnAbort(child: ReturnType<typeof spawn>, options: ExecOptions): () => void {
  const timers: NodeJS.Timeout[] = [];
  const end = () => {
    child.kill('SIGINT');
    timers.push(setTimeout(() => child.kill('SIGKILL'), GRACE_MS));
  };
  if (options.signal?.aborted) end();
  options.signal?.addEventListener('abort', end, { once: true });
  const discard = () => child.kill('SIGKILL');
  options.discard?.addEventListener('abort', discard, { once: true });
  if (options.timeoutMs !== undefined) timers.push(setTimeout(end, options.timeoutMs));
  return () => {
    for (const timer of timers) clearTimeout(timer);
    options.signal?.removeEventListener('abort', end);
    options.discard?.removeEventListener('abort', discard);
  };
}
