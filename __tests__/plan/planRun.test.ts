import { describe, expect, test } from 'vitest';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';
import type { Plan, Step } from '../../src/plan/plan.ts';
import {
  heldTag,
  IMAGE,
  type PlanRequest,
  planOf,
  pullRequest,
  pushedTag,
  stepsOf,
} from '../support/plans.ts';

const PUBLISH = ['check-push set-up-builder', 'build check-context', 'assemble', 'verify', 'promote'];
const TAGS = ['1.2.3', '1.2', '1', 'latest', 'stable'];

function stepOf<Kind extends Step['kind']>({ phases }: Plan, kind: Kind): Extract<Step, { kind: Kind }> {
  const found = phases.flat().find((step): step is Extract<Step, { kind: Kind }> => step.kind === kind);
  if (!found) throw new Error(`there is no step ${kind}`);
  return found;
}

/** What a plan decided, in short. */
function told(plan: Plan) {
  return {
    channel: plan.channel,
    version: plan.version,
    push: plan.push,
    tags: plan.images.map(({ image, tags }) => `${image}:${tags.map(({ name }) => name).join(',')}`),
    builds: plan.builds.map(({ id }) => id),
    shapes: plan.variants.map(({ shape }) => shape),
    steps: stepsOf(plan),
  };
}

describe('whole plans', () => {
  test.each<[string, PlanRequest, ReturnType<typeof told>]>([
    [
      'a pushed tag',
      { context: pushedTag('v1.2.3') },
      {
        channel: 'stable',
        version: '1.2.3',
        push: true,
        tags: [`${IMAGE}:${TAGS.join(',')}`],
        builds: ['linux-amd64'],
        shapes: ['manifest'],
        steps: PUBLISH,
      },
    ],
    [
      'a pushed prerelease, of two platforms in two registries',
      {
        context: pushedTag('v1.3.0-rc.1'),
        inputs: { platforms: 'linux/amd64,linux/arm64', images: `${IMAGE}\nquay.io/octocat/hello` },
      },
      {
        channel: 'beta',
        version: '1.3.0-rc.1',
        push: true,
        tags: [`${IMAGE}:1.3.0-rc.1,beta`, 'quay.io/octocat/hello:1.3.0-rc.1,beta'],
        builds: ['linux-amd64', 'linux-arm64'],
        shapes: ['index'],
        steps: ['check-push set-up-emulators set-up-builder', ...PUBLISH.slice(1)],
      },
    ],
    [
      'a pull request',
      { context: pullRequest },
      {
        channel: 'pr',
        version: 'pr-42',
        push: false,
        tags: [`${IMAGE}:pr-42`],
        builds: ['linux-amd64'],
        shapes: ['manifest'],
        steps: ['set-up-builder', 'build check-context'],
      },
    ],
    [
      'nobody takes it',
      { context: { trigger: { kind: 'branch', branch: 'other' }, run: { ref: 'refs/heads/other' } } },
      { channel: undefined, version: '', push: false, tags: [], builds: [], shapes: [], steps: [] },
    ],
    [
      'a leg of a matrix',
      {
        context: pushedTag('v1.2.3'),
        inputs: { command: 'build', platforms: 'linux/amd64' },
      },
      {
        channel: 'stable',
        version: '1.2.3',
        push: true,
        tags: [`${IMAGE}:${TAGS.join(',')}`],
        builds: ['linux-amd64'],
        shapes: ['index'],
        steps: ['check-push set-up-builder', 'build check-context', 'verify-builds', 'hand-over'],
      },
    ],
    [
      'and its merge',
      {
        context: pushedTag('v1.2.3'),
        inputs: { command: 'merge', platforms: 'linux/amd64,linux/arm64' },
        builder: undefined,
      },
      {
        channel: 'stable',
        version: '1.2.3',
        push: true,
        tags: [`${IMAGE}:${TAGS.join(',')}`],
        builds: ['linux-amd64', 'linux-arm64'],
        shapes: ['index'],
        steps: ['check-push collect', 'assemble', 'verify', 'promote', 'clear-hand-over'],
      },
    ],
    [
      'a merge of a pull request has nothing to do',
      { context: pullRequest, inputs: { command: 'merge', platforms: 'linux/amd64' }, builder: undefined },
      {
        channel: 'pr',
        version: 'pr-42',
        push: false,
        tags: [`${IMAGE}:pr-42`],
        builds: ['linux-amd64'],
        shapes: ['auto'],
        steps: [],
      },
    ],
    [
      'checks of the Dockerfile',
      { inputs: { call: 'check' }, context: pushedTag('v1.2.3') },
      {
        channel: 'stable',
        version: '1.2.3',
        push: false,
        tags: [`${IMAGE}:${TAGS.join(',')}`],
        builds: ['linux-amd64'],
        shapes: ['manifest'],
        steps: ['set-up-builder', 'build check-context'],
      },
    ],
  ])('%s', async (_, request, expected) => {
    expect(told(await planOf(request))).toEqual(expected);
  });

  test('nothing is verified where that is off, and all else stays', async () => {
    const steps = stepsOf(await planOf({ context: pushedTag('v1.2.3'), inputs: { verify: 'off' } }));
    expect(steps.filter(Boolean)).toEqual(PUBLISH.filter((step) => step !== 'verify'));
  });

  test('a context that the builder fetches is not looked at', async () => {
    const plan = await planOf({
      context: pushedTag('v1.2.3'),
      inputs: { context: '{{defaultContext}}:sub' },
    });
    expect(stepsOf(plan)[1]).toBe('build');
    expect(plan.builds[0]?.context).toBe(
      'https://github.com/octocat/Hello-World.git#860c1904a1ce19322e91ac35af1ab07466440c37:sub',
    );
  });

  test('what is emulated, and by which image', async () => {
    const plan = await planOf({
      context: pushedTag('v1.2.3'),
      inputs: { platforms: 'linux/amd64,linux/arm64,linux/s390x', 'qemu-image': 'a/b' },
    });
    const { platforms, image } = stepOf(plan, 'set-up-emulators');
    expect(platforms.map(formatPlatform)).toContain('linux/s390x');
    expect(image).toBe('a/b');
  });
});

describe('a release that is there already', () => {
  const published = (...held: [string, ReturnType<typeof heldTag>][]) => [
    { image: IMAGE, imageTags: held.map(([tag]) => tag), held: Object.fromEntries(held) },
  ];
  const platform = {
    platform: parsePlatform('linux/amd64'),
    digest: heldTag('x').digest,
    size: 3,
    labels: {},
    created: undefined,
  };

  test('is adopted: nothing is built', async () => {
    const held = heldTag('1.2.3', { details: [platform] });
    const plan = await planOf({ context: pushedTag('v1.2.3'), published: published(['1.2.3', held]) });
    expect(stepsOf(plan)).toEqual(['adopt', 'promote']);
    expect(stepOf(plan, 'adopt').images).toEqual([
      { variant: '', image: IMAGE, digest: held.digest, platforms: [platform] },
    ]);
  });

  test('by a leg, which promotes nothing', async () => {
    const plan = await planOf({
      context: pushedTag('v1.2.3'),
      inputs: { command: 'build', platforms: 'linux/amd64' },
      published: published([
        '1.2.3',
        heldTag('1.2.3', { platforms: ['linux/amd64', 'linux/arm64'].map(parsePlatform) }),
      ]),
    });
    expect(stepsOf(plan)).toEqual(['adopt']);
  });

  test('is built again by force', async () => {
    const plan = await planOf({
      context: pushedTag('v1.2.3'),
      inputs: { force: 'true' },
      published: published(['1.2.3', heldTag('1.2.3')]),
    });
    expect(stepsOf(plan)).toEqual(PUBLISH);
    expect(stepOf(plan, 'promote').force).toBe(true);
  });

  test('in one of two registries is built for both', async () => {
    const plan = await planOf({
      context: pushedTag('v1.2.3'),
      inputs: { images: `${IMAGE}\nquay.io/a/b` },
      published: published(['1.2.3', heldTag('1.2.3')]),
    });
    expect(stepsOf(plan)).toEqual(PUBLISH);
    expect(stepOf(plan, 'build').definition.pushTo).toEqual([IMAGE, 'quay.io/a/b']);
  });

  test.each<[string, ReturnType<typeof heldTag>, RegExp]>([
    [
      'another commit',
      heldTag('1.2.3', { revision: 'a'.repeat(40) }),
      /1\.2\.3 names one build for ever, and holds commit aaaaaaaaaaaa, not 860c1904a1ce/,
    ],
    ['another version', heldTag('1.2.4'), /holds version 1\.2\.4, not 1\.2\.3/],
    [
      'something incomplete',
      heldTag('1.2.3', { faults: ['a layer is missing'] }),
      /holds something incomplete: a layer is missing/,
    ],
    [
      'another platform',
      heldTag('1.2.3', { platforms: [parsePlatform('linux/arm64')] }),
      /holds linux\/arm64, not linux\/amd64/,
    ],
  ])('holds %s: nothing is built', async (_, held, message) => {
    const planned = planOf({ context: pushedTag('v1.2.3'), published: published(['1.2.3', held]) });
    await expect(planned).rejects.toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringContaining('force: true'),
    });
  });

  test('every registry that holds something else is told', async () => {
    const other = heldTag('1.2.3', { revision: 'a'.repeat(40) });
    const planned = planOf({
      context: pushedTag('v1.2.3'),
      inputs: { images: `${IMAGE}\nquay.io/a/b` },
      published: [IMAGE, 'quay.io/a/b'].map((image) => ({ image, imageTags: [], held: { '1.2.3': other } })),
    });
    await expect(planned).rejects.toThrow(
      /ghcr\.io\/octocat\/hello-world: 1\.2\.3[\s\S]*quay\.io\/a\/b: 1\.2\.3/,
    );
  });

  test('does not matter to a pull request', async () => {
    const plan = await planOf({ context: pullRequest, published: published(['pr-42', heldTag('x')]) });
    expect(stepsOf(plan)).toEqual(['set-up-builder', 'build check-context']);
  });
});

describe('local caches', () => {
  const service = { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'https://r', GITHUB_REPOSITORY: 'a/b' };
  const inputs = { cache: 'local', 'cache-folder': '/cache' };

  test.each<[string, PlanRequest, string[]]>([
    [
      'are restored before the build and saved beside the last step',
      { inputs, context: { ...pushedTag('v1.2.3'), environment: service } },
      [
        'check-push set-up-builder restore-caches',
        'build check-context',
        'assemble',
        'verify',
        'promote save-caches',
      ],
    ],
    [
      'are only read for pull requests',
      { inputs, context: { ...pullRequest, environment: service } },
      ['set-up-builder restore-caches', 'build check-context'],
    ],
    ['stay on this machine where there is no service', { inputs, context: pushedTag('v1.2.3') }, PUBLISH],
  ])('%s', async (_, request, expected) => {
    const plan = await planOf(request);
    expect(stepsOf(plan)).toEqual(expected);
    expect(stepOf(plan, 'build').folders.map(({ path }) => path)).toEqual([
      '/cache/ghcr.io-octocat-hello-world/linux-amd64',
    ]);
  });
});

describe('variants', () => {
  const variants = [
    '- name: debian',
    '- name: alpine',
    '  file: alpine.Dockerfile',
    '  target: final',
    '  platforms: linux/amd64, linux/arm64',
    '  build-args: |',
    '    BASE=alpine',
    '    FROM_ENV',
    '  context: ctx/{{arch}}',
    '  suffix: -alpine',
  ].join('\n');
  const request: PlanRequest = {
    context: {
      ...pushedTag('v1.2.3'),
      environment: { GITHUB_REPOSITORY: 'octocat/Hello-World', FROM_ENV: 'e', KEY: 'k' },
    },
    inputs: { variants, 'build-args': 'BASE=debian\nKEY\nMISSING' },
  };

  test('are built together, each in its own way', async () => {
    const plan = await planOf(request);
    expect(
      plan.builds.map(({ id, context, file, target, args }) => ({ id, context, file, target, args })),
    ).toEqual([
      {
        id: 'debian-linux-amd64',
        context: '.',
        file: undefined,
        target: undefined,
        args: { BASE: 'debian', KEY: 'k' },
      },
      ...['amd64', 'arm64'].map((architecture) => ({
        id: `alpine-linux-${architecture}`,
        context: `ctx/${architecture}`,
        file: 'alpine.Dockerfile',
        target: 'final',
        args: { BASE: 'alpine', KEY: 'k', FROM_ENV: 'e' },
      })),
    ]);
    expect(plan.platforms.map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(
      plan.variants.map(({ name, shape, versionLabel, affixes }) => ({ name, shape, versionLabel, affixes })),
    ).toEqual([
      { name: 'debian', shape: 'manifest', versionLabel: '1.2.3', affixes: { prefix: '', suffix: '' } },
      {
        name: 'alpine',
        shape: 'index',
        versionLabel: '1.2.3',
        affixes: { prefix: '', suffix: '' },
      },
    ]);
    expect(Object.keys(stepOf(plan, 'build').definition.targets)).toEqual(plan.builds.map(({ id }) => id));
  });

  test('are published beside each other; outputs have the tags of all, and else what the first has', async () => {
    const plan = await planOf(request);
    expect(plan.images.map(({ variant, tags }) => [variant, ...tags.map(({ name }) => name)])).toEqual([
      ['debian', ...TAGS],
      ['alpine', ...TAGS.map((tag) => `${tag}-alpine`)],
    ]);
    expect(plan.version).toBe('1.2.3');
    expect(plan.metadata.tagNames.split('\n')).toEqual([...TAGS, ...TAGS.map((tag) => `${tag}-alpine`)]);
    expect(stepOf(plan, 'build').definition.pushTo).toEqual([IMAGE]);
  });

  test('a leg builds what it was given of each, and says where that is nothing', async () => {
    const leg = (platforms: string) =>
      planOf({ ...request, inputs: { ...request.inputs, command: 'build', platforms } });
    expect((await leg('linux/arm64')).builds.map(({ id }) => id)).toEqual([
      'debian-linux-arm64',
      'alpine-linux-arm64',
    ]);
    const only = await planOf({
      ...request,
      inputs: { command: 'build', platforms: 'linux/s390x', variants: '- name: a\n  platforms: linux/amd64' },
    });
    expect([only.builds, only.phases]).toEqual([[], []]);
    expect(only.notices.map(({ text }) => text)).toContain('Nothing to build: no variant has linux/s390x.');
  });
});

describe('labels of a build', () => {
  const labelsOf = async (request: PlanRequest) => (await planOf(request)).builds.map(({ labels }) => labels);

  test("of each platform: its own architecture, the trace, what was published, and the user's", async () => {
    const [amd64, arm64] = await labelsOf({
      context: pushedTag('v1.2.3'),
      trace: { traceId: 'abc', traceparent: '' },
      inputs: {
        platforms: 'linux/amd64,linux/arm64',
        labels: 'a=b\norg.opencontainers.image.title=mine\nempty=',
      },
    });
    expect(amd64).toMatchObject({
      'org.opencontainers.image.architecture': 'amd64',
      'org.opencontainers.image.version': '1.2.3',
      'org.opencontainers.image.revision': '860c1904a1ce19322e91ac35af1ab07466440c37',
      'org.opencontainers.image.ref.name': '1.2.3',
      'org.opencontainers.image.title': 'mine',
      'otel.traceid': 'abc',
      a: 'b',
      empty: '',
    });
    expect({ ...arm64, 'org.opencontainers.image.architecture': 'amd64' }).toEqual(amd64);
  });

  test("a Dockerfile's own stay, unless the user names them", async () => {
    const dockerfileLabels = new Map([
      ['', new Set(['org.opencontainers.image.title', 'org.opencontainers.image.url'])],
    ]);
    const [labels] = await labelsOf({
      context: pushedTag('v1.2.3'),
      inputs: { labels: 'org.opencontainers.image.url=https://mine' },
      dockerfileLabels,
    });
    expect(labels).not.toHaveProperty('org.opencontainers.image.title');
    expect(labels).toMatchObject({ 'org.opencontainers.image.url': 'https://mine' });
  });

  test('what nobody told is left out of images', async () => {
    const [labels] = await labelsOf({
      context: { ...pushedTag('v1.2.3'), repository: { license: undefined } },
    });
    expect(labels).not.toHaveProperty('org.opencontainers.image.licenses');
  });
});

test("annotations go to platforms by their level, and an index has the labels' too", async () => {
  const plan = await planOf({
    context: pushedTag('v1.2.3'),
    inputs: {
      platforms: 'linux/amd64,linux/arm64',
      annotations:
        'manifest:m=1\nindex:i=a=b\nmanifest[linux/arm64]:p=2\nindex,manifest-descriptor:e=3\nmanifest-descriptor[linux/arm64]:d=4',
    },
  });
  for (const { annotations } of plan.builds) {
    expect(annotations).toEqual(expect.arrayContaining(['manifest:m=1', 'manifest[linux/arm64]:p=2']));
    expect(annotations.filter((line) => /^(index|manifest-descriptor)/.test(line))).toEqual([]);
  }
  expect(plan.builds.map(({ descriptorAnnotations }) => descriptorAnnotations)).toEqual([
    { e: '3' },
    { e: '3', d: '4' },
  ]);
  expect(plan.variants[0]?.indexAnnotations).toMatchObject({
    i: 'a=b',
    e: '3',
    'org.opencontainers.image.version': '1.2.3',
  });
});

test('provenance names the run', async () => {
  const plan = await planOf({
    context: pushedTag('v1.2.3'),
    inputs: { platforms: 'linux/amd64,linux/arm64' },
  });
  expect(plan.builds[0]?.attest).toEqual([
    'type=provenance,mode=min,version=v1,builder-id=https://github.com/octocat/Hello-World/actions/runs/123456789/attempts/1',
  ]);
});

test('nor is provenance made by itself where the environment switches it off', async () => {
  const attested = async (inputs: Record<string, string> = {}) => {
    const environment = {
      GITHUB_REPOSITORY: 'octocat/Hello-World',
      BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    };
    const context = { ...pushedTag('v1.2.3'), environment };
    const plan = await planOf({ context, inputs: { platforms: 'linux/amd64,linux/arm64', ...inputs } });
    return plan.builds[0]?.attest;
  };
  expect(await attested()).toEqual(['type=provenance,disabled=true']);
  expect(await attested({ provenance: 'mode=max' })).toEqual([
    expect.stringMatching(/^type=provenance,mode=max,/),
  ]);
});

test('the plan is data: it survives JSON, and holds no secret', async () => {
  const plan = await planOf({
    context: pushedTag('v1.2.3'),
    inputs: { secrets: 'token=hunter2', password: 'hunter2', registries: 'quay.io,password=hunter2' },
  });
  const json = JSON.stringify(plan);
  expect(json).not.toContain('hunter2');
  expect(JSON.parse(json)).toMatchObject({ version: '1.2.3', channel: 'stable', push: true });
});

describe('what a build is made of', () => {
  const targetsOf = async (request: PlanRequest) =>
    Object.values(stepOf(await planOf(request), 'build').definition.targets);

  test('named contexts may be the repository at this commit', async () => {
    const [target] = await targetsOf({
      context: pushedTag('v1.2.3'),
      inputs: { 'build-contexts': 'repo={{ defaultContext }}:docs\nlocal=../x' },
    });
    expect(target?.contexts).toEqual({
      repo: 'https://github.com/octocat/Hello-World.git#860c1904a1ce19322e91ac35af1ab07466440c37:docs',
      local: '../x',
    });
  });

  test('what is loaded has the names that it is published under', async () => {
    const load = { load: 'true', push: 'false' };
    const [target] = await targetsOf({ context: pullRequest, inputs: load });
    expect(target?.output).toEqual([`type=docker,"name=${IMAGE}:pr-42"`]);
    const several = await targetsOf({
      context: pullRequest,
      inputs: { ...load, platforms: 'linux/amd64,linux/arm/v7' },
    });
    expect(several.map(({ output }) => output)).toEqual([
      [`type=docker,"name=${IMAGE}:pr-42-linux-amd64"`],
      [`type=docker,"name=${IMAGE}:pr-42-linux-arm-v7"`],
    ]);
    const variants = await targetsOf({
      context: pullRequest,
      inputs: { ...load, variants: '- name: a\n- name: b\n  suffix: -b' },
    });
    expect(variants.map(({ output }) => output)).toEqual([
      [`type=docker,"name=${IMAGE}:pr-42"`],
      [`type=docker,"name=${IMAGE}:pr-42-b"`],
    ]);
  });
});
