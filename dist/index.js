import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  runEntry
} from "./chunks/host-log.js";
import "./chunks/errors.js";
import "./chunks/shared.js";

// src/index.ts
await runEntry(async (entry) => (await import("./chunks/main.js")).main(entry));
