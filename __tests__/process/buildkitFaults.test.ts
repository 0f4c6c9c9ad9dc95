import { afterAll, describe, expect } from 'vitest';
import { parseRepository } from '../../src/oci/reference.ts';
import { type Fault, type FaultProxy, type SeenRequest, startFaultProxy } from '../support/faultProxy.ts';
import { BASE_IMAGE, parts, testWith } from '../support/parts.ts';
import { errorsOf, makeProject, publish, saidBy, tagPush } from '../support/project.ts';
import { imageAt, ownImage, rehashBlobs, tagsOf } from '../support/published.ts';
import { realClient } from '../support/realRegistry.ts';
import { removeFolders } from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';
import { pushSample } from '../support/sampleImage.ts';
import { startTokenRegistry, type TokenRegistry } from '../support/tokenRegistry.ts';

/*
 * The forty faults of a registry, as far as they reach what BuildKit pushes: HEAD and one PUT of each blob after a POST, then
 * HEAD and PUT of each manifest by its digest, and tokens. BuildKit tries a 5xx and a broken connection again for 7 s by
 * itself; what it gives up is told from its words, and repeated by another build under our own policy.
 *
 * These do not reach it:
 *  8, 9        we ask the registry before the build, and stop there
 *  19          of manifests and layers: BuildKit reads nothing of what it pushed
 *  20          a stalled answer: BuildKit waits without end, and reports nothing by which it could be told from a slow one
 *  33          we read back what was pushed, and wait
 *  34 to 38    it moves no tag
 *  39, 40      it writes no referrer: its attestations are part of the index
 */

const test = testWith('engine', 'containerd image store', 'registry');
const registry = parts.registry ?? '127.0.0.1:1';
const LOGIN = { username: 'octo', password: 'right-password-canary' };

afterAll(removeFolders);

interface Scene {
  proxy: FaultProxy;
  /** Where a row asks for a login. */
  tokens: TokenRegistry;
  /** Another way to the same registry. */
  elsewhere: FaultProxy;
}

interface Row {
  /** Sets the fault up; every rule must have applied in the end. */
  faults: (scene: Scene) => { readonly hits: number }[];
  login?: Partial<Parameters<typeof startTokenRegistry>[0]>;
  dockerfile?: string;
  /** How often an image is built in all. */
  builds?: number;
  /** More that must hold. */
  also?: (scene: Scene) => void;
  /** The one error that the run ends with; it succeeds where absent. */
  fails?: { words: RegExp; remedy?: RegExp };
}

/** What BuildKit sends: everything that is not ours. */
const buildkit = (pattern: RegExp) => (seen: SeenRequest) =>
  seen.headers['user-agent'] !== 'publish-image' && pattern.test(`${seen.method} ${seen.path}`);
const ANY = buildkit(/^[A-Z]+ \/v2\/./);
const HEAD_BLOB = buildkit(/^HEAD .*\/blobs\//);
const OPEN = buildkit(/^POST .*\/blobs\/uploads\//);
const PUT_BLOB = buildkit(/^PUT .*\/blobs\/uploads\//);
const HEAD_MANIFEST = buildkit(/^HEAD .*\/manifests\/sha256:/);
const PUT_MANIFEST = buildkit(/^PUT .*\/manifests\/sha256:/);
const MOUNT = buildkit(/^POST .*\?mount=/);
const TOKEN = buildkit(/^[A-Z]+ \/token/);

const ONCE = { times: 1 };
const BASE = `FROM ${BASE_IMAGE}\nCOPY content /content\n`;
const WRONG = `sha256:${'0'.repeat(64)}`;

type Answered = Readonly<Record<string, string | string[] | undefined>>;
const says = (status: number, code: string, message: string, headers = {}): Fault => ({
  respond: {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ errors: [{ code, message }] }),
  },
});
const plainly = (status: number, body: string, headers = {}): Fault => ({
  respond: { status, headers, body },
});
const withHeaders = (change: (headers: Answered) => Answered): Fault => ({
  alter: ({ status, headers, body }) => ({ status, body, headers: change(headers) }),
});
const once =
  (match: (seen: SeenRequest) => boolean, fault: Fault) =>
  ({ proxy }: Scene) => [proxy.on(match, fault, ONCE)];
const always =
  (match: (seen: SeenRequest) => boolean, fault: Fault) =>
  ({ proxy }: Scene) => [proxy.on(match, fault)];
/** From BuildKit's first request on everybody is refused, until we were told so, so many times. */
const untilTold =
  (times: number, fault: Fault) =>
  ({ proxy }: Scene) => {
    let begun = false;
    let told = 0;
    const isOn = (seen: SeenRequest) => {
      begun ||= ANY(seen);
      if (!begun || told >= times) return false;
      if (!ANY(seen)) told += 1;
      return true;
    };
    return [proxy.on(isOn, fault)];
  };

const survived: Readonly<Record<string, Row>> = {
  '1: a token that is refused before a manifest': {
    login: {},
    faults: ({ proxy, tokens }) => [proxy.on(PUT_MANIFEST, { before: () => tokens.revokeAll() }, ONCE)],
  },
  '3: a login that does not reach so far is made anew': {
    faults: once(PUT_BLOB, says(403, 'UNAUTHORIZED', 'insufficient_scope')),
    builds: 2,
  },
  '5: a token that does not tell how long it lives': {
    login: {},
    faults: ({ proxy }) => [proxy.on(TOKEN, {})],
  },
  '6: a token that was issued long ago, by a clock that is wrong': {
    login: { lifeS: 60, extra: { issued_at: '2020-01-01T00:00:00Z' } },
    faults: ({ proxy }) => [proxy.on(TOKEN, {})],
  },
  '6: a token that is issued in the far future': {
    login: { lifeS: 60, extra: { issued_at: '2040-01-01T00:00:00Z' } },
    faults: ({ proxy, tokens }) => [proxy.on(PUT_MANIFEST, { before: () => tokens.revokeAll() }, ONCE)],
  },
  '7: a token service that is out of order': {
    login: {},
    faults: once(TOKEN, plainly(500, 'out of order')),
    builds: 2,
  },
  '7: a token service that limits requests': {
    login: {},
    faults: once(TOKEN, plainly(429, 'slow down', { 'retry-after': '1' })),
    builds: 2,
  },
  '10: a token that ends during an upload': {
    login: {},
    faults: ({ proxy, tokens }) => [proxy.on(PUT_BLOB, { before: () => tokens.revokeAll() }, ONCE)],
  },
  '11: 429 with seconds, which we are told and BuildKit does not heed': {
    faults: untilTold(1, says(429, 'TOOMANYREQUESTS', 'slow down', { 'retry-after': '1' })),
    builds: 2,
  },
  '12: 429 with a date': {
    faults: untilTold(1, {
      respond: () => ({ status: 429, headers: { 'retry-after': new Date(Date.now() + 1000).toUTCString() } }),
    }),
    builds: 2,
  },
  '13: 429 with plain text': { faults: once(PUT_BLOB, plainly(429, 'You have reached your limit.')) },
  '15: 408': { faults: once(OPEN, plainly(408, '')) },
  '16: 500 for a manifest': { faults: once(PUT_MANIFEST, says(500, 'UNKNOWN', 'unknown error')) },
  '16: 502 for a look at a blob': { faults: once(HEAD_BLOB, plainly(502, '')) },
  '16: 503 for an upload': { faults: once(OPEN, says(503, 'UNAVAILABLE', 'down')) },
  '16: 504 for a blob': {
    faults: once(PUT_BLOB, plainly(504, '<html><title>Gateway Timeout</title></html>')),
  },
  '16: 503 for longer than BuildKit waits': {
    faults: untilTold(2, says(503, 'UNAVAILABLE', 'down')),
    builds: 2,
  },
  '17: a reset before the answer': { faults: once(OPEN, { reset: 'before' }) },
  '17: a reset in the middle of a blob': { faults: once(PUT_BLOB, { reset: 40 }) },
  '17: a reset after a blob was taken': { faults: once(PUT_BLOB, { reset: 'after' }) },
  '17: a registry that restarts': {
    faults: ({ proxy }) => {
      const away = async () => {
        const back = await proxy.away();
        setTimeout(back, 1500);
      };
      return [proxy.on(PUT_BLOB, { before: away, reset: 'before' }, ONCE)];
    },
    builds: 2,
  },
  '18: a reset after a manifest was taken, which is not sent again': {
    faults: once(PUT_MANIFEST, { reset: 'after' }),
    also: ({ proxy }) => expect(proxy.requests.filter(PUT_MANIFEST)).toHaveLength(1),
  },
  '19: a truncated answer': { faults: once(OPEN, { truncate: 0 }) },
  '20: slow answers': { faults: always(ANY, { delayMs: 300 }) },
  '21: a mount that becomes an upload': {
    dockerfile: BASE,
    faults: always(MOUNT, { rewrite: (path) => path.replace(/\?.*/, '') }),
  },
  '22: a mount that is refused with 401': {
    dockerfile: BASE,
    faults: always(MOUNT, says(401, 'UNAUTHORIZED', 'authentication required')),
  },
  '24: a relative Location with a query, which is kept': {
    faults: always(
      OPEN,
      withHeaders(({ location, ...headers }) => {
        const { pathname, search } = new URL(String(location));
        return { ...headers, location: `${pathname}${search}&odd=a%2Bb` };
      }),
    ),
    also: ({ proxy }) => {
      for (const { path } of proxy.requests.filter(PUT_BLOB)) expect(path).toContain('odd=a%2Bb');
    },
  },
  '25: a Location at another host, which does not get the token': {
    login: {},
    faults: ({ proxy, elsewhere }) => [
      proxy.on(
        OPEN,
        withHeaders(({ location, ...headers }) => ({
          ...headers,
          ...(location && { location: String(location).replace(proxy.host, elsewhere.host) }),
        })),
      ),
    ],
    also: ({ elsewhere }) => {
      expect(elsewhere.requests).not.toEqual([]);
      for (const { headers } of elsewhere.requests) expect(headers.authorization).toBeUndefined();
    },
  },
  '26: 416': { faults: once(PUT_BLOB, plainly(416, 'wrong range')), builds: 2 },
  '27: an upload that the registry forgot': {
    faults: once(PUT_BLOB, says(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry')),
    builds: 2,
  },
  '28: a blob that the registry lost': {
    faults: once(PUT_MANIFEST, says(400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry')),
    builds: 2,
  },
  '30: bytes that are lost on the way': { faults: once(PUT_BLOB, { cut: 20 }), builds: 2 },
  '31: a blob that seems to be there': { faults: once(HEAD_BLOB, { respond: { status: 200 } }), builds: 2 },
  '31: a manifest that cannot be looked at': { faults: once(HEAD_MANIFEST, { respond: { status: 405 } }) },
  'an upload that is redirected': {
    faults: ({ proxy, elsewhere }) => [
      proxy.on(OPEN, {
        respond: ({ path }) => ({ status: 307, headers: { location: `http://${elsewhere.host}${path}` } }),
      }),
    ],
  },
};

const told: Readonly<Record<string, Row>> = {
  '2: 401 again and again': {
    faults: always(PUT_BLOB, says(401, 'UNAUTHORIZED', 'your session has ended')),
    builds: 2,
    fails: {
      words: /401 UNAUTHORIZED: your session has ended \(2 attempts\)/,
      remedy: /user name and password/,
    },
  },
  '4: 403 DENIED': {
    faults: always(OPEN, says(403, 'DENIED', 'requested access to app is denied')),
    fails: {
      words: /403 DENIED: requested access to app is denied/,
      remedy: /give it the right to write to it/,
    },
  },
  '7: a token service that knows the password no more': {
    login: {},
    faults: ({ proxy }) => [
      proxy.on(/ \/token/, plainly(401, '{"details":"account is closed"}'), { skip: 2 }),
    ],
    builds: 2,
    fails: { words: /token\?.* 401: account is closed \(2 attempts\)/, remedy: /user name and password/ },
  },
  '14: 429 until after the deadline': {
    faults: untilTold(Infinity, says(429, 'TOOMANYREQUESTS', 'too much', { 'retry-after': '7200' })),
    fails: { words: /429 TOOMANYREQUESTS: too much \(the next attempt would be at/, remedy: /it ends at 20/ },
  },
  '22: a mount that is refused with 403, which BuildKit takes for its answer': {
    dockerfile: BASE,
    faults: always(MOUNT, says(403, 'DENIED', 'no mounts here')),
    fails: { words: /403 DENIED: no mounts here/, remedy: /give it the right to write to it/ },
  },
  '23: an upload without Location': {
    faults: always(
      OPEN,
      withHeaders(({ location: _, ...headers }) => headers),
    ),
    fails: { words: /opened an upload but named no Location/ },
  },
  '29: another digest for a blob': {
    faults: always(
      PUT_BLOB,
      withHeaders((headers) => ({ ...headers, 'docker-content-digest': WRONG })),
    ),
    fails: { words: /got digest sha256:0000/ },
  },
  '29: another digest for a manifest': {
    faults: always(
      PUT_MANIFEST,
      withHeaders((headers) => ({ ...headers, 'docker-content-digest': WRONG })),
    ),
    fails: { words: /got digest sha256:0000/ },
  },
  '31: blobs that cannot be looked at': {
    faults: always(HEAD_BLOB, { respond: { status: 405 } }),
    fails: { words: /HEAD http:.*: 405: Method Not Allowed/ },
  },
  '32: a manifest that seems to be there': {
    faults: always(HEAD_MANIFEST, {
      respond: ({ path }) => ({ status: 200, headers: { 'docker-content-digest': path.split('/').at(-1) } }),
    }),
    fails: { words: /built for linux\/amd64, is not in the registry/ },
  },
  'a limit of what is in front of the registry': {
    faults: always(PUT_BLOB, plainly(413, '<html><title>413 Request Entity Too Large</title></html>')),
    fails: {
      words: /PUT http:.*_state=….*: 413: 413 Request Entity Too Large/,
      remedy: /client_max_body_size/,
    },
  },
  'a repository that does not exist': {
    faults: always(OPEN, says(404, 'NAME_UNKNOWN', 'repository name not known to registry')),
    fails: { words: /NAME_UNKNOWN: repository name not known/, remedy: /Create the repository/ },
  },
};

/** What BuildKit itself tries again or takes as it is: several such faults go into one run, each at a repository of its own. */
const isShared = ({ login, dockerfile, builds }: Row) => !login && !dockerfile && !builds;
const AT_ONCE = 5;

describe.concurrent('a push through BuildKit survives', () => {
  const rows = Object.entries(survived);
  const shared = rows.filter(([, row]) => isShared(row));
  for (let at = 0; at < shared.length; at += AT_ONCE) {
    const group = shared.slice(at, at + AT_ONCE);
    const played = Promise.withResolvers<Played>();
    for (const [index, [title]] of group.entries())
      test(title, async () => {
        if (index === 0) play(group.map(([, row]) => row)).then(played.resolve, played.reject);
        await expectSurvived(await played.promise, index);
      });
  }
  for (const [title, row] of rows)
    if (!isShared(row)) test(title, async () => expectSurvived(await play([row]), 0));
});

describe.concurrent('a push through BuildKit tells, and moves no tag', () => {
  for (const [title, row] of Object.entries(told)) test(title, async () => expectTold(await play([row])));
});

interface Played {
  result: ActionResult;
  staged: readonly { row: Row; scene: Scene; image: string; rules: readonly { hits: number }[] }[];
}

/** One run that pushes to a repository a row. */
async function play(rows: readonly Row[]): Promise<Played> {
  const staged = await Promise.all(rows.map(stage));
  const [first] = rows;
  const project = makeProject({
    Dockerfile: first?.dockerfile ?? 'FROM scratch\nCOPY content /content\n',
    content: staged.map(({ image }) => image).join(),
  });
  const images = staged.map(({ image, scene }) => imageAt(scene.proxy.host, image)).join('\n');
  const inputs = { images, ...(first?.login && LOGIN) };
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
  await Promise.all(
    staged
      .flatMap(({ scene }) => Object.values(scene))
      .map((server: { close(): Promise<void> }) => server.close()),
  );
  return { result, staged };
}

async function stage(row: Row): Promise<Played['staged'][number]> {
  const tokens = await startTokenRegistry({ upstream: registry, auth: 'bearer', ...LOGIN, ...row.login });
  const proxy = await startFaultProxy(row.login ? tokens.host : registry);
  const scene = { proxy, tokens, elsewhere: await startFaultProxy(registry) };
  const image = ownImage('faults');
  if (row.fails) await seed(image);
  const rules = row.faults(scene);
  // all of loopback is one host to BuildKit: it would mount what it has just pushed for another row
  if (isShared(row)) proxy.on(MOUNT, { rewrite: (path) => path.replace(/\?.*/, '') });
  return { row, scene, image, rules };
}

/** An older release, whose tags would move. */
async function seed(image: string): Promise<void> {
  const client = realClient();
  const repository = parseRepository(image);
  const sample = await pushSample(client, repository, { version: '1.2.2', revision: 'a'.repeat(40) });
  for (const tag of ['1.2.2', 'latest']) await client.putManifest(repository, tag, sample);
  client.close();
}

/** How often buildx was started. */
const buildsOf = ({ stdout }: ActionResult) => stdout.match(/^#\d+ exporting to image$/gm)?.length;
const applied = (rules: readonly { hits: number }[]) => rules.every(({ hits }) => hits > 0);

async function expectSurvived({ result, staged }: Played, at: number): Promise<void> {
  const { row, scene, image, rules } = staged[at] ?? expect.unreachable();
  const said = saidBy(result);
  expect(result.exitCode, said).toBe(0);
  expect(applied(rules), said).toBe(true);
  const tags = await tagsOf(image);
  expect(Object.keys(tags)).toHaveLength(5);
  expect([...new Set(Object.values(tags))]).toEqual([result.outputs.digest]);
  const blobs = await rehashBlobs(image, '1.2.3');
  expect(blobs.length).toBeGreaterThan(1);
  expect(blobs.map(({ rehashed }) => rehashed)).toEqual(blobs.map(({ digest }) => digest));
  expect(buildsOf(result), said).toBe(row.builds ?? 1);
  row.also?.(scene);
}

async function expectTold({ result, staged: [only] }: Played): Promise<void> {
  const { row, image, rules } = only ?? expect.unreachable();
  const said = saidBy(result);
  expect(result.exitCode, said).toBe(1);
  expect(applied(rules), said).toBe(true);
  expect(errorsOf(result), said).toHaveLength(1);
  const [error = ''] = errorsOf(result);
  expect(error).toMatch(row.fails?.words ?? /^$/);
  expect(error).toMatch(row.fails?.remedy ?? /./);
  expect(error.length).toBeLessThan(1000);
  expect(Object.keys(await tagsOf(image))).toEqual(['1.2.2', 'latest']);
  expect(new Set(Object.values(await tagsOf(image))).size).toBe(1);
  expect(buildsOf(result), said).toBe(row.builds ?? 1);
}
