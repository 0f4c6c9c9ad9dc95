import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../src/context/context.ts';
import { UserError } from '../../src/errors.ts';
import { TAG } from '../../src/oci/reference.ts';
import { matchChannel, resolveChannel } from '../../src/plan/channel.ts';
import { parseChannels } from '../../src/plan/channels.ts';
import { dockerfileLabelKeys } from '../../src/plan/dockerfileLabels.ts';
import { type MetadataInputs, resolveMetadata } from '../../src/plan/metadata.ts';
import { context } from '../support/context.ts';

const word = fc.string({ unit: 'grapheme', maxLength: 12 });
const expression = fc.constantFrom(
  'branch',
  'tag',
  'sha',
  'base_ref',
  'is_default_branch',
  "date 'YYYYMMDD'",
  "date 'x' tz='Asia/Tokyo'",
  'date YYYY',
  "commit_date 'LLLL'",
  'version',
  'major',
  'raw',
  'nonsense',
  '#if x',
  "date 'Y' tz='no'",
);
const text = fc
  .array(
    fc.oneof(
      word,
      expression.map((name) => `{{${name}}}`),
      fc.constantFrom('{{', '}}', '"', "'", ',', '=', '#', '\\', '+', '-', '.'),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''));
const type = fc.constantFrom(
  'schedule',
  'semver',
  'pep440',
  'match',
  'edge',
  'ref',
  'raw',
  'sha',
  'channel',
  'other',
);
const key = fc.constantFrom(
  'enable',
  'priority',
  'prefix',
  'suffix',
  'pattern',
  'value',
  'match',
  'group',
  'branch',
  'event',
  'format',
  'other',
);
const value = fc.oneof(
  text,
  fc.constantFrom(
    'true',
    'false',
    'v1.2.3',
    '1.2.3rc1',
    '{{version}}',
    '{{major}}',
    '{{raw}}',
    'v(.*)',
    '/v(.*)/g',
    '1',
    'tag',
    'branch',
    'pr',
    'long',
  ),
);
const attributes = fc.array(
  fc.tuple(key, value).map(([name, given]) => `${name}=${given}`),
  { maxLength: 4 },
);
const ruleLine = fc.oneof(
  text,
  fc.tuple(type, attributes).map(([name, rest]) => [`type=${name}`, ...rest].join(',')),
);
const flavorLine = fc
  .tuple(fc.constantFrom('latest', 'prefix', 'suffix', 'onlatest', 'other'), value)
  .map((pair) => pair.join('='));
const ref = fc.oneof(
  fc.constantFrom(
    'refs/heads/main',
    'refs/tags/v1.2.3',
    'refs/tags/v1.2.3-rc.1',
    'refs/pull/7/merge',
    'refs/tags/1.2',
    '',
  ),
  word.map((name) => `refs/heads/${name}`),
  word.map((name) => `refs/tags/${name}`),
);
const event = fc.constantFrom(
  'push',
  'schedule',
  'pull_request',
  'pull_request_target',
  'workflow_dispatch',
  '',
);

const facts = fc.tuple(ref, event).map(([name, kind]): Context => {
  const gitTag = name.startsWith('refs/tags/') ? name.slice('refs/tags/'.length) : undefined;
  const trigger =
    gitTag === undefined
      ? { kind: 'branch' as const, branch: name.replace('refs/heads/', '') }
      : { kind: 'tag' as const, gitTag };
  return context({ trigger, run: { ref: name, event: kind } });
});

/** What the lines come to: a result, or a fault that the user is told. Anything else that is thrown is ours. */
function outcome<T>(resolve: () => T): T | string {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

const inputs = (tags: string[], flavor: string[], labels: string[]): MetadataInputs => ({
  images: ['ghcr.io/owner/app'],
  tags,
  flavor,
  labels,
  annotations: labels,
  sepTags: '\n',
  sepLabels: '\n',
  sepAnnotations: '\n',
  bakeTarget: 'x',
});

describe('any lines at all', () => {
  test('of tags, flavor and labels: never a crash, never an invalid name, the same result twice', () => {
    const lines = fc.array(ruleLine, { maxLength: 4 });
    const flavors = fc.oneof(fc.constant<string[]>([]), fc.array(flavorLine, { maxLength: 2 }));
    fc.assert(
      fc.property(lines, flavors, fc.array(text, { maxLength: 2 }), facts, (tags, flavor, labels, run) => {
        const resolve = () =>
          outcome(() => resolveMetadata(inputs(tags, flavor, labels), run, { version: '1.2.3' }));
        const first = resolve();
        expect(resolve()).toEqual(first);
        if (typeof first === 'string') return;
        const names = first.release.tags.map(({ name }) => name);
        for (const name of names) expect(name).toMatch(TAG);
        expect(new Set(names).size).toBe(names.length);
        expect(JSON.parse(first.outputs.json)['tag-names']).toEqual(names);
      }),
      { numRuns: 1000 },
    );
  });

  test('of rules that all are valid: names are valid and there is at most one of each', () => {
    const valid = fc
      .tuple(
        fc.constantFrom(
          'type=raw,value=',
          'type=sha,prefix=',
          'type=ref,event=branch,suffix=',
          'type=match,pattern=.*,value=',
        ),
        word,
      )
      .map(([rule, rest]) => rule + rest.replace(/["\n\r,{}]/g, ''));
    fc.assert(
      fc.property(fc.array(valid, { minLength: 1, maxLength: 5 }), facts, (tags, run) => {
        const { release } = resolveMetadata(inputs(tags, [], []), run, {});
        const names = release.tags.map(({ name }) => name);
        for (const name of names) expect(name).toMatch(TAG);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('of channels', () => {
    const trigger = fc.oneof(
      word,
      fc.constantFrom(
        'tag v*',
        'tag **',
        'branch main',
        'branch <default>',
        'branch [',
        'schedule',
        'dispatch',
        'pull_request',
      ),
    );
    const line = fc.oneof(
      text,
      fc
        .tuple(
          fc.constantFrom('stable', 'beta', 'a', 'b'),
          fc.array(trigger, { minLength: 1, maxLength: 2 }),
          fc.array(text, { maxLength: 2 }),
        )
        .map(
          ([name, triggers, tags]) =>
            `${name}: ${triggers.join(', ')}${tags.length > 0 ? ` => ${tags.join(' ')}` : ''}`,
        ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 3 }), facts, (lines, run) => {
        const resolved = outcome(() => {
          const rule = matchChannel(parseChannels(lines, 'v'), run, 'v');
          return rule && resolveChannel(rule, run, { version: '1.2.3' });
        });
        if (resolved === undefined || typeof resolved === 'string') return;
        for (const { name } of resolved.tags) expect(name).toMatch(TAG);
      }),
      { numRuns: 1000 },
    );
  });

  test('of a Dockerfile', () => {
    const piece = fc.oneof(
      word,
      fc.constantFrom(
        'FROM x AS y',
        'FROM y',
        'LABEL ',
        'a=b',
        '"',
        "'",
        '\\',
        '\n',
        '\\\n',
        'RUN <<EOF',
        'EOF',
        '# escape=`\n',
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        for (const key of dockerfileLabelKeys(pieces.join(''))) expect(typeof key).toBe('string');
      }),
      { numRuns: 1000 },
    );
  });
});
