#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  runEntry
} from "./chunks/host-log.js";
import {
  UserError
} from "./chunks/errors.js";
import "./chunks/shared.js";

// src/host/commandLine.ts
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

// src/cli.ts
await runEntry(async (entry) => {
  setInputs(process.argv.slice(2), entry.environment);
  await (await import("./chunks/main.js")).main(entry);
});
