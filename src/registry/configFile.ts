import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { readText } from '../host/smallFile.ts';
import type { Credentials } from './credentials.ts';

/** What the engine's config.json says of logins. */
export interface DockerConfig {
  path: string;
  auths: Readonly<Record<string, unknown>>;
  credHelpers: Readonly<Record<string, unknown>>;
  credsStore: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;
const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
/** The text of a value; '' for anything else. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads `$DOCKER_CONFIG/config.json`, else the one in the home folder; empty where there is none. */
export function readDockerConfig(environment: Readonly<Record<string, string | undefined>>): DockerConfig {
  const folder = environment.DOCKER_CONFIG || (environment.HOME && join(environment.HOME, '.docker'));
  const path = folder ? join(folder, 'config.json') : '';
  const json = asObject(parseConfig(readText(path) || '{}', path));
  return {
    path,
    auths: asObject(json.auths),
    credHelpers: asObject(json.credHelpers),
    credsStore: asText(json.credsStore) || undefined,
  };
}

function parseConfig(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the parser's message quotes the file, which holds passwords
    throw new UserError(`${path} is no valid JSON`, {
      hint: 'Correct it, or log in again with `docker login`.',
    });
  }
}

/** The entry of `auths` for the first of several names; old entries have a scheme and a path around the host. */
export function readAuths({ auths, path }: DockerConfig, keys: readonly string[]): Credentials | undefined {
  const wanted = keys.map(hostOf);
  const entry =
    keys.map((key) => auths[key]).find(Boolean) ??
    Object.entries(auths).find(([key]) => wanted.includes(hostOf(key)))?.[1];
  const { auth, username, password, identitytoken, registrytoken } = asObject(entry);
  if (asText(identitytoken)) return { kind: 'identity', token: asText(identitytoken) };
  if (asText(registrytoken)) return { kind: 'bearer', token: asText(registrytoken) };
  if (!asText(auth)) {
    return asText(username)
      ? { kind: 'password', username: asText(username), password: asText(password) }
      : undefined;
  }
  const decoded = Buffer.from(asText(auth), 'base64').toString();
  const colon = decoded.indexOf(':');
  if (colon < 0)
    throw new UserError(`the entry for ${keys[0]} in ${path} is no user:password in base64`, {
      hint: `Log in again: docker login ${wanted[0]}`,
    });
  return {
    kind: 'password',
    username: decoded.slice(0, colon),
    password: decoded.slice(colon + 1).replace(/\0+$/, ''),
  };
}

/** Old entries have a scheme and a path around the host. */
function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').split('/')[0] ?? key;
}
