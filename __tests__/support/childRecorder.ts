/**
 * Loaded into the action's process (`node --import`) by the runner: appends the argv of every child that is started
 * to the file that CHILD_RECORD names, as a line of JSON, before it starts.
 */
import childProcess from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const file = process.env.CHILD_RECORD ?? '';
delete process.env.CHILD_RECORD;

const original = childProcess.ChildProcess.prototype as unknown as {
  spawn: (options: { args?: readonly string[]; file?: string }) => number;
};
const spawn = original.spawn;
original.spawn = function recorded(options) {
  appendFileSync(file, `${JSON.stringify([options.file, ...(options.args ?? []).slice(1)])}\n`);
  return spawn.call(this, options);
};

// The synchronous ones do not go through ChildProcess, nor through each other's exports.
for (const name of ['spawnSync', 'execFileSync', 'execSync'] as const) {
  const start = childProcess[name] as (...args: unknown[]) => unknown;
  const recorded = (...args: unknown[]) => {
    appendFileSync(file, `${JSON.stringify([args[0], ...(Array.isArray(args[1]) ? args[1] : [])])}\n`);
    return start(...args);
  };
  Object.assign(childProcess, { [name]: recorded });
}
syncBuiltinESMExports();
