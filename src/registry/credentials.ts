import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import type { Log } from '../host/log.ts';
import { askHelper, type HelperAnswer } from './credentialHelper.ts';
import { quirksOf } from './quirks.ts';

export type Credentials =
  | { kind: 'password'; username: string; password: string }
  /** Exchanged for access tokens at the token service. */
  | { kind: 'identity'; token: string }
  /** Sent as it is. */
  | { kind: 'bearer'; token: string };

/** A password that the user gave for a registry. */
export interface HostCredentials {
  host: string;
  username: string;
  password: string;
}

export interface CredentialSources {
  /** Win over everything else. */
  explicit: readonly HostCredentials[];
  /** DOCKER_CONFIG, HOME; also the helpers' environment. */
  environment: Readonly<Record<string, string | undefined>>;
  exec: Exec;
  log: Pick<Log, 'mask' | 'debug'>;
}

export type CredentialLookup = (registry: string) => Promise<Credentials | undefined>;

/**
 * Looks credentials up by the host of a reference, once per host: those given, then `credHelpers`, `credsStore` and
 * `auths` of the engine's config.json. Secrets are masked before they are handed out.
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export function createCredentialLookup(sources: CredentialSources): CredentialLookup {
  const known = new Map<string, Promise<Credentials | undefined>>();
  let config: Promise<DockerConfig> | undefined;
  const look = async (registry: string): Promise<Credentials | undefined> => {
    const { credentialKeys } = quirksOf(registry);
    const given = sources.explicit.find(({ host }) => credentialKeys.includes(host));
    if (given) return { kind: 'password', username: given.username, password: given.password };
    config ??= readDockerConfig(sources.environment);
    return fromConfig(await config, credentialKeys, sources);
  };
  return (registry) => {
    const lookup =
      known.get(registry) ?? look(registry).then((credentials) => maskAll(credentials, sources.log));
    known.set(registry, lookup);
    return lookup;
  };
}

/** `base64(user:password)`, as Basic authentication sends it. https://www.rfc-editor.org/rfc/rfc7617 */
export function encodeBasic({ username, password }: { username: string; password: string }): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/** Shorter ones would turn up in innocent texts, and the runner drops outputs that contain a masked value. */
const SHORTEST_MASKED = 6;

function maskAll(credentials: Credentials | undefined, log: Pick<Log, 'mask'>): Credentials | undefined {
  if (!credentials) return undefined;
  const secret = credentials.kind === 'password' ? credentials.password : credentials.token;
  if (secret.length >= SHORTEST_MASKED) log.mask(secret);
  if (credentials.kind === 'password') log.mask(encodeBasic(credentials));
  return credentials;
}

interface DockerConfig {
  path: string;
  auths: Readonly<Record<string, unknown>>;
  credHelpers: Readonly<Record<string, unknown>>;
  credsStore: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;
const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

async function readDockerConfig(environment: CredentialSources['environment']): Promise<DockerConfig> {
  const folder = environment.DOCKER_CONFIG || (environment.HOME && join(environment.HOME, '.docker'));
  const path = folder ? join(folder, 'config.json') : '';
  const text = path && (await readFile(path, 'utf8').catch(() => ''));
  const json = asObject(parseConfig(text || '{}', path));
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

async function fromConfig(
  config: DockerConfig,
  keys: readonly string[],
  sources: CredentialSources,
): Promise<Credentials | undefined> {
  const own = keys.map((key) => config.credHelpers[key]).find((name) => asText(name) !== '');
  const helper = asText(own) || config.credsStore;
  const server = keys[0] ?? '';
  const answer = helper
    ? await askHelper({ helper, server, exec: sources.exec, environment: sources.environment })
    : undefined;
  if (answer) return fromHelper(answer);
  return fromAuths(config, keys);
}

/** https://github.com/docker/docker-credential-helpers#development */
function fromHelper({ username, secret }: HelperAnswer): Credentials {
  return username === '<token>'
    ? { kind: 'identity', token: secret }
    : { kind: 'password', username, password: secret };
}

function fromAuths({ auths, path }: DockerConfig, keys: readonly string[]): Credentials | undefined {
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
