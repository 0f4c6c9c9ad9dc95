import {
  runEntry
} from "./chunks/host-log.js";
import "./chunks/lean-node-crypto.js";
import "./chunks/errors.js";
import "./chunks/shared.js";

// src/index.ts
await runEntry(async (entry) => (await import("./chunks/main.js")).main(entry));
