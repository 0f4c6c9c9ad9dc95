import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  readHeld,
  readOrigin,
  readPublished
} from "./registry-remedyRows.js";
import "./oci-platform.js";
import "./oci-reference.js";
import "./errors.js";
import "./shared.js";
export {
  readHeld,
  readOrigin,
  readPublished
};
