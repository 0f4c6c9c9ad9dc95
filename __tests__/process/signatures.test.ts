import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type HtpasswdRegistry, startRegistry } from '../support/htpasswdRegistry.ts';
import { parts, testWith } from '../support/parts.ts';
import { makeProject, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { ownImage, tagsOf } from '../support/published.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';
import { runAction } from '../support/runner.ts';

const NEEDED = [
  'engine',
  'containerd image store',
  'registry',
  'docker-registry',
  'referrers registry',
  'cosign',
  'crane',
] as const;
const test = testWith(...NEEDED);
const ready = NEEDED.every((part) => parts[part] !== undefined);
const PREDICATE_TYPE = 'https://example.com/review/v1';
const PROVENANCE = /slsa\.dev\/provenance/;

const keys = temporaryFolder();
const project = makeProject();
let other: HtpasswdRegistry;

beforeAll(async () => {
  if (!ready) return;
  other = await startRegistry(parts['docker-registry'] ?? '', false);
  await cosign('generate-key-pair');
  writeFileSync(join(keys, 'predicate.json'), '{"reviewed":true}');
});

afterAll(async () => {
  await other?.close();
  removeFolders();
});

const start = promisify(execFile);

/** The real program, without a network: no transparency log, and a key of our own. */
async function cosign(command: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, HOME: keys, COSIGN_PASSWORD: 'canary' };
  return (await start(parts.cosign ?? 'cosign', [command, ...args], { cwd: keys, env })).stdout;
}

const crane = async (...args: string[]) => (await start(parts.crane ?? 'crane', args)).stdout;

const SIGNING = ['--key=cosign.key', '--tlog-upload=false', '--use-signing-config=false', '--yes'];
const HTTP = '--allow-http-registry';
const LEGACY = '--new-bundle-format=false';
const REVIEW = [`--type=${PREDICATE_TYPE}`, '--predicate=predicate.json'];

/** Signatures of the index and of each platform, and an attestation, in both forms: as referrers, and under tags beside the digest. */
async function sign(reference: string): Promise<void> {
  for (const form of [[], [LEGACY]]) {
    await cosign('sign', '--recursive', ...SIGNING, HTTP, ...form, reference);
    await cosign('attest', ...SIGNING, HTTP, ...REVIEW, ...form, reference);
  }
}

const VERIFYING = ['--key=cosign.pub', '--insecure-ignore-tlog', HTTP];

/** What cosign found valid, by form; it throws for what is not. */
async function verified(image: string, digests: readonly string[]) {
  const digestOf = (text: string) => JSON.parse(text)[0].critical.image['docker-manifest-digest'];
  const predicateOf = (text: string) =>
    JSON.parse(Buffer.from(JSON.parse(text.split('\n')[0] ?? '').payload, 'base64').toString()).predicateType;
  const inForm = async (form: readonly string[]) => {
    const type = `--type=${PREDICATE_TYPE}`;
    const signed = digests.map((digest) => cosign('verify', ...VERIFYING, ...form, `${image}@${digest}`));
    const attested = cosign('verify-attestation', ...VERIFYING, ...form, type, `${image}@${digests[0]}`);
    const [statement, ...payloads] = await Promise.all([attested, ...signed]);
    return { signed: payloads.map(digestOf), attested: predicateOf(statement) };
  };
  return { asReferrers: await inForm([]), underTags: await inForm([LEGACY]) };
}

const ABOUT = 'vnd.docker.reference.digest';
interface Attestations {
  layers: { digest: string; annotations: Record<string, string> }[];
}
interface Index {
  manifests: { digest: string; annotations?: Record<string, string> }[];
}

/** BuildKit's provenance: what its statements are about, by the digest of each platform. */
async function provenanceOf(image: string, digest: string): Promise<Record<string, unknown>> {
  const index: Index = JSON.parse(await crane('manifest', `${image}@${digest}`));
  const attested = index.manifests.filter(({ annotations }) => annotations?.[ABOUT]);
  const statements = attested.map(async ({ digest: own, annotations }) => {
    const { layers }: Attestations = JSON.parse(await crane('manifest', `${image}@${own}`));
    const layer = layers.find((one) => PROVENANCE.test(one.annotations['in-toto.io/predicate-type'] ?? ''));
    const statement = JSON.parse(await crane('blob', `${image}@${layer?.digest}`));
    return [annotations?.[ABOUT] ?? '', statement.subject];
  });
  return Object.fromEntries(await Promise.all(statements));
}

interface Signed {
  image: string;
  digest: string;
  /** What BuildKit says of each platform, by its digest. */
  provenance: Record<string, unknown>;
}

const sources = new Map<string, Promise<Signed>>();

/** 1.2.3 with provenance, signed; one for all tests in each registry. */
function signedImage(host: string): Promise<Signed> {
  const publishAndSign = async () => {
    const image = ownImage('signed', host);
    const result = await publish(project, tagPush(project, 'v1.2.3'), {
      inputs: { images: image, platforms: TWO_PLATFORMS, provenance: 'mode=min' },
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    const { digest = '' } = result.outputs;
    await sign(`${image}@${digest}`);
    return { image, digest, provenance: await provenanceOf(image, digest) };
  };
  const known = sources.get(host) ?? publishAndSign();
  sources.set(host, known);
  return known;
}

const plain = () => parts.registry ?? '';
const referrers = () => parts['referrers registry'] ?? '';

describe('signatures, attestations and provenance stay valid where an image is promoted', () => {
  for (const [title, source, target] of [
    ['to other tags of its own repository', plain, undefined],
    ['to another repository, which has no referrers API', plain, plain],
    ['to another registry, neither has a referrers API', plain, () => other.host],
    ['to a registry with the referrers API', plain, referrers],
    ['from a registry with the referrers API to one without', referrers, plain],
    ['between repositories of a registry with the referrers API', referrers, referrers],
  ] as const)
    test(title, async () => {
      const { image, digest, provenance } = await signedImage(source());
      const to = target ? ownImage('promoted', target()) : image;
      const inputs = { command: 'promote', from: `${image}:1.2.3`, to: '1.2.3 approved', images: to };
      const result = await runAction({ inputs, cwd: project.directory });
      expect(result.exitCode, result.stdout + result.stderr).toBe(0);
      expect(await tagsOf(to)).toMatchObject({ '1.2.3': digest, approved: digest });
      const platforms = Object.keys(provenance);
      expect(platforms).toHaveLength(2);
      expect(await provenanceOf(to, digest)).toEqual(provenance);
      const valid = { signed: [digest, ...platforms], attested: PREDICATE_TYPE };
      expect(await verified(to, [digest, ...platforms])).toEqual({ asReferrers: valid, underTags: valid });
    });

  test('an image without a signature has none', async () => {
    const image = ownImage('unsigned');
    const { digest, image: source } = await signedImage(plain());
    await crane('copy', `${source}@${digest}`, `${image}:1.2.3`);
    await expect(cosign('verify', ...VERIFYING, `${image}@${digest}`)).rejects.toThrow(/no signatures found/);
  });
});
