import { describe, expect, test } from 'vitest';
import { parsePushFailure } from '../../src/execute/pushFailure.ts';

const UPLOAD = 'https://ghcr.io/v2/o/app/blobs/uploads/1';
const POLICY = undefined;

interface Row {
  said: string;
  attempts: number | undefined;
  message: string;
  remedy?: string | RegExp;
}

/** BuildKit's words, of both the versions that print a body and those that do not. */
const rows: Readonly<Record<string, Row>> = {
  'a status with a body': {
    said: `unexpected status from PUT request to ${UPLOAD}?_state=secret&digest=sha256%3Aa: 413 Payload Too Large: <html><title>413 Request Entity Too Large</title></html>`,
    attempts: 1,
    message: `PUT ${UPLOAD}?_state=…&digest=sha256:a: 413: 413 Request Entity Too Large`,
    remedy: /client_max_body_size/,
  },
  'a status alone': {
    said: `unexpected status from POST request to ${UPLOAD}: 502 Bad Gateway`,
    attempts: POLICY,
    message: `POST ${UPLOAD}: 502: Bad Gateway`,
  },
  'a status and a code': {
    said: `unexpected status from PUT request to ${UPLOAD}: 404 Not Found\nunknown: blob upload unknown to registry`,
    attempts: 3,
    message: `PUT ${UPLOAD}: 404 BLOB_UPLOAD_UNKNOWN: blob upload unknown to registry`,
  },
  'a status without a request': {
    said: 'unexpected status: 429 Too Many Requests',
    attempts: POLICY,
    message: '429: Too Many Requests',
    remedy: /limits requests/,
  },
  'a rate limit by its code': {
    said: 'toomanyrequests: slow down',
    attempts: POLICY,
    message: '429 TOOMANYREQUESTS: slow down',
    remedy: /limits requests/,
  },
  'a registry that is down, by its code': {
    said: 'unavailable: service unavailable',
    attempts: POLICY,
    message: '503 UNAVAILABLE: service unavailable',
  },
  'a rate limit that says denied': {
    said: 'denied: You have exceeded a secondary rate limit',
    attempts: POLICY,
    message: '403 DENIED: You have exceeded a secondary rate limit',
    remedy: /limits requests/,
  },
  'a package that is that of another repository': {
    said: 'denied: permission_denied: write_package',
    attempts: 1,
    message: '403 DENIED: permission_denied: write_package',
    remedy: /packages: write/,
  },
  'a denial without words': {
    said: 'denied',
    attempts: 1,
    message: '403 DENIED',
    remedy: 'The account may not do this with o/app: give it the right to write to it, or check its name.',
  },
  'a login that is over': {
    said: 'unauthorized: authentication required',
    attempts: 2,
    message: '401 UNAUTHORIZED: authentication required',
    remedy: /user name and password for ghcr\.io/,
  },
  'a login that does not reach so far': {
    said: 'push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    attempts: 2,
    message:
      '401: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    remedy: 'The account may not write to o/app: give it that right.',
  },
  'a repository that does not exist': {
    said: 'unknown: repository name not known to registry',
    attempts: 1,
    message: 'NAME_UNKNOWN: repository name not known to registry',
    remedy: 'Create the repository o/app first, or check its name.',
  },
  'an upload that the registry forgot': {
    said: 'unknown: blob upload unknown to registry',
    attempts: 3,
    message: 'BLOB_UPLOAD_UNKNOWN: blob upload unknown to registry',
  },
  'a part that the registry lost': {
    said: 'unknown: blob unknown to registry - sha256:00',
    attempts: 3,
    message: 'MANIFEST_BLOB_UNKNOWN: blob unknown to registry - sha256:00',
  },
  'bytes that changed on the way': {
    said: 'unknown: provided digest did not match uploaded content',
    attempts: 3,
    message: 'DIGEST_INVALID: provided digest did not match uploaded content',
    remedy: /something between here and the registry changes them/,
  },
  'several errors at once': {
    said: 'errors:\ndenied: requested access\nunauthorized: authentication required\n',
    attempts: 1,
    message: '403 DENIED: requested access',
    remedy: /right to write/,
  },
  'a connection that broke': {
    said: `failed to copy: failed to do request: Put "${UPLOAD}?_state=secret": write tcp 10.0.0.1:1->10.0.0.2:443: write: broken pipe`,
    attempts: POLICY,
    message: `PUT ${UPLOAD}?_state=…: EPIPE: write tcp 10.0.0.1:1->10.0.0.2:443: write: broken pipe`,
  },
  'a registry that restarts': {
    said: `failed to do request: Head "${UPLOAD}": dial tcp 10.0.0.2:443: connect: connection refused`,
    attempts: POLICY,
    message: `HEAD ${UPLOAD}: ECONNREFUSED: dial tcp 10.0.0.2:443: connect: connection refused`,
    remedy: 'Nothing listens at ghcr.io: check the name and the port.',
  },
  'a certificate that nobody trusts': {
    said: `failed to do request: Head "${UPLOAD}": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    attempts: 1,
    message: `HEAD ${UPLOAD}: CERT_UNTRUSTED: tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    remedy: /certs\.d\/ghcr\.io\/ca\.crt/,
  },
  'an upload without an address': {
    said: 'failed to copy: failed to do request: Put "https:?digest=sha256%3Aa": http: no Host in request URL',
    attempts: 1,
    message: 'the registry opened an upload but named no Location for it',
  },
  'another digest than was sent': {
    said: 'failed commit on ref "manifest-sha256:00": got digest sha256:11, expected sha256:00',
    attempts: 1,
    message: 'failed commit on ref "manifest-sha256:00": got digest sha256:11, expected sha256:00',
  },
};

describe('a push through BuildKit that failed', () => {
  test.each(Object.entries(rows))('%s', (_, { said, attempts, message, remedy }) => {
    const failure = parsePushFailure(`failed to push ghcr.io/o/app: ${said}`);
    expect(failure?.repository).toEqual({ name: 'ghcr.io/o/app', registry: 'ghcr.io', path: 'o/app' });
    expect(failure?.attempts).toBe(attempts);
    expect(failure?.message()).toBe(`Pushing ghcr.io/o/app failed: ${message}`);
    if (typeof remedy === 'string') expect(failure?.remedy).toBe(remedy);
    else if (remedy) expect(failure?.remedy).toMatch(remedy);
    else expect(failure?.remedy).toBeUndefined();
  });

  test('whose code was lost is known by what BuildKit logged of its attempts', () => {
    const log = `error: unexpected status from PUT request to ${UPLOAD}: 500 Internal Server Error\noops\nretrying in 1s\nerror: unexpected status from PUT request to ${UPLOAD}: 503 Service Unavailable\noops\n`;
    const failure = parsePushFailure('failed to push ghcr.io/o/app: unknown: oops', log);
    expect(failure?.message()).toBe(`Pushing ghcr.io/o/app failed: PUT ${UPLOAD}: 503: oops`);
    expect(failure?.attempts).toBe(POLICY);
    const denied = parsePushFailure('failed to push ghcr.io/o/app: denied: no', log);
    expect([denied?.message(), denied?.attempts]).toEqual([
      'Pushing ghcr.io/o/app failed: 403 DENIED: no',
      1,
    ]);
  });

  test('tells how often it was tried, and until when', () => {
    const failure = parsePushFailure('failed to push localhost:5000/a: unavailable: down');
    const end = { attempts: 7, until: new Date(0) };
    expect(failure?.message(end)).toBe(
      'Pushing localhost:5000/a failed: 503 UNAVAILABLE: down (7 attempts; the next attempt would be at 1970-01-01T00:00:00.000Z, after the deadline of this run)',
    );
  });

  test.each([
    'failed to read dockerfile: open Dockerfile: no such file or directory',
    'process "/bin/sh -c git push" did not complete successfully: exit code: 1',
    '',
  ])('%s is something else', (said) => {
    expect(parsePushFailure(said)).toBeUndefined();
  });
});
