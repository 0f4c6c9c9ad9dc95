import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  REVISION,
  VERSION
} from "./oci-imageAnnotations.js";
import {
  dockerFolder,
  readDockerConfig
} from "./host-dockerFolder.js";
import {
  request
} from "./lean-http-node-http.js";
import {
  formatPlatform,
  platformSlug
} from "./oci-platform.js";
import {
  UserError,
  messageOf
} from "./errors.js";

// src/context/engineEndpoint.ts
import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
var DEFAULT_HOST = "unix:///var/run/docker.sock";
async function readEngineEndpoint(environment) {
  const throughCli = { kind: "dial-stdio", env: { ...environment } };
  const { host, tls } = await readHost(environment);
  return tls ? throughCli : parseHost(host) ?? throughCli;
}
async function readHost(environment) {
  const tls = Boolean(environment.DOCKER_TLS_VERIFY || environment.DOCKER_TLS);
  if (environment.DOCKER_HOST) return { host: environment.DOCKER_HOST, tls };
  const context = await currentContext(environment);
  return context === "default" ? { host: DEFAULT_HOST, tls } : readContext(environment, context);
}
async function currentContext(environment) {
  if (environment.DOCKER_CONTEXT) return environment.DOCKER_CONTEXT;
  const { currentContext: currentContext2 } = await readDockerConfig(environment);
  return typeof currentContext2 === "string" && currentContext2 ? currentContext2 : "default";
}
async function readContext(environment, name) {
  const id = createHash("sha256").update(name).digest("hex");
  const contexts = join(dockerFolder(environment), "contexts");
  const text = await readFile(join(contexts, "meta", id, "meta.json"), "utf8").catch(() => "{}");
  const host = JSON.parse(text)?.Endpoints?.docker?.Host;
  const tls = await access(join(contexts, "tls", id, "docker")).then(
    () => true,
    () => false
  );
  return { host: typeof host === "string" ? host : "", tls };
}
function parseHost(host) {
  if (host.startsWith("unix://")) return { kind: "unix", path: host.slice("unix://".length) };
  if (!host.startsWith("tcp://") || !URL.canParse(host)) return void 0;
  const { hostname, port, pathname } = new URL(host);
  if (!hostname || pathname.length > 1) return void 0;
  return { kind: "tcp", host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 2375) };
}

// src/plan/secrets.ts
function planSecrets({ secrets, secretEnvs, secretFiles }, given = {}) {
  const valued = secrets.map(split).map((pair, index) => ({ ...pair, variable: `PUBLISH_IMAGE_SECRET_${index}` }));
  const named = secretEnvs.map(split);
  const entries = [
    ...valued.map(({ id, variable }) => `type=env,id=${id},env=${variable}`),
    ...named.map(({ id, value }) => `type=env,id=${id},env=${value}`),
    ...secretFiles.map(split).map(({ id, value }) => `type=file,id=${id},src=${value}`)
  ];
  const values = [
    ...valued.map(({ variable, value }) => [variable, value]),
    ...named.flatMap(({ value }) => given[value] ? [[value, given[value]]] : [])
  ];
  return { entries, environment: Object.fromEntries(values) };
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
  ].map((text) => ({ level: "warning", text }));
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
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z0-9]+/);
  return words.some((word) => SECRET.has(word)) && !words.includes("public") && !ABOUT.has(words.at(-1) ?? "");
}

// src/plan/defaultContext.ts
function contextOf({ build }, context) {
  return build.context === "workflow" || build.context === "git" ? "." : fillContext(build.context, context);
}
var DEFAULT_CONTEXT = /\{\{\s*defaultContext\s*\}\}/;
function fillContext(text, { run, git, environment }) {
  const repository = `${run.serverUrl}/${environment.GITHUB_REPOSITORY ?? ""}.git#${git.sha || run.ref}`;
  return text.replace(new RegExp(DEFAULT_CONTEXT, "g"), repository);
}
function withDefaultContext(inputs, context) {
  const { build } = inputs;
  const contexts = Object.entries(build.buildContexts).map(
    ([name, value]) => [name, value && fillContext(value, context)]
  );
  const secrets = [...build.secrets, ...repositoryToken(inputs, context)];
  return { ...build, secrets, buildContexts: Object.fromEntries(contexts) };
}
function repositoryToken({ build, where }, { run }) {
  const contexts = [build.context, ...Object.values(build.buildContexts)];
  const fetches = contexts.some((text) => DEFAULT_CONTEXT.test(text ?? ""));
  const given = [...build.secrets, ...build.secretEnvs, ...build.secretFiles].some(
    (entry) => entry.startsWith("GIT_AUTH_TOKEN")
  );
  if (!fetches || given || !where.githubToken) return [];
  return [`GIT_AUTH_TOKEN.${new URL(run.serverUrl).host}=${where.githubToken}`];
}

// src/stages/temporary.ts
import { tmpdir } from "node:os";
function temporaryFolder(environment) {
  return environment.RUNNER_TEMP || tmpdir();
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
  const connection = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    }
  });
  let words = "";
  child.stdin.on("error", () => {
  });
  child.stdout.on("data", (chunk) => {
    if (!connection.push(chunk)) child.stdout.pause();
  });
  child.stderr.on("data", (chunk) => {
    words = (words + chunk.toString()).slice(-WORDS_KEPT);
  });
  child.on("error", (error) => connection.destroy(error));
  child.on("close", (code) => {
    if (code)
      connection.destroy(new Error(`docker system dial-stdio: ${words.trim() || `exit code ${code}`}`));
    else connection.push(null);
  });
  return connection;
}

// src/host/engineRequest.ts
function requestEngine(endpoint, wanted) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const text = wanted.body === void 0 ? void 0 : JSON.stringify(wanted.body);
  const sent = request({
    method: wanted.method,
    path: wanted.path,
    headers: { Host: "docker", ...text && { "Content-Type": "application/json" }, ...wanted.headers },
    createConnection: () => openEngine(endpoint),
    ...signalOf(wanted) && { signal: signalOf(wanted) }
  });
  sent.on("error", reject);
  sent.on("response", (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
  });
  sent.end(text);
  return promise;
}
function signalOf({ signal, timeoutMs }) {
  const limits = [signal, timeoutMs === void 0 ? void 0 : AbortSignal.timeout(timeoutMs)];
  const set = limits.filter((limit) => limit !== void 0);
  return set.length > 0 ? AbortSignal.any(set) : void 0;
}
function engineWords({ status, body }) {
  const text = body.toString().trim();
  try {
    const { message } = JSON.parse(text);
    if (typeof message === "string") return message;
  } catch {
  }
  return text.slice(0, 500) || `status ${status}`;
}

// src/host/fileCommands.ts
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
function append(variable, values) {
  const file = process.env[variable];
  const blocks = [...values].map(([name, value]) => {
    const delimiter = `end_${randomUUID()}`;
    return `${name}<<${delimiter}
${value}
${delimiter}
`;
  });
  if (!file || blocks.length === 0) return;
  try {
    appendFileSync(file, blocks.join(""));
  } catch (cause) {
    throw new UserError(`${variable} names a file that cannot be written: ${messageOf(cause)}`, {
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

// src/plan/bakeLimits.ts
function limitsOf(inputs) {
  return {
    ...inputs.noCache && { "no-cache": true },
    ...inputs.noCacheFilters.length > 0 && { "no-cache-filter": inputs.noCacheFilters },
    ...inputs.pull && { pull: true },
    ...inputs.network !== void 0 && { network: inputs.network },
    ...inputs.shmSize !== void 0 && { "shm-size": inputs.shmSize },
    ...inputs.ulimit.length > 0 && { ulimits: inputs.ulimit },
    ...inputs.addHosts.length > 0 && { "extra-hosts": Object.fromEntries(inputs.addHosts.map(splitHost)) },
    ...inputs.allow.length > 0 && { entitlements: inputs.allow },
    ...inputs.call !== void 0 && inputs.call !== "build" && { call: inputs.call }
  };
}
function splitHost(entry) {
  const at = entry.search(/[:=]/);
  return [entry.slice(0, at), entry.slice(at + 1)];
}
function planAllow({ ssh, allow }) {
  return ["fs=*", ...ssh.length > 0 ? ["ssh"] : [], ...allow];
}

// src/plan/origin.ts
function originOf(held) {
  return { revision: held.labels[REVISION] || void 0, version: held.labels[VERSION] || void 0 };
}
function isSameRelease(held, wanted) {
  const { revision, version } = originOf(held);
  return held.faults.length === 0 && revision === wanted.revision && version === wanted.version && samePlatforms(held, wanted);
}
function samePlatforms(a, b) {
  return platformList(a) === platformList(b);
}
function platformList({ platforms }) {
  return platforms.map(formatPlatform).sort().join(", ") || "no platform";
}
function shortRevision(revision) {
  return revision?.slice(0, 12) || "(not labelled)";
}

// src/plan/immutable.ts
function decideImmutable(tag, candidate, held) {
  if (isSameRelease(held, candidate))
    return { outcome: "adopt", because: "this release is published already" };
  const { revision, version } = originOf(held);
  const namesVersion = tag.name.includes(candidate.version.replaceAll("+", "-"));
  if (!namesVersion && version !== candidate.version && isSameRelease(held, { ...candidate, version: version ?? "" })) {
    return { outcome: "unchanged", because: `the first build of commit ${shortRevision(revision)} keeps it` };
  }
  return {
    outcome: "stop",
    because: `${tag.name} names one build for ever, and holds ${conflict(held, candidate)}`
  };
}
function conflict(held, candidate) {
  const { revision, version } = originOf(held);
  if (revision !== candidate.revision) return `commit ${shortRevision(revision)}, not ${shortRevision(candidate.revision)}`;
  if (version !== candidate.version)
    return `version ${version ?? "(not labelled)"}, not ${candidate.version}`;
  if (held.faults.length > 0) return `something incomplete: ${held.faults.join("; ")}`;
  return `${platformList(held)}, not ${platformList(candidate)}`;
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

// src/plan/cacheEntries.ts
function entriesOf(build, at) {
  const { registry, gha } = at.uses;
  const ref = `type=registry,ref=${at.image?.toLowerCase()}:${tagOf(build)}`;
  const scope = `type=gha,scope=${scopeOf(build, at.image)}`;
  const { folder } = at;
  return {
    from: [
      ...registry.reads ? [ref] : [],
      ...gha.reads ? [scope] : [],
      ...folder ? [`type=local,${field("src", folder.path)}`] : []
    ],
    to: [
      // a plain image manifest of OCI types is what every registry takes; some know no other cache
      ...registry.writes ? [`${ref},mode=max,ignore-error=true,image-manifest=true,oci-mediatypes=true`] : [],
      ...gha.writes ? [`${scope},mode=max,ignore-error=true`] : [],
      ...folder?.next === void 0 ? [] : [`type=local,${field("dest", folder.next)},mode=max,ignore-error=true`]
    ]
  };
}
function field(name, value) {
  const text = `${name}=${value}`;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
function tagOf({ variant, platform }) {
  return ["cache", slug(variant), platformSlug(platform)].filter(Boolean).join("-").toLowerCase().slice(0, 128);
}
function scopeOf({ variant, platform }, image) {
  return [image ?? "image", slug(variant), platformSlug(platform)].join(":").toLowerCase();
}
function folderOf(build, { inputs, facts, use }) {
  const names = [facts.image ?? "image", ...build.variant ? [build.variant] : []].map(slug);
  const path = [cacheRoot(inputs, facts.environment), ...names, platformSlug(build.platform)].join("/");
  return {
    id: build.id,
    path,
    next: use.writes ? `${path}.next` : void 0,
    prefix: `publish-image:${scopeOf(build, facts.image)}:`,
    restore: facts.service.reads && !inputs.noCache,
    save: use.writes && facts.service.writes
  };
}
function cacheRoot({ cacheFolder }, environment) {
  if (cacheFolder !== void 0) return cacheFolder.replace(/(?<=.)\/+$/, "");
  if (environment.RUNNER_TOOL_CACHE) return `${environment.RUNNER_TOOL_CACHE}/publish-image/cache`;
  return `${environment.XDG_CACHE_HOME || `${environment.HOME ?? ""}/.cache`}/publish-image`;
}
var slug = (text) => text.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, "-");

// src/plan/ownCaches.ts
function hasOwnGha({ cacheFrom, cacheTo }) {
  return [...cacheFrom, ...cacheTo].some((entry) => /(^|,)type=gha(,|$)/.test(entry));
}

// src/plan/cacheNotices.ts
function cacheNotices(inputs, facts, uses) {
  const asked = new Set(inputs.cache);
  const texts = [
    ...ghaTexts(inputs, facts),
    ...asked.has("registry") && facts.image === void 0 ? ["The registry cache is not used: there is no image to keep it beside."] : [],
    ...asked.has("local") && facts.service.available && !facts.service.reads ? [`The local cache is not restored: the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}.`] : [],
    ...readOnlyTexts(inputs, facts, uses)
  ];
  return texts.map((text) => ({ level: "notice", text }));
}
function ghaTexts(inputs, { service, ghaFault }) {
  const asked = inputs.cache.includes("gha");
  const auto = inputs.cache.includes("auto") && service.available && !hasOwnGha(inputs);
  const missing = service.missing.join(" and ");
  if (!service.available && (asked || hasOwnGha(inputs)))
    return [
      `The Actions cache (gha) is not used: there is no cache service here, ${missing} ${service.missing.length > 1 ? "are" : "is"} not set.`
    ];
  if (!asked && !auto) return [];
  if (service.mode === "none")
    return ["The Actions cache (gha) is not used: the runner sets ACTIONS_CACHE_MODE=none."];
  return ghaFault === void 0 ? [] : [`The Actions cache (gha) is not used: ${ghaFault}.`];
}
function readOnlyTexts(inputs, facts, uses) {
  const named = inputs.cache.filter((kind) => kind !== "auto");
  const readOnly = named.filter((kind) => uses[kind].reads && !uses[kind].writes);
  const unsaved = named.includes("local") && uses.local.writes && facts.service.available && !facts.service.writes;
  const because = (kind) => {
    if (facts.untrusted) return "a run that others can start writes no caches";
    if (kind === "registry") return "nothing is pushed";
    return `the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}`;
  };
  const unread = named.filter((kind) => uses[kind].writes && !uses[kind].reads);
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
  const folders = uses.local.reads || uses.local.writes ? facts.builds.map((build) => folderOf(build, { inputs, facts, use: uses.local })) : [];
  const targets = facts.builds.map((build, index) => {
    const entries = entriesOf(build, { uses, image: facts.image, folder: folders[index] });
    return [build.id, inputs.noCache ? { ...entries, from: [] } : entries];
  });
  return { targets: Object.fromEntries(targets), folders, notices: cacheNotices(inputs, facts, uses) };
}
function wantsActionsCache(inputs, service) {
  const asked = inputs.cache.includes("gha") || inputs.cache.includes("auto");
  return asked && service.available && service.mode !== "none" || hasOwnGha(inputs);
}
function planUses(inputs, facts) {
  const asked = new Set(inputs.cache);
  const { service, untrusted } = facts;
  const allowed = facts.ghaFault === void 0;
  const gha = asked.has("gha") || asked.has("auto") && !hasOwnGha(inputs);
  const registry = asked.has("registry") && facts.image !== void 0;
  const local = asked.has("local");
  return {
    registry: { reads: registry, writes: registry && facts.push && !untrusted },
    gha: { reads: gha && allowed && service.reads, writes: gha && allowed && service.writes && !untrusted },
    local: { reads: local, writes: local && !untrusted }
  };
}

export {
  openEngine,
  requestEngine,
  engineWords,
  readEngineEndpoint,
  setOutputs,
  saveState,
  exportVariables,
  limitsOf,
  planAllow,
  planSecrets,
  secretNotices,
  contextOf,
  withDefaultContext,
  originOf,
  shortRevision,
  decideImmutable,
  cacheServiceOf,
  planCaches,
  wantsActionsCache,
  temporaryFolder
};
