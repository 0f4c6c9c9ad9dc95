import { messageOf } from './errors.ts';
import { BUILDER_STATE, undoBuilder } from './execute/builderState.ts';
import { DOCKER_CONFIG_STATE, removeDockerConfig } from './host/dockerConfig.ts';
import { runEntry } from './host/entry.ts';
import { exec } from './host/exec.ts';

/** Undoes what the saved state names; safe after a crash, and twice. A builder that cannot be removed is a warning: the image is out. */
await runEntry(async ({ log, environment }) => {
  const builder = environment[`STATE_${BUILDER_STATE}`];
  const config = environment[`STATE_${DOCKER_CONFIG_STATE}`];
  const undone = await Promise.allSettled([
    builder && undoBuilder(builder, { exec, environment }),
    config && removeDockerConfig(config),
  ]);
  for (const result of undone) if (result.status === 'rejected') log.warning(messageOf(result.reason));
});
