import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { testClient } from '../support/registryClient.ts';

test('a blob whose connection broke behind its last byte is whole', async () => {
  const bytes = Buffer.from('all of it');
  const server = createServer((incoming, outgoing) => {
    if (incoming.headers.range !== undefined) return outgoing.writeHead(416).end();
    // without a length, only the end of the chunks tells that this is all
    outgoing.writeHead(200);
    outgoing.write(bytes, () => setImmediate(() => outgoing.destroy()));
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const repository = parseRepository(`127.0.0.1:${(server.address() as AddressInfo).port}/a/b`);
  const blob = { mediaType: 'application/octet-stream', digest: digestOf(bytes), size: bytes.length };
  try {
    expect(await testClient().rehashBlob(repository, blob)).toEqual({ digest: blob.digest, size: blob.size });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
