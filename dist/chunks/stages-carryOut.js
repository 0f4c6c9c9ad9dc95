import { buildxFolder, readBuildxVersion } from "./main.js";
import { platforms } from "./main.js";

// src/oci/imageAnnotations.ts
var REVISION = "org.opencontainers.image.revision";
var VERSION = "org.opencontainers.image.version";
var CREATED = "org.opencontainers.image.created";
var REFERENCE_DIGEST = "vnd.docker.reference.digest";
var REFERENCE_TYPE = "vnd.docker.reference.type";
function isAttestation({ platform, annotations }) {
  return annotations?.[REFERENCE_TYPE] !== void 0 || platform?.os === "unknown" && platform.architecture === "unknown";
}
function attestedDigest(child) {
  return child.annotations?.[REFERENCE_DIGEST];
}

import { formatPlatform } from "./main.js";
// src/plan/origin.ts
function originOf(held) {
  return { revision: held.labels[REVISION] || void 0, version: held.labels[VERSION] || void 0 };
}
function isSameRelease(held, wanted) {
  const { revision, version } = originOf(held);
  return held.faults.length === 0 && revision === wanted.revision && version === wanted.version && samePlatforms(held, wanted);
}
function samePlatforms(a, b) {
  return platformList(a) === platformList(b);
}
function platformList({ platforms: platforms2 }) {
  return platforms2.map(formatPlatform).sort().join(", ") || "no platform";
}
function shortRevision(revision) {
  return revision?.slice(0, 12) || "(not labelled)";
}
// src/plan/immutable.ts
function decideImmutable(tag, candidate, held) {
  if (isSameRelease(held, candidate))
    return { outcome: "adopt", because: "this release is published already" };
  const { revision, version } = originOf(held);
  const namesVersion = tag.name.includes(candidate.version.replaceAll("+", "-"));
  if (!namesVersion && version !== candidate.version && isSameRelease(held, { ...candidate, version: version ?? "" })) {
    return { outcome: "unchanged", because: `the first build of commit ${shortRevision(revision)} keeps it` };
  }
  return {
    outcome: "stop",
    because: `${tag.name} names one build for ever, and holds ${conflict(held, candidate)}`
  };
}
function conflict(held, candidate) {
  const { revision, version } = originOf(held);
  if (revision !== candidate.revision) return `commit ${shortRevision(revision)}, not ${shortRevision(candidate.revision)}`;
  if (version !== candidate.version)
    return `version ${version ?? "(not labelled)"}, not ${candidate.version}`;
  if (held.faults.length > 0) return `something incomplete: ${held.faults.join("; ")}`;
  return `${platformList(held)}, not ${platformList(candidate)}`;
}

import { nextTurn } from "./main.js";

import { isOfType } from "./main.js";
import { platformSlug } from "./main.js";
// src/plan/secrets.ts
function planSecrets({ secrets, secretEnvs, secretFiles }, given = {}) {
  const valued = secrets.map(split).map((pair, index) => ({ ...pair, variable: `PUBLISH_IMAGE_SECRET_${index}` }));
  const named2 = secretEnvs.map(split);
  const entries = [
    ...valued.map(({ id, variable }) => `type=env,id=${id},env=${variable}`),
    ...named2.map(({ id, value }) => `type=env,id=${id},env=${value}`),
    ...secretFiles.map(split).map(({ id, value }) => `type=file,id=${id},src=${value}`)
  ];
  const values = [
    ...valued.map(({ variable, value }) => [variable, value]),
    ...named2.flatMap(({ value }) => given[value] ? [[value, given[value]]] : [])
  ];
  return { entries, environment: Object.fromEntries(values) };
}
function split(entry) {
  const at = entry.indexOf("=");
  return { id: entry.slice(0, at), value: entry.slice(at + 1) };
}
function secretNotices({ secretEnvs }, builds, environment) {
  const empty = secretEnvs.map(split).filter(({ value }) => !environment[value]);
  const args = builds.flatMap(({ args: args2 }) => Object.entries(args2).filter(([, value]) => value !== ""));
  const telling = new Set(args.map(([name]) => name).filter(looksSecret));
  return [
    ...empty.map(
      ({ id, value }) => `secret-envs: ${value} is ${environment[value] === void 0 ? "not set" : "empty"}, so that the secret "${id}" is empty in the build.`
    ),
    ...[...telling].map(
      (name) => `build-args: ${name} looks like a secret, and build arguments can be read from the image and its provenance. Use \`secrets\` and RUN --mount=type=secret.`
    )
  ].map((text2) => ({ level: "warning", text: text2 }));
}
var SECRET = new Set(
  "apikey auth credential credentials key passphrase password passwd pwd secret secrets token tokens".split(
    " "
  )
);
var ABOUT = new Set(
  "algorithm file host id length name path public server type uri url user version".split(" ")
);
function looksSecret(name) {
  const words2 = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z0-9]+/);
  return words2.some((word2) => SECRET.has(word2)) && !words2.includes("public") && !ABOUT.has(words2.at(-1) ?? "");
}
// src/plan/defaultContext.ts
function contextOf({ build }, context) {
  return build.context === "workflow" || build.context === "git" ? "." : fillContext(build.context, context);
}
var DEFAULT_CONTEXT = /\{\{\s*defaultContext\s*\}\}/;
function fillContext(text2, { run, git, environment }) {
  const repository = `${run.serverUrl}/${environment.GITHUB_REPOSITORY ?? ""}.git#${git.sha || run.ref}`;
  return text2.replace(new RegExp(DEFAULT_CONTEXT, "g"), repository);
}
function withDefaultContext(inputs, context) {
  const { build } = inputs;
  const contexts = Object.entries(build.buildContexts).map(
    ([name, value]) => [name, value && fillContext(value, context)]
  );
  const secrets = [...build.secrets, ...repositoryToken(inputs, context)];
  return { ...build, secrets, buildContexts: Object.fromEntries(contexts) };
}
function repositoryToken({ build, where }, { run }) {
  const contexts = [build.context, ...Object.values(build.buildContexts)];
  const fetches = contexts.some((text2) => DEFAULT_CONTEXT.test(text2 ?? ""));
  const given = [...build.secrets, ...build.secretEnvs, ...build.secretFiles].some(
    (entry) => entry.startsWith("GIT_AUTH_TOKEN")
  );
  if (!fetches || given || !where.githubToken) return [];
  return [`GIT_AUTH_TOKEN.${new URL(run.serverUrl).host}=${where.githubToken}`];
}
// src/plan/cacheEntries.ts
function entriesOf(build, at) {
  const { registry, gha } = at.uses;
  const ref2 = `type=registry,ref=${at.image?.toLowerCase()}:${tagOf(build)}`;
  const scope = `type=gha,scope=${scopeOf(build, at.image)}`;
  const { folder } = at;
  return {
    from: [
      ...registry.reads ? [ref2] : [],
      ...gha.reads ? [scope] : [],
      ...folder ? [`type=local,${field("src", folder.path)}`] : []
    ],
    to: [
      // a plain image manifest of OCI types is what every registry takes; some know no other cache
      ...registry.writes ? [`${ref2},mode=max,ignore-error=true,image-manifest=true,oci-mediatypes=true`] : [],
      ...gha.writes ? [`${scope},mode=max,ignore-error=true`] : [],
      ...folder?.next === void 0 ? [] : [`type=local,${field("dest", folder.next)},mode=max,ignore-error=true`]
    ]
  };
}
function field(name, value) {
  const text2 = `${name}=${value}`;
  return /[",]/.test(text2) ? `"${text2.replaceAll('"', '""')}"` : text2;
}
function tagOf({ variant, platform }) {
  return ["cache", slug(variant), platformSlug(platform)].filter(Boolean).join("-").toLowerCase().slice(0, 128);
}
function scopeOf({ variant, platform }, image) {
  return [image ?? "image", slug(variant), platformSlug(platform)].join(":").toLowerCase();
}
function folderOf(build, { inputs, facts, use }) {
  const names = [facts.image ?? "image", ...build.variant ? [build.variant] : []].map(slug);
  const path = [cacheRoot(inputs, facts.environment), ...names, platformSlug(build.platform)].join("/");
  return {
    id: build.id,
    path,
    next: use.writes ? `${path}.next` : void 0,
    prefix: `publish-image:${scopeOf(build, facts.image)}:`,
    restore: facts.service.reads && !inputs.noCache,
    save: use.writes && facts.service.writes
  };
}
function cacheRoot({ cacheFolder }, environment) {
  if (cacheFolder !== void 0) return cacheFolder.replace(/(?<=.)\/+$/, "");
  if (environment.RUNNER_TOOL_CACHE) return `${environment.RUNNER_TOOL_CACHE}/publish-image/cache`;
  return `${environment.XDG_CACHE_HOME || `${environment.HOME ?? ""}/.cache`}/publish-image`;
}
var slug = (text2) => text2.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, "-");
// src/plan/ownCaches.ts
function hasOwnGha({ cacheFrom, cacheTo }) {
  return [...cacheFrom, ...cacheTo].some((entry) => isOfType(entry, "gha"));
}
// src/plan/cacheNotices.ts
function cacheNotices(inputs, facts, uses) {
  const asked = new Set(inputs.cache);
  const texts = [
    ...ghaTexts(inputs, facts),
    ...asked.has("registry") && facts.image === void 0 ? ["The registry cache is not used: there is no image to keep it beside."] : [],
    ...asked.has("local") && facts.service.available && !facts.service.reads ? [`The local cache is not restored: the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}.`] : [],
    ...readOnlyTexts(inputs, facts, uses)
  ];
  return texts.map((text2) => ({ level: "notice", text: text2 }));
}
function ghaTexts(inputs, { service, ghaFault }) {
  const asked = inputs.cache.includes("gha");
  const auto = inputs.cache.includes("auto") && service.available && !hasOwnGha(inputs);
  const missing = service.missing.join(" and ");
  if (!service.available && (asked || hasOwnGha(inputs)))
    return [
      `The Actions cache (gha) is not used: there is no cache service here, ${missing} ${service.missing.length > 1 ? "are" : "is"} not set.`
    ];
  if (!asked && !auto) return [];
  if (service.mode === "none")
    return ["The Actions cache (gha) is not used: the runner sets ACTIONS_CACHE_MODE=none."];
  return ghaFault === void 0 ? [] : [`The Actions cache (gha) is not used: ${ghaFault}.`];
}
function readOnlyTexts(inputs, facts, uses) {
  const named2 = inputs.cache.filter((kind) => kind !== "auto");
  const readOnly = named2.filter((kind) => uses[kind].reads && !uses[kind].writes);
  const unsaved = named2.includes("local") && uses.local.writes && facts.service.available && !facts.service.writes;
  const because = (kind) => {
    if (facts.untrusted) return "a run that others can start writes no caches";
    if (kind === "registry") return "nothing is pushed";
    return `the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}`;
  };
  const unread = named2.filter((kind) => uses[kind].writes && !uses[kind].reads);
  const reasons = Map.groupBy(readOnly, because);
  return [
    ...[...reasons].map(([reason, kinds]) => `Only read: cache ${kinds.join(", ")}, since ${reason}.`),
    ...unread.map(
      (kind) => `Only written: cache ${kind}, since the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}.`
    ),
    ...unsaved ? [`The local cache is not saved, since ${because("local")}.`] : []
  ];
}
// src/plan/caches.ts
function planCaches(inputs, facts) {
  const builds = inputs.call === void 0 || inputs.call === "build";
  if (!builds) return { targets: {}, folders: [], notices: [] };
  const uses = planUses(inputs, facts);
  const folders = uses.local.reads || uses.local.writes ? facts.builds.map((build) => folderOf(build, { inputs, facts, use: uses.local })) : [];
  const targets = facts.builds.map((build, index) => {
    const entries = entriesOf(build, { uses, image: facts.image, folder: folders[index] });
    return [build.id, inputs.noCache ? { ...entries, from: [] } : entries];
  });
  return { targets: Object.fromEntries(targets), folders, notices: cacheNotices(inputs, facts, uses) };
}
function wantsActionsCache(inputs, service) {
  const asked = inputs.cache.includes("gha") || inputs.cache.includes("auto");
  return asked && service.available && service.mode !== "none" || hasOwnGha(inputs);
}
function planUses(inputs, facts) {
  const asked = new Set(inputs.cache);
  const { service, untrusted } = facts;
  const allowed = facts.ghaFault === void 0;
  const gha = asked.has("gha") || asked.has("auto") && !hasOwnGha(inputs);
  const registry = asked.has("registry") && facts.image !== void 0;
  const local = asked.has("local");
  return {
    registry: { reads: registry, writes: registry && facts.push && !untrusted },
    gha: { reads: gha && allowed && service.reads, writes: gha && allowed && service.writes && !untrusted },
    local: { reads: local, writes: local && !untrusted }
  };
}
// src/plan/bakeLimits.ts
function limitsOf(inputs) {
  return {
    ...inputs.noCache && { "no-cache": true },
    ...inputs.noCacheFilters.length > 0 && { "no-cache-filter": inputs.noCacheFilters },
    ...inputs.pull && { pull: true },
    ...inputs.network !== void 0 && { network: inputs.network },
    ...inputs.shmSize !== void 0 && { "shm-size": inputs.shmSize },
    ...inputs.ulimit.length > 0 && { ulimits: inputs.ulimit },
    ...inputs.addHosts.length > 0 && {
      "extra-hosts": Object.fromEntries(hostsOf(inputs).map(lastAddress))
    },
    ...inputs.allow.length > 0 && { entitlements: inputs.allow },
    ...inputs.call !== void 0 && inputs.call !== "build" && { call: inputs.call }
  };
}
function hostsOf({ addHosts }) {
  const hosts = /* @__PURE__ */ new Map();
  for (const entry of addHosts) {
    const at = entry.search(/[:=]/);
    const name = entry.slice(0, at);
    hosts.set(name, [...new Set(hosts.get(name)).add(entry.slice(at + 1))]);
  }
  return [...hosts];
}
var lastAddress = ([name, addresses]) => [
  name,
  addresses.at(-1) ?? ""
];
var URL_OF_FILE = /^https?:\/\//i;
function planBeyondBake(inputs, files) {
  const others = hostsOf(inputs).flatMap(
    ([name, addresses]) => addresses.slice(0, -1).map((address) => `--add-host=${name}:${address}`)
  );
  const flags = [
    ...inputs.cgroupParent === void 0 ? [] : [`--cgroup-parent=${inputs.cgroupParent}`],
    ...others
  ];
  const isFetched = files.some((file) => file !== void 0 && URL_OF_FILE.test(file));
  return flags.length > 0 || isFetched ? flags : void 0;
}
function planAllow({ ssh, allow }) {
  return ["fs=*", ...ssh.length > 0 ? ["ssh"] : [], ...allow];
}

// src/plan/cacheService.ts
function cacheServiceOf(environment) {
  const missing = [
    ...environment.ACTIONS_RUNTIME_TOKEN ? [] : ["ACTIONS_RUNTIME_TOKEN"],
    ...environment.ACTIONS_RESULTS_URL || environment.ACTIONS_CACHE_URL ? [] : ["ACTIONS_RESULTS_URL"]
  ];
  const mode = (environment.ACTIONS_CACHE_MODE ?? "").trim().toLowerCase();
  const available = missing.length === 0;
  return {
    available,
    missing,
    mode,
    reads: available && mode !== "none" && mode !== "write-only",
    writes: available && mode !== "none" && mode !== "read"
  };
}
var rename = (...args) => process.getBuiltinModule("node:fs/promises").rename(...args);
var rm = (...args) => process.getBuiltinModule("node:fs/promises").rm(...args);
var mkdir = (...args) => process.getBuiltinModule("node:fs/promises").mkdir(...args);
var readdir = (...args) => process.getBuiltinModule("node:fs/promises").readdir(...args);
var lstat = (...args) => process.getBuiltinModule("node:fs/promises").lstat(...args);
var writeFile = (...args) => process.getBuiltinModule("node:fs/promises").writeFile(...args);
var readFile = (...args) => process.getBuiltinModule("node:fs/promises").readFile(...args);

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

import {
  UserError
} from "./errors.js";
// src/execute/optional.ts
function describeLeftOut(image, reason) {
  return `${image} is optional and was left out: ${reason}`;
}
function noneLeft(undone) {
  return new UserError(`Every registry was optional and failed; nothing was ${undone}.`);
}

import { exec } from "./main.js";
import { readText } from "./main.js";

import { knownPlatform } from "./main.js";
import { parseCsv } from "./main.js";

import {
  __commonJS
} from "./shared.js";
// node_modules/semver/internal/debug.js
var require_debug = __commonJS({
  "node_modules/semver/internal/debug.js"(exports, module) {
    "use strict";
    var debug = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {
    };
    module.exports = debug;
  }
});
// node_modules/semver/internal/constants.js
var require_constants = __commonJS({
  "node_modules/semver/internal/constants.js"(exports, module) {
    "use strict";
    var SEMVER_SPEC_VERSION = "2.0.0";
    var MAX_LENGTH = 256;
    var MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER || /* istanbul ignore next */
    9007199254740991;
    var MAX_SAFE_COMPONENT_LENGTH = 16;
    var MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6;
    var WHITESPACE_CHARACTERS = [
      "	",
      "\n",
      "\v",
      "\f",
      "\r",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      "\u2028",
      "\u2029",
      " ",
      " ",
      "　",
      "\uFEFF"
    ];
    var RELEASE_TYPES = [
      "major",
      "premajor",
      "minor",
      "preminor",
      "patch",
      "prepatch",
      "prerelease"
    ];
    module.exports = {
      MAX_LENGTH,
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_SAFE_INTEGER,
      WHITESPACE_CHARACTERS,
      RELEASE_TYPES,
      SEMVER_SPEC_VERSION,
      FLAG_INCLUDE_PRERELEASE: 1,
      FLAG_LOOSE: 2
    };
  }
});
// node_modules/semver/internal/re.js
var require_re = __commonJS({
  "node_modules/semver/internal/re.js"(exports, module) {
    "use strict";
    var {
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_LENGTH
    } = require_constants();
    var debug = require_debug();
    exports = module.exports = {};
    var re = exports.re = [];
    var safeRe = exports.safeRe = [];
    var src = exports.src = [];
    var safeSrc = exports.safeSrc = [];
    var t = exports.t = {};
    var R = 0;
    var LETTERDASHNUMBER = "[a-zA-Z0-9-]";
    var safeRegexReplacements = [
      ["\\s", 1],
      ["\\d", MAX_LENGTH],
      [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
    ];
    var makeSafeRegex = (value) => {
      for (const [token, max] of safeRegexReplacements) {
        value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
      }
      return value;
    };
    var createToken = (name, value, isGlobal) => {
      const safe = makeSafeRegex(value);
      const index = R++;
      debug(name, index, value);
      t[name] = index;
      src[index] = value;
      safeSrc[index] = safe;
      re[index] = new RegExp(value, isGlobal ? "g" : void 0);
      safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
    };
    createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
    createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
    createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
    createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
    createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
    createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
    createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
    createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
    createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
    createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
    createToken("FULL", `^${src[t.FULLPLAIN]}$`);
    createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
    createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
    createToken("GTLT", "((?:<|>)?=?)");
    createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
    createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
    createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
    createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COERCEPLAIN", `${"(^|[^\\d])(\\d{1,"}${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
    createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
    createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
    createToken("COERCERTL", src[t.COERCE], true);
    createToken("COERCERTLFULL", src[t.COERCEFULL], true);
    createToken("LONETILDE", "(?:~>?)");
    createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
    exports.tildeTrimReplace = "$1~";
    createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
    createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("LONECARET", "(?:\\^)");
    createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
    exports.caretTrimReplace = "$1^";
    createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
    createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
    createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
    createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
    exports.comparatorTrimReplace = "$1$2$3";
    createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
    createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
    createToken("STAR", "(<|>)?=?\\s*\\*");
    createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
    createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
  }
});
// node_modules/semver/internal/parse-options.js
var require_parse_options = __commonJS({
  "node_modules/semver/internal/parse-options.js"(exports, module) {
    "use strict";
    var looseOption = Object.freeze({ loose: true });
    var emptyOpts = Object.freeze({});
    var parseOptions = (options) => {
      if (!options) {
        return emptyOpts;
      }
      if (typeof options !== "object") {
        return looseOption;
      }
      return options;
    };
    module.exports = parseOptions;
  }
});
// node_modules/semver/internal/identifiers.js
var require_identifiers = __commonJS({
  "node_modules/semver/internal/identifiers.js"(exports, module) {
    "use strict";
    var numeric = /^[0-9]+$/;
    var compareIdentifiers2 = (a, b) => {
      if (typeof a === "number" && typeof b === "number") {
        return a === b ? 0 : a < b ? -1 : 1;
      }
      const anum = numeric.test(a);
      const bnum = numeric.test(b);
      if (anum && bnum) {
        a = +a;
        b = +b;
      }
      return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
    };
    var rcompareIdentifiers = (a, b) => compareIdentifiers2(b, a);
    module.exports = {
      compareIdentifiers: compareIdentifiers2,
      rcompareIdentifiers
    };
  }
});
// node_modules/semver/classes/semver.js
var require_semver = __commonJS({
  "node_modules/semver/classes/semver.js"(exports, module) {
    "use strict";
    var debug = require_debug();
    var { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants();
    var { safeRe: re, t } = require_re();
    var parseOptions = require_parse_options();
    var { compareIdentifiers: compareIdentifiers2 } = require_identifiers();
    var isPrereleaseIdentifier = (prerelease, identifier) => {
      const identifiers = identifier.split(".");
      if (identifiers.length > prerelease.length) {
        return false;
      }
      for (let i = 0; i < identifiers.length; i++) {
        if (compareIdentifiers2(prerelease[i], identifiers[i]) !== 0) {
          return false;
        }
      }
      return true;
    };
    var SemVer = class _SemVer {
      constructor(version, options) {
        options = parseOptions(options);
        if (version instanceof _SemVer) {
          if (version.loose === !!options.loose && version.includePrerelease === !!options.includePrerelease) {
            return version;
          } else {
            version = version.version;
          }
        } else if (typeof version !== "string") {
          throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`);
        }
        if (version.length > MAX_LENGTH) {
          throw new TypeError(
            `version is longer than ${MAX_LENGTH} characters`
          );
        }
        debug("SemVer", version, options);
        this.options = options;
        this.loose = !!options.loose;
        this.includePrerelease = !!options.includePrerelease;
        const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
        if (!m) {
          throw new TypeError(`Invalid Version: ${version}`);
        }
        this.raw = version;
        this.major = +m[1];
        this.minor = +m[2];
        this.patch = +m[3];
        if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
          throw new TypeError("Invalid major version");
        }
        if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
          throw new TypeError("Invalid minor version");
        }
        if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
          throw new TypeError("Invalid patch version");
        }
        if (!m[4]) {
          this.prerelease = [];
        } else {
          this.prerelease = m[4].split(".").map((id) => {
            if (/^[0-9]+$/.test(id)) {
              const num = +id;
              if (num >= 0 && num < MAX_SAFE_INTEGER) {
                return num;
              }
            }
            return id;
          });
        }
        this.build = m[5] ? m[5].split(".") : [];
        this.format();
      }
      format() {
        this.version = `${this.major}.${this.minor}.${this.patch}`;
        if (this.prerelease.length) {
          this.version += `-${this.prerelease.join(".")}`;
        }
        return this.version;
      }
      toString() {
        return this.version;
      }
      compare(other) {
        debug("SemVer.compare", this.version, this.options, other);
        if (!(other instanceof _SemVer)) {
          if (typeof other === "string" && other === this.version) {
            return 0;
          }
          other = new _SemVer(other, this.options);
        }
        if (other.version === this.version) {
          return 0;
        }
        return this.compareMain(other) || this.comparePre(other);
      }
      compareMain(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.major < other.major) {
          return -1;
        }
        if (this.major > other.major) {
          return 1;
        }
        if (this.minor < other.minor) {
          return -1;
        }
        if (this.minor > other.minor) {
          return 1;
        }
        if (this.patch < other.patch) {
          return -1;
        }
        if (this.patch > other.patch) {
          return 1;
        }
        return 0;
      }
      comparePre(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.prerelease.length && !other.prerelease.length) {
          return -1;
        } else if (!this.prerelease.length && other.prerelease.length) {
          return 1;
        } else if (!this.prerelease.length && !other.prerelease.length) {
          return 0;
        }
        let i = 0;
        do {
          const a = this.prerelease[i];
          const b = other.prerelease[i];
          debug("prerelease compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers2(a, b);
          }
        } while (++i);
      }
      compareBuild(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        let i = 0;
        do {
          const a = this.build[i];
          const b = other.build[i];
          debug("build compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers2(a, b);
          }
        } while (++i);
      }
      // preminor will bump the version up to the next minor release, and immediately
      // down to pre-release. premajor and prepatch work the same way.
      inc(release, identifier, identifierBase) {
        if (release.startsWith("pre")) {
          if (!identifier && identifierBase === false) {
            throw new Error("invalid increment argument: identifier is empty");
          }
          if (identifier) {
            const match2 = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
            if (!match2 || match2[1] !== identifier) {
              throw new Error(`invalid identifier: ${identifier}`);
            }
          }
        }
        switch (release) {
          case "premajor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor = 0;
            this.major++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "preminor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "prepatch":
            this.prerelease.length = 0;
            this.inc("patch", identifier, identifierBase);
            this.inc("pre", identifier, identifierBase);
            break;
          // If the input is a non-prerelease version, this acts the same as
          // prepatch.
          case "prerelease":
            if (this.prerelease.length === 0) {
              this.inc("patch", identifier, identifierBase);
            }
            this.inc("pre", identifier, identifierBase);
            break;
          case "release":
            if (this.prerelease.length === 0) {
              throw new Error(`version ${this.raw} is not a prerelease`);
            }
            this.prerelease.length = 0;
            break;
          case "major":
            if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) {
              this.major++;
            }
            this.minor = 0;
            this.patch = 0;
            this.prerelease = [];
            break;
          case "minor":
            if (this.patch !== 0 || this.prerelease.length === 0) {
              this.minor++;
            }
            this.patch = 0;
            this.prerelease = [];
            break;
          case "patch":
            if (this.prerelease.length === 0) {
              this.patch++;
            }
            this.prerelease = [];
            break;
          // This probably shouldn't be used publicly.
          // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
          case "pre": {
            const base = Number(identifierBase) ? 1 : 0;
            if (this.prerelease.length === 0) {
              this.prerelease = [base];
            } else {
              let i = this.prerelease.length;
              while (--i >= 0) {
                if (typeof this.prerelease[i] === "number") {
                  this.prerelease[i]++;
                  i = -2;
                }
              }
              if (i === -1) {
                if (identifier === this.prerelease.join(".") && identifierBase === false) {
                  throw new Error("invalid increment argument: identifier already exists");
                }
                this.prerelease.push(base);
              }
            }
            if (identifier) {
              let prerelease = [identifier, base];
              if (identifierBase === false) {
                prerelease = [identifier];
              }
              if (isPrereleaseIdentifier(this.prerelease, identifier)) {
                const prereleaseBase = this.prerelease[identifier.split(".").length];
                if (isNaN(prereleaseBase)) {
                  this.prerelease = prerelease;
                }
              } else {
                this.prerelease = prerelease;
              }
            }
            break;
          }
          default:
            throw new Error(`invalid increment argument: ${release}`);
        }
        this.raw = this.format();
        if (this.build.length) {
          this.raw += `+${this.build.join(".")}`;
        }
        return this;
      }
    };
    module.exports = SemVer;
  }
});
// node_modules/semver/functions/compare.js
var require_compare = __commonJS({
  "node_modules/semver/functions/compare.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var compare = (a, b, loose) => new SemVer(a, loose).compare(new SemVer(b, loose));
    module.exports = compare;
  }
});
// node_modules/semver/functions/parse.js
var require_parse = __commonJS({
  "node_modules/semver/functions/parse.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse = (version, options, throwErrors = false) => {
      if (version instanceof SemVer) {
        return version;
      }
      try {
        return new SemVer(version, options);
      } catch (er) {
        if (!throwErrors) {
          return null;
        }
        throw er;
      }
    };
    module.exports = parse;
  }
});

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
function mayFloat(gitTag, prefix) {
  return /^\d+(\.\d+)?$/.test(versionFromRef(gitTag, prefix));
}
function isFloatingGitTag(gitTag, gitTags, prefix) {
  if (!mayFloat(gitTag, prefix)) return false;
  return gitTags.some(
    (other) => other.startsWith(`${gitTag}.`) && versionNumbers(versionFromRef(other, prefix)) !== void 0
  );
}

import {
  __toESM as __toESM2
} from "./shared.js";
// src/plan/versionOrder.ts
var import_compare = __toESM2(require_compare(), 1);
var import_parse2 = __toESM2(require_parse(), 1);
var PRERELEASE_WORD = /(?<![a-z])(?:a|b|c|rc|alpha|beta|pre|preview|dev|nightly|snapshot)[._-]?\d*$/i;
function compareVersions(first, second) {
  const a = order(first);
  const b = order(second);
  if (!a || !b) return void 0;
  if (a.semver !== void 0 && b.semver !== void 0) return named((0, import_compare.default)(a.semver, b.semver));
  return shapeOf(a) === shapeOf(b) ? named(compareNumbers(numbersOf(a), numbersOf(b))) : void 0;
}
function isVersion(text2) {
  return VERSION2.test(text2);
}
var VERSION2 = /^v?\d/;
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
function isSemver(text2) {
  return order(text2)?.semver !== void 0;
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
function order(text2) {
  if (!isVersion(text2)) return void 0;
  const ordered = orders.get(text2) ?? readOrder(text2.startsWith("v") ? text2.slice(1) : text2);
  orders.set(text2, ordered);
  return ordered;
}
function readOrder(version) {
  const parsed = (0, import_parse2.default)(version);
  const semver2 = parsed && parsed.version === version.split("+")[0] ? parsed : void 0;
  const prerelease = semver2 === void 0 ? PRERELEASE_WORD.test(version) : (parsed?.prerelease.length ?? 0) > 0;
  return { semver: semver2, text: version, prerelease };
}
function shapeOf({ text: text2 }) {
  return text2.replace(/\d+/g, "N");
}
function numbersOf({ text: text2 }) {
  return (text2.match(/\d+/g) ?? []).map(BigInt);
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

import { TAG, formatPlatform as formatPlatform2, parseRepository } from "./main.js";
import { asObject } from "./main.js";

// src/context/gitTags.ts
var VERSION3 = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?$/;
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
  const match2 = VERSION3.exec(version);
  if (!match2) return void 0;
  const major = Number(match2[1]);
  const minor = Number(match2[2]);
  const patch = Number(match2[3]);
  if (Math.max(major, minor, patch) > Number.MAX_SAFE_INTEGER) return void 0;
  const prerelease = match2[4] === void 0 ? RELEASED : identifiersOf(match2[4], known);
  return { gitTag, version, major, minor, patch, prerelease };
}
var RELEASED = [];
function identifiersOf(text2, known) {
  const parsed = known.get(text2) ?? text2.split(".").map((part) => /^\d+$/.test(part) ? Number(part) : part);
  known.set(text2, parsed);
  return parsed;
}
function compareVersions2(a, b) {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (core !== 0 || a.prerelease.length === 0 && b.prerelease.length === 0) return core;
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length - a.prerelease.length;
  for (let at = 0; at < Math.min(a.prerelease.length, b.prerelease.length); at++) {
    const order2 = compareIdentifiers(a.prerelease[at] ?? 0, b.prerelease[at] ?? 0);
    if (order2 !== 0) return order2;
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
  const kind = pushed && kindOf(pushed);
  const fits = (tag) => {
    if (tag.prerelease.length > 0 && (kind === void 0 || kindOf(tag) !== kind)) return false;
    if (range && (compareVersions2(tag, range.from) < 0 || compareVersions2(tag, range.below) >= 0))
      return false;
    return !pushed || compareVersions2(tag, pushed) < 0;
  };
  return tags.filter(fits);
}
function kindOf({ prerelease: [first] }) {
  return typeof first === "string" ? first.replace(/\d+$/, "") || first : first;
}
function highestVersion(tags) {
  return tags.reduce(
    (best, tag) => best && compareVersions2(best, tag) >= 0 ? best : tag,
    void 0
  );
}

import {
  UserError as UserError2,
  faultsError,
  messageOf,
  nearestWord,
  suggest
} from "./errors.js";
import {
  __toESM as __toESM3
} from "./shared.js";
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
  const field2 = (name) => Number(parts[name]);
  const wall = Date.UTC(
    field2("year"),
    field2("month") - 1,
    field2("day"),
    field2("hour"),
    field2("minute"),
    field2("second")
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
    throw new UserError2(`"${zone}" is no time zone; write one such as UTC or Europe/Berlin`, { cause });
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
  if (Number.isNaN(date.getTime())) throw new UserError2("the date is not valid");
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
    defaultBranch: text(asObject(context.run.payload.repository).default_branch) ?? context.repository.defaultBranch
  };
}
function refOf({ run }) {
  const number = run.payload.number ?? asObject(run.payload.pull_request).number;
  return run.event.includes("pull_request_target") && number !== void 0 ? `refs/pull/${String(number)}/merge` : run.ref;
}
function baseRefOf({ run }) {
  const ofPullRequest = text(asObject(asObject(run.payload.pull_request).base).ref);
  const told = ofPullRequest ?? text(run.payload.base_ref) ?? (run.baseRef || void 0);
  return told?.replace(/^refs\/heads\//, "");
}
function shaOf({ run, git, environment }) {
  const head = text(asObject(asObject(run.payload.pull_request).head).sha);
  const wanted = /true/i.test(environment.DOCKER_METADATA_PR_HEAD_SHA ?? "") && run.event.includes("pull_request");
  return wanted && head !== void 0 ? head : git.sha;
}
function shortSha(sha2, environment) {
  const told = environment.DOCKER_METADATA_SHORT_SHA_LENGTH;
  const length = told ? Number(told) : DEFAULT_SHORT_SHA;
  if (!Number.isInteger(length) || length < 1) {
    throw new UserError2(`DOCKER_METADATA_SHORT_SHA_LENGTH is "${told}"; expected a whole number, such as 12`);
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
      throw new UserError2(`"${unknown}" is no option of {{${name}}}; ${suggest(unknown, ["tz"])}`);
    return formatDate(date, argument, tz);
  };
}
function commitTime({ git, run, now }) {
  if (git.commitTime) return git.commitTime;
  const commits = Array.isArray(run.payload.commits) ? run.payload.commits.map(asObject) : [];
  const commit = [...commits, asObject(run.payload.head_commit)].find(({ id }) => id === git.sha);
  const told = text(commit?.timestamp);
  return told === void 0 ? now : new Date(told);
}
function isDefaultBranch({ run }, { branch, gitTag, pullRequest, defaultBranch }) {
  if (gitTag === void 0 && pullRequest === void 0 && branch === void 0) return false;
  return branch !== void 0 && branch === defaultBranch || DEFAULT_BRANCH_EVENTS.test(run.event);
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
  const unique = fields.find((field22) => Object.hasOwn(UNIQUE, field22));
  if (unique !== void 0) return immutable(rule, `names ${UNIQUE[unique]}`);
  const has = (field22) => fields.includes(field22);
  if (has("major") && has("minor") && has("patch") && !origin.prerelease)
    return immutable(rule, "names all of a version");
  if (has("major") && numbers) return inScope(origin, numbers);
  const field2 = OF_COMMITS.find(has);
  if (field2 !== void 0 || origin.follows === "commits") {
    return {
      guard: { kind: "ancestry" },
      because: `floating: ${rule} ${field2 ? `follows {{${field2}}}` : "names no build"}; moves along the commits`
    };
  }
  return {
    guard: { kind: "version", prerelease: origin.prerelease },
    because: `floating: ${rule} names no version; moves to the highest ${kindOf2(origin)}`
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
    because: `floating: ${origin.rule} names a part of the version; moves to the highest ${kindOf2(origin)} of ${major}${minorCounts ? `.${minor}` : ""}`
  };
}
function kindOf2({ prerelease }) {
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
var BRACES = /\\\{\{|\{\{\{((?:[^{}]|\{(?!\{))*)\}\}\}|\{\{(~?)(!--[\s\S]*?--|(?:'[^']*'|"[^"]*"|[^{}'"]|\{(?!\{))*?)(~?)\}\}/g;
var ARGUMENT = /\s*(?:([\w-]+)=)?(?:'([^']*)'|"([^"]*)"|([^\s'"=]+))/y;
function parseTemplate(source) {
  const segments = [];
  let at = 0;
  let trimNext = false;
  const addText = (text2) => {
    if (text2.includes("{{")) throw new UserError2(`"${source}" has "{{" without "}}"`);
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
    throw new UserError2(
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
      throw new UserError2(
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
  const origin = originOf2(template, facts);
  const missing = reasonToLeaveOut(template, { ...facts, absent, origin });
  if (missing !== void 0) return { missing };
  const named2 = version === void 0 ? {} : { version, label: version };
  const source = `${facts.rule.name}'s ${template.source}`;
  return { value: { text: text2, latest: false, origin, source, ...named2 } };
}
function reasonToLeaveOut({ names }, {
  absent,
  origin,
  version,
  numbers
}) {
  const [field2] = absent;
  if (field2 !== void 0) {
    return `{{${field2}}} has no value ${version === void 0 ? "in this run" : `for version ${version}`}`;
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
function originOf2(template, facts) {
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
    throw new UserError2(
      word2 === "" ? "a trigger is missing; name one of tag GLOB, branch GLOB, schedule, dispatch, pull_request" : `the trigger "${word2}" is not known; ${suggest(word2, KINDS)}`
    );
  if (more.length > 0)
    throw new UserError2(
      `"${text2.trim()}" has more than one pattern; write "${kind} ${glob}, ${kind} ${more[0]}"`
    );
  if (kind !== "tag" && kind !== "branch") {
    if (glob !== void 0)
      throw new UserError2(`the trigger "${kind}" takes no pattern; leave "${glob}" out`);
    return { kind };
  }
  if (glob === void 0)
    throw new UserError2(
      `the trigger "${kind}" needs a pattern, such as "${kind} ${kind === "tag" ? "v*" : "main"}"`
    );
  if (kind === "branch" && glob === DEFAULT_BRANCH) return { kind: "default-branch" };
  checkGlob(glob);
  return { kind, glob };
}
function checkGlob(glob) {
  try {
    globOf(glob);
  } catch (cause) {
    throw new UserError2(`the pattern "${glob}" cannot be read; write a range upwards, such as [a-z]`, {
      cause
    });
  }
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
  if (name !== "stable" && name !== "beta") return true;
  return version !== void 0 && isVersion(version) && isPrerelease(version) === (name === "beta");
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
    throw new UserError2(
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
  const isOwn = isOccasion(rules, context);
  const counting = (triggers) => isOwn ? triggers.filter(({ kind }) => kind === trigger.kind) : triggers;
  return rules.find(({ name, triggers }) => takes({ name, triggers: counting(triggers) }, occasion));
}
function isOccasion(rules, { trigger: { kind } }) {
  return (kind === "schedule" || kind === "dispatch") && rules.some(({ triggers }) => triggers.some((wanted) => wanted.kind === kind));
}
function resolveChannel(rule, context, known) {
  const { version } = known;
  const numbers = version === void 0 ? void 0 : versionNumbers(version);
  const scope = releaseScope(context, { ...known, channel: rule.name });
  const notices2 = [];
  const values = rule.templates.flatMap((template) => {
    const filled = fillTemplate(template, { rule, context, version, numbers, scope });
    if ("value" in filled) return [filled.value];
    notices2.push({
      level: "notice",
      text: `channel ${rule.name}: "${template.source}" yields no tag: ${filled.missing}`
    });
    return [];
  });
  return { channel: rule.name, values, tags: plainTags(rule, values), notices: notices2 };
}
function plainTags(rule, values) {
  const named2 = values.flatMap(({ text: text2, origin, source }) => {
    const name = cleanName(text2);
    const full = { prerelease: false, ...origin, rule: source ?? rule.name };
    return name === void 0 ? [] : [{ name, ...guardOf(full) }];
  });
  return named2.filter(({ name }, index) => named2.findIndex((other) => other.name === name) === index);
}
// src/plan/attributes.ts
function significantLines(lines2) {
  return lines2.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function parseAttributeLine(line) {
  const outer = csvFields(line);
  const inner = outer.length === 1 && line.startsWith('"') ? csvFields(outer[0] ?? "") : outer;
  const fields = inner.map((field2) => field2.trim());
  const isBare = (field2) => field2.indexOf("=") <= 0;
  const pairs = fields.filter((field2) => !isBare(field2)).map((field2) => {
    const at = field2.indexOf("=");
    return [field2.slice(0, at).trim().toLowerCase(), field2.slice(at + 1).trim()];
  });
  return { line, bare: fields.filter((field2) => isBare(field2) && field2 !== ""), attributes: pairs };
}
function csvFields(line) {
  try {
    return parseCsv(line)[0] ?? [];
  } catch (cause) {
    throw new UserError2(
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
function coversGlob(wide, narrow2) {
  if (wide === narrow2 || wide === "**") return true;
  return !narrow2.includes("**") && !/[?[]/.test(wide) && globOf(wide).test(narrow2);
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
  if (!template || template.names.some((field2) => ["branch", "number", "base_ref", "tag"].includes(field2)))
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
    if (!(error instanceof UserError2)) throw error;
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
      if (!(error instanceof UserError2)) throw error;
      errors.push(error);
      return void 0;
    }
  });
  const [first] = errors;
  if (first && errors.length === 1) throw first;
  if (first) throw new UserError2(errors.map(({ message }) => message).join("\n"));
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
var IMAGE_TAGS = /* @__PURE__ */ new Map([
  ["stable", "{{version}} {{major}}.{{minor}} {{major}} latest stable"],
  ["beta", "{{version}} beta"],
  ["nightly", "nightly nightly-{{date 'YYYYMMDD'}}"],
  ["edge", "edge sha-{{sha}}"]
]);
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
    throw new UserError2(
      'expected "name: trigger[, trigger] [=> image tags]", such as "stable: tag v* => {{version}} latest"'
    );
  if (tags === "") throw new UserError2('there are no image tags after "=>"; name some, or leave "=>" out');
  const wanted = triggers.split(",").map(parseTrigger);
  const templates = splitTags(tags ?? usualTags(name, wanted)).map(parseTemplate);
  const unknown = [...new Set(templates.flatMap(({ names }) => names))].filter(
    (field2) => !KNOWN.includes(field2)
  );
  if (unknown.length > 0)
    throw new UserError2(
      unknown.map((field2) => `{{${field2}}} is not known; ${suggest(field2, KNOWN)}`).join("; ")
    );
  return Object.freeze({ line, name, triggers: wanted, templates });
}
function usualTags(name, triggers) {
  if (triggers.every(({ kind }) => kind === "pull_request")) return "pr-{{number}}";
  const ofVersions = triggers.some(({ kind }) => kind === "tag");
  return IMAGE_TAGS.get(name) ?? (ofVersions ? "{{version}} {{channel}}" : "{{channel}} sha-{{sha}}");
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
    throw new UserError2(`"${bare[0]}" has no value; write latest=auto, prefix=…, suffix=… or onlatest=true`);
  let affix2;
  for (const [key, value] of attributes) {
    if (key === "latest") flavor.latest = word(key, value, ["auto", "true", "false"]);
    else if (key === "prefix" || key === "suffix") {
      affix2 = key;
      flavor[key] = value === "" ? void 0 : parseTemplate(value);
    } else if (key === "onlatest") {
      const onLatest = word(key, value, ["true", "false"]) === "true";
      if (affix2 !== void 0) flavor[`${affix2}OnLatest`] = onLatest;
    } else throw new UserError2(`"${key}" is not known; ${suggest(key, KEYS)}`);
  }
}
function word(key, value, words2) {
  const found = words2.find((candidate) => candidate === value);
  if (found === void 0)
    throw new UserError2(
      `${key}=${value} is not known; write one of ${words2.map((each) => `${key}=${each}`).join(", ")}`
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
    throw new UserError2(
      unknown.map((key) => `"${key}" is not known; ${suggest(key, ["name", "enable"])}`).join("; ")
    );
  const given = Object.fromEntries(attributes);
  if (given.name === "" || given.name === void 0 && bare.length === 0)
    throw new UserError2("the name is empty; write name=ghcr.io/owner/app");
  const enable = given.enable ?? "true";
  if (enable !== "true" && enable !== "false")
    throw new UserError2(`enable=${enable} is not known; write enable=true or enable=false`);
  const names = given.name === void 0 ? bare : [given.name];
  const repositories = names.map((name) => repositoryName(name));
  return enable === "true" ? repositories : [];
}
function repositoryName(name) {
  try {
    return parseRepository(name).name;
  } catch (cause) {
    const tagged2 = /^([^@]+):[\w][\w.-]*$/.exec(name)?.[1];
    throw new UserError2(
      tagged2 === void 0 ? "is no image name; write [registry/]path, such as ghcr.io/owner/app" : `is an image with a tag; write ${tagged2} here, and the tag into \`tags\``,
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
  const notices2 = [];
  const warn = (line, problem) => notices2.push({ level: "warning", text: `${input}: "${line}" ${problem}` });
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
  return { entries, notices: notices2 };
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
var ONE_LEVEL = "(?:manifest|index)(?:-descriptor)?(?:\\[[^\\]]+\\])?";
var LEVELS = new RegExp(`^(${ONE_LEVEL}(?:,${ONE_LEVEL})*):(.+)$`);
var LINE = /^([a-z-]+)(?:\[([^\]]+)\])?:([^=]+)=([\s\S]*)$/;
var DEFAULT_LEVELS = "manifest";
function annotationLevels(environment) {
  const told = (environment.DOCKER_METADATA_ANNOTATIONS_LEVELS || DEFAULT_LEVELS).split(",").map((level) => level.trim());
  return [...new Set(told.filter(Boolean))];
}
function annotationLines(standard, user, levels) {
  const levelled = user.flatMap(([key, value]) => {
    const [, named2 = "", rest = ""] = LEVELS.exec(key) ?? [];
    return named2.split(",").flatMap((level) => level ? [{ level, entry: [rest, value] }] : []);
  });
  const everywhere = user.filter(([key]) => !LEVELS.test(key));
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
function annotationsAt(annotations, level, platform) {
  const name = platform && formatPlatform2(platform);
  const found = annotations.flatMap((line) => {
    const [, at, only = name, key = "", value = ""] = LINE.exec(line) ?? [];
    return at === level && only === name ? [[key, value]] : [];
  });
  return Object.fromEntries(found);
}
// src/plan/bakeFile.ts
function bakeFiles({
  target: target2,
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
    all: format(target2, { tags, labels, args }),
    tags: format(target2, { tags, args }),
    labels: format(target2, { labels }),
    annotations: format(target2, { annotations })
  };
}
function format(target2, definition) {
  return JSON.stringify({ target: { [target2]: definition } }, escaped, 2);
}
function escaped(_key, value) {
  if (typeof value === "string") return escapeTemplate(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field2]) => [escapeTemplate(name), field2]));
}
var escapeTemplate = (text2) => text2.replaceAll(/[$%](?=\{)/g, "$&$&");
// src/plan/metadataOutputs.ts
function metadataOutputs(facts) {
  const { version, images, tagNames, labels, annotations, separators } = facts;
  const named2 = images.flatMap((image) => tagNames.map((name) => `${image}:${name}`));
  const tags = images.length > 0 ? named2 : tagNames;
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
function ruleType({ parse: parse2, resolve: resolve2, ...rest }) {
  const bind = (given) => {
    const attributes = parse2(given);
    return (facts) => resolve2(attributes, facts);
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
  throw new UserError2(
    `"${name}" is missing; write ${name}=${example}${misspelt === void 0 ? "" : `, not ${misspelt}=`}`
  );
}
function oneOf(given, name, words2) {
  const found = words2.find((word2) => word2 === given);
  if (found === void 0)
    throw new UserError2(
      `${name}=${given ?? ""} is not known; write one of ${words2.map((word2) => `${name}=${word2}`).join(", ")}`
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
function parsePattern(name, text2, flags = "") {
  try {
    return new RegExp(text2, flags);
  } catch (cause) {
    throw new UserError2(`${name}=${text2} is no regular expression: ${messageOf(cause)}`, { cause });
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
    pattern: patternOf(required(given, "pattern", "\\d.\\d.\\d")),
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
function patternOf(text2) {
  const [, body = text2, flags] = /^\/(.+)\/(.*)$/.exec(text2) ?? [];
  return parsePattern("pattern", body, flags);
}
function groupOf(text2) {
  const group = Number(text2 || "NaN");
  if (!Number.isInteger(group) || group < 0)
    throw new UserError2(`group=${text2} is no number; write group=1 for the first parentheses`);
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
    // docker/metadata-action puts dashes between the parts of a local version
    version: () => version.replaceAll(/(?<=\+.*)\./g, "-"),
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
    const named2 = version !== void 0 && value.names.includes("version") ? { version, label: version } : {};
    return {
      values: [
        {
          text: rendered.text,
          latest: false,
          origin: { ...origin, follows: ofTag ? "versions" : "commits" },
          ...named2
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
var import_parse3 = __toESM3(require_parse(), 1);
var semver = versionRule({
  name: "semver",
  special: "prerelease",
  refusal: "is no SemVer version, so there is no tag; see https://semver.org",
  read: readSemver
});
function readSemver(text2) {
  const parsed = (0, import_parse3.default)(text2);
  if (!parsed) return void 0;
  const { version, major, minor, patch, prerelease, build } = parsed;
  const fields = {
    raw: () => text2,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch),
    // docker/metadata-action puts dashes between identifiers
    prerelease: () => prerelease.join("-"),
    build: () => build.join("-")
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
  const resolve2 = type.bind(given);
  const prefix = given.prefix ?? type.prefix?.(given);
  return Object.freeze({
    line,
    type: type.name,
    priority: priorityOf(given.priority, type),
    enable: enableOf(given.enable),
    own: { prefix: affix(prefix), suffix: affix(given.suffix) },
    resolve: resolve2,
    warnings: oddities(written, type)
  });
}
function refuseReference(word2) {
  const [, image, tag] = /^([^\s{}]+):([\w][\w.-]*)$/.exec(word2) ?? [];
  if (image !== void 0)
    throw new UserError2(`is a whole reference; write ${image} into \`images\`, and ${tag} here`);
}
function typeNamed(name) {
  const type = ruleTypes.find((candidate) => candidate.name === name);
  if (!type)
    throw new UserError2(
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
    throw new UserError2(
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
    throw new UserError2(`enable comes to "${text2}"; expected true or false`);
  return text2 === "true";
}
function oddities({ attributes, bare }, type) {
  const own = type.attributes.map(({ name }) => name);
  const known = [...own, ...commonAttributes.map(({ name }) => name), "type"];
  const unknown = attributes.map(([key]) => key).filter((key) => !known.includes(key));
  const words2 = own.includes("value") ? bare.slice(0, -1) : bare;
  return [
    ...unknown.map(
      (key) => `"${key}" is no attribute of type=${type.name}, and ignored; ${suggest(key, known)}`
    ),
    ...words2.map((word2) => `"${word2}" has no meaning here, and is ignored`)
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
      { tag: { name, ...guardOf(originOf22(value, { rule, affixes, facts })) }, text: text2, rule: rule.line, value }
    ];
  });
}
function originOf22({ origin, source }, { rule, affixes, facts }) {
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
  const named2 = rules.flatMap((rule) => {
    const warn = (text2) => warnings.push(`tags: "${rule.line}": ${text2}`);
    return noteFaults(faults, rule.line, () => resolveRule(rule, { flavor, facts, warn }));
  });
  if (faults.length > 0) throw faultsError("tags", faults);
  const [first] = named2;
  const latest = first !== void 0 && (flavor.latest === "auto" ? first.value.latest : flavor.latest === "true");
  const unique = withoutDoubles(named2, (text2) => warnings.push(text2));
  const ofVersions = named2.some(({ value }) => value.origin.follows === "versions");
  return {
    tags: latest ? withLatest(unique, { flavor, facts, follows: ofVersions ? "versions" : "commits" }) : unique,
    version: first && (first.value.label ?? first.tag.name),
    sourceVersion: named2.find(({ value }) => value.version !== void 0)?.value.version,
    latest,
    notices: warnings.map((text2) => ({ level: "warning", text: text2 }))
  };
}
function withoutDoubles(named2, warn) {
  const seen = /* @__PURE__ */ new Map();
  for (const each of named2) {
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
    labels: all,
    annotations: levelled,
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
  if (faults.length > 0) throw new UserError2(`Input variants: ${faults.join("; ")}`);
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
  const platforms2 = linesOf(fields.platforms?.replaceAll(",", "\n")).flatMap((text2) => {
    try {
      return [knownPlatform(text2)];
    } catch (error) {
      fault(messageOf(error));
      return [];
    }
  });
  return {
    name,
    file: fields.file || void 0,
    target: fields.target || void 0,
    platforms: platforms2.length > 0 ? platforms2 : void 0,
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
    throw new UserError2(`Input variants: ${faults.join("; ")}`, {
      hint: "Give all but one of them a suffix, such as -alpine, or tags of their own."
    });
}
// src/stages/pushes.ts
function pushes(inputs, { trigger, run }) {
  const { call } = inputs.build;
  if (call !== void 0 && call !== "build") {
    if (inputs.where.push === "true")
      throw new UserError2(`call: ${call} builds nothing, so that push: true cannot be`);
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
// src/stages/siblingTags.ts
async function withSiblingTags({ what }, { context, access }, exec2) {
  const { trigger, git } = context;
  const gitTag = "gitTag" in trigger ? trigger.gitTag : void 0;
  if (gitTag === void 0 || !mayFloat(gitTag, what.tagPrefix)) return context;
  const isWhole = git.root !== void 0 && !git.shallow && git.gitTags.length > 1;
  if (isWhole || isFloatingGitTag(gitTag, git.gitTags, what.tagPrefix)) return context;
  const { readTagsOf } = await import("./context-historyFetch.js");
  const gitTags = await readTagsOf(exec2, await access(), git.sha).catch(() => void 0);
  return gitTags ? { ...context, git: { ...git, gitTags: [...gitTags] } } : context;
}
// src/stages/wantedVersion.ts
function wantedVersion(inputs, context, channel2) {
  const { trigger } = context;
  const onBranch = trigger.kind === "branch" || trigger.kind === "dispatch" ? trigger.branch : void 0;
  const stable = onBranch !== void 0 && (onBranch === refFacts(context).defaultBranch || maintenanceRange(onBranch) !== void 0 || channel2?.name === "stable");
  if (inputs.what.release === "auto" && stable)
    return { wanted: { kind: "release" }, needed: true, skips: false };
  if (!channel2) return void 0;
  const names = channel2.templates.flatMap((template) => template.names);
  const needed = names.some((name) => VERSION_FIELDS.has(name));
  const skips = names.some((name) => name !== "base_version" && VERSION_FIELDS.has(name));
  if (skips && channel2.name !== "stable") checkIdentifier(channel2.name);
  if (trigger.kind === "schedule") return { wanted: { kind: "nightly", name: channel2.name }, needed, skips };
  if (!needed) return void 0;
  return {
    wanted: channel2.name === "stable" ? { kind: "release" } : { kind: "prerelease", name: channel2.name },
    needed,
    skips: skips && channel2.name !== "stable"
  };
}
var VERSION_FIELDS = /* @__PURE__ */ new Set(["version", "major", "minor", "patch", "prerelease", "base_version"]);
function checkIdentifier(name) {
  if (/^[0-9A-Za-z-]*[A-Za-z-][0-9A-Za-z-]*$/.test(name)) return;
  throw new UserError2(`channel ${name}: its versions would be called 1.2.3-${name}.1, which is no SemVer`, {
    hint: "Give the channel a name of letters, digits and dashes, or take version fields out of its image tags."
  });
}
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
    if (!isVersion(version))
      throw new UserError2(`Input version: "${version}" is no version; write one such as 1.2.3`);
    const releaseTag = isOccasion(at.rules, gathered.context) ? void 0 : `${tagPrefix}${version}`;
    return { ...UNKNOWN, version, releaseTag };
  }
  if ("gitTag" in trigger && trigger.gitTag !== void 0)
    return { ...UNKNOWN, version: versionFromRef(trigger.gitTag, tagPrefix) };
  const channel2 = matchChannel(at.rules, gathered.context, tagPrefix);
  const asked = wantedVersion(inputs, gathered.context, usesChannel(inputs) ? channel2 : void 0);
  if (!asked) return UNKNOWN;
  try {
    return await computed(inputs, gathered, { asked, sources: at.sources });
  } catch (error) {
    if (asked.needed || !(error instanceof UserError2)) throw error;
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
  const notices2 = [...result.notices, { level: "notice", text: result.because }];
  return { ...common, notices: notices2, skipped: asked.skips && !isUnconventional(result) };
}
function isUnconventional({ why }) {
  const { counted, ignored } = why.assessment;
  return counted.length === 0 && ignored.length > 0 && ignored.every(({ reason }) => reason === "merge" || reason === "not conventional");
}
function usesChannel({ metadata }) {
  return metadata.tags.length === 0 || metadata.tags.some((line) => /(^|,)\s*type=channel\b/.test(line));
}
// src/stages/release.ts
function imagesOf(inputs, { environment }) {
  const [fault] = listFaults(inputs);
  if (fault) throw fault;
  const { images } = inputs.what;
  if (images.length > 0) return parseImages(images);
  const alone = inputs.what.command === "plan" && inputs.metadata.tags.length > 0;
  return environment.GITHUB_REPOSITORY && !alone ? [`ghcr.io/${environment.GITHUB_REPOSITORY.toLowerCase()}`] : [];
}
function listFaults(inputs) {
  const { what, metadata } = inputs;
  try {
    together([
      () => parseImages(what.images),
      () => parseChannels(metadata.channels, what.tagPrefix),
      () => parseRules(metadata.tags),
      () => parseFlavor(metadata.flavor),
      () => parseVariants(inputs)
    ]);
    return [];
  } catch (error) {
    return [error];
  }
}
function needImages({ what }, images) {
  if (images.length > 0 || what.command === "plan") return;
  const why = what.images.length > 0 ? "`images` enables none" : "neither `images` nor GITHUB_REPOSITORY is set";
  throw new UserError2(`There is no image to ${what.command}: ${why}`, {
    hint: "Set `images`, such as ghcr.io/owner/app."
  });
}
async function resolveRelease(inputs, gathered, sources) {
  const { tagPrefix } = inputs.what;
  const context = await withSiblingTags(inputs, gathered, sources.exec);
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

import { knownPlatform as knownPlatform2 } from "./main.js";
import { isOfType as isOfType2 } from "./main.js";
import { formatPlatform as formatPlatform3, isDockerHub, parsePlatform, parseRepository as parseRepository2, platformSlug as platformSlug2, samePlatform } from "./main.js";
import { isObject, parseJson } from "./main.js";
import "./lean-node-crypto.js";
import {
  UserError as UserError3,
  joinErrors,
  messageOf as messageOf2,
  nearestWord as nearestWord2,
  suggest as suggest2
} from "./errors.js";
import "./shared.js";
import { join } from "node:path";
import { join as join2, resolve } from "node:path";
// src/context/logins.ts
function loginsOf(where, facts) {
  const first = facts.images[0];
  const registry = where.registry ?? (first === void 0 ? "ghcr.io" : parseRepository2(first).registry);
  const single = where.password === void 0 ? [] : [{ host: registry, username: where.username ?? facts.actor, password: where.password }];
  const several = where.registries.flatMap(
    ({ host = "", username, password }) => password ? [{ host, username: username || facts.actor, password }] : []
  );
  const usesGhcr = facts.images.some((image) => parseRepository2(image).registry === "ghcr.io");
  const job = usesGhcr && where.githubToken ? [{ host: "ghcr.io", username: facts.actor || "x-access-token", password: where.githubToken }] : [];
  const logins = /* @__PURE__ */ new Map();
  for (const login of [...single, ...several, ...job]) {
    const host = normalHost(login.host);
    if (!logins.has(host)) logins.set(host, { ...login, host });
  }
  const optional = where.registries.filter((row) => /^true$/i.test(row.optional ?? ""));
  return {
    logins: facts.pushes ? [...logins.values()] : [],
    optionalHosts: optional.map(({ host = "" }) => normalHost(host))
  };
}
function normalHost(text2) {
  const host = text2.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return isDockerHub(host) ? "docker.io" : host;
}
// src/plan/idlePlan.ts
function idlePlan(command, { context, trace, notices: notices2 }, tags) {
  const names = [...new Set(tags.map(({ tag }) => tag))];
  const references = tags.map(({ image, tag }) => `${image}:${tag}`);
  const json = { tags: references, "tag-names": names, labels: {}, annotations: [] };
  const none = "";
  return {
    command,
    channel: void 0,
    version: none,
    why: [],
    push: true,
    changelog: none,
    images: [],
    variants: [],
    platforms: [],
    builds: [],
    metadata: {
      tags: references.join("\n"),
      tagNames: names.join("\n"),
      labels: none,
      annotations: none,
      json: JSON.stringify(json),
      bakeFiles: { all: "{}", tags: "{}", labels: "{}", annotations: "{}" }
    },
    gitSha: context.git.sha,
    buildTime: context.now.toISOString(),
    trace,
    matrix: [],
    phases: [],
    notices: notices2
  };
}
// src/context/buildkitdConfig.ts
async function readBuildkitdConfig(given, environment) {
  if (given.buildkitdConfig !== void 0 && given.buildkitdConfigInline !== void 0) {
    throw new UserError3(
      "Inputs buildkitd-config and buildkitd-config-inline are both set; expected one of them",
      {
        hint: "Leave one of them out."
      }
    );
  }
  if (given.buildkitdConfigInline !== void 0) return given.buildkitdConfigInline;
  if (given.buildkitdConfig !== void 0) return readGiven(given.buildkitdConfig);
  return readText(join(buildxFolder(environment), "buildkitd.default.toml"));
}
async function readGiven(path) {
  return readFile(path, "utf8").catch((cause) => {
    throw new UserError3(`Input buildkitd-config: ${path} cannot be read: ${messageOf2(cause)}`, {
      hint: "Give the path of a buildkitd.toml in the checkout.",
      cause
    });
  });
}
// src/plan/builderName.ts
function jobKeyOf({ environment, now }) {
  const names = ["GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "RUNNER_NAME", "RUNNER_TEMP"];
  const values = names.map((name) => environment[name] ?? "");
  return environment.GITHUB_RUN_ID ? values.join("\n") : now.toISOString();
}
function nameBuilder(options, job) {
  return `publish-image-${hashOf(JSON.stringify([options, job]))}`;
}
function hashOf(text2) {
  let hash = 0xcbf29ce484222325n;
  for (const character of text2) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
// src/plan/builderDrivers.ts
var DRIVERS = ["docker", "docker-container", "remote", "kubernetes"];
var BESIDE = {
  docker: "remote",
  "docker-container": "docker-container",
  remote: "remote",
  kubernetes: "kubernetes"
};
function planDriver(asked, records, engineCan) {
  const joined = sharedDriver(records);
  const driver = asked === "auto" ? autoDriver(joined, engineCan) : parseDriver(asked, "Input driver");
  if (joined === void 0 || BESIDE[driver] === joined) return driver;
  throw new UserError3(
    `Input nodes: driver ${driver} cannot be joined by nodes of driver ${joined}, only of ${BESIDE[driver]}`,
    { hint: "Give all nodes one driver, or leave `driver` out." }
  );
}
function autoDriver(joined, engineCan) {
  if (joined === void 0 || joined === "remote")
    return engineCan ? "docker" : joined ?? "docker-container";
  return joined;
}
function sharedDriver(records) {
  const drivers = new Set(records.map(driverOf));
  if (drivers.size > 1) {
    throw new UserError3(`Input nodes mixes the drivers ${[...drivers].join(", ")}; a builder has one`, {
      hint: "Give all nodes the same `driver`."
    });
  }
  return [...drivers][0];
}
var BUILDKIT_SCHEME = /^(tcp|unix|docker-container|kube-pod):\/\//;
function driverOf(record, index) {
  if (record.driver) return parseDriver(record.driver, `Input nodes, entry ${index + 1}`);
  return BUILDKIT_SCHEME.test(record.endpoint ?? "") ? "remote" : "docker-container";
}
function parseDriver(text2, where) {
  const driver = DRIVERS.find((name) => name === text2);
  if (driver) return driver;
  throw new UserError3(`${where}: "${text2}" is no driver, ${suggest2(text2, DRIVERS)}`, {
    hint: "Leave it out for `auto`."
  });
}
// src/plan/builderOptions.ts
var TEXT = { expected: "a value", pattern: /./ };
var NUMBER = { expected: "a whole number", pattern: /^-?\d+$/ };
var BOOLEAN = { expected: "true or false", pattern: /^(1|0|t|f|true|false)$/i };
var SIZE = { expected: "a size such as 512m or 4g", pattern: /^(-1|\d+(\.\d+)? ?[kmgtp]?i?b?)$/i };
var PATH = { expected: "an absolute path", pattern: /^(\/|[a-z]:[\\/])/i };
var PAIRS = {
  expected: "label=value, several with commas between them",
  pattern: /^[^=,]+=[^=,]*(,[^=,]+=[^=,]*)*$/
};
var BALANCE = { expected: "sticky or random", pattern: /^(sticky|random)$/ };
var DURATION = {
  expected: "a duration such as 90s or 5m",
  pattern: /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/
};
var QUANTITY = {
  expected: "a quantity as Kubernetes writes it, such as 500m, 2, 512Mi or 4Gi",
  pattern: /^\d+(\.\d+)?([mkMGTPE]|[KMGTPE]i|[eE]\d+)?$/
};
var OPTIONS = {
  docker: {},
  "docker-container": {
    ...{ image: TEXT, network: TEXT, "cgroup-parent": TEXT, "restart-policy": TEXT },
    ...{ memory: SIZE, "memory-swap": SIZE, "cpu-quota": NUMBER, "cpu-period": NUMBER, "cpu-shares": NUMBER },
    ...{ "cpuset-cpus": TEXT, "cpuset-mems": TEXT, "default-load": BOOLEAN, "provenance-add-gha": BOOLEAN },
    ...{ "allow-untrusted-image": BOOLEAN }
  },
  remote: { cacert: PATH, cert: PATH, key: PATH, servername: TEXT, "default-load": BOOLEAN },
  kubernetes: {
    ...{ image: TEXT, namespace: TEXT, replicas: NUMBER, timeout: DURATION, loadbalance: BALANCE },
    ...{ "requests.cpu": QUANTITY, "requests.memory": QUANTITY, "requests.ephemeral-storage": QUANTITY },
    ...{ "limits.cpu": QUANTITY, "limits.memory": QUANTITY, "limits.ephemeral-storage": QUANTITY },
    ...{ "persistent-volume-claim.requests.storage": QUANTITY, "buildkit-root-volume-memory": QUANTITY },
    ...{ nodeselector: PAIRS, annotations: PAIRS, labels: PAIRS, tolerations: TEXT },
    ...{ serviceaccount: TEXT, schedulername: TEXT, rootless: BOOLEAN },
    ...{ "qemu.install": BOOLEAN, "qemu.image": TEXT, "default-load": BOOLEAN }
  }
};
function splitOptions(text2) {
  const found = text2.matchAll(/((?:"[^"]*"|[^",;\n])+)/g);
  return [...found].map(([option2]) => option2.replaceAll('"', "").trim()).filter(Boolean);
}
function nameOf(option2) {
  return option2.slice(0, Math.max(0, option2.indexOf("=")));
}
function hasOption(options, name) {
  return options.some((option2) => nameOf(option2) === name);
}
function optionFaults(driver, options) {
  return [...options.flatMap((option2) => optionFault(driver, option2)), ...missingFaults(driver, options)];
}
function kindOf3(driver, name) {
  return Object.hasOwn(OPTIONS[driver], name) ? OPTIONS[driver][name] : void 0;
}
function optionFault(driver, option2) {
  const name = nameOf(option2);
  if (!name) return [`driver-opts: "${option2}" is not key=value; one with a comma in it stands in quotes`];
  const value = option2.slice(name.length + 1);
  const kind = kindOf3(driver, name);
  if (kind) return kind.pattern.test(value) ? [] : [`${name}: expected ${kind.expected}, got "${value}"`];
  const near = nearestWord2(name, Object.keys(OPTIONS[driver]));
  if (near !== void 0) return [`driver ${driver} has no option "${name}"; did you mean "${near}"?`];
  const others = DRIVERS.filter((other) => kindOf3(other, name));
  return others.length > 0 ? [`driver ${driver} has no option "${name}"; ${others.join(" and ")} has`] : [];
}
function missingFaults(driver, options) {
  if (driver !== "remote") return [];
  const has = (name) => hasOption(options, name);
  const needed = [
    ...["cert", "key", "servername"].some(has) ? ["cacert"] : [],
    ...has("cert") ? ["key"] : [],
    ...has("key") ? ["cert"] : []
  ];
  const missing = needed.filter((name) => !has(name));
  return missing.length > 0 ? [`driver-opts lack ${missing.join(" and ")}`] : [];
}
function throwFaults(faults) {
  if (faults.length === 0) return;
  throw new UserError3(faults.join("\n"), {
    hint: "The options of each driver: https://docs.docker.com/build/builders/drivers/"
  });
}
// src/plan/builderNodeRecords.ts
function selectRecords(records, selector) {
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return records;
  const found = records.filter((record) => {
    const labels = labelsOf(record);
    return wanted.every(([key, value]) => key in labels && (value === void 0 || labels[key] === value));
  });
  if (found.length > 0) return found;
  const asked = wanted.map(([key, value]) => value === void 0 ? key : `${key}=${value}`).join(", ");
  const there = records.map(
    (record) => Object.entries(labelsOf(record)).map((pair) => pair.join("=")).join(",")
  );
  throw new UserError3(`Input node-selector: no node has ${asked}`, {
    hint: there.length > 0 ? `The nodes have: ${there.map((text2) => text2 || "(none)").join("; ")}.` : "Name nodes by input nodes."
  });
}
function nodeFrom(record) {
  return {
    name: record.name?.toLowerCase(),
    endpoint: record.endpoint || void 0,
    platforms: words(record.platforms).map(knownPlatform2),
    driverOpts: splitOptions(record["driver-opts"] ?? ""),
    labels: labelsOf(record)
  };
}
var NAME2 = /^[a-z][a-z0-9._-]*$/i;
function nodeFaults(records, driver) {
  const joined = BESIDE[driver];
  const names = records.map(({ name }) => name?.toLowerCase());
  return records.flatMap((record, index) => {
    const { name, endpoint, platforms: platforms2 } = record;
    const faults = [
      ...name !== void 0 && !NAME2.test(name) ? [`name "${name}" has to start with a letter, and letters, digits, ".", "_" and "-" follow`] : [],
      ...name !== void 0 && names.indexOf(name.toLowerCase()) !== index ? [`there is a node "${name}" already`] : [],
      ...endpointFaults(joined, endpoint),
      ...words(platforms2).flatMap(platformFault),
      ...optionFaults(joined, splitOptions(record["driver-opts"] ?? ""))
    ];
    return faults.map((fault) => `Input nodes, entry ${index + 1}: ${fault}`);
  });
}
var REMOTE = /^(docker-container|kube-pod|npipe|ssh|tcp|unix):\/\/./;
function endpointFaults(driver, endpoint) {
  if (driver === "remote" && !endpoint) return ["it lacks the endpoint that its BuildKit listens at"];
  if (driver === "remote" && endpoint && !REMOTE.test(endpoint))
    return [
      `endpoint "${endpoint}" is none of a BuildKit; expected tcp://host:port, unix:///path or ssh://host`
    ];
  if (driver === "kubernetes" && endpoint)
    return [`driver kubernetes takes no endpoint ("${endpoint}"): the cluster is that of KUBECONFIG`];
  return [];
}
function platformFault(text2) {
  try {
    knownPlatform2(text2);
    return [];
  } catch (error) {
    return [messageOf2(error)];
  }
}
var words = (text2 = "") => text2.split(/[\s,;]+/).filter(Boolean);
function labelsOf({ labels = "" }) {
  if (!labels.startsWith('{"')) return Object.fromEntries(words(labels).map(splitPair));
  const map = parseJson(labels);
  if (!isObject(map))
    throw new UserError3(`Input nodes: the labels ${labels} are neither env=prod,arch=arm64 nor a map`);
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value)]));
}
function splitPair(pair) {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}
// src/plan/builderQuotas.ts
var PERIOD_US = 1e5;
var SIZE2 = /^(\d+(?:\.\d+)?)([kmgt]?)i?b?$/i;
function binaryQuantity(size) {
  const [, number = "", unit = ""] = SIZE2.exec(size) ?? [];
  return unit === "" ? number : `${number}${unit.toUpperCase()}i`;
}
function quotaOpts({
  driver,
  record,
  index
}) {
  const { cpus, memory } = record;
  const where = `Input nodes, entry ${index + 1}`;
  if (!cpus && !memory) return [];
  if (driver === "docker" || driver === "remote")
    throw new UserError3(
      `${where}: ${cpus ? "cpus" : "memory"} cannot be set for a node whose BuildKit runs already`,
      {
        hint: "Limit it where it is started, or use driver docker-container or kubernetes."
      }
    );
  if (cpus && !(Number(cpus) > 0)) throw new UserError3(`${where}: cpus "${cpus}" is no number above 0`);
  if (memory && !SIZE2.test(memory))
    throw new UserError3(`${where}: memory "${memory}" is no size, such as 512m or 4g`);
  if (driver === "kubernetes")
    return [
      ...cpus ? [`limits.cpu=${cpus}`] : [],
      ...memory ? [`limits.memory=${binaryQuantity(memory)}`] : []
    ];
  return [
    ...cpus ? [`cpu-period=${PERIOD_US}`, `cpu-quota=${Math.round(Number(cpus) * PERIOD_US)}`] : [],
    ...memory ? [`memory=${memory}`] : []
  ];
}
// src/plan/builderNodes.ts
function planNodes(inputs, engineCan) {
  const selector = inputs.nodeSelector ?? {};
  const selects = Object.keys(selector).length > 0;
  const records = selectRecords(inputs.nodes ?? [], selector);
  const driver = planDriver(inputs.driver, records, engineCan && !selects);
  if (driver === "remote" && records.length === 0) {
    throw new UserError3("Input driver: remote needs input nodes, with the endpoint of each", {
      hint: "For example `nodes: endpoint=tcp://host:1234`."
    });
  }
  throwFaults([
    ...optionFaults(driver, inputs.driverOpts).map((fault) => `Input driver-opts: ${fault}`),
    ...nodeFaults(records, driver)
  ]);
  const nodes = records.map((record, index) => withQuotas(nodeFrom(record), { driver, record, index }));
  if (driver === "docker" || driver === "remote") return { driver, nodes };
  const alone = selects || nodes.some(({ endpoint }) => endpoint === void 0);
  const all = alone ? nodes : [ownNode(inputs), ...nodes];
  return { driver, nodes: all.map((node) => asAsked(node, { inputs, driver })) };
}
function withQuotas(node, at) {
  return { ...node, driverOpts: [...quotaOpts(at), ...node.driverOpts] };
}
var ownNode = ({ driverOpts }) => ({
  name: void 0,
  endpoint: void 0,
  platforms: [],
  driverOpts,
  labels: {}
});
function asAsked(node, { inputs, driver }) {
  const { rootless, buildkitImage } = inputs;
  const image = rootless ? rootlessImage(buildkitImage) : buildkitImage;
  const isHere = driver === "docker-container" && node.endpoint === void 0;
  const defaults = [
    // registries on the host's loopback answer in the host's network only
    ...isHere ? ["network=host"] : [],
    `image=${image}`,
    ...rootless && driver === "kubernetes" ? ["rootless=true"] : []
  ];
  const unset = defaults.filter((option2) => !hasOption(node.driverOpts, nameOf(option2)));
  return { ...node, driverOpts: [...unset, ...node.driverOpts] };
}
function rootlessImage(image) {
  return image.includes("rootless") || image.includes("@") ? image : `${image}-rootless`;
}
// src/plan/buildkitConfig.ts
function planBuildkitConfig(rules, user) {
  const own = user?.trim() ?? "";
  const tables = namesRegistriesElsewhere(own) ? [] : registryTables(rules).filter(({ host }) => !hasTable(own, host));
  const text2 = [own, ...tables.map(formatTable)].filter(Boolean).join("\n\n");
  return text2 === "" ? void 0 : `${text2}
`;
}
function withParallelism(config, max) {
  if (max === void 0) return config;
  const line = `  max-parallelism = ${max}`;
  const text2 = config ?? "";
  if (/^\s*max-parallelism\s*=/m.test(text2)) return config;
  const table = /^\s*\[\s*worker\s*\.\s*oci\s*\].*$/m;
  if (table.test(text2)) return text2.replace(table, (head) => `${head}
${line}`);
  return [text2.trimEnd(), `[worker.oci]
${line}
`].filter(Boolean).join("\n\n");
}
function registryTables(rules) {
  const mirrors = rules.mirrors.map(parseMirror);
  const named2 = rules.insecureRegistries.filter((entry) => !entry.includes("/"));
  const hosts = [...named2, ...rules.registries, ...mirrors.map(({ host }) => host)];
  const lax = (host) => named2.includes(host) || isInBlocks(host, rules.insecureRegistries) || mirrors.some((mirror) => mirror.host === host && mirror.http);
  const insecure = [...new Set(hosts)].filter(lax).map((host) => ({ host, mirrors: [], insecure: true }));
  const hub = { host: "docker.io", mirrors: mirrors.map(({ host, path }) => host + path), insecure: false };
  return mirrors.length > 0 ? [hub, ...insecure] : insecure;
}
function parseMirror(url) {
  const [, scheme, host = "", path = ""] = /^(?:(https?):\/\/)?([^/]+)(.*?)\/?$/.exec(url) ?? [];
  return { host, path, http: scheme === "http" };
}
function formatTable({ host, mirrors, insecure }) {
  const lines2 = [
    `[registry.${JSON.stringify(host)}]`,
    ...mirrors.length > 0 ? [`  mirrors = ${JSON.stringify(mirrors)}`] : [],
    ...insecure ? ["  http = true", "  insecure = true"] : []
  ];
  return lines2.join("\n");
}
function hasTable(toml, host) {
  const key = host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^\\s*\\[\\s*registry\\s*\\.\\s*["']?${key}["']?\\s*\\]`, "m").test(toml);
}
function namesRegistriesElsewhere(toml) {
  return /^\s*registry\s*[.=]/m.test(toml);
}
function isInBlocks(host, blocks) {
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const loopback = name === "localhost" || name === "::1" || name.startsWith("127.");
  const address = parseIpv4(name);
  return loopback || address !== void 0 && blocks.some((block) => contains(block, address));
}
function contains(block, address) {
  const [base = "", bits = ""] = block.split("/");
  const start = parseIpv4(base);
  if (start === void 0 || !/^\d+$/.test(bits)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(start / size) === Math.floor(address / size);
}
function parseIpv4(text2) {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text2)) return void 0;
  return text2.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
// src/plan/entitlements.ts
var ENTITLEMENTS = ["network.host", "security.insecure", "device"];
var OF_ENGINES = ["network.host", "device"];
function entitlementsIn(allow) {
  const kinds = new Set(allow.map((entry) => entry.replace(/=.*/s, "")));
  return ENTITLEMENTS.filter((entitlement) => kinds.has(entitlement));
}
function engineGrants(allow) {
  return entitlementsIn(allow).every((entitlement) => OF_ENGINES.includes(entitlement));
}
function grantingFlags(allow) {
  const flags = entitlementsIn(allow).map((entitlement) => `--allow-insecure-entitlement=${entitlement}`);
  return flags.length > 0 ? flags.join(" ") : void 0;
}
// src/plan/builder.ts
function planBuilder(inputs, facts) {
  if (!facts.buildx) {
    throw new UserError3("No buildx was found beside the container engine", {
      hint: "Install Docker's buildx plugin (docker-buildx-plugin, or docker-buildx on Debian)."
    });
  }
  const named2 = inputs.builder ?? (leavesChoice(inputs) ? facts.buildx.current?.name : void 0);
  if (named2 === void 0) return startedBuilder(inputs, facts);
  refuseDaemonOptions(inputs, `builder ${named2}`);
  if (named2 === "default") return engineBuilder("builder: default", facts, []);
  return existingBuilder(named2, facts.buildx);
}
function leavesChoice(inputs) {
  return inputs.driver === "auto" && !inputs.nodes?.length && daemonOptions(inputs).length === 0;
}
function daemonOptions(inputs) {
  const { driverOpts, buildkitdFlags, buildkitdConfig, buildkitdConfigInline, maxParallelism } = inputs;
  const set = {
    "driver-opts": driverOpts[0],
    "buildkitd-flags": buildkitdFlags,
    "buildkitd-config": buildkitdConfig,
    "buildkitd-config-inline": buildkitdConfigInline,
    "max-parallelism": maxParallelism,
    rootless: inputs.rootless || void 0
  };
  return Object.entries(set).flatMap(([name, value]) => value === void 0 ? [] : [name]);
}
function refuseDaemonOptions(inputs, what) {
  const names = daemonOptions(inputs);
  if (names.length === 0) return;
  throw new UserError3(`${names.join(", ")} cannot be set for ${what}: its BuildKit runs already`, {
    hint: "Leave these inputs out, or have a BuildKit started by `driver: docker-container`."
  });
}
function existingBuilder(name, { builders }) {
  const found = builders.find((builder) => builder.name === name);
  if (found) return { kind: "existing", name, driver: found.driver };
  const known = ["default", ...builders.map((builder) => builder.name)];
  throw new UserError3(`There is no builder "${name}"; ${suggest2(name, known)}`, {
    hint: "Create it in an earlier step, or leave `builder` out."
  });
}
function engineBuilder(asked, { engine, environment }, nodes) {
  if (engine?.containerdStore) return { kind: "engine", nodes };
  if (!engine) throw noEngine(environment);
  throw new UserError3(
    `${asked}: the engine (${engine.version}) keeps its images outside of containerd's store, so that its own BuildKit can neither build several platforms nor push by digest`,
    {
      hint: "Leave it to `driver: auto` or set `driver: docker-container`; both can. Or switch the engine's containerd image store on."
    }
  );
}
function noEngine({ DOCKER_HOST: host, DOCKER_CONTEXT: context }) {
  const where = host ? ` at ${host} (DOCKER_HOST)` : context ? ` in the context ${context} (DOCKER_CONTEXT)` : "";
  return new UserError3(`No container engine answers${where}`, {
    hint: "Start Docker, or point DOCKER_HOST or DOCKER_CONTEXT at an engine, or name a remote `builder`."
  });
}
function startedBuilder(inputs, facts) {
  const asksNoOther = daemonOptions(inputs).length === 0 && engineGrants(inputs.allow);
  const { driver, nodes } = planNodes(inputs, asksNoOther && facts.engine?.containerdStore === true);
  if (driver === "docker" || driver === "remote") refuseDaemonOptions(inputs, `driver ${driver}`);
  if (driver === "docker") return engineBuilder(`driver: ${inputs.driver}`, facts, nodes);
  if (driver === "docker-container" && !facts.engine) throw noEngine(facts.environment);
  const options = {
    kind: driver,
    nodes,
    buildkitdFlags: inputs.buildkitdFlags ?? (driver === "remote" ? void 0 : grantingFlags(inputs.allow)),
    config: withParallelism(configFor(driver, facts), inputs.maxParallelism),
    keep: inputs.keepBuilder
  };
  return { ...options, name: nameBuilder(options, inputs.keepBuilder ? "" : jobKeyOf(facts)) };
}
function configFor(driver, facts) {
  if (driver === "remote") return void 0;
  if (driver === "kubernetes") return facts.buildkitdConfig;
  const rules = { mirrors: [], insecureRegistries: [], ...facts.engine, registries: facts.registries };
  return planBuildkitConfig(rules, facts.buildkitdConfig);
}
// src/stages/buildFacts.ts
function platformsOf(inputs, { context }, variants) {
  const { platforms: platforms2, command } = inputs.what;
  if (platforms2.length > 0) return platforms2;
  const json = context.environment.PLATFORMS_JSON;
  if (json) return platformsFrom(json);
  if (command === "merge" && variants.some(({ variant }) => variant.platforms === void 0))
    throw new UserError3("merge needs to know every platform that was planned", {
      hint: 'Set "platforms" to the platforms-json output of `command: plan`, or to the same list.'
    });
  return [
    context.engine?.platform ?? parsePlatform(process.arch === "arm64" ? "linux/arm64" : "linux/amd64")
  ];
}
function platformsFrom(variable) {
  try {
    return platforms(variable);
  } catch (error) {
    throw new UserError3(`PLATFORMS_JSON in the environment: ${messageOf2(error)}; it is ${variable}`);
  }
}
async function buildxVersionOf(inputs, { gathered, session }) {
  const { buildx, environment } = gathered.context;
  const wanted = session && wantsActionsCache(inputs.build, cacheServiceOf(environment));
  return buildx && wanted ? readBuildxVersion(buildx.command, exec) : void 0;
}
async function builderOf(inputs, { gathered, images }) {
  const { context } = gathered;
  if (inputs.what.command === "merge") return void 0;
  const registries = images.map((image) => parseRepository2(image).registry);
  try {
    const buildkitdConfig = await readBuildkitdConfig(inputs.builder, context.environment);
    const asked = { ...inputs.builder, allow: inputs.build.allow };
    return planBuilder(asked, { ...context, registries, buildkitdConfig });
  } catch (error) {
    if (inputs.what.command === "plan" && error instanceof UserError3) return void 0;
    throw error;
  }
}
function prepareBuilder(inputs, at) {
  const plan = builderOf(inputs, at);
  const builders = inputs.what.dryRun ? void 0 : at.session?.builders;
  const prepared = Promise.all([plan, nextTurn()]).then(
    ([found]) => found && builders?.prepare(found),
    () => {
    }
    // told where it is waited for
  );
  return {
    plan,
    startBake: (possible) => void Promise.all([prepared, possible]).then(
      () => builders?.startBake(),
      () => {
      }
    )
  };
}
// src/context/dockerfile.ts
function readDockerfile(build, directory) {
  const local = build.context === "workflow" || build.context === "git" ? "." : build.context;
  if (/^(?:[a-z]+:\/\/|git@|\{\{)/.test(local)) return void 0;
  const path = build.file === void 0 ? join2(local, "Dockerfile") : build.file;
  return readText(resolve(directory, path));
}
// src/plan/dockerfileLabels.ts
function dockerfileLabelKeys(dockerfile, target2) {
  const mark = /^\s*#\s*escape\s*=\s*`/im.test(directives(dockerfile)) ? "`" : "\\";
  const stages = readStages(instructions(dockerfile, mark), mark);
  const keys = /* @__PURE__ */ new Set();
  let stage = target2 === void 0 ? stages.at(-1) : findStage(stages, target2);
  while (stage) {
    for (const key of stage.keys) keys.add(key);
    stage = findStage(stages.slice(0, stages.indexOf(stage)), stage.base);
  }
  return keys;
}
function directives(dockerfile) {
  return /^(?:\uFEFF)?(?:[ \t]*#[^\n]*\n?)*/.exec(dockerfile)?.[0] ?? "";
}
function findStage(stages, name) {
  return stages.findLast(({ names }) => names.includes(name.toLowerCase()));
}
function readStages(lines2, mark) {
  const stages = [];
  for (const { name, rest } of lines2) {
    if (name === "FROM") {
      const [base = "", as, alias] = rest.split(/\s+/).filter((word2) => !word2.startsWith("--"));
      const named2 = as?.toLowerCase() === "as" && alias !== void 0 ? [alias.toLowerCase()] : [];
      stages.push({ names: [...named2, String(stages.length)], base, keys: /* @__PURE__ */ new Set() });
    } else if (name === "LABEL") {
      for (const key of labelKeys(rest, mark)) stages.at(-1)?.keys.add(key);
    }
  }
  return stages;
}
function instructions(dockerfile, mark) {
  const lines2 = dockerfile.replace(/^\uFEFF/, "").split(/\r?\n/);
  const continued = new RegExp(`\\${mark}[ \\t]*$`);
  const found = [];
  let joined = "";
  for (let at = 0; at < lines2.length; at++) {
    const line = lines2[at] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    joined += line.replace(continued, "");
    if (continued.test(line)) continue;
    const [, name2 = "", rest2 = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
    found.push({ name: name2.toUpperCase(), rest: rest2.trim() });
    joined = "";
    if (/^(RUN|COPY|ADD)$/i.test(name2)) at = afterHeredocs(lines2, at, rest2);
  }
  const [, name = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
  return name === "" ? found : [...found, { name: name.toUpperCase(), rest: rest.trim() }];
}
function afterHeredocs(lines2, start, rest) {
  let at = start;
  for (const [, dash, , word2] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const end = lines2.findIndex(
      (line, index) => index > at && (dash ? line.replace(/^\t+/, "") : line) === word2
    );
    at = end < 0 ? lines2.length : end;
  }
  return at;
}
function labelKeys(rest, mark) {
  const words2 = splitWords(rest, mark);
  const [first] = words2;
  if (first === void 0) return [];
  if (!first.includes("=")) return [unquote(first, mark)];
  return words2.flatMap((word2) => {
    const at = endOfKey(word2, mark);
    return at > 0 ? [unquote(word2.slice(0, at), mark)] : [];
  });
}
function splitWords(text2, mark) {
  const e = `\\${mark}`;
  const word2 = new RegExp(
    `(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|${e}[\\s\\S]|[^\\s"'${e}]|["'${e}])+`,
    "g"
  );
  return text2.match(word2) ?? [];
}
function endOfKey(word2, mark) {
  const e = `\\${mark}`;
  const key = new RegExp(`^(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|[^="'])+`).exec(word2)?.[0] ?? "";
  return word2[key.length] === "=" ? key.length : -1;
}
function unquote(text2, mark) {
  return text2.replaceAll(/["']/g, "").replaceAll(mark, "");
}
// src/plan/handOver.ts
function planHandOver({ run, git }, images) {
  return {
    runId: run.id || git.sha,
    attempt: Number(run.attempt) || 1,
    commit: git.sha,
    images: [...new Set(images.map(({ image }) => image))]
  };
}
function isLeg({ what }) {
  return what.command === "build";
}
function handOverNotices({ what }, facts) {
  if (facts.variants.length === 0) return [];
  if (what.command === "plan") return openVariants(facts);
  if (what.command === "merge" && !facts.push)
    return [{ level: "notice", text: "Nothing was pushed, so that there is nothing to merge." }];
  if (facts.builds.length > 0) return [];
  const given = what.platforms.map(formatPlatform3).join(", ") || "this platform";
  return [{ level: "warning", text: `Nothing to build: no variant has ${given}.` }];
}
function openVariants({ builds, variants, platforms: platforms2 }) {
  const open = variants.filter((variant) => variant.platforms === void 0).map(({ name }) => name);
  const all = new Set(builds.map(({ platform }) => formatPlatform3(platform)));
  for (const platform of platforms2) all.delete(formatPlatform3(platform));
  if (open.length === 0 || all.size === 0) return [];
  return [
    {
      level: "warning",
      text: `The jobs of a matrix would build ${open.join(", ")} for ${[...all].join(", ")} too: give each variant its own platforms.`
    }
  ];
}
// src/plan/matrix.ts
var RUNNERS = [
  { os: "linux", architectures: ["amd64", "386"], runner: "ubuntu-24.04" },
  { os: "linux", architectures: ["arm64", "arm"], runner: "ubuntu-24.04-arm" }
];
function planMatrix(platforms2, own) {
  const native = (platform) => own.find((entry) => samePlatform(entry.platform, platform)) ?? RUNNERS.find((row) => row.os === platform.os && row.architectures.includes(platform.architecture));
  const entries = platforms2.map((platform) => ({ platform, row: native(platform) }));
  const ordered = [...entries.filter(({ row }) => row), ...entries.filter(({ row }) => !row)];
  return ordered.map(({ platform, row }) => ({
    platform: formatPlatform3(platform),
    runner: row?.runner ?? "ubuntu-24.04"
  }));
}
function platformNotices(platforms2) {
  return platforms2.filter(({ os }) => os === "darwin").map((platform) => ({
    level: "warning",
    text: `${formatPlatform3(platform)}: no engine runs containers of macOS; its users run linux/${platform.architecture} images.`
  }));
}
// src/plan/buildOutputs.ts
function planOutputs({ load, outputs }, facts) {
  const taken = facts.builds.length > 1 ? outputs.filter(namesAnImage) : [];
  if (taken.length > 0) {
    const quoted = taken.map((output) => JSON.stringify(output)).join(", ");
    throw new UserError3(
      `outputs: ${quoted} is one name for ${facts.builds.length} builds, each of which would take it from the others`,
      { hint: "Leave it out, and put the name into `images`: all platforms come together under it." }
    );
  }
  const names = facts.loadedAs?.[facts.build.id] ?? [];
  const name = names.length > 0 ? [`"name=${names.join(",")}"`] : [];
  return [
    ...load ? [["type=docker", ...name].join(",")] : [],
    ...outputs.map((output) => perBuild(output, facts))
  ];
}
function namesAnImage(output) {
  return isOfType2(output, "image", "registry") && /(^|[,"])name=/.test(output) && !output.includes("push-by-digest=true");
}
function perBuild(output, { builds, build }) {
  if (builds.length === 1) return output;
  const slug2 = [build.variant, formatPlatform3(build.platform).replaceAll("/", "_")].filter(Boolean).join("-");
  if (!output.includes("=")) return `type=local,dest=${output}/${slug2}`;
  if (isOfType2(output, "local")) return output.replace(/(^|,)dest=([^,]+)/, `$1dest=$2/${slug2}`);
  return output.replace(/(^|,)dest=([^,]+?)(\.[a-z0-9.]+)?(?=,|$)/, `$1dest=$2-${slug2}$3`);
}
// src/plan/userCaches.ts
function userCaches({ cacheFrom, cacheTo }, { build, builds }) {
  if (builds.length === 1) return { from: cacheFrom, to: cacheTo };
  const own = (entry) => ownEntry(entry, build.id);
  return {
    from: [...new Set(cacheFrom.flatMap((entry) => [own(entry), entry]))],
    to: cacheTo.map(own)
  };
}
var NAMED = [
  { types: ["local"], field: "dest|src", sign: "/" },
  { types: ["registry"], field: "ref", sign: "-" },
  { types: ["gha"], field: "scope", fallback: "scope=buildkit", sign: "-" },
  { types: ["s3", "azblob"], field: "name", fallback: "name=buildkit", sign: "-" }
];
function ownEntry(entry, id) {
  const whole = entry.includes("=") ? entry : `type=registry,ref=${entry}`;
  const row = NAMED.find(({ types }) => isOfType2(whole, ...types));
  if (!row) return entry;
  const field2 = new RegExp(`(?<=^|,)(?:${row.field})=[^,]*`);
  const given = field2.exec(whole)?.[0];
  if (given?.includes("@")) return entry;
  if (given === void 0) return row.fallback ? `${whole},${row.fallback}${row.sign}${id}` : entry;
  return whole.replace(given, () => `${tagged(given, row.field)}${row.sign}${id}`);
}
function tagged(given, field2) {
  return field2 === "ref" && !/:[^/]*$/.test(given) ? `${given}:latest` : given;
}
// src/plan/bake.ts
function planBake(inputs, facts) {
  const secrets = planSecrets(inputs);
  const targets = facts.builds.map((build) => [
    build.id,
    target(inputs, { ...facts, build, secrets: secrets.entries })
  ]);
  return {
    targets: Object.fromEntries(targets),
    pushTo: facts.pushTo,
    storeless: facts.storeless,
    beyondBake: planBeyondBake(
      inputs,
      facts.builds.map(({ file }) => file)
    ),
    allow: planAllow(inputs)
  };
}
function target(inputs, facts) {
  const { build } = facts;
  const own = userCaches(inputs, facts);
  return {
    context: build.context,
    contexts: defined(inputs.buildContexts, {}),
    ...build.file !== void 0 && { dockerfile: dockerfileOf(build.file, build.context) },
    ...build.target !== void 0 && { target: build.target },
    platforms: [formatPlatform3(build.platform)],
    args: build.args,
    labels: build.labels,
    annotations: facts.pushTo.length > 0 ? build.annotations : [],
    output: planOutputs(inputs, facts),
    attest: build.attest,
    secret: facts.secrets,
    ssh: inputs.ssh,
    "cache-from": [...own.from, ...facts.caches[build.id]?.from ?? []],
    "cache-to": [...own.to, ...facts.caches[build.id]?.to ?? []],
    ...limitsOf(inputs)
  };
}
var REMOTE2 = /^(?:[a-z-]+:\/\/|git@|github\.com\/|target:)/;
function dockerfileOf(file, context) {
  const asItIs = context === "." || REMOTE2.test(context) || REMOTE2.test(file) || file.startsWith("/");
  return asItIs ? file : `cwd://${file}`;
}
function defined(pairs, fallback) {
  const filled = Object.entries(pairs).map(([key, value]) => [key, value ?? fallback[key]]);
  return Object.fromEntries(filled.filter((pair) => pair[1] !== void 0));
}
// src/plan/emulators.ts
function planEmulators({ qemu, platforms: platforms2, builder, context }) {
  if (qemu === "never" || !buildsHere(builder)) return { platforms: [], asksNodes: false };
  const there = new Set(
    [...nodePlatforms(builder, context), ...qemu === "always" ? [] : context.emulators].map(formatPlatform3)
  );
  const missing = platforms2.filter(
    (platform) => platform.os === "linux" && !runsNatively(platform, context.engine?.platform) && !there.has(formatPlatform3(platform))
  );
  const asked = nodesElsewhere(builder).filter((node) => node.platforms.length === 0);
  return { platforms: missing, asksNodes: missing.length > 0 && asked.length > 0 };
}
function runsNatively(platform, machine) {
  return platform.os === machine?.os && platform.architecture === machine.architecture;
}
function buildsHere(builder) {
  if (builder.kind === "existing") return ["docker", "docker-container"].includes(builder.driver);
  if (builder.kind === "engine") return true;
  return builder.kind === "docker-container" && nodesElsewhere(builder).length < builder.nodes.length;
}
function nodesElsewhere(builder) {
  if (builder.kind === "existing") return [];
  return builder.nodes.filter(({ endpoint }) => endpoint !== void 0 && !HERE.test(endpoint));
}
var HERE = /^(unix:|npipe:|default$)/;
function nodePlatforms(builder, context) {
  if (builder.kind !== "existing") return builder.nodes.flatMap(({ platforms: platforms2 }) => platforms2);
  return context.buildx?.builders.find(({ name }) => name === builder.name)?.platforms ?? [];
}
// src/plan/givenDigests.ts
function givenDigests({ what }, builds) {
  const only = new Set(builds.map(({ variant }) => variant));
  return what.digests.map(({ key, digest }) => {
    const [text2 = "", variant = ""] = key.split(" ").reverse();
    const platform = parsePlatform(text2);
    if (variant === "" && only.size > 1)
      throw new UserError3(
        `Input digests: "${key}" may be of ${[...only].join(" or ")}; write "${[...only][0]} ${formatPlatform3(platform)}"`
      );
    return { variant: variant || ([...only][0] ?? ""), platform, digest };
  });
}
// src/plan/load.ts
function loadedNames({ variant, platform }, { builds, images }) {
  const platforms2 = new Set(builds.map((build) => formatPlatform3(build.platform)));
  const suffix = platforms2.size > 1 ? `-${platformSlug2(platform)}` : "";
  return images.filter((image) => image.variant === variant).flatMap(({ image, tags }) => tags.map(({ name }) => `${image}:${name}${suffix}`));
}
// src/plan/published.ts
function findPublished(tags, held, wanted) {
  const found = tags.flatMap((tag) => {
    const there = held[tag.name];
    return tag.guard.kind === "immutable" && there ? [{ tag, there, decision: decideImmutable(tag, wanted, there) }] : [];
  });
  const faults = found.filter(({ decision }) => decision.outcome === "stop").map(({ decision }) => decision.because);
  if (faults.length > 0) return { kind: "conflict", faults };
  const adopted = found.find(({ decision }) => decision.outcome === "adopt");
  if (!adopted) return { kind: "none" };
  return { kind: "published", digest: adopted.there.digest, tag: adopted.tag.name, held: adopted.there };
}
// src/plan/publishedEverywhere.ts
function publishedEverywhere(inputs, { context, plannedVariants, images, published }) {
  const looked = images.map(({ variant, image, tags }) => {
    const planned = plannedVariants.find(({ name }) => name === variant);
    const wanted = {
      version: planned?.versionLabel ?? "",
      revision: context.git.sha,
      platforms: planned?.platforms ?? []
    };
    const held = heldBy(published, image);
    const seen = isLeg(inputs) ? narrow(held, wanted.platforms) : held;
    return { variant, image, result: findPublished(tags, seen, wanted) };
  });
  const faults = looked.flatMap(
    ({ image, result }) => result.kind === "conflict" ? result.faults.map((fault) => `${image}: ${fault}`) : []
  );
  if (faults.length > 0) {
    throw new UserError3(
      `Nothing was built, since it could not be published:
${faults.map((fault) => `  - ${fault}`).join("\n")}`,
      {
        hint: "Publish under a new version, or set force: true to replace what is there."
      }
    );
  }
  const there = looked.flatMap(
    ({ variant, image, result }) => result.kind === "published" ? [{ variant, image, digest: result.digest, platforms: result.held.details ?? [] }] : []
  );
  return there.length > 0 && there.length === images.length ? there : void 0;
}
function heldBy(published, image) {
  return published.find((one) => one.image === image)?.held ?? {};
}
function narrow(held, platforms2) {
  const isPlanned = (platform) => platforms2.some((planned) => samePlatform(planned, platform));
  const entries = Object.entries(held).map(([tag, there]) => [
    tag,
    there && {
      ...there,
      platforms: there.platforms.filter(isPlanned),
      ...there.details && { details: there.details.filter(({ platform }) => isPlanned(platform)) }
    }
  ]);
  return Object.fromEntries(entries);
}
// src/plan/phases.ts
function planPhases(inputs, facts) {
  const { push, images } = facts;
  const { command } = inputs.what;
  if (facts.builds.length === 0 || command === "merge" && !push) return [];
  const found = push && !inputs.promotion.force ? publishedEverywhere(inputs, facts) : void 0;
  const run = planHandOver(facts.context, images);
  if (command === "build") {
    if (found) return [[{ kind: "adopt", images: found }]];
    return push ? [...buildPhases(inputs, facts), ...legEnd(inputs, run)] : buildPhases(inputs, facts);
  }
  if (found) return [[{ kind: "adopt", images: found }], ...promotionPhases(inputs, facts)];
  if (command === "merge")
    return [
      [
        { kind: "check-push", images: run.images },
        { kind: "collect", run, given: givenDigests(inputs, facts.builds) }
      ],
      ...mergePhases(inputs, facts),
      [{ kind: "clear-hand-over", run }]
    ];
  return [...buildPhases(inputs, facts), ...push ? mergePhases(inputs, facts) : []];
}
function buildPhases(inputs, facts) {
  const images = facts.push ? namesOf(facts) : [];
  const [first = [], ...others] = planSetUp(inputs, facts);
  const check = facts.push ? [{ kind: "check-push", images }] : [];
  return [[...check, ...first], ...others, [planBuildStep(inputs, facts, images)]];
}
function legEnd({ promotion: { verify } }, run) {
  return [[{ kind: "verify-builds", depth: verify, images: run.images }], [{ kind: "hand-over", run }]];
}
function mergePhases(inputs, facts) {
  const { verify } = inputs.promotion;
  return [
    [{ kind: "assemble", images: namesOf(facts) }],
    verify === "off" ? [] : [{ kind: "verify", depth: verify }],
    ...promotionPhases(inputs, facts)
  ];
}
function promotionPhases(inputs, { images, gitHubRelease }) {
  const promote = { kind: "promote", images, force: inputs.promotion.force };
  return gitHubRelease ? [[promote], [{ kind: "release", release: gitHubRelease }]] : [[promote]];
}
function namesOf({ images }) {
  return [...new Set(images.map(({ image }) => image))];
}
function planSetUp(inputs, { context, builds, builder }) {
  if (!builder) return [];
  const wanted = uniquePlatforms(builds.map(({ platform }) => platform));
  const { platforms: platforms2, asksNodes } = planEmulators({
    qemu: inputs.builder.qemu,
    platforms: wanted,
    builder,
    context
  });
  const open = { kind: "set-up-builder", builder };
  if (platforms2.length === 0) return [[open]];
  const emulators = {
    kind: "set-up-emulators",
    platforms: platforms2,
    asksNodes,
    image: inputs.builder.qemuImage
  };
  return asksNodes ? [[open], [emulators]] : [[emulators, open]];
}
function planBuildStep(inputs, { context, builds, builder, caches, images }, pushTo) {
  const definition = planBake(withDefaultContext(inputs, context), {
    builds,
    pushTo,
    storeless: builder?.kind === "engine",
    loadedAs: Object.fromEntries(builds.map((build) => [build.id, loadedNames(build, { builds, images })])),
    caches: caches.targets
  });
  const dockerfiles = builds.map(({ id, file, context: context2 }) => {
    const inContext = context2 === "." ? "Dockerfile" : `${context2}/Dockerfile`;
    return [id, file ?? inContext];
  });
  return {
    kind: "build",
    definition,
    title: `Build ${builds.map(({ id }) => id).join(", ")}`,
    dockerfiles: Object.fromEntries(dockerfiles),
    folders: []
  };
}
function uniquePlatforms(platforms2) {
  return [...new Map(platforms2.map((platform) => [formatPlatform3(platform), platform])).values()];
}
// src/plan/buildContexts.ts
var REMOTE3 = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|-$)/i;
function localContexts(builds) {
  const contexts = builds.filter(({ context }) => !REMOTE3.test(context)).map(({ context, file }) => ({ folder: context, dockerfile: file ?? `${context}/Dockerfile` }));
  return [...new Map(contexts.map((one) => [`${one.folder}
${one.dockerfile}`, one])).values()];
}
// src/plan/cacheFault.ts
function ghaFaultOf({ buildxVersion, engine, builder }) {
  if (buildxVersion !== void 0 && isBelow(buildxVersion, [0, 21]))
    return `it needs buildx 0.21, and this is ${buildxVersion}`;
  if (builder?.kind === "engine" && engine && isBelow(engine.version, [28, 0]))
    return `it needs Docker Engine 28, and this is ${engine.version}; driver: docker-container can use it`;
  return void 0;
}
function isBelow(version, [major, minor]) {
  const [, a, b] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (a === void 0 || b === void 0) return false;
  return Number(a) < major || Number(a) === major && Number(b) < minor;
}
// src/plan/planCaches.ts
function planRunCaches(inputs, builds, facts) {
  const { context, images, push } = facts;
  return planCaches(inputs, {
    builds,
    image: images[0]?.image,
    push,
    untrusted: context.trigger.kind === "pull_request" || context.run.privileged,
    service: cacheServiceOf(context.environment),
    ghaFault: ghaFaultOf({ ...facts, engine: context.engine }),
    environment: context.environment
  });
}
function withCaches(phases, { folders }, { builds, maxBytes }) {
  const at = phases.findIndex((phase) => phase.some(({ kind }) => kind === "build"));
  if (at < 0) return phases.map((phase) => [...phase]);
  const restored = folders.filter(({ restore }) => restore);
  const saved = folders.filter(({ save }) => save);
  const contexts = localContexts(builds);
  const before = restored.length > 0 ? [{ kind: "restore-caches", folders: restored }] : [];
  const beside = contexts.length > 0 ? [{ kind: "check-context", contexts }] : [];
  const last = saved.length > 0 ? [{ kind: "save-caches", folders: saved, maxBytes }] : [];
  return [
    ...phases.slice(0, at).map((phase, index) => index === at - 1 ? [...phase, ...before] : [...phase]),
    [...(phases[at] ?? []).map((step) => step.kind === "build" ? { ...step, folders } : step), ...beside],
    ...phases.slice(at + 1, -1).map((phase) => [...phase]),
    ...phases.length - 1 > at ? [[...phases.at(-1) ?? [], ...last]] : last.length > 0 ? [last] : []
  ];
}
// src/plan/attestations.ts
function planAttestations(inputs, facts) {
  const attest = attestOf(inputs, facts);
  const attested = attest.some((entry) => !/disabled=true/.test(entry));
  if (inputs.imageShape !== "manifest")
    return {
      attest,
      shape: facts.platforms > 1 || attested || inputs.imageShape === "index" ? "index" : "manifest"
    };
  if (facts.platforms > 1 || attested) {
    const why = facts.platforms > 1 ? `${facts.platforms} platforms` : "attestations";
    throw new UserError3(`image-shape: manifest cannot hold ${why}`, {
      hint: "Write image-shape: auto, or leave one platform and neither provenance, sbom nor attests."
    });
  }
  return { attest, shape: "manifest" };
}
function attestOf(inputs, facts) {
  const isHeld = facts.pushes || inputs.outputs.some((output) => !isOfType2(output, "cacheonly"));
  if (!isHeld) return [];
  const attests = inputs.attests.filter(
    (entry) => !(inputs.sbom !== void 0 && isOfType2(entry, "sbom")) && !(inputs.provenance !== void 0 && isOfType2(entry, "provenance"))
  );
  const hasProvenance = attests.some((entry) => isOfType2(entry, "provenance"));
  return [...attests, ...option("sbom", inputs.sbom), ...hasProvenance ? [] : provenanceOf(inputs, facts)];
}
function provenanceOf(inputs, { pushes: pushes2, platforms: platforms2, runUrl: runUrl2, noDefault = false }) {
  const builder = runUrl2 ? `,builder-id=${runUrl2}` : "";
  if (inputs.provenance !== void 0)
    return option("provenance", inputs.provenance).map(
      (entry) => /disabled=|builder-id=/.test(entry) ? entry : `${entry}${builder}`
    );
  if (!pushes2) return [];
  const wantsIndex = platforms2 > 1 || inputs.imageShape === "index" || inputs.attests.length > 0 || !/^false$/i.test(inputs.sbom ?? "false");
  return wantsIndex && !noDefault && inputs.imageShape !== "manifest" ? [`type=provenance,mode=min,version=v1${builder}`] : ["type=provenance,disabled=true"];
}
function option(type, value) {
  if (value === void 0) return [];
  if (/^true$/i.test(value)) return [`type=${type}`];
  if (/^false$/i.test(value)) return [`type=${type},disabled=true`];
  return [`type=${type},${value}`];
}
// src/plan/planVariant.ts
function planVariant(inputs, { variant, metadata }, facts) {
  const { release } = metadata;
  const platforms2 = platformsOf2(inputs, variant, facts);
  const versionLabel = release.labels[VERSION] ?? release.version;
  return {
    name: variant.name,
    platforms: platforms2,
    shape: shapeOf2(inputs, platforms2, facts),
    versionLabel,
    affixes: affixesOf(versionLabel, metadata.sourceVersion),
    indexAnnotations: indexAnnotations(release)
  };
}
function planBuilds(inputs, named2, facts) {
  const { variant, metadata } = named2;
  const platforms2 = platformsOf2(inputs, variant, facts);
  const { attest } = attestationsOf(inputs, platforms2, facts);
  const args = defined({ ...inputs.build.buildArgs, ...variant.buildArgs }, facts.context.environment);
  return platforms2.map((platform) => {
    const fill = (path) => fillPath(path, { platform, name: variant.name });
    const file = variant.file ?? inputs.build.file;
    return {
      id: [variant.name, platformSlug2(platform)].filter(Boolean).join("-"),
      variant: variant.name,
      platform,
      labels: labelsOf2(platform, named2, facts),
      context: fill(variant.context ?? contextOf(inputs, facts.context)),
      file: file && fill(file),
      target: variant.target ?? inputs.build.target,
      args,
      annotations: metadata.release.annotations.filter((line) => /^manifest[:[]/.test(line)),
      descriptorAnnotations: annotationsAt(metadata.release.annotations, "manifest-descriptor", platform),
      attest
    };
  });
}
function platformsOf2(inputs, variant, facts) {
  const own = variant.platforms ?? facts.platforms;
  return isLeg(inputs) ? own.filter((one) => facts.platforms.some((given) => samePlatform(given, one))) : own;
}
function shapeOf2(inputs, platforms2, facts) {
  const { shape } = attestationsOf(inputs, platforms2, facts);
  return inputs.what.command === "merge" && inputs.build.imageShape === "auto" && shape === "manifest" ? "auto" : shape;
}
function attestationsOf(inputs, platforms2, { context, push }) {
  const least = isLeg(inputs) && inputs.build.imageShape !== "manifest" ? 2 : 0;
  return planAttestations(inputs.build, {
    pushes: push,
    platforms: Math.max(platforms2.length, least),
    noDefault: /^(1|t|true)$/i.test(context.environment.BUILDX_NO_DEFAULT_ATTESTATIONS ?? ""),
    runUrl: runUrl(context)
  });
}
function labelsOf2(platform, { variant, metadata }, { trace, dockerfileLabels }) {
  const { release, userLabels } = metadata;
  const own = platformLabels({
    architecture: platform.architecture,
    traceId: trace.traceId,
    refName: release.tags[0]?.name
  });
  const told = Object.fromEntries(
    Object.entries(release.labels).filter(([key, value]) => value !== "" || userLabels.has(key))
  );
  return keepDockerfileLabels(
    mergeLabels(own, told),
    dockerfileLabels.get(variant.name) ?? /* @__PURE__ */ new Set(),
    userLabels
  );
}
function affixesOf(label, version) {
  const at = version === void 0 ? -1 : label.indexOf(version);
  if (version === void 0 || at < 0) return { prefix: "", suffix: "" };
  return { prefix: label.slice(0, at), suffix: label.slice(at + version.length) };
}
function indexAnnotations({
  labels,
  annotations
}) {
  const standard = Object.entries(labels).filter(
    ([key, value]) => key.startsWith("org.opencontainers.image.") && value !== ""
  );
  return { ...Object.fromEntries(standard), ...annotationsAt(annotations, "index") };
}
function runUrl({ run, environment }) {
  if (!run.id || !environment.GITHUB_REPOSITORY) return "";
  return `${run.serverUrl}/${environment.GITHUB_REPOSITORY}/actions/runs/${run.id}/attempts/${run.attempt || "1"}`;
}
// src/plan/planRun.ts
function planRun(inputs, facts) {
  const { context } = facts;
  const [{ metadata }] = facts.variants;
  const active = facts.variants.filter((one) => one.metadata.release.tags.length > 0);
  const builds = active.flatMap((one) => planBuilds(inputs, one, facts));
  const variants = active.map((one) => planVariant(inputs, one, facts));
  const platforms2 = uniquePlatforms(
    builds.length > 0 ? builds.map(({ platform }) => platform) : facts.platforms
  );
  const caches = planRunCaches(inputs.build, builds, facts);
  const planned = active.length > 0 ? planPhases(inputs, { ...facts, builds, plannedVariants: variants, caches }) : [];
  const phases = withCaches(planned, caches, { builds, maxBytes: inputs.build.cacheMaxSize });
  const isBuilt = phases.flat().some(({ kind }) => kind === "build");
  return {
    command: inputs.what.command,
    channel: metadata.release.channel,
    version: metadata.release.version,
    why: facts.why,
    push: facts.push,
    changelog: facts.changelog,
    images: facts.images,
    variants,
    platforms: platforms2,
    builds,
    metadata: joinOutputs(facts.variants, inputs),
    gitSha: context.git.sha,
    buildTime: context.now.toISOString(),
    trace: facts.trace,
    matrix: planMatrix(platforms2, inputs.what.runners),
    phases,
    notices: [
      ...facts.notices,
      ...platformNotices(platforms2),
      ...handOverNotices(inputs, { ...facts, builds, variants: active.map(({ variant }) => variant) }),
      ...isBuilt ? [...caches.notices, ...secretNotices(inputs.build, builds, context.environment)] : [],
      ...variantNotices(facts.variants, active)
    ]
  };
}
function variantNotices(all, active) {
  const left = active.length > 0 ? all.filter((one) => !active.includes(one)) : [];
  return [
    ...all.flatMap(({ metadata }) => metadata.release.notices),
    ...left.map(
      ({ variant }) => ({
        level: "notice",
        text: `No rule yields an image tag for ${variant.name}, which is left out.`
      })
    )
  ];
}
function joinOutputs(variants, { metadata: { sepTags } }) {
  const join3 = (pick) => variants.map(({ metadata }) => pick(metadata.outputs)).filter(Boolean).join(sepTags);
  return {
    ...variants[0].metadata.outputs,
    tags: join3(({ tags }) => tags),
    tagNames: join3(({ tagNames }) => tagNames)
  };
}
// src/stages/planNotices.ts
function planNotices(inputs, { release, gathered }) {
  const { context } = gathered;
  const idle = release.variants.every(({ metadata }) => metadata.release.tags.length === 0);
  const nothing = idle && release.notices.length === 0 ? `Nothing to publish: no channel or rule takes ${context.run.ref || "this run"}.` : void 0;
  const unasked = inputs.what.command === "plan" ? "Planned without asking the registries: which tags they hold, and whether floating ones would move, is not known." : void 0;
  const elsewhere = idle || !release.push ? void 0 : otherCommit(inputs, gathered);
  return [
    ...notices("notice", nothing, idle ? void 0 : whyNotPushed(inputs, context), unasked),
    ...notices("warning", elsewhere)
  ];
}
function notices(level, ...texts) {
  return texts.filter((text2) => text2 !== void 0).map((text2) => ({ level, text: text2 }));
}
function otherCommit({ what, build }, { context, clone }) {
  const { sha: sha2 } = context.git;
  const isBuilt = what.command === "publish" || what.command === "build" || what.command === "plan";
  const isRemote = /^[a-z+]+:\/\/|^git@|\{\{/.test(build.context);
  if (!isBuilt || isRemote || clone.head === void 0 || sha2 === "" || clone.head === sha2) return void 0;
  const [here, there] = [clone.head, sha2].map((commit) => commit.slice(0, 7));
  return `The workspace is at ${here}, and this run is about ${there}, which the image will name. Check that commit out.`;
}
// src/stages/registries.ts
async function readRegistries({ variants, images }, { session, isOptional, onImmutable }) {
  const tags = variants.flatMap(
    ({ metadata }) => metadata.release.tags.filter(({ guard }) => guard.kind === "immutable").map(({ name }) => name)
  );
  if (tags.length === 0) for (const image of images) onImmutable(false, image);
  const settled = await Promise.allSettled(
    images.map((image) => session.readPublished({ image, tags }, onImmutable))
  );
  const notices2 = [];
  const errors = [];
  const left = images.filter((image, at) => {
    const result = settled[at];
    if (result?.status !== "rejected") return true;
    const text2 = describeLeftOut(image, messageOf2(result.reason));
    if (isOptional(image)) notices2.push({ level: "warning", text: text2 });
    else errors.push(result.reason);
    return false;
  });
  if (errors.length > 0) throw joinErrors(errors);
  if (left.length === 0) throw noneLeft("published");
  const published = settled.flatMap((result) => result.status === "fulfilled" ? result.value : []);
  return { images: left, published, notices: notices2 };
}
function optionalIn(optionalHosts) {
  return (image) => optionalHosts.includes(parseRepository2(image).registry);
}
// src/stages/whatFollows.ts
function whatFollows(inputs, { builder, announce: announce2, session }) {
  const answered = Promise.withResolvers();
  const asked = isReleaseAsked(inputs);
  const announced = (asked ? nextTurn() : answered.promise.then(nextTurn)).then(announce2);
  announced.catch(() => {
  });
  const onBuild = () => builder.startBake(asked ? announced : void 0);
  const onImmutable = (found, image) => {
    answered.resolve();
    if (found) return;
    onBuild();
    session?.client.beginPushCheck(parseRepository2(image));
  };
  return { announced, onAnswered: answered.resolve, onBuild, onImmutable };
}
function isReleaseAsked({ what }) {
  return what.release !== void 0 && what.release !== "off";
}
// src/stages/decide.ts
async function decide(inputs, decision) {
  const { gathered, release } = decision;
  const { context } = gathered;
  const active = release.variants.some(isActive);
  const push = release.push && active;
  const next = whatFollows(inputs, decision);
  if (active && !push) next.onBuild();
  const registering = register(decision, push, next.onImmutable);
  const dockerfileLabels = readLabels(inputs, decision);
  const [registered, announced, builder, buildxVersion] = await Promise.all([
    registering.finally(next.onAnswered),
    next.announced,
    decision.builder.plan,
    buildxVersionOf(inputs, decision)
  ]);
  return planRun(inputs, {
    context,
    variants: release.variants,
    push,
    why: release.why,
    images: release.variants.filter(isActive).flatMap((one) => planImages(one, decision, registered)),
    published: registered.published,
    trace: gathered.trace(),
    platforms: platformsOf(inputs, gathered, release.variants),
    builder,
    buildxVersion,
    dockerfileLabels,
    changelog: announced.changelog,
    gitHubRelease: announced.release,
    notices: [
      ...warningsOf(decision),
      ...registered.notices,
      ...release.notices,
      ...announced.notices,
      ...planNotices(inputs, decision)
    ]
  });
}
async function register({ release, session, optionalHosts }, push, onImmutable) {
  if (!session || !push) return { images: release.images, published: [], notices: [] };
  return readRegistries(release, { session, isOptional: optionalIn(optionalHosts), onImmutable });
}
function isActive({ metadata }) {
  return metadata.release.tags.length > 0;
}
function readLabels({ build }, { gathered, release }) {
  const directory = gathered.context.git.root ?? ".";
  const labels = release.variants.map(({ variant }) => {
    const { context = build.context, file = build.file, target: target2 = build.target } = variant;
    const dockerfile = readDockerfile({ context, file }, directory);
    const keys = dockerfile === void 0 ? /* @__PURE__ */ new Set() : dockerfileLabelKeys(dockerfile, target2);
    return [variant.name, keys];
  });
  return new Map(labels);
}
function warningsOf({ warnings, gathered }) {
  return [...warnings, ...gathered.warnings].map((text2) => ({ level: "warning", text: text2 }));
}
function planImages({ variant, metadata }, { gathered, release, optionalHosts }, { images, published }) {
  const { labels, version, tags } = metadata.release;
  const { suffix } = affixesOf(labels[VERSION] ?? version, metadata.sourceVersion);
  const isOptional = optionalIn(optionalHosts);
  return images.map((image) => {
    const imageTags = published.find((one) => one.image === image)?.imageTags;
    return {
      variant: variant.name,
      image,
      tags,
      optional: isOptional(image),
      versions: knownVersions(gathered.context.git.gitTags, imageTags ?? [], {
        prefix: release.tagPrefix,
        suffix: variant.suffix || suffix
      }),
      imageTags
    };
  });
}
// src/stages/carryOut.ts
async function carryOut(inputs, { entry, gathering, warnings }) {
  const acting = inputs.what.command === "plan" ? void 0 : import("./stages-session.js");
  const gathered = await gathering;
  const images = imagesOf(inputs, gathered.context);
  const logins = loginsOf(inputs.where, {
    images,
    actor: gathered.context.run.actor,
    pushes: pushes(inputs, gathered.context)
  });
  const session = (await acting)?.openSession({ inputs, gathered, entry, logins });
  const run = { gathered, session, images, optionalHosts: logins.optionalHosts };
  const work = isMove(inputs, run) ? move(inputs, run, warnings) : publish(inputs, { ...run, warnings, entry });
  return work.finally(() => session?.builders.close());
}
async function publish(inputs, run) {
  const { gathered, session, images, entry } = run;
  const builder = prepareBuilder(inputs, run);
  const registries = session && { client: session.client, images };
  const release = await resolveRelease(inputs, gathered, { images, exec, registries });
  const plan = await decide(inputs, {
    ...run,
    release,
    builder,
    announce: () => announce(inputs, gathered, release)
  });
  if (session && !inputs.what.dryRun) return { plan, outcome: await (await session.act()).carryOut(plan) };
  entry.log.info(JSON.stringify(plan, void 0, 2));
  return { plan, outcome: NOTHING };
}
async function announce(inputs, gathered, release) {
  const pushed = "gitTag" in gathered.context.trigger && gathered.context.trigger.gitTag !== void 0;
  if (!pushed && release.releaseTag === void 0) return { changelog: "", release: void 0, notices: [] };
  const { planGitHubRelease } = await import("./stages-githubRelease.js");
  return planGitHubRelease(inputs, gathered, { release, exec });
}
function isMove(inputs, run) {
  return run.session !== void 0 && (inputs.what.command === "promote" || inputs.what.command === "rollback");
}
async function move(inputs, moving, warnings) {
  const { moveTags } = await import("./stages-moving.js");
  const outcome = await moveTags(inputs, moving);
  const { context, trace } = moving.gathered;
  const facts = {
    context,
    trace: trace(),
    notices: warnings.map((text2) => ({ level: "warning", text: text2 }))
  };
  return { plan: idlePlan(inputs.what.command, facts, outcome.promoted), outcome };
}
export {
  CREATED,
  NOTHING,
  REVISION,
  VERSION,
  annotationsAt,
  attestedDigest,
  baseCandidates,
  cacheServiceOf,
  carryOut,
  compareVersions,
  compareVersions2,
  contextOf,
  decideImmutable,
  describeLeftOut,
  fieldsOfText,
  fillPath,
  guardOf,
  highestAbove,
  highestVersion,
  imagesOf,
  isAttestation,
  isFloatingGitTag,
  isInScope,
  isPrerelease,
  isSemver,
  isVersion,
  keepDockerfileLabels,
  knownVersions,
  limitsOf,
  listFaults,
  lstat,
  maintenanceRange,
  mayFloat,
  mergeLabels,
  mkdir,
  needImages,
  noneLeft,
  originOf,
  parseVersionTag,
  parseVersionTags,
  planAllow,
  planBeyondBake,
  planCaches,
  planSecrets,
  platformLabels,
  pushes,
  readFile,
  readdir,
  rename,
  require_compare,
  require_constants,
  require_debug,
  require_identifiers,
  require_parse,
  require_parse_options,
  require_re,
  require_semver,
  resolveRelease,
  rm,
  secretNotices,
  shortRevision,
  versionFromRef,
  versionNumbers,
  wantsActionsCache,
  whyNotPushed,
  withDefaultContext,
  writeFile
};
