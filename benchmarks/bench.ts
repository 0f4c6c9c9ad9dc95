/**
 * Measures ours against the bare counterpart, side by side: `npm run bench [-- part…]`. Prints a line a figure with
 * its limit; ends with 1 where one is missed.
 */
import { bringUp, explain } from '../scripts/engine.ts';
import { cachedBuild, containerBuild, unchangedLayer } from './builds.ts';
import { figureOf, type Measurement } from './measure.ts';
import { plan } from './plan.ts';
import { copying, verification } from './registry.ts';
import { memory, sizes, start } from './start.ts';

type Benchmark = () => Promise<Measurement | readonly Measurement[]>;

const benchmarks: Readonly<Record<string, Benchmark>> = {
  start,
  sizes,
  plan,
  memory,
  cached: cachedBuild,
  container: () => containerBuild(process.env.TEST_BUILDKIT_IMAGE ?? 'moby/buildkit:buildx-stable-1'),
  layer: unchangedLayer,
  verification,
  copying,
};

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
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const measured = await benchmark();
    for (const one of Array.isArray(measured) ? measured : [measured]) if (!show(one)) missed.push(name);
  }
  if (missed.length > 0) process.exitCode = 1;
}

await main();
