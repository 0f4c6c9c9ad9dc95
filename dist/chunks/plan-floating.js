import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// src/execute/outcome.ts
var NOTHING = {
  digest: void 0,
  images: [],
  imageId: void 0,
  platforms: [],
  metadata: {},
  promoted: [],
  releaseUrl: "",
  cache: void 0,
  durations: [],
  warnings: [],
  notices: [],
  contexts: [],
  waits: 0
};

// src/plan/floating.ts
var UNIQUE = {
  version: "the version",
  raw: "the version",
  tag: "the git tag",
  sha: "a commit",
  run_number: "a run"
};
var OF_COMMITS = ["branch", "base_ref", "number", "date", "commit_date", "base_version"];
function guardOf(origin) {
  const { fields, numbers, rule } = origin;
  const unique = fields.find((field2) => Object.hasOwn(UNIQUE, field2));
  if (unique !== void 0) return immutable(rule, `names ${UNIQUE[unique]}`);
  const has = (field2) => fields.includes(field2);
  if (has("major") && has("minor") && has("patch") && !origin.prerelease)
    return immutable(rule, "names all of a version");
  if (has("major") && numbers) return inScope(origin, numbers);
  const field = OF_COMMITS.find(has);
  if (field !== void 0 || origin.follows === "commits") {
    return {
      guard: { kind: "ancestry" },
      because: `floating: ${rule} ${field ? `follows {{${field}}}` : "names no build"}; moves along the commits`
    };
  }
  return {
    guard: { kind: "version", prerelease: origin.prerelease },
    because: `floating: ${rule} names no version; moves to the highest ${kindOf(origin)}`
  };
}
function immutable(rule, why) {
  return { guard: { kind: "immutable" }, because: `immutable: ${rule} ${why}` };
}
function inScope(origin, { major, minor }) {
  const minorCounts = minor !== void 0 && origin.fields.includes("minor");
  const scope = minorCounts ? { major, minor } : { major };
  return {
    guard: { kind: "version", ...scope, prerelease: origin.prerelease },
    because: `floating: ${origin.rule} names a part of the version; moves to the highest ${kindOf(origin)} of ${major}${minorCounts ? `.${minor}` : ""}`
  };
}
function kindOf({ prerelease }) {
  return prerelease ? "version, prereleases included" : "release";
}
function fieldsOfText(text) {
  const part = /^v?(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text);
  if (part) {
    const [, major, minor] = part;
    if (minor === void 0) return { fields: ["major"], numbers: { major: Number(major) } };
    return { fields: ["major", "minor"], numbers: { major: Number(major), minor: Number(minor) } };
  }
  return { fields: /\d/.test(text) ? ["version"] : [] };
}

export {
  NOTHING,
  guardOf,
  fieldsOfText
};
