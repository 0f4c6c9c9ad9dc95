import { describe, expect, test } from 'vitest';
import type { Context } from '../../../src/context/context.ts';
import type { Metadata } from '../../../src/plan/metadata.ts';
import { resolveMetadata } from '../../../src/plan/metadata.ts';
import { ruleTypeRows, ruleTypes } from '../../../src/plan/tags/index.ts';
import { parseRules } from '../../../src/plan/tags/parse.ts';
import { context } from '../../support/context.ts';

const NO_INPUTS = {
  images: [],
  tags: [],
  flavor: [],
  labels: [],
  annotations: [],
  sepTags: '\n',
  sepLabels: '\n',
  sepAnnotations: '\n',
  bakeTarget: 'x',
};

const resolve = (tags: string[], facts: Context = onTag('v1.2.3'), flavor: string[] = []): Metadata =>
  resolveMetadata({ ...NO_INPUTS, tags, flavor }, facts, {});
const names = (metadata: Metadata) => metadata.release.tags.map(({ name }) => name);
const warnings = (metadata: Metadata) =>
  metadata.release.notices.filter(({ level }) => level === 'warning').map(({ text }) => text);

function onTag(gitTag: string): Context {
  return context({ trigger: { kind: 'tag', gitTag }, run: { ref: `refs/tags/${gitTag}`, payload: {} } });
}

function onBranch(branch: string): Context {
  return context({ trigger: { kind: 'branch', branch }, run: { ref: `refs/heads/${branch}` } });
}

describe('faults of rule lines', () => {
  test.each([
    ['type=semvr,pattern={{version}}', 'type=semvr is not known; did you mean "semver"?'],
    [
      'type=foo',
      'type=foo is not known; known are schedule, channel, semver, pep440, match, edge, ref, raw, sha',
    ],
    ['type=', 'type= is not known'],
    ['type=semver', '"pattern" is missing; write pattern={{version}}'],
    ['type=pep440', '"pattern" is missing'],
    ['type=match', '"pattern" is missing'],
    ['type=raw', '"value" is missing; write value=name'],
    ['type=raw,valu=x', '"value" is missing; write value=name, not valu='],
    ['user/app:latest', 'is a whole reference; write user/app into `images`, and latest here'],
    ['ghcr.io/a/b:1.0,enable=true', 'is a whole reference; write ghcr.io/a/b into `images`, and 1.0 here'],
    ['type=ref', '"event" is missing; write event=branch'],
    ['type=ref,event=foo', 'event=foo is not known; write one of event=branch, event=tag, event=pr'],
    ['type=sha,format=foo', 'format=foo is not known; write one of format=short, format=long'],
    ['type=match,pattern=v(.*),group=foo', 'group=foo is no number'],
    ['type=match,pattern=v(.*', 'pattern=v(.* is no regular expression'],
    ['type=match,pattern=/v(.*)/q', 'pattern=v(.*) is no regular expression: Invalid flags'],
    ['type=semver,pattern={{version}},match=[', 'match=[ is no regular expression'],
    ['type=raw,value=x,enable=yes', 'enable comes to "yes"; expected true or false'],
    ['type=raw,value=x,enable=', 'enable comes to ""'],
    ['type=raw,value=x,priority=high', 'priority=high is no number; raw has 200 where none is given'],
    ['type=raw,value={{branch', 'has "{{" without "}}"'],
    ['type=match,pattern="a,b"', 'its quotes cannot be read; quote a whole attribute'],
    ['type=raw,"value=a', 'its quotes cannot be read'],
  ])('%s', (line, message) => {
    expect(() => parseRules([line])).toThrow(`"${line}": `);
    expect(() => parseRules([line])).toThrow(message);
  });

  test('all lines are told at once', () => {
    expect(() => parseRules(['type=foo', 'type=sha', 'type=semver'])).toThrow(
      /^Input tags has 2 faults:\n {2}- "type=foo": .*\n {2}- "type=semver": /,
    );
  });

  test('faults of several inputs are told at once', () => {
    const inputs = {
      ...NO_INPUTS,
      tags: ['type=foo'],
      flavor: ['latest=maybe'],
      images: ['UPPER case'],
      labels: ['a={{'],
    };
    expect(() => resolveMetadata(inputs, onTag('v1.2.3'), {})).toThrow(
      /images.*\n.*flavor.*\n.*tags.*\n.*labels/,
    );
  });

  test.each([
    ['type=raw,value=x,enable={{branch}}', 'enable comes to "main"'],
    ["type=raw,value={{date 'YYYY' tz='Nowhere'}}", '"Nowhere" is no time zone'],
    ["type=raw,value={{date 'YYYY' zone='UTC'}}", '"zone" is no option of {{date}}'],
    [`type=raw,value=${'a'.repeat(129)}`, 'has 129 characters'],
  ])('what only shows in a run: %s', (line, message) => {
    expect(() => resolve([line], onBranch('main'))).toThrow(`"${line}": `);
    expect(() => resolve([line], onBranch('main'))).toThrow(message);
  });
});

describe('lenience', () => {
  test.each<[string, string[], string[]]>([
    ['a bare word', ['foo'], ['foo']],
    ['a bare word with attributes', ['type=raw,foo,enable=true'], ['foo']],
    ['the last bare word counts', ['type=raw,foo,bar'], ['bar']],
    ['blanks', [' type = raw , value = foo '], ['foo']],
    ['keys in another case', ['TYPE=raw,Value=foo'], ['foo']],
    ['the last of two equal keys', ['type=raw,value=a,value=b'], ['b']],
    ['a value with =', ['type=raw,value=a=b'], ['a-b']],
    ['nothing before =', ['type=raw,=foo'], ['foo']],
    ['comments and blank lines', ['# type=raw,no', '', '  ', 'yes'], ['yes']],
    ['an attribute with a comma in quotes', ['type=match,"pattern=\\d{1,2}"'], ['1', 'latest']],
    ['a line in quotes', ['"type=raw,value=foo"'], ['foo']],
    [
      'a value that a workflow left empty',
      ['type=raw,value=', 'type=semver,pattern={{version}},value=', 'x'],
      ['1.2.3', 'x', 'latest'],
    ],
    ['a disabled line', ['type=raw,value=a,enable=false', 'b'], ['b']],
    [
      'double names',
      ['a', 'type=raw,value=a', 'type=raw,value=latest', 'type=ref,event=tag'],
      ['v1.2.3', 'a', 'latest'],
    ],
  ])('%s', (_name, lines, expected) => {
    expect(names(resolve(lines))).toEqual(expected);
  });

  test('an unknown attribute is ignored, with the nearest name', () => {
    const result = resolve(['type=sha,formt=long']);
    expect(names(result)).toEqual(['sha-860c190']);
    expect(warnings(result)).toEqual([
      'tags: "type=sha,formt=long": "formt" is no attribute of type=sha, and ignored; did you mean "format"?',
    ]);
  });

  test.each([
    [
      'an expression',
      'type=raw,value=x{{brnch}}',
      '{{brnch}} is not known, and empty; did you mean "branch"?',
    ],
    [
      'a field of pattern',
      'type=semver,pattern={{version}}{{sha}}',
      '{{sha}} is not known in pattern, and empty',
    ],
    ['a prefix', 'type=raw,value=x,prefix={{nope}}', '{{nope}} is not known'],
    ['no SemVer', 'type=semver,pattern={{version}},value=x', 'x is no SemVer version'],
    ['no PEP 440', 'type=pep440,pattern={{version}},value=x', 'x does not conform to PEP 440'],
    ['no match', 'type=match,pattern=x', 'pattern=x does not match v1.2.3'],
    ['no such group', 'type=match,pattern=v(.*),group=2', 'has no group 2 in v1.2.3'],
    ['match without a group', 'type=semver,pattern={{version}},match=\\d+', 'has no group 1 in v1.2.3'],
    ['a name of nothing', 'type=raw,value=---', '"---" has no character that a tag may have'],
  ])('a warning: %s', (_name, line, message) => {
    expect(warnings(resolve([line])).join()).toContain(message);
  });
});

describe('names', () => {
  test.each<[string, string]>([
    ['1.0.0+build.5', '1.0.0-build.5'],
    ['feature/x y#1', 'feature-x-y-1'],
    ['a&b', 'a-b'],
    ['.hidden', 'hidden'],
    ['-._x', '_x'],
    ['ÄÖÜ-x', 'x'],
    ['a'.repeat(128), 'a'.repeat(128)],
  ])('%s becomes %s', (value, name) => {
    expect(names(resolve([`type=raw,value=${value}`]))).toEqual([name]);
  });

  test('an expression is not escaped', () => {
    expect(names(resolve(['type=raw,value={{branch}}'], onBranch("a&b'c")))).toEqual(['a-b-c']);
  });

  test('two rules that come to one name are told', () => {
    expect(warnings(resolve(['type=raw,value=a/b', 'type=raw,value=a+b']))).toEqual([
      'tags: "type=raw,value=a/b" (a/b) and "type=raw,value=a+b" (a+b) both come to the tag a-b',
    ]);
  });

  test.each<[string, string[], string[], string[]]>([
    ['the flavor', ['prefix=p-', 'suffix=-s'], ['x', 'type=sha'], ['p-x-s', 'sha-860c190-s']],
    [
      'a rule of its own, even empty',
      ['prefix=p-,onlatest=true', 'suffix=-s'],
      ['type=raw,value=x,prefix=,suffix='],
      ['x'],
    ],
    [
      'latest with both',
      ['prefix=p-,onlatest=true', 'suffix=-s,onlatest=true', 'latest=true'],
      ['x'],
      ['p-x-s', 'p-latest-s'],
    ],
    ['latest without', ['suffix=-s', 'latest=true'], ['x'], ['x-s', 'latest']],
    ['expressions', ['prefix={{sha}}-'], ['x'], ['860c190-x']],
    ['latest=false', ['latest=false'], ['type=ref,event=tag'], ['v1.2.3']],
    ['latest=true and nothing to tag', ['latest=true'], ['type=ref,event=pr'], []],
    ['an empty value keeps no affix of the flavor', ['suffix=-s'], ['type=raw,value='], []],
    ['an empty value keeps its own', [], ['type=raw,value=,suffix=s'], ['s']],
  ])('affixes: %s', (_name, flavor, tags, expected) => {
    expect(names(resolve(tags, onTag('v1.2.3'), flavor))).toEqual(expected);
  });
});

describe('rule types', () => {
  test.each<[string, string, string[]]>([
    ['v1.2.3', 'type=semver,pattern=v{{major}}.{{minor}}.{{patch}}', ['v1.2.3', 'latest']],
    ['v1.2.3', 'type=semver,pattern={{minor}}', ['2', 'latest']],
    ['v1.2.3+b.7', 'type=semver,pattern={{version}}_{{build}}', ['1.2.3_b-7', 'latest']],
    ['v1.2.3+b.7', 'type=semver,pattern={{raw}}', ['v1.2.3-b.7', 'latest']],
    ['v1.2.3-rc.1', 'type=semver,pattern={{major}}', ['1.2.3-rc.1']],
    ['v1.2.3-rc.1', 'type=semver,pattern={{ raw }}', ['v1.2.3-rc.1']],
    ['v1.2.3-rc.1', 'type=semver,pattern=x{{raw}}', ['1.2.3-rc.1']],
    ['v1.2.3-rc.1', 'type=semver,pattern={{major}},suffix=-x', ['1.2.3-rc.1-x']],
    ['p1/v1.2.3', 'type=semver,pattern={{version}},match=v(\\d.\\d.\\d)$', ['1.2.3', 'latest']],
    ['v1.2.3', 'type=semver,pattern={{version}},match=^x(.*)', ['1.2.3', 'latest']],
    ['p1/v1.2.3', 'type=semver,pattern={{version}}', []],
    ['01.2.3', 'type=semver,pattern={{version}}', []],
    ['1.2', 'type=semver,pattern={{version}}', []],
    ['v1.2.3', 'type=semver,pattern={{version}},match=/v(.*)/', ['1.2.3', 'latest']],
    ['p/v1.2.3/q', 'type=semver,pattern={{version}},match=/v(.*)/', ['1.2.3', 'latest']],
    ['release-1.2.3', 'type=pep440,pattern={{version}},match=/release-(.*)/', []],
    ['v1.2.3rc2', 'type=pep440,pattern={{raw}}', ['v1.2.3rc2']],
    ['1.2.3rc2+u.7', 'type=pep440,pattern={{version}}', ['1.2.3rc2-u-7']],
    ['1.2.3+Ubuntu_7.x', 'type=pep440,pattern={{version}}', ['1.2.3-ubuntu-7-x', 'latest']],
    ['1.2.3+u.7', 'type=pep440,pattern={{raw}}', ['1.2.3-u.7', 'latest']],
    ['1.2.3beta2', 'type=pep440,pattern={{major}}.{{minor}}', ['1.2.3b2']],
    ['1.0dev4', 'type=pep440,pattern={{major}}', ['1.0.dev4']],
    ['1.2', 'type=pep440,pattern={{major}}.{{minor}}.{{patch}}', ['1.2.0', 'latest']],
    ['v1.2.3', 'type=match,pattern=/\\d+/g,group=1', ['2', 'latest']],
    ['V1.2.3', 'type=match,pattern=/^v(.*)$/i,group=1', ['1.2.3', 'latest']],
    ['v1.2.3', 'type=match,pattern=v(?<x>\\d+),group=1,value=v7.0', ['7', 'latest']],
    ['v1.2.3', 'type=edge', []],
    ['v1.2.3', 'type=schedule', []],
    ['v1.2.3', 'type=channel', []],
    ['v1.2.3', 'type=raw,value={{tag}}-{{sha}}', ['v1.2.3-860c190']],
  ])('%s with %s', (gitTag, line, expected) => {
    expect(names(resolve([line], onTag(gitTag)))).toEqual(expected);
  });

  test('the length of a short sha', () => {
    const facts = (length: string) => context({ environment: { DOCKER_METADATA_SHORT_SHA_LENGTH: length } });
    expect(names(resolve(['type=sha', '{{sha}}'], facts('12')))).toEqual([
      '860c1904a1ce',
      'sha-860c1904a1ce',
    ]);
    expect(names(resolve(['type=sha'], facts('99')))).toEqual([
      'sha-860c1904a1ce19322e91ac35af1ab07466440c37',
    ]);
    expect(() => resolve(['type=sha'], facts('many'))).toThrow('DOCKER_METADATA_SHORT_SHA_LENGTH is "many"');
  });

  test.each([
    ['issues', 'refs/heads/other', 'true'],
    ['schedule', 'refs/heads/other', 'true'],
    ['push', 'refs/heads/main', 'true'],
    ['push', 'refs/heads/other', 'false'],
    ['push', 'refs/tags/main', 'false'],
    ['workflow_dispatch', 'refs/heads/main', 'true'],
    ['pull_request_target', 'refs/heads/main', 'false'],
  ])('{{is_default_branch}} of %s on %s is %s', (event, ref, expected) => {
    const facts = context({
      run: { event, ref, payload: { number: 7, repository: { default_branch: 'main' } } },
    });
    expect(names(resolve(['{{is_default_branch}}{{is_not_default_branch}}'], facts))).toEqual([
      expected === 'true' ? 'truefalse' : 'falsetrue',
    ]);
  });

  test('priorities order names, and the first is the version', () => {
    const result = resolve([
      'type=sha',
      'x',
      'type=semver,pattern={{version}}',
      'type=raw,value=first,priority=2000',
      'type=raw,value=last,priority=-1',
    ]);
    expect(names(result)).toEqual(['first', '1.2.3', 'x', 'sha-860c190', 'last']);
    expect(result.release.version).toBe('first');
    expect(result.sourceVersion).toBe('1.2.3');
  });

  test('every type is documented', () => {
    for (const row of ruleTypeRows())
      expect(
        Object.values(row).every(
          (cell) => typeof cell === 'number' || cell.length > 0 || cell === row.attributes,
        ),
      ).toBe(true);
    expect(ruleTypes.map(({ priority }) => priority)).toEqual(
      ruleTypes.map(({ priority }) => priority).toSorted((a, b) => b - a),
    );
  });
});

describe('immutable or floating', () => {
  const version = (scope: object = {}) => ({ kind: 'version', prerelease: false, ...scope });
  const ancestry = { kind: 'ancestry' };
  const immutable = { kind: 'immutable' };

  test.each<[string, Context, object[]]>([
    ['type=semver,pattern={{version}}', onTag('v1.2.3'), [immutable, version()]],
    ['type=semver,pattern=v{{raw}}', onTag('v1.2.3'), [immutable, version()]],
    ['type=semver,pattern={{major}}.{{minor}}.{{patch}}', onTag('v1.2.3'), [immutable, version()]],
    [
      'type=semver,pattern={{major}}.{{minor}}',
      onTag('v1.2.3'),
      [version({ major: 1, minor: 2 }), version()],
    ],
    ['type=semver,pattern=v{{major}}', onTag('v1.2.3'), [version({ major: 1 }), version()]],
    ['type=semver,pattern={{major}},suffix=-{{sha}}', onTag('v1.2.3'), [immutable, version()]],
    ['type=semver,pattern=stable', onTag('v1.2.3'), [version(), version()]],
    ['type=semver,pattern={{major}}', onTag('v1.2.3-rc.1'), [immutable]],
    ['type=pep440,pattern={{major}}', onTag('1.2.post1'), [immutable]],
    ['type=match,pattern=\\d.\\d', onTag('v1.2.3'), [version({ major: 1, minor: 2 }), version()]],
    ['type=match,pattern=\\d.\\d.\\d', onTag('v1.2.3'), [immutable, version()]],
    ['type=ref,event=tag', onTag('v1.2.3'), [immutable, version()]],
    ['type=ref,event=tag', onTag('v1'), [version({ major: 1 }), version()]],
    ['type=ref,event=tag', onTag('nightly'), [version(), version()]],
    ['stable', onTag('v1.2.3'), [version()]],
    ['1.2', onTag('v1.2.3'), [version({ major: 1, minor: 2 })]],
    ['1.2.3', onTag('v1.2.3'), [immutable]],
    ['{{tag}}', onTag('v1.2.3'), [immutable]],
    ['x-{{tag}}', onTag('stable'), [version()]],
    ['stable', onBranch('main'), [ancestry]],
    ['1.2.3', onBranch('main'), [ancestry]],
    ['type=ref,event=branch', onBranch('main'), [ancestry]],
    ['type=edge', onBranch('main'), [ancestry]],
    ['type=sha', onBranch('main'), [immutable]],
    ['{{branch}}-{{sha}}', onBranch('main'), [immutable]],
    ["{{date 'YYYYMMDD'}}", onBranch('main'), [ancestry]],
    ["{{date 'YYYYMMDD'}}-{{run_number}}", onBranch('main'), [immutable]],
  ])('%s (%#)', (line, facts, guards) => {
    const { tags } = resolve([line], facts).release;
    expect(tags.map(({ guard }) => guard)).toEqual(guards);
    for (const { guard, because } of tags)
      expect(because).toMatch(guard.kind === 'immutable' ? /^immutable: / : /^floating: /);
  });
});

test("a fork's branch is no ref of ours, whatever it is called", () => {
  const facts = context({
    trigger: { kind: 'none' },
    run: { event: 'workflow_run', ref: 'other:main' },
    git: { sha: 'a'.repeat(40) },
  });
  const rules = ['type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr', 'type=edge', 'type=sha'];
  const { release } = resolve([...rules, 'type=raw,value=main,enable={{is_default_branch}}'], facts);
  expect(release.tags.map(({ name }) => name)).toEqual(['sha-aaaaaaa']);
});
