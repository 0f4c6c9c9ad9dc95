import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// src/host/exec.ts
import { spawn } from "node:child_process";
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
var run = ([file, ...args], options) => new Promise((resolve) => {
  const stdout = [];
  let stderr = "";
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: "pipe"
  });
  const stop = endOnAbort(child, options);
  child.stdout.on("data", options.onStdout ?? ((chunk) => stdout.push(chunk)));
  child.stderr.on("data", (chunk) => {
    stderr = (stderr + chunk.toString()).slice(-STDERR_KEPT);
    options.onStderr?.(chunk);
  });
  const settle = (exitCode, signal, error) => {
    stop();
    resolve({ ok: exitCode === 0, exitCode, signal, stdout: Buffer.concat(stdout), stderr, error });
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

export {
  exec
};
