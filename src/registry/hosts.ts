import { isLoopback } from '../host/http.ts';
import type { Challenge } from './challenge.ts';
import { isInsecure } from './network.ts';
import { type Quirks, quirksOf } from './quirks.ts';

/** What is known of one registry; it grows as answers come in. */
export interface Host {
  readonly registry: string;
  readonly quirks: Quirks;
  /** Where it answers: scheme, host and port. */
  origin: URL;
  /** Any certificate will do, as for the engine. */
  readonly insecure: boolean;
  /** The origins to try in turn, until one has answered. */
  readonly candidates: readonly URL[];
  /** It has answered at `origin`. */
  settled: boolean;
  /** The first request is under way: others wait for what it finds out. */
  leading: Promise<void> | undefined;
  challenge: Challenge | undefined;
  /** We asked whether it wants a login. */
  asked: Promise<void> | undefined;
}

export type HostLookup = (registry: string) => Host;

/**
 * Registries by the host of their references. As for the engine, loopback hosts speak plain HTTP unless HTTPS answers there,
 * and those in `insecure` HTTPS, else HTTP. https://docs.docker.com/reference/cli/dockerd/#insecure-registries
 */
export function createHostLookup(insecure: readonly string[]): HostLookup {
  const hosts = new Map<string, Host>();
  return (registry) => {
    const host = hosts.get(registry) ?? describeHost(registry, insecure);
    hosts.set(registry, host);
    return host;
  };
}

function describeHost(registry: string, insecure: readonly string[]): Host {
  const quirks = quirksOf(registry);
  const https = new URL(`https://${quirks.apiHost}`);
  const http = new URL(`http://${quirks.apiHost}`);
  const loopback = isLoopback(http.hostname);
  const lax = loopback || isInsecure(registry, insecure);
  const candidates: readonly [URL, ...URL[]] = loopback ? [http, https] : lax ? [https, http] : [https];
  return {
    registry,
    quirks,
    origin: candidates[0],
    insecure: lax,
    candidates,
    settled: false,
    leading: undefined,
    challenge: undefined,
    asked: undefined,
  };
}

/**
 * Runs a request against a registry. The first one finds out the protocol and the challenge, the others wait for its
 * answer. `send` throws where an origin does not speak our protocol, and sets `settled` where it does.
 */
export async function contact<T>(host: Host, send: () => Promise<T>): Promise<T> {
  while (!host.settled && host.leading) await host.leading;
  if (host.settled) return send();
  const { promise, resolve } = Promise.withResolvers<void>();
  host.leading = promise;
  try {
    return await lead(host, send);
  } finally {
    host.leading = undefined;
    // whoever asked first acts upon the answer before the others send
    setImmediate(resolve);
  }
}

async function lead<T>(host: Host, send: () => Promise<T>): Promise<T> {
  let first: unknown;
  for (const candidate of host.candidates) {
    host.origin = candidate;
    try {
      return await send();
    } catch (error) {
      if (host.settled) throw error;
      first ??= error;
    }
  }
  host.origin = host.candidates[0] ?? host.origin;
  throw first;
}
