import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { UserError } from '../errors.ts';
import { namesIn } from './smallFile.ts';

/** PEM texts for node's TLS options. */
export interface Certificates {
  ca?: string[];
  cert?: string;
  key?: string;
}

/**
 * What the engine's folders hold for a registry: `HOST[:PORT]/*.crt` are further authorities, `x.cert` and `x.key`
 * a certificate to present. Undefined where there is nothing. https://docs.docker.com/engine/security/certificates/
 */
export function readCertificates(directories: readonly string[], host: string): Certificates | undefined {
  for (const directory of directories) {
    const folder = join(directory, host);
    const names = namesIn(folder).toSorted();
    if (names.length > 0) return certificatesIn(folder, names);
  }
  return undefined;
}

function certificatesIn(folder: string, names: readonly string[]): Certificates {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const authorities = names.filter((name) => name.endsWith('.crt')).map(read);
  const pair = names.find((name) => name.endsWith('.cert'));
  const key = pair?.replace(/\.cert$/, '.key');
  if (pair && key && !names.includes(key)) {
    throw new UserError(`${join(folder, pair)} has no key beside it`, {
      hint: `Put the key at ${join(folder, key)}, or remove the certificate.`,
    });
  }
  return {
    ...(authorities.length > 0 && { ca: [...getCACertificates('default'), ...authorities] }),
    ...(pair && key && { cert: read(pair), key: read(key) }),
  };
}
