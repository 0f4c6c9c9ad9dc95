import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  dockerFolder,
  readDockerConfig
} from "./host-dockerFolder.js";
import {
  UserError
} from "./errors.js";

// src/execute/builderState.ts
import { access, rm } from "node:fs/promises";
import { join } from "node:path";
var BUILDER_STATE = "builder";
var TIMEOUT_MS = 6e4;
async function undoBuilder(state, effects) {
  const { folder, started } = parseState(state);
  if (started && await isThere(join(folder, "instances", started.name))) {
    const argv = [...started.buildx, "rm", started.name];
    const env = { ...effects.environment, BUILDX_CONFIG: folder };
    const result = await effects.exec(argv, { env, timeoutMs: TIMEOUT_MS });
    if (!result.ok) {
      throw new UserError(
        `The builder ${started.name} could not be removed: ${result.stderr.trim() || result.error?.message}`,
        {
          hint: `Remove it by hand: docker rm --force --volumes buildx_buildkit_${started.name}0`
        }
      );
    }
  }
  await rm(folder, { recursive: true, force: true });
}
function parseState(state) {
  return JSON.parse(state);
}
async function isThere(path) {
  return access(path).then(
    () => true,
    () => false
  );
}

// src/host/dockerConfig.ts
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm as rm2, symlink, writeFile } from "node:fs/promises";
import { basename, join as join2, resolve } from "node:path";
var DOCKER_CONFIG_STATE = "dockerConfig";
var PREFIX = "publish-image-docker-";
var HUB_KEY = "https://index.docker.io/v1/";
async function createDockerConfig(logins, effects) {
  const source = dockerFolder(effects.environment);
  const path = join2(effects.temporary, PREFIX + randomUUID());
  const config = mergeLogins(await readDockerConfig(effects.environment), {
    logins,
    environment: parseAuthConfig(effects.environment.DOCKER_AUTH_CONFIG)
  });
  effects.saveState(DOCKER_CONFIG_STATE, path);
  await mkdir(path, { recursive: true, mode: 448 });
  const names = await readdir(source).catch(() => []);
  await Promise.all([
    writeFile(join2(path, "config.json"), JSON.stringify(config), { mode: 384 }),
    ...names.filter((name) => name !== "config.json").map((name) => symlink(resolve(source, name), join2(path, name)))
  ]);
  return { path, env: { DOCKER_CONFIG: path, DOCKER_AUTH_CONFIG: void 0 } };
}
async function removeDockerConfig(path) {
  if (basename(path).startsWith(PREFIX)) await rm2(path, { recursive: true, force: true });
}
var asObject = (value) => typeof value === "object" && value !== null ? value : {};
function mergeLogins(user, { logins, environment }) {
  const ours = Object.fromEntries(logins.map((login) => [keyOf(login.host), { auth: encode(login) }]));
  const auths = { ...environment, ...ours };
  const shadowed = Object.fromEntries(Object.keys(auths).map((host) => [host, ""]));
  return {
    ...user,
    auths: { ...asObject(user.auths), ...auths },
    credHelpers: { ...asObject(user.credHelpers), ...shadowed }
  };
}
var keyOf = (host) => host === "docker.io" ? HUB_KEY : host;
var encode = ({ username, password }) => Buffer.from(`${username}:${password}`).toString("base64");
function parseAuthConfig(text) {
  if (!text) return {};
  try {
    return asObject(asObject(JSON.parse(text)).auths);
  } catch {
    throw new UserError("DOCKER_AUTH_CONFIG is no valid JSON", {
      hint: "Correct it, or take it out of the environment."
    });
  }
}

export {
  BUILDER_STATE,
  undoBuilder,
  isThere,
  DOCKER_CONFIG_STATE,
  createDockerConfig,
  removeDockerConfig
};
