import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { Repository } from '../../src/oci/reference.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { parseChallenge } from '../../src/registry/challenge.ts';
import { parseErrorBody } from '../../src/registry/errors.ts';
import { verifyImage } from '../../src/registry/verify.ts';
import { testClient, testClock } from '../support/registryClient.ts';

const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

interface Served {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** A registry that says whatever it is told to say, to every question. */
let server: Server;
let repository: Repository;
let answer: (path: string) => Served;
let writes = 0;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    incoming.resume();
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') writes += 1;
    const { status, headers, body } = answer(incoming.url ?? '');
    outgoing.writeHead(status, headers).end(incoming.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  repository = parseRepository(`127.0.0.1:${(server.address() as AddressInfo).port}/team/app`);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '');
/** Anything at all, JSON of any shape, and JSON that is nearly right. */
const near = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ ...fields }, { requiredKeys: [] }).map(bytes);
const anything = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .constantFrom('', 'null', '{}', '[]', '0', '"', '{"manifests":[null]}', '\ufeff{}')
    .map((text) => Buffer.from(text)),
);
const digest = fc.oneof(fc.constant(`sha256:${'a'.repeat(64)}`), fc.string(), fc.jsonValue());
const descriptor = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      mediaType: fc.constantFrom<unknown>(OCI_MANIFEST, OCI_INDEX, 7, ''),
      digest,
      size: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
      platform: fc.oneof(
        fc.jsonValue(),
        fc.record(
          { os: fc.jsonValue(), architecture: fc.jsonValue(), variant: fc.jsonValue() },
          { requiredKeys: [] },
        ),
      ),
      annotations: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);
const manifest = fc.oneof(
  anything,
  near({
    schemaVersion: fc.jsonValue(),
    mediaType: fc.constantFrom<unknown>(OCI_INDEX, OCI_MANIFEST, 'text/html', null, 7),
    manifests: fc.oneof(fc.array(descriptor), fc.jsonValue()),
    config: descriptor,
    layers: fc.oneof(fc.array(descriptor), fc.jsonValue()),
    subject: descriptor,
    annotations: fc.jsonValue(),
  }),
);
const contentType = fc.constantFrom(
  OCI_INDEX,
  OCI_MANIFEST,
  'application/json',
  '',
  'application/vnd.docker.distribution.manifest.list.v2+json; charset=utf-8',
);
const runs = { numRuns: 150 };

/** It came to a value, or to an error that is meant for readers. */
async function clear<T>(run: Promise<T>): Promise<T | undefined> {
  try {
    return await run;
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(/^[A-Z]+ http:\/\/127\.0\.0\.1/);
    return undefined;
  }
}

describe('whatever a registry sends, it ends in a value or a clear error', () => {
  test('as a manifest', async () => {
    await fc.assert(
      fc.asyncProperty(manifest, contentType, async (body, type) => {
        answer = () => ({ status: 200, headers: { 'content-type': type }, body });
        const held = await clear(testClient().getManifest(repository, 'edge'));
        if (held) expect(held.digest).toBe(digestOf(body));
      }),
      runs,
    );
  });

  test('as an image that is verified: what comes back has faults, and nothing is written', async () => {
    writes = 0;
    await fc.assert(
      fc.asyncProperty(manifest, manifest, contentType, async (top, rest, type) => {
        const named = digestOf(top);
        answer = (path) => ({
          status: 200,
          headers: { 'content-type': type },
          body: path.endsWith(named) ? top : rest,
        });
        const expected = { platforms: [{ os: 'linux', architecture: 'amd64' }], clock: testClock() };
        const result = await clear(verifyImage(testClient(), repository, named, expected));
        expect(result?.faults ?? ['an error']).not.toEqual([]);
      }),
      runs,
    );
    expect(writes).toBe(0);
  });

  test('as a list of tags', async () => {
    const list = fc.oneof(
      anything,
      near({
        name: fc.jsonValue(),
        tags: fc.oneof(fc.array(fc.oneof(fc.string(), fc.jsonValue())), fc.jsonValue()),
      }),
    );
    const link = fc.oneof(
      fc.constantFrom('<?x>; rel="next"', '</v2/>; rel=next', '<http://[>; rel="next"', '<>; rel="next"'),
      fc.string().filter((text) => /^[\x20-\x7e]*$/.test(text)),
    );
    await fc.assert(
      fc.asyncProperty(list, link, async (body, header) => {
        answer = () => ({ status: 200, headers: { link: header }, body });
        const tags = await clear(testClient().listTags(repository));
        for (const tag of tags ?? []) expect(tag).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/);
      }),
      runs,
    );
  });

  test('as a list of referrers, by API or tag', async () => {
    await fc.assert(
      fc.asyncProperty(manifest, contentType, fc.constantFrom(200, 404), async (body, type, status) => {
        answer = (path) => ({
          status: path.includes('/referrers/') ? status : 200,
          headers: { 'content-type': type },
          body,
        });
        const found = await clear(testClient().listReferrers(repository, digestOf(Buffer.from('x'))));
        expect(found ?? []).toBeInstanceOf(Array);
      }),
      runs,
    );
  });

  test('as a token', async () => {
    const token = fc.oneof(
      anything,
      near({
        token: fc.oneof(fc.string(), fc.jsonValue()),
        access_token: fc.jsonValue(),
        expires_in: fc.jsonValue(),
        issued_at: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(token, async (body) => {
        answer = (path) =>
          path.startsWith('/token')
            ? { status: 200, headers: {}, body }
            : {
                status: 401,
                headers: { 'www-authenticate': `Bearer realm="http://${repository.registry}/token"` },
                body: Buffer.from(''),
              };
        expect(await clear(testClient().getManifest(repository, 'edge'))).toBeUndefined();
      }),
      runs,
    );
  });

  test('as a challenge', async () => {
    const header = fc.oneof(
      fc.string().filter((text) => /^[\x20-\x7e]*$/.test(text)),
      fc.constantFrom(
        'Bearer realm="',
        'Bearer realm="ftp://x"',
        'Bearer realm="http://169.254.169.254/"extra',
        'Basic',
        'Bearer ,,,=,',
      ),
    );
    await fc.assert(
      fc.asyncProperty(header, async (challenge) => {
        answer = () => ({ status: 401, headers: { 'www-authenticate': challenge }, body: Buffer.from('no') });
        expect(await clear(testClient({ deadline: 0 }).getManifest(repository, 'edge'))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
    fc.assert(fc.property(fc.string(), (text) => void parseChallenge(text)));
  });

  test('as an upload', async () => {
    const location = fc.oneof(
      fc.constantFrom('/v2/x', '?', 'http://[', '//', 'mailto:x', 'https://'),
      fc.string().filter((text) => /^[\x21-\x7e]*$/.test(text)),
    );
    await fc.assert(
      fc.asyncProperty(location, fc.constantFrom(200, 201, 202, 204, 301, 404, 418), async (to, status) => {
        answer = (path) => ({
          status: path.includes('sha256') ? 404 : status,
          headers: { ...(to && { location: to }) },
          body: Buffer.from('?'),
        });
        await clear(testClient({ deadline: 0 }).checkPush(repository));
      }),
      { numRuns: 80 },
    );
  });

  test('as a refusal', async () => {
    const refusal = fc.oneof(
      anything,
      near({
        errors: fc.oneof(
          fc.array(
            fc.oneof(
              fc.jsonValue(),
              fc.record({ code: fc.jsonValue(), message: fc.jsonValue(), detail: fc.jsonValue() }),
            ),
          ),
          fc.jsonValue(),
        ),
        message: fc.jsonValue(),
        error: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(refusal, fc.integer({ min: 400, max: 599 }), async (body, status) => {
        expect(parseErrorBody(body).detail.length).toBeLessThanOrEqual(300);
        answer = () => ({ status, headers: {}, body });
        expect(await clear(testClient().listTags(repository))).toBeUndefined();
      }),
      runs,
    );
  });
});
