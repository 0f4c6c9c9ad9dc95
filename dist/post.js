
// src/errors.ts
var UserError = class extends Error {
  hint;
  /** Where in the user's files the fault lies; the line counts from 1. */
  place;
  constructor(message, options = {}) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = "UserError";
    this.hint = options.hint;
    this.place = options.place;
  }
};
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// lean:node:fs
var { appendFile, appendFileSync, access, accessSync, chown, chownSync, chmod, chmodSync, close, closeSync, copyFile, copyFileSync, cp, cpSync, createReadStream, createWriteStream, exists, existsSync, fchown, fchownSync, fchmod, fchmodSync, fdatasync, fdatasyncSync, fstat, fstatSync, fsync, fsyncSync, ftruncate, ftruncateSync, futimes, futimesSync, glob, globSync, lchown, lchownSync, link, linkSync, lstat, lstatSync, lutimes, lutimesSync, mkdir, mkdirSync, mkdtemp, mkdtempSync, mkdtempDisposableSync, open, openSync, openAsBlob, readdir, readdirSync, read, readSync, readv, readvSync, readFile, readFileSync, readlink, readlinkSync, realpath, realpathSync, rename, renameSync, rm, rmSync, rmdir, rmdirSync, stat, statfs, statSync, statfsSync, symlink, symlinkSync, truncate, truncateSync, unwatchFile, unlink, unlinkSync, utimes, utimesSync, watch, watchFile, writeFile, writeFileSync, write, writeSync, writev, writevSync, Dirent, Stats, _toUnixTimestamp, Dir, opendir, opendirSync, constants } = process.getBuiltinModule("node:fs");

// src/host/dockerConfig.ts
import { basename, join, resolve } from "node:path";
var DOCKER_CONFIG_STATE = "dockerConfig";
var PREFIX = "publish-image-docker-";
async function removeDockerConfig(path) {
  if (basename(path).startsWith(PREFIX)) rmSync(path, { recursive: true, force: true });
}

// lean:node:child_process
var spawn = (...args) => process.getBuiltinModule("node:child_process").spawn(...args);

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
  const words = new TextDecoder();
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: "pipe"
  });
  const stop = endOnAbort(child, options);
  child.stdout.on("data", options.onStdout ?? ((chunk) => stdout.push(chunk)));
  child.stderr.on("data", (chunk) => {
    const text = words.decode(chunk, { stream: true });
    stderr = (stderr + text).slice(-STDERR_KEPT);
    options.onStderr?.(text);
  });
  const settle = (exitCode, signal, error) => {
    stop();
    resolve2({ ok: exitCode === 0, exitCode, signal, stdout: Buffer.concat(stdout), stderr, error });
  };
  child.on("error", (error) => settle(void 0, void 0, error));
  child.on("close", (code, signal) => settle(code ?? void 0, signal ?? void 0));
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

// src/execute/builderState.ts
import { join as join2 } from "node:path";
var BUILDER_STATE = "builder";
var TIMEOUT_MS = 6e4;
async function undoBuilder(state, effects) {
  const { folder, started } = parseState(state);
  if (started && existsSync(join2(folder, "instances", started.name))) {
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
  rmSync(folder, { recursive: true, force: true });
}
function parseState(state) {
  return JSON.parse(state);
}

// src/execute/undo.ts
async function undo(read2, { log, environment }) {
  const builder = read2(BUILDER_STATE);
  const config = read2(DOCKER_CONFIG_STATE);
  const undone = await Promise.allSettled([
    builder && undoBuilder(builder, { exec, environment }),
    config && removeDockerConfig(config)
  ]);
  for (const result of undone) if (result.status === "rejected") log.warning(messageOf(result.reason));
}

// lean:node:crypto
var randomUUID = (...args) => process.getBuiltinModule("node:crypto").randomUUID(...args);

// src/host/log.ts
var escapeData = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
var escapeProperty = (text) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
var ANNOTATION_LIMIT = 4e3;
function createLog(write2) {
  let stopped;
  const command = (line) => {
    if (stopped === void 0) write2(line);
    else write2(`::${stopped}::
${line}::stop-commands::${stopped}
`);
  };
  const annotate = (level) => (text, place = {}) => command(annotation({ level, text, place }));
  return {
    info: (text) => write2(`${stopped === void 0 ? shield(text) : text}
`),
    debug: (text) => command(`::debug::${escapeData(text)}
`),
    notice: annotate("notice"),
    warning: annotate("warning"),
    error: annotate("error"),
    mask: (secret) => {
      for (const line of secret.split(/\r?\n/)) if (line.trim()) command(`::add-mask::${escapeData(line)}
`);
    },
    group: (title) => command(`::group::${escapeData(title)}
`),
    endGroup: () => command("::endgroup::\n"),
    untrusted: () => {
      const token = randomUUID();
      stopped = token;
      write2(`::stop-commands::${token}
`);
      return {
        write: (text) => write2(text.endsWith("\n") ? text : `${text}
`),
        end: () => {
          stopped = void 0;
          write2(`::${token}::
`);
        }
      };
    }
  };
}
function annotation({ level, text, place }) {
  const properties = Object.entries({
    title: place.title,
    file: place.file,
    line: place.startLine,
    endLine: place.endLine
  }).filter(([, value]) => value !== void 0).map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(",");
  return `::${level}${properties ? ` ${properties}` : ""}::${escapeData(text.slice(0, ANNOTATION_LIMIT))}
`;
}
var MARKER = /^([\t\v\f \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]*):(?=:)/gm;
function shield(text) {
  return text.replace(MARKER, "$1: ").replace(/##(?=\[)/g, "# #");
}

// src/host/entry.ts
async function runEntry(action, log = createLog((text) => process.stdout.write(text))) {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"])
    process.on(name, () => controller.abort(new UserError(`cancelled by ${name}`)));
  let exitCode = 0;
  try {
    await action({ log, signal: controller.signal, environment: process.env, cwd: process.cwd() });
  } catch (error) {
    tell(error, log);
    exitCode = 1;
  }
  process.stdout.write("", () => process.exit(exitCode));
}
var MACHINE = /* @__PURE__ */ new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EMFILE"]);
function tell(error, log) {
  if (error instanceof UserError) {
    log.error([error.message, error.hint].filter(Boolean).join("\n"), error.place ?? {});
    for (let cause = error.cause; cause !== void 0; cause = cause instanceof Error ? cause.cause : void 0) {
      if (!error.message.includes(messageOf(cause))) log.info(`caused by: ${messageOf(cause)}`);
    }
    return;
  }
  if (error instanceof Error && "code" in error && MACHINE.has(String(error.code))) {
    log.error(`The machine refuses what a run needs: ${error.message}
RUNNER_TEMP has to be writable.`);
    return;
  }
  log.error(`This is a defect of publish-image: ${messageOf(error)}`);
  if (error instanceof Error && error.stack) log.info(error.stack);
}

// src/post.ts
await runEntry((entry) => undo((state) => entry.environment[`STATE_${state}`], entry));
