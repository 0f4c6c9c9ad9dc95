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

// src/host/engineConnection.ts
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { Duplex } from "node:stream";
function openEngine(endpoint) {
  if (endpoint.kind === "unix") return connect({ path: endpoint.path, allowHalfOpen: true });
  if (endpoint.kind === "tcp") {
    return connect({ host: endpoint.host, port: endpoint.port, noDelay: true, allowHalfOpen: true });
  }
  return dialStdio(endpoint.env);
}
var WORDS_KEPT = 2e3;
function dialStdio(env) {
  const child = spawn("docker", ["system", "dial-stdio"], { env, stdio: "pipe" });
  const connection = Duplex.from({ readable: child.stdout, writable: child.stdin });
  let words = "";
  child.stderr.on("data", (chunk) => {
    words = (words + chunk.toString()).slice(-WORDS_KEPT);
  });
  child.on("error", (error) => connection.destroy(error));
  child.on("close", (code) => {
    if (code)
      connection.destroy(new Error(`docker system dial-stdio: ${words.trim() || `exit code ${code}`}`));
  });
  connection.on("close", () => child.kill());
  return connection;
}

export {
  dockerFolder,
  readDockerConfig,
  openEngine
};
