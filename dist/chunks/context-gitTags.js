import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// src/context/gitTags.ts
var VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?$/;
function parseVersionTag(prefix, gitTag) {
  return parseTag(prefix, gitTag, /* @__PURE__ */ new Map());
}
function parseVersionTags(prefix, gitTags) {
  const tags = [];
  const known = /* @__PURE__ */ new Map();
  for (const gitTag of gitTags) {
    const tag = parseTag(prefix, gitTag, known);
    if (tag) tags.push(tag);
  }
  return tags;
}
function parseTag(prefix, gitTag, known) {
  if (!gitTag.startsWith(prefix)) return void 0;
  const version = gitTag.slice(prefix.length);
  const match = VERSION.exec(version);
  if (!match) return void 0;
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const patch = Number(match[3]);
  if (Math.max(major, minor, patch) > Number.MAX_SAFE_INTEGER) return void 0;
  const prerelease = match[4] === void 0 ? RELEASED : identifiersOf(match[4], known);
  return { gitTag, version, major, minor, patch, prerelease };
}
var RELEASED = [];
function identifiersOf(text, known) {
  const parsed = known.get(text) ?? text.split(".").map((part) => /^\d+$/.test(part) ? Number(part) : part);
  known.set(text, parsed);
  return parsed;
}
function compareVersions(a, b) {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (core !== 0 || a.prerelease.length === 0 && b.prerelease.length === 0) return core;
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length - a.prerelease.length;
  for (let at = 0; at < Math.min(a.prerelease.length, b.prerelease.length); at++) {
    const order = compareIdentifiers(a.prerelease[at] ?? 0, b.prerelease[at] ?? 0);
    if (order !== 0) return order;
  }
  return a.prerelease.length - b.prerelease.length;
}
function compareIdentifiers(a, b) {
  if (typeof a === "number") return typeof b === "number" ? a - b : -1;
  if (typeof b === "number") return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
function maintenanceRange(branch) {
  const [, name, first, second] = /^(?:.*\/)?v?((0|[1-9]\d*)(?:\.(0|[1-9]\d*))?\.x)$/.exec(branch ?? "") ?? [];
  if (name === void 0) return void 0;
  const major = Number(first);
  const core = (numbers) => ({
    major: numbers[0],
    minor: numbers[1],
    patch: 0,
    prerelease: []
  });
  if (second === void 0) return { name, from: core([major, 0]), below: core([major + 1, 0]) };
  const minor = Number(second);
  return { name, from: core([major, minor]), below: core([major, minor + 1]) };
}
function baseCandidates(tags, { range, pushed }) {
  const kind = pushed?.prerelease[0];
  const fits = (tag) => {
    if (tag.prerelease.length > 0 && (kind === void 0 || tag.prerelease[0] !== kind)) return false;
    if (range && (compareVersions(tag, range.from) < 0 || compareVersions(tag, range.below) >= 0))
      return false;
    return !pushed || compareVersions(tag, pushed) < 0;
  };
  return tags.filter(fits);
}
function highestVersion(tags) {
  return tags.reduce(
    (best, tag) => best && compareVersions(best, tag) >= 0 ? best : tag,
    void 0
  );
}

export {
  parseVersionTag,
  parseVersionTags,
  compareVersions,
  maintenanceRange,
  baseCandidates,
  highestVersion
};
