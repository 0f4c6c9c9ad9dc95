import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { buildPlatforms } from '../../src/execute/buildStep.ts';
import { type Effects, type Running, startRunning } from '../../src/execute/running.ts';
import type { Exec } from '../../src/host/exec.ts';
import type { BakeDefinition } from '../../src/plan/bake.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { testClock } from '../support/clock.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { testWith } from '../support/parts.ts';
import { keepingLog } from '../support/promotions.ts';
import {
  freshRepository,
  REGISTRY,
  type TestClient,
  testClient,
  through,
} from '../support/registryClient.ts';
import { removeFolders, temporaryFolder } from '../support/repository.ts';

const test = testWith('registry');
const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

let proxy: FaultProxy;
let image: string;

beforeEach(async () => {
  proxy = await startFaultProxy(REGISTRY);
  image = through(proxy, freshRepository()).name;
});
afterEach(() => proxy.close());
afterAll(removeFolders);

const pushed = (words: string) => `ERROR: target x: failed to solve: failed to push ${image}: ${words}\n`;

interface World {
  /** What buildx ends with, build by build; the last one again and again. */
  ends: readonly (string | undefined)[];
  clock?: ReturnType<typeof testClock>;
  /** How long a build takes, in ms. */
  takes?: number;
  deadline?: number;
}

function world({ ends, clock = testClock(START), takes = 0, deadline = START + HOUR }: World) {
  const client: TestClient = testClient({ clock, deadline });
  const builds: number[] = [];
  const exec: Exec = async (argv, options) => {
    const end = ends[Math.min(builds.length, ends.length - 1)];
    builds.push(clock.now());
    if (takes > 0) await clock.sleep(takes);
    options?.onStderr?.(end ?? '');
    const file = argv.find((flag) => flag.startsWith('--metadata-file='))?.split('=')[1];
    writeFileSync(file ?? '', '{}');
    const ended = { exitCode: end === undefined ? 0 : 1, signal: undefined, error: undefined };
    return { ok: end === undefined, ...ended, stdout: Buffer.alloc(0), stderr: '' };
  };
  const running: Running = startRunning({
    images: [{ image, optional: false }],
    phases: [],
  } as unknown as Plan);
  const close = async () => {};
  running.builder = { name: 'mine', buildx: ['buildx'], env: {}, ready: Promise.resolve(), close };
  const { signal } = new AbortController();
  const effects = { client, exec, log: keepingLog(), signal, secrets: {}, temporary: temporaryFolder() };
  const definition: BakeDefinition = {
    targets: {},
    pushTo: [image],
    storeless: true,
    beyondBake: undefined,
    allow: [],
  };
  const step = {
    kind: 'build',
    definition,
    title: '',
    dockerfiles: {},
    folders: [],
  } as const;
  const run = () => buildPlatforms(step, running, effects as unknown as Effects);
  return { client, clock, builds, run };
}

describe('a push through BuildKit that failed is repeated as requests of our own are', () => {
  test('seven times, with doubling waits that are told', async () => {
    const { client, builds, run } = world({ ends: [pushed('unavailable: down')] });
    await expect(run()).rejects.toThrow(`Pushing ${image} failed: 503 UNAVAILABLE: down (7 attempts)`);
    expect(builds).toHaveLength(7);
    expect(client.waits().map(({ ms }) => ms)).toEqual([250, 500, 1000, 2000, 4000, 8000]);
    expect(client.lines[0]).toBe(`Waiting 0.3 s: Pushing ${image} failed: 503 UNAVAILABLE: down`);
  });

  test('until it passes', async () => {
    const { builds, run } = world({ ends: [pushed('toomanyrequests: slow'), undefined] });
    await run();
    expect(builds).toHaveLength(2);
  });

  test('but not what lasts', async () => {
    const { client, builds, run } = world({ ends: [pushed('denied: no')] });
    await expect(run()).rejects.toThrow(`Pushing ${image} failed: 403 DENIED: no`);
    expect([builds.length, client.waits()]).toEqual([1, []]);
  });

  test('once more with a new login', async () => {
    const { builds, run } = world({ ends: [pushed('unauthorized: expired')] });
    await expect(run()).rejects.toThrow('401 UNAUTHORIZED: expired (2 attempts)');
    expect(builds).toHaveLength(2);
  });

  test('when the registry says so: BuildKit does not tell of Retry-After', async () => {
    const { client, run } = world({ ends: [pushed('toomanyrequests: slow'), undefined] });
    const limit = { respond: { status: 429, headers: { 'retry-after': '40' } } };
    proxy.on('POST *', limit, { times: 1 });
    await run();
    expect(client.waits().map(({ ms }) => ms)).toEqual([250, 40_250]);
  });

  test('not at all where that is past the deadline: its end is told', async () => {
    const { builds, run } = world({ ends: [pushed('toomanyrequests: slow')] });
    proxy.on('POST *', { respond: { status: 429, headers: { 'retry-after': '7200' }, body: 'too much' } });
    await expect(run()).rejects.toMatchObject({
      message: expect.stringMatching(/429: too much \(the next attempt would be at 2026-01-01T02:00:00/),
      hint: expect.stringMatching(/^The registry limits requests: it ends at /),
    });
    expect(builds).toHaveLength(1);
  });

  test('when a registry that restarts is back', async () => {
    const clock = testClock(START);
    const { builds, run, client } = world({ ends: [pushed('unavailable: down'), undefined], clock });
    await client.checkPush(through(proxy, freshRepository()));
    const back = await proxy.away();
    const { sleep } = clock;
    clock.sleep = async (ms) => {
      await sleep(ms);
      if (clock.slept.length === 5) await back();
    };
    await run();
    expect(builds).toHaveLength(2);
    expect(client.waits().map(({ reason }) => reason.includes('ECONNREFUSED'))).toEqual([
      false,
      ...Array(4).fill(true),
    ]);
  });

  test('with the own words of the registry and the remedy, where it refuses us too', async () => {
    const { builds, run } = world({ ends: [pushed('unauthorized: expired')] });
    const body = JSON.stringify({ errors: [{ code: 'DENIED', message: 'read-only now' }] });
    proxy.on('POST *', { respond: { status: 403, body } });
    await expect(run()).rejects.toMatchObject({
      message: expect.stringMatching(/^POST http:.*: 403 DENIED: read-only now$/),
      hint: expect.stringMatching(/give it the right to write to it/),
    });
    expect(builds).toHaveLength(1);
  });
});

test('hours of building take nothing from the patience with the registry', async () => {
  const { builds, run } = world({
    ends: [pushed('unavailable: down'), undefined],
    takes: 5 * HOUR,
    deadline: START + 60_000,
  });
  await run();
  expect(builds).toHaveLength(2);
});

test('a base image that cannot be had for a moment is waited for too', async () => {
  const words = 'failed to resolve source metadata for r/base: unexpected status: 503 Service Unavailable';
  const { builds, run } = world({ ends: [`ERROR: failed to solve: ${words}\n`, undefined] });
  await run();
  expect(builds).toHaveLength(2);
  expect(proxy.requests).toEqual([]);
});
