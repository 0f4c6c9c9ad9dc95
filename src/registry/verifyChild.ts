import { attestedDigest, isAttestation } from '../oci/imageAnnotations.ts';
import type { Descriptor, Manifest } from '../oci/manifest.ts';
import type { Evidence } from './evidence.ts';
import type { FetchedManifest } from './types.ts';
import { type ChildResult, layerFaults, platformName, verifyManifest } from './verifyManifest.ts';

/** Checks one entry of an index: its manifest against the descriptor, then all that it names. */
export async function verifyChild(
  descriptor: Descriptor,
  { evidence, siblings }: { evidence: Evidence; siblings: ReadonlySet<string> },
): Promise<ChildResult> {
  const name =
    descriptor.platform && !isAttestation(descriptor) ? platformName(descriptor.platform) : 'attestation';
  const say = (fault: string) => `${name} ${descriptor.digest}: ${fault}`;
  const found = await evidence.manifest(descriptor.digest);
  if (!found.value) return { image: undefined, faults: [`${name} ${descriptor.digest} ${found.fault}`] };
  const faults = descriptorFaults(descriptor, found.value).map(say);
  const { content } = found.value;
  if (content.kind === 'index')
    return { image: undefined, faults: [...faults, say('is an index within an index')] };
  if (!isAttestation(descriptor)) {
    const { image, faults: own } = await verifyManifest(content, {
      digest: descriptor.digest,
      expected: descriptor.platform,
      evidence,
    });
    return { image, faults: [...faults, ...own] };
  }
  const [kept, layers] = await Promise.all([evidence.blob(content.config), layerFaults(content, evidence)]);
  const about = referenceFaults(descriptor, content, siblings);
  const config = kept.value ? [] : [`config ${content.config.digest} ${kept.fault}`];
  return { image: undefined, faults: [...faults, ...[...about, ...config, ...layers].map(say)] };
}

function descriptorFaults({ size, mediaType }: Descriptor, found: FetchedManifest): string[] {
  return [
    ...(found.bytes.length === size ? [] : [`has ${found.bytes.length} bytes, its descriptor says ${size}`]),
    ...(found.mediaType === mediaType
      ? []
      : [`the registry calls it ${found.mediaType}, its descriptor ${mediaType}`]),
  ];
}

/** An attestation names what it is about by annotation, newer ones by subject too. */
function referenceFaults(
  attestation: Descriptor,
  { subject }: Manifest,
  siblings: ReadonlySet<string>,
): string[] {
  return [attestedDigest(attestation), subject?.digest]
    .filter((digest) => digest !== undefined && !siblings.has(digest))
    .map((digest) => `is about ${digest}, which the index does not hold`);
}
