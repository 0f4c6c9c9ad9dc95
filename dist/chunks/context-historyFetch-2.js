import {
  fetchBasedRange,
  readRemoteTags,
  readTagsOf
} from "./context-historyFetch.js";
import "./errors.js";
import "./shared.js";
export {
  fetchBasedRange,
  readRemoteTags,
  readTagsOf
};
