import { describe, expect, test } from 'vitest';
import { parseChallenge } from '../../src/registry/challenge.ts';
import { parseErrorBody, RegistryError, type RegistryFailure, redactUrl } from '../../src/registry/errors.ts';
import { isInsecure, REACH, reachOf } from '../../src/registry/network.ts';
import { nextPage } from '../../src/registry/paging.ts';
import { quirksOf } from '../../src/registry/quirks.ts';
import { coversScopes, mergeScopes, scopesFor } from '../../src/registry/scopes.ts';

describe('parseChallenge', () => {
  const bearer = (fields: object) => ({
    kind: 'bearer',
    service: undefined,
    scopes: [],
    error: undefined,
    ...fields,
  });
  test.each([
    ['Basic realm="x"', { kind: 'basic' }],
    ['basic', { kind: 'basic' }],
    [
      'Bearer realm="https://a/t",service="s",scope="repository:x:pull,push"',
      bearer({ realm: 'https://a/t', service: 's', scopes: ['repository:x:pull,push'] }),
    ],
    ['bearer realm=https://a/t, service = s', bearer({ realm: 'https://a/t', service: 's' })],
    [
      'Bearer realm="a",scope="repository:x:pull repository:y:pull",error="insufficient_scope"',
      bearer({ realm: 'a', scopes: ['repository:x:pull', 'repository:y:pull'], error: 'insufficient_scope' }),
    ],
    ['Basic realm="b", Bearer realm="t"', bearer({ realm: 't' })],
    ['Bearer realm="t", Basic realm="b"', bearer({ realm: 't' })],
    [String.raw`Bearer realm="a\"b\\c"`, bearer({ realm: String.raw`a"b\c` })],
    ['Bearer', undefined],
    ['Bearer realm=""', undefined],
    ['Negotiate', undefined],
    ['', undefined],
    [undefined, undefined],
    ['=,=,"', undefined],
  ])('%s', (header, challenge) => expect(parseChallenge(header)).toEqual(challenge));
});

describe('scopes', () => {
  test('what is to be written comes first', () => {
    expect(scopesFor({ path: 'a/b', actions: ['pull', 'push'], mountFrom: 'c/d' })).toEqual([
      'repository:a/b:pull,push',
      'repository:c/d:pull',
    ]);
  });

  test.each([
    [['repository:a:pull,push'], ['repository:a:pull'], true],
    [['repository:a:pull', 'repository:a:push'], ['repository:a:pull,push'], true],
    [['repository:a:pull'], ['repository:a:push'], false],
    [['repository:a:pull'], ['repository:b:pull'], false],
    [['repository:host:5000/a:pull'], ['repository:host:5000/a:pull'], true],
    [[], [], true],
  ])('%j covers %j: %s', (held, wanted, covered) => expect(coversScopes(held, wanted)).toBe(covered));

  test('merging keeps the order and adds nothing twice', () => {
    expect(mergeScopes(['repository:a:pull,push'], ['repository:a:pull', 'registry:catalog:*'])).toEqual([
      'repository:a:pull,push',
      'registry:catalog:*',
    ]);
  });
});

describe('network', () => {
  test.each([
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['[fd12::1]', 'private'],
    ['[::ffff:192.168.0.1]', 'private'],
    ['169.254.169.254', 'link'],
    ['[fe80::1]', 'link'],
    ['0.0.0.0', 'loopback'],
    ['127.0.0.1', 'loopback'],
    ['localhost', 'loopback'],
    ['[::1]', 'loopback'],
    ['[::]', 'loopback'],
    ['[::ffff:127.0.0.1]', 'loopback'],
    ['8.8.8.8', 'public'],
    ['[2001:4860:4860::8888]', 'public'],
    ['ghcr.io', 'public'],
    ['10.example.com', 'public'],
  ] as const)('%s is %s', (host, reach) => expect(reachOf(host)).toBe(REACH[reach]));

  test.each([
    ['registry.local:5000', ['registry.local:5000'], true],
    ['registry.local:5000', ['registry.local'], true],
    ['registry.local', ['registry.local:5000'], false],
    ['10.1.2.3:5000', ['10.0.0.0/8'], true],
    ['11.1.2.3:5000', ['10.0.0.0/8'], false],
    ['[fd00::1]:5000', ['fd00::/8'], true],
    ['registry.local', ['10.0.0.0/8', '::/0'], false],
    ['registry.local', ['nonsense/x', '/', ''], false],
    ['10.1.2.3', ['10.0.0.0/99'], false],
  ])('%s in %j: %s', (host, list, insecure) => expect(isInsecure(host, list)).toBe(insecure));
});

describe('nextPage', () => {
  const url = new URL('https://r.example.com:444/v2/a/tags/list?n=2');
  test.each([
    ['</v2/a/tags/list?last=b&n=2>; rel="next"', 'https://r.example.com:444/v2/a/tags/list?last=b&n=2'],
    ['<?last=b>; rel=next', 'https://r.example.com:444/v2/a/tags/list?last=b'],
    [
      '<http://r.example.com/v2/a/tags/list?last=b>; rel="next"',
      'https://r.example.com:444/v2/a/tags/list?last=b',
    ],
    [
      '</first>; rel="first", </v2/a/tags/list?last=b>; rel="next"',
      'https://r.example.com:444/v2/a/tags/list?last=b',
    ],
    ['<https://elsewhere.example.com/v2/a/tags/list?last=b>; rel="next"', undefined],
    ['</v2/a>; rel="prev"', undefined],
    ['nonsense', undefined],
    ['<http://[>; rel="next"', undefined],
    [undefined, undefined],
  ])('%s', (link, next) => expect(nextPage(link, url)?.href).toBe(next));
});

describe('parseErrorBody', () => {
  test.each([
    ['{"errors":[{"code":"DENIED","message":"no"}]}', 'DENIED', 'no'],
    [
      '{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","message":"blob unknown to registry","detail":"sha256:abc"}]}',
      'MANIFEST_BLOB_UNKNOWN',
      'blob unknown to registry (sha256:abc)',
    ],
    [
      '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":[{"Type":"repository"}]}]}',
      'UNAUTHORIZED',
      'authentication required',
    ],
    ['{"errors":[]}', undefined, ''],
    ['{"errors":"Not Found"}', undefined, 'Not Found'],
    ['{"details":"incorrect username or password"}', undefined, 'incorrect username or password'],
    ['{"message":"slow down"}', undefined, 'slow down'],
    ['{"error":"invalid_grant","error_description":"token expired"}', 'invalid_grant', 'token expired'],
    ['{"error":{"message":"nested"}}', undefined, 'nested'],
    ['You have reached your pull rate limit.', undefined, 'You have reached your pull rate limit.'],
    [
      '<html><head><title>413 Request Entity Too Large</title></head></html>',
      undefined,
      '413 Request Entity Too Large',
    ],
    ['<html>nothing to say</html>', undefined, ''],
    ['', undefined, ''],
    ['null', undefined, ''],
    ['[1,2]', undefined, ''],
    ['"text"', undefined, ''],
  ])('%s', (text, code, detail) => expect(parseErrorBody(Buffer.from(text))).toEqual({ code, detail }));

  test('control characters and line breaks become spaces', () => {
    expect(parseErrorBody(Buffer.from('line\u0000one\r\n::error::two')).detail).toBe('line one ::error::two');
  });

  test('long texts are cut', () => {
    expect(parseErrorBody(Buffer.from('x'.repeat(5000))).detail).toHaveLength(300);
  });
});

test.each([
  [
    'https://user:pass@r.example.com/v2/a/blobs/uploads/1?_state=s3cret&digest=sha256%3Aabc',
    'https://r.example.com/v2/a/blobs/uploads/1?_state=…&digest=sha256:abc',
  ],
  ['https://s3.example.com/x?X-Amz-Signature=s3cret', 'https://s3.example.com/x?X-Amz-Signature=…'],
  ['http://127.0.0.1:5000/v2/', 'http://127.0.0.1:5000/v2/'],
])('redacts %s', (url, shown) => expect(redactUrl(new URL(url))).toBe(shown));

describe('RegistryError', () => {
  const refused = (fields: Partial<RegistryFailure> & { host?: string }) =>
    new RegistryError({
      kind: 'refused',
      method: 'PUT',
      url: new URL(`https://${fields.host ?? 'r.example.com'}/v2/team/app/manifests/1.2`),
      detail: 'no',
      ...fields,
    });

  test('has method, URL, status, code and the words of the registry', () => {
    const error = refused({ status: 403, code: 'DENIED', detail: 'requested access is denied' });
    expect(error.message).toBe(
      'PUT https://r.example.com/v2/team/app/manifests/1.2: 403 DENIED: requested access is denied',
    );
    expect(error).toMatchObject({ name: 'RegistryError', method: 'PUT', status: 403, code: 'DENIED' });
  });

  test('says so where nothing was said', () => {
    expect(refused({ detail: '' }).message).toContain('no reason given');
  });

  test('tells of attempts and of when it could go on', () => {
    expect(refused({ status: 500, end: { attempts: 7, until: undefined } }).message).toMatch(
      /\(7 attempts\)$/,
    );
    expect(refused({ status: 429, end: { attempts: 1, until: new Date(0) } }).message).toContain(
      'would be at 1970-01-01T00:00:00.000Z, after the deadline',
    );
  });

  const later = new Date(Date.now() + 3_600_000);
  const remedies: [string, Partial<RegistryFailure> & { host?: string }, RegExp | undefined][] = [
    [
      'GHCR without packages: write',
      { host: 'ghcr.io', status: 403, code: 'DENIED', detail: 'permission_denied: write_package' },
      /packages: write.*Manage Actions access/,
    ],
    [
      'GHCR without a scope',
      {
        host: 'ghcr.io',
        status: 403,
        code: 'DENIED',
        detail: 'permission_denied: The token provided does not match expected scopes.',
      },
      /write:packages/,
    ],
    [
      'Docker Hub’s limit, as a header tells',
      { host: 'registry-1.docker.io', status: 429, headers: { 'retry-after': later.toUTCString() } },
      new RegExp(`it ends at ${later.toISOString().slice(0, 16)}`),
    ],
    [
      'Docker Hub’s limit, as its window tells',
      { host: 'registry-1.docker.io', status: 429, headers: { 'ratelimit-remaining': '0;w=21600' } },
      /it ends at \d{4}-.*Z at the latest/,
    ],
    [
      'Docker Hub’s limit, untold',
      { host: 'registry-1.docker.io', status: 429 },
      /does not tell for how long/,
    ],
    [
      'Docker Hub’s password',
      { host: 'auth.docker.io', status: 401, detail: 'incorrect username or password' },
      /access token/,
    ],
    [
      'Docker Hub without the repository',
      {
        host: 'registry-1.docker.io',
        status: 401,
        code: 'UNAUTHORIZED',
        detail: 'requested access to the resource is denied',
      },
      /Create the repository team\/app on Docker Hub/,
    ],
    [
      'ECR’s immutable tag',
      {
        host: '1.dkr.ecr.eu-west-1.amazonaws.com',
        status: 400,
        code: 'TAG_INVALID',
        detail:
          "The image tag '1.2' already exists and cannot be overwritten because the repository is immutable.",
      },
      /tag immutability/,
    ],
    [
      'ECR without the repository',
      {
        host: '1.dkr.ecr.eu-west-1.amazonaws.com',
        status: 404,
        code: 'NAME_UNKNOWN',
        detail: "The repository with name 'team/app' does not exist",
      },
      /aws ecr create-repository --repository-name team\/app/,
    ],
    [
      'ECR’s old login',
      { host: '1.dkr.ecr.eu-west-1.amazonaws.com', status: 403, detail: 'Not Authorized' },
      /12 hours/,
    ],
    [
      'Artifact Registry’s role',
      {
        host: 'europe-docker.pkg.dev',
        status: 403,
        detail: 'Permission "artifactregistry.repositories.uploadArtifacts" denied',
      },
      /Artifact Registry Writer/,
    ],
    [
      'Harbor’s immutable tag',
      {
        status: 412,
        code: 'PRECONDITION',
        detail: 'Failed to process request due to configured as immutable.',
      },
      /makes this tag immutable/,
    ],
    ['a proxy in front', { status: 413, detail: '413 Request Entity Too Large' }, /client_max_body_size/],
    ['a limit', { status: 429, headers: { 'retry-after': '60' } }, /limits requests: it ends at/],
    [
      'wrong credentials',
      { status: 401, code: 'UNAUTHORIZED' },
      /Check user name and password for r\.example\.com/,
    ],
    ['missing rights', { status: 403, code: 'DENIED' }, /may not do this with team\/app/],
    ['a missing repository', { status: 404, code: 'NAME_UNKNOWN' }, /Create the repository team\/app/],
    [
      'a certificate',
      { kind: 'unreachable', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      /certs\.d\/r\.example\.com\/ca\.crt.*NODE_EXTRA_CA_CERTS/,
    ],
    ['plain HTTP', { kind: 'unreachable', code: 'EPROTO' }, /insecure-registries/],
    [
      'a name that does not exist',
      { kind: 'unreachable', code: 'ENOTFOUND' },
      /No host has the name r\.example\.com/,
    ],
    ['something unknown', { status: 418 }, undefined],
  ];
  test.each(remedies)('names the remedy for %s', (_, fields, hint) => {
    const error = refused(fields);
    if (hint) expect(error.hint).toMatch(hint);
    else expect(error.hint).toBeUndefined();
  });
});

test('Docker Hub has one API host and one key, by whatever name', () => {
  for (const host of ['docker.io', 'index.docker.io', 'registry-1.docker.io']) {
    expect(quirksOf(host)).toMatchObject({
      apiHost: 'registry-1.docker.io',
      credentialKeys: expect.arrayContaining(['https://index.docker.io/v1/', 'docker.io']),
    });
  }
  expect(quirksOf('quay.io')).toMatchObject({
    apiHost: 'quay.io',
    credentialKeys: ['quay.io'],
    passingDenial: undefined,
  });
  expect(quirksOf('ghcr.io').passingDenial?.test('You have exceeded a secondary rate limit.')).toBe(true);
});
