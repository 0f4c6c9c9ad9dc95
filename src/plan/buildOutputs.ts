import { isOfType } from '../csv.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { Build } from './plan.ts';

interface OutputFacts {
  build: Build;
  builds: readonly Build[];
  /** The names of what is loaded into the engine, by the build's id. */
  loadedAs?: Readonly<Record<string, readonly string[]>>;
}

/**
 * What a build puts out beside what is pushed: `load` and `outputs`. Throws a UserError for names that several builds would
 * take from each other.
 */
export function planOutputs({ load, outputs }: Inputs['build'], facts: OutputFacts): string[] {
  const taken = facts.builds.length > 1 ? outputs.filter(namesAnImage) : [];
  if (taken.length > 0) {
    const quoted = taken.map((output) => JSON.stringify(output)).join(', ');
    throw new UserError(
      `outputs: ${quoted} is one name for ${facts.builds.length} builds, each of which would take it from the others`,
      { hint: 'Leave it out, and put the name into `images`: all platforms come together under it.' },
    );
  }
  const names = facts.loadedAs?.[facts.build.id] ?? [];
  const name = names.length > 0 ? [`"name=${names.join(',')}"`] : [];
  return [
    ...(load ? [['type=docker', ...name].join(',')] : []),
    ...outputs.map((output) => perBuild(output, facts)),
  ];
}

/** Whether an output is an image with a name, and not by digest alone. */
function namesAnImage(output: string): boolean {
  return (
    isOfType(output, 'image', 'registry') &&
    /(^|[,"])name=/.test(output) &&
    !output.includes('push-by-digest=true')
  );
}

/** Files of several builds may not overwrite each other: each gets a folder or a name of its own. */
function perBuild(output: string, { builds, build }: OutputFacts): string {
  if (builds.length === 1) return output;
  const slug = [build.variant, formatPlatform(build.platform).replaceAll('/', '_')].filter(Boolean).join('-');
  if (!output.includes('=')) return `type=local,dest=${output}/${slug}`;
  if (isOfType(output, 'local')) return output.replace(/(^|,)dest=([^,]+)/, `$1dest=$2/${slug}`);
  return output.replace(/(^|,)dest=([^,]+?)(\.[a-z0-9.]+)?(?=,|$)/, `$1dest=$2-${slug}$3`);
}
