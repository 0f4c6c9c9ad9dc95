import type { Inputs } from '../inputs/schema.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { TargetCaches } from './caches.ts';
import type { Build } from './plan.ts';
import { planSecrets } from './secrets.ts';

type BuildInputs = Inputs['build'];

/** A target of a bake definition. https://docs.docker.com/build/bake/reference/#target */
export interface BakeTarget {
  context: string;
  contexts: Readonly<Record<string, string>>;
  dockerfile?: string;
  target?: string;
  platforms: readonly [string];
  args: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
  annotations: readonly string[];
  output: readonly string[];
  attest: readonly string[];
  secret: readonly string[];
  ssh: readonly string[];
  'cache-from': readonly string[];
  'cache-to': readonly string[];
  'no-cache'?: true;
  'no-cache-filter'?: readonly string[];
  pull?: true;
  network?: string;
  'shm-size'?: string;
  ulimits?: readonly string[];
  'extra-hosts'?: Readonly<Record<string, string>>;
  entitlements?: readonly string[];
  call?: string;
}

/** What goes to `buildx bake` on standard input. It names secrets, and never holds one. */
export interface BakeDefinition {
  targets: Readonly<Record<string, BakeTarget>>;
  /** Bake knows none: with one, each target is built by itself. */
  cgroupParent: string | undefined;
  /** `--allow` values that the definition needs. */
  allow: readonly string[];
}

/** What a bake run depends on beyond the inputs. */
export interface BakeFacts {
  builds: readonly Build[];
  /** Repositories to push to by digest; none: nothing is pushed. */
  pushTo: readonly string[];
  /** Keep the result out of the engine's own image list. */
  storeless: boolean;
  /** By the build's id, beside the user's own. */
  caches: Readonly<Record<string, TargetCaches>>;
}

/** One bake run that builds every platform of every variant, each with its own labels. */
export function planBake(inputs: BuildInputs, facts: BakeFacts): BakeDefinition {
  const secrets = planSecrets(inputs);
  const targets = facts.builds.map((build) => [
    build.id,
    target(inputs, { ...facts, build, secrets: secrets.entries }),
  ]);
  return {
    targets: Object.fromEntries(targets),
    cgroupParent: inputs.cgroupParent,
    allow: ['fs=*', ...(inputs.ssh.length > 0 ? ['ssh'] : []), ...inputs.allow],
  };
}

type TargetFacts = BakeFacts & { build: Build; secrets: readonly string[] };

function target(inputs: BuildInputs, facts: TargetFacts): BakeTarget {
  const { build } = facts;
  return {
    context: build.context,
    contexts: defined(inputs.buildContexts, {}),
    ...(build.file !== undefined && { dockerfile: dockerfileOf(build.file, build.context) }),
    ...(build.target !== undefined && { target: build.target }),
    platforms: [formatPlatform(build.platform)],
    args: build.args,
    labels: build.labels,
    annotations: facts.pushTo.length > 0 ? build.annotations : [],
    output: outputs(inputs, facts),
    attest: build.attest,
    secret: facts.secrets,
    ssh: inputs.ssh,
    'cache-from': [...inputs.cacheFrom, ...(facts.caches[build.id]?.from ?? [])],
    'cache-to': [...inputs.cacheTo, ...(facts.caches[build.id]?.to ?? [])],
    ...limits(inputs),
  };
}

/** A remote context, whose files are its own. https://docs.docker.com/build/concepts/context/ */
const REMOTE = /^(?:[a-z-]+:\/\/|git@|github\.com\/|target:)/;

/** Relative to where we stand, as with `docker build`; bake alone would look for it below the context. */
function dockerfileOf(file: string, context: string): string {
  const asItIs = context === '.' || REMOTE.test(context) || REMOTE.test(file) || file.startsWith('/');
  return asItIs ? file : `cwd://${file}`;
}

function limits(inputs: BuildInputs): Partial<BakeTarget> {
  return {
    ...(inputs.noCache && { 'no-cache': true as const }),
    ...(inputs.noCacheFilters.length > 0 && { 'no-cache-filter': inputs.noCacheFilters }),
    ...(inputs.pull && { pull: true as const }),
    ...(inputs.network !== undefined && { network: inputs.network }),
    ...(inputs.shmSize !== undefined && { 'shm-size': inputs.shmSize }),
    ...(inputs.ulimit.length > 0 && { ulimits: inputs.ulimit }),
    ...(inputs.addHosts.length > 0 && { 'extra-hosts': Object.fromEntries(inputs.addHosts.map(splitHost)) }),
    ...(inputs.allow.length > 0 && { entitlements: inputs.allow }),
    ...(inputs.call !== undefined && inputs.call !== 'build' && { call: inputs.call }),
  };
}

function splitHost(entry: string): [string, string] {
  const at = entry.search(/[:=]/);
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function outputs(inputs: BuildInputs, facts: TargetFacts): string[] {
  const asked = inputs.outputs.map((output) => perPlatform(output, facts));
  const names = `"name=${facts.pushTo.join(',')}"`;
  const store = facts.storeless ? ',store=false' : '';
  const pushed =
    facts.pushTo.length > 0
      ? [`type=image,${names},push-by-digest=true,name-canonical=true,push=true,oci-mediatypes=true${store}`]
      : [];
  const loaded = inputs.load ? ['type=docker'] : [];
  const all = [...pushed, ...loaded, ...asked];
  return all.length > 0 ? all : ['type=cacheonly'];
}

/** Files of several platforms may not overwrite each other: each gets a folder or a name of its own. */
function perPlatform(output: string, { builds, build }: TargetFacts): string {
  if (builds.length === 1) return output;
  const slug = [build.variant, formatPlatform(build.platform).replaceAll('/', '_')].filter(Boolean).join('-');
  if (!output.includes('=')) return `type=local,dest=${output}/${slug}`;
  if (/(^|,)type=local(,|$)/.test(output)) return output.replace(/(^|,)dest=([^,]+)/, `$1dest=$2/${slug}`);
  return output.replace(/(^|,)dest=([^,]+?)(\.[a-z0-9.]+)?(?=,|$)/, `$1dest=$2-${slug}$3`);
}

type Pairs = Readonly<Record<string, string | undefined>>;

/** Pairs whose value stands in the fallback where it is not given; those without any are left out. */
export function defined(pairs: Pairs, fallback: Pairs): Record<string, string> {
  const filled = Object.entries(pairs).map(([key, value]) => [key, value ?? fallback[key]] as const);
  return Object.fromEntries(filled.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
