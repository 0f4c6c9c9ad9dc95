import type { Environment } from './gitCommand.ts';

/** What the clone's configuration says of its remote. */
export interface RemoteConfig {
  /** As configured, credentials included; undefined where there is no remote. */
  url: string | undefined;
  /** The filter of a partial clone, such as `tree:0`; undefined in an ordinary one. */
  filter: string | undefined;
  /** Settings of this clone alone that a connection needs: extra headers, credential helpers, rewritten URLs. */
  connection: readonly (readonly [key: string, value: string])[];
}

/** The keys that `parseRemoteConfig` wants, for `git config --show-scope -z --get-regexp`. */
export const REMOTE_KEYS =
  '^(remote\\..*\\.(url|partialclonefilter)|(http|credential|url)\\..*|core\\.(sshcommand|gitproxy)|protocol\\..*)$';

/** Parses `git config --show-scope -z --get-regexp`: scope NUL key LF value NUL. */
export function parseRemoteConfig(output: string): RemoteConfig {
  const urls = new Map<string, string>();
  const filters = new Map<string, string>();
  const connection: [string, string][] = [];
  const fields = output.split('\0');
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [scope, entry] = [fields[at], fields[at + 1] ?? ''];
    const end = entry.indexOf('\n');
    const [key, value] = end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
    const remote = /^remote\.(.*)\.(url|partialclonefilter)$/s.exec(key);
    if (remote?.[1] === undefined) {
      if (scope === 'local' || scope === 'worktree') connection.push([key, value]);
      continue;
    }
    const table = remote[2] === 'url' ? urls : filters;
    if (!table.has(remote[1])) table.set(remote[1], value);
  }
  const name = urls.has('origin') ? 'origin' : urls.keys().next().value;
  const of = (table: Map<string, string>) => (name === undefined ? undefined : table.get(name));
  return { url: of(urls), filter: of(filters), connection };
}

/** A URL without the credentials that may stand in it. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, (whole, scheme: string) =>
    /^ssh/i.test(scheme) ? whole.replace(/(?<=\/[^/:]*):.*@$/, '@') : scheme,
  );
}

/** Whom to ask for history, and with what. */
export interface RemoteAccess {
  /** For messages; without credentials. */
  url: string;
  /** Variables for git that define its remote `origin`: URL and credentials must never stand in argv. */
  environment: Environment;
}

export interface Server {
  /** As GITHUB_SERVER_URL has it. */
  url: string;
  /** `owner/name`; undefined outside a workflow. */
  repository: string | undefined;
  token: string | undefined;
}

/**
 * How to reach the repository's remote. A remote on the run's own server is asked over HTTPS with the job's
 * token, unless the checkout has kept credentials; where the clone has no remote, or there is no clone, the
 * run's repository is meant. Undefined where nobody can be asked.
 */
export function planRemoteAccess(
  config: RemoteConfig | undefined,
  server: Server,
  environment: Environment,
): RemoteAccess | undefined {
  const configured = config?.url;
  const kept = config?.connection ?? [];
  const own = configured === undefined ? server.repository : pathOnServer(configured, server.url);
  const hasCredentials = kept.some(([key]) => /^(?:http\..*extraheader|core\.sshcommand)$/i.test(key));
  if (own !== undefined && server.token && !hasCredentials)
    return tokenAccess(`${server.url}/${own}`, server.token, environment);
  if (configured === undefined) return undefined;
  return remoteAccess(configured, kept, environment);
}

function tokenAccess(url: string, token: string, environment: Environment): RemoteAccess {
  const key = `http.${new URL(url).origin}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  // An empty value drops what other configuration files add: two Authorization headers are refused.
  return remoteAccess(
    url,
    [
      [key, ''],
      [key, `AUTHORIZATION: basic ${basic}`],
    ],
    environment,
  );
}

function remoteAccess(
  url: string,
  settings: RemoteConfig['connection'],
  environment: Environment,
): RemoteAccess {
  return {
    url: withoutCredentials(url),
    environment: withSettings(environment, [['remote.origin.url', url], ...settings]),
  };
}

/** `owner/name` where a remote's URL, HTTPS or SSH, lies on the server. */
function pathOnServer(remote: string, serverUrl: string): string | undefined {
  const host = URL.parse(serverUrl)?.host;
  const match =
    /^(?:https?:\/\/(?:[^/@]*@)?|ssh:\/\/(?:[^/@]*@)?|[\w.-]+@)([^/:]+(?::\d+)?)[/:](.+?)(?:\.git)?\/?$/.exec(
      remote,
    );
  return host !== undefined && match?.[1]?.toLowerCase() === host.toLowerCase() ? match[2] : undefined;
}

/** Settings as environment variables. https://git-scm.com/docs/git-config#ENVIRONMENT */
function withSettings(
  environment: Environment,
  settings: readonly (readonly [string, string])[],
): Environment {
  const first = Number(environment.GIT_CONFIG_COUNT ?? 0) || 0;
  const variables = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  return {
    ...environment,
    ...Object.fromEntries(variables),
    GIT_CONFIG_COUNT: String(first + settings.length),
  };
}
