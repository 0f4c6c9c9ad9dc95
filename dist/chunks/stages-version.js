import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  computeVersion,
  historyOf,
  rulesOf
} from "./plan-commitsBody.js";
import "./context-gitTags.js";
import "./oci-imageAnnotations.js";
import "./oci-reference.js";
import "./errors.js";
import "./shared.js";
export {
  computeVersion,
  historyOf,
  rulesOf
};
