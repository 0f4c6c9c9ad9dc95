import {
  readHeld
} from "./registry-remedyRows.js";
import { REVISION } from "./stages-carryOut.js";
import {
  fetchBasedRange,
  readBasedRange,
  readRemoteTags
} from "./context-historyBase.js";
import { withOwnRepository } from "./main.js";
import { parseRepository } from "./main.js";
import { baseCandidates, highestVersion, maintenanceRange, parseVersionTag, parseVersionTags } from "./stages-carryOut.js";
import {
  UserError
} from "./errors.js";

// src/context/history.ts
async function readHistory(sources, question) {
  const { clone } = sources;
  if (question.head === "") {
    throw new UserError("there is no commit to compute a version for", {
      hint: 'Check the repository out first, or give "version".'
    });
  }
  if (clone.facts.root === void 0 || clone.facts.shallow || await lacksObjects(clone, question))
    return fetchHistory(sources, question);
  const tags = parseVersionTags(question.prefix, clone.facts.gitTags);
  if (tags.length === 0) return readWithRemoteTags(sources, question);
  return based(question, tags, (choice) => readBasedRange({ git: clone.git, tags, ids: void 0 }, choice));
}
async function lacksObjects({ remote, head, git }, question) {
  if (question.paths.length > 0 && (await remote()).filter?.startsWith("tree:")) return true;
  return question.head !== head && !(await git(["cat-file", "-e", `${question.head}^{commit}`])).ok;
}
async function readWithRemoteTags(sources, question) {
  const { exec } = sources;
  const { git } = sources.clone;
  const access = await sources.access();
  const ids = access && await withOwnRepository({ exec, access }, question.head, (own) => readRemoteTags(own, access.url)).catch(
    () => void 0
  );
  const tags = parseVersionTags(question.prefix, [...ids?.keys() ?? []]);
  if (question.base === "highest" && tags.length > 0) return fetchHistory(sources, question);
  return based(question, tags, (choice) => readBasedRange({ git, tags, ids }, choice));
}
async function fetchHistory(sources, question) {
  const access = await sources.access();
  if (!access) throw noHistory(sources.clone);
  const history = await withOwnRepository({ exec: sources.exec, access }, question.head, async (own) => {
    const ids = await readRemoteTags(own, access.url);
    const tags = parseVersionTags(question.prefix, [...ids.keys()]);
    return based(question, tags, (choice) => fetchBasedRange(own, { ...choice, tags, ids }));
  });
  return { ...history, source: "fetched" };
}
function noHistory({ facts }) {
  const lack = facts.root === void 0 ? "there is no clone here" : "the clone has only a part of the history";
  return new UserError(`${lack}, and there is no remote to ask for the rest`, {
    hint: 'Clone the whole history ("fetch-depth: 0" for actions/checkout), or give "version".'
  });
}
async function based(question, tags, read) {
  const { prefix, head, paths, range, tells } = question;
  const pushed = question.pushed === void 0 ? void 0 : parseVersionTag(prefix, question.pushed);
  const candidates = baseCandidates(tags, { range, pushed });
  const first = highestVersion(candidates);
  const highest = question.base === "highest";
  const found = await read({ head, paths, tells, highest, candidates, first });
  return {
    head,
    tags,
    ids: Object.fromEntries(found.ids),
    base: found.base,
    highest: first,
    commits: found.range.commits,
    source: "clone"
  };
}

// src/plan/commitsFences.ts
var BACKTICK = 96;
var TILDE = 126;
var FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/s;
function foldsIn(line2) {
  if (!line2.includes("details")) return 0;
  return (line2.match(/<details\b/gi)?.length ?? 0) - (line2.match(/<\/details\s*>/gi)?.length ?? 0);
}
function fences(lines) {
  const neverClosed = /* @__PURE__ */ new Map();
  return (at) => {
    const first = lines[at]?.trimStart().charCodeAt(0);
    if (first !== BACKTICK && first !== TILDE) return void 0;
    const [, opening = "", info = ""] = FENCE.exec(lines[at] ?? "") ?? [];
    const mark = opening.charAt(0);
    if (mark === "" || mark === "`" && info.includes("`") || opening.length >= (neverClosed.get(mark) ?? Infinity))
      return void 0;
    for (let end = at + 1; end < lines.length; end++) {
      const [, closing = "", rest = ""] = FENCE.exec(lines[end] ?? "") ?? [];
      if (closing.startsWith(opening) && rest.trim() === "") return end;
    }
    neverClosed.set(mark, opening.length);
    return void 0;
  };
}

// src/plan/commitsBody.ts
var BREAKING = /^BREAKING[ -]CHANGE:([ \t]*)(.*)$/s;
var BULLET = /^[*-][ \t]+(.*)$/s;
var TRAILER = /^[A-Za-z][\w-]*(?::[ \t]| #)\S/;
var SHA = /\b[0-9a-f]{7,64}\b/g;
var empty = () => ({
  changes: [],
  breaking: [],
  shas: [],
  numbers: [],
  releaseAs: void 0,
  oddities: []
});
var NOTHING = empty();
function readBody(body, rules) {
  const found = empty();
  const lines = body.split(body.includes("\r") ? /\r?\n/ : "\n");
  const endOfFence = fences(lines);
  const hasFolds = body.includes("<details");
  for (let at = 0, folds = 0; at < lines.length; at++) {
    const line2 = lines[at] ?? "";
    const wasFolded = folds > 0;
    if (hasFolds) folds = Math.max(0, folds + foldsIn(line2));
    const end = endOfFence(at);
    if (end !== void 0) at = end;
    else if (!wasFolded && folds === 0) readLine(lines, at, { found, rules });
  }
  return found;
}
function readLine(lines, at, { found, rules }) {
  const line2 = lines[at] ?? "";
  if (line2.startsWith("BREAKING") && BREAKING.test(line2)) readBreaking(lines, at, found);
  else if (!readReference(line2, found, rules)) readChange(line2, found, rules);
}
function readBreaking(lines, at, found) {
  const line2 = lines[at] ?? "";
  const [, blank, start = ""] = BREAKING.exec(line2) ?? [];
  const before = at === 0 ? "" : lines[at - 1] ?? "";
  if (at === 0 || before.trim() !== "" && !TRAILER.test(before))
    found.oddities.push(`no blank line before "${excerpt(line2)}"`);
  const text = [start.trim(), ...continuation(lines, at)].filter((part) => part !== "").join(" ");
  if (text === "") found.oddities.push(`no text after "${excerpt(line2)}"`);
  else if (blank === "" && start !== "")
    found.oddities.push(`no blank after the colon in "${excerpt(line2)}"`);
  found.breaking.push(text);
}
function continuation(lines, at) {
  const rest = [];
  for (const line2 of lines.slice(at + 1, at + 21)) {
    if (line2.trim() === "" || TRAILER.test(line2) || BREAKING.test(line2)) break;
    rest.push(line2.trim());
  }
  return rest;
}
function readReference(line2, found, { repository }) {
  if (line2.startsWith("This reverts commit")) {
    found.shas.push(...idsIn(line2.split(/, reversing\b/, 1)[0] ?? ""));
    return true;
  }
  if (line2[0] !== "R" && line2[0] !== "r") return false;
  const [, owner, number] = /^Reverts ([\w.-]+\/[\w.-]+)?#(\d{1,9})\b/.exec(line2) ?? [];
  if (number !== void 0) {
    const foreign = owner !== void 0 && repository !== void 0 && owner.toLowerCase() !== repository.toLowerCase();
    found.numbers.push(foreign ? -1 : Number(number));
    return true;
  }
  const [, version] = /^Release-As:[ \t]+(.*)$/i.exec(line2) ?? [];
  if (version !== void 0) found.releaseAs = version.trim();
  return version !== void 0;
}
function idsIn(text) {
  return (text.match(SHA) ?? []).slice(0, 100);
}
function readChange(line2, found, { levels, bullets }) {
  const text = bullets ? BULLET.exec(line2)?.[1] ?? line2 : line2;
  if (!text.includes(":")) return;
  const change = parseHeader(text);
  if (change && Object.hasOwn(levels, change.type)) found.changes.push(change);
}
function excerpt(line2) {
  return line2.length > 60 ? `${line2.slice(0, 60)}…` : line2;
}

// src/plan/commitsScan.ts
var STARTS = "BREAKING[ -]CHANGE:|This reverts commit|Reverts |Release-As:";
var TITLE = /^(?:revert|merge |\s)/i;
var made = /* @__PURE__ */ new WeakMap();
function tellsMore(message, rules) {
  return TITLE.test(message) || (made.get(rules) ?? tellingLine(rules)).test(message);
}
function tellingLine(rules) {
  const { levels, bullets } = rules;
  const types = ["feature", ...Object.keys(levels)].filter((type) => /^[a-z][a-z0-9_-]*$/i.test(type));
  const bullet = bullets ? "(?:[*-][ \\t]+)?" : "";
  const line2 = new RegExp(`\\n(?:${STARTS}|${bullet}(?:${types.join("|")})[(!:])`, "i");
  made.set(rules, line2);
  return line2;
}

// src/plan/revertTargets.ts
var QUOTING = /^(Revert|Reapply) "(.+)"(?: \(#\d+\))?$/;
function targetsOf({ title, header, body, rest }) {
  const [, verb, quoted] = quotingOf(title);
  const reverts = header?.type === "revert";
  const shas = reverts ? [...body.shas, ...refsIn(rest)] : body.shas;
  if (quoted === void 0 && !reverts && shas.length === 0 && body.numbers.length === 0) return void 0;
  const titles = quoted !== void 0 ? [verb === "Reapply" ? `Revert "${quoted}"` : quoted] : reverts ? [header.description] : [];
  const number = quoted === void 0 || verb === "Reapply" ? void 0 : numberOf(quoted);
  return {
    shas,
    numbers: number === void 0 ? body.numbers : [...body.numbers, number],
    titles: titles.map(withoutNumber),
    restored: restoredBy(title)
  };
}
function refsIn(rest) {
  return [...rest.matchAll(/^Refs:[ \t]+(.*)$/gim)].flatMap((match) => idsIn(match[1] ?? ""));
}
function quotingOf(title) {
  return title.length > 1e3 || !title.startsWith("Re") ? [] : QUOTING.exec(title) ?? [];
}
function restoredBy(title) {
  let reverted = false;
  for (let text = title; ; ) {
    const [, verb, quoted] = quotingOf(text);
    if (quoted === void 0)
      return reverted || text === title ? void 0 : parseHeader(withoutNumber(text));
    if (verb === "Revert") reverted = !reverted;
    text = quoted;
  }
}
function numberOf(title) {
  const at = startOfNumber(title);
  const number = at === void 0 ? /^Merge pull request #(\d{1,9}) /.exec(title)?.[1] : title.slice(at + 3, -1);
  return number === void 0 ? void 0 : Number(number);
}
function withoutNumber(title) {
  const at = startOfNumber(title);
  return at === void 0 ? title : title.slice(0, at);
}
function startOfNumber(title) {
  if (!title.endsWith(")")) return void 0;
  const at = title.lastIndexOf(" (#");
  return at > 0 && /^\d{1,9}\)$/.test(title.slice(at + 3)) ? at : void 0;
}

// src/plan/commits.ts
var DEFAULT_LEVELS = {
  feat: "minor",
  fix: "patch",
  perf: "patch",
  revert: "patch",
  build: "none",
  chore: "none",
  ci: "none",
  docs: "none",
  refactor: "none",
  style: "none",
  test: "none"
};
var HEADER = /^([a-z][a-z0-9_-]*)(?:\(([^()]+)\))?(!)?:[ \t]+(\S.*)$/is;
function parseHeader(line2) {
  const match = HEADER.exec(line2);
  const type = match?.[1];
  const scope = match?.[2];
  const description = match?.[4];
  if (type === void 0 || description === void 0 || scope?.trim() === "") return void 0;
  const lower = type.toLowerCase();
  return {
    type: lower === "feature" ? "feat" : lower,
    scope: scope?.trim(),
    breaking: match?.[3] === "!",
    description: description.trimEnd()
  };
}
function parseMessage(message, rules) {
  const [title, rest] = splitTitle(message);
  const header = parseHeader(title);
  const body = rest !== "" && tellsMore(message, rules) ? readBody(rest, rules) : NOTHING;
  return {
    title,
    changes: changesOf({ title, header, body }, rules),
    breaking: body.breaking,
    targets: mayRevert(title, body) ? targetsOf({ title, header, body, rest }) : void 0,
    releaseAs: body.releaseAs,
    oddities: body.oddities
  };
}
function changesOf({ title, header, body }, { bullets }) {
  if (body.changes.length === 0) return header ? [header] : [];
  const counts = bullets || parseHeader(title.trimStart()) !== void 0;
  const told = header && withoutNumber(header.description);
  const more = body.changes.filter(
    ({ breaking, description }) => breaking || counts && description !== told
  );
  return header ? [header, ...more] : more;
}
function mayRevert(title, body) {
  return body !== NOTHING || title.startsWith("Re") || /^revert/i.test(title);
}
function splitTitle(message) {
  const start = message.charCodeAt(0) > 32 ? 0 : message.search(/\S/);
  if (start < 0) return ["", ""];
  const lineStart = start === 0 ? 0 : message.lastIndexOf("\n", start) + 1;
  const end = message.indexOf("\n", start);
  if (end < 0) return [message.slice(lineStart).trimEnd(), ""];
  const title = message.slice(lineStart, end);
  return [title.charCodeAt(title.length - 1) > 32 ? title : title.trimEnd(), message.slice(end + 1)];
}
function levelOf(change, levels) {
  if (change.breaking) return "major";
  return Object.hasOwn(levels, change.type) ? levels[change.type] ?? "none" : "none";
}
var RANK = { none: 0, patch: 1, minor: 2, major: 3 };
function higherLevel(a, b) {
  return RANK[a] >= RANK[b] ? a : b;
}

// src/plan/versionCounter.ts
function countPrerelease(core, name, { history, request }) {
  const inGit = history.tags.flatMap(({ gitTag, version }) => {
    const number = counterOf(version, core, name);
    return number === void 0 ? [] : [{ number, gitTag, sha: history.ids[gitTag] }];
  });
  const inRegistry = (request.imageTags ?? []).flatMap((imageTag) => {
    const number = counterOf(imageTag, core, name);
    return number === void 0 ? [] : [{ number, gitTag: void 0, sha: request.revisions[imageTag] }];
  });
  const all = [...inGit, ...inRegistry];
  const own = all.filter(({ sha }) => sha === history.head).sort((a, b) => b.number - a.number)[0];
  if (own)
    return {
      version: `${core}-${name}.${own.number}`,
      gitTag: all.find((one) => one.number === own.number && one.gitTag)?.gitTag
    };
  const highest = all.reduce((most, { number }) => Math.max(most, number), 0);
  return { version: `${core}-${name}.${highest + 1}`, gitTag: void 0 };
}
function counterTags(imageTags, core, name) {
  const shortest = /* @__PURE__ */ new Map();
  for (const tag of imageTags) {
    const number = counterOf(tag, core, name);
    if (number !== void 0 && tag.length < (shortest.get(number)?.length ?? Infinity))
      shortest.set(number, tag);
  }
  return [...shortest].sort(([a], [b]) => b - a).map(([, tag]) => tag);
}
function counterOf(tag, core, name) {
  const start = `${core}-${name}.`;
  const at = tag.indexOf(start);
  if (at < 0 || /[\d.]/.test(tag[at - 1] ?? "")) return void 0;
  const digits = /^(0|[1-9]\d{0,14})(?=$|[-._])/.exec(tag.slice(at + start.length))?.[1];
  return digits === void 0 ? void 0 : Number(digits);
}

// src/plan/versionFaults.ts
function noticesOf({ imageTags, wanted }, { base, highest, tags, source }, why) {
  const notice = (text) => ({ level: "notice", text });
  const warning = (text) => ({ level: "warning", text });
  const prerelease = tags.some((tag) => tag.prerelease.length > 0);
  return [
    ...source === "fetched" ? [notice(`The clone is too small for the version; the history was fetched beside it.`)] : [],
    ...highest && highest !== base?.tag ? [
      warning(
        `The version counts from ${base ? base.tag.gitTag : "the first commit"}, since this commit does not descend from the higher ${highest.gitTag}; "base: highest" counts from that.`
      )
    ] : [],
    ...!base && !highest && prerelease ? [warning("There are prereleases but no release to count from: push a tag for the first one.")] : [],
    ...wanted.kind === "prerelease" && imageTags === void 0 ? [notice("The registry's tags are unknown: the version counts git's tags alone.")] : [],
    ...why.assessment.remarks.slice(0, 10).map((remark) => warning(remark))
  ];
}
function checkRange(core, range, why) {
  const [major = 0, minor = 0, patch = 0] = core.split(".").map(Number);
  const numbers = { major, minor, patch };
  if (!range || isBefore(numbers, range.below) && !isBefore(numbers, range.from)) return;
  const decided = why.assessment.counted.filter((commit) => commit.level === why.level).slice(0, 10);
  const lines = decided.map(({ sha, title }) => `  - ${sha.slice(0, 7)} ${title.slice(0, 100)}`);
  throw new UserError(
    [`the next version would be ${core}, which does not belong on ${range.name}:`, ...lines].join("\n"),
    {
      hint: why.base ? 'Release these commits from another branch, or give "version".' : `Push a tag of a version of ${range.name} first.`
    }
  );
}
function isBefore(a, b) {
  return (a.major - b.major || a.minor - b.minor || a.patch - b.patch) < 0;
}
function checkCollision(core, { tags, ids }) {
  const tag = tags.find((one) => one.version === core);
  if (!tag) return;
  const sha = ids[tag.gitTag];
  throw new UserError(
    `the next version would be ${core}, but ${tag.gitTag} exists${sha ? ` on ${sha.slice(0, 7)}` : ""}, which this commit does not descend from`,
    {
      hint: `Merge ${tag.gitTag} into this branch, or set "base: highest" to count from the highest tag.`
    }
  );
}

// src/plan/reverts.ts
function resolveReverts(commits, rules) {
  const fates = /* @__PURE__ */ new Map();
  const reverts = findReverts(commits, rules);
  if (reverts.size === 0) return fates;
  const index = indexOf(commits, [...reverts.values()]);
  for (const [at, targets] of reverts) {
    if (fates.has(at)) continue;
    const { inRange, complete } = findTargets(targets, at, index);
    for (const target of inRange)
      for (const taken of withMerged(target, index)) if (taken !== at) fates.set(taken, "reverted");
    if (complete) fates.set(at, "reverts");
  }
  return fates;
}
var MAY_REVERT = /^\s*re(?:vert|apply)|\nThis reverts commit|\nReverts /i;
function findReverts(commits, rules) {
  const reverts = /* @__PURE__ */ new Map();
  commits.forEach(({ message }, at) => {
    const targets = MAY_REVERT.test(message) ? parseMessage(message, rules).targets : void 0;
    if (targets) reverts.set(at, targets);
  });
  return reverts;
}
function indexOf(commits, targets) {
  const none = () => [];
  const bySha = new Map(targets.flatMap(({ shas }) => shas.map((sha) => [sha, none()])));
  const lengths = new Set([...bySha.keys()].map((sha) => sha.length));
  const byNumber = new Map(targets.flatMap(({ numbers }) => numbers.map((number) => [number, none()])));
  const byTitle = new Map(targets.flatMap(({ titles }) => titles.map((title) => [title, none()])));
  commits.forEach(({ sha, message }, at) => {
    const [title] = splitTitle(message);
    for (const length of lengths) bySha.get(sha.slice(0, length))?.push(at);
    byTitle.get(withoutNumber(title))?.push(at);
    const number = byNumber.size > 0 ? numberOf(title) : void 0;
    if (number !== void 0) byNumber.get(number)?.push(at);
  });
  return { commits, bySha, byNumber, byTitle };
}
function findTargets({ shas, numbers, titles }, at, index) {
  const older = (list) => list?.find((position) => position > at);
  const bySha = shas.map((sha) => index.bySha.get(sha)?.[0]);
  const byNumber = numbers.map((number) => older(index.byNumber.get(number)));
  const byTitle = titles.map((title) => older(index.byTitle.get(title)));
  for (const found of [bySha, byNumber, byTitle]) {
    const inRange = found.filter((position) => position !== void 0);
    if (inRange.length > 0) return { inRange, complete: inRange.length === found.length };
  }
  return { inRange: [], complete: false };
}
function withMerged(target, { commits }) {
  const parents = commits[target]?.parents ?? [];
  if (parents.length < 2) return [target];
  const positions = new Map(commits.map(({ sha }, at) => [sha, at]));
  const kept = reachable(parents.slice(0, 1), commits, positions);
  const merged = [...reachable(parents.slice(1), commits, positions)].filter(
    (position) => !kept.has(position)
  );
  return [target, ...merged];
}
function reachable(from, commits, positions) {
  const seen = /* @__PURE__ */ new Set();
  const waiting = [...from];
  for (let sha = waiting.pop(); sha !== void 0; sha = waiting.pop()) {
    const position = positions.get(sha);
    if (position === void 0 || seen.has(position)) continue;
    seen.add(position);
    waiting.push(...commits[position]?.parents ?? []);
  }
  return seen;
}
function commitsSince(commits, sha) {
  const positions = new Map(commits.map(({ sha: sha2 }, at) => [sha2, at]));
  if (!positions.has(sha)) return commits;
  const before = reachable([sha], commits, positions);
  return commits.filter((_, at) => !before.has(at));
}

// src/plan/versionLevel.ts
var MERGE_TITLE = /^Merge (?:branch|branches|tag|commit|remote-tracking branch|pull request) /;
function assessCommits(commits, rules) {
  const fates = resolveReverts(commits, rules);
  const counted = [];
  const ignored = [];
  const remarks = [];
  commits.forEach((commit, at) => {
    const { sha } = commit;
    const message = parseMessage(commit.message, rules);
    const { title, oddities, releaseAs } = message;
    const fate = fates.get(at);
    const one = fate ? void 0 : countCommit(commit, message, rules);
    if (one) counted.push(one);
    const reason = fate ? FATES[fate] : reasonOf(one, isMerge(commit, title));
    if (reason) ignored.push({ sha, title, reason });
    if (one?.level === "major") remarks.push(...oddities.map((oddity) => `${sha.slice(0, 7)}: ${oddity}`));
    if (releaseAs !== void 0)
      remarks.push(`${sha.slice(0, 7)}: "Release-As: ${releaseAs}" is not followed; use the input "version"`);
  });
  const level = counted.reduce((highest, one) => higherLevel(highest, one.level), "none");
  return { level, counted, ignored, remarks };
}
var FATES = { reverted: "reverted", reverts: "takes back a commit of the range" };
function reasonOf(counted, merge) {
  if (!counted) return merge ? "merge" : "not conventional";
  return counted.level === "none" ? "releases nothing" : void 0;
}
function isMerge({ parents }, title) {
  return parents.length > 1 || title.startsWith("Merge ") && MERGE_TITLE.test(title);
}
function countCommit(commit, message, rules) {
  const { title, targets, breaking } = message;
  if (isMerge(commit, title)) return rules.merges === "title" ? countMerge(commit, title, rules) : void 0;
  const changes = targets ? [...message.changes, ...takenBack(message, rules)] : message.changes;
  if (changes.length === 0 && breaking.length === 0) return void 0;
  let level = breaking.length > 0 ? "major" : "none";
  for (const change of changes) level = higherLevel(level, levelOf(change, rules.levels));
  return { sha: commit.sha, title, level, changes, breaking };
}
function takenBack({ changes, targets, title }, { levels }) {
  if (changes[0]?.type === "revert") return [];
  if (targets?.restored) return [targets.restored];
  return levels.revert === "none" ? [] : [{ type: "revert", scope: void 0, breaking: false, description: title }];
}
function countMerge(commit, title, { levels }) {
  const second = commit.message.split("\n").slice(1).find((line2) => line2.trim() !== "") ?? "";
  const change = parseHeader(title) ?? (MERGE_TITLE.test(title) ? parseHeader(second.trimEnd()) : void 0);
  return change && {
    sha: commit.sha,
    title: change.description,
    level: levelOf(change, levels),
    changes: [change],
    breaking: []
  };
}

// src/plan/version.ts
function resolveVersion(request, history, assessment = assessCommits(history.commits, request.rules)) {
  const why = explain(history, assessment);
  const notices = noticesOf(request, history, why);
  const nothing = (because) => ({ kind: "nothing", because, why, notices });
  const found = (version, core2, gitTag) => ({
    kind: "version",
    version,
    core: core2,
    gitTag,
    why,
    notices
  });
  const { base } = history;
  const { wanted } = request;
  const released = base?.sha === history.head;
  if (released && wanted.kind === "release")
    return found(base.tag.version, base.tag.version, base.tag.gitTag);
  if (base && why.level === "none" && wanted.kind !== "nightly") {
    const since = released ? `${base.tag.gitTag} is this commit` : `no commit since ${base.tag.gitTag} asks for a release`;
    return nothing(`Nothing to release: ${since}.`);
  }
  const core = base ? increment(base.tag, why.level === "none" ? "patch" : why.level) : request.initial;
  checkRange(core, request.range, why);
  if (wanted.kind === "nightly") return found(`${core}-${wanted.name}.${nightStamp(request, history)}`, core);
  checkCollision(core, history);
  if (wanted.kind === "release") return found(core, core);
  const counted = countPrerelease(core, wanted.name, { history, request });
  return found(counted.version, core, counted.gitTag);
}
function explain({ base, head, commits }, assessment) {
  return {
    base: base && { gitTag: base.tag.gitTag, sha: base.sha },
    range: `${base ? `${base.tag.gitTag}..` : ""}${head.slice(0, 7)}`,
    commits: commits.length,
    level: assessment.level,
    assessment
  };
}
function increment({ major, minor, patch }, level) {
  if (level === "patch") return `${major}.${minor}.${patch + 1}`;
  if (level === "minor" || major === 0) return `${major}.${minor + 1}.0`;
  return `${major + 1}.0.0`;
}
function nightStamp({ commitTime }, { head }) {
  if (!commitTime) {
    throw new UserError(`the time of commit ${head.slice(0, 7)} is unknown, and a nightly version needs it`, {
      hint: "Check the repository out first."
    });
  }
  return `${commitTime.toISOString().slice(0, 10).replaceAll("-", "")}.g${head.slice(0, 7)}`;
}

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

// src/stages/version.ts
function rulesOf({ what }, repository) {
  const levels = Object.entries(what.commitLevels).map(([type, level]) => {
    if (level === "major" || level === "minor" || level === "patch" || level === "none")
      return [type.toLowerCase(), level];
    throw new UserError(
      `Input commit-levels: "${type}=${level ?? ""}" is no level; write ${type}=minor, or major, patch, none`
    );
  });
  return {
    levels: { ...DEFAULT_LEVELS, ...Object.fromEntries(levels) },
    bullets: what.commitBullets,
    merges: what.merges,
    repository
  };
}
function historyOf(inputs, { context, clone, access }, to) {
  const { what } = inputs;
  const scan = { levels: { ...DEFAULT_LEVELS, ...what.commitLevels }, bullets: what.commitBullets };
  return readHistory(
    { exec: to.exec, clone, access },
    {
      prefix: what.tagPrefix,
      head: context.git.sha,
      paths: what.paths,
      base: what.base,
      range: rangeOf(context),
      pushed: to.pushed,
      tells: (message) => tellsMore(message, scan)
    }
  );
}
async function computeVersion(inputs, gathered, at) {
  const { context } = gathered;
  const request = {
    wanted: at.wanted,
    rules: rulesOf(inputs, context.environment.GITHUB_REPOSITORY),
    prefix: inputs.what.tagPrefix,
    initial: inputs.what.initialVersion,
    range: rangeOf(context),
    commitTime: context.git.commitTime,
    imageTags: void 0,
    revisions: {}
  };
  const first = resolveVersion(request, at.history);
  if (first.kind === "nothing" || at.wanted.kind !== "prerelease" || !at.registries) return first;
  const counted = await readCounters(at.registries, {
    core: first.core,
    name: at.wanted.name
  });
  return resolveVersion({ ...request, ...counted }, at.history, first.why.assessment);
}
var ASKED = 3;
async function readCounters({ client, images }, of) {
  const read = await Promise.allSettled(images.map((image) => readCounter(client, image, of)));
  const told = read.flatMap((result) => result.status === "fulfilled" ? [result.value] : []);
  const [failed] = read;
  if (told.length === 0 && failed?.status === "rejected") throw failed.reason;
  return {
    imageTags: told.flatMap(({ imageTags }) => imageTags),
    revisions: Object.assign({}, ...told.map(({ revisions }) => revisions))
  };
}
async function readCounter(client, image, of) {
  const repository = parseRepository(image);
  const imageTags = await client.listTags(repository).catch(() => void 0) ?? [];
  const asked = counterTags(imageTags, of.core, of.name).slice(0, ASKED);
  const held = asked.map(async (tag) => {
    const found = await readHeld(client, repository, { reference: tag, whole: false });
    return [tag, found?.labels[REVISION] ?? ""];
  });
  return { imageTags, revisions: Object.fromEntries(await Promise.all(held)) };
}
function rangeOf({ trigger }) {
  return maintenanceRange("branch" in trigger ? trigger.branch : void 0);
}

export {
  commitsSince,
  assessCommits,
  formatWhy,
  rulesOf,
  historyOf,
  computeVersion
};
