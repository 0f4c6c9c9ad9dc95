import { randomUUID } from 'node:crypto';

/** Where in a file a fault lies; lines count from 1. */
export interface Place {
  file?: string;
  startLine?: number;
  endLine?: number;
  title?: string;
}

/**
 * What we say while we work. Lines go to stdout; `notice`, `warning` and `error` become annotations of the run.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export interface Log {
  info(text: string): void;
  debug(text: string): void;
  notice(text: string, place?: Place): void;
  warning(text: string, place?: Place): void;
  error(text: string, place?: Place): void;
  /** Hides a value in everything that is printed from now on. */
  mask(secret: string): void;
  group(title: string): void;
  endGroup(): void;
  /** Streams what a child writes, with the runner's command parsing off; our own commands still pass in between. */
  untrusted(): { write(text: string): void; end(): void };
}

const escapeData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
/** The runner keeps 4096 characters of an annotation. */
const ANNOTATION_LIMIT = 4000;

/** A log that writes workflow commands through `write`, one call a line or block. */
export function createLog(write: (text: string) => void): Log {
  let stopped: string | undefined;
  const command = (line: string) => {
    if (stopped === undefined) write(line);
    else write(`::${stopped}::\n${line}::stop-commands::${stopped}\n`);
  };
  const annotate =
    (level: string) =>
    (text: string, place: Place = {}) =>
      command(annotation({ level, text, place }));
  return {
    info: (text) => write(`${stopped === undefined ? shield(text) : text}\n`),
    debug: (text) => command(`::debug::${escapeData(text)}\n`),
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    mask: (secret) => {
      for (const line of secret.split(/\r?\n/)) if (line.trim()) command(`::add-mask::${escapeData(line)}\n`);
    },
    group: (title) => command(`::group::${escapeData(title)}\n`),
    endGroup: () => command('::endgroup::\n'),
    untrusted: () => {
      const token = randomUUID();
      stopped = token;
      write(`::stop-commands::${token}\n`);
      return {
        write: (text) => write(text.endsWith('\n') ? text : `${text}\n`),
        end: () => {
          stopped = undefined;
          write(`::${token}::\n`);
        },
      };
    },
  };
}

function annotation({ level, text, place }: { level: string; text: string; place: Place }): string {
  const properties = Object.entries({
    title: place.title,
    file: place.file,
    line: place.startLine,
    endLine: place.endLine,
  })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${level}${properties ? ` ${properties}` : ''}::${escapeData(text.slice(0, ANNOTATION_LIMIT))}\n`;
}

/** A marker behind what the runner trims; line breaks are left out, so that many empty lines do not take their square. */
const MARKER = /^([\t\v\f \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]*):(?=:)/gm;

/** A line of ours that quotes foreign text must not be read as a command: a blank breaks the marker up. */
function shield(text: string): string {
  return text.replace(MARKER, '$1: ').replace(/##(?=\[)/g, '# #');
}
