import {
  fetchBasedRange,
  readRemoteTags,
  readTagsOf
} from "./context-historyBase.js";
import "./errors.js";
import "./shared.js";
export {
  fetchBasedRange,
  readRemoteTags,
  readTagsOf
};
