import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { readInputs } from '../../src/inputs/read.ts';
import { inputRows } from '../../src/inputs/schema.ts';
import { formatPlatform } from '../../src/oci/platform.ts';

const read = (given: Record<string, string>) =>
  readInputs(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  );

async function faultOf(given: Record<string, string>): Promise<string> {
  try {
    await read(given);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('all was taken');
}

describe('what is not given', () => {
  test('has its default; what has none is undefined, never empty text', async () => {
    const { inputs, warnings } = await readInputs({});
    expect(inputs).toMatchObject({
      what: {
        command: 'publish',
        images: [],
        platforms: [],
        version: undefined,
        tagPrefix: 'v',
        dryRun: false,
      },
      metadata: { tags: [], sepTags: '\n', bakeTarget: 'docker-metadata-action' },
      where: { push: 'auto', registry: undefined, password: undefined, registries: [] },
      build: {
        context: '.',
        file: undefined,
        buildArgs: {},
        cache: ['auto'],
        imageShape: 'auto',
        call: undefined,
      },
      builder: { driver: 'auto', qemu: 'auto', maxParallelism: undefined },
      promotion: { verify: 'standard', force: false, to: [] },
      report: { summary: 'auto', traceparent: undefined },
    });
    expect(Object.values(inputs).flatMap((section) => Object.values(section))).not.toContain('');
    expect(warnings).toEqual([]);
  });

  test('is what only blanks are too', async () => {
    const blank = Object.fromEntries(
      inputRows.filter(({ keepBlanks }) => !keepBlanks).map(({ name }) => [name, ' \n ']),
    );
    expect((await read(blank)).inputs).toEqual((await read({})).inputs);
  });
});

describe('what is given', () => {
  test('is read by its own parser, without blanks around it', async () => {
    const { inputs } = await read({
      command: ' plan\n',
      platforms: 'linux/amd64,\nlinux/aarch64',
      'build-args': 'A=1\nB',
      'dry-run': 'TRUE',
      registries: 'host=quay.io,username=me',
      'tag-prefix': 'release-',
      call: 'check',
    });
    expect(inputs.what).toMatchObject({ command: 'plan', dryRun: true, tagPrefix: 'release-' });
    expect(inputs.what.platforms.map(formatPlatform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(inputs.build).toMatchObject({ buildArgs: { A: '1', B: undefined }, call: 'check' });
    expect(inputs.where.registries).toEqual([{ host: 'quay.io', username: 'me' }]);
  });

  test.each([
    ['', '\n'],
    [' ', ' '],
    [' | ', ' | '],
    [', ', ', '],
    ['\\n', '\n'],
    ['\\t;', '\t;'],
    ['\n', '\n'],
  ])('a separator %j is %j', async (given, expected) => {
    expect((await read({ 'sep-tags': given, 'sep-labels': given })).inputs.metadata).toMatchObject({
      sepTags: expected,
      sepLabels: expected,
      sepAnnotations: '\n',
    });
  });

  test('an expression that the runner left unevaluated is no fault', async () => {
    expect((await read({ 'check-run-id': '' })).inputs.report.checkRunId).toBeUndefined();
    expect((await read({ 'check-run-id': '987654' })).inputs.report.checkRunId).toBe('987654');
  });

  test('is frozen', async () => {
    expect(Object.isFrozen((await read({})).inputs)).toBe(true);
  });
});

describe('faults', () => {
  test('one', async () => {
    expect(await faultOf({ command: 'pblish' })).toBe(
      'Input command: expected one of publish, plan, build, merge, promote, rollback (given: "pblish"); did you mean "publish"?',
    );
  });

  test('all of all sections at once', async () => {
    const fault = await faultOf({
      pull: 'yes',
      platforms: 'a/b/c/d',
      variants: '- file: x',
      'max-parallelism': '0',
      summary: 'fully',
    });
    const [head, ...rest] = fault.split('\n');
    expect(head).toBe('5 inputs are wrong:');
    expect(rest.map((line) => /^ {2}- ([a-z-]+): /.exec(line)?.[1]).sort()).toEqual([
      'max-parallelism',
      'platforms',
      'pull',
      'summary',
      'variants',
    ]);
  });

  test('a long value is cut', async () => {
    expect(await faultOf({ push: 'x'.repeat(500) })).toMatch(/\(given: "x{80}…"\)$/);
  });

  test.each([
    ['registries', '- host: a\n  password: *hunter2'],
    ['registries', 'a,password=x,hunter2'],
    ['registries', 'user=hunter2'],
    ['secrets', 'a=b\n"hunter2'],
    ['secret-files', '"hunter2'],
    ['secret-envs', '"hunter2'],
  ])('%s: %j is not echoed', async (name, value) => {
    const fault = await faultOf({ [name]: value });
    expect(fault).toContain(`Input ${name}: `);
    expect(fault).not.toContain('hunter2');
  });
});

describe('unknown inputs', () => {
  test.each([
    ['platform', 'Unknown input "platform"; did you mean "platforms"?'],
    ['BUILD-ARG', 'Unknown input "build-arg"; did you mean "build-args"?'],
    ['something-else', 'Unknown input "something-else"; it is ignored'],
  ])('%s is a warning', async (name, warning) => {
    expect((await read({ [name]: 'secret value' })).warnings).toEqual([warning]);
  });

  test('no other variable is one', async () => {
    expect((await readInputs({ GITHUB_TOKEN: 'x', INPUTS: 'y', PATH: 'z' })).warnings).toEqual([]);
  });
});

describe('the rows', () => {
  test('have names that a workflow can write, each once', () => {
    const names = inputRows.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(inputRows.filter((row) => row.default !== '' && !row.default.startsWith('$')))(
    'the default of $name is what its absence is',
    async (row) => expect(await row.parse(row.default)).toEqual(row.absent()),
  );

  test('are told in one sentence or more', () => {
    expect(inputRows.filter(({ doc }) => !/[.!]$/.test(doc)).map(({ name }) => name)).toEqual([]);
  });
});
