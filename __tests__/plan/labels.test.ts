import { describe, expect, test } from 'vitest';
import { parsePlatform } from '../../src/oci/platform.ts';
import { annotationLevels, annotationLines, annotationsAt } from '../../src/plan/annotations.ts';
import { expressions } from '../../src/plan/expressions.ts';
import {
  keepDockerfileLabels,
  mergeLabels,
  parseLabels,
  platformLabels,
  standardLabels,
} from '../../src/plan/labels.ts';
import { context } from '../support/context.ts';

const scope = expressions(context());
const read = (...lines: string[]) => Object.fromEntries(parseLabels('labels', lines, scope).entries);

describe('labels', () => {
  test.each<[string[], object]>([
    [['a=b'], { a: 'b' }],
    [['a=b=c, d'], { a: 'b=c, d' }],
    [['a='], { a: '' }],
    [['# a=b', '', 'c=d'], { c: 'd' }],
    [['"a=b, c"'], { a: 'b, c' }],
    [['a=say "x"'], { a: 'say "x"' }],
    [['"a=one', 'two"', 'b=c'], { a: 'one\ntwo', b: 'c' }],
    [['"a=b', 'c=d'], { '"a': 'b', c: 'd' }],
    [['of={{branch}}-{{sha}}'], { of: 'main-860c190' }],
    [["at={{commit_date 'YYYY-MM-DDTHH:mm:ss.SSS[Z]'}}"], { at: '2020-01-10T00:30:00.000Z' }],
    [['a=1', 'a=2'], { a: '2' }],
  ])('%j', (lines, expected) => {
    expect(read(...lines)).toEqual(expected);
  });

  test.each([
    ['invalid', 'labels: "invalid" is no key=value, and is left out'],
    ['=x', 'labels: "=x" is no key=value, and is left out'],
    ['a={{brnch}}', 'labels: "a={{brnch}}" {{brnch}} is not known, and empty; did you mean "branch"?'],
  ])('%s is a warning', (line, message) => {
    expect(parseLabels('labels', [line], scope).notices).toEqual([{ level: 'warning', text: message }]);
  });

  test('faults of all lines are told at once', () => {
    expect(() => read('a={{', "b={{date 'YYYY' tz='x'}}")).toThrow(
      /Input labels has 2 faults[\s\S]*a=\{\{[\s\S]*"x" is no time zone/,
    );
  });

  test('a repository that could not be asked costs four labels, and not the source', () => {
    const asked = standardLabels(context(), '1.0.0');
    const silent = standardLabels(
      context({
        repository: {
          fullName: 'Octocat/Hello-World',
          name: undefined,
          description: undefined,
          url: undefined,
          license: undefined,
        },
      }),
      '1.0.0',
    );
    const missing = Object.keys(asked).filter((key) => !(key in silent));
    expect(missing.map((key) => key.split('.').at(-1))).toEqual(['title', 'description', 'url', 'licenses']);
    expect(silent['org.opencontainers.image.source']).toBe('https://github.com/Octocat/Hello-World');
  });

  test('what a repository has not is empty', () => {
    const labels = standardLabels(
      context({ repository: { description: undefined, license: undefined } }),
      undefined,
    );
    expect(labels).toMatchObject({
      'org.opencontainers.image.description': '',
      'org.opencontainers.image.licenses': '',
      'org.opencontainers.image.version': '',
    });
  });

  test('labels of our own name what is known', () => {
    expect(platformLabels({ architecture: 'arm64', traceId: 'unknown' })).toEqual({
      'org.opencontainers.image.architecture': 'arm64',
      'otel.traceid': 'unknown',
    });
    const base = { name: 'docker.io/library/alpine:3', digest: 'sha256:0' };
    expect(platformLabels({ architecture: 'arm64', traceId: 'abc', refName: '1.2.3', base })).toEqual({
      'org.opencontainers.image.architecture': 'arm64',
      'org.opencontainers.image.ref.name': '1.2.3',
      'org.opencontainers.image.base.name': 'docker.io/library/alpine:3',
      'org.opencontainers.image.base.digest': 'sha256:0',
      'otel.traceid': 'abc',
    });
  });

  test("a Dockerfile's labels are kept unless the user's input names them", () => {
    const labels = { a: 'ours', b: 'ours', c: "the user's" };
    expect(keepDockerfileLabels(labels, new Set(['a', 'c']), new Set(['c']))).toEqual({
      b: 'ours',
      c: "the user's",
    });
  });

  test('later ones win, and keys are sorted as in a dictionary', () => {
    expect(
      Object.entries(
        mergeLabels({ b: '1', B: '1', a_c: '1' }, [
          ['b', '2'],
          ['a.b', '1'],
          ['a-b', '1'],
        ]),
      ),
    ).toEqual([
      ['a_c', '1'],
      ['a-b', '1'],
      ['a.b', '1'],
      ['b', '2'],
      ['B', '1'],
    ]);
  });
});

describe('annotations', () => {
  test.each([
    [undefined, ['manifest']],
    ['', ['manifest']],
    ['manifest,index', ['manifest', 'index']],
    ['index, manifest-descriptor ,', ['index', 'manifest-descriptor']],
  ])('levels %j', (told, levels) => {
    expect(annotationLevels({ DOCKER_METADATA_ANNOTATIONS_LEVELS: told })).toEqual(levels);
  });

  test('each level has all of them', () => {
    expect(
      annotationLines(
        { b: '1' },
        [
          ['a', '2'],
          ['b', '3'],
        ],
        ['index', 'manifest'],
      ),
    ).toEqual(['index:a=2', 'index:b=3', 'manifest:a=2', 'manifest:b=3']);
  });

  test('a key that names several levels goes to each of them', () => {
    const user = [['index,manifest-descriptor[linux/arm/v7]:a', '1']] as const;
    expect(annotationLines({ z: '0' }, user, ['manifest'])).toEqual([
      'manifest:z=0',
      'index:a=1',
      'manifest-descriptor[linux/arm/v7]:a=1',
    ]);
  });

  test('what a level says of a platform', () => {
    const lines = [
      'manifest:a=1',
      'manifest-descriptor:b=2=3',
      'manifest-descriptor[linux/arm/v7]:c=4\n5',
      'manifest-descriptor[linux/arm64]:c=6',
      'index-descriptor:d=7',
      'index:e:f=8',
    ];
    const arm = parsePlatform('linux/arm/v7');
    expect(annotationsAt(lines, 'manifest-descriptor', arm)).toEqual({ b: '2=3', c: '4\n5' });
    expect(annotationsAt(lines, 'index')).toEqual({ 'e:f': '8' });
  });

  test('a key that names its level goes there alone', () => {
    const user = [
      ['index:a', '1'],
      ['manifest[linux/amd64]:b', '2'],
      ['c:d', '3'],
    ] as const;
    expect(annotationLines({ z: '0' }, user, ['manifest', 'index'])).toEqual([
      'manifest:c:d=3',
      'manifest:z=0',
      'index:a=1',
      'index:c:d=3',
      'index:z=0',
      'manifest[linux/amd64]:b=2',
    ]);
  });
});
