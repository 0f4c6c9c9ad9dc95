import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  require_compare,
  require_parse
} from "./semver.js";
import {
  __toESM
} from "./shared.js";

// src/plan/versionOrder.ts
var import_compare = __toESM(require_compare(), 1);
var import_parse = __toESM(require_parse(), 1);
var PRERELEASE_WORD = /(?:a|b|c|rc|alpha|beta|pre|preview|dev|nightly|snapshot)[._-]?\d*$/i;
function compareVersions(first, second) {
  const a = order(first);
  const b = order(second);
  if (!a || !b) return void 0;
  if (a.semver !== void 0 && b.semver !== void 0) return named((0, import_compare.default)(a.semver, b.semver));
  return shapeOf(a) === shapeOf(b) ? named(compareNumbers(numbersOf(a), numbersOf(b))) : void 0;
}
function isVersion(text) {
  return VERSION.test(text);
}
var VERSION = /^v?\d/;
function isInScope(version, scope) {
  const ordered = order(version);
  if (!ordered || ordered.prerelease && !scope.prerelease) return false;
  const [major, minor] = ordered.semver ? [ordered.semver.major, ordered.semver.minor] : numbersOf(ordered);
  return isSame(major, scope.major) && isSame(minor, scope.minor);
}
function isSame(number, wanted) {
  return wanted === void 0 || number !== void 0 && BigInt(number) === BigInt(wanted);
}
function isPrerelease(version) {
  return order(version)?.prerelease ?? false;
}
function isSemver(text) {
  return order(text)?.semver !== void 0;
}
function highestAbove(version, known, scope) {
  const strict = isSemver(version);
  const above = known.filter(
    (other) => isInScope(other, scope) && (!strict || isSemver(other)) && compareVersions(other, version) === "newer"
  );
  return above.reduce(
    (best, other) => best === void 0 || compareVersions(other, best) === "newer" ? other : best,
    void 0
  );
}
function knownVersions(gitTags, imageTags, affixes) {
  const fromGit = gitTags.filter((tag) => tag.startsWith(affixes.prefix)).map((tag) => tag.slice(affixes.prefix.length));
  const fromImages = imageTags.filter((tag) => tag.endsWith(affixes.suffix)).map((tag) => tag.slice(0, tag.length - affixes.suffix.length));
  return [.../* @__PURE__ */ new Set([...fromGit, ...fromImages])].filter(isVersion);
}
var orders = /* @__PURE__ */ new Map();
function order(text) {
  if (!isVersion(text)) return void 0;
  const ordered = orders.get(text) ?? readOrder(text.startsWith("v") ? text.slice(1) : text);
  orders.set(text, ordered);
  return ordered;
}
function readOrder(version) {
  const parsed = (0, import_parse.default)(version);
  const semver = parsed && parsed.version === version.split("+")[0] ? parsed : void 0;
  const prerelease = semver === void 0 ? PRERELEASE_WORD.test(version) : (parsed?.prerelease.length ?? 0) > 0;
  return { semver, text: version, prerelease };
}
function shapeOf({ text }) {
  return text.replace(/\d+/g, "N");
}
function numbersOf({ text }) {
  return (text.match(/\d+/g) ?? []).map(BigInt);
}
function compareNumbers(a, b) {
  for (const [index, number] of a.entries()) {
    const other = b[index] ?? 0n;
    if (number !== other) return number > other ? 1 : -1;
  }
  return 0;
}
function named(sign) {
  if (sign === 0) return "equal";
  return sign > 0 ? "newer" : "older";
}

export {
  compareVersions,
  isVersion,
  isInScope,
  isPrerelease,
  isSemver,
  highestAbove,
  knownVersions
};
