import {
  computeVersion,
  formatWhy,
  historyOf,
  rulesOf
} from "./plan-reverts.js";
import "./registry-remedyRows.js";
import "./registry-lag.js";
import "./context-historyBase.js";
import "./lean-node-crypto.js";
import "./errors.js";
import "./shared.js";
export {
  computeVersion,
  formatWhy,
  historyOf,
  rulesOf
};
