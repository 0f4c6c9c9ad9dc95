import { readFile, rm } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import type { Log } from '../host/log.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import { type BuildCommand, planCommands } from './buildCommands.ts';
import { buildFailure } from './buildFailure.ts';
import { type BuildStatistics, Progress } from './progress.ts';
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
  /** The Dockerfile's path as the run's annotations name it. */
  dockerfile: string;
  title: string;
  /** A bake that was started ahead. */
  waiting?: WaitingBake | undefined;
  /** Hears of each digest whose push seems to be done, before the build has ended. */
  onPushed?: (digest: Digest) => void;
}

export interface BuildEffects {
  exec: Exec;
  log: Log;
  signal: AbortSignal;
  /** A folder for what must not outlive the run. */
  temporary: string;
}

/** What one target came to. */
export interface Built {
  id: string;
  /** Undefined where nothing was exported. */
  digest: Digest | undefined;
  imageId: string | undefined;
  metadata: Readonly<Record<string, unknown>>;
}

export interface BuildResult {
  builds: readonly Built[];
  statistics: BuildStatistics;
}

/** Builds all targets, showing the progress as it comes. Throws a UserError that leads with the step that failed. */
export async function build(run: BuildRun, effects: BuildEffects): Promise<BuildResult> {
  const folder = run.waiting?.folder ?? (await createBuildFolder(effects.temporary));
  effects.log.group(run.title);
  const stream = effects.log.untrusted();
  const progress = new Progress(stream.write, run.onPushed);
  const builds: Built[] = [];
  let failed: string | undefined;
  try {
    for (const command of planCommands(run, folder)) {
      failed = await start(command, run, { ...effects, stream, progress });
      if (failed !== undefined) break;
      builds.push(...(await readMetadata(command, run)));
    }
  } finally {
    stream.end();
    effects.log.endGroup();
    await rm(folder, { recursive: true, force: true });
  }
  const statistics = progress.end();
  for (const warning of statistics.warnings) effects.log.warning(warning.text, placeOf(run, warning.line));
  if (effects.signal.aborted)
    throw new UserError('The run was cancelled while it built; nothing was published.');
  if (failed !== undefined) throw buildFailure(run, statistics, failed);
  for (const fault of statistics.cacheFaults) effects.log.warning(`A cache was not written: ${fault}`);
  return { builds, statistics };
}

const PRINTED_KEPT = 16 * 1024;

type Streams = BuildEffects & { stream: ReturnType<Log['untrusted']>; progress: Progress };

/** Runs buildx to its end; resolves to what it wrote to standard output where it failed. */
async function start(
  { argv, input }: BuildCommand,
  run: BuildRun,
  { exec, signal, stream, progress }: Streams,
): Promise<string | undefined> {
  let printed = '';
  const result = await (run.waiting?.take(argv) ?? exec)(argv, {
    env: { ...run.env, ...run.secrets },
    ...(input !== undefined && { input }),
    signal,
    onStdout: (chunk) => {
      printed = (printed + chunk.toString()).slice(-PRINTED_KEPT);
      stream.write(chunk.toString());
    },
    onStderr: (chunk) => progress.write(chunk.toString()),
  });
  if (result.ok) return undefined;
  stream.write(progress.end().rest || String(result.error ?? ''));
  return printed;
}

async function readMetadata({ metadataFile, target }: BuildCommand, run: BuildRun): Promise<Built[]> {
  const metadata = JSON.parse(await readFile(metadataFile, 'utf8')) as Record<
    string,
    Record<string, unknown>
  >;
  if (target !== undefined) return [built(target, metadata)];
  return Object.keys(run.definition.targets).map((id) => built(id, metadata[id] ?? {}));
}

function built(id: string, metadata: Readonly<Record<string, unknown>>): Built {
  const digest = metadata['containerimage.digest'];
  const imageId = metadata['containerimage.config.digest'];
  return {
    id,
    digest: typeof digest === 'string' && isDigest(digest) ? digest : undefined,
    imageId: typeof imageId === 'string' ? imageId : undefined,
    metadata,
  };
}

function placeOf(run: BuildRun, line: number | undefined) {
  return line === undefined ? {} : { file: run.dockerfile, startLine: line };
}
