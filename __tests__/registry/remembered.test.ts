import { expect, test } from 'vitest';
import { digestOf } from '../../src/oci/digest.ts';
import { formatIndex } from '../../src/oci/imageIndex.ts';
import { OCI_MANIFEST } from '../../src/oci/mediaTypes.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { rememberContents } from '../../src/registry/remembered.ts';
import { createSimulatedRegistry } from '../support/simulatedRegistry.ts';

const APP = parseRepository('one.test/app');
const BLOB = new TextEncoder().encode('{"a":1}');
const DESCRIPTOR = { mediaType: 'application/json', digest: digestOf(BLOB), size: BLOB.length };

/** A client that remembers, and a line for each request that went through it. */
function open() {
  const client = createSimulatedRegistry().client();
  const asked: string[] = [];
  const remembering = rememberContents({
    ...client,
    getManifest: (repository, reference) => {
      asked.push(`GET ${reference}`);
      return client.getManifest(repository, reference);
    },
    getBlob: (repository, blob) => {
      asked.push(`GET ${blob.digest}`);
      return client.getBlob(repository, blob);
    },
    headBlob: (repository, digest) => {
      asked.push(`HEAD ${digest}`);
      return client.headBlob(repository, digest);
    },
  });
  return { client, remembering, asked };
}

test('what a digest holds is asked for once, also by several at a time, and what a tag held counts', async () => {
  const { client, remembering, asked } = open();
  await client.putBlob(APP, BLOB);
  const index = formatIndex([], {});
  await client.putManifest(APP, 'latest', index);
  await remembering.getManifest(APP, 'latest');
  await remembering.getManifest(APP, index.digest);
  await Promise.all([remembering.getBlob(APP, DESCRIPTOR), remembering.getBlob(APP, DESCRIPTOR)]);
  await remembering.headBlob(APP, DESCRIPTOR.digest);
  expect(await remembering.headBlob(APP, DESCRIPTOR.digest)).toBe(BLOB.length);
  expect(asked).toEqual(['GET latest', `GET ${DESCRIPTOR.digest}`, `HEAD ${DESCRIPTOR.digest}`]);
});

test('a tag is asked for each time', async () => {
  const { client, remembering } = open();
  const [one, two] = [formatIndex([], { a: '1' }), formatIndex([], { a: '2' })];
  await client.putManifest(APP, 'latest', one);
  expect((await remembering.getManifest(APP, 'latest'))?.digest).toBe(one.digest);
  await client.putManifest(APP, 'latest', two);
  expect((await remembering.getManifest(APP, 'latest'))?.digest).toBe(two.digest);
});

test('what was missing, or failed, is asked for again', async () => {
  const { client, remembering } = open();
  const index = formatIndex([], {});
  expect(await remembering.getManifest(APP, index.digest)).toBeUndefined();
  expect(await remembering.headBlob(APP, DESCRIPTOR.digest)).toBeUndefined();
  await client.putManifest(APP, index.digest, index);
  await client.putBlob(APP, BLOB);
  expect((await remembering.getManifest(APP, index.digest))?.digest).toBe(index.digest);
  expect(await remembering.headBlob(APP, DESCRIPTOR.digest)).toBe(BLOB.length);
  let fails = true;
  const failing = rememberContents({
    ...client,
    getManifest: async (repository, reference) => {
      if (fails) throw new Error('refused');
      return client.getManifest(repository, reference);
    },
  });
  await expect(failing.getManifest(APP, index.digest)).rejects.toThrow('refused');
  fails = false;
  expect((await failing.getManifest(APP, index.digest))?.mediaType).not.toBe(OCI_MANIFEST);
});

test('two repositories are kept apart', async () => {
  const { client, remembering } = open();
  const index = formatIndex([], {});
  await client.putManifest(APP, index.digest, index);
  expect(await remembering.getManifest(APP, index.digest)).toBeDefined();
  expect(await remembering.getManifest(parseRepository('one.test/other'), index.digest)).toBeUndefined();
});
