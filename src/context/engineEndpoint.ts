import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dockerFolder, readDockerConfig } from '../host/dockerFolder.ts';
import type { EngineEndpoint } from '../host/engineConnection.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_HOST = 'unix:///var/run/docker.sock';

/**
 * Where the engine is, chosen as its CLI does: DOCKER_HOST, DOCKER_CONTEXT, the context that config.json names, else the
 * usual socket. What only the CLI can reach (ssh, TLS) goes through the CLI.
 * https://docs.docker.com/engine/manage-resources/contexts/
 */
export async function readEngineEndpoint(environment: Environment): Promise<EngineEndpoint> {
  const throughCli: EngineEndpoint = { kind: 'dial-stdio', env: { ...environment } };
  const { host, tls } = await readHost(environment);
  return tls ? throughCli : (parseHost(host) ?? throughCli);
}

async function readHost(environment: Environment): Promise<{ host: string; tls: boolean }> {
  const tls = Boolean(environment.DOCKER_TLS_VERIFY || environment.DOCKER_TLS);
  if (environment.DOCKER_HOST) return { host: environment.DOCKER_HOST, tls };
  const context = await currentContext(environment);
  return context === 'default' ? { host: DEFAULT_HOST, tls } : readContext(environment, context);
}

async function currentContext(environment: Environment): Promise<string> {
  if (environment.DOCKER_CONTEXT) return environment.DOCKER_CONTEXT;
  const { currentContext } = await readDockerConfig(environment);
  return typeof currentContext === 'string' && currentContext ? currentContext : 'default';
}

async function readContext(environment: Environment, name: string): Promise<{ host: string; tls: boolean }> {
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = join(dockerFolder(environment), 'contexts');
  const text = await readFile(join(contexts, 'meta', id, 'meta.json'), 'utf8').catch(() => '{}');
  const host: unknown = JSON.parse(text)?.Endpoints?.docker?.Host;
  const tls = await access(join(contexts, 'tls', id, 'docker')).then(
    () => true,
    () => false,
  );
  return { host: typeof host === 'string' ? host : '', tls };
}

/** Undefined for what only the CLI knows how to reach. */
function parseHost(host: string): EngineEndpoint | undefined {
  if (host.startsWith('unix://')) return { kind: 'unix', path: host.slice('unix://'.length) };
  if (!host.startsWith('tcp://') || !URL.canParse(host)) return undefined;
  const { hostname, port, pathname } = new URL(host);
  if (!hostname || pathname.length > 1) return undefined;
  return { kind: 'tcp', host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 2375) };
}
