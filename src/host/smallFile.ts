import { readdirSync, readFileSync, realpathSync } from 'node:fs';

/**
 * A small file's text; undefined where it cannot be read. Read without a turn of the event loop: at a start there is always
 * something else in the queue, and it takes longer than the file.
 */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The names in a folder; none where it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A path without symbolic links; undefined where it does not exist. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
