import { HOST } from '../oci/reference.ts';
import { InputFault, type Parser } from './parsers.ts';
import { recordsOf } from './records.ts';

const records = recordsOf(['host', 'username', 'password', 'optional'], ['host']);

/** A registry's host, also in the form of Docker's configuration, `https://index.docker.io/v1/`. */
export const registryHost: Parser<string> = (value) => {
  if (isHost(value)) return value;
  throw new InputFault('expected the host of a registry, such as ghcr.io or registry.example.com:5000');
};

/** Registries with what they need of a login; no fault quotes anything of an entry. */
export const registries: typeof records = async (value) => {
  const rows = await records(value);
  const faults = rows.flatMap(({ host = '', optional }, index) => [
    ...(isHost(host) ? [] : [`entry ${index + 1}: "host" is no host of a registry, such as ghcr.io`]),
    ...(/^(true|false)?$/i.test(optional ?? '')
      ? []
      : [`entry ${index + 1}: "optional" is neither true nor false`]),
  ]);
  if (faults.length > 0) throw new InputFault(faults.join('; '));
  return rows;
};

function isHost(text: string): boolean {
  return HOST.test(
    text
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/.*$/, ''),
  );
}
