import { UserError } from '../errors.ts';
import { dockerConfigPath, readDockerConfig } from '../host/dockerFolder.ts';
import { asObject, asText } from '../oci/json.ts';
import type { Credentials } from './credentials.ts';

/** What the engine's config.json says of logins. */
export interface DockerLogins {
  path: string;
  auths: Readonly<Record<string, unknown>>;
  credHelpers: Readonly<Record<string, unknown>>;
  credsStore: string | undefined;
}

/** Reads the logins in config.json; none where there is no such file. */
export function readLogins(environment: Readonly<Record<string, string | undefined>>): DockerLogins {
  const { auths, credHelpers, credsStore } = readDockerConfig(environment);
  return {
    path: dockerConfigPath(environment),
    auths: asObject(auths),
    credHelpers: asObject(credHelpers),
    credsStore: asText(credsStore) || undefined,
  };
}

/** The entry of `auths` for the first of several names; old entries have a scheme and a path around the host. */
export function readAuths({ auths, path }: DockerLogins, keys: readonly string[]): Credentials | undefined {
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
