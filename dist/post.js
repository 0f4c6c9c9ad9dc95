import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  BUILDER_STATE,
  DOCKER_CONFIG_STATE,
  removeDockerConfig,
  undoBuilder
} from "./chunks/host-dockerConfig.js";
import "./chunks/host-dockerFolder.js";
import {
  runEntry
} from "./chunks/host-log.js";
import {
  exec
} from "./chunks/host-exec.js";
import {
  messageOf
} from "./chunks/errors.js";
import "./chunks/shared.js";

// src/post.ts
await runEntry(async ({ log, environment }) => {
  const builder = environment[`STATE_${BUILDER_STATE}`];
  const config = environment[`STATE_${DOCKER_CONFIG_STATE}`];
  const undone = await Promise.allSettled([
    builder && undoBuilder(builder, { exec, environment }),
    config && removeDockerConfig(config)
  ]);
  for (const result of undone) if (result.status === "rejected") log.warning(messageOf(result.reason));
});
