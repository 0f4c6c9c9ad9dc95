import type { RegistryLogin } from '../host/dockerConfig.ts';
import type { Inputs } from '../inputs/schema.ts';
import { isDockerHub, parseRepository } from '../oci/reference.ts';

/** Registries that the inputs name credentials for, and those that may fail alone. */
export interface Logins {
  logins: readonly RegistryLogin[];
  optionalHosts: readonly string[];
}

/**
 * Credentials by host: the inputs', and for GHCR the job's own token where the user names none.
 * Hosts are normalised; the first of several for one host wins.
 */
export function loginsOf(
  where: Inputs['where'],
  facts: { images: readonly string[]; actor: string; pushes: boolean },
): Logins {
  const first = facts.images[0];
  const registry = where.registry ?? (first === undefined ? 'ghcr.io' : parseRepository(first).registry);
  const single =
    where.password === undefined
      ? []
      : [{ host: registry, username: where.username ?? facts.actor, password: where.password }];
  const several = where.registries.flatMap(({ host = '', username, password }) =>
    password ? [{ host, username: username || facts.actor, password }] : [],
  );
  const usesGhcr = facts.images.some((image) => parseRepository(image).registry === 'ghcr.io');
  const job =
    usesGhcr && where.githubToken
      ? [{ host: 'ghcr.io', username: facts.actor || 'x-access-token', password: where.githubToken }]
      : [];
  const logins = new Map<string, RegistryLogin>();
  for (const login of [...single, ...several, ...job]) {
    const host = normalHost(login.host);
    if (!logins.has(host)) logins.set(host, { ...login, host });
  }
  const optional = where.registries.filter((row) => /^true$/i.test(row.optional ?? ''));
  // whoever does not push is nobody: a pull request's code has no business with credentials
  return {
    logins: facts.pushes ? [...logins.values()] : [],
    optionalHosts: optional.map(({ host = '' }) => normalHost(host)),
  };
}

function normalHost(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  return isDockerHub(host) ? 'docker.io' : host;
}
