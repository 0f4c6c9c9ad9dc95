import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  exec
} from "./host-exec.js";
import "./shared.js";
export {
  exec
};
