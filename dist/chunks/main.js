import {
  createHash
} from "./lean-node-crypto.js";

import { readdirSync, readFileSync, realpathSync } from "node:fs";
// src/host/smallFile.ts
function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return void 0;
  }
}
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
function realPath(path) {
  try {
    return realpathSync.native(path);
  } catch {
    return void 0;
  }
}

// src/oci/json.ts
function parseObject(bytes) {
  const json2 = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (!isObject(json2)) throw new Error("expected a JSON object");
  return json2;
}
function parseJson(text3) {
  try {
    return JSON.parse(text3);
  } catch {
    return void 0;
  }
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function asObject(value) {
  return isObject(value) ? value : {};
}
function asText(value) {
  return typeof value === "string" ? value : "";
}
function platformOf(value) {
  if (!isObject(value) || typeof value.os !== "string" || typeof value.architecture !== "string")
    return void 0;
  return {
    os: value.os,
    architecture: value.architecture,
    ...typeof value.variant === "string" && value.variant !== "" && { variant: value.variant },
    ...typeof value["os.version"] === "string" && { osVersion: value["os.version"] }
  };
}
function strings(value) {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry) => typeof entry[1] === "string")
  );
}

import {
  UserError
} from "./errors.js";
import { spawn } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
// src/host/exec.ts
var STDERR_KEPT = 256 * 1024;
var GRACE_MS = 5e3;
var exec = (argv, options = {}) => run(argv, options).catch((error) => ({
  ok: false,
  exitCode: void 0,
  signal: void 0,
  stdout: Buffer.alloc(0),
  stderr: "",
  error
}));
var run = ([file, ...args], options) => new Promise((resolve2) => {
  const stdout = [];
  let stderr = "";
  const words3 = new TextDecoder();
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: "pipe"
  });
  const stop = endOnAbort(child, options);
  child.stdout.on("data", options.onStdout ?? ((chunk) => stdout.push(chunk)));
  child.stderr.on("data", (chunk) => {
    const text3 = words3.decode(chunk, { stream: true });
    stderr = (stderr + text3).slice(-STDERR_KEPT);
    options.onStderr?.(text3);
  });
  const settle = (exitCode, signal, error) => {
    stop();
    resolve2({ ok: exitCode === 0, exitCode, signal, stdout: Buffer.concat(stdout), stderr, error });
  };
  child.on("error", (error) => settle(void 0, void 0, error));
  child.on("close", (code2, signal) => settle(code2 ?? void 0, signal ?? void 0));
  child.stdin.on("error", () => {
  });
  Promise.resolve(options.input).then((input) => child.stdin.end(input));
});
function endOnAbort(child, options) {
  const timers = [];
  const end = () => {
    child.kill("SIGINT");
    timers.push(setTimeout(() => child.kill("SIGKILL"), GRACE_MS));
  };
  if (options.signal?.aborted) end();
  options.signal?.addEventListener("abort", end, { once: true });
  const discard = () => child.kill("SIGKILL");
  options.discard?.addEventListener("abort", discard, { once: true });
  if (options.timeoutMs !== void 0) timers.push(setTimeout(end, options.timeoutMs));
  return () => {
    for (const timer of timers) clearTimeout(timer);
    options.signal?.removeEventListener("abort", end);
    options.discard?.removeEventListener("abort", discard);
  };
}
// src/host/dockerFolder.ts
function dockerFolder(environment) {
  return environment.DOCKER_CONFIG || join(environment.HOME || homedir(), ".docker");
}
function dockerConfigPath(environment) {
  return join(dockerFolder(environment), "config.json");
}
function readDockerConfig(environment) {
  const path = dockerConfigPath(environment);
  const text3 = readText(path) ?? "";
  if (!text3.trim()) return {};
  const json2 = parseJson(text3);
  if (isObject(json2)) return json2;
  throw new UserError(`${path} is no valid JSON object`, {
    hint: "Correct it, or log in again with `docker login`."
  });
}

import { existsSync } from "node:fs";
import { join as join2 } from "node:path";
import { spawn as spawn2 } from "node:child_process";
import { connect } from "node:net";
import { Duplex } from "node:stream";
// src/context/engineEndpoint.ts
var DEFAULT_HOST = "unix:///var/run/docker.sock";
function readEngineEndpoint(environment) {
  const throughCli = { kind: "dial-stdio", env: { ...environment } };
  const { host, tls } = readHost(environment);
  return tls ? throughCli : parseHost(host) ?? throughCli;
}
function readHost(environment) {
  const tls = Boolean(environment.DOCKER_TLS_VERIFY || environment.DOCKER_TLS);
  if (environment.DOCKER_HOST) return { host: environment.DOCKER_HOST, tls };
  const context = currentContext(environment);
  return context === "default" ? { host: DEFAULT_HOST, tls } : readContext(environment, context);
}
function currentContext(environment) {
  if (environment.DOCKER_CONTEXT) return environment.DOCKER_CONTEXT;
  const { currentContext: currentContext2 } = readDockerConfig(environment);
  return typeof currentContext2 === "string" && currentContext2 ? currentContext2 : "default";
}
function readContext(environment, name) {
  const id = createHash("sha256").update(name).digest("hex");
  const contexts = join2(dockerFolder(environment), "contexts");
  const metadata2 = asObject(parseJson(readText(join2(contexts, "meta", id, "meta.json")) ?? ""));
  const host = asObject(asObject(metadata2.Endpoints).docker).Host;
  return {
    host: asText(host),
    tls: existsSync(join2(contexts, "tls", id, "docker"))
  };
}
function parseHost(host) {
  if (host.startsWith("unix://")) return { kind: "unix", path: host.slice("unix://".length) };
  if (!host.startsWith("tcp://") || !URL.canParse(host)) return void 0;
  const { hostname, port, pathname } = new URL(host);
  if (!hostname || pathname.length > 1) return void 0;
  return { kind: "tcp", host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 2375) };
}
// src/plan/cacheService.ts
function cacheServiceOf(environment) {
  const missing = [
    ...environment.ACTIONS_RUNTIME_TOKEN ? [] : ["ACTIONS_RUNTIME_TOKEN"],
    ...environment.ACTIONS_RESULTS_URL || environment.ACTIONS_CACHE_URL ? [] : ["ACTIONS_RESULTS_URL"]
  ];
  const mode = (environment.ACTIONS_CACHE_MODE ?? "").trim().toLowerCase();
  const available = missing.length === 0;
  return {
    available,
    missing,
    mode,
    reads: available && mode !== "none" && mode !== "write-only",
    writes: available && mode !== "none" && mode !== "read"
  };
}
// src/host/engineConnection.ts
function openEngine(endpoint) {
  if (endpoint.kind === "unix") return connect({ path: endpoint.path, allowHalfOpen: true });
  if (endpoint.kind === "tcp") {
    return connect({ host: endpoint.host, port: endpoint.port, noDelay: true, allowHalfOpen: true });
  }
  return dialStdio(endpoint.env);
}
var WORDS_KEPT = 2e3;
function dialStdio(env) {
  const child = spawn2("docker", ["system", "dial-stdio"], { env, stdio: "pipe" });
  const connection = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    }
  });
  let words3 = "";
  child.stdin.on("error", () => {
  });
  child.stdout.on("data", (chunk) => {
    if (!connection.push(chunk)) child.stdout.pause();
  });
  child.stderr.on("data", (chunk) => {
    words3 = (words3 + chunk.toString()).slice(-WORDS_KEPT);
  });
  child.on("error", (error) => connection.destroy(error));
  child.on("close", (code2) => {
    if (code2)
      connection.destroy(new Error(`docker system dial-stdio: ${words3.trim() || `exit code ${code2}`}`));
    else connection.push(null);
  });
  return connection;
}

var { _connectionListener, METHODS, STATUS_CODES, Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse, createServer, validateHeaderName, validateHeaderValue, get, request, setMaxIdleHTTPParsers, setGlobalProxyFromEnv } = process.getBuiltinModule("node:http");

// src/oci/imageAnnotations.ts
var REVISION = "org.opencontainers.image.revision";
var VERSION = "org.opencontainers.image.version";
var CREATED = "org.opencontainers.image.created";
var REFERENCE_DIGEST = "vnd.docker.reference.digest";
var REFERENCE_TYPE = "vnd.docker.reference.type";
function isAttestation({ platform, annotations }) {
  return annotations?.[REFERENCE_TYPE] !== void 0 || platform?.os === "unknown" && platform.architecture === "unknown";
}
function attestedDigest(child) {
  return child.annotations?.[REFERENCE_DIGEST];
}

import {
  createHash as createHash2
} from "./lean-node-crypto.js";
// src/oci/digest.ts
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text3) {
  return DIGEST.test(text3);
}
function parseDigest(text3) {
  if (!isDigest(text3)) throw new Error(`"${text3}" is no digest; expected sha256: and 64 hex digits`);
  return text3;
}
function digestOf(bytes) {
  return `sha256:${createHash2("sha256").update(bytes).digest("hex")}`;
}
// src/oci/reference.ts
var DOCKER_HUB = /* @__PURE__ */ new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com"
]);
var PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
var HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;
var TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
function isDockerHub(host) {
  return DOCKER_HUB.has(host);
}
function parseRepository(text3) {
  const name = text3.trim().toLowerCase();
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasHost = first.includes(".") || first.includes(":") || first === "localhost";
  const registry = hasHost ? first : "docker.io";
  const path = hasHost ? name.slice(slash + 1) : name;
  if (!HOST.test(registry) || !PATH.test(path)) {
    throw new Error(
      `"${text3.trim()}" is no image name; expected [registry/]path, such as ghcr.io/owner/app, without a tag`
    );
  }
  if (!isDockerHub(registry)) return { name, registry, path };
  return { name, registry: "docker.io", path: path.includes("/") ? path : `library/${path}` };
}
function parseReference(text3) {
  const [rest = "", digest2] = splitOnce(text3.trim(), "@");
  if (digest2 !== void 0 && !isDigest(digest2))
    throw new Error(`"${text3}" ends in no digest; expected @sha256: and 64 hex digits`);
  const colon = rest.lastIndexOf(":");
  const hasTag = colon > rest.lastIndexOf("/");
  const tag = hasTag ? rest.slice(colon + 1) : void 0;
  if (tag !== void 0 && !TAG.test(tag)) throw new Error(`"${tag}" in "${text3}" is no tag`);
  const repository = parseRepository(hasTag ? rest.slice(0, colon) : rest);
  return { repository, ...tag !== void 0 && { tag }, ...digest2 !== void 0 && { digest: digest2 } };
}
function splitOnce(text3, separator2) {
  const at = text3.indexOf(separator2);
  return at < 0 ? [text3, void 0] : [text3.slice(0, at), text3.slice(at + 1)];
}
// src/oci/platform.ts
var ARCHITECTURES = /* @__PURE__ */ new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["aarch64", "arm64"],
  ["armhf", "arm/v7"],
  ["armel", "arm/v6"],
  ["i386", "386"],
  ["i686", "386"]
]);
function parsePlatform(text3) {
  const match2 = /^(?:([a-z0-9]+)(?:\(([\w.]+)\))?\/)?([a-z0-9_-]+)(?:\/([a-z0-9.]+))?$/.exec(
    text3.trim().toLowerCase()
  );
  const os = match2?.[1] ?? "linux";
  const rawArchitecture = match2?.[3];
  if (!rawArchitecture)
    throw new Error(`"${text3}" is no platform; expected os/architecture[/variant], such as linux/arm64`);
  const [architecture = rawArchitecture, impliedVariant] = (ARCHITECTURES.get(rawArchitecture) ?? rawArchitecture).split("/");
  const variant = normalVariant(architecture, match2[4] ?? impliedVariant);
  return { os, architecture, ...variant && { variant }, ...match2[2] && { osVersion: match2[2] } };
}
function normalVariant(architecture, variant) {
  if (architecture === "arm64" && (variant === "v8" || variant === "8")) return void 0;
  if (architecture === "amd64" && variant === "v1") return void 0;
  if (architecture === "arm") return variant ? variant.startsWith("v") ? variant : `v${variant}` : "v7";
  return variant;
}
function formatPlatform(platform) {
  const os = platform.osVersion ? `${platform.os}(${platform.osVersion})` : platform.os;
  return [os, platform.architecture, platform.variant].filter(Boolean).join("/");
}
function platformSlug(platform) {
  return formatPlatform(platform).replace(/[^a-z0-9.]+/g, "-").replace(/-$/, "");
}
function samePlatform(a, b) {
  return formatPlatform(a) === formatPlatform(b);
}

// src/host/engineRequest.ts
function requestEngine(endpoint, wanted) {
  const { promise, resolve: resolve2, reject } = Promise.withResolvers();
  const text3 = wanted.body === void 0 ? void 0 : JSON.stringify(wanted.body);
  const signal = signalOf(wanted);
  const sent = request({
    method: wanted.method,
    path: wanted.path,
    headers: { Host: "docker", ...text3 && { "Content-Type": "application/json" }, ...wanted.headers },
    createConnection: () => openEngine(endpoint),
    ...signal && { signal }
  });
  sent.on("error", reject);
  sent.on("response", (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () => resolve2({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
  });
  sent.end(text3);
  return promise;
}
function signalOf({ signal, timeoutMs }) {
  const limits = [signal, timeoutMs === void 0 ? void 0 : AbortSignal.timeout(timeoutMs)];
  const set = limits.filter((limit) => limit !== void 0);
  return set.length > 0 ? AbortSignal.any(set) : void 0;
}
function engineWords({ status, body }) {
  const text3 = body.toString().trim();
  try {
    const { message } = JSON.parse(text3);
    if (typeof message === "string") return message;
  } catch {
  }
  return text3.slice(0, 500) || `status ${status}`;
}
// src/plan/origin.ts
function originOf(held) {
  return { revision: held.labels[REVISION] || void 0, version: held.labels[VERSION] || void 0 };
}
function isSameRelease(held, wanted) {
  const { revision, version: version2 } = originOf(held);
  return held.faults.length === 0 && revision === wanted.revision && version2 === wanted.version && samePlatforms(held, wanted);
}
function samePlatforms(a, b) {
  return platformList(a) === platformList(b);
}
function platformList({ platforms: platforms3 }) {
  return platforms3.map(formatPlatform).sort().join(", ") || "no platform";
}
function shortRevision(revision) {
  return revision?.slice(0, 12) || "(not labelled)";
}
// src/plan/immutable.ts
function decideImmutable(tag, candidate, held) {
  if (isSameRelease(held, candidate))
    return { outcome: "adopt", because: "this release is published already" };
  const { revision, version: version2 } = originOf(held);
  const namesVersion = tag.name.includes(candidate.version.replaceAll("+", "-"));
  if (!namesVersion && version2 !== candidate.version && isSameRelease(held, { ...candidate, version: version2 ?? "" })) {
    return { outcome: "unchanged", because: `the first build of commit ${shortRevision(revision)} keeps it` };
  }
  return {
    outcome: "stop",
    because: `${tag.name} names one build for ever, and holds ${conflict(held, candidate)}`
  };
}
function conflict(held, candidate) {
  const { revision, version: version2 } = originOf(held);
  if (revision !== candidate.revision) return `commit ${shortRevision(revision)}, not ${shortRevision(candidate.revision)}`;
  if (version2 !== candidate.version)
    return `version ${version2 ?? "(not labelled)"}, not ${candidate.version}`;
  if (held.faults.length > 0) return `something incomplete: ${held.faults.join("; ")}`;
  return `${platformList(held)}, not ${platformList(candidate)}`;
}
// src/oci/byteSize.ts
function formatBytes(bytes) {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

import { setTimeout as setTimeout2 } from "node:timers/promises";
// src/host/pause.ts
async function pause(ms, signal) {
  await setTimeout2(ms, void 0, signal ? { signal } : {}).catch((error) => {
    if (!signal?.aborted) throw error;
  });
}
function nextTurn() {
  return new Promise((resolve2) => setImmediate(resolve2));
}

// src/csv.ts
var QUOTED = /"[^"]*(?:""[^"]*)*"(?!")/y;
var PLAIN = /[^,\r\n]*/y;
var BLANKS = /[ \t\f]*/y;
var COMMENT = /[ \t\f]*#[^\r\n]*/y;
function parseCsv(text3, reading = {}) {
  const records3 = [];
  let record = [];
  for (let at = 0; at < text3.length || record.length > 0; ) {
    const start = reading.comments && record.length === 0 ? endOf(COMMENT, text3, at) : at;
    const { text: field2, quoted, end } = readField(text3, start, reading);
    const isEmptyLine = record.length === 0 && field2 === "" && !quoted && text3[end] !== ",";
    if (!isEmptyLine) record.push(field2);
    at = end + (text3.startsWith("\r\n", end) ? 2 : 1);
    if (text3[end] === ",") continue;
    if (record.length > 0) records3.push(record);
    record = [];
  }
  return records3;
}
function readField(text3, start, { relaxed = false, trimmed = false }) {
  const from = trimmed ? endOf(BLANKS, text3, start) : start;
  const closed = text3[from] === '"' ? endOf(QUOTED, text3, from) : from;
  if (text3[from] === '"' && closed === from) throw new Error("a quote is never closed");
  const end = endOf(PLAIN, text3, closed);
  const rest = text3.slice(closed, end);
  if (closed > from && (trimmed ? rest.trim() : rest) === "")
    return { text: text3.slice(from + 1, closed - 1).replaceAll('""', '"'), quoted: true, end };
  if (closed > from && (!relaxed || trimmed)) throw new Error("text follows a closing quote");
  if (!relaxed && rest.includes('"')) throw new Error("a quote stands in the middle of a field");
  const whole = closed > from ? `"${text3.slice(from + 1, closed - 1).replaceAll('""', '"')}"${rest}` : rest;
  return { text: trimmed ? whole.trimEnd() : whole, quoted: closed > from, end };
}
function endOf(pattern, text3, at) {
  pattern.lastIndex = at;
  return pattern.test(text3) ? pattern.lastIndex : at;
}
function isOfType(options, ...types) {
  return new RegExp(`(?:^|,)type=(?:${types.join("|")})(?:,|$)`).test(options);
}

import {
  UserError as UserError2,
  messageOf
} from "./errors.js";
import { appendFileSync } from "node:fs";
// src/plan/secrets.ts
function planSecrets({ secrets, secretEnvs, secretFiles }, given = {}) {
  const valued = secrets.map(split).map((pair, index) => ({ ...pair, variable: `PUBLISH_IMAGE_SECRET_${index}` }));
  const named2 = secretEnvs.map(split);
  const entries2 = [
    ...valued.map(({ id, variable: variable2 }) => `type=env,id=${id},env=${variable2}`),
    ...named2.map(({ id, value }) => `type=env,id=${id},env=${value}`),
    ...secretFiles.map(split).map(({ id, value }) => `type=file,id=${id},src=${value}`)
  ];
  const values = [
    ...valued.map(({ variable: variable2, value }) => [variable2, value]),
    ...named2.flatMap(({ value }) => given[value] ? [[value, given[value]]] : [])
  ];
  return { entries: entries2, environment: Object.fromEntries(values) };
}
function split(entry) {
  const at = entry.indexOf("=");
  return { id: entry.slice(0, at), value: entry.slice(at + 1) };
}
function secretNotices({ secretEnvs }, builds, environment) {
  const empty = secretEnvs.map(split).filter(({ value }) => !environment[value]);
  const args = builds.flatMap(({ args: args2 }) => Object.entries(args2).filter(([, value]) => value !== ""));
  const telling = new Set(args.map(([name]) => name).filter(looksSecret));
  return [
    ...empty.map(
      ({ id, value }) => `secret-envs: ${value} is ${environment[value] === void 0 ? "not set" : "empty"}, so that the secret "${id}" is empty in the build.`
    ),
    ...[...telling].map(
      (name) => `build-args: ${name} looks like a secret, and build arguments can be read from the image and its provenance. Use \`secrets\` and RUN --mount=type=secret.`
    )
  ].map((text3) => ({ level: "warning", text: text3 }));
}
var SECRET = new Set(
  "apikey auth credential credentials key passphrase password passwd pwd secret secrets token tokens".split(
    " "
  )
);
var ABOUT = new Set(
  "algorithm file host id length name path public server type uri url user version".split(" ")
);
function looksSecret(name) {
  const words3 = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z0-9]+/);
  return words3.some((word3) => SECRET.has(word3)) && !words3.includes("public") && !ABOUT.has(words3.at(-1) ?? "");
}
// src/plan/defaultContext.ts
function contextOf({ build: build2 }, context) {
  return build2.context === "workflow" || build2.context === "git" ? "." : fillContext(build2.context, context);
}
var DEFAULT_CONTEXT = /\{\{\s*defaultContext\s*\}\}/;
function fillContext(text3, { run: run2, git, environment }) {
  const repository = `${run2.serverUrl}/${environment.GITHUB_REPOSITORY ?? ""}.git#${git.sha || run2.ref}`;
  return text3.replace(new RegExp(DEFAULT_CONTEXT, "g"), repository);
}
function withDefaultContext(inputs, context) {
  const { build: build2 } = inputs;
  const contexts = Object.entries(build2.buildContexts).map(
    ([name, value]) => [name, value && fillContext(value, context)]
  );
  const secrets = [...build2.secrets, ...repositoryToken(inputs, context)];
  return { ...build2, secrets, buildContexts: Object.fromEntries(contexts) };
}
function repositoryToken({ build: build2, where: where2 }, { run: run2 }) {
  const contexts = [build2.context, ...Object.values(build2.buildContexts)];
  const fetches = contexts.some((text3) => DEFAULT_CONTEXT.test(text3 ?? ""));
  const given = [...build2.secrets, ...build2.secretEnvs, ...build2.secretFiles].some(
    (entry) => entry.startsWith("GIT_AUTH_TOKEN")
  );
  if (!fetches || given || !where2.githubToken) return [];
  return [`GIT_AUTH_TOKEN.${new URL(run2.serverUrl).host}=${where2.githubToken}`];
}
// src/host/fileCommands.ts
function append(variable2, values) {
  const file = process.env[variable2];
  const blocks = [...values].map(([name, value]) => {
    let delimiter2 = "end_of_value";
    while (value.includes(delimiter2)) delimiter2 += "_";
    return `${name}<<${delimiter2}
${value}
${delimiter2}
`;
  });
  if (!file || blocks.length === 0) return;
  try {
    appendFileSync(file, blocks.join(""));
  } catch (cause) {
    throw new UserError2(`${variable2} names a file that cannot be written: ${messageOf(cause)}`, {
      hint: "The runner makes that file for every step; a container or a shell around this step must keep it."
    });
  }
}
function setOutputs(values) {
  append("GITHUB_OUTPUT", values);
}
function saveState(name, value) {
  append("GITHUB_STATE", [[name, value]]);
}
function exportVariables(values) {
  append("GITHUB_ENV", values);
}
// src/plan/cacheEntries.ts
function entriesOf(build2, at) {
  const { registry, gha } = at.uses;
  const ref2 = `type=registry,ref=${at.image?.toLowerCase()}:${tagOf(build2)}`;
  const scope = `type=gha,scope=${scopeOf(build2, at.image)}`;
  const { folder } = at;
  return {
    from: [
      ...registry.reads ? [ref2] : [],
      ...gha.reads ? [scope] : [],
      ...folder ? [`type=local,${field("src", folder.path)}`] : []
    ],
    to: [
      // a plain image manifest of OCI types is what every registry takes; some know no other cache
      ...registry.writes ? [`${ref2},mode=max,ignore-error=true,image-manifest=true,oci-mediatypes=true`] : [],
      ...gha.writes ? [`${scope},mode=max,ignore-error=true`] : [],
      ...folder?.next === void 0 ? [] : [`type=local,${field("dest", folder.next)},mode=max,ignore-error=true`]
    ]
  };
}
function field(name, value) {
  const text3 = `${name}=${value}`;
  return /[",]/.test(text3) ? `"${text3.replaceAll('"', '""')}"` : text3;
}
function tagOf({ variant, platform }) {
  return ["cache", slug(variant), platformSlug(platform)].filter(Boolean).join("-").toLowerCase().slice(0, 128);
}
function scopeOf({ variant, platform }, image) {
  return [image ?? "image", slug(variant), platformSlug(platform)].join(":").toLowerCase();
}
function folderOf(build2, { inputs, facts, use }) {
  const names = [facts.image ?? "image", ...build2.variant ? [build2.variant] : []].map(slug);
  const path = [cacheRoot(inputs, facts.environment), ...names, platformSlug(build2.platform)].join("/");
  return {
    id: build2.id,
    path,
    next: use.writes ? `${path}.next` : void 0,
    prefix: `publish-image:${scopeOf(build2, facts.image)}:`,
    restore: facts.service.reads && !inputs.noCache,
    save: use.writes && facts.service.writes
  };
}
function cacheRoot({ cacheFolder }, environment) {
  if (cacheFolder !== void 0) return cacheFolder.replace(/(?<=.)\/+$/, "");
  if (environment.RUNNER_TOOL_CACHE) return `${environment.RUNNER_TOOL_CACHE}/publish-image/cache`;
  return `${environment.XDG_CACHE_HOME || `${environment.HOME ?? ""}/.cache`}/publish-image`;
}
var slug = (text3) => text3.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, "-");
// src/plan/ownCaches.ts
function hasOwnGha({ cacheFrom, cacheTo }) {
  return [...cacheFrom, ...cacheTo].some((entry) => isOfType(entry, "gha"));
}
// src/plan/cacheNotices.ts
function cacheNotices(inputs, facts, uses) {
  const asked2 = new Set(inputs.cache);
  const texts = [
    ...ghaTexts(inputs, facts),
    ...asked2.has("registry") && facts.image === void 0 ? ["The registry cache is not used: there is no image to keep it beside."] : [],
    ...asked2.has("local") && facts.service.available && !facts.service.reads ? [`The local cache is not restored: the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}.`] : [],
    ...readOnlyTexts(inputs, facts, uses)
  ];
  return texts.map((text3) => ({ level: "notice", text: text3 }));
}
function ghaTexts(inputs, { service, ghaFault }) {
  const asked2 = inputs.cache.includes("gha");
  const auto = inputs.cache.includes("auto") && service.available && !hasOwnGha(inputs);
  const missing = service.missing.join(" and ");
  if (!service.available && (asked2 || hasOwnGha(inputs)))
    return [
      `The Actions cache (gha) is not used: there is no cache service here, ${missing} ${service.missing.length > 1 ? "are" : "is"} not set.`
    ];
  if (!asked2 && !auto) return [];
  if (service.mode === "none")
    return ["The Actions cache (gha) is not used: the runner sets ACTIONS_CACHE_MODE=none."];
  return ghaFault === void 0 ? [] : [`The Actions cache (gha) is not used: ${ghaFault}.`];
}
function readOnlyTexts(inputs, facts, uses) {
  const named2 = inputs.cache.filter((kind) => kind !== "auto");
  const readOnly = named2.filter((kind) => uses[kind].reads && !uses[kind].writes);
  const unsaved = named2.includes("local") && uses.local.writes && facts.service.available && !facts.service.writes;
  const because = (kind) => {
    if (facts.untrusted) return "a run that others can start writes no caches";
    if (kind === "registry") return "nothing is pushed";
    return `the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}`;
  };
  const unread = named2.filter((kind) => uses[kind].writes && !uses[kind].reads);
  const reasons = Map.groupBy(readOnly, because);
  return [
    ...[...reasons].map(([reason, kinds]) => `Only read: cache ${kinds.join(", ")}, since ${reason}.`),
    ...unread.map(
      (kind) => `Only written: cache ${kind}, since the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}.`
    ),
    ...unsaved ? [`The local cache is not saved, since ${because("local")}.`] : []
  ];
}
// src/plan/caches.ts
function planCaches(inputs, facts) {
  const builds = inputs.call === void 0 || inputs.call === "build";
  if (!builds) return { targets: {}, folders: [], notices: [] };
  const uses = planUses(inputs, facts);
  const folders = uses.local.reads || uses.local.writes ? facts.builds.map((build2) => folderOf(build2, { inputs, facts, use: uses.local })) : [];
  const targets = facts.builds.map((build2, index) => {
    const entries2 = entriesOf(build2, { uses, image: facts.image, folder: folders[index] });
    return [build2.id, inputs.noCache ? { ...entries2, from: [] } : entries2];
  });
  return { targets: Object.fromEntries(targets), folders, notices: cacheNotices(inputs, facts, uses) };
}
function wantsActionsCache(inputs, service) {
  const asked2 = inputs.cache.includes("gha") || inputs.cache.includes("auto");
  return asked2 && service.available && service.mode !== "none" || hasOwnGha(inputs);
}
function planUses(inputs, facts) {
  const asked2 = new Set(inputs.cache);
  const { service, untrusted } = facts;
  const allowed = facts.ghaFault === void 0;
  const gha = asked2.has("gha") || asked2.has("auto") && !hasOwnGha(inputs);
  const registry = asked2.has("registry") && facts.image !== void 0;
  const local = asked2.has("local");
  return {
    registry: { reads: registry, writes: registry && facts.push && !untrusted },
    gha: { reads: gha && allowed && service.reads, writes: gha && allowed && service.writes && !untrusted },
    local: { reads: local, writes: local && !untrusted }
  };
}
// src/plan/bakeLimits.ts
function limitsOf(inputs) {
  return {
    ...inputs.noCache && { "no-cache": true },
    ...inputs.noCacheFilters.length > 0 && { "no-cache-filter": inputs.noCacheFilters },
    ...inputs.pull && { pull: true },
    ...inputs.network !== void 0 && { network: inputs.network },
    ...inputs.shmSize !== void 0 && { "shm-size": inputs.shmSize },
    ...inputs.ulimit.length > 0 && { ulimits: inputs.ulimit },
    ...inputs.addHosts.length > 0 && {
      "extra-hosts": Object.fromEntries(hostsOf(inputs).map(lastAddress))
    },
    ...inputs.allow.length > 0 && { entitlements: inputs.allow },
    ...inputs.call !== void 0 && inputs.call !== "build" && { call: inputs.call }
  };
}
function hostsOf({ addHosts }) {
  const hosts = /* @__PURE__ */ new Map();
  for (const entry of addHosts) {
    const at = entry.search(/[:=]/);
    const name = entry.slice(0, at);
    hosts.set(name, [...new Set(hosts.get(name)).add(entry.slice(at + 1))]);
  }
  return [...hosts];
}
var lastAddress = ([name, addresses]) => [
  name,
  addresses.at(-1) ?? ""
];
function planBeyondBake(inputs) {
  const others = hostsOf(inputs).flatMap(
    ([name, addresses]) => addresses.slice(0, -1).map((address) => `--add-host=${name}:${address}`)
  );
  return [
    ...inputs.cgroupParent === void 0 ? [] : [`--cgroup-parent=${inputs.cgroupParent}`],
    ...others
  ];
}
function planAllow({ ssh, allow }) {
  return ["fs=*", ...ssh.length > 0 ? ["ssh"] : [], ...allow];
}

// src/host/httpExchange.ts
function exchange({ method, url, headers, body, signal, insecure }, wiring) {
  return new Promise((resolve2, reject) => {
    signal?.throwIfAborted();
    const tls = { ...wiring.certificates, ...insecure && { rejectUnauthorized: false } };
    const outgoing = wiring.send(url, {
      method,
      headers: { "user-agent": "publish-image", ...headers },
      ...signal && { signal },
      ...tls
    });
    let incoming;
    const fail = (text3) => (incoming ?? outgoing).destroy(timeout(`${text3} (${url.host})`));
    outgoing.setTimeout(wiring.idleMs, () => fail(`nothing was heard for ${wiring.idleMs / 1e3} s`));
    limitConnecting(
      outgoing,
      () => fail(`no connection within ${wiring.connectMs / 1e3} s`),
      wiring.connectMs
    );
    outgoing.on("error", (error) => {
      if (body && !(body instanceof Uint8Array)) body.destroy();
      reject(error);
    });
    outgoing.on("response", (response) => {
      incoming = response;
      response.on("close", () => outgoing.writableFinished || outgoing.destroy());
      resolve2({ status: response.statusCode ?? 0, headers: response.headers, body: response });
    });
    sendBody(outgoing, body);
  });
}
function sendBody(outgoing, body) {
  if (body === void 0 || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  body.on("error", (error) => outgoing.destroy(error));
  outgoing.on("close", () => body.destroy());
  body.pipe(outgoing);
}
function limitConnecting(outgoing, fail, ms) {
  outgoing.on("socket", (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(fail, ms);
    const stop = () => clearTimeout(timer);
    socket.once("connect", stop).once("close", stop);
  });
}
function timeout(text3) {
  return Object.assign(new Error(text3), { code: "ETIMEDOUT" });
}
// src/host/http.ts
var LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
function isLoopback(hostname) {
  return LOOPBACK.test(hostname);
}
function createHttp(options) {
  const { connectMs = 15e3, idleMs = 6e4 } = options;
  const transports = /* @__PURE__ */ new Map();
  const transportFor = (url) => {
    const key = `${url.protocol}${isLoopback(url.hostname) ? "direct" : "proxied"}`;
    const known = transports.get(key) ?? openTransport(url, options);
    transports.set(key, known);
    return known;
  };
  return {
    request: async (request2) => {
      const { send: send2 } = await transportFor(request2.url);
      const certificates = request2.url.protocol === "https:" ? await options.certificates?.(request2.url.host) : void 0;
      return exchange(request2, { send: send2, connectMs, idleMs: request2.idleMs ?? idleMs, certificates });
    },
    close: () => {
      for (const transport of transports.values()) transport.then(({ close }) => close()).catch(() => {
      });
    }
  };
}
async function openTransport(url, { environment, connections = 8 }) {
  const settings = {
    keepAlive: true,
    maxSockets: connections,
    ...!isLoopback(url.hostname) && { proxyEnv: { ...environment } }
  };
  if (url.protocol === "http:") {
    const http = await import("./lean-node-http-2.js");
    const agent2 = new http.Agent(settings);
    return {
      send: (target2, options) => http.request(target2, { ...options, agent: agent2 }),
      close: () => agent2.destroy()
    };
  }
  const https = await import("./lean-node-https.js");
  const agent = new https.Agent(settings);
  return {
    send: (target2, options) => https.request(target2, { ...options, agent }),
    close: () => agent.destroy()
  };
}
async function readBody(response, limit) {
  const chunks = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > limit)
      throw Object.assign(new Error(`the answer is longer than ${limit} bytes`), { code: "EMSGSIZE" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

import {
  __commonJS
} from "./shared.js";
// node_modules/semver/internal/debug.js
var require_debug = __commonJS({
  "node_modules/semver/internal/debug.js"(exports, module) {
    "use strict";
    var debug = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {
    };
    module.exports = debug;
  }
});
// node_modules/semver/internal/constants.js
var require_constants = __commonJS({
  "node_modules/semver/internal/constants.js"(exports, module) {
    "use strict";
    var SEMVER_SPEC_VERSION = "2.0.0";
    var MAX_LENGTH = 256;
    var MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER || /* istanbul ignore next */
    9007199254740991;
    var MAX_SAFE_COMPONENT_LENGTH = 16;
    var MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6;
    var WHITESPACE_CHARACTERS = [
      "	",
      "\n",
      "\v",
      "\f",
      "\r",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      "\u2028",
      "\u2029",
      " ",
      " ",
      "　",
      "\uFEFF"
    ];
    var RELEASE_TYPES = [
      "major",
      "premajor",
      "minor",
      "preminor",
      "patch",
      "prepatch",
      "prerelease"
    ];
    module.exports = {
      MAX_LENGTH,
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_SAFE_INTEGER,
      WHITESPACE_CHARACTERS,
      RELEASE_TYPES,
      SEMVER_SPEC_VERSION,
      FLAG_INCLUDE_PRERELEASE: 1,
      FLAG_LOOSE: 2
    };
  }
});
// node_modules/semver/internal/re.js
var require_re = __commonJS({
  "node_modules/semver/internal/re.js"(exports, module) {
    "use strict";
    var {
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_LENGTH
    } = require_constants();
    var debug = require_debug();
    exports = module.exports = {};
    var re = exports.re = [];
    var safeRe = exports.safeRe = [];
    var src = exports.src = [];
    var safeSrc = exports.safeSrc = [];
    var t = exports.t = {};
    var R = 0;
    var LETTERDASHNUMBER = "[a-zA-Z0-9-]";
    var safeRegexReplacements = [
      ["\\s", 1],
      ["\\d", MAX_LENGTH],
      [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
    ];
    var makeSafeRegex = (value) => {
      for (const [token, max] of safeRegexReplacements) {
        value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
      }
      return value;
    };
    var createToken = (name, value, isGlobal) => {
      const safe = makeSafeRegex(value);
      const index = R++;
      debug(name, index, value);
      t[name] = index;
      src[index] = value;
      safeSrc[index] = safe;
      re[index] = new RegExp(value, isGlobal ? "g" : void 0);
      safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
    };
    createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
    createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
    createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
    createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
    createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
    createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
    createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
    createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
    createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
    createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
    createToken("FULL", `^${src[t.FULLPLAIN]}$`);
    createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
    createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
    createToken("GTLT", "((?:<|>)?=?)");
    createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
    createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
    createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
    createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COERCEPLAIN", `${"(^|[^\\d])(\\d{1,"}${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
    createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
    createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
    createToken("COERCERTL", src[t.COERCE], true);
    createToken("COERCERTLFULL", src[t.COERCEFULL], true);
    createToken("LONETILDE", "(?:~>?)");
    createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
    exports.tildeTrimReplace = "$1~";
    createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
    createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("LONECARET", "(?:\\^)");
    createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
    exports.caretTrimReplace = "$1^";
    createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
    createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
    createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
    createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
    exports.comparatorTrimReplace = "$1$2$3";
    createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
    createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
    createToken("STAR", "(<|>)?=?\\s*\\*");
    createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
    createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
  }
});
// node_modules/semver/internal/parse-options.js
var require_parse_options = __commonJS({
  "node_modules/semver/internal/parse-options.js"(exports, module) {
    "use strict";
    var looseOption = Object.freeze({ loose: true });
    var emptyOpts = Object.freeze({});
    var parseOptions = (options) => {
      if (!options) {
        return emptyOpts;
      }
      if (typeof options !== "object") {
        return looseOption;
      }
      return options;
    };
    module.exports = parseOptions;
  }
});
// node_modules/semver/internal/identifiers.js
var require_identifiers = __commonJS({
  "node_modules/semver/internal/identifiers.js"(exports, module) {
    "use strict";
    var numeric = /^[0-9]+$/;
    var compareIdentifiers2 = (a, b) => {
      if (typeof a === "number" && typeof b === "number") {
        return a === b ? 0 : a < b ? -1 : 1;
      }
      const anum = numeric.test(a);
      const bnum = numeric.test(b);
      if (anum && bnum) {
        a = +a;
        b = +b;
      }
      return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
    };
    var rcompareIdentifiers = (a, b) => compareIdentifiers2(b, a);
    module.exports = {
      compareIdentifiers: compareIdentifiers2,
      rcompareIdentifiers
    };
  }
});
// node_modules/semver/classes/semver.js
var require_semver = __commonJS({
  "node_modules/semver/classes/semver.js"(exports, module) {
    "use strict";
    var debug = require_debug();
    var { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants();
    var { safeRe: re, t } = require_re();
    var parseOptions = require_parse_options();
    var { compareIdentifiers: compareIdentifiers2 } = require_identifiers();
    var isPrereleaseIdentifier = (prerelease, identifier) => {
      const identifiers = identifier.split(".");
      if (identifiers.length > prerelease.length) {
        return false;
      }
      for (let i = 0; i < identifiers.length; i++) {
        if (compareIdentifiers2(prerelease[i], identifiers[i]) !== 0) {
          return false;
        }
      }
      return true;
    };
    var SemVer = class _SemVer {
      constructor(version2, options) {
        options = parseOptions(options);
        if (version2 instanceof _SemVer) {
          if (version2.loose === !!options.loose && version2.includePrerelease === !!options.includePrerelease) {
            return version2;
          } else {
            version2 = version2.version;
          }
        } else if (typeof version2 !== "string") {
          throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version2}".`);
        }
        if (version2.length > MAX_LENGTH) {
          throw new TypeError(
            `version is longer than ${MAX_LENGTH} characters`
          );
        }
        debug("SemVer", version2, options);
        this.options = options;
        this.loose = !!options.loose;
        this.includePrerelease = !!options.includePrerelease;
        const m = version2.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
        if (!m) {
          throw new TypeError(`Invalid Version: ${version2}`);
        }
        this.raw = version2;
        this.major = +m[1];
        this.minor = +m[2];
        this.patch = +m[3];
        if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
          throw new TypeError("Invalid major version");
        }
        if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
          throw new TypeError("Invalid minor version");
        }
        if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
          throw new TypeError("Invalid patch version");
        }
        if (!m[4]) {
          this.prerelease = [];
        } else {
          this.prerelease = m[4].split(".").map((id) => {
            if (/^[0-9]+$/.test(id)) {
              const num = +id;
              if (num >= 0 && num < MAX_SAFE_INTEGER) {
                return num;
              }
            }
            return id;
          });
        }
        this.build = m[5] ? m[5].split(".") : [];
        this.format();
      }
      format() {
        this.version = `${this.major}.${this.minor}.${this.patch}`;
        if (this.prerelease.length) {
          this.version += `-${this.prerelease.join(".")}`;
        }
        return this.version;
      }
      toString() {
        return this.version;
      }
      compare(other) {
        debug("SemVer.compare", this.version, this.options, other);
        if (!(other instanceof _SemVer)) {
          if (typeof other === "string" && other === this.version) {
            return 0;
          }
          other = new _SemVer(other, this.options);
        }
        if (other.version === this.version) {
          return 0;
        }
        return this.compareMain(other) || this.comparePre(other);
      }
      compareMain(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.major < other.major) {
          return -1;
        }
        if (this.major > other.major) {
          return 1;
        }
        if (this.minor < other.minor) {
          return -1;
        }
        if (this.minor > other.minor) {
          return 1;
        }
        if (this.patch < other.patch) {
          return -1;
        }
        if (this.patch > other.patch) {
          return 1;
        }
        return 0;
      }
      comparePre(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.prerelease.length && !other.prerelease.length) {
          return -1;
        } else if (!this.prerelease.length && other.prerelease.length) {
          return 1;
        } else if (!this.prerelease.length && !other.prerelease.length) {
          return 0;
        }
        let i = 0;
        do {
          const a = this.prerelease[i];
          const b = other.prerelease[i];
          debug("prerelease compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers2(a, b);
          }
        } while (++i);
      }
      compareBuild(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        let i = 0;
        do {
          const a = this.build[i];
          const b = other.build[i];
          debug("build compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers2(a, b);
          }
        } while (++i);
      }
      // preminor will bump the version up to the next minor release, and immediately
      // down to pre-release. premajor and prepatch work the same way.
      inc(release, identifier, identifierBase) {
        if (release.startsWith("pre")) {
          if (!identifier && identifierBase === false) {
            throw new Error("invalid increment argument: identifier is empty");
          }
          if (identifier) {
            const match2 = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
            if (!match2 || match2[1] !== identifier) {
              throw new Error(`invalid identifier: ${identifier}`);
            }
          }
        }
        switch (release) {
          case "premajor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor = 0;
            this.major++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "preminor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "prepatch":
            this.prerelease.length = 0;
            this.inc("patch", identifier, identifierBase);
            this.inc("pre", identifier, identifierBase);
            break;
          // If the input is a non-prerelease version, this acts the same as
          // prepatch.
          case "prerelease":
            if (this.prerelease.length === 0) {
              this.inc("patch", identifier, identifierBase);
            }
            this.inc("pre", identifier, identifierBase);
            break;
          case "release":
            if (this.prerelease.length === 0) {
              throw new Error(`version ${this.raw} is not a prerelease`);
            }
            this.prerelease.length = 0;
            break;
          case "major":
            if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) {
              this.major++;
            }
            this.minor = 0;
            this.patch = 0;
            this.prerelease = [];
            break;
          case "minor":
            if (this.patch !== 0 || this.prerelease.length === 0) {
              this.minor++;
            }
            this.patch = 0;
            this.prerelease = [];
            break;
          case "patch":
            if (this.prerelease.length === 0) {
              this.patch++;
            }
            this.prerelease = [];
            break;
          // This probably shouldn't be used publicly.
          // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
          case "pre": {
            const base = Number(identifierBase) ? 1 : 0;
            if (this.prerelease.length === 0) {
              this.prerelease = [base];
            } else {
              let i = this.prerelease.length;
              while (--i >= 0) {
                if (typeof this.prerelease[i] === "number") {
                  this.prerelease[i]++;
                  i = -2;
                }
              }
              if (i === -1) {
                if (identifier === this.prerelease.join(".") && identifierBase === false) {
                  throw new Error("invalid increment argument: identifier already exists");
                }
                this.prerelease.push(base);
              }
            }
            if (identifier) {
              let prerelease = [identifier, base];
              if (identifierBase === false) {
                prerelease = [identifier];
              }
              if (isPrereleaseIdentifier(this.prerelease, identifier)) {
                const prereleaseBase = this.prerelease[identifier.split(".").length];
                if (isNaN(prereleaseBase)) {
                  this.prerelease = prerelease;
                }
              } else {
                this.prerelease = prerelease;
              }
            }
            break;
          }
          default:
            throw new Error(`invalid increment argument: ${release}`);
        }
        this.raw = this.format();
        if (this.build.length) {
          this.raw += `+${this.build.join(".")}`;
        }
        return this;
      }
    };
    module.exports = SemVer;
  }
});
// node_modules/semver/functions/compare.js
var require_compare = __commonJS({
  "node_modules/semver/functions/compare.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var compare3 = (a, b, loose) => new SemVer(a, loose).compare(new SemVer(b, loose));
    module.exports = compare3;
  }
});
// node_modules/semver/functions/parse.js
var require_parse = __commonJS({
  "node_modules/semver/functions/parse.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse = (version2, options, throwErrors = false) => {
      if (version2 instanceof SemVer) {
        return version2;
      }
      try {
        return new SemVer(version2, options);
      } catch (er) {
        if (!throwErrors) {
          return null;
        }
        throw er;
      }
    };
    module.exports = parse;
  }
});

import {
  __toESM
} from "./shared.js";
// src/plan/versionFromRef.ts
var import_parse = __toESM(require_parse(), 1);
function versionFromRef(gitTag, prefix) {
  const rest = gitTag.startsWith(prefix) ? gitTag.slice(prefix.length) : gitTag;
  return /^\d/.test(rest) ? rest : gitTag;
}
function versionNumbers(version2) {
  const parsed = (0, import_parse.default)(version2);
  if (!parsed || parsed.raw !== version2 || parsed.version !== version2.split("+")[0]) return void 0;
  const { major, minor, patch, prerelease } = parsed;
  return { major, minor, patch, prerelease: prerelease.length > 0 ? prerelease.join(".") : void 0 };
}
function mayFloat(gitTag, prefix) {
  return /^\d+(\.\d+)?$/.test(versionFromRef(gitTag, prefix));
}
function isFloatingGitTag(gitTag, gitTags, prefix) {
  if (!mayFloat(gitTag, prefix)) return false;
  return gitTags.some(
    (other) => other.startsWith(`${gitTag}.`) && versionNumbers(versionFromRef(other, prefix)) !== void 0
  );
}

import {
  __toESM as __toESM2
} from "./shared.js";
// src/plan/versionOrder.ts
var import_compare = __toESM2(require_compare(), 1);
var import_parse2 = __toESM2(require_parse(), 1);
var PRERELEASE_WORD = /(?<![a-z])(?:a|b|c|rc|alpha|beta|pre|preview|dev|nightly|snapshot)[._-]?\d*$/i;
function compareVersions(first, second) {
  const a = order(first);
  const b = order(second);
  if (!a || !b) return void 0;
  if (a.semver !== void 0 && b.semver !== void 0) return named((0, import_compare.default)(a.semver, b.semver));
  return shapeOf(a) === shapeOf(b) ? named(compareNumbers(numbersOf(a), numbersOf(b))) : void 0;
}
function isVersion(text3) {
  return VERSION2.test(text3);
}
var VERSION2 = /^v?\d/;
function isInScope(version2, scope) {
  const ordered = order(version2);
  if (!ordered || ordered.prerelease && !scope.prerelease) return false;
  const [major, minor] = ordered.semver ? [ordered.semver.major, ordered.semver.minor] : numbersOf(ordered);
  return isSame(major, scope.major) && isSame(minor, scope.minor);
}
function isSame(number, wanted) {
  return wanted === void 0 || number !== void 0 && BigInt(number) === BigInt(wanted);
}
function isPrerelease(version2) {
  return order(version2)?.prerelease ?? false;
}
function isSemver(text3) {
  return order(text3)?.semver !== void 0;
}
function highestAbove(version2, known, scope) {
  const strict = isSemver(version2);
  const above = known.filter(
    (other) => isInScope(other, scope) && (!strict || isSemver(other)) && compareVersions(other, version2) === "newer"
  );
  return above.reduce(
    (best, other) => best === void 0 || compareVersions(other, best) === "newer" ? other : best,
    void 0
  );
}
function knownVersions(gitTags, imageTags, affixes) {
  const fromGit = gitTags.filter((tag) => tag.startsWith(affixes.prefix)).map((tag) => tag.slice(affixes.prefix.length));
  const fromImages = imageTags.filter((tag) => tag.endsWith(affixes.suffix)).map((tag) => tag.slice(0, tag.length - affixes.suffix.length));
  return [.../* @__PURE__ */ new Set([...fromGit, ...fromImages])].filter(isVersion);
}
var orders = /* @__PURE__ */ new Map();
function order(text3) {
  if (!isVersion(text3)) return void 0;
  const ordered = orders.get(text3) ?? readOrder(text3.startsWith("v") ? text3.slice(1) : text3);
  orders.set(text3, ordered);
  return ordered;
}
function readOrder(version2) {
  const parsed = (0, import_parse2.default)(version2);
  const semver2 = parsed && parsed.version === version2.split("+")[0] ? parsed : void 0;
  const prerelease = semver2 === void 0 ? PRERELEASE_WORD.test(version2) : (parsed?.prerelease.length ?? 0) > 0;
  return { semver: semver2, text: version2, prerelease };
}
function shapeOf({ text: text3 }) {
  return text3.replace(/\d+/g, "N");
}
function numbersOf({ text: text3 }) {
  return (text3.match(/\d+/g) ?? []).map(BigInt);
}
function compareNumbers(a, b) {
  for (const [index, number] of a.entries()) {
    const other = b[index] ?? 0n;
    if (number !== other) return number > other ? 1 : -1;
  }
  return 0;
}
function named(sign) {
  if (sign === 0) return "equal";
  return sign > 0 ? "newer" : "older";
}

import {
  suggest
} from "./errors.js";
// src/oci/knownPlatform.ts
var ARCHITECTURES2 = "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm".split(" ");
var SYSTEMS = "linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1".split(
  " "
);
function knownPlatform(text3) {
  const platform = parsePlatform(text3);
  const { os, architecture } = platform;
  if (!SYSTEMS.includes(os))
    throw new Error(`"${text3}": ${os} is no operating system; ${suggest(os, SYSTEMS)}`);
  if (!ARCHITECTURES2.includes(architecture))
    throw new Error(`"${text3}": ${architecture} is no architecture; ${suggest(architecture, ARCHITECTURES2)}`);
  return platform;
}

// src/context/gitTags.ts
var VERSION3 = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?$/;
function parseVersionTag(prefix, gitTag) {
  return parseTag(prefix, gitTag, /* @__PURE__ */ new Map());
}
function parseVersionTags(prefix, gitTags) {
  const tags2 = [];
  const known = /* @__PURE__ */ new Map();
  for (const gitTag of gitTags) {
    const tag = parseTag(prefix, gitTag, known);
    if (tag) tags2.push(tag);
  }
  return tags2;
}
function parseTag(prefix, gitTag, known) {
  if (!gitTag.startsWith(prefix)) return void 0;
  const version2 = gitTag.slice(prefix.length);
  const match2 = VERSION3.exec(version2);
  if (!match2) return void 0;
  const major = Number(match2[1]);
  const minor = Number(match2[2]);
  const patch = Number(match2[3]);
  if (Math.max(major, minor, patch) > Number.MAX_SAFE_INTEGER) return void 0;
  const prerelease = match2[4] === void 0 ? RELEASED : identifiersOf(match2[4], known);
  return { gitTag, version: version2, major, minor, patch, prerelease };
}
var RELEASED = [];
function identifiersOf(text3, known) {
  const parsed = known.get(text3) ?? text3.split(".").map((part) => /^\d+$/.test(part) ? Number(part) : part);
  known.set(text3, parsed);
  return parsed;
}
function compareVersions2(a, b) {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (core !== 0 || a.prerelease.length === 0 && b.prerelease.length === 0) return core;
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length - a.prerelease.length;
  for (let at = 0; at < Math.min(a.prerelease.length, b.prerelease.length); at++) {
    const order2 = compareIdentifiers(a.prerelease[at] ?? 0, b.prerelease[at] ?? 0);
    if (order2 !== 0) return order2;
  }
  return a.prerelease.length - b.prerelease.length;
}
function compareIdentifiers(a, b) {
  if (typeof a === "number") return typeof b === "number" ? a - b : -1;
  if (typeof b === "number") return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
function maintenanceRange(branch) {
  const [, name, first, second] = /^(?:.*\/)?v?((0|[1-9]\d*)(?:\.(0|[1-9]\d*))?\.x)$/.exec(branch ?? "") ?? [];
  if (name === void 0) return void 0;
  const major = Number(first);
  const core = (numbers) => ({
    major: numbers[0],
    minor: numbers[1],
    patch: 0,
    prerelease: []
  });
  if (second === void 0) return { name, from: core([major, 0]), below: core([major + 1, 0]) };
  const minor = Number(second);
  return { name, from: core([major, minor]), below: core([major, minor + 1]) };
}
function baseCandidates(tags2, { range, pushed }) {
  const kind = pushed && kindOf(pushed);
  const fits = (tag) => {
    if (tag.prerelease.length > 0 && (kind === void 0 || kindOf(tag) !== kind)) return false;
    if (range && (compareVersions2(tag, range.from) < 0 || compareVersions2(tag, range.below) >= 0))
      return false;
    return !pushed || compareVersions2(tag, pushed) < 0;
  };
  return tags2.filter(fits);
}
function kindOf({ prerelease: [first] }) {
  return typeof first === "string" ? first.replace(/\d+$/, "") || first : first;
}
function highestVersion(tags2) {
  return tags2.reduce(
    (best, tag) => best && compareVersions2(best, tag) >= 0 ? best : tag,
    void 0
  );
}

import {
  UserError as UserError3,
  faultsError,
  messageOf as messageOf2,
  nearestWord,
  suggest as suggest2
} from "./errors.js";
import {
  __toESM as __toESM3
} from "./shared.js";
// src/execute/outcome.ts
var NOTHING = {
  digest: void 0,
  images: [],
  imageId: void 0,
  platforms: [],
  metadata: {},
  promoted: [],
  releaseUrl: "",
  cache: void 0,
  durations: [],
  warnings: [],
  notices: [],
  contexts: [],
  waits: 0
};
// src/stages/pushes.ts
function pushes(inputs, { trigger, run: run2 }) {
  const { call } = inputs.build;
  if (call !== void 0 && call !== "build") {
    if (inputs.where.push === "true")
      throw new UserError3(`call: ${call} builds nothing, so that push: true cannot be`);
    return false;
  }
  if (inputs.where.push !== "auto") return inputs.where.push === "true";
  return trigger.kind !== "pull_request" && trigger.kind !== "merge_group" && !run2.privileged;
}
function whyNotPushed(inputs, context) {
  const { trigger, run: run2 } = context;
  if (inputs.where.push !== "auto" || pushes(inputs, context) || inputs.build.call !== void 0)
    return void 0;
  if (run2.privileged)
    return `Others can start ${run2.event}: it is built, and nothing is pushed unless \`push: true\` asks for it.`;
  if (trigger.kind === "merge_group") return "A merge queue: it is built, and nothing is pushed.";
  return trigger.kind === "pull_request" && trigger.fork ? "A pull request from a fork: it is built, and nothing is pushed." : "A pull request: it is built, and nothing is pushed.";
}
// src/plan/calendar.ts
var DAY = 864e5;
function calendar(date, zone) {
  const epoch = date.getTime();
  const { offsetMilliseconds, zoneName } = /^(Etc\/)?UTC$/i.test(zone) ? { offsetMilliseconds: 0, zoneName: "UTC" } : zoneAt(date, zone);
  const wall = new Date(epoch + offsetMilliseconds);
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    weekday: wall.getUTCDay(),
    dayOfYear: daysSince(Date.UTC(wall.getUTCFullYear(), 0, 1), wall) + 1,
    week: weekOf(wall, { startsOn: 0, firstHas: 1 }),
    isoWeek: weekOf(wall, { startsOn: 1, firstHas: 4 }),
    offsetMinutes: Math.round(offsetMilliseconds / 6e4),
    zoneName,
    epoch
  };
}
function zoneAt(date, zone) {
  const parts = Object.fromEntries(
    formatter(zone).formatToParts(date).map(({ type, value }) => [type, value])
  );
  const field2 = (name) => Number(parts[name]);
  const wall = Date.UTC(
    field2("year"),
    field2("month") - 1,
    field2("day"),
    field2("hour"),
    field2("minute"),
    field2("second")
  );
  const whole = date.getTime() - (date.getTime() % 1e3 + 1e3) % 1e3;
  return { offsetMilliseconds: wall - whole, zoneName: parts.timeZoneName ?? zone };
}
function formatter(zone) {
  const numeric = "numeric";
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
      timeZoneName: "short"
    });
  } catch (cause) {
    throw new UserError3(`"${zone}" is no time zone; write one such as UTC or Europe/Berlin`, { cause });
  }
}
function daysSince(start, date) {
  return Math.floor((date.getTime() - start) / DAY);
}
function weekOf(wall, rule) {
  const year = wall.getUTCFullYear();
  const started = [year + 1, year, year - 1].map((candidate2) => ({ candidate: candidate2, start: firstWeek(candidate2, rule) })).find(({ start: start2 }) => wall.getTime() >= start2);
  const { candidate, start } = started ?? { candidate: year, start: wall.getTime() };
  return { year: candidate, number: Math.floor(daysSince(start, wall) / 7) + 1 };
}
function firstWeek(year, { startsOn, firstHas }) {
  const inside = Date.UTC(year, 0, firstHas);
  const weekday = new Date(inside).getUTCDay();
  return inside - (weekday - startsOn + 7) % 7 * DAY;
}
// src/plan/dateFormat.ts
var MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
];
var DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
var TOKENS = {
  M: (m) => m.month,
  Mo: (m) => ordinal(m.month),
  MM: (m) => pad(m.month, 2),
  MMM: (m) => monthName(m).slice(0, 3),
  MMMM: (m) => monthName(m),
  Q: (m) => quarter(m),
  Qo: (m) => ordinal(quarter(m)),
  D: (m) => m.day,
  Do: (m) => ordinal(m.day),
  DD: (m) => pad(m.day, 2),
  DDD: (m) => m.dayOfYear,
  DDDo: (m) => ordinal(m.dayOfYear),
  DDDD: (m) => pad(m.dayOfYear, 3),
  d: (m) => m.weekday,
  do: (m) => ordinal(m.weekday),
  dd: (m) => dayName(m).slice(0, 2),
  ddd: (m) => dayName(m).slice(0, 3),
  dddd: (m) => dayName(m),
  e: (m) => m.weekday,
  E: (m) => m.weekday || 7,
  w: (m) => m.week.number,
  wo: (m) => ordinal(m.week.number),
  ww: (m) => pad(m.week.number, 2),
  W: (m) => m.isoWeek.number,
  Wo: (m) => ordinal(m.isoWeek.number),
  WW: (m) => pad(m.isoWeek.number, 2),
  YY: (m) => pad(m.year % 100, 2),
  YYYY: (m) => pad(m.year, 4),
  YYYYY: (m) => pad(m.year, 5),
  YYYYYY: (m) => `+${pad(m.year, 6)}`,
  y: (m) => m.year,
  N: () => "AD",
  NNNN: () => "Anno Domini",
  gg: (m) => pad(m.week.year % 100, 2),
  gggg: (m) => pad(m.week.year, 4),
  GG: (m) => pad(m.isoWeek.year % 100, 2),
  GGGG: (m) => pad(m.isoWeek.year, 4),
  A: (m) => m.hour < 12 ? "AM" : "PM",
  a: (m) => m.hour < 12 ? "am" : "pm",
  H: (m) => m.hour,
  HH: (m) => pad(m.hour, 2),
  h: (m) => m.hour % 12 || 12,
  hh: (m) => pad(m.hour % 12 || 12, 2),
  k: (m) => m.hour || 24,
  kk: (m) => pad(m.hour || 24, 2),
  m: (m) => m.minute,
  mm: (m) => pad(m.minute, 2),
  s: (m) => m.second,
  ss: (m) => pad(m.second, 2),
  X: (m) => Math.floor(m.epoch / 1e3),
  x: (m) => m.epoch,
  Z: (m) => offset(m, ":"),
  ZZ: (m) => offset(m, ""),
  z: (m) => m.zoneName,
  zz: (m) => m.zoneName
};
var LONG_FORMS = {
  LTS: "h:mm:ss A",
  LT: "h:mm A",
  LLLL: "dddd, MMMM D, YYYY h:mm A",
  LLL: "MMMM D, YYYY h:mm A",
  LL: "MMMM D, YYYY",
  L: "MM/DD/YYYY",
  llll: "ddd, MMM D, YYYY h:mm A",
  lll: "MMM D, YYYY h:mm A",
  ll: "MMM D, YYYY",
  l: "M/D/YYYY"
};
var alternatives = (names) => names.toSorted((a, b) => b.length - a.length).join("|");
var LONG_FORM = new RegExp(`\\[[^\\[]*\\]|\\\\.|${alternatives(Object.keys(LONG_FORMS))}`, "g");
var ELEMENT = new RegExp(`\\[([^\\[]*?)\\]|(\\\\)?(${alternatives(Object.keys(TOKENS))}|S{1,9})`, "g");
function formatDate(date, format2, zone = "UTC") {
  if (Number.isNaN(date.getTime())) throw new UserError3("the date is not valid");
  const moment = calendar(date, zone);
  const wanted = format2 || (/^(Etc\/)?UTC$/i.test(zone) ? "YYYY-MM-DDTHH:mm:ss[Z]" : "YYYY-MM-DDTHH:mm:ssZ");
  const expanded = wanted.replace(LONG_FORM, (name) => LONG_FORMS[name] ?? name);
  return expanded.replace(ELEMENT, (...match2) => {
    const [, literal, escaped2, token = ""] = match2;
    if (literal !== void 0) return literal;
    return escaped2 ? token : render(token, moment);
  });
}
function render(token, moment) {
  if (!token.startsWith("S")) return String(TOKENS[token]?.(moment) ?? token);
  return pad(moment.millisecond, 3).padEnd(9, "0").slice(0, token.length);
}
function pad(value, width) {
  return String(value).padStart(width, "0");
}
function monthName({ month }) {
  return MONTHS[month - 1] ?? "";
}
function dayName({ weekday }) {
  return DAYS[weekday] ?? "";
}
function quarter({ month }) {
  return Math.ceil(month / 3);
}
function ordinal(value) {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  return `${value}${(teens ? void 0 : ["th", "st", "nd", "rd"][value % 10]) ?? "th"}`;
}
function offset({ offsetMinutes }, separator2) {
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${separator2}${pad(minutes % 60, 2)}`;
}
// src/plan/expressions.ts
var DEFAULT_SHORT_SHA = 7;
var DEFAULT_BRANCH_EVENTS = /create|discussion|issues|schedule/;
function refFacts(context) {
  const ref2 = refOf(context);
  const after = (prefix) => ref2.startsWith(prefix) ? ref2.slice(prefix.length) : void 0;
  const gitTag = after("refs/tags/");
  const pullRequest2 = after("refs/pull/")?.replace(/\/merge$/, "");
  return {
    branch: after("refs/heads/"),
    gitTag,
    pullRequest: pullRequest2,
    baseRef: gitTag === void 0 && pullRequest2 === void 0 ? void 0 : baseRefOf(context),
    sha: shaOf(context),
    defaultBranch: text(asObject(context.run.payload.repository).default_branch) ?? context.repository.defaultBranch
  };
}
function refOf({ run: run2 }) {
  const number = run2.payload.number ?? asObject(run2.payload.pull_request).number;
  return run2.event.includes("pull_request_target") && number !== void 0 ? `refs/pull/${String(number)}/merge` : run2.ref;
}
function baseRefOf({ run: run2 }) {
  const ofPullRequest = text(asObject(asObject(run2.payload.pull_request).base).ref);
  const told = ofPullRequest ?? text(run2.payload.base_ref) ?? (run2.baseRef || void 0);
  return told?.replace(/^refs\/heads\//, "");
}
function shaOf({ run: run2, git, environment }) {
  const head = text(asObject(asObject(run2.payload.pull_request).head).sha);
  const wanted = /true/i.test(environment.DOCKER_METADATA_PR_HEAD_SHA ?? "") && run2.event.includes("pull_request");
  return wanted && head !== void 0 ? head : git.sha;
}
function shortSha(sha2, environment) {
  const told = environment.DOCKER_METADATA_SHORT_SHA_LENGTH;
  const length = told ? Number(told) : DEFAULT_SHORT_SHA;
  if (!Number.isInteger(length) || length < 1) {
    throw new UserError3(`DOCKER_METADATA_SHORT_SHA_LENGTH is "${told}"; expected a whole number, such as 12`);
  }
  return sha2.slice(0, length);
}
function expressions(context) {
  const facts = refFacts(context);
  const isDefault = isDefaultBranch(context, facts);
  return {
    branch: () => facts.branch,
    tag: () => facts.gitTag,
    sha: () => shortSha(facts.sha, context.environment) || void 0,
    base_ref: () => facts.baseRef,
    is_default_branch: () => String(isDefault),
    is_not_default_branch: () => String(!isDefault),
    ...dateExpressions(context)
  };
}
function dateExpressions(context) {
  return { date: dated(context.now), commit_date: dated(commitTime(context)) };
}
function dated(date) {
  return ({ name, argument, options: { tz, ...others } }) => {
    const [unknown] = Object.keys(others);
    if (unknown !== void 0)
      throw new UserError3(`"${unknown}" is no option of {{${name}}}; ${suggest2(unknown, ["tz"])}`);
    return formatDate(date, argument, tz);
  };
}
function commitTime({ git, run: run2, now }) {
  if (git.commitTime) return git.commitTime;
  const commits = Array.isArray(run2.payload.commits) ? run2.payload.commits.map(asObject) : [];
  const commit = [...commits, asObject(run2.payload.head_commit)].find(({ id }) => id === git.sha);
  const told = text(commit?.timestamp);
  return told === void 0 ? now : new Date(told);
}
function isDefaultBranch({ run: run2 }, { branch, gitTag, pullRequest: pullRequest2, defaultBranch }) {
  if (gitTag === void 0 && pullRequest2 === void 0 && branch === void 0) return false;
  return branch !== void 0 && branch === defaultBranch || DEFAULT_BRANCH_EVENTS.test(run2.event);
}
function text(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}
// src/plan/floating.ts
var UNIQUE = {
  version: "the version",
  raw: "the version",
  tag: "the git tag",
  sha: "a commit",
  run_number: "a run"
};
var OF_COMMITS = ["branch", "base_ref", "number", "date", "commit_date", "base_version"];
function guardOf(origin) {
  const { fields, numbers, rule } = origin;
  const unique = fields.find((field22) => Object.hasOwn(UNIQUE, field22));
  if (unique !== void 0) return immutable(rule, `names ${UNIQUE[unique]}`);
  const has = (field22) => fields.includes(field22);
  if (has("major") && has("minor") && has("patch") && !origin.prerelease)
    return immutable(rule, "names all of a version");
  if (has("major") && numbers) return inScope(origin, numbers);
  const field2 = OF_COMMITS.find(has);
  if (field2 !== void 0 || origin.follows === "commits") {
    return {
      guard: { kind: "ancestry" },
      because: `floating: ${rule} ${field2 ? `follows {{${field2}}}` : "names no build"}; moves along the commits`
    };
  }
  return {
    guard: { kind: "version", prerelease: origin.prerelease },
    because: `floating: ${rule} names no version; moves to the highest ${kindOf2(origin)}`
  };
}
function immutable(rule, why) {
  return { guard: { kind: "immutable" }, because: `immutable: ${rule} ${why}` };
}
function inScope(origin, { major, minor }) {
  const minorCounts = minor !== void 0 && origin.fields.includes("minor");
  const scope = minorCounts ? { major, minor } : { major };
  return {
    guard: { kind: "version", ...scope, prerelease: origin.prerelease },
    because: `floating: ${origin.rule} names a part of the version; moves to the highest ${kindOf2(origin)} of ${major}${minorCounts ? `.${minor}` : ""}`
  };
}
function kindOf2({ prerelease }) {
  return prerelease ? "version, prereleases included" : "release";
}
function fieldsOfText(text22) {
  const part = /^v?(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text22);
  if (part) {
    const [, major, minor] = part;
    if (minor === void 0) return { fields: ["major"], numbers: { major: Number(major) } };
    return { fields: ["major", "minor"], numbers: { major: Number(major), minor: Number(minor) } };
  }
  return { fields: /\d/.test(text22) ? ["version"] : [] };
}
// src/plan/template.ts
var BRACES = /\\\{\{|\{\{\{((?:[^{}]|\{(?!\{))*)\}\}\}|\{\{(~?)(!--[\s\S]*?--|(?:'[^']*'|"[^"]*"|[^{}'"]|\{(?!\{))*?)(~?)\}\}/g;
var ARGUMENT = /\s*(?:([\w-]+)=)?(?:'([^']*)'|"([^"]*)"|([^\s'"=]+))/y;
function parseTemplate(source) {
  const segments = [];
  let at = 0;
  let trimNext = false;
  const addText = (text22) => {
    if (text22.includes("{{")) throw new UserError3(`"${source}" has "{{" without "}}"`);
    if (text22 !== "") segments.push({ kind: "text", text: text22 });
  };
  for (const match2 of source.matchAll(BRACES)) {
    const [whole, plain, before, inner, after] = match2;
    const between = source.slice(at, match2.index);
    const text22 = trimNext ? between.trimStart() : between;
    addText(before ? text22.trimEnd() : text22);
    trimNext = Boolean(after);
    at = match2.index + whole.length;
    const code2 = (plain ?? inner ?? "").trim().replace(/^&\s*/, "");
    if (whole === "\\{{") segments.push({ kind: "text", text: "{{" });
    else if (!code2.startsWith("!")) segments.push({ kind: "call", call: parseCall(code2, source) });
  }
  addText(trimNext ? source.slice(at).trimStart() : source.slice(at));
  const names = segments.flatMap((segment) => segment.kind === "call" ? [segment.call.name] : []);
  return { source, segments, names };
}
function parseCall(code2, source) {
  const [, name, rest = ""] = /^(?:this\.|\.\/)?([A-Za-z_][\w.]*)(?=\s|$)(.*)$/s.exec(code2) ?? [];
  if (name === void 0 || name === "else") {
    const conditions = /^[#/^>]|^else$/.test(code2) ? "; conditions and blocks are not known here" : "";
    throw new UserError3(
      `"{{${code2}}}" in "${source}" is no expression${conditions}; write {{name}} or {{name 'argument' option='value'}}`
    );
  }
  const options = {};
  let argument;
  let at = 0;
  while (rest.slice(at).trim() !== "") {
    ARGUMENT.lastIndex = at;
    const match2 = ARGUMENT.exec(rest);
    if (!match2)
      throw new UserError3(
        `"{{${code2}}}" in "${source}" cannot be read; write {{${name} 'argument'}}, with single quotes`
      );
    at = ARGUMENT.lastIndex;
    const value = match2[2] ?? match2[3];
    if (match2[1] === void 0) argument ??= value;
    else options[match2[1]] = value ?? match2[4] ?? "";
  }
  return { name, argument, options };
}
function renderTemplate(template, scope) {
  const absent = [];
  const unknown = [];
  const fill = (segment) => {
    if (segment.kind === "text") return segment.text;
    const { call } = segment;
    const expression = Object.hasOwn(scope, call.name) ? scope[call.name] : void 0;
    const value = expression?.(call);
    if (value === void 0) (expression ? absent : unknown).push(call.name);
    return value ?? "";
  };
  const text22 = template.segments.map(fill).join("");
  return { text: text22, absent, unknown };
}
// src/plan/channelTag.ts
function fillTemplate(template, facts) {
  const { version: version2, scope } = facts;
  const { text: text22, absent } = renderTemplate(template, scope);
  const origin = originOf2(template, facts);
  const missing = reasonToLeaveOut(template, { ...facts, absent, origin });
  if (missing !== void 0) return { missing };
  const named2 = version2 === void 0 ? {} : { version: version2, label: version2 };
  const source = `${facts.rule.name}'s ${template.source}`;
  return { value: { text: text22, latest: false, origin, source, ...named2 } };
}
function reasonToLeaveOut({ names }, {
  absent,
  origin,
  version: version2,
  numbers
}) {
  const [field2] = absent;
  if (field2 !== void 0) {
    return `{{${field2}}} has no value ${version2 === void 0 ? "in this run" : `for version ${version2}`}`;
  }
  if (names.includes("major") && !names.includes("minor") && numbers?.major === 0) {
    return "0 is no line of releases";
  }
  const { guard } = guardOf({ ...origin, prerelease: false, rule: "" });
  if (guard.kind === "version" && version2 === void 0) {
    return "it moves with versions, and this run has none";
  }
  return void 0;
}
function originOf2(template, facts) {
  const { rule, context, numbers } = facts;
  const text22 = template.segments.map((segment) => segment.kind === "text" ? segment.text : "").join("");
  const forReleases = isForReleases(template, text22);
  return {
    fields: fieldsOf(template, text22, context),
    follows: followsVersions(facts, forReleases) ? "versions" : "commits",
    prerelease: rule.name !== "stable" && !forReleases,
    ...numbers && { numbers: { major: numbers.major, minor: numbers.minor } }
  };
}
function fieldsOf({ names }, text22, context) {
  if (names.length === 0) return text22 === refFacts(context).branch ? ["branch"] : [];
  return names.map((name) => name === "tag" ? "version" : name);
}
function followsVersions({ rule, context: { trigger }, version: version2 }, forReleases) {
  if ("gitTag" in trigger && trigger.gitTag !== void 0) return true;
  const publishesVersions = rule.templates.some(
    ({ names }) => names.includes("version") || names.includes("major")
  );
  if (!publishesVersions || trigger.kind === "schedule") return false;
  return version2 === void 0 ? forReleases : !isPrerelease(version2);
}
function isForReleases({ names }, text22) {
  return text22 === "latest" || text22 === "stable" || names.includes("major") && /^v?\.?$/.test(text22);
}
// src/plan/channelTrigger.ts
var KINDS = ["tag", "branch", "schedule", "dispatch", "pull_request"];
var DEFAULT_BRANCH = "<default>";
function parseTrigger(text22) {
  const [word22 = "", glob, ...more] = text22.trim().split(/\s+/);
  const kind = KINDS.find((candidate) => candidate === word22);
  if (kind === void 0)
    throw new UserError3(
      word22 === "" ? "a trigger is missing; name one of tag GLOB, branch GLOB, schedule, dispatch, pull_request" : `the trigger "${word22}" is not known; ${suggest2(word22, KINDS)}`
    );
  if (more.length > 0)
    throw new UserError3(
      `"${text22.trim()}" has more than one pattern; write "${kind} ${glob}, ${kind} ${more[0]}"`
    );
  if (kind !== "tag" && kind !== "branch") {
    if (glob !== void 0)
      throw new UserError3(`the trigger "${kind}" takes no pattern; leave "${glob}" out`);
    return { kind };
  }
  if (glob === void 0)
    throw new UserError3(
      `the trigger "${kind}" needs a pattern, such as "${kind} ${kind === "tag" ? "v*" : "main"}"`
    );
  if (kind === "branch" && glob === DEFAULT_BRANCH) return { kind: "default-branch" };
  checkGlob(glob);
  return { kind, glob };
}
function checkGlob(glob) {
  try {
    globOf(glob);
  } catch (cause) {
    throw new UserError3(`the pattern "${glob}" cannot be read; write a range upwards, such as [a-z]`, {
      cause
    });
  }
}
function formatTrigger(trigger) {
  if (trigger.kind === "default-branch") return `branch ${DEFAULT_BRANCH}`;
  return trigger.kind === "tag" || trigger.kind === "branch" ? `${trigger.kind} ${trigger.glob}` : trigger.kind;
}
function takes(channel2, occasion) {
  return channel2.triggers.some(
    (wanted) => matches(wanted, occasion) && (wanted.kind !== "tag" || takesVersion(channel2.name, occasion.pushedVersion))
  );
}
function takesVersion(name, version2) {
  if (name !== "stable" && name !== "beta") return true;
  return version2 !== void 0 && isVersion(version2) && isPrerelease(version2) === (name === "beta");
}
function matches(wanted, { trigger, defaultBranch }) {
  switch (wanted.kind) {
    case "tag":
      return "gitTag" in trigger && trigger.gitTag !== void 0 && globOf(wanted.glob).test(trigger.gitTag);
    case "branch":
      return isOnBranch(trigger) && globOf(wanted.glob).test(trigger.branch);
    case "default-branch":
      return isOnBranch(trigger) && trigger.branch === defaultBranch;
    default:
      return trigger.kind === wanted.kind;
  }
}
function isOnBranch(trigger) {
  return (trigger.kind === "branch" || trigger.kind === "dispatch") && trigger.branch !== void 0;
}
function globOf(glob) {
  const pieces = glob.match(/\*\*|\*|\?|\[[^\]]+\]|[\s\S]/g) ?? [];
  const pattern = pieces.map((piece) => {
    if (piece === "**") return ".*";
    if (piece === "*") return "[^/]*";
    if (piece === "?") return "[^/]";
    if (piece.length > 1)
      return `[${piece.slice(1, -1).replace(/^!/, "^").replace(/[\\[\]]/g, "\\$&")}]`;
    return piece.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  return new RegExp(`^${pattern.join("")}$`);
}
// src/plan/releaseScope.ts
var RELEASE_FIELDS = [
  "version",
  "major",
  "minor",
  "patch",
  "prerelease",
  "base_version",
  "channel",
  "run_number",
  "number"
];
function releaseScope(context, known) {
  const { run: run2, trigger } = context;
  const { version: version2, baseVersion, channel: channel2 } = known;
  const numbers = version2 === void 0 ? void 0 : versionNumbers(version2);
  const part = (name) => numbers ? String(numbers[name]) : void 0;
  return {
    ...expressions(context),
    version: () => version2,
    major: () => part("major"),
    minor: () => part("minor"),
    patch: () => part("patch"),
    prerelease: () => numbers?.prerelease,
    base_version: () => baseVersion,
    channel: () => channel2,
    run_number: () => run2.number || void 0,
    number: () => trigger.kind === "pull_request" ? String(trigger.number) : void 0
  };
}
// src/plan/tags/name.ts
var LONGEST = 128;
function cleanName(text22) {
  const name = text22.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  if (name.length > LONGEST)
    throw new UserError3(
      `the tag "${name}" has ${name.length} characters, and at most ${LONGEST} may be; shorten it`
    );
  return TAG.test(name) ? name : void 0;
}
// src/plan/channel.ts
function matchChannel(rules, context, tagPrefix) {
  const { trigger, git } = context;
  const gitTag = "gitTag" in trigger ? trigger.gitTag : void 0;
  if (gitTag !== void 0 && isFloatingGitTag(gitTag, git.gitTags, tagPrefix)) return void 0;
  const pushedVersion = gitTag === void 0 ? void 0 : versionFromRef(gitTag, tagPrefix);
  const occasion = { trigger, defaultBranch: refFacts(context).defaultBranch, pushedVersion };
  const isOwn = isOccasion(rules, context);
  const counting = (triggers) => isOwn ? triggers.filter(({ kind }) => kind === trigger.kind) : triggers;
  return rules.find(({ name, triggers }) => takes({ name, triggers: counting(triggers) }, occasion));
}
function isOccasion(rules, { trigger: { kind } }) {
  return (kind === "schedule" || kind === "dispatch") && rules.some(({ triggers }) => triggers.some((wanted) => wanted.kind === kind));
}
function resolveChannel(rule, context, known) {
  const { version: version2 } = known;
  const numbers = version2 === void 0 ? void 0 : versionNumbers(version2);
  const scope = releaseScope(context, { ...known, channel: rule.name });
  const notices3 = [];
  const values = rule.templates.flatMap((template) => {
    const filled = fillTemplate(template, { rule, context, version: version2, numbers, scope });
    if ("value" in filled) return [filled.value];
    notices3.push({
      level: "notice",
      text: `channel ${rule.name}: "${template.source}" yields no tag: ${filled.missing}`
    });
    return [];
  });
  return { channel: rule.name, values, tags: plainTags(rule, values), notices: notices3 };
}
function plainTags(rule, values) {
  const named2 = values.flatMap(({ text: text22, origin, source }) => {
    const name = cleanName(text22);
    const full = { prerelease: false, ...origin, rule: source ?? rule.name };
    return name === void 0 ? [] : [{ name, ...guardOf(full) }];
  });
  return named2.filter(({ name }, index) => named2.findIndex((other) => other.name === name) === index);
}
// src/plan/attributes.ts
function significantLines(lines22) {
  return lines22.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function parseAttributeLine(line) {
  const outer = csvFields(line);
  const inner = outer.length === 1 && line.startsWith('"') ? csvFields(outer[0] ?? "") : outer;
  const fields = inner.map((field2) => field2.trim());
  const isBare = (field2) => field2.indexOf("=") <= 0;
  const pairs2 = fields.filter((field2) => !isBare(field2)).map((field2) => {
    const at = field2.indexOf("=");
    return [field2.slice(0, at).trim().toLowerCase(), field2.slice(at + 1).trim()];
  });
  return { line, bare: fields.filter((field2) => isBare(field2) && field2 !== ""), attributes: pairs2 };
}
function csvFields(line) {
  try {
    return parseCsv(line)[0] ?? [];
  } catch (cause) {
    throw new UserError3(
      'its quotes cannot be read; quote a whole attribute, "pattern=a,b", and use single quotes inside {{…}}',
      { cause }
    );
  }
}
// src/plan/channelFaults.ts
function channelFaults(rules) {
  return rules.flatMap((rule, index) => {
    const earlier = rules.slice(0, index);
    return [...unreachable(rule, earlier), ...claims(rule, earlier)];
  });
}
function unreachable(rule, earlier) {
  return rule.triggers.flatMap((trigger) => {
    const first = earlier.find(
      (other) => other.triggers.some((theirs) => covers([other.name, theirs], [rule.name, trigger]))
    );
    if (!first) return [];
    return [
      {
        line: rule.line,
        problem: `"${formatTrigger(trigger)}" is never reached, since the line "${first.line}" comes first; put this line above it, or leave the trigger out`
      }
    ];
  });
}
function covers([name, trigger], [otherName, other]) {
  if (trigger.kind !== other.kind)
    return trigger.kind === "branch" && other.kind === "default-branch" && trigger.glob === "**";
  if (!("glob" in trigger) || !("glob" in other)) return true;
  const splitsVersions = trigger.kind === "tag" && (name === "stable" || name === "beta") && name !== otherName;
  return !splitsVersions && coversGlob(trigger.glob, other.glob);
}
function coversGlob(wide, narrow2) {
  if (wide === narrow2 || wide === "**") return true;
  return !narrow2.includes("**") && !/[?[]/.test(wide) && globOf(wide).test(narrow2);
}
function claims(rule, earlier) {
  return rule.templates.flatMap((template, index) => {
    const claim = claimOf(rule, index);
    if (claim === void 0) return [];
    const first = earlier.find(
      (other) => other.name !== rule.name && other.templates.some((_, at) => claimOf(other, at) === claim) && !areApart(rule, other, claim)
    );
    if (!first) return [];
    return [
      {
        line: rule.line,
        problem: `the floating tag "${template.source}" belongs to "${first.name}" already (line "${first.line}"); give each channel its own`
      }
    ];
  });
}
function claimOf({ name, templates }, index) {
  const template = templates[index];
  if (!template || template.names.some((field2) => ["branch", "number", "base_ref", "tag"].includes(field2)))
    return void 0;
  const { guard } = guardOf({
    fields: template.names,
    follows: "commits",
    numbers: { major: 1, minor: 1 },
    prerelease: false,
    rule: ""
  });
  if (guard.kind === "immutable") return void 0;
  return template.segments.map(
    (segment) => segment.kind === "text" ? segment.text : segment.call.name === "channel" ? name : `{{${JSON.stringify(segment.call)}}}`
  ).join("");
}
function areApart(rule, other, claim) {
  const onlyTags = [...rule.triggers, ...other.triggers].every(({ kind }) => kind === "tag");
  const globs = new Set(rule.triggers.map(formatTrigger));
  return claim.includes("{{") && onlyTags && !other.triggers.some((trigger) => globs.has(formatTrigger(trigger)));
}
// src/plan/faults.ts
function noteFaults(faults, line, read) {
  try {
    return read() ?? [];
  } catch (error) {
    if (!(error instanceof UserError3)) throw error;
    faults.push({ line, problem: messageOf2(error) });
    return [];
  }
}
function together(readers) {
  const errors = [];
  const results = readers.map((read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError3)) throw error;
      errors.push(error);
      return void 0;
    }
  });
  const [first] = errors;
  if (first && errors.length === 1) throw first;
  if (first) throw new UserError3(errors.map(({ message }) => message).join("\n"));
  return results;
}
// src/plan/channels.ts
var EXPRESSIONS = [
  "branch",
  "tag",
  "sha",
  "base_ref",
  "is_default_branch",
  "is_not_default_branch",
  "date",
  "commit_date"
];
var KNOWN = [...RELEASE_FIELDS, ...EXPRESSIONS];
var IMAGE_TAGS = /* @__PURE__ */ new Map([
  ["stable", "{{version}} {{major}}.{{minor}} {{major}} latest stable"],
  ["beta", "{{version}} beta"],
  ["nightly", "nightly nightly-{{date 'YYYYMMDD'}}"],
  ["edge", "edge sha-{{sha}}"]
]);
function defaultChannels(tagPrefix) {
  return [
    `stable: tag ${tagPrefix}*`,
    `beta: tag ${tagPrefix}*, branch dev`,
    "nightly: schedule",
    "edge: branch <default>",
    "pr: pull_request"
  ];
}
function parseChannels(lines22, tagPrefix) {
  const significant = significantLines(lines22);
  const faults = [];
  const rules = (significant.length > 0 ? significant : defaultChannels(tagPrefix)).flatMap(
    (line) => noteFaults(faults, line, () => [parseChannel(line)])
  );
  faults.push(...channelFaults(rules));
  if (faults.length > 0) throw faultsError("channels", faults);
  return rules;
}
function parseChannel(line) {
  const [, name, triggers = "", tags2] = /^([A-Za-z0-9][\w.-]*)\s*:\s*(.*?)\s*(?:=>\s*(.*))?$/.exec(line) ?? [];
  if (name === void 0)
    throw new UserError3(
      'expected "name: trigger[, trigger] [=> image tags]", such as "stable: tag v* => {{version}} latest"'
    );
  if (tags2 === "") throw new UserError3('there are no image tags after "=>"; name some, or leave "=>" out');
  const wanted = triggers.split(",").map(parseTrigger);
  const templates = splitTags(tags2 ?? usualTags(name, wanted)).map(parseTemplate);
  const unknown = [...new Set(templates.flatMap(({ names }) => names))].filter(
    (field2) => !KNOWN.includes(field2)
  );
  if (unknown.length > 0)
    throw new UserError3(
      unknown.map((field2) => `{{${field2}}} is not known; ${suggest2(field2, KNOWN)}`).join("; ")
    );
  return Object.freeze({ line, name, triggers: wanted, templates });
}
function usualTags(name, triggers) {
  if (triggers.every(({ kind }) => kind === "pull_request")) return "pr-{{number}}";
  const ofVersions = triggers.some(({ kind }) => kind === "tag");
  return IMAGE_TAGS.get(name) ?? (ofVersions ? "{{version}} {{channel}}" : "{{channel}} sha-{{sha}}");
}
function splitTags(text22) {
  return text22.match(/(?:\{\{.*?\}\}|[^\s,])+/g) ?? [];
}
// src/plan/flavor.ts
var KEYS = ["latest", "prefix", "suffix", "onlatest"];
function parseFlavor(lines22) {
  const flavor = {
    latest: "auto",
    prefix: void 0,
    prefixOnLatest: false,
    suffix: void 0,
    suffixOnLatest: false
  };
  const faults = [];
  for (const line of significantLines(lines22)) noteFaults(faults, line, () => readLine(line, flavor));
  if (faults.length > 0) throw faultsError("flavor", faults);
  return Object.freeze(flavor);
}
function readLine(line, flavor) {
  const { bare, attributes } = parseAttributeLine(line);
  if (bare.length > 0)
    throw new UserError3(`"${bare[0]}" has no value; write latest=auto, prefix=…, suffix=… or onlatest=true`);
  let affix2;
  for (const [key, value] of attributes) {
    if (key === "latest") flavor.latest = word(key, value, ["auto", "true", "false"]);
    else if (key === "prefix" || key === "suffix") {
      affix2 = key;
      flavor[key] = value === "" ? void 0 : parseTemplate(value);
    } else if (key === "onlatest") {
      const onLatest = word(key, value, ["true", "false"]) === "true";
      if (affix2 !== void 0) flavor[`${affix2}OnLatest`] = onLatest;
    } else throw new UserError3(`"${key}" is not known; ${suggest2(key, KEYS)}`);
  }
}
function word(key, value, words3) {
  const found = words3.find((candidate) => candidate === value);
  if (found === void 0)
    throw new UserError3(
      `${key}=${value} is not known; write one of ${words3.map((each) => `${key}=${each}`).join(", ")}`
    );
  return found;
}
// src/plan/images.ts
function parseImages(lines22) {
  const faults = [];
  const names = significantLines(lines22).flatMap((line) => noteFaults(faults, line, () => parseLine(line)));
  if (faults.length > 0) throw faultsError("images", faults);
  return [...new Set(names)];
}
function parseLine(line) {
  const { bare, attributes } = parseAttributeLine(line);
  const unknown = attributes.map(([key]) => key).filter((key) => key !== "name" && key !== "enable");
  if (unknown.length > 0)
    throw new UserError3(
      unknown.map((key) => `"${key}" is not known; ${suggest2(key, ["name", "enable"])}`).join("; ")
    );
  const given = Object.fromEntries(attributes);
  if (given.name === "" || given.name === void 0 && bare.length === 0)
    throw new UserError3("the name is empty; write name=ghcr.io/owner/app");
  const enable = given.enable ?? "true";
  if (enable !== "true" && enable !== "false")
    throw new UserError3(`enable=${enable} is not known; write enable=true or enable=false`);
  const names = given.name === void 0 ? bare : [given.name];
  const repositories = names.map((name) => repositoryName(name));
  return enable === "true" ? repositories : [];
}
function repositoryName(name) {
  try {
    return parseRepository(name).name;
  } catch (cause) {
    const tagged2 = /^([^@]+):[\w][\w.-]*$/.exec(name)?.[1];
    throw new UserError3(
      tagged2 === void 0 ? "is no image name; write [registry/]path, such as ghcr.io/owner/app" : `is an image with a tag; write ${tagged2} here, and the tag into \`tags\``,
      { cause }
    );
  }
}
// src/plan/tags/affix.ts
function chooseAffixes(own, flavor) {
  return { prefix: own.prefix ?? flavor.prefix, suffix: own.suffix ?? flavor.suffix };
}
function applyAffixes(text22, { prefix, suffix }, scope) {
  const before = prefix ? renderTemplate(prefix, scope) : void 0;
  const after = suffix ? renderTemplate(suffix, scope) : void 0;
  const warnings = [before, after].flatMap((rendered) => rendered ? unknownNames(rendered, scope) : []);
  return { text: `${before?.text ?? ""}${text22}${after?.text ?? ""}`, warnings };
}
function unknownNames({ unknown }, scope) {
  return unknown.map((name) => `{{${name}}} is not known, and empty; ${suggest2(name, Object.keys(scope))}`);
}
// src/plan/labels.ts
var OCI = "org.opencontainers.image";
function standardLabels(context, version2) {
  const { repository, run: run2, now } = context;
  const asked2 = repository.url !== void 0;
  const told = (value) => value ?? (asked2 ? "" : void 0);
  const source = repository.url ?? (repository.fullName && `${run2.serverUrl}/${repository.fullName}`);
  const labels = {
    [`${OCI}.title`]: told(repository.name),
    [`${OCI}.description`]: told(repository.description),
    [`${OCI}.url`]: told(repository.url),
    [`${OCI}.source`]: source,
    [`${OCI}.version`]: version2 ?? "",
    [`${OCI}.created`]: now.toISOString(),
    [`${OCI}.revision`]: refFacts(context).sha,
    [`${OCI}.licenses`]: told(repository.license)
  };
  return Object.fromEntries(
    Object.entries(labels).filter((entry) => entry[1] !== void 0)
  );
}
function platformLabels({ architecture, traceId, refName, base }) {
  return {
    [`${OCI}.architecture`]: architecture,
    ...refName !== void 0 && { [`${OCI}.ref.name`]: refName },
    ...base && { [`${OCI}.base.name`]: base.name },
    ...base?.digest !== void 0 && { [`${OCI}.base.digest`]: base.digest },
    "otel.traceid": traceId
  };
}
function keepDockerfileLabels(labels, dockerfileKeys, userKeys) {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => userKeys.has(key) || !dockerfileKeys.has(key))
  );
}
function parseLabels(input, lines22, scope) {
  const faults = [];
  const notices3 = [];
  const warn = (line, problem) => notices3.push({ level: "warning", text: `${input}: "${line}" ${problem}` });
  const entries2 = labelLines(lines22).flatMap(
    (line) => noteFaults(faults, line, () => {
      const rendered = renderTemplate(parseTemplate(line), scope);
      for (const text22 of unknownNames(rendered, scope)) warn(line, text22);
      const at = rendered.text.indexOf("=");
      if (at > 0) return [[rendered.text.slice(0, at), rendered.text.slice(at + 1)]];
      warn(line, "is no key=value, and is left out");
      return [];
    })
  );
  if (faults.length > 0) throw faultsError(input, faults);
  return { entries: entries2, notices: notices3 };
}
function labelLines(lines22) {
  const given = lines22.filter((line) => !line.trim().startsWith("#"));
  try {
    const rows = parseCsv(given.join("\n"), { relaxed: true });
    return rows.map((fields) => fields.join(",").trim()).filter(Boolean);
  } catch {
    return given.map((line) => line.trim()).filter(Boolean);
  }
}
function mergeLabels(...all) {
  const entries2 = all.flatMap((labels) => Array.isArray(labels) ? labels : Object.entries(labels));
  const merged = new Map(entries2);
  return Object.fromEntries([...merged].toSorted(([a], [b]) => compareKeys(a, b)));
}
var PLAIN2 = /^[a-z0-9.]*$/;
function compareKeys(a, b) {
  if (!PLAIN2.test(a) || !PLAIN2.test(b)) return a.localeCompare(b, "en");
  return a < b ? -1 : Number(a > b);
}
// src/plan/annotations.ts
var ONE_LEVEL = "(?:manifest|index)(?:-descriptor)?(?:\\[[^\\]]+\\])?";
var LEVELS = new RegExp(`^(${ONE_LEVEL}(?:,${ONE_LEVEL})*):(.+)$`);
var LINE = /^([a-z-]+)(?:\[([^\]]+)\])?:([^=]+)=([\s\S]*)$/;
var DEFAULT_LEVELS = "manifest";
function annotationLevels(environment) {
  const told = (environment.DOCKER_METADATA_ANNOTATIONS_LEVELS || DEFAULT_LEVELS).split(",").map((level) => level.trim());
  return [...new Set(told.filter(Boolean))];
}
function annotationLines(standard, user, levels2) {
  const levelled = user.flatMap(([key, value]) => {
    const [, named2 = "", rest = ""] = LEVELS.exec(key) ?? [];
    return named2.split(",").flatMap((level) => level ? [{ level, entry: [rest, value] }] : []);
  });
  const everywhere = user.filter(([key]) => !LEVELS.test(key));
  const own = (level) => levelled.filter((each) => each.level === level).map(({ entry }) => entry);
  const others = [...new Set(levelled.map(({ level }) => level))].filter((level) => !levels2.includes(level));
  return [
    ...levels2.flatMap((level) => lines(level, mergeLabels(standard, everywhere, own(level)))),
    ...others.flatMap((level) => lines(level, mergeLabels(own(level))))
  ];
}
function lines(level, entries2) {
  return Object.entries(entries2).map(([key, value]) => `${level}:${key}=${value}`);
}
function annotationsAt(annotations, level, platform) {
  const name = platform && formatPlatform(platform);
  const found = annotations.flatMap((line) => {
    const [, at, only = name, key = "", value = ""] = LINE.exec(line) ?? [];
    return at === level && only === name ? [[key, value]] : [];
  });
  return Object.fromEntries(found);
}
// src/plan/bakeFile.ts
function bakeFiles({
  target: target2,
  images,
  tags: tags2,
  version: version2,
  labels,
  annotations
}) {
  const args = {
    DOCKER_META_IMAGES: images.join(","),
    ...version2 !== void 0 && { DOCKER_META_VERSION: version2 }
  };
  return {
    all: format(target2, { tags: tags2, labels, args }),
    tags: format(target2, { tags: tags2, args }),
    labels: format(target2, { labels }),
    annotations: format(target2, { annotations })
  };
}
function format(target2, definition) {
  return JSON.stringify({ target: { [target2]: definition } }, escaped, 2);
}
function escaped(_key, value) {
  if (typeof value === "string") return escapeTemplate(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field2]) => [escapeTemplate(name), field2]));
}
var escapeTemplate = (text22) => text22.replaceAll(/[$%](?=\{)/g, "$&$&");
// src/plan/metadataOutputs.ts
function metadataOutputs(facts) {
  const { version: version2, images, tagNames: tagNames2, labels, annotations, separators } = facts;
  const named2 = images.flatMap((image) => tagNames2.map((name) => `${image}:${name}`));
  const tags2 = images.length > 0 ? named2 : tagNames2;
  const labelLines2 = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    tags: tags2.join(separators.sepTags),
    tagNames: tagNames2.join(separators.sepTags),
    labels: labelLines2.join(separators.sepLabels),
    annotations: annotations.join(separators.sepAnnotations),
    json: JSON.stringify({ tags: tags2, "tag-names": tagNames2, labels, annotations }),
    bakeFiles: bakeFiles({ target: facts.bakeTarget, images, tags: tags2, version: version2, labels, annotations })
  };
}
// src/plan/tags/rule.ts
function ruleType({ parse: parse2, resolve: resolve2, ...rest }) {
  const bind = (given) => {
    const attributes = parse2(given);
    return (facts) => resolve2(attributes, facts);
  };
  return Object.freeze({ ...rest, bind });
}
var NOTHING2 = Object.freeze({ values: [], warnings: [] });
function yields(value) {
  return { values: [value], warnings: [] };
}
function nothingBecause(warning) {
  return { values: [], warnings: [warning] };
}
function required(given, name, example) {
  const value = given[name];
  if (value !== void 0) return value;
  const misspelt = Object.keys(given).find((key) => nearestWord(key, [name]) !== void 0);
  throw new UserError3(
    `"${name}" is missing; write ${name}=${example}${misspelt === void 0 ? "" : `, not ${misspelt}=`}`
  );
}
function oneOf(given, name, words3) {
  const found = words3.find((word22) => word22 === given);
  if (found === void 0)
    throw new UserError3(
      `${name}=${given ?? ""} is not known; write one of ${words3.map((word22) => `${name}=${word22}`).join(", ")}`
    );
  return found;
}
function optionalTemplate(value) {
  return value ? parseTemplate(value) : void 0;
}
// src/plan/tags/channel.ts
var channel = ruleType({
  name: "channel",
  priority: 950,
  attributes: [],
  doc: {
    yields: "the tags of the run's channel",
    when: "a channel matches",
    latest: "no: it is among the channel's tags",
    example: "type=channel"
  },
  parse: () => ({}),
  resolve: (_attributes, { channel: resolved }) => {
    if (!resolved) return NOTHING2;
    return { values: resolved.values, warnings: [] };
  }
});
// src/plan/tags/edge.ts
var edge = ruleType({
  name: "edge",
  priority: 700,
  attributes: [{ name: "branch", default: "the default branch", doc: "the branch that it follows" }],
  doc: { yields: "`edge`", when: "that branch", latest: "no", example: "type=edge,branch=main" },
  parse: ({ branch }) => ({ branch: branch || void 0 }),
  resolve: ({ branch }, { ref: ref2 }) => {
    const wanted = branch ?? ref2.defaultBranch;
    if (ref2.branch === void 0 || ref2.branch !== wanted) return NOTHING2;
    return yields({ text: "edge", latest: false, origin: { fields: [], follows: "commits" } });
  }
});
// src/plan/tags/source.ts
function sourceText({ value }, facts) {
  if (value) return renderTemplate(value, facts.scope).text || void 0;
  return facts.ref.gitTag ?? facts.releaseTag;
}
function matchedText(text22, match2) {
  if (!match2) return { text: text22.replaceAll("/", "-") };
  const found = text22.match(match2);
  if (!found)
    return { text: text22.replaceAll("/", "-"), warning: `match=${match2.source} does not match ${text22}` };
  if (found[1] === void 0)
    return { warning: `match=${match2.source} has no group 1 in ${text22}; put parentheses around the version` };
  return { text: found[1].replaceAll("/", "-") };
}
function parsePattern(name, text22, flags = "") {
  try {
    return new RegExp(text22, flags);
  } catch (cause) {
    throw new UserError3(`${name}=${text22} is no regular expression: ${messageOf2(cause)}`, { cause });
  }
}
function renderPattern(pattern, scope) {
  const { text: text22, unknown } = renderTemplate(pattern, scope);
  const warnings = unknown.map(
    (name) => `{{${name}}} is not known in pattern, and empty; ${suggest2(name, Object.keys(scope))}`
  );
  return { text: text22, warnings };
}
function isRawOnly({ segments, names }) {
  return segments.length === 1 && names[0] === "raw";
}
// src/plan/tags/match.ts
var match = ruleType({
  name: "match",
  priority: 800,
  attributes: [
    { name: "pattern", doc: "a regular expression, as it is or as `/re/flags`" },
    { name: "group", default: "0", doc: "the group to take" },
    { name: "value", default: "", doc: "the text to match, instead of the git tag" }
  ],
  doc: {
    yields: "the part of the git tag that the pattern matches",
    when: "a git tag, or `value`",
    latest: "yes",
    example: "type=match,pattern=v(.*),group=1"
  },
  parse: (given) => ({
    pattern: patternOf(required(given, "pattern", "\\d.\\d.\\d")),
    group: groupOf(given.group ?? "0"),
    value: optionalTemplate(given.value)
  }),
  resolve: ({ pattern, group, value }, facts) => {
    const source = sourceText({ value }, facts);
    if (source === void 0) return NOTHING2;
    const found = source.match(pattern);
    if (!found) return nothingBecause(`pattern=${pattern.source} does not match ${source}`);
    const text22 = found[group];
    if (text22 === void 0)
      return nothingBecause(`pattern=${pattern.source} has no group ${group} in ${source}`);
    return yields({
      text: text22,
      latest: true,
      origin: { ...fieldsOfText(text22), follows: "versions" },
      .../\d/.test(text22) && { version: text22 }
    });
  }
});
function patternOf(text22) {
  const [, body = text22, flags] = /^\/(.+)\/(.*)$/.exec(text22) ?? [];
  return parsePattern("pattern", body, flags);
}
function groupOf(text22) {
  const group = Number(text22 || "NaN");
  if (!Number.isInteger(group) || group < 0)
    throw new UserError3(`group=${text22} is no number; write group=1 for the first parentheses`);
  return group;
}
// src/plan/pep440.ts
var SEPARATOR = "[-_.]?";
var PATTERN = new RegExp(
  [
    "^\\s*v?",
    "(?:(?<epoch>\\d+)!)?",
    "(?<release>\\d+(?:\\.\\d+)*)",
    `(?<pre>${SEPARATOR}(?<phase>alpha|beta|preview|pre|rc|a|b|c)(?:${SEPARATOR}(?<preNumber>\\d+))?)?`,
    `(?<post>-(?<bare>\\d+)|${SEPARATOR}(?:post|rev|r)(?:${SEPARATOR}(?<postNumber>\\d+))?)?`,
    `(?<dev>${SEPARATOR}dev(?:${SEPARATOR}(?<devNumber>\\d+))?)?`,
    "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?",
    "\\s*$"
  ].join(""),
  "i"
);
var PHASES = { alpha: "a", beta: "b", c: "rc", pre: "rc", preview: "rc" };
function parsePep440(text22) {
  const groups = PATTERN.exec(text22)?.groups;
  if (!groups) return void 0;
  const release = (groups.release ?? "").split(".").map(Number);
  const phase = groups.phase?.toLowerCase() ?? "";
  const parts = [
    Number(groups.epoch ?? 0) > 0 ? `${Number(groups.epoch)}!` : "",
    release.join("."),
    groups.pre ? `${PHASES[phase] ?? phase}${Number(groups.preNumber ?? 0)}` : "",
    groups.post ? `.post${Number(groups.bare ?? groups.postNumber ?? 0)}` : "",
    groups.dev ? `.dev${Number(groups.devNumber ?? 0)}` : "",
    groups.local ? `+${groups.local.toLowerCase().replace(/[-_]/g, ".").split(".").map(localPart).join(".")}` : ""
  ];
  return { version: parts.join(""), release, special: Boolean(groups.pre || groups.post || groups.dev) };
}
function localPart(part) {
  return /^\d+$/.test(part) ? String(Number(part)) : part;
}
// src/plan/tags/versionRule.ts
function versionRule(scheme) {
  const { name, special } = scheme;
  return ruleType({
    name,
    priority: 900,
    attributes: [
      {
        name: "pattern",
        doc: "`{{version}}`, `{{major}}.{{minor}}`, `{{major}}`, `{{patch}}`, `{{raw}}` and text"
      },
      { name: "value", default: "", doc: "the version, instead of the git tag" },
      { name: "match", default: "", doc: "regular expression whose first group is the version" }
    ],
    doc: {
      yields: `the pattern, filled in; for a ${special} \`{{version}}\`, unless the pattern is \`{{raw}}\``,
      when: "a git tag, or `value`",
      latest: `unless ${special}`,
      example: `type=${name},pattern={{major}}.{{minor}}`
    },
    parse: (given) => ({
      pattern: parseTemplate(required(given, "pattern", "{{version}}")),
      value: optionalTemplate(given.value),
      match: given.match ? parsePattern("match", given.match) : void 0
    }),
    resolve: (attributes, facts) => resolveVersion(scheme, attributes, facts)
  });
}
function resolveVersion({ read, refusal }, { pattern, ...source }, facts) {
  const found = sourceText(source, facts);
  if (found === void 0) return NOTHING2;
  const { text: text22, warning } = matchedText(found, source.match);
  if (text22 === void 0) return nothingBecause(warning ?? "");
  const told = warning === void 0 ? [] : [warning];
  const version2 = read(text22);
  if (!version2) return { values: [], warnings: [...told, `${text22} ${refusal}`] };
  const effective = version2.special && !isRawOnly(pattern) ? parseTemplate("{{version}}") : pattern;
  const rendered = renderPattern(effective, version2.fields);
  const { major, minor } = version2;
  const value = {
    text: rendered.text,
    latest: !version2.special,
    origin: { fields: effective.names, numbers: { major, minor }, follows: "versions" },
    version: version2.version
  };
  return { values: [value], warnings: [...told, ...rendered.warnings] };
}
// src/plan/tags/pep440.ts
var pep440 = versionRule({
  name: "pep440",
  special: "pre-, post- or dev release",
  refusal: "does not conform to PEP 440, so there is no tag; see https://peps.python.org/pep-0440",
  read: readPep440
});
function readPep440(text22) {
  const parsed = parsePep440(text22);
  if (!parsed) return void 0;
  const { version: version2, special } = parsed;
  const [major = 0, minor = 0, patch = 0] = parsed.release;
  const fields = {
    raw: () => text22,
    // docker/metadata-action puts dashes between the parts of a local version
    version: () => version2.replaceAll(/(?<=\+.*)\./g, "-"),
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch)
  };
  return { version: version2, major, minor, special, fields };
}
// src/plan/tags/raw.ts
var raw = ruleType({
  name: "raw",
  priority: 200,
  attributes: [{ name: "value", doc: "the name, with expressions; a bare word is the same" }],
  doc: { yields: "the value", when: "always", latest: "no", example: "type=raw,value={{branch}}-{{sha}}" },
  parse: (given) => ({ value: parseTemplate(required(given, "value", "name")) }),
  resolve: ({ value }, { scope, ref: ref2, version: version2 }) => {
    const rendered = renderTemplate(value, scope);
    const ofTag = ref2.gitTag !== void 0;
    const origin = value.names.length === 0 && ofTag ? fieldsOfText(rendered.text) : { fields: value.names };
    const named2 = version2 !== void 0 && value.names.includes("version") ? { version: version2, label: version2 } : {};
    return {
      values: [
        {
          text: rendered.text,
          latest: false,
          origin: { ...origin, follows: ofTag ? "versions" : "commits" },
          ...named2
        }
      ],
      warnings: unknownNames(rendered, scope)
    };
  }
});
// src/plan/tags/ref.ts
var EVENTS = ["branch", "tag", "pr"];
var ref = ruleType({
  name: "ref",
  priority: 600,
  attributes: [{ name: "event", doc: "`branch`, `tag` or `pr`, whose prefix is `pr-`" }],
  prefix: ({ event }) => event === "pr" ? "pr-" : void 0,
  doc: {
    yields: "the branch's, the git tag's or the pull request's name",
    when: "that kind of ref",
    latest: "for `tag`",
    example: "type=ref,event=branch"
  },
  parse: (given) => ({ event: oneOf(required(given, "event", "branch"), "event", EVENTS) }),
  resolve: ({ event }, facts) => {
    const { branch, gitTag, pullRequest: pullRequest2 } = facts.ref;
    const text22 = { branch, tag: gitTag, pr: pullRequest2 }[event];
    if (text22 === void 0) return NOTHING2;
    if (event !== "tag")
      return yields({
        text: text22,
        latest: false,
        origin: { fields: [event === "pr" ? "number" : "branch"], follows: "commits" }
      });
    return yields({
      text: text22,
      latest: true,
      origin: { ...fieldsOfText(text22), follows: "versions" },
      .../\d/.test(text22) && { version: text22 }
    });
  }
});
// src/plan/tags/schedule.ts
var schedule = ruleType({
  name: "schedule",
  priority: 1e3,
  attributes: [
    {
      name: "pattern",
      default: "nightly",
      doc: "the name, with `{{date 'FMT' tz='ZONE'}}` and `{{commit_date …}}`"
    }
  ],
  doc: {
    yields: "`nightly`, or the pattern",
    when: "a schedule event",
    latest: "no",
    example: "type=schedule,pattern={{date 'YYYYMMDD'}}"
  },
  parse: ({ pattern }) => ({ pattern: parseTemplate(pattern ?? "nightly") }),
  resolve: ({ pattern }, { context }) => {
    if (!context.run.event.includes("schedule")) return NOTHING2;
    const { text: text22, warnings } = renderPattern(pattern, dateExpressions(context));
    return {
      values: [{ text: text22, latest: false, origin: { fields: pattern.names, follows: "commits" } }],
      warnings
    };
  }
});
// src/plan/tags/semver.ts
var import_parse3 = __toESM3(require_parse(), 1);
var semver = versionRule({
  name: "semver",
  special: "prerelease",
  refusal: "is no SemVer version, so there is no tag; see https://semver.org",
  read: readSemver
});
function readSemver(text22) {
  const parsed = (0, import_parse3.default)(text22);
  if (!parsed) return void 0;
  const { version: version2, major, minor, patch, prerelease, build: build2 } = parsed;
  const fields = {
    raw: () => text22,
    version: () => version2,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch),
    // docker/metadata-action puts dashes between identifiers
    prerelease: () => prerelease.join("-"),
    build: () => build2.join("-")
  };
  return { version: version2, major, minor, special: prerelease.length > 0, fields };
}
// src/plan/tags/sha.ts
var FORMATS = ["short", "long"];
var sha = ruleType({
  name: "sha",
  priority: 100,
  attributes: [
    {
      name: "format",
      default: "short",
      doc: "`short` (DOCKER_METADATA_SHORT_SHA_LENGTH digits, else 7) or `long`; the prefix is `sha-`"
    }
  ],
  prefix: () => "sha-",
  doc: { yields: "the commit's digits", when: "always", latest: "no", example: "type=sha,format=long" },
  parse: ({ format: format2 }) => ({ format: oneOf(format2 ?? "short", "format", FORMATS) }),
  resolve: ({ format: format2 }, { context, ref: ref2 }) => {
    if (ref2.sha === "") return NOTHING2;
    const text22 = format2 === "long" ? ref2.sha : shortSha(ref2.sha, context.environment);
    return yields({ text: text22, latest: false, origin: { fields: ["sha"], follows: "commits" } });
  }
});
// src/plan/tags/index.ts
var ruleTypes = [schedule, channel, semver, pep440, match, edge, ref, raw, sha];
var commonAttributes = [
  { name: "enable", default: "true", doc: "`true`, `false`, or an expression that gives one" },
  { name: "priority", default: "the type's", doc: "higher comes first; the first value is the version" },
  { name: "prefix", default: "the flavor's", doc: "what stands before the name" },
  { name: "suffix", default: "the flavor's", doc: "what stands behind it" }
];
// src/plan/tags/parse.ts
var DEFAULT_RULES = ["type=channel"];
function parseRules(lines22) {
  const significant = significantLines(lines22);
  const faults = [];
  const rules = (significant.length > 0 ? significant : DEFAULT_RULES).flatMap(
    (line) => noteFaults(faults, line, () => [parseRule(line)])
  );
  if (faults.length > 0) throw faultsError("tags", faults);
  return rules.toSorted((a, b) => b.priority - a.priority);
}
function parseRule(line) {
  const written = parseAttributeLine(line);
  for (const word22 of written.bare) refuseReference(word22);
  const given = Object.fromEntries(written.attributes);
  const type = typeNamed(given.type ?? "raw");
  if (written.bare.length > 0) given.value = written.bare.at(-1) ?? "";
  const resolve2 = type.bind(given);
  const prefix = given.prefix ?? type.prefix?.(given);
  return Object.freeze({
    line,
    type: type.name,
    priority: priorityOf(given.priority, type),
    enable: enableOf(given.enable),
    own: { prefix: affix(prefix), suffix: affix(given.suffix) },
    resolve: resolve2,
    warnings: oddities(written, type)
  });
}
function refuseReference(word22) {
  const [, image, tag] = /^([^\s{}]+):([\w][\w.-]*)$/.exec(word22) ?? [];
  if (image !== void 0)
    throw new UserError3(`is a whole reference; write ${image} into \`images\`, and ${tag} here`);
}
function typeNamed(name) {
  const type = ruleTypes.find((candidate) => candidate.name === name);
  if (!type)
    throw new UserError3(
      `type=${name} is not known; ${suggest2(
        name,
        ruleTypes.map((candidate) => candidate.name)
      )}`
    );
  return type;
}
function affix(text22) {
  return text22 === void 0 ? void 0 : parseTemplate(text22);
}
function priorityOf(text22, type) {
  const priority = text22 === void 0 ? type.priority : Number(text22);
  if (Number.isNaN(priority))
    throw new UserError3(
      `priority=${text22} is no number; ${type.name} has ${type.priority} where none is given`
    );
  return priority;
}
function enableOf(text22 = "true") {
  const enable = parseTemplate(text22);
  if (enable.names.length === 0) isEnabled(enable.source);
  return enable;
}
function isEnabled(text22) {
  if (text22 !== "true" && text22 !== "false")
    throw new UserError3(`enable comes to "${text22}"; expected true or false`);
  return text22 === "true";
}
function oddities({ attributes, bare }, type) {
  const own = type.attributes.map(({ name }) => name);
  const known = [...own, ...commonAttributes.map(({ name }) => name), "type"];
  const unknown = attributes.map(([key]) => key).filter((key) => !known.includes(key));
  const words3 = own.includes("value") ? bare.slice(0, -1) : bare;
  return [
    ...unknown.map(
      (key) => `"${key}" is no attribute of type=${type.name}, and ignored; ${suggest2(key, known)}`
    ),
    ...words3.map((word22) => `"${word22}" has no meaning here, and is ignored`)
  ];
}
// src/plan/tags/resolveRule.ts
function resolveRule(rule, { flavor, facts, warn }) {
  for (const text22 of rule.warnings) warn(text22);
  if (!isEnabled(renderTemplate(rule.enable, facts.scope).text)) return [];
  const { values, warnings } = rule.resolve(facts);
  for (const text22 of warnings) warn(text22);
  const affixes = chooseAffixes(rule.own, flavor);
  return values.flatMap((value) => {
    if (value.text === "" && !rule.own.prefix?.source && !rule.own.suffix?.source) return [];
    const affixed = applyAffixes(value.text, affixes, facts.scope);
    for (const text3 of affixed.warnings) warn(text3);
    const { text: text22 } = affixed;
    const name = cleanName(text22);
    if (name === void 0 && text22 !== "") {
      warn(`"${text22}" has no character that a tag may have, so there is no tag`);
    }
    if (name === void 0) return [];
    return [
      { tag: { name, ...guardOf(originOf22(value, { rule, affixes, facts })) }, text: text22, rule: rule.line, value }
    ];
  });
}
function originOf22({ origin, source }, { rule, affixes, facts }) {
  const names = [...origin.fields, ...affixes.prefix?.names ?? [], ...affixes.suffix?.names ?? []];
  const ofTag = names.includes("tag") ? fieldsOfText(facts.ref.gitTag ?? "") : void 0;
  const numbers = origin.numbers ?? ofTag?.numbers;
  return {
    fields: names.flatMap((name) => name === "tag" ? ofTag?.fields ?? [] : [name]),
    follows: origin.follows,
    prerelease: origin.prerelease ?? false,
    rule: source ?? rule.line,
    ...numbers && { numbers }
  };
}
// src/plan/tags/resolve.ts
function resolveRules({ rules, flavor, facts }) {
  const faults = [];
  const warnings = [];
  const named2 = rules.flatMap((rule) => {
    const warn = (text22) => warnings.push(`tags: "${rule.line}": ${text22}`);
    return noteFaults(faults, rule.line, () => resolveRule(rule, { flavor, facts, warn }));
  });
  if (faults.length > 0) throw faultsError("tags", faults);
  const [first] = named2;
  const latest = first !== void 0 && (flavor.latest === "auto" ? first.value.latest : flavor.latest === "true");
  const unique = withoutDoubles(named2, (text22) => warnings.push(text22));
  const ofVersions = named2.some(({ value }) => value.origin.follows === "versions");
  return {
    tags: latest ? withLatest(unique, { flavor, facts, follows: ofVersions ? "versions" : "commits" }) : unique,
    version: first && (first.value.label ?? first.tag.name),
    sourceVersion: named2.find(({ value }) => value.version !== void 0)?.value.version,
    latest,
    notices: warnings.map((text22) => ({ level: "warning", text: text22 }))
  };
}
function withoutDoubles(named2, warn) {
  const seen = /* @__PURE__ */ new Map();
  for (const each of named2) {
    const earlier = seen.get(each.tag.name);
    if (!earlier) seen.set(each.tag.name, each);
    else if (earlier.text !== each.text)
      warn(`tags: ${shown(earlier)} and ${shown(each)} both come to the tag ${each.tag.name}`);
  }
  return [...seen.values()].map(({ tag }) => tag);
}
function shown({ rule, text: text22 }) {
  return `"${rule}" (${text22})`;
}
function withLatest(tags2, { flavor, facts, follows }) {
  const affixes = {
    prefix: flavor.prefixOnLatest ? flavor.prefix : void 0,
    suffix: flavor.suffixOnLatest ? flavor.suffix : void 0
  };
  const name = cleanName(applyAffixes("latest", affixes, facts.scope).text);
  if (name === void 0 || tags2.some((tag) => tag.name === name)) return [...tags2];
  const rule = `latest=${flavor.latest}`;
  return [...tags2, { name, ...guardOf({ fields: [], follows, prerelease: false, rule }) }];
}
// src/plan/metadata.ts
function resolveMetadata(inputs, context, facts) {
  const scope = releaseScope(context, { ...facts, channel: facts.channel?.channel });
  const [images, flavor, rules, labels, annotations] = together([
    () => parseImages(inputs.images),
    () => parseFlavor(inputs.flavor),
    () => parseRules(inputs.tags),
    () => parseLabels("labels", inputs.labels, scope),
    () => parseLabels("annotations", inputs.annotations, scope)
  ]);
  const names = resolveRules({
    rules,
    flavor,
    facts: {
      context,
      ref: refFacts(context),
      scope,
      channel: facts.channel,
      version: facts.version,
      releaseTag: facts.releaseTag
    }
  });
  return assemble({ inputs, context, channel: facts.channel, images, names, labels, annotations });
}
function assemble({ inputs, context, channel: channel2, images, names, labels, annotations }) {
  const standard = standardLabels(context, names.version);
  const all = mergeLabels(standard, labels.entries);
  const levelled = annotationLines(standard, annotations.entries, annotationLevels(context.environment));
  const release = {
    channel: channel2?.channel,
    version: names.version ?? "",
    tags: names.tags,
    labels: all,
    annotations: levelled,
    notices: [...channel2?.notices ?? [], ...names.notices, ...labels.notices, ...annotations.notices]
  };
  return {
    release,
    images,
    sourceVersion: names.sourceVersion,
    userLabels: new Set(labels.entries.map(([key]) => key)),
    outputs: metadataOutputs({
      version: names.version,
      images,
      tagNames: names.tags.map(({ name }) => name),
      labels: all,
      annotations: levelled,
      separators: inputs,
      bakeTarget: inputs.bakeTarget
    })
  };
}
// src/plan/variants.ts
var NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
var ONLY = {
  name: "",
  file: void 0,
  target: void 0,
  platforms: void 0,
  buildArgs: {},
  context: void 0,
  suffix: "",
  tags: void 0
};
function parseVariants({ what: what2 }) {
  if (what2.variants.length === 0) return [ONLY];
  const faults = [];
  const variants = what2.variants.map((fields) => parseVariant(fields, faults));
  const names = variants.map(({ name }) => name);
  const doubles = names.filter((name, index) => names.indexOf(name) !== index);
  faults.push(...doubles.map((name) => `two variants are called ${name}`));
  if (faults.length > 0) throw new UserError3(`Input variants: ${faults.join("; ")}`);
  return variants;
}
function parseVariant(fields, faults) {
  const name = fields.name ?? "";
  const fault = (text22) => faults.push(`${name}: ${text22}`);
  if (!NAME.test(name)) fault("a name is lower-case letters, digits, dots and dashes");
  const entries2 = linesOf(fields["build-args"]).map((line) => {
    const at = line.indexOf("=");
    return at < 0 ? [line, void 0] : [line.slice(0, at), line.slice(at + 1)];
  });
  for (const [key] of entries2) if (key === "") fault("build-args are KEY=value, one a line");
  const platforms3 = linesOf(fields.platforms?.replaceAll(",", "\n")).flatMap((text22) => {
    try {
      return [knownPlatform(text22)];
    } catch (error) {
      fault(messageOf2(error));
      return [];
    }
  });
  return {
    name,
    file: fields.file || void 0,
    target: fields.target || void 0,
    platforms: platforms3.length > 0 ? platforms3 : void 0,
    buildArgs: Object.fromEntries(entries2),
    context: fields.context || void 0,
    suffix: fields.suffix ?? "",
    tags: fields.tags === void 0 ? void 0 : linesOf(fields.tags)
  };
}
function linesOf(text22) {
  return (text22 ?? "").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
}
function fillPath(path, { platform, name }) {
  const values = {
    os: platform.os,
    arch: platform.architecture,
    variant: platform.variant ?? "",
    name
  };
  return path.replace(/\{\{\s*(os|arch|variant|name)\s*\}\}/g, (_whole, key) => values[key] ?? "");
}
function checkTags(variants) {
  const owner = /* @__PURE__ */ new Map();
  const faults = variants.flatMap(
    ({ variant, metadata: metadata2 }) => metadata2.release.tags.flatMap(({ name }) => {
      const other = owner.get(name);
      owner.set(name, variant.name);
      return other === void 0 ? [] : [`${name} is claimed by ${other} and by ${variant.name}`];
    })
  );
  if (faults.length > 0)
    throw new UserError3(`Input variants: ${faults.join("; ")}`, {
      hint: "Give all but one of them a suffix, such as -alpine, or tags of their own."
    });
}
// src/stages/siblingTags.ts
async function withSiblingTags({ what: what2 }, { context, access }, exec2) {
  const { trigger, git } = context;
  const gitTag = "gitTag" in trigger ? trigger.gitTag : void 0;
  if (gitTag === void 0 || !mayFloat(gitTag, what2.tagPrefix)) return context;
  const isWhole = git.root !== void 0 && !git.shallow && git.gitTags.length > 1;
  if (isWhole || isFloatingGitTag(gitTag, git.gitTags, what2.tagPrefix)) return context;
  const { readTagsOf } = await import("./context-historyFetch.js");
  const gitTags = await readTagsOf(exec2, await access(), git.sha).catch(() => void 0);
  return gitTags ? { ...context, git: { ...git, gitTags: [...gitTags] } } : context;
}
// src/stages/wantedVersion.ts
function wantedVersion(inputs, context, channel2) {
  const { trigger } = context;
  const onBranch = trigger.kind === "branch" || trigger.kind === "dispatch" ? trigger.branch : void 0;
  const stable = onBranch !== void 0 && (onBranch === refFacts(context).defaultBranch || maintenanceRange(onBranch) !== void 0 || channel2?.name === "stable");
  if (inputs.what.release === "auto" && stable)
    return { wanted: { kind: "release" }, needed: true, skips: false };
  if (!channel2) return void 0;
  const names = channel2.templates.flatMap((template) => template.names);
  const needed = names.some((name) => VERSION_FIELDS.has(name));
  const skips = names.some((name) => name !== "base_version" && VERSION_FIELDS.has(name));
  if (skips && channel2.name !== "stable") checkIdentifier(channel2.name);
  if (trigger.kind === "schedule") return { wanted: { kind: "nightly", name: channel2.name }, needed, skips };
  if (!needed) return void 0;
  return {
    wanted: channel2.name === "stable" ? { kind: "release" } : { kind: "prerelease", name: channel2.name },
    needed,
    skips: skips && channel2.name !== "stable"
  };
}
var VERSION_FIELDS = /* @__PURE__ */ new Set(["version", "major", "minor", "patch", "prerelease", "base_version"]);
function checkIdentifier(name) {
  if (/^[0-9A-Za-z-]*[A-Za-z-][0-9A-Za-z-]*$/.test(name)) return;
  throw new UserError3(`channel ${name}: its versions would be called 1.2.3-${name}.1, which is no SemVer`, {
    hint: "Give the channel a name of letters, digits and dashes, or take version fields out of its image tags."
  });
}
// src/stages/versioned.ts
var UNKNOWN = {
  version: void 0,
  baseVersion: void 0,
  releaseTag: void 0,
  skipped: false,
  why: [],
  notices: [],
  computed: void 0
};
async function versionOf(inputs, gathered, at) {
  const { trigger } = gathered.context;
  const { tagPrefix } = inputs.what;
  if (trigger.kind === "pull_request") return UNKNOWN;
  if (inputs.what.version !== void 0) {
    const version2 = versionFromRef(inputs.what.version, tagPrefix);
    if (!isVersion(version2))
      throw new UserError3(`Input version: "${version2}" is no version; write one such as 1.2.3`);
    const releaseTag = isOccasion(at.rules, gathered.context) ? void 0 : `${tagPrefix}${version2}`;
    return { ...UNKNOWN, version: version2, releaseTag };
  }
  if ("gitTag" in trigger && trigger.gitTag !== void 0)
    return { ...UNKNOWN, version: versionFromRef(trigger.gitTag, tagPrefix) };
  const channel2 = matchChannel(at.rules, gathered.context, tagPrefix);
  const asked2 = wantedVersion(inputs, gathered.context, usesChannel(inputs) ? channel2 : void 0);
  if (!asked2) return UNKNOWN;
  try {
    return await computed(inputs, gathered, { asked: asked2, sources: at.sources });
  } catch (error) {
    if (asked2.needed || !(error instanceof UserError3)) throw error;
    const text22 = `No version was computed: ${messageOf2(error)}`;
    return { ...UNKNOWN, notices: [{ level: "notice", text: text22 }] };
  }
}
async function computed(inputs, gathered, { asked: asked2, sources }) {
  const { computeVersion, formatWhy, historyOf } = await import("./stages-version.js");
  const history = await historyOf(inputs, gathered, { exec: sources.exec });
  const of = { wanted: asked2.wanted, history, registries: sources.registries };
  const result = await computeVersion(inputs, gathered, of);
  const baseVersion = (history.base?.tag ?? history.highest)?.version;
  const common = { ...UNKNOWN, baseVersion, why: formatWhy(result), computed: { result, history } };
  const isRelease = asked2.wanted.kind === "release";
  if (result.kind === "version") {
    const releaseTag = isRelease ? `${inputs.what.tagPrefix}${result.version}` : void 0;
    return { ...common, version: result.version, releaseTag, notices: result.notices };
  }
  const notices3 = [...result.notices, { level: "notice", text: result.because }];
  return { ...common, notices: notices3, skipped: asked2.skips && !isUnconventional(result) };
}
function isUnconventional({ why }) {
  const { counted, ignored } = why.assessment;
  return counted.length === 0 && ignored.length > 0 && ignored.every(({ reason }) => reason === "merge" || reason === "not conventional");
}
function usesChannel({ metadata: metadata2 }) {
  return metadata2.tags.length === 0 || metadata2.tags.some((line) => /(^|,)\s*type=channel\b/.test(line));
}
// src/stages/release.ts
function imagesOf(inputs, { environment }) {
  const [fault] = listFaults(inputs);
  if (fault) throw fault;
  const { images } = inputs.what;
  if (images.length > 0) return parseImages(images);
  const alone = inputs.what.command === "plan" && inputs.metadata.tags.length > 0;
  return environment.GITHUB_REPOSITORY && !alone ? [`ghcr.io/${environment.GITHUB_REPOSITORY.toLowerCase()}`] : [];
}
function listFaults(inputs) {
  const { what: what2, metadata: metadata2 } = inputs;
  try {
    together([
      () => parseImages(what2.images),
      () => parseChannels(metadata2.channels, what2.tagPrefix),
      () => parseRules(metadata2.tags),
      () => parseFlavor(metadata2.flavor),
      () => parseVariants(inputs)
    ]);
    return [];
  } catch (error) {
    return [error];
  }
}
function needImages({ what: what2 }, images) {
  if (images.length > 0 || what2.command === "plan") return;
  const why = what2.images.length > 0 ? "`images` enables none" : "neither `images` nor GITHUB_REPOSITORY is set";
  throw new UserError3(`There is no image to ${what2.command}: ${why}`, {
    hint: "Set `images`, such as ghcr.io/owner/app."
  });
}
async function resolveRelease(inputs, gathered, sources) {
  const { tagPrefix } = inputs.what;
  const context = await withSiblingTags(inputs, gathered, sources.exec);
  const rules = parseChannels(inputs.metadata.channels, tagPrefix);
  const version2 = await versionOf(inputs, gathered, { rules, sources });
  const { releaseTag } = version2;
  const asReleased = releaseTag === void 0 ? context : { ...context, trigger: { kind: "tag", gitTag: releaseTag } };
  const matched = version2.skipped ? void 0 : matchChannel(rules, asReleased, tagPrefix) ?? matchChannel(rules, context, tagPrefix);
  const known = { version: version2.version, baseVersion: version2.baseVersion };
  const channel2 = matched && resolveChannel(matched, asReleased, known);
  const facts = { ...known, channel: channel2, releaseTag };
  const [first, ...others] = parseVariants(inputs).map((variant) => {
    const metadata2 = resolveMetadata(metadataInputs(inputs, variant, sources.images), context, facts);
    return { variant, metadata: version2.skipped && usesChannel(inputs) ? withoutTags(metadata2) : metadata2 };
  });
  if (!first) throw new Error("there is always one variant");
  const variants = [first, ...others];
  checkTags(variants);
  const push = pushes(inputs, context);
  if (push && variants.some(({ metadata: metadata2 }) => metadata2.release.tags.length > 0))
    needImages(inputs, first.metadata.images);
  return {
    variants,
    images: first.metadata.images,
    push,
    tagPrefix,
    releaseTag,
    why: version2.why,
    notices: version2.notices,
    computed: version2.computed
  };
}
function metadataInputs({ metadata: metadata2 }, { tags: tags2, suffix }, images) {
  const flavor = suffix === "" ? metadata2.flavor : [...metadata2.flavor, `suffix=${suffix},onlatest=true`];
  return { ...metadata2, tags: tags2 ?? metadata2.tags, flavor, images };
}
function withoutTags(metadata2) {
  return {
    ...metadata2,
    release: { ...metadata2.release, tags: [], version: "" },
    outputs: { ...metadata2.outputs, tags: "", tagNames: "" }
  };
}

import {
  UserError as UserError4
} from "./errors.js";
// src/execute/optional.ts
function describeLeftOut(image, reason) {
  return `${image} is optional and was left out: ${reason}`;
}
function noneLeft(undone) {
  return new UserError4(`Every registry was optional and failed; nothing was ${undone}.`);
}

import {
  messageOf as messageOf3,
  nearestWord as nearestWord2
} from "./errors.js";
// src/inputs/parsers.ts
var InputFault = class extends Error {
  hint;
  constructor(expected, hint) {
    super(expected);
    this.hint = hint;
  }
};
var text2 = (value) => value;
var boolean = (value) => {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw new InputFault("expected true or false", nearest(value, ["true", "false"]));
};
var count = (value) => {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InputFault("expected a whole number, 1 or more");
};
function choice(words22) {
  return (value) => {
    const found = words22.find((word22) => word22 === value);
    if (found !== void 0) return found;
    throw new InputFault(`expected one of ${words22.join(", ")}`, nearest(value, words22));
  };
}
var lines2 = (value) => value.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
var words = (value) => records(value).flat().map((word22) => word22.trim()).filter(Boolean);
var entries = (value) => blankEnded(value).map((entry) => entry.trim());
var blankEnded = (value) => records(value).map((fields) => fields.join(",").trimStart()).filter(Boolean);
var rawLines = (value) => value.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
var pairs = (value) => Object.fromEntries(
  entries(value).map((entry) => {
    const at = entry.indexOf("=");
    if (at === 0) throw new InputFault(`expected KEY=value, one a line, but "${entry}" has no key`);
    return at < 0 ? [entry, void 0] : [entry.slice(0, at), entry.slice(at + 1)];
  })
);
var platforms = (value) => {
  const names = value.startsWith("[") ? jsonStrings(value) : words(value);
  const faults = [];
  const seen = /* @__PURE__ */ new Map();
  for (const name of names) {
    try {
      const platform = knownPlatform(name);
      seen.set(JSON.stringify(platform), platform);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return [...seen.values()];
};
function jsonStrings(value) {
  try {
    const list22 = JSON.parse(value);
    if (Array.isArray(list22) && list22.every((entry) => typeof entry === "string")) return list22;
  } catch {
  }
  throw new InputFault('expected a JSON list of strings, such as ["linux/amd64","linux/arm64"]');
}
function records(value) {
  try {
    return parseCsv(value, { relaxed: true, comments: true });
  } catch (error) {
    throw new InputFault(
      `expected a list, one entry a line: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}
var OTHER_BOOLEANS = {
  yes: "true",
  on: "true",
  1: "true",
  no: "false",
  off: "false",
  0: "false"
};
function nearest(word22, candidates) {
  const other = OTHER_BOOLEANS[word22.toLowerCase()];
  const near = other !== void 0 && candidates.includes(other) ? other : nearestWord2(word22, candidates);
  return near === void 0 ? void 0 : `did you mean "${near}"?`;
}
// src/inputs/digests.ts
var digests = (value) => {
  const found = /* @__PURE__ */ new Map();
  const faults = [];
  for (const [name, digest2] of objectsIn(value).flatMap(Object.entries)) {
    const key = keyOf(name, faults);
    if (typeof digest2 !== "string" || !isDigest(digest2)) faults.push(`"${name}" has no sha256 digest`);
    else if ((found.get(key) ?? digest2) !== digest2) faults.push(`"${name}" has two digests`);
    else found.set(key, digest2);
  }
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return [...found].map(([key, digest2]) => ({ key, digest: digest2 }));
};
function keyOf(name, faults) {
  const words22 = name.trim().split(/\s+/);
  if (words22.length > 2) faults.push(`"${name}" is neither a platform nor a variant and a platform`);
  try {
    return [...words22.slice(0, -1), formatPlatform(parsePlatform(words22.at(-1) ?? ""))].join(" ");
  } catch (error) {
    faults.push(messageOf3(error));
    return name;
  }
}
function objectsIn(value) {
  const whole = parseObject2(value);
  const parsed = whole ? [whole] : value.split(/\r?\n/).filter(Boolean).map(parseObject2);
  const objects = parsed.filter((object) => object !== void 0);
  if (objects.length === parsed.length) return objects;
  throw new InputFault('expected JSON objects, one a line, such as {"linux/arm64":"sha256:…"}');
}
function parseObject2(text22) {
  const json2 = parseJson(text22);
  return isObject(json2) ? json2 : void 0;
}
// src/inputs/size.ts
var UNITS = ["", "k", "m", "g", "t"];
var size = (value) => {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(value) ?? [];
  if (number === void 0) throw new InputFault("expected a size, such as 500m or 2g");
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
};
// src/inputs/forms.ts
function checked(parse, form, fault) {
  return (value) => {
    const list22 = parse(value);
    const wrong = list22.flatMap((entry, at) => form.test(entry) ? [] : [{ entry, number: at + 1 }]);
    if (wrong.length > 0) throw new InputFault(fault(wrong));
    return list22;
  };
}
function formed(parse, form, expected) {
  const quoted = (wrong) => wrong.map(({ entry }) => JSON.stringify(entry)).join(", ");
  return checked(parse, form, (wrong) => `expected ${expected}, not ${quoted(wrong)}`);
}
function secretEntries(parse, form, expected) {
  const numbers = (wrong) => wrong.map(({ number }) => number).join(", ");
  return checked(parse, form, (wrong) => `entry ${numbers(wrong)} is no ${expected}`);
}
var outputs = (value) => {
  const list22 = lines2(value);
  const pushed = /(^|,)(type=registry|push=true|push-by-digest=true)(,|$)/;
  const nameless = list22.filter((entry) => pushed.test(entry) && !/(^|[,"])name=[^,]/.test(entry));
  if (nameless.length === 0) return list22;
  throw new InputFault(
    `${nameless.map((entry) => JSON.stringify(entry)).join(", ")} would be pushed without a name`,
    "leave it out: `images` are pushed without it, and `push` says whether"
  );
};
var tagNames = formed(
  (value) => words(value).flatMap((word22) => word22.split(/\s+/)),
  TAG,
  "names of tags, such as stable or 1.2"
);
function one(form, expected, hint = () => void 0) {
  return (value) => {
    if (form.test(value)) return text2(value);
    throw new InputFault(`expected ${expected}`, hint(value));
  };
}
var fullRef = one(
  /^refs\/(heads|tags|pull)\/[^\s/]\S*$/,
  "a ref in full, such as refs/tags/v1.2.3 or refs/heads/main",
  (value) => /^[\w./-]+$/.test(value) ? `write refs/tags/${value} or refs/heads/${value}` : void 0
);
var version = one(/^[0-9A-Za-z][\w.+!~-]*$/, "a version without blanks, such as 1.2.3");
var firstVersion = one(
  /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/,
  "three numbers, such as 0.1.0",
  (value) => /^v\d+\.\d+\.\d+$/.test(value) ? `write ${value.slice(1)}` : void 0
);
var digest = one(DIGEST, "a digest, sha256: and 64 hexadecimal digits");
var traceparent = one(
  /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/,
  "a W3C traceparent, 00-<32 hexadecimal digits>-<16>-<2>, in lower case and neither id all zeros"
);
var attestation = one(
  /^(?:true|false|[\w-]+=[^,]*(?:,[\w-]+=[^,]*)*)$/i,
  "true, false or options such as mode=max",
  (value) => /^(min|max)$/.test(value) ? `did you mean "mode=${value}"?` : nearest(value, ["true", "false"])
);
var levels = (value) => {
  const found = pairs(value);
  const wrong = Object.entries(found).filter(([, level = ""]) => !["major", "minor", "patch", "none"].includes(level)).map(([type, level]) => JSON.stringify(level === void 0 ? type : `${type}=${level}`));
  if (wrong.length > 0)
    throw new InputFault(`expected type=major, minor, patch or none, not ${wrong.join(", ")}`);
  return found;
};
var namedContexts = (value) => {
  const found = pairs(value);
  const wrong = Object.keys(found).filter((name) => !found[name]);
  if (wrong.length === 0) return found;
  throw new InputFault(
    `expected name=path or URL, not ${wrong.map((name) => JSON.stringify(name)).join(", ")}`
  );
};
var sizeText = (value) => {
  size(value);
  return value;
};
// src/inputs/records.ts
function recordsOf(known, required2) {
  const secret = known.includes("password");
  return async (value) => {
    const rows = /^(-\s|-$|\[|\{)/.test(withoutHead(value)) ? await structured(value, secret) : lines2(value).map((line, index) => csvRecord(line, { index, firstField: known[0] ?? "" }));
    const faults = rows.flatMap((row, index) => faultsOf(row, { index, known, required: required2, secret }));
    if (faults.length > 0) throw new InputFault(faults.join("; "));
    return rows;
  };
}
function withoutHead(value) {
  return value.replace(/^(?:\s*#[^\n]*(?:\n|$))+\s*/, "");
}
async function structured(value, secret) {
  const { parseYaml } = await import("./inputs-yaml.js");
  let parsed;
  try {
    parsed = parseYaml(value, { schema: "failsafe", logLevel: "error" });
  } catch (error) {
    const [reason = ""] = messageOf3(error).split("\n");
    if (!secret) throw new InputFault(`expected a YAML list: ${reason}`);
    const place = / at line \d+, column \d+/.exec(reason)?.[0] ?? "";
    throw new InputFault(`expected a YAML list, which cannot be read${place}`, "put a password into quotes");
  }
  if (!Array.isArray(parsed)) throw new InputFault('expected a list, each entry starting with "- "');
  return parsed.map((entry, index) => {
    if (typeof entry !== "object" || entry === null)
      throw new InputFault(`entry ${index + 1} has no named fields`);
    return Object.fromEntries(Object.entries(entry).map(([key, field2]) => [key, fieldText(field2)]));
  });
}
function fieldText(field2) {
  if (typeof field2 === "string") return field2;
  return Array.isArray(field2) ? field2.join("\n") : JSON.stringify(field2);
}
function csvRecord(line, { index, firstField }) {
  const fault = (text22) => new InputFault(`entry ${index + 1} ${text22}`);
  return Object.fromEntries(
    fieldsOf2(line, fault).map((field2, position) => {
      const at = field2.indexOf("=");
      if (at > 0) return [field2.slice(0, at), field2.slice(at + 1)];
      if (position === 0 && at < 0) return [firstField, field2];
      throw fault("has a value without a name; put a field whose value has a comma into quotes, whole");
    })
  );
}
function fieldsOf2(line, fault) {
  try {
    const [fields = []] = parseCsv(line, { relaxed: true, trimmed: true });
    return fields.filter(Boolean);
  } catch {
    throw fault("has quotes that do not close");
  }
}
function faultsOf(row, rule) {
  const where2 = `entry ${rule.index + 1}`;
  const unknown = Object.keys(row).filter((key) => !rule.known.includes(key));
  const missing = rule.required.filter((key) => !row[key]);
  return [
    ...unknown.map(
      (key) => `${where2} has an unknown field${rule.secret ? "" : ` "${key}"`}, ${nearest(key, rule.known) ?? `known are ${rule.known.join(", ")}`}`
    ),
    ...missing.map((key) => `${where2} lacks "${key}"`)
  ];
}
// src/inputs/row.ts
function optional(name, parse, doc) {
  return { name, doc, default: "", parse, absent: () => void 0 };
}
function withDefault(name, [fallback, parse], doc) {
  return { name, doc, default: fallback, parse, absent: () => parse(fallback) };
}
function list(name, parse, doc) {
  return { name, doc, default: "", parse, absent: () => [] };
}
function fromRunner(name, expression, doc) {
  return { name, doc, default: expression, parse: (value) => value, absent: () => void 0 };
}
function separator(name, doc) {
  const parse = (value) => value.replaceAll("\\n", "\n").replaceAll("\\t", "	");
  return { name, doc, default: "\\n", parse, absent: () => "\n", keepBlanks: true };
}
function onOff(name, doc) {
  return withDefault(name, ["false", boolean], doc);
}
// src/inputs/runners.ts
var runners = (value) => {
  const faults = [];
  const entries2 = lines2(value).flatMap((line) => {
    const [text22 = "", ...rest] = line.split("=");
    const labels = rest.join("=").split(",").map((label) => label.trim()).filter(Boolean);
    const [first] = labels;
    if (first === void 0) {
      faults.push(`"${line}" names no runner; expected platform=runner`);
      return [];
    }
    try {
      return [{ platform: knownPlatform(text22), runner: labels.length > 1 ? labels : first }];
    } catch (error) {
      faults.push(messageOf3(error));
      return [];
    }
  });
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return entries2;
};
// src/inputs/sections/what.ts
var COMMANDS = ["publish", "plan", "build", "merge", "promote", "rollback"];
var what = {
  command: withDefault(
    "command",
    ["publish", choice(COMMANDS)],
    "What to do: `publish` all of it, `plan` only say what would be done, `build` and `merge` in the jobs of a matrix, `promote` or `rollback` tags that exist."
  ),
  images: list(
    "images",
    rawLines,
    "Image names without a tag, one a line: `ghcr.io/owner/app`. Default: `ghcr.io/<owner>/<repository>`. `name=…,enable=false` leaves one out."
  ),
  platforms: list(
    "platforms",
    platforms,
    "Platforms to build, as CSV, lines or JSON: `linux/amd64,linux/arm64`. Default: the builder's own, or PLATFORMS_JSON from the environment."
  ),
  variants: list(
    "variants",
    recordsOf(["name", "file", "target", "platforms", "build-args", "context", "suffix", "tags"], ["name"]),
    "Flavours of the image, a list: `name`, `file`, `target`, `platforms`, `build-args`, `context` (with `{{os}}`, `{{arch}}`, `{{variant}}` for a folder a platform), `suffix` of the tags, own `tags` rules."
  ),
  runners: list(
    "runners",
    runners,
    "`plan`: the runner of a platform in the `matrix` output, `linux/arm64=my-runner` lines; several labels with commas between them."
  ),
  digests: list(
    "digests",
    digests,
    "`merge`: what to put together, where the jobs do not find it themselves: the `digests` outputs of the builds, one a line."
  ),
  version: optional(
    "version",
    version,
    "The version to publish, instead of the one that refs and commits tell."
  ),
  ref: optional(
    "ref",
    fullRef,
    "The git ref to resolve tags from, in full (`refs/tags/v1.2.3`), instead of the event's."
  ),
  tagPrefix: withDefault(
    "tag-prefix",
    ["v", (value) => value === "none" ? "" : value],
    "What git tags of versions start with; `none`: they are versions as they stand."
  ),
  release: optional(
    "release",
    choice(["tag", "auto", "off"]),
    "GitHub Release: `tag` makes it for a pushed tag, `auto` computes the version on the stable branch and makes tag and release, `off` neither. Default: `tag`, where the token may."
  ),
  paths: list("paths", words, "Only commits that touch these paths count for versions and changelog."),
  base: withDefault(
    "base",
    ["reachable", choice(["reachable", "highest"])],
    "Release that versions count from: the highest that the commit descends from, or the highest of all."
  ),
  initialVersion: withDefault(
    "initial-version",
    ["0.1.0", firstVersion],
    "The first version, where there is no release."
  ),
  commitLevels: withDefault(
    "commit-levels",
    ["", levels],
    "What commit types ask for, beside `feat=minor`, `fix=patch`, `perf=patch`, `revert=patch`: `type=major|minor|patch|none` lines."
  ),
  commitBullets: onOff("commit-bullets", "Read `* feat: …` in bodies too, as squash merges write them."),
  merges: withDefault(
    "merges",
    ["skip", choice(["skip", "title"])],
    "Merge commits: skipped, or read by their title."
  ),
  dryRun: onOff("dry-run", "Resolve everything, show it, change nothing.")
};
// src/inputs/cacheKinds.ts
var WORDS = ["auto", "registry", "gha", "local", "off"];
var word2 = choice(WORDS);
var cacheKinds = (value) => {
  const kinds = new Set(words(value).map(word2));
  if (kinds.delete("off") && kinds.size > 0)
    throw new InputFault(`expected off alone, or some of ${WORDS.slice(0, -1).join(", ")}`);
  return [...kinds].filter((kind) => kind !== "off");
};
// src/inputs/sections/build.ts
var build = {
  context: withDefault(
    "context",
    [".", text2],
    "Build context: a folder, or a git URL; `{{defaultContext}}` is the repository at this commit. `workflow` and `git` keep docker/metadata-action's meaning."
  ),
  file: optional("file", text2, "Path of the Dockerfile. Default: `Dockerfile` in the context."),
  target: optional("target", text2, "Stage to build."),
  buildArgs: withDefault("build-args", ["", pairs], "Build arguments, `KEY=value` lines."),
  buildContexts: withDefault(
    "build-contexts",
    ["", namedContexts],
    "Named contexts, `name=path or URL` lines, `{{defaultContext}}` too."
  ),
  secrets: {
    ...list("secrets", secretEntries(blankEnded, /^[^=]+=/, "id=value"), "Build secrets, `id=value` lines."),
    keepBlanks: true
  },
  secretEnvs: list(
    "secret-envs",
    secretEntries(words, /^[^=]+=./, "id=VARIABLE"),
    "Build secrets from environment variables, `id=VARIABLE`."
  ),
  secretFiles: list(
    "secret-files",
    secretEntries(entries, /^[^=]+=./, "id=path"),
    "Build secrets from files, `id=path` lines."
  ),
  ssh: list("ssh", words, "SSH agent sockets or keys, `default` or `id=path`."),
  network: optional("network", text2, "Network mode of RUN steps."),
  addHosts: list(
    "add-hosts",
    formed(words, /^[^:=\s]+[:=]\s*\S/, "name:address"),
    "Additional hosts, `name:address`."
  ),
  allow: list(
    "allow",
    words,
    "Entitlements: `network.host`, `security.insecure`, `device`. A BuildKit that is started grants what is named here; an engine does not grant `security.insecure`, so that `driver: auto` starts one for it."
  ),
  cgroupParent: optional("cgroup-parent", text2, "Parent cgroup of RUN steps."),
  shmSize: optional("shm-size", sizeText, "Size of /dev/shm of RUN steps, such as `2g`."),
  ulimit: list(
    "ulimit",
    formed(entries, /^\w+=-?\d+(:-?\d+)?$/, "limits such as nofile=1024:1024"),
    "Limits of RUN steps, `nofile=1024:1024` lines."
  ),
  pull: onOff("pull", "Look for newer versions of the images that are built upon."),
  load: onOff(
    "load",
    "Load the result into the engine, under the names that it is published as; of several platforms each has its own behind the tag."
  ),
  noCache: onOff("no-cache", "Build without a cache."),
  noCacheFilters: list("no-cache-filters", words, "Stages to build without a cache."),
  cache: withDefault(
    "cache",
    ["auto", cacheKinds],
    "Where build steps are kept for the next run: `registry`, `gha`, `local`, several at once, or `off`. `auto`: `gha` where the Actions cache service is there. See Caches."
  ),
  cacheFolder: optional(
    "cache-folder",
    text2,
    "Folder of the `local` cache. Default: below the runner's tool cache, else below ~/.cache."
  ),
  cacheMaxSize: withDefault(
    "cache-max-size",
    ["2g", size],
    "What is larger of one platform is not saved from the `local` cache to the Actions cache."
  ),
  cacheFrom: list("cache-from", entries, "Caches to read, as buildx knows them, one a line."),
  cacheTo: list("cache-to", entries, "Caches to write, one a line."),
  attests: list(
    "attests",
    formed(entries, /(^|,)type=[^,]/, "attestations such as type=sbom"),
    "Attestations, `type=sbom,…` lines."
  ),
  provenance: optional(
    "provenance",
    attestation,
    "`true`, `false` or options such as `mode=max`. Default: `mode=min` where an index is published."
  ),
  sbom: optional("sbom", attestation, "`true`, `false` or options such as `generator=…`."),
  outputs: list("outputs", outputs, "Further outputs, as buildx knows them, one a line."),
  call: optional(
    "call",
    choice(["build", "check", "outline", "targets"]),
    "Ask the Dockerfile instead of building it: `check`, `outline`, `targets`."
  ),
  imageShape: withDefault(
    "image-shape",
    ["auto", choice(["auto", "index", "manifest"])],
    "`auto`: a plain manifest for one platform without attestations, else an index."
  )
};
// src/inputs/sections/builder.ts
var builder = {
  builder: optional(
    "builder",
    text2,
    "A builder that exists. Default: the selected one, where it is not the engine's own."
  ),
  driver: withDefault(
    "driver",
    ["auto", choice(["auto", "docker", "docker-container", "remote", "kubernetes"])],
    "`auto` speaks to the engine's own BuildKit where that can push by digest, else starts one in a container. `remote` and `kubernetes` are buildx's."
  ),
  driverOpts: list(
    "driver-opts",
    words,
    "Options of the driver, `key=value` lines; one with a comma in its value stands in quotes."
  ),
  nodes: list(
    "nodes",
    recordsOf(["endpoint", "driver", "name", "platforms", "driver-opts", "labels", "cpus", "memory"], []),
    "Builder nodes, a list: `endpoint`, `driver`, `name`, `platforms` that it builds, `driver-opts`, `labels` to select by, `cpus` and `memory` that it may use."
  ),
  nodeSelector: withDefault(
    "node-selector",
    ["", pairs],
    "Use only the nodes with all of these labels, `key=value` lines."
  ),
  maxParallelism: optional("max-parallelism", count, "So many steps at once in a BuildKit that is started."),
  rootless: onOff("rootless", "Start a BuildKit that runs without root."),
  buildkitdFlags: optional("buildkitd-flags", text2, "Flags for BuildKit's daemon."),
  buildkitdConfig: optional("buildkitd-config", text2, "Path of a buildkitd.toml."),
  buildkitdConfigInline: optional("buildkitd-config-inline", text2, "A buildkitd.toml as text."),
  buildkitImage: withDefault(
    "buildkit-image",
    ["moby/buildkit:v0.32.2", text2],
    "Image of BuildKit for docker-container."
  ),
  keepBuilder: onOff("keep-builder", "Leave the builder that was started for this job running."),
  qemu: withDefault(
    "qemu",
    ["auto", choice(["auto", "always", "never"])],
    "Register emulators: only the missing ones, all, or none."
  ),
  qemuImage: withDefault(
    "qemu-image",
    ["tonistiigi/binfmt:qemu-v10.2.3", text2],
    "Image that registers emulators."
  )
};
// src/inputs/sections/metadata.ts
var metadata = {
  channels: list(
    "channels",
    rawLines,
    "Channels, one a line: `name: trigger[, trigger] [=> image tags]`. See Channels."
  ),
  tags: list(
    "tags",
    rawLines,
    "Tag rules as docker/metadata-action has them, one a line. Default: `type=channel`."
  ),
  flavor: list(
    "flavor",
    rawLines,
    "`latest=auto|true|false`, `prefix=…[,onlatest=true]`, `suffix=…[,onlatest=true]`."
  ),
  labels: list("labels", rawLines, "Labels, `key=value` lines; they win over those that are made."),
  annotations: list(
    "annotations",
    rawLines,
    "Annotations, `[level:]key=value` lines, also `index,manifest:` and `manifest-descriptor[linux/arm64]:`; they win over those that are made."
  ),
  sepTags: separator("sep-tags", "Separator of the `tags` output."),
  sepLabels: separator("sep-labels", "Separator of the `labels` output."),
  sepAnnotations: separator("sep-annotations", "Separator of the `annotations` output."),
  bakeTarget: withDefault("bake-target", ["docker-metadata-action", text2], "Target name in the bake files.")
};
// src/inputs/sections/promotion.ts
var promotion = {
  verify: withDefault(
    "verify",
    ["standard", choice(["standard", "deep", "off"])],
    "How to verify what arrived: `deep` also reads every layer."
  ),
  force: onOff("force", "Build and replace, even where a tag is immutable or would go backwards."),
  from: optional("from", text2, "`promote`: the tag, channel or digest to promote."),
  to: list("to", tagNames, "`promote`: tags to move to it. `rollback`: the tags to put back."),
  digest: optional("digest", digest, "`promote`: a digest. `rollback`: the digest to put the tags back to."),
  previous: optional("previous", text2, "`rollback`: the `previous` output of the run to undo.")
};
// src/inputs/sections/report.ts
var report = {
  summary: withDefault("summary", ["auto", choice(["auto", "full", "off"])], "The job summary."),
  traceparent: optional(
    "traceparent",
    traceparent,
    "W3C trace context to join, instead of the one found or derived. buildx joins one that is given or found, and a derived one where `OTEL_…` variables are set."
  ),
  checkRunId: fromRunner(
    "check-run-id",
    "${{ job.check_run_id }}",
    "The job's check run, for the trace; leave as it is."
  )
};
// src/inputs/registries.ts
var records2 = recordsOf(["host", "username", "password", "optional"], ["host"]);
var registryHost = (value) => {
  if (isHost(value)) return value;
  throw new InputFault("expected the host of a registry, such as ghcr.io or registry.example.com:5000");
};
var registries = async (value) => {
  const rows = await records2(value);
  const faults = rows.flatMap(({ host = "", optional: optional2 }, index) => [
    ...isHost(host) ? [] : [`entry ${index + 1}: "host" is no host of a registry, such as ghcr.io`],
    .../^(true|false)?$/i.test(optional2 ?? "") ? [] : [`entry ${index + 1}: "optional" is neither true nor false`]
  ]);
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return rows;
};
function isHost(text22) {
  return HOST.test(
    text22.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "")
  );
}
// src/inputs/sections/where.ts
var where = {
  registry: optional(
    "registry",
    registryHost,
    "Registry that `username` and `password` are for. Default: that of the first image."
  ),
  username: optional("username", text2, "User name. GHCR needs none: the job's token is used."),
  password: optional("password", text2, "Password or token."),
  registries: list(
    "registries",
    registries,
    "More registries, an entry each: `host`, `username`, `password`, `optional` (may fail alone)."
  ),
  githubToken: fromRunner("github-token", "${{ github.token }}", "Token for GHCR and the GitHub API."),
  push: withDefault(
    "push",
    ["auto", choice(["auto", "true", "false"])],
    "Push the result: `auto` pushes, except for pull requests and events that others can start."
  )
};
// src/inputs/schema.ts
var schema = { what, metadata, where, build, builder, promotion, report };
var inputRows = Object.entries(schema).flatMap(
  ([section, rows]) => Object.values(rows).map((row) => ({ ...row, section }))
);

// src/host/retry.ts
function createRetry(options) {
  const { clock, signal, attempts = 7 } = options;
  let { deadline } = options;
  const gates = /* @__PURE__ */ new Map();
  const waits = [];
  const opensIn = (host) => (gates.get(host) ?? 0) - clock.now();
  const wait2 = async (host, again, count2) => {
    signal?.throwIfAborted();
    const ms = pauseAfter(again, count2, options);
    const next = clock.now() + ms;
    if (next > deadline) throw again.error({ attempts: count2, until: new Date(next) });
    if (count2 >= (again.attempts ?? attempts)) throw again.error({ attempts: count2, until: void 0 });
    const entry = { host, reason: again.reason, ms: Math.round(ms) };
    waits.push(entry);
    options.onWait?.(entry);
    if (again.slowsHost) gates.set(host, clock.now() + Math.max(opensIn(host), ms));
    await clock.sleep(ms, signal);
  };
  return {
    wait: wait2,
    waits: () => waits,
    exempt: (work) => {
      const began = clock.now();
      return work().finally(() => {
        deadline += clock.now() - began;
      });
    },
    run: async (host, attempt) => {
      for (let count2 = 1; ; count2 += 1) {
        for (let left = opensIn(host); left > 0; left = opensIn(host)) await clock.sleep(left, signal);
        signal?.throwIfAborted();
        const outcome = await attempt(count2);
        if (outcome.kind === "done") return outcome.value;
        await wait2(host, outcome, count2);
      }
    }
  };
}
function pauseAfter({ retryAfterMs }, count2, { clock, firstMs = 500, capMs = 3e4 }) {
  if (retryAfterMs !== void 0) return retryAfterMs + clock.random() * firstMs;
  return clock.random() * Math.min(capMs, firstMs * 2 ** (count2 - 1));
}
var PASSING_STATUS = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504]);
var PASSING_CODE = new Set(
  "ECONNRESET EPIPE ETIMEDOUT ECONNABORTED ERR_STREAM_PREMATURE_CLOSE HPE_INVALID_EOF_STATE".split(" ")
);
var UNREACHABLE_CODE = /* @__PURE__ */ new Set(["ECONNREFUSED", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"]);
function isPassingStatus(status) {
  return PASSING_STATUS.has(status);
}
function attemptsForCode(code2 = "", answered = false) {
  if (PASSING_CODE.has(code2)) return void 0;
  if (UNREACHABLE_CODE.has(code2)) return answered ? void 0 : 4;
  return 1;
}
var LONGEST_WAIT_MS = 366 * 864e5;
function parseRetryAfter(header, now) {
  if (header === void 0) return void 0;
  const asked2 = /^\s*\d+\s*$/.test(header) ? Number(header) * 1e3 : Date.parse(header) - now;
  return Number.isNaN(asked2) ? void 0 : Math.min(Math.max(0, asked2), LONGEST_WAIT_MS);
}

import {
  createHash as createHash3
} from "./lean-node-crypto.js";

import { tmpdir } from "node:os";
// src/host/temporary.ts
function temporaryFolder(environment) {
  return environment.RUNNER_TEMP || tmpdir();
}

import {
  UserError as UserError5
} from "./errors.js";
import { realpathSync as realpathSync2, statSync } from "node:fs";
import { dirname, join as join3 } from "node:path";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join as join22 } from "node:path";
// src/context/gitCommand.ts
var QUIET = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_FLUSH: "0" };
function openGit(exec2, directory, environment) {
  const root = findRoot(directory);
  const trusted = environment.GITHUB_ACTIONS === "true" ? ["-c", `safe.directory=${root ?? directory}`] : [];
  const env = { ...environment, ...QUIET };
  return (args, options = {}) => exec2(["git", ...trusted, "-c", "log.showSignature=false", ...args], { ...options, cwd: directory, env });
}
function openBareGit(exec2, gitDirectory, environment) {
  const env = { ...withoutRepository(environment), ...QUIET };
  const prefix = [
    "-c",
    `safe.directory=${gitDirectory}`,
    "-c",
    "log.showSignature=false",
    "--git-dir",
    gitDirectory
  ];
  return (args, options = {}) => exec2(["git", ...prefix, ...args], { ...options, cwd: gitDirectory, env });
}
function withoutRepository(environment) {
  const foreign = /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|NAMESPACE)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}
function findRoot(directory) {
  let folder;
  try {
    folder = realpathSync2(directory);
  } catch {
    return void 0;
  }
  for (; ; ) {
    if (statSync(join3(folder, ".git"), { throwIfNoEntry: false })) return folder;
    const parent = dirname(folder);
    if (parent === folder) return void 0;
    folder = parent;
  }
}
function complaintOf(result) {
  if (result.error) return `git could not be started: ${result.error.message}`;
  const lines4 = result.stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("hint:"));
  const fatal = lines4.find((line) => /^(?:fatal|error|remote):/.test(line)) ?? lines4.at(-1);
  return (fatal ?? `git ended with exit code ${result.exitCode}`).replace(/^(?:fatal|error): /, "").trim();
}
function linesOf2(result) {
  return result.stdout.toString().split("\n").filter((line) => line !== "");
}
// src/context/shallow.ts
var COMMITS_ONLY = "--filter=tree:0";
var WITHOUT_BLOBS = "--filter=blob:none";
async function withOwnRepository({ exec: exec2, access }, sha2, use) {
  const own = await openOwnRepository(exec2, access, sha2);
  try {
    return await use(own);
  } finally {
    own.close();
  }
}
async function openOwnRepository(exec2, access, sha2) {
  const temporary = temporaryFolder(access.environment);
  mkdirSync(temporary, { recursive: true });
  const directory = mkdtempSync(join22(temporary, "publish-image-history-"));
  const git = openBareGit(exec2, directory, access.environment);
  const close = () => rmSync(directory, { recursive: true, force: true });
  const format2 = sha2.length === 64 ? ["--object-format=sha256"] : [];
  const made = await git(["init", "--quiet", "--bare", "--template=", ...format2, directory]);
  if (!made.ok) {
    close();
    throw new UserError5(
      `a repository for the history could not be made in ${directory}: ${complaintOf(made)}`
    );
  }
  const quiet = ["-c", "gc.auto=0", "-c", "maintenance.auto=false"];
  const fetch = (commits, options = [COMMITS_ONLY]) => git([
    ...quiet,
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-auto-gc",
    ...options,
    "origin",
    ...commits
  ]);
  return { git, fetch, close };
}

import {
  UserError as UserError6,
  joinErrors,
  messageOf as messageOf4,
  nearestWord as nearestWord3,
  suggest as suggest3
} from "./errors.js";
import "./shared.js";
import { setTimeout as wait } from "node:timers/promises";
import { accessSync, constants } from "node:fs";
import { delimiter, join as join23 } from "node:path";
import { join as join4 } from "node:path";
import { existsSync as existsSync2 } from "node:fs";
import { join as join32 } from "node:path";
import { appendFile, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join as join42 } from "node:path";
import { readFile } from "node:fs/promises";
import { join as join5 } from "node:path";
import { join as join6, resolve } from "node:path";
// src/host/githubApi.ts
var WAITS = [200, 600];
var CONNECT_MS = 5e3;
var IDLE_MS = 1e4;
var LONGEST_ANSWER = 32 * 1024 * 1024;
var HOPELESS = /* @__PURE__ */ new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_INVALID_URL",
  "ETIMEDOUT"
]);
function createGitHubApi(settings) {
  const http = settings.http ?? createHttp({ environment: process.env, connectMs: CONNECT_MS, idleMs: IDLE_MS });
  const base = `${settings.url.replace(/\/+$/, "")}/repos/${settings.repository}`;
  return {
    repository: settings.repository,
    authenticated: settings.token !== void 0,
    request: async (method, path, body) => {
      const waits = method === "GET" ? WAITS : [];
      for (let tried = 0; ; tried++) {
        const answer = await send(http, { token: settings.token, method, url: `${base}${path}`, body }).catch(
          (error) => error
        );
        const pause2 = waits[tried];
        if (pause2 !== void 0 && mayPass(answer)) await wait(pause2);
        else if (answer instanceof Error) throw answer;
        else return answer;
      }
    }
  };
}
function mayPass(answer) {
  if (!(answer instanceof Error)) return isPassingStatus(answer.status);
  return !("code" in answer && HOPELESS.has(String(answer.code)));
}
async function send(http, { url, method, token, body }) {
  const payload = body === void 0 ? void 0 : Buffer.from(JSON.stringify(body));
  const headers = {
    accept: "application/vnd.github+json",
    "user-agent": "publish-image",
    "x-github-api-version": "2022-11-28",
    ...token && { authorization: `Bearer ${token}` },
    ...payload && { "content-type": "application/json", "content-length": String(payload.length) }
  };
  const response = await http.request({
    method,
    url: new URL(url),
    headers,
    ...payload && { body: payload }
  });
  return {
    status: response.status,
    // a proxy's page is no JSON; the status tells enough
    json: parseJson((await readBody(response, LONGEST_ANSWER)).toString()),
    headers: response.headers
  };
}
// src/context/gitRemote.ts
var REMOTE_KEYS = "^(remote\\..*\\.(url|partialclonefilter)|(http|credential|url)\\..*|core\\.(sshcommand|gitproxy)|protocol\\..*)$";
function parseRemoteConfig(output) {
  const urls = /* @__PURE__ */ new Map();
  const filters = /* @__PURE__ */ new Map();
  const connection = [];
  const fields = output.split("\0");
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [scope, entry] = [fields[at], fields[at + 1] ?? ""];
    const end = entry.indexOf("\n");
    const [key, value] = end < 0 ? [entry, "true"] : [entry.slice(0, end), entry.slice(end + 1)];
    const remote = /^remote\.(.*)\.(url|partialclonefilter)$/s.exec(key);
    if (remote?.[1] === void 0) {
      if (scope === "local" || scope === "worktree") connection.push([key, value]);
      continue;
    }
    const table2 = remote[2] === "url" ? urls : filters;
    if (!table2.has(remote[1])) table2.set(remote[1], value);
  }
  const name = urls.has("origin") ? "origin" : urls.keys().next().value;
  const of = (table2) => name === void 0 ? void 0 : table2.get(name);
  return { url: of(urls), filter: of(filters), connection };
}
function withoutCredentials(url) {
  return url.replace(
    /^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i,
    (whole, scheme) => /^ssh/i.test(scheme) ? whole.replace(/(?<=\/[^/:]*):.*@$/, "@") : scheme
  );
}
function planRemoteAccess(config, server, environment) {
  const configured = config?.url;
  const kept = config?.connection ?? [];
  const own = configured === void 0 ? server.repository : pathOnServer(configured, server.url);
  const hasCredentials = kept.some(([key]) => /^(?:http\..*extraheader|core\.sshcommand)$/i.test(key));
  if (own !== void 0 && server.token && !hasCredentials)
    return tokenAccess(`${server.url}/${own}`, server.token, environment);
  if (configured === void 0) return void 0;
  return remoteAccess(configured, kept, environment);
}
function tokenAccess(url, token, environment) {
  const key = `http.${new URL(url).origin}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  return remoteAccess(
    url,
    [
      [key, ""],
      [key, `AUTHORIZATION: basic ${basic}`]
    ],
    environment
  );
}
function remoteAccess(url, settings, environment) {
  return {
    url: withoutCredentials(url),
    environment: withSettings(environment, [["remote.origin.url", url], ...settings])
  };
}
function pathOnServer(remote, serverUrl) {
  const host = URL.parse(serverUrl)?.host;
  const match2 = /^(?:https?:\/\/(?:[^/@]*@)?|ssh:\/\/(?:[^/@]*@)?|[\w.-]+@)([^/:]+(?::\d+)?)[/:](.+?)(?:\.git)?\/?$/.exec(
    remote
  );
  return host !== void 0 && match2?.[1]?.toLowerCase() === host.toLowerCase() ? match2[2] : void 0;
}
function withSettings(environment, settings) {
  const first = Number(environment.GIT_CONFIG_COUNT ?? 0) || 0;
  const variables = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value]
  ]);
  return {
    ...environment,
    ...Object.fromEntries(variables),
    GIT_CONFIG_COUNT: String(first + settings.length)
  };
}
// src/context/git.ts
var PLACE = [
  ...["rev-parse", "--is-shallow-repository", "--show-toplevel"],
  ...["--symbolic", "--tags", "--symbolic-full-name", "HEAD"]
];
async function readClone(exec2, directory, question) {
  const git = openGit(exec2, directory, question.environment);
  if (findRoot(directory) === void 0 && question.environment.GIT_DIR === void 0)
    return withoutClone(git, question);
  const [place, commits] = await Promise.all([
    git(PLACE),
    git([
      "log",
      "--no-walk=unsorted",
      "--ignore-missing",
      "--format=%H %ct",
      "HEAD",
      ...isSha(question.sha) ? [question.sha] : []
    ])
  ]);
  const [shallow = "", root = "", ...refs] = linesOf2(place);
  const ref2 = place.ok || refs.at(-1) === "HEAD" ? refs.pop() : void 0;
  if (root === "") refuseUnreadable(place);
  if (root === "") return withoutClone(git, question);
  const times = new Map(linesOf2(commits).map((line) => splitTime(line)));
  const head = times.keys().next().value;
  const sha2 = question.sha ?? head ?? "";
  const facts = {
    root,
    sha: sha2,
    commitTime: times.get(sha2) ?? await timeElsewhere(sha2, question),
    branch: ref2?.startsWith("refs/heads/") ? ref2.slice("refs/heads/".length) : void 0,
    shallow: shallow === "true",
    gitTags: refs
  };
  return { facts, head, git, remote: remoteOf(git) };
}
async function withoutClone(git, question) {
  const sha2 = question.sha ?? "";
  const commitTime2 = await timeElsewhere(sha2, question);
  return {
    facts: {
      root: void 0,
      sha: sha2,
      commitTime: commitTime2,
      branch: void 0,
      shallow: false,
      gitTags: []
    },
    head: void 0,
    git,
    remote: async () => ({ url: void 0, filter: void 0, connection: [] })
  };
}
function remoteOf(git) {
  let read;
  return () => {
    read ??= git(["config", "--includes", "--show-scope", "-z", "--get-regexp", REMOTE_KEYS]).then(
      ({ stdout }) => parseRemoteConfig(stdout.toString())
    );
    return read;
  };
}
function timeElsewhere(sha2, question) {
  return sha2 === "" || !question.commitTime ? Promise.resolve(void 0) : question.commitTime(sha2);
}
function refuseUnreadable(result) {
  if (result.error || /not a git repository|must be run in a work tree/.test(result.stderr)) return;
  const dubious = /dubious ownership/.test(result.stderr);
  throw new UserError6(`git can't read the repository: ${complaintOf(result)}`, {
    hint: dubious ? "The folder belongs to another user. If you trust it: git config --global --add safe.directory <folder>" : 'Run "git status" in that folder and mend what it names.'
  });
}
function isSha(text3) {
  return text3 !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text3);
}
function splitTime(line) {
  const [sha2 = "", seconds2] = line.split(" ");
  return [sha2, new Date(Number(seconds2) * 1e3)];
}
// src/context/ancestry.ts
function commitComparison(sources) {
  const known = /* @__PURE__ */ new Map();
  return (ours, theirs) => {
    if (!isSha(ours) || !isSha(theirs)) return Promise.resolve("unknown");
    if (ours === theirs) return Promise.resolve("same");
    const pair = `${ours} ${theirs}`;
    const relation = known.get(pair) ?? compare(sources, ours, theirs);
    known.set(pair, relation);
    return relation;
  };
}
async function compare({ clone, api, remote }, ours, theirs) {
  const local = clone ? await compareIn(clone.git, ours, theirs) : "unknown";
  if (local !== "unknown" && !(local === "diverged" && clone?.shallow)) return local;
  const told = await api?.(ours, theirs);
  if (told !== void 0 && told !== "unknown") return told;
  return remote ? compareFetched(remote, ours, theirs) : "unknown";
}
async function compareIn(git, ours, theirs) {
  const [ahead, behind] = await Promise.all([
    git(["merge-base", "--is-ancestor", theirs, ours]),
    git(["merge-base", "--is-ancestor", ours, theirs])
  ]);
  if (ahead.ok) return "ahead";
  if (behind.ok) return "behind";
  return ahead.exitCode === 1 && behind.exitCode === 1 ? "diverged" : "unknown";
}
async function compareFetched(remote, ours, theirs) {
  const access = await remote.access();
  const own = access && await openOwnRepository(remote.exec, access, ours).catch(() => void 0);
  if (!own) return "unknown";
  try {
    const fetched = await own.fetch([ours, theirs]);
    if (!fetched.ok && !(await own.fetch(["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"])).ok)
      return "unknown";
    return await compareIn(own.git, ours, theirs);
  } finally {
    own.close();
  }
}
// src/context/buildx.ts
// src/context/buildxBuilders.ts
var asList = (value) => Array.isArray(value) ? value : [];
function buildxFolder(environment) {
  return environment.BUILDX_CONFIG || join4(dockerFolder(environment), "buildx");
}
function readBuilders(environment) {
  const folder = join4(buildxFolder(environment), "instances");
  return namesIn(folder).map((name) => builderFrom(readJson(join4(folder, name)))).filter((builder2) => builder2 !== void 0);
}
function readSelected(environment) {
  if (environment.BUILDX_BUILDER) return environment.BUILDX_BUILDER;
  const folder = buildxFolder(environment);
  const key = engineKey(environment);
  const current = asObject(readJson(join4(folder, "current")));
  const name = asText(current.Name);
  if (name && (current.Global === true || current.Key === key)) return name;
  const defaults = join4(folder, "defaults");
  if (namesIn(defaults).length === 0) return void 0;
  const hash = createHash3("sha256").update(key).digest("hex").slice(0, 20);
  return readText(join4(defaults, hash))?.trim() || void 0;
}
function engineKey(environment) {
  if (environment.DOCKER_HOST) return environment.DOCKER_HOST;
  const context = environment.DOCKER_CONTEXT || asText(readDockerConfig(environment).currentContext);
  return context && context !== "default" ? context : "unix:///var/run/docker.sock";
}
function readJson(path) {
  return parseJson(readText(path) ?? "");
}
function builderFrom(json2) {
  const { Name: name, Driver: driver, Nodes: nodes } = asObject(json2);
  if (!asText(name)) return void 0;
  const platforms3 = asList(nodes).flatMap((node) => asList(asObject(node).Platforms).map(platformFrom));
  return {
    name: asText(name),
    driver: asText(driver),
    platforms: platforms3.filter((platform) => platform !== void 0)
  };
}
function platformFrom(json2) {
  const { os, architecture, variant } = asObject(json2);
  const text3 = [os, architecture, variant].map(asText).filter(Boolean).join("/");
  return text3.includes("/") ? parsePlatform(text3) : void 0;
}
// src/context/buildx.ts
var SYSTEM_FOLDERS = ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"].map(
  (folder) => join23(folder, "docker/cli-plugins")
);
async function readBuildx(environment, exec2) {
  const command = await findBuildx(environment, exec2);
  if (!command) return void 0;
  const builders = readBuilders(environment);
  const insisted = Boolean(environment.BUILDX_BUILDER);
  return {
    command,
    builders,
    current: currentFrom(readSelected(environment), { builders, insisted }),
    folder: buildxFolder(environment)
  };
}
async function readBuildxVersion(command, exec2) {
  const { ok, stdout } = await exec2([...command, "version"]);
  return ok ? /\bv?(\d+\.\d+\.\d+)/.exec(stdout.toString())?.[1] : void 0;
}
function currentFrom(selected, { builders, insisted }) {
  if (selected === void 0 || selected === "default") return void 0;
  const found = builders.find(({ name }) => name === selected);
  if (!found && !insisted) return void 0;
  return { name: selected, driver: found?.driver ?? "unknown" };
}
async function findBuildx(environment, exec2) {
  const plugin = pluginFolders(environment).map((folder) => join23(folder, "docker-buildx")).find(isExecutable);
  if (plugin !== void 0) return [plugin];
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  if (!folders.some((folder) => isExecutable(join23(folder, "docker")))) return void 0;
  const { ok } = await exec2(["docker", "buildx", "version"], { env: { ...environment } });
  return ok ? ["docker", "buildx"] : void 0;
}
function pluginFolders(environment) {
  const { cliPluginsExtraDirs } = readDockerConfig(environment);
  const extra = Array.isArray(cliPluginsExtraDirs) ? cliPluginsExtraDirs : [];
  const own = join23(dockerFolder(environment), "cli-plugins");
  return [...extra.filter((folder) => typeof folder === "string"), own, ...SYSTEM_FOLDERS];
}
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
// src/context/detachedRef.ts
var PATTERNS = [
  [/^refs\/tags\/(.+)$/, "refs/tags/"],
  [/^refs\/remotes\/pull\/(\d+\/(?:merge|head))$/, "refs/pull/"],
  [/^refs\/remotes\/[^/]+\/(?!HEAD$)(.+)$/, "refs/heads/"],
  [/^refs\/heads\/(.+)$/, "refs/heads/"]
];
async function readDefaultBranch(git) {
  const [name] = linesOf2(await git(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]));
  return name?.replace(/^origin\//, "") || void 0;
}
async function readDetachedRef(git) {
  const refs = linesOf2(
    await git(["for-each-ref", "--points-at=HEAD", "--format=%(refname)", "--sort=-version:refname"])
  );
  for (const [pattern, prefix] of PATTERNS) {
    const [name] = refs.flatMap((ref2) => pattern.exec(ref2)?.[1] ?? []);
    if (name !== void 0) return prefix + name;
  }
  return void 0;
}
// src/context/cloneFacts.ts
async function repositoryOf({ facts, git }) {
  const defaultBranch = facts.root === void 0 ? void 0 : await readDefaultBranch(git);
  return defaultBranch === void 0 ? {} : { defaultBranch };
}
async function inClone(run2, { inputs, clone }) {
  if (inputs.what.ref !== void 0 || clone.head === void 0) return run2;
  if (run2.ref !== "" && inputs.build.context !== "git") return run2;
  const { branch } = clone.facts;
  const ref2 = branch === void 0 ? await readDetachedRef(clone.git) : `refs/heads/${branch}`;
  return ref2 === void 0 ? run2 : { ...run2, ref: ref2 };
}
// src/context/emulators.ts
var BINFMT_MISC = "/proc/sys/fs/binfmt_misc";
var RUNS_386 = "/proc/sys/abi/vsyscall32";
var PLATFORMS = {
  aarch64: ["linux/arm64"],
  arm: ["linux/arm/v7", "linux/arm/v6", "linux/arm/v5"],
  riscv64: ["linux/riscv64"],
  s390x: ["linux/s390x"],
  ppc64le: ["linux/ppc64le"],
  i386: ["linux/386"],
  x86_64: ["linux/amd64"],
  mips64: ["linux/mips64"],
  mips64el: ["linux/mips64le"],
  loongarch64: ["linux/loong64"]
};
function readEmulators(folder = BINFMT_MISC, runs386 = RUNS_386) {
  const rows = namesIn(folder).filter((name) => name !== "register").map((name) => ({ name, text: readText(join32(folder, name)) ?? "" }));
  const native = existsSync2(runs386) ? ["linux/386"] : [];
  const off = rows.some(({ name, text: text3 }) => name === "status" && text3.trim() === "disabled");
  const emulated = off ? [] : rows.flatMap(platformsOf);
  return [.../* @__PURE__ */ new Set([...native, ...emulated])].map(parsePlatform);
}
function platformsOf({ name, text: text3 }) {
  const cpu = /^qemu-(.+?)(?:-static)?$/.exec(name)?.[1] ?? "";
  const usable = /^enabled$/m.test(text3) && /^flags:.*F/m.test(text3);
  return usable ? PLATFORMS[cpu] ?? [] : [];
}
// src/context/engine.ts
var TIMEOUT_MS = { unix: 5e3, tcp: 3e3, "dial-stdio": 15e3 };
async function readEngine(environment) {
  const endpoint = await readEngineEndpoint(environment);
  const [version2, info] = await Promise.all([readJson2(endpoint, "/version"), readJson2(endpoint, "/info")]);
  if (!version2 || !info) return void 0;
  return engineFactsFrom(version2, info, endpoint.kind === "unix" ? endpoint.path : void 0);
}
async function readJson2(endpoint, path) {
  try {
    const answer = await requestEngine(endpoint, {
      method: "GET",
      path,
      timeoutMs: TIMEOUT_MS[endpoint.kind]
    });
    return answer.status === 200 ? asObject(JSON.parse(answer.body.toString())) : void 0;
  } catch {
    return void 0;
  }
}
var asTexts = (value) => Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
function engineFactsFrom(version2, info, socket) {
  const registries2 = asObject(info.RegistryConfig);
  return {
    version: asText(version2.Version) || asText(info.ServerVersion),
    containerdStore: keepsImagesInContainerd(info.DriverStatus),
    platform: platformOf2(version2),
    socket,
    mirrors: asTexts(registries2.Mirrors),
    insecureRegistries: [
      ...asTexts(registries2.InsecureRegistryCIDRs),
      ...Object.entries(asObject(registries2.IndexConfigs)).filter(([, index]) => asObject(index).Secure === false).map(([host]) => host)
    ]
  };
}
function keepsImagesInContainerd(driverStatus) {
  const rows = Array.isArray(driverStatus) ? driverStatus : [];
  return rows.some(
    (row) => Array.isArray(row) && row[0] === "driver-type" && asText(row[1]).startsWith("io.containerd.snapshotter")
  );
}
function platformOf2(version2) {
  return parsePlatform(`${asText(version2.Os) || "linux"}/${asText(version2.Arch) || "amd64"}`);
}
// src/context/github.ts
async function readRepository(api, run2) {
  const fromEvent = parseRepositoryFacts(run2.payload.repository);
  if (!api) return { facts: fromEvent, warning: void 0 };
  const named2 = {
    fullName: api.repository,
    name: api.repository.slice(api.repository.indexOf("/") + 1),
    url: `${run2.serverUrl}/${api.repository}`,
    ...fromEvent
  };
  const answer = await ask(api, "");
  if (typeof answer === "string" || answer.status !== 200) {
    const reason = typeof answer === "string" ? answer : reasonOf(answer);
    return {
      facts: named2,
      warning: `The repository could not be looked up (${reason}): labels may lack title, description, url, licenses.`
    };
  }
  return { facts: { ...named2, ...parseRepositoryFacts(answer.json) }, warning: void 0 };
}
function parseRepositoryFacts(value) {
  const repository = asObject(value);
  const fields = {
    fullName: asText(repository.full_name),
    name: asText(repository.name),
    description: asText(repository.description),
    // of a push event, `url` is the page; of the API, that is `html_url`
    url: asText(repository.html_url),
    license: asText(asObject(repository.license).spdx_id),
    defaultBranch: asText(repository.default_branch)
  };
  const known = Object.fromEntries(Object.entries(fields).filter(([, field2]) => field2 !== ""));
  return { ...known, ...typeof repository.private === "boolean" && { private: repository.private } };
}
async function compareByApi(api, ours, theirs) {
  const answer = await ask(api, `/compare/${theirs}...${ours}?per_page=1`);
  if (typeof answer === "string" || answer.status !== 200) return void 0;
  const relations = {
    ahead: "ahead",
    behind: "behind",
    diverged: "diverged",
    identical: "same"
  };
  return relations[asText(asObject(answer.json).status)];
}
async function readCommitTime(api, run2, sha2) {
  const told = timeInPayload(run2, sha2);
  if (told || !api || !isSha(sha2)) return told;
  const answer = await ask(api, `/git/commits/${sha2}`);
  return typeof answer === "string" ? void 0 : parseTime(asObject(asObject(answer.json).committer).date);
}
function timeInPayload({ payload }, sha2) {
  const commits = Array.isArray(payload.commits) ? payload.commits : [];
  const candidates = [...commits, payload.head_commit, asObject(payload.workflow_run).head_commit].map(
    asObject
  );
  return parseTime(candidates.find((commit) => commit.id === sha2)?.timestamp);
}
function parseTime(value) {
  const time = new Date(asText(value));
  return Number.isNaN(time.getTime()) ? void 0 : time;
}
function ask(api, path) {
  return api.request("GET", path).catch((error) => messageOf4(error));
}
function reasonOf({ status, json: json2, headers }) {
  if ((status === 403 || status === 429) && headers["x-ratelimit-remaining"] === "0")
    return "the rate limit of the GitHub API is used up";
  const said = asText(asObject(json2).message);
  return said === "" ? `the GitHub API answered ${status}` : `the GitHub API answered ${status}: ${said}`;
}
// src/context/run.ts
var OTHERS_START = /* @__PURE__ */ new Set([
  ...["pull_request_target", "workflow_run", "issues", "issue_comment", "discussion", "discussion_comment"],
  ...["fork", "watch", "gollum"]
]);
function readRun(environment, refInput) {
  const payload = readPayload(environment.GITHUB_EVENT_PATH);
  const event = environment.GITHUB_EVENT_NAME ?? "";
  const before = event === "workflow_run" ? runBefore(payload) : void 0;
  return {
    event,
    ref: refInput ?? before?.ref ?? environment.GITHUB_REF ?? "",
    baseRef: environment.GITHUB_BASE_REF || before?.baseRef || shortRef(asText(payload.base_ref)),
    privileged: OTHERS_START.has(event),
    actor: environment.GITHUB_ACTOR ?? "",
    id: environment.GITHUB_RUN_ID ?? "",
    attempt: environment.GITHUB_RUN_ATTEMPT ?? "",
    number: environment.GITHUB_RUN_NUMBER ?? "",
    serverUrl: environment.GITHUB_SERVER_URL || "https://github.com",
    payload
  };
}
function readPayload(path) {
  return path ? asObject(parseJson(readText(path) ?? "")) : {};
}
function shaOf2(run2, environment) {
  if (run2.event === "workflow_run")
    return asText(asObject(run2.payload.workflow_run).head_sha) || (environment.GITHUB_SHA ?? "");
  return environment.GITHUB_SHA ?? "";
}
function triggerOf(run2) {
  const branch = run2.ref.startsWith("refs/heads/") ? run2.ref.slice("refs/heads/".length) : void 0;
  const gitTag = run2.ref.startsWith("refs/tags/") ? run2.ref.slice("refs/tags/".length) : void 0;
  if (run2.event.startsWith("pull_request")) return pullRequest(run2.payload);
  if (run2.event === "merge_group") return { kind: "merge_group", branch: branch ?? "" };
  if (run2.event === "schedule" && branch !== void 0) return { kind: "schedule", branch };
  if (run2.event === "workflow_dispatch" || run2.event === "repository_dispatch") {
    return {
      kind: "dispatch",
      ...branch !== void 0 && { branch },
      ...gitTag !== void 0 && { gitTag }
    };
  }
  if (run2.event === "workflow_run" && run2.ref.startsWith("refs/pull/")) return requestBefore(run2.payload);
  if (gitTag !== void 0) return { kind: "tag", gitTag };
  if (branch !== void 0) return { kind: "branch", branch };
  return { kind: "none" };
}
function pullRequest(payload) {
  const request2 = asObject(payload.pull_request);
  const head = asObject(request2.head);
  const base = asObject(request2.base);
  const headRepository = asText(asObject(head.repo).full_name);
  const number = payload.number ?? request2.number;
  return {
    kind: "pull_request",
    number: typeof number === "number" ? number : 0,
    headSha: asText(head.sha),
    headRef: asText(head.ref),
    baseRef: asText(base.ref),
    // a deleted fork has no head repository any more
    fork: headRepository !== asText(asObject(base.repo).full_name)
  };
}
function runBefore(payload) {
  const run2 = asObject(payload.workflow_run);
  const branch = asText(run2.head_branch);
  if (branch === "") return void 0;
  const request2 = requestBefore(payload);
  const ofRequest = asText(run2.event).startsWith("pull_request");
  if (!ofRequest && !request2.fork) return { ref: `refs/heads/${branch}`, baseRef: "" };
  if (request2.number > 0) return { ref: `refs/pull/${request2.number}/merge`, baseRef: request2.baseRef };
  const [owner = ""] = asText(asObject(run2.head_repository).full_name).split("/");
  return { ref: `${owner}:${branch}`, baseRef: "" };
}
function requestBefore(payload) {
  const run2 = asObject(payload.workflow_run);
  const head = asText(asObject(run2.head_repository).full_name);
  const base = asText(asObject(run2.repository).full_name) || asText(asObject(payload.repository).full_name);
  const [request2] = Array.isArray(run2.pull_requests) ? run2.pull_requests.map(asObject) : [];
  return {
    kind: "pull_request",
    number: typeof request2?.number === "number" ? request2.number : 0,
    headSha: asText(run2.head_sha),
    headRef: asText(run2.head_branch),
    baseRef: asText(asObject(request2?.base).ref),
    fork: head !== "" && head !== base
  };
}
function shortRef(ref2) {
  return ref2.replace(/^refs\/(heads|tags)\//, "");
}
// src/host/trace.ts
var hex = (text3) => createHash3("sha256").update(text3).digest("hex");
var TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
function parseTraceparent(text3) {
  const match2 = TRACEPARENT.exec(text3.trim());
  return match2?.[1] ? { traceId: match2[1], traceparent: text3.trim() } : void 0;
}
function traceOfRun(run2) {
  if (!run2.id || !run2.attempt) return { traceId: "unknown", traceparent: "" };
  const traceId = hex(`${run2.id}${run2.attempt}t`).slice(0, 32);
  const isCheckRun = run2.checkRunId !== void 0 && /^\d+$/.test(run2.checkRunId);
  const span = (isCheckRun ? hex(`${run2.checkRunId}-j`) : hex(`${run2.id}${run2.attempt}s`)).slice(16, 32);
  return { traceId, traceparent: `00-${traceId}-${span}-01` };
}
// src/context/trace.ts
function traceOf(inputs, { environment, run: run2 }) {
  return parseTraceparent(inputs.traceparent ?? "") ?? parseTraceparent(environment.TRACEPARENT ?? "") ?? traceOfRun({ id: run2.id, attempt: run2.attempt, checkRunId: inputs.checkRunId });
}
// src/context/gather.ts
async function gather(inputs, outside) {
  const { exec: exec2, environment, cwd } = outside;
  const machine = Promise.all([readEngine(environment), readBuildx(environment, exec2)]);
  machine.catch(() => {
  });
  const event = readRun(environment, inputs.what.ref);
  const directory = realPath(environment.GITHUB_WORKSPACE || cwd) ?? cwd;
  const api = apiOf(inputs, environment);
  await nextTurn();
  const [clone, repository, [engine, buildx]] = await Promise.all([
    readCloneOf(inputs, event, { ...outside, directory, api }),
    readRepository(api, event),
    machine
  ]);
  const run2 = await inClone(event, { inputs, clone });
  const context = {
    now: /* @__PURE__ */ new Date(),
    trigger: triggerOf(run2),
    run: run2,
    repository: api ? repository.facts : { ...await repositoryOf(clone), ...repository.facts },
    git: clone.facts,
    engine,
    buildx,
    emulators: readEmulators(),
    environment
  };
  const warnings = repository.warning === void 0 ? [] : [repository.warning];
  return {
    context,
    clone,
    api,
    ...compare2(inputs, outside, { run: run2, clone, api }),
    trace: () => traceOf(inputs.report, { environment, run: event }),
    warnings
  };
}
async function readCloneOf(inputs, run2, { exec: exec2, environment, directory, api }) {
  const sha2 = inputs.build.context === "git" ? void 0 : shaOf2(run2, environment) || void 0;
  return readClone(exec2, directory, {
    environment,
    sha: sha2,
    commitTime: (commit) => readCommitTime(api, run2, commit)
  });
}
function compare2(inputs, { exec: exec2, environment }, { run: run2, clone, api }) {
  const server = {
    url: run2.serverUrl,
    repository: environment.GITHUB_REPOSITORY,
    token: inputs.where.githubToken
  };
  const access = async () => planRemoteAccess(await clone.remote(), server, environment);
  const compareCommits = commitComparison({
    clone: clone.facts.root === void 0 ? void 0 : { git: clone.git, shallow: clone.facts.shallow },
    api: api && ((ours, theirs) => compareByApi(api, ours, theirs)),
    remote: { exec: exec2, access }
  });
  return { access, compareCommits };
}
function apiOf(inputs, environment) {
  const repository = environment.GITHUB_REPOSITORY;
  if (!repository) return void 0;
  return createGitHubApi({
    url: environment.GITHUB_API_URL || "https://api.github.com",
    repository,
    token: inputs.where.githubToken
  });
}
// src/context/logins.ts
function loginsOf(where2, facts) {
  const first = facts.images[0];
  const registry = where2.registry ?? (first === void 0 ? "ghcr.io" : parseRepository(first).registry);
  const single = where2.password === void 0 ? [] : [{ host: registry, username: where2.username ?? facts.actor, password: where2.password }];
  const several = where2.registries.flatMap(
    ({ host = "", username, password }) => password ? [{ host, username: username || facts.actor, password }] : []
  );
  const usesGhcr = facts.images.some((image) => parseRepository(image).registry === "ghcr.io");
  const job = usesGhcr && where2.githubToken ? [{ host: "ghcr.io", username: facts.actor || "x-access-token", password: where2.githubToken }] : [];
  const logins = /* @__PURE__ */ new Map();
  for (const login of [...single, ...several, ...job]) {
    const host = normalHost(login.host);
    if (!logins.has(host)) logins.set(host, { ...login, host });
  }
  const optional2 = where2.registries.filter((row) => /^true$/i.test(row.optional ?? ""));
  return {
    logins: facts.pushes ? [...logins.values()] : [],
    optionalHosts: optional2.map(({ host = "" }) => normalHost(host))
  };
}
function normalHost(text3) {
  const host = text3.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return isDockerHub(host) ? "docker.io" : host;
}
// src/inputs/read.ts
var InputsError = class extends UserError6 {
  inputs;
  constructor(message, hint, inputs) {
    super(message, { hint });
    this.name = "InputsError";
    this.inputs = inputs;
  }
};
async function readInputs(environment) {
  const faults = [];
  const sections = await Promise.all(
    Object.entries(schema).map(async ([section, rows]) => {
      const values = Object.entries(rows).map(async ([key, row]) => [
        key,
        await readRow(row, { environment, faults })
      ]);
      return [section, Object.fromEntries(await Promise.all(values))];
    })
  );
  const warnings = unknownInputs(environment);
  const inputs = Object.freeze(Object.fromEntries(sections));
  if (faults.length > 0) throw new InputsError(describeFaults(faults), warnings.join("\n"), inputs);
  return { inputs, warnings };
}
async function readRow(row, to) {
  const raw2 = to.environment[variable(row.name)] ?? "";
  const given = row.keepBlanks ? raw2 : raw2.trim();
  if (given === "") return row.absent();
  try {
    return await row.parse(given);
  } catch (error) {
    const hint = error instanceof InputFault ? error.hint : void 0;
    to.faults.push({ name: row.name, given, expected: messageOf4(error), hint });
    return row.absent();
  }
}
function variable(name) {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
var SECRET2 = /password|token|secret|registries/;
function describeFaults(faults) {
  const listed = faults.map(({ name, given, expected, hint }) => {
    const shown2 = SECRET2.test(name) ? "" : ` (given: ${JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)})`;
    return `${name}: ${expected}${shown2}${hint ? `; ${hint}` : ""}`;
  });
  const [first = ""] = listed;
  if (listed.length === 1) return `Input ${first}`;
  return `${listed.length} inputs are wrong:
${listed.map((fault) => `  - ${fault}`).join("\n")}`;
}
var ELSEWHERE = /* @__PURE__ */ new Map([
  ["dockerfile", "file"],
  ["repository", "images"],
  ["endpoint", "nodes"],
  ["append", "nodes"],
  ["config", "buildkitd-config"],
  ["config-inline", "buildkitd-config-inline"]
]);
function unknownInputs(environment) {
  const known = new Set(inputRows.map((row) => variable(row.name)));
  const names = inputRows.map((row) => row.name);
  const meant = (name) => ELSEWHERE.has(name) ? `did you mean "${ELSEWHERE.get(name)}"?` : nearest(name, names);
  return Object.keys(environment).filter((key) => key.startsWith("INPUT_") && !known.has(key)).map((key) => key.slice("INPUT_".length).toLowerCase()).map((name) => `Unknown input "${name}"; ${meant(name) ?? "it is ignored"}`);
}
// src/plan/idlePlan.ts
function idlePlan(command, { context, trace, notices: notices3 }, tags2) {
  const names = [...new Set(tags2.map(({ tag }) => tag))];
  const references2 = tags2.map(({ image, tag }) => `${image}:${tag}`);
  const json2 = { tags: references2, "tag-names": names, labels: {}, annotations: [] };
  const none = "";
  return {
    command,
    channel: void 0,
    version: none,
    why: [],
    push: true,
    changelog: none,
    images: [],
    variants: [],
    platforms: [],
    builds: [],
    metadata: {
      tags: references2.join("\n"),
      tagNames: names.join("\n"),
      labels: none,
      annotations: none,
      json: JSON.stringify(json2),
      bakeFiles: { all: "{}", tags: "{}", labels: "{}", annotations: "{}" }
    },
    gitSha: context.git.sha,
    buildTime: context.now.toISOString(),
    trace,
    matrix: [],
    phases: [],
    notices: notices3
  };
}
// src/report/report.ts
// src/report/metadataVariables.ts
var OUTPUTS = ["version", "tags", "tag-names", "labels", "annotations", "json"];
var BAKE_FILES = ["bake-file", "bake-file-tags", "bake-file-labels", "bake-file-annotations"];
function metadataVariables(outputs2, environment) {
  if (!/^(1|true|yes)$/i.test(environment.DOCKER_METADATA_SET_OUTPUT_ENV ?? "")) return /* @__PURE__ */ new Map();
  const variable2 = (name) => `DOCKER_METADATA_OUTPUT_${name.replaceAll("-", "_").toUpperCase()}`;
  return new Map([...OUTPUTS, ...BAKE_FILES].map((name) => [variable2(name), outputs2.get(name) ?? ""]));
}
// src/report/promoted.ts
function promotedRows({ promoted }) {
  return promoted.map(({ image, tag, before, after, outcome, because }) => ({
    image,
    tag,
    before: before ?? null,
    after: after ?? null,
    outcome,
    because: because ?? null
  }));
}
function previousRows({ promoted }) {
  return promoted.filter(({ outcome }) => outcome === "moved").map(({ image, tag, before, after }) => ({ image, tag, digest: before ?? null, after: after ?? null }));
}
// src/report/outputs.ts
var lines3 = (values) => values.join("\n");
var json = (value) => JSON.stringify(value);
var outputRows = [
  {
    name: "version",
    doc: "The version, without prefix; the first tag where there is no other.",
    value: ({ plan }) => plan.version
  },
  {
    name: "channel",
    doc: "The channel that matched; empty where none did.",
    value: ({ plan }) => plan.channel ?? ""
  },
  { name: "tags", doc: "Full references, `image:tag`, one a line.", value: ({ plan }) => plan.metadata.tags },
  { name: "tag-names", doc: "The tags alone.", value: ({ plan }) => plan.metadata.tagNames },
  { name: "labels", doc: "Labels, `key=value`, one a line.", value: ({ plan }) => plan.metadata.labels },
  {
    name: "annotations",
    doc: "Annotations, `level:key=value`, one a line.",
    value: ({ plan }) => plan.metadata.annotations
  },
  {
    name: "json",
    doc: "Tags, tag names, labels and annotations as JSON.",
    value: ({ plan }) => plan.metadata.json
  },
  {
    name: "bake-file",
    doc: "Path of a bake file with tags, labels and annotations.",
    value: ({ plan }) => plan.metadata.bakeFiles.all
  },
  {
    name: "bake-file-tags",
    doc: "Path of a bake file with the tags.",
    value: ({ plan }) => plan.metadata.bakeFiles.tags
  },
  {
    name: "bake-file-labels",
    doc: "Path of a bake file with the labels.",
    value: ({ plan }) => plan.metadata.bakeFiles.labels
  },
  {
    name: "bake-file-annotations",
    doc: "Path of a bake file with the annotations.",
    value: ({ plan }) => plan.metadata.bakeFiles.annotations
  },
  { name: "digest", doc: "Digest that the tags point at.", value: ({ outcome }) => outcome.digest ?? "" },
  { name: "images", doc: "`name@sha256:…`, one a line.", value: ({ outcome }) => lines3(outcome.images) },
  {
    name: "platforms",
    doc: "Platforms that were built or found, as CSV.",
    value: ({ plan }) => plan.platforms.map(formatPlatform).join(",")
  },
  {
    name: "digests",
    doc: "JSON: platform → digest.",
    value: ({ outcome }) => json(
      Object.fromEntries(
        outcome.platforms.map(({ variant, platform, digest: digest2 }) => [
          [variant, formatPlatform(platform)].filter(Boolean).join(" "),
          digest2
        ])
      )
    )
  },
  {
    name: "imageid",
    doc: "Digest of the configuration of a single image, of the index otherwise.",
    value: ({ outcome }) => outcome.imageId ?? ""
  },
  {
    name: "metadata",
    doc: "buildx's metadata, JSON by target.",
    value: ({ outcome }) => json(outcome.metadata)
  },
  { name: "git-sha", doc: "The commit that was built.", value: ({ plan }) => plan.gitSha },
  { name: "build-time", doc: "Time of the build, RFC 3339.", value: ({ plan }) => plan.buildTime },
  {
    name: "architectures",
    doc: "Architectures, as CSV.",
    value: ({ plan }) => [...new Set(plan.platforms.map(({ architecture }) => architecture))].join(",")
  },
  {
    name: "trace-id",
    doc: "Id of the trace; `unknown` outside one.",
    value: ({ plan }) => plan.trace.traceId
  },
  {
    name: "traceparent",
    doc: "W3C trace context for what comes next.",
    value: ({ plan }) => plan.trace.traceparent
  },
  {
    name: "promoted",
    doc: "JSON: a row a tag with image, tag, before, after, outcome, because. `before` is null for a new tag, `after` for one that does not exist.",
    value: ({ outcome }) => json(promotedRows(outcome))
  },
  {
    name: "previous",
    doc: "JSON that `rollback` takes.",
    value: ({ outcome }) => json(previousRows(outcome))
  },
  {
    name: "changelog",
    doc: "What changed since the previous version, Markdown.",
    value: ({ plan }) => plan.changelog
  },
  { name: "release-url", doc: "Page of the GitHub Release.", value: ({ outcome }) => outcome.releaseUrl },
  {
    name: "matrix",
    doc: "JSON for `strategy.matrix`: platform and runner of each build.",
    value: ({ plan }) => json({ include: plan.matrix })
  },
  {
    name: "platforms-json",
    doc: "The platforms as a JSON list.",
    value: ({ plan }) => json(plan.platforms.map(formatPlatform))
  },
  { name: "plan", doc: "The whole plan as JSON.", value: ({ plan }) => json(plan) }
];
function outputsOf(report22) {
  return new Map(outputRows.map((row) => [row.name, row.value(report22)]));
}
// src/report/markdown.ts
function table(head, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
function list2(texts) {
  const item = (text3) => text3.split(/\r?\n(?= *- )/).map((part) => inline(part.trim()));
  return texts.map((text3) => `- ${item(text3).join("\n  ")}`).join("\n");
}
var code = (text3) => `\`${text3.replaceAll("`", "'")}\``;
var inline = (text3) => text3.replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\r?\n/g, " ");
// src/report/summary.ts
var LIMIT = 1024 * 1024 - 1024;
function formatSummary(report22, mode) {
  const sections = [
    heading(report22),
    notices(report22),
    references(report22),
    isPlanned(report22) ? planned(report22) : tags(report22),
    platforms2(report22),
    mode === "full" ? durations(report22) : "",
    footer(report22)
  ];
  const text3 = `${sections.filter(Boolean).join("\n\n")}
`;
  return Buffer.byteLength(text3) <= LIMIT ? text3 : `${text3.slice(0, LIMIT / 4)}

(shortened)
`;
}
function heading({ plan, outcome }) {
  const what2 = [plan.version && code(plan.version), plan.channel && `on ${code(plan.channel)}`].filter(Boolean).join(" ");
  return `### ${[deed({ plan, outcome }), what2].filter(Boolean).join(" ")}`;
}
function deed({ plan, outcome }) {
  const moves = plan.command === "promote" || plan.command === "rollback";
  if (plan.command === "plan") return "Plan:";
  if (outcome.failure !== void 0) return "Failed:";
  if (outcome.dryRun) return `Dry run: ${plan.command}`;
  if (isPlanned({ plan, outcome })) return "Dry run:";
  if (plan.command === "build" && outcome.images.length > 0) return "Built and handed over:";
  const has = (kind) => outcome.promoted.some((row) => row.outcome === kind);
  if (has("restored") && plan.command === "rollback") return "Rolled back";
  if (has("moved")) return plan.command === "promote" ? "Promoted" : "Published";
  if (outcome.promoted.length > 0) return "Unchanged";
  if (moves) return "Nothing to move";
  return outcome.durations.length > 0 ? asked(plan) : "Nothing published";
}
function asked({ phases }) {
  const call = phases.flat().flatMap((step) => step.kind === "build" ? Object.values(step.definition.targets) : []).find((target2) => target2.call !== void 0)?.call;
  return call === void 0 ? "Built, not pushed:" : `Asked for ${code(call)}:`;
}
function isPlanned({ plan, outcome }) {
  const idle = outcome.durations.length === 0 && outcome.failure === void 0;
  return plan.command === "plan" || plan.phases.length > 0 && idle;
}
function notices({ plan, outcome }) {
  const texts = [
    ...plan.notices.map(({ level, text: text3 }) => `${level === "warning" ? "⚠️ " : ""}${text3}`),
    ...outcome.warnings.map((text3) => `⚠️ ${text3}`),
    ...outcome.failure === void 0 ? [] : [`❌ ${failureText(outcome.failure)}`],
    ...outcome.notices
  ];
  return list2(texts);
}
function failureText(failure) {
  const hint = failure instanceof UserError6 ? failure.hint : void 0;
  return [messageOf4(failure), hint].filter(Boolean).join("\n- ");
}
function planned({ plan }) {
  const rows = plan.images.flatMap(
    ({ image, tags: tags2 }) => tags2.map(({ name, because }) => [code(`${image}:${name}`), because])
  );
  const names = plan.platforms.map((platform) => code(formatPlatform(platform)));
  return [
    table(["Tag", "Because"], rows),
    list2(plan.why),
    plan.builds.length > 0 ? `For ${names.join(", ")}${plan.push ? "" : ", not pushed"}` : ""
  ].filter(Boolean).join("\n\n");
}
function references({ outcome }) {
  return outcome.images.length > 0 ? `\`\`\`text
${outcome.images.join("\n")}
\`\`\`` : "";
}
function tags({ outcome }) {
  const rows = outcome.promoted.map((row) => [
    code(`${row.image}:${row.tag}`),
    short(row.before),
    short(row.after),
    outcome.dryRun ? `would be ${row.outcome}` : row.outcome,
    row.because ?? ""
  ]);
  return table(["Tag", "Before", "After", "Outcome", "Because"], rows);
}
function platforms2({ outcome }) {
  const rows = outcome.platforms.map(({ variant, platform, digest: digest2, size: size2 }) => [
    code([variant, formatPlatform(platform)].filter(Boolean).join(" ")),
    short(digest2),
    formatBytes(size2)
  ]);
  return table(["Platform", "Digest", "Size"], rows);
}
function durations({ outcome }) {
  return table(
    ["Step", "Time"],
    outcome.durations.map(({ step, ms }) => [step, seconds(ms)])
  );
}
function footer({ plan, outcome }) {
  const total = outcome.durations.reduce((sum, { ms }) => sum + ms, 0);
  return [
    outcome.cache && `${outcome.cache.cached} of ${outcome.cache.steps} build steps from the cache`,
    outcome.contexts.length > 0 && `build context ${outcome.contexts.map(({ size: size2 }) => size2).join(", ")}`,
    total > 0 && seconds(total),
    outcome.waits > 0 && `${outcome.waits} wait${outcome.waits === 1 ? "" : "s"} for registries`,
    plan.trace.traceId !== "unknown" && `trace ${code(plan.trace.traceId)}`
  ].filter(Boolean).join(" · ");
}
var short = (digest2) => digest2 ? code(digest2.slice(0, 19)) : "–";
var seconds = (ms) => `${(ms / 1e3).toFixed(1)} s`;
// src/report/report.ts
async function report2(done, settings) {
  const { plan, outcome } = done;
  const { environment, log } = settings;
  for (const { level, text: text3 } of plan.notices) log[level](text3);
  if (environment.GITHUB_OUTPUT) await writeOutputs(done, settings);
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (settings.summary !== "off" && file)
    await appendFile(file, formatSummary(done, settings.summary)).catch(
      (error) => log.warning(`The job summary was not written: ${messageOf4(error)}`)
    );
  for (const image of outcome.images) log.info(image);
}
async function writeOutputs({ plan, outcome }, { environment, temporary }) {
  const written = { plan: { ...plan, metadata: await writeBakeFiles(plan, temporary) }, outcome };
  const outputs2 = outputsOf(written);
  setOutputs(outputs2);
  exportVariables(metadataVariables(outputs2, environment));
}
async function writeBakeFiles({ metadata: metadata2 }, temporary) {
  await mkdir(temporary, { recursive: true });
  const folder = await mkdtemp(join42(temporary, "publish-image-bake-"));
  const entries2 = await Promise.all(
    Object.entries(metadata2.bakeFiles).map(async ([name, content]) => {
      const path = join42(
        folder,
        name === "all" ? "docker-metadata-action-bake.json" : `docker-metadata-action-bake-${name}.json`
      );
      await writeFile(path, content);
      return [name, path];
    })
  );
  return { ...metadata2, bakeFiles: Object.fromEntries(entries2) };
}
// src/context/buildkitdConfig.ts
async function readBuildkitdConfig(given, environment) {
  if (given.buildkitdConfig !== void 0 && given.buildkitdConfigInline !== void 0) {
    throw new UserError6(
      "Inputs buildkitd-config and buildkitd-config-inline are both set; expected one of them",
      {
        hint: "Leave one of them out."
      }
    );
  }
  if (given.buildkitdConfigInline !== void 0) return given.buildkitdConfigInline;
  if (given.buildkitdConfig !== void 0) return readGiven(given.buildkitdConfig);
  return readText(join5(buildxFolder(environment), "buildkitd.default.toml"));
}
async function readGiven(path) {
  return readFile(path, "utf8").catch((cause) => {
    throw new UserError6(`Input buildkitd-config: ${path} cannot be read: ${messageOf4(cause)}`, {
      hint: "Give the path of a buildkitd.toml in the checkout.",
      cause
    });
  });
}
// src/plan/builderName.ts
function jobKeyOf({ environment, now }) {
  const names = ["GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "RUNNER_NAME", "RUNNER_TEMP"];
  const values = names.map((name) => environment[name] ?? "");
  return environment.GITHUB_RUN_ID ? values.join("\n") : now.toISOString();
}
function nameBuilder(options, job) {
  return `publish-image-${hashOf(JSON.stringify([options, job]))}`;
}
function hashOf(text3) {
  let hash = 0xcbf29ce484222325n;
  for (const character of text3) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
// src/plan/builderDrivers.ts
var DRIVERS = ["docker", "docker-container", "remote", "kubernetes"];
var BESIDE = {
  docker: "remote",
  "docker-container": "docker-container",
  remote: "remote",
  kubernetes: "kubernetes"
};
function planDriver(asked2, records3, engineCan) {
  const joined = sharedDriver(records3);
  const driver = asked2 === "auto" ? autoDriver(joined, engineCan) : parseDriver(asked2, "Input driver");
  if (joined === void 0 || BESIDE[driver] === joined) return driver;
  throw new UserError6(
    `Input nodes: driver ${driver} cannot be joined by nodes of driver ${joined}, only of ${BESIDE[driver]}`,
    { hint: "Give all nodes one driver, or leave `driver` out." }
  );
}
function autoDriver(joined, engineCan) {
  if (joined === void 0 || joined === "remote")
    return engineCan ? "docker" : joined ?? "docker-container";
  return joined;
}
function sharedDriver(records3) {
  const drivers = new Set(records3.map(driverOf));
  if (drivers.size > 1) {
    throw new UserError6(`Input nodes mixes the drivers ${[...drivers].join(", ")}; a builder has one`, {
      hint: "Give all nodes the same `driver`."
    });
  }
  return [...drivers][0];
}
var BUILDKIT_SCHEME = /^(tcp|unix|docker-container|kube-pod):\/\//;
function driverOf(record, index) {
  if (record.driver) return parseDriver(record.driver, `Input nodes, entry ${index + 1}`);
  return BUILDKIT_SCHEME.test(record.endpoint ?? "") ? "remote" : "docker-container";
}
function parseDriver(text3, where2) {
  const driver = DRIVERS.find((name) => name === text3);
  if (driver) return driver;
  throw new UserError6(`${where2}: "${text3}" is no driver, ${suggest3(text3, DRIVERS)}`, {
    hint: "Leave it out for `auto`."
  });
}
// src/plan/builderOptions.ts
var TEXT = { expected: "a value", pattern: /./ };
var NUMBER = { expected: "a whole number", pattern: /^-?\d+$/ };
var BOOLEAN = { expected: "true or false", pattern: /^(1|0|t|f|true|false)$/i };
var SIZE = { expected: "a size such as 512m or 4g", pattern: /^(-1|\d+(\.\d+)? ?[kmgtp]?i?b?)$/i };
var PATH2 = { expected: "an absolute path", pattern: /^(\/|[a-z]:[\\/])/i };
var PAIRS = {
  expected: "label=value, several with commas between them",
  pattern: /^[^=,]+=[^=,]*(,[^=,]+=[^=,]*)*$/
};
var BALANCE = { expected: "sticky or random", pattern: /^(sticky|random)$/ };
var DURATION = {
  expected: "a duration such as 90s or 5m",
  pattern: /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/
};
var QUANTITY = {
  expected: "a quantity as Kubernetes writes it, such as 500m, 2, 512Mi or 4Gi",
  pattern: /^\d+(\.\d+)?([mkMGTPE]|[KMGTPE]i|[eE]\d+)?$/
};
var OPTIONS = {
  docker: {},
  "docker-container": {
    ...{ image: TEXT, network: TEXT, "cgroup-parent": TEXT, "restart-policy": TEXT },
    ...{ memory: SIZE, "memory-swap": SIZE, "cpu-quota": NUMBER, "cpu-period": NUMBER, "cpu-shares": NUMBER },
    ...{ "cpuset-cpus": TEXT, "cpuset-mems": TEXT, "default-load": BOOLEAN, "provenance-add-gha": BOOLEAN },
    ...{ "allow-untrusted-image": BOOLEAN }
  },
  remote: { cacert: PATH2, cert: PATH2, key: PATH2, servername: TEXT, "default-load": BOOLEAN },
  kubernetes: {
    ...{ image: TEXT, namespace: TEXT, replicas: NUMBER, timeout: DURATION, loadbalance: BALANCE },
    ...{ "requests.cpu": QUANTITY, "requests.memory": QUANTITY, "requests.ephemeral-storage": QUANTITY },
    ...{ "limits.cpu": QUANTITY, "limits.memory": QUANTITY, "limits.ephemeral-storage": QUANTITY },
    ...{ "persistent-volume-claim.requests.storage": QUANTITY, "buildkit-root-volume-memory": QUANTITY },
    ...{ nodeselector: PAIRS, annotations: PAIRS, labels: PAIRS, tolerations: TEXT },
    ...{ serviceaccount: TEXT, schedulername: TEXT, rootless: BOOLEAN },
    ...{ "qemu.install": BOOLEAN, "qemu.image": TEXT, "default-load": BOOLEAN }
  }
};
function splitOptions(text3) {
  const found = text3.matchAll(/((?:"[^"]*"|[^",;\n])+)/g);
  return [...found].map(([option2]) => option2.replaceAll('"', "").trim()).filter(Boolean);
}
function nameOf(option2) {
  return option2.slice(0, Math.max(0, option2.indexOf("=")));
}
function hasOption(options, name) {
  return options.some((option2) => nameOf(option2) === name);
}
function optionFaults(driver, options) {
  return [...options.flatMap((option2) => optionFault(driver, option2)), ...missingFaults(driver, options)];
}
function kindOf3(driver, name) {
  return Object.hasOwn(OPTIONS[driver], name) ? OPTIONS[driver][name] : void 0;
}
function optionFault(driver, option2) {
  const name = nameOf(option2);
  if (!name) return [`driver-opts: "${option2}" is not key=value; one with a comma in it stands in quotes`];
  const value = option2.slice(name.length + 1);
  const kind = kindOf3(driver, name);
  if (kind) return kind.pattern.test(value) ? [] : [`${name}: expected ${kind.expected}, got "${value}"`];
  const near = nearestWord3(name, Object.keys(OPTIONS[driver]));
  if (near !== void 0) return [`driver ${driver} has no option "${name}"; did you mean "${near}"?`];
  const others = DRIVERS.filter((other) => kindOf3(other, name));
  return others.length > 0 ? [`driver ${driver} has no option "${name}"; ${others.join(" and ")} has`] : [];
}
function missingFaults(driver, options) {
  if (driver !== "remote") return [];
  const has = (name) => hasOption(options, name);
  const needed = [
    ...["cert", "key", "servername"].some(has) ? ["cacert"] : [],
    ...has("cert") ? ["key"] : [],
    ...has("key") ? ["cert"] : []
  ];
  const missing = needed.filter((name) => !has(name));
  return missing.length > 0 ? [`driver-opts lack ${missing.join(" and ")}`] : [];
}
function throwFaults(faults) {
  if (faults.length === 0) return;
  throw new UserError6(faults.join("\n"), {
    hint: "The options of each driver: https://docs.docker.com/build/builders/drivers/"
  });
}
// src/plan/builderNodeRecords.ts
function selectRecords(records3, selector) {
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return records3;
  const found = records3.filter((record) => {
    const labels = labelsOf(record);
    return wanted.every(([key, value]) => key in labels && (value === void 0 || labels[key] === value));
  });
  if (found.length > 0) return found;
  const asked2 = wanted.map(([key, value]) => value === void 0 ? key : `${key}=${value}`).join(", ");
  const there = records3.map(
    (record) => Object.entries(labelsOf(record)).map((pair) => pair.join("=")).join(",")
  );
  throw new UserError6(`Input node-selector: no node has ${asked2}`, {
    hint: there.length > 0 ? `The nodes have: ${there.map((text3) => text3 || "(none)").join("; ")}.` : "Name nodes by input nodes."
  });
}
function nodeFrom(record) {
  return {
    name: record.name?.toLowerCase(),
    endpoint: record.endpoint || void 0,
    platforms: words2(record.platforms).map(knownPlatform),
    driverOpts: splitOptions(record["driver-opts"] ?? ""),
    labels: labelsOf(record)
  };
}
var NAME2 = /^[a-z][a-z0-9._-]*$/i;
function nodeFaults(records3, driver) {
  const joined = BESIDE[driver];
  const names = records3.map(({ name }) => name?.toLowerCase());
  return records3.flatMap((record, index) => {
    const { name, endpoint, platforms: platforms3 } = record;
    const faults = [
      ...name !== void 0 && !NAME2.test(name) ? [`name "${name}" has to start with a letter, and letters, digits, ".", "_" and "-" follow`] : [],
      ...name !== void 0 && names.indexOf(name.toLowerCase()) !== index ? [`there is a node "${name}" already`] : [],
      ...endpointFaults(joined, endpoint),
      ...words2(platforms3).flatMap(platformFault),
      ...optionFaults(joined, splitOptions(record["driver-opts"] ?? ""))
    ];
    return faults.map((fault) => `Input nodes, entry ${index + 1}: ${fault}`);
  });
}
var REMOTE = /^(docker-container|kube-pod|npipe|ssh|tcp|unix):\/\/./;
function endpointFaults(driver, endpoint) {
  if (driver === "remote" && !endpoint) return ["it lacks the endpoint that its BuildKit listens at"];
  if (driver === "remote" && endpoint && !REMOTE.test(endpoint))
    return [
      `endpoint "${endpoint}" is none of a BuildKit; expected tcp://host:port, unix:///path or ssh://host`
    ];
  if (driver === "kubernetes" && endpoint)
    return [`driver kubernetes takes no endpoint ("${endpoint}"): the cluster is that of KUBECONFIG`];
  return [];
}
function platformFault(text3) {
  try {
    knownPlatform(text3);
    return [];
  } catch (error) {
    return [messageOf4(error)];
  }
}
var words2 = (text3 = "") => text3.split(/[\s,;]+/).filter(Boolean);
function labelsOf({ labels = "" }) {
  if (!labels.startsWith('{"')) return Object.fromEntries(words2(labels).map(splitPair));
  const map = parseJson(labels);
  if (!isObject(map))
    throw new UserError6(`Input nodes: the labels ${labels} are neither env=prod,arch=arm64 nor a map`);
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value)]));
}
function splitPair(pair) {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}
// src/plan/builderQuotas.ts
var PERIOD_US = 1e5;
var SIZE2 = /^(\d+(?:\.\d+)?)([kmgt]?)i?b?$/i;
function binaryQuantity(size2) {
  const [, number = "", unit = ""] = SIZE2.exec(size2) ?? [];
  return unit === "" ? number : `${number}${unit.toUpperCase()}i`;
}
function quotaOpts({
  driver,
  record,
  index
}) {
  const { cpus, memory } = record;
  const where2 = `Input nodes, entry ${index + 1}`;
  if (!cpus && !memory) return [];
  if (driver === "docker" || driver === "remote")
    throw new UserError6(
      `${where2}: ${cpus ? "cpus" : "memory"} cannot be set for a node whose BuildKit runs already`,
      {
        hint: "Limit it where it is started, or use driver docker-container or kubernetes."
      }
    );
  if (cpus && !(Number(cpus) > 0)) throw new UserError6(`${where2}: cpus "${cpus}" is no number above 0`);
  if (memory && !SIZE2.test(memory))
    throw new UserError6(`${where2}: memory "${memory}" is no size, such as 512m or 4g`);
  if (driver === "kubernetes")
    return [
      ...cpus ? [`limits.cpu=${cpus}`] : [],
      ...memory ? [`limits.memory=${binaryQuantity(memory)}`] : []
    ];
  return [
    ...cpus ? [`cpu-period=${PERIOD_US}`, `cpu-quota=${Math.round(Number(cpus) * PERIOD_US)}`] : [],
    ...memory ? [`memory=${memory}`] : []
  ];
}
// src/plan/builderNodes.ts
function planNodes(inputs, engineCan) {
  const selector = inputs.nodeSelector ?? {};
  const selects = Object.keys(selector).length > 0;
  const records3 = selectRecords(inputs.nodes ?? [], selector);
  const driver = planDriver(inputs.driver, records3, engineCan && !selects);
  if (driver === "remote" && records3.length === 0) {
    throw new UserError6("Input driver: remote needs input nodes, with the endpoint of each", {
      hint: "For example `nodes: endpoint=tcp://host:1234`."
    });
  }
  throwFaults([
    ...optionFaults(driver, inputs.driverOpts).map((fault) => `Input driver-opts: ${fault}`),
    ...nodeFaults(records3, driver)
  ]);
  const nodes = records3.map((record, index) => withQuotas(nodeFrom(record), { driver, record, index }));
  if (driver === "docker" || driver === "remote") return { driver, nodes };
  const alone = selects || nodes.some(({ endpoint }) => endpoint === void 0);
  const all = alone ? nodes : [ownNode(inputs), ...nodes];
  return { driver, nodes: all.map((node) => asAsked(node, { inputs, driver })) };
}
function withQuotas(node, at) {
  return { ...node, driverOpts: [...quotaOpts(at), ...node.driverOpts] };
}
var ownNode = ({ driverOpts }) => ({
  name: void 0,
  endpoint: void 0,
  platforms: [],
  driverOpts,
  labels: {}
});
function asAsked(node, { inputs, driver }) {
  const { rootless, buildkitImage } = inputs;
  const image = rootless ? rootlessImage(buildkitImage) : buildkitImage;
  const isHere = driver === "docker-container" && node.endpoint === void 0;
  const defaults = [
    // registries on the host's loopback answer in the host's network only
    ...isHere ? ["network=host"] : [],
    `image=${image}`,
    ...rootless && driver === "kubernetes" ? ["rootless=true"] : []
  ];
  const unset = defaults.filter((option2) => !hasOption(node.driverOpts, nameOf(option2)));
  return { ...node, driverOpts: [...unset, ...node.driverOpts] };
}
function rootlessImage(image) {
  return image.includes("rootless") || image.includes("@") ? image : `${image}-rootless`;
}
// src/plan/buildkitConfig.ts
function planBuildkitConfig(rules, user) {
  const own = user?.trim() ?? "";
  const tables = namesRegistriesElsewhere(own) ? [] : registryTables(rules).filter(({ host }) => !hasTable(own, host));
  const text3 = [own, ...tables.map(formatTable)].filter(Boolean).join("\n\n");
  return text3 === "" ? void 0 : `${text3}
`;
}
function withParallelism(config, max) {
  if (max === void 0) return config;
  const line = `  max-parallelism = ${max}`;
  const text3 = config ?? "";
  if (/^\s*max-parallelism\s*=/m.test(text3)) return config;
  const table2 = /^\s*\[\s*worker\s*\.\s*oci\s*\].*$/m;
  if (table2.test(text3)) return text3.replace(table2, (head) => `${head}
${line}`);
  return [text3.trimEnd(), `[worker.oci]
${line}
`].filter(Boolean).join("\n\n");
}
function registryTables(rules) {
  const mirrors = rules.mirrors.map(parseMirror);
  const named2 = rules.insecureRegistries.filter((entry) => !entry.includes("/"));
  const hosts = [...named2, ...rules.registries, ...mirrors.map(({ host }) => host)];
  const lax = (host) => named2.includes(host) || isInBlocks(host, rules.insecureRegistries) || mirrors.some((mirror) => mirror.host === host && mirror.http);
  const insecure = [...new Set(hosts)].filter(lax).map((host) => ({ host, mirrors: [], insecure: true }));
  const hub = { host: "docker.io", mirrors: mirrors.map(({ host, path }) => host + path), insecure: false };
  return mirrors.length > 0 ? [hub, ...insecure] : insecure;
}
function parseMirror(url) {
  const [, scheme, host = "", path = ""] = /^(?:(https?):\/\/)?([^/]+)(.*?)\/?$/.exec(url) ?? [];
  return { host, path, http: scheme === "http" };
}
function formatTable({ host, mirrors, insecure }) {
  const lines22 = [
    `[registry.${JSON.stringify(host)}]`,
    ...mirrors.length > 0 ? [`  mirrors = ${JSON.stringify(mirrors)}`] : [],
    ...insecure ? ["  http = true", "  insecure = true"] : []
  ];
  return lines22.join("\n");
}
function hasTable(toml, host) {
  const key = host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^\\s*\\[\\s*registry\\s*\\.\\s*["']?${key}["']?\\s*\\]`, "m").test(toml);
}
function namesRegistriesElsewhere(toml) {
  return /^\s*registry\s*[.=]/m.test(toml);
}
function isInBlocks(host, blocks) {
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const loopback = name === "localhost" || name === "::1" || name.startsWith("127.");
  const address = parseIpv4(name);
  return loopback || address !== void 0 && blocks.some((block) => contains(block, address));
}
function contains(block, address) {
  const [base = "", bits = ""] = block.split("/");
  const start = parseIpv4(base);
  if (start === void 0 || !/^\d+$/.test(bits)) return false;
  const size2 = 2 ** (32 - Number(bits));
  return Math.floor(start / size2) === Math.floor(address / size2);
}
function parseIpv4(text3) {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text3)) return void 0;
  return text3.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
// src/plan/entitlements.ts
var ENTITLEMENTS = ["network.host", "security.insecure", "device"];
var OF_ENGINES = ["network.host", "device"];
function entitlementsIn(allow) {
  const kinds = new Set(allow.map((entry) => entry.replace(/=.*/s, "")));
  return ENTITLEMENTS.filter((entitlement) => kinds.has(entitlement));
}
function engineGrants(allow) {
  return entitlementsIn(allow).every((entitlement) => OF_ENGINES.includes(entitlement));
}
function grantingFlags(allow) {
  const flags = entitlementsIn(allow).map((entitlement) => `--allow-insecure-entitlement=${entitlement}`);
  return flags.length > 0 ? flags.join(" ") : void 0;
}
// src/plan/builder.ts
function planBuilder(inputs, facts) {
  if (!facts.buildx) {
    throw new UserError6("No buildx was found beside the container engine", {
      hint: "Install Docker's buildx plugin (docker-buildx-plugin, or docker-buildx on Debian)."
    });
  }
  const named2 = inputs.builder ?? (leavesChoice(inputs) ? facts.buildx.current?.name : void 0);
  if (named2 === void 0) return startedBuilder(inputs, facts);
  refuseDaemonOptions(inputs, `builder ${named2}`);
  if (named2 === "default") return engineBuilder("builder: default", facts, []);
  return existingBuilder(named2, facts.buildx);
}
function leavesChoice(inputs) {
  return inputs.driver === "auto" && !inputs.nodes?.length && daemonOptions(inputs).length === 0;
}
function daemonOptions(inputs) {
  const { driverOpts, buildkitdFlags, buildkitdConfig, buildkitdConfigInline, maxParallelism } = inputs;
  const set = {
    "driver-opts": driverOpts[0],
    "buildkitd-flags": buildkitdFlags,
    "buildkitd-config": buildkitdConfig,
    "buildkitd-config-inline": buildkitdConfigInline,
    "max-parallelism": maxParallelism,
    rootless: inputs.rootless || void 0
  };
  return Object.entries(set).flatMap(([name, value]) => value === void 0 ? [] : [name]);
}
function refuseDaemonOptions(inputs, what2) {
  const names = daemonOptions(inputs);
  if (names.length === 0) return;
  throw new UserError6(`${names.join(", ")} cannot be set for ${what2}: its BuildKit runs already`, {
    hint: "Leave these inputs out, or have a BuildKit started by `driver: docker-container`."
  });
}
function existingBuilder(name, { builders }) {
  const found = builders.find((builder2) => builder2.name === name);
  if (found) return { kind: "existing", name, driver: found.driver };
  const known = ["default", ...builders.map((builder2) => builder2.name)];
  throw new UserError6(`There is no builder "${name}"; ${suggest3(name, known)}`, {
    hint: "Create it in an earlier step, or leave `builder` out."
  });
}
function engineBuilder(asked2, { engine, environment }, nodes) {
  if (engine?.containerdStore) return { kind: "engine", nodes };
  if (!engine) throw noEngine(environment);
  throw new UserError6(
    `${asked2}: the engine (${engine.version}) keeps its images outside of containerd's store, so that its own BuildKit can neither build several platforms nor push by digest`,
    {
      hint: "Leave it to `driver: auto` or set `driver: docker-container`; both can. Or switch the engine's containerd image store on."
    }
  );
}
function noEngine({ DOCKER_HOST: host, DOCKER_CONTEXT: context }) {
  const where2 = host ? ` at ${host} (DOCKER_HOST)` : context ? ` in the context ${context} (DOCKER_CONTEXT)` : "";
  return new UserError6(`No container engine answers${where2}`, {
    hint: "Start Docker, or point DOCKER_HOST or DOCKER_CONTEXT at an engine, or name a remote `builder`."
  });
}
function startedBuilder(inputs, facts) {
  const asksNoOther = daemonOptions(inputs).length === 0 && engineGrants(inputs.allow);
  const { driver, nodes } = planNodes(inputs, asksNoOther && facts.engine?.containerdStore === true);
  if (driver === "docker" || driver === "remote") refuseDaemonOptions(inputs, `driver ${driver}`);
  if (driver === "docker") return engineBuilder(`driver: ${inputs.driver}`, facts, nodes);
  if (driver === "docker-container" && !facts.engine) throw noEngine(facts.environment);
  const options = {
    kind: driver,
    nodes,
    buildkitdFlags: inputs.buildkitdFlags ?? (driver === "remote" ? void 0 : grantingFlags(inputs.allow)),
    config: withParallelism(configFor(driver, facts), inputs.maxParallelism),
    keep: inputs.keepBuilder
  };
  return { ...options, name: nameBuilder(options, inputs.keepBuilder ? "" : jobKeyOf(facts)) };
}
function configFor(driver, facts) {
  if (driver === "remote") return void 0;
  if (driver === "kubernetes") return facts.buildkitdConfig;
  const rules = { mirrors: [], insecureRegistries: [], ...facts.engine, registries: facts.registries };
  return planBuildkitConfig(rules, facts.buildkitdConfig);
}
// src/stages/buildFacts.ts
function platformsOf2(inputs, { context }, variants) {
  const { platforms: platforms3, command } = inputs.what;
  if (platforms3.length > 0) return platforms3;
  const json2 = context.environment.PLATFORMS_JSON;
  if (json2) return platformsFrom(json2);
  if (command === "merge" && variants.some(({ variant }) => variant.platforms === void 0))
    throw new UserError6("merge needs to know every platform that was planned", {
      hint: 'Set "platforms" to the platforms-json output of `command: plan`, or to the same list.'
    });
  return [
    context.engine?.platform ?? parsePlatform(process.arch === "arm64" ? "linux/arm64" : "linux/amd64")
  ];
}
function platformsFrom(variable2) {
  try {
    return platforms(variable2);
  } catch (error) {
    throw new UserError6(`PLATFORMS_JSON in the environment: ${messageOf4(error)}; it is ${variable2}`);
  }
}
async function buildxVersionOf(inputs, { gathered, session }) {
  const { buildx, environment } = gathered.context;
  const wanted = session && wantsActionsCache(inputs.build, cacheServiceOf(environment));
  return buildx && wanted ? readBuildxVersion(buildx.command, exec) : void 0;
}
async function builderOf(inputs, { gathered, images }) {
  const { context } = gathered;
  if (inputs.what.command === "merge") return void 0;
  const registries2 = images.map((image) => parseRepository(image).registry);
  try {
    const buildkitdConfig = await readBuildkitdConfig(inputs.builder, context.environment);
    const asked2 = { ...inputs.builder, allow: inputs.build.allow };
    return planBuilder(asked2, { ...context, registries: registries2, buildkitdConfig });
  } catch (error) {
    if (inputs.what.command === "plan" && error instanceof UserError6) return void 0;
    throw error;
  }
}
function prepareBuilder(inputs, at) {
  const plan = builderOf(inputs, at);
  const builders = inputs.what.dryRun ? void 0 : at.session?.builders;
  const prepared = plan.then(
    (found) => found && builders?.prepare(found),
    () => {
    }
    // told where it is waited for
  );
  return {
    plan,
    startBake: (possible) => void Promise.all([prepared, possible]).then(
      () => builders?.startBake(),
      () => {
      }
    )
  };
}
// src/context/dockerfile.ts
function readDockerfile(build2, directory) {
  const local = build2.context === "workflow" || build2.context === "git" ? "." : build2.context;
  if (/^(?:[a-z]+:\/\/|git@|\{\{)/.test(local)) return void 0;
  const path = build2.file === void 0 ? join6(local, "Dockerfile") : build2.file;
  return readText(resolve(directory, path));
}
// src/plan/dockerfileLabels.ts
function dockerfileLabelKeys(dockerfile, target2) {
  const mark = /^\s*#\s*escape\s*=\s*`/im.test(directives(dockerfile)) ? "`" : "\\";
  const stages = readStages(instructions(dockerfile, mark), mark);
  const keys = /* @__PURE__ */ new Set();
  let stage = target2 === void 0 ? stages.at(-1) : findStage(stages, target2);
  while (stage) {
    for (const key of stage.keys) keys.add(key);
    stage = findStage(stages.slice(0, stages.indexOf(stage)), stage.base);
  }
  return keys;
}
function directives(dockerfile) {
  return /^(?:\uFEFF)?(?:[ \t]*#[^\n]*\n?)*/.exec(dockerfile)?.[0] ?? "";
}
function findStage(stages, name) {
  return stages.findLast(({ names }) => names.includes(name.toLowerCase()));
}
function readStages(lines22, mark) {
  const stages = [];
  for (const { name, rest } of lines22) {
    if (name === "FROM") {
      const [base = "", as, alias] = rest.split(/\s+/).filter((word3) => !word3.startsWith("--"));
      const named2 = as?.toLowerCase() === "as" && alias !== void 0 ? [alias.toLowerCase()] : [];
      stages.push({ names: [...named2, String(stages.length)], base, keys: /* @__PURE__ */ new Set() });
    } else if (name === "LABEL") {
      for (const key of labelKeys(rest, mark)) stages.at(-1)?.keys.add(key);
    }
  }
  return stages;
}
function instructions(dockerfile, mark) {
  const lines22 = dockerfile.replace(/^\uFEFF/, "").split(/\r?\n/);
  const continued = new RegExp(`\\${mark}[ \\t]*$`);
  const found = [];
  let joined = "";
  for (let at = 0; at < lines22.length; at++) {
    const line = lines22[at] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    joined += line.replace(continued, "");
    if (continued.test(line)) continue;
    const [, name2 = "", rest2 = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
    found.push({ name: name2.toUpperCase(), rest: rest2.trim() });
    joined = "";
    if (/^(RUN|COPY|ADD)$/i.test(name2)) at = afterHeredocs(lines22, at, rest2);
  }
  const [, name = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
  return name === "" ? found : [...found, { name: name.toUpperCase(), rest: rest.trim() }];
}
function afterHeredocs(lines22, start, rest) {
  let at = start;
  for (const [, dash, , word3] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const end = lines22.findIndex(
      (line, index) => index > at && (dash ? line.replace(/^\t+/, "") : line) === word3
    );
    at = end < 0 ? lines22.length : end;
  }
  return at;
}
function labelKeys(rest, mark) {
  const words22 = splitWords(rest, mark);
  const [first] = words22;
  if (first === void 0) return [];
  if (!first.includes("=")) return [unquote(first, mark)];
  return words22.flatMap((word3) => {
    const at = endOfKey(word3, mark);
    return at > 0 ? [unquote(word3.slice(0, at), mark)] : [];
  });
}
function splitWords(text3, mark) {
  const e = `\\${mark}`;
  const word3 = new RegExp(
    `(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|${e}[\\s\\S]|[^\\s"'${e}]|["'${e}])+`,
    "g"
  );
  return text3.match(word3) ?? [];
}
function endOfKey(word3, mark) {
  const e = `\\${mark}`;
  const key = new RegExp(`^(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|[^="'])+`).exec(word3)?.[0] ?? "";
  return word3[key.length] === "=" ? key.length : -1;
}
function unquote(text3, mark) {
  return text3.replaceAll(/["']/g, "").replaceAll(mark, "");
}
// src/plan/handOver.ts
function planHandOver({ run: run2, git }, images) {
  return {
    runId: run2.id || git.sha,
    attempt: Number(run2.attempt) || 1,
    commit: git.sha,
    images: [...new Set(images.map(({ image }) => image))]
  };
}
function isLeg({ what: what2 }) {
  return what2.command === "build";
}
function handOverNotices({ what: what2 }, facts) {
  if (facts.variants.length === 0) return [];
  if (what2.command === "plan") return openVariants(facts);
  if (what2.command === "merge" && !facts.push)
    return [{ level: "notice", text: "Nothing was pushed, so that there is nothing to merge." }];
  if (facts.builds.length > 0) return [];
  const given = what2.platforms.map(formatPlatform).join(", ") || "this platform";
  return [{ level: "warning", text: `Nothing to build: no variant has ${given}.` }];
}
function openVariants({ builds, variants, platforms: platforms3 }) {
  const open = variants.filter((variant) => variant.platforms === void 0).map(({ name }) => name);
  const all = new Set(builds.map(({ platform }) => formatPlatform(platform)));
  for (const platform of platforms3) all.delete(formatPlatform(platform));
  if (open.length === 0 || all.size === 0) return [];
  return [
    {
      level: "warning",
      text: `The jobs of a matrix would build ${open.join(", ")} for ${[...all].join(", ")} too: give each variant its own platforms.`
    }
  ];
}
// src/plan/matrix.ts
var RUNNERS = [
  { os: "linux", architectures: ["amd64", "386"], runner: "ubuntu-24.04" },
  { os: "linux", architectures: ["arm64", "arm"], runner: "ubuntu-24.04-arm" }
];
function planMatrix(platforms3, own) {
  const native = (platform) => own.find((entry) => samePlatform(entry.platform, platform)) ?? RUNNERS.find((row) => row.os === platform.os && row.architectures.includes(platform.architecture));
  const entries2 = platforms3.map((platform) => ({ platform, row: native(platform) }));
  const ordered = [...entries2.filter(({ row }) => row), ...entries2.filter(({ row }) => !row)];
  return ordered.map(({ platform, row }) => ({
    platform: formatPlatform(platform),
    runner: row?.runner ?? "ubuntu-24.04"
  }));
}
function platformNotices(platforms3) {
  return platforms3.filter(({ os }) => os === "darwin").map((platform) => ({
    level: "warning",
    text: `${formatPlatform(platform)}: no engine runs containers of macOS; its users run linux/${platform.architecture} images.`
  }));
}
// src/plan/buildOutputs.ts
function planOutputs({ load, outputs: outputs2 }, facts) {
  const taken = facts.builds.length > 1 ? outputs2.filter(namesAnImage) : [];
  if (taken.length > 0) {
    const quoted = taken.map((output) => JSON.stringify(output)).join(", ");
    throw new UserError6(
      `outputs: ${quoted} is one name for ${facts.builds.length} builds, each of which would take it from the others`,
      { hint: "Leave it out, and put the name into `images`: all platforms come together under it." }
    );
  }
  const names = facts.loadedAs?.[facts.build.id] ?? [];
  const name = names.length > 0 ? [`"name=${names.join(",")}"`] : [];
  return [
    ...load ? [["type=docker", ...name].join(",")] : [],
    ...outputs2.map((output) => perBuild(output, facts))
  ];
}
function namesAnImage(output) {
  return isOfType(output, "image", "registry") && /(^|[,"])name=/.test(output) && !output.includes("push-by-digest=true");
}
function perBuild(output, { builds, build: build2 }) {
  if (builds.length === 1) return output;
  const slug2 = [build2.variant, formatPlatform(build2.platform).replaceAll("/", "_")].filter(Boolean).join("-");
  if (!output.includes("=")) return `type=local,dest=${output}/${slug2}`;
  if (isOfType(output, "local")) return output.replace(/(^|,)dest=([^,]+)/, `$1dest=$2/${slug2}`);
  return output.replace(/(^|,)dest=([^,]+?)(\.[a-z0-9.]+)?(?=,|$)/, `$1dest=$2-${slug2}$3`);
}
// src/plan/userCaches.ts
function userCaches({ cacheFrom, cacheTo }, { build: build2, builds }) {
  if (builds.length === 1) return { from: cacheFrom, to: cacheTo };
  const own = (entry) => ownEntry(entry, build2.id);
  return {
    from: [...new Set(cacheFrom.flatMap((entry) => [own(entry), entry]))],
    to: cacheTo.map(own)
  };
}
var NAMED = [
  { types: ["local"], field: "dest|src", sign: "/" },
  { types: ["registry"], field: "ref", sign: "-" },
  { types: ["gha"], field: "scope", fallback: "scope=buildkit", sign: "-" },
  { types: ["s3", "azblob"], field: "name", fallback: "name=buildkit", sign: "-" }
];
function ownEntry(entry, id) {
  const whole = entry.includes("=") ? entry : `type=registry,ref=${entry}`;
  const row = NAMED.find(({ types }) => isOfType(whole, ...types));
  if (!row) return entry;
  const field2 = new RegExp(`(?<=^|,)(?:${row.field})=[^,]*`);
  const given = field2.exec(whole)?.[0];
  if (given?.includes("@")) return entry;
  if (given === void 0) return row.fallback ? `${whole},${row.fallback}${row.sign}${id}` : entry;
  return whole.replace(given, () => `${tagged(given, row.field)}${row.sign}${id}`);
}
function tagged(given, field2) {
  return field2 === "ref" && !/:[^/]*$/.test(given) ? `${given}:latest` : given;
}
// src/plan/bake.ts
function planBake(inputs, facts) {
  const secrets = planSecrets(inputs);
  const targets = facts.builds.map((build2) => [
    build2.id,
    target(inputs, { ...facts, build: build2, secrets: secrets.entries })
  ]);
  return {
    targets: Object.fromEntries(targets),
    pushTo: facts.pushTo,
    storeless: facts.storeless,
    beyondBake: planBeyondBake(inputs),
    allow: planAllow(inputs)
  };
}
function target(inputs, facts) {
  const { build: build2 } = facts;
  const own = userCaches(inputs, facts);
  return {
    context: build2.context,
    contexts: defined(inputs.buildContexts, {}),
    ...build2.file !== void 0 && { dockerfile: dockerfileOf(build2.file, build2.context) },
    ...build2.target !== void 0 && { target: build2.target },
    platforms: [formatPlatform(build2.platform)],
    args: build2.args,
    labels: build2.labels,
    annotations: facts.pushTo.length > 0 ? build2.annotations : [],
    output: planOutputs(inputs, facts),
    attest: build2.attest,
    secret: facts.secrets,
    ssh: inputs.ssh,
    "cache-from": [...own.from, ...facts.caches[build2.id]?.from ?? []],
    "cache-to": [...own.to, ...facts.caches[build2.id]?.to ?? []],
    ...limitsOf(inputs)
  };
}
var REMOTE2 = /^(?:[a-z-]+:\/\/|git@|github\.com\/|target:)/;
function dockerfileOf(file, context) {
  const asItIs = context === "." || REMOTE2.test(context) || REMOTE2.test(file) || file.startsWith("/");
  return asItIs ? file : `cwd://${file}`;
}
function defined(pairs2, fallback) {
  const filled = Object.entries(pairs2).map(([key, value]) => [key, value ?? fallback[key]]);
  return Object.fromEntries(filled.filter((pair) => pair[1] !== void 0));
}
// src/plan/emulators.ts
function planEmulators({ qemu, platforms: platforms3, builder: builder2, context }) {
  if (qemu === "never" || !buildsHere(builder2)) return { platforms: [], asksNodes: false };
  const there = new Set(
    [...nodePlatforms(builder2, context), ...qemu === "always" ? [] : context.emulators].map(formatPlatform)
  );
  const missing = platforms3.filter(
    (platform) => platform.os === "linux" && !runsNatively(platform, context.engine?.platform) && !there.has(formatPlatform(platform))
  );
  const asked2 = nodesElsewhere(builder2).filter((node) => node.platforms.length === 0);
  return { platforms: missing, asksNodes: missing.length > 0 && asked2.length > 0 };
}
function runsNatively(platform, machine) {
  return platform.os === machine?.os && platform.architecture === machine.architecture;
}
function buildsHere(builder2) {
  if (builder2.kind === "existing") return ["docker", "docker-container"].includes(builder2.driver);
  if (builder2.kind === "engine") return true;
  return builder2.kind === "docker-container" && nodesElsewhere(builder2).length < builder2.nodes.length;
}
function nodesElsewhere(builder2) {
  if (builder2.kind === "existing") return [];
  return builder2.nodes.filter(({ endpoint }) => endpoint !== void 0 && !HERE.test(endpoint));
}
var HERE = /^(unix:|npipe:|default$)/;
function nodePlatforms(builder2, context) {
  if (builder2.kind !== "existing") return builder2.nodes.flatMap(({ platforms: platforms3 }) => platforms3);
  return context.buildx?.builders.find(({ name }) => name === builder2.name)?.platforms ?? [];
}
// src/plan/givenDigests.ts
function givenDigests({ what: what2 }, builds) {
  const only = new Set(builds.map(({ variant }) => variant));
  return what2.digests.map(({ key, digest: digest2 }) => {
    const [text3 = "", variant = ""] = key.split(" ").reverse();
    const platform = parsePlatform(text3);
    if (variant === "" && only.size > 1)
      throw new UserError6(
        `Input digests: "${key}" may be of ${[...only].join(" or ")}; write "${[...only][0]} ${formatPlatform(platform)}"`
      );
    return { variant: variant || ([...only][0] ?? ""), platform, digest: digest2 };
  });
}
// src/plan/load.ts
function loadedNames({ variant, platform }, { builds, images }) {
  const platforms3 = new Set(builds.map((build2) => formatPlatform(build2.platform)));
  const suffix = platforms3.size > 1 ? `-${platformSlug(platform)}` : "";
  return images.filter((image) => image.variant === variant).flatMap(({ image, tags: tags2 }) => tags2.map(({ name }) => `${image}:${name}${suffix}`));
}
// src/plan/published.ts
function findPublished(tags2, held, wanted) {
  const found = tags2.flatMap((tag) => {
    const there = held[tag.name];
    return tag.guard.kind === "immutable" && there ? [{ tag, there, decision: decideImmutable(tag, wanted, there) }] : [];
  });
  const faults = found.filter(({ decision }) => decision.outcome === "stop").map(({ decision }) => decision.because);
  if (faults.length > 0) return { kind: "conflict", faults };
  const adopted = found.find(({ decision }) => decision.outcome === "adopt");
  if (!adopted) return { kind: "none" };
  return { kind: "published", digest: adopted.there.digest, tag: adopted.tag.name, held: adopted.there };
}
// src/plan/publishedEverywhere.ts
function publishedEverywhere(inputs, { context, plannedVariants, images, published }) {
  const looked = images.map(({ variant, image, tags: tags2 }) => {
    const planned2 = plannedVariants.find(({ name }) => name === variant);
    const wanted = {
      version: planned2?.versionLabel ?? "",
      revision: context.git.sha,
      platforms: planned2?.platforms ?? []
    };
    const held = heldBy(published, image);
    const seen = isLeg(inputs) ? narrow(held, wanted.platforms) : held;
    return { variant, image, result: findPublished(tags2, seen, wanted) };
  });
  const faults = looked.flatMap(
    ({ image, result }) => result.kind === "conflict" ? result.faults.map((fault) => `${image}: ${fault}`) : []
  );
  if (faults.length > 0) {
    throw new UserError6(
      `Nothing was built, since it could not be published:
${faults.map((fault) => `  - ${fault}`).join("\n")}`,
      {
        hint: "Publish under a new version, or set force: true to replace what is there."
      }
    );
  }
  const there = looked.flatMap(
    ({ variant, image, result }) => result.kind === "published" ? [{ variant, image, digest: result.digest, platforms: result.held.details ?? [] }] : []
  );
  return there.length > 0 && there.length === images.length ? there : void 0;
}
function heldBy(published, image) {
  return published.find((one2) => one2.image === image)?.held ?? {};
}
function narrow(held, platforms3) {
  const isPlanned2 = (platform) => platforms3.some((planned2) => samePlatform(planned2, platform));
  const entries2 = Object.entries(held).map(([tag, there]) => [
    tag,
    there && {
      ...there,
      platforms: there.platforms.filter(isPlanned2),
      ...there.details && { details: there.details.filter(({ platform }) => isPlanned2(platform)) }
    }
  ]);
  return Object.fromEntries(entries2);
}
// src/plan/phases.ts
function planPhases(inputs, facts) {
  const { push, images } = facts;
  const { command } = inputs.what;
  if (facts.builds.length === 0 || command === "merge" && !push) return [];
  const found = push && !inputs.promotion.force ? publishedEverywhere(inputs, facts) : void 0;
  const run2 = planHandOver(facts.context, images);
  if (command === "build") {
    if (found) return [[{ kind: "adopt", images: found }]];
    return push ? [...buildPhases(inputs, facts), ...legEnd(inputs, run2)] : buildPhases(inputs, facts);
  }
  if (found) return [[{ kind: "adopt", images: found }], ...promotionPhases(inputs, facts)];
  if (command === "merge")
    return [
      [
        { kind: "check-push", images: run2.images },
        { kind: "collect", run: run2, given: givenDigests(inputs, facts.builds) }
      ],
      ...mergePhases(inputs, facts),
      [{ kind: "clear-hand-over", run: run2 }]
    ];
  return [...buildPhases(inputs, facts), ...push ? mergePhases(inputs, facts) : []];
}
function buildPhases(inputs, facts) {
  const images = facts.push ? namesOf(facts) : [];
  const [first = [], ...others] = planSetUp(inputs, facts);
  const check = facts.push ? [{ kind: "check-push", images }] : [];
  return [[...check, ...first], ...others, [planBuildStep(inputs, facts, images)]];
}
function legEnd({ promotion: { verify } }, run2) {
  return [[{ kind: "verify-builds", depth: verify, images: run2.images }], [{ kind: "hand-over", run: run2 }]];
}
function mergePhases(inputs, facts) {
  const { verify } = inputs.promotion;
  return [
    [{ kind: "assemble", images: namesOf(facts) }],
    verify === "off" ? [] : [{ kind: "verify", depth: verify }],
    ...promotionPhases(inputs, facts)
  ];
}
function promotionPhases(inputs, { images, gitHubRelease }) {
  const promote = { kind: "promote", images, force: inputs.promotion.force };
  return gitHubRelease ? [[promote], [{ kind: "release", release: gitHubRelease }]] : [[promote]];
}
function namesOf({ images }) {
  return [...new Set(images.map(({ image }) => image))];
}
function planSetUp(inputs, { context, builds, builder: builder2 }) {
  if (!builder2) return [];
  const wanted = uniquePlatforms(builds.map(({ platform }) => platform));
  const { platforms: platforms3, asksNodes } = planEmulators({
    qemu: inputs.builder.qemu,
    platforms: wanted,
    builder: builder2,
    context
  });
  const open = { kind: "set-up-builder", builder: builder2 };
  if (platforms3.length === 0) return [[open]];
  const emulators = {
    kind: "set-up-emulators",
    platforms: platforms3,
    asksNodes,
    image: inputs.builder.qemuImage
  };
  return asksNodes ? [[open], [emulators]] : [[emulators, open]];
}
function planBuildStep(inputs, { context, builds, builder: builder2, caches, images }, pushTo) {
  const definition = planBake(withDefaultContext(inputs, context), {
    builds,
    pushTo,
    storeless: builder2?.kind === "engine",
    loadedAs: Object.fromEntries(builds.map((build2) => [build2.id, loadedNames(build2, { builds, images })])),
    caches: caches.targets
  });
  const dockerfiles = builds.map(({ id, file, context: context2 }) => {
    const inContext = context2 === "." ? "Dockerfile" : `${context2}/Dockerfile`;
    return [id, file ?? inContext];
  });
  return {
    kind: "build",
    definition,
    title: `Build ${builds.map(({ id }) => id).join(", ")}`,
    dockerfiles: Object.fromEntries(dockerfiles),
    folders: []
  };
}
function uniquePlatforms(platforms3) {
  return [...new Map(platforms3.map((platform) => [formatPlatform(platform), platform])).values()];
}
// src/plan/buildContexts.ts
var REMOTE3 = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|-$)/i;
function localContexts(builds) {
  const contexts = builds.filter(({ context }) => !REMOTE3.test(context)).map(({ context, file }) => ({ folder: context, dockerfile: file ?? `${context}/Dockerfile` }));
  return [...new Map(contexts.map((one2) => [`${one2.folder}
${one2.dockerfile}`, one2])).values()];
}
// src/plan/cacheFault.ts
function ghaFaultOf({ buildxVersion, engine, builder: builder2 }) {
  if (buildxVersion !== void 0 && isBelow(buildxVersion, [0, 21]))
    return `it needs buildx 0.21, and this is ${buildxVersion}`;
  if (builder2?.kind === "engine" && engine && isBelow(engine.version, [28, 0]))
    return `it needs Docker Engine 28, and this is ${engine.version}; driver: docker-container can use it`;
  return void 0;
}
function isBelow(version2, [major, minor]) {
  const [, a, b] = /^v?(\d+)\.(\d+)/.exec(version2) ?? [];
  if (a === void 0 || b === void 0) return false;
  return Number(a) < major || Number(a) === major && Number(b) < minor;
}
// src/plan/planCaches.ts
function planRunCaches(inputs, builds, facts) {
  const { context, images, push } = facts;
  return planCaches(inputs, {
    builds,
    image: images[0]?.image,
    push,
    untrusted: context.trigger.kind === "pull_request" || context.run.privileged,
    service: cacheServiceOf(context.environment),
    ghaFault: ghaFaultOf({ ...facts, engine: context.engine }),
    environment: context.environment
  });
}
function withCaches(phases, { folders }, { builds, maxBytes }) {
  const at = phases.findIndex((phase) => phase.some(({ kind }) => kind === "build"));
  if (at < 0) return phases.map((phase) => [...phase]);
  const restored = folders.filter(({ restore }) => restore);
  const saved = folders.filter(({ save }) => save);
  const contexts = localContexts(builds);
  const before = restored.length > 0 ? [{ kind: "restore-caches", folders: restored }] : [];
  const beside = contexts.length > 0 ? [{ kind: "check-context", contexts }] : [];
  const last = saved.length > 0 ? [{ kind: "save-caches", folders: saved, maxBytes }] : [];
  return [
    ...phases.slice(0, at).map((phase, index) => index === at - 1 ? [...phase, ...before] : [...phase]),
    [...(phases[at] ?? []).map((step) => step.kind === "build" ? { ...step, folders } : step), ...beside],
    ...phases.slice(at + 1, -1).map((phase) => [...phase]),
    ...phases.length - 1 > at ? [[...phases.at(-1) ?? [], ...last]] : last.length > 0 ? [last] : []
  ];
}
// src/plan/attestations.ts
function planAttestations(inputs, facts) {
  const attest = attestOf(inputs, facts);
  const attested = attest.some((entry) => !/disabled=true/.test(entry));
  if (inputs.imageShape !== "manifest")
    return {
      attest,
      shape: facts.platforms > 1 || attested || inputs.imageShape === "index" ? "index" : "manifest"
    };
  if (facts.platforms > 1 || attested) {
    const why = facts.platforms > 1 ? `${facts.platforms} platforms` : "attestations";
    throw new UserError6(`image-shape: manifest cannot hold ${why}`, {
      hint: "Write image-shape: auto, or leave one platform and neither provenance, sbom nor attests."
    });
  }
  return { attest, shape: "manifest" };
}
function attestOf(inputs, facts) {
  const isHeld = facts.pushes || inputs.outputs.some((output) => !isOfType(output, "cacheonly"));
  if (!isHeld) return [];
  const attests = inputs.attests.filter(
    (entry) => !(inputs.sbom !== void 0 && isOfType(entry, "sbom")) && !(inputs.provenance !== void 0 && isOfType(entry, "provenance"))
  );
  const hasProvenance = attests.some((entry) => isOfType(entry, "provenance"));
  return [...attests, ...option("sbom", inputs.sbom), ...hasProvenance ? [] : provenanceOf(inputs, facts)];
}
function provenanceOf(inputs, { pushes: pushes2, platforms: platforms3, runUrl: runUrl2, noDefault = false }) {
  const builder2 = runUrl2 ? `,builder-id=${runUrl2}` : "";
  if (inputs.provenance !== void 0)
    return option("provenance", inputs.provenance).map(
      (entry) => /disabled=|builder-id=/.test(entry) ? entry : `${entry}${builder2}`
    );
  if (!pushes2) return [];
  const wantsIndex = platforms3 > 1 || inputs.imageShape === "index" || inputs.attests.length > 0 || !/^false$/i.test(inputs.sbom ?? "false");
  return wantsIndex && !noDefault && inputs.imageShape !== "manifest" ? [`type=provenance,mode=min,version=v1${builder2}`] : ["type=provenance,disabled=true"];
}
function option(type, value) {
  if (value === void 0) return [];
  if (/^true$/i.test(value)) return [`type=${type}`];
  if (/^false$/i.test(value)) return [`type=${type},disabled=true`];
  return [`type=${type},${value}`];
}
// src/plan/planVariant.ts
function planVariant(inputs, { variant, metadata: metadata2 }, facts) {
  const { release } = metadata2;
  const platforms3 = platformsOf3(inputs, variant, facts);
  const versionLabel = release.labels[VERSION] ?? release.version;
  return {
    name: variant.name,
    platforms: platforms3,
    shape: shapeOf2(inputs, platforms3, facts),
    versionLabel,
    affixes: affixesOf(versionLabel, metadata2.sourceVersion),
    indexAnnotations: indexAnnotations(release)
  };
}
function planBuilds(inputs, named2, facts) {
  const { variant, metadata: metadata2 } = named2;
  const platforms3 = platformsOf3(inputs, variant, facts);
  const { attest } = attestationsOf(inputs, platforms3, facts);
  const args = defined({ ...inputs.build.buildArgs, ...variant.buildArgs }, facts.context.environment);
  return platforms3.map((platform) => {
    const fill = (path) => fillPath(path, { platform, name: variant.name });
    const file = variant.file ?? inputs.build.file;
    return {
      id: [variant.name, platformSlug(platform)].filter(Boolean).join("-"),
      variant: variant.name,
      platform,
      labels: labelsOf2(platform, named2, facts),
      context: fill(variant.context ?? contextOf(inputs, facts.context)),
      file: file && fill(file),
      target: variant.target ?? inputs.build.target,
      args,
      annotations: metadata2.release.annotations.filter((line) => /^manifest[:[]/.test(line)),
      descriptorAnnotations: annotationsAt(metadata2.release.annotations, "manifest-descriptor", platform),
      attest
    };
  });
}
function platformsOf3(inputs, variant, facts) {
  const own = variant.platforms ?? facts.platforms;
  return isLeg(inputs) ? own.filter((one2) => facts.platforms.some((given) => samePlatform(given, one2))) : own;
}
function shapeOf2(inputs, platforms3, facts) {
  const { shape } = attestationsOf(inputs, platforms3, facts);
  return inputs.what.command === "merge" && inputs.build.imageShape === "auto" && shape === "manifest" ? "auto" : shape;
}
function attestationsOf(inputs, platforms3, { context, push }) {
  const least = isLeg(inputs) && inputs.build.imageShape !== "manifest" ? 2 : 0;
  return planAttestations(inputs.build, {
    pushes: push,
    platforms: Math.max(platforms3.length, least),
    noDefault: /^(1|t|true)$/i.test(context.environment.BUILDX_NO_DEFAULT_ATTESTATIONS ?? ""),
    runUrl: runUrl(context)
  });
}
function labelsOf2(platform, { variant, metadata: metadata2 }, { trace, dockerfileLabels }) {
  const { release, userLabels } = metadata2;
  const own = platformLabels({
    architecture: platform.architecture,
    traceId: trace.traceId,
    refName: release.tags[0]?.name
  });
  const told = Object.fromEntries(
    Object.entries(release.labels).filter(([key, value]) => value !== "" || userLabels.has(key))
  );
  return keepDockerfileLabels(
    mergeLabels(own, told),
    dockerfileLabels.get(variant.name) ?? /* @__PURE__ */ new Set(),
    userLabels
  );
}
function affixesOf(label, version2) {
  const at = version2 === void 0 ? -1 : label.indexOf(version2);
  if (version2 === void 0 || at < 0) return { prefix: "", suffix: "" };
  return { prefix: label.slice(0, at), suffix: label.slice(at + version2.length) };
}
function indexAnnotations({
  labels,
  annotations
}) {
  const standard = Object.entries(labels).filter(
    ([key, value]) => key.startsWith("org.opencontainers.image.") && value !== ""
  );
  return { ...Object.fromEntries(standard), ...annotationsAt(annotations, "index") };
}
function runUrl({ run: run2, environment }) {
  if (!run2.id || !environment.GITHUB_REPOSITORY) return "";
  return `${run2.serverUrl}/${environment.GITHUB_REPOSITORY}/actions/runs/${run2.id}/attempts/${run2.attempt || "1"}`;
}
// src/plan/planRun.ts
function planRun(inputs, facts) {
  const { context } = facts;
  const [{ metadata: metadata2 }] = facts.variants;
  const active = facts.variants.filter((one2) => one2.metadata.release.tags.length > 0);
  const builds = active.flatMap((one2) => planBuilds(inputs, one2, facts));
  const variants = active.map((one2) => planVariant(inputs, one2, facts));
  const platforms3 = uniquePlatforms(
    builds.length > 0 ? builds.map(({ platform }) => platform) : facts.platforms
  );
  const caches = planRunCaches(inputs.build, builds, facts);
  const planned2 = active.length > 0 ? planPhases(inputs, { ...facts, builds, plannedVariants: variants, caches }) : [];
  const phases = withCaches(planned2, caches, { builds, maxBytes: inputs.build.cacheMaxSize });
  const isBuilt = phases.flat().some(({ kind }) => kind === "build");
  return {
    command: inputs.what.command,
    channel: metadata2.release.channel,
    version: metadata2.release.version,
    why: facts.why,
    push: facts.push,
    changelog: facts.changelog,
    images: facts.images,
    variants,
    platforms: platforms3,
    builds,
    metadata: joinOutputs(facts.variants, inputs),
    gitSha: context.git.sha,
    buildTime: context.now.toISOString(),
    trace: facts.trace,
    matrix: planMatrix(platforms3, inputs.what.runners),
    phases,
    notices: [
      ...facts.notices,
      ...platformNotices(platforms3),
      ...handOverNotices(inputs, { ...facts, builds, variants: active.map(({ variant }) => variant) }),
      ...isBuilt ? [...caches.notices, ...secretNotices(inputs.build, builds, context.environment)] : [],
      ...variantNotices(facts.variants, active)
    ]
  };
}
function variantNotices(all, active) {
  const left = active.length > 0 ? all.filter((one2) => !active.includes(one2)) : [];
  return [
    ...all.flatMap(({ metadata: metadata2 }) => metadata2.release.notices),
    ...left.map(
      ({ variant }) => ({
        level: "notice",
        text: `No rule yields an image tag for ${variant.name}, which is left out.`
      })
    )
  ];
}
function joinOutputs(variants, { metadata: { sepTags } }) {
  const join7 = (pick) => variants.map(({ metadata: metadata2 }) => pick(metadata2.outputs)).filter(Boolean).join(sepTags);
  return {
    ...variants[0].metadata.outputs,
    tags: join7(({ tags: tags2 }) => tags2),
    tagNames: join7(({ tagNames: tagNames2 }) => tagNames2)
  };
}
// src/stages/planNotices.ts
function planNotices(inputs, { release, gathered }) {
  const { context } = gathered;
  const idle = release.variants.every(({ metadata: metadata2 }) => metadata2.release.tags.length === 0);
  const nothing = idle && release.notices.length === 0 ? `Nothing to publish: no channel or rule takes ${context.run.ref || "this run"}.` : void 0;
  const unasked = inputs.what.command === "plan" ? "Planned without asking the registries: which tags they hold, and whether floating ones would move, is not known." : void 0;
  const elsewhere = idle || !release.push ? void 0 : otherCommit(inputs, gathered);
  return [
    ...notices2("notice", nothing, idle ? void 0 : whyNotPushed(inputs, context), unasked),
    ...notices2("warning", elsewhere)
  ];
}
function notices2(level, ...texts) {
  return texts.filter((text3) => text3 !== void 0).map((text3) => ({ level, text: text3 }));
}
function otherCommit({ what: what2, build: build2 }, { context, clone }) {
  const { sha: sha2 } = context.git;
  const isBuilt = what2.command === "publish" || what2.command === "build" || what2.command === "plan";
  const isRemote = /^[a-z+]+:\/\/|^git@|\{\{/.test(build2.context);
  if (!isBuilt || isRemote || clone.head === void 0 || sha2 === "" || clone.head === sha2) return void 0;
  const [here, there] = [clone.head, sha2].map((commit) => commit.slice(0, 7));
  return `The workspace is at ${here}, and this run is about ${there}, which the image will name. Check that commit out.`;
}
// src/stages/registries.ts
async function readRegistries({ variants, images }, { session, isOptional, onImmutable }) {
  const tags2 = variants.flatMap(
    ({ metadata: metadata2 }) => metadata2.release.tags.filter(({ guard }) => guard.kind === "immutable").map(({ name }) => name)
  );
  if (tags2.length === 0) for (const image of images) onImmutable(false, image);
  const settled = await Promise.allSettled(
    images.map((image) => session.readPublished({ image, tags: tags2 }, onImmutable))
  );
  const notices3 = [];
  const errors = [];
  const left = images.filter((image, at) => {
    const result = settled[at];
    if (result?.status !== "rejected") return true;
    const text3 = describeLeftOut(image, messageOf4(result.reason));
    if (isOptional(image)) notices3.push({ level: "warning", text: text3 });
    else errors.push(result.reason);
    return false;
  });
  if (errors.length > 0) throw joinErrors(errors);
  if (left.length === 0) throw noneLeft("published");
  const published = settled.flatMap((result) => result.status === "fulfilled" ? result.value : []);
  return { images: left, published, notices: notices3 };
}
function optionalIn(optionalHosts) {
  return (image) => optionalHosts.includes(parseRepository(image).registry);
}
// src/stages/whatFollows.ts
function whatFollows(inputs, { builder: builder2, announce: announce2, session }) {
  const announced = nextTurn().then(announce2);
  announced.catch(() => {
  });
  const onBuild = () => builder2.startBake(isReleaseAsked(inputs) ? announced : void 0);
  const onImmutable = (found, image) => {
    if (found) return;
    onBuild();
    session?.client.beginPushCheck(parseRepository(image));
  };
  return { announced, onBuild, onImmutable };
}
function isReleaseAsked({ what: what2 }) {
  return what2.release !== void 0 && what2.release !== "off";
}
// src/stages/decide.ts
async function decide(inputs, decision) {
  const { gathered, release } = decision;
  const { context } = gathered;
  const active = release.variants.some(isActive);
  const push = release.push && active;
  const next = whatFollows(inputs, decision);
  if (active && !push) next.onBuild();
  const registering = register(decision, push, next.onImmutable);
  const dockerfileLabels = readLabels(inputs, decision);
  const [registered, announced, builder2, buildxVersion] = await Promise.all([
    registering,
    next.announced,
    decision.builder.plan,
    buildxVersionOf(inputs, decision)
  ]);
  return planRun(inputs, {
    context,
    variants: release.variants,
    push,
    why: release.why,
    images: release.variants.filter(isActive).flatMap((one2) => planImages(one2, decision, registered)),
    published: registered.published,
    trace: gathered.trace(),
    platforms: platformsOf2(inputs, gathered, release.variants),
    builder: builder2,
    buildxVersion,
    dockerfileLabels,
    changelog: announced.changelog,
    gitHubRelease: announced.release,
    notices: [
      ...warningsOf(decision),
      ...registered.notices,
      ...release.notices,
      ...announced.notices,
      ...planNotices(inputs, decision)
    ]
  });
}
async function register({ release, session, optionalHosts }, push, onImmutable) {
  if (!session || !push) return { images: release.images, published: [], notices: [] };
  return readRegistries(release, { session, isOptional: optionalIn(optionalHosts), onImmutable });
}
function isActive({ metadata: metadata2 }) {
  return metadata2.release.tags.length > 0;
}
function readLabels({ build: build2 }, { gathered, release }) {
  const directory = gathered.context.git.root ?? ".";
  const labels = release.variants.map(({ variant }) => {
    const { context = build2.context, file = build2.file, target: target2 = build2.target } = variant;
    const dockerfile = readDockerfile({ context, file }, directory);
    const keys = dockerfile === void 0 ? /* @__PURE__ */ new Set() : dockerfileLabelKeys(dockerfile, target2);
    return [variant.name, keys];
  });
  return new Map(labels);
}
function warningsOf({ warnings, gathered }) {
  return [...warnings, ...gathered.warnings].map((text3) => ({ level: "warning", text: text3 }));
}
function planImages({ variant, metadata: metadata2 }, { gathered, release, optionalHosts }, { images, published }) {
  const { labels, version: version2, tags: tags2 } = metadata2.release;
  const { suffix } = affixesOf(labels[VERSION] ?? version2, metadata2.sourceVersion);
  const isOptional = optionalIn(optionalHosts);
  return images.map((image) => {
    const imageTags = published.find((one2) => one2.image === image)?.imageTags;
    return {
      variant: variant.name,
      image,
      tags: tags2,
      optional: isOptional(image),
      versions: knownVersions(gathered.context.git.gitTags, imageTags ?? [], {
        prefix: release.tagPrefix,
        suffix: variant.suffix || suffix
      }),
      imageTags
    };
  });
}
// src/main.ts
async function main(entry) {
  const { environment, log } = entry;
  const { inputs, warnings } = await readInputs(environment).catch((error) => {
    throw error instanceof InputsError ? joinErrors([error, ...listFaults(error.inputs)]) : error;
  });
  const done = await carryOut(inputs, { entry, warnings }).catch((error) => {
    for (const warning of warnings) log.warning(warning);
    throw error;
  });
  const settings = { summary: inputs.report.summary, environment, temporary: temporaryFolder(environment) };
  const reported = await report2(done, { ...settings, log }).catch((error) => error);
  const faults = [done.outcome.failure, reported].filter((fault) => fault !== void 0);
  if (faults.length > 0) throw joinErrors(faults);
}
async function runAlone(entry) {
  const states = /* @__PURE__ */ new Map();
  await main({ ...entry, saveState: (name, value) => void states.set(name, value) }).finally(async () => {
    if (states.size > 0) await (await import("./execute-undo.js")).undo((name) => states.get(name), entry);
  });
}
async function carryOut(inputs, { entry, warnings }) {
  const { environment, cwd } = entry;
  const gathering = gather(inputs, { exec, environment, cwd });
  const acting = inputs.what.command === "plan" ? void 0 : import("./stages-session.js");
  const gathered = await gathering;
  const images = imagesOf(inputs, gathered.context);
  const logins = loginsOf(inputs.where, {
    images,
    actor: gathered.context.run.actor,
    pushes: pushes(inputs, gathered.context)
  });
  const session = (await acting)?.openSession({ inputs, gathered, entry, logins });
  const run2 = { gathered, session, images, optionalHosts: logins.optionalHosts };
  const work = isMove(inputs, run2) ? move(inputs, run2, warnings) : publish(inputs, { ...run2, warnings, entry });
  return work.finally(() => session?.builders.close());
}
async function publish(inputs, run2) {
  const { gathered, session, images, entry } = run2;
  const builder2 = prepareBuilder(inputs, run2);
  const registries2 = session && { client: session.client, images };
  const release = await resolveRelease(inputs, gathered, { images, exec, registries: registries2 });
  const plan = await decide(inputs, {
    ...run2,
    release,
    builder: builder2,
    announce: () => announce(inputs, gathered, release)
  });
  if (session && !inputs.what.dryRun) return { plan, outcome: await (await session.act()).carryOut(plan) };
  entry.log.info(JSON.stringify(plan, void 0, 2));
  return { plan, outcome: NOTHING };
}
async function announce(inputs, gathered, release) {
  const pushed = "gitTag" in gathered.context.trigger && gathered.context.trigger.gitTag !== void 0;
  if (!pushed && release.releaseTag === void 0) return { changelog: "", release: void 0, notices: [] };
  const { planGitHubRelease } = await import("./stages-githubRelease.js");
  return planGitHubRelease(inputs, gathered, { release, exec });
}
function isMove(inputs, run2) {
  return run2.session !== void 0 && (inputs.what.command === "promote" || inputs.what.command === "rollback");
}
async function move(inputs, moving, warnings) {
  const { moveTags } = await import("./stages-moving.js");
  const outcome = await moveTags(inputs, moving);
  const { context, trace } = moving.gathered;
  const facts = {
    context,
    trace: trace(),
    notices: warnings.map((text3) => ({ level: "warning", text: text3 }))
  };
  return { plan: idlePlan(inputs.what.command, facts, outcome.promoted), outcome };
}
export {
  Agent,
  COMMANDS,
  COMMITS_ONLY,
  CREATED,
  ClientRequest,
  DIGEST,
  HOST,
  IncomingMessage,
  InputFault,
  LONGEST_WAIT_MS,
  METHODS,
  NOTHING,
  OutgoingMessage,
  REVISION,
  STATUS_CODES,
  Server,
  ServerResponse,
  TAG,
  VERSION,
  WITHOUT_BLOBS,
  _connectionListener,
  annotationsAt,
  asObject,
  asText,
  attemptsForCode,
  attestedDigest,
  baseCandidates,
  cacheServiceOf,
  compareVersions,
  compareVersions2,
  complaintOf,
  contextOf,
  createHttp,
  createRetry,
  createServer,
  decideImmutable,
  describeLeftOut,
  digestOf,
  dockerConfigPath,
  dockerFolder,
  engineWords,
  exec,
  exportVariables,
  fieldsOfText,
  fillPath,
  findRoot,
  formatBytes,
  formatPlatform,
  get,
  guardOf,
  highestAbove,
  highestVersion,
  imagesOf,
  inputRows,
  isAttestation,
  isDigest,
  isDockerHub,
  isFloatingGitTag,
  isInScope,
  isLoopback,
  isObject,
  isOfType,
  isPassingStatus,
  isPrerelease,
  isSemver,
  isVersion,
  keepDockerfileLabels,
  knownPlatform,
  knownVersions,
  limitsOf,
  linesOf2 as linesOf,
  listFaults,
  main,
  maintenanceRange,
  mayFloat,
  mergeLabels,
  namesIn,
  nearest,
  needImages,
  nextTurn,
  noneLeft,
  openEngine,
  openGit,
  openOwnRepository,
  originOf,
  parseCsv,
  parseDigest,
  parseJson,
  parseObject,
  parsePlatform,
  parseReference,
  parseRepository,
  parseRetryAfter,
  parseVersionTag,
  parseVersionTags,
  pause,
  planAllow,
  planBeyondBake,
  planCaches,
  planSecrets,
  platformLabels,
  platformOf,
  platformSlug,
  platforms,
  pushes,
  readBody,
  readDockerConfig,
  readEngineEndpoint,
  readText,
  realPath,
  request,
  requestEngine,
  require_compare,
  require_constants,
  require_debug,
  require_identifiers,
  require_parse,
  require_parse_options,
  require_re,
  require_semver,
  resolveRelease,
  runAlone,
  samePlatform,
  saveState,
  schema,
  secretNotices,
  setGlobalProxyFromEnv,
  setMaxIdleHTTPParsers,
  setOutputs,
  shortRevision,
  strings,
  temporaryFolder,
  validateHeaderName,
  validateHeaderValue,
  versionFromRef,
  versionNumbers,
  wantsActionsCache,
  whyNotPushed,
  withDefaultContext,
  withOwnRepository
};
