import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  UserError
} from "./errors.js";

// src/context/shallow.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";

// src/context/gitCommand.ts
import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
var QUIET = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_FLUSH: "0" };
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
  openOwnRepository
};
