import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { onlyPushes } from '../../src/execute/bakeDefinition.ts';
import { type BuildResult, type BuildRun, build } from '../../src/execute/build.ts';
import { endBuild } from '../../src/execute/buildEnd.ts';
import { startRunning } from '../../src/execute/running.ts';
import type { ExecOptions, ExecResult } from '../../src/host/exec.ts';
import { createLog } from '../../src/host/log.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { type BakeDefinition, planBake } from '../../src/plan/bake.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { buildOf, inputsOf } from '../support/plans.ts';

const TIME = '2026-01-01T00:00:00Z';
const TARGETS = ['linux-amd64', 'linux-arm64'];
const digests = Object.fromEntries(TARGETS.map((id) => [id, digestOf(new TextEncoder().encode(id))]));

async function definitionOf(
  inputs: Record<string, string> = {},
  to: readonly string[] = [],
  pushTo: readonly string[] = ['a/b'],
) {
  const builds = TARGETS.map((id) => buildOf(id.replace('-', '/')));
  const caches = Object.fromEntries(TARGETS.map((id) => [id, { from: [], to: [...to] }]));
  return planBake((await inputsOf(inputs)).build, { builds, pushTo, storeless: true, caches });
}

describe('onlyPushes', () => {
  test.each<[string, Record<string, string>, string[], boolean]>([
    ['images alone', {}, [], true],
    ['a cache whose errors are ignored', {}, ['type=gha,mode=max,ignore-error=true'], true],
    ['a cache whose errors count', { 'cache-to': 'type=registry,ref=a/cache' }, [], false],
    ['an output beside them', { outputs: 'type=local,dest=out' }, [], false],
    ['loaded into the engine too', { load: 'true' }, [], false],
    ['target after target', { 'cgroup-parent': 'ci' }, [], false],
  ])('%s', async (_, inputs, to, expected) => {
    expect(onlyPushes(await definitionOf(inputs, to))).toBe(expected);
  });
});

/** A buildx that says what it is told to, and ends when it is told to. */
function startBuild(definition: BakeDefinition, more: Partial<BuildRun> = {}) {
  const written: string[] = [];
  const started = Promise.withResolvers<{ argv: readonly string[]; options: ExecOptions }>();
  const ended = Promise.withResolvers<ExecResult>();
  const effects = {
    exec: (argv: readonly string[], options: ExecOptions = {}) => {
      started.resolve({ argv, options });
      return ended.promise;
    },
    log: createLog((text) => written.push(text)),
    signal: new AbortController().signal,
    temporary: mkdtempSync(join(tmpdir(), 'build-')),
  };
  const run: BuildRun = {
    definition,
    secrets: {},
    buildx: ['buildx'],
    builder: 'b',
    env: {},
    dockerfiles: {},
    title: 'Build',
    ...more,
  };
  let resolved: BuildResult | undefined;
  const result = build(run, effects);
  result.then(
    (value) => {
      resolved = value;
    },
    () => {}, // the test waits for it
  );
  const say = async (line: object) => (await started.promise).options.onStderr?.(`${JSON.stringify(line)}\n`);
  return {
    result,
    written,
    resolved: async () => {
      await setImmediate();
      return resolved;
    },
    push: async (id: string, to = ['docker.io/a/b']) => {
      await say({ statuses: [{ vertex: id, id: `exporting manifest list ${digests[id]}` }] });
      for (const name of to)
        await say({ statuses: [{ vertex: id, id: `pushing manifest for ${name}`, completed: TIME }] });
      await say({ vertexes: [{ digest: id, name: `[${id}] exporting to image`, completed: TIME }] });
    },
    end: async (exitCode: number) => {
      const file = (await started.promise).argv.find((flag) => flag.startsWith('--metadata-file='));
      const metadata = TARGETS.map((id) => [
        id,
        { 'containerimage.digest': digests[id], 'buildx.build.ref': id },
      ]);
      writeFileSync(
        file?.slice('--metadata-file='.length) ?? '',
        JSON.stringify(Object.fromEntries(metadata)),
      );
      const nothing = { signal: undefined, stdout: Buffer.alloc(0), stderr: '', error: undefined };
      ended.resolve({ ok: exitCode === 0, exitCode, ...nothing });
    },
  };
}

describe('build', () => {
  test('resolves when every target is pushed; the rest is known when buildx ends', async () => {
    const run = startBuild(await definitionOf());
    await run.push('linux-arm64');
    expect(await run.resolved()).toBeUndefined();
    await run.push('linux-amd64');
    const { builds, end } = await run.result;
    expect(builds.map(({ id, digest, metadata }) => [id, digest, metadata])).toEqual(
      TARGETS.map((id) => [id, digests[id], {}]),
    );
    expect(run.written.at(-1)).toBe('::endgroup::\n');
    await run.end(0);
    expect((await end).builds.map(({ id, metadata }) => [id, metadata['buildx.build.ref']])).toEqual(
      TARGETS.map((id) => [id, id]),
    );
    expect(run.written.at(-1)).toBe('::endgroup::\n');
  });

  test('waits for every repository', async () => {
    const run = startBuild(await definitionOf({}, [], ['a/b', 'c.test/d']));
    for (const id of TARGETS) await run.push(id);
    expect(await run.resolved()).toBeUndefined();
    await run.push('linux-amd64', ['docker.io/a/b', 'c.test/d']);
    await run.push('linux-arm64', ['docker.io/a/b', 'c.test/d']);
    expect((await run.result).builds).toMatchObject(TARGETS.map((id) => ({ id, digest: digests[id] })));
    await run.end(0);
  });

  test('waits for buildx where more than that counts', async () => {
    const run = startBuild(await definitionOf({ outputs: 'type=local,dest=out' }));
    for (const id of TARGETS) await run.push(id);
    expect(await run.resolved()).toBeUndefined();
    await run.end(0);
    expect((await run.result).builds).toMatchObject(TARGETS.map((id) => ({ id, digest: digests[id] })));
  });

  test('waits for buildx where what else it writes is used', async () => {
    const run = startBuild(await definitionOf(), { toTheEnd: true });
    for (const id of TARGETS) await run.push(id);
    expect(await run.resolved()).toBeUndefined();
    await run.end(0);
    expect((await run.result).builds).toMatchObject(
      TARGETS.map((id) => ({ id, metadata: { 'buildx.build.ref': id } })),
    );
  });

  test('a buildx that fails before everything is pushed fails the build', async () => {
    const run = startBuild(await definitionOf());
    await run.push('linux-arm64');
    await run.end(1);
    await expect(run.result).rejects.toThrow(/^Build failed/);
  });
});

describe('endBuild', () => {
  async function ended(exitCode: number, signal = new AbortController().signal) {
    const run = startBuild(await definitionOf());
    for (const id of TARGETS) await run.push(id);
    const running = startRunning({} as Plan);
    running.ending = (await run.result).end;
    await run.end(exitCode);
    const said: string[] = [];
    await endBuild(running, { log: createLog((text) => said.push(text)), signal });
    return { running, said };
  }

  test('keeps the metadata', async () => {
    const { running, said } = await ended(0);
    expect(running.built).toMatchObject(TARGETS.map((id) => ({ id, metadata: { 'buildx.build.ref': id } })));
    expect(running.statistics).toBeDefined();
    expect(said).toEqual([]);
  });

  test('a buildx that fails by then is a warning', async () => {
    const { running, said } = await ended(1);
    const text = 'buildx failed after everything had been pushed: Build failed: buildx gave no reason';
    expect(running.warnings).toEqual([text]);
    expect(said).toEqual([`::warning::${text}\n`]);
  });

  test('of a cancelled run nothing more is said', async () => {
    expect((await ended(1, AbortSignal.abort())).said).toEqual([]);
  });
});
