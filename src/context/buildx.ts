import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { dockerFolder, readDockerConfig } from '../host/dockerFolder.ts';
import type { Argv, Exec } from '../host/exec.ts';
import { buildxFolder, readBuilders, readSelected } from './buildxBuilders.ts';
import type { BuilderFacts, BuildxFacts } from './context.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the engine's CLI looks for plugins, after the user's own folders. */
const SYSTEM_FOLDERS = ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'].map((folder) =>
  join(folder, 'docker/cli-plugins'),
);

/**
 * The buildx plugin and its builders, read from files without a process; undefined where there is no buildx.
 * Only a plugin that lies in none of the known folders is asked whether it is there.
 */
export async function readBuildx(environment: Environment, exec: Exec): Promise<BuildxFacts | undefined> {
  const command = await findBuildx(environment, exec);
  if (!command) return undefined;
  const builders = readBuilders(environment);
  const insisted = Boolean(environment.BUILDX_BUILDER);
  return {
    command,
    builders,
    current: currentFrom(readSelected(environment), { builders, insisted }),
    folder: buildxFolder(environment),
  };
}

/** The version of buildx, such as `0.29.1`; undefined where it does not say. Starts a process of about 50 ms. */
export async function readBuildxVersion(command: Argv, exec: Exec): Promise<string | undefined> {
  const { ok, stdout } = await exec([...command, 'version']);
  return ok ? /\bv?(\d+\.\d+\.\d+)/.exec(stdout.toString())?.[1] : undefined;
}

/** As for buildx, a selection that is gone means the engine's own builder; one from the environment is a mistake. */
function currentFrom(
  selected: string | undefined,
  { builders, insisted }: { builders: readonly BuilderFacts[]; insisted: boolean },
): BuildxFacts['current'] {
  if (selected === undefined || selected === 'default') return undefined;
  const found = builders.find(({ name }) => name === selected);
  if (!found && !insisted) return undefined;
  return { name: selected, driver: found?.driver ?? 'unknown' };
}

async function findBuildx(environment: Environment, exec: Exec): Promise<Argv | undefined> {
  const plugin = pluginFolders(environment)
    .map((folder) => join(folder, 'docker-buildx'))
    .find(isExecutable);
  if (plugin !== undefined) return [plugin];
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  if (!folders.some((folder) => isExecutable(join(folder, 'docker')))) return undefined;
  const { ok } = await exec(['docker', 'buildx', 'version'], { env: { ...environment } });
  return ok ? ['docker', 'buildx'] : undefined;
}

function pluginFolders(environment: Environment): readonly string[] {
  const { cliPluginsExtraDirs } = readDockerConfig(environment);
  const extra: readonly unknown[] = Array.isArray(cliPluginsExtraDirs) ? cliPluginsExtraDirs : [];
  const own = join(dockerFolder(environment), 'cli-plugins');
  return [...extra.filter((folder) => typeof folder === 'string'), own, ...SYSTEM_FOLDERS];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
