import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import "./shared.js";

// src/plan/versionWhy.ts
var NAMED = 10;
function formatWhy(result) {
  const { base, range, commits, level, assessment } = result.why;
  const decided = assessment.counted.filter((one) => one.level === level && level !== "none");
  return [
    base ? `base: ${base.gitTag} (${base.sha.slice(0, 7)})` : "base: none, there is no release in this history",
    `range: ${range}, ${commits} ${commits === 1 ? "commit" : "commits"}`,
    `level: ${level}`,
    ...named(decided, (one) => `decided: ${line(one)}`, "more that decided"),
    ...ignoredByReason(assessment.ignored).flatMap(
      ([reason, list]) => named(list, (one) => `ignored, ${reason}: ${line(one)}`, `more ignored: ${reason}`)
    )
  ];
}
function named(list, format, rest) {
  const lines = list.slice(0, NAMED).map(format);
  return list.length > NAMED ? [...lines, `${list.length - NAMED} ${rest}`] : lines;
}
function line({ sha, title }) {
  return `${sha.slice(0, 7)} ${title.length > 100 ? `${title.slice(0, 100)}…` : title}`;
}
function ignoredByReason(ignored) {
  const reasons = [...new Set(ignored.map((one) => one.reason))];
  return reasons.map((reason) => [reason, ignored.filter((one) => one.reason === reason)]);
}
export {
  formatWhy
};
