import { type Digest, digestOf } from './digest.ts';
import { descriptorJson } from './imageIndex.ts';
import type { Descriptor } from './manifest.ts';
import { OCI_EMPTY, OCI_MANIFEST } from './mediaTypes.ts';

/** The two bytes of an artifact's configuration, `{}`. */
export const EMPTY_CONFIG: Uint8Array = new TextEncoder().encode('{}');

/** Something that is no image and refers to one. */
export interface Artifact {
  artifactType: string;
  /** What it refers to. */
  subject: Descriptor;
  layer: Uint8Array;
  annotations: Readonly<Record<string, string>>;
}

/**
 * The manifest of an artifact of one layer, whose media type is that of the artifact.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md#guidelines-for-artifact-usage
 */
export function formatArtifact(artifact: Artifact): { digest: Digest; mediaType: string; bytes: Uint8Array } {
  const { artifactType, subject, layer, annotations } = artifact;
  const config = { mediaType: OCI_EMPTY, digest: digestOf(EMPTY_CONFIG), size: EMPTY_CONFIG.length };
  const json = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType,
    config: descriptorJson(config),
    layers: [descriptorJson({ mediaType: artifactType, digest: digestOf(layer), size: layer.length })],
    subject: descriptorJson(subject),
    annotations,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return { digest: digestOf(bytes), mediaType: OCI_MANIFEST, bytes };
}
