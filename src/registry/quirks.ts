import { isDockerHub } from '../oci/reference.ts';

/** What a registry does its own way and cannot be asked for. The client reads these fields and never compares hosts. */
export interface Quirks {
  /** The host that speaks the protocol. */
  apiHost: string;
  /** Names under which credentials may be kept, the usual one first. */
  credentialKeys: readonly string[];
  /** A 403 whose text matches is a rate limit in disguise: it passes. */
  passingDenial: RegExp | undefined;
}

interface QuirkRow {
  match: (host: string) => boolean;
  quirks: Partial<Quirks>;
  because: string;
}

const ROWS: readonly QuirkRow[] = [
  {
    match: isDockerHub,
    quirks: {
      apiHost: 'registry-1.docker.io',
      credentialKeys: [
        'https://index.docker.io/v1/',
        'docker.io',
        'index.docker.io',
        'registry-1.docker.io',
        'registry.hub.docker.com',
      ],
    },
    because: 'docker.io serves no registry, and the engine keeps its password under the first index of 2013',
  },
  {
    match: (host) => host === 'ghcr.io' || host.endsWith('.ghcr.io'),
    quirks: { passingDenial: /secondary rate limit|abuse detection/i },
    because: 'the secondary rate limit of GitHub answers 403, not 429',
  },
];

/** The quirks of a registry, by the host of its references. */
export function quirksOf(host: string): Quirks {
  const plain: Quirks = { apiHost: host, credentialKeys: [host], passingDenial: undefined };
  return Object.assign(plain, ...ROWS.filter(({ match }) => match(host)).map((row) => row.quirks));
}
