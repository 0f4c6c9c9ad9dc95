import { afterAll, expect } from 'vitest';
import { startMatrix } from '../support/matrix.ts';
import { BASE_IMAGE, testWith } from '../support/parts.ts';
import { errorsOf, makeProject, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { ownImage, readPublished, tagNamesOf, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

const DOCKERFILE = `FROM ${BASE_IMAGE} AS small
ARG FLAVOUR=plain
RUN echo "$FLAVOUR" > /flavour
LABEL flavour=small
FROM small AS full
LABEL flavour=full
`;
const VARIANTS = `
- name: full
  target: full
- name: alpine
  target: small
  suffix: -alpine
  build-args: FLAVOUR=alpine
- name: debug
  target: full
  suffix: -debug
  tags: type=semver,pattern={{version}}
`;
const RELEASE = ['1', '1.2', '1.2.3', 'latest', 'stable'];

test('three variants on two platforms in one run, each an index of its own', async () => {
  const project = makeProject({ Dockerfile: DOCKERFILE });
  const image = ownImage('variants');
  const result = await publish(project, tagPush(project, 'v1.2.3'), {
    inputs: { images: image, platforms: TWO_PLATFORMS, variants: VARIANTS, cache: 'off' },
  });
  expect(result.exitCode, saidBy(result)).toBe(0);
  const tags = await tagsOf(image);
  expect(Object.keys(tags).sort()).toEqual(
    [...RELEASE, ...RELEASE.map((tag) => `${tag}-alpine`), '1.2.3-debug', 'latest-debug'].sort(),
  );
  expect(new Set(Object.values(tags)).size).toBe(3);
  const flavours = ['1.2.3', 'latest-alpine', '1.2.3-debug'].map(async (tag) => {
    const { platforms } = await readPublished(image, tag);
    expect(platforms.map(({ platform }) => platform).join()).toBe(TWO_PLATFORMS);
    return platforms[1]?.labels.flavour;
  });
  expect(await Promise.all(flavours)).toEqual(['full', 'small', 'full']);
  expect(Object.keys(JSON.parse(result.outputs.digests ?? ''))).toHaveLength(6);
});

test('the legs of a matrix build all variants, each its own platforms, and merge has them all', async () => {
  const project = makeProject({ Dockerfile: DOCKERFILE });
  const variants = `${VARIANTS}  platforms: linux/arm64\n`;
  const matrix = startMatrix(project, { inputs: { variants } });
  const amd64 = await matrix.build('linux/amd64');
  expect(amd64.exitCode, saidBy(amd64)).toBe(0);
  expect(Object.keys(JSON.parse(amd64.outputs.digests ?? ''))).toEqual([
    'full linux/amd64',
    'alpine linux/amd64',
  ]);
  const early = await matrix.merge(TWO_PLATFORMS);
  expect(early.exitCode).toBe(1);
  expect(errorsOf(early)[0]).toMatch(/debug linux\/arm64 was not handed over/);
  expect((await tagNamesOf(matrix.image)).filter((tag) => !tag.startsWith('handover-'))).toEqual([]);
  const arm64 = await matrix.build('linux/arm64');
  const merge = await matrix.merge(TWO_PLATFORMS);
  expect(arm64.exitCode, saidBy(arm64)).toBe(0);
  expect(merge.exitCode, saidBy(merge)).toBe(0);
  const counts = ['1.2.3', '1.2.3-alpine', '1.2.3-debug'].map(
    async (tag) => (await readPublished(matrix.image, tag)).platforms.length,
  );
  expect(await Promise.all(counts)).toEqual([2, 2, 1]);
});

test('a binary that was built before comes from a folder a platform', async () => {
  const project = makeProject({
    Dockerfile: `FROM ${BASE_IMAGE}\nARG TARGETARCH TARGETVARIANT\nCOPY app /app\nRUN [ "$(/bin/busybox cat /app)" = "$TARGETARCH$TARGETVARIANT" ]\n`,
    'dist/linux-amd64/app': 'amd64',
    'dist/linux-arm64/app': 'arm64',
    'dist/linux-armv7/app': 'armv7',
  });
  const image = ownImage('prebuilt');
  const platforms = `${TWO_PLATFORMS},linux/arm/v7`;
  const variants = "- name: prebuilt\n  file: Dockerfile\n  context: 'dist/{{os}}-{{arch}}{{variant}}'";
  const result = await publish(project, tagPush(project, 'v1.2.3'), {
    inputs: { images: image, platforms, variants, cache: 'off' },
  });
  expect(result.exitCode, saidBy(result)).toBe(0);
  expect((await readPublished(image, 'latest')).platforms).toHaveLength(3);
});
