import { describe, expect, test } from 'vitest';
import { forbiddenEdges, functionLengths, importsOf, readSources } from './support/architecture.ts';

const FILE_LINES = 150;
const FUNCTION_LINES = 40;
const OUTSIDE = /\bprocess\.env\b|\bgetInput\(/;
const VAGUE = /(^|\/)(utils?|helpers?|common|managers?|misc|shared)(\.|\/)/i;

const src = readSources('src');
const written = [...src, ...readSources('scripts'), ...readSources('benchmarks')];

test('every import is one that the table has', () => {
  expect(src.flatMap(([path, text]) => forbiddenEdges(path, text))).toEqual([]);
});

test(`no file has more than ${FILE_LINES} lines`, () => {
  const long = written
    .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > FILE_LINES);
  expect(long).toEqual([]);
});

test(`no function has more than ${FUNCTION_LINES} lines`, () => {
  const long = written.flatMap(([path, text]) =>
    functionLengths(text)
      .filter(({ lines }) => lines > FUNCTION_LINES)
      .map(({ name, line, lines }) => `${path}:${line} ${name} has ${lines} lines`),
  );
  expect(long).toEqual([]);
});

test('the environment and inputs are read in inputs/, context/ and host/ alone', () => {
  const readers = src.filter(
    ([path, text]) => !/^src\/(inputs|context|host)\//.test(path) && OUTSIDE.test(text),
  );
  expect(readers.map(([path]) => path)).toEqual([]);
});

test('files are named after what they hold', () => {
  expect(written.map(([path]) => path).filter((path) => VAGUE.test(path))).toEqual([]);
});

describe('the rules see', () => {
  test.each([
    ['src/plan/a.ts', "import { readFile } from 'node:fs/promises';", 'node:fs/promises'],
    ['src/plan/a.ts', "import * as core from '@actions/core';", '@actions/core'],
    ['src/plan/a.ts', "import { parse } from '../inputs/parse.ts';", 'inputs'],
    ['src/plan/tags/a.ts', "import { git } from '../../context/git.ts';", 'context'],
    ['src/plan/a.ts', "import type { Exec } from '../host/exec.ts';", 'host'],
    ['src/plan/a.ts', "import {\n  a,\n  type B,\n} from '../context/context.ts';", 'context'],
    ['src/registry/a.ts', "export { plan } from '../plan/plan.ts';", 'plan'],
    ['src/host/a.ts', "const { a } = await import('../registry/client.ts');", 'registry'],
    ['src/report/a.ts', "import { run } from '../execute/execute.ts';", 'execute'],
    ['src/execute/a.ts', "import '../main.ts';", 'main'],
    ['src/extra/a.ts', '', 'extra'],
  ])('%s: %s', (path, text, culprit) => {
    expect(forbiddenEdges(path, text)).toEqual([expect.stringContaining(culprit)]);
  });

  test.each([
    ['src/plan/a.ts', "import type { Context } from '../context/context.ts';"],
    ['src/plan/tags/a.ts', "import { b } from '../b.ts';\nimport { UserError } from '../../errors.ts';"],
    [
      'src/execute/a.ts',
      "import { exec } from '../host/exec.ts';\nimport type { Plan } from '../plan/plan.ts';",
    ],
    ['src/index.ts', "await import('./main.ts');"],
    ['src/context/a.ts', "import { readFile } from 'node:fs/promises';"],
  ])('no fault in %s: %s', (path, text) => expect(forbiddenEdges(path, text)).toEqual([]));

  test('the length of functions in all their forms', () => {
    const text = [
      'export async function one(',
      '  a: string,',
      '): Promise<void> {',
      '  await a;',
      '}',
      'const two = (a: number) => {',
      '  if (a) {',
      '    a += 1;',
      '  }',
      '};',
      'const three = (a: number) => a + 1;',
      'class Four {',
      '  five(a: number): void {',
      '    this.six(a);',
      '  }',
      '}',
    ].join('\n');
    expect(functionLengths(text).map(({ line, lines }) => [line, lines])).toEqual([
      [1, 5],
      [6, 5],
      [13, 3],
    ]);
  });

  test('imports over several lines, and none in strings', () => {
    expect(importsOf("import type {\n  A,\n} from './a.ts';\nexport const b = 'import x';\n")).toEqual([
      { from: './a.ts', typesOnly: true },
    ]);
  });
});
