import { type Digest, digestOf } from './digest.ts';
import { descriptorJson } from './imageIndex.ts';
import type { Descriptor } from './manifest.ts';
import { OCI_EMPTY, OCI_MANIFEST } from './mediaTypes.ts';

/** The two bytes that stand where an artifact has no configuration, or no content: `{}`. */
export const EMPTY_BLOB: Uint8Array = new TextEncoder().encode('{}');
const EMPTY: Descriptor = { mediaType: OCI_EMPTY, digest: digestOf(EMPTY_BLOB), size: EMPTY_BLOB.length };

/** Something that is no image and refers to one. */
export interface Artifact {
  artifactType: string;
  /** What it refers to. */
  subject: Descriptor;
  /** Its content; absent where the annotations say it all. */
  layer?: Uint8Array;
  annotations: Readonly<Record<string, string>>;
}

/**
 * The manifest of an artifact of one layer, whose media type is that of the artifact. EMPTY_BLOB must be in the registry
 * before it. https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md#guidelines-for-artifact-usage
 */
export function formatArtifact(artifact: Artifact): { digest: Digest; mediaType: string; bytes: Uint8Array } {
  const { artifactType, subject, layer, annotations } = artifact;
  const content = layer ? { mediaType: artifactType, digest: digestOf(layer), size: layer.length } : EMPTY;
  const json = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType,
    config: descriptorJson(EMPTY),
    layers: [descriptorJson(content)],
    subject: descriptorJson(subject),
    annotations,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return { digest: digestOf(bytes), mediaType: OCI_MANIFEST, bytes };
}
