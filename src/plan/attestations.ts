import { isOfType } from '../csv.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';

interface AttestationFacts {
  /** Something is pushed. */
  pushes: boolean;
  platforms: number;
  /** The user's environment switches attestations off that nobody asked for: BUILDX_NO_DEFAULT_ATTESTATIONS. */
  noDefault?: boolean;
  /** URL of the run, which provenance names as its builder; '' outside a workflow. */
  runUrl: string;
}

/** What is attested, and the shape of the image that follows from it. */
export interface Attestations {
  /** `attest` entries of a bake target. */
  attest: readonly string[];
  shape: 'index' | 'manifest';
}

/**
 * One platform without attestations is a plain manifest, since some platforms take nothing else;
 * all else is an index, with provenance (`mode=min`, which publishes no build arguments) unless it is switched off.
 */
export function planAttestations(inputs: Inputs['build'], facts: AttestationFacts): Attestations {
  const attest = attestOf(inputs, facts);
  const attested = attest.some((entry) => !/disabled=true/.test(entry));
  if (inputs.imageShape !== 'manifest')
    return {
      attest,
      shape: facts.platforms > 1 || attested || inputs.imageShape === 'index' ? 'index' : 'manifest',
    };
  if (facts.platforms > 1 || attested) {
    const why = facts.platforms > 1 ? `${facts.platforms} platforms` : 'attestations';
    throw new UserError(`image-shape: manifest cannot hold ${why}`, {
      hint: 'Write image-shape: auto, or leave one platform and neither provenance, sbom nor attests.',
    });
  }
  return { attest, shape: 'manifest' };
}

/** As in docker/build-push-action, `sbom` and `provenance` win over `attests`. */
function attestOf(inputs: Inputs['build'], facts: AttestationFacts): string[] {
  // files hold attestations as images do; nothing holds those of what is only built
  const isHeld = facts.pushes || inputs.outputs.some((output) => !isOfType(output, 'cacheonly'));
  if (!isHeld) return [];
  const attests = inputs.attests.filter(
    (entry) =>
      !(inputs.sbom !== undefined && isOfType(entry, 'sbom')) &&
      !(inputs.provenance !== undefined && isOfType(entry, 'provenance')),
  );
  const hasProvenance = attests.some((entry) => isOfType(entry, 'provenance'));
  return [...attests, ...option('sbom', inputs.sbom), ...(hasProvenance ? [] : provenanceOf(inputs, facts))];
}

function provenanceOf(
  inputs: Inputs['build'],
  { pushes, platforms, runUrl, noDefault = false }: AttestationFacts,
): string[] {
  const builder = runUrl ? `,builder-id=${runUrl}` : '';
  if (inputs.provenance !== undefined)
    return option('provenance', inputs.provenance).map((entry) =>
      /disabled=|builder-id=/.test(entry) ? entry : `${entry}${builder}`,
    );
  if (!pushes) return []; // of files that buildx writes, its own default
  const wantsIndex =
    platforms > 1 ||
    inputs.imageShape === 'index' ||
    inputs.attests.length > 0 ||
    !/^false$/i.test(inputs.sbom ?? 'false');
  return wantsIndex && !noDefault && inputs.imageShape !== 'manifest'
    ? [`type=provenance,mode=min,version=v1${builder}`]
    : ['type=provenance,disabled=true'];
}

/** `true`, `false` or options, as docker/build-push-action takes them. */
function option(type: 'sbom' | 'provenance', value: string | undefined): string[] {
  if (value === undefined) return [];
  if (/^true$/i.test(value)) return [`type=${type}`];
  if (/^false$/i.test(value)) return [`type=${type},disabled=true`];
  return [`type=${type},${value}`];
}
