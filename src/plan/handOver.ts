import type { Context } from '../context/context.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { Digest } from '../oci/digest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Build, Notice, PlannedImage } from './plan.ts';
import type { Variant } from './variants.ts';

/** By what the jobs of a matrix know what belongs together. */
export interface HandOverRun {
  /** The run's id; outside a workflow, the commit's. */
  runId: string;
  /** Counts from 1. */
  attempt: number;
  commit: string;
  images: readonly string[];
}

/** A digest that the user hands over. */
export interface GivenDigest {
  variant: string;
  platform: Platform;
  digest: Digest;
}

/** What every job of this run agrees on. */
export function planHandOver(
  { run, git }: Pick<Context, 'run' | 'git'>,
  images: readonly PlannedImage[],
): HandOverRun {
  return {
    runId: run.id || git.sha,
    attempt: Number(run.attempt) || 1,
    commit: git.sha,
    images: [...new Set(images.map(({ image }) => image))],
  };
}

/** Whether this run is one leg of several that are merged afterwards. */
export function isLeg({ what }: Pick<Inputs, 'what'>): boolean {
  return what.command === 'build';
}

/** What the notices of a matrix's jobs rest on. */
interface NoticeFacts {
  builds: readonly Build[];
  push: boolean;
  /** Those that have something to publish. */
  variants: readonly Pick<Variant, 'name' | 'platforms'>[];
  /** Of variants that name none themselves. */
  platforms: readonly Platform[];
}

/** Why a job of a matrix has nothing to do, although there is something to publish, or would do more than a single job. */
export function handOverNotices({ what }: Pick<Inputs, 'what'>, facts: NoticeFacts): Notice[] {
  if (facts.variants.length === 0) return [];
  if (what.command === 'plan') return openVariants(facts);
  if (what.command === 'merge' && !facts.push)
    return [{ level: 'notice', text: 'Nothing was pushed, so that there is nothing to merge.' }];
  if (facts.builds.length > 0) return [];
  const given = what.platforms.map(formatPlatform).join(', ') || 'this platform';
  return [{ level: 'warning', text: `Nothing to build: no variant has ${given}.` }];
}

/** A leg knows its own platform, and not which variants were meant for it. */
function openVariants({ builds, variants, platforms }: NoticeFacts): Notice[] {
  const open = variants.filter((variant) => variant.platforms === undefined).map(({ name }) => name);
  const all = new Set(builds.map(({ platform }) => formatPlatform(platform)));
  for (const platform of platforms) all.delete(formatPlatform(platform));
  if (open.length === 0 || all.size === 0) return [];
  return [
    {
      level: 'warning',
      text: `The jobs of a matrix would build ${open.join(', ')} for ${[...all].join(', ')} too: give each variant its own platforms.`,
    },
  ];
}
