import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  UserError
} from "./errors.js";

// src/host/dockerFolder.ts
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
function dockerFolder(environment) {
  return environment.DOCKER_CONFIG || join(environment.HOME || homedir(), ".docker");
}
async function readDockerConfig(environment) {
  const path = join(dockerFolder(environment), "config.json");
  const text = await readFile(path, "utf8").catch(() => "");
  if (!text.trim()) return {};
  try {
    const json = JSON.parse(text);
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  } catch {
  }
  throw new UserError(`${path} is no valid JSON object`, {
    hint: "Correct it, or log in again with `docker login`."
  });
}

export {
  dockerFolder,
  readDockerConfig
};
