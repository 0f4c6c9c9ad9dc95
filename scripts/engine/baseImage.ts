import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { exec } from '../../src/host/exec.ts';
import { unpacked, whyNot } from './distribution.ts';
import { unpackPackages } from './packages.ts';
import { BASE_IMAGE, type BasePlatform, HOME, MissingPart, PLATFORMS, REGISTRY, say } from './settings.ts';

const APPLETS =
  'sh ash ls cat echo printf uname true false mkdir cp mv rm sleep date env id wget httpd sed grep awk tar sha256sum seq touch dd test nc';
const URL_BASE = `http://${REGISTRY}/v2/library/busybox`;
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Makes sure that the registry holds a multi-platform busybox: without an engine, from Debian's or Ubuntu's packages. */
export async function bringUpBaseImage(): Promise<void> {
  const found = await fetch(`${URL_BASE}/manifests/latest`, { method: 'HEAD', headers: { accept: INDEX } });
  if (found.ok) return;
  say(`publishing ${BASE_IMAGE}, to build from`);
  if (whyNot() !== undefined) return copyFromHub();
  const manifests = [];
  for (const platform of PLATFORMS) manifests.push(await pushPlatform(platform));
  await putManifest('latest', INDEX, json({ schemaVersion: 2, mediaType: INDEX, manifests }));
}

async function copyFromHub(): Promise<void> {
  const result = await exec([
    'docker',
    'buildx',
    'imagetools',
    'create',
    '--tag',
    BASE_IMAGE,
    'docker.io/library/busybox',
  ]);
  if (result.ok) return;
  const hint = `Push any busybox for linux/amd64, linux/arm64 and linux/arm/v7 there as ${BASE_IMAGE}.`;
  throw new MissingPart(`The base image can't be copied from Docker Hub: ${result.stderr.trim()}`, hint);
}

async function pushPlatform(platform: BasePlatform) {
  const tar = await rootFilesystem(platform);
  const { architecture, variant } = platform;
  const layer = await putBlob(LAYER, gzipSync(tar));
  const config = await putBlob(
    CONFIG,
    json({
      architecture,
      variant,
      os: 'linux',
      config: { Env: ['PATH=/bin'], Cmd: ['/bin/sh'] },
      rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    }),
  );
  const manifest = json({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] });
  const digest = digestOf(manifest);
  await putManifest(digest, MANIFEST, manifest);
  return {
    mediaType: MANIFEST,
    digest,
    size: manifest.length,
    platform: { architecture, os: 'linux', variant },
  };
}

/** A tar of /bin/busybox and its links, the same bytes each time. */
async function rootFilesystem({ debian }: BasePlatform): Promise<Buffer> {
  const program = ['usr/bin/busybox', 'bin/busybox'].map((path) => join(unpacked(debian), path));
  if (!program.some((file) => existsSync(file))) await unpackPackages(debian, ['busybox-static']);
  const folder = join(HOME, 'busybox', debian);
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['bin', 'tmp', 'etc']) mkdirSync(join(folder, name), { recursive: true });
  cpSync(program.find((file) => existsSync(file)) ?? '', join(folder, 'bin/busybox'));
  for (const name of APPLETS.split(' ')) symlinkSync('busybox', join(folder, 'bin', name));
  const fixed = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=0755'];
  const { ok, stdout, stderr } = await exec(['tar', '-c', ...fixed, '-C', folder, '.']);
  if (!ok) throw new MissingPart(`tar failed: ${stderr}`, 'Install GNU tar.');
  return stdout;
}

async function putBlob(mediaType: string, bytes: Uint8Array): Promise<Descriptor> {
  const digest = digestOf(bytes);
  const upload = await fetch(`${URL_BASE}/blobs/uploads/`, { method: 'POST' });
  const place = new URL(upload.headers.get('location') ?? '', URL_BASE);
  place.searchParams.set('digest', digest);
  await expectCreated(await fetch(place, { method: 'PUT', body: Buffer.from(bytes) }));
  return { mediaType, digest, size: bytes.length };
}

async function putManifest(reference: string, mediaType: string, bytes: Uint8Array): Promise<void> {
  const headers = { 'content-type': mediaType };
  const body = Buffer.from(bytes);
  await expectCreated(await fetch(`${URL_BASE}/manifests/${reference}`, { method: 'PUT', headers, body }));
}

async function expectCreated(response: Response): Promise<void> {
  if (response.status === 201) return;
  const hint = `What listens at ${REGISTRY} has to be a registry that takes pushes without a password.`;
  throw new MissingPart(`The base image can't be pushed: ${response.status} ${await response.text()}`, hint);
}
