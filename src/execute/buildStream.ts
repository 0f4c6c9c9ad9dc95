import type { Log } from '../host/log.ts';

/** What buildx writes, in the log. */
export interface BuildStream {
  write(text: string): void;
  /** May be called again. */
  end(): void;
}

/** A group of its own in the log, which takes nothing more once it has ended. */
export function openStream(title: string, log: Log): BuildStream {
  log.group(title);
  const { write, end } = log.untrusted();
  let open = true;
  return {
    write: (text: string) => {
      if (open) write(text);
    },
    end: () => {
      if (!open) return;
      open = false;
      end();
      log.endGroup();
    },
  };
}
