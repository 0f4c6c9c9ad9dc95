import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  UserError
} from "./errors.js";

// src/context/gitTags.ts
var VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?$/;
function parseVersionTag(prefix, gitTag) {
  if (!gitTag.startsWith(prefix)) return void 0;
  const version = gitTag.slice(prefix.length);
  const match = VERSION.exec(version);
  if (!match) return void 0;
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const patch = Number(match[3]);
  if (Math.max(major, minor, patch) > Number.MAX_SAFE_INTEGER) return void 0;
  const prerelease = match[4] === void 0 ? RELEASED : parseIdentifiers(match[4]);
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
function baseCandidates(tags, { range, pushed }) {
  const kind = pushed?.prerelease[0];
  const fits = (tag) => {
    if (tag.prerelease.length > 0 && (kind === void 0 || tag.prerelease[0] !== kind)) return false;
    if (range && (compareVersions(tag, range.from) < 0 || compareVersions(tag, range.below) >= 0))
      return false;
    return !pushed || compareVersions(tag, pushed) < 0;
  };
  return tags.filter(fits);
}
function highestVersion(tags) {
  return tags.reduce(
    (best, tag) => best && compareVersions(best, tag) >= 0 ? best : tag,
    void 0
  );
}

// src/context/shallow.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";

// src/context/gitCommand.ts
import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
var QUIET = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
function openGit(exec, directory, environment) {
  const root = findRoot(directory);
  const trusted = environment.GITHUB_ACTIONS === "true" ? ["-c", `safe.directory=${root ?? directory}`] : [];
  const env = { ...environment, ...QUIET };
  return (args, options = {}) => exec(["git", ...trusted, "-c", "log.showSignature=false", ...args], { ...options, cwd: directory, env });
}
function openBareGit(exec, gitDirectory, environment) {
  const env = { ...withoutRepository(environment), ...QUIET };
  const prefix = [
    "-c",
    `safe.directory=${gitDirectory}`,
    "-c",
    "log.showSignature=false",
    "--git-dir",
    gitDirectory
  ];
  return (args, options = {}) => exec(["git", ...prefix, ...args], { ...options, cwd: gitDirectory, env });
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
  const lines = result.stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("hint:"));
  const fatal = lines.find((line) => /^(?:fatal|error|remote):/.test(line)) ?? lines.at(-1);
  return (fatal ?? `git ended with exit code ${result.exitCode}`).replace(/^(?:fatal|error): /, "").trim();
}
function linesOf(result) {
  return result.stdout.toString().split("\n").filter((line) => line !== "");
}

// src/context/shallow.ts
var COMMITS_ONLY = "--filter=tree:0";
var WITHOUT_BLOBS = "--filter=blob:none";
async function openOwnRepository(exec, access, sha) {
  const directory = mkdtempSync(join2(access.environment.RUNNER_TEMP ?? tmpdir(), "publish-image-history-"));
  const git = openBareGit(exec, directory, access.environment);
  const close = () => rmSync(directory, { recursive: true, force: true });
  const format = sha.length === 64 ? ["--object-format=sha256"] : [];
  const made = await git(["init", "--quiet", "--bare", "--template=", ...format, directory]);
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

export {
  openGit,
  findRoot,
  complaintOf,
  linesOf,
  COMMITS_ONLY,
  WITHOUT_BLOBS,
  openOwnRepository,
  parseVersionTag,
  parseVersionTags,
  compareVersions,
  maintenanceRange,
  baseCandidates,
  highestVersion
};
