/**
 * Measures ours against the bare counterpart, side by side: `npm run bench [-- part…]`. Prints a line a figure with
 * its limit; ends with 1 where one is missed.
 */
import { bringUp, explain } from '../scripts/engine.ts';
import { blob } from './blob.ts';
import { cachedBuild, containerBuild, distantBuild, secondRun } from './builds.ts';
import { benchHistory } from './history.ts';
import { labelledBuild } from './labelled.ts';
import { unchangedLayer } from './layer.ts';
import { figureOf, type Measurement } from './measure.ts';
import { merge } from './merge.ts';
import { plan } from './plan.ts';
import { removeImages } from './project.ts';
import { copying, verification } from './registry.ts';
import { memory, sizes, start } from './start.ts';
import { variants } from './variants.ts';

type Benchmark = () => Promise<Measurement | readonly Measurement[]>;

const benchmarks: Readonly<Record<string, Benchmark>> = {
  start,
  sizes,
  plan,
  memory,
  second: secondRun,
  cached: cachedBuild,
  labelled: labelledBuild,
  distant: distantBuild,
  container: () => containerBuild(process.env.TEST_BUILDKIT_IMAGE ?? 'moby/buildkit:buildx-stable-1'),
  layer: unchangedLayer,
  variants,
  merge,
  history,
  verification,
  copying,
  blob,
};

/** The next version after a range against the plain `git log` of that range, and what it takes in memory. */
async function history(): Promise<Measurement[]> {
  const rows = await benchHistory();
  return rows.flatMap(({ commits, tags, resolveMs, logMs, peakMb }): Measurement[] => [
    // the limit is for ordinary long ranges; on short ones node's start is most of it
    {
      name: `next version after ${commits} commits and ${tags} tags, against git log`,
      unit: 'ms',
      ours: resolveMs,
      bare: logMs,
      by: commits < 1000 ? 'difference' : 'ratio',
      limit: commits < 1000 ? 150 : 3,
    },
    {
      name: `peak memory with ${commits} commits`,
      unit: 'MB',
      ours: peakMb,
      bare: 0,
      by: 'value',
      limit: 150,
    },
  ]);
}

function show(measurement: Measurement): boolean {
  const { name, unit, ours, bare, by, limit } = measurement;
  const figure = figureOf(measurement);
  const digits = by === 'ratio' ? 2 : 0;
  const against = by === 'value' ? '' : ` (ours ${ours.toFixed(0)} ${unit}, bare ${bare.toFixed(0)} ${unit})`;
  const kept = figure <= limit;
  console.log(
    `${kept ? 'ok  ' : 'MISS'} ${name}: ${figure.toFixed(digits)}${by === 'ratio' ? '×' : ` ${unit}`}, at most ${limit}${against}`,
  );
  return kept;
}

async function main(): Promise<void> {
  await bringUp().catch(explain);
  const asked = process.argv.slice(2);
  const missed: string[] = [];
  try {
    for (const [name, benchmark] of Object.entries(benchmarks)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      const measured = await benchmark();
      for (const one of Array.isArray(measured) ? measured : [measured]) if (!show(one)) missed.push(name);
    }
  } finally {
    await removeImages();
  }
  if (missed.length > 0) process.exitCode = 1;
}

await main();
