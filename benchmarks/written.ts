import { appendFileSync, readFileSync } from 'node:fs';

/**
 * Preloaded into the action's process: notes at its end how many bytes it, and the children that it waited for, have
 * written to disk, a line a process, in the file that WRITTEN_TO names. https://man7.org/linux/man-pages/man5/proc_pid_io.5.html
 */
const file = process.env.WRITTEN_TO;
process.on('exit', () => {
  const [, bytes = ''] = /^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8')) ?? [];
  if (file) appendFileSync(file, `${bytes}\n`);
});
