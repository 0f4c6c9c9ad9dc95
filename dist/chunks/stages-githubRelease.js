import {
  CONTENTS_WRITE,
  checkTag,
  field,
  wordsOf
} from "./execute-releaseTag.js";
import {
  assessCommits,
  commitsSince,
  historyOf,
  rulesOf
} from "./plan-reverts.js";
import "./registry-remedyRows.js";
import "./registry-lag.js";
import "./context-historyBase.js";
import { versionFromRef, versionNumbers } from "./stages-carryOut.js";
import { highestAbove, isPrerelease } from "./stages-carryOut.js";
import "./lean-node-crypto.js";
import {
  UserError,
  messageOf
} from "./errors.js";
import "./shared.js";

// src/plan/markdown.ts
function escapeMarkdown(text) {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.split(/((?<![`\\])`[^`]+`(?!`))/).map((part, index) => index % 2 === 1 ? part : escapeText(part)).join("");
}
function escapeText(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_[\]|~]/g, "\\$&").replaceAll("@", "@​");
}

// src/plan/changelog.ts
var SECTIONS = [
  ["feat", "Features"],
  ["fix", "Fixes"],
  ["perf", "Performance"],
  ["revert", "Reverts"]
];
var OTHER = "Other changes";
var MOST_ENTRIES = 400;
var LONGEST_ENTRY = 300;
function formatChangelog(facts) {
  const entries = facts.counted.flatMap((commit) => commit.changes.map((change) => ({ commit, change })));
  const sections = [
    ["Breaking changes", facts.counted.flatMap(breakingEntries)],
    ...SECTIONS.map(([type, heading]) => [
      heading,
      entries.filter(({ change }) => change.type === type && !change.breaking).map(({ commit, change }) => entryOf(commit.sha, change))
    ]),
    ...otherTypes(facts.counted)
  ];
  const filled = sections.filter(([, list]) => list.length > 0);
  const shown = filled.length > 0 ? filled : unconventional(facts.ignored);
  const blocks = shown.map(([heading, list]) => [`### ${heading}`, "", ...lines(list, facts.url)].join("\n"));
  return [...blocks.length > 0 ? blocks : ["No notable changes."], ...comparison(facts)].join("\n\n");
}
function otherTypes(counted) {
  const known = new Set(SECTIONS.map(([type]) => type));
  const own = counted.filter((commit) => commit.level !== "none" && commit.level !== "major");
  const list = own.flatMap(
    (commit) => commit.changes.filter(({ type }) => !known.has(type)).map((change) => entryOf(commit.sha, change))
  );
  return [[OTHER, list]];
}
function unconventional(ignored) {
  const list = ignored.filter(({ reason }) => reason === "not conventional").map(({ sha, title }) => ({ sha, scope: void 0, text: title }));
  return list.length > 0 ? [[OTHER, list]] : [];
}
function breakingEntries({ sha, changes, breaking, title }) {
  const scope = changes[0]?.scope;
  const fromFooters = breaking.map((text) => ({
    sha,
    scope,
    text: text || (changes[0]?.description ?? title)
  }));
  return fromFooters.length > 0 ? fromFooters : changes.filter((change) => change.breaking).map((change) => entryOf(sha, change));
}
function entryOf(sha, { scope, description }) {
  return { sha, scope, text: description };
}
function lines(entries, url) {
  const shown = entries.slice(0, MOST_ENTRIES).map((entry) => formatEntry(entry, url));
  return entries.length > MOST_ENTRIES ? [...shown, `* … and ${entries.length - MOST_ENTRIES} more`] : shown;
}
function formatEntry({ sha, scope, text }, url) {
  const [, description = text, number] = /^(.*\S)\s+\(#(\d{1,9})\)$/.exec(text) ?? [];
  const short = description.length > LONGEST_ENTRY ? `${description.slice(0, LONGEST_ENTRY)}…` : description;
  const commit = url ? `[${sha.slice(0, 7)}](${url}/commit/${sha})` : sha.slice(0, 7);
  const request = number === void 0 ? [] : [url ? `[#${number}](${url}/pull/${number})` : `#${number}`];
  return `* ${scope ? `**${escapeMarkdown(scope)}:** ` : ""}${escapeMarkdown(short)} (${[...request, commit].join(", ")})`;
}
function comparison({ url, previous, current }) {
  if (!url || previous === void 0) return [];
  const [from, to] = [previous, current].map(
    (ref) => encodeURIComponent(ref).replace(/[()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  );
  return [`[${escapeMarkdown(`${previous}...${current}`)}](${url}/compare/${from}...${to})`];
}

// src/plan/changelogRange.ts
function planChangelog(request, history) {
  const { rules, wanted, url, current } = request;
  const before = wanted.kind === "prerelease" ? previousOfChannel(history, { name: wanted.name, current }) : void 0;
  const { commits } = history;
  const { counted, ignored } = assessCommits(
    before === void 0 ? commits : commitsSince(commits, before.sha),
    rules
  );
  return formatChangelog({
    counted,
    ignored,
    url,
    previous: before?.gitTag ?? history.base?.tag.gitTag,
    current
  });
}
function previousOfChannel(history, { name, current }) {
  const inRange = new Set(history.commits.map(({ sha }) => sha));
  const candidates = history.tags.flatMap((tag) => {
    const sha = history.ids[tag.gitTag];
    const fits = tag.prerelease[0] === name && tag.gitTag !== current;
    return fits && sha !== void 0 && sha !== history.head && inRange.has(sha) ? [{ tag, sha }] : [];
  });
  const last = candidates.reduce(
    (best, one) => !best || isAfter(one.tag, best.tag) ? one : best,
    void 0
  );
  return last && { gitTag: last.tag.gitTag, sha: last.sha };
}
function isAfter(a, b) {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  return core !== 0 ? core > 0 : Number(a.prerelease[1] ?? 0) > Number(b.prerelease[1] ?? 0);
}

// src/execute/releaseCheck.ts
async function checkReleasePermission(api) {
  if (!api.authenticated)
    throw new UserError("a release needs a token, and there is none", { hint: 'Set "github-token".' });
  const [probe, repository] = await Promise.all([
    api.request("POST", "/releases/generate-notes", { tag_name: "publish-image-permission-check" }).catch(() => void 0),
    api.request("GET", "").catch(() => void 0)
  ]);
  const refused = probe?.status === 401 || probe?.status === 403;
  const unanswered = probe === void 0 || probe.status >= 400;
  if (refused || unanswered && probe?.status !== 422 && field(field(repository?.json, "permissions"), "push") === false) {
    throw new UserError(`the token may not make tags and releases${probe ? `: ${wordsOf(probe)}` : ""}`, {
      hint: CONTENTS_WRITE
    });
  }
}

// src/stages/releasePermission.ts
var UNWANTED = { granted: false, notices: [] };
async function releasePermission(inputs, { api, context }, order) {
  const { release, command } = inputs.what;
  const made = !("gitTag" in context.trigger);
  if (release === "off" || made && release !== "auto") return UNWANTED;
  if (!api?.authenticated && release === void 0) return UNWANTED;
  if (command === "plan")
    return granted("Planned without asking GitHub whether the token may make the release.");
  if (!api?.authenticated)
    throw new UserError(`release: ${release} needs a token for the GitHub API`, {
      hint: 'Set "github-token", or "release: off".'
    });
  try {
    await Promise.all([checkReleasePermission(api), checkTag(api, order)]);
    return granted();
  } catch (error) {
    if (release !== void 0) throw error;
    const hint = error instanceof UserError && error.hint ? ` ${error.hint}` : "";
    return { granted: false, notices: [notice(`No GitHub Release is made: ${messageOf(error)}.${hint}`)] };
  }
}
function granted(...texts) {
  return { granted: true, notices: texts.map(notice) };
}
function notice(text) {
  return { level: "notice", text };
}

// src/stages/githubRelease.ts
var NOTHING = { changelog: "", release: void 0, notices: [] };
async function planGitHubRelease(inputs, gathered, at) {
  const { release } = at;
  if (inputs.what.command === "build") return NOTHING;
  const gitTag = releasedTag(inputs, gathered, release);
  if (gitTag === void 0 || !release.push || release.variants[0].metadata.release.tags.length === 0)
    return NOTHING;
  const order = { gitTag, sha: gathered.context.git.sha, createTag: !("gitTag" in gathered.context.trigger) };
  const { granted: granted2, notices } = await releasePermission(inputs, gathered, order);
  const needed = granted2 && inputs.what.release !== void 0;
  const history = granted2 || hasWholeHistory(gathered, release) ? await historyFor(inputs, gathered, { ...at, gitTag, needed }) : void 0;
  const changelog = history ? planChangelog(changelogRequest(inputs, gathered, gitTag), history) : "";
  const planned = { ...order, name: gitTag, changelog, ...ranked(inputs, gitTag, history) };
  return { changelog, release: granted2 ? planned : void 0, notices };
}
function releasedTag({ what }, { context }, { releaseTag, tagPrefix }) {
  const pushed = "gitTag" in context.trigger ? context.trigger.gitTag : void 0;
  const gitTag = pushed ?? releaseTag;
  if (gitTag === void 0 || what.release !== void 0 && what.release !== "off") return gitTag;
  return versionNumbers(versionFromRef(gitTag, tagPrefix)) ? gitTag : void 0;
}
function ranked({ what }, gitTag, history) {
  const version = versionFromRef(gitTag, what.tagPrefix);
  if (!versionNumbers(version)) return { prerelease: false, latest: false };
  const prerelease = isPrerelease(version);
  const known = (history?.tags ?? []).map((tag) => tag.version);
  return {
    prerelease,
    latest: !prerelease && highestAbove(version, known, { prerelease: false }) === void 0
  };
}
function hasWholeHistory({ context }, { computed }) {
  return computed !== void 0 || context.git.root !== void 0 && !context.git.shallow;
}
async function historyFor(inputs, gathered, at) {
  const { tagPrefix, computed } = at.release;
  const computedHere = computed?.history;
  if (computedHere && computedHere.base?.tag.gitTag !== at.gitTag) return computedHere;
  if (!versionNumbers(versionFromRef(at.gitTag, tagPrefix))) return void 0;
  try {
    return await historyOf(inputs, gathered, { exec: at.exec, pushed: at.gitTag });
  } catch (error) {
    if (at.needed || !(error instanceof UserError)) throw error;
    return void 0;
  }
}
function changelogRequest(inputs, { context, api }, gitTag) {
  const version = versionFromRef(gitTag, inputs.what.tagPrefix);
  const name = /-([A-Za-z-]+)/.exec(version)?.[1];
  const wanted = name === void 0 ? { kind: "release" } : { kind: "prerelease", name };
  const url = context.repository.url ?? (api && `${context.run.serverUrl}/${api.repository}`);
  return { rules: rulesOf(inputs, context.environment.GITHUB_REPOSITORY), wanted, url, current: gitTag };
}
export {
  planGitHubRelease
};
