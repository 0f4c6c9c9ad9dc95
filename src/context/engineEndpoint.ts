import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dockerFolder, readDockerConfig } from '../host/dockerFolder.ts';
import type { EngineEndpoint } from '../host/engineConnection.ts';
import { readText } from '../host/smallFile.ts';
import { asObject, asText, parseJson } from '../oci/json.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_HOST = 'unix:///var/run/docker.sock';

/**
 * Where the engine is, chosen as its CLI does: DOCKER_HOST, DOCKER_CONTEXT, the context that config.json names, else the
 * usual socket. What only the CLI can reach (ssh, TLS) goes through the CLI.
 * https://docs.docker.com/engine/manage-resources/contexts/
 */
export function readEngineEndpoint(environment: Environment): EngineEndpoint {
  const throughCli: EngineEndpoint = { kind: 'dial-stdio', env: { ...environment } };
  const { host, tls } = readHost(environment);
  return tls ? throughCli : (parseHost(host) ?? throughCli);
}

function readHost(environment: Environment): { host: string; tls: boolean } {
  const tls = Boolean(environment.DOCKER_TLS_VERIFY || environment.DOCKER_TLS);
  if (environment.DOCKER_HOST) return { host: environment.DOCKER_HOST, tls };
  const context = currentContext(environment);
  return context === 'default' ? { host: DEFAULT_HOST, tls } : readContext(environment, context);
}

function currentContext(environment: Environment): string {
  if (environment.DOCKER_CONTEXT) return environment.DOCKER_CONTEXT;
  const { currentContext } = readDockerConfig(environment);
  return typeof currentContext === 'string' && currentContext ? currentContext : 'default';
}

function readContext(environment: Environment, name: string): { host: string; tls: boolean } {
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = join(dockerFolder(environment), 'contexts');
  // what cannot be read is left to the CLI, which says what is wrong with it
  const metadata = asObject(parseJson(readText(join(contexts, 'meta', id, 'meta.json')) ?? ''));
  const host = asObject(asObject(metadata.Endpoints).docker).Host;
  return {
    host: asText(host),
    tls: existsSync(join(contexts, 'tls', id, 'docker')),
  };
}

/** Undefined for what only the CLI knows how to reach. */
function parseHost(host: string): EngineEndpoint | undefined {
  if (host.startsWith('unix://')) return { kind: 'unix', path: host.slice('unix://'.length) };
  if (!host.startsWith('tcp://') || !URL.canParse(host)) return undefined;
  const { hostname, port, pathname } = new URL(host);
  if (!hostname || pathname.length > 1) return undefined;
  return { kind: 'tcp', host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 2375) };
}
