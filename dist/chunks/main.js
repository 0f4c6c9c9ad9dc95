import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  cacheServiceOf,
  contextOf,
  decideImmutable,
  exportVariables,
  limitsOf,
  planAllow,
  planCaches,
  planSecrets,
  readEngineEndpoint,
  requestEngine,
  secretNotices,
  setOutputs,
  temporaryFolder,
  wantsActionsCache,
  withDefaultContext
} from "./plan-cacheNotices.js";
import {
  createHttp,
  readBody
} from "./host-http.js";
import {
  complaintOf,
  findRoot,
  linesOf,
  openGit,
  openOwnRepository
} from "./context-gitCommand.js";
import {
  NOTHING,
  fillPath,
  imagesOf,
  keepDockerfileLabels,
  mergeLabels,
  platformLabels,
  pushes,
  resolveRelease,
  whyNotPushed
} from "./plan-dateFormat.js";
import "./plan-versionFromRef.js";
import "./context-gitTags.js";
import {
  knownVersions
} from "./plan-versionOrder.js";
import {
  VERSION
} from "./oci-imageAnnotations.js";
import "./semver.js";
import {
  InputFault,
  inputRows,
  nearest,
  platforms,
  schema
} from "./inputs-sections-build.js";
import "./csv.js";
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
  isDockerHub,
  parseRepository
} from "./oci-reference.js";
import {
  UserError,
  joinErrors,
  messageOf,
  nearestWord,
  suggest
} from "./errors.js";
import "./shared.js";

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
var hex = (text2) => createHash("sha256").update(text2).digest("hex");
var TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
function parseTraceparent(text2) {
  const match = TRACEPARENT.exec(text2.trim());
  return match?.[1] ? { traceId: match[1], traceparent: text2.trim() } : void 0;
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
  const match = /^(?:https?:\/\/(?:[^/@]*@)?|ssh:\/\/(?:[^/@]*@)?|[\w.-]+@)([^/:]+(?::\d+)?)[/:](.+?)(?:\.git)?\/?$/.exec(
    remote
  );
  return host !== void 0 && match?.[1]?.toLowerCase() === host.toLowerCase() ? match[2] : void 0;
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
  const [shallow = "", root = "", ref = ""] = linesOf(place);
  if (root === "") refuseUnreadable(place);
  if (root === "") return withoutClone(git, question);
  const times = new Map(linesOf(commits).map((line) => splitTime(line)));
  const head = times.keys().next().value;
  const sha = question.sha ?? head ?? "";
  const remote = parseRemoteConfig(config.stdout.toString());
  const facts = {
    root,
    sha,
    commitTime: times.get(sha) ?? await timeElsewhere(sha, question),
    remote: remote.url === void 0 ? void 0 : withoutCredentials(remote.url),
    branch: ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : void 0,
    shallow: shallow === "true",
    gitTags: linesOf(tags2)
  };
  return { facts, head, git, remote };
}
async function withoutClone(git, question) {
  const sha = question.sha ?? "";
  const commitTime = await timeElsewhere(sha, question);
  return {
    facts: {
      root: void 0,
      sha,
      commitTime,
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
function timeElsewhere(sha, question) {
  return sha === "" || !question.commitTime ? Promise.resolve(void 0) : question.commitTime(sha);
}
function refuseUnreadable(result) {
  if (result.error || /not a git repository|must be run in a work tree/.test(result.stderr)) return;
  const dubious = /dubious ownership/.test(result.stderr);
  throw new UserError(`git can't read the repository: ${complaintOf(result)}`, {
    hint: dubious ? "The folder belongs to another user. If you trust it: git config --global --add safe.directory <folder>" : 'Run "git status" in that folder and mend what it names.'
  });
}
function isSha(text2) {
  return text2 !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text2);
}
function splitTime(line) {
  const [sha = "", seconds2] = line.split(" ");
  return [sha, new Date(Number(seconds2) * 1e3)];
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
  return builders.filter((builder) => builder !== void 0);
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
  const text2 = [os, architecture, variant].map(asText).filter(Boolean).join("/");
  return text2.includes("/") ? parsePlatform(text2) : void 0;
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
async function readDefaultBranch(git) {
  const [name] = linesOf(await git(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]));
  return name?.replace(/^origin\//, "") || void 0;
}
async function readDetachedRef(git) {
  const refs = linesOf(
    await git(["for-each-ref", "--points-at=HEAD", "--format=%(refname)", "--sort=-version:refname"])
  );
  for (const [pattern, prefix] of PATTERNS) {
    const [name] = refs.flatMap((ref) => pattern.exec(ref)?.[1] ?? []);
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
  const off = rows.some(({ name, text: text2 }) => name === "status" && text2.trim() === "disabled");
  const emulated = off ? [] : rows.flatMap(platformsOf);
  return [.../* @__PURE__ */ new Set([...native, ...emulated])].map(parsePlatform);
}
function platformsOf({ name, text: text2 }) {
  const cpu = /^qemu-(.+?)(?:-static)?$/.exec(name)?.[1] ?? "";
  const usable = /^enabled$/m.test(text2) && /^flags:.*F/m.test(text2);
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
  const before = event === "workflow_run" ? runBefore(payload) : void 0;
  return {
    event,
    ref: refInput ?? before?.ref ?? environment.GITHUB_REF ?? "",
    baseRef: environment.GITHUB_BASE_REF || before?.baseRef || shortRef(text(payload.base_ref)),
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
  if (run.event === "workflow_run" && run.ref.startsWith("refs/pull/")) return requestBefore(run.payload);
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
function runBefore(payload) {
  const run = object(payload.workflow_run);
  const branch = text(run.head_branch);
  if (branch === "") return void 0;
  const request = requestBefore(payload);
  const ofRequest = text(run.event).startsWith("pull_request");
  if (!ofRequest && !request.fork) return { ref: `refs/heads/${branch}`, baseRef: "" };
  if (request.number > 0) return { ref: `refs/pull/${request.number}/merge`, baseRef: request.baseRef };
  const [owner = ""] = text(object(run.head_repository).full_name).split("/");
  return { ref: `${owner}:${branch}`, baseRef: "" };
}
function requestBefore(payload) {
  const run = object(payload.workflow_run);
  const head = text(object(run.head_repository).full_name);
  const base = text(object(run.repository).full_name) || text(object(payload.repository).full_name);
  const [request] = Array.isArray(run.pull_requests) ? run.pull_requests.map(object) : [];
  return {
    kind: "pull_request",
    number: typeof request?.number === "number" ? request.number : 0,
    headSha: text(run.head_sha),
    headRef: text(run.head_branch),
    baseRef: text(object(request?.base).ref),
    fork: head !== "" && head !== base
  };
}
function shortRef(ref) {
  return ref.replace(/^refs\/(heads|tags)\//, "");
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
  const named2 = {
    fullName: api.repository,
    name: api.repository.slice(api.repository.indexOf("/") + 1),
    url: `${run.serverUrl}/${api.repository}`,
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
async function readCommitTime(api, run, sha) {
  const told = timeInPayload(run, sha);
  if (told || !api || !isSha(sha)) return told;
  const answer = await ask(api, `/git/commits/${sha}`);
  return typeof answer === "string" ? void 0 : parseTime(object(object(answer.json).committer).date);
}
function timeInPayload({ payload }, sha) {
  const commits = Array.isArray(payload.commits) ? payload.commits : [];
  const candidates = [...commits, payload.head_commit, object(payload.workflow_run).head_commit].map(object);
  return parseTime(candidates.find((commit) => commit.id === sha)?.timestamp);
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
  const machine = Promise.all([readEngine(environment), readBuildx(environment, exec2), readEmulators()]);
  machine.catch(() => {
  });
  const event = await readRun(environment, inputs.what.ref);
  const api = apiOf(inputs, environment);
  const [clone, repository, [engine, buildx, emulators]] = await Promise.all([
    readCloneOf(inputs, event, { ...outside, api }),
    readRepository(api, event),
    machine
  ]);
  const run = await inClone(event, { inputs, clone });
  const trace = traceOf(inputs.report, { environment, run });
  const git = clone.facts;
  const read = { engine, buildx, emulators, environment };
  const context = {
    now: /* @__PURE__ */ new Date(),
    trigger: triggerOf(run),
    run,
    repository: api ? repository.facts : { ...await repositoryOf(clone), ...repository.facts },
    git,
    trace,
    ...read
  };
  const warnings = repository.warning === void 0 ? [] : [repository.warning];
  return { context, clone, api, ...compare2(inputs, outside, { run, clone, api }), warnings };
}
async function readCloneOf(inputs, run, { exec: exec2, environment, cwd, api }) {
  const directory = await realpath(environment.GITHUB_WORKSPACE || cwd).catch(() => cwd);
  const sha = inputs.build.context === "git" ? void 0 : shaOf(run, environment) || void 0;
  return readClone(exec2, directory, {
    environment,
    sha,
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
async function repositoryOf({ facts, git }) {
  const defaultBranch = facts.root === void 0 ? void 0 : await readDefaultBranch(git);
  return defaultBranch === void 0 ? {} : { defaultBranch };
}
async function inClone(run, { inputs, clone }) {
  if (inputs.what.ref !== void 0 || clone.head === void 0) return run;
  if (run.ref !== "" && inputs.build.context !== "git") return run;
  const { branch } = clone.facts;
  const ref = branch === void 0 ? await readDetachedRef(clone.git) : `refs/heads/${branch}`;
  return ref === void 0 ? run : { ...run, ref };
}
function traceOf(inputs, { environment, run }) {
  return parseTraceparent(inputs.traceparent ?? "") ?? parseTraceparent(environment.TRACEPARENT ?? "") ?? traceOfRun({ id: run.id, attempt: run.attempt, checkRunId: inputs.checkRunId });
}

// src/context/logins.ts
function loginsOf(where, facts) {
  const first = facts.images[0];
  const registry = where.registry ?? (first === void 0 ? "ghcr.io" : parseRepository(first).registry);
  const single = where.password === void 0 ? [] : [{ host: registry, username: where.username ?? facts.actor, password: where.password }];
  const several = where.registries.flatMap(
    ({ host = "", username, password }) => password ? [{ host, username: username || facts.actor, password }] : []
  );
  const usesGhcr = facts.images.some((image) => parseRepository(image).registry === "ghcr.io");
  const job = usesGhcr && where.githubToken ? [{ host: "ghcr.io", username: facts.actor || "x-access-token", password: where.githubToken }] : [];
  const logins = /* @__PURE__ */ new Map();
  for (const login of [...single, ...several, ...job]) {
    const host = normalHost(login.host);
    if (!logins.has(host)) logins.set(host, { ...login, host });
  }
  const optional = where.registries.filter((row) => /^true$/i.test(row.optional ?? ""));
  return {
    logins: facts.pushes ? [...logins.values()] : [],
    optionalHosts: optional.map(({ host = "" }) => normalHost(host))
  };
}
function normalHost(text2) {
  const host = text2.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return isDockerHub(host) ? "docker.io" : host;
}

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
  const warnings = unknownInputs(environment);
  if (faults.length > 0) throw inputError(faults, warnings);
  return { inputs: Object.freeze(Object.fromEntries(sections)), warnings };
}
async function readRow(row, to) {
  const raw = to.environment[variable(row.name)] ?? "";
  const given = row.keepBlanks ? raw : raw.trim();
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
function inputError(faults, unknown) {
  const listed = faults.map(({ name, given, expected, hint: hint2 }) => {
    const shown = SECRET.test(name) ? "" : ` (given: ${JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)})`;
    return `${name}: ${expected}${shown}${hint2 ? `; ${hint2}` : ""}`;
  });
  const [first = ""] = listed;
  const hint = unknown.join("\n");
  if (listed.length === 1) return new UserError(`Input ${first}`, { hint });
  const message = `${listed.length} inputs are wrong:
${listed.map((fault) => `  - ${fault}`).join("\n")}`;
  return new UserError(message, { hint });
}
var ELSEWHERE = {
  dockerfile: "file",
  repository: "images",
  endpoint: "nodes",
  append: "nodes",
  config: "buildkitd-config",
  "config-inline": "buildkitd-config-inline"
};
function unknownInputs(environment) {
  const known = new Set(inputRows.map((row) => variable(row.name)));
  const names = inputRows.map((row) => row.name);
  const meant = (name) => ELSEWHERE[name] === void 0 ? nearest(name, names) : `did you mean "${ELSEWHERE[name]}"?`;
  return Object.keys(environment).filter((key) => key.startsWith("INPUT_") && !known.has(key)).map((key) => key.slice("INPUT_".length).toLowerCase()).map((name) => `Unknown input "${name}"; ${meant(name) ?? "it is ignored"}`);
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
var lines = (values) => values.join("\n");
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
  { name: "images", doc: "`name@sha256:…`, one a line.", value: ({ outcome }) => lines(outcome.images) },
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
function outputsOf(report2) {
  return new Map(outputRows.map((row) => [row.name, row.value(report2)]));
}

// src/report/markdown.ts
function table(head, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
function list(texts) {
  const item = (text2) => text2.split(/\r?\n(?= *- )/).map((part) => inline(part.trim()));
  return texts.map((text2) => `- ${item(text2).join("\n  ")}`).join("\n");
}
var code = (text2) => `\`${text2.replaceAll("`", "'")}\``;
var inline = (text2) => text2.replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\r?\n/g, " ");

// src/report/summary.ts
var LIMIT = 1024 * 1024 - 1024;
function formatSummary(report2, mode) {
  const sections = [
    heading(report2),
    notices(report2),
    references(report2),
    isPlanned(report2) ? planned(report2) : tags(report2),
    platforms2(report2),
    mode === "full" ? durations(report2) : "",
    footer(report2)
  ];
  const text2 = `${sections.filter(Boolean).join("\n\n")}
`;
  return Buffer.byteLength(text2) <= LIMIT ? text2 : `${text2.slice(0, LIMIT / 4)}

(shortened)
`;
}
function heading({ plan, outcome }) {
  const what = [plan.version && code(plan.version), plan.channel && `on ${code(plan.channel)}`].filter(Boolean).join(" ");
  return `### ${[deed({ plan, outcome }), what].filter(Boolean).join(" ")}`;
}
function deed({ plan, outcome }) {
  const moves = plan.command === "promote" || plan.command === "rollback";
  if (plan.command === "plan") return "Plan:";
  if (outcome.failure !== void 0) return "Failed:";
  if (outcome.dryRun) return `Dry run: ${plan.command}`;
  if (isPlanned({ plan, outcome })) return "Dry run:";
  if (plan.command === "build" && outcome.images.length > 0) return "Built and handed over:";
  const has = (kind) => outcome.promoted.some((row) => row.outcome === kind);
  if (has("restored")) return "Rolled back";
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
    ...plan.notices.map(({ level, text: text2 }) => `${level === "warning" ? "⚠️ " : ""}${text2}`),
    ...outcome.warnings.map((text2) => `⚠️ ${text2}`),
    ...outcome.failure === void 0 ? [] : [`❌ ${failureText(outcome.failure)}`],
    ...outcome.notices
  ];
  return list(texts);
}
function failureText(failure) {
  const hint = failure instanceof UserError ? failure.hint : void 0;
  return [messageOf(failure), hint].filter(Boolean).join("\n- ");
}
function planned({ plan }) {
  const rows = plan.images.flatMap(
    ({ image, tags: tags2 }) => tags2.map(({ name, because }) => [code(`${image}:${name}`), because])
  );
  const names = plan.platforms.map((platform) => code(formatPlatform(platform)));
  return [
    table(["Tag", "Because"], rows),
    list(plan.why),
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
  const rows = outcome.platforms.map(({ variant, platform, digest, size }) => [
    code([variant, formatPlatform(platform)].filter(Boolean).join(" ")),
    short(digest),
    formatSize(size)
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
    outcome.contexts.length > 0 && `build context ${outcome.contexts.map(({ size }) => size).join(", ")}`,
    total > 0 && seconds(total),
    outcome.waits > 0 && `${outcome.waits} wait${outcome.waits === 1 ? "" : "s"} for registries`,
    plan.trace.traceId !== "unknown" && `trace ${code(plan.trace.traceId)}`
  ].filter(Boolean).join(" · ");
}
var short = (digest) => digest ? code(digest.slice(0, 19)) : "–";
var seconds = (ms) => `${(ms / 1e3).toFixed(1)} s`;
var formatSize = (bytes) => bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

// src/report/report.ts
async function report(done, settings) {
  const { plan, outcome } = done;
  const { environment, log } = settings;
  for (const { level, text: text2 } of plan.notices) log[level](text2);
  if (environment.GITHUB_OUTPUT) await writeOutputs(done, settings);
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (settings.summary !== "off" && file)
    await appendFile(file, formatSummary(done, settings.summary)).catch(
      (error) => log.warning(`The job summary was not written: ${messageOf(error)}`)
    );
  for (const image of outcome.images) log.info(image);
}
async function writeOutputs({ plan, outcome }, { environment, temporary }) {
  const written = { plan: { ...plan, metadata: await writeBakeFiles(plan, temporary) }, outcome };
  const outputs2 = outputsOf(written);
  setOutputs(outputs2);
  exportVariables(metadataVariables(outputs2, environment));
}
async function writeBakeFiles({ metadata }, temporary) {
  await mkdir(temporary, { recursive: true });
  const folder = await mkdtemp(join4(temporary, "publish-image-bake-"));
  const entries = await Promise.all(
    Object.entries(metadata.bakeFiles).map(async ([name, content]) => {
      const path = join4(
        folder,
        name === "all" ? "docker-metadata-action-bake.json" : `docker-metadata-action-bake-${name}.json`
      );
      await writeFile(path, content);
      return [name, path];
    })
  );
  return { ...metadata, bakeFiles: Object.fromEntries(entries) };
}

// src/context/dockerfile.ts
import { readFile as readFile4 } from "node:fs/promises";
import { join as join5, resolve } from "node:path";
async function readDockerfile(build, directory) {
  const local = build.context === "workflow" || build.context === "git" ? "." : build.context;
  if (/^(?:[a-z]+:\/\/|git@|\{\{)/.test(local)) return void 0;
  const path = build.file === void 0 ? join5(local, "Dockerfile") : build.file;
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
function readStages(lines2, mark) {
  const stages = [];
  for (const { name, rest } of lines2) {
    if (name === "FROM") {
      const [base = "", as, alias] = rest.split(/\s+/).filter((word) => !word.startsWith("--"));
      const named2 = as?.toLowerCase() === "as" && alias !== void 0 ? [alias.toLowerCase()] : [];
      stages.push({ names: [...named2, String(stages.length)], base, keys: /* @__PURE__ */ new Set() });
    } else if (name === "LABEL") {
      for (const key of labelKeys(rest, mark)) stages.at(-1)?.keys.add(key);
    }
  }
  return stages;
}
function instructions(dockerfile, mark) {
  const lines2 = dockerfile.replace(/^\uFEFF/, "").split(/\r?\n/);
  const continued = new RegExp(`\\${mark}[ \\t]*$`);
  const found = [];
  let joined = "";
  for (let at = 0; at < lines2.length; at++) {
    const line = lines2[at] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    joined += line.replace(continued, "");
    if (continued.test(line)) continue;
    const [, name2 = "", rest2 = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
    found.push({ name: name2.toUpperCase(), rest: rest2.trim() });
    joined = "";
    if (/^(RUN|COPY|ADD)$/i.test(name2)) at = afterHeredocs(lines2, at, rest2);
  }
  const [, name = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
  return name === "" ? found : [...found, { name: name.toUpperCase(), rest: rest.trim() }];
}
function afterHeredocs(lines2, start, rest) {
  let at = start;
  for (const [, dash, , word] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const end = lines2.findIndex(
      (line, index) => index > at && (dash ? line.replace(/^\t+/, "") : line) === word
    );
    at = end < 0 ? lines2.length : end;
  }
  return at;
}
function labelKeys(rest, mark) {
  const words2 = splitWords(rest, mark);
  const [first] = words2;
  if (first === void 0) return [];
  if (!first.includes("=")) return [unquote(first, mark)];
  return words2.flatMap((word) => {
    const at = endOfKey(word, mark);
    return at > 0 ? [unquote(word.slice(0, at), mark)] : [];
  });
}
function splitWords(text2, mark) {
  const e = `\\${mark}`;
  const word = new RegExp(
    `(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|${e}[\\s\\S]|[^\\s"'${e}]|["'${e}])+`,
    "g"
  );
  return text2.match(word) ?? [];
}
function endOfKey(word, mark) {
  const e = `\\${mark}`;
  const key = new RegExp(`^(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|[^="'])+`).exec(word)?.[0] ?? "";
  return word[key.length] === "=" ? key.length : -1;
}
function unquote(text2, mark) {
  return text2.replaceAll(/["']/g, "").replaceAll(mark, "");
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
function isLeg({ what }) {
  return what.command === "build";
}
function handOverNotices({ what }, facts) {
  if (facts.variants.length === 0) return [];
  if (what.command === "plan") return openVariants(facts);
  if (what.command === "merge" && !facts.push)
    return [{ level: "notice", text: "Nothing was pushed, so that there is nothing to merge." }];
  if (facts.builds.length > 0) return [];
  const given = what.platforms.map(formatPlatform).join(", ") || "this platform";
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
  const entries = platforms3.map((platform) => ({ platform, row: native(platform) }));
  const ordered = [...entries.filter(({ row }) => row), ...entries.filter(({ row }) => !row)];
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
  const targets = facts.builds.map((build) => [
    build.id,
    target(inputs, { ...facts, build, secrets: secrets.entries })
  ]);
  return {
    targets: Object.fromEntries(targets),
    cgroupParent: inputs.cgroupParent,
    allow: planAllow(inputs)
  };
}
function target(inputs, facts) {
  const { build } = facts;
  return {
    context: build.context,
    contexts: defined(inputs.buildContexts, {}),
    ...build.file !== void 0 && { dockerfile: dockerfileOf(build.file, build.context) },
    ...build.target !== void 0 && { target: build.target },
    platforms: [formatPlatform(build.platform)],
    args: build.args,
    labels: build.labels,
    annotations: facts.pushTo.length > 0 ? build.annotations : [],
    output: outputs(inputs, facts),
    attest: build.attest,
    secret: facts.secrets,
    ssh: inputs.ssh,
    "cache-from": [...inputs.cacheFrom, ...facts.caches[build.id]?.from ?? []],
    "cache-to": [...inputs.cacheTo, ...facts.caches[build.id]?.to ?? []],
    ...limitsOf(inputs)
  };
}
var REMOTE = /^(?:[a-z-]+:\/\/|git@|github\.com\/|target:)/;
function dockerfileOf(file, context) {
  const asItIs = context === "." || REMOTE.test(context) || REMOTE.test(file) || file.startsWith("/");
  return asItIs ? file : `cwd://${file}`;
}
function outputs(inputs, facts) {
  const asked2 = inputs.outputs.map((output) => perPlatform(output, facts));
  const store = facts.storeless ? ",store=false" : "";
  const pushed = facts.pushTo.length > 0 ? [
    `type=image,${named(facts.pushTo)},push-by-digest=true,name-canonical=true,push=true,oci-mediatypes=true${store}`
  ] : [];
  const loadedAs = facts.loadedAs?.[facts.build.id] ?? [];
  const loaded = inputs.load ? [["type=docker", ...named(loadedAs)].join(",")] : [];
  const all = [...pushed, ...loaded, ...asked2];
  return all.length > 0 ? all : ["type=cacheonly"];
}
var named = (names) => names.length > 0 ? [`"name=${names.join(",")}"`] : [];
function perPlatform(output, { builds, build }) {
  if (builds.length === 1) return output;
  const slug = [build.variant, formatPlatform(build.platform).replaceAll("/", "_")].filter(Boolean).join("-");
  if (!output.includes("=")) return `type=local,dest=${output}/${slug}`;
  if (/(^|,)type=local(,|$)/.test(output)) return output.replace(/(^|,)dest=([^,]+)/, `$1dest=$2/${slug}`);
  return output.replace(/(^|,)dest=([^,]+?)(\.[a-z0-9.]+)?(?=,|$)/, `$1dest=$2-${slug}$3`);
}
function defined(pairs, fallback) {
  const filled = Object.entries(pairs).map(([key, value]) => [key, value ?? fallback[key]]);
  return Object.fromEntries(filled.filter((pair) => pair[1] !== void 0));
}

// src/plan/emulators.ts
function planEmulators({ qemu, platforms: platforms3, builder, context }) {
  if (qemu === "never" || !buildsHere(builder)) return { platforms: [], asksNodes: false };
  const there = new Set(
    [...nodePlatforms(builder, context), ...qemu === "always" ? [] : context.emulators].map(formatPlatform)
  );
  const missing = platforms3.filter(
    (platform) => platform.os === "linux" && !runsNatively(platform, context.engine?.platform) && !there.has(formatPlatform(platform))
  );
  const asked2 = nodesElsewhere(builder).filter((node) => node.platforms.length === 0);
  return { platforms: missing, asksNodes: missing.length > 0 && asked2.length > 0 };
}
function runsNatively(platform, machine) {
  return platform.os === machine?.os && platform.architecture === machine.architecture;
}
function buildsHere(builder) {
  if (builder.kind === "existing") return ["docker", "docker-container"].includes(builder.driver);
  if (builder.kind === "engine") return true;
  return builder.kind === "docker-container" && nodesElsewhere(builder).length < builder.nodes.length;
}
function nodesElsewhere(builder) {
  if (builder.kind === "existing") return [];
  return builder.nodes.filter(({ endpoint }) => endpoint !== void 0 && !HERE.test(endpoint));
}
var HERE = /^(unix:|npipe:|default$)/;
function nodePlatforms(builder, context) {
  if (builder.kind !== "existing") return builder.nodes.flatMap(({ platforms: platforms3 }) => platforms3);
  return context.buildx?.builders.find(({ name }) => name === builder.name)?.platforms ?? [];
}

// src/plan/givenDigests.ts
function givenDigests({ what }, builds) {
  const only = new Set(builds.map(({ variant }) => variant));
  return what.digests.map(({ key, digest }) => {
    const [text2 = "", variant = ""] = key.split(" ").reverse();
    const platform = parsePlatform(text2);
    if (variant === "" && only.size > 1)
      throw new UserError(
        `Input digests: "${key}" may be of ${[...only].join(" or ")}; write "${[...only][0]} ${formatPlatform(platform)}"`
      );
    return { variant: variant || ([...only][0] ?? ""), platform, digest };
  });
}

// src/plan/load.ts
function loadedNames({ variant, platform }, { builds, images }) {
  const platforms3 = new Set(builds.map((build) => formatPlatform(build.platform)));
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
  const isPlanned2 = (platform) => platforms3.some((planned2) => samePlatform(planned2, platform));
  const entries = Object.entries(held).map(([tag, there]) => [
    tag,
    there && {
      ...there,
      platforms: there.platforms.filter(isPlanned2),
      ...there.details && { details: there.details.filter(({ platform }) => isPlanned2(platform)) }
    }
  ]);
  return Object.fromEntries(entries);
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
  const images = facts.push ? namesOf(facts) : [];
  const [first = [], ...others] = planSetUp(inputs, facts);
  const check = facts.push ? [{ kind: "check-push", images }] : [];
  return [[...check, ...first], ...others, [planBuildStep(inputs, facts, images)]];
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
function planSetUp(inputs, { context, builds, builder }) {
  if (!builder) return [];
  const wanted = uniquePlatforms(builds.map(({ platform }) => platform));
  const { platforms: platforms3, asksNodes } = planEmulators({
    qemu: inputs.builder.qemu,
    platforms: wanted,
    builder,
    context
  });
  const open = { kind: "set-up-builder", builder };
  if (platforms3.length === 0) return [[open]];
  const emulators = {
    kind: "set-up-emulators",
    platforms: platforms3,
    asksNodes,
    image: inputs.builder.qemuImage
  };
  return asksNodes ? [[open], [emulators]] : [[emulators, open]];
}
function planBuildStep(inputs, { context, builds, builder, caches, images }, pushTo) {
  const definition = planBake(withDefaultContext(inputs, context), {
    builds,
    pushTo,
    storeless: builder?.kind === "engine",
    loadedAs: Object.fromEntries(builds.map((build) => [build.id, loadedNames(build, { builds, images })])),
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
function ghaFaultOf({ buildxVersion, engine, builder }) {
  if (buildxVersion !== void 0 && isBelow(buildxVersion, [0, 21]))
    return `it needs buildx 0.21, and this is ${buildxVersion}`;
  if (builder?.kind === "engine" && engine && isBelow(engine.version, [28, 0]))
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
  const asked2 = [...inputs.attests, ...option("sbom", inputs.sbom)];
  const provenance = inputs.attests.some((entry) => /(^|,)type=provenance(,|$)/.test(entry)) ? [] : planProvenance(inputs, facts);
  const attest = facts.pushes ? [...asked2, ...provenance] : [];
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
function planProvenance(inputs, { platforms: platforms3, runUrl: runUrl2, noDefault = false }) {
  const builder = runUrl2 ? `,builder-id=${runUrl2}` : "";
  const wantsIndex = platforms3 > 1 || inputs.imageShape === "index" || inputs.attests.length > 0 || !/^false$/i.test(inputs.sbom ?? "false");
  if (inputs.provenance === void 0) {
    return wantsIndex && !noDefault && inputs.imageShape !== "manifest" ? [`type=provenance,mode=min,version=v1${builder}`] : ["type=provenance,disabled=true"];
  }
  return option("provenance", inputs.provenance).map(
    (entry) => /disabled=|builder-id=/.test(entry) ? entry : `${entry}${builder}`
  );
}
function option(type, value) {
  if (value === void 0) return [];
  if (/^true$/i.test(value)) return [`type=${type}`];
  if (/^false$/i.test(value)) return [`type=${type},disabled=true`];
  return [`type=${type},${value}`];
}

// src/plan/planVariant.ts
function planVariant(inputs, { variant, metadata }, facts) {
  const { release } = metadata;
  const platforms3 = platformsOf2(inputs, variant, facts);
  const versionLabel = release.labels[VERSION] ?? release.version;
  return {
    name: variant.name,
    platforms: platforms3,
    shape: shapeOf(inputs, platforms3, facts),
    versionLabel,
    affixes: affixesOf(versionLabel, metadata.sourceVersion),
    indexAnnotations: indexAnnotations(release)
  };
}
function planBuilds(inputs, named2, facts) {
  const { variant, metadata } = named2;
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
      labels: labelsOf(platform, named2, facts),
      context: fill(variant.context ?? contextOf(inputs, facts.context)),
      file: file && fill(file),
      target: variant.target ?? inputs.build.target,
      args,
      annotations: metadata.release.annotations.filter((line) => /^manifest[:[]/.test(line)),
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
    noDefault: /^(1|t|true)$/i.test(context.environment.BUILDX_NO_DEFAULT_ATTESTATIONS ?? ""),
    runUrl: runUrl(context)
  });
}
function labelsOf(platform, { variant, metadata }, { context, dockerfileLabels }) {
  const { release, userLabels } = metadata;
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
function runUrl({ run, environment }) {
  if (!run.id || !environment.GITHUB_REPOSITORY) return "";
  return `${run.serverUrl}/${environment.GITHUB_REPOSITORY}/actions/runs/${run.id}/attempts/${run.attempt || "1"}`;
}

// src/plan/planRun.ts
function planRun(inputs, facts) {
  const { context } = facts;
  const [{ metadata }] = facts.variants;
  const active = facts.variants.filter((one) => one.metadata.release.tags.length > 0);
  const builds = active.flatMap((one) => planBuilds(inputs, one, facts));
  const variants = active.map((one) => planVariant(inputs, one, facts));
  const platforms3 = uniquePlatforms(
    builds.length > 0 ? builds.map(({ platform }) => platform) : facts.platforms
  );
  const caches = planRunCaches(inputs.build, builds, facts);
  const planned2 = active.length > 0 ? planPhases(inputs, { ...facts, builds, plannedVariants: variants, caches }) : [];
  const phases = withCaches(planned2, caches, { builds, maxBytes: inputs.build.cacheMaxSize });
  const isBuilt = phases.flat().some(({ kind }) => kind === "build");
  return {
    command: inputs.what.command,
    channel: metadata.release.channel,
    version: metadata.release.version,
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
      ...handOverNotices(inputs, { ...facts, builds, variants: active.map(({ variant }) => variant) }),
      ...isBuilt ? [...caches.notices, ...secretNotices(inputs.build, builds, context.environment)] : [],
      ...variantNotices(facts.variants, active)
    ]
  };
}
function variantNotices(all, active) {
  const left = active.length > 0 ? all.filter((one) => !active.includes(one)) : [];
  return [
    ...all.flatMap(({ metadata }) => metadata.release.notices),
    ...left.map(
      ({ variant }) => ({
        level: "notice",
        text: `No rule yields an image tag for ${variant.name}, which is left out.`
      })
    )
  ];
}
function joinOutputs(variants, { metadata: { sepTags } }) {
  const join7 = (pick) => variants.map(({ metadata }) => pick(metadata.outputs)).filter(Boolean).join(sepTags);
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
function hashOf(text2) {
  let hash = 0xcbf29ce484222325n;
  for (const character of text2) {
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
function planDriver(asked2, records, engineCan) {
  const joined = sharedDriver(records);
  const driver = asked2 === "auto" ? autoDriver(joined, engineCan) : parseDriver(asked2, "Input driver");
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
function sharedDriver(records) {
  const drivers = new Set(records.map(driverOf));
  if (drivers.size > 1) {
    throw new UserError(`Input nodes mixes the drivers ${[...drivers].join(", ")}; a builder has one`, {
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
function parseDriver(text2, where) {
  const driver = DRIVERS.find((name) => name === text2);
  if (driver) return driver;
  throw new UserError(`${where}: "${text2}" is no driver, ${suggest(text2, DRIVERS)}`, {
    hint: "Leave it out for `auto`."
  });
}

// src/plan/builderOptions.ts
var TEXT = { expected: "a value", pattern: /./ };
var NUMBER = { expected: "a whole number", pattern: /^-?\d+$/ };
var BOOLEAN = { expected: "true or false", pattern: /^(1|0|t|f|true|false)$/i };
var SIZE = { expected: "a size such as 512m or 4g", pattern: /^(-1|\d+(\.\d+)? ?[kmgtp]?i?b?)$/i };
var PATH = { expected: "an absolute path", pattern: /^(\/|[a-z]:[\\/])/i };
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
  remote: { cacert: PATH, cert: PATH, key: PATH, servername: TEXT, "default-load": BOOLEAN },
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
function splitOptions(text2) {
  const found = text2.matchAll(/((?:"[^"]*"|[^",;\n])+)/g);
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
function optionFault(driver, option2) {
  const name = nameOf(option2);
  if (!name) return [`driver-opts: "${option2}" is not key=value; one with a comma in it stands in quotes`];
  const value = option2.slice(name.length + 1);
  const kind = OPTIONS[driver][name];
  if (kind) return kind.pattern.test(value) ? [] : [`${name}: expected ${kind.expected}, got "${value}"`];
  const near = nearestWord(name, Object.keys(OPTIONS[driver]));
  if (near !== void 0) return [`driver ${driver} has no option "${name}"; did you mean "${near}"?`];
  const others = Object.entries(OPTIONS).flatMap(([other, known]) => known[name] ? [other] : []);
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
  throw new UserError(faults.join("\n"), {
    hint: "The options of each driver: https://docs.docker.com/build/builders/drivers/"
  });
}

// src/plan/builderNodeRecords.ts
function selectRecords(records, selector) {
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return records;
  const found = records.filter((record) => {
    const labels = labelsOf2(record);
    return wanted.every(([key, value]) => key in labels && (value === void 0 || labels[key] === value));
  });
  if (found.length > 0) return found;
  const asked2 = wanted.map(([key, value]) => value === void 0 ? key : `${key}=${value}`).join(", ");
  const there = records.map(
    (record) => Object.entries(labelsOf2(record)).map((pair) => pair.join("=")).join(",")
  );
  throw new UserError(`Input node-selector: no node has ${asked2}`, {
    hint: there.length > 0 ? `The nodes have: ${there.map((text2) => text2 || "(none)").join("; ")}.` : "Name nodes by input nodes."
  });
}
function nodeFrom(record) {
  return {
    name: record.name?.toLowerCase(),
    endpoint: record.endpoint || void 0,
    platforms: words(record.platforms).map(parsePlatform),
    driverOpts: splitOptions(record["driver-opts"] ?? ""),
    labels: labelsOf2(record)
  };
}
var NAME = /^[a-z][a-z0-9._-]*$/i;
function nodeFaults(records, driver) {
  const joined = BESIDE[driver];
  const names = records.map(({ name }) => name?.toLowerCase());
  return records.flatMap((record, index) => {
    const { name, endpoint, platforms: platforms3 } = record;
    const faults = [
      ...name !== void 0 && !NAME.test(name) ? [`name "${name}" has to start with a letter, and letters, digits, ".", "_" and "-" follow`] : [],
      ...name !== void 0 && names.indexOf(name.toLowerCase()) !== index ? [`there is a node "${name}" already`] : [],
      ...endpointFaults(joined, endpoint),
      ...words(platforms3).flatMap(platformFault),
      ...optionFaults(joined, splitOptions(record["driver-opts"] ?? ""))
    ];
    return faults.map((fault) => `Input nodes, entry ${index + 1}: ${fault}`);
  });
}
var REMOTE3 = /^(docker-container|kube-pod|npipe|ssh|tcp|unix):\/\/./;
function endpointFaults(driver, endpoint) {
  if (driver === "remote" && !endpoint) return ["it lacks the endpoint that its BuildKit listens at"];
  if (driver === "remote" && endpoint && !REMOTE3.test(endpoint))
    return [
      `endpoint "${endpoint}" is none of a BuildKit; expected tcp://host:port, unix:///path or ssh://host`
    ];
  if (driver === "kubernetes" && endpoint)
    return [`driver kubernetes takes no endpoint ("${endpoint}"): the cluster is that of KUBECONFIG`];
  return [];
}
function platformFault(text2) {
  try {
    parsePlatform(text2);
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}
var words = (text2 = "") => text2.split(/[\s,;]+/).filter(Boolean);
function labelsOf2({ labels = "" }) {
  if (!labels.startsWith('{"')) return Object.fromEntries(words(labels).map(splitPair));
  const json2 = JSON.parse(labels);
  const entries = Object.entries(typeof json2 === "object" && json2 !== null ? json2 : {});
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
function splitPair(pair) {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}

// src/plan/builderQuotas.ts
var PERIOD_US = 1e5;
var SIZE2 = /^(\d+(?:\.\d+)?)([kmgt]?)i?b?$/i;
function binaryQuantity(size) {
  const [, number = "", unit = ""] = SIZE2.exec(size) ?? [];
  return unit === "" ? number : `${number}${unit.toUpperCase()}i`;
}
function quotaOpts({
  driver,
  record,
  index
}) {
  const { cpus, memory } = record;
  const where = `Input nodes, entry ${index + 1}`;
  if (!cpus && !memory) return [];
  if (driver === "docker" || driver === "remote")
    throw new UserError(
      `${where}: ${cpus ? "cpus" : "memory"} cannot be set for a node whose BuildKit runs already`,
      {
        hint: "Limit it where it is started, or use driver docker-container or kubernetes."
      }
    );
  if (cpus && !(Number(cpus) > 0)) throw new UserError(`${where}: cpus "${cpus}" is no number above 0`);
  if (memory && !SIZE2.test(memory))
    throw new UserError(`${where}: memory "${memory}" is no size, such as 512m or 4g`);
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
  const records = selectRecords(inputs.nodes ?? [], selector);
  const driver = planDriver(inputs.driver, records, engineCan && !selects);
  if (driver === "remote" && records.length === 0) {
    throw new UserError("Input driver: remote needs input nodes, with the endpoint of each", {
      hint: "For example `nodes: endpoint=tcp://host:1234`."
    });
  }
  throwFaults([
    ...optionFaults(driver, inputs.driverOpts).map((fault) => `Input driver-opts: ${fault}`),
    ...nodeFaults(records, driver)
  ]);
  const nodes = records.map((record, index) => withQuotas(nodeFrom(record), { driver, record, index }));
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
  const text2 = [own, ...tables.map(formatTable)].filter(Boolean).join("\n\n");
  return text2 === "" ? void 0 : `${text2}
`;
}
function withParallelism(config, max) {
  if (max === void 0) return config;
  const line = `  max-parallelism = ${max}`;
  const text2 = config ?? "";
  if (/^\s*max-parallelism\s*=/m.test(text2)) return config;
  const table2 = /^\s*\[\s*worker\s*\.\s*oci\s*\].*$/m;
  if (table2.test(text2)) return text2.replace(table2, (head) => `${head}
${line}`);
  return [text2.trimEnd(), `[worker.oci]
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
  const lines2 = [
    `[registry.${JSON.stringify(host)}]`,
    ...mirrors.length > 0 ? [`  mirrors = ${JSON.stringify(mirrors)}`] : [],
    ...insecure ? ["  http = true", "  insecure = true"] : []
  ];
  return lines2.join("\n");
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
  const size = 2 ** (32 - Number(bits));
  return Math.floor(start / size) === Math.floor(address / size);
}
function parseIpv4(text2) {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text2)) return void 0;
  return text2.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

// src/plan/builder.ts
function planBuilder(inputs, facts) {
  if (!facts.buildx) {
    throw new UserError("No buildx was found beside the container engine", {
      hint: "Install Docker's buildx plugin (docker-buildx-plugin, or docker-buildx on Debian)."
    });
  }
  const named2 = inputs.builder ?? (leavesChoice(inputs) ? facts.buildx.current?.name : void 0);
  if (named2 === void 0) return startedBuilder(inputs, facts);
  refuseDaemonOptions(inputs, `builder ${named2}`);
  if (named2 === "default") return engineBuilder("builder: default", facts.engine, []);
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
function refuseDaemonOptions(inputs, what) {
  const names = daemonOptions(inputs);
  if (names.length === 0) return;
  throw new UserError(`${names.join(", ")} cannot be set for ${what}: its BuildKit runs already`, {
    hint: "Leave these inputs out, or have a BuildKit started by `driver: docker-container`."
  });
}
function existingBuilder(name, { builders }) {
  const found = builders.find((builder) => builder.name === name);
  if (found) return { kind: "existing", name, driver: found.driver };
  const known = ["default", ...builders.map((builder) => builder.name)];
  throw new UserError(`There is no builder "${name}"; ${suggest(name, known)}`, {
    hint: "Create it in an earlier step, or leave `builder` out."
  });
}
function engineBuilder(asked2, engine, nodes) {
  if (engine?.containerdStore) return { kind: "engine", nodes };
  if (!engine) throw noEngine();
  throw new UserError(
    `${asked2}: the engine (${engine.version}) keeps its images outside of containerd's store, so that its own BuildKit can neither build several platforms nor push by digest`,
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
  if (json2) return platformsFrom(json2);
  if (command === "merge" && variants.some(({ variant }) => variant.platforms === void 0))
    throw new UserError("merge needs to know every platform that was planned", {
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
    throw new UserError(`PLATFORMS_JSON in the environment: ${messageOf(error)}; it is ${variable2}`);
  }
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
function prepareBuilder(inputs, { session, announced }, planned2) {
  if (!session || inputs.what.dryRun) return () => {
  };
  const prepared = planned2.then(
    (found) => found && session.builders.prepare(found),
    () => {
    }
    // told where it is waited for
  );
  return () => void Promise.all([prepared, announced]).then(session.builders.startBake, () => {
  });
}

// src/stages/planNotices.ts
function planNotices(inputs, { release, gathered }) {
  const { context } = gathered;
  const idle = release.variants.every(({ metadata }) => metadata.release.tags.length === 0);
  const nothing = idle && release.notices.length === 0 ? `Nothing to publish: no channel or rule takes ${context.run.ref || "this run"}.` : void 0;
  const unasked = inputs.what.command === "plan" ? "Planned without asking the registries: which tags they hold, and whether floating ones would move, is not known." : void 0;
  const elsewhere = idle || !release.push ? void 0 : otherCommit(inputs, gathered);
  return [
    ...notices2("notice", nothing, idle ? void 0 : whyNotPushed(inputs, context), unasked),
    ...notices2("warning", elsewhere)
  ];
}
function notices2(level, ...texts) {
  return texts.filter((text2) => text2 !== void 0).map((text2) => ({ level, text: text2 }));
}
function otherCommit({ what, build }, { context, clone }) {
  const { sha } = context.git;
  const isBuilt = what.command === "publish" || what.command === "build" || what.command === "plan";
  const isRemote = /^[a-z+]+:\/\/|^git@|\{\{/.test(build.context);
  if (!isBuilt || isRemote || clone.head === void 0 || sha === "" || clone.head === sha) return void 0;
  const [here, there] = [clone.head, sha].map((commit) => commit.slice(0, 7));
  return `The workspace is at ${here}, and this run is about ${there}, which the image will name. Check that commit out.`;
}

// src/stages/registries.ts
async function readRegistries({ variants, images }, { session, isOptional, onMissing }) {
  const tags2 = variants.flatMap(
    ({ metadata }) => metadata.release.tags.map(({ name, guard }) => ({ name, immutable: guard.kind === "immutable" }))
  );
  if (!tags2.some(({ immutable }) => immutable)) onMissing();
  const settled = await Promise.allSettled(
    images.map((image) => session.readPublished([{ image, tags: tags2 }], onMissing))
  );
  const notices3 = [];
  const errors = [];
  const left = images.filter((image, at) => {
    const result = settled[at];
    if (result?.status !== "rejected") return true;
    const text2 = `${image} is optional and was left out: ${messageOf(result.reason)}`;
    if (isOptional(image)) notices3.push({ level: "warning", text: text2 });
    else errors.push(result.reason);
    return false;
  });
  if (errors.length > 0) throw joinErrors(errors);
  if (left.length === 0)
    throw new UserError("Every registry was optional and failed; nothing was published.");
  const published = settled.flatMap((result) => result.status === "fulfilled" ? result.value : []);
  return { images: left, published, notices: notices3 };
}
function optionalIn(optionalHosts) {
  return (image) => optionalHosts.includes(parseRepository(image).registry);
}

// src/stages/decide.ts
async function decide(inputs, decision) {
  const { gathered, release } = decision;
  const { context } = gathered;
  const push = release.push && release.variants.some(isActive);
  const planned2 = builderOf(inputs, decision);
  const startBake = prepareBuilder(inputs, decision, planned2);
  if (!push && release.variants.some(isActive)) startBake();
  const [registered, announced, dockerfileLabels, builder, buildxVersion] = await Promise.all([
    push ? register(decision, startBake) : unregistered(release),
    decision.announced,
    readLabels(inputs, decision),
    planned2,
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
    builder,
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
async function register(decision, onMissing) {
  const { release, session, optionalHosts } = decision;
  if (!session) return unregistered(release);
  return readRegistries(release, { session, isOptional: optionalIn(optionalHosts), onMissing });
}
var unregistered = ({ images }) => ({ images, published: [], notices: [] });
function isActive({ metadata }) {
  return metadata.release.tags.length > 0;
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
  return [...warnings, ...gathered.warnings].map((text2) => ({ level: "warning", text: text2 }));
}
function planImages({ variant, metadata }, { gathered, release, optionalHosts }, { images, published }) {
  const { labels, version, tags: tags2 } = metadata.release;
  const { suffix } = affixesOf(labels[VERSION] ?? version, metadata.sourceVersion);
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
  const done = await (isMove(inputs, run) ? move(inputs, run) : publish(inputs, { ...run, warnings, entry })).finally(() => session?.builders.close()).catch((error) => {
    for (const warning of warnings) entry.log.warning(warning);
    throw error;
  });
  const settings = { summary: inputs.report.summary, environment, temporary: temporaryFolder(environment) };
  const reported = await report(done, { ...settings, log: entry.log }).catch((error) => error);
  const faults = [done.outcome.failure, reported].filter((fault) => fault !== void 0);
  if (faults.length > 0) throw joinErrors(faults);
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
