import { imagesOf, listFaults, needImages, resolveRelease } from "./stages-carryOut.js";
import "./lean-node-crypto.js";
import "./errors.js";
import "./shared.js";
export {
  imagesOf,
  listFaults,
  needImages,
  resolveRelease
};
