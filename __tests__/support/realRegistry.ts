import { randomBytes } from 'node:crypto';
import { parseRepository, type Repository } from '../../src/oci/reference.ts';
import { createRegistryClient, type RegistryOptions } from '../../src/registry/client.ts';
import type { RegistryClient } from '../../src/registry/types.ts';
import { keepingLog } from './promotions.ts';

/** Our own client, without anybody's credentials. */
export function realClient(options: Partial<RegistryOptions> = {}): RegistryClient {
  return createRegistryClient({ environment: { DOCKER_CONFIG: '/nowhere' }, log: keepingLog(), ...options });
}

/** A repository in a real registry that nobody else uses. */
export function ownRepository(host: string, name: string): Repository {
  return parseRepository(`${host}/promotion/${name}-${randomBytes(6).toString('hex')}`);
}
