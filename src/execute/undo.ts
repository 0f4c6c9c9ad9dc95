import { messageOf } from '../errors.ts';
import { DOCKER_CONFIG_STATE, removeDockerConfig } from '../host/dockerConfig.ts';
import { exec } from '../host/exec.ts';
import type { Log } from '../host/log.ts';
import { BUILDER_STATE, undoBuilder } from './builderState.ts';

/**
 * Undoes what saved state names; `read` gives a state by its name. Safe after a crash, and twice. Never throws: a builder that
 * cannot be removed is a warning, since the image is out.
 */
export async function undo(
  read: (state: string) => string | undefined,
  { log, environment }: { log: Log; environment: NodeJS.ProcessEnv },
): Promise<void> {
  const builder = read(BUILDER_STATE);
  const config = read(DOCKER_CONFIG_STATE);
  const undone = await Promise.allSettled([
    builder && undoBuilder(builder, { exec, environment }),
    config && removeDockerConfig(config),
  ]);
  for (const result of undone) if (result.status === 'rejected') log.warning(messageOf(result.reason));
}
