import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  CONTENTS_WRITE,
  cacheServiceOf,
  checkTag,
  createHttp,
  decideImmutable,
  exportVariable,
  field,
  planCaches,
  planSecrets,
  readBody,
  readEngineEndpoint,
  requestEngine,
  setOutput,
  temporaryFolder,
  wantsActionsCache,
  wordsOf
} from "./plan-cacheNotices.js";
import {
  NOTHING,
  fieldsOfText,
  guardOf
} from "./plan-floating.js";
import {
  REVISION,
  VERSION,
  highestAbove,
  isPrerelease,
  knownVersions
} from "./plan-versionOrder.js";
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
  TAG,
  formatPlatform,
  isDigest,
  isDockerHub,
  parsePlatform,
  parseRepository,
  platformSlug,
  samePlatform
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

// src/context/gitCommand.ts
import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
var QUIET = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
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
    folder = realpathSync(directory);
  } catch {
    return void 0;
  }
  for (; ; ) {
    if (statSync(join(folder, ".git"), { throwIfNoEntry: false })) return folder;
    const parent = dirname(folder);
    if (parent === folder) return void 0;
    folder = parent;
  }
}
function complaintOf(result) {
  if (result.error) return `git could not be started: ${result.error.message}`;
  const lines6 = result.stderr.split("\n").filter((line2) => line2.trim() !== "" && !line2.startsWith("hint:"));
  const fatal = lines6.find((line2) => /^(?:fatal|error|remote):/.test(line2)) ?? lines6.at(-1);
  return (fatal ?? `git ended with exit code ${result.exitCode}`).replace(/^(?:fatal|error): /, "").trim();
}
function linesOf(result) {
  return result.stdout.toString().split("\n").filter((line2) => line2 !== "");
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
  const times = new Map(linesOf(commits).map((line2) => splitTime(line2)));
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
function splitTime(line2) {
  const [sha2 = "", seconds2] = line2.split(" ");
  return [sha2, new Date(Number(seconds2) * 1e3)];
}

// src/context/shallow.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";
var COMMITS_ONLY = "--filter=tree:0";
var WITHOUT_BLOBS = "--filter=blob:none";
async function openOwnRepository(exec2, access3, sha2) {
  const directory = mkdtempSync(join2(access3.environment.RUNNER_TEMP ?? tmpdir(), "publish-image-history-"));
  const git = openBareGit(exec2, directory, access3.environment);
  const close = () => rmSync(directory, { recursive: true, force: true });
  const format2 = sha2.length === 64 ? ["--object-format=sha256"] : [];
  const made = await git(["init", "--quiet", "--bare", "--template=", ...format2, directory]);
  if (!made.ok) {
    close();
    throw new UserError(
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
import { delimiter, join as join4 } from "node:path";

// src/context/buildxBuilders.ts
import { createHash as createHash2 } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join as join3 } from "node:path";
var asObject = (value) => typeof value === "object" && value !== null ? value : {};
var asList = (value) => Array.isArray(value) ? value : [];
var asText = (value) => typeof value === "string" ? value : "";
function buildxFolder(environment) {
  return environment.BUILDX_CONFIG || join3(dockerFolder(environment), "buildx");
}
async function readBuilders(environment) {
  const folder = join3(buildxFolder(environment), "instances");
  const names = await readdir(folder).catch(() => []);
  const builders = await Promise.all(names.map((name) => readJson(join3(folder, name)).then(builderFrom)));
  return builders.filter((builder) => builder !== void 0);
}
async function readSelected(environment) {
  if (environment.BUILDX_BUILDER) return environment.BUILDX_BUILDER;
  const folder = buildxFolder(environment);
  const key = await engineKey(environment);
  const current = asObject(await readJson(join3(folder, "current")));
  const name = asText(current.Name);
  if (name && (current.Global === true || current.Key === key)) return name;
  const hash = createHash2("sha256").update(key).digest("hex").slice(0, 20);
  return (await readFile(join3(folder, "defaults", hash), "utf8").catch(() => "")).trim() || void 0;
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
  (folder) => join4(folder, "docker/cli-plugins")
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
    const path = join4(folder, "docker-buildx");
    if (await isExecutable(path)) return [path];
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  const installed = await Promise.all(folders.map((folder) => isExecutable(join4(folder, "docker"))));
  if (!installed.includes(true)) return void 0;
  const { ok } = await exec2(["docker", "buildx", "version"], { env: { ...environment } });
  return ok ? ["docker", "buildx"] : void 0;
}
async function pluginFolders(environment) {
  const { cliPluginsExtraDirs } = await readDockerConfig(environment);
  const extra = Array.isArray(cliPluginsExtraDirs) ? cliPluginsExtraDirs : [];
  const own = join4(dockerFolder(environment), "cli-plugins");
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
import { join as join5 } from "node:path";
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
    names.filter((name) => name !== "register").map(async (name) => ({ name, text: await readFile2(join5(folder, name), "utf8").catch(() => "") }))
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
  if (run.event === "pull_request" || run.event === "pull_request_target") return pullRequest(run.payload);
  if (run.event === "merge_group") return { kind: "merge_group", branch: branch ?? "" };
  if (run.event === "schedule" && branch !== void 0) return { kind: "schedule", branch };
  if (run.event === "workflow_dispatch" || run.event === "repository_dispatch") {
    return {
      kind: "dispatch",
      ...branch !== void 0 && { branch },
      ...gitTag !== void 0 && { gitTag }
    };
  }
  if (run.event === "workflow_run")
    return { kind: "branch", branch: text(object(run.payload.workflow_run).head_branch) || (branch ?? "") };
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
  const given = inputs.traceparent ?? environment.TRACEPARENT;
  return given && parseTraceparent(given) || traceOfRun({ id: run.id, attempt: run.attempt, checkRunId: inputs.checkRunId });
}

// src/context/logins.ts
function loginsOf(where, facts) {
  const first = facts.images[0];
  const registry = where.registry ?? (first === void 0 ? "ghcr.io" : parseRepository(first).registry);
  const single = where.password === void 0 ? [] : [{ host: registry, username: where.username ?? facts.actor, password: where.password }];
  const several = where.registries.flatMap(
    ({ host = "", username, password }) => password === void 0 ? [] : [{ host, username: username ?? facts.actor, password }]
  );
  const usesGhcr = facts.images.some((image) => parseRepository(image).registry === "ghcr.io");
  const job = usesGhcr && where.githubToken ? [{ host: "ghcr.io", username: facts.actor || "x-access-token", password: where.githubToken }] : [];
  const logins = /* @__PURE__ */ new Map();
  for (const login of [...single, ...several, ...job]) {
    const host = normalHost(login.host);
    if (!logins.has(host)) logins.set(host, { ...login, host });
  }
  const optional2 = where.registries.filter((row) => row.optional === "true");
  return { logins: facts.pushes ? [...logins.values()] : [], optionalHosts: optional2.map(({ host = "" }) => normalHost(host)) };
}
function normalHost(text4) {
  const host = text4.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return isDockerHub(host) ? "docker.io" : host;
}

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code2, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code2;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = function(columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === void 0 || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal"
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`
      ]);
    }
  }
  return normalizedColumns;
};

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
  constructor(size2 = 100) {
    this.size = size2;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size2);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
};
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = function(options) {
  const timchars = [
    // Basic Latin
    32,
    // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    9,
    // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    10,
    // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    13,
    // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    12,
    // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    11,
    // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    160,
    // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    5760,
    // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    8192,
    // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    8193,
    // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    8194,
    // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    8195,
    // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    8196,
    // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    8197,
    // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    8198,
    // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    8199,
    // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    8200,
    // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    8201,
    // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    8202,
    // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    8232,
    // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    8233,
    // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    8239,
    // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    8287,
    // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    12288,
    // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    65279
    // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding
    );
    if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: void 0,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: void 0,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
    field: new ResizeableBuffer_default(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      ...options.delimiter ? options.delimiter.map((delimiter2) => delimiter2.length) : [],
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      ...timchars.map((t) => t.length)
    ),
    previousBuf: void 0,
    quoting: false,
    stop: false,
    rawBuffer: new ResizeableBuffer_default(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("	", options.encoding)[0]
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars,
    timcharFirstBytes
  };
};

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match2) {
    return "_" + match2.toLowerCase();
  });
};

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.encoding === void 0 || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (typeof options.encoding !== "string" && options.encoding !== null) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`
      ],
      options
    );
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`
      ],
      options
    );
  }
  options.cast_function = null;
  if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") {
    options.cast = void 0;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`
      ],
      options
    );
  }
  if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function(value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`
      ],
      options
    );
  }
  options.cast_first_line_to_header = void 0;
  if (options.columns === true) {
    options.cast_first_line_to_header = void 0;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (options.columns === void 0 || options.columns === null || options.columns === false) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`
      ],
      options
    );
  }
  if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`
      ],
      options
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated."
      ],
      options
    );
  }
  if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`
        ],
        options
      );
    }
  }
  if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`
      ],
      options
    );
  }
  if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`
      ],
      options
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === void 0)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["	".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.score === void 0)
      options.delimiter_auto.score = (info, options2) => {
        return (info.total - info.std) * (options2.preferred[info.char_code] || 1);
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.size === void 0)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`
        ],
        options
      );
    }
  }
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function(delimiter2) {
    if (typeof delimiter2 === "string") {
      delimiter2 = Buffer.from(delimiter2, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter2) || delimiter2.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`
        ],
        options
      );
    }
    return delimiter2;
  });
  if (options.escape === void 0 || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`
      );
    }
  }
  if (options.from === void 0 || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`
      );
    }
  }
  if (options.from_line === void 0 || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
      );
    }
  }
  if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`
      ],
      options
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option"
      ],
      options
    );
  }
  if (options.info === void 0 || options.info === null || options.info === false) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`
    );
  }
  if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) {
    options.max_record_size = 0;
  } else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {
  } else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`
    );
  }
  if (options.objname === void 0 || options.objname === null || options.objname === false) {
    options.objname = void 0;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
  } else if (typeof options.objname === "number") {
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`
    );
  }
  if (options.objname !== void 0) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field"
        );
      }
    } else {
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index"
        );
      }
    }
  }
  if (options.on_record === void 0 || options.on_record === null) {
    options.on_record = void 0;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`
      ],
      options
    );
  }
  if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`
    );
  }
  if (options.quote === null || options.quote === false || options.quote === "") {
    options.quote = null;
  } else {
    if (options.quote === void 0 || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`
      );
    }
  }
  if (options.raw === void 0 || options.raw === null || options.raw === false) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`
    );
  }
  if (options.record_delimiter === void 0) {
    options.record_delimiter = [];
  } else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`
        ],
        options
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`
      ],
      options
    );
  }
  options.record_delimiter = options.record_delimiter.map(function(rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  if (typeof options.relax_column_count === "boolean") {
  } else if (options.relax_column_count === void 0 || options.relax_column_count === null) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
  } else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
  } else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`
    );
  }
  if (typeof options.relax_quotes === "boolean") {
  } else if (options.relax_quotes === void 0 || options.relax_quotes === null) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`
    );
  }
  if (typeof options.skip_empty_lines === "boolean") {
  } else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`
    );
  }
  if (typeof options.skip_records_with_empty_values === "boolean") {
  } else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`
    );
  }
  if (typeof options.skip_records_with_error === "boolean") {
  } else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`
    );
  }
  if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`
    );
  }
  if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`
    );
  }
  if (options.trim === void 0 || options.trim === null || options.trim === false) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`
    );
  }
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  if (options.to === void 0 || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
      );
    }
  }
  if (options.to_line === void 0 || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
      );
    }
  }
  return options;
};

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = function(records2, options) {
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  if (typeof records2 === "string") {
    records2 = Buffer.from(records2);
  }
  if (Buffer.isBuffer(records2)) {
    records2 = ((data) => {
      const records3 = [];
      const parser = transform({ delimiter: [] });
      const push = (record2) => records3.push(record2);
      const close = () => {
      };
      const error = parser.parse(data, true, push, close);
      if (error !== void 0) throw error;
      return records3;
    })(records2);
  }
  const info = Array(127).fill().map(() => ({ lines: [] }));
  records2.map(([record2], line2) => {
    for (let i = 0, l = record2.length; i < l; i++) {
      const code2 = record2.charCodeAt(i);
      if (info[code2].lines[line2] === void 0) info[code2].lines[line2] = 0;
      info[code2].lines[line2]++;
    }
  });
  info.map((info2, i) => {
    info2.char_code = i;
    info2.std = std(info2.lines);
    info2.total = info2.lines.reduce((acc, val) => acc + val, 0);
    info2.preferred = !!options.preferred[i];
    info2.score = options.score(info2, options);
  });
  const result = info.reduce(
    (acc, info2) => acc.score > info2.score ? acc : info2,
    {}
  );
  return String.fromCharCode(result.char_code);
};
var std = function(array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
  );
};

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = function(record2) {
  return record2.every(
    (field2) => field2 == null || field2.toString && field2.toString().trim() === ""
  );
};
var cr = 13;
var nl = 10;
var boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254])
};
var transform = function(original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0
  };
  const options = normalize_options(original_options);
  return {
    info,
    original_options,
    options,
    state: init_state(options),
    __needMoreData: function(i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function(nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw: raw2,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote
      } = this.state;
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === void 0) {
          delimiterBuf = nextBuf;
        } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        nextBuf = void 0;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto)
            )
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = void 0;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === void 0) {
        if (nextBuf === void 0) {
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== void 0 && nextBuf === void 0) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          if (end === false) {
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding2 in boms) {
            if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
              const bomLength = boms[encoding2].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              const options2 = normalize_options({
                ...this.original_options,
                encoding: encoding2
              });
              for (const key in options2) {
                this.options[key] = options2[key];
              }
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw2 === true) {
          rawBuffer.append(chr);
        }
        if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
          this.state.wasRowDelimiter = true;
        }
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr
              );
              const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) {
                pos += escape.length - 1;
              } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment"
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
                if (err !== void 0) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                if (relax_quotes === false) {
                  const info2 = this.__infoField();
                  const bom2 = Object.keys(boms).map(
                    (b) => boms[b].equals(this.state.field.toString()) ? b : false
                  ).filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info2.column)} at line ${info2.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom2 ? `(${bom2} bom)` : void 0
                      ],
                      this.options,
                      info2,
                      {
                        field: this.state.field
                      }
                    )
                  );
                  if (err !== void 0) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos
            );
            if (recordDelimiterLength !== 0) {
              const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
              } else {
                if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== void 0) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`
                ],
                this.options,
                this.__infoField()
              )
            );
          }
        }
        const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
          if (err !== void 0) return err;
        } else {
          if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== void 0) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== void 0) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function(push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info: info2,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw: raw2,
        skip_records_with_empty_values
      } = this.options;
      const { enabled, record: record2 } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      const recordLength = record2.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record2)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record2);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err = columns === false ? new CsvError(
          "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
          [
            "Invalid Record Length:",
            `expect ${this.state.expectedRecordLength},`,
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record: record2
          }
        ) : new CsvError(
          "CSV_RECORD_INCONSISTENT_COLUMNS",
          [
            "Invalid Record Length:",
            `columns length is ${columns.length},`,
            // rename columns
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record: record2
          }
        );
        if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
          this.info.invalid_field_length++;
          this.state.error = err;
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record2)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        if (columns !== false) {
          const obj = {};
          for (let i = 0, l = record2.length; i < l; i++) {
            if (columns[i] === void 0 || columns[i].disabled) continue;
            if (group_columns_by_name === true && Object.hasOwn(obj, columns[i].name)) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record2[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record2[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record2[i],
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
          }
          if (raw2 === true || info2 === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw2 === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [obj[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? obj : [obj[objname], obj],
              push
            );
            if (err) {
              return err;
            }
          }
        } else {
          if (raw2 === true || info2 === true) {
            const extRecord = Object.assign(
              { record: record2 },
              raw2 === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [record2[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? record2 : [record2[objname], record2],
              push
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function(record2) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers = firstLineToHeaders === void 0 ? record2 : firstLineToHeaders.call(null, record2);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`
              ],
              this.options,
              this.__infoField(),
              {
                headers
              }
            )
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function() {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = void 0;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function() {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      if (enabled === false) {
        return this.__resetField();
      }
      let field2 = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field2 = field2.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field2);
        if (err !== void 0) return err;
        field2 = f;
      }
      this.state.record.push(field2);
      if (max_record_size !== 0 && typeof field2 === "string") {
        this.state.record_length += field2.length;
      }
      this.__resetField();
    },
    __resetField: function() {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function(record2, push) {
      const { on_record } = this.options;
      if (on_record !== void 0) {
        const info2 = this.__infoRecord();
        try {
          record2 = on_record.call(null, record2, info2);
        } catch (err) {
          return err;
        }
        if (record2 === void 0 || record2 === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record2);
    },
    // Return a tuple with the error and the casted value
    __cast: function(field2) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
        return [void 0, void 0];
      }
      if (this.state.castField !== null) {
        try {
          const info2 = this.__infoField();
          return [void 0, this.state.castField.call(null, field2, info2)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field2)) {
        return [void 0, parseFloat(field2)];
      } else if (this.options.cast_date !== false) {
        const info2 = this.__infoField();
        return [void 0, this.options.cast_date.call(null, field2, info2)];
      }
      return [void 0, field2];
    },
    __compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function(buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      const first = buf[pos];
      if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function(buf, pos, chr) {
      const { delimiter: delimiter2, ignore_last_delimiters } = this.options;
      if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
        return 0;
      } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter2.length; i++) {
        const del = delimiter2[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function(buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function(value) {
      return value - parseFloat(value) + 1 >= 0;
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function(buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function(chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function(buf, pos) {
      const { encoding } = this.options;
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding)
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function(msg) {
      const { encoding, raw: raw2, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== void 0) {
          try {
            this.options.on_skip(
              err,
              raw2 ? this.state.rawBuffer.toString(encoding) : void 0
            );
          } catch (err2) {
            return err2;
          }
        }
        return void 0;
      } else {
        return err;
      }
    },
    __infoDataSet: function() {
      return {
        ...this.info,
        columns: this.options.columns
      };
    },
    __infoRecord: function() {
      const { columns, raw: raw2, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw2 ? this.state.rawBuffer.toString(encoding) : void 0
      };
    },
    __infoField: function() {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records,
        column: isColumns === true ? columns.length > this.state.record.length ? columns[this.state.record.length].name : null : this.state.record.length,
        quoting: this.state.wasQuoting
      };
    }
  };
};

// node_modules/csv-parse/lib/sync.js
var parse = function(data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records2 = opts && opts.objname ? /* @__PURE__ */ Object.create(null) : [];
  const parser = transform(opts);
  const push = (record2) => {
    if (parser.options.objname === void 0) records2.push(record2);
    else {
      records2[record2[0]] = record2[1];
    }
  };
  const close = () => {
  };
  const error = parser.parse(data, true, push, close);
  if (error !== void 0) throw error;
  return records2;
};

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
var lines = (value) => value.split(/\r?\n/).map((line2) => line2.trim()).filter((line2) => line2 !== "" && !line2.startsWith("#"));
var words = (value) => records(value).flat();
var entries = (value) => records(value).map((fields) => fields.join(","));
var rawLines = (value) => value.split(/\r?\n/).map((line2) => line2.trim()).filter(Boolean);
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
    const rows = parse(value, {
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true
    });
    return rows.map((row) => row.map((field2) => field2.trim()).filter(Boolean)).filter((row) => row.length > 0);
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

// src/inputs/records.ts
function recordsOf(known, required2) {
  return async (value) => {
    const rows = /^(-\s|-$|\[|\{)/.test(value) ? await structured(value) : value.split(/\r?\n/).filter((line2) => line2.trim()).map((line2) => csvRecord(line2, known[0] ?? ""));
    const faults = rows.flatMap((row, index) => faultsOf(row, { index, known, required: required2 }));
    if (faults.length > 0) throw new InputFault(faults.join("; "));
    return rows;
  };
}
async function structured(value) {
  const { parseYaml } = await import("./inputs-yaml.js");
  let parsed;
  try {
    parsed = parseYaml(value, { schema: "failsafe" });
  } catch (error) {
    throw new InputFault(
      `expected a YAML list: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`
    );
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
function csvRecord(line2, firstField) {
  const fields = parse(line2, { relax_quotes: true, relax_column_count: true, trim: true })[0] ?? [];
  return Object.fromEntries(
    fields.filter(Boolean).map((field2) => {
      const at = field2.indexOf("=");
      return at < 0 ? [firstField, field2] : [field2.slice(0, at), field2.slice(at + 1)];
    })
  );
}
function faultsOf(row, rule) {
  const where = `entry ${rule.index + 1}`;
  const unknown = Object.keys(row).filter((key) => !rule.known.includes(key));
  const missing = rule.required.filter((key) => !row[key]);
  return [
    ...unknown.map(
      (key) => `${where} has an unknown field "${key}", ${nearest(key, rule.known) ?? `known are ${rule.known.join(", ")}`}`
    ),
    ...missing.map((key) => `${where} lacks "${key}"`)
  ];
}

// src/inputs/row.ts
function optional(name, parse4, doc) {
  return { name, doc, default: "", parse: parse4, absent: () => void 0 };
}
function withDefault(name, [fallback, parse4], doc) {
  return { name, doc, default: fallback, parse: parse4, absent: () => parse4(fallback) };
}
function list(name, parse4, doc) {
  return { name, doc, default: "", parse: parse4, absent: () => [] };
}
function fromRunner(name, expression, doc) {
  return { name, doc, default: expression, parse: (value) => value, absent: () => void 0 };
}
function separator(name, doc) {
  const parse4 = (value) => value.replaceAll("\\n", "\n").replaceAll("\\t", "	");
  return { name, doc, default: "\\n", parse: parse4, absent: () => "\n", keepBlanks: true };
}

// src/inputs/runners.ts
var runners = (value) => {
  const faults = [];
  const entries2 = lines(value).flatMap((line2) => {
    const [text4 = "", ...rest] = line2.split("=");
    const labels = rest.join("=").split(",").map((label) => label.trim()).filter(Boolean);
    const [first] = labels;
    if (first === void 0) {
      faults.push(`"${line2}" names no runner; expected platform=runner`);
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

// src/inputs/size.ts
var UNITS = ["", "k", "m", "g", "t"];
var size = (value) => {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(value) ?? [];
  if (number === void 0) throw new InputFault("expected a size, such as 500m or 2g");
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
};

// src/inputs/schema.ts
var COMMANDS = ["publish", "plan", "build", "merge", "promote", "rollback"];
var onOff = (name, doc) => withDefault(name, ["false", boolean], doc);
var schema = {
  what: {
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
  },
  metadata: {
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
    bakeTarget: withDefault(
      "bake-target",
      ["docker-metadata-action", text2],
      "Target name in the bake files."
    )
  },
  where: {
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
  },
  build: {
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
  },
  builder: {
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
      recordsOf(
        ["endpoint", "driver", "name", "platforms", "driver-opts", "labels", "cpus", "memory"],
        []
      ),
      "Builder nodes, a list: `endpoint`, `driver`, `name`, `platforms` that it builds, `driver-opts`, `labels` to select by, `cpus` and `memory` that it may use."
    ),
    nodeSelector: withDefault(
      "node-selector",
      ["", pairs],
      "Use only the nodes with all of these labels, `key=value` lines."
    ),
    maxParallelism: optional(
      "max-parallelism",
      count,
      "So many steps at once in a BuildKit that is started."
    ),
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
  },
  promotion: {
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
  },
  report: {
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
  }
};
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
import { join as join6 } from "node:path";

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
function outputsOf(report2) {
  return new Map(outputRows.map((row) => [row.name, row.value(report2)]));
}

// src/report/summary.ts
var LIMIT = 1024 * 1024 - 1024;
function formatSummary(report2, mode) {
  const sections = [
    heading(report2),
    notices(report2),
    references(report2),
    tags(report2),
    platforms2(report2),
    mode === "full" ? durations(report2) : "",
    footer(report2)
  ];
  const text4 = `${sections.filter(Boolean).join("\n\n")}
`;
  return Buffer.byteLength(text4) <= LIMIT ? text4 : `${text4.slice(0, LIMIT / 4)}

(shortened)
`;
}
function heading({ plan, outcome }) {
  const what = [plan.version && code(plan.version), plan.channel && `on ${code(plan.channel)}`].filter(Boolean).join(" ");
  return `### ${[deed({ plan, outcome }), what].filter(Boolean).join(" ")}`;
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
  const line2 = (cells) => `| ${cells.map(inline).join(" | ")} |`;
  return [line2(head), line2(head.map(() => "---")), ...rows.map(line2)].join("\n");
}
var code = (text4) => `\`${text4.replaceAll("`", "'")}\``;
var inline = (text4) => text4.replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\r?\n/g, " ");
var short = (digest) => digest ? code(digest.slice(0, 19)) : "–";
var seconds = (ms) => `${(ms / 1e3).toFixed(1)} s`;
var megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

// src/report/report.ts
async function report(done, settings) {
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
  for (const [name, value] of outputs2) setOutput(name, value);
  for (const [name, value] of metadataVariables(outputs2, environment)) exportVariable(name, value);
}
async function writeBakeFiles({ metadata }, temporary) {
  await mkdir(temporary, { recursive: true });
  const folder = await mkdtemp(join6(temporary, "publish-image-bake-"));
  const entries2 = await Promise.all(
    Object.entries(metadata.bakeFiles).map(async ([name, content]) => {
      const path = join6(
        folder,
        name === "all" ? "docker-metadata-action-bake.json" : `docker-metadata-action-bake-${name}.json`
      );
      await writeFile(path, content);
      return [name, path];
    })
  );
  return { ...metadata, bakeFiles: Object.fromEntries(entries2) };
}

// src/context/dockerfile.ts
import { readFile as readFile4 } from "node:fs/promises";
import { join as join7 } from "node:path";
async function readDockerfile(build, directory) {
  const local = build.context === "workflow" || build.context === "git" ? "." : build.context;
  if (/^(?:[a-z]+:\/\/|git@|\{\{)/.test(local)) return void 0;
  const path = build.file === void 0 ? join7(local, "Dockerfile") : build.file;
  return readFile4(join7(directory, path), "utf8").catch(() => void 0);
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
function readStages(lines6, mark) {
  const stages = [];
  for (const { name, rest } of lines6) {
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
  const lines6 = dockerfile.replace(/^\uFEFF/, "").split(/\r?\n/);
  const continued = new RegExp(`\\${mark}[ \\t]*$`);
  const found = [];
  let joined = "";
  for (let at = 0; at < lines6.length; at++) {
    const line2 = lines6[at] ?? "";
    if (/^\s*(#|$)/.test(line2)) continue;
    joined += line2.replace(continued, "");
    if (continued.test(line2)) continue;
    const [, name2 = "", rest2 = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
    found.push({ name: name2.toUpperCase(), rest: rest2.trim() });
    joined = "";
    if (/^(RUN|COPY|ADD)$/i.test(name2)) at = afterHeredocs(lines6, at, rest2);
  }
  const [, name = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
  return name === "" ? found : [...found, { name: name.toUpperCase(), rest: rest.trim() }];
}
function afterHeredocs(lines6, start, rest) {
  let at = start;
  for (const [, dash, , word3] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const end = lines6.findIndex(
      (line2, index) => index > at && (dash ? line2.replace(/^\t+/, "") : line2) === word3
    );
    at = end < 0 ? lines6.length : end;
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
function isLeg({ what }) {
  return what.command === "build";
}
function handOverNotices({ what }, facts) {
  if (!facts.active) return [];
  if (what.command === "merge" && !facts.push)
    return [{ level: "notice", text: "Nothing was pushed, so that there is nothing to merge." }];
  if (facts.builds.length > 0) return [];
  const given = what.platforms.map(formatPlatform).join(", ") || "this platform";
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
  const targets = facts.builds.map((build) => [
    build.id,
    target(inputs, { ...facts, build, secrets: secrets.entries })
  ]);
  return {
    targets: Object.fromEntries(targets),
    cgroupParent: inputs.cgroupParent,
    allow: ["fs=*", ...inputs.ssh.length > 0 ? ["ssh"] : [], ...inputs.allow]
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
function perPlatform(output, { builds, build }) {
  if (builds.length === 1) return output;
  const slug = [build.variant, formatPlatform(build.platform).replaceAll("/", "_")].filter(Boolean).join("-");
  if (!output.includes("=")) return `type=local,dest=${output}/${slug}`;
  if (/(^|,)type=local(,|$)/.test(output)) return output.replace(/(^|,)dest=([^,]+)/, `$1dest=$2/${slug}`);
  return output.replace(/(^|,)dest=([^,]+?)(\.[a-z0-9.]+)?(?=,|$)/, `$1dest=$2-${slug}$3`);
}
function defined(pairs2, fallback) {
  const filled = Object.entries(pairs2).map(([key, value]) => [key, value ?? fallback[key]]);
  return Object.fromEntries(filled.filter((pair) => pair[1] !== void 0));
}

// src/plan/emulators.ts
function planEmulators({ qemu, platforms: platforms3, builder, context }) {
  if (qemu === "never" || !buildsHere(builder)) return [];
  const there = new Set(
    [...nodePlatforms(builder, context), ...qemu === "always" ? [] : context.emulators].map(formatPlatform)
  );
  return platforms3.filter(
    (platform) => platform.os === "linux" && !runsNatively(platform, context.engine?.platform) && !there.has(formatPlatform(platform))
  );
}
function runsNatively(platform, machine) {
  return platform.os === machine?.os && platform.architecture === machine.architecture;
}
function buildsHere(builder) {
  const driver = builder.kind === "existing" ? builder.driver : builder.kind;
  return driver === "engine" || driver === "docker" || driver === "docker-container";
}
function nodePlatforms(builder, context) {
  if (builder.kind !== "existing") return builder.nodes.flatMap(({ platforms: platforms3 }) => platforms3);
  return context.buildx?.builders.find(({ name }) => name === builder.name)?.platforms ?? [];
}

// src/plan/givenDigests.ts
function givenDigests({ what }, builds) {
  const only = new Set(builds.map(({ variant }) => variant));
  return what.digests.map(({ key, digest }) => {
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
function planSetUp(inputs, { context, builds, builder }) {
  if (!builder) return [];
  const platforms3 = uniquePlatforms(builds.map(({ platform }) => platform));
  const missing = planEmulators({ qemu: inputs.builder.qemu, platforms: platforms3, builder, context });
  const emulators = missing.length > 0 ? [{ kind: "set-up-emulators", platforms: missing, image: inputs.builder.qemuImage }] : [];
  return [...emulators, { kind: "set-up-builder", builder }];
}
function planBuildStep(inputs, { builds, builder, caches }, pushTo) {
  const definition = planBake(inputs.build, {
    builds,
    pushTo,
    storeless: builder?.kind === "engine",
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
  const builder = runUrl2 ? `,builder-id=${runUrl2}` : "";
  const wantsIndex = platforms3 > 1 || inputs.imageShape === "index" || inputs.attests.length > 0 || (inputs.sbom ?? "false") !== "false";
  if (inputs.provenance === void 0) {
    return wantsIndex && inputs.imageShape !== "manifest" ? [`type=provenance,mode=min,version=v1${builder}`] : ["type=provenance,disabled=true"];
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
    const [, literal, escaped, token = ""] = match2;
    if (literal !== void 0) return literal;
    return escaped ? token : render(token, moment);
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
function noteFaults(faults, line2, read) {
  try {
    return read() ?? [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push({ line: line2, problem: messageOf(error) });
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
function parseLabels(input, lines6, scope) {
  const faults = [];
  const notices2 = [];
  const warn = (line2, problem) => notices2.push({ level: "warning", text: `${input}: "${line2}" ${problem}` });
  const entries2 = labelLines(lines6).flatMap(
    (line2) => noteFaults(faults, line2, () => {
      const rendered = renderTemplate(parseTemplate(line2), scope);
      for (const text4 of unknownNames(rendered, scope)) warn(line2, text4);
      const at = rendered.text.indexOf("=");
      if (at > 0) return [[rendered.text.slice(0, at), rendered.text.slice(at + 1)]];
      warn(line2, "is no key=value, and is left out");
      return [];
    })
  );
  if (faults.length > 0) throw faultsError(input, faults);
  return { entries: entries2, notices: notices2 };
}
function labelLines(lines6) {
  const given = lines6.filter((line2) => !line2.trim().startsWith("#"));
  try {
    const rows = parse(given.join("\n"), {
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true
    });
    return rows.map((fields) => fields.join(",").trim()).filter(Boolean);
  } catch {
    return given.map((line2) => line2.trim()).filter(Boolean);
  }
}
function mergeLabels(...all) {
  const entries2 = all.flatMap((labels) => Array.isArray(labels) ? labels : Object.entries(labels));
  const merged = new Map(entries2);
  return Object.fromEntries([...merged].toSorted(([a], [b]) => a.localeCompare(b, "en")));
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
function parseVariants({ what }) {
  if (what.variants.length === 0) return [ONLY];
  const faults = [];
  const variants = what.variants.map((fields) => parseVariant(fields, faults));
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
  const entries2 = linesOf2(fields["build-args"]).map(
    (line2) => [line2.slice(0, line2.indexOf("=")), line2.slice(line2.indexOf("=") + 1)]
  );
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
  return (text4 ?? "").split(/\r?\n/).map((line2) => line2.trim()).filter(Boolean);
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
    ({ variant, metadata }) => metadata.release.tags.flatMap(({ name }) => {
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
      annotations: metadata.release.annotations.filter((line2) => /^manifest[:[]/.test(line2)),
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
  const own = annotations.flatMap((line2) => {
    const [, key, value] = /^index:([^=]+)=([\s\S]*)$/.exec(line2) ?? [];
    return key === void 0 || value === void 0 ? [] : [[key, value]];
  });
  return Object.fromEntries([...standard, ...own]);
}
function contextOf({ build }, { run, git, environment }) {
  if (build.context === "workflow" || build.context === "git") return ".";
  const repository = `${run.serverUrl}/${environment.GITHUB_REPOSITORY ?? ""}.git#${git.sha || run.ref}`;
  return build.context.replace(/\{\{\s*defaultContext\s*\}\}/g, repository);
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
  const planned = active.length > 0 ? planPhases(inputs, { ...facts, builds, plannedVariants: variants, caches }) : [];
  const phases = withCaches(planned, caches, { builds, maxBytes: inputs.build.cacheMaxSize });
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
      ...handOverNotices(inputs, { builds, push: facts.push, active: active.length > 0 }),
      ...isBuilt ? caches.notices : [],
      ...facts.variants.flatMap((one) => one.metadata.release.notices)
    ]
  };
}
function joinOutputs(variants, { metadata: { sepTags } }) {
  const join9 = (pick) => variants.map(({ metadata }) => pick(metadata.outputs)).filter(Boolean).join(sepTags);
  return {
    ...variants[0].metadata.outputs,
    tags: join9(({ tags: tags2 }) => tags2),
    tagNames: join9(({ tagNames }) => tagNames)
  };
}

// src/context/buildkitdConfig.ts
import { readFile as readFile5 } from "node:fs/promises";
import { join as join8 } from "node:path";
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
  return readFile5(join8(buildxFolder(environment), "buildkitd.default.toml"), "utf8").catch(() => void 0);
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
function parseDriver(text4, where) {
  const driver = DRIVERS.find((name) => name === text4);
  if (driver) return driver;
  throw new UserError(`${where}: "${text4}" is no driver, ${suggest(text4, DRIVERS)}`, {
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
var lines3 = (text4 = "") => text4.split(/[\n;]/).map((line2) => line2.trim()).filter(Boolean);
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
  const named2 = hasOption(node, "image") ? [] : [`image=${image}`];
  const told = rootless && driver === "kubernetes" && !hasOption(node, "rootless") ? ["rootless=true"] : [];
  return { ...node, driverOpts: [...named2, ...told, ...node.driverOpts] };
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
  const line2 = `  max-parallelism = ${max}`;
  const text4 = config ?? "";
  if (/^\s*max-parallelism\s*=/m.test(text4)) return config;
  const table2 = /^\s*\[\s*worker\s*\.\s*oci\s*\].*$/m;
  if (table2.test(text4)) return text4.replace(table2, (head) => `${head}
${line2}`);
  return [text4.trimEnd(), `[worker.oci]
${line2}
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
  const lines6 = [
    `[registry.${JSON.stringify(host)}]`,
    ...mirrors.length > 0 ? [`  mirrors = ${JSON.stringify(mirrors)}`] : [],
    ...insecure ? ["  http = true", "  insecure = true"] : []
  ];
  return lines6.join("\n");
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
    ({ metadata }) => metadata.release.tags.map(({ name, guard }) => ({ name, immutable: guard.kind === "immutable" }))
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
  const [registered, dockerfileLabels, builder, buildxVersion] = await Promise.all([
    session && push ? readRegistries(release, session, optionalIn(decision.optionalHosts)) : { images: release.images, published: [], notices: [] },
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
    builder,
    buildxVersion,
    dockerfileLabels,
    changelog: decision.announced.changelog,
    gitHubRelease: decision.announced.release,
    notices: [
      ...warningsOf(decision),
      ...registered.notices,
      ...release.notices,
      ...decision.announced.notices,
      ...planNotices(inputs, decision)
    ]
  });
}
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
  return [...warnings, ...gathered.warnings].map((text4) => ({ level: "warning", text: text4 }));
}
function planImages({ variant, metadata }, { gathered, release, optionalHosts }, { images, published }) {
  const { labels, version, tags: tags2 } = metadata.release;
  const suffix = metadata.sourceVersion === void 0 ? "" : (labels[VERSION] ?? version).split(metadata.sourceVersion)[1] ?? "";
  return images.map((image) => {
    const imageTags = published.find((one) => one.image === image)?.imageTags;
    return {
      variant: variant.name,
      image,
      tags: tags2,
      optional: optionalHosts.includes(parseRepository(image).registry),
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

// src/plan/markdown.ts
function escapeMarkdown(text4) {
  const line2 = text4.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line2.split(/((?<![`\\])`[^`]+`(?!`))/).map((part, index) => index % 2 === 1 ? part : escapeText(part)).join("");
}
function escapeText(text4) {
  return text4.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_[\]|~]/g, "\\$&").replaceAll("@", "@​");
}

// src/plan/changelog.ts
var SECTIONS = [
  ["feat", "Features"],
  ["fix", "Fixes"],
  ["perf", "Performance"],
  ["revert", "Reverts"]
];
var OTHER = "Other changes";
var MOST_ENTRIES = 400;
var LONGEST_ENTRY = 300;
function formatChangelog(facts) {
  const entries2 = facts.counted.flatMap((commit) => commit.changes.map((change) => ({ commit, change })));
  const sections = [
    ["Breaking changes", facts.counted.flatMap(breakingEntries)],
    ...SECTIONS.map(([type, heading2]) => [
      heading2,
      entries2.filter(({ change }) => change.type === type && !change.breaking).map(({ commit, change }) => entryOf(commit.sha, change))
    ]),
    ...otherTypes(facts.counted)
  ];
  const filled = sections.filter(([, list2]) => list2.length > 0);
  const shown2 = filled.length > 0 ? filled : unconventional(facts.ignored);
  const blocks = shown2.map(([heading2, list2]) => [`### ${heading2}`, "", ...lines4(list2, facts.url)].join("\n"));
  return [...blocks.length > 0 ? blocks : ["No notable changes."], ...comparison(facts)].join("\n\n");
}
function otherTypes(counted) {
  const known = new Set(SECTIONS.map(([type]) => type));
  const own = counted.filter((commit) => commit.level !== "none" && commit.level !== "major");
  const list2 = own.flatMap(
    (commit) => commit.changes.filter(({ type }) => !known.has(type)).map((change) => entryOf(commit.sha, change))
  );
  return [[OTHER, list2]];
}
function unconventional(ignored) {
  const list2 = ignored.filter(({ reason }) => reason === "not conventional").map(({ sha: sha2, title }) => ({ sha: sha2, scope: void 0, text: title }));
  return list2.length > 0 ? [[OTHER, list2]] : [];
}
function breakingEntries({ sha: sha2, changes, breaking, title }) {
  const scope = changes[0]?.scope;
  const fromFooters = breaking.map((text4) => ({
    sha: sha2,
    scope,
    text: text4 || (changes[0]?.description ?? title)
  }));
  return fromFooters.length > 0 ? fromFooters : changes.filter((change) => change.breaking).map((change) => entryOf(sha2, change));
}
function entryOf(sha2, { scope, description }) {
  return { sha: sha2, scope, text: description };
}
function lines4(entries2, url) {
  const shown2 = entries2.slice(0, MOST_ENTRIES).map((entry) => formatEntry(entry, url));
  return entries2.length > MOST_ENTRIES ? [...shown2, `* … and ${entries2.length - MOST_ENTRIES} more`] : shown2;
}
function formatEntry({ sha: sha2, scope, text: text4 }, url) {
  const [, description = text4, number] = /^(.*\S)\s+\(#(\d{1,9})\)$/.exec(text4) ?? [];
  const short2 = description.length > LONGEST_ENTRY ? `${description.slice(0, LONGEST_ENTRY)}…` : description;
  const commit = url ? `[${sha2.slice(0, 7)}](${url}/commit/${sha2})` : sha2.slice(0, 7);
  const request = number === void 0 ? [] : [url ? `[#${number}](${url}/pull/${number})` : `#${number}`];
  return `* ${scope ? `**${escapeMarkdown(scope)}:** ` : ""}${escapeMarkdown(short2)} (${[...request, commit].join(", ")})`;
}
function comparison({ url, previous: previous2, current }) {
  if (!url || previous2 === void 0) return [];
  const [from, to] = [previous2, current].map(
    (ref2) => encodeURIComponent(ref2).replace(/[()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  );
  return [`[${escapeMarkdown(`${previous2}...${current}`)}](${url}/compare/${from}...${to})`];
}

// src/plan/commitsFences.ts
var BACKTICK = 96;
var TILDE = 126;
var FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
function foldsIn(line2) {
  if (!line2.includes("details")) return 0;
  return (line2.match(/<details\b/gi)?.length ?? 0) - (line2.match(/<\/details\s*>/gi)?.length ?? 0);
}
function fences(lines6) {
  const neverClosed = /* @__PURE__ */ new Map();
  return (at) => {
    const first = lines6[at]?.trimStart().charCodeAt(0);
    if (first !== BACKTICK && first !== TILDE) return void 0;
    const [, opening = "", info = ""] = FENCE.exec(lines6[at] ?? "") ?? [];
    const mark = opening.charAt(0);
    if (mark === "" || mark === "`" && info.includes("`") || opening.length >= (neverClosed.get(mark) ?? Infinity))
      return void 0;
    for (let end = at + 1; end < lines6.length; end++) {
      const [, closing = "", rest = ""] = FENCE.exec(lines6[end] ?? "") ?? [];
      if (closing.startsWith(opening) && rest.trim() === "") return end;
    }
    neverClosed.set(mark, opening.length);
    return void 0;
  };
}

// src/plan/commitsScan.ts
var STARTS = ["BREAKING", "This reverts commit", "Reverts ", "Release-As:", "release-as:"];
var COLON = 58;
var LONGEST_WORD = 40;
function isTelling(body, { levels, bullets }) {
  for (let start = 0; start < body.length; ) {
    if (isStartLetter(body.charCodeAt(start)) && STARTS.some((text4) => body.startsWith(text4, start)))
      return true;
    const first = bullets ? afterBullet(body, start) : start;
    const end = endOfWord(body, first);
    if (end > first && isMark(body.charCodeAt(end)) && isType(body.slice(first, end), levels)) return true;
    const next = body.indexOf("\n", end);
    if (next < 0) return false;
    start = next + 1;
  }
  return false;
}
function isStartLetter(code2) {
  return code2 === 66 || code2 === 84 || code2 === 82 || code2 === 114;
}
function isType(word3, levels) {
  const type = word3.toLowerCase();
  return type === "feature" || Object.hasOwn(levels, type);
}
function isMark(code2) {
  return code2 === COLON || code2 === 40 || code2 === 33;
}
function endOfWord(text4, start) {
  if (!isLetter(text4.charCodeAt(start))) return start;
  let end = start + 1;
  while (end < start + LONGEST_WORD && isWord(text4.charCodeAt(end))) end++;
  return end;
}
function isLetter(code2) {
  return code2 >= 97 && code2 <= 122 || code2 >= 65 && code2 <= 90;
}
function isWord(code2) {
  return isLetter(code2) || code2 >= 48 && code2 <= 57 || code2 === 45 || code2 === 95;
}
function afterBullet(text4, start) {
  const mark = text4[start];
  if (mark !== "*" && mark !== "-") return start;
  let at = start + 1;
  while (text4[at] === " " || text4[at] === "	") at++;
  return at;
}

// src/plan/commitsBody.ts
var NOTHING2 = {
  changes: [],
  breaking: [],
  shas: [],
  numbers: [],
  releaseAs: void 0,
  oddities: []
};
var BREAKING = /^BREAKING[ -]CHANGE:([ \t]*)(.*)$/;
var BULLET = /^[*-][ \t]+(.*)$/;
var TRAILER = /^[A-Za-z][\w-]*(?::[ \t]| #)\S/;
var SHA = /\b[0-9a-f]{7,64}\b/g;
function readBody2(body, rules) {
  if (!isTelling(body, rules)) return NOTHING2;
  const found = {
    changes: [],
    breaking: [],
    shas: [],
    numbers: [],
    releaseAs: void 0,
    oddities: []
  };
  const lines6 = body.split(body.includes("\r") ? /\r?\n/ : "\n");
  const endOfFence = fences(lines6);
  const hasFolds = body.includes("<details");
  for (let at = 0, folds = 0; at < lines6.length; at++) {
    const line2 = lines6[at] ?? "";
    const wasFolded = folds > 0;
    if (hasFolds) folds = Math.max(0, folds + foldsIn(line2));
    const end = endOfFence(at);
    if (end !== void 0) at = end;
    else if (!wasFolded && folds === 0) readLine(lines6, at, { found, rules });
  }
  return found;
}
function readLine(lines6, at, { found, rules }) {
  const line2 = lines6[at] ?? "";
  if (line2.startsWith("BREAKING") && BREAKING.test(line2)) readBreaking(lines6, at, found);
  else if (!readReference(line2, found, rules)) readChange(line2, found, rules);
}
function readBreaking(lines6, at, found) {
  const line2 = lines6[at] ?? "";
  const [, blank, start = ""] = BREAKING.exec(line2) ?? [];
  const before = at === 0 ? "" : lines6[at - 1] ?? "";
  if (at === 0 || before.trim() !== "" && !TRAILER.test(before))
    found.oddities.push(`no blank line before "${excerpt(line2)}"`);
  const text4 = [start.trim(), ...continuation(lines6, at)].filter((part) => part !== "").join(" ");
  if (text4 === "") found.oddities.push(`no text after "${excerpt(line2)}"`);
  else if (blank === "" && start !== "")
    found.oddities.push(`no blank after the colon in "${excerpt(line2)}"`);
  found.breaking.push(text4);
}
function continuation(lines6, at) {
  const rest = [];
  for (const line2 of lines6.slice(at + 1, at + 21)) {
    if (line2.trim() === "" || TRAILER.test(line2) || BREAKING.test(line2)) break;
    rest.push(line2.trim());
  }
  return rest;
}
function readReference(line2, found, { repository }) {
  if (line2.startsWith("This reverts commit")) {
    found.shas.push(...idsIn(line2.split(/, reversing\b/, 1)[0] ?? ""));
    return true;
  }
  if (line2[0] !== "R" && line2[0] !== "r") return false;
  const [, owner, number] = /^Reverts ([\w.-]+\/[\w.-]+)?#(\d{1,9})\b/.exec(line2) ?? [];
  if (number !== void 0) {
    const foreign = owner !== void 0 && repository !== void 0 && owner.toLowerCase() !== repository.toLowerCase();
    found.numbers.push(foreign ? -1 : Number(number));
    return true;
  }
  const [, version] = /^Release-As:[ \t]+(.*)$/i.exec(line2) ?? [];
  if (version !== void 0) found.releaseAs = version.trim();
  return version !== void 0;
}
function idsIn(text4) {
  return (text4.match(SHA) ?? []).slice(0, 100);
}
function readChange(line2, found, { levels, bullets }) {
  const text4 = bullets ? BULLET.exec(line2)?.[1] ?? line2 : line2;
  if (!text4.includes(":")) return;
  const change = parseHeader(text4);
  if (change && Object.hasOwn(levels, change.type)) found.changes.push(change);
}
function excerpt(line2) {
  return line2.length > 60 ? `${line2.slice(0, 60)}…` : line2;
}

// src/plan/commits.ts
var DEFAULT_LEVELS = {
  feat: "minor",
  fix: "patch",
  perf: "patch",
  revert: "patch",
  build: "none",
  chore: "none",
  ci: "none",
  docs: "none",
  refactor: "none",
  style: "none",
  test: "none"
};
var HEADER = /^([a-z][a-z0-9_-]*)(?:\(([^()]+)\))?(!)?:[ \t]+(\S.*)$/i;
function parseHeader(line2) {
  const match2 = HEADER.exec(line2);
  const type = match2?.[1];
  const scope = match2?.[2];
  const description = match2?.[4];
  if (type === void 0 || description === void 0 || scope?.trim() === "") return void 0;
  const lower = type.toLowerCase();
  return {
    type: lower === "feature" ? "feat" : lower,
    scope: scope?.trim(),
    breaking: match2?.[3] === "!",
    description: description.trimEnd()
  };
}
function parseMessage(message, rules) {
  const [title, rest] = splitTitle(message);
  const header = parseHeader(title);
  const body = readBody2(rest, rules);
  return {
    title,
    changes: header ? body.changes.length > 0 ? [header, ...body.changes] : [header] : body.changes,
    breaking: body.breaking,
    targets: mayRevert(title, body) ? targetsOf({ title, header, body, rest }) : void 0,
    releaseAs: body.releaseAs,
    oddities: body.oddities
  };
}
function mayRevert(title, body) {
  return body !== NOTHING2 || title.startsWith("Re") || /^revert/i.test(title);
}
function splitTitle(message) {
  const start = message.charCodeAt(0) > 32 ? 0 : message.search(/\S/);
  if (start < 0) return ["", ""];
  const lineStart = start === 0 ? 0 : message.lastIndexOf("\n", start) + 1;
  const end = message.indexOf("\n", start);
  if (end < 0) return [message.slice(lineStart).trimEnd(), ""];
  const title = message.slice(lineStart, end);
  return [title.charCodeAt(title.length - 1) > 32 ? title : title.trimEnd(), message.slice(end + 1)];
}
function levelOf(change, levels) {
  if (change.breaking) return "major";
  return Object.hasOwn(levels, change.type) ? levels[change.type] ?? "none" : "none";
}
var RANK = { none: 0, patch: 1, minor: 2, major: 3 };
function higherLevel(a, b) {
  return RANK[a] >= RANK[b] ? a : b;
}

// src/plan/revertTargets.ts
var QUOTING = /^(Revert|Reapply) "(.+)"(?: \(#\d+\))?$/;
function targetsOf({ title, header, body, rest }) {
  const [, verb, quoted] = quotingOf(title);
  const reverts = header?.type === "revert";
  const shas = reverts ? [...body.shas, ...refsIn(rest)] : body.shas;
  if (quoted === void 0 && !reverts && shas.length === 0 && body.numbers.length === 0) return void 0;
  const titles = quoted !== void 0 ? [verb === "Reapply" ? `Revert "${quoted}"` : quoted] : reverts ? [header.description] : [];
  const number = quoted === void 0 || verb === "Reapply" ? void 0 : numberOf(quoted);
  return {
    shas,
    numbers: number === void 0 ? body.numbers : [...body.numbers, number],
    titles: titles.map(withoutNumber),
    restored: restoredBy(title)
  };
}
function refsIn(rest) {
  return [...rest.matchAll(/^Refs:[ \t]+(.*)$/gim)].flatMap((match2) => idsIn(match2[1] ?? ""));
}
function quotingOf(title) {
  return title.length > 1e3 || !title.startsWith("Re") ? [] : QUOTING.exec(title) ?? [];
}
function restoredBy(title) {
  let reverted = false;
  for (let text4 = title; ; ) {
    const [, verb, quoted] = quotingOf(text4);
    if (quoted === void 0)
      return reverted || text4 === title ? void 0 : parseHeader(withoutNumber(text4));
    if (verb === "Revert") reverted = !reverted;
    text4 = quoted;
  }
}
function numberOf(title) {
  const at = startOfNumber(title);
  const number = at === void 0 ? /^Merge pull request #(\d{1,9}) /.exec(title)?.[1] : title.slice(at + 3, -1);
  return number === void 0 ? void 0 : Number(number);
}
function withoutNumber(title) {
  const at = startOfNumber(title);
  return at === void 0 ? title : title.slice(0, at);
}
function startOfNumber(title) {
  if (!title.endsWith(")")) return void 0;
  const at = title.lastIndexOf(" (#");
  return at > 0 && /^\d{1,9}\)$/.test(title.slice(at + 3)) ? at : void 0;
}

// src/plan/reverts.ts
function resolveReverts(commits) {
  const fates = /* @__PURE__ */ new Map();
  if (!commits.some(({ message }) => message.targets)) return fates;
  const index = indexOf(commits);
  commits.forEach(({ message }, at) => {
    if (!message.targets || fates.has(at)) return;
    const { inRange, complete } = findTargets(message, at, index);
    for (const target2 of inRange)
      for (const taken of withMerged(target2, index)) if (taken !== at) fates.set(taken, "reverted");
    if (complete) fates.set(at, "reverts");
  });
  return fates;
}
function indexOf(commits) {
  const none = () => [];
  const targets = commits.flatMap(({ message }) => message.targets ?? []);
  const bySha = new Map(targets.flatMap(({ shas }) => shas.map((sha2) => [sha2, none()])));
  const lengths = new Set([...bySha.keys()].map((sha2) => sha2.length));
  const byNumber = new Map(targets.flatMap(({ numbers }) => numbers.map((number) => [number, none()])));
  const byTitle = new Map(targets.flatMap(({ titles }) => titles.map((title) => [title, none()])));
  commits.forEach(({ commit, message: { title } }, at) => {
    for (const length of lengths) bySha.get(commit.sha.slice(0, length))?.push(at);
    byTitle.get(withoutNumber(title))?.push(at);
    const number = byNumber.size > 0 ? numberOf(title) : void 0;
    if (number !== void 0) byNumber.get(number)?.push(at);
  });
  return { commits, bySha, byNumber, byTitle };
}
function findTargets({ targets }, at, index) {
  const older = (list2) => list2?.find((position) => position > at);
  const bySha = (targets?.shas ?? []).map((sha2) => index.bySha.get(sha2)?.[0]);
  const byNumber = (targets?.numbers ?? []).map((number) => older(index.byNumber.get(number)));
  const byTitle = (targets?.titles ?? []).map((title) => older(index.byTitle.get(title)));
  for (const found of [bySha, byNumber, byTitle]) {
    const inRange = found.filter((position) => position !== void 0);
    if (inRange.length > 0) return { inRange, complete: inRange.length === found.length };
  }
  return { inRange: [], complete: false };
}
function withMerged(target2, { commits }) {
  const parents = commits[target2]?.commit.parents ?? [];
  if (parents.length < 2) return [target2];
  const positions = new Map(commits.map(({ commit }, at) => [commit.sha, at]));
  const kept = reachable(parents.slice(0, 1), commits, positions);
  const merged = [...reachable(parents.slice(1), commits, positions)].filter(
    (position) => !kept.has(position)
  );
  return [target2, ...merged];
}
function reachable(from, commits, positions) {
  const seen = /* @__PURE__ */ new Set();
  const waiting = [...from];
  for (let sha2 = waiting.pop(); sha2 !== void 0; sha2 = waiting.pop()) {
    const position = positions.get(sha2);
    if (position === void 0 || seen.has(position)) continue;
    seen.add(position);
    waiting.push(...commits[position]?.commit.parents ?? []);
  }
  return seen;
}
function commitsSince(commits, sha2) {
  const positions = new Map(commits.map(({ commit }, at) => [commit.sha, at]));
  if (!positions.has(sha2)) return commits;
  const before = reachable([sha2], commits, positions);
  return commits.filter((_, at) => !before.has(at));
}

// src/plan/versionLevel.ts
var MERGE_TITLE = /^Merge (?:branch|branches|tag|commit|remote-tracking branch|pull request) /;
function readCommits(commits, rules) {
  return commits.map((commit) => ({ commit, message: parseMessage(commit.message, rules) }));
}
function assessCommits(commits, rules) {
  const fates = resolveReverts(commits);
  const counted = [];
  const ignored = [];
  const remarks = [];
  commits.forEach((read, at) => {
    const { sha: sha2 } = read.commit;
    const { title, oddities: oddities2, releaseAs } = read.message;
    const one = fates.has(at) ? void 0 : countCommit(read, rules);
    if (one) counted.push(one);
    const reason = reasonOf2(fates.get(at), one, isMerge(read));
    if (reason) ignored.push({ sha: sha2, title, reason });
    if (one?.level === "major") remarks.push(...oddities2.map((oddity) => `${sha2.slice(0, 7)}: ${oddity}`));
    if (releaseAs !== void 0)
      remarks.push(`${sha2.slice(0, 7)}: "Release-As: ${releaseAs}" is not followed; use the input "version"`);
  });
  const level = counted.reduce((highest, one) => higherLevel(highest, one.level), "none");
  return { level, counted, ignored, remarks };
}
function reasonOf2(fate, counted, merge) {
  if (fate) return fate === "reverted" ? "reverted" : "takes back a commit of the range";
  if (!counted) return merge ? "merge" : "not conventional";
  return counted.level === "none" ? "releases nothing" : void 0;
}
function isMerge({ commit, message }) {
  return commit.parents.length > 1 || message.title.startsWith("Merge ") && MERGE_TITLE.test(message.title);
}
function countCommit(read, rules) {
  const { commit, message } = read;
  const { sha: sha2 } = commit;
  const { title, targets } = message;
  if (isMerge(read)) return rules.merges === "title" ? countMerge(read, rules) : void 0;
  const changes = [...message.changes, ...targets ? takenBack(read, rules) : []];
  if (changes.length === 0 && message.breaking.length === 0) return void 0;
  const own = changes.reduce(
    (highest, change) => higherLevel(highest, levelOf(change, rules.levels)),
    "none"
  );
  return {
    sha: sha2,
    title,
    level: message.breaking.length > 0 ? "major" : own,
    changes,
    breaking: message.breaking
  };
}
function takenBack({ message }, { levels }) {
  if (message.changes[0]?.type === "revert") return [];
  const restored = message.targets?.restored;
  if (restored) return [restored];
  return levels.revert === "none" ? [] : [{ type: "revert", scope: void 0, breaking: false, description: message.title }];
}
function countMerge({ commit, message }, { levels }) {
  const second = commit.message.split("\n").slice(1).find((line2) => line2.trim() !== "") ?? "";
  const change = parseHeader(message.title) ?? (MERGE_TITLE.test(message.title) ? parseHeader(second.trimEnd()) : void 0);
  return change && {
    sha: commit.sha,
    title: change.description,
    level: levelOf(change, levels),
    changes: [change],
    breaking: []
  };
}

// src/plan/changelogRange.ts
function planChangelog(request, history) {
  const { rules, wanted, url, current } = request;
  const before = wanted.kind === "prerelease" ? previousOfChannel(history, { name: wanted.name, current }) : void 0;
  const all = readCommits(history.commits, rules);
  const { counted, ignored } = assessCommits(
    before === void 0 ? all : commitsSince(all, before.sha),
    rules
  );
  return formatChangelog({
    counted,
    ignored,
    url,
    previous: before?.gitTag ?? history.base?.tag.gitTag,
    current
  });
}
function previousOfChannel(history, { name, current }) {
  const inRange = new Set(history.commits.map(({ sha: sha2 }) => sha2));
  const candidates = history.tags.flatMap((tag) => {
    const sha2 = history.ids[tag.gitTag];
    const fits = tag.prerelease[0] === name && tag.gitTag !== current;
    return fits && sha2 !== void 0 && sha2 !== history.head && inRange.has(sha2) ? [{ tag, sha: sha2 }] : [];
  });
  const last = candidates.reduce(
    (best, one) => !best || isAfter(one.tag, best.tag) ? one : best,
    void 0
  );
  return last && { gitTag: last.tag.gitTag, sha: last.sha };
}
function isAfter(a, b) {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  return core !== 0 ? core > 0 : Number(a.prerelease[1] ?? 0) > Number(b.prerelease[1] ?? 0);
}

// src/plan/versionFromRef.ts
var import_parse = __toESM(require_parse(), 1);
function versionFromRef(gitTag, prefix) {
  const rest = gitTag.startsWith(prefix) ? gitTag.slice(prefix.length) : gitTag;
  return /^\d/.test(rest) ? rest : gitTag;
}
function versionNumbers(version) {
  const parsed = (0, import_parse.default)(version);
  if (!parsed || parsed.raw !== version || parsed.version !== version.split("+")[0]) return void 0;
  const { major, minor, patch, prerelease } = parsed;
  return { major, minor, patch, prerelease: prerelease.length > 0 ? prerelease.join(".") : void 0 };
}
function isFloatingGitTag(gitTag, gitTags, prefix) {
  const version = versionFromRef(gitTag, prefix);
  if (!/^\d+(\.\d+)?$/.test(version)) return false;
  return gitTags.some(
    (other) => other.startsWith(`${gitTag}.`) && versionNumbers(versionFromRef(other, prefix)) !== void 0
  );
}

// src/execute/releaseCheck.ts
async function checkReleasePermission(api) {
  if (!api.authenticated)
    throw new UserError("a release needs a token, and there is none", { hint: 'Set "github-token".' });
  const [probe, repository] = await Promise.all([
    api.request("POST", "/releases/generate-notes", { tag_name: "publish-image-permission-check" }).catch(() => void 0),
    api.request("GET", "").catch(() => void 0)
  ]);
  const refused = probe?.status === 401 || probe?.status === 403;
  const unanswered = probe === void 0 || probe.status >= 400;
  if (refused || unanswered && probe?.status !== 422 && field(field(repository?.json, "permissions"), "push") === false) {
    throw new UserError(`the token may not make tags and releases${probe ? `: ${wordsOf(probe)}` : ""}`, {
      hint: CONTENTS_WRITE
    });
  }
}

// src/stages/releasePermission.ts
var UNWANTED = { granted: false, notices: [] };
async function releasePermission(inputs, { api, context }, order) {
  const { release, command } = inputs.what;
  const made = !("gitTag" in context.trigger);
  if (release === "off" || made && release !== "auto") return UNWANTED;
  if (!api?.authenticated && release === void 0) return UNWANTED;
  if (command === "plan")
    return granted("Planned without asking GitHub whether the token may make the release.");
  if (!api?.authenticated)
    throw new UserError(`release: ${release} needs a token for the GitHub API`, {
      hint: 'Set "github-token", or "release: off".'
    });
  try {
    await Promise.all([checkReleasePermission(api), checkTag(api, order)]);
    return granted();
  } catch (error) {
    if (release !== void 0) throw error;
    const hint = error instanceof UserError && error.hint ? ` ${error.hint}` : "";
    return { granted: false, notices: [notice(`No GitHub Release is made: ${messageOf(error)}.${hint}`)] };
  }
}
function granted(...texts) {
  return { granted: true, notices: texts.map(notice) };
}
function notice(text4) {
  return { level: "notice", text: text4 };
}

// src/context/gitTags.ts
var VERSION2 = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?$/;
function parseVersionTag(prefix, gitTag) {
  if (!gitTag.startsWith(prefix)) return void 0;
  const version = gitTag.slice(prefix.length);
  const match2 = VERSION2.exec(version);
  if (!match2) return void 0;
  const major = Number(match2[1]);
  const minor = Number(match2[2]);
  const patch = Number(match2[3]);
  if (Math.max(major, minor, patch) > Number.MAX_SAFE_INTEGER) return void 0;
  const prerelease = match2[4] === void 0 ? RELEASED : parseIdentifiers(match2[4]);
  return { gitTag, version, major, minor, patch, prerelease };
}
var RELEASED = [];
function parseIdentifiers(prerelease) {
  return prerelease.split(".").map((part) => /^\d+$/.test(part) ? Number(part) : part);
}
function parseVersionTags(prefix, gitTags) {
  return gitTags.map((gitTag) => parseVersionTag(prefix, gitTag)).filter((tag) => tag !== void 0);
}
function compareVersions(a, b) {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (core !== 0 || a.prerelease.length === 0 && b.prerelease.length === 0) return core;
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length - a.prerelease.length;
  for (let at = 0; at < Math.min(a.prerelease.length, b.prerelease.length); at++) {
    const order = compareIdentifiers(a.prerelease[at] ?? 0, b.prerelease[at] ?? 0);
    if (order !== 0) return order;
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
  const kind = pushed?.prerelease[0];
  const fits = (tag) => {
    if (tag.prerelease.length > 0 && (kind === void 0 || tag.prerelease[0] !== kind)) return false;
    if (range && (compareVersions(tag, range.from) < 0 || compareVersions(tag, range.below) >= 0))
      return false;
    return !pushed || compareVersions(tag, pushed) < 0;
  };
  return tags2.filter(fits);
}
function highestVersion(tags2) {
  return tags2.reduce(
    (best, tag) => best && compareVersions(best, tag) >= 0 ? best : tag,
    void 0
  );
}

// src/context/historyLog.ts
import { isAscii } from "node:buffer";
async function readRange(git, { include, exclude, paths }) {
  const revisions = [...include, ...exclude.map((revision) => `^${revision}`)];
  const limit = paths.length > 0 ? ["--full-history", ...revisions, "--", ...paths] : [...revisions, "--"];
  const result = await git([
    "log",
    "-z",
    "--date-order",
    "--boundary",
    "--encoding=UTF-8",
    "--format=%m%H%n%P%n%B",
    ...limit
  ]);
  if (!result.ok) throw new UserError(`git can't read the history: ${complaintOf(result)}`);
  return parseRange(result.stdout);
}
var NOT_ASCII = /[\x80-\xff]/;
var LF = 10;
function parseRange(output) {
  const commits = [];
  const boundary = /* @__PURE__ */ new Set();
  const text4 = output.toString("latin1");
  const allAscii = isAscii(output);
  for (let start = 0; start < text4.length; ) {
    const nul = text4.indexOf("\0", start);
    const end = nul < 0 ? text4.length : nul;
    const afterSha = text4.indexOf("\n", start);
    const sha2 = text4.slice(start + 1, afterSha);
    if (text4[start] === "-") boundary.add(sha2);
    else {
      const afterParents = text4.indexOf("\n", afterSha + 1);
      const [from, to] = [afterParents + 1, endOfText(text4, end)];
      const raw2 = text4.slice(from, to);
      const message = allAscii || !NOT_ASCII.test(raw2) ? raw2 : output.toString("utf8", from, to);
      commits.push({ sha: sha2, parents: parentsOf(text4.slice(afterSha + 1, afterParents)), message });
    }
    start = end + 1;
  }
  return { commits, boundary };
}
function parentsOf(list2) {
  if (list2 === "") return [];
  return list2.includes(" ") ? list2.split(" ") : [list2];
}
function endOfText(text4, end) {
  while (end > 0 && text4.charCodeAt(end - 1) === LF) end--;
  return end;
}
async function readCommitIds(git, revisions) {
  if (revisions.length === 0) return /* @__PURE__ */ new Map();
  const input = revisions.map((revision) => `${revision}^{commit}
`).join("");
  const result = await git(["cat-file", "--batch-check=%(objectname) %(objecttype)"], { input });
  const answers = result.stdout.toString().split("\n");
  return new Map(
    revisions.flatMap((revision, index) => {
      const [sha2, type] = answers[index]?.split(" ") ?? [];
      return type === "commit" && sha2 !== void 0 ? [[revision, sha2]] : [];
    })
  );
}
async function isAncestor(git, ancestor, descendant) {
  return (await git(["merge-base", "--is-ancestor", ancestor, descendant])).ok;
}

// src/context/historyBase.ts
var SINGLE_QUESTIONS = 4;
var NOTHING3 = { commits: [], boundary: /* @__PURE__ */ new Set() };
async function readBasedRange(store, choice2) {
  const first = highestVersion(choice2.candidates);
  if (first && !store.ids) {
    const [range, ids2, reached] = await Promise.all([
      readSince(store.git, choice2, revisionOf(first)),
      readIds(store, first, choice2.candidates),
      choice2.paths.length > 0 && !choice2.highest && isAncestor(store.git, revisionOf(first), choice2.head)
    ]);
    const sha2 = ids2.get(first.gitTag);
    if (sha2 === choice2.head) return { base: { tag: first, sha: sha2 }, range: NOTHING3, ids: ids2 };
    if (sha2 !== void 0 && (choice2.highest || reached || range.boundary.has(sha2)))
      return { base: { tag: first, sha: sha2 }, range, ids: ids2 };
  }
  const base = await findReachable(store, choice2);
  const ids = await readIds(store, base?.tag, choice2.candidates);
  return {
    base,
    ids,
    range: base?.sha === choice2.head ? NOTHING3 : await readSince(store.git, choice2, base?.sha)
  };
}
function readSince(git, { head, paths }, base) {
  return readRange(git, { include: [head], exclude: base === void 0 ? [] : [base], paths });
}
function revisionOf(tag) {
  return `refs/tags/${tag.gitTag}`;
}
async function findReachable(store, { head, highest, ...choice2 }) {
  const candidates = choice2.candidates.toSorted((a, b) => compareVersions(b, a));
  if (!store.ids) {
    for (const tag of candidates.slice(0, SINGLE_QUESTIONS)) {
      if (!await isAncestor(store.git, revisionOf(tag), head)) continue;
      const sha2 = (await readCommitIds(store.git, [revisionOf(tag)])).get(revisionOf(tag));
      if (sha2 !== void 0) return { tag, sha: sha2 };
    }
    if (candidates.length <= SINGLE_QUESTIONS) return void 0;
  }
  const ids = store.ids ?? await idsOf(store.git, candidates);
  const listed = await store.git(["rev-list", head, "--"]);
  const ancestors = new Set(listed.stdout.toString().split("\n"));
  for (const tag of candidates) {
    const sha2 = ids.get(tag.gitTag);
    if (sha2 !== void 0 && (highest || ancestors.has(sha2))) return { tag, sha: sha2 };
  }
  return void 0;
}
async function idsOf(git, tags2) {
  const found = await readCommitIds(git, tags2.map(revisionOf));
  return new Map([...found].map(([revision, sha2]) => [revision.slice("refs/tags/".length), sha2]));
}
function readIds(store, base, candidates) {
  return store.ids ? Promise.resolve(store.ids) : idsOf(store.git, tagsInQuestion(store.tags, base, candidates));
}
function tagsInQuestion(tags2, base, candidates) {
  if (!base) return [.../* @__PURE__ */ new Set([...tags2.filter((tag) => tag.prerelease.length > 0), ...candidates])];
  const { major, minor, patch } = base;
  const next = /* @__PURE__ */ new Set([`${major + 1}.0.0`, `${major}.${minor + 1}.0`, `${major}.${minor}.${patch + 1}`]);
  const wanted = (tag) => tag === base || next.has(tag.version) || tag.prerelease.length > 0 && compareVersions(tag, base) > 0;
  return tags2.filter(wanted);
}

// src/context/historyCut.ts
import { existsSync, readFileSync } from "node:fs";
var MOST_FETCHES = 12;
async function fetchCut(own, head, tag) {
  const options = [tag.filter, `--shallow-exclude=${tag.ref}`];
  if (!(await own.fetch([head], options)).ok) return void 0;
  const include = [head];
  const outside = /* @__PURE__ */ new Set([tag.sha]);
  for (let fetches = 0; ; ) {
    const present = new Set(linesOf(await own.git(["rev-list", ...include, "--"])));
    const parents = await readEdges(own, present);
    const merged = [...parents.values()].filter((list2) => list2.length > 1).flat();
    const unknown = new Set(merged.filter((sha2) => !present.has(sha2) && !outside.has(sha2)));
    if (unknown.size === 0) {
      const exclude = new Set([...parents.values()].flat().filter((sha2) => !present.has(sha2)));
      return { include, exclude, parents };
    }
    for (const sha2 of unknown) {
      if (++fetches > MOST_FETCHES) return void 0;
      const fetched = await own.fetch([sha2], options);
      if (fetched.ok) include.push(sha2);
      else if (/no commits selected/.test(fetched.stderr)) outside.add(sha2);
      else return void 0;
    }
  }
}
async function readEdges({ git }, present) {
  const path = (await git(["rev-parse", "--git-path", "shallow"])).stdout.toString().trim();
  const edges = readLines(path).filter((sha2) => present.has(sha2));
  const result = await git(["cat-file", "--batch"], { input: edges.map((sha2) => `${sha2}
`).join("") });
  return new Map(parseRawCommits(result.stdout).map(({ sha: sha2, parents }) => [sha2, parents]));
}
function parseRawCommits(output) {
  const commits = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf("\n", at);
    const [sha2 = "", , size2] = output.subarray(at, end).toString().split(" ");
    const header = output.subarray(end + 1, end + 1 + Number(size2)).toString().split("\n\n", 1)[0] ?? "";
    commits.push({
      sha: sha2,
      parents: [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match2) => match2[1] ?? "")
    });
    at = end + 1 + Number(size2) + 1;
  }
  return commits;
}
function readLines(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8").split("\n").filter((line2) => line2 !== "");
}

// src/context/historyFetch.ts
var FULL_CLONE = 'Give actions/checkout "fetch-depth: 0", or the job "permissions: contents: read" and a token.';
async function readRemoteTags(own, url) {
  const listed = await own.git(["ls-remote", "--tags", "origin"]);
  if (!listed.ok)
    throw new UserError(`the tags of ${url} could not be read: ${complaintOf(listed)}`, { hint: FULL_CLONE });
  const tags2 = /* @__PURE__ */ new Map();
  for (const line2 of linesOf(listed)) {
    const [, sha2, name] = /^([0-9a-f]+)\trefs\/tags\/(.+?)(?:\^\{\})?$/.exec(line2) ?? [];
    if (sha2 !== void 0 && name !== void 0) tags2.set(name, sha2);
  }
  return tags2;
}
async function fetchBasedRange(own, question) {
  const { head, ids, candidates } = question;
  const first = highestVersion(candidates);
  const sha2 = first && ids.get(first.gitTag);
  if (first && sha2 === head)
    return { base: { tag: first, sha: sha2 }, ids, range: { commits: [], boundary: /* @__PURE__ */ new Set() } };
  if (first && sha2 !== void 0) {
    const range = await readCutRange(own, question, { ref: `refs/tags/${first.gitTag}`, sha: sha2 });
    if (range && (question.highest || range.boundary.has(sha2)))
      return { base: { tag: first, sha: sha2 }, ids, range };
  }
  await fetchWhole(own, question, question.highest && sha2 !== void 0 ? [sha2] : []);
  return readBasedRange({ git: own.git, tags: question.tags, ids }, question);
}
async function readCutRange(own, { head, paths }, tag) {
  const filter = paths.length > 0 ? WITHOUT_BLOBS : COMMITS_ONLY;
  const cut = await fetchCut(own, head, { ...tag, filter });
  if (!cut) return void 0;
  if (paths.length > 0) {
    if (!(await own.fetch(cut.include, [filter, "--deepen=1"])).ok) return void 0;
    const range = await readRange(own.git, { include: cut.include, exclude: [...cut.exclude], paths });
    return { ...range, boundary: cut.exclude };
  }
  const { commits } = await readRange(own.git, { include: cut.include, exclude: [], paths });
  return {
    commits: commits.map((commit) => ({ ...commit, parents: cut.parents.get(commit.sha) ?? commit.parents })),
    boundary: cut.exclude
  };
}
async function fetchWhole(own, { head, paths }, also) {
  const filter = paths.length > 0 ? WITHOUT_BLOBS : COMMITS_ONLY;
  const isCut = linesOf(await own.git(["rev-parse", "--is-shallow-repository"]))[0] === "true";
  const options = isCut ? [filter, "--unshallow"] : [filter];
  const fetched = await own.fetch([head, ...also], options);
  if (fetched.ok) return;
  const everything = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
  if ((await own.fetch(everything, options)).ok && (await own.git(["cat-file", "-e", head])).ok) return;
  throw new UserError(`the history of ${head} could not be fetched: ${complaintOf(fetched)}`, {
    hint: /not our ref|unadvertised/.test(fetched.stderr) ? `Push ${head.slice(0, 7)} first. ${FULL_CLONE}` : FULL_CLONE
  });
}

// src/context/history.ts
async function readHistory(sources, question) {
  const { clone } = sources;
  if (question.head === "") {
    throw new UserError("there is no commit to compute a version for", {
      hint: 'Check the repository out first, or give "version".'
    });
  }
  if (clone.facts.root === void 0 || clone.facts.shallow || await lacksObjects(clone, question))
    return fetchHistory(sources, question);
  const tags2 = parseVersionTags(question.prefix, clone.facts.gitTags);
  if (tags2.length === 0) return readWithRemoteTags(sources, question);
  return based(question, tags2, (choice2) => readBasedRange({ git: clone.git, tags: tags2, ids: void 0 }, choice2));
}
async function lacksObjects({ remote, head, git }, question) {
  if (question.paths.length > 0 && remote.filter?.startsWith("tree:")) return true;
  return question.head !== head && !(await git(["cat-file", "-e", `${question.head}^{commit}`])).ok;
}
async function readWithRemoteTags({ exec: exec2, clone, access: access3 }, question) {
  const { git } = clone;
  const ids = access3 && await withOwn({ exec: exec2, access: access3 }, question.head, (own) => readRemoteTags(own, access3.url)).catch(
    () => void 0
  );
  const tags2 = parseVersionTags(question.prefix, [...ids?.keys() ?? []]);
  return based(question, tags2, (choice2) => readBasedRange({ git, tags: tags2, ids }, choice2));
}
async function fetchHistory({ exec: exec2, access: access3 }, question) {
  if (!access3) {
    throw new UserError(
      "the clone has only a part of the history, and there is no remote to ask for the rest",
      {
        hint: 'Clone the whole history ("fetch-depth: 0" for actions/checkout), or give "version".'
      }
    );
  }
  const history = await withOwn({ exec: exec2, access: access3 }, question.head, async (own) => {
    const ids = await readRemoteTags(own, access3.url);
    const tags2 = parseVersionTags(question.prefix, [...ids.keys()]);
    return based(question, tags2, (choice2) => fetchBasedRange(own, { ...choice2, tags: tags2, ids }));
  });
  return { ...history, source: "fetched" };
}
async function withOwn(remote, sha2, use) {
  const own = await openOwnRepository(remote.exec, remote.access, sha2);
  try {
    return await use(own);
  } finally {
    own.close();
  }
}
async function based(question, tags2, read) {
  const { prefix, head, paths, range } = question;
  const pushed = question.pushed === void 0 ? void 0 : parseVersionTag(prefix, question.pushed);
  const candidates = baseCandidates(tags2, { range, pushed });
  const found = await read({ head, paths, highest: question.base === "highest", candidates });
  return {
    head,
    tags: tags2,
    ids: Object.fromEntries(found.ids),
    base: found.base,
    highest: highestVersion(candidates),
    commits: found.range.commits,
    source: "clone"
  };
}

// src/plan/versionCounter.ts
function countPrerelease(core, name, { history, request }) {
  const inGit = history.tags.flatMap(({ gitTag, version }) => {
    const number = counterOf(version, core, name);
    return number === void 0 ? [] : [{ number, gitTag, sha: history.ids[gitTag] }];
  });
  const inRegistry = (request.imageTags ?? []).flatMap((imageTag) => {
    const number = counterOf(imageTag, core, name);
    return number === void 0 ? [] : [{ number, gitTag: void 0, sha: request.revisions[imageTag] }];
  });
  const all = [...inGit, ...inRegistry];
  const own = all.filter(({ sha: sha2 }) => sha2 === history.head).sort((a, b) => b.number - a.number)[0];
  if (own)
    return {
      version: `${core}-${name}.${own.number}`,
      gitTag: all.find((one) => one.number === own.number && one.gitTag)?.gitTag
    };
  const highest = all.reduce((most, { number }) => Math.max(most, number), 0);
  return { version: `${core}-${name}.${highest + 1}`, gitTag: void 0 };
}
function counterTags(imageTags, core, name) {
  return imageTags.flatMap((tag) => {
    const number = counterOf(tag, core, name);
    return number !== void 0 && tag.endsWith(`${core}-${name}.${number}`) ? [{ tag, number }] : [];
  }).sort((a, b) => b.number - a.number).map(({ tag }) => tag);
}
function counterOf(tag, core, name) {
  const start = `${core}-${name}.`;
  const at = tag.indexOf(start);
  if (at < 0 || /[\d.]/.test(tag[at - 1] ?? "")) return void 0;
  const digits = /^(0|[1-9]\d{0,14})(?=$|[-._])/.exec(tag.slice(at + start.length))?.[1];
  return digits === void 0 ? void 0 : Number(digits);
}

// src/plan/versionFaults.ts
function noticesOf({ imageTags, wanted }, { base, highest, tags: tags2, source }, why) {
  const notice2 = (text4) => ({ level: "notice", text: text4 });
  const warning = (text4) => ({ level: "warning", text: text4 });
  const prerelease = tags2.some((tag) => tag.prerelease.length > 0);
  return [
    ...source === "fetched" ? [notice2(`The clone is too small for the version; the history was fetched beside it.`)] : [],
    ...highest && highest !== base?.tag ? [
      warning(
        `The version counts from ${base ? base.tag.gitTag : "the first commit"}, since this commit does not descend from the higher ${highest.gitTag}; "base: highest" counts from that.`
      )
    ] : [],
    ...!base && !highest && prerelease ? [warning("There are prereleases but no release to count from: push a tag for the first one.")] : [],
    ...wanted.kind === "prerelease" && imageTags === void 0 ? [notice2("The registry's tags are unknown: the version counts git's tags alone.")] : [],
    ...why.assessment.remarks.slice(0, 10).map((remark) => warning(remark))
  ];
}
function checkRange(core, range, why) {
  const [major = 0, minor = 0, patch = 0] = core.split(".").map(Number);
  const numbers = { major, minor, patch };
  if (!range || isBefore(numbers, range.below) && !isBefore(numbers, range.from)) return;
  const decided = why.assessment.counted.filter((commit) => commit.level === why.level).slice(0, 10);
  const lines6 = decided.map(({ sha: sha2, title }) => `  - ${sha2.slice(0, 7)} ${title.slice(0, 100)}`);
  throw new UserError(
    [`the next version would be ${core}, which does not belong on ${range.name}:`, ...lines6].join("\n"),
    {
      hint: why.base ? 'Release these commits from another branch, or give "version".' : `Push a tag of a version of ${range.name} first.`
    }
  );
}
function isBefore(a, b) {
  return (a.major - b.major || a.minor - b.minor || a.patch - b.patch) < 0;
}
function checkCollision(core, { tags: tags2, ids }) {
  const tag = tags2.find((one) => one.version === core);
  if (!tag) return;
  const sha2 = ids[tag.gitTag];
  throw new UserError(
    `the next version would be ${core}, but ${tag.gitTag} exists${sha2 ? ` on ${sha2.slice(0, 7)}` : ""}, which this commit does not descend from`,
    {
      hint: `Merge ${tag.gitTag} into this branch, or set "base: highest" to count from the highest tag.`
    }
  );
}

// src/plan/version.ts
function resolveVersion(request, history) {
  const commits = readCommits(history.commits, request.rules);
  const why = explain(history, commits, assessCommits(commits, request.rules));
  const notices2 = noticesOf(request, history, why);
  const nothing = (because) => ({ kind: "nothing", because, why, notices: notices2 });
  const found = (version, core2, gitTag) => ({
    kind: "version",
    version,
    core: core2,
    gitTag,
    why,
    notices: notices2
  });
  const { base } = history;
  const { wanted } = request;
  const released = base?.sha === history.head;
  if (released && wanted.kind === "release")
    return found(base.tag.version, base.tag.version, base.tag.gitTag);
  if (base && why.level === "none" && wanted.kind !== "nightly") {
    const since = released ? `${base.tag.gitTag} is this commit` : `no commit since ${base.tag.gitTag} asks for a release`;
    return nothing(`Nothing to release: ${since}.`);
  }
  const core = base ? increment(base.tag, why.level === "none" ? "patch" : why.level) : request.initial;
  checkRange(core, request.range, why);
  if (wanted.kind === "nightly") return found(`${core}-${wanted.name}.${nightStamp(request, history)}`, core);
  checkCollision(core, history);
  if (wanted.kind === "release") return found(core, core);
  const counted = countPrerelease(core, wanted.name, { history, request });
  return found(counted.version, core, counted.gitTag);
}
function explain(history, commits, assessment) {
  const { base, head } = history;
  return {
    base: base && { gitTag: base.tag.gitTag, sha: base.sha },
    range: `${base ? `${base.tag.gitTag}..` : ""}${head.slice(0, 7)}`,
    commits: commits.length,
    level: assessment.level,
    assessment
  };
}
function increment({ major, minor, patch }, level) {
  if (level === "patch") return `${major}.${minor}.${patch + 1}`;
  if (level === "minor" || major === 0) return `${major}.${minor + 1}.0`;
  return `${major + 1}.0.0`;
}
function nightStamp({ commitTime: commitTime2 }, { head }) {
  if (!commitTime2) {
    throw new UserError(`the time of commit ${head.slice(0, 7)} is unknown, and a nightly version needs it`, {
      hint: "Check the repository out first."
    });
  }
  return `${commitTime2.toISOString().slice(0, 10).replaceAll("-", "")}.g${head.slice(0, 7)}`;
}

// src/stages/version.ts
function rulesOf({ what }, repository) {
  const levels = Object.entries(what.commitLevels).map(([type, level]) => {
    if (level === "major" || level === "minor" || level === "patch" || level === "none")
      return [type.toLowerCase(), level];
    throw new UserError(
      `Input commit-levels: "${type}=${level ?? ""}" is no level; write ${type}=minor, or major, patch, none`
    );
  });
  return {
    levels: { ...DEFAULT_LEVELS, ...Object.fromEntries(levels) },
    bullets: what.commitBullets,
    merges: what.merges,
    repository
  };
}
function historyOf(inputs, { context, clone, access: access3 }, to) {
  const { what } = inputs;
  return readHistory(
    { exec: to.exec, clone, access: access3 },
    {
      prefix: what.tagPrefix,
      head: context.git.sha,
      paths: what.paths,
      base: what.base,
      range: rangeOf(context),
      pushed: to.pushed
    }
  );
}
async function computeVersion(inputs, gathered, at) {
  const { context } = gathered;
  const request = {
    wanted: at.wanted,
    rules: rulesOf(inputs, context.environment.GITHUB_REPOSITORY),
    prefix: inputs.what.tagPrefix,
    initial: inputs.what.initialVersion,
    range: rangeOf(context),
    commitTime: context.git.commitTime,
    imageTags: void 0,
    revisions: {}
  };
  const first = resolveVersion(request, at.history);
  if (first.kind === "nothing" || at.wanted.kind !== "prerelease" || !at.registries) return first;
  const counted = await readCounters(at.registries, {
    core: first.core,
    name: at.wanted.name
  });
  return resolveVersion({ ...request, ...counted }, at.history);
}
var ASKED = 3;
async function readCounters({ client, images }, of) {
  const read = await Promise.allSettled(images.map((image) => readCounter(client, image, of)));
  const told = read.flatMap((result) => result.status === "fulfilled" ? [result.value] : []);
  const [failed] = read;
  if (told.length === 0 && failed?.status === "rejected") throw failed.reason;
  return {
    imageTags: told.flatMap(({ imageTags }) => imageTags),
    revisions: Object.assign({}, ...told.map(({ revisions }) => revisions))
  };
}
async function readCounter(client, image, of) {
  const repository = parseRepository(image);
  const imageTags = await client.listTags(repository).catch(() => void 0) ?? [];
  const { readHeld } = await import("./context-published.js");
  const asked = counterTags(imageTags, of.core, of.name).slice(0, ASKED);
  const held = asked.map(async (tag) => {
    const found = await readHeld(client, repository, { reference: tag, whole: false });
    return [tag, found?.labels[REVISION] ?? ""];
  });
  return { imageTags, revisions: Object.fromEntries(await Promise.all(held)) };
}
function rangeOf({ trigger }) {
  return maintenanceRange("branch" in trigger ? trigger.branch : void 0);
}
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
function isUnconventional({ why }) {
  const { counted, ignored } = why.assessment;
  return counted.length === 0 && ignored.every(({ reason }) => reason === "merge" || reason === "not conventional");
}

// src/stages/githubRelease.ts
var NOTHING4 = { changelog: "", release: void 0, notices: [] };
async function planGitHubRelease(inputs, gathered, at) {
  const { release } = at;
  if (inputs.what.command === "build") return NOTHING4;
  const gitTag = releasedTag(inputs, gathered, release);
  if (gitTag === void 0 || !release.push || release.variants[0].metadata.release.tags.length === 0)
    return NOTHING4;
  const order = { gitTag, sha: gathered.context.git.sha, createTag: release.releaseTag !== void 0 };
  const { granted: granted2, notices: notices2 } = await releasePermission(inputs, gathered, order);
  const needed = granted2 && inputs.what.release !== void 0;
  const history = granted2 || hasWholeHistory(gathered, release) ? await historyFor(inputs, gathered, { ...at, gitTag, needed }) : void 0;
  const changelog = history ? planChangelog(changelogRequest(inputs, gathered, gitTag), history) : "";
  const planned = { ...order, name: gitTag, changelog, ...ranked(inputs, gitTag, history) };
  return { changelog, release: granted2 ? planned : void 0, notices: notices2 };
}
function releasedTag({ what }, { context }, { releaseTag, tagPrefix }) {
  const pushed = "gitTag" in context.trigger ? context.trigger.gitTag : void 0;
  const gitTag = releaseTag ?? pushed;
  if (gitTag === void 0 || what.release !== void 0 && what.release !== "off") return gitTag;
  return versionNumbers(versionFromRef(gitTag, tagPrefix)) ? gitTag : void 0;
}
function ranked({ what }, gitTag, history) {
  const version = versionFromRef(gitTag, what.tagPrefix);
  if (!versionNumbers(version)) return { prerelease: false, latest: false };
  const prerelease = isPrerelease(version);
  const known = (history?.tags ?? []).map((tag) => tag.version);
  return {
    prerelease,
    latest: !prerelease && highestAbove(version, known, { prerelease: false }) === void 0
  };
}
function hasWholeHistory({ context }, { computed }) {
  return computed !== void 0 || context.git.root !== void 0 && !context.git.shallow;
}
async function historyFor(inputs, gathered, at) {
  const { tagPrefix, computed } = at.release;
  const computedHere = computed?.history;
  if (computedHere && computedHere.base?.tag.gitTag !== at.gitTag) return computedHere;
  if (!versionNumbers(versionFromRef(at.gitTag, tagPrefix))) return void 0;
  try {
    return await historyOf(inputs, gathered, { exec: at.exec, pushed: at.gitTag });
  } catch (error) {
    if (at.needed || !(error instanceof UserError)) throw error;
    return void 0;
  }
}
function changelogRequest(inputs, { context, api }, gitTag) {
  const version = versionFromRef(gitTag, inputs.what.tagPrefix);
  const name = /-([A-Za-z-]+)/.exec(version)?.[1];
  const wanted = name === void 0 ? { kind: "release" } : { kind: "prerelease", name };
  const url = context.repository.url ?? (api && `${context.run.serverUrl}/${api.repository}`);
  return { rules: rulesOf(inputs, context.environment.GITHUB_REPOSITORY), wanted, url, current: gitTag };
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
  const named2 = version === void 0 ? {} : { version, label: version };
  const source = `${facts.rule.name}'s ${template.source}`;
  return { value: { text: text4, latest: false, origin, source, ...named2 } };
}
function reasonToLeaveOut({ names }, {
  absent,
  origin,
  version,
  numbers
}) {
  const [field2] = absent;
  if (field2 !== void 0) {
    return `{{${field2}}} has no value ${version === void 0 ? "in this run" : `for version ${version}`}`;
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
    fields: fieldsOf(template, text4, context),
    follows: followsVersions(facts, forReleases) ? "versions" : "commits",
    prerelease: rule.name !== "stable" && !forReleases,
    ...numbers && { numbers: { major: numbers.major, minor: numbers.minor } }
  };
}
function fieldsOf({ names }, text4, context) {
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
  const named2 = trigger.kind === "dispatch" && rules.some(({ triggers }) => triggers.some(isDispatch));
  const counting = (triggers) => named2 ? triggers.filter(isDispatch) : triggers;
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
  const named2 = values.flatMap(({ text: text4, origin, source }) => {
    const name = cleanName(text4);
    const full = { prerelease: false, ...origin, rule: source ?? rule.name };
    return name === void 0 ? [] : [{ name, ...guardOf(full) }];
  });
  return named2.filter(({ name }, index) => named2.findIndex((other) => other.name === name) === index);
}

// src/plan/attributes.ts
function significantLines(lines6) {
  return lines6.map((line2) => line2.trim()).filter((line2) => line2 !== "" && !line2.startsWith("#"));
}
function parseAttributeLine(line2) {
  const outer = csvFields(line2);
  const inner = outer.length === 1 && line2.startsWith('"') ? csvFields(outer[0] ?? "") : outer;
  const fields = inner.map((field2) => field2.trim());
  const isBare = (field2) => field2.indexOf("=") <= 0;
  const pairs2 = fields.filter((field2) => !isBare(field2)).map((field2) => {
    const at = field2.indexOf("=");
    return [field2.slice(0, at).trim().toLowerCase(), field2.slice(at + 1).trim()];
  });
  return { line: line2, bare: fields.filter((field2) => isBare(field2) && field2 !== ""), attributes: pairs2 };
}
function csvFields(line2) {
  try {
    const rows = parse(line2, { relax_column_count: true, skip_empty_lines: true });
    return rows[0] ?? [];
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
function parseChannels(lines6, tagPrefix) {
  const significant = significantLines(lines6);
  const faults = [];
  const rules = (significant.length > 0 ? significant : defaultChannels(tagPrefix)).flatMap(
    (line2) => noteFaults(faults, line2, () => [parseChannel(line2)])
  );
  faults.push(...channelFaults(rules));
  if (faults.length > 0) throw faultsError("channels", faults);
  return rules;
}
function parseChannel(line2) {
  const [, name, triggers = "", tags2] = /^([A-Za-z0-9][\w.-]*)\s*:\s*(.*?)\s*(?:=>\s*(.*))?$/.exec(line2) ?? [];
  if (name === void 0)
    throw new UserError(
      'expected "name: trigger[, trigger] [=> image tags]", such as "stable: tag v* => {{version}} latest"'
    );
  if (tags2 === "") throw new UserError('there are no image tags after "=>"; name some, or leave "=>" out');
  const wanted = triggers.split(",").map(parseTrigger);
  const templates = splitTags(tags2 ?? usualTags(name, wanted)).map(parseTemplate);
  const unknown = [...new Set(templates.flatMap(({ names }) => names))].filter(
    (field2) => !KNOWN.includes(field2)
  );
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((field2) => `{{${field2}}} is not known; ${suggest(field2, KNOWN)}`).join("; ")
    );
  return Object.freeze({ line: line2, name, triggers: wanted, templates });
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
function parseImages(lines6) {
  const faults = [];
  const names = significantLines(lines6).flatMap((line2) => noteFaults(faults, line2, () => parseLine(line2)));
  if (faults.length > 0) throw faultsError("images", faults);
  return [...new Set(names)];
}
function parseLine(line2) {
  const { bare, attributes } = parseAttributeLine(line2);
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
var DEFAULT_LEVELS2 = "manifest";
function annotationLevels(environment) {
  const told = (environment.DOCKER_METADATA_ANNOTATIONS_LEVELS || DEFAULT_LEVELS2).split(",").map((level) => level.trim());
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
    ...levels.flatMap((level) => lines5(level, mergeLabels(standard, everywhere, own(level)))),
    ...others.flatMap((level) => lines5(level, mergeLabels(own(level))))
  ];
}
function lines5(level, entries2) {
  return Object.entries(entries2).map(([key, value]) => `${level}:${key}=${value}`);
}

// src/plan/flavor.ts
var KEYS = ["latest", "prefix", "suffix", "onlatest"];
function parseFlavor(lines6) {
  const flavor = {
    latest: "auto",
    prefix: void 0,
    prefixOnLatest: false,
    suffix: void 0,
    suffixOnLatest: false
  };
  const faults = [];
  for (const line2 of significantLines(lines6)) noteFaults(faults, line2, () => readLine2(line2, flavor));
  if (faults.length > 0) throw faultsError("flavor", faults);
  return Object.freeze(flavor);
}
function readLine2(line2, flavor) {
  const { bare, attributes } = parseAttributeLine(line2);
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
  const escaped = (_key, value) => typeof value === "string" ? value.replaceAll("${", "$${").replaceAll("%{", "%%{") : value;
  return JSON.stringify({ target: { [target2]: definition } }, escaped, 2);
}

// src/plan/metadataOutputs.ts
function metadataOutputs(facts) {
  const { version, images, tagNames, labels, annotations, separators } = facts;
  const named2 = images.flatMap((image) => tagNames.map((name) => `${image}:${name}`));
  const tags2 = images.length > 0 ? named2 : tagNames;
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
function ruleType({ parse: parse4, resolve, ...rest }) {
  const bind = (given) => {
    const attributes = parse4(given);
    return (facts) => resolve(attributes, facts);
  };
  return Object.freeze({ ...rest, bind });
}
var NOTHING5 = Object.freeze({ values: [], warnings: [] });
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
    if (!resolved) return NOTHING5;
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
    if (ref2.branch === void 0 || ref2.branch !== wanted) return NOTHING5;
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
    if (source === void 0) return NOTHING5;
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
    resolve: (attributes, facts) => resolveVersion2(scheme, attributes, facts)
  });
}
function resolveVersion2({ read, refusal }, { pattern, ...source }, facts) {
  const found = sourceText(source, facts);
  if (found === void 0) return NOTHING5;
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
    const named2 = version !== void 0 && value.names.includes("version") ? { version, label: version } : {};
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
    const text4 = { branch, tag: gitTag, pr: pullRequest2 }[event];
    if (text4 === void 0) return NOTHING5;
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
    if (!context.run.event.includes("schedule")) return NOTHING5;
    const { text: text4, warnings } = renderPattern(pattern, dateExpressions(context));
    return {
      values: [{ text: text4, latest: false, origin: { fields: pattern.names, follows: "commits" } }],
      warnings
    };
  }
});

// src/plan/tags/semver.ts
var import_parse2 = __toESM(require_parse(), 1);
var semver = versionRule({
  name: "semver",
  special: "prerelease",
  refusal: "is no SemVer version, so there is no tag; see https://semver.org",
  read: readSemver
});
function readSemver(text4) {
  const parsed = (0, import_parse2.default)(text4);
  if (!parsed) return void 0;
  const { version, major, minor, patch, prerelease, build } = parsed;
  const fields = {
    raw: () => text4,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch),
    prerelease: () => prerelease.join("."),
    build: () => build.join(".")
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
    if (ref2.sha === "") return NOTHING5;
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
function parseRules(lines6) {
  const significant = significantLines(lines6);
  const faults = [];
  const rules = (significant.length > 0 ? significant : DEFAULT_RULES).flatMap(
    (line2) => noteFaults(faults, line2, () => [parseRule(line2)])
  );
  if (faults.length > 0) throw faultsError("tags", faults);
  return rules.toSorted((a, b) => b.priority - a.priority);
}
function parseRule(line2) {
  const written = parseAttributeLine(line2);
  const given = Object.fromEntries(written.attributes);
  const type = typeNamed(given.type ?? "raw");
  if (written.bare.length > 0) given.value = written.bare.at(-1) ?? "";
  const resolve = type.bind(given);
  const prefix = given.prefix ?? type.prefix?.(given);
  return Object.freeze({
    line: line2,
    type: type.name,
    priority: priorityOf(given.priority, type),
    enable: enableOf(given.enable),
    own: { prefix: affix(prefix), suffix: affix(given.suffix) },
    resolve,
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
  const named2 = rules.flatMap((rule) => {
    const warn = (text4) => warnings.push(`tags: "${rule.line}": ${text4}`);
    return noteFaults(faults, rule.line, () => resolveRule(rule, { flavor, facts, warn }));
  });
  if (faults.length > 0) throw faultsError("tags", faults);
  const [first] = named2;
  const latest = first !== void 0 && (flavor.latest === "auto" ? first.value.latest : flavor.latest === "true");
  const unique = withoutDoubles(named2, (text4) => warnings.push(text4));
  const ofVersions = named2.some(({ value }) => value.origin.follows === "versions");
  return {
    tags: latest ? withLatest(unique, { flavor, facts, follows: ofVersions ? "versions" : "commits" }) : unique,
    version: first && (first.value.label ?? first.tag.name),
    sourceVersion: named2.find(({ value }) => value.version !== void 0)?.value.version,
    latest,
    notices: warnings.map((text4) => ({ level: "warning", text: text4 }))
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

// src/plan/versionWhy.ts
var NAMED = 10;
function formatWhy(result) {
  const { base, range, commits, level, assessment } = result.why;
  const decided = assessment.counted.filter((one) => one.level === level && level !== "none");
  return [
    base ? `base: ${base.gitTag} (${base.sha.slice(0, 7)})` : "base: none, there is no release in this history",
    `range: ${range}, ${commits} ${commits === 1 ? "commit" : "commits"}`,
    `level: ${level}`,
    ...named(decided, (one) => `decided: ${line(one)}`, "more that decided"),
    ...ignoredByReason(assessment.ignored).flatMap(
      ([reason, list2]) => named(list2, (one) => `ignored, ${reason}: ${line(one)}`, `more ignored: ${reason}`)
    )
  ];
}
function named(list2, format2, rest) {
  const lines6 = list2.slice(0, NAMED).map(format2);
  return list2.length > NAMED ? [...lines6, `${list2.length - NAMED} ${rest}`] : lines6;
}
function line({ sha: sha2, title }) {
  return `${sha2.slice(0, 7)} ${title.length > 100 ? `${title.slice(0, 100)}…` : title}`;
}
function ignoredByReason(ignored) {
  const reasons = [...new Set(ignored.map((one) => one.reason))];
  return reasons.map((reason) => [reason, ignored.filter((one) => one.reason === reason)]);
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
    const metadata = resolveMetadata(metadataInputs(inputs, variant, sources.images), context, facts);
    return { variant, metadata: version.skipped && usesChannel(inputs) ? withoutTags(metadata) : metadata };
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
function metadataInputs({ metadata }, { tags: tags2, suffix }, images) {
  const flavor = suffix === "" ? metadata.flavor : [...metadata.flavor, `suffix=${suffix},onlatest=true`];
  return { ...metadata, tags: tags2 ?? metadata.tags, flavor, images };
}
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
    const history = await historyOf(inputs, gathered, { exec: at.sources.exec });
    const result = await computeVersion(inputs, gathered, {
      wanted: asked.wanted,
      history,
      registries: at.sources.registries
    });
    return versionedBy(result, { history, asked, tagPrefix });
  } catch (error) {
    if (asked.needed || !(error instanceof UserError)) throw error;
    const text4 = `No version was computed: ${messageOf(error)}`;
    return { ...UNKNOWN, notices: [{ level: "notice", text: text4 }] };
  }
}
function versionedBy(result, {
  history,
  asked,
  tagPrefix
}) {
  const baseVersion = (history.base?.tag ?? history.highest)?.version;
  const computed = { result, history };
  const common = { ...UNKNOWN, baseVersion, why: formatWhy(result), notices: result.notices, computed };
  const isRelease = asked.wanted.kind === "release";
  if (result.kind === "version")
    return {
      ...common,
      version: result.version,
      releaseTag: isRelease ? `${tagPrefix}${result.version}` : void 0
    };
  const notices2 = [...result.notices, { level: "notice", text: result.because }];
  return { ...common, notices: notices2, skipped: !isRelease && !isUnconventional(result) };
}
function usesChannel({ metadata }) {
  return metadata.tags.length === 0 || metadata.tags.some((line2) => /(^|,)\s*type=channel\b/.test(line2));
}
function withoutTags(metadata) {
  return {
    ...metadata,
    release: { ...metadata.release, tags: [], version: "" },
    outputs: { ...metadata.outputs, tags: "", tagNames: "" }
  };
}

// src/main.ts
async function main(entry) {
  const { environment, cwd } = entry;
  const { inputs, warnings } = await readInputs(environment);
  const acting = inputs.what.command === "plan" ? void 0 : import("./stages-session.js");
  const gathered = await gather(inputs, { exec, environment, cwd });
  const images = imagesOf(inputs, gathered.context);
  const logins = loginsOf(inputs.where, { images, actor: gathered.context.run.actor, pushes: pushes(inputs, gathered.context) });
  const session = (await acting)?.openSession({ inputs, gathered, entry, logins });
  const run = { gathered, session, images, optionalHosts: logins.optionalHosts };
  const done = isMove(inputs, run) ? await move(inputs, run) : await publish(inputs, { ...run, warnings, entry });
  await report(done, {
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
  const announced = await planGitHubRelease(inputs, gathered, { release, exec });
  const plan = await decide(inputs, { ...run, release, announced });
  if (session && !inputs.what.dryRun) return { plan, outcome: await session.carryOut(plan) };
  entry.log.info(JSON.stringify(plan, void 0, 2));
  return { plan, outcome: NOTHING };
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
