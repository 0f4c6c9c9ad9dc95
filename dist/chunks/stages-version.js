import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  computeVersion,
  formatWhy,
  historyOf,
  rulesOf
} from "./plan-reverts.js";
import "./context-gitCommand.js";
import "./context-gitTags.js";
import "./oci-imageAnnotations.js";
import "./oci-reference.js";
import "./errors.js";
import "./shared.js";
export {
  computeVersion,
  formatWhy,
  historyOf,
  rulesOf
};
