import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Argv, Exec, ExecOptions } from '../host/exec.ts';
import { bakeArgv, type Launch } from './buildCommands.ts';

/** A buildx that was started before its definition is known, which takes it long enough to be worth it. */
export interface WaitingBake {
  /** Where it writes its metadata. */
  folder: string;
  /** Runs a command by going on with the process that waits; undefined where that is another one, or was taken. */
  take(argv: Argv): Exec | undefined;
  /** Ends it where nobody took it; its folder stays. Never throws. */
  discard(): Promise<void>;
}

export interface WaitingEffects {
  exec: Exec;
  signal: AbortSignal;
}

/** A new folder for what a build leaves for us. */
export function createBuildFolder(temporary: string): string {
  return mkdtempSync(join(temporary, 'build-'));
}

/** Starts bake, which then waits for its definition on standard input. `folder` is for its metadata. */
export function startWaitingBake(
  launch: Launch & { env: NodeJS.ProcessEnv; folder: string },
  { exec, signal }: WaitingEffects,
): WaitingBake {
  const { folder } = launch;
  const argv = bakeArgv(launch, folder);
  const input = Promise.withResolvers<string | Uint8Array>();
  const unused = new AbortController();
  const said: string[] = [];
  let taken: ExecOptions | undefined;
  const result = exec(argv, {
    env: launch.env,
    input: input.promise,
    signal,
    discard: unused.signal,
    onStdout: (chunk) => taken?.onStdout?.(chunk),
    // a buildx that fails at once says why before anybody listens
    onStderr: (text) => (taken?.onStderr ? taken.onStderr(text) : said.push(text)),
  });
  return {
    folder,
    take: (wanted) => {
      if (taken || !isDeepStrictEqual(wanted, argv)) return undefined;
      return (_argv, options = {}) => {
        taken = options;
        for (const text of said) options.onStderr?.(text);
        input.resolve(options.input ?? '');
        return result;
      };
    },
    discard: async () => {
      if (taken) return;
      unused.abort();
      await result;
    },
  };
}
