import type { Context, EngineFacts, HeldTag, PublishedImage, Trace } from '../../src/context/context.ts';
import { exec } from '../../src/host/exec.ts';
import { readInputs } from '../../src/inputs/read.ts';
import type { Inputs } from '../../src/inputs/schema.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { REVISION, VERSION } from '../../src/oci/imageAnnotations.ts';
import { OCI_INDEX } from '../../src/oci/mediaTypes.ts';
import { parsePlatform, platformSlug } from '../../src/oci/platform.ts';
import type { BuilderPlan } from '../../src/plan/builder.ts';
import type { Build, Plan } from '../../src/plan/plan.ts';
import { planRun } from '../../src/plan/planRun.ts';
import { resolveRelease } from '../../src/stages/release.ts';
import { context } from './context.ts';

export const IMAGE = 'ghcr.io/octocat/hello-world';
const ENGINE: BuilderPlan = { kind: 'engine', nodes: [] };
const ENGINE_FACTS: EngineFacts = {
  version: '29.0.0',
  containerdStore: true,
  platform: parsePlatform('linux/amd64'),
  socket: '/var/run/docker.sock',
  mirrors: [],
  insecureRegistries: [],
};

/** Inputs as a workflow writes them, by name. */
export async function inputsOf(given: Readonly<Record<string, string>> = {}): Promise<Inputs> {
  const variables = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return (await readInputs(Object.fromEntries(variables))).inputs;
}

/** A build of one platform, with nothing that is not asked for. */
export function buildOf(platform: string, more: Partial<Build> = {}): Build {
  const parsed = parsePlatform(platform);
  return {
    id: [more.variant, platformSlug(parsed)].filter(Boolean).join('-'),
    variant: '',
    platform: parsed,
    labels: {},
    context: '.',
    file: undefined,
    target: undefined,
    args: {},
    annotations: [],
    descriptorAnnotations: {},
    attest: [],
    ...more,
  };
}

type Overrides = NonNullable<Parameters<typeof context>[0]>;

/** A pushed git tag, a pull request. */
export const pushedTag = (gitTag: string): Overrides => ({
  trigger: { kind: 'tag', gitTag },
  run: { ref: `refs/tags/${gitTag}` },
});
export const pullRequest: Overrides = {
  trigger: {
    kind: 'pull_request',
    number: 42,
    headSha: 'f'.repeat(40),
    headRef: 'feature',
    baseRef: 'main',
    fork: false,
  },
  run: { event: 'pull_request', ref: 'refs/pull/42/merge', payload: { number: 42 } },
};

export interface PlanRequest {
  inputs?: Readonly<Record<string, string>>;
  context?: Overrides;
  trace?: Trace;
  published?: readonly PublishedImage[];
  optional?: readonly string[];
  builder?: BuilderPlan | undefined;
  dockerfileLabels?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The plan of a run, by the way that a run goes; what is outside is what the request says. */
export async function planOf(request: PlanRequest): Promise<Plan> {
  const inputs = await inputsOf(request.inputs);
  const facts: Context = context({
    environment: { GITHUB_REPOSITORY: 'octocat/Hello-World' },
    engine: ENGINE_FACTS,
    ...request.context,
  });
  const images = inputs.what.images.length > 0 ? inputs.what.images : [IMAGE];
  const clone = { facts: facts.git, git: () => Promise.reject(new Error('no git here')) };
  const gathered = { context: facts, clone, warnings: [] } as unknown as Parameters<typeof resolveRelease>[1];
  const release = await resolveRelease(inputs, gathered, { images, exec, registries: undefined });
  const active = release.variants.filter(({ metadata }) => metadata.release.tags.length > 0);
  return planRun(inputs, {
    context: facts,
    trace: request.trace ?? { traceId: 'unknown', traceparent: '' },
    variants: release.variants,
    push: release.push && active.length > 0,
    why: release.why,
    images: active.flatMap(({ variant, metadata }) =>
      release.images.map((image) => ({
        variant: variant.name,
        image,
        tags: metadata.release.tags,
        optional: (request.optional ?? []).includes(image),
        versions: [],
        imageTags: undefined,
      })),
    ),
    published: request.published ?? [],
    platforms: inputs.what.platforms.length > 0 ? inputs.what.platforms : [parsePlatform('linux/amd64')],
    builder: 'builder' in request ? request.builder : ENGINE,
    buildxVersion: undefined,
    dockerfileLabels: request.dockerfileLabels ?? new Map(),
    changelog: '',
    gitHubRelease: undefined,
    notices: release.notices,
  });
}

/** What a tag holds: complete, of the context's own commit, where nothing else is said. */
export function heldTag(version: string, more: Partial<HeldTag> & { revision?: string } = {}): HeldTag {
  const { revision = context().git.sha, ...rest } = more;
  const bytes = new TextEncoder().encode(`${version} ${revision}`);
  return {
    digest: digestOf(bytes),
    mediaType: OCI_INDEX,
    bytes,
    labels: { [VERSION]: version, [REVISION]: revision },
    created: '2020-01-01T00:00:00Z',
    platforms: [parsePlatform('linux/amd64')],
    faults: [],
    ...rest,
  };
}

/** The steps of a plan, a phase a line: `check-push set-up-builder`. */
export const stepsOf = ({ phases }: Plan): string[] =>
  phases.map((phase) => phase.map(({ kind }) => kind).join(' '));
