import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  dockerFolder,
  openEngine,
  readDockerConfig
} from "./host-engineConnection.js";
import {
  formatPlatform
} from "./oci-platform.js";
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

// src/execute/builderEngine.ts
import { mkdir, mkdtemp, rm as rm2, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join3 } from "node:path";

// src/host/engineSocket.ts
import { request } from "node:http";
import { createServer } from "node:net";
async function serveEngineSocket(endpoint, path, onFault) {
  const open = /* @__PURE__ */ new Set();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    open.add(client);
    client.on("close", () => open.delete(client));
    forward(client, endpoint, onFault);
  });
  await new Promise((resolve2, reject) => {
    server.once("error", reject);
    server.listen({ path, readableAll: false, writableAll: false }, resolve2);
  });
  return {
    path,
    close: () => new Promise((resolve2) => {
      server.close(() => resolve2());
      for (const client of open) client.destroy();
    })
  };
}
function forward(client, endpoint, onFault) {
  const upgrade = request({
    method: "POST",
    path: "/grpc",
    headers: { Host: "docker", Connection: "Upgrade", Upgrade: "h2c" },
    createConnection: () => openEngine(endpoint)
  });
  const refuse = (text) => {
    onFault(text);
    client.destroy();
  };
  client.on("error", () => {
  });
  client.on("close", () => upgrade.destroy());
  upgrade.on(
    "error",
    (error) => client.destroyed || refuse(`the engine's BuildKit cannot be reached: ${error.message}`)
  );
  upgrade.on("response", (response) => {
    refuse(`the engine does not offer its BuildKit: it answered POST /grpc with ${response.statusCode}`);
    response.destroy();
  });
  upgrade.on("upgrade", (_response, engine, head) => join2(client, engine, head));
  upgrade.end();
}
function join2(client, engine, head) {
  if (head.length > 0) client.write(head);
  engine.on("error", () => {
  });
  engine.on("close", () => client.destroy());
  client.on("close", () => engine.destroy());
  engine.pipe(client);
  client.pipe(engine);
  client.resume();
}

// src/execute/builderEngine.ts
var NAME = "publish-image";
var LONGEST_SOCKET_PATH = 100;
async function openEngineBuilder(plan, effects) {
  const folder = await privateFolder(effects.temporary);
  const state = { folder };
  effects.saveState(BUILDER_STATE, JSON.stringify(state));
  const path = join3(folder, "buildkit.sock");
  await mkdir(join3(folder, "instances"));
  const instance = JSON.stringify(instanceOf(path, plan.nodes));
  const [socket] = await Promise.all([
    serveEngineSocket(effects.engine, path, (text) => effects.log.warning(text)),
    writeFile(join3(folder, "instances", NAME), instance, { mode: 384 })
  ]);
  return {
    name: NAME,
    buildx: effects.buildx.command,
    env: { ...effects.environment, BUILDX_CONFIG: folder },
    ready: Promise.resolve(),
    close: async () => {
      await socket.close();
      await rm2(folder, { recursive: true, force: true });
    }
  };
}
async function privateFolder(temporary) {
  const folder = await mkdtemp(join3(temporary, "publish-image-"));
  if (Buffer.byteLength(join3(folder, "buildkit.sock")) <= LONGEST_SOCKET_PATH) return folder;
  await rm2(folder, { recursive: true });
  return mkdtemp(join3(tmpdir(), "publish-image-"));
}
function instanceOf(path, nodes) {
  const engine = {
    name: void 0,
    endpoint: `unix://${path}`,
    platforms: [],
    driverOpts: [],
    labels: {}
  };
  return {
    Name: NAME,
    Driver: "remote",
    Nodes: [engine, ...nodes].map((node, index) => ({
      Name: node.name ?? `${NAME}${index}`,
      Endpoint: node.endpoint,
      Platforms: node.platforms,
      DriverOpts: Object.fromEntries(
        node.driverOpts.flatMap((options) => options.split(",")).map(splitOption)
      ),
      Flags: null,
      Files: null
    })),
    Dynamic: false
  };
}
function splitOption(option) {
  const at = option.indexOf("=");
  return at < 0 ? [option, ""] : [option.slice(0, at), option.slice(at + 1)];
}

// src/execute/builderStarted.ts
import { access as access2, mkdir as mkdir2, writeFile as writeFile2 } from "node:fs/promises";
import { join as join4 } from "node:path";
var CONFIG_FILE = "buildkitd.toml";
async function startBuilder(plan, effects) {
  const folder = plan.keep ? effects.buildx.folder : join4(effects.temporary, plan.name);
  const env = { ...effects.environment, BUILDX_CONFIG: folder };
  const buildx = effects.buildx.command;
  if (!plan.keep) {
    const state = { folder, started: { name: plan.name, buildx } };
    effects.saveState(BUILDER_STATE, JSON.stringify(state));
  }
  await mkdir2(folder, { recursive: true, mode: 448 });
  const ready = boot(plan, { ...effects, env, folder });
  ready.catch(() => {
  });
  return { name: plan.name, buildx, env, ready, close: async () => {
  } };
}
async function boot(plan, effects) {
  if (await isThere2(join4(effects.folder, "instances", plan.name))) return;
  const config = plan.config === void 0 ? void 0 : join4(effects.folder, `${plan.name}.${CONFIG_FILE}`);
  if (config && plan.config !== void 0) await writeFile2(config, plan.config, { mode: 384 });
  for (const argv of createCommands(plan, config)) {
    const result = await effects.exec([...effects.buildx.command, ...argv], {
      env: effects.env,
      signal: effects.signal
    });
    if (!result.ok)
      throw bootError(
        plan,
        effects.signal.aborted ? "cancelled" : result.stderr || String(result.error ?? "")
      );
  }
}
function createCommands(plan, config) {
  const last = plan.nodes.length - 1;
  return plan.nodes.map((node, index) => [
    "create",
    `--name=${plan.name}`,
    `--driver=${plan.kind}`,
    ...index > 0 ? ["--append"] : [],
    ...index === last ? ["--bootstrap"] : [],
    ...nodeOptions(node),
    ...plan.buildkitdFlags === void 0 ? [] : [`--buildkitd-flags=${plan.buildkitdFlags}`],
    ...config === void 0 ? [] : [`--buildkitd-config=${config}`],
    ...node.endpoint === void 0 ? [] : [node.endpoint]
  ]);
}
function nodeOptions(node) {
  return [
    ...node.name === void 0 ? [] : [`--node=${node.name}`],
    ...node.driverOpts.map((option) => `--driver-opt=${option}`),
    ...node.platforms.length > 0 ? [`--platform=${node.platforms.map(formatPlatform).join(",")}`] : []
  ];
}
var REMEDIES = [
  {
    match: /pull access denied|not found|manifest unknown|failed to resolve|toomanyrequests/i,
    hint: "Its image could not be pulled: name another one by `buildkit-image`, such as one from a registry of your own."
  },
  {
    match: /privileged|operation not permitted|permission denied/i,
    hint: "The engine does not allow what BuildKit needs. Use `driver: docker`, a rootless `buildkit-image`, or a remote builder."
  },
  {
    match: /unknown driver-opt|invalid driver option|invalid value .*expecting k=v/i,
    hint: "Correct `driver-opts`: one `key=value` a line, as the driver knows them."
  },
  {
    match: /toml|buildkitd\.toml|config/i,
    hint: "Look at `buildkitd-config`, `buildkitd-config-inline` and `buildkitd-flags`."
  }
];
function bootError(plan, words) {
  const said = /^ERROR: (.*)$/m.exec(words)?.[1] ?? words.trim().split("\n").at(-1) ?? "";
  const hint = REMEDIES.find(({ match }) => match.test(said))?.hint ?? "Nothing was built. `driver: auto` or a `builder` of your own may work.";
  return new UserError(
    `The builder (driver ${plan.kind}) did not start: ${said || "buildx gave no reason"}`,
    { hint }
  );
}
async function isThere2(path) {
  return access2(path).then(
    () => true,
    () => false
  );
}

// src/execute/builder.ts
async function openBuilder(plan, effects) {
  if (plan.kind === "engine") return openEngineBuilder(plan, effects);
  if (plan.kind !== "existing") return startBuilder(plan, effects);
  return {
    name: plan.name,
    buildx: effects.buildx.command,
    env: { ...effects.environment, BUILDX_CONFIG: effects.buildx.folder },
    ready: Promise.resolve(),
    close: async () => {
    }
  };
}

// src/host/dockerConfig.ts
import { randomUUID } from "node:crypto";
import { mkdir as mkdir3, readdir, rm as rm3, symlink, writeFile as writeFile3 } from "node:fs/promises";
import { basename, join as join5, resolve } from "node:path";
var DOCKER_CONFIG_STATE = "dockerConfig";
var PREFIX = "publish-image-docker-";
var HUB_KEY = "https://index.docker.io/v1/";
async function createDockerConfig(logins, effects) {
  const source = dockerFolder(effects.environment);
  const path = join5(effects.temporary, PREFIX + randomUUID());
  const config = mergeLogins(await readDockerConfig(effects.environment), {
    logins,
    environment: parseAuthConfig(effects.environment.DOCKER_AUTH_CONFIG)
  });
  effects.saveState(DOCKER_CONFIG_STATE, path);
  await mkdir3(path, { recursive: true, mode: 448 });
  const names = await readdir(source).catch(() => []);
  await Promise.all([
    writeFile3(join5(path, "config.json"), JSON.stringify(config), { mode: 384 }),
    ...names.filter((name) => name !== "config.json").map((name) => symlink(resolve(source, name), join5(path, name)))
  ]);
  return { path, env: { DOCKER_CONFIG: path, DOCKER_AUTH_CONFIG: void 0 } };
}
async function removeDockerConfig(path) {
  if (basename(path).startsWith(PREFIX)) await rm3(path, { recursive: true, force: true });
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
  openBuilder,
  DOCKER_CONFIG_STATE,
  createDockerConfig,
  removeDockerConfig
};
