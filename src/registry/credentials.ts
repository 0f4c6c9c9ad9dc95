import type { RegistryLogin } from '../host/dockerConfig.ts';
import type { Exec } from '../host/exec.ts';
import type { Log } from '../host/log.ts';
import { asText } from '../oci/json.ts';
import { type DockerLogins, readAuths, readLogins } from './configFile.ts';
import { askHelper, type HelperAnswer } from './credentialHelper.ts';
import { quirksOf } from './quirks.ts';

export type Credentials =
  | { kind: 'password'; username: string; password: string }
  /** Exchanged for access tokens at the token service. */
  | { kind: 'identity'; token: string }
  /** Sent as it is. */
  | { kind: 'bearer'; token: string };

export interface CredentialSources {
  /** Win over everything else. */
  explicit: readonly RegistryLogin[];
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
  let logins: DockerLogins | undefined;
  const look = async (registry: string): Promise<Credentials | undefined> => {
    const { credentialKeys } = quirksOf(registry);
    const given = sources.explicit.find(({ host }) => credentialKeys.includes(host));
    if (given) return { kind: 'password', username: given.username, password: given.password };
    logins ??= readLogins(sources.environment);
    return fromLogins(logins, credentialKeys, sources);
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

async function fromLogins(
  logins: DockerLogins,
  keys: readonly string[],
  sources: CredentialSources,
): Promise<Credentials | undefined> {
  const own = keys.map((key) => logins.credHelpers[key]).find((name) => asText(name) !== '');
  const helper = asText(own) || logins.credsStore;
  const server = keys[0] ?? '';
  const answer = helper
    ? await askHelper({ helper, server, exec: sources.exec, environment: sources.environment })
    : undefined;
  if (answer) return fromHelper(answer);
  return readAuths(logins, keys);
}

/** https://github.com/docker/docker-credential-helpers#development */
function fromHelper({ username, secret }: HelperAnswer): Credentials {
  return username === '<token>'
    ? { kind: 'identity', token: secret }
    : { kind: 'password', username, password: secret };
}
