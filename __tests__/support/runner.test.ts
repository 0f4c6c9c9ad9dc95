import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFileCommands } from './fileCommands.ts';
import { makeFolder, runAction } from './runner.ts';
import { parseWorkflowCommands } from './workflowCommands.ts';

/** A step of one file, to see what the runner makes of it. */
function program(source: string): string {
  const file = join(makeFolder('program-'), 'step.mjs');
  writeFileSync(file, source);
  return file;
}

describe('parseFileCommands', () => {
  test.each([
    ['a=b=c\n', { a: 'b=c' }],
    ['a<<END\none\ntwo\nEND\nb=\n', { a: 'one\ntwo', b: '' }],
    ['a<<E\nb=c\nE\n', { a: 'b=c' }],
  ])('%j', (text, expected) => expect(parseFileCommands(text)).toEqual(expected));

  test('refuses what the runner refuses', () => {
    expect(() => parseFileCommands('a<<END\nb\n')).toThrow('END');
    expect(() => parseFileCommands('word\n')).toThrow('word');
  });
});

test('parseWorkflowCommands reads commands, and none between stop-commands and its token', () => {
  const commands = parseWorkflowCommands(
    '::add-mask::s3cret\n::error title=A,file=Dockerfile,line=3::one%0Atwo\n::stop-commands::t\n::warning::no\n::t::\n::group::G\n::set-output name=a::b\n',
  );
  expect(commands.masks).toEqual(['s3cret']);
  expect(commands.annotations).toEqual([
    { level: 'error', message: 'one\ntwo', title: 'A', file: 'Dockerfile', line: 3 },
  ]);
  expect(commands.groups).toEqual(['G']);
  expect(commands.unknown).toEqual(['set-output']);
  expect(commands.log).not.toContain('s3cret');
  expect(commands.log).toContain('::warning::no');
});

test('a step gets its inputs, its event and nothing of our own environment', async () => {
  process.env.CANARY = 'ours';
  const { outputs, state, summary, exitCode } = await runAction({
    program: program(`
      import { appendFileSync, readFileSync } from 'node:fs';
      const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
      appendFileSync(process.env.GITHUB_OUTPUT, 'seen<<D\\n' + [process.env['INPUT_BUILD-ARGS'], process.env.CANARY, event.a,
        process.env.GITHUB_REF_NAME, process.env.GITHUB_REF_TYPE, process.env.STATE_x].join('|') + '\\nD\\n');
      appendFileSync(process.env.GITHUB_STATE, 'kept=1\\n');
      appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Done');
      process.exitCode = 3;`),
    inputs: { 'build-args': 'A=1' },
    event: { ref: 'refs/tags/v1', payload: { a: 'payload' } },
    state: { x: 'saved' },
  });
  delete process.env.CANARY;
  expect({ outputs, state, summary, exitCode }).toEqual({
    outputs: { seen: 'A=1||payload|v1|tag|saved' },
    state: { kept: '1' },
    summary: '# Done',
    exitCode: 3,
  });
});

test('cancelling sends SIGINT once the output matches', async () => {
  const result = await runAction({
    program: program(`
      process.on('SIGINT', () => { console.log('interrupted'); process.exit(2); });
      console.log('building'); setInterval(() => {}, 1000);`),
    cancel: { when: /building/ },
  });
  expect(result.exitCode).toBe(2);
  expect(result.stdout).toBe('building\ninterrupted\n');
  expect(result.cancelledMs).toBeLessThan(5000);
});

test('every child is recorded, however short it lives, and so are theirs', async () => {
  const { children, exitCode } = await runAction({
    program: program(`
      import { execFileSync, spawn } from 'node:child_process';
      execFileSync('true', ['sync-child']);
      spawn('true', ['quick-child']);
      spawn('sh', ['-c', 'sleep 0.2; exit 0', 'slow-child']);`),
    record: true,
  });
  expect(exitCode).toBe(0);
  expect(children).toContainEqual(['true', 'sync-child']);
  expect(children).toContainEqual(['true', 'quick-child']);
  expect(children).toContainEqual(['sh', '-c', 'sleep 0.2; exit 0', 'slow-child']);
  if (process.platform === 'linux') expect(children).toContainEqual(['sleep', '0.2']);
});
