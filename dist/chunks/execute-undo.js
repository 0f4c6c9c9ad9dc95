import { BUILDER_STATE, DOCKER_CONFIG_STATE, removeDockerConfig, undoBuilder } from "./stages-session.js";
import { exec } from "./main.js";
import {
  messageOf
} from "./errors.js";
import "./shared.js";

// src/execute/undo.ts
async function undo(read, { log, environment }) {
  const builder = read(BUILDER_STATE);
  const config = read(DOCKER_CONFIG_STATE);
  const undone = await Promise.allSettled([
    builder && undoBuilder(builder, { exec, environment }),
    config && removeDockerConfig(config)
  ]);
  for (const result of undone) if (result.status === "rejected") log.warning(messageOf(result.reason));
}
export {
  undo
};
