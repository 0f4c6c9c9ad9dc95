import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { readInputs } from '../../src/inputs/read.ts';

const read = async (name: string, value: string) =>
  (await readInputs({ [`INPUT_${name.toUpperCase()}`]: value })).inputs;

async function faultOf(name: string, value: string): Promise<string> {
  const fault = await read(name, value).then(
    () => 'was taken',
    (error) => (error instanceof UserError ? error.message : String(error)),
  );
  return fault.replace(`Input ${name}: `, '');
}

const ID = 'a'.repeat(32);

describe('what is taken', () => {
  test.each([
    ['ref', 'refs/tags/v1.2.3'],
    ['ref', 'refs/heads/feature/a'],
    ['ref', 'refs/pull/7/merge'],
    ['version', '1.2.3-rc.1+build.5'],
    ['version', 'v1.2.3'],
    ['version', '1!2.0.post1'],
    ['version', '2026.01.02.3'],
    ['digest', `sha256:${'0'.repeat(64)}`],
    ['traceparent', `00-${ID}-${'b'.repeat(16)}-01`],
    ['provenance', 'TRUE'],
    ['provenance', 'mode=max,builder-id=https://a/b?c=d'],
    ['sbom', 'generator=docker.io/a/b:1'],
    ['attests', 'type=sbom,generator=a\ntype=provenance,mode=max'],
    ['add-hosts', 'a:1.2.3.4,b=::1\nc:host-gateway'],
    ['ulimit', 'nofile=1024:1024\nmemlock=-1'],
    ['shm-size', '64m'],
    ['outputs', 'type=local,dest=out\nout\ntype=image,name=a/b,push=true\ntype=registry,"name=a/b,c/d"'],
    ['outputs', 'type=image,oci-mediatypes=true'],
    ['to', 'stable latest,1.2\n1'],
    ['registry', 'localhost:5000'],
    ['registry', 'https://index.docker.io/v1/'],
    ['registries', '- host: "[::1]:5000"\n  optional: True\n- host: docker.io'],
  ])('%s: %j', async (name, value) => {
    await expect(read(name, value)).resolves.toBeDefined();
  });

  test('outputs keep their quotes, which buildx reads', async () => {
    const { build } = await read(
      'outputs',
      'type=image,"name=a/b,c/d",push=false\n# none\n"dest=out",type=local',
    );
    expect(build.outputs).toEqual(['type=image,"name=a/b,c/d",push=false', '"dest=out",type=local']);
  });

  test('names of tags have blanks, commas or line breaks between them', async () => {
    expect((await read('to', 'stable  latest,1.2\n1')).promotion.to).toEqual([
      'stable',
      'latest',
      '1.2',
      '1',
    ]);
  });
});

describe('what is refused, and what is told', () => {
  test.each([
    ['initial-version', 'v2.0.0', 'expected three numbers, such as 0.1.0 (given: "v2.0.0"); write 2.0.0'],
    ['build-contexts', 'a\nb=../b', 'expected name=path or URL, not "a" (given: "a\\nb=../b")'],
    [
      'ref',
      'v1.2.3',
      'expected a ref in full, such as refs/tags/v1.2.3 or refs/heads/main (given: "v1.2.3"); write refs/tags/v1.2.3 or refs/heads/v1.2.3',
    ],
    ['version', '1.2 beta', 'expected a version without blanks, such as 1.2.3 (given: "1.2 beta")'],
    ['digest', 'sha256:abc', 'expected a digest, sha256: and 64 hexadecimal digits (given: "sha256:abc")'],
    [
      'traceparent',
      `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
      /^expected a W3C traceparent, 00-<32 hexadecimal digits>-<16>-<2>, .* \(given: "00-0{32}-b{16}-01"\)$/,
    ],
    [
      'provenance',
      'max',
      'expected true, false or options such as mode=max (given: "max"); did you mean "mode=max"?',
    ],
    ['sbom', 'yes', 'expected true, false or options such as mode=max (given: "yes"); did you mean "true"?'],
    ['attests', 'sbom', 'expected attestations such as type=sbom, not "sbom" (given: "sbom")'],
    ['add-hosts', 'a:1.2.3.4,b', 'expected name:address, not "b" (given: "a:1.2.3.4,b")'],
    ['ulimit', 'nofile', 'expected limits such as nofile=1024:1024, not "nofile" (given: "nofile")'],
    ['shm-size', 'big', 'expected a size, such as 500m or 2g (given: "big")'],
    [
      'outputs',
      'type=registry',
      '"type=registry" would be pushed without a name (given: "type=registry"); leave it out: `images` are pushed without it, and `push` says whether',
    ],
    [
      'outputs',
      'type=image,push-by-digest=true,name-canonical=true,push=true',
      /would be pushed without a name/,
    ],
    [
      'to',
      'a/b:latest',
      'expected names of tags, such as stable or 1.2, not "a/b:latest" (given: "a/b:latest")',
    ],
    ['registry', 'ghcr.io hunter2', /^expected the host of a registry/],
    ['registries', 'not a host', 'entry 1: "host" is no host of a registry, such as ghcr.io'],
    ['registries', 'a.io\nb.io,optional=maybe', 'entry 2: "optional" is neither true nor false'],
    [
      'commit-levels',
      'docs=tiny\nfeat\nfix=none',
      'expected type=major, minor, patch or none, not "docs=tiny", "feat" (given: "docs=tiny\\nfeat\\nfix=none")',
    ],
    ['secret-envs', 'A=B,C', 'entry 2 is no id=VARIABLE'],
  ])('%s: %j', async (name, value, fault) => {
    const told = await faultOf(name, value);
    if (typeof fault === 'string') expect(told).toBe(fault);
    else expect(told).toMatch(fault);
  });
});

test('an unknown input is told beside a fault', async () => {
  const fault = await readInputs({ INPUT_PUSH: 'maybe', INPUT_DOCKERFILE: 'x', INPUT_PLATFROMS: 'x' }).catch(
    (error) => error as UserError,
  );
  expect((fault as UserError).hint).toBe(
    'Unknown input "dockerfile"; did you mean "file"?\nUnknown input "platfroms"; did you mean "platforms"?',
  );
});
