import { readdirSync, readFileSync } from 'node:fs';

const POLL_MS = 5;

/** Polls /proc for a process's descendants; stop() returns the argv of all that were seen. Empty where there is no /proc. */
export function watchDescendants(pid: number): { stop: () => string[][] } {
  const seen = new Map<string, string[]>();
  const known = new Set([pid]);
  const look = () => {
    for (const { id, parent, argv } of processes()) {
      if (!known.has(parent)) continue;
      known.add(id);
      if (argv.length > 0) seen.set(`${id} ${argv.join('\0')}`, argv);
    }
  };
  const timer = setInterval(look, POLL_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen.values()];
    },
  };
}

/** The argv of every process of this machine with this text in it. */
export function processesWith(text: string): string[][] {
  return processes().flatMap(({ argv }) => (argv.some((word) => word.includes(text)) ? [argv] : []));
}

function processes(): { id: number; parent: number; argv: string[] }[] {
  const found = [];
  for (const name of listProc()) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      const argv = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').slice(0, -1);
      found.push({ id: Number(name), parent, argv });
    } catch {
      // it has ended since
    }
  }
  return found.sort((a, b) => a.id - b.id);
}

function listProc(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
