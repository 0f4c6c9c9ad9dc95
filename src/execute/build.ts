import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Argv, Exec } from '../host/exec.ts';
import type { Log } from '../host/log.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { type BuildStatistics, Progress } from './progress.ts';

/** One bake run, ready to start. */
export interface BakeRun {
  /** The definition as JSON, for standard input. */
  definition: string;
  /** Names of its targets. */
  targets: readonly string[];
  allow: readonly string[];
  secretEnvironment: Readonly<Record<string, string>>;
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

/** A build that failed; `said` is all that buildx wrote besides its progress. */
export class BuildError extends UserError {
  readonly said: string;
  /** A registry or the network failed in a way that may pass. */
  readonly mayPass: boolean;

  constructor(message: string, said: string, options: ConstructorParameters<typeof UserError>[1]) {
    super(message, options);
    this.name = 'BuildError';
    this.said = said;
    this.mayPass = MAY_PASS.test(said);
  }
}

/** What BuildKit says of a registry that is overloaded or of a connection that broke, while it pushes or pulls. */
const MAY_PASS =
  /failed to (?:push|do request|copy|fetch|authorize|resolve)[^\n]*(?:\b(?:408|429|500|502|503|504)\b|Too Many Requests|connection reset|unexpected EOF|broken pipe|i\/o timeout|TLS handshake timeout)/i;

export interface BuildResult {
  builds: readonly Built[];
  statistics: BuildStatistics;
}

/** Runs bake, showing its progress as it comes. Throws a UserError that leads with the step that failed. */
export async function build(run: BakeRun, effects: BuildEffects): Promise<BuildResult> {
  const folder = await mkdtemp(join(effects.temporary, 'bake-'));
  const metadataFile = join(folder, 'metadata.json');
  try {
    const { ok, statistics } = await bake(run, { ...effects, metadataFile });
    for (const warning of statistics.warnings) effects.log.warning(warning.text, placeOf(run, warning.line));
    if (effects.signal.aborted)
      throw new UserError('The run was cancelled while it built; nothing was published.');
    if (!ok) throw buildError(run, statistics);
    const metadata = JSON.parse(await readFile(metadataFile, 'utf8')) as Record<
      string,
      Record<string, unknown>
    >;
    return { builds: run.targets.map((id) => built(id, metadata[id] ?? {})), statistics };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bake(run: BakeRun, effects: BuildEffects & { metadataFile: string }) {
  effects.log.group(run.title);
  const stream = effects.log.untrusted();
  const progress = new Progress(stream.write);
  try {
    const argv: Argv = [
      ...run.buildx,
      'bake',
      '--file=-',
      `--builder=${run.builder}`,
      '--progress=rawjson',
      `--metadata-file=${effects.metadataFile}`,
      ...run.allow.map((entitlement) => `--allow=${entitlement}`),
    ];
    const result = await effects.exec(argv, {
      env: { ...run.env, ...run.secretEnvironment },
      input: run.definition,
      signal: effects.signal,
      onStdout: (chunk) => stream.write(chunk.toString()),
      onStderr: (chunk) => progress.write(chunk.toString()),
    });
    const statistics = progress.end();
    if (!result.ok) stream.write(statistics.rest || String(result.error ?? ''));
    return { ok: result.ok, statistics };
  } finally {
    stream.end();
    effects.log.endGroup();
  }
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

function placeOf(run: BakeRun, line: number | undefined) {
  return line === undefined ? {} : { file: run.dockerfile, startLine: line };
}

const NO_DOCKERFILE = /failed to read dockerfile: open |^resolve : l?stat /;

/** buildx ends with an excerpt (`Dockerfile:4`, the lines around it) and `ERROR: target …: failed to solve: …`. */
function buildError(run: BakeRun, { failure, rest }: BuildStatistics): BuildError {
  const line = /^[^\s:]+:(\d+)\n-{5,}$/m.exec(rest)?.[1];
  const said = /^ERROR: (?:target [^:]+: )?(.*)$/m.exec(rest)?.[1] ?? rest.trim().split('\n').at(-1) ?? '';
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
