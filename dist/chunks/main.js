import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  cacheServiceOf,
  createHttp,
  decideImmutable,
  exportVariables,
  planCaches,
  planSecrets,
  readBody,
  readEngineEndpoint,
  requestEngine,
  setOutputs,
  temporaryFolder,
  wantsActionsCache
} from "./plan-cacheNotices.js";
import {
  isFloatingGitTag,
  versionFromRef,
  versionNumbers
} from "./plan-versionFromRef.js";
import {
  complaintOf,
  findRoot,
  linesOf,
  maintenanceRange,
  openGit,
  openOwnRepository
} from "./context-gitTags.js";
import {
  NOTHING,
  fieldsOfText,
  guardOf
} from "./plan-floating.js";
import {
  isPrerelease,
  knownVersions
} from "./plan-versionOrder.js";
import {
  VERSION
} from "./oci-imageAnnotations.js";
import {
  require_parse
} from "./semver.js";
import {
  dockerFolder,
  readDockerConfig
} from "./host-dockerFolder.js";
import "./lean-http-node-http.js";
import {
  exec
} from "./host-exec.js";
import {
  formatPlatform,
  parsePlatform,
  platformSlug,
  samePlatform
} from "./oci-platform.js";
import {
  TAG,
  isDigest,
  isDockerHub,
  parseRepository
} from "./oci-reference.js";
import {
  UserError,
  faultsError,
  joinErrors,
  messageOf,
  nearestWord,
  suggest
} from "./errors.js";
import {
  __toESM
} from "./shared.js";

// src/context/gather.ts
import { realpath } from "node:fs/promises";

// src/host/githubApi.ts
import { setTimeout as wait } from "node:timers/promises";
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
var PASSING = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504]);
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
        const pause = waits[tried];
        if (pause !== void 0 && mayPass(answer)) await wait(pause);
        else if (answer instanceof Error) throw answer;
        else return answer;
      }
    }
  };
}
function mayPass(answer) {
  if (!(answer instanceof Error)) return PASSING.has(answer.status);
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
    json: parseJson(await readBody(response, LONGEST_ANSWER)),
    headers: response.headers
  };
}
function parseJson(body) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return void 0;
  }
}

// src/host/trace.ts
import { createHash } from "node:crypto";
var hex = (text4) => createHash("sha256").update(text4).digest("hex");
var TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
function parseTraceparent(text4) {
  const match2 = TRACEPARENT.exec(text4.trim());
  return match2?.[1] ? { traceId: match2[1], traceparent: text4.trim() } : void 0;
}
function traceOfRun(run) {
  if (!run.id || !run.attempt) return { traceId: "unknown", traceparent: "" };
  const traceId = hex(`${run.id}${run.attempt}t`).slice(0, 32);
  const isCheckRun = run.checkRunId !== void 0 && /^\d+$/.test(run.checkRunId);
  const span = (isCheckRun ? hex(`${run.checkRunId}-j`) : hex(`${run.id}${run.attempt}s`)).slice(16, 32);
  return { traceId, traceparent: `00-${traceId}-${span}-01` };
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
    /^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i,
    (whole, scheme) => /^ssh/i.test(scheme) ? whole.replace(/:[^:/@]*@$/, "@") : scheme
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
async function readClone(exec2, directory, question) {
  const git = openGit(exec2, directory, question.environment);
  if (findRoot(directory) === void 0 && question.environment.GIT_DIR === void 0)
    return withoutClone(git, question);
  const [place, commits, tags2, config] = await Promise.all([
    git(["rev-parse", "--is-shallow-repository", "--show-toplevel", "--symbolic-full-name", "HEAD"]),
    git([
      "log",
      "--no-walk=unsorted",
      "--ignore-missing",
      "--format=%H %ct",
      "HEAD",
      ...isSha(question.sha) ? [question.sha] : []
    ]),
    git(["for-each-ref", "--format=%(refname:lstrip=2)", "refs/tags"]),
    git(["config", "--includes", "--show-scope", "-z", "--get-regexp", REMOTE_KEYS])
  ]);
  const [shallow = "", root = "", ref2 = ""] = linesOf(place);
  if (root === "") refuseUnreadable(place);
  if (root === "") return withoutClone(git, question);
  const times = new Map(linesOf(commits).map((line) => splitTime(line)));
  const head = times.keys().next().value;
  const sha2 = question.sha ?? head ?? "";
  const remote = parseRemoteConfig(config.stdout.toString());
  const facts = {
    root,
    sha: sha2,
    commitTime: times.get(sha2) ?? await timeElsewhere(sha2, question),
    remote: remote.url === void 0 ? void 0 : withoutCredentials(remote.url),
    branch: ref2.startsWith("refs/heads/") ? ref2.slice("refs/heads/".length) : void 0,
    shallow: shallow === "true",
    gitTags: linesOf(tags2)
  };
  return { facts, head, git, remote };
}
async function withoutClone(git, question) {
  const sha2 = question.sha ?? "";
  const commitTime2 = await timeElsewhere(sha2, question);
  return {
    facts: {
      root: void 0,
      sha: sha2,
      commitTime: commitTime2,
      remote: void 0,
      branch: void 0,
      shallow: false,
      gitTags: []
    },
    head: void 0,
    git,
    remote: { url: void 0, filter: void 0, connection: [] }
  };
}
function timeElsewhere(sha2, question) {
  return sha2 === "" || !question.commitTime ? Promise.resolve(void 0) : question.commitTime(sha2);
}
function refuseUnreadable(result) {
  if (result.error || /not a git repository|must be run in a work tree/.test(result.stderr)) return;
  const dubious = /dubious ownership/.test(result.stderr);
  throw new UserError(`git can't read the repository: ${complaintOf(result)}`, {
    hint: dubious ? "The folder belongs to another user. If you trust it: git config --global --add safe.directory <folder>" : 'Run "git status" in that folder and mend what it names.'
  });
}
function isSha(text4) {
  return text4 !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text4);
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
async function compareFetched({ exec: exec2, access: access3 }, ours, theirs) {
  const own = await openOwnRepository(exec2, access3, ours).catch(() => void 0);
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
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join as join2 } from "node:path";

// src/context/buildxBuilders.ts
import { createHash as createHash2 } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
var asObject = (value) => typeof value === "object" && value !== null ? value : {};
var asList = (value) => Array.isArray(value) ? value : [];
var asText = (value) => typeof value === "string" ? value : "";
function buildxFolder(environment) {
  return environment.BUILDX_CONFIG || join(dockerFolder(environment), "buildx");
}
async function readBuilders(environment) {
  const folder = join(buildxFolder(environment), "instances");
  const names = await readdir(folder).catch(() => []);
  const builders = await Promise.all(names.map((name) => readJson(join(folder, name)).then(builderFrom)));
  return builders.filter((builder2) => builder2 !== void 0);
}
async function readSelected(environment) {
  if (environment.BUILDX_BUILDER) return environment.BUILDX_BUILDER;
  const folder = buildxFolder(environment);
  const key = await engineKey(environment);
  const current = asObject(await readJson(join(folder, "current")));
  const name = asText(current.Name);
  if (name && (current.Global === true || current.Key === key)) return name;
  const hash = createHash2("sha256").update(key).digest("hex").slice(0, 20);
  return (await readFile(join(folder, "defaults", hash), "utf8").catch(() => "")).trim() || void 0;
}
async function engineKey(environment) {
  if (environment.DOCKER_HOST) return environment.DOCKER_HOST;
  const context = environment.DOCKER_CONTEXT || asText((await readDockerConfig(environment)).currentContext);
  return context && context !== "default" ? context : "unix:///var/run/docker.sock";
}
async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return void 0;
  }
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
  const text4 = [os, architecture, variant].map(asText).filter(Boolean).join("/");
  return text4.includes("/") ? parsePlatform(text4) : void 0;
}

// src/context/buildx.ts
var SYSTEM_FOLDERS = ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"].map(
  (folder) => join2(folder, "docker/cli-plugins")
);
async function readBuildx(environment, exec2) {
  const [command, builders, selected] = await Promise.all([
    findBuildx(environment, exec2),
    readBuilders(environment),
    readSelected(environment)
  ]);
  if (!command) return void 0;
  const insisted = Boolean(environment.BUILDX_BUILDER);
  return {
    command,
    builders,
    current: currentFrom(selected, { builders, insisted }),
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
  for (const folder of await pluginFolders(environment)) {
    const path = join2(folder, "docker-buildx");
    if (await isExecutable(path)) return [path];
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  const installed = await Promise.all(folders.map((folder) => isExecutable(join2(folder, "docker"))));
  if (!installed.includes(true)) return void 0;
  const { ok } = await exec2(["docker", "buildx", "version"], { env: { ...environment } });
  return ok ? ["docker", "buildx"] : void 0;
}
async function pluginFolders(environment) {
  const { cliPluginsExtraDirs } = await readDockerConfig(environment);
  const extra = Array.isArray(cliPluginsExtraDirs) ? cliPluginsExtraDirs : [];
  const own = join2(dockerFolder(environment), "cli-plugins");
  return [...extra.filter((folder) => typeof folder === "string"), own, ...SYSTEM_FOLDERS];
}
async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false
  );
}

// src/context/detachedRef.ts
var PATTERNS = [
  [/^refs\/tags\/(.+)$/, "refs/tags/"],
  [/^refs\/remotes\/pull\/(\d+\/(?:merge|head))$/, "refs/pull/"],
  [/^refs\/remotes\/[^/]+\/(?!HEAD$)(.+)$/, "refs/heads/"],
  [/^refs\/heads\/(.+)$/, "refs/heads/"]
];
async function readDetachedRef(git) {
  const refs = linesOf(
    await git(["for-each-ref", "--points-at=HEAD", "--format=%(refname)", "--sort=-version:refname"])
  );
  for (const [pattern, prefix] of PATTERNS) {
    const [name] = refs.flatMap((ref2) => pattern.exec(ref2)?.[1] ?? []);
    if (name !== void 0) return prefix + name;
  }
  return void 0;
}

// src/context/emulators.ts
import { access as access2, readdir as readdir2, readFile as readFile2 } from "node:fs/promises";
import { join as join3 } from "node:path";
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
async function readEmulators(folder = BINFMT_MISC, runs386 = RUNS_386) {
  const names = await readdir2(folder).catch(() => []);
  const rows = await Promise.all(
    names.filter((name) => name !== "register").map(async (name) => ({ name, text: await readFile2(join3(folder, name), "utf8").catch(() => "") }))
  );
  const native = await access2(runs386).then(
    () => ["linux/386"],
    () => []
  );
  const off = rows.some(({ name, text: text4 }) => name === "status" && text4.trim() === "disabled");
  const emulated = off ? [] : rows.flatMap(platformsOf);
  return [.../* @__PURE__ */ new Set([...native, ...emulated])].map(parsePlatform);
}
function platformsOf({ name, text: text4 }) {
  const cpu = /^qemu-(.+?)(?:-static)?$/.exec(name)?.[1] ?? "";
  const usable = /^enabled$/m.test(text4) && /^flags:.*F/m.test(text4);
  return usable ? PLATFORMS[cpu] ?? [] : [];
}

// src/context/engine.ts
var TIMEOUT_MS = { unix: 5e3, tcp: 3e3, "dial-stdio": 15e3 };
async function readEngine(environment) {
  const endpoint = await readEngineEndpoint(environment);
  const [version, info] = await Promise.all([readJson2(endpoint, "/version"), readJson2(endpoint, "/info")]);
  if (!version || !info) return void 0;
  return engineFactsFrom(version, info, endpoint.kind === "unix" ? endpoint.path : void 0);
}
async function readJson2(endpoint, path) {
  try {
    const answer = await requestEngine(endpoint, {
      method: "GET",
      path,
      timeoutMs: TIMEOUT_MS[endpoint.kind]
    });
    return answer.status === 200 ? asObject2(JSON.parse(answer.body.toString())) : void 0;
  } catch {
    return void 0;
  }
}
var asObject2 = (value) => typeof value === "object" && value !== null ? value : {};
var asText2 = (value) => typeof value === "string" ? value : "";
var asTexts = (value) => Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
function engineFactsFrom(version, info, socket) {
  const registries = asObject2(info.RegistryConfig);
  return {
    version: asText2(version.Version) || asText2(info.ServerVersion),
    containerdStore: keepsImagesInContainerd(info.DriverStatus),
    platform: platformOf(version),
    socket,
    mirrors: asTexts(registries.Mirrors),
    insecureRegistries: [
      ...asTexts(registries.InsecureRegistryCIDRs),
      ...Object.entries(asObject2(registries.IndexConfigs)).filter(([, index]) => asObject2(index).Secure === false).map(([host]) => host)
    ]
  };
}
function keepsImagesInContainerd(driverStatus) {
  const rows = Array.isArray(driverStatus) ? driverStatus : [];
  return rows.some(
    (row) => Array.isArray(row) && row[0] === "driver-type" && asText2(row[1]).startsWith("io.containerd.snapshotter")
  );
}
function platformOf(version) {
  return parsePlatform(`${asText2(version.Os) || "linux"}/${asText2(version.Arch) || "amd64"}`);
}

// src/context/run.ts
import { readFile as readFile3 } from "node:fs/promises";
async function readRun(environment, refInput) {
  const payload = await readPayload(environment.GITHUB_EVENT_PATH);
  const event = environment.GITHUB_EVENT_NAME ?? "";
  return {
    event,
    ref: refInput ?? environment.GITHUB_REF ?? "",
    baseRef: environment.GITHUB_BASE_REF || shortRef(text(payload.base_ref)),
    privileged: event === "pull_request_target" || event === "workflow_run",
    actor: environment.GITHUB_ACTOR ?? "",
    id: environment.GITHUB_RUN_ID ?? "",
    attempt: environment.GITHUB_RUN_ATTEMPT ?? "",
    number: environment.GITHUB_RUN_NUMBER ?? "",
    serverUrl: environment.GITHUB_SERVER_URL || "https://github.com",
    payload
  };
}
async function readPayload(path) {
  if (!path) return {};
  try {
    return object(JSON.parse(await readFile3(path, "utf8")));
  } catch {
    return {};
  }
}
function shaOf(run, environment) {
  if (run.event === "workflow_run")
    return text(object(run.payload.workflow_run).head_sha) || (environment.GITHUB_SHA ?? "");
  return environment.GITHUB_SHA ?? "";
}
function triggerOf(run) {
  const branch = run.ref.startsWith("refs/heads/") ? run.ref.slice("refs/heads/".length) : void 0;
  const gitTag = run.ref.startsWith("refs/tags/") ? run.ref.slice("refs/tags/".length) : void 0;
  if (run.event.startsWith("pull_request")) return pullRequest(run.payload);
  if (run.event === "merge_group") return { kind: "merge_group", branch: branch ?? "" };
  if (run.event === "schedule" && branch !== void 0) return { kind: "schedule", branch };
  if (run.event === "workflow_dispatch" || run.event === "repository_dispatch") {
    return {
      kind: "dispatch",
      ...branch !== void 0 && { branch },
      ...gitTag !== void 0 && { gitTag }
    };
  }
  if (run.event === "workflow_run") return workflowRun(run.payload, branch);
  if (gitTag !== void 0) return { kind: "tag", gitTag };
  if (branch !== void 0) return { kind: "branch", branch };
  return { kind: "none" };
}
function pullRequest(payload) {
  const request = object(payload.pull_request);
  const head = object(request.head);
  const base = object(request.base);
  const headRepository = text(object(head.repo).full_name);
  const number = payload.number ?? request.number;
  return {
    kind: "pull_request",
    number: typeof number === "number" ? number : 0,
    headSha: text(head.sha),
    headRef: text(head.ref),
    baseRef: text(base.ref),
    // a deleted fork has no head repository any more
    fork: headRepository !== text(object(base.repo).full_name)
  };
}
function workflowRun(payload, own) {
  const run = object(payload.workflow_run);
  const head = text(object(run.head_repository).full_name);
  const base = text(object(run.repository).full_name) || text(object(payload.repository).full_name);
  const fork = head !== "" && head !== base;
  if (!fork && !text(run.event).startsWith("pull_request"))
    return { kind: "branch", branch: text(run.head_branch) || (own ?? "") };
  const [request] = Array.isArray(run.pull_requests) ? run.pull_requests.map(object) : [];
  const number = request?.number;
  if (typeof number !== "number") return { kind: "none" };
  return {
    kind: "pull_request",
    number,
    headSha: text(run.head_sha),
    headRef: text(run.head_branch),
    baseRef: text(object(request?.base).ref),
    fork
  };
}
function shortRef(ref2) {
  return ref2.replace(/^refs\/(heads|tags)\//, "");
}
function object(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function text(value) {
  return typeof value === "string" ? value : "";
}

// src/context/github.ts
async function readRepository(api, run) {
  const fromEvent = parseRepositoryFacts(run.payload.repository);
  if (!api) return { facts: fromEvent, warning: void 0 };
  const named = {
    fullName: api.repository,
    name: api.repository.slice(api.repository.indexOf("/") + 1),
    url: `${run.serverUrl}/${api.repository}`,
    ...fromEvent
  };
  const answer = await ask(api, "");
  if (typeof answer === "string" || answer.status !== 200) {
    const reason = typeof answer === "string" ? answer : reasonOf(answer);
    return {
      facts: named,
      warning: `The repository could not be looked up (${reason}): labels may lack title, description, url, licenses.`
    };
  }
  return { facts: { ...named, ...parseRepositoryFacts(answer.json) }, warning: void 0 };
}
function parseRepositoryFacts(value) {
  const repository = object(value);
  const fields = {
    fullName: text(repository.full_name),
    name: text(repository.name),
    description: text(repository.description),
    // of a push event, `url` is the page; of the API, that is `html_url`
    url: text(repository.html_url),
    license: text(object(repository.license).spdx_id),
    defaultBranch: text(repository.default_branch)
  };
  const known = Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== ""));
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
  return relations[text(object(answer.json).status)];
}
async function readCommitTime(api, run, sha2) {
  const told = timeInPayload(run, sha2);
  if (told || !api || !isSha(sha2)) return told;
  const answer = await ask(api, `/git/commits/${sha2}`);
  return typeof answer === "string" ? void 0 : parseTime(object(object(answer.json).committer).date);
}
function timeInPayload({ payload }, sha2) {
  const commits = Array.isArray(payload.commits) ? payload.commits : [];
  const candidates = [...commits, payload.head_commit, object(payload.workflow_run).head_commit].map(object);
  return parseTime(candidates.find((commit) => commit.id === sha2)?.timestamp);
}
function parseTime(value) {
  const time = new Date(text(value));
  return Number.isNaN(time.getTime()) ? void 0 : time;
}
function ask(api, path) {
  return api.request("GET", path).catch((error) => messageOf(error));
}
function reasonOf({ status, json: json2, headers }) {
  if ((status === 403 || status === 429) && headers["x-ratelimit-remaining"] === "0")
    return "the rate limit of the GitHub API is used up";
  const said = text(object(json2).message);
  return said === "" ? `the GitHub API answered ${status}` : `the GitHub API answered ${status}: ${said}`;
}

// src/context/gather.ts
async function gather(inputs, outside) {
  const { exec: exec2, environment } = outside;
  const event = await readRun(environment, inputs.what.ref);
  const api = apiOf(inputs, environment);
  const [clone, repository, engine, buildx, emulators] = await Promise.all([
    readCloneOf(inputs, event, { ...outside, api }),
    readRepository(api, event),
    readEngine(environment),
    readBuildx(environment, exec2),
    readEmulators()
  ]);
  const run = await inClone(event, { inputs, clone });
  const trace = traceOf(inputs.report, { environment, run });
  const git = clone.facts;
  const read = { engine, buildx, emulators, environment };
  const context = {
    now: /* @__PURE__ */ new Date(),
    trigger: triggerOf(run),
    run,
    repository: repository.facts,
    git,
    trace,
    ...read
  };
  const warnings = repository.warning === void 0 ? [] : [repository.warning];
  return { context, clone, api, ...compare2(inputs, outside, { run, clone, api }), warnings };
}
async function readCloneOf(inputs, run, { exec: exec2, environment, cwd, api }) {
  const directory = await realpath(environment.GITHUB_WORKSPACE || cwd).catch(() => cwd);
  const sha2 = inputs.build.context === "git" ? void 0 : shaOf(run, environment) || void 0;
  return readClone(exec2, directory, {
    environment,
    sha: sha2,
    commitTime: (commit) => readCommitTime(api, run, commit)
  });
}
function compare2(inputs, { exec: exec2, environment }, { run, clone, api }) {
  const server = {
    url: run.serverUrl,
    repository: environment.GITHUB_REPOSITORY,
    token: inputs.where.githubToken
  };
  const access3 = planRemoteAccess(clone.remote, server, environment);
  const compareCommits = commitComparison({
    clone: clone.facts.root === void 0 ? void 0 : { git: clone.git, shallow: clone.facts.shallow },
    api: api && ((ours, theirs) => compareByApi(api, ours, theirs)),
    remote: access3 && { exec: exec2, access: access3 }
  });
  return { access: access3, compareCommits };
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
async function inClone(run, { inputs, clone }) {
  if (inputs.what.ref !== void 0 || clone.head === void 0) return run;
  if (run.ref !== "" && inputs.build.context !== "git") return run;
  const { branch } = clone.facts;
  const ref2 = branch === void 0 ? await readDetachedRef(clone.git) : `refs/heads/${branch}`;
  return ref2 === void 0 ? run : { ...run, ref: ref2 };
}
function traceOf(inputs, { environment, run }) {
  return parseTraceparent(inputs.traceparent ?? "") ?? parseTraceparent(environment.TRACEPARENT ?? "") ?? traceOfRun({ id: run.id, attempt: run.attempt, checkRunId: inputs.checkRunId });
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
function normalHost(text4) {
  const host = text4.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return isDockerHub(host) ? "docker.io" : host;
}

// src/csv.ts
var QUOTED = /"[^"]*(?:""[^"]*)*"(?!")/y;
var PLAIN = /[^,\r\n]*/y;
var BLANKS = /[ \t\f]*/y;
function parseCsv(text4, reading = {}) {
  const records2 = [];
  let record2 = [];
  for (let at = 0; at < text4.length || record2.length > 0; ) {
    const { text: field, quoted, end } = readField(text4, at, reading);
    const isEmptyLine = record2.length === 0 && field === "" && !quoted && text4[end] !== ",";
    if (!isEmptyLine) record2.push(field);
    at = end + (text4.startsWith("\r\n", end) ? 2 : 1);
    if (text4[end] === ",") continue;
    if (record2.length > 0) records2.push(record2);
    record2 = [];
  }
  return records2;
}
function readField(text4, start, { relaxed = false, trimmed = false }) {
  const from = trimmed ? endOf(BLANKS, text4, start) : start;
  const closed = text4[from] === '"' ? endOf(QUOTED, text4, from) : from;
  if (text4[from] === '"' && closed === from) throw new Error("a quote is never closed");
  const end = endOf(PLAIN, text4, closed);
  const rest = text4.slice(closed, end);
  if (closed > from && (trimmed ? rest.trim() : rest) === "")
    return { text: text4.slice(from + 1, closed - 1).replaceAll('""', '"'), quoted: true, end };
  if (closed > from && (!relaxed || trimmed)) throw new Error("text follows a closing quote");
  if (!relaxed && rest.includes('"')) throw new Error("a quote stands in the middle of a field");
  const whole = closed > from ? `"${text4.slice(from + 1, closed - 1).replaceAll('""', '"')}"${rest}` : rest;
  return { text: trimmed ? whole.trimEnd() : whole, quoted: closed > from, end };
}
function endOf(pattern, text4, at) {
  pattern.lastIndex = at;
  return pattern.test(text4) ? pattern.lastIndex : at;
}

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
function choice(words3) {
  return (value) => {
    const found = words3.find((word3) => word3 === value);
    if (found !== void 0) return found;
    throw new InputFault(`expected one of ${words3.join(", ")}`, nearest(value, words3));
  };
}
var lines = (value) => value.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
var words = (value) => records(value).flat();
var entries = (value) => records(value).map((fields) => fields.join(","));
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
      const platform = parsePlatform(name);
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
    const list2 = JSON.parse(value);
    if (Array.isArray(list2) && list2.every((entry) => typeof entry === "string")) return list2;
  } catch {
  }
  throw new InputFault('expected a JSON list of strings, such as ["linux/amd64","linux/arm64"]');
}
function records(value) {
  try {
    return parseCsv(value, { relaxed: true }).map((row) => row.map((field) => field.trim()).filter(Boolean)).filter((row) => row.length > 0);
  } catch (error) {
    throw new InputFault(
      `expected a list, one entry a line: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}
function nearest(word3, candidates) {
  const near = nearestWord(word3, candidates);
  return near === void 0 ? void 0 : `did you mean "${near}"?`;
}

// src/inputs/cacheKinds.ts
var WORDS = ["auto", "registry", "gha", "local", "off"];
var word = choice(WORDS);
var cacheKinds = (value) => {
  const kinds = new Set(words(value).map(word));
  if (kinds.delete("off") && kinds.size > 0)
    throw new InputFault(`expected off alone, or some of ${WORDS.slice(0, -1).join(", ")}`);
  return [...kinds].filter((kind) => kind !== "off");
};

// src/inputs/row.ts
function optional(name, parse2, doc) {
  return { name, doc, default: "", parse: parse2, absent: () => void 0 };
}
function withDefault(name, [fallback, parse2], doc) {
  return { name, doc, default: fallback, parse: parse2, absent: () => parse2(fallback) };
}
function list(name, parse2, doc) {
  return { name, doc, default: "", parse: parse2, absent: () => [] };
}
function fromRunner(name, expression, doc) {
  return { name, doc, default: expression, parse: (value) => value, absent: () => void 0 };
}
function separator(name, doc) {
  const parse2 = (value) => value.replaceAll("\\n", "\n").replaceAll("\\t", "	");
  return { name, doc, default: "\\n", parse: parse2, absent: () => "\n", keepBlanks: true };
}
function onOff(name, doc) {
  return withDefault(name, ["false", boolean], doc);
}

// src/inputs/size.ts
var UNITS = ["", "k", "m", "g", "t"];
var size = (value) => {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(value) ?? [];
  if (number === void 0) throw new InputFault("expected a size, such as 500m or 2g");
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
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
  buildContexts: withDefault("build-contexts", ["", pairs], "Named contexts, `name=path or URL` lines."),
  secrets: list("secrets", entries, "Build secrets, `id=value` lines."),
  secretEnvs: list("secret-envs", words, "Build secrets from environment variables, `id=VARIABLE`."),
  secretFiles: list("secret-files", entries, "Build secrets from files, `id=path` lines."),
  ssh: list("ssh", words, "SSH agent sockets or keys, `default` or `id=path`."),
  network: optional("network", text2, "Network mode of RUN steps."),
  addHosts: list("add-hosts", words, "Additional hosts, `name:address`."),
  allow: list("allow", words, "Entitlements: `network.host`, `security.insecure`, `device`."),
  cgroupParent: optional("cgroup-parent", text2, "Parent cgroup of RUN steps."),
  shmSize: optional("shm-size", text2, "Size of /dev/shm of RUN steps, such as `2g`."),
  ulimit: list("ulimit", entries, "Limits of RUN steps, `nofile=1024:1024` lines."),
  pull: onOff("pull", "Look for newer versions of the images that are built upon."),
  load: onOff("load", "Load the result into the engine."),
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
  attests: list("attests", entries, "Attestations, `type=sbom,…` lines."),
  provenance: optional(
    "provenance",
    text2,
    "`true`, `false` or options such as `mode=max`. Default: `mode=min` where an index is published."
  ),
  sbom: optional("sbom", text2, "`true`, `false` or options such as `generator=…`."),
  outputs: list("outputs", entries, "Further outputs, as buildx knows them, one a line."),
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

// src/inputs/records.ts
function recordsOf(known, required2) {
  const secret = known.includes("password");
  return async (value) => {
    const rows = /^(-\s|-$|\[|\{)/.test(value) ? await structured(value, secret) : value.split(/\r?\n/).filter((line) => line.trim()).map((line, index) => csvRecord(line, { index, firstField: known[0] ?? "" }));
    const faults = rows.flatMap((row, index) => faultsOf(row, { index, known, required: required2, secret }));
    if (faults.length > 0) throw new InputFault(faults.join("; "));
    return rows;
  };
}
async function structured(value, secret) {
  const { parseYaml } = await import("./inputs-yaml.js");
  let parsed;
  try {
    parsed = parseYaml(value, { schema: "failsafe", logLevel: "error" });
  } catch (error) {
    const [reason = ""] = messageOf(error).split("\n");
    if (!secret) throw new InputFault(`expected a YAML list: ${reason}`);
    const place = / at line \d+, column \d+/.exec(reason)?.[0] ?? "";
    throw new InputFault(`expected a YAML list, which cannot be read${place}`, "put a password into quotes");
  }
  if (!Array.isArray(parsed)) throw new InputFault('expected a list, each entry starting with "- "');
  return parsed.map((entry, index) => {
    if (typeof entry !== "object" || entry === null)
      throw new InputFault(`entry ${index + 1} has no named fields`);
    return Object.fromEntries(Object.entries(entry).map(([key, field]) => [key, fieldText(field)]));
  });
}
function fieldText(field) {
  if (typeof field === "string") return field;
  return Array.isArray(field) ? field.join("\n") : JSON.stringify(field);
}
function csvRecord(line, { index, firstField }) {
  const fault = (text4) => new InputFault(`entry ${index + 1} ${text4}`);
  return Object.fromEntries(
    fieldsOf(line, fault).map((field, position) => {
      const at = field.indexOf("=");
      if (at > 0) return [field.slice(0, at), field.slice(at + 1)];
      if (position === 0 && at < 0) return [firstField, field];
      throw fault("has a value without a name; put a field whose value has a comma into quotes, whole");
    })
  );
}
function fieldsOf(line, fault) {
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
  driverOpts: list("driver-opts", entries, "Options of the driver, `key=value` lines."),
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
    "Annotations, `[level:]key=value` lines; they win over those that are made."
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
  to: list("to", words, "`promote`: tags to move to it. `rollback`: the tags to put back."),
  digest: optional("digest", text2, "`promote`: a digest. `rollback`: the digest to put the tags back to."),
  previous: optional("previous", text2, "`rollback`: the `previous` output of the run to undo.")
};

// src/inputs/sections/report.ts
var report = {
  summary: withDefault("summary", ["auto", choice(["auto", "full", "off"])], "The job summary."),
  traceparent: optional(
    "traceparent",
    text2,
    "W3C trace context to join, instead of the one found or derived."
  ),
  checkRunId: fromRunner(
    "check-run-id",
    "${{ job.check_run_id }}",
    "The job's check run, for the trace; leave as it is."
  )
};

// src/inputs/digests.ts
var digests = (value) => {
  const found = /* @__PURE__ */ new Map();
  const faults = [];
  for (const [name, digest] of objectsIn(value).flatMap(Object.entries)) {
    const key = keyOf(name, faults);
    if (typeof digest !== "string" || !isDigest(digest)) faults.push(`"${name}" has no sha256 digest`);
    else if ((found.get(key) ?? digest) !== digest) faults.push(`"${name}" has two digests`);
    else found.set(key, digest);
  }
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return [...found].map(([key, digest]) => ({ key, digest }));
};
function keyOf(name, faults) {
  const words3 = name.trim().split(/\s+/);
  if (words3.length > 2) faults.push(`"${name}" is neither a platform nor a variant and a platform`);
  try {
    return [...words3.slice(0, -1), formatPlatform(parsePlatform(words3.at(-1) ?? ""))].join(" ");
  } catch (error) {
    faults.push(messageOf(error));
    return name;
  }
}
function objectsIn(value) {
  const whole = parseObject(value);
  const parsed = whole ? [whole] : value.split(/\r?\n/).filter(Boolean).map(parseObject);
  const objects = parsed.filter((object2) => object2 !== void 0);
  if (objects.length === parsed.length) return objects;
  throw new InputFault('expected JSON objects, one a line, such as {"linux/arm64":"sha256:…"}');
}
function parseObject(text4) {
  try {
    const json2 = JSON.parse(text4);
    return typeof json2 === "object" && json2 !== null && !Array.isArray(json2) ? json2 : void 0;
  } catch {
    return void 0;
  }
}

// src/inputs/runners.ts
var runners = (value) => {
  const faults = [];
  const entries2 = lines(value).flatMap((line) => {
    const [text4 = "", ...rest] = line.split("=");
    const labels = rest.join("=").split(",").map((label) => label.trim()).filter(Boolean);
    const [first] = labels;
    if (first === void 0) {
      faults.push(`"${line}" names no runner; expected platform=runner`);
      return [];
    }
    try {
      return [{ platform: parsePlatform(text4), runner: labels.length > 1 ? labels : first }];
    } catch (error) {
      faults.push(messageOf(error));
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
    text2,
    "The version to publish, instead of the one that refs and commits tell."
  ),
  ref: optional(
    "ref",
    text2,
    "The git ref to resolve tags from, in full (`refs/tags/v1.2.3`), instead of the event's."
  ),
  tagPrefix: withDefault("tag-prefix", ["v", text2], "What git tags of versions start with."),
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
    ["0.1.0", text2],
    "The first version, where there is no release."
  ),
  commitLevels: withDefault(
    "commit-levels",
    ["", pairs],
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

// src/inputs/sections/where.ts
var where = {
  registry: optional(
    "registry",
    text2,
    "Registry that `username` and `password` are for. Default: that of the first image."
  ),
  username: optional("username", text2, "User name. GHCR needs none: the job's token is used."),
  password: optional("password", text2, "Password or token."),
  registries: list(
    "registries",
    recordsOf(["host", "username", "password", "optional"], ["host"]),
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

// src/inputs/read.ts
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
  if (faults.length > 0) throw inputError(faults);
  return {
    inputs: Object.freeze(Object.fromEntries(sections)),
    warnings: unknownInputs(environment)
  };
}
async function readRow(row, to) {
  const raw2 = to.environment[variable(row.name)] ?? "";
  const given = row.keepBlanks ? raw2 : raw2.trim();
  if (given === "") return row.absent();
  try {
    return await row.parse(given);
  } catch (error) {
    const hint = error instanceof InputFault ? error.hint : void 0;
    to.faults.push({ name: row.name, given, expected: messageOf(error), hint });
    return void 0;
  }
}
function variable(name) {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
var SECRET = /password|token|secret|registries/;
function inputError(faults) {
  const listed = faults.map(({ name, given, expected, hint }) => {
    const shown2 = SECRET.test(name) ? "" : ` (given: ${JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)})`;
    return `${name}: ${expected}${shown2}${hint ? `; ${hint}` : ""}`;
  });
  const [first = ""] = listed;
  if (listed.length === 1) return new UserError(`Input ${first}`);
  return new UserError(
    `${listed.length} inputs are wrong:
${listed.map((fault) => `  - ${fault}`).join("\n")}`
  );
}
function unknownInputs(environment) {
  const known = new Set(inputRows.map((row) => variable(row.name)));
  const names = inputRows.map((row) => row.name);
  return Object.keys(environment).filter((key) => key.startsWith("INPUT_") && !known.has(key)).map((key) => key.slice("INPUT_".length).toLowerCase()).map((name) => `Unknown input "${name}"; ${nearest(name, names) ?? "it is ignored"}`);
}

// src/plan/idlePlan.ts
function idlePlan(command, context, tags2) {
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
    trace: context.trace,
    matrix: [],
    phases: [],
    notices: []
  };
}

// src/report/report.ts
import { appendFile, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join as join4 } from "node:path";

// src/report/metadataVariables.ts
var OUTPUTS = ["version", "tags", "tag-names", "labels", "annotations", "json"];
var BAKE_FILES = ["bake-file", "bake-file-tags", "bake-file-labels", "bake-file-annotations"];
function metadataVariables(outputs2, environment) {
  if (!/^(1|true|yes)$/i.test(environment.DOCKER_METADATA_SET_OUTPUT_ENV ?? "")) return /* @__PURE__ */ new Map();
  const variable2 = (name) => `DOCKER_METADATA_OUTPUT_${name.replaceAll("-", "_").toUpperCase()}`;
  return new Map([...OUTPUTS, ...BAKE_FILES].map((name) => [variable2(name), outputs2.get(name) ?? ""]));
}

// src/report/outputs.ts
var lines2 = (values) => values.join("\n");
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
  { name: "images", doc: "`name@sha256:…`, one a line.", value: ({ outcome }) => lines2(outcome.images) },
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
        outcome.platforms.map(({ variant, platform, digest }) => [
          [variant, formatPlatform(platform)].filter(Boolean).join(" "),
          digest
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
    doc: "JSON: a row a tag with image, tag, before, after, outcome.",
    value: ({ outcome }) => json(outcome.promoted)
  },
  { name: "previous", doc: "JSON that `rollback` takes.", value: ({ outcome }) => json(previous(outcome)) },
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
function previous(outcome) {
  return outcome.promoted.filter((row) => row.outcome === "moved").map(({ image, tag, before, after }) => ({ image, tag, digest: before ?? null, after: after ?? null }));
}
function outputsOf(report3) {
  return new Map(outputRows.map((row) => [row.name, row.value(report3)]));
}

// src/report/summary.ts
var LIMIT = 1024 * 1024 - 1024;
function formatSummary(report3, mode) {
  const sections = [
    heading(report3),
    notices(report3),
    references(report3),
    tags(report3),
    platforms2(report3),
    mode === "full" ? durations(report3) : "",
    footer(report3)
  ];
  const text4 = `${sections.filter(Boolean).join("\n\n")}
`;
  return Buffer.byteLength(text4) <= LIMIT ? text4 : `${text4.slice(0, LIMIT / 4)}

(shortened)
`;
}
function heading({ plan, outcome }) {
  const what2 = [plan.version && code(plan.version), plan.channel && `on ${code(plan.channel)}`].filter(Boolean).join(" ");
  return `### ${[deed({ plan, outcome }), what2].filter(Boolean).join(" ")}`;
}
function deed({ plan, outcome }) {
  if (plan.command === "plan") return "Plan:";
  if (outcome.failure !== void 0) return "Failed:";
  if (plan.command === "build" && outcome.images.length > 0) return "Built and handed over:";
  const has = (kind) => outcome.promoted.some((row) => row.outcome === kind);
  if (has("restored")) return "Rolled back";
  if (has("moved")) return plan.command === "promote" ? "Promoted" : "Published";
  if (outcome.promoted.length > 0) return "Unchanged";
  return outcome.durations.length > 0 ? "Built, not pushed:" : "Nothing published";
}
function notices({ plan, outcome }) {
  const texts = [
    ...plan.notices.map(({ level, text: text4 }) => `${level === "warning" ? "⚠️ " : ""}${text4}`),
    ...outcome.warnings.map((text4) => `⚠️ ${text4}`),
    ...outcome.failure === void 0 ? [] : [`❌ ${messageOf(outcome.failure)}`],
    ...outcome.notices
  ];
  return texts.map((text4) => `- ${inline(text4)}`).join("\n");
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
    row.outcome,
    row.because ?? ""
  ]);
  return table(["Tag", "Before", "After", "Outcome", "Because"], rows);
}
function platforms2({ outcome }) {
  const rows = outcome.platforms.map(({ variant, platform, digest, size: size2 }) => [
    code([variant, formatPlatform(platform)].filter(Boolean).join(" ")),
    short(digest),
    megabytes(size2)
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
    outcome.waits > 0 && `${outcome.waits} waits for registries`,
    plan.trace.traceId !== "unknown" && `trace ${code(plan.trace.traceId)}`
  ].filter(Boolean).join(" · ");
}
function table(head, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
var code = (text4) => `\`${text4.replaceAll("`", "'")}\``;
var inline = (text4) => text4.replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\r?\n/g, " ");
var short = (digest) => digest ? code(digest.slice(0, 19)) : "–";
var seconds = (ms) => `${(ms / 1e3).toFixed(1)} s`;
var megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

// src/report/report.ts
async function report2(done, settings) {
  const { plan, outcome } = done;
  const { environment, log } = settings;
  for (const { level, text: text4 } of plan.notices) log[level](text4);
  if (environment.GITHUB_OUTPUT) await writeOutputs(done, settings);
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (settings.summary !== "off" && file) await appendFile(file, formatSummary(done, settings.summary));
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
  const folder = await mkdtemp(join4(temporary, "publish-image-bake-"));
  const entries2 = await Promise.all(
    Object.entries(metadata2.bakeFiles).map(async ([name, content]) => {
      const path = join4(
        folder,
        name === "all" ? "docker-metadata-action-bake.json" : `docker-metadata-action-bake-${name}.json`
      );
      await writeFile(path, content);
      return [name, path];
    })
  );
  return { ...metadata2, bakeFiles: Object.fromEntries(entries2) };
}

// src/context/dockerfile.ts
import { readFile as readFile4 } from "node:fs/promises";
import { join as join5, resolve } from "node:path";
async function readDockerfile(build2, directory) {
  const local = build2.context === "workflow" || build2.context === "git" ? "." : build2.context;
  if (/^(?:[a-z]+:\/\/|git@|\{\{)/.test(local)) return void 0;
  const path = build2.file === void 0 ? join5(local, "Dockerfile") : build2.file;
  return readFile4(resolve(directory, path), "utf8").catch(() => void 0);
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
function readStages(lines5, mark) {
  const stages = [];
  for (const { name, rest } of lines5) {
    if (name === "FROM") {
      const [base = "", as, alias] = rest.split(/\s+/).filter((word3) => !word3.startsWith("--"));
      const named = as?.toLowerCase() === "as" && alias !== void 0 ? [alias.toLowerCase()] : [];
      stages.push({ names: [...named, String(stages.length)], base, keys: /* @__PURE__ */ new Set() });
    } else if (name === "LABEL") {
      for (const key of labelKeys(rest, mark)) stages.at(-1)?.keys.add(key);
    }
  }
  return stages;
}
function instructions(dockerfile, mark) {
  const lines5 = dockerfile.replace(/^\uFEFF/, "").split(/\r?\n/);
  const continued = new RegExp(`\\${mark}[ \\t]*$`);
  const found = [];
  let joined = "";
  for (let at = 0; at < lines5.length; at++) {
    const line = lines5[at] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    joined += line.replace(continued, "");
    if (continued.test(line)) continue;
    const [, name2 = "", rest2 = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
    found.push({ name: name2.toUpperCase(), rest: rest2.trim() });
    joined = "";
    if (/^(RUN|COPY|ADD)$/i.test(name2)) at = afterHeredocs(lines5, at, rest2);
  }
  const [, name = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
  return name === "" ? found : [...found, { name: name.toUpperCase(), rest: rest.trim() }];
}
function afterHeredocs(lines5, start, rest) {
  let at = start;
  for (const [, dash, , word3] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const end = lines5.findIndex(
      (line, index) => index > at && (dash ? line.replace(/^\t+/, "") : line) === word3
    );
    at = end < 0 ? lines5.length : end;
  }
  return at;
}
function labelKeys(rest, mark) {
  const words3 = splitWords(rest, mark);
  const [first] = words3;
  if (first === void 0) return [];
  if (!first.includes("=")) return [unquote(first, mark)];
  return words3.flatMap((word3) => {
    const at = endOfKey(word3, mark);
    return at > 0 ? [unquote(word3.slice(0, at), mark)] : [];
  });
}
function splitWords(text4, mark) {
  const e = `\\${mark}`;
  const word3 = new RegExp(
    `(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|${e}[\\s\\S]|[^\\s"'${e}]|["'${e}])+`,
    "g"
  );
  return text4.match(word3) ?? [];
}
function endOfKey(word3, mark) {
  const e = `\\${mark}`;
  const key = new RegExp(`^(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|[^="'])+`).exec(word3)?.[0] ?? "";
  return word3[key.length] === "=" ? key.length : -1;
}
function unquote(text4, mark) {
  return text4.replaceAll(/["']/g, "").replaceAll(mark, "");
}

// src/plan/handOver.ts
function planHandOver({ run, git }, images) {
  return {
    runId: run.id || git.sha,
    attempt: Number(run.attempt) || 1,
    commit: git.sha,
    images: [...new Set(images.map(({ image }) => image))]
  };
}
function isLeg({ what: what2 }) {
  return what2.command === "build";
}
function handOverNotices({ what: what2 }, facts) {
  if (!facts.active) return [];
  if (what2.command === "merge" && !facts.push)
    return [{ level: "notice", text: "Nothing was pushed, so that there is nothing to merge." }];
  if (facts.builds.length > 0) return [];
  const given = what2.platforms.map(formatPlatform).join(", ") || "this platform";
  return [{ level: "warning", text: `Nothing to build: no variant has ${given}.` }];
}

// src/plan/matrix.ts
var RUNNERS = [
  { os: "linux", architectures: ["amd64", "386"], runner: "ubuntu-24.04" },
  { os: "linux", architectures: ["arm64", "arm"], runner: "ubuntu-24.04-arm" },
  { os: "windows", architectures: ["amd64"], runner: "windows-2025" }
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

// src/plan/bake.ts
function planBake(inputs, facts) {
  const secrets = planSecrets(inputs);
  const targets = facts.builds.map((build2) => [
    build2.id,
    target(inputs, { ...facts, build: build2, secrets: secrets.entries })
  ]);
  return {
    targets: Object.fromEntries(targets),
    cgroupParent: inputs.cgroupParent,
    allow: ["fs=*", ...inputs.ssh.length > 0 ? ["ssh"] : [], ...inputs.allow]
  };
}
function target(inputs, facts) {
  const { build: build2 } = facts;
  return {
    context: build2.context,
    contexts: defined(inputs.buildContexts, {}),
    ...build2.file !== void 0 && { dockerfile: dockerfileOf(build2.file, build2.context) },
    ...build2.target !== void 0 && { target: build2.target },
    platforms: [formatPlatform(build2.platform)],
    args: build2.args,
    labels: build2.labels,
    annotations: facts.pushTo.length > 0 ? build2.annotations : [],
    output: outputs(inputs, facts),
    attest: build2.attest,
    secret: facts.secrets,
    ssh: inputs.ssh,
    "cache-from": [...inputs.cacheFrom, ...facts.caches[build2.id]?.from ?? []],
    "cache-to": [...inputs.cacheTo, ...facts.caches[build2.id]?.to ?? []],
    ...limits(inputs)
  };
}
var REMOTE = /^(?:[a-z-]+:\/\/|git@|github\.com\/|target:)/;
function dockerfileOf(file, context) {
  const asItIs = context === "." || REMOTE.test(context) || REMOTE.test(file) || file.startsWith("/");
  return asItIs ? file : `cwd://${file}`;
}
function limits(inputs) {
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
function outputs(inputs, facts) {
  const asked = inputs.outputs.map((output) => perPlatform(output, facts));
  const names = `"name=${facts.pushTo.join(",")}"`;
  const store = facts.storeless ? ",store=false" : "";
  const pushed = facts.pushTo.length > 0 ? [`type=image,${names},push-by-digest=true,name-canonical=true,push=true,oci-mediatypes=true${store}`] : [];
  const loaded = inputs.load ? ["type=docker"] : [];
  const all = [...pushed, ...loaded, ...asked];
  return all.length > 0 ? all : ["type=cacheonly"];
}
function perPlatform(output, { builds, build: build2 }) {
  if (builds.length === 1) return output;
  const slug = [build2.variant, formatPlatform(build2.platform).replaceAll("/", "_")].filter(Boolean).join("-");
  if (!output.includes("=")) return `type=local,dest=${output}/${slug}`;
  if (/(^|,)type=local(,|$)/.test(output)) return output.replace(/(^|,)dest=([^,]+)/, `$1dest=$2/${slug}`);
  return output.replace(/(^|,)dest=([^,]+?)(\.[a-z0-9.]+)?(?=,|$)/, `$1dest=$2-${slug}$3`);
}
function defined(pairs2, fallback) {
  const filled = Object.entries(pairs2).map(([key, value]) => [key, value ?? fallback[key]]);
  return Object.fromEntries(filled.filter((pair) => pair[1] !== void 0));
}

// src/plan/emulators.ts
function planEmulators({ qemu, platforms: platforms3, builder: builder2, context }) {
  if (qemu === "never" || !buildsHere(builder2)) return [];
  const there = new Set(
    [...nodePlatforms(builder2, context), ...qemu === "always" ? [] : context.emulators].map(formatPlatform)
  );
  return platforms3.filter(
    (platform) => platform.os === "linux" && !runsNatively(platform, context.engine?.platform) && !there.has(formatPlatform(platform))
  );
}
function runsNatively(platform, machine) {
  return platform.os === machine?.os && platform.architecture === machine.architecture;
}
function buildsHere(builder2) {
  const driver = builder2.kind === "existing" ? builder2.driver : builder2.kind;
  return driver === "engine" || driver === "docker" || driver === "docker-container";
}
function nodePlatforms(builder2, context) {
  if (builder2.kind !== "existing") return builder2.nodes.flatMap(({ platforms: platforms3 }) => platforms3);
  return context.buildx?.builders.find(({ name }) => name === builder2.name)?.platforms ?? [];
}

// src/plan/givenDigests.ts
function givenDigests({ what: what2 }, builds) {
  const only = new Set(builds.map(({ variant }) => variant));
  return what2.digests.map(({ key, digest }) => {
    const [text4 = "", variant = ""] = key.split(" ").reverse();
    const platform = parsePlatform(text4);
    if (variant === "" && only.size > 1)
      throw new UserError(
        `Input digests: "${key}" may be of ${[...only].join(" or ")}; write "${[...only][0]} ${formatPlatform(platform)}"`
      );
    return { variant: variant || ([...only][0] ?? ""), platform, digest };
  });
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
    const planned = plannedVariants.find(({ name }) => name === variant);
    const wanted = {
      version: planned?.versionLabel ?? "",
      revision: context.git.sha,
      platforms: planned?.platforms ?? []
    };
    const held = heldBy(published, image);
    const seen = isLeg(inputs) ? narrow(held, wanted.platforms) : held;
    return { variant, image, result: findPublished(tags2, seen, wanted) };
  });
  const faults = looked.flatMap(
    ({ image, result }) => result.kind === "conflict" ? result.faults.map((fault) => `${image}: ${fault}`) : []
  );
  if (faults.length > 0) {
    throw new UserError(
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
  return published.find((one) => one.image === image)?.held ?? {};
}
function narrow(held, platforms3) {
  const isPlanned = (platform) => platforms3.some((planned) => samePlatform(planned, platform));
  const entries2 = Object.entries(held).map(([tag, there]) => [
    tag,
    there && {
      ...there,
      platforms: there.platforms.filter(isPlanned),
      ...there.details && { details: there.details.filter(({ platform }) => isPlanned(platform)) }
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
  const run = planHandOver(facts.context, images);
  if (command === "build") {
    if (found) return [[{ kind: "adopt", images: found }]];
    return push ? [...buildPhases(inputs, facts), ...legEnd(inputs, run)] : buildPhases(inputs, facts);
  }
  if (found) return [[{ kind: "adopt", images: found }], ...promotionPhases(inputs, facts)];
  if (command === "merge")
    return [
      [
        { kind: "check-push", images: run.images },
        { kind: "collect", run, given: givenDigests(inputs, facts.builds) }
      ],
      ...mergePhases(inputs, facts),
      [{ kind: "clear-hand-over", run }]
    ];
  return [...buildPhases(inputs, facts), ...push ? mergePhases(inputs, facts) : []];
}
function buildPhases(inputs, facts) {
  const setUp = planSetUp(inputs, facts);
  if (!facts.push) return [setUp, [planBuildStep(inputs, facts, [])]];
  const images = namesOf(facts);
  return [[{ kind: "check-push", images }, ...setUp], [planBuildStep(inputs, facts, images)]];
}
function legEnd({ promotion: { verify } }, run) {
  return [[{ kind: "verify-builds", depth: verify, images: run.images }], [{ kind: "hand-over", run }]];
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
  const platforms3 = uniquePlatforms(builds.map(({ platform }) => platform));
  const missing = planEmulators({ qemu: inputs.builder.qemu, platforms: platforms3, builder: builder2, context });
  const emulators = missing.length > 0 ? [{ kind: "set-up-emulators", platforms: missing, image: inputs.builder.qemuImage }] : [];
  return [...emulators, { kind: "set-up-builder", builder: builder2 }];
}
function planBuildStep(inputs, { builds, builder: builder2, caches }, pushTo) {
  const definition = planBake(inputs.build, {
    builds,
    pushTo,
    storeless: builder2?.kind === "engine",
    caches: caches.targets
  });
  const [first] = builds;
  const dockerfile = first?.file ?? (first === void 0 || first.context === "." ? "Dockerfile" : `${first.context}/Dockerfile`);
  return {
    kind: "build",
    definition,
    pushTo,
    title: `Build ${builds.map(({ id }) => id).join(", ")}`,
    dockerfile,
    folders: []
  };
}
function uniquePlatforms(platforms3) {
  return [...new Map(platforms3.map((platform) => [formatPlatform(platform), platform])).values()];
}

// src/plan/buildContexts.ts
var REMOTE2 = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|-$)/i;
function localContexts(builds) {
  const contexts = builds.filter(({ context }) => !REMOTE2.test(context)).map(({ context, file }) => ({ folder: context, dockerfile: file ?? `${context}/Dockerfile` }));
  return [...new Map(contexts.map((one) => [`${one.folder}
${one.dockerfile}`, one])).values()];
}

// src/plan/cacheFault.ts
function ghaFaultOf({ buildxVersion, engine, builder: builder2 }) {
  if (buildxVersion !== void 0 && isBelow(buildxVersion, [0, 21]))
    return `it needs buildx 0.21, and this is ${buildxVersion}`;
  if (builder2?.kind === "engine" && engine && isBelow(engine.version, [28, 0]))
    return `it needs Docker Engine 28, and this is ${engine.version}; driver: docker-container can use it`;
  return void 0;
}
function isBelow(version, [major, minor]) {
  const [, a, b] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
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
  const asked = [...inputs.attests, ...option("sbom", inputs.sbom)];
  const provenance = inputs.attests.some((entry) => /(^|,)type=provenance(,|$)/.test(entry)) ? [] : planProvenance(inputs, facts);
  const attest = facts.pushes ? [...asked, ...provenance] : [];
  const attested = attest.some((entry) => !/disabled=true/.test(entry));
  if (inputs.imageShape !== "manifest")
    return {
      attest,
      shape: facts.platforms > 1 || attested || inputs.imageShape === "index" ? "index" : "manifest"
    };
  if (facts.platforms > 1 || attested) {
    const why = facts.platforms > 1 ? `${facts.platforms} platforms` : "attestations";
    throw new UserError(`image-shape: manifest cannot hold ${why}`, {
      hint: "Write image-shape: auto, or leave one platform and neither provenance, sbom nor attests."
    });
  }
  return { attest, shape: "manifest" };
}
function planProvenance(inputs, { platforms: platforms3, runUrl: runUrl2 }) {
  const builder2 = runUrl2 ? `,builder-id=${runUrl2}` : "";
  const wantsIndex = platforms3 > 1 || inputs.imageShape === "index" || inputs.attests.length > 0 || !/^false$/i.test(inputs.sbom ?? "false");
  if (inputs.provenance === void 0) {
    return wantsIndex && inputs.imageShape !== "manifest" ? [`type=provenance,mode=min,version=v1${builder2}`] : ["type=provenance,disabled=true"];
  }
  return option("provenance", inputs.provenance).map(
    (entry) => /disabled=|builder-id=/.test(entry) ? entry : `${entry}${builder2}`
  );
}
function option(type, value) {
  if (value === void 0) return [];
  if (/^true$/i.test(value)) return [`type=${type}`];
  if (/^false$/i.test(value)) return [`type=${type},disabled=true`];
  return [`type=${type},${value}`];
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
  const field = (name) => Number(parts[name]);
  const wall = Date.UTC(
    field("year"),
    field("month") - 1,
    field("day"),
    field("hour"),
    field("minute"),
    field("second")
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
    throw new UserError(`"${zone}" is no time zone; write one such as UTC or Europe/Berlin`, { cause });
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
  if (Number.isNaN(date.getTime())) throw new UserError("the date is not valid");
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
    sha: shaOf2(context),
    defaultBranch: text3(record(context.run.payload.repository).default_branch) ?? context.repository.defaultBranch
  };
}
function refOf({ run }) {
  const number = run.payload.number ?? record(run.payload.pull_request).number;
  return run.event.includes("pull_request_target") && number !== void 0 ? `refs/pull/${String(number)}/merge` : run.ref;
}
function baseRefOf({ run }) {
  const ofPullRequest = text3(record(record(run.payload.pull_request).base).ref);
  const told = ofPullRequest ?? text3(run.payload.base_ref) ?? (run.baseRef || void 0);
  return told?.replace(/^refs\/heads\//, "");
}
function shaOf2({ run, git, environment }) {
  const head = text3(record(record(run.payload.pull_request).head).sha);
  const wanted = /true/i.test(environment.DOCKER_METADATA_PR_HEAD_SHA ?? "") && run.event.includes("pull_request");
  return wanted && head !== void 0 ? head : git.sha;
}
function shortSha(sha2, environment) {
  const told = environment.DOCKER_METADATA_SHORT_SHA_LENGTH;
  const length = told ? Number(told) : DEFAULT_SHORT_SHA;
  if (!Number.isInteger(length) || length < 1) {
    throw new UserError(`DOCKER_METADATA_SHORT_SHA_LENGTH is "${told}"; expected a whole number, such as 12`);
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
      throw new UserError(`"${unknown}" is no option of {{${name}}}; ${suggest(unknown, ["tz"])}`);
    return formatDate(date, argument, tz);
  };
}
function commitTime({ git, run, now }) {
  if (git.commitTime) return git.commitTime;
  const commits = Array.isArray(run.payload.commits) ? run.payload.commits.map(record) : [];
  const commit = [...commits, record(run.payload.head_commit)].find(({ id }) => id === git.sha);
  const told = text3(commit?.timestamp);
  return told === void 0 ? now : new Date(told);
}
function isDefaultBranch({ run }, { branch, gitTag, pullRequest: pullRequest2, defaultBranch }) {
  if (gitTag === void 0 && pullRequest2 === void 0 && branch === void 0) return false;
  return branch !== void 0 && branch === defaultBranch || DEFAULT_BRANCH_EVENTS.test(run.event);
}
function record(value) {
  return typeof value === "object" && value !== null ? value : {};
}
function text3(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}

// src/plan/faults.ts
function noteFaults(faults, line, read) {
  try {
    return read() ?? [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push({ line, problem: messageOf(error) });
    return [];
  }
}
function together(readers) {
  const errors = [];
  const results = readers.map((read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
      return void 0;
    }
  });
  const [first] = errors;
  if (first && errors.length === 1) throw first;
  if (first) throw new UserError(errors.map(({ message }) => message).join("\n"));
  return results;
}

// src/plan/template.ts
var BRACES = /\\\{\{|\{\{\{([^}]*)\}\}\}|\{\{(~?)(!--[\s\S]*?--|(?:'[^']*'|"[^"]*"|[^}'"])*?)(~?)\}\}/g;
var ARGUMENT = /\s*(?:([\w-]+)=)?(?:'([^']*)'|"([^"]*)"|([^\s'"=]+))/y;
function parseTemplate(source) {
  const segments = [];
  let at = 0;
  let trimNext = false;
  const addText = (text4) => {
    if (text4.includes("{{")) throw new UserError(`"${source}" has "{{" without "}}"`);
    if (text4 !== "") segments.push({ kind: "text", text: text4 });
  };
  for (const match2 of source.matchAll(BRACES)) {
    const [whole, plain, before, inner, after] = match2;
    const between = source.slice(at, match2.index);
    const text4 = trimNext ? between.trimStart() : between;
    addText(before ? text4.trimEnd() : text4);
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
    throw new UserError(
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
      throw new UserError(
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
  const text4 = template.segments.map(fill).join("");
  return { text: text4, absent, unknown };
}

// src/plan/tags/affix.ts
function chooseAffixes(own, flavor) {
  return { prefix: own.prefix ?? flavor.prefix, suffix: own.suffix ?? flavor.suffix };
}
function applyAffixes(text4, { prefix, suffix }, scope) {
  const before = prefix ? renderTemplate(prefix, scope) : void 0;
  const after = suffix ? renderTemplate(suffix, scope) : void 0;
  const warnings = [before, after].flatMap((rendered) => rendered ? unknownNames(rendered, scope) : []);
  return { text: `${before?.text ?? ""}${text4}${after?.text ?? ""}`, warnings };
}
function unknownNames({ unknown }, scope) {
  return unknown.map((name) => `{{${name}}} is not known, and empty; ${suggest(name, Object.keys(scope))}`);
}

// src/plan/labels.ts
var OCI = "org.opencontainers.image";
function standardLabels(context, version) {
  const { repository, run, now } = context;
  const asked = repository.url !== void 0;
  const told = (value) => value ?? (asked ? "" : void 0);
  const source = repository.url ?? (repository.fullName && `${run.serverUrl}/${repository.fullName}`);
  const labels = {
    [`${OCI}.title`]: told(repository.name),
    [`${OCI}.description`]: told(repository.description),
    [`${OCI}.url`]: told(repository.url),
    [`${OCI}.source`]: source,
    [`${OCI}.version`]: version ?? "",
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
function parseLabels(input, lines5, scope) {
  const faults = [];
  const notices2 = [];
  const warn = (line, problem) => notices2.push({ level: "warning", text: `${input}: "${line}" ${problem}` });
  const entries2 = labelLines(lines5).flatMap(
    (line) => noteFaults(faults, line, () => {
      const rendered = renderTemplate(parseTemplate(line), scope);
      for (const text4 of unknownNames(rendered, scope)) warn(line, text4);
      const at = rendered.text.indexOf("=");
      if (at > 0) return [[rendered.text.slice(0, at), rendered.text.slice(at + 1)]];
      warn(line, "is no key=value, and is left out");
      return [];
    })
  );
  if (faults.length > 0) throw faultsError(input, faults);
  return { entries: entries2, notices: notices2 };
}
function labelLines(lines5) {
  const given = lines5.filter((line) => !line.trim().startsWith("#"));
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
  if (faults.length > 0) throw new UserError(`Input variants: ${faults.join("; ")}`);
  return variants;
}
function parseVariant(fields, faults) {
  const name = fields.name ?? "";
  const fault = (text4) => faults.push(`${name}: ${text4}`);
  if (!NAME.test(name)) fault("a name is lower-case letters, digits, dots and dashes");
  const entries2 = linesOf2(fields["build-args"]).map((line) => {
    const at = line.indexOf("=");
    return at < 0 ? [line, void 0] : [line.slice(0, at), line.slice(at + 1)];
  });
  for (const [key] of entries2) if (key === "") fault("build-args are KEY=value, one a line");
  const platforms3 = linesOf2(fields.platforms?.replaceAll(",", "\n")).flatMap((text4) => {
    try {
      return [parsePlatform(text4)];
    } catch (error) {
      fault(messageOf(error));
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
    tags: fields.tags === void 0 ? void 0 : linesOf2(fields.tags)
  };
}
function linesOf2(text4) {
  return (text4 ?? "").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
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
    throw new UserError(`Input variants: ${faults.join("; ")}`, {
      hint: "Give all but one of them a suffix, such as -alpine, or tags of their own."
    });
}

// src/plan/planVariant.ts
function planVariant(inputs, { variant, metadata: metadata2 }, facts) {
  const { release } = metadata2;
  const platforms3 = platformsOf2(inputs, variant, facts);
  const versionLabel = release.labels[VERSION] ?? release.version;
  return {
    name: variant.name,
    platforms: platforms3,
    shape: shapeOf(inputs, platforms3, facts),
    versionLabel,
    affixes: affixesOf(versionLabel, metadata2.sourceVersion),
    indexAnnotations: indexAnnotations(release)
  };
}
function planBuilds(inputs, named, facts) {
  const { variant, metadata: metadata2 } = named;
  const platforms3 = platformsOf2(inputs, variant, facts);
  const { attest } = attestationsOf(inputs, platforms3, facts);
  const args = defined({ ...inputs.build.buildArgs, ...variant.buildArgs }, facts.context.environment);
  return platforms3.map((platform) => {
    const fill = (path) => fillPath(path, { platform, name: variant.name });
    const file = variant.file ?? inputs.build.file;
    return {
      id: [variant.name, platformSlug(platform)].filter(Boolean).join("-"),
      variant: variant.name,
      platform,
      labels: labelsOf(platform, named, facts),
      context: fill(variant.context ?? contextOf(inputs, facts.context)),
      file: file && fill(file),
      target: variant.target ?? inputs.build.target,
      args,
      annotations: metadata2.release.annotations.filter((line) => /^manifest[:[]/.test(line)),
      attest
    };
  });
}
function platformsOf2(inputs, variant, facts) {
  const own = variant.platforms ?? facts.platforms;
  return isLeg(inputs) ? own.filter((one) => facts.platforms.some((given) => samePlatform(given, one))) : own;
}
function shapeOf(inputs, platforms3, facts) {
  const { shape } = attestationsOf(inputs, platforms3, facts);
  return inputs.what.command === "merge" && inputs.build.imageShape === "auto" && shape === "manifest" ? "auto" : shape;
}
function attestationsOf(inputs, platforms3, { context, push }) {
  const least = isLeg(inputs) && inputs.build.imageShape !== "manifest" ? 2 : 0;
  return planAttestations(inputs.build, {
    pushes: push,
    platforms: Math.max(platforms3.length, least),
    runUrl: runUrl(context)
  });
}
function labelsOf(platform, { variant, metadata: metadata2 }, { context, dockerfileLabels }) {
  const { release, userLabels } = metadata2;
  const own = platformLabels({
    architecture: platform.architecture,
    traceId: context.trace.traceId,
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
function affixesOf(label, version) {
  const at = version === void 0 ? -1 : label.indexOf(version);
  if (version === void 0 || at < 0) return { prefix: "", suffix: "" };
  return { prefix: label.slice(0, at), suffix: label.slice(at + version.length) };
}
function indexAnnotations({
  labels,
  annotations
}) {
  const standard = Object.entries(labels).filter(
    ([key, value]) => key.startsWith("org.opencontainers.image.") && value !== ""
  );
  const own = annotations.flatMap((line) => {
    const [, key, value] = /^index:([^=]+)=([\s\S]*)$/.exec(line) ?? [];
    return key === void 0 || value === void 0 ? [] : [[key, value]];
  });
  return Object.fromEntries([...standard, ...own]);
}
function contextOf({ build: build2 }, { run, git, environment }) {
  if (build2.context === "workflow" || build2.context === "git") return ".";
  const repository = `${run.serverUrl}/${environment.GITHUB_REPOSITORY ?? ""}.git#${git.sha || run.ref}`;
  return build2.context.replace(/\{\{\s*defaultContext\s*\}\}/g, repository);
}
function runUrl({ run, environment }) {
  if (!run.id || !environment.GITHUB_REPOSITORY) return "";
  return `${run.serverUrl}/${environment.GITHUB_REPOSITORY}/actions/runs/${run.id}/attempts/${run.attempt || "1"}`;
}

// src/plan/planRun.ts
function planRun(inputs, facts) {
  const { context } = facts;
  const [{ metadata: metadata2 }] = facts.variants;
  const active = facts.variants.filter((one) => one.metadata.release.tags.length > 0);
  const builds = active.flatMap((one) => planBuilds(inputs, one, facts));
  const variants = active.map((one) => planVariant(inputs, one, facts));
  const platforms3 = uniquePlatforms(
    builds.length > 0 ? builds.map(({ platform }) => platform) : facts.platforms
  );
  const caches = planRunCaches(inputs.build, builds, facts);
  const planned = active.length > 0 ? planPhases(inputs, { ...facts, builds, plannedVariants: variants, caches }) : [];
  const phases = withCaches(planned, caches, { builds, maxBytes: inputs.build.cacheMaxSize });
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
    trace: context.trace,
    matrix: planMatrix(platforms3, inputs.what.runners),
    phases,
    notices: [
      ...facts.notices,
      ...platformNotices(platforms3),
      ...handOverNotices(inputs, { builds, push: facts.push, active: active.length > 0 }),
      ...isBuilt ? caches.notices : [],
      ...facts.variants.flatMap((one) => one.metadata.release.notices)
    ]
  };
}
function joinOutputs(variants, { metadata: { sepTags } }) {
  const join7 = (pick) => variants.map(({ metadata: metadata2 }) => pick(metadata2.outputs)).filter(Boolean).join(sepTags);
  return {
    ...variants[0].metadata.outputs,
    tags: join7(({ tags: tags2 }) => tags2),
    tagNames: join7(({ tagNames }) => tagNames)
  };
}

// src/context/buildkitdConfig.ts
import { readFile as readFile5 } from "node:fs/promises";
import { join as join6 } from "node:path";
async function readBuildkitdConfig(given, environment) {
  if (given.buildkitdConfig !== void 0 && given.buildkitdConfigInline !== void 0) {
    throw new UserError(
      "Inputs buildkitd-config and buildkitd-config-inline are both set; expected one of them",
      {
        hint: "Leave one of them out."
      }
    );
  }
  if (given.buildkitdConfigInline !== void 0) return given.buildkitdConfigInline;
  if (given.buildkitdConfig !== void 0) return readGiven(given.buildkitdConfig);
  return readFile5(join6(buildxFolder(environment), "buildkitd.default.toml"), "utf8").catch(() => void 0);
}
async function readGiven(path) {
  return readFile5(path, "utf8").catch((cause) => {
    throw new UserError(`Input buildkitd-config: ${path} cannot be read: ${messageOf(cause)}`, {
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
function hashOf(text4) {
  let hash = 0xcbf29ce484222325n;
  for (const character of text4) {
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
function planDriver(asked, records2, engineCan) {
  const joined = sharedDriver(records2);
  const driver = asked === "auto" ? autoDriver(joined, engineCan) : parseDriver(asked, "Input driver");
  if (joined === void 0 || BESIDE[driver] === joined) return driver;
  throw new UserError(
    `Input nodes: driver ${driver} cannot be joined by nodes of driver ${joined}, only of ${BESIDE[driver]}`,
    { hint: "Give all nodes one driver, or leave `driver` out." }
  );
}
function autoDriver(joined, engineCan) {
  if (joined === void 0 || joined === "remote")
    return engineCan ? "docker" : joined ?? "docker-container";
  return joined;
}
function sharedDriver(records2) {
  const drivers = new Set(records2.map(driverOf));
  if (drivers.size > 1) {
    throw new UserError(`Input nodes mixes the drivers ${[...drivers].join(", ")}; a builder has one`, {
      hint: "Give all nodes the same `driver`."
    });
  }
  return [...drivers][0];
}
var BUILDKIT_SCHEME = /^(tcp|unix|docker-container|podman-container|nerdctl-container|kube-pod):\/\//;
function driverOf(record2, index) {
  if (record2.driver) return parseDriver(record2.driver, `Input nodes, entry ${index + 1}`);
  return BUILDKIT_SCHEME.test(record2.endpoint ?? "") ? "remote" : "docker-container";
}
function parseDriver(text4, where2) {
  const driver = DRIVERS.find((name) => name === text4);
  if (driver) return driver;
  throw new UserError(`${where2}: "${text4}" is no driver, ${suggest(text4, DRIVERS)}`, {
    hint: "Leave it out for `auto`."
  });
}

// src/plan/builderNodeRecords.ts
function selectRecords(records2, selector) {
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return records2;
  const found = records2.filter((record2) => {
    const labels = labelsOf2(record2);
    return wanted.every(([key, value]) => key in labels && (value === void 0 || labels[key] === value));
  });
  if (found.length > 0) return found;
  const asked = wanted.map(([key, value]) => value === void 0 ? key : `${key}=${value}`).join(", ");
  const there = records2.map(
    (record2) => Object.entries(labelsOf2(record2)).map((pair) => pair.join("=")).join(",")
  );
  throw new UserError(`Input node-selector: no node has ${asked}`, {
    hint: there.length > 0 ? `The nodes have: ${there.map((text4) => text4 || "(none)").join("; ")}.` : "Name nodes by input nodes."
  });
}
function nodeFrom(record2) {
  return {
    name: record2.name,
    endpoint: record2.endpoint,
    platforms: words2(record2.platforms).map(parsePlatform),
    driverOpts: lines3(record2["driver-opts"]),
    labels: labelsOf2(record2)
  };
}
var words2 = (text4 = "") => text4.split(/[\s,;]+/).filter(Boolean);
var lines3 = (text4 = "") => text4.split(/[\n;]/).map((line) => line.trim()).filter(Boolean);
function labelsOf2({ labels = "" }) {
  if (!labels.startsWith("{")) return Object.fromEntries(words2(labels).map(splitPair));
  const json2 = JSON.parse(labels);
  const entries2 = Object.entries(typeof json2 === "object" && json2 !== null ? json2 : {});
  return Object.fromEntries(entries2.map(([key, value]) => [key, String(value)]));
}
function splitPair(pair) {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}

// src/plan/builderQuotas.ts
var PERIOD_US = 1e5;
function quotaOpts({
  driver,
  record: record2,
  index
}) {
  const { cpus, memory } = record2;
  const where2 = `Input nodes, entry ${index + 1}`;
  if (!cpus && !memory) return [];
  if (driver === "docker" || driver === "remote")
    throw new UserError(
      `${where2}: ${cpus ? "cpus" : "memory"} cannot be set for a node whose BuildKit runs already`,
      {
        hint: "Limit it where it is started, or use driver docker-container or kubernetes."
      }
    );
  if (cpus && !(Number(cpus) > 0)) throw new UserError(`${where2}: cpus "${cpus}" is no number above 0`);
  if (driver === "kubernetes")
    return [...cpus ? [`limits.cpu=${cpus}`] : [], ...memory ? [`limits.memory=${memory}`] : []];
  return [
    ...cpus ? [`cpu-period=${PERIOD_US}`, `cpu-quota=${Math.round(Number(cpus) * PERIOD_US)}`] : [],
    ...memory ? [`memory=${memory}`] : []
  ];
}

// src/plan/builderNodes.ts
function planNodes(inputs, engineCan) {
  const selector = inputs.nodeSelector ?? {};
  const selects = Object.keys(selector).length > 0;
  const records2 = selectRecords(inputs.nodes ?? [], selector);
  const driver = planDriver(inputs.driver, records2, engineCan && !selects);
  if (driver === "remote" && records2.length === 0) {
    throw new UserError("Input driver: remote needs input nodes, with the endpoint of each", {
      hint: "For example `nodes: endpoint=tcp://host:1234`."
    });
  }
  const nodes = records2.map((record2, index) => withQuotas(nodeFrom(record2), { driver, record: record2, index }));
  if (driver === "docker" || driver === "remote") return { driver, nodes };
  const alone = selects || driver === "kubernetes" && nodes.length > 0;
  const asked = nodes.map((node) => asAsked(node, { inputs, driver }));
  return { driver, nodes: alone ? asked : [ownNode(inputs, driver), ...asked] };
}
function withQuotas(node, at) {
  return { ...node, driverOpts: [...quotaOpts(at), ...node.driverOpts] };
}
function ownNode(inputs, driver) {
  const { driverOpts } = inputs;
  const bare = {
    name: void 0,
    endpoint: void 0,
    platforms: [],
    driverOpts,
    labels: {}
  };
  const node = asAsked(bare, { inputs, driver });
  return driver === "kubernetes" || hasOption(node, "network") ? node : { ...node, driverOpts: ["network=host", ...node.driverOpts] };
}
function asAsked(node, { inputs, driver }) {
  const { buildkitImage, rootless } = inputs;
  const image = rootless ? rootlessImage(buildkitImage) : buildkitImage;
  const named = hasOption(node, "image") ? [] : [`image=${image}`];
  const told = rootless && driver === "kubernetes" && !hasOption(node, "rootless") ? ["rootless=true"] : [];
  return { ...node, driverOpts: [...named, ...told, ...node.driverOpts] };
}
function rootlessImage(image) {
  return image.includes("rootless") || image.includes("@") ? image : `${image}-rootless`;
}
function hasOption({ driverOpts }, name) {
  return driverOpts.some(
    (option2) => option2.split(",").some((part) => part.trim().replace(/^"/, "").startsWith(`${name}=`))
  );
}

// src/plan/buildkitConfig.ts
function planBuildkitConfig(rules, user) {
  const own = user?.trim() ?? "";
  const tables = namesRegistriesElsewhere(own) ? [] : registryTables(rules).filter(({ host }) => !hasTable(own, host));
  const text4 = [own, ...tables.map(formatTable)].filter(Boolean).join("\n\n");
  return text4 === "" ? void 0 : `${text4}
`;
}
function withParallelism(config, max) {
  if (max === void 0) return config;
  const line = `  max-parallelism = ${max}`;
  const text4 = config ?? "";
  if (/^\s*max-parallelism\s*=/m.test(text4)) return config;
  const table2 = /^\s*\[\s*worker\s*\.\s*oci\s*\].*$/m;
  if (table2.test(text4)) return text4.replace(table2, (head) => `${head}
${line}`);
  return [text4.trimEnd(), `[worker.oci]
${line}
`].filter(Boolean).join("\n\n");
}
function registryTables(rules) {
  const mirrors = rules.mirrors.map(parseMirror);
  const named = rules.insecureRegistries.filter((entry) => !entry.includes("/"));
  const hosts = [...named, ...rules.registries, ...mirrors.map(({ host }) => host)];
  const lax = (host) => named.includes(host) || isInBlocks(host, rules.insecureRegistries) || mirrors.some((mirror) => mirror.host === host && mirror.http);
  const insecure = [...new Set(hosts)].filter(lax).map((host) => ({ host, mirrors: [], insecure: true }));
  const hub = { host: "docker.io", mirrors: mirrors.map(({ host, path }) => host + path), insecure: false };
  return mirrors.length > 0 ? [hub, ...insecure] : insecure;
}
function parseMirror(url) {
  const [, scheme, host = "", path = ""] = /^(?:(https?):\/\/)?([^/]+)(.*?)\/?$/.exec(url) ?? [];
  return { host, path, http: scheme === "http" };
}
function formatTable({ host, mirrors, insecure }) {
  const lines5 = [
    `[registry.${JSON.stringify(host)}]`,
    ...mirrors.length > 0 ? [`  mirrors = ${JSON.stringify(mirrors)}`] : [],
    ...insecure ? ["  http = true", "  insecure = true"] : []
  ];
  return lines5.join("\n");
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
function parseIpv4(text4) {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text4)) return void 0;
  return text4.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

// src/plan/builder.ts
function planBuilder(inputs, facts) {
  if (!facts.buildx) {
    throw new UserError("No buildx was found beside the container engine", {
      hint: "Install Docker's buildx plugin (docker-buildx-plugin, or docker-buildx on Debian)."
    });
  }
  const named = inputs.builder ?? (leavesChoice(inputs) ? facts.buildx.current?.name : void 0);
  if (named === void 0) return startedBuilder(inputs, facts);
  refuseDaemonOptions(inputs, `builder ${named}`);
  if (named === "default") return engineBuilder("builder: default", facts.engine, []);
  return existingBuilder(named, facts.buildx);
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
  throw new UserError(`${names.join(", ")} cannot be set for ${what2}: its BuildKit runs already`, {
    hint: "Leave these inputs out, or have a BuildKit started by `driver: docker-container`."
  });
}
function existingBuilder(name, { builders }) {
  const found = builders.find((builder2) => builder2.name === name);
  if (found) return { kind: "existing", name, driver: found.driver };
  const known = ["default", ...builders.map((builder2) => builder2.name)];
  throw new UserError(`There is no builder "${name}"; ${suggest(name, known)}`, {
    hint: "Create it in an earlier step, or leave `builder` out."
  });
}
function engineBuilder(asked, engine, nodes) {
  if (engine?.containerdStore) return { kind: "engine", nodes };
  if (!engine) throw noEngine();
  throw new UserError(
    `${asked}: the engine (${engine.version}) keeps its images outside of containerd's store, so that its own BuildKit can neither build several platforms nor push by digest`,
    {
      hint: "Leave it to `driver: auto` or set `driver: docker-container`; both can. Or switch the engine's containerd image store on."
    }
  );
}
function noEngine() {
  return new UserError("No container engine answers", {
    hint: "Start Docker, or point DOCKER_HOST or DOCKER_CONTEXT at an engine, or name a remote `builder`."
  });
}
function startedBuilder(inputs, facts) {
  const engineCan = facts.engine?.containerdStore === true && daemonOptions(inputs).length === 0;
  const { driver, nodes } = planNodes(inputs, engineCan);
  if (driver === "docker" || driver === "remote") refuseDaemonOptions(inputs, `driver ${driver}`);
  if (driver === "docker") return engineBuilder(`driver: ${inputs.driver}`, facts.engine, nodes);
  if (driver === "docker-container" && !facts.engine) throw noEngine();
  const options = {
    kind: driver,
    nodes,
    buildkitdFlags: inputs.buildkitdFlags,
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
function platformsOf3(inputs, { context }, variants) {
  const { platforms: platforms3, command } = inputs.what;
  if (platforms3.length > 0) return platforms3;
  const json2 = context.environment.PLATFORMS_JSON;
  if (json2) return platforms(json2);
  if (command === "merge" && variants.some(({ variant }) => variant.platforms === void 0))
    throw new UserError("merge needs to know every platform that was planned", {
      hint: 'Set "platforms" to the platforms-json output of `command: plan`, or to the same list.'
    });
  return [
    context.engine?.platform ?? parsePlatform(process.arch === "arm64" ? "linux/arm64" : "linux/amd64")
  ];
}
async function buildxVersionOf(inputs, { gathered, session }) {
  const { buildx, environment } = gathered.context;
  const wanted = session && wantsActionsCache(inputs.build, cacheServiceOf(environment));
  return buildx && wanted ? readBuildxVersion(buildx.command, exec) : void 0;
}
async function builderOf(inputs, { gathered, release }) {
  const { context } = gathered;
  if (inputs.what.command === "merge") return void 0;
  const registries = release.images.map((image) => parseRepository(image).registry);
  try {
    const buildkitdConfig = await readBuildkitdConfig(inputs.builder, context.environment);
    return planBuilder(inputs.builder, { ...context, registries, buildkitdConfig });
  } catch (error) {
    if (inputs.what.command === "plan" && error instanceof UserError) return void 0;
    throw error;
  }
}

// src/stages/registries.ts
async function readRegistries({ variants, images }, { readPublished }, isOptional) {
  const tags2 = variants.flatMap(
    ({ metadata: metadata2 }) => metadata2.release.tags.map(({ name, guard }) => ({ name, immutable: guard.kind === "immutable" }))
  );
  const settled = await Promise.allSettled(images.map((image) => readPublished([{ image, tags: tags2 }])));
  const notices2 = [];
  const errors = [];
  const left = images.filter((image, at) => {
    const result = settled[at];
    if (result?.status !== "rejected") return true;
    const text4 = `${image} is optional and was left out: ${messageOf(result.reason)}`;
    if (isOptional(image)) notices2.push({ level: "warning", text: text4 });
    else errors.push(result.reason);
    return false;
  });
  if (errors.length > 0) throw joinErrors(errors);
  if (left.length === 0)
    throw new UserError("Every registry was optional and failed; nothing was published.");
  const published = settled.flatMap((result) => result.status === "fulfilled" ? result.value : []);
  return { images: left, published, notices: notices2 };
}
function optionalIn(optionalHosts) {
  return (image) => optionalHosts.includes(parseRepository(image).registry);
}

// src/stages/decide.ts
async function decide(inputs, decision) {
  const { gathered, release, session } = decision;
  const { context } = gathered;
  const push = release.push && release.variants.some(isActive);
  const [registered, announced, dockerfileLabels, builder2, buildxVersion] = await Promise.all([
    session && push ? readRegistries(release, session, optionalIn(decision.optionalHosts)) : { images: release.images, published: [], notices: [] },
    decision.announced,
    readLabels(inputs, decision),
    builderOf(inputs, decision),
    buildxVersionOf(inputs, decision)
  ]);
  return planRun(inputs, {
    context,
    variants: release.variants,
    push,
    why: release.why,
    images: release.variants.filter(isActive).flatMap((one) => planImages(one, decision, registered)),
    published: registered.published,
    platforms: platformsOf3(inputs, gathered, release.variants),
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
function isActive({ metadata: metadata2 }) {
  return metadata2.release.tags.length > 0;
}
async function readLabels(inputs, { gathered, release }) {
  const directory = gathered.context.git.root ?? ".";
  const labels = release.variants.map(async ({ variant }) => {
    const dockerfile = await readDockerfile(
      { context: variant.context ?? inputs.build.context, file: variant.file ?? inputs.build.file },
      directory
    );
    return [
      variant.name,
      dockerfile === void 0 ? /* @__PURE__ */ new Set() : dockerfileLabelKeys(dockerfile, variant.target ?? inputs.build.target)
    ];
  });
  return new Map(await Promise.all(labels));
}
function warningsOf({ warnings, gathered }) {
  return [...warnings, ...gathered.warnings].map((text4) => ({ level: "warning", text: text4 }));
}
function planImages({ variant, metadata: metadata2 }, { gathered, release, optionalHosts }, { images, published }) {
  const { labels, version, tags: tags2 } = metadata2.release;
  const { suffix } = affixesOf(labels[VERSION] ?? version, metadata2.sourceVersion);
  const isOptional = optionalIn(optionalHosts);
  return images.map((image) => {
    const imageTags = published.find((one) => one.image === image)?.imageTags;
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
function planNotices(inputs, { release, gathered }) {
  const { trigger } = gathered.context;
  const notices2 = [];
  if (!release.variants.some(isActive) && release.notices.length === 0)
    notices2.push({
      level: "notice",
      text: `Nothing to publish: no channel or rule takes ${gathered.context.run.ref || "this run"}.`
    });
  else if (trigger.kind === "pull_request")
    notices2.push({
      level: "notice",
      text: trigger.fork ? "A pull request from a fork: it is built, and nothing is pushed." : "A pull request: it is built, and nothing is pushed."
    });
  if (inputs.what.command === "plan")
    notices2.push({
      level: "notice",
      text: "Planned without asking the registries: which tags they hold, and whether floating ones would move, is not known."
    });
  return notices2;
}

// src/stages/pushes.ts
function pushes(inputs, { trigger, run }) {
  const { call } = inputs.build;
  if (call !== void 0 && call !== "build") {
    if (inputs.where.push === "true")
      throw new UserError(`call: ${call} builds nothing, so that push: true cannot be`);
    return false;
  }
  if (inputs.where.push !== "auto") return inputs.where.push === "true";
  return trigger.kind !== "pull_request" && trigger.kind !== "merge_group" && !run.privileged;
}

// src/plan/channelTag.ts
function fillTemplate(template, facts) {
  const { version, scope } = facts;
  const { text: text4, absent } = renderTemplate(template, scope);
  const origin = originOf(template, facts);
  const missing = reasonToLeaveOut(template, { ...facts, absent, origin });
  if (missing !== void 0) return { missing };
  const named = version === void 0 ? {} : { version, label: version };
  const source = `${facts.rule.name}'s ${template.source}`;
  return { value: { text: text4, latest: false, origin, source, ...named } };
}
function reasonToLeaveOut({ names }, {
  absent,
  origin,
  version,
  numbers
}) {
  const [field] = absent;
  if (field !== void 0) {
    return `{{${field}}} has no value ${version === void 0 ? "in this run" : `for version ${version}`}`;
  }
  if (names.includes("major") && !names.includes("minor") && numbers?.major === 0) {
    return "0 is no line of releases";
  }
  const { guard } = guardOf({ ...origin, prerelease: false, rule: "" });
  if (guard.kind === "version" && version === void 0) {
    return "it moves with versions, and this run has none";
  }
  return void 0;
}
function originOf(template, facts) {
  const { rule, context, numbers } = facts;
  const text4 = template.segments.map((segment) => segment.kind === "text" ? segment.text : "").join("");
  const forReleases = isForReleases(template, text4);
  return {
    fields: fieldsOf2(template, text4, context),
    follows: followsVersions(facts, forReleases) ? "versions" : "commits",
    prerelease: rule.name !== "stable" && !forReleases,
    ...numbers && { numbers: { major: numbers.major, minor: numbers.minor } }
  };
}
function fieldsOf2({ names }, text4, context) {
  if (names.length === 0) return text4 === refFacts(context).branch ? ["branch"] : [];
  return names.map((name) => name === "tag" ? "version" : name);
}
function followsVersions({ rule, context: { trigger }, version }, forReleases) {
  if ("gitTag" in trigger && trigger.gitTag !== void 0) return true;
  const publishesVersions = rule.templates.some(
    ({ names }) => names.includes("version") || names.includes("major")
  );
  if (!publishesVersions || trigger.kind === "schedule") return false;
  return version === void 0 ? forReleases : !isPrerelease(version);
}
function isForReleases({ names }, text4) {
  return text4 === "latest" || text4 === "stable" || names.includes("major") && /^v?\.?$/.test(text4);
}

// src/plan/channelTrigger.ts
var KINDS = ["tag", "branch", "schedule", "dispatch", "pull_request"];
var DEFAULT_BRANCH = "<default>";
function parseTrigger(text4) {
  const [word3 = "", glob, ...more] = text4.trim().split(/\s+/);
  const kind = KINDS.find((candidate) => candidate === word3);
  if (kind === void 0)
    throw new UserError(
      word3 === "" ? "a trigger is missing; name one of tag GLOB, branch GLOB, schedule, dispatch, pull_request" : `the trigger "${word3}" is not known; ${suggest(word3, KINDS)}`
    );
  if (more.length > 0)
    throw new UserError(
      `"${text4.trim()}" has more than one pattern; write "${kind} ${glob}, ${kind} ${more[0]}"`
    );
  if (kind !== "tag" && kind !== "branch") {
    if (glob !== void 0)
      throw new UserError(`the trigger "${kind}" takes no pattern; leave "${glob}" out`);
    return { kind };
  }
  if (glob === void 0)
    throw new UserError(
      `the trigger "${kind}" needs a pattern, such as "${kind} ${kind === "tag" ? "v*" : "main"}"`
    );
  return kind === "branch" && glob === DEFAULT_BRANCH ? { kind: "default-branch" } : { kind, glob };
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
function takesVersion(name, version) {
  const prerelease = version !== void 0 && isPrerelease(version);
  if (name === "stable") return !prerelease;
  return name !== "beta" || prerelease;
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
  const { run, trigger } = context;
  const { version, baseVersion, channel: channel2 } = known;
  const numbers = version === void 0 ? void 0 : versionNumbers(version);
  const part = (name) => numbers ? String(numbers[name]) : void 0;
  return {
    ...expressions(context),
    version: () => version,
    major: () => part("major"),
    minor: () => part("minor"),
    patch: () => part("patch"),
    prerelease: () => numbers?.prerelease,
    base_version: () => baseVersion,
    channel: () => channel2,
    run_number: () => run.number || void 0,
    number: () => trigger.kind === "pull_request" ? String(trigger.number) : void 0
  };
}

// src/plan/tags/name.ts
var LONGEST = 128;
function cleanName(text4) {
  const name = text4.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  if (name.length > LONGEST)
    throw new UserError(
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
  const named = trigger.kind === "dispatch" && rules.some(({ triggers }) => triggers.some(isDispatch));
  const counting = (triggers) => named ? triggers.filter(isDispatch) : triggers;
  return rules.find(({ name, triggers }) => takes({ name, triggers: counting(triggers) }, occasion));
}
function isDispatch({ kind }) {
  return kind === "dispatch";
}
function resolveChannel(rule, context, known) {
  const { version } = known;
  const numbers = version === void 0 ? void 0 : versionNumbers(version);
  const scope = releaseScope(context, { ...known, channel: rule.name });
  const notices2 = [];
  const values = rule.templates.flatMap((template) => {
    const filled = fillTemplate(template, { rule, context, version, numbers, scope });
    if ("value" in filled) return [filled.value];
    notices2.push({
      level: "notice",
      text: `channel ${rule.name}: "${template.source}" yields no tag: ${filled.missing}`
    });
    return [];
  });
  const push = context.trigger.kind !== "pull_request";
  return { channel: rule.name, values, tags: plainTags(rule, values), push, notices: notices2 };
}
function plainTags(rule, values) {
  const named = values.flatMap(({ text: text4, origin, source }) => {
    const name = cleanName(text4);
    const full = { prerelease: false, ...origin, rule: source ?? rule.name };
    return name === void 0 ? [] : [{ name, ...guardOf(full) }];
  });
  return named.filter(({ name }, index) => named.findIndex((other) => other.name === name) === index);
}

// src/plan/attributes.ts
function significantLines(lines5) {
  return lines5.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function parseAttributeLine(line) {
  const outer = csvFields(line);
  const inner = outer.length === 1 && line.startsWith('"') ? csvFields(outer[0] ?? "") : outer;
  const fields = inner.map((field) => field.trim());
  const isBare = (field) => field.indexOf("=") <= 0;
  const pairs2 = fields.filter((field) => !isBare(field)).map((field) => {
    const at = field.indexOf("=");
    return [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1).trim()];
  });
  return { line, bare: fields.filter((field) => isBare(field) && field !== ""), attributes: pairs2 };
}
function csvFields(line) {
  try {
    return parseCsv(line)[0] ?? [];
  } catch (cause) {
    throw new UserError(
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
  if (!template || template.names.some((field) => ["branch", "number", "base_ref", "tag"].includes(field)))
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
var IMAGE_TAGS = {
  stable: "{{version}} {{major}}.{{minor}} {{major}} latest stable",
  beta: "{{version}} beta",
  nightly: "nightly nightly-{{date 'YYYYMMDD'}}",
  edge: "edge sha-{{sha}}"
};
function defaultChannels(tagPrefix) {
  return [
    `stable: tag ${tagPrefix}*`,
    `beta: tag ${tagPrefix}*, branch dev`,
    "nightly: schedule",
    "edge: branch <default>",
    "pr: pull_request"
  ];
}
function parseChannels(lines5, tagPrefix) {
  const significant = significantLines(lines5);
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
    throw new UserError(
      'expected "name: trigger[, trigger] [=> image tags]", such as "stable: tag v* => {{version}} latest"'
    );
  if (tags2 === "") throw new UserError('there are no image tags after "=>"; name some, or leave "=>" out');
  const wanted = triggers.split(",").map(parseTrigger);
  const templates = splitTags(tags2 ?? usualTags(name, wanted)).map(parseTemplate);
  const unknown = [...new Set(templates.flatMap(({ names }) => names))].filter(
    (field) => !KNOWN.includes(field)
  );
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((field) => `{{${field}}} is not known; ${suggest(field, KNOWN)}`).join("; ")
    );
  return Object.freeze({ line, name, triggers: wanted, templates });
}
function usualTags(name, triggers) {
  if (triggers.every(({ kind }) => kind === "pull_request")) return "pr-{{number}}";
  const ofVersions = triggers.some(({ kind }) => kind === "tag");
  return IMAGE_TAGS[name] ?? (ofVersions ? "{{version}} {{channel}}" : "{{channel}} sha-{{sha}}");
}
function splitTags(text4) {
  return text4.match(/(?:\{\{.*?\}\}|[^\s,])+/g) ?? [];
}

// src/plan/images.ts
function parseImages(lines5) {
  const faults = [];
  const names = significantLines(lines5).flatMap((line) => noteFaults(faults, line, () => parseLine(line)));
  if (faults.length > 0) throw faultsError("images", faults);
  return [...new Set(names)];
}
function parseLine(line) {
  const { bare, attributes } = parseAttributeLine(line);
  const unknown = attributes.map(([key]) => key).filter((key) => key !== "name" && key !== "enable");
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((key) => `"${key}" is not known; ${suggest(key, ["name", "enable"])}`).join("; ")
    );
  const given = Object.fromEntries(attributes);
  if (given.name === "" || given.name === void 0 && bare.length === 0)
    throw new UserError("the name is empty; write name=ghcr.io/owner/app");
  const enable = given.enable ?? "true";
  if (enable !== "true" && enable !== "false")
    throw new UserError(`enable=${enable} is not known; write enable=true or enable=false`);
  const names = given.name === void 0 ? bare : [given.name];
  const repositories = names.map((name) => repositoryName(name));
  return enable === "true" ? repositories : [];
}
function repositoryName(name) {
  try {
    return parseRepository(name).name;
  } catch (cause) {
    throw new UserError(messageOf(cause), { cause });
  }
}

// src/plan/annotations.ts
var LEVEL = /^((?:manifest|index)(?:-descriptor)?(?:\[[^\]]+\])?):(.+)$/;
var DEFAULT_LEVELS = "manifest";
function annotationLevels(environment) {
  const told = (environment.DOCKER_METADATA_ANNOTATIONS_LEVELS || DEFAULT_LEVELS).split(",").map((level) => level.trim());
  return [...new Set(told.filter(Boolean))];
}
function annotationLines(standard, user, levels) {
  const levelled = user.flatMap(([key, value]) => {
    const [, level, rest] = LEVEL.exec(key) ?? [];
    return level !== void 0 && rest !== void 0 ? [{ level, entry: [rest, value] }] : [];
  });
  const everywhere = user.filter(([key]) => !LEVEL.test(key));
  const own = (level) => levelled.filter((each) => each.level === level).map(({ entry }) => entry);
  const others = [...new Set(levelled.map(({ level }) => level))].filter((level) => !levels.includes(level));
  return [
    ...levels.flatMap((level) => lines4(level, mergeLabels(standard, everywhere, own(level)))),
    ...others.flatMap((level) => lines4(level, mergeLabels(own(level))))
  ];
}
function lines4(level, entries2) {
  return Object.entries(entries2).map(([key, value]) => `${level}:${key}=${value}`);
}

// src/plan/flavor.ts
var KEYS = ["latest", "prefix", "suffix", "onlatest"];
function parseFlavor(lines5) {
  const flavor = {
    latest: "auto",
    prefix: void 0,
    prefixOnLatest: false,
    suffix: void 0,
    suffixOnLatest: false
  };
  const faults = [];
  for (const line of significantLines(lines5)) noteFaults(faults, line, () => readLine(line, flavor));
  if (faults.length > 0) throw faultsError("flavor", faults);
  return Object.freeze(flavor);
}
function readLine(line, flavor) {
  const { bare, attributes } = parseAttributeLine(line);
  if (bare.length > 0)
    throw new UserError(`"${bare[0]}" has no value; write latest=auto, prefix=…, suffix=… or onlatest=true`);
  let affix2;
  for (const [key, value] of attributes) {
    if (key === "latest") flavor.latest = word2(key, value, ["auto", "true", "false"]);
    else if (key === "prefix" || key === "suffix") {
      affix2 = key;
      flavor[key] = value === "" ? void 0 : parseTemplate(value);
    } else if (key === "onlatest") {
      const onLatest = word2(key, value, ["true", "false"]) === "true";
      if (affix2 !== void 0) flavor[`${affix2}OnLatest`] = onLatest;
    } else throw new UserError(`"${key}" is not known; ${suggest(key, KEYS)}`);
  }
}
function word2(key, value, words3) {
  const found = words3.find((candidate) => candidate === value);
  if (found === void 0)
    throw new UserError(
      `${key}=${value} is not known; write one of ${words3.map((each) => `${key}=${each}`).join(", ")}`
    );
  return found;
}

// src/plan/bakeFile.ts
function bakeFiles({
  target: target2,
  images,
  tags: tags2,
  version,
  labels,
  annotations
}) {
  const args = {
    DOCKER_META_IMAGES: images.join(","),
    ...version !== void 0 && { DOCKER_META_VERSION: version }
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
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [escapeTemplate(name), field]));
}
var escapeTemplate = (text4) => text4.replaceAll(/[$%](?=\{)/g, "$&$&");

// src/plan/metadataOutputs.ts
function metadataOutputs(facts) {
  const { version, images, tagNames, labels, annotations, separators } = facts;
  const named = images.flatMap((image) => tagNames.map((name) => `${image}:${name}`));
  const tags2 = images.length > 0 ? named : tagNames;
  const labelLines2 = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    tags: tags2.join(separators.sepTags),
    tagNames: tagNames.join(separators.sepTags),
    labels: labelLines2.join(separators.sepLabels),
    annotations: annotations.join(separators.sepAnnotations),
    json: JSON.stringify({ tags: tags2, "tag-names": tagNames, labels, annotations }),
    bakeFiles: bakeFiles({ target: facts.bakeTarget, images, tags: tags2, version, labels, annotations })
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
  if (value === void 0) throw new UserError(`"${name}" is missing; write ${name}=${example}`);
  return value;
}
function oneOf(given, name, words3) {
  const found = words3.find((word3) => word3 === given);
  if (found === void 0)
    throw new UserError(
      `${name}=${given ?? ""} is not known; write one of ${words3.map((word3) => `${name}=${word3}`).join(", ")}`
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
function matchedText(text4, match2) {
  if (!match2) return { text: text4.replaceAll("/", "-") };
  const found = text4.match(match2);
  if (!found)
    return { text: text4.replaceAll("/", "-"), warning: `match=${match2.source} does not match ${text4}` };
  if (found[1] === void 0)
    return { warning: `match=${match2.source} has no group 1 in ${text4}; put parentheses around the version` };
  return { text: found[1].replaceAll("/", "-") };
}
function parsePattern(name, text4) {
  const [, body, flags] = /^\/(.+)\/(.*)$/.exec(text4) ?? [];
  try {
    return body === void 0 ? new RegExp(text4) : new RegExp(body, flags);
  } catch (cause) {
    throw new UserError(`${name}=${text4} is no regular expression: ${messageOf(cause)}`, { cause });
  }
}
function renderPattern(pattern, scope) {
  const { text: text4, unknown } = renderTemplate(pattern, scope);
  const warnings = unknown.map(
    (name) => `{{${name}}} is not known in pattern, and empty; ${suggest(name, Object.keys(scope))}`
  );
  return { text: text4, warnings };
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
    pattern: parsePattern("pattern", required(given, "pattern", "\\d.\\d.\\d")),
    group: groupOf(given.group ?? "0"),
    value: optionalTemplate(given.value)
  }),
  resolve: ({ pattern, group, value }, facts) => {
    const source = sourceText({ value }, facts);
    if (source === void 0) return NOTHING2;
    const found = source.match(pattern);
    if (!found) return nothingBecause(`pattern=${pattern.source} does not match ${source}`);
    const text4 = found[group];
    if (text4 === void 0)
      return nothingBecause(`pattern=${pattern.source} has no group ${group} in ${source}`);
    return yields({
      text: text4,
      latest: true,
      origin: { ...fieldsOfText(text4), follows: "versions" },
      .../\d/.test(text4) && { version: text4 }
    });
  }
});
function groupOf(text4) {
  const group = Number(text4 || "NaN");
  if (!Number.isInteger(group) || group < 0)
    throw new UserError(`group=${text4} is no number; write group=1 for the first parentheses`);
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
function parsePep440(text4) {
  const groups = PATTERN.exec(text4)?.groups;
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
  const { text: text4, warning } = matchedText(found, source.match);
  if (text4 === void 0) return nothingBecause(warning ?? "");
  const told = warning === void 0 ? [] : [warning];
  const version = read(text4);
  if (!version) return { values: [], warnings: [...told, `${text4} ${refusal}`] };
  const effective = version.special && !isRawOnly(pattern) ? parseTemplate("{{version}}") : pattern;
  const rendered = renderPattern(effective, version.fields);
  const { major, minor } = version;
  const value = {
    text: rendered.text,
    latest: !version.special,
    origin: { fields: effective.names, numbers: { major, minor }, follows: "versions" },
    version: version.version
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
function readPep440(text4) {
  const parsed = parsePep440(text4);
  if (!parsed) return void 0;
  const { version, special } = parsed;
  const [major = 0, minor = 0, patch = 0] = parsed.release;
  const fields = {
    raw: () => text4,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch)
  };
  return { version, major, minor, special, fields };
}

// src/plan/tags/raw.ts
var raw = ruleType({
  name: "raw",
  priority: 200,
  attributes: [{ name: "value", doc: "the name, with expressions; a bare word is the same" }],
  doc: { yields: "the value", when: "always", latest: "no", example: "type=raw,value={{branch}}-{{sha}}" },
  parse: (given) => ({ value: parseTemplate(required(given, "value", "name")) }),
  resolve: ({ value }, { scope, ref: ref2, version }) => {
    const rendered = renderTemplate(value, scope);
    const ofTag = ref2.gitTag !== void 0;
    const origin = value.names.length === 0 && ofTag ? fieldsOfText(rendered.text) : { fields: value.names };
    const named = version !== void 0 && value.names.includes("version") ? { version, label: version } : {};
    return {
      values: [
        {
          text: rendered.text,
          latest: false,
          origin: { ...origin, follows: ofTag ? "versions" : "commits" },
          ...named
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
    const text4 = { branch, tag: gitTag, pr: pullRequest2 }[event];
    if (text4 === void 0) return NOTHING2;
    if (event !== "tag")
      return yields({
        text: text4,
        latest: false,
        origin: { fields: [event === "pr" ? "number" : "branch"], follows: "commits" }
      });
    return yields({
      text: text4,
      latest: true,
      origin: { ...fieldsOfText(text4), follows: "versions" },
      .../\d/.test(text4) && { version: text4 }
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
    const { text: text4, warnings } = renderPattern(pattern, dateExpressions(context));
    return {
      values: [{ text: text4, latest: false, origin: { fields: pattern.names, follows: "commits" } }],
      warnings
    };
  }
});

// src/plan/tags/semver.ts
var import_parse = __toESM(require_parse(), 1);
var semver = versionRule({
  name: "semver",
  special: "prerelease",
  refusal: "is no SemVer version, so there is no tag; see https://semver.org",
  read: readSemver
});
function readSemver(text4) {
  const parsed = (0, import_parse.default)(text4);
  if (!parsed) return void 0;
  const { version, major, minor, patch, prerelease, build: build2 } = parsed;
  const fields = {
    raw: () => text4,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch),
    prerelease: () => prerelease.join("."),
    build: () => build2.join(".")
  };
  return { version, major, minor, special: prerelease.length > 0, fields };
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
    const text4 = format2 === "long" ? ref2.sha : shortSha(ref2.sha, context.environment);
    return yields({ text: text4, latest: false, origin: { fields: ["sha"], follows: "commits" } });
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
function parseRules(lines5) {
  const significant = significantLines(lines5);
  const faults = [];
  const rules = (significant.length > 0 ? significant : DEFAULT_RULES).flatMap(
    (line) => noteFaults(faults, line, () => [parseRule(line)])
  );
  if (faults.length > 0) throw faultsError("tags", faults);
  return rules.toSorted((a, b) => b.priority - a.priority);
}
function parseRule(line) {
  const written = parseAttributeLine(line);
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
function typeNamed(name) {
  const type = ruleTypes.find((candidate) => candidate.name === name);
  if (!type)
    throw new UserError(
      `type=${name} is not known; ${suggest(
        name,
        ruleTypes.map((candidate) => candidate.name)
      )}`
    );
  return type;
}
function affix(text4) {
  return text4 === void 0 ? void 0 : parseTemplate(text4);
}
function priorityOf(text4, type) {
  const priority = text4 === void 0 ? type.priority : Number(text4);
  if (Number.isNaN(priority))
    throw new UserError(
      `priority=${text4} is no number; ${type.name} has ${type.priority} where none is given`
    );
  return priority;
}
function enableOf(text4 = "true") {
  const enable = parseTemplate(text4);
  if (enable.names.length === 0) isEnabled(enable.source);
  return enable;
}
function isEnabled(text4) {
  if (text4 !== "true" && text4 !== "false")
    throw new UserError(`enable comes to "${text4}"; expected true or false`);
  return text4 === "true";
}
function oddities({ attributes, bare }, type) {
  const own = type.attributes.map(({ name }) => name);
  const known = [...own, ...commonAttributes.map(({ name }) => name), "type"];
  const unknown = attributes.map(([key]) => key).filter((key) => !known.includes(key));
  const words3 = own.includes("value") ? bare.slice(0, -1) : bare;
  return [
    ...unknown.map(
      (key) => `"${key}" is no attribute of type=${type.name}, and ignored; ${suggest(key, known)}`
    ),
    ...words3.map((word3) => `"${word3}" has no meaning here, and is ignored`)
  ];
}

// src/plan/tags/resolveRule.ts
function resolveRule(rule, { flavor, facts, warn }) {
  for (const text4 of rule.warnings) warn(text4);
  if (!isEnabled(renderTemplate(rule.enable, facts.scope).text)) return [];
  const { values, warnings } = rule.resolve(facts);
  for (const text4 of warnings) warn(text4);
  const affixes = chooseAffixes(rule.own, flavor);
  return values.flatMap((value) => {
    if (value.text === "" && !rule.own.prefix?.source && !rule.own.suffix?.source) return [];
    const affixed = applyAffixes(value.text, affixes, facts.scope);
    for (const text5 of affixed.warnings) warn(text5);
    const { text: text4 } = affixed;
    const name = cleanName(text4);
    if (name === void 0 && text4 !== "") {
      warn(`"${text4}" has no character that a tag may have, so there is no tag`);
    }
    if (name === void 0) return [];
    return [
      { tag: { name, ...guardOf(originOf2(value, { rule, affixes, facts })) }, text: text4, rule: rule.line, value }
    ];
  });
}
function originOf2({ origin, source }, { rule, affixes, facts }) {
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
  const named = rules.flatMap((rule) => {
    const warn = (text4) => warnings.push(`tags: "${rule.line}": ${text4}`);
    return noteFaults(faults, rule.line, () => resolveRule(rule, { flavor, facts, warn }));
  });
  if (faults.length > 0) throw faultsError("tags", faults);
  const [first] = named;
  const latest = first !== void 0 && (flavor.latest === "auto" ? first.value.latest : flavor.latest === "true");
  const unique = withoutDoubles(named, (text4) => warnings.push(text4));
  const ofVersions = named.some(({ value }) => value.origin.follows === "versions");
  return {
    tags: latest ? withLatest(unique, { flavor, facts, follows: ofVersions ? "versions" : "commits" }) : unique,
    version: first && (first.value.label ?? first.tag.name),
    sourceVersion: named.find(({ value }) => value.version !== void 0)?.value.version,
    latest,
    notices: warnings.map((text4) => ({ level: "warning", text: text4 }))
  };
}
function withoutDoubles(named, warn) {
  const seen = /* @__PURE__ */ new Map();
  for (const each of named) {
    const earlier = seen.get(each.tag.name);
    if (!earlier) seen.set(each.tag.name, each);
    else if (earlier.text !== each.text)
      warn(`tags: ${shown(earlier)} and ${shown(each)} both come to the tag ${each.tag.name}`);
  }
  return [...seen.values()].map(({ tag }) => tag);
}
function shown({ rule, text: text4 }) {
  return `"${rule}" (${text4})`;
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
    latest: names.latest,
    labels: all,
    annotations: levelled,
    push: channel2?.push ?? context.trigger.kind !== "pull_request",
    notices: [
      ...channel2?.notices ?? [],
      ...names.notices,
      ...labels.notices,
      ...annotations.notices,
      ...noTags(names)
    ]
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
function noTags({ tags: tags2 }) {
  return tags2.length > 0 ? [] : [{ level: "notice", text: "No rule yields an image tag in this run." }];
}

// src/stages/wantedVersion.ts
function wantedVersion(inputs, context, channel2) {
  const { trigger } = context;
  const onBranch = trigger.kind === "branch" || trigger.kind === "dispatch" ? trigger.branch : void 0;
  const stable = onBranch !== void 0 && (onBranch === refFacts(context).defaultBranch || maintenanceRange(onBranch) !== void 0 || channel2?.name === "stable");
  if (inputs.what.release === "auto" && stable) return { wanted: { kind: "release" }, needed: true };
  if (!channel2) return void 0;
  const names = channel2.templates.flatMap((template) => template.names);
  const needed = names.some((name) => VERSION_FIELDS.has(name));
  if (trigger.kind === "schedule") return { wanted: { kind: "nightly", name: channel2.name }, needed };
  if (!needed) return void 0;
  return {
    wanted: channel2.name === "stable" ? { kind: "release" } : { kind: "prerelease", name: channel2.name },
    needed
  };
}
var VERSION_FIELDS = /* @__PURE__ */ new Set(["version", "major", "minor", "patch", "prerelease", "base_version"]);

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
  const { version, tagPrefix } = inputs.what;
  if (trigger.kind === "pull_request") return UNKNOWN;
  if (version !== void 0) return { ...UNKNOWN, version, releaseTag: `${tagPrefix}${version}` };
  if ("gitTag" in trigger && trigger.gitTag !== void 0)
    return { ...UNKNOWN, version: versionFromRef(trigger.gitTag, tagPrefix) };
  const channel2 = matchChannel(at.rules, gathered.context, tagPrefix);
  const asked = wantedVersion(inputs, gathered.context, usesChannel(inputs) ? channel2 : void 0);
  if (!asked) return UNKNOWN;
  try {
    return await computed(inputs, gathered, { asked, sources: at.sources });
  } catch (error) {
    if (asked.needed || !(error instanceof UserError)) throw error;
    const text4 = `No version was computed: ${messageOf(error)}`;
    return { ...UNKNOWN, notices: [{ level: "notice", text: text4 }] };
  }
}
async function computed(inputs, gathered, { asked, sources }) {
  const { computeVersion, historyOf } = await import("./stages-version.js");
  const history = await historyOf(inputs, gathered, { exec: sources.exec });
  const of = { wanted: asked.wanted, history, registries: sources.registries };
  const result = await computeVersion(inputs, gathered, of);
  const { formatWhy } = await import("./plan-versionWhy.js");
  const baseVersion = (history.base?.tag ?? history.highest)?.version;
  const common = { ...UNKNOWN, baseVersion, why: formatWhy(result), computed: { result, history } };
  const isRelease = asked.wanted.kind === "release";
  if (result.kind === "version") {
    const releaseTag = isRelease ? `${inputs.what.tagPrefix}${result.version}` : void 0;
    return { ...common, version: result.version, releaseTag, notices: result.notices };
  }
  const notices2 = [...result.notices, { level: "notice", text: result.because }];
  return { ...common, notices: notices2, skipped: !isRelease && !isUnconventional(result) };
}
function isUnconventional({ why }) {
  const { counted, ignored } = why.assessment;
  return counted.length === 0 && ignored.every(({ reason }) => reason === "merge" || reason === "not conventional");
}
function usesChannel({ metadata: metadata2 }) {
  return metadata2.tags.length === 0 || metadata2.tags.some((line) => /(^|,)\s*type=channel\b/.test(line));
}

// src/stages/release.ts
function imagesOf(inputs, { environment }) {
  const { images } = inputs.what;
  if (images.length > 0) return parseImages(images);
  const alone = inputs.what.command === "plan" && inputs.metadata.tags.length > 0;
  return environment.GITHUB_REPOSITORY && !alone ? [`ghcr.io/${environment.GITHUB_REPOSITORY.toLowerCase()}`] : [];
}
async function resolveRelease(inputs, gathered, sources) {
  const { tagPrefix } = inputs.what;
  const { context } = gathered;
  const rules = parseChannels(inputs.metadata.channels, tagPrefix);
  const version = await versionOf(inputs, gathered, { rules, sources });
  const { releaseTag } = version;
  const asReleased = releaseTag === void 0 ? context : { ...context, trigger: { kind: "tag", gitTag: releaseTag } };
  const matched = version.skipped ? void 0 : matchChannel(rules, asReleased, tagPrefix) ?? matchChannel(rules, context, tagPrefix);
  const known = { version: version.version, baseVersion: version.baseVersion };
  const channel2 = matched && resolveChannel(matched, asReleased, known);
  const facts = { ...known, channel: channel2, releaseTag };
  const [first, ...others] = parseVariants(inputs).map((variant) => {
    const metadata2 = resolveMetadata(metadataInputs(inputs, variant, sources.images), context, facts);
    return { variant, metadata: version.skipped && usesChannel(inputs) ? withoutTags(metadata2) : metadata2 };
  });
  if (!first) throw new Error("there is always one variant");
  const variants = [first, ...others];
  checkTags(variants);
  return {
    variants,
    images: first.metadata.images,
    push: pushes(inputs, context),
    tagPrefix,
    releaseTag,
    why: version.why,
    notices: version.notices,
    computed: version.computed
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

// src/main.ts
async function main(entry) {
  const { environment, cwd } = entry;
  const { inputs, warnings } = await readInputs(environment);
  const acting = inputs.what.command === "plan" ? void 0 : import("./stages-session.js");
  const gathered = await gather(inputs, { exec, environment, cwd });
  const images = imagesOf(inputs, gathered.context);
  const logins = loginsOf(inputs.where, {
    images,
    actor: gathered.context.run.actor,
    pushes: pushes(inputs, gathered.context)
  });
  const session = (await acting)?.openSession({ inputs, gathered, entry, logins });
  const run = { gathered, session, images, optionalHosts: logins.optionalHosts };
  const done = isMove(inputs, run) ? await move(inputs, run) : await publish(inputs, { ...run, warnings, entry });
  await report2(done, {
    summary: inputs.report.summary,
    environment,
    temporary: temporaryFolder(environment),
    log: entry.log
  });
  if (done.outcome.failure !== void 0) throw done.outcome.failure;
}
async function publish(inputs, run) {
  const { gathered, session, images, entry } = run;
  const registries = session && { client: session.client, images };
  const release = await resolveRelease(inputs, gathered, { images, exec, registries });
  const announced = announce(inputs, gathered, release);
  const plan = await decide(inputs, { ...run, release, announced });
  if (session && !inputs.what.dryRun) return { plan, outcome: await session.carryOut(plan) };
  entry.log.info(JSON.stringify(plan, void 0, 2));
  return { plan, outcome: NOTHING };
}
async function announce(inputs, gathered, release) {
  const pushed = "gitTag" in gathered.context.trigger && gathered.context.trigger.gitTag !== void 0;
  if (!pushed && release.releaseTag === void 0) return { changelog: "", release: void 0, notices: [] };
  const { planGitHubRelease } = await import("./stages-githubRelease.js");
  return planGitHubRelease(inputs, gathered, { release, exec });
}
function isMove(inputs, run) {
  return run.session !== void 0 && (inputs.what.command === "promote" || inputs.what.command === "rollback");
}
async function move(inputs, moving) {
  const { moveTags } = await import("./stages-moving.js");
  const outcome = await moveTags(inputs, moving);
  return { plan: idlePlan(inputs.what.command, moving.gathered.context, outcome.promoted), outcome };
}
export {
  main
};
