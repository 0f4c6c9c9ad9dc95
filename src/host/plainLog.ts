import { createLog, type Log, type Place } from './log.ts';

/** Where a log's lines go, whole. */
export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
}

/** A log for a person's terminal: results go to standard output, what is to be said of them to standard error. */
export function createPlainLog({ out, err }: Streams): Log {
  const say =
    (level: string) =>
    (text: string, { file, startLine }: Place = {}) =>
      err(`${[file, startLine, `${level}: ${text}`].filter((part) => part !== undefined).join(':')}\n`);
  return {
    info: (text) => out(`${text}\n`),
    debug: () => {},
    notice: say('notice'),
    warning: say('warning'),
    error: say('error'),
    mask: () => {},
    group: (title) => err(`${title}\n`),
    endGroup: () => {},
    untrusted: () => ({ write: (text) => err(text.endsWith('\n') ? text : `${text}\n`), end: () => {} }),
  };
}

/** The log of the command line: for a person, or for the runner where a workflow's `run` starts it. */
export function createTerminalLog(): Log {
  const out = (text: string) => process.stdout.write(text);
  if (process.env.GITHUB_ACTIONS === 'true') return createLog(out);
  return createPlainLog({ out, err: (text) => process.stderr.write(text) });
}
