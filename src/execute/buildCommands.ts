import { join } from 'node:path';
import type { Argv } from '../host/exec.ts';
import type { BakeTarget } from '../plan/bake.ts';
import { formatBake, targetsOf } from './bakeDefinition.ts';
import type { BuildRun } from './build.ts';

/** One process of buildx, and where its metadata goes. */
export interface BuildCommand {
  argv: Argv;
  input: string | undefined;
  metadataFile: string;
  /** The target whose metadata the file holds; undefined where it holds all by name. */
  target: string | undefined;
}

/** How bake is started. */
export interface Launch {
  buildx: Argv;
  /** The builder's name. */
  builder: string;
  /** `--allow` values. */
  allow: readonly string[];
}

/** Bake, with its definition on standard input, and its metadata in a folder. */
export function bakeArgv({ buildx, builder, allow }: Launch, folder: string): Argv {
  const metadata = `--metadata-file=${join(folder, METADATA)}`;
  const allowed = allow.map((entitlement) => `--allow=${entitlement}`);
  return [...buildx, 'bake', '--file=-', ...optionsOf(builder), metadata, ...allowed];
}

const METADATA = 'metadata.json';
const optionsOf = (builder: string) => [`--builder=${builder}`, '--progress=rawjson'];

/** All targets in one bake run, or, where bake does not know all that is asked, a build a target. */
export function planCommands(run: BuildRun, folder: string): BuildCommand[] {
  const { definition } = run;
  const { beyondBake } = definition;
  if (!beyondBake) {
    const argv = bakeArgv({ ...run, allow: definition.allow }, folder);
    const metadataFile = join(folder, METADATA);
    return [{ argv, input: formatBake(definition), metadataFile, target: undefined }];
  }
  return Object.entries(targetsOf(definition)).map(([id, target]) => {
    const metadataFile = join(folder, `${id}.json`);
    const flags = [...beyondBake, ...flagsOf(target)];
    const argv: Argv = [
      ...run.buildx,
      'build',
      ...optionsOf(run.builder),
      `--metadata-file=${metadataFile}`,
      ...flags,
      target.context,
    ];
    return { argv, input: undefined, metadataFile, target: id };
  });
}

/** A target as flags of `buildx build`. https://docs.docker.com/reference/cli/docker/buildx/build/ */
function flagsOf(target: BakeTarget): string[] {
  const each = (flag: string, values: readonly string[] = []) => values.map((value) => `--${flag}=${value}`);
  const pairs = (flag: string, values: Readonly<Record<string, string>>, sign = '=') =>
    each(
      flag,
      Object.entries(values).map(([key, value]) => `${key}${sign}${value}`),
    );
  const one = (flag: string, value: string | undefined) =>
    value === undefined ? [] : [`--${flag}=${value}`];
  return [
    // a path from where we stand is marked for bake, and plain for build
    ...one('file', target.dockerfile?.replace(/^cwd:\/\//, '')),
    ...one('target', target.target),
    ...each('platform', target.platforms),
    ...pairs('build-context', target.contexts),
    ...pairs('build-arg', target.args),
    ...pairs('label', target.labels),
    ...each('annotation', target.annotations),
    ...each('output', target.output),
    ...each('attest', target.attest),
    ...each('secret', target.secret),
    ...each('ssh', target.ssh),
    ...each('cache-from', target['cache-from']),
    ...each('cache-to', target['cache-to']),
    ...(target['no-cache'] ? ['--no-cache'] : []),
    ...each('no-cache-filter', target['no-cache-filter']),
    ...(target.pull ? ['--pull'] : []),
    ...one('network', target.network),
    ...one('shm-size', target['shm-size']),
    ...each('ulimit', target.ulimits),
    ...pairs('add-host', target['extra-hosts'] ?? {}, ':'),
    ...each('allow', target.entitlements),
    ...one('call', target.call),
  ];
}
