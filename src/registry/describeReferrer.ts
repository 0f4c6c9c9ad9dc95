import { type Digest, digestOf } from '../oci/digest.ts';
import { type Descriptor, parseManifest } from '../oci/manifest.ts';

/** What a manifest refers to, and how it is listed there. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-manifests-with-subject */
export function describeReferrer({ mediaType, bytes }: { mediaType: string; bytes: Uint8Array }): {
  subject: Digest;
  entry: Descriptor;
} {
  const manifest = parseManifest(bytes, mediaType);
  if (!manifest.subject) throw new Error('a referrer needs a subject');
  const artifactType =
    manifest.artifactType ?? (manifest.kind === 'manifest' ? manifest.config.mediaType : undefined);
  const entry = {
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
    ...(artifactType !== undefined && { artifactType }),
    ...(Object.keys(manifest.annotations).length > 0 && { annotations: manifest.annotations }),
  };
  return { subject: manifest.subject.digest, entry };
}
