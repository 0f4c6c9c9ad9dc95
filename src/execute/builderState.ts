import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Argv, Exec } from '../host/exec.ts';

/** The state that names what `undoBuilder` has to undo. */
export const BUILDER_STATE = 'builder';

/** What was made for a builder. */
export interface BuilderState {
  /** Removed whole. */
  folder: string;
  /** A builder whose files are in the folder, and how to start buildx to remove it. */
  started?: { name: string; buildx: Argv };
}

export interface UndoEffects {
  exec: Exec;
  environment: Readonly<Record<string, string | undefined>>;
}

const TIMEOUT_MS = 60_000;

/**
 * Removes a builder with its containers, volumes and files. `state` is what was saved under BUILDER_STATE. Does nothing
 * where that is gone already. Throws a UserError where buildx cannot remove it, and leaves the files for another try.
 */
export async function undoBuilder(state: string, effects: UndoEffects): Promise<void> {
  const { folder, started } = parseState(state);
  if (started && existsSync(join(folder, 'instances', started.name))) {
    const argv: Argv = [...started.buildx, 'rm', started.name];
    const env = { ...effects.environment, BUILDX_CONFIG: folder };
    const result = await effects.exec(argv, { env, timeoutMs: TIMEOUT_MS });
    if (!result.ok) {
      throw new UserError(
        `The builder ${started.name} could not be removed: ${result.stderr.trim() || result.error?.message}`,
        {
          hint: `Remove it by hand: docker rm --force --volumes buildx_buildkit_${started.name}0`,
        },
      );
    }
  }
  rmSync(folder, { recursive: true, force: true });
}

function parseState(state: string): BuilderState {
  return JSON.parse(state) as BuilderState;
}
