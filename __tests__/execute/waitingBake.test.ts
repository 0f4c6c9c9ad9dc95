import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bakeArgv } from '../../src/execute/buildCommands.ts';
import { createBuildFolder, startWaitingBake } from '../../src/execute/waitingBake.ts';
import { type Exec, exec } from '../../src/host/exec.ts';

/** Starts a script in buildx's place, which gets bake's arguments after its own. */
async function start(script: string) {
  const temporary = mkdtempSync(join(tmpdir(), 'waiting-'));
  const launch = {
    buildx: ['sh', '-c', script] as const,
    builder: 'own',
    allow: ['fs=*'],
    env: { ...process.env, SECRET: 'value' },
  };
  const cancel = new AbortController();
  let result: ReturnType<Exec> | undefined;
  const recorded: Exec = (...started) => {
    result = exec(...started);
    return result;
  };
  const waiting = startWaitingBake(
    { ...launch, folder: await createBuildFolder(temporary) },
    { exec: recorded, signal: cancel.signal },
  );
  return { waiting, argv: bakeArgv(launch, waiting.folder), cancel, result: () => result };
}

/** Goes on with what waits; tells what it printed. */
async function goOn({ waiting, argv }: Awaited<ReturnType<typeof start>>, input: string) {
  const said = { out: '', err: '' };
  const run = waiting.take(argv);
  const result = await run?.(argv, {
    input,
    onStdout: (chunk) => {
      said.out += chunk;
    },
    onStderr: (chunk) => {
      said.err += chunk;
    },
  });
  return { ok: result?.ok, ...said };
}

test('the definition reaches the process that waits, and what it prints reaches the caller', async () => {
  const started = await start('read line; echo "$line $SECRET"; echo "$@" >&2');
  expect(await goOn(started, 'definition\n')).toEqual({
    ok: true,
    out: 'definition value\n',
    err: `${started.argv.slice(4).join(' ')}\n`,
  });
});

test('why it failed at once is told to whoever takes it later', async () => {
  const started = await start('echo "no builder own" >&2; exit 1');
  await expect.poll(() => started.waiting.take(['another'])).toBeUndefined();
  expect(await goOn(started, '{}')).toEqual({ ok: false, out: '', err: 'no builder own\n' });
});

test('it is taken once, and only for the command that it was started with', async () => {
  const started = await start('cat');
  expect(started.waiting.take([...started.argv, '--allow=ssh'])).toBeUndefined();
  expect(await goOn(started, 'one')).toMatchObject({ out: 'one' });
  expect(started.waiting.take(started.argv)).toBeUndefined();
});

test('what nobody takes ends at once, whatever it is doing', async () => {
  const { waiting, result } = await start('trap "" INT TERM; exec sleep 600');
  await waiting.discard();
  expect(await result()).toMatchObject({ ok: false, signal: 'SIGKILL' });
});

test('a cancelled run ends it', async () => {
  const started = await start('exec sleep 600');
  const ended = goOn(started, '');
  started.cancel.abort();
  expect(await ended).toMatchObject({ ok: false });
});
