import { type Digest, isDigest } from './digest.ts';

/**
 * A repository in a registry. `name` is the short form that users write and that outputs carry
 * (`user/app`, `ghcr.io/owner/app`), lower case; `registry` the host of the reference (`docker.io` where
 * none is written); `path` the name inside it (`library/` added on Docker Hub).
 */
export interface Repository {
  name: string;
  registry: string;
  path: string;
}

/** A repository with a tag or a digest or both. */
export interface Reference {
  repository: Repository;
  tag?: string;
  digest?: Digest;
}

const DOCKER_HUB = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
/** A registry's host, with or without a port. */
export const HOST =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests */
export const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** Whether a host is one of Docker Hub's names. */
export function isDockerHub(host: string): boolean {
  return DOCKER_HUB.has(host);
}

/** Parses the name of a repository, without tag or digest; lower-cases it whole. Throws on anything else. */
export function parseRepository(text: string): Repository {
  const name = text.trim().toLowerCase();
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const registry = hasHost ? first : 'docker.io';
  const path = hasHost ? name.slice(slash + 1) : name;
  if (!HOST.test(registry) || !PATH.test(path)) {
    throw new Error(
      `"${text.trim()}" is no image name; expected [registry/]path, such as ghcr.io/owner/app, without a tag`,
    );
  }
  if (!isDockerHub(registry)) return { name, registry, path };
  return { name, registry: 'docker.io', path: path.includes('/') ? path : `library/${path}` };
}

/** Parses `name[:tag][@digest]`; throws on anything else. */
export function parseReference(text: string): Reference {
  const [rest = '', digest] = splitOnce(text.trim(), '@');
  if (digest !== undefined && !isDigest(digest))
    throw new Error(`"${text}" ends in no digest; expected @sha256: and 64 hex digits`);
  const colon = rest.lastIndexOf(':');
  const hasTag = colon > rest.lastIndexOf('/');
  const tag = hasTag ? rest.slice(colon + 1) : undefined;
  if (tag !== undefined && !TAG.test(tag)) throw new Error(`"${tag}" in "${text}" is no tag`);
  const repository = parseRepository(hasTag ? rest.slice(0, colon) : rest);
  return { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
