import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ExecOptions, type ExecResult, exec } from '../../src/host/exec.ts';
import { parseWorkflowCommands } from '../support/workflowCommands.ts';

const host = (name: string) =>
  JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src', name)).href);
const HEAD = `import { runEntry } from ${host('host/entry.ts')}; import { UserError } from ${host('errors.ts')}; import { createPlainLog } from ${host('host/plainLog.ts')};`;
const PLAIN = '{ out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }';

/** A process whose entry point is this body of an async function of `entry`. */
function run(
  body: string,
  { log = '', ...options }: ExecOptions & { log?: string } = {},
): Promise<ExecResult> {
  const script = `${HEAD} await runEntry(async (entry) => { ${body} }${log && `, ${log}`});`;
  const env = { ...process.env, ...options.env };
  return exec([process.execPath, '--input-type=module', '-e', script], { ...options, env });
}

describe('an entry point', () => {
  test('that comes through, although a connection is kept', async () => {
    const result = await run(
      "setInterval(() => {}, 1000); entry.log.info(entry.cwd + ' ' + entry.environment.ONLY);",
      {
        cwd: '/',
        env: { ONLY: 'this' },
      },
    );
    expect({ code: result.exitCode, out: result.stdout.toString() }).toEqual({ code: 0, out: '/ this\n' });
  });

  test("a user's fault is one annotation, with what to do, where, and by what cause", async () => {
    const result = await run(
      "throw new UserError('not so', { hint: 'but so', place: { file: 'Dockerfile', startLine: 3 }, cause: new Error('::error::why', { cause: 'deeper' }) });",
    );
    const { annotations, log } = parseWorkflowCommands(result.stdout.toString());
    expect(result.exitCode).toBe(1);
    expect(annotations).toEqual([
      { level: 'error', message: 'not so\nbut so', title: undefined, file: 'Dockerfile', line: 3 },
    ]);
    expect(log).toMatch(/caused by: ::error::why\ncaused by: deeper\n/);
    expect(log).not.toContain('    at ');
  });

  test('a machine that is full or read-only is no defect of ours', async () => {
    const result = await run("throw Object.assign(new Error('EROFS: read-only'), { code: 'EROFS' });");
    expect(result.stdout.toString()).toBe(
      '::error::The machine refuses what a run needs: EROFS: read-only%0ARUNNER_TEMP has to be writable.\n',
    );
  });

  test('a cause that the fault quotes is not told again', async () => {
    const result = await run("throw new UserError('GET /: refused', { cause: new Error('refused') });");
    expect(result.stdout.toString()).toBe('::error::GET /: refused\n');
  });

  test.each([
    ["throw new TypeError('x is undefined');", /x is undefined$/, /TypeError: x is undefined\n {4}at /],
    ["throw 'text';", /text$/, /^$/],
  ])('a defect is called one: %s', async (body, message, log) => {
    const result = await run(body);
    const told = parseWorkflowCommands(result.stdout.toString());
    expect(result.exitCode).toBe(1);
    expect(told.annotations).toHaveLength(1);
    expect(told.annotations[0]?.message).toMatch(/^This is a defect of publish-image: /);
    expect(told.annotations[0]?.message).toMatch(message);
    expect(told.log.split('\n').slice(1).join('\n')).toMatch(log);
  });

  test("a person's terminal shows no workflow commands, and results apart from what is said of them", async () => {
    const result = await run(
      "entry.log.info('{}'); entry.log.notice('a%'); entry.log.group('b'); entry.log.mask('secret'); throw new UserError('not so', { hint: 'but so', place: { file: 'Dockerfile', startLine: 3 } });",
      { log: `createPlainLog(${PLAIN})` },
    );
    expect({ out: result.stdout.toString(), err: result.stderr }).toEqual({
      out: '{}\n',
      err: 'notice: a%\nb\nDockerfile:3:error: not so\nbut so\n',
    });
  });

  test.each(['SIGINT', 'SIGTERM'])(
    '%s becomes an abort, which the entry point may still act on',
    async (name) => {
      const body = `setInterval(() => {}, 1000); entry.signal.addEventListener('abort', () => entry.log.info('put back'));
      setTimeout(() => process.kill(process.pid, '${name}'));
      await new Promise((_, reject) => entry.signal.addEventListener('abort', () => setTimeout(() => reject(entry.signal.reason), 10)));`;
      const result = await run(body);
      expect(result.exitCode).toBe(1);
      expect(result.stdout.toString()).toBe(`put back\n::error::cancelled by ${name}\n`);
    },
  );

  test('much that was said is still written', async () => {
    const result = await run("entry.log.info('x'.repeat(500_000)); throw new UserError('end');");
    expect(result.stdout.toString()).toMatch(/x\n::error::end\n$/);
    expect(result.stdout.length).toBeGreaterThan(500_000);
  });
});
