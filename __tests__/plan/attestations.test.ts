import { describe, expect, test } from 'vitest';
import { planAttestations } from '../../src/plan/attestations.ts';
import { inputsOf } from '../support/plans.ts';

const RUN = 'https://github.com/octocat/app/actions/runs/1/attempts/1';
const MIN = `type=provenance,mode=min,version=v1,builder-id=${RUN}`;
const OFF = 'type=provenance,disabled=true';

interface Row {
  inputs?: Record<string, string>;
  platforms?: number;
  pushes?: boolean;
  runUrl?: string;
}

const plan = async ({ inputs = {}, platforms = 1, pushes = true, runUrl = RUN }: Row) =>
  planAttestations((await inputsOf(inputs)).build, { pushes, platforms, runUrl });

describe('what is attested, and the shape that follows', () => {
  test.each<[string, Row, string[], 'index' | 'manifest']>([
    ['one platform', {}, [OFF], 'manifest'],
    ['two platforms', { platforms: 2 }, [MIN], 'index'],
    ['an index of one platform', { inputs: { 'image-shape': 'index' } }, [MIN], 'index'],
    ['outside a workflow', { platforms: 2, runUrl: '' }, ['type=provenance,mode=min,version=v1'], 'index'],
    ['nothing is pushed', { platforms: 2, pushes: false }, [], 'index'],
    ['nothing is pushed of one platform', { pushes: false, inputs: { sbom: 'true' } }, [], 'manifest'],
    [
      'files hold what was asked for, as images do',
      { pushes: false, inputs: { sbom: 'true', outputs: 'type=local,dest=out' } },
      ['type=sbom'],
      'index',
    ],
    [
      'files, and provenance that was asked for',
      { pushes: false, inputs: { provenance: 'mode=max', attests: 'type=sbom', outputs: 'out' } },
      ['type=sbom', `type=provenance,mode=max,builder-id=${RUN}`],
      'index',
    ],
    ['files, and nothing asked for', { pushes: false, inputs: { outputs: 'out' } }, [], 'manifest'],
    [
      'nothing is written',
      { pushes: false, inputs: { sbom: 'true', outputs: 'type=cacheonly' } },
      [],
      'manifest',
    ],
    ['sbom', { inputs: { sbom: 'true' } }, ['type=sbom', MIN], 'index'],
    ['sbom off', { inputs: { sbom: 'False' } }, ['type=sbom,disabled=true', OFF], 'manifest'],
    ['sbom with options', { inputs: { sbom: 'generator=a/b' } }, ['type=sbom,generator=a/b', MIN], 'index'],
    ['provenance on', { inputs: { provenance: 'true' } }, [`type=provenance,builder-id=${RUN}`], 'index'],
    ['provenance off', { platforms: 2, inputs: { provenance: 'false' } }, [OFF], 'index'],
    ['provenance off, of one platform', { inputs: { provenance: 'FALSE' } }, [OFF], 'manifest'],
    [
      'provenance with options',
      { inputs: { provenance: 'mode=max' } },
      [`type=provenance,mode=max,builder-id=${RUN}`],
      'index',
    ],
    [
      "provenance with a builder of the user's own",
      { inputs: { provenance: 'mode=max,builder-id=https://a' } },
      ['type=provenance,mode=max,builder-id=https://a'],
      'index',
    ],
    [
      'attests names provenance itself',
      { platforms: 2, inputs: { attests: 'type=provenance,mode=max' } },
      ['type=provenance,mode=max'],
      'index',
    ],
    [
      'provenance and sbom win over attests',
      {
        inputs: {
          provenance: 'false',
          sbom: 'generator=a/b',
          attests: 'type=provenance,mode=max\ntype=sbom\ntype=x',
        },
      },
      ['type=x', 'type=sbom,generator=a/b', OFF],
      'index',
    ],
    ['attests names an sbom', { inputs: { attests: 'type=sbom' } }, ['type=sbom', MIN], 'index'],
    ['a manifest that was asked for', { inputs: { 'image-shape': 'manifest' } }, [OFF], 'manifest'],
    [
      'a manifest, and no provenance by the user',
      { inputs: { 'image-shape': 'manifest', provenance: 'false' } },
      [OFF],
      'manifest',
    ],
  ])('%s', async (_, row, attest, shape) => {
    expect(await plan(row)).toEqual({ attest, shape });
  });

  test.each<[string, Row, RegExp]>([
    ['platforms', { platforms: 3, inputs: { 'image-shape': 'manifest' } }, /cannot hold 3 platforms$/],
    ['an sbom', { inputs: { 'image-shape': 'manifest', sbom: 'true' } }, /cannot hold attestations$/],
    [
      'provenance',
      { inputs: { 'image-shape': 'manifest', provenance: 'mode=max' } },
      /cannot hold attestations$/,
    ],
  ])('a plain manifest cannot hold %s', async (_, row, message) => {
    await expect(plan(row)).rejects.toThrow(message);
  });
});
