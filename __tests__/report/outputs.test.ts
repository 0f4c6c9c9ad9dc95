import { describe, expect, test } from 'vitest';
import { NOTHING } from '../../src/execute/outcome.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { metadataVariables } from '../../src/report/metadataVariables.ts';
import { outputRows, outputsOf } from '../../src/report/outputs.ts';
import { previousRows } from '../../src/report/promoted.ts';
import { IMAGE } from '../support/plans.ts';
import { digest, promoted, reportOf } from '../support/reports.ts';

describe('outputs of a release', () => {
  test.each<[string, string]>([
    ['version', '1.2.3'],
    ['channel', 'stable'],
    ['tag-names', '1.2.3\n1.2\n1\nlatest\nstable'],
    ['digest', digest('new')],
    ['images', `${IMAGE}@${digest('new')}`],
    ['platforms', 'linux/amd64,linux/arm/v7'],
    ['platforms-json', '["linux/amd64","linux/arm/v7"]'],
    ['architectures', 'amd64,arm'],
    [
      'digests',
      JSON.stringify({ 'linux/amd64': digest('linux/amd64'), 'linux/arm/v7': digest('linux/arm/v7') }),
    ],
    ['imageid', digest('new')],
    ['metadata', '{"linux-amd64":{"buildx.build.ref":"x"}}'],
    ['git-sha', '860c1904a1ce19322e91ac35af1ab07466440c37'],
    ['build-time', '2020-01-10T00:30:00.000Z'],
    ['trace-id', 'unknown'],
    ['traceparent', ''],
    ['changelog', ''],
    ['release-url', ''],
    [
      'matrix',
      '{"include":[{"platform":"linux/amd64","runner":"ubuntu-24.04"},{"platform":"linux/arm/v7","runner":"ubuntu-24.04-arm"}]}',
    ],
  ])('%s', async (name, expected) => expect(outputsOf(await reportOf()).get(name)).toBe(expected));

  test('references name image and tag', async () => {
    expect(
      outputsOf(await reportOf())
        .get('tags')
        ?.split('\n'),
    ).toContain(`${IMAGE}:1.2.3`);
  });

  test('what was promoted, with what stood there before; what there is none of is null', async () => {
    const skipped = { outcome: 'skipped-newer', because: '2.0.0 is newer' } as const;
    const report = await reportOf();
    const more = { promoted: [...report.outcome.promoted, promoted('stable', skipped)] };
    const rows = JSON.parse(
      outputsOf({ ...report, outcome: { ...report.outcome, ...more } }).get('promoted') ?? '',
    );
    const row = { image: IMAGE, before: digest('old'), after: digest('new'), because: null };
    expect(rows).toEqual([
      { ...row, tag: '1.2.3', before: null, outcome: 'moved' },
      { ...row, tag: 'latest', outcome: 'moved' },
      { ...row, tag: 'stable', ...skipped },
    ]);
  });

  test('the digests of variants do not hide each other', async () => {
    const platform = { platform: parsePlatform('linux/amd64'), size: 1, labels: {}, created: undefined };
    const report = await reportOf({
      outcome: {
        platforms: [
          { ...platform, variant: 'debian', digest: digest('d') },
          { ...platform, variant: 'alpine', digest: digest('a') },
        ],
      },
    });
    expect(JSON.parse(outputsOf(report).get('digests') ?? '')).toEqual({
      'debian linux/amd64': digest('d'),
      'alpine linux/amd64': digest('a'),
    });
  });

  test('the plan is the whole one', async () => {
    const report = await reportOf();
    expect(JSON.parse(outputsOf(report).get('plan') ?? '')).toEqual(JSON.parse(JSON.stringify(report.plan)));
  });
});

test('where nothing was done, outputs are empty, and JSON is still JSON', async () => {
  const { plan } = await reportOf({ plan: { channel: undefined, version: '' } });
  const outputs = outputsOf({ plan, outcome: NOTHING });
  expect(
    ['digest', 'images', 'imageid', 'channel', 'version', 'release-url'].map((name) => outputs.get(name)),
  ).toEqual(Array(6).fill(''));
  expect(['digests', 'metadata', 'promoted', 'previous'].map((name) => outputs.get(name))).toEqual([
    '{}',
    '{}',
    '[]',
    '[]',
  ]);
});

test('previous has only what moved, with null for what did not exist', () => {
  const rows = [
    promoted('1.2.3', { before: undefined }),
    promoted('latest'),
    promoted('stable', { outcome: 'skipped-newer' }),
    promoted('beta', { outcome: 'unchanged' }),
    promoted('edge', { outcome: 'superseded' }),
    promoted('a', { outcome: 'restored' }),
    promoted('b', { outcome: 'left' }),
  ];
  expect(previousRows({ ...NOTHING, promoted: rows })).toEqual([
    { image: IMAGE, tag: '1.2.3', digest: null, after: digest('new') },
    { image: IMAGE, tag: 'latest', digest: digest('old'), after: digest('new') },
  ]);
});

test('every output has a name of its own, and a word about it', () => {
  const names = outputRows.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(
    outputRows.filter(({ name, doc }) => !/^[a-z]+(-[a-z]+)*$/.test(name) || !doc.endsWith('.')),
  ).toEqual([]);
});

describe('outputs as variables', () => {
  const outputs = new Map([
    ['tags', 'a:1\na:2'],
    ['tag-names', '1\n2'],
    ['bake-file', '/tmp/bake.json'],
    ['digest', 'sha256:x'],
  ]);

  test.each(['', 'false', '0', 'no', undefined])('not for %j', (asked) => {
    expect(metadataVariables(outputs, { DOCKER_METADATA_SET_OUTPUT_ENV: asked })).toEqual(new Map());
  });

  test.each(['true', 'TRUE', '1', 'yes'])(
    "for %j, those that docker/metadata-action's users know",
    (asked) => {
      const variables = metadataVariables(outputs, { DOCKER_METADATA_SET_OUTPUT_ENV: asked });
      expect(variables.get('DOCKER_METADATA_OUTPUT_TAGS')).toBe('a:1\na:2');
      expect(variables.get('DOCKER_METADATA_OUTPUT_TAG_NAMES')).toBe('1\n2');
      expect(variables.get('DOCKER_METADATA_OUTPUT_BAKE_FILE')).toBe('/tmp/bake.json');
      expect(variables.get('DOCKER_METADATA_OUTPUT_JSON')).toBe('');
      expect([...variables.keys()]).not.toContain('DOCKER_METADATA_OUTPUT_DIGEST');
    },
  );
});
