import { rm } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import type { Log } from '../host/log.ts';
import type { Digest } from '../oci/digest.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import { onlyPushes } from './bakeDefinition.ts';
import { type BuildCommand, planCommands } from './buildCommands.ts';
import { buildFailure } from './buildFailure.ts';
import { type Built, readMetadata } from './buildMetadata.ts';
import { type BuildStream, openStream } from './buildStream.ts';
import { type Dockerfiles, dockerfileOf } from './dockerfileOf.ts';
import { withPlainContexts } from './plainContexts.ts';
import { type BuildStatistics, Progress } from './progress.ts';
import { collectPushed } from './pushedTargets.ts';
import { createBuildFolder, type WaitingBake } from './waitingBake.ts';

export { BuildError } from './buildError.ts';

/** A run of buildx over all targets, ready to start. */
export interface BuildRun {
  definition: BakeDefinition;
  /** Values of build secrets, by the variables that the definition names. */
  secrets: Readonly<Record<string, string>>;
  /** How to start buildx, the builder's name and its environment. */
  buildx: readonly [string, ...string[]];
  builder: string;
  env: NodeJS.ProcessEnv;
  dockerfiles: Dockerfiles;
  title: string;
  /** A bake that was started ahead. */
  waiting?: WaitingBake | undefined;
  /** Hears of each digest whose push seems to be done, before the build has ended. */
  onPushed?: (digest: Digest) => void;
  /** Something that buildx writes beside what it pushes is used afterwards. */
  toTheEnd?: boolean;
}

export interface BuildEffects {
  exec: Exec;
  log: Log;
  signal: AbortSignal;
  /** A folder for what must not outlive the run. */
  temporary: string;
}

/** What a build came to. */
export interface BuildEnd {
  builds: readonly Built[];
  statistics: BuildStatistics;
}

export interface BuildResult {
  /** What was pushed; without metadata where buildx has not ended yet. */
  builds: readonly Built[];
  /** Resolves when buildx has ended, which may take some time after everything was pushed. */
  end: Promise<BuildEnd>;
}

/**
 * Builds all targets, showing the progress as it comes; resolves as soon as all that counts is pushed. Throws a UserError
 * that leads with the step that failed.
 */
export async function build(run: BuildRun, effects: BuildEffects): Promise<BuildResult> {
  const pushed = collectPushed(run.definition);
  const stream = openStream(run.title, effects.log);
  const progress = new Progress(stream.write, (one) => {
    run.onPushed?.(one.digest);
    pushed.take(one);
  });
  const end = buildToEnd(run, { ...effects, stream, progress });
  end.catch(() => {}); // whoever wants the end waits for it, and hears of it then
  const early = !run.toTheEnd && onlyPushes(run.definition) ? [pushed.all] : [];
  const builds = await Promise.race([...early, end.then(({ builds }) => builds)]);
  stream.end();
  return { builds, end };
}

async function buildToEnd(run: BuildRun, effects: Streams): Promise<BuildEnd> {
  const folder = run.waiting?.folder ?? createBuildFolder(effects.temporary);
  const builds: Built[] = [];
  let failed: string | undefined;
  try {
    const definition = withPlainContexts(run.definition, folder);
    for (const command of planCommands({ ...run, definition }, folder)) {
      failed = await start(command, run, effects);
      if (failed !== undefined) break;
      builds.push(...readMetadata(command, run.definition));
    }
  } finally {
    effects.stream.end();
    await rm(folder, { recursive: true, force: true });
  }
  const statistics = effects.progress.end();
  warn(run, statistics, effects.log);
  if (effects.signal.aborted)
    throw new UserError('The run was cancelled while it built; nothing was published.');
  if (failed !== undefined) throw buildFailure(run, statistics, failed);
  for (const fault of statistics.cacheFaults) effects.log.warning(`A cache was not written: ${fault}`);
  return { builds, statistics };
}

const PRINTED_KEPT = 16 * 1024;

type Streams = BuildEffects & { stream: BuildStream; progress: Progress };

/** Runs buildx to its end; resolves to what it wrote to standard output where it failed. */
async function start(
  { argv, input }: BuildCommand,
  run: BuildRun,
  { exec, signal, stream, progress }: Streams,
): Promise<string | undefined> {
  let printed = '';
  const words = new TextDecoder();
  const result = await (run.waiting?.take(argv) ?? exec)(argv, {
    env: { ...run.env, ...run.secrets },
    ...(input !== undefined && { input }),
    signal,
    onStdout: (chunk) => {
      const text = words.decode(chunk, { stream: true });
      printed = (printed + text).slice(-PRINTED_KEPT);
      stream.write(text);
    },
    onStderr: (text) => progress.write(text),
  });
  if (result.ok) return undefined;
  stream.write(progress.end().rest || String(result.error ?? ''));
  return printed;
}

/** Each once, though every platform is told it. */
function warn(run: BuildRun, { warnings }: BuildStatistics, log: Log): void {
  const placed = warnings.map(({ text, line, step }) => ({
    text,
    line,
    file: dockerfileOf(run.dockerfiles, step),
  }));
  const unique = new Map(placed.map((one) => [JSON.stringify(one), one]));
  for (const { text, line, file } of unique.values())
    log.warning(text, line === undefined ? {} : { file, startLine: line });
}
