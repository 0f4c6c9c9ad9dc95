import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { asObject, type Json } from '../oci/json.ts';
import { dockerFolder, readDockerConfig } from './dockerFolder.ts';
import { namesIn } from './smallFile.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The state that names the folder, for `removeDockerConfig`. */
export const DOCKER_CONFIG_STATE = 'dockerConfig';
const PREFIX = 'publish-image-docker-';
/** Docker Hub's key in config.json. */
const HUB_KEY = 'https://index.docker.io/v1/';

/** A user name and password for a registry; `host` as in references (`docker.io` for Docker Hub). */
export interface RegistryLogin {
  host: string;
  username: string;
  password: string;
}

export interface DockerConfigEffects {
  environment: Environment;
  /** Where the folder is made; RUNNER_TEMP in a workflow. */
  temporary: string;
  /** Notes the folder before it is there. */
  saveState: (name: string, value: string) => void;
}

/** A configuration of the engine's CLI that is ours alone. */
export interface DockerConfig {
  path: string;
  /** To be laid over the environment of children. */
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Writes a private folder for DOCKER_CONFIG: the user's config.json with our logins in it, and links to everything else
 * that the user's folder has (contexts, plugins, builders). The folder is readable by us alone. Small files, written
 * without a turn of the event loop for each: at a start there is always something else in the queue.
 */
export function createDockerConfig(
  logins: readonly RegistryLogin[],
  effects: DockerConfigEffects,
): DockerConfig {
  const source = dockerFolder(effects.environment);
  const config = mergeLogins(readDockerConfig(effects.environment), {
    logins,
    environment: parseAuthConfig(effects.environment.DOCKER_AUTH_CONFIG),
  });
  const path = join(effects.temporary, `${PREFIX}${process.pid}-${process.hrtime.bigint()}`);
  effects.saveState(DOCKER_CONFIG_STATE, path);
  mkdirSync(effects.temporary, { recursive: true });
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(join(path, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  for (const name of namesIn(source))
    if (name !== 'config.json') symlinkSync(resolve(source, name), join(path, name));
  return { path, env: { DOCKER_CONFIG: path, DOCKER_AUTH_CONFIG: undefined } };
}

/** Removes the folder that the state names, if it is one of ours and still there. */
export async function removeDockerConfig(path: string): Promise<void> {
  if (basename(path).startsWith(PREFIX)) rmSync(path, { recursive: true, force: true });
}

/**
 * The user's configuration with logins in it. Helpers stay for all other hosts: an empty name in `credHelpers`
 * means that the host's entry is in `auths`, whatever `credsStore` says.
 * https://docs.docker.com/reference/cli/docker/login/#credential-helpers
 */
export function mergeLogins(
  user: Json,
  { logins, environment }: { logins: readonly RegistryLogin[]; environment: Json },
): Json {
  const ours = Object.fromEntries(logins.map((login) => [keyOf(login.host), { auth: encode(login) }]));
  const auths = { ...environment, ...ours };
  const shadowed = Object.fromEntries(Object.keys(auths).map((host) => [host, '']));
  return {
    ...user,
    auths: { ...asObject(user.auths), ...auths },
    credHelpers: { ...asObject(user.credHelpers), ...shadowed },
  };
}

const keyOf = (host: string) => (host === 'docker.io' ? HUB_KEY : host);
const encode = ({ username, password }: RegistryLogin) =>
  Buffer.from(`${username}:${password}`).toString('base64');

/** Logins that the environment carries; they would win over ours if they stayed there. */
function parseAuthConfig(text: string | undefined): Json {
  if (!text) return {};
  try {
    return asObject(asObject(JSON.parse(text)).auths);
  } catch {
    throw new UserError('DOCKER_AUTH_CONFIG is no valid JSON', {
      hint: 'Correct it, or take it out of the environment.',
    });
  }
}
