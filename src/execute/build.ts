import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import type { Log } from '../host/log.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import { type BuildCommand, planCommands } from './buildCommands.ts';
import { BuildError } from './buildError.ts';
import { lostBuilder } from './lostBuilder.ts';
import { type BuildStatistics, Progress } from './progress.ts';

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
  const folder = await mkdtemp(join(effects.temporary, 'build-'));
  effects.log.group(run.title);
  const stream = effects.log.untrusted();
  const progress = new Progress(stream.write);
  const builds: Built[] = [];
  let failed = false;
  try {
    for (const command of planCommands(run, folder)) {
      failed = !(await start(command, run, { ...effects, stream, progress }));
      if (failed) break;
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
  if (failed) throw buildError(run, statistics);
  return { builds, statistics };
}

type Streams = BuildEffects & { stream: ReturnType<Log['untrusted']>; progress: Progress };

async function start(
  { argv, input }: BuildCommand,
  run: BuildRun,
  { exec, signal, stream, progress }: Streams,
): Promise<boolean> {
  const result = await exec(argv, {
    env: { ...run.env, ...run.secrets },
    ...(input !== undefined && { input }),
    signal,
    onStdout: (chunk) => stream.write(chunk.toString()),
    onStderr: (chunk) => progress.write(chunk.toString()),
  });
  if (!result.ok) stream.write(progress.end().rest || String(result.error ?? ''));
  return result.ok;
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

const NO_DOCKERFILE = /failed to read dockerfile: open |^resolve : l?stat /;

/** buildx ends with an excerpt (`Dockerfile:4`, the lines around it) and `ERROR: target …: failed to solve: …`. */
function buildError(run: BuildRun, { failure, rest }: BuildStatistics): BuildError {
  const lost = lostBuilder(rest);
  if (lost) return new BuildError(lost.message, rest, { hint: lost.hint });
  const line = /^[^\s:]+:(\d+)\n-{5,}$/m.exec(rest)?.[1];
  const said =
    /^ERROR: (?:target [^:]+: |failed to build: )?(.*)$/m.exec(rest)?.[1] ??
    rest.trim().split('\n').at(-1) ??
    '';
  const where = line === undefined ? '' : ` (${run.dockerfile}:${line})`;
  const missing = NO_DOCKERFILE.test(said) ? `the Dockerfile ${run.dockerfile} was not found: ` : '';
  const message = failure
    ? `Build failed at ${failure.step}${where}: ${failure.error}`
    : `Build failed${where}: ${missing}${said || 'buildx gave no reason'}`;
  const output = failure?.output.trim().split('\n').slice(-10).join('\n');
  return new BuildError(output ? `${message}\n${output}` : message, rest, {
    ...(line !== undefined && { place: { file: run.dockerfile, startLine: Number(line) } }),
    hint: missing ? 'Name it by `file`, or its folder by `context`. No tag was moved.' : 'No tag was moved.',
  });
}
