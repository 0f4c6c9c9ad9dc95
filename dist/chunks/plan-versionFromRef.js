import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  require_parse
} from "./semver.js";
import {
  __toESM
} from "./shared.js";

// src/plan/versionFromRef.ts
var import_parse = __toESM(require_parse(), 1);
function versionFromRef(gitTag, prefix) {
  const rest = gitTag.startsWith(prefix) ? gitTag.slice(prefix.length) : gitTag;
  return /^\d/.test(rest) ? rest : gitTag;
}
function versionNumbers(version) {
  const parsed = (0, import_parse.default)(version);
  if (!parsed || parsed.raw !== version || parsed.version !== version.split("+")[0]) return void 0;
  const { major, minor, patch, prerelease } = parsed;
  return { major, minor, patch, prerelease: prerelease.length > 0 ? prerelease.join(".") : void 0 };
}
function isFloatingGitTag(gitTag, gitTags, prefix) {
  const version = versionFromRef(gitTag, prefix);
  if (!/^\d+(\.\d+)?$/.test(version)) return false;
  return gitTags.some(
    (other) => other.startsWith(`${gitTag}.`) && versionNumbers(versionFromRef(other, prefix)) !== void 0
  );
}

export {
  versionFromRef,
  versionNumbers,
  isFloatingGitTag
};
