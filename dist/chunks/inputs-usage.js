import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  COMMANDS,
  inputRows
} from "./inputs-sections-build.js";
import "./csv.js";
import "./oci-platform.js";
import "./oci-reference.js";
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
