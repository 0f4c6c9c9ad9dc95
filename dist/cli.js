#!/usr/bin/env node
import {
  createLog,
  runEntry
} from "./chunks/host-log.js";
import "./chunks/lean-node-crypto.js";
import {
  UserError
} from "./chunks/errors.js";
import "./chunks/shared.js";

// src/host/commandLine.ts
function asksForHelp(args) {
  return args[0] === "help" || args.some((arg) => arg === "--help" || arg === "-h");
}
function setInputs(args, environment) {
  const [command, ...rest] = args[0]?.startsWith("--") ? [void 0, ...args] : args;
  if (command !== void 0) environment.INPUT_COMMAND = command;
  for (let index = 0; index < rest.length; index++) {
    const [, name, given] = /^--([a-z0-9-]+)(?:=([\s\S]*))?$/.exec(rest[index] ?? "") ?? [];
    if (name === void 0) throw new UserError(`"${rest[index]}" is no input; write --name=value`);
    const value = given ?? rest[++index];
    if (value === void 0 || given === void 0 && value.startsWith("--"))
      throw new UserError(`--${name} has no value; write --${name}=value`);
    environment[`INPUT_${name.toUpperCase()}`] = value;
  }
}

// src/host/plainLog.ts
function createPlainLog({ out, err }) {
  const say = (level) => (text, { file, startLine } = {}) => err(`${[file, startLine, `${level}: ${text}`].filter((part) => part !== void 0).join(":")}
`);
  return {
    info: (text) => out(`${text}
`),
    debug: () => {
    },
    notice: say("notice"),
    warning: say("warning"),
    error: say("error"),
    mask: () => {
    },
    group: (title) => err(`${title}
`),
    endGroup: () => {
    },
    untrusted: () => ({ write: (text) => err(text.endsWith("\n") ? text : `${text}
`), end: () => {
    } })
  };
}
function createTerminalLog() {
  const out = (text) => process.stdout.write(text);
  if (process.env.GITHUB_ACTIONS === "true") return createLog(out);
  return createPlainLog({ out, err: (text) => process.stderr.write(text) });
}

// src/cli.ts
var NODE = 24;
await runEntry(async (entry) => {
  const [major = ""] = process.versions.node.split(".");
  if (Number(major) < NODE)
    throw new UserError(`publish-image needs node ${NODE} or later, and this is ${process.versions.node}`, {
      hint: "In a clone, `npm ci` brings it and `npx . plan` uses it."
    });
  const args = process.argv.slice(2);
  if (asksForHelp(args)) return entry.log.info((await import("./chunks/inputs-usage.js")).formatUsage());
  setInputs(args, entry.environment);
  await (await import("./chunks/main.js")).runAlone(entry);
}, createTerminalLog());
