import { COMMANDS, inputRows } from "./main.js";
import "./lean-node-crypto.js";
import "./errors.js";
import "./shared.js";

// src/inputs/usage.ts
function formatUsage() {
  const width = Math.max(...inputRows.map(({ name }) => name.length));
  return [
    `publish-image [${COMMANDS.join(" | ")}] [--input=value]…`,
    "",
    "`plan` says what would be done in this repository and writes nothing; `publish` is the default.",
    "Inputs are those of the action:",
    "",
    ...inputRows.map(({ name, doc }) => `  --${name.padEnd(width)}  ${doc}`)
  ].join("\n");
}
export {
  formatUsage
};
