import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  isFloatingGitTag,
  versionFromRef,
  versionNumbers
} from "./plan-versionFromRef.js";
import {
  maintenanceRange
} from "./context-gitTags.js";
import {
  isPrerelease
} from "./plan-versionOrder.js";
import {
  require_parse
} from "./semver.js";
import {
  parseCsv
} from "./csv.js";
import {
  parsePlatform
} from "./oci-platform.js";
import {
  TAG,
  parseRepository
} from "./oci-reference.js";
import {
  UserError,
  faultsError,
  messageOf,
  nearestWord,
  suggest
} from "./errors.js";
import {
  __toESM
} from "./shared.js";

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

// src/stages/pushes.ts
function pushes(inputs, { trigger, run }) {
  const { call } = inputs.build;
  if (call !== void 0 && call !== "build") {
    if (inputs.where.push === "true")
      throw new UserError(`call: ${call} builds nothing, so that push: true cannot be`);
    return false;
  }
  if (inputs.where.push !== "auto") return inputs.where.push === "true";
  return trigger.kind !== "pull_request" && trigger.kind !== "merge_group" && !run.privileged;
}
function whyNotPushed(inputs, context) {
  const { trigger, run } = context;
  if (inputs.where.push !== "auto" || pushes(inputs, context) || inputs.build.call !== void 0)
    return void 0;
  if (run.privileged)
    return `Others can start ${run.event}: it is built, and nothing is pushed unless \`push: true\` asks for it.`;
  if (trigger.kind === "merge_group") return "A merge queue: it is built, and nothing is pushed.";
  return trigger.kind === "pull_request" && trigger.fork ? "A pull request from a fork: it is built, and nothing is pushed." : "A pull request: it is built, and nothing is pushed.";
}

// src/plan/calendar.ts
var DAY = 864e5;
function calendar(date, zone) {
  const epoch = date.getTime();
  const { offsetMilliseconds, zoneName } = /^(Etc\/)?UTC$/i.test(zone) ? { offsetMilliseconds: 0, zoneName: "UTC" } : zoneAt(date, zone);
  const wall = new Date(epoch + offsetMilliseconds);
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    weekday: wall.getUTCDay(),
    dayOfYear: daysSince(Date.UTC(wall.getUTCFullYear(), 0, 1), wall) + 1,
    week: weekOf(wall, { startsOn: 0, firstHas: 1 }),
    isoWeek: weekOf(wall, { startsOn: 1, firstHas: 4 }),
    offsetMinutes: Math.round(offsetMilliseconds / 6e4),
    zoneName,
    epoch
  };
}
function zoneAt(date, zone) {
  const parts = Object.fromEntries(
    formatter(zone).formatToParts(date).map(({ type, value }) => [type, value])
  );
  const field = (name) => Number(parts[name]);
  const wall = Date.UTC(
    field("year"),
    field("month") - 1,
    field("day"),
    field("hour"),
    field("minute"),
    field("second")
  );
  const whole = date.getTime() - (date.getTime() % 1e3 + 1e3) % 1e3;
  return { offsetMilliseconds: wall - whole, zoneName: parts.timeZoneName ?? zone };
}
function formatter(zone) {
  const numeric = "numeric";
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
      timeZoneName: "short"
    });
  } catch (cause) {
    throw new UserError(`"${zone}" is no time zone; write one such as UTC or Europe/Berlin`, { cause });
  }
}
function daysSince(start, date) {
  return Math.floor((date.getTime() - start) / DAY);
}
function weekOf(wall, rule) {
  const year = wall.getUTCFullYear();
  const started = [year + 1, year, year - 1].map((candidate2) => ({ candidate: candidate2, start: firstWeek(candidate2, rule) })).find(({ start: start2 }) => wall.getTime() >= start2);
  const { candidate, start } = started ?? { candidate: year, start: wall.getTime() };
  return { year: candidate, number: Math.floor(daysSince(start, wall) / 7) + 1 };
}
function firstWeek(year, { startsOn, firstHas }) {
  const inside = Date.UTC(year, 0, firstHas);
  const weekday = new Date(inside).getUTCDay();
  return inside - (weekday - startsOn + 7) % 7 * DAY;
}

// src/plan/dateFormat.ts
var MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
];
var DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
var TOKENS = {
  M: (m) => m.month,
  Mo: (m) => ordinal(m.month),
  MM: (m) => pad(m.month, 2),
  MMM: (m) => monthName(m).slice(0, 3),
  MMMM: (m) => monthName(m),
  Q: (m) => quarter(m),
  Qo: (m) => ordinal(quarter(m)),
  D: (m) => m.day,
  Do: (m) => ordinal(m.day),
  DD: (m) => pad(m.day, 2),
  DDD: (m) => m.dayOfYear,
  DDDo: (m) => ordinal(m.dayOfYear),
  DDDD: (m) => pad(m.dayOfYear, 3),
  d: (m) => m.weekday,
  do: (m) => ordinal(m.weekday),
  dd: (m) => dayName(m).slice(0, 2),
  ddd: (m) => dayName(m).slice(0, 3),
  dddd: (m) => dayName(m),
  e: (m) => m.weekday,
  E: (m) => m.weekday || 7,
  w: (m) => m.week.number,
  wo: (m) => ordinal(m.week.number),
  ww: (m) => pad(m.week.number, 2),
  W: (m) => m.isoWeek.number,
  Wo: (m) => ordinal(m.isoWeek.number),
  WW: (m) => pad(m.isoWeek.number, 2),
  YY: (m) => pad(m.year % 100, 2),
  YYYY: (m) => pad(m.year, 4),
  YYYYY: (m) => pad(m.year, 5),
  YYYYYY: (m) => `+${pad(m.year, 6)}`,
  y: (m) => m.year,
  N: () => "AD",
  NNNN: () => "Anno Domini",
  gg: (m) => pad(m.week.year % 100, 2),
  gggg: (m) => pad(m.week.year, 4),
  GG: (m) => pad(m.isoWeek.year % 100, 2),
  GGGG: (m) => pad(m.isoWeek.year, 4),
  A: (m) => m.hour < 12 ? "AM" : "PM",
  a: (m) => m.hour < 12 ? "am" : "pm",
  H: (m) => m.hour,
  HH: (m) => pad(m.hour, 2),
  h: (m) => m.hour % 12 || 12,
  hh: (m) => pad(m.hour % 12 || 12, 2),
  k: (m) => m.hour || 24,
  kk: (m) => pad(m.hour || 24, 2),
  m: (m) => m.minute,
  mm: (m) => pad(m.minute, 2),
  s: (m) => m.second,
  ss: (m) => pad(m.second, 2),
  X: (m) => Math.floor(m.epoch / 1e3),
  x: (m) => m.epoch,
  Z: (m) => offset(m, ":"),
  ZZ: (m) => offset(m, ""),
  z: (m) => m.zoneName,
  zz: (m) => m.zoneName
};
var LONG_FORMS = {
  LTS: "h:mm:ss A",
  LT: "h:mm A",
  LLLL: "dddd, MMMM D, YYYY h:mm A",
  LLL: "MMMM D, YYYY h:mm A",
  LL: "MMMM D, YYYY",
  L: "MM/DD/YYYY",
  llll: "ddd, MMM D, YYYY h:mm A",
  lll: "MMM D, YYYY h:mm A",
  ll: "MMM D, YYYY",
  l: "M/D/YYYY"
};
var alternatives = (names) => names.toSorted((a, b) => b.length - a.length).join("|");
var LONG_FORM = new RegExp(`\\[[^\\[]*\\]|\\\\.|${alternatives(Object.keys(LONG_FORMS))}`, "g");
var ELEMENT = new RegExp(`\\[([^\\[]*?)\\]|(\\\\)?(${alternatives(Object.keys(TOKENS))}|S{1,9})`, "g");
function formatDate(date, format2, zone = "UTC") {
  if (Number.isNaN(date.getTime())) throw new UserError("the date is not valid");
  const moment = calendar(date, zone);
  const wanted = format2 || (/^(Etc\/)?UTC$/i.test(zone) ? "YYYY-MM-DDTHH:mm:ss[Z]" : "YYYY-MM-DDTHH:mm:ssZ");
  const expanded = wanted.replace(LONG_FORM, (name) => LONG_FORMS[name] ?? name);
  return expanded.replace(ELEMENT, (...match2) => {
    const [, literal, escaped2, token = ""] = match2;
    if (literal !== void 0) return literal;
    return escaped2 ? token : render(token, moment);
  });
}
function render(token, moment) {
  if (!token.startsWith("S")) return String(TOKENS[token]?.(moment) ?? token);
  return pad(moment.millisecond, 3).padEnd(9, "0").slice(0, token.length);
}
function pad(value, width) {
  return String(value).padStart(width, "0");
}
function monthName({ month }) {
  return MONTHS[month - 1] ?? "";
}
function dayName({ weekday }) {
  return DAYS[weekday] ?? "";
}
function quarter({ month }) {
  return Math.ceil(month / 3);
}
function ordinal(value) {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  return `${value}${(teens ? void 0 : ["th", "st", "nd", "rd"][value % 10]) ?? "th"}`;
}
function offset({ offsetMinutes }, separator) {
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(minutes % 60, 2)}`;
}

// src/plan/expressions.ts
var DEFAULT_SHORT_SHA = 7;
var DEFAULT_BRANCH_EVENTS = /create|discussion|issues|schedule/;
function refFacts(context) {
  const ref2 = refOf(context);
  const after = (prefix) => ref2.startsWith(prefix) ? ref2.slice(prefix.length) : void 0;
  const gitTag = after("refs/tags/");
  const pullRequest = after("refs/pull/")?.replace(/\/merge$/, "");
  return {
    branch: after("refs/heads/"),
    gitTag,
    pullRequest,
    baseRef: gitTag === void 0 && pullRequest === void 0 ? void 0 : baseRefOf(context),
    sha: shaOf(context),
    defaultBranch: text(record(context.run.payload.repository).default_branch) ?? context.repository.defaultBranch
  };
}
function refOf({ run }) {
  const number = run.payload.number ?? record(run.payload.pull_request).number;
  return run.event.includes("pull_request_target") && number !== void 0 ? `refs/pull/${String(number)}/merge` : run.ref;
}
function baseRefOf({ run }) {
  const ofPullRequest = text(record(record(run.payload.pull_request).base).ref);
  const told = ofPullRequest ?? text(run.payload.base_ref) ?? (run.baseRef || void 0);
  return told?.replace(/^refs\/heads\//, "");
}
function shaOf({ run, git, environment }) {
  const head = text(record(record(run.payload.pull_request).head).sha);
  const wanted = /true/i.test(environment.DOCKER_METADATA_PR_HEAD_SHA ?? "") && run.event.includes("pull_request");
  return wanted && head !== void 0 ? head : git.sha;
}
function shortSha(sha2, environment) {
  const told = environment.DOCKER_METADATA_SHORT_SHA_LENGTH;
  const length = told ? Number(told) : DEFAULT_SHORT_SHA;
  if (!Number.isInteger(length) || length < 1) {
    throw new UserError(`DOCKER_METADATA_SHORT_SHA_LENGTH is "${told}"; expected a whole number, such as 12`);
  }
  return sha2.slice(0, length);
}
function expressions(context) {
  const facts = refFacts(context);
  const isDefault = isDefaultBranch(context, facts);
  return {
    branch: () => facts.branch,
    tag: () => facts.gitTag,
    sha: () => shortSha(facts.sha, context.environment) || void 0,
    base_ref: () => facts.baseRef,
    is_default_branch: () => String(isDefault),
    is_not_default_branch: () => String(!isDefault),
    ...dateExpressions(context)
  };
}
function dateExpressions(context) {
  return { date: dated(context.now), commit_date: dated(commitTime(context)) };
}
function dated(date) {
  return ({ name, argument, options: { tz, ...others } }) => {
    const [unknown] = Object.keys(others);
    if (unknown !== void 0)
      throw new UserError(`"${unknown}" is no option of {{${name}}}; ${suggest(unknown, ["tz"])}`);
    return formatDate(date, argument, tz);
  };
}
function commitTime({ git, run, now }) {
  if (git.commitTime) return git.commitTime;
  const commits = Array.isArray(run.payload.commits) ? run.payload.commits.map(record) : [];
  const commit = [...commits, record(run.payload.head_commit)].find(({ id }) => id === git.sha);
  const told = text(commit?.timestamp);
  return told === void 0 ? now : new Date(told);
}
function isDefaultBranch({ run }, { branch, gitTag, pullRequest, defaultBranch }) {
  if (gitTag === void 0 && pullRequest === void 0 && branch === void 0) return false;
  return branch !== void 0 && branch === defaultBranch || DEFAULT_BRANCH_EVENTS.test(run.event);
}
function record(value) {
  return typeof value === "object" && value !== null ? value : {};
}
function text(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}

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
function fieldsOfText(text2) {
  const part = /^v?(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text2);
  if (part) {
    const [, major, minor] = part;
    if (minor === void 0) return { fields: ["major"], numbers: { major: Number(major) } };
    return { fields: ["major", "minor"], numbers: { major: Number(major), minor: Number(minor) } };
  }
  return { fields: /\d/.test(text2) ? ["version"] : [] };
}

// src/plan/template.ts
var BRACES = /\\\{\{|\{\{\{([^}]*)\}\}\}|\{\{(~?)(!--[\s\S]*?--|(?:'[^']*'|"[^"]*"|[^}'"])*?)(~?)\}\}/g;
var ARGUMENT = /\s*(?:([\w-]+)=)?(?:'([^']*)'|"([^"]*)"|([^\s'"=]+))/y;
function parseTemplate(source) {
  const segments = [];
  let at = 0;
  let trimNext = false;
  const addText = (text2) => {
    if (text2.includes("{{")) throw new UserError(`"${source}" has "{{" without "}}"`);
    if (text2 !== "") segments.push({ kind: "text", text: text2 });
  };
  for (const match2 of source.matchAll(BRACES)) {
    const [whole, plain, before, inner, after] = match2;
    const between = source.slice(at, match2.index);
    const text2 = trimNext ? between.trimStart() : between;
    addText(before ? text2.trimEnd() : text2);
    trimNext = Boolean(after);
    at = match2.index + whole.length;
    const code = (plain ?? inner ?? "").trim().replace(/^&\s*/, "");
    if (whole === "\\{{") segments.push({ kind: "text", text: "{{" });
    else if (!code.startsWith("!")) segments.push({ kind: "call", call: parseCall(code, source) });
  }
  addText(trimNext ? source.slice(at).trimStart() : source.slice(at));
  const names = segments.flatMap((segment) => segment.kind === "call" ? [segment.call.name] : []);
  return { source, segments, names };
}
function parseCall(code, source) {
  const [, name, rest = ""] = /^(?:this\.|\.\/)?([A-Za-z_][\w.]*)(?=\s|$)(.*)$/s.exec(code) ?? [];
  if (name === void 0 || name === "else") {
    const conditions = /^[#/^>]|^else$/.test(code) ? "; conditions and blocks are not known here" : "";
    throw new UserError(
      `"{{${code}}}" in "${source}" is no expression${conditions}; write {{name}} or {{name 'argument' option='value'}}`
    );
  }
  const options = {};
  let argument;
  let at = 0;
  while (rest.slice(at).trim() !== "") {
    ARGUMENT.lastIndex = at;
    const match2 = ARGUMENT.exec(rest);
    if (!match2)
      throw new UserError(
        `"{{${code}}}" in "${source}" cannot be read; write {{${name} 'argument'}}, with single quotes`
      );
    at = ARGUMENT.lastIndex;
    const value = match2[2] ?? match2[3];
    if (match2[1] === void 0) argument ??= value;
    else options[match2[1]] = value ?? match2[4] ?? "";
  }
  return { name, argument, options };
}
function renderTemplate(template, scope) {
  const absent = [];
  const unknown = [];
  const fill = (segment) => {
    if (segment.kind === "text") return segment.text;
    const { call } = segment;
    const expression = Object.hasOwn(scope, call.name) ? scope[call.name] : void 0;
    const value = expression?.(call);
    if (value === void 0) (expression ? absent : unknown).push(call.name);
    return value ?? "";
  };
  const text2 = template.segments.map(fill).join("");
  return { text: text2, absent, unknown };
}

// src/plan/channelTag.ts
function fillTemplate(template, facts) {
  const { version, scope } = facts;
  const { text: text2, absent } = renderTemplate(template, scope);
  const origin = originOf(template, facts);
  const missing = reasonToLeaveOut(template, { ...facts, absent, origin });
  if (missing !== void 0) return { missing };
  const named = version === void 0 ? {} : { version, label: version };
  const source = `${facts.rule.name}'s ${template.source}`;
  return { value: { text: text2, latest: false, origin, source, ...named } };
}
function reasonToLeaveOut({ names }, {
  absent,
  origin,
  version,
  numbers
}) {
  const [field] = absent;
  if (field !== void 0) {
    return `{{${field}}} has no value ${version === void 0 ? "in this run" : `for version ${version}`}`;
  }
  if (names.includes("major") && !names.includes("minor") && numbers?.major === 0) {
    return "0 is no line of releases";
  }
  const { guard } = guardOf({ ...origin, prerelease: false, rule: "" });
  if (guard.kind === "version" && version === void 0) {
    return "it moves with versions, and this run has none";
  }
  return void 0;
}
function originOf(template, facts) {
  const { rule, context, numbers } = facts;
  const text2 = template.segments.map((segment) => segment.kind === "text" ? segment.text : "").join("");
  const forReleases = isForReleases(template, text2);
  return {
    fields: fieldsOf(template, text2, context),
    follows: followsVersions(facts, forReleases) ? "versions" : "commits",
    prerelease: rule.name !== "stable" && !forReleases,
    ...numbers && { numbers: { major: numbers.major, minor: numbers.minor } }
  };
}
function fieldsOf({ names }, text2, context) {
  if (names.length === 0) return text2 === refFacts(context).branch ? ["branch"] : [];
  return names.map((name) => name === "tag" ? "version" : name);
}
function followsVersions({ rule, context: { trigger }, version }, forReleases) {
  if ("gitTag" in trigger && trigger.gitTag !== void 0) return true;
  const publishesVersions = rule.templates.some(
    ({ names }) => names.includes("version") || names.includes("major")
  );
  if (!publishesVersions || trigger.kind === "schedule") return false;
  return version === void 0 ? forReleases : !isPrerelease(version);
}
function isForReleases({ names }, text2) {
  return text2 === "latest" || text2 === "stable" || names.includes("major") && /^v?\.?$/.test(text2);
}

// src/plan/channelTrigger.ts
var KINDS = ["tag", "branch", "schedule", "dispatch", "pull_request"];
var DEFAULT_BRANCH = "<default>";
function parseTrigger(text2) {
  const [word2 = "", glob, ...more] = text2.trim().split(/\s+/);
  const kind = KINDS.find((candidate) => candidate === word2);
  if (kind === void 0)
    throw new UserError(
      word2 === "" ? "a trigger is missing; name one of tag GLOB, branch GLOB, schedule, dispatch, pull_request" : `the trigger "${word2}" is not known; ${suggest(word2, KINDS)}`
    );
  if (more.length > 0)
    throw new UserError(
      `"${text2.trim()}" has more than one pattern; write "${kind} ${glob}, ${kind} ${more[0]}"`
    );
  if (kind !== "tag" && kind !== "branch") {
    if (glob !== void 0)
      throw new UserError(`the trigger "${kind}" takes no pattern; leave "${glob}" out`);
    return { kind };
  }
  if (glob === void 0)
    throw new UserError(
      `the trigger "${kind}" needs a pattern, such as "${kind} ${kind === "tag" ? "v*" : "main"}"`
    );
  return kind === "branch" && glob === DEFAULT_BRANCH ? { kind: "default-branch" } : { kind, glob };
}
function formatTrigger(trigger) {
  if (trigger.kind === "default-branch") return `branch ${DEFAULT_BRANCH}`;
  return trigger.kind === "tag" || trigger.kind === "branch" ? `${trigger.kind} ${trigger.glob}` : trigger.kind;
}
function takes(channel2, occasion) {
  return channel2.triggers.some(
    (wanted) => matches(wanted, occasion) && (wanted.kind !== "tag" || takesVersion(channel2.name, occasion.pushedVersion))
  );
}
function takesVersion(name, version) {
  const prerelease = version !== void 0 && isPrerelease(version);
  if (name === "stable") return !prerelease;
  return name !== "beta" || prerelease;
}
function matches(wanted, { trigger, defaultBranch }) {
  switch (wanted.kind) {
    case "tag":
      return "gitTag" in trigger && trigger.gitTag !== void 0 && globOf(wanted.glob).test(trigger.gitTag);
    case "branch":
      return isOnBranch(trigger) && globOf(wanted.glob).test(trigger.branch);
    case "default-branch":
      return isOnBranch(trigger) && trigger.branch === defaultBranch;
    default:
      return trigger.kind === wanted.kind;
  }
}
function isOnBranch(trigger) {
  return (trigger.kind === "branch" || trigger.kind === "dispatch") && trigger.branch !== void 0;
}
function globOf(glob) {
  const pieces = glob.match(/\*\*|\*|\?|\[[^\]]+\]|[\s\S]/g) ?? [];
  const pattern = pieces.map((piece) => {
    if (piece === "**") return ".*";
    if (piece === "*") return "[^/]*";
    if (piece === "?") return "[^/]";
    if (piece.length > 1)
      return `[${piece.slice(1, -1).replace(/^!/, "^").replace(/[\\[\]]/g, "\\$&")}]`;
    return piece.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  return new RegExp(`^${pattern.join("")}$`);
}

// src/plan/releaseScope.ts
var RELEASE_FIELDS = [
  "version",
  "major",
  "minor",
  "patch",
  "prerelease",
  "base_version",
  "channel",
  "run_number",
  "number"
];
function releaseScope(context, known) {
  const { run, trigger } = context;
  const { version, baseVersion, channel: channel2 } = known;
  const numbers = version === void 0 ? void 0 : versionNumbers(version);
  const part = (name) => numbers ? String(numbers[name]) : void 0;
  return {
    ...expressions(context),
    version: () => version,
    major: () => part("major"),
    minor: () => part("minor"),
    patch: () => part("patch"),
    prerelease: () => numbers?.prerelease,
    base_version: () => baseVersion,
    channel: () => channel2,
    run_number: () => run.number || void 0,
    number: () => trigger.kind === "pull_request" ? String(trigger.number) : void 0
  };
}

// src/plan/tags/name.ts
var LONGEST = 128;
function cleanName(text2) {
  const name = text2.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  if (name.length > LONGEST)
    throw new UserError(
      `the tag "${name}" has ${name.length} characters, and at most ${LONGEST} may be; shorten it`
    );
  return TAG.test(name) ? name : void 0;
}

// src/plan/channel.ts
function matchChannel(rules, context, tagPrefix) {
  const { trigger, git } = context;
  const gitTag = "gitTag" in trigger ? trigger.gitTag : void 0;
  if (gitTag !== void 0 && isFloatingGitTag(gitTag, git.gitTags, tagPrefix)) return void 0;
  const pushedVersion = gitTag === void 0 ? void 0 : versionFromRef(gitTag, tagPrefix);
  const occasion = { trigger, defaultBranch: refFacts(context).defaultBranch, pushedVersion };
  const named = trigger.kind === "dispatch" && rules.some(({ triggers }) => triggers.some(isDispatch));
  const counting = (triggers) => named ? triggers.filter(isDispatch) : triggers;
  return rules.find(({ name, triggers }) => takes({ name, triggers: counting(triggers) }, occasion));
}
function isDispatch({ kind }) {
  return kind === "dispatch";
}
function resolveChannel(rule, context, known) {
  const { version } = known;
  const numbers = version === void 0 ? void 0 : versionNumbers(version);
  const scope = releaseScope(context, { ...known, channel: rule.name });
  const notices = [];
  const values = rule.templates.flatMap((template) => {
    const filled = fillTemplate(template, { rule, context, version, numbers, scope });
    if ("value" in filled) return [filled.value];
    notices.push({
      level: "notice",
      text: `channel ${rule.name}: "${template.source}" yields no tag: ${filled.missing}`
    });
    return [];
  });
  const push = context.trigger.kind !== "pull_request";
  return { channel: rule.name, values, tags: plainTags(rule, values), push, notices };
}
function plainTags(rule, values) {
  const named = values.flatMap(({ text: text2, origin, source }) => {
    const name = cleanName(text2);
    const full = { prerelease: false, ...origin, rule: source ?? rule.name };
    return name === void 0 ? [] : [{ name, ...guardOf(full) }];
  });
  return named.filter(({ name }, index) => named.findIndex((other) => other.name === name) === index);
}

// src/plan/attributes.ts
function significantLines(lines2) {
  return lines2.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function parseAttributeLine(line) {
  const outer = csvFields(line);
  const inner = outer.length === 1 && line.startsWith('"') ? csvFields(outer[0] ?? "") : outer;
  const fields = inner.map((field) => field.trim());
  const isBare = (field) => field.indexOf("=") <= 0;
  const pairs = fields.filter((field) => !isBare(field)).map((field) => {
    const at = field.indexOf("=");
    return [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1).trim()];
  });
  return { line, bare: fields.filter((field) => isBare(field) && field !== ""), attributes: pairs };
}
function csvFields(line) {
  try {
    return parseCsv(line)[0] ?? [];
  } catch (cause) {
    throw new UserError(
      'its quotes cannot be read; quote a whole attribute, "pattern=a,b", and use single quotes inside {{…}}',
      { cause }
    );
  }
}

// src/plan/channelFaults.ts
function channelFaults(rules) {
  return rules.flatMap((rule, index) => {
    const earlier = rules.slice(0, index);
    return [...unreachable(rule, earlier), ...claims(rule, earlier)];
  });
}
function unreachable(rule, earlier) {
  return rule.triggers.flatMap((trigger) => {
    const first = earlier.find(
      (other) => other.triggers.some((theirs) => covers([other.name, theirs], [rule.name, trigger]))
    );
    if (!first) return [];
    return [
      {
        line: rule.line,
        problem: `"${formatTrigger(trigger)}" is never reached, since the line "${first.line}" comes first; put this line above it, or leave the trigger out`
      }
    ];
  });
}
function covers([name, trigger], [otherName, other]) {
  if (trigger.kind !== other.kind)
    return trigger.kind === "branch" && other.kind === "default-branch" && trigger.glob === "**";
  if (!("glob" in trigger) || !("glob" in other)) return true;
  const splitsVersions = trigger.kind === "tag" && (name === "stable" || name === "beta") && name !== otherName;
  return !splitsVersions && coversGlob(trigger.glob, other.glob);
}
function coversGlob(wide, narrow) {
  if (wide === narrow || wide === "**") return true;
  return !narrow.includes("**") && !/[?[]/.test(wide) && globOf(wide).test(narrow);
}
function claims(rule, earlier) {
  return rule.templates.flatMap((template, index) => {
    const claim = claimOf(rule, index);
    if (claim === void 0) return [];
    const first = earlier.find(
      (other) => other.name !== rule.name && other.templates.some((_, at) => claimOf(other, at) === claim) && !areApart(rule, other, claim)
    );
    if (!first) return [];
    return [
      {
        line: rule.line,
        problem: `the floating tag "${template.source}" belongs to "${first.name}" already (line "${first.line}"); give each channel its own`
      }
    ];
  });
}
function claimOf({ name, templates }, index) {
  const template = templates[index];
  if (!template || template.names.some((field) => ["branch", "number", "base_ref", "tag"].includes(field)))
    return void 0;
  const { guard } = guardOf({
    fields: template.names,
    follows: "commits",
    numbers: { major: 1, minor: 1 },
    prerelease: false,
    rule: ""
  });
  if (guard.kind === "immutable") return void 0;
  return template.segments.map(
    (segment) => segment.kind === "text" ? segment.text : segment.call.name === "channel" ? name : `{{${JSON.stringify(segment.call)}}}`
  ).join("");
}
function areApart(rule, other, claim) {
  const onlyTags = [...rule.triggers, ...other.triggers].every(({ kind }) => kind === "tag");
  const globs = new Set(rule.triggers.map(formatTrigger));
  return claim.includes("{{") && onlyTags && !other.triggers.some((trigger) => globs.has(formatTrigger(trigger)));
}

// src/plan/faults.ts
function noteFaults(faults, line, read) {
  try {
    return read() ?? [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push({ line, problem: messageOf(error) });
    return [];
  }
}
function together(readers) {
  const errors = [];
  const results = readers.map((read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
      return void 0;
    }
  });
  const [first] = errors;
  if (first && errors.length === 1) throw first;
  if (first) throw new UserError(errors.map(({ message }) => message).join("\n"));
  return results;
}

// src/plan/channels.ts
var EXPRESSIONS = [
  "branch",
  "tag",
  "sha",
  "base_ref",
  "is_default_branch",
  "is_not_default_branch",
  "date",
  "commit_date"
];
var KNOWN = [...RELEASE_FIELDS, ...EXPRESSIONS];
var IMAGE_TAGS = {
  stable: "{{version}} {{major}}.{{minor}} {{major}} latest stable",
  beta: "{{version}} beta",
  nightly: "nightly nightly-{{date 'YYYYMMDD'}}",
  edge: "edge sha-{{sha}}"
};
function defaultChannels(tagPrefix) {
  return [
    `stable: tag ${tagPrefix}*`,
    `beta: tag ${tagPrefix}*, branch dev`,
    "nightly: schedule",
    "edge: branch <default>",
    "pr: pull_request"
  ];
}
function parseChannels(lines2, tagPrefix) {
  const significant = significantLines(lines2);
  const faults = [];
  const rules = (significant.length > 0 ? significant : defaultChannels(tagPrefix)).flatMap(
    (line) => noteFaults(faults, line, () => [parseChannel(line)])
  );
  faults.push(...channelFaults(rules));
  if (faults.length > 0) throw faultsError("channels", faults);
  return rules;
}
function parseChannel(line) {
  const [, name, triggers = "", tags] = /^([A-Za-z0-9][\w.-]*)\s*:\s*(.*?)\s*(?:=>\s*(.*))?$/.exec(line) ?? [];
  if (name === void 0)
    throw new UserError(
      'expected "name: trigger[, trigger] [=> image tags]", such as "stable: tag v* => {{version}} latest"'
    );
  if (tags === "") throw new UserError('there are no image tags after "=>"; name some, or leave "=>" out');
  const wanted = triggers.split(",").map(parseTrigger);
  const templates = splitTags(tags ?? usualTags(name, wanted)).map(parseTemplate);
  const unknown = [...new Set(templates.flatMap(({ names }) => names))].filter(
    (field) => !KNOWN.includes(field)
  );
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((field) => `{{${field}}} is not known; ${suggest(field, KNOWN)}`).join("; ")
    );
  return Object.freeze({ line, name, triggers: wanted, templates });
}
function usualTags(name, triggers) {
  if (triggers.every(({ kind }) => kind === "pull_request")) return "pr-{{number}}";
  const ofVersions = triggers.some(({ kind }) => kind === "tag");
  return IMAGE_TAGS[name] ?? (ofVersions ? "{{version}} {{channel}}" : "{{channel}} sha-{{sha}}");
}
function splitTags(text2) {
  return text2.match(/(?:\{\{.*?\}\}|[^\s,])+/g) ?? [];
}

// src/plan/flavor.ts
var KEYS = ["latest", "prefix", "suffix", "onlatest"];
function parseFlavor(lines2) {
  const flavor = {
    latest: "auto",
    prefix: void 0,
    prefixOnLatest: false,
    suffix: void 0,
    suffixOnLatest: false
  };
  const faults = [];
  for (const line of significantLines(lines2)) noteFaults(faults, line, () => readLine(line, flavor));
  if (faults.length > 0) throw faultsError("flavor", faults);
  return Object.freeze(flavor);
}
function readLine(line, flavor) {
  const { bare, attributes } = parseAttributeLine(line);
  if (bare.length > 0)
    throw new UserError(`"${bare[0]}" has no value; write latest=auto, prefix=…, suffix=… or onlatest=true`);
  let affix2;
  for (const [key, value] of attributes) {
    if (key === "latest") flavor.latest = word(key, value, ["auto", "true", "false"]);
    else if (key === "prefix" || key === "suffix") {
      affix2 = key;
      flavor[key] = value === "" ? void 0 : parseTemplate(value);
    } else if (key === "onlatest") {
      const onLatest = word(key, value, ["true", "false"]) === "true";
      if (affix2 !== void 0) flavor[`${affix2}OnLatest`] = onLatest;
    } else throw new UserError(`"${key}" is not known; ${suggest(key, KEYS)}`);
  }
}
function word(key, value, words) {
  const found = words.find((candidate) => candidate === value);
  if (found === void 0)
    throw new UserError(
      `${key}=${value} is not known; write one of ${words.map((each) => `${key}=${each}`).join(", ")}`
    );
  return found;
}

// src/plan/images.ts
function parseImages(lines2) {
  const faults = [];
  const names = significantLines(lines2).flatMap((line) => noteFaults(faults, line, () => parseLine(line)));
  if (faults.length > 0) throw faultsError("images", faults);
  return [...new Set(names)];
}
function parseLine(line) {
  const { bare, attributes } = parseAttributeLine(line);
  const unknown = attributes.map(([key]) => key).filter((key) => key !== "name" && key !== "enable");
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((key) => `"${key}" is not known; ${suggest(key, ["name", "enable"])}`).join("; ")
    );
  const given = Object.fromEntries(attributes);
  if (given.name === "" || given.name === void 0 && bare.length === 0)
    throw new UserError("the name is empty; write name=ghcr.io/owner/app");
  const enable = given.enable ?? "true";
  if (enable !== "true" && enable !== "false")
    throw new UserError(`enable=${enable} is not known; write enable=true or enable=false`);
  const names = given.name === void 0 ? bare : [given.name];
  const repositories = names.map((name) => repositoryName(name));
  return enable === "true" ? repositories : [];
}
function repositoryName(name) {
  try {
    return parseRepository(name).name;
  } catch (cause) {
    const tagged = /^([^@]+):[\w][\w.-]*$/.exec(name)?.[1];
    throw new UserError(
      tagged === void 0 ? "is no image name; write [registry/]path, such as ghcr.io/owner/app" : `is an image with a tag; write ${tagged} here, and the tag into \`tags\``,
      { cause }
    );
  }
}

// src/plan/tags/affix.ts
function chooseAffixes(own, flavor) {
  return { prefix: own.prefix ?? flavor.prefix, suffix: own.suffix ?? flavor.suffix };
}
function applyAffixes(text2, { prefix, suffix }, scope) {
  const before = prefix ? renderTemplate(prefix, scope) : void 0;
  const after = suffix ? renderTemplate(suffix, scope) : void 0;
  const warnings = [before, after].flatMap((rendered) => rendered ? unknownNames(rendered, scope) : []);
  return { text: `${before?.text ?? ""}${text2}${after?.text ?? ""}`, warnings };
}
function unknownNames({ unknown }, scope) {
  return unknown.map((name) => `{{${name}}} is not known, and empty; ${suggest(name, Object.keys(scope))}`);
}

// src/plan/labels.ts
var OCI = "org.opencontainers.image";
function standardLabels(context, version) {
  const { repository, run, now } = context;
  const asked = repository.url !== void 0;
  const told = (value) => value ?? (asked ? "" : void 0);
  const source = repository.url ?? (repository.fullName && `${run.serverUrl}/${repository.fullName}`);
  const labels = {
    [`${OCI}.title`]: told(repository.name),
    [`${OCI}.description`]: told(repository.description),
    [`${OCI}.url`]: told(repository.url),
    [`${OCI}.source`]: source,
    [`${OCI}.version`]: version ?? "",
    [`${OCI}.created`]: now.toISOString(),
    [`${OCI}.revision`]: refFacts(context).sha,
    [`${OCI}.licenses`]: told(repository.license)
  };
  return Object.fromEntries(
    Object.entries(labels).filter((entry) => entry[1] !== void 0)
  );
}
function platformLabels({ architecture, traceId, refName, base }) {
  return {
    [`${OCI}.architecture`]: architecture,
    ...refName !== void 0 && { [`${OCI}.ref.name`]: refName },
    ...base && { [`${OCI}.base.name`]: base.name },
    ...base?.digest !== void 0 && { [`${OCI}.base.digest`]: base.digest },
    "otel.traceid": traceId
  };
}
function keepDockerfileLabels(labels, dockerfileKeys, userKeys) {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => userKeys.has(key) || !dockerfileKeys.has(key))
  );
}
function parseLabels(input, lines2, scope) {
  const faults = [];
  const notices = [];
  const warn = (line, problem) => notices.push({ level: "warning", text: `${input}: "${line}" ${problem}` });
  const entries = labelLines(lines2).flatMap(
    (line) => noteFaults(faults, line, () => {
      const rendered = renderTemplate(parseTemplate(line), scope);
      for (const text2 of unknownNames(rendered, scope)) warn(line, text2);
      const at = rendered.text.indexOf("=");
      if (at > 0) return [[rendered.text.slice(0, at), rendered.text.slice(at + 1)]];
      warn(line, "is no key=value, and is left out");
      return [];
    })
  );
  if (faults.length > 0) throw faultsError(input, faults);
  return { entries, notices };
}
function labelLines(lines2) {
  const given = lines2.filter((line) => !line.trim().startsWith("#"));
  try {
    const rows = parseCsv(given.join("\n"), { relaxed: true });
    return rows.map((fields) => fields.join(",").trim()).filter(Boolean);
  } catch {
    return given.map((line) => line.trim()).filter(Boolean);
  }
}
function mergeLabels(...all) {
  const entries = all.flatMap((labels) => Array.isArray(labels) ? labels : Object.entries(labels));
  const merged = new Map(entries);
  return Object.fromEntries([...merged].toSorted(([a], [b]) => compareKeys(a, b)));
}
var PLAIN = /^[a-z0-9.]*$/;
function compareKeys(a, b) {
  if (!PLAIN.test(a) || !PLAIN.test(b)) return a.localeCompare(b, "en");
  return a < b ? -1 : Number(a > b);
}

// src/plan/annotations.ts
var LEVEL = /^((?:manifest|index)(?:-descriptor)?(?:\[[^\]]+\])?):(.+)$/;
var DEFAULT_LEVELS = "manifest";
function annotationLevels(environment) {
  const told = (environment.DOCKER_METADATA_ANNOTATIONS_LEVELS || DEFAULT_LEVELS).split(",").map((level) => level.trim());
  return [...new Set(told.filter(Boolean))];
}
function annotationLines(standard, user, levels) {
  const levelled = user.flatMap(([key, value]) => {
    const [, level, rest] = LEVEL.exec(key) ?? [];
    return level !== void 0 && rest !== void 0 ? [{ level, entry: [rest, value] }] : [];
  });
  const everywhere = user.filter(([key]) => !LEVEL.test(key));
  const own = (level) => levelled.filter((each) => each.level === level).map(({ entry }) => entry);
  const others = [...new Set(levelled.map(({ level }) => level))].filter((level) => !levels.includes(level));
  return [
    ...levels.flatMap((level) => lines(level, mergeLabels(standard, everywhere, own(level)))),
    ...others.flatMap((level) => lines(level, mergeLabels(own(level))))
  ];
}
function lines(level, entries) {
  return Object.entries(entries).map(([key, value]) => `${level}:${key}=${value}`);
}

// src/plan/bakeFile.ts
function bakeFiles({
  target,
  images,
  tags,
  version,
  labels,
  annotations
}) {
  const args = {
    DOCKER_META_IMAGES: images.join(","),
    ...version !== void 0 && { DOCKER_META_VERSION: version }
  };
  return {
    all: format(target, { tags, labels, args }),
    tags: format(target, { tags, args }),
    labels: format(target, { labels }),
    annotations: format(target, { annotations })
  };
}
function format(target, definition) {
  return JSON.stringify({ target: { [target]: definition } }, escaped, 2);
}
function escaped(_key, value) {
  if (typeof value === "string") return escapeTemplate(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [escapeTemplate(name), field]));
}
var escapeTemplate = (text2) => text2.replaceAll(/[$%](?=\{)/g, "$&$&");

// src/plan/metadataOutputs.ts
function metadataOutputs(facts) {
  const { version, images, tagNames, labels, annotations, separators } = facts;
  const named = images.flatMap((image) => tagNames.map((name) => `${image}:${name}`));
  const tags = images.length > 0 ? named : tagNames;
  const labelLines2 = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    tags: tags.join(separators.sepTags),
    tagNames: tagNames.join(separators.sepTags),
    labels: labelLines2.join(separators.sepLabels),
    annotations: annotations.join(separators.sepAnnotations),
    json: JSON.stringify({ tags, "tag-names": tagNames, labels, annotations }),
    bakeFiles: bakeFiles({ target: facts.bakeTarget, images, tags, version, labels, annotations })
  };
}

// src/plan/tags/rule.ts
function ruleType({ parse: parse2, resolve, ...rest }) {
  const bind = (given) => {
    const attributes = parse2(given);
    return (facts) => resolve(attributes, facts);
  };
  return Object.freeze({ ...rest, bind });
}
var NOTHING2 = Object.freeze({ values: [], warnings: [] });
function yields(value) {
  return { values: [value], warnings: [] };
}
function nothingBecause(warning) {
  return { values: [], warnings: [warning] };
}
function required(given, name, example) {
  const value = given[name];
  if (value !== void 0) return value;
  const misspelt = Object.keys(given).find((key) => nearestWord(key, [name]) !== void 0);
  throw new UserError(
    `"${name}" is missing; write ${name}=${example}${misspelt === void 0 ? "" : `, not ${misspelt}=`}`
  );
}
function oneOf(given, name, words) {
  const found = words.find((word2) => word2 === given);
  if (found === void 0)
    throw new UserError(
      `${name}=${given ?? ""} is not known; write one of ${words.map((word2) => `${name}=${word2}`).join(", ")}`
    );
  return found;
}
function optionalTemplate(value) {
  return value ? parseTemplate(value) : void 0;
}

// src/plan/tags/channel.ts
var channel = ruleType({
  name: "channel",
  priority: 950,
  attributes: [],
  doc: {
    yields: "the tags of the run's channel",
    when: "a channel matches",
    latest: "no: it is among the channel's tags",
    example: "type=channel"
  },
  parse: () => ({}),
  resolve: (_attributes, { channel: resolved }) => {
    if (!resolved) return NOTHING2;
    return { values: resolved.values, warnings: [] };
  }
});

// src/plan/tags/edge.ts
var edge = ruleType({
  name: "edge",
  priority: 700,
  attributes: [{ name: "branch", default: "the default branch", doc: "the branch that it follows" }],
  doc: { yields: "`edge`", when: "that branch", latest: "no", example: "type=edge,branch=main" },
  parse: ({ branch }) => ({ branch: branch || void 0 }),
  resolve: ({ branch }, { ref: ref2 }) => {
    const wanted = branch ?? ref2.defaultBranch;
    if (ref2.branch === void 0 || ref2.branch !== wanted) return NOTHING2;
    return yields({ text: "edge", latest: false, origin: { fields: [], follows: "commits" } });
  }
});

// src/plan/tags/source.ts
function sourceText({ value }, facts) {
  if (value) return renderTemplate(value, facts.scope).text || void 0;
  return facts.ref.gitTag ?? facts.releaseTag;
}
function matchedText(text2, match2) {
  if (!match2) return { text: text2.replaceAll("/", "-") };
  const found = text2.match(match2);
  if (!found)
    return { text: text2.replaceAll("/", "-"), warning: `match=${match2.source} does not match ${text2}` };
  if (found[1] === void 0)
    return { warning: `match=${match2.source} has no group 1 in ${text2}; put parentheses around the version` };
  return { text: found[1].replaceAll("/", "-") };
}
function parsePattern(name, text2) {
  const [, body, flags] = /^\/(.+)\/(.*)$/.exec(text2) ?? [];
  try {
    return body === void 0 ? new RegExp(text2) : new RegExp(body, flags);
  } catch (cause) {
    throw new UserError(`${name}=${text2} is no regular expression: ${messageOf(cause)}`, { cause });
  }
}
function renderPattern(pattern, scope) {
  const { text: text2, unknown } = renderTemplate(pattern, scope);
  const warnings = unknown.map(
    (name) => `{{${name}}} is not known in pattern, and empty; ${suggest(name, Object.keys(scope))}`
  );
  return { text: text2, warnings };
}
function isRawOnly({ segments, names }) {
  return segments.length === 1 && names[0] === "raw";
}

// src/plan/tags/match.ts
var match = ruleType({
  name: "match",
  priority: 800,
  attributes: [
    { name: "pattern", doc: "a regular expression, as it is or as `/re/flags`" },
    { name: "group", default: "0", doc: "the group to take" },
    { name: "value", default: "", doc: "the text to match, instead of the git tag" }
  ],
  doc: {
    yields: "the part of the git tag that the pattern matches",
    when: "a git tag, or `value`",
    latest: "yes",
    example: "type=match,pattern=v(.*),group=1"
  },
  parse: (given) => ({
    pattern: parsePattern("pattern", required(given, "pattern", "\\d.\\d.\\d")),
    group: groupOf(given.group ?? "0"),
    value: optionalTemplate(given.value)
  }),
  resolve: ({ pattern, group, value }, facts) => {
    const source = sourceText({ value }, facts);
    if (source === void 0) return NOTHING2;
    const found = source.match(pattern);
    if (!found) return nothingBecause(`pattern=${pattern.source} does not match ${source}`);
    const text2 = found[group];
    if (text2 === void 0)
      return nothingBecause(`pattern=${pattern.source} has no group ${group} in ${source}`);
    return yields({
      text: text2,
      latest: true,
      origin: { ...fieldsOfText(text2), follows: "versions" },
      .../\d/.test(text2) && { version: text2 }
    });
  }
});
function groupOf(text2) {
  const group = Number(text2 || "NaN");
  if (!Number.isInteger(group) || group < 0)
    throw new UserError(`group=${text2} is no number; write group=1 for the first parentheses`);
  return group;
}

// src/plan/pep440.ts
var SEPARATOR = "[-_.]?";
var PATTERN = new RegExp(
  [
    "^\\s*v?",
    "(?:(?<epoch>\\d+)!)?",
    "(?<release>\\d+(?:\\.\\d+)*)",
    `(?<pre>${SEPARATOR}(?<phase>alpha|beta|preview|pre|rc|a|b|c)(?:${SEPARATOR}(?<preNumber>\\d+))?)?`,
    `(?<post>-(?<bare>\\d+)|${SEPARATOR}(?:post|rev|r)(?:${SEPARATOR}(?<postNumber>\\d+))?)?`,
    `(?<dev>${SEPARATOR}dev(?:${SEPARATOR}(?<devNumber>\\d+))?)?`,
    "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?",
    "\\s*$"
  ].join(""),
  "i"
);
var PHASES = { alpha: "a", beta: "b", c: "rc", pre: "rc", preview: "rc" };
function parsePep440(text2) {
  const groups = PATTERN.exec(text2)?.groups;
  if (!groups) return void 0;
  const release = (groups.release ?? "").split(".").map(Number);
  const phase = groups.phase?.toLowerCase() ?? "";
  const parts = [
    Number(groups.epoch ?? 0) > 0 ? `${Number(groups.epoch)}!` : "",
    release.join("."),
    groups.pre ? `${PHASES[phase] ?? phase}${Number(groups.preNumber ?? 0)}` : "",
    groups.post ? `.post${Number(groups.bare ?? groups.postNumber ?? 0)}` : "",
    groups.dev ? `.dev${Number(groups.devNumber ?? 0)}` : "",
    groups.local ? `+${groups.local.toLowerCase().replace(/[-_]/g, ".").split(".").map(localPart).join(".")}` : ""
  ];
  return { version: parts.join(""), release, special: Boolean(groups.pre || groups.post || groups.dev) };
}
function localPart(part) {
  return /^\d+$/.test(part) ? String(Number(part)) : part;
}

// src/plan/tags/versionRule.ts
function versionRule(scheme) {
  const { name, special } = scheme;
  return ruleType({
    name,
    priority: 900,
    attributes: [
      {
        name: "pattern",
        doc: "`{{version}}`, `{{major}}.{{minor}}`, `{{major}}`, `{{patch}}`, `{{raw}}` and text"
      },
      { name: "value", default: "", doc: "the version, instead of the git tag" },
      { name: "match", default: "", doc: "regular expression whose first group is the version" }
    ],
    doc: {
      yields: `the pattern, filled in; for a ${special} \`{{version}}\`, unless the pattern is \`{{raw}}\``,
      when: "a git tag, or `value`",
      latest: `unless ${special}`,
      example: `type=${name},pattern={{major}}.{{minor}}`
    },
    parse: (given) => ({
      pattern: parseTemplate(required(given, "pattern", "{{version}}")),
      value: optionalTemplate(given.value),
      match: given.match ? parsePattern("match", given.match) : void 0
    }),
    resolve: (attributes, facts) => resolveVersion(scheme, attributes, facts)
  });
}
function resolveVersion({ read, refusal }, { pattern, ...source }, facts) {
  const found = sourceText(source, facts);
  if (found === void 0) return NOTHING2;
  const { text: text2, warning } = matchedText(found, source.match);
  if (text2 === void 0) return nothingBecause(warning ?? "");
  const told = warning === void 0 ? [] : [warning];
  const version = read(text2);
  if (!version) return { values: [], warnings: [...told, `${text2} ${refusal}`] };
  const effective = version.special && !isRawOnly(pattern) ? parseTemplate("{{version}}") : pattern;
  const rendered = renderPattern(effective, version.fields);
  const { major, minor } = version;
  const value = {
    text: rendered.text,
    latest: !version.special,
    origin: { fields: effective.names, numbers: { major, minor }, follows: "versions" },
    version: version.version
  };
  return { values: [value], warnings: [...told, ...rendered.warnings] };
}

// src/plan/tags/pep440.ts
var pep440 = versionRule({
  name: "pep440",
  special: "pre-, post- or dev release",
  refusal: "does not conform to PEP 440, so there is no tag; see https://peps.python.org/pep-0440",
  read: readPep440
});
function readPep440(text2) {
  const parsed = parsePep440(text2);
  if (!parsed) return void 0;
  const { version, special } = parsed;
  const [major = 0, minor = 0, patch = 0] = parsed.release;
  const fields = {
    raw: () => text2,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch)
  };
  return { version, major, minor, special, fields };
}

// src/plan/tags/raw.ts
var raw = ruleType({
  name: "raw",
  priority: 200,
  attributes: [{ name: "value", doc: "the name, with expressions; a bare word is the same" }],
  doc: { yields: "the value", when: "always", latest: "no", example: "type=raw,value={{branch}}-{{sha}}" },
  parse: (given) => ({ value: parseTemplate(required(given, "value", "name")) }),
  resolve: ({ value }, { scope, ref: ref2, version }) => {
    const rendered = renderTemplate(value, scope);
    const ofTag = ref2.gitTag !== void 0;
    const origin = value.names.length === 0 && ofTag ? fieldsOfText(rendered.text) : { fields: value.names };
    const named = version !== void 0 && value.names.includes("version") ? { version, label: version } : {};
    return {
      values: [
        {
          text: rendered.text,
          latest: false,
          origin: { ...origin, follows: ofTag ? "versions" : "commits" },
          ...named
        }
      ],
      warnings: unknownNames(rendered, scope)
    };
  }
});

// src/plan/tags/ref.ts
var EVENTS = ["branch", "tag", "pr"];
var ref = ruleType({
  name: "ref",
  priority: 600,
  attributes: [{ name: "event", doc: "`branch`, `tag` or `pr`, whose prefix is `pr-`" }],
  prefix: ({ event }) => event === "pr" ? "pr-" : void 0,
  doc: {
    yields: "the branch's, the git tag's or the pull request's name",
    when: "that kind of ref",
    latest: "for `tag`",
    example: "type=ref,event=branch"
  },
  parse: (given) => ({ event: oneOf(required(given, "event", "branch"), "event", EVENTS) }),
  resolve: ({ event }, facts) => {
    const { branch, gitTag, pullRequest } = facts.ref;
    const text2 = { branch, tag: gitTag, pr: pullRequest }[event];
    if (text2 === void 0) return NOTHING2;
    if (event !== "tag")
      return yields({
        text: text2,
        latest: false,
        origin: { fields: [event === "pr" ? "number" : "branch"], follows: "commits" }
      });
    return yields({
      text: text2,
      latest: true,
      origin: { ...fieldsOfText(text2), follows: "versions" },
      .../\d/.test(text2) && { version: text2 }
    });
  }
});

// src/plan/tags/schedule.ts
var schedule = ruleType({
  name: "schedule",
  priority: 1e3,
  attributes: [
    {
      name: "pattern",
      default: "nightly",
      doc: "the name, with `{{date 'FMT' tz='ZONE'}}` and `{{commit_date …}}`"
    }
  ],
  doc: {
    yields: "`nightly`, or the pattern",
    when: "a schedule event",
    latest: "no",
    example: "type=schedule,pattern={{date 'YYYYMMDD'}}"
  },
  parse: ({ pattern }) => ({ pattern: parseTemplate(pattern ?? "nightly") }),
  resolve: ({ pattern }, { context }) => {
    if (!context.run.event.includes("schedule")) return NOTHING2;
    const { text: text2, warnings } = renderPattern(pattern, dateExpressions(context));
    return {
      values: [{ text: text2, latest: false, origin: { fields: pattern.names, follows: "commits" } }],
      warnings
    };
  }
});

// src/plan/tags/semver.ts
var import_parse = __toESM(require_parse(), 1);
var semver = versionRule({
  name: "semver",
  special: "prerelease",
  refusal: "is no SemVer version, so there is no tag; see https://semver.org",
  read: readSemver
});
function readSemver(text2) {
  const parsed = (0, import_parse.default)(text2);
  if (!parsed) return void 0;
  const { version, major, minor, patch, prerelease, build } = parsed;
  const fields = {
    raw: () => text2,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch),
    prerelease: () => prerelease.join("."),
    build: () => build.join(".")
  };
  return { version, major, minor, special: prerelease.length > 0, fields };
}

// src/plan/tags/sha.ts
var FORMATS = ["short", "long"];
var sha = ruleType({
  name: "sha",
  priority: 100,
  attributes: [
    {
      name: "format",
      default: "short",
      doc: "`short` (DOCKER_METADATA_SHORT_SHA_LENGTH digits, else 7) or `long`; the prefix is `sha-`"
    }
  ],
  prefix: () => "sha-",
  doc: { yields: "the commit's digits", when: "always", latest: "no", example: "type=sha,format=long" },
  parse: ({ format: format2 }) => ({ format: oneOf(format2 ?? "short", "format", FORMATS) }),
  resolve: ({ format: format2 }, { context, ref: ref2 }) => {
    if (ref2.sha === "") return NOTHING2;
    const text2 = format2 === "long" ? ref2.sha : shortSha(ref2.sha, context.environment);
    return yields({ text: text2, latest: false, origin: { fields: ["sha"], follows: "commits" } });
  }
});

// src/plan/tags/index.ts
var ruleTypes = [schedule, channel, semver, pep440, match, edge, ref, raw, sha];
var commonAttributes = [
  { name: "enable", default: "true", doc: "`true`, `false`, or an expression that gives one" },
  { name: "priority", default: "the type's", doc: "higher comes first; the first value is the version" },
  { name: "prefix", default: "the flavor's", doc: "what stands before the name" },
  { name: "suffix", default: "the flavor's", doc: "what stands behind it" }
];

// src/plan/tags/parse.ts
var DEFAULT_RULES = ["type=channel"];
function parseRules(lines2) {
  const significant = significantLines(lines2);
  const faults = [];
  const rules = (significant.length > 0 ? significant : DEFAULT_RULES).flatMap(
    (line) => noteFaults(faults, line, () => [parseRule(line)])
  );
  if (faults.length > 0) throw faultsError("tags", faults);
  return rules.toSorted((a, b) => b.priority - a.priority);
}
function parseRule(line) {
  const written = parseAttributeLine(line);
  for (const word2 of written.bare) refuseReference(word2);
  const given = Object.fromEntries(written.attributes);
  const type = typeNamed(given.type ?? "raw");
  if (written.bare.length > 0) given.value = written.bare.at(-1) ?? "";
  const resolve = type.bind(given);
  const prefix = given.prefix ?? type.prefix?.(given);
  return Object.freeze({
    line,
    type: type.name,
    priority: priorityOf(given.priority, type),
    enable: enableOf(given.enable),
    own: { prefix: affix(prefix), suffix: affix(given.suffix) },
    resolve,
    warnings: oddities(written, type)
  });
}
function refuseReference(word2) {
  const [, image, tag] = /^([^\s{}]+):([\w][\w.-]*)$/.exec(word2) ?? [];
  if (image !== void 0)
    throw new UserError(`is a whole reference; write ${image} into \`images\`, and ${tag} here`);
}
function typeNamed(name) {
  const type = ruleTypes.find((candidate) => candidate.name === name);
  if (!type)
    throw new UserError(
      `type=${name} is not known; ${suggest(
        name,
        ruleTypes.map((candidate) => candidate.name)
      )}`
    );
  return type;
}
function affix(text2) {
  return text2 === void 0 ? void 0 : parseTemplate(text2);
}
function priorityOf(text2, type) {
  const priority = text2 === void 0 ? type.priority : Number(text2);
  if (Number.isNaN(priority))
    throw new UserError(
      `priority=${text2} is no number; ${type.name} has ${type.priority} where none is given`
    );
  return priority;
}
function enableOf(text2 = "true") {
  const enable = parseTemplate(text2);
  if (enable.names.length === 0) isEnabled(enable.source);
  return enable;
}
function isEnabled(text2) {
  if (text2 !== "true" && text2 !== "false")
    throw new UserError(`enable comes to "${text2}"; expected true or false`);
  return text2 === "true";
}
function oddities({ attributes, bare }, type) {
  const own = type.attributes.map(({ name }) => name);
  const known = [...own, ...commonAttributes.map(({ name }) => name), "type"];
  const unknown = attributes.map(([key]) => key).filter((key) => !known.includes(key));
  const words = own.includes("value") ? bare.slice(0, -1) : bare;
  return [
    ...unknown.map(
      (key) => `"${key}" is no attribute of type=${type.name}, and ignored; ${suggest(key, known)}`
    ),
    ...words.map((word2) => `"${word2}" has no meaning here, and is ignored`)
  ];
}

// src/plan/tags/resolveRule.ts
function resolveRule(rule, { flavor, facts, warn }) {
  for (const text2 of rule.warnings) warn(text2);
  if (!isEnabled(renderTemplate(rule.enable, facts.scope).text)) return [];
  const { values, warnings } = rule.resolve(facts);
  for (const text2 of warnings) warn(text2);
  const affixes = chooseAffixes(rule.own, flavor);
  return values.flatMap((value) => {
    if (value.text === "" && !rule.own.prefix?.source && !rule.own.suffix?.source) return [];
    const affixed = applyAffixes(value.text, affixes, facts.scope);
    for (const text3 of affixed.warnings) warn(text3);
    const { text: text2 } = affixed;
    const name = cleanName(text2);
    if (name === void 0 && text2 !== "") {
      warn(`"${text2}" has no character that a tag may have, so there is no tag`);
    }
    if (name === void 0) return [];
    return [
      { tag: { name, ...guardOf(originOf2(value, { rule, affixes, facts })) }, text: text2, rule: rule.line, value }
    ];
  });
}
function originOf2({ origin, source }, { rule, affixes, facts }) {
  const names = [...origin.fields, ...affixes.prefix?.names ?? [], ...affixes.suffix?.names ?? []];
  const ofTag = names.includes("tag") ? fieldsOfText(facts.ref.gitTag ?? "") : void 0;
  const numbers = origin.numbers ?? ofTag?.numbers;
  return {
    fields: names.flatMap((name) => name === "tag" ? ofTag?.fields ?? [] : [name]),
    follows: origin.follows,
    prerelease: origin.prerelease ?? false,
    rule: source ?? rule.line,
    ...numbers && { numbers }
  };
}

// src/plan/tags/resolve.ts
function resolveRules({ rules, flavor, facts }) {
  const faults = [];
  const warnings = [];
  const named = rules.flatMap((rule) => {
    const warn = (text2) => warnings.push(`tags: "${rule.line}": ${text2}`);
    return noteFaults(faults, rule.line, () => resolveRule(rule, { flavor, facts, warn }));
  });
  if (faults.length > 0) throw faultsError("tags", faults);
  const [first] = named;
  const latest = first !== void 0 && (flavor.latest === "auto" ? first.value.latest : flavor.latest === "true");
  const unique = withoutDoubles(named, (text2) => warnings.push(text2));
  const ofVersions = named.some(({ value }) => value.origin.follows === "versions");
  return {
    tags: latest ? withLatest(unique, { flavor, facts, follows: ofVersions ? "versions" : "commits" }) : unique,
    version: first && (first.value.label ?? first.tag.name),
    sourceVersion: named.find(({ value }) => value.version !== void 0)?.value.version,
    latest,
    notices: warnings.map((text2) => ({ level: "warning", text: text2 }))
  };
}
function withoutDoubles(named, warn) {
  const seen = /* @__PURE__ */ new Map();
  for (const each of named) {
    const earlier = seen.get(each.tag.name);
    if (!earlier) seen.set(each.tag.name, each);
    else if (earlier.text !== each.text)
      warn(`tags: ${shown(earlier)} and ${shown(each)} both come to the tag ${each.tag.name}`);
  }
  return [...seen.values()].map(({ tag }) => tag);
}
function shown({ rule, text: text2 }) {
  return `"${rule}" (${text2})`;
}
function withLatest(tags, { flavor, facts, follows }) {
  const affixes = {
    prefix: flavor.prefixOnLatest ? flavor.prefix : void 0,
    suffix: flavor.suffixOnLatest ? flavor.suffix : void 0
  };
  const name = cleanName(applyAffixes("latest", affixes, facts.scope).text);
  if (name === void 0 || tags.some((tag) => tag.name === name)) return [...tags];
  const rule = `latest=${flavor.latest}`;
  return [...tags, { name, ...guardOf({ fields: [], follows, prerelease: false, rule }) }];
}

// src/plan/metadata.ts
function resolveMetadata(inputs, context, facts) {
  const scope = releaseScope(context, { ...facts, channel: facts.channel?.channel });
  const [images, flavor, rules, labels, annotations] = together([
    () => parseImages(inputs.images),
    () => parseFlavor(inputs.flavor),
    () => parseRules(inputs.tags),
    () => parseLabels("labels", inputs.labels, scope),
    () => parseLabels("annotations", inputs.annotations, scope)
  ]);
  const names = resolveRules({
    rules,
    flavor,
    facts: {
      context,
      ref: refFacts(context),
      scope,
      channel: facts.channel,
      version: facts.version,
      releaseTag: facts.releaseTag
    }
  });
  return assemble({ inputs, context, channel: facts.channel, images, names, labels, annotations });
}
function assemble({ inputs, context, channel: channel2, images, names, labels, annotations }) {
  const standard = standardLabels(context, names.version);
  const all = mergeLabels(standard, labels.entries);
  const levelled = annotationLines(standard, annotations.entries, annotationLevels(context.environment));
  const release = {
    channel: channel2?.channel,
    version: names.version ?? "",
    tags: names.tags,
    latest: names.latest,
    labels: all,
    annotations: levelled,
    push: channel2?.push ?? context.trigger.kind !== "pull_request",
    notices: [...channel2?.notices ?? [], ...names.notices, ...labels.notices, ...annotations.notices]
  };
  return {
    release,
    images,
    sourceVersion: names.sourceVersion,
    userLabels: new Set(labels.entries.map(([key]) => key)),
    outputs: metadataOutputs({
      version: names.version,
      images,
      tagNames: names.tags.map(({ name }) => name),
      labels: all,
      annotations: levelled,
      separators: inputs,
      bakeTarget: inputs.bakeTarget
    })
  };
}

// src/plan/variants.ts
var NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
var ONLY = {
  name: "",
  file: void 0,
  target: void 0,
  platforms: void 0,
  buildArgs: {},
  context: void 0,
  suffix: "",
  tags: void 0
};
function parseVariants({ what }) {
  if (what.variants.length === 0) return [ONLY];
  const faults = [];
  const variants = what.variants.map((fields) => parseVariant(fields, faults));
  const names = variants.map(({ name }) => name);
  const doubles = names.filter((name, index) => names.indexOf(name) !== index);
  faults.push(...doubles.map((name) => `two variants are called ${name}`));
  if (faults.length > 0) throw new UserError(`Input variants: ${faults.join("; ")}`);
  return variants;
}
function parseVariant(fields, faults) {
  const name = fields.name ?? "";
  const fault = (text2) => faults.push(`${name}: ${text2}`);
  if (!NAME.test(name)) fault("a name is lower-case letters, digits, dots and dashes");
  const entries = linesOf(fields["build-args"]).map((line) => {
    const at = line.indexOf("=");
    return at < 0 ? [line, void 0] : [line.slice(0, at), line.slice(at + 1)];
  });
  for (const [key] of entries) if (key === "") fault("build-args are KEY=value, one a line");
  const platforms = linesOf(fields.platforms?.replaceAll(",", "\n")).flatMap((text2) => {
    try {
      return [parsePlatform(text2)];
    } catch (error) {
      fault(messageOf(error));
      return [];
    }
  });
  return {
    name,
    file: fields.file || void 0,
    target: fields.target || void 0,
    platforms: platforms.length > 0 ? platforms : void 0,
    buildArgs: Object.fromEntries(entries),
    context: fields.context || void 0,
    suffix: fields.suffix ?? "",
    tags: fields.tags === void 0 ? void 0 : linesOf(fields.tags)
  };
}
function linesOf(text2) {
  return (text2 ?? "").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
}
function fillPath(path, { platform, name }) {
  const values = {
    os: platform.os,
    arch: platform.architecture,
    variant: platform.variant ?? "",
    name
  };
  return path.replace(/\{\{\s*(os|arch|variant|name)\s*\}\}/g, (_whole, key) => values[key] ?? "");
}
function checkTags(variants) {
  const owner = /* @__PURE__ */ new Map();
  const faults = variants.flatMap(
    ({ variant, metadata }) => metadata.release.tags.flatMap(({ name }) => {
      const other = owner.get(name);
      owner.set(name, variant.name);
      return other === void 0 ? [] : [`${name} is claimed by ${other} and by ${variant.name}`];
    })
  );
  if (faults.length > 0)
    throw new UserError(`Input variants: ${faults.join("; ")}`, {
      hint: "Give all but one of them a suffix, such as -alpine, or tags of their own."
    });
}

// src/stages/wantedVersion.ts
function wantedVersion(inputs, context, channel2) {
  const { trigger } = context;
  const onBranch = trigger.kind === "branch" || trigger.kind === "dispatch" ? trigger.branch : void 0;
  const stable = onBranch !== void 0 && (onBranch === refFacts(context).defaultBranch || maintenanceRange(onBranch) !== void 0 || channel2?.name === "stable");
  if (inputs.what.release === "auto" && stable) return { wanted: { kind: "release" }, needed: true };
  if (!channel2) return void 0;
  const names = channel2.templates.flatMap((template) => template.names);
  const needed = names.some((name) => VERSION_FIELDS.has(name));
  if (trigger.kind === "schedule") return { wanted: { kind: "nightly", name: channel2.name }, needed };
  if (!needed) return void 0;
  return {
    wanted: channel2.name === "stable" ? { kind: "release" } : { kind: "prerelease", name: channel2.name },
    needed
  };
}
var VERSION_FIELDS = /* @__PURE__ */ new Set(["version", "major", "minor", "patch", "prerelease", "base_version"]);

// src/stages/versioned.ts
var UNKNOWN = {
  version: void 0,
  baseVersion: void 0,
  releaseTag: void 0,
  skipped: false,
  why: [],
  notices: [],
  computed: void 0
};
async function versionOf(inputs, gathered, at) {
  const { trigger } = gathered.context;
  const { tagPrefix } = inputs.what;
  if (trigger.kind === "pull_request") return UNKNOWN;
  if (inputs.what.version !== void 0) {
    const version = versionFromRef(inputs.what.version, tagPrefix);
    return { ...UNKNOWN, version, releaseTag: `${tagPrefix}${version}` };
  }
  if ("gitTag" in trigger && trigger.gitTag !== void 0)
    return { ...UNKNOWN, version: versionFromRef(trigger.gitTag, tagPrefix) };
  const channel2 = matchChannel(at.rules, gathered.context, tagPrefix);
  const asked = wantedVersion(inputs, gathered.context, usesChannel(inputs) ? channel2 : void 0);
  if (!asked) return UNKNOWN;
  try {
    return await computed(inputs, gathered, { asked, sources: at.sources });
  } catch (error) {
    if (asked.needed || !(error instanceof UserError)) throw error;
    const text2 = `No version was computed: ${messageOf(error)}`;
    return { ...UNKNOWN, notices: [{ level: "notice", text: text2 }] };
  }
}
async function computed(inputs, gathered, { asked, sources }) {
  const { computeVersion, formatWhy, historyOf } = await import("./stages-version.js");
  const history = await historyOf(inputs, gathered, { exec: sources.exec });
  const of = { wanted: asked.wanted, history, registries: sources.registries };
  const result = await computeVersion(inputs, gathered, of);
  const baseVersion = (history.base?.tag ?? history.highest)?.version;
  const common = { ...UNKNOWN, baseVersion, why: formatWhy(result), computed: { result, history } };
  const isRelease = asked.wanted.kind === "release";
  if (result.kind === "version") {
    const releaseTag = isRelease ? `${inputs.what.tagPrefix}${result.version}` : void 0;
    return { ...common, version: result.version, releaseTag, notices: result.notices };
  }
  const notices = [...result.notices, { level: "notice", text: result.because }];
  return { ...common, notices, skipped: !isRelease && !isUnconventional(result) };
}
function isUnconventional({ why }) {
  const { counted, ignored } = why.assessment;
  return counted.length === 0 && ignored.every(({ reason }) => reason === "merge" || reason === "not conventional");
}
function usesChannel({ metadata }) {
  return metadata.tags.length === 0 || metadata.tags.some((line) => /(^|,)\s*type=channel\b/.test(line));
}

// src/stages/release.ts
function imagesOf(inputs, { environment }) {
  checkLists(inputs);
  const { images } = inputs.what;
  if (images.length > 0) return parseImages(images);
  const alone = inputs.what.command === "plan" && inputs.metadata.tags.length > 0;
  return environment.GITHUB_REPOSITORY && !alone ? [`ghcr.io/${environment.GITHUB_REPOSITORY.toLowerCase()}`] : [];
}
function checkLists(inputs) {
  const { what, metadata } = inputs;
  together([
    () => parseImages(what.images),
    () => parseChannels(metadata.channels, what.tagPrefix),
    () => parseRules(metadata.tags),
    () => parseFlavor(metadata.flavor),
    () => parseVariants(inputs)
  ]);
}
function needImages({ what }, images) {
  if (images.length > 0 || what.command === "plan") return;
  const why = what.images.length > 0 ? "`images` enables none" : "neither `images` nor GITHUB_REPOSITORY is set";
  throw new UserError(`There is no image to ${what.command}: ${why}`, {
    hint: "Set `images`, such as ghcr.io/owner/app."
  });
}
async function resolveRelease(inputs, gathered, sources) {
  const { tagPrefix } = inputs.what;
  const { context } = gathered;
  const rules = parseChannels(inputs.metadata.channels, tagPrefix);
  const version = await versionOf(inputs, gathered, { rules, sources });
  const { releaseTag } = version;
  const asReleased = releaseTag === void 0 ? context : { ...context, trigger: { kind: "tag", gitTag: releaseTag } };
  const matched = version.skipped ? void 0 : matchChannel(rules, asReleased, tagPrefix) ?? matchChannel(rules, context, tagPrefix);
  const known = { version: version.version, baseVersion: version.baseVersion };
  const channel2 = matched && resolveChannel(matched, asReleased, known);
  const facts = { ...known, channel: channel2, releaseTag };
  const [first, ...others] = parseVariants(inputs).map((variant) => {
    const metadata = resolveMetadata(metadataInputs(inputs, variant, sources.images), context, facts);
    return { variant, metadata: version.skipped && usesChannel(inputs) ? withoutTags(metadata) : metadata };
  });
  if (!first) throw new Error("there is always one variant");
  const variants = [first, ...others];
  checkTags(variants);
  const push = pushes(inputs, context);
  if (push && variants.some(({ metadata }) => metadata.release.tags.length > 0))
    needImages(inputs, first.metadata.images);
  return {
    variants,
    images: first.metadata.images,
    push,
    tagPrefix,
    releaseTag,
    why: version.why,
    notices: version.notices,
    computed: version.computed
  };
}
function metadataInputs({ metadata }, { tags, suffix }, images) {
  const flavor = suffix === "" ? metadata.flavor : [...metadata.flavor, `suffix=${suffix},onlatest=true`];
  return { ...metadata, tags: tags ?? metadata.tags, flavor, images };
}
function withoutTags(metadata) {
  return {
    ...metadata,
    release: { ...metadata.release, tags: [], version: "" },
    outputs: { ...metadata.outputs, tags: "", tagNames: "" }
  };
}

export {
  NOTHING,
  platformLabels,
  keepDockerfileLabels,
  mergeLabels,
  fillPath,
  pushes,
  whyNotPushed,
  guardOf,
  fieldsOfText,
  imagesOf,
  needImages,
  resolveRelease
};
