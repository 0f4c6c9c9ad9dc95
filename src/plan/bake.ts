import type { Inputs } from '../inputs/schema.ts';
import { formatPlatform } from '../oci/platform.ts';
import { limitsOf, planAllow, planBeyondBake } from './bakeLimits.ts';
import { planOutputs } from './buildOutputs.ts';
import type { TargetCaches } from './caches.ts';
import type { Build } from './plan.ts';
import { planSecrets } from './secrets.ts';
import { userCaches } from './userCaches.ts';

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
  /** Repositories that each target is pushed to by digest, beside its outputs; none: nothing is pushed. */
  pushTo: readonly string[];
  /** Keep what is pushed out of the engine's own image list. */
  storeless: boolean;
  /** Where bake does not know all that is asked: flags of `buildx build`, by which each target is built by itself. */
  beyondBake: readonly string[] | undefined;
  /** `--allow` values that the definition needs. */
  allow: readonly string[];
}

/** What a bake run depends on beyond the inputs. */
export interface BakeFacts extends Pick<BakeDefinition, 'pushTo' | 'storeless'> {
  builds: readonly Build[];
  /** The names of what is loaded into the engine, by the build's id. */
  loadedAs?: Readonly<Record<string, readonly string[]>>;
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
    pushTo: facts.pushTo,
    storeless: facts.storeless,
    beyondBake: planBeyondBake(
      inputs,
      facts.builds.map(({ file }) => file),
    ),
    allow: planAllow(inputs),
  };
}

type TargetFacts = BakeFacts & { build: Build; secrets: readonly string[] };

function target(inputs: BuildInputs, facts: TargetFacts): BakeTarget {
  const { build } = facts;
  const own = userCaches(inputs, facts);
  return {
    context: build.context,
    contexts: defined(inputs.buildContexts, {}),
    ...(build.file !== undefined && { dockerfile: dockerfileOf(build.file, build.context) }),
    ...(build.target !== undefined && { target: build.target }),
    platforms: [formatPlatform(build.platform)],
    args: build.args,
    labels: build.labels,
    annotations: facts.pushTo.length > 0 ? build.annotations : [],
    output: planOutputs(inputs, facts),
    attest: build.attest,
    secret: facts.secrets,
    ssh: inputs.ssh,
    'cache-from': [...own.from, ...(facts.caches[build.id]?.from ?? [])],
    'cache-to': [...own.to, ...(facts.caches[build.id]?.to ?? [])],
    ...limitsOf(inputs),
  };
}

/** A remote context, whose files are its own. https://docs.docker.com/build/concepts/context/ */
const REMOTE = /^(?:[a-z-]+:\/\/|git@|github\.com\/|target:)/;

/** Relative to where we stand, as with `docker build`; bake alone would look for it below the context. */
function dockerfileOf(file: string, context: string): string {
  const asItIs = context === '.' || REMOTE.test(context) || REMOTE.test(file) || file.startsWith('/');
  return asItIs ? file : `cwd://${file}`;
}

type Pairs = Readonly<Record<string, string | undefined>>;

/** Pairs whose value stands in the fallback where it is not given; those without any are left out. */
export function defined(pairs: Pairs, fallback: Pairs): Record<string, string> {
  const filled = Object.entries(pairs).map(([key, value]) => [key, value ?? fallback[key]] as const);
  return Object.fromEntries(filled.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
