import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BuildError, type BuildResult, type BuildRun, build } from '../../src/execute/build.ts';
import type { Exec, ExecOptions } from '../../src/host/exec.ts';
import { createLog } from '../../src/host/log.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { planBake } from '../../src/plan/bake.ts';
import { buildOf, inputsOf } from '../support/plans.ts';
import { parseWorkflowCommands } from '../support/workflowCommands.ts';

const POLICY = 'as many as the policy allows';
const DIGEST = digestOf(new TextEncoder().encode('image'));

/** What buildx does in a test: it says something, and ends. */
interface Buildx {
  stderr?: string;
  stdout?: string;
  exitCode?: number;
  /** Written to the file that buildx is told to write. */
  metadata?: unknown;
  signal?: AbortController;
}

async function run(buildx: Buildx, inputs: Record<string, string> = {}) {
  const temporary = mkdtempSync(join(tmpdir(), 'build-'));
  const written: string[] = [];
  const started: { argv: readonly string[]; options: ExecOptions }[] = [];
  const exec: Exec = async (argv, options = {}) => {
    started.push({ argv, options });
    options.onStdout?.(Buffer.from(buildx.stdout ?? ''));
    // a character at a time: a line may come in pieces
    for (const character of buildx.stderr ?? '') options.onStderr?.(character);
    buildx.signal?.abort();
    const file = argv.find((flag) => flag.startsWith('--metadata-file='))?.slice('--metadata-file='.length);
    if (buildx.metadata !== undefined) writeFileSync(file ?? '', JSON.stringify(buildx.metadata));
    const exitCode = buildx.exitCode ?? 0;
    return {
      ok: exitCode === 0,
      exitCode,
      signal: undefined,
      stdout: Buffer.alloc(0),
      stderr: '',
      error: undefined,
    };
  };
  const definition = planBake((await inputsOf(inputs)).build, {
    builds: [buildOf('linux/amd64')],
    pushTo: ['a/b'],
    storeless: false,
    caches: {},
  });
  const request: BuildRun = {
    definition,
    secrets: { PUBLISH_IMAGE_SECRET_0: 'hunter2' },
    buildx: ['buildx'],
    builder: 'mine',
    env: { PATH: '/bin' },
    dockerfiles: { 'linux-amd64': 'docker/Dockerfile', other: 'other/Dockerfile' },
    title: 'Build linux-amd64',
  };
  const signal = (buildx.signal ?? new AbortController()).signal;
  const done = build(request, { exec, log: createLog((text) => written.push(text)), signal, temporary });
  const result = await done.catch((error: unknown) => error);
  return { result, started, temporary, ...parseWorkflowCommands(written.join('')) };
}

async function errorOf(buildx: Buildx): Promise<BuildError> {
  const { result } = await run({ exitCode: 1, ...buildx });
  if (result instanceof BuildError) return result;
  throw new Error('it was built');
}

const rawJson = (...lines: object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const EXCERPT =
  'Dockerfile:6\n--------------------\n   6 | >>> RUN exit 3\n   7 |     \n--------------------\n';
const FAILED = rawJson(
  { vertexes: [{ digest: 'a', name: '[b 3/3] RUN exit 3', started: '2026-01-01T00:00:00Z' }] },
  {
    logs: [
      {
        vertex: 'a',
        data: Buffer.from('::error::why\n').toString('base64'),
        timestamp: '2026-01-01T00:00:01Z',
      },
    ],
  },
  { vertexes: [{ digest: 'a', name: '[b 3/3] RUN exit 3', error: 'exit code: 3' }] },
);

describe('a build that comes through', () => {
  const metadata = {
    'linux-amd64': {
      'containerimage.digest': DIGEST,
      'containerimage.config.digest': 'sha256:c',
      'buildx.build.ref': 'x',
    },
  };

  test('gives what was built, and leaves no file behind', async () => {
    const { result, temporary, groups } = await run({ metadata });
    const builds = [
      { id: 'linux-amd64', digest: DIGEST, imageId: 'sha256:c', metadata: metadata['linux-amd64'] },
    ];
    expect(result).toMatchObject({ builds });
    expect(await (result as BuildResult).end).toMatchObject({ builds, statistics: { steps: 0, cached: 0 } });
    expect(readdirSync(temporary)).toEqual([]);
    expect(groups).toEqual(['Build linux-amd64']);
  });

  test('nothing was exported', async () => {
    expect((await run({ metadata: { 'linux-amd64': {} } })).result).toMatchObject({
      builds: [{ digest: undefined, imageId: undefined }],
    });
  });

  test('with a parent cgroup, its metadata stands in a file of its own', async () => {
    const { result } = await run({ metadata: metadata['linux-amd64'] }, { 'cgroup-parent': 'ci' });
    expect(result).toMatchObject({ builds: [{ id: 'linux-amd64', digest: DIGEST }] });
  });

  test('secrets go through the environment alone', async () => {
    const [{ argv, options } = { argv: [], options: {} }] = (
      await run({ metadata }, { secrets: 'a=hunter2' })
    ).started;
    expect(options.env).toEqual({ PATH: '/bin', PUBLISH_IMAGE_SECRET_0: 'hunter2' });
    expect(`${argv.join(' ')} ${String(options.input)}`).not.toContain('hunter2');
  });

  test('what the Dockerfile writes is no command; what the build checks found is one of ours', async () => {
    const warning = {
      short: Buffer.from('MaintainerDeprecated').toString('base64'),
      range: [{ start: { line: 4 } }],
    };
    const { annotations } = await run({
      metadata,
      stderr: FAILED + rawJson({ warnings: [warning] }, { warnings: [warning] }),
      stdout: '::error::x\n',
    });
    expect(annotations).toEqual([
      {
        level: 'warning',
        message: 'MaintainerDeprecated',
        title: undefined,
        file: 'docker/Dockerfile',
        line: 4,
      },
    ]);
  });
});

describe('a build that fails', () => {
  test('leads with the step, where it stands, and what it wrote', async () => {
    const error = await errorOf({
      stderr: `${FAILED}${EXCERPT}ERROR: target x: failed to solve: exit code: 3\n`,
    });
    expect(error.message).toBe(
      'Build failed at [b 3/3] RUN exit 3 (docker/Dockerfile:6): exit code: 3\n::error::why',
    );
    expect(error.place).toEqual({ file: 'docker/Dockerfile', startLine: 6 });
    expect(error.hint).toBe('No tag was moved.');
    const elsewhere = await errorOf({
      stderr: `${FAILED}${EXCERPT}ERROR: target other: failed to solve: exit code: 3\n`,
    });
    expect(elsewhere.place).toEqual({ file: 'other/Dockerfile', startLine: 6 });
    expect([error.again, error.cacheRefused]).toEqual([undefined, false]);
  });

  test.each([
    [
      'bake, of several targets',
      'ERROR: target linux-amd64: failed to solve: failed to read dockerfile: open nope: no such file or directory',
    ],
    [
      'bake, of one',
      'ERROR: failed to solve: failed to read dockerfile: open nope: no such file or directory',
    ],
    [
      'build',
      'ERROR: failed to build: failed to solve: failed to read dockerfile: open nope: no such file or directory',
    ],
    [
      'build, outside of the context',
      'ERROR: failed to build: resolve : lstat docker: no such file or directory',
    ],
  ])('there is no Dockerfile: %s', async (_, stderr) => {
    const error = await errorOf({ stderr: `${stderr}\n` });
    expect(error.message).toMatch(/^Build failed: the Dockerfile docker\/Dockerfile was not found: /);
    expect(error.hint).toMatch(/^Name it by `file`/);
  });

  test.each([
    [
      'ERROR: unable to prepare context: path "köln" not found\n',
      'Build failed: unable to prepare context: path "köln" not found',
    ],
    ['a\nlast words', 'Build failed: last words'],
    ['', 'Build failed: buildx gave no reason'],
    [
      `${EXCERPT}ERROR: failed to build: failed to solve: dockerfile parse error on line 6: unknown instruction: x\n`,
      'Build failed (docker/Dockerfile:6): failed to solve: dockerfile parse error on line 6: unknown instruction: x',
    ],
  ])('without a step: %j', async (stderr, message) => {
    expect((await errorOf({ stderr })).message).toBe(message);
  });

  const attempts = async (reason: string) => {
    const { again } = await errorOf({ stderr: `ERROR: target x: failed to solve: ${reason}\n` });
    return again ? (again.attempts ?? POLICY) : 'none';
  };

  test.each<[string, number | string]>([
    ['failed to do request: Head "https://r/v2": read tcp 1.2.3.4: connection reset by peer', POLICY],
    ['failed to copy: httpReadSeeker: failed open: unexpected EOF', POLICY],
    [
      'r/a: failed to resolve source metadata for r/a: unexpected status from HEAD request to https://r/v2/a/manifests/1: 503 Service Unavailable',
      POLICY,
    ],
    [
      'failed to authorize: failed to fetch oauth token: Post "https://r/token": net/http: TLS handshake timeout',
      POLICY,
    ],
    ['failed to do request: Head "https://r/v2": dial tcp 1.2.3.4:443: connect: connection refused', 4],
    ['failed to do request: Head "https://r/v2": dial tcp: lookup r: no such host', 'none'],
    ['failed to fetch oauth token: unexpected status: 401 Unauthorized', 'none'],
    ['process "/bin/sh -c curl" did not complete successfully: exit code: 22 after 503', 'none'],
  ])('%s: worth %s attempts', async (reason, expected) => {
    expect(await attempts(reason)).toBe(expected);
  });

  test('a registry that is unavailable is no builder that was lost', async () => {
    const reason = 'failed to resolve source metadata for r/a: unexpected status: 503 Service Unavailable';
    expect((await errorOf({ stderr: `ERROR: failed to solve: ${reason}\n` })).message).toMatch(
      /^Build failed: /,
    );
  });

  test.each<[string, boolean]>([
    [
      'failed to copy: httpReadSeeker: failed open: unexpected status code https://x.blob.core.windows.net/a: 403 AuthenticationFailed',
      true,
    ],
    [
      'error writing layer blob: Post "https://results.x/twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry": x',
      true,
    ],
    ['failed to push a/b: 403 Forbidden', false],
  ])('%s: of the Actions cache %s', async (reason, expected) => {
    expect((await errorOf({ stderr: `ERROR: failed to solve: ${reason}\n` })).cacheRefused).toBe(expected);
  });

  test.each([
    'failed to push image: oops',
    'failed to push !!!: oops',
    'Unavailable',
    'curl https://x.blob.core.windows.net',
    'failed to fetch: connection refused',
  ])('a command is to blame for what it says itself: %s', async (words) => {
    const error = `process "/bin/sh -c echo ${words}; exit 3" did not complete successfully: exit code: 3`;
    const found = await errorOf({
      stderr: `${rawJson({ vertexes: [{ digest: 'a', name: '[2/2] RUN', error }] })}${EXCERPT}ERROR: failed to solve: ${error}\n`,
    });
    expect(found.message).toBe(`Build failed at [2/2] RUN (docker/Dockerfile:6): ${error}`);
    expect(found.place).toEqual({ file: 'docker/Dockerfile', startLine: 6 });
    expect([found.push, found.again, found.cacheRefused]).toEqual([undefined, undefined, false]);
  });

  test('leaves no file behind, and commands pass again', async () => {
    const { temporary, result, log } = await run({ exitCode: 1, stderr: 'ERROR: x' });
    expect(result).toBeInstanceOf(BuildError);
    expect(readdirSync(temporary)).toEqual([]);
    expect(log).toContain('ERROR: x');
  });

  test('that was cancelled says so', async () => {
    const { result } = await run({ exitCode: 1, stderr: FAILED, signal: new AbortController() });
    expect(result).toMatchObject({ message: 'The run was cancelled while it built; nothing was published.' });
    expect(result).not.toBeInstanceOf(BuildError);
  });
});
