import { describe, expect, test } from 'vitest';
import { type Argv, type ExecOptions, exec } from '../../src/host/exec.ts';

const sh = (script: string, options?: ExecOptions) => exec(['sh', '-c', script], options);
const bytes = (length: number, fill: string) => Buffer.alloc(length, fill);

describe('a program that ends', () => {
  test('with what it wrote', async () => {
    const result = await sh('printf out; printf err >&2');
    expect({ ...result, stdout: result.stdout.toString() }).toEqual({
      ok: true,
      exitCode: 0,
      signal: undefined,
      stdout: 'out',
      stderr: 'err',
      error: undefined,
    });
  });

  test('badly', async () => {
    expect(await sh('echo why >&2; exit 7')).toMatchObject({ ok: false, exitCode: 7, stderr: 'why\n' });
  });

  test('by a signal of its own', async () => {
    expect(await sh('kill -TERM $$')).toMatchObject({ ok: false, exitCode: undefined, signal: 'SIGTERM' });
  });

  test('with bytes that are no text', async () => {
    const { stdout } = await sh("printf '\\377\\000\\376'");
    expect([...stdout]).toEqual([255, 0, 254]);
  });

  test.each<[string, Argv, ExecOptions]>([
    ['no such program', ['/nowhere/program'], {}],
    ['no such folder', ['true'], { cwd: '/nowhere' }],
    ['a folder', ['/'], {}],
    ['an argument that is too long', ['true', 'x'.repeat(4_000_000)], {}],
    ['an argument that no program can get', ['true', 'a\0b'], {}],
  ])('never thrown: %s', async (_, argv, options) => {
    const result = await exec(argv, options);
    expect(result).toMatchObject({ ok: false, exitCode: undefined });
    expect(result.error).toBeInstanceOf(Error);
  });
});

describe('what goes in', () => {
  test('arguments are never read by a shell', async () => {
    const { stdout } = await exec(['printf', '%s|', '$HOME', '`id`', 'a b', '"', ';x', '']);
    expect(stdout.toString()).toBe('$HOME|`id`|a b|"|;x||');
  });

  test('standard input that comes later', async () => {
    const input = Promise.withResolvers<string>();
    const result = exec(['sh', '-c', 'echo ready; cat'], {
      input: input.promise,
      onStdout: () => input.resolve('later'),
      onStderr: () => {},
    });
    expect(await result).toMatchObject({ ok: true });
  });

  test.each<[string, string | Uint8Array | undefined, string]>([
    ['text', 'grüße\n', 'grüße\n'],
    ['bytes', new TextEncoder().encode('bytes'), 'bytes'],
    ['nothing', undefined, ''],
  ])('standard input: %s, and its end', async (_, input, expected) => {
    const { stdout } = await exec(['cat'], input === undefined ? {} : { input });
    expect(stdout.toString()).toBe(expected);
  });

  test('much of it', async () => {
    const { stdout } = await exec(['cat'], { input: bytes(3_000_000, 'a') });
    expect(stdout.equals(bytes(3_000_000, 'a'))).toBe(true);
  });

  test('a child that does not read it tells by its exit code', async () => {
    const result = await sh('exec <&-; exit 3', { input: bytes(3_000_000, 'a') });
    expect(result).toMatchObject({ ok: false, exitCode: 3, error: undefined });
  });

  test('the whole environment, or ours', async () => {
    const print = 'printf "%s" "${ONLY-none} ${HOME-none}"';
    const given = await sh(print, { env: { PATH: process.env.PATH ?? '', ONLY: 'this' } });
    expect(given.stdout.toString()).toBe('this none');
    expect((await sh(print)).stdout.toString()).toBe(`none ${process.env.HOME ?? 'none'}`);
  });

  test('the folder', async () => {
    expect((await exec(['pwd'], { cwd: '/' })).stdout.toString()).toBe('/\n');
  });
});

describe('what comes out', () => {
  test('as it comes, where somebody listens', async () => {
    const out: string[] = [];
    const err: string[] = [];
    const result = await sh('echo a; echo b >&2', {
      onStdout: (chunk) => out.push(chunk.toString()),
      onStderr: (chunk) => err.push(chunk.toString()),
    });
    expect([out.join(''), err.join(''), result.stdout.length, result.stderr]).toEqual([
      'a\n',
      'b\n',
      0,
      'b\n',
    ]);
  });

  test('a character of standard error that comes in two pieces', async () => {
    const pieces: string[] = [];
    const command = "printf 'a\\303' >&2; sleep 0.1; printf '\\251b' >&2";
    const { stderr } = await sh(command, { onStderr: (text) => pieces.push(text) });
    expect([pieces.join(''), stderr]).toEqual(['aéb', 'aéb']);
  });

  test('of standard error the last part is kept', async () => {
    const { stderr } = await sh('head -c 400000 /dev/zero | tr "\\0" x >&2; printf end >&2');
    expect(stderr).toHaveLength(256 * 1024);
    expect(stderr.endsWith('xend')).toBe(true);
  });
});

describe('a program that is ended', () => {
  const told = (controller: AbortController): ExecOptions => ({
    signal: controller.signal,
    onStdout: () => controller.abort(new Error('cancelled')),
  });

  test('by SIGINT, on which it may clean up', async () => {
    const controller = new AbortController();
    const script = 'trap "echo cleaned >&2; exit 130" INT; echo ready; while :; do sleep 0.02; done';
    expect(await sh(script, told(controller))).toMatchObject({
      ok: false,
      exitCode: 130,
      stderr: 'cleaned\n',
    });
  });

  test('by SIGINT, which it does not handle', async () => {
    const controller = new AbortController();
    expect(await sh('echo ready; exec sleep 30', told(controller))).toMatchObject({
      ok: false,
      signal: 'SIGINT',
    });
  });

  test('before it starts', async () => {
    const result = await exec(['sleep', '30'], { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false, signal: 'SIGINT' });
  });

  test('when its time is up', async () => {
    expect(await exec(['sleep', '30'], { timeoutMs: 30 })).toMatchObject({ ok: false, signal: 'SIGINT' });
  });

  test('not by a signal that comes after its end', async () => {
    const controller = new AbortController();
    const result = await exec(['true'], { signal: controller.signal, timeoutMs: 10_000 });
    controller.abort();
    expect(result.ok).toBe(true);
  });
});
