import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  runEntry
} from "./chunks/host-log.js";
import {
  BUILDER_STATE,
  DOCKER_CONFIG_STATE,
  removeDockerConfig,
  undoBuilder
} from "./chunks/execute-builderStarted.js";
import "./chunks/host-engineConnection.js";
import {
  exec
} from "./chunks/host-exec.js";
import "./chunks/oci-platform.js";
import {
  messageOf
} from "./chunks/errors.js";
import "./chunks/shared.js";

// src/post.ts
await runEntry(async ({ log }) => {
  const builder = process.env[`STATE_${BUILDER_STATE}`];
  const config = process.env[`STATE_${DOCKER_CONFIG_STATE}`];
  const undone = await Promise.allSettled([
    builder && undoBuilder(builder, { exec, environment: process.env }),
    config && removeDockerConfig(config)
  ]);
  for (const result of undone) if (result.status === "rejected") log.warning(messageOf(result.reason));
});
