import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startRegistry } from '../__tests__/support/htpasswdRegistry.ts';
import { makeFolder, runAction } from '../__tests__/support/runner.ts';
import { type Digest, digestOf } from '../src/oci/digest.ts';
import { OCI_CONFIG, OCI_MANIFEST } from '../src/oci/mediaTypes.ts';
import type { Measurement } from './measure.ts';
import { readPeak, reportPeak } from './peak.ts';

/** Two gibibytes of zeros, and their digest. */
const LAYER: { digest: Digest; size: number } = {
  digest: 'sha256:a7c744c13cc101ed66c29f672f92455547889cc586ce6d44fe76ae824958ea51',
  size: 2 * 1024 ** 3,
};
const TAG = '1.0.0';

/** Promotes an image with a layer of 2 GB into another registry: peak memory of our process, and how fast it went. */
export async function blob(): Promise<Measurement[]> {
  const source = await serveImage();
  const target = await startRegistry(process.env.DOCKER_REGISTRY ?? 'docker-registry', false);
  try {
    const peak = join(makeFolder('bench-'), 'peak');
    const { exitCode, stdout, stderr, durationMs } = await runAction({
      inputs: {
        command: 'promote',
        from: `${source.host}/big:${TAG}`,
        to: TAG,
        images: `${target.host}/big`,
      },
      env: { NODE_OPTIONS: `--require=${reportPeak(peak)}` },
    });
    if (exitCode !== 0) throw new Error(stdout + stderr);
    const seconds = durationMs / 1000;
    return [
      {
        name: 'peak memory while a layer of 2 GB is copied',
        unit: 'MB',
        ours: readPeak(peak),
        bare: 0,
        by: 'value',
        limit: 200,
      },
      { name: 'copy of a layer of 2 GB', unit: 's', ours: seconds, bare: 0, by: 'value', limit: 60 },
    ];
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

/** A registry that holds one image, whose layer is made as it is sent. */
async function serveImage() {
  const config = encode({
    os: 'linux',
    architecture: 'amd64',
    config: { Labels: { 'org.opencontainers.image.version': TAG } },
    rootfs: { type: 'layers', diff_ids: [LAYER.digest] },
  });
  const manifest = encode({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: digestOf(config), size: config.length },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...LAYER }],
  });
  const small: Readonly<Record<string, Buffer>> = {
    '/v2/': encode({}),
    '/v2/big/tags/list': encode({ name: 'big', tags: [TAG] }),
    [`/v2/big/manifests/${TAG}`]: manifest,
    [`/v2/big/manifests/${digestOf(manifest)}`]: manifest,
    [`/v2/big/blobs/${digestOf(config)}`]: config,
  };
  const server = createServer(({ url = '/', method }, outgoing) => {
    const path = url.split('?')[0] ?? '';
    if (path === `/v2/big/blobs/${LAYER.digest}`) return sendLayer(outgoing, method === 'HEAD');
    const body = small[path];
    outgoing.writeHead(body ? 200 : 404, {
      'content-type': OCI_MANIFEST,
      'content-length': body?.length ?? 0,
    });
    outgoing.end(method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const PIECE = Buffer.alloc(1024 * 1024);
const encode = (json: unknown) => Buffer.from(JSON.stringify(json));

function sendLayer(outgoing: ServerResponse, headOnly: boolean): void {
  outgoing.writeHead(200, { 'content-length': LAYER.size });
  if (headOnly) return void outgoing.end();
  let left = LAYER.size;
  const more = () => {
    for (let open = true; open && left > 0; left -= PIECE.length) open = outgoing.write(PIECE);
    if (left === 0) outgoing.end();
  };
  outgoing.on('drain', more);
  more();
}
