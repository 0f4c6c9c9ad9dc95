import type { Descriptor } from './manifest.ts';

/** Keys that labels and annotations share. https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md */
export const REVISION = 'org.opencontainers.image.revision';
export const VERSION = 'org.opencontainers.image.version';
export const CREATED = 'org.opencontainers.image.created';

const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
const REFERENCE_TYPE = 'vnd.docker.reference.type';

/**
 * Whether a child of an index describes another child (provenance, SBOM) and is no image to run: BuildKit keeps these as
 * manifests for no platform. https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
 */
export function isAttestation({ platform, annotations }: Descriptor): boolean {
  return (
    annotations?.[REFERENCE_TYPE] !== undefined ||
    (platform?.os === 'unknown' && platform.architecture === 'unknown')
  );
}

/** The child that an attestation describes. */
export function attestedDigest(child: Descriptor): string | undefined {
  return child.annotations?.[REFERENCE_DIGEST];
}
