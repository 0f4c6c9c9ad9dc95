import { describe, expect, test } from 'vitest';
import type { Inputs } from '../../src/inputs/schema.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { ghaFaultOf } from '../../src/plan/cacheFault.ts';
import { cacheServiceOf } from '../../src/plan/cacheService.ts';
import { type CacheFacts, type CacheInputs, planCaches, wantsActionsCache } from '../../src/plan/caches.ts';
import { buildOf } from '../support/plans.ts';

const IMAGE = 'ghcr.io/owner/app';
const SERVICE = { ACTIONS_RUNTIME_TOKEN: 'token', ACTIONS_RESULTS_URL: 'https://results.example/' };

function plan(
  inputs: Partial<CacheInputs>,
  { environment = {}, ...facts }: Partial<CacheFacts> = {},
): ReturnType<typeof planCaches> {
  const none: CacheInputs = {
    cache: [],
    cacheFolder: '/cache',
    cacheFrom: [],
    cacheTo: [],
    noCache: false,
    call: undefined,
  };
  return planCaches(
    { ...none, ...inputs },
    {
      builds: [buildOf('linux/amd64')],
      image: IMAGE,
      push: true,
      untrusted: false,
      service: cacheServiceOf(environment),
      ghaFault: undefined,
      environment,
      ...facts,
    },
  );
}

const entriesOf = (planned: ReturnType<typeof planCaches>) => planned.targets['linux-amd64'];
const textsOf = ({ notices }: ReturnType<typeof planCaches>) => notices.map(({ text }) => text).join('\n');

const REF = `type=registry,ref=${IMAGE}:cache-linux-amd64`;
const GHA = `type=gha,scope=${IMAGE}::linux-amd64`;
const FOLDER = '/cache/ghcr.io-owner-app/linux-amd64';
const KEPT = 'mode=max,ignore-error=true';
const REF_TO = `${REF},${KEPT},image-manifest=true,oci-mediatypes=true`;

describe('each kind reads and writes', () => {
  test.each<[CacheInputs['cache'], Record<string, string>, string[], string[]]>([
    [['registry'], {}, [REF], [REF_TO]],
    [['gha'], SERVICE, [GHA], [`${GHA},${KEPT}`]],
    [['auto'], SERVICE, [GHA], [`${GHA},${KEPT}`]],
    [['auto'], {}, [], []],
    [['auto'], { ACTIONS_RUNTIME_TOKEN: 'token' }, [], []],
    [
      ['auto'],
      { ACTIONS_RUNTIME_TOKEN: 'token', ACTIONS_CACHE_URL: 'https://a/' },
      [GHA],
      [`${GHA},${KEPT}`],
    ],
    [['local'], {}, [`type=local,src=${FOLDER}`], [`type=local,dest=${FOLDER}.next,${KEPT}`]],
    [
      ['registry', 'gha', 'local'],
      SERVICE,
      [REF, GHA, `type=local,src=${FOLDER}`],
      [REF_TO, `${GHA},${KEPT}`, `type=local,dest=${FOLDER}.next,${KEPT}`],
    ],
    [[], SERVICE, [], []],
  ])('%j with %j', (cache, environment, from, to) => {
    const planned = plan({ cache }, { environment });
    expect(entriesOf(planned)).toEqual({ from, to });
    expect(planned.notices).toEqual([]);
  });

  test('none where nothing is built', () => {
    expect(plan({ cache: ['registry', 'local'], call: 'check' })).toEqual({
      targets: {},
      folders: [],
      notices: [],
    });
  });

  test('no-cache writes without reading', () => {
    expect(entriesOf(plan({ cache: ['registry'], noCache: true }))).toEqual({ from: [], to: [REF_TO] });
  });
});

test('each image, variant and platform has a cache of its own', () => {
  const builds = [
    buildOf('linux/arm/v7', { variant: 'alpine' }),
    buildOf('linux/amd64'),
    buildOf('linux/amd64/v3'),
  ];
  const { targets, folders } = plan(
    { cache: ['registry', 'gha', 'local'] },
    { builds, environment: SERVICE, image: '127.0.0.1:5000/App/x' },
  );
  expect(Object.values(targets).map(({ from }) => from.slice(0, 2))).toEqual([
    [
      'type=registry,ref=127.0.0.1:5000/app/x:cache-alpine-linux-arm-v7',
      'type=gha,scope=127.0.0.1:5000/app/x:alpine:linux-arm-v7',
    ],
    [
      'type=registry,ref=127.0.0.1:5000/app/x:cache-linux-amd64',
      'type=gha,scope=127.0.0.1:5000/app/x::linux-amd64',
    ],
    [
      'type=registry,ref=127.0.0.1:5000/app/x:cache-linux-amd64-v3',
      'type=gha,scope=127.0.0.1:5000/app/x::linux-amd64-v3',
    ],
  ]);
  expect(folders.map(({ path }) => path)).toEqual([
    '/cache/127.0.0.1-5000-app-x/alpine/linux-arm-v7',
    '/cache/127.0.0.1-5000-app-x/linux-amd64',
    '/cache/127.0.0.1-5000-app-x/linux-amd64-v3',
  ]);
  const prefixes = folders.map(({ prefix }) => prefix);
  for (const one of prefixes) expect(prefixes.filter((other) => other.startsWith(one))).toEqual([one]);
});

describe('read only', () => {
  const all: CacheInputs['cache'] = ['registry', 'gha', 'local'];

  test('where others can start the run', () => {
    const planned = plan({ cache: all }, { environment: SERVICE, push: false, untrusted: true });
    expect(entriesOf(planned)).toEqual({ from: [REF, GHA, `type=local,src=${FOLDER}`], to: [] });
    expect(planned.folders[0]).toMatchObject({ next: undefined, restore: true, save: false });
    expect(textsOf(planned)).toMatch(
      /^Only read: cache registry, gha, local, since a run that others can start/,
    );
  });

  test('the registry, where nothing is pushed', () => {
    const planned = plan({ cache: ['registry', 'local'] }, { push: false });
    expect(entriesOf(planned)?.to).toEqual([`type=local,dest=${FOLDER}.next,${KEPT}`]);
    expect(textsOf(planned)).toBe('Only read: cache registry, since nothing is pushed.');
  });

  test.each([
    [
      'none',
      [false, false],
      [false, false],
      /gha\) is not used.*ACTIONS_CACHE_MODE=none[\s\S]*not restored[\s\S]*not saved/,
    ],
    [
      'read',
      [true, false],
      [true, false],
      /^Only read: cache gha, since .*ACTIONS_CACHE_MODE=read\.\nThe local cache is not saved/,
    ],
    ['write-only', [false, true], [false, true], /not restored: .*=write-only\.\nOnly written: cache gha/],
    ['write', [true, true], [true, true], /^$/],
    ['something new', [true, true], [true, true], /^$/],
  ])('ACTIONS_CACHE_MODE=%s', (mode, gha, folder, told) => {
    const planned = plan(
      { cache: ['gha', 'local'] },
      { environment: { ...SERVICE, ACTIONS_CACHE_MODE: mode } },
    );
    const { from = [], to = [] } = entriesOf(planned) ?? {};
    expect([from, to].map((entries) => entries.some((entry) => entry.startsWith('type=gha')))).toEqual(gha);
    expect(planned.folders.map(({ restore, save }) => [restore, save])).toEqual([folder]);
    expect(textsOf(planned)).toMatch(told);
  });
});

describe('what cannot be used is told', () => {
  test.each<[Partial<CacheInputs>, Partial<CacheFacts>, RegExp]>([
    [
      { cache: ['gha'] },
      {},
      /gha\) is not used: .*ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not set/,
    ],
    [{ cache: ['gha'] }, { environment: { ACTIONS_RUNTIME_TOKEN: 't' } }, /ACTIONS_RESULTS_URL is not set/],
    [{ cacheTo: ['type=gha,mode=max'] }, {}, /gha\) is not used/],
    [
      { cache: ['gha'] },
      { environment: SERVICE, ghaFault: 'it is too old' },
      /gha\) is not used: it is too old\./,
    ],
    [
      { cache: ['auto'] },
      { environment: SERVICE, ghaFault: 'it is too old' },
      /gha\) is not used: it is too old\./,
    ],
    [{ cache: ['registry'] }, { image: undefined }, /registry cache is not used/],
  ])('%j', (inputs, facts, text) => {
    const planned = plan(inputs, facts);
    expect(entriesOf(planned)).toEqual({ from: [], to: [] });
    expect(textsOf(planned)).toMatch(text);
  });
});

describe("the user's own entries", () => {
  test('of the Actions cache stand for what auto would add', () => {
    expect(entriesOf(plan({ cache: ['auto'], cacheFrom: ['type=gha'] }, { environment: SERVICE }))).toEqual({
      from: [],
      to: [],
    });
  });

  test('of another kind are added to', () => {
    const planned = plan({ cache: ['auto'], cacheFrom: ['type=registry,ref=a/b'] }, { environment: SERVICE });
    expect(entriesOf(planned)?.from).toEqual([GHA]);
  });

  test.each<[Partial<CacheInputs>, Record<string, string>, boolean]>([
    [{ cache: ['auto'] }, SERVICE, true],
    [{ cache: ['gha'] }, SERVICE, true],
    [{ cache: ['gha'] }, { ...SERVICE, ACTIONS_CACHE_MODE: 'none' }, false],
    [{ cache: ['auto'] }, {}, false],
    [{ cache: ['registry', 'local'] }, SERVICE, false],
    [{ cache: [], cacheTo: ['mode=max,type=gha'] }, SERVICE, true],
  ])('only who uses the Actions cache is given its token: %j %j', (inputs, environment, expected) => {
    const all = {
      cacheFolder: undefined,
      cacheFrom: [],
      cacheTo: [],
      cache: [],
      noCache: false,
      call: undefined,
    };
    expect(wantsActionsCache({ ...all, ...inputs }, cacheServiceOf(environment))).toBe(expected);
  });
});

test.each<[string | undefined, Record<string, string>, string]>([
  ['/given/', {}, '/given/'],
  ['rel', {}, 'rel/'],
  [undefined, { RUNNER_TOOL_CACHE: '/tools', HOME: '/home/a' }, '/tools/publish-image/cache/'],
  [undefined, { XDG_CACHE_HOME: '/xdg', HOME: '/home/a' }, '/xdg/publish-image/'],
  [undefined, { HOME: '/home/a' }, '/home/a/.cache/publish-image/'],
])('the folder: input %j, environment %j', (cacheFolder, environment, expected) => {
  const { folders } = plan({ cache: ['local'], cacheFolder }, { environment });
  expect(folders[0]?.path).toBe(`${expected}ghcr.io-owner-app/linux-amd64`);
});

test('a folder with a comma is quoted', () => {
  const planned = plan({ cache: ['local'], cacheFolder: '/a,b' });
  expect(entriesOf(planned)?.from).toEqual(['type=local,"src=/a,b/ghcr.io-owner-app/linux-amd64"']);
});

describe('what is too old for the Actions cache', () => {
  const engine = (version: string) =>
    ({ version, containerdStore: true, platform: parsePlatform('linux/amd64') }) as NonNullable<
      Parameters<typeof ghaFaultOf>[0]['engine']
    >;
  const own = { kind: 'engine', nodes: [] } as const;

  test.each<[string | undefined, string, Inputs['builder']['builder'], string | undefined]>([
    ['0.21.0', '28.5.2+dfsg4', undefined, undefined],
    ['0.20.1', '28.0.0', undefined, 'it needs buildx 0.21, and this is 0.20.1'],
    [undefined, '29.1.0', undefined, undefined],
    [
      '1.0.0',
      '27.5.1',
      undefined,
      'it needs Docker Engine 28, and this is 27.5.1; driver: docker-container can use it',
    ],
    ['1.0.0', '27.5.1', 'mine', undefined],
    ['unknown', 'dev', undefined, undefined],
  ])('buildx %s, engine %s, builder %s', (buildxVersion, version, name, expected) => {
    const builder =
      name === undefined ? own : { kind: 'existing' as const, name, driver: 'docker-container' };
    expect(ghaFaultOf({ buildxVersion, engine: engine(version), builder })).toBe(expected);
  });
});
