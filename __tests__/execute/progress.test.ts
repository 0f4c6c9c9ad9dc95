import { describe, expect, test } from 'vitest';
import { Progress } from '../../src/execute/progress.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const time = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

/** Lines as `docker-buildx bake --progress rawjson` 0.29 prints them, times and digests shortened. */
const INTERNAL = { digest: 'sha256:0', name: '[internal] load build definition from Dockerfile' };
const FROM = { digest: 'sha256:1', name: '[b 1/3] FROM docker.io/library/busybox:latest@sha256:8af8' };
const HELLO = { digest: 'sha256:2', inputs: ['sha256:1'], name: '[b 2/3] RUN echo hello' };
const FAILS = { digest: 'sha256:3', inputs: ['sha256:2'], name: '[b 3/3] RUN exit 3' };
const vertexes = (...all: object[]) => ({ vertexes: all });
const log = (vertex: string, text: string, at: number, stream = 1) => ({
  logs: [{ vertex, stream, data: base64(text), timestamp: time(at) }],
});

function read(lines: readonly (object | string)[], pieces?: number) {
  const printed: string[] = [];
  const progress = new Progress((text) => printed.push(text));
  const stream = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  const size = pieces ?? stream.length;
  for (let at = 0; at < stream.length; at += size) progress.write(stream.slice(at, at + size));
  return { printed, ...progress.end() };
}

const BUILD = [
  vertexes(INTERNAL),
  vertexes({ ...INTERNAL, started: time(0), completed: time(1) }),
  { statuses: [{ id: 'transferring dockerfile:', vertex: 'sha256:0', name: 'transferring', current: 30 }] },
  vertexes(FAILS, HELLO, FROM),
  vertexes({ ...FROM, started: time(1) }),
  vertexes({ ...FROM, started: time(1), completed: time(1.1) }),
  vertexes({ ...FROM, started: time(1), completed: time(1.1), cached: true }, { ...HELLO, started: time(2) }),
  log('sha256:2', 'hello\n', 2.5),
  log('sha256:2', 'err\n', 3, 2),
  log('sha256:2', 'a\rb', 3.26),
  vertexes({ ...HELLO, started: time(2), completed: time(4.04) }),
];

describe('a build that comes through', () => {
  test('is printed as plain lines, the internal steps left out', () => {
    expect(read(BUILD).printed).toEqual([
      `#4 ${FROM.name}`,
      '#4 DONE 0.1s',
      `#3 ${HELLO.name}`,
      '#3 0.5 hello',
      '#3 1.0 err',
      '#3 1.3 a',
      '#3 1.3 b',
      '#3 DONE 2.0s',
    ]);
  });

  test.each([1, 7, 100])('however it is cut: pieces of %i', (pieces) => {
    expect(read(BUILD, pieces)).toEqual(read(BUILD));
  });

  test('counts the steps of the Dockerfile, and those from the cache', () => {
    const exporting = { digest: 'sha256:9', name: 'exporting to image' };
    expect(read([...BUILD, vertexes({ ...exporting, started: time(5), completed: time(6) })])).toMatchObject({
      steps: 3,
      cached: 1,
      failure: undefined,
      warnings: [],
      rest: '',
    });
  });

  test('of two platforms: each has its steps, and what they share counts once', () => {
    const step = (name: string, digest: string, cached: boolean) =>
      vertexes({ digest, name, started: time(0), completed: time(1), cached });
    const found = read([
      step('[linux-amd64 1/2] FROM a', 'sha256:a', true),
      step('[linux-arm64 1/2] FROM a', 'sha256:b', true),
      step('[linux-amd64 stage 2/2] COPY . .', 'sha256:c', false),
      step('[linux-arm64 stage 2/2] COPY . .', 'sha256:c', false),
      step('[linux-amd64 internal] load build context', 'sha256:d', true),
      step('[auth] library/busybox:pull token for registry-1.docker.io', 'sha256:e', false),
    ]);
    expect([found.steps, found.cached]).toEqual([3, 2]);
    expect(found.printed.filter((line) => line.includes('internal'))).toEqual([]);
  });

  test('cached from the first report to the last', () => {
    const found = read([vertexes({ ...FROM, started: time(1), completed: time(1), cached: true })]);
    expect(found.printed).toEqual([`#1 ${FROM.name}`, '#1 CACHED']);
  });

  test('a log of a step that nobody announced is left out', () => {
    expect(read([log('sha256:7', 'x', 0)]).printed).toEqual([]);
  });
});

describe('a build that fails', () => {
  const error = 'process "/bin/sh -c exit 3" did not complete successfully: exit code: 3';
  const EXCERPT = ['Dockerfile:6', '--------------------', '   6 | >>> RUN exit 3', '--------------------'];
  const failed = [
    ...BUILD,
    vertexes({ ...FAILS, started: time(5) }),
    log('sha256:3', 'why\n', 5.5, 2),
    vertexes({ ...FAILS, started: time(5), completed: time(6), error }),
    ...EXCERPT,
    `ERROR: failed to build: failed to solve: ${error}`,
  ];

  test('tells the step, what it wrote, and what buildx said in the end', () => {
    const { failure, rest, printed } = read(failed);
    expect(failure).toEqual({ step: FAILS.name, error, output: 'why\n' });
    expect(rest).toBe(`${[...EXCERPT, `ERROR: failed to build: failed to solve: ${error}`].join('\n')}\n`);
    expect(printed.at(-1)).toBe(`#2 ERROR: ${error}`);
  });

  test('a cache that is not there, or could not be written, is not why it failed', () => {
    const imports = { digest: 'c', name: '[b] importing cache manifest from a.test/b:cache' };
    const exports = { digest: 'd', name: '[b] exporting cache to registry' };
    const caches = [vertexes({ ...imports, error: 'not found' }), vertexes({ ...exports, error: 'denied' })];
    expect(read([...caches, ...failed]).failure).toMatchObject({ step: FAILS.name, error });
    expect(read(caches).failure).toMatchObject({ step: exports.name, error: 'denied' });
    expect(read(caches.slice(0, 1)).failure).toBeUndefined();
  });

  test('the first failure counts, and cancelled siblings do not', () => {
    const sibling = (digest: string, text: string) => vertexes({ ...FAILS, digest, error: text });
    const cancelled = 'process "x" did not complete successfully: context canceled: context canceled';
    expect(read([sibling('a', cancelled), sibling('b', error), sibling('c', 'later')]).failure?.error).toBe(
      error,
    );
    expect(read([sibling('b', error), sibling('a', cancelled)]).failure?.error).toBe(error);
    expect(read([sibling('a', cancelled)]).failure?.error).toBe(cancelled);
  });

  test('a cache that was not written is told by itself, one that was not found is not', () => {
    const failing = (digest: string, name: string) => vertexes({ digest, name, error: '403 Forbidden' });
    const { cacheFaults } = read([
      failing('a', '[linux-amd64] importing cache manifest from host/app:cache'),
      failing('b', '[linux-amd64] exporting cache to registry'),
      failing('c', 'exporting to GitHub Actions Cache'),
      failing('d', 'exporting to image'),
    ]);
    expect(cacheFaults).toEqual([
      '[linux-amd64] exporting cache to registry failed: 403 Forbidden',
      'exporting to GitHub Actions Cache failed: 403 Forbidden',
    ]);
  });

  test('of what a step wrote the last part is kept', () => {
    const { failure } = read([
      vertexes({ ...FAILS, started: time(0) }),
      log('sha256:3', 'x'.repeat(5000), 1),
      log('sha256:3', 'end', 2),
      vertexes({ ...FAILS, error }),
    ]);
    expect(failure?.output).toHaveLength(4000);
    expect(failure?.output.endsWith('xend')).toBe(true);
  });
});

describe('what is no report', () => {
  test.each(['', 'WARNING: x', '{"half":', '{}', 'null'])('%j', (line) => {
    expect(read([line]).rest).toBe(line === '{}' ? '' : `${line}\n`);
  });

  test('a last line without an end is told once, however often one asks', () => {
    const progress = new Progress(() => {});
    progress.write('ERROR: the end');
    expect([progress.end().rest, progress.end().rest]).toEqual(['ERROR: the end\n', 'ERROR: the end\n']);
  });
});

test("what Docker's build checks found, with the line", () => {
  const warning = {
    vertex: 'sha256:0',
    level: 1,
    short:
      'TWFpbnRhaW5lckRlcHJlY2F0ZWQ6IE1haW50YWluZXIgaW5zdHJ1Y3Rpb24gaXMgZGVwcmVjYXRlZCBpbiBmYXZvciBvZiB1c2luZyBsYWJlbCAobGluZSA0KQ==',
    detail: ['VGhlIE1BSU5UQUlORVIgaW5zdHJ1Y3Rpb24='],
    url: 'https://docs.docker.com/go/dockerfile/rule/maintainer-deprecated/',
    range: [{ start: { line: 4 }, end: { line: 4 } }],
  };
  const known = vertexes(INTERNAL);
  expect(read([known, { warnings: [warning, { short: base64('no place: ü') }] }]).warnings).toEqual([
    {
      text: 'MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label (line 4)',
      line: 4,
      step: INTERNAL.name,
    },
    { text: 'no place: ü', line: undefined, step: '' },
  ]);
});
