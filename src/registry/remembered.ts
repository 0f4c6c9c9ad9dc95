import { isDigest } from '../oci/digest.ts';
import type { FetchedManifest, RegistryClient } from './types.ts';

/**
 * A client that asks for what a digest holds only once. Content never changes, but it may get lost: what was remembered
 * proves that it was there when it was asked for first.
 */
export function rememberContents(client: RegistryClient): RegistryClient {
  const manifests = new Map<string, Promise<FetchedManifest | undefined>>();
  const blobs = new Map<string, Promise<Uint8Array | undefined>>();
  const lengths = new Map<string, Promise<number | undefined>>();
  return {
    ...client,
    getManifest: async (repository, reference) => {
      if (isDigest(reference))
        return once(manifests, `${repository.name}@${reference}`, () =>
          client.getManifest(repository, reference),
        );
      const found = await client.getManifest(repository, reference);
      if (found) manifests.set(`${repository.name}@${found.digest}`, Promise.resolve(found));
      return found;
    },
    getBlob: (repository, blob) =>
      once(blobs, `${repository.name}@${blob.digest}`, () => client.getBlob(repository, blob)),
    headBlob: (repository, digest) =>
      once(lengths, `${repository.name}@${digest}`, () => client.headBlob(repository, digest)),
  };
}

/** What failed, or was not there, is asked for again. */
function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const begun = known.get(key) ?? read();
  known.set(key, begun);
  const forget = () => known.delete(key);
  begun.then((found) => found ?? forget(), forget);
  return begun;
}
