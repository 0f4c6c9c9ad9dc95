import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startCacheService } from '../__tests__/support/cacheService.ts';
import { type FaultProxy, startFaultProxy } from '../__tests__/support/faultProxy.ts';
import { type ActionOptions, makeFolder, runAction } from '../__tests__/support/runner.ts';
import { type Measurement, median } from './measure.ts';
import { commitAll, PREFIX, type Project, REGISTRY } from './project.ts';

const RUNS = 7;
const LIMIT_MS = 300;
/** BuildKit ends what it knows of a build three seconds after it. */
const SETTLE_MS = 4000;
/** Twelve that any builder takes, since nothing in them is run. */
const TWELVE =
  'linux/amd64,linux/arm64,linux/arm/v7,linux/arm/v6,linux/386,linux/ppc64le,linux/s390x,linux/riscv64,linux/loong64,linux/mips64,linux/mips64le,windows/amd64';

/** From when to when something was under way, in ms. */
interface Interval {
  from: number;
  to: number;
}

/** The jobs of one run, and what they ask of the registry and of the cache service. */
interface Stage {
  proxy: FaultProxy;
  requests: Interval[];
  env: Readonly<Record<string, string>>;
}

const WAYS = [
  { name: 'the Actions cache', cached: true, given: false },
  { name: 'staging tags', cached: false, given: false },
  { name: 'input digests', cached: false, given: true },
] as const;

/**
 * `command: merge` of twelve platforms as a process, from its start to its end, less the time during which at least one of
 * its requests was open. Every request to the registry and to the cache service is noted where it arrives and where
 * its answer leaves, and the union of these intervals is taken off: requests side by side count once, and
 * everything of the client's own, connections and its share of the transport included, stays in the figure.
 */
export async function merge(): Promise<Measurement[]> {
  const project = await makeScratchProject();
  const [proxy, service] = [await startFaultProxy(REGISTRY), await startCacheService()];
  const measured: Measurement[] = [];
  for (const [at, way] of WAYS.entries()) {
    const stage: Stage = { proxy, requests: service.calls, env: way.cached ? service.environment : {} };
    const rounds: { ours: number; bare: number }[] = [];
    for (let round = 0; round <= RUNS; round++) {
      service.calls.splice(0);
      const one = await mergeOnce({ project, way, stage, run: String(1000 * (at + 1) + round) });
      if (round > 0) rounds.push(one);
    }
    measured.push({
      name: `merge of 12 digests by ${way.name}, over its requests`,
      unit: 'ms',
      ours: median(rounds.map(({ ours }) => ours)),
      bare: median(rounds.map(({ bare }) => bare)),
      by: 'difference',
      limit: LIMIT_MS,
    });
  }
  await Promise.all([proxy.close(), service.close()]);
  return measured;
}

function makeScratchProject(): Promise<Project> {
  const folder = makeFolder('bench-');
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY content /\nUSER 1000\n');
  writeFileSync(join(folder, 'content'), 'bench\n');
  return commitAll(folder);
}

interface Round {
  project: Project;
  way: (typeof WAYS)[number];
  stage: Stage;
  /** The workflow run's id, and the version's last number. */
  run: string;
}

/** Builds all platforms in one job, then measures the merge. */
async function mergeOnce(round: Round): Promise<{ ours: number; bare: number }> {
  const { stage, way } = round;
  const built = await job('build', round, {});
  // in a workflow that was another machine, whose engine still writes down what it built
  await setTimeout(SETTLE_MS);
  stage.proxy.clear();
  stage.requests.splice(0);
  const seen: Interval[] = [];
  const open = new Map<unknown, number>();
  stage.proxy.on(/./, {
    before: (request) => open.set(request, performance.now()),
    after: (request) => seen.push({ from: open.get(request) ?? 0, to: performance.now() }),
  });
  const digests = way.given ? { digests: built.outputs.digests ?? '' } : undefined;
  const merged = await job('merge', round, digests);
  return { ours: merged.durationMs, bare: busyTime([...seen, ...stage.requests]) };
}

async function job(command: 'build' | 'merge', round: Round, more: ActionOptions['inputs'] = {}) {
  const { project, stage, run: id } = round;
  const result = await runAction({
    cwd: project.folder,
    env: stage.env,
    event: {
      ref: `refs/tags/v1.0.${id}`,
      sha: project.sha,
      repository: 'octo/bench',
      runId: id,
      payload: { repository: { default_branch: 'main' } },
    },
    inputs: {
      command,
      images: `${stage.proxy.host}/${PREFIX.slice(REGISTRY.length + 1)}/merge`,
      platforms: TWELVE,
      release: 'off',
      cache: 'off',
      qemu: 'never',
      ...more,
    },
  });
  if (result.exitCode !== 0) throw new Error(result.stdout + result.stderr);
  return result;
}

/** How long at least one was under way. */
function busyTime(intervals: readonly Interval[]): number {
  let [total, until] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}
