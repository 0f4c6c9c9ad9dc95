import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  createDockerConfig,
  dockerFolder,
  formatPlatform,
  openBuilder,
  openEngine,
  parsePlatform,
  platformSlug,
  readDockerConfig,
  samePlatform
} from "./execute-builderStarted.js";
import {
  exec
} from "./host-exec.js";
import {
  UserError,
  faultsError,
  messageOf,
  nearestWord,
  suggest
} from "./errors.js";
import {
  __commonJS,
  __toESM
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
    var compareIdentifiers = (a, b) => {
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
    var rcompareIdentifiers = (a, b) => compareIdentifiers(b, a);
    module.exports = {
      compareIdentifiers,
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
    var { compareIdentifiers } = require_identifiers();
    var isPrereleaseIdentifier = (prerelease, identifier) => {
      const identifiers = identifier.split(".");
      if (identifiers.length > prerelease.length) {
        return false;
      }
      for (let i = 0; i < identifiers.length; i++) {
        if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) {
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
            return compareIdentifiers(a, b);
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
            return compareIdentifiers(a, b);
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
    var compare3 = (a, b, loose) => new SemVer(a, loose).compare(new SemVer(b, loose));
    module.exports = compare3;
  }
});

// node_modules/semver/functions/parse.js
var require_parse = __commonJS({
  "node_modules/semver/functions/parse.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse5 = (version, options, throwErrors = false) => {
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
    module.exports = parse5;
  }
});

// src/context/gather.ts
import { realpath } from "node:fs/promises";

// src/host/trace.ts
import { createHash } from "node:crypto";
var hex = (text4) => createHash("sha256").update(text4).digest("hex");
var TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
function parseTraceparent(text4) {
  const match2 = TRACEPARENT.exec(text4.trim());
  return match2?.[1] ? { traceId: match2[1], traceparent: text4.trim() } : void 0;
}
function traceOfRun(run) {
  if (!run.id || !run.attempt) return { traceId: "unknown", traceparent: "" };
  const traceId = hex(`${run.id}${run.attempt}t`).slice(0, 32);
  const isCheckRun = run.checkRunId !== void 0 && /^\d+$/.test(run.checkRunId);
  const span = (isCheckRun ? hex(`${run.checkRunId}-j`) : hex(`${run.id}${run.attempt}s`)).slice(16, 32);
  return { traceId, traceparent: `00-${traceId}-${span}-01` };
}

// src/host/githubApi.ts
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
var WAITS = [200, 600];
var TIMEOUT_MS = 1e4;
var HOPELESS = /* @__PURE__ */ new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_INVALID_URL"
]);
var PASSING = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504]);
function createGitHubApi(settings) {
  const base = `${settings.url.replace(/\/+$/, "")}/repos/${settings.repository}`;
  return {
    repository: settings.repository,
    authenticated: settings.token !== void 0,
    request: async (method, path, body) => {
      const waits = method === "GET" ? WAITS : [];
      for (let tried = 0; ; tried++) {
        const answer = await send({ ...settings, method, url: `${base}${path}`, body }).catch(
          (error) => error
        );
        const pause2 = waits[tried];
        if (pause2 !== void 0 && mayPass(answer)) await wait(pause2);
        else if (answer instanceof Error) throw answer;
        else return answer;
      }
    }
  };
}
function mayPass(answer) {
  if (!(answer instanceof Error)) return PASSING.has(answer.status);
  return !(`code` in answer && HOPELESS.has(String(answer.code)));
}
function send({ url, method, token, body, timeoutMs = TIMEOUT_MS }) {
  return new Promise((resolve, reject) => {
    const payload = body === void 0 ? void 0 : Buffer.from(JSON.stringify(body));
    const headers = {
      accept: "application/vnd.github+json",
      "user-agent": "publish-image",
      "x-github-api-version": "2022-11-28",
      ...token && { authorization: `Bearer ${token}` },
      ...payload && { "content-type": "application/json", "content-length": payload.length }
    };
    const call = (url.startsWith("https:") ? requestHttps : requestHttp)(
      url,
      { method, headers },
      (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on(
          "end",
          () => resolve({
            status: response.statusCode ?? 0,
            json: parseJson(Buffer.concat(chunks)),
            headers: response.headers
          })
        );
      }
    );
    call.on("error", reject);
    call.setTimeout(
      timeoutMs,
      () => call.destroy(new Error(`no answer from ${new URL(url).host} within ${timeoutMs} ms`))
    );
    call.end(payload);
  });
}
function parseJson(body) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return void 0;
  }
}

// src/context/gitCommand.ts
import { realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
var QUIET = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
function openGit(exec2, directory, environment) {
  const root = findRoot(directory);
  const trusted = environment.GITHUB_ACTIONS === "true" ? ["-c", `safe.directory=${root ?? directory}`] : [];
  const env = { ...environment, ...QUIET };
  return (args, options = {}) => exec2(["git", ...trusted, "-c", "log.showSignature=false", ...args], { ...options, cwd: directory, env });
}
function openBareGit(exec2, gitDirectory, environment) {
  const env = { ...withoutRepository(environment), ...QUIET };
  const prefix = [
    "-c",
    `safe.directory=${gitDirectory}`,
    "-c",
    "log.showSignature=false",
    "--git-dir",
    gitDirectory
  ];
  return (args, options = {}) => exec2(["git", ...prefix, ...args], { ...options, cwd: gitDirectory, env });
}
function withoutRepository(environment) {
  const foreign = /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|NAMESPACE)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}
function findRoot(directory) {
  let folder;
  try {
    folder = realpathSync(directory);
  } catch {
    return void 0;
  }
  for (; ; ) {
    if (statSync(join(folder, ".git"), { throwIfNoEntry: false })) return folder;
    const parent = dirname(folder);
    if (parent === folder) return void 0;
    folder = parent;
  }
}
function complaintOf(result) {
  if (result.error) return `git could not be started: ${result.error.message}`;
  const lines4 = result.stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("hint:"));
  const fatal = lines4.find((line) => /^(?:fatal|error|remote):/.test(line)) ?? lines4.at(-1);
  return (fatal ?? `git ended with exit code ${result.exitCode}`).replace(/^(?:fatal|error): /, "").trim();
}
function linesOf(result) {
  return result.stdout.toString().split("\n").filter((line) => line !== "");
}

// src/context/gitRemote.ts
var REMOTE_KEYS = "^(remote\\..*\\.(url|partialclonefilter)|(http|credential|url)\\..*|core\\.(sshcommand|gitproxy)|protocol\\..*)$";
function parseRemoteConfig(output) {
  const urls = /* @__PURE__ */ new Map();
  const filters = /* @__PURE__ */ new Map();
  const connection = [];
  const fields3 = output.split("\0");
  for (let at = 0; at + 1 < fields3.length; at += 2) {
    const [scope, entry] = [fields3[at], fields3[at + 1] ?? ""];
    const end = entry.indexOf("\n");
    const [key, value] = end < 0 ? [entry, "true"] : [entry.slice(0, end), entry.slice(end + 1)];
    const remote = /^remote\.(.*)\.(url|partialclonefilter)$/s.exec(key);
    if (remote?.[1] === void 0) {
      if (scope === "local" || scope === "worktree") connection.push([key, value]);
      continue;
    }
    const table2 = remote[2] === "url" ? urls : filters;
    if (!table2.has(remote[1])) table2.set(remote[1], value);
  }
  const name = urls.has("origin") ? "origin" : urls.keys().next().value;
  const of = (table2) => name === void 0 ? void 0 : table2.get(name);
  return { url: of(urls), filter: of(filters), connection };
}
function withoutCredentials(url) {
  return url.replace(
    /^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i,
    (whole, scheme) => /^ssh/i.test(scheme) ? whole.replace(/:[^:/@]*@$/, "@") : scheme
  );
}
function planRemoteAccess(config, server, environment) {
  const configured = config?.url;
  const kept = config?.connection ?? [];
  const own = configured === void 0 ? server.repository : pathOnServer(configured, server.url);
  const hasCredentials = kept.some(([key]) => /^(?:http\..*extraheader|core\.sshcommand)$/i.test(key));
  if (own !== void 0 && server.token && !hasCredentials)
    return tokenAccess(`${server.url}/${own}`, server.token, environment);
  if (configured === void 0) return void 0;
  return remoteAccess(configured, kept, environment);
}
function tokenAccess(url, token, environment) {
  const key = `http.${new URL(url).origin}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  return remoteAccess(
    url,
    [
      [key, ""],
      [key, `AUTHORIZATION: basic ${basic}`]
    ],
    environment
  );
}
function remoteAccess(url, settings, environment) {
  return {
    url: withoutCredentials(url),
    environment: withSettings(environment, [["remote.origin.url", url], ...settings])
  };
}
function pathOnServer(remote, serverUrl) {
  const host = URL.parse(serverUrl)?.host;
  const match2 = /^(?:https?:\/\/(?:[^/@]*@)?|ssh:\/\/(?:[^/@]*@)?|[\w.-]+@)([^/:]+(?::\d+)?)[/:](.+?)(?:\.git)?\/?$/.exec(
    remote
  );
  return host !== void 0 && match2?.[1]?.toLowerCase() === host.toLowerCase() ? match2[2] : void 0;
}
function withSettings(environment, settings) {
  const first = Number(environment.GIT_CONFIG_COUNT ?? 0) || 0;
  const variables = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value]
  ]);
  return {
    ...environment,
    ...Object.fromEntries(variables),
    GIT_CONFIG_COUNT: String(first + settings.length)
  };
}

// src/context/git.ts
async function readClone(exec2, directory, question) {
  const git = openGit(exec2, directory, question.environment);
  if (findRoot(directory) === void 0 && question.environment.GIT_DIR === void 0)
    return withoutClone(git, question);
  const [place, commits, tags2, config] = await Promise.all([
    git(["rev-parse", "--is-shallow-repository", "--show-toplevel", "--symbolic-full-name", "HEAD"]),
    git([
      "log",
      "--no-walk=unsorted",
      "--ignore-missing",
      "--format=%H %ct",
      "HEAD",
      ...isSha(question.sha) ? [question.sha] : []
    ]),
    git(["for-each-ref", "--format=%(refname:lstrip=2)", "refs/tags"]),
    git(["config", "--includes", "--show-scope", "-z", "--get-regexp", REMOTE_KEYS])
  ]);
  const [shallow = "", root = "", ref2 = ""] = linesOf(place);
  if (root === "") refuseUnreadable(place);
  if (root === "") return withoutClone(git, question);
  const times = new Map(linesOf(commits).map((line) => splitTime(line)));
  const head = times.keys().next().value;
  const sha2 = question.sha ?? head ?? "";
  const remote = parseRemoteConfig(config.stdout.toString());
  const facts = {
    root,
    sha: sha2,
    commitTime: times.get(sha2) ?? await timeElsewhere(sha2, question),
    remote: remote.url === void 0 ? void 0 : withoutCredentials(remote.url),
    branch: ref2.startsWith("refs/heads/") ? ref2.slice("refs/heads/".length) : void 0,
    shallow: shallow === "true",
    gitTags: linesOf(tags2)
  };
  return { facts, head, git, remote };
}
async function withoutClone(git, question) {
  const sha2 = question.sha ?? "";
  const commitTime2 = await timeElsewhere(sha2, question);
  return {
    facts: {
      root: void 0,
      sha: sha2,
      commitTime: commitTime2,
      remote: void 0,
      branch: void 0,
      shallow: false,
      gitTags: []
    },
    head: void 0,
    git,
    remote: { url: void 0, filter: void 0, connection: [] }
  };
}
function timeElsewhere(sha2, question) {
  return sha2 === "" || !question.commitTime ? Promise.resolve(void 0) : question.commitTime(sha2);
}
function refuseUnreadable(result) {
  if (result.error || /not a git repository|must be run in a work tree/.test(result.stderr)) return;
  const dubious = /dubious ownership/.test(result.stderr);
  throw new UserError(`git can't read the repository: ${complaintOf(result)}`, {
    hint: dubious ? "The folder belongs to another user. If you trust it: git config --global --add safe.directory <folder>" : 'Run "git status" in that folder and mend what it names.'
  });
}
function isSha(text4) {
  return text4 !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text4);
}
function splitTime(line) {
  const [sha2 = "", seconds3] = line.split(" ");
  return [sha2, new Date(Number(seconds3) * 1e3)];
}

// src/context/shallow.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";
var COMMITS_ONLY = "--filter=tree:0";
async function openOwnRepository(exec2, access5, sha2) {
  const directory = mkdtempSync(join2(access5.environment.RUNNER_TEMP ?? tmpdir(), "publish-image-history-"));
  const git = openBareGit(exec2, directory, access5.environment);
  const close2 = () => rmSync(directory, { recursive: true, force: true });
  const format2 = sha2.length === 64 ? ["--object-format=sha256"] : [];
  const made = await git(["init", "--quiet", "--bare", "--template=", ...format2, directory]);
  if (!made.ok) {
    close2();
    throw new UserError(
      `a repository for the history could not be made in ${directory}: ${complaintOf(made)}`
    );
  }
  const quiet = ["-c", "gc.auto=0", "-c", "maintenance.auto=false"];
  const fetch = (commits, options = [COMMITS_ONLY]) => git([
    ...quiet,
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-auto-gc",
    ...options,
    "origin",
    ...commits
  ]);
  return { git, fetch, close: close2 };
}

// src/context/ancestry.ts
function commitComparison(sources) {
  const known = /* @__PURE__ */ new Map();
  return (ours, theirs) => {
    if (!isSha(ours) || !isSha(theirs)) return Promise.resolve("unknown");
    if (ours === theirs) return Promise.resolve("same");
    const pair = `${ours} ${theirs}`;
    const relation = known.get(pair) ?? compare(sources, ours, theirs);
    known.set(pair, relation);
    return relation;
  };
}
async function compare({ clone, api, remote }, ours, theirs) {
  const local = clone ? await compareIn(clone.git, ours, theirs) : "unknown";
  if (local !== "unknown" && !(local === "diverged" && clone?.shallow)) return local;
  const told = await api?.(ours, theirs);
  if (told !== void 0 && told !== "unknown") return told;
  return remote ? compareFetched(remote, ours, theirs) : "unknown";
}
async function compareIn(git, ours, theirs) {
  const [ahead, behind] = await Promise.all([
    git(["merge-base", "--is-ancestor", theirs, ours]),
    git(["merge-base", "--is-ancestor", ours, theirs])
  ]);
  if (ahead.ok) return "ahead";
  if (behind.ok) return "behind";
  return ahead.exitCode === 1 && behind.exitCode === 1 ? "diverged" : "unknown";
}
async function compareFetched({ exec: exec2, access: access5 }, ours, theirs) {
  const own = await openOwnRepository(exec2, access5, ours).catch(() => void 0);
  if (!own) return "unknown";
  try {
    const fetched = await own.fetch([ours, theirs]);
    if (!fetched.ok && !(await own.fetch(["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"])).ok)
      return "unknown";
    return await compareIn(own.git, ours, theirs);
  } finally {
    own.close();
  }
}

// src/context/buildx.ts
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join as join4 } from "node:path";

// src/context/buildxBuilders.ts
import { createHash as createHash2 } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join as join3 } from "node:path";
var asObject = (value) => typeof value === "object" && value !== null ? value : {};
var asList = (value) => Array.isArray(value) ? value : [];
var asText = (value) => typeof value === "string" ? value : "";
function buildxFolder(environment) {
  return environment.BUILDX_CONFIG || join3(dockerFolder(environment), "buildx");
}
async function readBuilders(environment) {
  const folder = join3(buildxFolder(environment), "instances");
  const names = await readdir(folder).catch(() => []);
  const builders = await Promise.all(names.map((name) => readJson(join3(folder, name)).then(builderFrom)));
  return builders.filter((builder) => builder !== void 0);
}
async function readSelected(environment) {
  if (environment.BUILDX_BUILDER) return environment.BUILDX_BUILDER;
  const folder = buildxFolder(environment);
  const key = await engineKey(environment);
  const current = asObject(await readJson(join3(folder, "current")));
  const name = asText(current.Name);
  if (name && (current.Global === true || current.Key === key)) return name;
  const hash = createHash2("sha256").update(key).digest("hex").slice(0, 20);
  return (await readFile(join3(folder, "defaults", hash), "utf8").catch(() => "")).trim() || void 0;
}
async function engineKey(environment) {
  if (environment.DOCKER_HOST) return environment.DOCKER_HOST;
  const context = environment.DOCKER_CONTEXT || asText((await readDockerConfig(environment)).currentContext);
  return context && context !== "default" ? context : "unix:///var/run/docker.sock";
}
async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return void 0;
  }
}
function builderFrom(json2) {
  const { Name: name, Driver: driver, Nodes: nodes } = asObject(json2);
  if (!asText(name)) return void 0;
  const platforms3 = asList(nodes).flatMap((node) => asList(asObject(node).Platforms).map(platformFrom));
  return {
    name: asText(name),
    driver: asText(driver),
    platforms: platforms3.filter((platform2) => platform2 !== void 0)
  };
}
function platformFrom(json2) {
  const { os: os5, architecture, variant } = asObject(json2);
  const text4 = [os5, architecture, variant].map(asText).filter(Boolean).join("/");
  return text4.includes("/") ? parsePlatform(text4) : void 0;
}

// src/context/buildx.ts
var SYSTEM_FOLDERS = ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"].map(
  (folder) => join4(folder, "docker/cli-plugins")
);
async function readBuildx(environment, exec2) {
  const [command, builders, selected] = await Promise.all([
    findBuildx(environment, exec2),
    readBuilders(environment),
    readSelected(environment)
  ]);
  if (!command) return void 0;
  const insisted = Boolean(environment.BUILDX_BUILDER);
  return {
    command,
    builders,
    current: currentFrom(selected, { builders, insisted }),
    folder: buildxFolder(environment)
  };
}
function currentFrom(selected, { builders, insisted }) {
  if (selected === void 0 || selected === "default") return void 0;
  const found = builders.find(({ name }) => name === selected);
  if (!found && !insisted) return void 0;
  return { name: selected, driver: found?.driver ?? "unknown" };
}
async function findBuildx(environment, exec2) {
  for (const folder of await pluginFolders(environment)) {
    const path = join4(folder, "docker-buildx");
    if (await isExecutable(path)) return [path];
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  const installed = await Promise.all(folders.map((folder) => isExecutable(join4(folder, "docker"))));
  if (!installed.includes(true)) return void 0;
  const { ok } = await exec2(["docker", "buildx", "version"], { env: { ...environment } });
  return ok ? ["docker", "buildx"] : void 0;
}
async function pluginFolders(environment) {
  const { cliPluginsExtraDirs } = await readDockerConfig(environment);
  const extra = Array.isArray(cliPluginsExtraDirs) ? cliPluginsExtraDirs : [];
  const own = join4(dockerFolder(environment), "cli-plugins");
  return [...extra.filter((folder) => typeof folder === "string"), own, ...SYSTEM_FOLDERS];
}
async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false
  );
}

// src/context/emulators.ts
import { access as access2, readdir as readdir2, readFile as readFile2 } from "node:fs/promises";
import { join as join5 } from "node:path";
var BINFMT_MISC = "/proc/sys/fs/binfmt_misc";
var RUNS_386 = "/proc/sys/abi/vsyscall32";
var PLATFORMS = {
  aarch64: ["linux/arm64"],
  arm: ["linux/arm/v7", "linux/arm/v6", "linux/arm/v5"],
  riscv64: ["linux/riscv64"],
  s390x: ["linux/s390x"],
  ppc64le: ["linux/ppc64le"],
  i386: ["linux/386"],
  x86_64: ["linux/amd64"],
  mips64: ["linux/mips64"],
  mips64el: ["linux/mips64le"],
  loongarch64: ["linux/loong64"]
};
async function readEmulators(folder = BINFMT_MISC, runs386 = RUNS_386) {
  const names = await readdir2(folder).catch(() => []);
  const texts = await Promise.all(
    names.filter((name) => name !== "register").map((name) => readFile2(join5(folder, name), "utf8").catch(() => ""))
  );
  if (texts.some((text4) => text4.trim() === "disabled")) return [];
  const emulated = texts.flatMap(platformsOf);
  const native = await access2(runs386).then(
    () => ["linux/386"],
    () => []
  );
  return [.../* @__PURE__ */ new Set([...native, ...emulated])].map(parsePlatform);
}
function platformsOf(entry) {
  const lines4 = entry.split("\n");
  const cpu = /^interpreter .*qemu-([a-z0-9_]+?)(?:-static)?$/m.exec(entry)?.[1];
  const fixed = /^flags:.*F/m.test(entry);
  return lines4[0] === "enabled" && fixed && cpu ? PLATFORMS[cpu] ?? [] : [];
}

// src/host/engineRequest.ts
import { request } from "node:http";
function requestEngine(endpoint, wanted) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const text4 = wanted.body === void 0 ? void 0 : JSON.stringify(wanted.body);
  const sent = request({
    method: wanted.method,
    path: wanted.path,
    headers: { Host: "docker", ...text4 && { "Content-Type": "application/json" }, ...wanted.headers },
    createConnection: () => openEngine(endpoint),
    ...signalOf(wanted) && { signal: signalOf(wanted) }
  });
  sent.on("error", reject);
  sent.on("response", (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
  });
  sent.end(text4);
  return promise;
}
function signalOf({ signal, timeoutMs }) {
  const limits2 = [signal, timeoutMs === void 0 ? void 0 : AbortSignal.timeout(timeoutMs)];
  const set = limits2.filter((limit) => limit !== void 0);
  return set.length > 0 ? AbortSignal.any(set) : void 0;
}
function engineWords({ status, body }) {
  const text4 = body.toString().trim();
  try {
    const { message } = JSON.parse(text4);
    if (typeof message === "string") return message;
  } catch {
  }
  return text4.slice(0, 500) || `status ${status}`;
}

// src/context/engineEndpoint.ts
import { createHash as createHash3 } from "node:crypto";
import { access as access3, readFile as readFile3 } from "node:fs/promises";
import { join as join6 } from "node:path";
var DEFAULT_HOST = "unix:///var/run/docker.sock";
async function readEngineEndpoint(environment) {
  const throughCli = { kind: "dial-stdio", env: { ...environment } };
  const { host, tls } = await readHost(environment);
  return tls ? throughCli : parseHost(host) ?? throughCli;
}
async function readHost(environment) {
  const tls = Boolean(environment.DOCKER_TLS_VERIFY || environment.DOCKER_TLS);
  if (environment.DOCKER_HOST) return { host: environment.DOCKER_HOST, tls };
  const context = await currentContext(environment);
  return context === "default" ? { host: DEFAULT_HOST, tls } : readContext(environment, context);
}
async function currentContext(environment) {
  if (environment.DOCKER_CONTEXT) return environment.DOCKER_CONTEXT;
  const { currentContext: currentContext2 } = await readDockerConfig(environment);
  return typeof currentContext2 === "string" && currentContext2 ? currentContext2 : "default";
}
async function readContext(environment, name) {
  const id = createHash3("sha256").update(name).digest("hex");
  const contexts = join6(dockerFolder(environment), "contexts");
  const text4 = await readFile3(join6(contexts, "meta", id, "meta.json"), "utf8").catch(() => "{}");
  const host = JSON.parse(text4)?.Endpoints?.docker?.Host;
  const tls = await access3(join6(contexts, "tls", id, "docker")).then(
    () => true,
    () => false
  );
  return { host: typeof host === "string" ? host : "", tls };
}
function parseHost(host) {
  if (host.startsWith("unix://")) return { kind: "unix", path: host.slice("unix://".length) };
  if (!host.startsWith("tcp://") || !URL.canParse(host)) return void 0;
  const { hostname, port, pathname } = new URL(host);
  if (!hostname || pathname.length > 1) return void 0;
  return { kind: "tcp", host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 2375) };
}

// src/context/engine.ts
var TIMEOUT_MS2 = { unix: 5e3, tcp: 3e3, "dial-stdio": 15e3 };
async function readEngine(environment) {
  const endpoint = await readEngineEndpoint(environment);
  const [version, info] = await Promise.all([readJson2(endpoint, "/version"), readJson2(endpoint, "/info")]);
  if (!version || !info) return void 0;
  return engineFactsFrom(version, info, endpoint.kind === "unix" ? endpoint.path : void 0);
}
async function readJson2(endpoint, path) {
  try {
    const answer = await requestEngine(endpoint, {
      method: "GET",
      path,
      timeoutMs: TIMEOUT_MS2[endpoint.kind]
    });
    return answer.status === 200 ? asObject2(JSON.parse(answer.body.toString())) : void 0;
  } catch {
    return void 0;
  }
}
var asObject2 = (value) => typeof value === "object" && value !== null ? value : {};
var asText2 = (value) => typeof value === "string" ? value : "";
var asTexts = (value) => Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
function engineFactsFrom(version, info, socket) {
  const registries = asObject2(info.RegistryConfig);
  return {
    version: asText2(version.Version) || asText2(info.ServerVersion),
    containerdStore: keepsImagesInContainerd(info.DriverStatus),
    platform: platformOf(version),
    socket,
    mirrors: asTexts(registries.Mirrors),
    insecureRegistries: [
      ...asTexts(registries.InsecureRegistryCIDRs),
      ...Object.entries(asObject2(registries.IndexConfigs)).filter(([, index]) => asObject2(index).Secure === false).map(([host]) => host)
    ]
  };
}
function keepsImagesInContainerd(driverStatus) {
  const rows = Array.isArray(driverStatus) ? driverStatus : [];
  return rows.some(
    (row) => Array.isArray(row) && row[0] === "driver-type" && asText2(row[1]).startsWith("io.containerd.snapshotter")
  );
}
function platformOf(version) {
  return parsePlatform(`${asText2(version.Os) || "linux"}/${asText2(version.Arch) || "amd64"}`);
}

// src/context/run.ts
import { readFile as readFile4 } from "node:fs/promises";
async function readRun(environment, refInput) {
  const payload = await readPayload(environment.GITHUB_EVENT_PATH);
  const event = environment.GITHUB_EVENT_NAME ?? "";
  return {
    event,
    ref: refInput ?? environment.GITHUB_REF ?? "",
    baseRef: environment.GITHUB_BASE_REF || shortRef(text(payload.base_ref)),
    privileged: event === "pull_request_target" || event === "workflow_run",
    actor: environment.GITHUB_ACTOR ?? "",
    id: environment.GITHUB_RUN_ID ?? "",
    attempt: environment.GITHUB_RUN_ATTEMPT ?? "",
    number: environment.GITHUB_RUN_NUMBER ?? "",
    serverUrl: environment.GITHUB_SERVER_URL || "https://github.com",
    payload
  };
}
async function readPayload(path) {
  if (!path) return {};
  try {
    return object(JSON.parse(await readFile4(path, "utf8")));
  } catch {
    return {};
  }
}
function shaOf(run, environment) {
  if (run.event === "workflow_run")
    return text(object(run.payload.workflow_run).head_sha) || (environment.GITHUB_SHA ?? "");
  return environment.GITHUB_SHA ?? "";
}
function triggerOf(run) {
  const branch = run.ref.startsWith("refs/heads/") ? run.ref.slice("refs/heads/".length) : void 0;
  const gitTag = run.ref.startsWith("refs/tags/") ? run.ref.slice("refs/tags/".length) : void 0;
  if (run.event === "pull_request" || run.event === "pull_request_target") return pullRequest(run.payload);
  if (run.event === "merge_group") return { kind: "merge_group", branch: branch ?? "" };
  if (run.event === "schedule" && branch !== void 0) return { kind: "schedule", branch };
  if (run.event === "workflow_dispatch" || run.event === "repository_dispatch") {
    return {
      kind: "dispatch",
      ...branch !== void 0 && { branch },
      ...gitTag !== void 0 && { gitTag }
    };
  }
  if (run.event === "workflow_run")
    return { kind: "branch", branch: text(object(run.payload.workflow_run).head_branch) || (branch ?? "") };
  if (gitTag !== void 0) return { kind: "tag", gitTag };
  if (branch !== void 0) return { kind: "branch", branch };
  return { kind: "none" };
}
function pullRequest(payload) {
  const request2 = object(payload.pull_request);
  const head = object(request2.head);
  const base = object(request2.base);
  const headRepository = text(object(head.repo).full_name);
  const number = payload.number ?? request2.number;
  return {
    kind: "pull_request",
    number: typeof number === "number" ? number : 0,
    headSha: text(head.sha),
    headRef: text(head.ref),
    baseRef: text(base.ref),
    // a deleted fork has no head repository any more
    fork: headRepository !== text(object(base.repo).full_name)
  };
}
function shortRef(ref2) {
  return ref2.replace(/^refs\/(heads|tags)\//, "");
}
function object(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
function text(value) {
  return typeof value === "string" ? value : "";
}

// src/context/github.ts
async function readRepository(api, run) {
  const fromEvent = parseRepositoryFacts(run.payload.repository);
  if (!api) return { facts: fromEvent, warning: void 0 };
  const named2 = {
    fullName: api.repository,
    name: api.repository.slice(api.repository.indexOf("/") + 1),
    url: `${run.serverUrl}/${api.repository}`,
    ...fromEvent
  };
  const answer = await ask(api, "");
  if (typeof answer === "string" || answer.status !== 200) {
    const reason = typeof answer === "string" ? answer : reasonOf(answer);
    return {
      facts: named2,
      warning: `The repository could not be looked up (${reason}): labels may lack title, description, url, licenses.`
    };
  }
  return { facts: { ...named2, ...parseRepositoryFacts(answer.json) }, warning: void 0 };
}
function parseRepositoryFacts(value) {
  const repository = object(value);
  const fields3 = {
    fullName: text(repository.full_name),
    name: text(repository.name),
    description: text(repository.description),
    // of a push event, `url` is the page; of the API, that is `html_url`
    url: text(repository.html_url),
    license: text(object(repository.license).spdx_id),
    defaultBranch: text(repository.default_branch)
  };
  const known = Object.fromEntries(Object.entries(fields3).filter(([, field]) => field !== ""));
  return { ...known, ...typeof repository.private === "boolean" && { private: repository.private } };
}
async function compareByApi(api, ours, theirs) {
  const answer = await ask(api, `/compare/${theirs}...${ours}?per_page=1`);
  if (typeof answer === "string" || answer.status !== 200) return void 0;
  const relations = {
    ahead: "ahead",
    behind: "behind",
    diverged: "diverged",
    identical: "same"
  };
  return relations[text(object(answer.json).status)];
}
async function readCommitTime(api, run, sha2) {
  const told = timeInPayload(run, sha2);
  if (told || !api || !isSha(sha2)) return told;
  const answer = await ask(api, `/git/commits/${sha2}`);
  return typeof answer === "string" ? void 0 : parseTime(object(object(answer.json).committer).date);
}
function timeInPayload({ payload }, sha2) {
  const commits = Array.isArray(payload.commits) ? payload.commits : [];
  const candidates = [...commits, payload.head_commit, object(payload.workflow_run).head_commit].map(object);
  return parseTime(candidates.find((commit) => commit.id === sha2)?.timestamp);
}
function parseTime(value) {
  const time = new Date(text(value));
  return Number.isNaN(time.getTime()) ? void 0 : time;
}
function ask(api, path) {
  return api.request("GET", path).catch((error) => messageOf(error));
}
function reasonOf({ status, json: json2, headers }) {
  if ((status === 403 || status === 429) && headers["x-ratelimit-remaining"] === "0")
    return "the rate limit of the GitHub API is used up";
  const said = text(object(json2).message);
  return said === "" ? `the GitHub API answered ${status}` : `the GitHub API answered ${status}: ${said}`;
}

// src/context/gather.ts
async function gather(inputs, outside) {
  const { exec: exec2, environment } = outside;
  const run = await readRun(environment, inputs.what.ref);
  const api = apiOf(inputs, environment);
  const directory = await realpath(environment.GITHUB_WORKSPACE || outside.cwd).catch(() => outside.cwd);
  const sha2 = inputs.build.context === "git" ? void 0 : shaOf(run, environment) || void 0;
  const [clone, repository, engine, buildx, emulators] = await Promise.all([
    readClone(exec2, directory, { environment, sha: sha2, commitTime: (commit) => readCommitTime(api, run, commit) }),
    readRepository(api, run),
    readEngine(environment),
    readBuildx(environment, exec2),
    readEmulators()
  ]);
  const located = inBranch(run, { inputs, clone });
  const server = { url: run.serverUrl, repository: environment.GITHUB_REPOSITORY, token: inputs.where.githubToken };
  const access5 = planRemoteAccess(clone.remote, server, environment);
  const context = {
    now: /* @__PURE__ */ new Date(),
    trigger: triggerOf(located),
    run: located,
    repository: repository.facts,
    git: clone.facts,
    trace: traceOf(inputs.report, { environment, run }),
    engine,
    buildx,
    emulators,
    environment
  };
  const compareCommits = commitComparison({
    clone: clone.facts.root === void 0 ? void 0 : { git: clone.git, shallow: clone.facts.shallow },
    api: api && ((ours, theirs) => compareByApi(api, ours, theirs)),
    remote: access5 && { exec: exec2, access: access5 }
  });
  return { context, clone, api, access: access5, compareCommits, warnings: repository.warning === void 0 ? [] : [repository.warning] };
}
function apiOf(inputs, environment) {
  const repository = environment.GITHUB_REPOSITORY;
  if (!repository) return void 0;
  return createGitHubApi({ url: environment.GITHUB_API_URL || "https://api.github.com", repository, token: inputs.where.githubToken });
}
function inBranch(run, { inputs, clone }) {
  const { branch } = clone.facts;
  if (inputs.what.ref !== void 0 || branch === void 0) return run;
  return run.ref === "" || inputs.build.context === "git" ? { ...run, ref: `refs/heads/${branch}` } : run;
}
function traceOf(inputs, { environment, run }) {
  const given = inputs.traceparent ?? environment.TRACEPARENT;
  return given && parseTraceparent(given) || traceOfRun({ id: run.id, attempt: run.attempt, checkRunId: inputs.checkRunId });
}

// src/oci/digest.ts
import { createHash as createHash4 } from "node:crypto";
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text4) {
  return DIGEST.test(text4);
}
function digestOf(bytes) {
  return `sha256:${createHash4("sha256").update(bytes).digest("hex")}`;
}

// src/oci/reference.ts
var DOCKER_HUB = /* @__PURE__ */ new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com"
]);
var PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
var HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;
var TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
function isDockerHub(host) {
  return DOCKER_HUB.has(host);
}
function parseRepository(text4) {
  const name = text4.trim().toLowerCase();
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasHost = first.includes(".") || first.includes(":") || first === "localhost";
  const registry = hasHost ? first : "docker.io";
  const path = hasHost ? name.slice(slash + 1) : name;
  if (!HOST.test(registry) || !PATH.test(path)) {
    throw new Error(
      `"${text4.trim()}" is no image name; expected [registry/]path, such as ghcr.io/owner/app, without a tag`
    );
  }
  if (!isDockerHub(registry)) return { name, registry, path };
  return { name, registry: "docker.io", path: path.includes("/") ? path : `library/${path}` };
}

// src/context/logins.ts
function loginsOf(where, facts) {
  const first = facts.images[0];
  const registry = where.registry ?? (first === void 0 ? "ghcr.io" : parseRepository(first).registry);
  const single = where.password === void 0 ? [] : [{ host: registry, username: where.username ?? facts.actor, password: where.password }];
  const several = where.registries.flatMap(
    ({ host = "", username, password }) => password === void 0 ? [] : [{ host, username: username ?? facts.actor, password }]
  );
  const usesGhcr = facts.images.some((image) => parseRepository(image).registry === "ghcr.io");
  const job = usesGhcr && where.githubToken ? [{ host: "ghcr.io", username: facts.actor || "x-access-token", password: where.githubToken }] : [];
  const logins = /* @__PURE__ */ new Map();
  for (const login of [...single, ...several, ...job]) {
    const host = normalHost(login.host);
    if (!logins.has(host)) logins.set(host, { ...login, host });
  }
  const optional2 = where.registries.filter((row) => row.optional === "true");
  return { logins: [...logins.values()], optionalHosts: optional2.map(({ host = "" }) => normalHost(host)) };
}
function normalHost(text4) {
  const host = text4.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return isDockerHub(host) ? "docker.io" : host;
}

// src/execute/adopt.ts
async function adopt(step, running, effects) {
  running.verified = step.platforms;
  running.candidates = await Promise.all(
    step.images.map(async ({ image, digest }) => {
      const found = await effects.client.getManifest(parseRepository(image), digest);
      if (!found)
        throw new UserError(`${image}@${digest} was there a moment ago and is gone`, {
          hint: "Run again: it will be built."
        });
      return { image, digest: found.digest, mediaType: found.mediaType, bytes: found.bytes };
    })
  );
}

// src/oci/mediaTypes.ts
var OCI_INDEX = "application/vnd.oci.image.index.v1+json";
var OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
var OCI_EMPTY = "application/vnd.oci.empty.v1+json";
var DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
var DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
var MANIFEST_TYPES = [OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST];
function isIndexType(mediaType) {
  return mediaType === OCI_INDEX || mediaType === DOCKER_LIST;
}
function isManifestType(mediaType) {
  return mediaType === OCI_MANIFEST || mediaType === DOCKER_MANIFEST;
}

// src/oci/imageIndex.ts
var REFERENCE_DIGEST = "vnd.docker.reference.digest";
var REFERENCE_TYPE = "vnd.docker.reference.type";
function isAttestation(child) {
  return child.annotations?.[REFERENCE_TYPE] === "attestation-manifest";
}
function attestedDigest(child) {
  return child.annotations?.[REFERENCE_DIGEST];
}
function flattenResults(results) {
  const images = results.map(imageOf);
  const digests = new Set(images.map(({ digest }) => digest));
  const attestations = results.flatMap(attestationsOf);
  for (const attestation of attestations) {
    const attested = attestedDigest(attestation);
    if (attested === void 0 || !digests.has(attested)) {
      throw new Error(
        `attestation ${attestation.digest} describes ${attested ?? "nothing"}, which is not part of the image`
      );
    }
  }
  return [...images, ...attestations];
}
function imageOf(result) {
  const { platform: platform2, digest, mediaType, size, content } = result;
  if (content.kind === "manifest") return { mediaType, digest, size, platform: platform2 };
  const [image, ...others] = content.manifests.filter((child) => !isAttestation(child));
  if (!image || others.length > 0) {
    throw new Error(
      `${digest} holds ${image ? others.length + 1 : "no"} images, expected one for ${formatPlatform(platform2)}`
    );
  }
  if (image.platform && !isPlatform(image.platform, platform2)) {
    throw new Error(
      `${digest} holds ${formatPlatform(image.platform)}, expected ${formatPlatform(platform2)}`
    );
  }
  return { ...image, platform: image.platform ?? platform2 };
}
function isPlatform(built2, planned) {
  const { osVersion: _, ...rest2 } = built2;
  const plain = planned.osVersion === void 0 ? rest2 : built2;
  const { variant, ...bare2 } = plain;
  const normal = plain.architecture === "arm64" && variant === "v8" ? bare2 : plain;
  return samePlatform(normal, planned);
}
function attestationsOf({ content }) {
  return content.kind === "index" ? content.manifests.filter(isAttestation) : [];
}
function formatIndex(children, annotations) {
  const json2 = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: children.map(descriptorJson),
    ...annotationsJson(annotations)
  };
  const bytes = new TextEncoder().encode(JSON.stringify(json2));
  return { digest: digestOf(bytes), mediaType: OCI_INDEX, bytes };
}
function descriptorJson(descriptor2) {
  const { mediaType, digest, size, artifactType, platform: platform2, annotations } = descriptor2;
  return {
    mediaType,
    digest,
    size,
    ...artifactType !== void 0 && { artifactType },
    ...platform2 && { platform: platformJson(platform2) },
    ...annotationsJson(annotations ?? {})
  };
}
function platformJson({ os: os5, architecture, osVersion, variant }) {
  return {
    architecture,
    os: os5,
    ...osVersion !== void 0 && { "os.version": osVersion },
    ...variant !== void 0 && { variant }
  };
}
function annotationsJson(annotations) {
  const sorted = Object.entries(annotations).sort(([a], [b]) => a < b ? -1 : 1);
  return sorted.length === 0 ? {} : { annotations: Object.fromEntries(sorted) };
}

// src/execute/assemble.ts
async function assemble(assembly, client) {
  const { targets, results, shape } = assembly;
  const source = (targets.find(({ optional: optional2 }) => !optional2) ?? targets[0])?.repository;
  if (!source)
    throw new UserError("there is no image name to publish under", { hint: "Set the input images." });
  const read = await Promise.all(results.map((result) => readResult(client, source, result)));
  const children = flatten(read);
  const digests = Object.fromEntries(
    results.map(({ platform: platform2 }, index2) => [formatPlatform(platform2), digestAt(children, index2)])
  );
  const [only] = read;
  const plain = only && read.length === 1 && only.content.kind === "manifest";
  if (plain && shape !== "index") {
    return { digest: only.digest, mediaType: only.mediaType, bytes: only.bytes, digests, failed: [] };
  }
  if (shape === "manifest") {
    throw new UserError(
      `image-shape: manifest needs one platform and no attestations; here are ${children.length} manifests`,
      {
        hint: "Use image-shape: index, or one platform with provenance: false and sbom: false."
      }
    );
  }
  const index = formatIndex(children, assembly.annotations);
  const failed = await Promise.all(targets.map((target2) => writeIndex(client, target2, index)));
  return { ...index, digests, failed: failed.flat() };
}
async function writeIndex(client, { repository, optional: optional2 }, index) {
  try {
    await client.putManifest(repository, index.digest, index);
    return [];
  } catch (error) {
    if (!optional2) throw error;
    return [{ image: repository.name, reason: messageOf(error) }];
  }
}
async function readResult(client, repository, { platform: platform2, digest }) {
  const found = await client.getManifest(repository, digest);
  if (!found)
    throw new UserError(
      `${repository.name}@${digest}, built for ${formatPlatform(platform2)}, is not in the registry`
    );
  return {
    platform: platform2,
    digest,
    mediaType: found.mediaType,
    size: found.bytes.length,
    content: found.content,
    bytes: found.bytes
  };
}
function flatten(results) {
  try {
    return flattenResults(results);
  } catch (cause) {
    throw new UserError(`what was built cannot be put together: ${messageOf(cause)}`, { cause });
  }
}
function digestAt(children, index) {
  const child = children[index];
  if (!child) throw new Error(`no child ${index} in the index`);
  return child.digest;
}

// src/execute/running.ts
function startRunning(plan) {
  return {
    plan,
    builder: void 0,
    built: [],
    statistics: void 0,
    candidates: [],
    verified: [],
    promoted: [],
    dropped: /* @__PURE__ */ new Set(),
    warnings: [],
    durations: []
  };
}
function dropOut(image, reason, to) {
  const text4 = `${image} is optional and was left out: ${reason}`;
  to.running.dropped.add(image);
  to.running.warnings.push(text4);
  to.log.warning(text4);
}
function imagesLeft(running, images) {
  return images.filter((image) => !running.dropped.has(image));
}

// src/execute/assembleStep.ts
async function assembleImages(step, running, effects) {
  const images = imagesLeft(running, step.images);
  if (images.length === 0)
    throw new UserError("Every registry was optional and failed; nothing was published.");
  const isOptional = (name) => running.plan.images.some(({ image, optional: optional2 }) => image === name && optional2);
  const targets = images.map((image) => ({
    repository: parseRepository(image),
    optional: isOptional(image)
  }));
  const results = running.plan.builds.map((build2) => ({
    platform: build2.platform,
    digest: digestOf2(build2, running)
  }));
  const { digest, mediaType, bytes, failed } = await assemble(
    { targets, results, shape: step.shape, annotations: step.imageAnnotations },
    effects.client
  );
  for (const { image, reason } of failed) dropOut(image, reason, { running, log: effects.log });
  running.candidates = imagesLeft(running, images).map((image) => ({ image, digest, mediaType, bytes }));
}
function digestOf2(build2, running) {
  const digest = running.built.find(({ id }) => id === build2.id)?.digest;
  if (!digest)
    throw new UserError(`The build of ${build2.id} gave no digest`, {
      hint: "The builder must be able to push by digest: docker-container, remote, kubernetes, or an engine with the containerd image store."
    });
  return digest;
}

// src/execute/bakeDefinition.ts
function withPushTo(definition, images) {
  const renamed = (output) => output.replace(/^type=image,"name=[^"]*"/, `type=image,"name=${images.join(",")}"`);
  const targets = Object.entries(definition.targets).map(
    ([id, target2]) => [id, { ...target2, output: target2.output.map(renamed) }]
  );
  return { ...definition, targets: Object.fromEntries(targets) };
}
function formatBake(definition) {
  const escape = (_key, value) => typeof value === "string" ? value.replaceAll("${", "$${").replaceAll("%{", "%%{") : value;
  const file = {
    group: { default: { targets: Object.keys(definition.targets) } },
    target: definition.targets
  };
  return JSON.stringify(file, escape);
}

// src/execute/build.ts
import { mkdtemp, readFile as readFile5, rm } from "node:fs/promises";
import { join as join7 } from "node:path";

// src/execute/progress.ts
var INTERNAL = /^\[(?:[^\]]* )?internal\]/;
var OUTPUT_KEPT = 4e3;
var Progress = class {
  #print;
  #steps = /* @__PURE__ */ new Map();
  #warnings = [];
  #failure;
  #partial = "";
  #rest = "";
  constructor(print) {
    this.#print = print;
  }
  /** Takes a piece of buildx's standard error. */
  write(chunk) {
    const lines4 = (this.#partial + chunk).split("\n");
    this.#partial = lines4.pop() ?? "";
    for (const line of lines4) this.#line(line);
  }
  /** What came to light, once the stream has ended. */
  end() {
    if (this.#partial) this.#line(this.#partial);
    const steps = [...this.#steps.values()].filter((step) => /^\[[^\]]*\d+\/\d+\]/.test(step.name));
    const cached = steps.filter((step) => step.cached).length;
    return {
      steps: steps.length,
      cached,
      warnings: this.#warnings,
      failure: this.#failure,
      rest: this.#rest
    };
  }
  #line(line) {
    const report2 = parseReport(line);
    if (!report2) this.#rest += `${line}
`;
    for (const vertex of report2?.vertexes ?? []) this.#changed(vertex);
    for (const log of report2?.logs ?? []) this.#logged(log);
    for (const warning of report2?.warnings ?? []) {
      this.#warnings.push({ text: decode(warning.short ?? ""), line: warning.range?.[0]?.start.line });
    }
  }
  #changed(vertex) {
    const step = this.#steps.get(vertex.digest) ?? this.#added(vertex);
    if (vertex.started && !step.started) {
      step.started = vertex.started;
      this.#say(step, step.name);
    }
    step.cached ||= vertex.cached === true;
    if (vertex.error) this.#failed(step, vertex.error);
    else if (vertex.completed && !step.done)
      this.#say(step, step.cached ? "CACHED" : `DONE ${seconds(step.started, vertex.completed)}s`);
    step.done ||= vertex.completed !== void 0;
  }
  #added({ digest, name }) {
    const step = {
      number: this.#steps.size + 1,
      name,
      internal: INTERNAL.test(name),
      started: void 0,
      cached: false,
      done: false,
      output: ""
    };
    this.#steps.set(digest, step);
    return step;
  }
  #say(step, text4) {
    if (!step.internal) this.#print(`#${step.number} ${text4}`);
  }
  #failed(step, error) {
    this.#print(`#${step.number} ERROR: ${error}`);
    if (!this.#failure || /context canceled/.test(this.#failure.error))
      this.#failure = { step: step.name, error, output: step.output };
  }
  #logged(log) {
    const step = this.#steps.get(log.vertex);
    if (!step) return;
    const text4 = decode(log.data);
    step.output = (step.output + text4).slice(-OUTPUT_KEPT);
    const prefix = `#${step.number} ${seconds(step.started, log.timestamp)} `;
    for (const line of text4.replace(/\r?\n$/, "").split(/\r?\n|\r/)) this.#print(prefix + line);
  }
};
function parseReport(line) {
  if (!line.startsWith("{")) return void 0;
  try {
    return JSON.parse(line);
  } catch {
    return void 0;
  }
}
function decode(base64) {
  return Buffer.from(base64, "base64").toString();
}
function seconds(from, to) {
  return from ? Math.max(0, (Date.parse(to) - Date.parse(from)) / 1e3).toFixed(1) : "0.0";
}

// src/execute/build.ts
var BuildError = class extends UserError {
  said;
  /** A registry or the network failed in a way that may pass. */
  mayPass;
  constructor(message, said, options) {
    super(message, options);
    this.name = "BuildError";
    this.said = said;
    this.mayPass = MAY_PASS.test(said);
  }
};
var MAY_PASS = /failed to (?:push|do request|copy|fetch|authorize|resolve)[^\n]*(?:\b(?:408|429|500|502|503|504)\b|Too Many Requests|connection reset|unexpected EOF|broken pipe|i\/o timeout|TLS handshake timeout)/i;
async function build(run, effects) {
  const folder = await mkdtemp(join7(effects.temporary, "bake-"));
  const metadataFile = join7(folder, "metadata.json");
  try {
    const { ok, statistics } = await bake(run, { ...effects, metadataFile });
    for (const warning of statistics.warnings) effects.log.warning(warning.text, placeOf(run, warning.line));
    if (effects.signal.aborted)
      throw new UserError("The run was cancelled while it built; nothing was published.");
    if (!ok) throw buildError(run, statistics);
    const metadata = JSON.parse(await readFile5(metadataFile, "utf8"));
    return { builds: run.targets.map((id) => built(id, metadata[id] ?? {})), statistics };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
async function bake(run, effects) {
  effects.log.group(run.title);
  const stream = effects.log.untrusted();
  const progress = new Progress(stream.write);
  try {
    const argv = [
      ...run.buildx,
      "bake",
      "--file=-",
      `--builder=${run.builder}`,
      "--progress=rawjson",
      `--metadata-file=${effects.metadataFile}`,
      ...run.allow.map((entitlement) => `--allow=${entitlement}`)
    ];
    const result = await effects.exec(argv, {
      env: { ...run.env, ...run.secretEnvironment },
      input: run.definition,
      signal: effects.signal,
      onStdout: (chunk) => stream.write(chunk.toString()),
      onStderr: (chunk) => progress.write(chunk.toString())
    });
    const statistics = progress.end();
    if (!result.ok) stream.write(statistics.rest || String(result.error ?? ""));
    return { ok: result.ok, statistics };
  } finally {
    stream.end();
    effects.log.endGroup();
  }
}
function built(id, metadata) {
  const digest = metadata["containerimage.digest"];
  const imageId = metadata["containerimage.config.digest"];
  return {
    id,
    digest: typeof digest === "string" && isDigest(digest) ? digest : void 0,
    imageId: typeof imageId === "string" ? imageId : void 0,
    metadata
  };
}
function placeOf(run, line) {
  return line === void 0 ? {} : { file: run.dockerfile, startLine: line };
}
function buildError(run, { failure: failure2, rest: rest2 }) {
  const line = /^[^\s:]+:(\d+)\n-{5,}$/m.exec(rest2)?.[1];
  const said = /^ERROR: (?:target [^:]+: )?(.*)$/m.exec(rest2)?.[1] ?? rest2.trim().split("\n").at(-1) ?? "";
  const where = line === void 0 ? "" : ` (${run.dockerfile}:${line})`;
  const message = failure2 ? `Build failed at ${failure2.step}${where}: ${failure2.error}` : `Build failed${where}: ${said || "buildx gave no reason"}`;
  const output = failure2?.output.trim().split("\n").slice(-10).join("\n");
  return new BuildError(output ? `${message}
${output}` : message, rest2, {
    ...line !== void 0 && { place: { file: run.dockerfile, startLine: Number(line) } },
    hint: "No tag was moved."
  });
}

// src/execute/buildStep.ts
var ATTEMPTS = 4;
var FIRST_WAIT_MS = 1e3;
async function buildPlatforms(step, running, effects) {
  for (let attempt2 = 1; ; attempt2++) {
    const images = imagesLeft(running, step.pushTo);
    try {
      const result = await build(runOf(step, running, withPushTo(step.definition, images)), effects);
      running.built = result.builds;
      running.statistics = result.statistics;
      return;
    } catch (error) {
      if (effects.signal.aborted || !(error instanceof BuildError)) throw error;
      if (dropOptional(error, { running, images, effects })) continue;
      if (!error.mayPass || attempt2 === ATTEMPTS) throw error;
      const ms = FIRST_WAIT_MS * 2 ** (attempt2 - 1);
      effects.log.warning(
        `Building again in ${ms / 1e3} s, from the cache, since the push may pass: ${messageOf(error)}`
      );
      await effects.pause(ms, effects.signal);
    }
  }
}
function dropOptional(error, at) {
  const optional2 = at.running.plan.images.filter(
    ({ image, optional: optional3 }) => optional3 && at.images.includes(image)
  );
  const culprit = optional2.find(({ image }) => error.said.includes(parseRepository(image).registry));
  if (!culprit || at.images.length < 2) return false;
  dropOut(culprit.image, error.message, { running: at.running, log: at.effects.log });
  return true;
}
function runOf(step, running, definition) {
  const { builder } = running;
  if (!builder) throw new Error("a build was planned without a builder");
  return {
    definition: formatBake(definition),
    targets: Object.keys(definition.targets),
    allow: definition.allow,
    secretEnvironment: definition.secretEnvironment,
    buildx: builder.buildx,
    builder: builder.name,
    env: builder.env,
    dockerfile: step.dockerfile,
    title: step.title
  };
}

// src/execute/checkPush.ts
async function checkPush(step, running, effects) {
  const optional2 = new Set(running.plan.images.filter((image) => image.optional).map(({ image }) => image));
  await Promise.all(
    step.images.map(async (image) => {
      try {
        await effects.client.checkPush(parseRepository(image));
      } catch (error) {
        if (!optional2.has(image)) throw error;
        dropOut(image, messageOf(error), { running, log: effects.log });
      }
    })
  );
}

// src/oci/imageAnnotations.ts
var REVISION = "org.opencontainers.image.revision";
var VERSION = "org.opencontainers.image.version";
var CREATED = "org.opencontainers.image.created";

// src/execute/promotion.ts
var PromotionError = class extends UserError {
  rows;
  constructor(message, rows, options) {
    super(message, options);
    this.name = "PromotionError";
    this.rows = rows;
  }
};
function conclude(course, move, end) {
  const image = course.image.repository.name;
  move.row = { image, tag: move.tag.name, before: move.before?.digest, ...end };
}

// src/execute/promoteRead.ts
function startCourse(image) {
  const moves = image.tags.map(
    (tag) => ({ tag, before: void 0, wanted: image.candidate, attempted: false, row: void 0 })
  );
  const known = /* @__PURE__ */ new Map([[`${image.candidate.digest} whole`, heldOf(image.candidate)]]);
  return { image, candidate: image.candidate, moves, known, failed: false };
}
function heldOf(candidate) {
  const { digest, mediaType, bytes, created, platforms: platforms3, revision, version } = candidate;
  return {
    digest,
    mediaType,
    bytes,
    created,
    platforms: platforms3,
    labels: { [REVISION]: revision, [VERSION]: version },
    faults: []
  };
}
function candidateOf(held) {
  const { digest, mediaType, bytes, created, platforms: platforms3, labels } = held;
  return {
    digest,
    mediaType,
    bytes,
    created,
    platforms: platforms3,
    revision: labels[REVISION] ?? "",
    version: labels[VERSION] ?? ""
  };
}
async function readTag(course, { name, whole }, effects) {
  const { repository } = course.image;
  const digest = await effects.client.headManifest(repository, name);
  if (digest === void 0) return void 0;
  const known = course.known.get(`${digest} whole`) ?? (whole ? void 0 : course.known.get(digest));
  if (known) return known;
  const held = await effects.readHeld(repository, digest, whole);
  if (!held)
    throw new UserError(`${repository.name}:${name} points at ${digest}, which is not in the registry`);
  course.known.set(whole ? `${digest} whole` : digest, held);
  return held;
}
function readMove(course, move, effects) {
  return readTag(course, { name: move.tag.name, whole: isImmutable(move) }, effects);
}
async function decideTag(course, asked, effects) {
  const question = { ...asked, versions: course.image.versions };
  const decision = effects.decide(question);
  if (decision.outcome !== "compare-commits" || decision.revision === void 0) return decision;
  const ancestry = await effects.ancestry(asked.candidate.revision, decision.revision);
  return effects.decide({ ...question, ancestry });
}
async function readAndDecide(course, effects) {
  await Promise.all(
    course.moves.map(async (move) => {
      move.before = await readMove(course, move, effects);
    })
  );
  const immutable2 = course.moves.filter(isImmutable);
  const stops = await Promise.all(immutable2.map((move) => decideFirst(course, move, effects)));
  const floating = course.moves.filter((move) => !isImmutable(move));
  stops.push(...await Promise.all(floating.map((move) => decideFirst(course, move, effects))));
  return stops.flat();
}
async function expectPresent({ image }, { client }) {
  const { repository, candidate } = image;
  if (await client.headManifest(repository, candidate.digest)) return [];
  throw new UserError(`${repository.name}@${candidate.digest} is not in the registry; no tag was moved`);
}
function isImmutable(move) {
  return move.tag.guard.kind === "immutable";
}
async function decideFirst(course, move, effects) {
  move.wanted = course.candidate;
  const { tag, wanted: candidate, before: held } = move;
  const decision = await decideTag(course, { tag, candidate, held, force: course.image.force }, effects);
  if (decision.outcome === "stop")
    return [`${course.image.repository.name}:${tag.name}: ${decision.because}`];
  if (decision.outcome !== "move") concludeUnmoved(course, move, { decision, held });
  return [];
}
function concludeUnmoved(course, move, { decision, held }) {
  const end = { after: held?.digest, because: decision.because };
  if (decision.outcome === "adopt" && held) adopt2(course, held);
  if (move.attempted) {
    const ours = held?.digest === course.candidate.digest && decision.outcome === "unchanged";
    conclude(course, move, { ...end, outcome: ours ? "moved" : "superseded" });
  } else {
    conclude(course, move, {
      ...end,
      outcome: decision.outcome === "skip-newer" ? "skipped-newer" : "unchanged"
    });
  }
}
function adopt2(course, held) {
  if (course.candidate !== course.image.candidate) return;
  course.candidate = candidateOf(held);
  for (const move of course.moves) if (!move.attempted) move.wanted = course.candidate;
}

// src/execute/promoteTag.ts
var ROUNDS = 16;
var pauseOf = (round) => Math.min(50 * 2 ** (round - 1), 1e3);
async function moveTag(course, move, effects) {
  let failure2;
  for (let round = 0; round < ROUNDS; round++) {
    const held = await readMove(course, move, effects);
    if (failure2 !== void 0 && held?.digest !== move.wanted.digest) throw failure2;
    failure2 = void 0;
    const force = course.image.force && !move.attempted;
    const decision = await decideTag(course, { tag: move.tag, candidate: move.wanted, held, force }, effects);
    if (decision.outcome === "stop") throw stopped(course, move, decision.because);
    if (decision.outcome !== "move") return concludeUnmoved(course, move, { decision, held });
    if (round > 0) await effects.pause(pauseOf(round));
    throwIfCancelled(effects);
    await rememberBefore(course, move, { held, effects });
    failure2 = await write(course, move, effects);
  }
  throw stopped(course, move, `others keep overwriting it: ${ROUNDS} times by now`);
}
async function write(course, move, effects) {
  move.attempted = true;
  try {
    await effects.client.putManifest(course.image.repository, move.tag.name, move.wanted);
    return void 0;
  } catch (error) {
    return error ?? new Error("the registry refused the tag");
  }
}
async function rememberBefore(course, move, read) {
  const { held, effects } = read;
  if (move.attempted) {
    if (!held || !move.before) return;
    const candidate = candidateOf(held);
    const decision = await decideTag(
      course,
      { tag: move.tag, candidate, held: move.before, force: false },
      effects
    );
    if (decision.outcome !== "move") return;
  }
  move.before = held;
}
function stopped(course, move, because) {
  return new UserError(`${course.image.repository.name}:${move.tag.name}: ${because}`);
}
function throwIfCancelled(effects) {
  if (effects.signal?.aborted) throw new UserError("the run was cancelled while tags were moved");
}

// src/execute/promoteOvertaken.ts
var LOOKED_AT = 64;
var ROUNDS2 = 8;
var FALLBACK = /^sha256-[0-9a-f]{64}/;
async function yieldToNewer(course, effects) {
  const seen = /* @__PURE__ */ new Set([...course.image.imageTags ?? [], ...course.moves.map(({ tag }) => tag.name)]);
  if (course.image.imageTags === void 0) return;
  try {
    for (let round = 0; round < ROUNDS2; round++) {
      const mine = course.moves.filter((move) => move.attempted && !isImmutable(move));
      if (mine.length === 0) return;
      const fresh = await readFresh(course, seen, effects);
      const overtaken = await Promise.all(mine.map((move) => findNewer(course, move, { fresh, effects })));
      const behind = mine.filter((_, index) => overtaken[index]);
      if (behind.length === 0) return;
      await Promise.all(behind.map((move) => moveTag(course, move, effects)));
    }
  } catch (error) {
    effects.log.warning(
      `${course.image.repository.name}: could not make sure that no newer run was overtaken: ${messageOf(error)}`
    );
  }
}
async function readFresh(course, seen, effects) {
  const listed = await effects.client.listTags(course.image.repository) ?? [];
  const fresh = listed.filter((tag) => !seen.has(tag) && !FALLBACK.test(tag)).slice(-LOOKED_AT);
  for (const tag of fresh) seen.add(tag);
  const held = await Promise.all(fresh.map((name) => readTag(course, { name, whole: true }, effects)));
  return held.flatMap((there) => there && there.faults.length === 0 ? [candidateOf(there)] : []);
}
async function findNewer(course, move, { fresh, effects }) {
  const before = move.wanted;
  for (const candidate of fresh) {
    if (candidate.digest === move.wanted.digest) continue;
    const asked = { tag: move.tag, candidate, held: heldOf(move.wanted), force: false };
    const { outcome } = await decideTag(course, asked, effects);
    if (outcome === "move" && await isMeant(course, move, { candidate, effects })) move.wanted = candidate;
  }
  return move.wanted !== before;
}
async function isMeant(course, move, { candidate, effects }) {
  if (move.tag.guard.kind === "version" && candidate.version !== "") return true;
  return await effects.isAnnounced?.(course.image.repository, candidate.digest, move.tag.name) ?? false;
}

// src/execute/promoteRestore.ts
var CANCELLED_MS = 5e3;
var FAILED_MS = 6e4;
async function restore(courses, effects) {
  const deadline = effects.signal?.aborted ? CANCELLED_MS : FAILED_MS;
  const client = effects.lateClient(deadline);
  const written = courses.flatMap(
    (course) => course.moves.filter((move) => move.attempted).map((move) => ({ course, move }))
  );
  const putBack = async (immutable2) => {
    const tags2 = written.filter(({ move }) => isImmutable(move) === immutable2);
    await Promise.all(tags2.map(({ course, move }) => restoreTag(course, move, client)));
  };
  for (const { move } of written) move.row = void 0;
  const late = new AbortController();
  const done = putBack(false).then(() => putBack(true));
  const expired = effects.pause(deadline, late.signal);
  await Promise.race([done, expired]);
  late.abort();
  for (const { course, move } of written) {
    if (!move.row) leave(course, move, "there was no time left to put it back");
  }
}
async function restoreTag(course, move, client) {
  const { repository } = course.image;
  const { before, wanted, tag } = move;
  try {
    const now = await client.headManifest(repository, tag.name);
    if (now === before?.digest) return conclude(course, move, { outcome: "unchanged", after: now });
    if (now !== wanted.digest || now !== course.candidate.digest) {
      return conclude(course, move, { outcome: "superseded", after: now });
    }
    if (!before) {
      if (await client.deleteTag(repository, tag.name))
        return conclude(course, move, { outcome: "restored", after: void 0 });
      return leave(course, move, "the tag is new, and the registry cannot delete a tag");
    }
    await client.putManifest(repository, tag.name, before);
    const after = await client.headManifest(repository, tag.name);
    conclude(course, move, { outcome: after === before.digest ? "restored" : "superseded", after });
  } catch (error) {
    leave(course, move, messageOf(error));
  }
}
function leave(course, move, because) {
  if (!move.row) conclude(course, move, { outcome: "left", after: move.wanted.digest, because });
}
function describeLeft(rows) {
  const left = rows.filter(({ outcome }) => outcome === "left");
  const commands = left.flatMap(
    ({ image, tag, before }) => before ? [`crane tag ${image}@${before} ${tag}`] : []
  );
  const states = left.map(({ image, tag, before, after, because }) => {
    const held = before ? `held ${before}` : "is new";
    return `${image}:${tag} ${held}, now has ${after ?? "nothing"} (${because ?? "not put back"})`;
  });
  return [...states, ...commands.length > 0 ? ["To put back by hand:", ...commands] : []].join("\n");
}

// src/execute/promoteTogether.ts
async function runAll(courses, effects, action) {
  const run = async (course) => {
    try {
      return await action(course);
    } catch (error) {
      if (!course.image.optional || effects.signal?.aborted) throw error;
      await dropOut2(course, error, effects);
      return [];
    }
  };
  const all = settleAll(courses.filter(({ failed }) => !failed).map(run));
  return (await untilCancelled(all, effects)).flat();
}
async function dropOut2(course, error, effects) {
  course.failed = true;
  await restore([course], effects);
  const left = describeLeft(rowsOf([course]));
  effects.log.warning(
    `${course.image.repository.name} is optional and was left out: ${messageOf(error)}${left && `
${left}`}`
  );
}
async function settleAll(all) {
  const settled = await Promise.allSettled(all);
  const reasons = settled.flatMap(
    (result) => result.status === "rejected" ? [result.reason] : []
  );
  if (reasons.length === 1) throw reasons[0];
  if (reasons.length > 1) {
    throw new UserError([...new Set(reasons.map(messageOf))].join("\n"), { cause: reasons[0] });
  }
  return settled.flatMap((result) => result.status === "fulfilled" ? [result.value] : []);
}
async function untilCancelled(work, effects) {
  const { signal } = effects;
  if (!signal) return work;
  const settled = new AbortController();
  const cancelled = new Promise((_, reject) => {
    const stop = () => {
      effects.pause(500, settled.signal).then(() => reject(new UserError("the run was cancelled while tags were moved")));
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true, signal: settled.signal });
  });
  return Promise.race([work, cancelled]).finally(() => settled.abort());
}
function rowsOf(courses) {
  return courses.flatMap(({ moves }) => moves.flatMap(({ row }) => row ? [row] : []));
}

// src/execute/promote.ts
async function promote(images, effects) {
  const courses = images.map(startCourse);
  throwIfCancelled(effects);
  const stops = await runAll(courses, effects, async (course) => {
    const [decided] = await settleAll([readAndDecide(course, effects), expectPresent(course, effects)]);
    return decided ?? [];
  });
  if (stops.length > 0) throw conflict(stops);
  try {
    await runAll(courses, effects, async (course) => [await moveVersions(course, effects)]);
    await runAll(courses, effects, async (course) => [await moveAll(course, effects, false)]);
    await runAll(courses, effects, async (course) => [await yieldToNewer(course, effects)]);
  } catch (cause) {
    await restore(courses, effects);
    concludeUntouched(courses);
    throw failure(cause, rowsOf(courses));
  }
  return rowsOf(courses);
}
async function moveVersions(course, effects) {
  const [moved] = await Promise.allSettled([moveAll(course, effects, true), announce(course, effects)]);
  if (moved.status === "rejected") throw moved.reason;
}
async function announce(course, effects) {
  const tags2 = course.moves.filter(({ row }) => !row).map(({ tag, before }) => ({ tag: tag.name, before: before?.digest }));
  if (tags2.length === 0) return;
  const { repository } = course.image;
  try {
    const fresh = course.moves.every((move) => !isImmutable(move) || !move.row);
    await effects.announce?.({ repository, candidate: course.candidate, tags: tags2, fresh });
  } catch (error) {
    effects.log.warning(
      `${repository.name}: what this run moves could not be written down: ${messageOf(error)}`
    );
  }
}
async function moveAll(course, effects, immutable2) {
  const moves = course.moves.filter((move) => !move.row && isImmutable(move) === immutable2);
  await settleAll(moves.map((move) => moveTag(course, move, effects)));
}
function concludeUntouched(courses) {
  for (const course of courses.filter(({ failed }) => !failed)) {
    for (const move of course.moves) {
      if (!move.row) conclude(course, move, { outcome: "unchanged", after: move.before?.digest });
    }
  }
}
function conflict(stops) {
  return new UserError(`no tag was moved:
${stops.join("\n")}`, {
    hint: "Publish under another version, or replace what is there with force: true."
  });
}
function failure(cause, rows) {
  const left = describeLeft(rows);
  const restored = rows.filter(({ outcome }) => outcome === "restored").length;
  const message = `${messageOf(cause)}
${restored} tags were put back${left ? ", these were not:" : "."}`;
  return new PromotionError(left ? `${message}
${left}` : message, rows, {
    cause,
    hint: "What was published by digest is complete; running again finishes the job."
  });
}

// src/execute/promoteStep.ts
async function promoteImages(step, running, effects) {
  const images = running.candidates.flatMap((candidate) => {
    const planned = step.images.find(({ image }) => image === candidate.image);
    return planned ? [promotionOf(planned, candidate, { step, running })] : [];
  });
  running.promoted = await promote(images, effects);
  for (const row of running.promoted) {
    const said = `${row.image}:${row.tag} ${row.outcome}${row.because ? ` (${row.because})` : ""}`;
    if (row.outcome === "skipped-newer" || row.outcome === "superseded") effects.log.notice(said);
    else effects.log.info(said);
  }
}
function promotionOf(planned, candidate, at) {
  const { versionLabel: version, gitSha: revision, platforms: platforms3 } = at.running.plan;
  const created = at.running.verified[0]?.created;
  return {
    repository: parseRepository(planned.image),
    tags: planned.tags,
    optional: planned.optional,
    candidate: { ...candidate, version, revision, platforms: platforms3, created },
    versions: planned.versions,
    imageTags: planned.imageTags,
    force: at.step.force
  };
}

// src/execute/setUp.ts
async function setUpEmulators(step, _running, effects) {
  await effects.registerEmulators(step.platforms, step.image);
}
async function setUpBuilder(step, running, effects) {
  running.builder = await effects.openBuilder(step.builder);
}

// src/host/clock.ts
var systemClock = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  })
};

// src/host/retry.ts
function createRetry(options) {
  const { clock, deadline, signal, attempts = 7, firstMs = 500, capMs = 3e4 } = options;
  const gates = /* @__PURE__ */ new Map();
  const waits = [];
  const passGate = async (host) => {
    for (let left = (gates.get(host) ?? 0) - clock.now(); left > 0; left = (gates.get(host) ?? 0) - clock.now()) {
      await clock.sleep(left, signal);
    }
  };
  const wait2 = async (host, again, ms) => {
    const entry = { host, reason: again.reason, ms: Math.round(ms) };
    waits.push(entry);
    options.onWait?.(entry);
    if (again.slowsHost) gates.set(host, Math.max(gates.get(host) ?? 0, clock.now() + ms));
    await clock.sleep(ms, signal);
  };
  return {
    waits: () => waits,
    run: async (host, attempt2) => {
      for (let count = 1; ; count += 1) {
        await passGate(host);
        signal?.throwIfAborted();
        const outcome = await attempt2(count);
        if (outcome.kind === "done") return outcome.value;
        signal?.throwIfAborted();
        const jitter = clock.random() * Math.min(capMs, firstMs * 2 ** (count - 1));
        const ms = outcome.retryAfterMs === void 0 ? jitter : outcome.retryAfterMs + clock.random() * firstMs;
        const next = clock.now() + ms;
        if (next > deadline) throw outcome.error({ attempts: count, until: new Date(next) });
        if (count >= (outcome.attempts ?? attempts))
          throw outcome.error({ attempts: count, until: void 0 });
        await wait2(host, outcome, ms);
      }
    }
  };
}
var PASSING_STATUS = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504]);
var PASSING_CODE = /* @__PURE__ */ new Set([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ECONNABORTED",
  "ERR_STREAM_PREMATURE_CLOSE",
  "HPE_INVALID_EOF_STATE"
]);
var UNREACHABLE_CODE = /* @__PURE__ */ new Set(["ECONNREFUSED", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"]);
function isPassingStatus(status) {
  return PASSING_STATUS.has(status);
}
function attemptsForCode(code2) {
  if (code2 !== void 0 && PASSING_CODE.has(code2)) return void 0;
  return code2 !== void 0 && UNREACHABLE_CODE.has(code2) ? 4 : 1;
}
function parseRetryAfter(header, now) {
  if (header === void 0) return void 0;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1e3;
  const date = Date.parse(header);
  return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
}

// src/registry/remedies.ts
var GHCR = /(^|\.)ghcr\.io$/;
var HUB = /(^|\.)docker\.(io|com)$/;
var ECR = /\.amazonaws\.com(\.cn)?$|^public\.ecr\.aws$/;
var GAR = /(\.pkg\.dev|(^|\.)gcr\.io)$/;
var ACR = /\.azurecr\.(io|cn|us)$/;
var say = (text4) => () => text4;
var repositoryOf = ({ url }) => /^\/v2\/(.+?)\/(?:manifests|blobs|tags|referrers)\//.exec(url.pathname)?.[1] ?? "";
var ROWS = [
  {
    host: GHCR,
    words: /write_package/,
    remedy: say(
      'Give the job `permissions: packages: write`. If the package exists already, open its settings on GitHub and add this repository under "Manage Actions access" with the role Write.'
    )
  },
  {
    host: GHCR,
    words: /read_package|does not match expected scopes/,
    remedy: say(
      "Give the job `permissions: packages: read` (write, to publish), or use a token with the scope write:packages."
    )
  },
  {
    host: HUB,
    status: 429,
    remedy: (failure2) => `Log in to Docker Hub with a higher limit, or wait: ${limitEnd(failure2)}.`
  },
  {
    host: HUB,
    words: /incorrect username or password|unauthorized: (incorrect|personal access)/i,
    remedy: say(
      "Check `username`, and use an access token of Docker Hub as `password`; a password does not work where two-factor login is on."
    )
  },
  {
    host: HUB,
    words: /access to the resource is denied|insufficient_?scope/i,
    remedy: (failure2) => `Create the repository ${repositoryOf(failure2)} on Docker Hub if it does not exist, and use an access token that may read and write.`
  },
  {
    host: ECR,
    words: /immutable|ImageTagAlreadyExists/i,
    remedy: say(
      "The repository forbids to change a tag: turn tag immutability off for it, exclude floating tags from it, or publish version tags alone."
    )
  },
  {
    host: ECR,
    words: /does not exist|not found/i,
    remedy: (failure2) => `Create it first: aws ecr create-repository --repository-name ${repositoryOf(failure2)}`
  },
  {
    host: ECR,
    status: 403,
    remedy: say(
      "The login of ECR lasts 12 hours; log in again. The role needs ecr:InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload, PutImage, BatchCheckLayerAvailability, BatchGetImage and GetDownloadUrlForLayer."
    )
  },
  {
    host: GAR,
    words: /uploadArtifacts|denied/i,
    remedy: say("Give the account the role Artifact Registry Writer on this repository.")
  },
  {
    host: GAR,
    status: 404,
    remedy: say(
      "Create the repository first: gcloud artifacts repositories create NAME --repository-format=docker --location=LOCATION"
    )
  },
  { host: ACR, status: 401, remedy: say("Use a token or a service principal with the role AcrPush.") },
  {
    status: 412,
    words: /immutable/i,
    remedy: say("A rule of the project makes this tag immutable: change the rule, or publish another tag.")
  },
  {
    words: /immutable|cannot be overwritten/i,
    remedy: say("The registry forbids to change this tag: publish another, or change its rule.")
  },
  {
    status: 413,
    remedy: say(
      "Something in front of the registry limits the size of uploads: raise it there (nginx: client_max_body_size 0)."
    )
  },
  { status: 429, remedy: (failure2) => `The registry limits requests: ${limitEnd(failure2)}.` },
  { status: 401, remedy: (failure2) => `Check user name and password for ${failure2.url.host}.` },
  {
    code: /^(DENIED|UNAUTHORIZED)$/,
    remedy: (failure2) => `The account may not do this with ${repositoryOf(failure2) || "the repository"}: give it the right to write, or check its name.`
  },
  {
    status: 403,
    remedy: (failure2) => `The account may not do this with ${repositoryOf(failure2) || "the repository"}.`
  },
  {
    code: /^NAME_UNKNOWN$/,
    remedy: (failure2) => `Create the repository ${repositoryOf(failure2)} first, or check its name.`
  },
  {
    code: /^NAME_INVALID$/,
    remedy: say("Check the name of the image: this registry may want a project or an owner before it.")
  },
  {
    code: /^DIGEST_INVALID$/,
    remedy: say(
      "The bytes that arrived are not those that were sent: try again; if it lasts, something between here and the registry changes them."
    )
  },
  {
    code: /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)/,
    remedy: ({ url }) => `The certificate of ${url.host} is not trusted: put its authority at /etc/docker/certs.d/${url.host}/ca.crt, or name it in NODE_EXTRA_CA_CERTS.`
  },
  {
    code: /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/,
    remedy: ({ url }) => `${url.host} may speak plain HTTP: add it to the engine's insecure-registries.`
  },
  { code: /^ENOTFOUND$/, remedy: ({ url }) => `No host has the name ${url.hostname}: check it.` },
  {
    code: /^ECONNREFUSED$/,
    remedy: ({ url }) => `Nothing listens at ${url.host}: check the name and the port.`
  }
];
function remedyFor(failure2) {
  const { status, code: code2, detail, url } = failure2;
  const row = ROWS.find(
    (candidate) => (candidate.host?.test(url.hostname) ?? true) && (candidate.status === void 0 || candidate.status === status) && (candidate.code?.test(code2 ?? "") ?? true) && (candidate.words?.test(`${code2 ?? ""}: ${detail}`) ?? true)
  );
  return row?.remedy(failure2);
}
function limitEnd({ headers = {} }) {
  const header = (name) => [headers[name]].flat()[0];
  const now = Date.now();
  const wait2 = parseRetryAfter(header("retry-after"), now);
  if (wait2 !== void 0) return `it ends at ${new Date(now + wait2).toISOString()}`;
  const reset = Number(header("x-ratelimit-reset"));
  if (reset > 1e9) return `it ends at ${new Date(reset * 1e3).toISOString()}`;
  const window = /;w=(\d+)/.exec(header("ratelimit-remaining") ?? header("ratelimit-limit") ?? "")?.[1];
  return window ? `it ends at ${new Date(now + Number(window) * 1e3).toISOString()} at the latest` : "it does not tell for how long";
}

// src/registry/errors.ts
var RegistryError = class extends UserError {
  kind;
  method;
  /** Without credentials, and without the values of query fields that may be secret. */
  url;
  status;
  code;
  detail;
  constructor(failure2) {
    const url = redactUrl(failure2.url);
    const hint = remedyFor(failure2);
    super(messageFor(failure2, url), { ...hint !== void 0 && { hint }, cause: failure2.cause });
    this.name = "RegistryError";
    this.kind = failure2.kind;
    this.method = failure2.method;
    this.url = url;
    this.status = failure2.status;
    this.code = failure2.code;
    this.detail = failure2.detail;
  }
};
function messageFor({ method, status, code: code2, detail, end }, url) {
  const verdict = [status, code2].filter((part) => part !== void 0).join(" ");
  const words3 = [verdict, detail].filter(Boolean).join(": ");
  return `${method} ${url}: ${words3 || "no reason given"}${endNote(end)}`;
}
function endNote(end) {
  if (!end) return "";
  const attempts = end.attempts === 1 ? "" : `${end.attempts} attempts`;
  const until = end.until && `the next attempt would be at ${end.until.toISOString()}, after the deadline of this run`;
  const notes = [attempts, until].filter(Boolean).join("; ");
  return notes ? ` (${notes})` : "";
}
var PLAIN_QUERY = /* @__PURE__ */ new Set([
  "service",
  "scope",
  "digest",
  "mount",
  "from",
  "n",
  "last",
  "artifactType",
  "account"
]);
function redactUrl(url) {
  const query = [...url.searchParams].map(([key, value]) => `${key}=${PLAIN_QUERY.has(key) ? value : "…"}`).join("&");
  return `${url.origin}${url.pathname}${query && `?${query}`}`;
}
function parseErrorBody(bytes) {
  const text4 = new TextDecoder().decode(bytes).trim();
  try {
    return fromJson(JSON.parse(text4));
  } catch {
    return { code: void 0, detail: fromText(text4) };
  }
}
var asObject3 = (value) => typeof value === "object" && value !== null ? value : {};
var asText3 = (value) => typeof value === "string" && value !== "" ? value : void 0;
function fromJson(value) {
  const body = asObject3(value);
  const first = asObject3(Array.isArray(body.errors) ? body.errors[0] : void 0);
  const nested = asObject3(body.error);
  const words3 = [
    first.message,
    body.message,
    body.details,
    body.detail,
    body.error_description,
    nested.message,
    body.error,
    body.errors
  ];
  const named2 = asObject3(first.detail);
  const about = asText3(first.detail) ?? asText3(named2.Digest) ?? asText3(named2.digest) ?? asText3(named2.name);
  const detail = words3.map(asText3).find((word2) => word2 !== void 0) ?? "";
  return {
    code: asText3(first.code)?.slice(0, 60) ?? (body.error_description === void 0 ? void 0 : asText3(body.error)?.slice(0, 60)),
    detail: shorten(about === void 0 || detail.includes(about) ? detail : `${detail} (${about})`)
  };
}
function fromText(text4) {
  const title = /<title>([^<]*)<\/title>/i.exec(text4)?.[1];
  return shorten(title ?? (text4.startsWith("<") ? "" : text4));
}
function shorten(text4) {
  const line = text4.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

// src/registry/evidence.ts
var FIRST_WAIT_MS2 = 100;
function createEvidence(client, repository, options) {
  const layers = /* @__PURE__ */ new Map();
  const layer = (blob) => {
    const known = layers.get(blob.digest) ?? look(() => readLayer(client, repository, { blob, deep: options.deep }), options);
    layers.set(blob.digest, known);
    return known;
  };
  return {
    manifest: (digest) => look(() => client.getManifest(repository, digest), options),
    blob: (blob) => look(() => client.getBlob(repository, blob), options),
    layerFault: async (blob) => {
      const { value, fault } = await layer(blob);
      if (!value) return fault;
      if (value.size !== blob.size) return `has ${value.size} bytes, its descriptor says ${blob.size}`;
      return value.digest === blob.digest ? void 0 : `has the digest ${value.digest}`;
    }
  };
}
async function readLayer(client, repository, { blob, deep }) {
  if (deep) return client.rehashBlob(repository, blob);
  const size = await client.headBlob(repository, blob.digest);
  return size === void 0 ? void 0 : { digest: blob.digest, size };
}
async function look(read, { waitMs, clock = systemClock }) {
  let waited = 0;
  for (let ms = FIRST_WAIT_MS2; ; ms *= 2) {
    const found = await readOrFault(read);
    if (found) return found;
    if (waited >= waitMs) return { fault: "is not there" };
    const step = Math.min(ms, waitMs - waited);
    await clock.sleep(step);
    waited += step;
  }
}
async function readOrFault(read) {
  try {
    const value = await read();
    return value === void 0 ? void 0 : { value };
  } catch (error) {
    if (error instanceof RegistryError && isAboutContent(error)) return { fault: error.message };
    throw error;
  }
}
function isAboutContent({ kind, status = 0 }) {
  return kind === "content" || kind === "refused" && status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}

// src/oci/manifest.ts
function parseManifest(bytes, contentType) {
  const json2 = parseObject(bytes);
  const mediaType = contentType.split(";")[0]?.trim() ?? "";
  if (json2.mediaType !== void 0 && json2.mediaType !== mediaType) {
    throw new Error(`the registry calls it ${mediaType || "nothing"}, its body ${String(json2.mediaType)}`);
  }
  if (isIndexType(mediaType))
    return { kind: "index", mediaType, manifests: descriptors(json2, "manifests"), ...rest(json2) };
  if (isManifestType(mediaType)) {
    return {
      kind: "manifest",
      mediaType,
      config: descriptor(json2.config, "config"),
      layers: descriptors(json2, "layers"),
      ...rest(json2)
    };
  }
  throw new Error(`media type ${mediaType || "(none)"} is neither an image index nor a manifest`);
}
function parseObject(bytes) {
  const json2 = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (!isObject(json2)) throw new Error("expected a JSON object");
  return json2;
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function rest(json2) {
  return {
    annotations: strings(json2.annotations),
    ...json2.subject !== void 0 && json2.subject !== null && { subject: descriptor(json2.subject, "subject") },
    ...typeof json2.artifactType === "string" && { artifactType: json2.artifactType }
  };
}
function descriptors(json2, field) {
  const list2 = json2[field];
  if (!Array.isArray(list2)) throw new Error(`${field} is no list`);
  return list2.map((entry, index) => descriptor(entry, `${field}[${index}]`));
}
function descriptor(value, field) {
  if (!isObject(value)) throw new Error(`${field} is no descriptor`);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== "string") throw new Error(`${field}.mediaType is missing`);
  if (typeof digest !== "string" || !isDigest(digest)) throw new Error(`${field}.digest is no sha256 digest`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
    throw new Error(`${field}.size is no length`);
  const platform2 = platformOf2(value.platform);
  return {
    mediaType,
    digest,
    size,
    ...platform2 && { platform: platform2 },
    ...isObject(value.annotations) && { annotations: strings(value.annotations) },
    ...typeof value.artifactType === "string" && { artifactType: value.artifactType }
  };
}
function platformOf2(value) {
  if (!isObject(value) || typeof value.os !== "string" || typeof value.architecture !== "string")
    return void 0;
  return {
    os: value.os,
    architecture: value.architecture,
    ...typeof value.variant === "string" && value.variant !== "" && { variant: value.variant },
    ...typeof value["os.version"] === "string" && { osVersion: value["os.version"] }
  };
}
function strings(value) {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry) => typeof entry[1] === "string")
  );
}
function parseImageConfig(bytes) {
  const json2 = parseObject(bytes);
  const platform2 = platformOf2(json2);
  if (!platform2) throw new Error("the image configuration names no os and architecture");
  const config = isObject(json2.config) ? json2.config : {};
  const diffIds = isObject(json2.rootfs) && Array.isArray(json2.rootfs.diff_ids) ? json2.rootfs.diff_ids : [];
  return {
    platform: platform2,
    created: typeof json2.created === "string" ? json2.created : void 0,
    labels: strings(config.Labels),
    user: typeof config.User === "string" && config.User !== "" ? config.User : void 0,
    diffIds: diffIds.filter((id) => typeof id === "string")
  };
}

// src/registry/verifyChild.ts
function normalPlatform(platform2) {
  try {
    return parsePlatform(formatPlatform(platform2));
  } catch {
    return platform2;
  }
}
var platformName = (platform2) => formatPlatform(normalPlatform({ ...platform2, osVersion: "" }));
function isAttestation2({ platform: platform2, annotations }) {
  return annotations?.["vnd.docker.reference.type"] !== void 0 || platform2?.os === "unknown" && platform2.architecture === "unknown";
}
async function verifyChild(descriptor2, { evidence, siblings }) {
  const name = descriptor2.platform && !isAttestation2(descriptor2) ? platformName(descriptor2.platform) : "attestation";
  const say2 = (fault) => `${name} ${descriptor2.digest}: ${fault}`;
  const found = await evidence.manifest(descriptor2.digest);
  if (!found.value) return { image: void 0, faults: [`${name} ${descriptor2.digest} ${found.fault}`] };
  const faults = descriptorFaults(descriptor2, found.value).map(say2);
  const { content } = found.value;
  if (content.kind === "index")
    return { image: void 0, faults: [...faults, say2("is an index within an index")] };
  if (!isAttestation2(descriptor2)) {
    const { image, faults: own } = await verifyManifest(content, {
      digest: descriptor2.digest,
      expected: descriptor2.platform,
      evidence
    });
    return { image, faults: [...faults, ...own] };
  }
  const [kept, layers] = await Promise.all([evidence.blob(content.config), layerFaults(content, evidence)]);
  const about = referenceFaults(descriptor2, content, siblings);
  const config = kept.value ? [] : [`config ${content.config.digest} ${kept.fault}`];
  return { image: void 0, faults: [...faults, ...[...about, ...config, ...layers].map(say2)] };
}
function descriptorFaults({ size, mediaType }, found) {
  return [
    ...found.bytes.length === size ? [] : [`has ${found.bytes.length} bytes, its descriptor says ${size}`],
    ...found.mediaType === mediaType ? [] : [`the registry calls it ${found.mediaType}, its descriptor ${mediaType}`]
  ];
}
function referenceFaults({ annotations }, { subject }, siblings) {
  return [annotations?.["vnd.docker.reference.digest"], subject?.digest].filter((digest) => digest !== void 0 && !siblings.has(digest)).map((digest) => `is about ${digest}, which the index does not hold`);
}
async function verifyManifest(manifest, { digest, expected, evidence }) {
  const [kept, layers] = await Promise.all([evidence.blob(manifest.config), layerFaults(manifest, evidence)]);
  const config = kept.value && parseOr(kept.value);
  const platform2 = expected ?? (config instanceof Error ? void 0 : config?.platform);
  const say2 = (fault) => `${platform2 ? `${platformName(platform2)} ` : ""}${digest}: ${fault}`;
  if (!config || config instanceof Error) {
    const fault = `config ${manifest.config.digest} ${config ? `makes no sense: ${config.message}` : kept.fault}`;
    return { image: void 0, faults: [fault, ...layers].map(say2) };
  }
  const image = describe(normalPlatform(expected ?? config.platform), { digest, manifest, config });
  return { image, faults: [...configFaults(config, manifest, expected), ...layers].map(say2) };
}
function describe(platform2, { digest, manifest, config }) {
  const size = manifest.layers.reduce((sum, layer) => sum + layer.size, 0);
  const { labels, created, user } = config;
  return { platform: platform2, digest, size, labels, created, user, layers: manifest.layers };
}
function parseOr(bytes) {
  try {
    return parseImageConfig(bytes);
  } catch (error) {
    return new Error(messageOf(error));
  }
}
function configFaults(config, { layers }, expected) {
  const [is, should] = [config.platform, expected ?? config.platform].map(platformName);
  return [
    ...is === should ? [] : [`its configuration is for ${is}`],
    ...config.diffIds.length === layers.length ? [] : [`its configuration names ${config.diffIds.length} layers, the manifest ${layers.length}`]
  ];
}
async function layerFaults({ layers }, evidence) {
  const checked2 = layers.filter(({ mediaType }) => !isForeign(mediaType)).map(async (layer) => {
    const fault = await evidence.layerFault(layer);
    return fault === void 0 ? [] : [`layer ${layer.digest} ${fault}`];
  });
  return (await Promise.all(checked2)).flat();
}
function isForeign(mediaType) {
  return mediaType.includes(".foreign.") || mediaType.includes(".nondistributable.");
}

// src/registry/verify.ts
var LAG_MS = 5e3;
async function verifyImage(client, repository, digest, expected = {}) {
  const waitMs = expected.waitMs ?? (expected.platforms ? LAG_MS : 0);
  const evidence = createEvidence(client, repository, {
    deep: expected.deep ?? false,
    waitMs,
    clock: expected.clock
  });
  const top = await evidence.manifest(digest);
  if (!top.value)
    return {
      digest,
      mediaType: "",
      bytes: new Uint8Array(),
      platforms: [],
      faults: [`${digest} ${top.fault}`]
    };
  const { content, mediaType, bytes } = top.value;
  const children = content.kind === "index" ? await verifyIndex(content, evidence) : [await verifyManifest(content, { digest, expected: void 0, evidence })];
  const platforms3 = children.flatMap(({ image }) => image ? [image] : []);
  const faults = [
    ...platformFaults(present(content, platforms3), expected.platforms),
    ...children.flatMap((child) => child.faults),
    ...platforms3.flatMap((image) => labelFaults(image, expected))
  ];
  return { digest, mediaType, bytes, platforms: platforms3, faults };
}
function verifyIndex(index, evidence) {
  const siblings = new Set(
    index.manifests.filter((entry) => !isAttestation2(entry)).map(({ digest }) => digest)
  );
  return Promise.all(index.manifests.map((descriptor2) => verifyChild(descriptor2, { evidence, siblings })));
}
function present(content, platforms3) {
  if (!("manifests" in content)) return platforms3.map(({ platform: platform2 }) => platform2);
  return content.manifests.filter((entry) => !isAttestation2(entry)).flatMap(
    ({ digest, platform: platform2 }) => platform2 ?? platforms3.find((image) => image.digest === digest)?.platform ?? []
  );
}
function platformFaults(found, planned) {
  const names = found.map((platform2) => keyOf(platform2, planned));
  const wanted = planned?.map((platform2) => keyOf(platform2, planned)) ?? names;
  const missing = wanted.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !wanted.includes(name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...missing.map((name) => `${name} was planned and is missing`),
    ...extra.map((name) => `${name} was not planned and is there`),
    ...planned ? twice.map((name) => `${name} is there twice`) : []
  ];
}
function keyOf(platform2, planned) {
  const { osVersion, ...rest2 } = normalPlatform(platform2);
  const counts = osVersion !== void 0 && planned?.some((wanted) => wanted.osVersion !== void 0);
  return formatPlatform(counts ? { ...rest2, osVersion } : rest2);
}
function labelFaults({ platform: platform2, labels }, { labels: expected = [], platforms: platforms3 }) {
  const name = keyOf(platform2, platforms3);
  return expected.filter((row) => keyOf(row.platform, platforms3) === name).flatMap((row) => Object.entries(row.labels)).filter(([key, value]) => labels[key] !== value).map(
    ([key, value]) => `${name}: label ${key} is ${labels[key] === void 0 ? "missing" : `"${labels[key]}"`}, planned was "${value}"`
  );
}

// src/execute/verifyStep.ts
async function verifyImages(step, running, effects) {
  const checked2 = await Promise.all(
    running.candidates.map((candidate) => verified(candidate, step, { running, effects }))
  );
  const complete = checked2.filter((one) => one !== void 0);
  running.candidates = complete.map(({ candidate }) => candidate);
  running.verified = complete[0]?.platforms ?? [];
}
async function verified(candidate, step, to) {
  const { plan } = to.running;
  const { platforms: platforms3, faults } = await verifyImage(
    to.effects.client,
    parseRepository(candidate.image),
    candidate.digest,
    {
      platforms: plan.platforms,
      labels: plan.builds.map(({ platform: platform2, labels }) => ({ platform: platform2, labels })),
      deep: step.depth === "deep"
    }
  );
  if (faults.length === 0) return { candidate, platforms: platforms3 };
  const text4 = `${candidate.image}@${candidate.digest} is not what was planned: ${faults.join("; ")}`;
  if (!plan.images.find(({ image }) => image === candidate.image)?.optional) {
    throw new UserError(text4, {
      hint: "No tag was moved. Run again; if it stays, the registry lost or changed something."
    });
  }
  dropOut(candidate.image, faults.join("; "), { running: to.running, log: to.effects.log });
  return void 0;
}

// src/execute/execute.ts
var handlers = {
  "check-push": checkPush,
  "set-up-emulators": setUpEmulators,
  "set-up-builder": setUpBuilder,
  build: buildPlatforms,
  assemble: assembleImages,
  adopt,
  verify: verifyImages,
  promote: promoteImages
};
async function execute(plan, effects) {
  const running = startRunning(plan);
  try {
    for (const phase of plan.phases) {
      const settled = await Promise.allSettled(phase.map((step) => timed(step, running, effects)));
      const failed = settled.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
    }
    return outcomeOf(running, effects);
  } finally {
    await running.builder?.close();
  }
}
async function timed(step, running, effects) {
  const start2 = performance.now();
  await perform(step, running, effects);
  running.durations.push({ step: step.kind, ms: Math.round(performance.now() - start2) });
}
function perform(step, running, effects) {
  const handler = handlers[step.kind];
  return handler(step, running, effects);
}
function outcomeOf(running, effects) {
  const { verified: verified2, built: built2, statistics } = running;
  const digest = running.candidates[0]?.digest;
  const [only] = built2;
  return {
    digest,
    images: running.candidates.map(({ image, digest: digest2 }) => `${image}@${digest2}`),
    imageId: built2.length === 1 ? only?.imageId : digest,
    platforms: verified2,
    metadata: Object.fromEntries(built2.map(({ id, metadata }) => [id, metadata])),
    promoted: running.promoted,
    cache: statistics && { steps: statistics.steps, cached: statistics.cached },
    durations: running.durations,
    warnings: running.warnings,
    waits: effects.client.waits().length
  };
}

// src/execute/outcome.ts
var NOTHING = {
  digest: void 0,
  images: [],
  imageId: void 0,
  platforms: [],
  metadata: {},
  promoted: [],
  cache: void 0,
  durations: [],
  warnings: [],
  waits: 0
};

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code2, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code2;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
      }
    }
  }
};

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = function(columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === void 0 || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal"
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`
      ]);
    }
  }
  return normalizedColumns;
};

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
};
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = function(options) {
  const timchars = [
    // Basic Latin
    32,
    // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    9,
    // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    10,
    // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    13,
    // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    12,
    // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    11,
    // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    160,
    // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    5760,
    // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    8192,
    // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    8193,
    // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    8194,
    // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    8195,
    // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    8196,
    // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    8197,
    // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    8198,
    // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    8199,
    // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    8200,
    // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    8201,
    // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    8202,
    // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    8232,
    // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    8233,
    // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    8239,
    // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    8287,
    // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    12288,
    // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    65279
    // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding
    );
    if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: void 0,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: void 0,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
    field: new ResizeableBuffer_default(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      ...options.delimiter ? options.delimiter.map((delimiter2) => delimiter2.length) : [],
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      ...timchars.map((t) => t.length)
    ),
    previousBuf: void 0,
    quoting: false,
    stop: false,
    rawBuffer: new ResizeableBuffer_default(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("	", options.encoding)[0]
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars,
    timcharFirstBytes
  };
};

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match2) {
    return "_" + match2.toLowerCase();
  });
};

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options = {};
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  if (options.encoding === void 0 || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (typeof options.encoding !== "string" && options.encoding !== null) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`
      ],
      options
    );
  }
  if (options.bom === void 0 || options.bom === null || options.bom === false) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`
      ],
      options
    );
  }
  options.cast_function = null;
  if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") {
    options.cast = void 0;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`
      ],
      options
    );
  }
  if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function(value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`
      ],
      options
    );
  }
  options.cast_first_line_to_header = void 0;
  if (options.columns === true) {
    options.cast_first_line_to_header = void 0;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (options.columns === void 0 || options.columns === null || options.columns === false) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`
      ],
      options
    );
  }
  if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`
      ],
      options
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated."
      ],
      options
    );
  }
  if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`
        ],
        options
      );
    }
  }
  if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`
      ],
      options
    );
  }
  if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`
      ],
      options
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === void 0)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["	".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.score === void 0)
      options.delimiter_auto.score = (info, options2) => {
        return (info.total - info.std) * (options2.preferred[info.char_code] || 1);
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`
        ],
        options
      );
    }
    if (options.delimiter_auto.size === void 0)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`
        ],
        options
      );
    }
  }
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function(delimiter2) {
    if (typeof delimiter2 === "string") {
      delimiter2 = Buffer.from(delimiter2, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter2) || delimiter2.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`
        ],
        options
      );
    }
    return delimiter2;
  });
  if (options.escape === void 0 || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`
      );
    }
  }
  if (options.from === void 0 || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`
      );
    }
  }
  if (options.from_line === void 0 || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
      );
    }
  }
  if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`
      ],
      options
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option"
      ],
      options
    );
  }
  if (options.info === void 0 || options.info === null || options.info === false) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`
    );
  }
  if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) {
    options.max_record_size = 0;
  } else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {
  } else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`
    );
  }
  if (options.objname === void 0 || options.objname === null || options.objname === false) {
    options.objname = void 0;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
  } else if (typeof options.objname === "number") {
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`
    );
  }
  if (options.objname !== void 0) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field"
        );
      }
    } else {
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index"
        );
      }
    }
  }
  if (options.on_record === void 0 || options.on_record === null) {
    options.on_record = void 0;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`
      ],
      options
    );
  }
  if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`
    );
  }
  if (options.quote === null || options.quote === false || options.quote === "") {
    options.quote = null;
  } else {
    if (options.quote === void 0 || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`
      );
    }
  }
  if (options.raw === void 0 || options.raw === null || options.raw === false) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`
    );
  }
  if (options.record_delimiter === void 0) {
    options.record_delimiter = [];
  } else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`
        ],
        options
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`
      ],
      options
    );
  }
  options.record_delimiter = options.record_delimiter.map(function(rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`
        ],
        options
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  if (typeof options.relax_column_count === "boolean") {
  } else if (options.relax_column_count === void 0 || options.relax_column_count === null) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
  } else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
  } else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`
    );
  }
  if (typeof options.relax_quotes === "boolean") {
  } else if (options.relax_quotes === void 0 || options.relax_quotes === null) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`
    );
  }
  if (typeof options.skip_empty_lines === "boolean") {
  } else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`
    );
  }
  if (typeof options.skip_records_with_empty_values === "boolean") {
  } else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`
    );
  }
  if (typeof options.skip_records_with_error === "boolean") {
  } else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`
    );
  }
  if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`
    );
  }
  if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`
    );
  }
  if (options.trim === void 0 || options.trim === null || options.trim === false) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`
    );
  }
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  if (options.to === void 0 || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
      );
    }
  }
  if (options.to_line === void 0 || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
      );
    }
  }
  return options;
};

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = function(records2, options) {
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  if (typeof records2 === "string") {
    records2 = Buffer.from(records2);
  }
  if (Buffer.isBuffer(records2)) {
    records2 = ((data) => {
      const records3 = [];
      const parser = transform({ delimiter: [] });
      const push = (record2) => records3.push(record2);
      const close2 = () => {
      };
      const error = parser.parse(data, true, push, close2);
      if (error !== void 0) throw error;
      return records3;
    })(records2);
  }
  const info = Array(127).fill().map(() => ({ lines: [] }));
  records2.map(([record2], line) => {
    for (let i = 0, l = record2.length; i < l; i++) {
      const code2 = record2.charCodeAt(i);
      if (info[code2].lines[line] === void 0) info[code2].lines[line] = 0;
      info[code2].lines[line]++;
    }
  });
  info.map((info2, i) => {
    info2.char_code = i;
    info2.std = std(info2.lines);
    info2.total = info2.lines.reduce((acc, val) => acc + val, 0);
    info2.preferred = !!options.preferred[i];
    info2.score = options.score(info2, options);
  });
  const result = info.reduce(
    (acc, info2) => acc.score > info2.score ? acc : info2,
    {}
  );
  return String.fromCharCode(result.char_code);
};
var std = function(array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n
  );
};

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = function(record2) {
  return record2.every(
    (field) => field == null || field.toString && field.toString().trim() === ""
  );
};
var cr = 13;
var nl = 10;
var boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254])
};
var transform = function(original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0
  };
  const options = normalize_options(original_options);
  return {
    info,
    original_options,
    options,
    state: init_state(options),
    __needMoreData: function(i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function(nextBuf, end, push, close2) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw: raw2,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote
      } = this.state;
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === void 0) {
          delimiterBuf = nextBuf;
        } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        nextBuf = void 0;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto)
            )
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = void 0;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === void 0) {
        if (nextBuf === void 0) {
          close2();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== void 0 && nextBuf === void 0) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          if (end === false) {
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding2 in boms) {
            if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
              const bomLength = boms[encoding2].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              const options2 = normalize_options({
                ...this.original_options,
                encoding: encoding2
              });
              for (const key in options2) {
                this.options[key] = options2[key];
              }
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close2();
          return;
        }
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw2 === true) {
          rawBuffer.append(chr);
        }
        if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
          this.state.wasRowDelimiter = true;
        }
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr
              );
              const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) {
                pos += escape.length - 1;
              } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment"
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
                if (err !== void 0) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                if (relax_quotes === false) {
                  const info2 = this.__infoField();
                  const bom2 = Object.keys(boms).map(
                    (b) => boms[b].equals(this.state.field.toString()) ? b : false
                  ).filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info2.column)} at line ${info2.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom2 ? `(${bom2} bom)` : void 0
                      ],
                      this.options,
                      info2,
                      {
                        field: this.state.field
                      }
                    )
                  );
                  if (err !== void 0) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos
            );
            if (recordDelimiterLength !== 0) {
              const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
              } else {
                if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close2();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== void 0) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`
                ],
                this.options,
                this.__infoField()
              )
            );
          }
        }
        const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
          if (err !== void 0) return err;
        } else {
          if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== void 0) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== void 0) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function(push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info: info2,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw: raw2,
        skip_records_with_empty_values
      } = this.options;
      const { enabled, record: record2 } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      const recordLength = record2.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record2)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record2);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err = columns === false ? new CsvError(
          "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
          [
            "Invalid Record Length:",
            `expect ${this.state.expectedRecordLength},`,
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record: record2
          }
        ) : new CsvError(
          "CSV_RECORD_INCONSISTENT_COLUMNS",
          [
            "Invalid Record Length:",
            `columns length is ${columns.length},`,
            // rename columns
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record: record2
          }
        );
        if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
          this.info.invalid_field_length++;
          this.state.error = err;
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record2)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        if (columns !== false) {
          const obj = {};
          for (let i = 0, l = record2.length; i < l; i++) {
            if (columns[i] === void 0 || columns[i].disabled) continue;
            if (group_columns_by_name === true && Object.hasOwn(obj, columns[i].name)) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record2[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record2[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record2[i],
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
          }
          if (raw2 === true || info2 === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw2 === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [obj[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? obj : [obj[objname], obj],
              push
            );
            if (err) {
              return err;
            }
          }
        } else {
          if (raw2 === true || info2 === true) {
            const extRecord = Object.assign(
              { record: record2 },
              raw2 === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err = this.__push(
              objname === void 0 ? extRecord : [record2[objname], extRecord],
              push
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === void 0 ? record2 : [record2[objname], record2],
              push
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function(record2) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers = firstLineToHeaders === void 0 ? record2 : firstLineToHeaders.call(null, record2);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`
              ],
              this.options,
              this.__infoField(),
              {
                headers
              }
            )
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function() {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = void 0;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function() {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== void 0) return err;
        field = f;
      }
      this.state.record.push(field);
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function() {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function(record2, push) {
      const { on_record } = this.options;
      if (on_record !== void 0) {
        const info2 = this.__infoRecord();
        try {
          record2 = on_record.call(null, record2, info2);
        } catch (err) {
          return err;
        }
        if (record2 === void 0 || record2 === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record2);
    },
    // Return a tuple with the error and the casted value
    __cast: function(field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
        return [void 0, void 0];
      }
      if (this.state.castField !== null) {
        try {
          const info2 = this.__infoField();
          return [void 0, this.state.castField.call(null, field, info2)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [void 0, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info2 = this.__infoField();
        return [void 0, this.options.cast_date.call(null, field, info2)];
      }
      return [void 0, field];
    },
    __compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function(buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      const first = buf[pos];
      if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function(buf, pos, chr) {
      const { delimiter: delimiter2, ignore_last_delimiters } = this.options;
      if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
        return 0;
      } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter2.length; i++) {
        const del = delimiter2[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function(buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function(value) {
      return value - parseFloat(value) + 1 >= 0;
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function(buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function(chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function(buf, pos) {
      const { encoding } = this.options;
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding)
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function(msg) {
      const { encoding, raw: raw2, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== void 0) {
          try {
            this.options.on_skip(
              err,
              raw2 ? this.state.rawBuffer.toString(encoding) : void 0
            );
          } catch (err2) {
            return err2;
          }
        }
        return void 0;
      } else {
        return err;
      }
    },
    __infoDataSet: function() {
      return {
        ...this.info,
        columns: this.options.columns
      };
    },
    __infoRecord: function() {
      const { columns, raw: raw2, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw2 ? this.state.rawBuffer.toString(encoding) : void 0
      };
    },
    __infoField: function() {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records,
        column: isColumns === true ? columns.length > this.state.record.length ? columns[this.state.record.length].name : null : this.state.record.length,
        quoting: this.state.wasQuoting
      };
    }
  };
};

// node_modules/csv-parse/lib/sync.js
var parse = function(data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records2 = opts && opts.objname ? /* @__PURE__ */ Object.create(null) : [];
  const parser = transform(opts);
  const push = (record2) => {
    if (parser.options.objname === void 0) records2.push(record2);
    else {
      records2[record2[0]] = record2[1];
    }
  };
  const close2 = () => {
  };
  const error = parser.parse(data, true, push, close2);
  if (error !== void 0) throw error;
  return records2;
};

// src/inputs/parsers.ts
var InputFault = class extends Error {
  hint;
  constructor(expected, hint) {
    super(expected);
    this.hint = hint;
  }
};
var text2 = (value) => value;
var boolean = (value) => {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw new InputFault("expected true or false", nearest(value, ["true", "false"]));
};
function choice(words3) {
  return (value) => {
    const found = words3.find((word2) => word2 === value);
    if (found !== void 0) return found;
    throw new InputFault(`expected one of ${words3.join(", ")}`, nearest(value, words3));
  };
}
var words = (value) => records(value).flat();
var entries = (value) => records(value).map((fields3) => fields3.join(","));
var rawLines = (value) => value.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
var pairs = (value) => Object.fromEntries(
  entries(value).map((entry) => {
    const at = entry.indexOf("=");
    if (at === 0) throw new InputFault(`expected KEY=value, one a line, but "${entry}" has no key`);
    return at < 0 ? [entry, void 0] : [entry.slice(0, at), entry.slice(at + 1)];
  })
);
var platforms = (value) => {
  const names = value.startsWith("[") ? jsonStrings(value) : words(value);
  const faults = [];
  const seen = /* @__PURE__ */ new Map();
  for (const name of names) {
    try {
      const platform2 = parsePlatform(name);
      seen.set(JSON.stringify(platform2), platform2);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return [...seen.values()];
};
function jsonStrings(value) {
  try {
    const list2 = JSON.parse(value);
    if (Array.isArray(list2) && list2.every((entry) => typeof entry === "string")) return list2;
  } catch {
  }
  throw new InputFault('expected a JSON list of strings, such as ["linux/amd64","linux/arm64"]');
}
function records(value) {
  try {
    const rows = parse(value, {
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true
    });
    return rows.map((row) => row.map((field) => field.trim()).filter(Boolean)).filter((row) => row.length > 0);
  } catch (error) {
    throw new InputFault(
      `expected a list, one entry a line: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}
function nearest(word2, candidates) {
  const near = nearestWord(word2, candidates);
  return near === void 0 ? void 0 : `did you mean "${near}"?`;
}

// src/inputs/records.ts
function recordsOf(known, required2) {
  return async (value) => {
    const rows = /^(-\s|-$|\[|\{)/.test(value) ? await structured(value) : value.split(/\r?\n/).filter((line) => line.trim()).map((line) => csvRecord(line, known[0] ?? ""));
    const faults = rows.flatMap((row, index) => faultsOf(row, { index, known, required: required2 }));
    if (faults.length > 0) throw new InputFault(faults.join("; "));
    return rows;
  };
}
async function structured(value) {
  const { parse: parse5 } = await import("./yaml.js");
  let parsed;
  try {
    parsed = parse5(value, { schema: "failsafe" });
  } catch (error) {
    throw new InputFault(
      `expected a YAML list: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`
    );
  }
  if (!Array.isArray(parsed)) throw new InputFault('expected a list, each entry starting with "- "');
  return parsed.map((entry, index) => {
    if (typeof entry !== "object" || entry === null)
      throw new InputFault(`entry ${index + 1} has no named fields`);
    return Object.fromEntries(Object.entries(entry).map(([key, field]) => [key, fieldText(field)]));
  });
}
function fieldText(field) {
  if (typeof field === "string") return field;
  return Array.isArray(field) ? field.join("\n") : JSON.stringify(field);
}
function csvRecord(line, firstField) {
  const fields3 = parse(line, { relax_quotes: true, relax_column_count: true, trim: true })[0] ?? [];
  return Object.fromEntries(
    fields3.filter(Boolean).map((field) => {
      const at = field.indexOf("=");
      return at < 0 ? [firstField, field] : [field.slice(0, at), field.slice(at + 1)];
    })
  );
}
function faultsOf(row, rule) {
  const where = `entry ${rule.index + 1}`;
  const unknown = Object.keys(row).filter((key) => !rule.known.includes(key));
  const missing = rule.required.filter((key) => !row[key]);
  return [
    ...unknown.map(
      (key) => `${where} has an unknown field "${key}", ${nearest(key, rule.known) ?? `known are ${rule.known.join(", ")}`}`
    ),
    ...missing.map((key) => `${where} lacks "${key}"`)
  ];
}

// src/inputs/row.ts
function optional(name, parse5, doc) {
  return { name, doc, default: "", parse: parse5, absent: () => void 0 };
}
function withDefault(name, [fallback, parse5], doc) {
  return { name, doc, default: fallback, parse: parse5, absent: () => parse5(fallback) };
}
function list(name, parse5, doc) {
  return { name, doc, default: "", parse: parse5, absent: () => [] };
}
function fromRunner(name, expression, doc) {
  return { name, doc, default: expression, parse: (value) => value, absent: () => void 0 };
}
function separator(name, doc) {
  const parse5 = (value) => value.replaceAll("\\n", "\n").replaceAll("\\t", "	");
  return { name, doc, default: "\\n", parse: parse5, absent: () => "\n", keepBlanks: true };
}

// src/inputs/schema.ts
var COMMANDS = ["publish", "plan", "promote", "rollback"];
var onOff = (name, doc) => withDefault(name, ["false", boolean], doc);
var schema = {
  what: {
    command: withDefault(
      "command",
      ["publish", choice(COMMANDS)],
      "What to do: `publish` all of it, `plan` only say what would be done, `promote` or `rollback` tags that exist."
    ),
    images: list(
      "images",
      rawLines,
      "Image names without a tag, one a line: `ghcr.io/owner/app`. Default: `ghcr.io/<owner>/<repository>`. `name=…,enable=false` leaves one out."
    ),
    platforms: list(
      "platforms",
      platforms,
      "Platforms to build, as CSV, lines or JSON: `linux/amd64,linux/arm64`. Default: the builder's own, or PLATFORMS_JSON from the environment."
    ),
    version: optional(
      "version",
      text2,
      "The version to publish, instead of the one that refs and commits tell."
    ),
    ref: optional(
      "ref",
      text2,
      "The git ref to resolve tags from, in full (`refs/tags/v1.2.3`), instead of the event's."
    ),
    tagPrefix: withDefault("tag-prefix", ["v", text2], "What git tags of versions start with."),
    dryRun: onOff("dry-run", "Resolve everything, show it, change nothing.")
  },
  metadata: {
    channels: list(
      "channels",
      rawLines,
      "Channels, one a line: `name: trigger[, trigger] [=> image tags]`. See Channels."
    ),
    tags: list(
      "tags",
      rawLines,
      "Tag rules as docker/metadata-action has them, one a line. Default: `type=channel`."
    ),
    flavor: list(
      "flavor",
      rawLines,
      "`latest=auto|true|false`, `prefix=…[,onlatest=true]`, `suffix=…[,onlatest=true]`."
    ),
    labels: list("labels", rawLines, "Labels, `key=value` lines; they win over those that are made."),
    annotations: list(
      "annotations",
      rawLines,
      "Annotations, `[level:]key=value` lines; they win over those that are made."
    ),
    sepTags: separator("sep-tags", "Separator of the `tags` output."),
    sepLabels: separator("sep-labels", "Separator of the `labels` output."),
    sepAnnotations: separator("sep-annotations", "Separator of the `annotations` output."),
    bakeTarget: withDefault(
      "bake-target",
      ["docker-metadata-action", text2],
      "Target name in the bake files."
    )
  },
  where: {
    registry: optional(
      "registry",
      text2,
      "Registry that `username` and `password` are for. Default: that of the first image."
    ),
    username: optional("username", text2, "User name. GHCR needs none: the job's token is used."),
    password: optional("password", text2, "Password or token."),
    registries: list(
      "registries",
      recordsOf(["host", "username", "password", "optional"], ["host"]),
      "More registries, an entry each: `host`, `username`, `password`, `optional` (may fail alone)."
    ),
    githubToken: fromRunner("github-token", "${{ github.token }}", "Token for GHCR and the GitHub API."),
    push: withDefault(
      "push",
      ["auto", choice(["auto", "true", "false"])],
      "Push the result: `auto` pushes, except for pull requests and events that others can start."
    )
  },
  build: {
    context: withDefault(
      "context",
      [".", text2],
      "Build context: a folder, or a git URL; `{{defaultContext}}` is the repository at this commit. `workflow` and `git` keep docker/metadata-action's meaning."
    ),
    file: optional("file", text2, "Path of the Dockerfile. Default: `Dockerfile` in the context."),
    target: optional("target", text2, "Stage to build."),
    buildArgs: withDefault("build-args", ["", pairs], "Build arguments, `KEY=value` lines."),
    buildContexts: withDefault("build-contexts", ["", pairs], "Named contexts, `name=path or URL` lines."),
    secrets: list("secrets", entries, "Build secrets, `id=value` lines."),
    secretEnvs: list("secret-envs", words, "Build secrets from environment variables, `id=VARIABLE`."),
    secretFiles: list("secret-files", entries, "Build secrets from files, `id=path` lines."),
    ssh: list("ssh", words, "SSH agent sockets or keys, `default` or `id=path`."),
    network: optional("network", text2, "Network mode of RUN steps."),
    addHosts: list("add-hosts", words, "Additional hosts, `name:address`."),
    allow: list("allow", words, "Entitlements: `network.host`, `security.insecure`, `device`."),
    cgroupParent: optional("cgroup-parent", text2, "Parent cgroup of RUN steps."),
    shmSize: optional("shm-size", text2, "Size of /dev/shm of RUN steps, such as `2g`."),
    ulimit: list("ulimit", entries, "Limits of RUN steps, `nofile=1024:1024` lines."),
    pull: onOff("pull", "Look for newer versions of the images that are built upon."),
    load: onOff("load", "Load the result into the engine."),
    noCache: onOff("no-cache", "Build without a cache."),
    noCacheFilters: list("no-cache-filters", words, "Stages to build without a cache."),
    cacheFrom: list("cache-from", entries, "Caches to read, as buildx knows them, one a line."),
    cacheTo: list("cache-to", entries, "Caches to write, one a line."),
    attests: list("attests", entries, "Attestations, `type=sbom,…` lines."),
    provenance: optional(
      "provenance",
      text2,
      "`true`, `false` or options such as `mode=max`. Default: `mode=min` where an index is published."
    ),
    sbom: optional("sbom", text2, "`true`, `false` or options such as `generator=…`."),
    outputs: list("outputs", entries, "Further outputs, as buildx knows them, one a line."),
    call: optional(
      "call",
      choice(["build", "check", "outline", "targets"]),
      "Ask the Dockerfile instead of building it: `check`, `outline`, `targets`."
    ),
    imageShape: withDefault(
      "image-shape",
      ["auto", choice(["auto", "index", "manifest"])],
      "`auto`: a plain manifest for one platform without attestations, else an index."
    )
  },
  builder: {
    builder: optional(
      "builder",
      text2,
      "A builder that exists. Default: the selected one, where it is not the engine's own."
    ),
    driver: withDefault(
      "driver",
      ["auto", choice(["auto", "docker", "docker-container"])],
      "`auto` speaks to the engine's own BuildKit where that can push by digest, else starts one in a container."
    ),
    driverOpts: list("driver-opts", entries, "Options of the driver, `key=value` lines."),
    buildkitdFlags: optional("buildkitd-flags", text2, "Flags for BuildKit's daemon."),
    buildkitdConfig: optional("buildkitd-config", text2, "Path of a buildkitd.toml."),
    buildkitdConfigInline: optional("buildkitd-config-inline", text2, "A buildkitd.toml as text."),
    buildkitImage: withDefault(
      "buildkit-image",
      ["moby/buildkit:v0.32.2", text2],
      "Image of BuildKit for docker-container."
    ),
    keepBuilder: onOff("keep-builder", "Leave the builder that was started for this job running."),
    qemu: withDefault(
      "qemu",
      ["auto", choice(["auto", "always", "never"])],
      "Register emulators: only the missing ones, all, or none."
    ),
    qemuImage: withDefault(
      "qemu-image",
      ["tonistiigi/binfmt:latest", text2],
      "Image that registers emulators."
    )
  },
  promotion: {
    verify: withDefault(
      "verify",
      ["standard", choice(["standard", "deep", "off"])],
      "How to verify what arrived: `deep` also reads every layer."
    ),
    force: onOff("force", "Build and replace, even where a tag is immutable or would go backwards."),
    from: optional("from", text2, "`promote`: the tag, channel or digest to promote."),
    to: list("to", words, "`promote`: tags to move to it. `rollback`: the tags to put back."),
    digest: optional("digest", text2, "`promote`: a digest. `rollback`: the digest to put the tags back to."),
    previous: optional("previous", text2, "`rollback`: the `previous` output of the run to undo.")
  },
  report: {
    summary: withDefault("summary", ["auto", choice(["auto", "full", "off"])], "The job summary."),
    traceparent: optional(
      "traceparent",
      text2,
      "W3C trace context to join, instead of the one found or derived."
    ),
    checkRunId: fromRunner(
      "check-run-id",
      "${{ job.check_run_id }}",
      "The job's check run, for the trace; leave as it is."
    )
  }
};
var inputRows = Object.entries(schema).flatMap(
  ([section, rows]) => Object.values(rows).map((row) => ({ ...row, section }))
);

// src/inputs/read.ts
async function readInputs(environment) {
  const faults = [];
  const sections = await Promise.all(
    Object.entries(schema).map(async ([section, rows]) => {
      const values = Object.entries(rows).map(async ([key, row]) => [
        key,
        await readRow(row, { environment, faults })
      ]);
      return [section, Object.fromEntries(await Promise.all(values))];
    })
  );
  if (faults.length > 0) throw inputError(faults);
  return {
    inputs: Object.freeze(Object.fromEntries(sections)),
    warnings: unknownInputs(environment)
  };
}
async function readRow(row, to) {
  const raw2 = to.environment[variable(row.name)] ?? "";
  const given = row.keepBlanks ? raw2 : raw2.trim();
  if (given === "") return row.absent();
  try {
    return await row.parse(given);
  } catch (error) {
    const hint = error instanceof InputFault ? error.hint : void 0;
    to.faults.push({ name: row.name, given, expected: messageOf(error), hint });
    return void 0;
  }
}
function variable(name) {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
var SECRET = /password|token|secret|registries/;
function inputError(faults) {
  const listed = faults.map(({ name, given, expected, hint }) => {
    const shown = SECRET.test(name) ? "" : ` (given: ${JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)})`;
    return `${name}: ${expected}${shown}${hint ? `; ${hint}` : ""}`;
  });
  const [first = ""] = listed;
  if (listed.length === 1) return new UserError(`Input ${first}`);
  return new UserError(
    `${listed.length} inputs are wrong:
${listed.map((fault) => `  - ${fault}`).join("\n")}`
  );
}
function unknownInputs(environment) {
  const known = new Set(inputRows.map((row) => variable(row.name)));
  const names = inputRows.map((row) => row.name);
  return Object.keys(environment).filter((key) => key.startsWith("INPUT_") && !known.has(key)).map((key) => key.slice("INPUT_".length).toLowerCase()).map((name) => `Unknown input "${name}"; ${nearest(name, names) ?? "it is ignored"}`);
}

// src/report/report.ts
import { appendFile as appendFile2, mkdir, writeFile as writeFile2 } from "node:fs/promises";
import { join as join8 } from "node:path";

// node_modules/@actions/core/lib/command.js
import * as os from "os";

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
import * as crypto from "crypto";
import * as fs from "fs";
import * as os2 from "os";
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter2 = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter2)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter2}"`);
  }
  if (convertedValue.includes(delimiter2)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter2}"`);
  }
  return `${key}<<${delimiter2}${os2.EOL}${convertedValue}${os2.EOL}${delimiter2}`;
}

// node_modules/@actions/core/lib/core.js
import * as os4 from "os";

// node_modules/@actions/core/lib/summary.js
import { EOL as EOL3 } from "os";
import { constants as constants2, promises } from "fs";
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt3(value) {
    return value instanceof P ? value : new P(function(resolve) {
      resolve(value);
    });
  }
  return new (P || (P = Promise))(function(resolve, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve(result.value) : adopt3(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var { access: access4, appendFile, writeFile } = promises;
var SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
  constructor() {
    this._buffer = "";
  }
  /**
   * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
   * Also checks r/w permissions.
   *
   * @returns step summary file path
   */
  filePath() {
    return __awaiter(this, void 0, void 0, function* () {
      if (this._filePath) {
        return this._filePath;
      }
      const pathFromEnv = process.env[SUMMARY_ENV_VAR];
      if (!pathFromEnv) {
        throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
      }
      try {
        yield access4(pathFromEnv, constants2.R_OK | constants2.W_OK);
      } catch (_a) {
        throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
      }
      this._filePath = pathFromEnv;
      return this._filePath;
    });
  }
  /**
   * Wraps content in an HTML tag, adding any HTML attributes
   *
   * @param {string} tag HTML tag to wrap
   * @param {string | null} content content within the tag
   * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
   *
   * @returns {string} content wrapped in HTML element
   */
  wrap(tag, content, attrs = {}) {
    const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
    if (!content) {
      return `<${tag}${htmlAttrs}>`;
    }
    return `<${tag}${htmlAttrs}>${content}</${tag}>`;
  }
  /**
   * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
   *
   * @param {SummaryWriteOptions} [options] (optional) options for write operation
   *
   * @returns {Promise<Summary>} summary instance
   */
  write(options) {
    return __awaiter(this, void 0, void 0, function* () {
      const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
      const filePath = yield this.filePath();
      const writeFunc = overwrite ? writeFile : appendFile;
      yield writeFunc(filePath, this._buffer, { encoding: "utf8" });
      return this.emptyBuffer();
    });
  }
  /**
   * Clears the summary buffer and wipes the summary file
   *
   * @returns {Summary} summary instance
   */
  clear() {
    return __awaiter(this, void 0, void 0, function* () {
      return this.emptyBuffer().write({ overwrite: true });
    });
  }
  /**
   * Returns the current summary buffer as a string
   *
   * @returns {string} string of summary buffer
   */
  stringify() {
    return this._buffer;
  }
  /**
   * If the summary buffer is empty
   *
   * @returns {boolen} true if the buffer is empty
   */
  isEmptyBuffer() {
    return this._buffer.length === 0;
  }
  /**
   * Resets the summary buffer without writing to summary file
   *
   * @returns {Summary} summary instance
   */
  emptyBuffer() {
    this._buffer = "";
    return this;
  }
  /**
   * Adds raw text to the summary buffer
   *
   * @param {string} text content to add
   * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
   *
   * @returns {Summary} summary instance
   */
  addRaw(text4, addEOL = false) {
    this._buffer += text4;
    return addEOL ? this.addEOL() : this;
  }
  /**
   * Adds the operating system-specific end-of-line marker to the buffer
   *
   * @returns {Summary} summary instance
   */
  addEOL() {
    return this.addRaw(EOL3);
  }
  /**
   * Adds an HTML codeblock to the summary buffer
   *
   * @param {string} code content to render within fenced code block
   * @param {string} lang (optional) language to syntax highlight code
   *
   * @returns {Summary} summary instance
   */
  addCodeBlock(code2, lang) {
    const attrs = Object.assign({}, lang && { lang });
    const element = this.wrap("pre", this.wrap("code", code2), attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML list to the summary buffer
   *
   * @param {string[]} items list of items to render
   * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
   *
   * @returns {Summary} summary instance
   */
  addList(items, ordered = false) {
    const tag = ordered ? "ol" : "ul";
    const listItems = items.map((item) => this.wrap("li", item)).join("");
    const element = this.wrap(tag, listItems);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML table to the summary buffer
   *
   * @param {SummaryTableCell[]} rows table rows
   *
   * @returns {Summary} summary instance
   */
  addTable(rows) {
    const tableBody = rows.map((row) => {
      const cells = row.map((cell) => {
        if (typeof cell === "string") {
          return this.wrap("td", cell);
        }
        const { header, data, colspan, rowspan } = cell;
        const tag = header ? "th" : "td";
        const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
        return this.wrap(tag, data, attrs);
      }).join("");
      return this.wrap("tr", cells);
    }).join("");
    const element = this.wrap("table", tableBody);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds a collapsable HTML details element to the summary buffer
   *
   * @param {string} label text for the closed state
   * @param {string} content collapsable content
   *
   * @returns {Summary} summary instance
   */
  addDetails(label, content) {
    const element = this.wrap("details", this.wrap("summary", label) + content);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML image tag to the summary buffer
   *
   * @param {string} src path to the image you to embed
   * @param {string} alt text description of the image
   * @param {SummaryImageOptions} options (optional) addition image attributes
   *
   * @returns {Summary} summary instance
   */
  addImage(src, alt, options) {
    const { width, height } = options || {};
    const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
    const element = this.wrap("img", null, Object.assign({ src, alt }, attrs));
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML section heading element
   *
   * @param {string} text heading text
   * @param {number | string} [level=1] (optional) the heading level, default: 1
   *
   * @returns {Summary} summary instance
   */
  addHeading(text4, level) {
    const tag = `h${level}`;
    const allowedTag = ["h1", "h2", "h3", "h4", "h5", "h6"].includes(tag) ? tag : "h1";
    const element = this.wrap(allowedTag, text4);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML thematic break (<hr>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addSeparator() {
    const element = this.wrap("hr", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML line break (<br>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addBreak() {
    const element = this.wrap("br", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML blockquote to the summary buffer
   *
   * @param {string} text quote text
   * @param {string} cite (optional) citation url
   *
   * @returns {Summary} summary instance
   */
  addQuote(text4, cite) {
    const attrs = Object.assign({}, cite && { cite });
    const element = this.wrap("blockquote", text4, attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML anchor tag to the summary buffer
   *
   * @param {string} text link text/content
   * @param {string} href hyperlink
   *
   * @returns {Summary} summary instance
   */
  addLink(text4, href) {
    const element = this.wrap("a", text4, { href });
    return this.addRaw(element).addEOL();
  }
};
var _summary = new Summary();

// node_modules/@actions/core/lib/platform.js
import os3 from "os";
var platform = os3.platform();
var arch = os3.arch();

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os4.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function saveState(name, value) {
  const filePath = process.env["GITHUB_STATE"] || "";
  if (filePath) {
    return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
  }
  issueCommand("save-state", { name }, toCommandValue(value));
}

// src/report/outputs.ts
var lines = (values) => values.join("\n");
var json = (value) => JSON.stringify(value);
var outputRows = [
  {
    name: "version",
    doc: "The version, without prefix; the first tag where there is no other.",
    value: ({ plan }) => plan.version
  },
  {
    name: "channel",
    doc: "The channel that matched; empty where none did.",
    value: ({ plan }) => plan.channel ?? ""
  },
  { name: "tags", doc: "Full references, `image:tag`, one a line.", value: ({ plan }) => plan.metadata.tags },
  { name: "tag-names", doc: "The tags alone.", value: ({ plan }) => plan.metadata.tagNames },
  { name: "labels", doc: "Labels, `key=value`, one a line.", value: ({ plan }) => plan.metadata.labels },
  {
    name: "annotations",
    doc: "Annotations, `level:key=value`, one a line.",
    value: ({ plan }) => plan.metadata.annotations
  },
  {
    name: "json",
    doc: "Tags, tag names, labels and annotations as JSON.",
    value: ({ plan }) => plan.metadata.json
  },
  {
    name: "bake-file",
    doc: "Path of a bake file with tags, labels and annotations.",
    value: ({ plan }) => plan.metadata.bakeFiles.all
  },
  {
    name: "bake-file-tags",
    doc: "Path of a bake file with the tags.",
    value: ({ plan }) => plan.metadata.bakeFiles.tags
  },
  {
    name: "bake-file-labels",
    doc: "Path of a bake file with the labels.",
    value: ({ plan }) => plan.metadata.bakeFiles.labels
  },
  {
    name: "bake-file-annotations",
    doc: "Path of a bake file with the annotations.",
    value: ({ plan }) => plan.metadata.bakeFiles.annotations
  },
  { name: "digest", doc: "Digest that the tags point at.", value: ({ outcome }) => outcome.digest ?? "" },
  { name: "images", doc: "`name@sha256:…`, one a line.", value: ({ outcome }) => lines(outcome.images) },
  {
    name: "platforms",
    doc: "Platforms that were built or found, as CSV.",
    value: ({ plan }) => plan.platforms.map(formatPlatform).join(",")
  },
  {
    name: "digests",
    doc: "JSON: platform → digest.",
    value: ({ outcome }) => json(
      Object.fromEntries(
        outcome.platforms.map(({ platform: platform2, digest }) => [formatPlatform(platform2), digest])
      )
    )
  },
  {
    name: "imageid",
    doc: "Digest of the configuration of a single image, of the index otherwise.",
    value: ({ outcome }) => outcome.imageId ?? ""
  },
  {
    name: "metadata",
    doc: "buildx's metadata, JSON by target.",
    value: ({ outcome }) => json(outcome.metadata)
  },
  { name: "git-sha", doc: "The commit that was built.", value: ({ plan }) => plan.gitSha },
  { name: "build-time", doc: "Time of the build, RFC 3339.", value: ({ plan }) => plan.buildTime },
  {
    name: "architectures",
    doc: "Architectures, as CSV.",
    value: ({ plan }) => [...new Set(plan.platforms.map(({ architecture }) => architecture))].join(",")
  },
  {
    name: "trace-id",
    doc: "Id of the trace; `unknown` outside one.",
    value: ({ plan }) => plan.trace.traceId
  },
  {
    name: "traceparent",
    doc: "W3C trace context for what comes next.",
    value: ({ plan }) => plan.trace.traceparent
  },
  {
    name: "promoted",
    doc: "JSON: a row a tag with image, tag, before, after, outcome.",
    value: ({ outcome }) => json(outcome.promoted)
  },
  { name: "previous", doc: "JSON that `rollback` takes.", value: ({ outcome }) => json(previous(outcome)) },
  {
    name: "matrix",
    doc: "JSON for `strategy.matrix`: platform and runner of each build.",
    value: ({ plan }) => json({ include: plan.matrix })
  },
  {
    name: "platforms-json",
    doc: "The platforms as a JSON list.",
    value: ({ plan }) => json(plan.platforms.map(formatPlatform))
  },
  { name: "plan", doc: "The whole plan as JSON.", value: ({ plan }) => json(plan) }
];
function previous(outcome) {
  return outcome.promoted.filter((row) => row.outcome === "moved").map(({ image, tag, before }) => ({ image, tag, digest: before ?? null }));
}
function outputsOf(report2) {
  return new Map(outputRows.map((row) => [row.name, row.value(report2)]));
}

// src/report/summary.ts
var LIMIT = 1024 * 1024 - 1024;
function formatSummary(report2, mode) {
  const sections = [
    heading(report2),
    notices(report2),
    references(report2),
    tags(report2),
    platforms2(report2),
    mode === "full" ? durations(report2) : "",
    footer(report2)
  ];
  const text4 = `${sections.filter(Boolean).join("\n\n")}
`;
  return Buffer.byteLength(text4) <= LIMIT ? text4 : `${text4.slice(0, LIMIT / 4)}

(shortened)
`;
}
function heading({ plan, outcome }) {
  const what = [plan.version && code(plan.version), plan.channel && `on ${code(plan.channel)}`].filter(Boolean).join(" ");
  if (outcome.digest === void 0)
    return `### ${plan.builds.length > 0 && plan.command === "publish" ? "Built, not pushed" : "Nothing published"}${what ? `: ${what}` : ""}`;
  const moved = outcome.promoted.some((row) => row.outcome === "moved");
  return `### ${moved ? "Published" : "Unchanged"} ${what}`;
}
function notices({ plan, outcome }) {
  const texts = [
    ...plan.notices.map(({ level, text: text4 }) => `${level === "warning" ? "⚠️ " : ""}${text4}`),
    ...outcome.warnings.map((text4) => `⚠️ ${text4}`)
  ];
  return texts.map((text4) => `- ${inline(text4)}`).join("\n");
}
function references({ outcome }) {
  return outcome.images.length > 0 ? `\`\`\`text
${outcome.images.join("\n")}
\`\`\`` : "";
}
function tags({ outcome }) {
  const rows = outcome.promoted.map((row) => [
    code(`${row.image}:${row.tag}`),
    short(row.before),
    short(row.after),
    row.outcome,
    row.because ?? ""
  ]);
  return table(["Tag", "Before", "After", "Outcome", "Because"], rows);
}
function platforms2({ outcome }) {
  const rows = outcome.platforms.map(({ platform: platform2, digest, size }) => [
    code(formatPlatform(platform2)),
    short(digest),
    megabytes(size)
  ]);
  return table(["Platform", "Digest", "Size"], rows);
}
function durations({ outcome }) {
  return table(
    ["Step", "Time"],
    outcome.durations.map(({ step, ms }) => [step, seconds2(ms)])
  );
}
function footer({ plan, outcome }) {
  const total = outcome.durations.reduce((sum, { ms }) => sum + ms, 0);
  return [
    outcome.cache && `${outcome.cache.cached} of ${outcome.cache.steps} build steps from the cache`,
    total > 0 && seconds2(total),
    outcome.waits > 0 && `${outcome.waits} waits for registries`,
    plan.trace.traceId !== "unknown" && `trace ${code(plan.trace.traceId)}`
  ].filter(Boolean).join(" · ");
}
function table(head, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
var code = (text4) => `\`${text4.replaceAll("`", "'")}\``;
var inline = (text4) => text4.replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\r?\n/g, " ");
var short = (digest) => digest ? code(digest.slice(0, 19)) : "–";
var seconds2 = (ms) => `${(ms / 1e3).toFixed(1)} s`;
var megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

// src/report/report.ts
async function report({ plan, outcome }, settings) {
  const { environment, log } = settings;
  const written = { plan: { ...plan, metadata: await writeBakeFiles(plan, settings.temporary) }, outcome };
  for (const { level, text: text4 } of plan.notices) log[level](text4);
  if (environment.GITHUB_OUTPUT) for (const [name, value] of outputsOf(written)) setOutput(name, value);
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (settings.summary !== "off" && file) await appendFile2(file, formatSummary(written, settings.summary));
  for (const image of outcome.images) log.info(image);
}
async function writeBakeFiles({ metadata }, temporary) {
  const folder = join8(temporary, "bake");
  await mkdir(folder, { recursive: true });
  const entries2 = await Promise.all(
    Object.entries(metadata.bakeFiles).map(async ([name, content]) => {
      const path = join8(folder, name === "all" ? "docker-metadata-action-bake.json" : `docker-metadata-action-bake-${name}.json`);
      await writeFile2(path, content);
      return [name, path];
    })
  );
  return { ...metadata, bakeFiles: Object.fromEntries(entries2) };
}

// src/context/buildkitdConfig.ts
import { readFile as readFile6 } from "node:fs/promises";
import { join as join9 } from "node:path";
async function readBuildkitdConfig(given, environment) {
  if (given.buildkitdConfig !== void 0 && given.buildkitdConfigInline !== void 0) {
    throw new UserError(
      "Inputs buildkitd-config and buildkitd-config-inline are both set; expected one of them",
      {
        hint: "Leave one of them out."
      }
    );
  }
  if (given.buildkitdConfigInline !== void 0) return given.buildkitdConfigInline;
  if (given.buildkitdConfig !== void 0) return readGiven(given.buildkitdConfig);
  return readFile6(join9(buildxFolder(environment), "buildkitd.default.toml"), "utf8").catch(() => void 0);
}
async function readGiven(path) {
  return readFile6(path, "utf8").catch((cause) => {
    throw new UserError(`Input buildkitd-config: ${path} cannot be read: ${messageOf(cause)}`, {
      hint: "Give the path of a buildkitd.toml in the checkout.",
      cause
    });
  });
}

// src/context/dockerfile.ts
import { readFile as readFile7 } from "node:fs/promises";
import { join as join10 } from "node:path";
async function readDockerfile(build2, directory) {
  const local = build2.context === "workflow" || build2.context === "git" ? "." : build2.context;
  if (/^(?:[a-z]+:\/\/|git@|\{\{)/.test(local)) return void 0;
  const path = build2.file === void 0 ? join10(local, "Dockerfile") : build2.file;
  return readFile7(join10(directory, path), "utf8").catch(() => void 0);
}

// src/context/published.ts
function readPublished(client, questions2) {
  return Promise.all(questions2.map((question) => readImage(client, question)));
}
async function readImage(client, { image, tags: tags2 }) {
  const repository = parseRepository(image);
  const read = createReader(client, repository);
  const [imageTags, held] = await Promise.all([
    client.listTags(repository).catch(() => void 0),
    Promise.all(tags2.map(async (tag) => [tag.name, await read(tag)]))
  ]);
  return { image, imageTags, held: Object.fromEntries(held) };
}
function createReader(client, repository) {
  const whole = /* @__PURE__ */ new Map();
  const once = (key, read) => {
    const known = whole.get(key) ?? read();
    whole.set(key, known);
    return known;
  };
  return async (tag) => {
    const manifest = await client.getManifest(repository, tag.name);
    if (!manifest) return void 0;
    const verified2 = `${manifest.digest} whole`;
    if (tag.immutable || whole.has(verified2))
      return once(verified2, () => verifiedTag(client, repository, manifest));
    return once(manifest.digest, () => readOrigin(client, repository, manifest));
  };
}
async function verifiedTag(client, repository, manifest) {
  const { platforms: platforms3, faults } = await verifyImage(client, repository, manifest.digest);
  return {
    ...bytesOf(manifest),
    labels: platforms3[0]?.labels ?? {},
    created: platforms3[0]?.created,
    platforms: platforms3.map(({ platform: platform2 }) => platform2),
    details: platforms3,
    faults
  };
}
async function readHeld(client, repository, { reference, whole }) {
  const manifest = await client.getManifest(repository, reference);
  if (!manifest) return void 0;
  return whole ? verifiedTag(client, repository, manifest) : readOrigin(client, repository, manifest);
}
async function readOrigin(client, repository, manifest) {
  const unknown = {
    ...bytesOf(manifest),
    labels: {},
    created: void 0,
    platforms: [],
    faults: ["not verified"]
  };
  const { content } = manifest;
  if (content.kind === "manifest") return { ...unknown, ...await readConfig(client, repository, manifest) };
  const images = content.manifests.filter(({ platform: platform2 }) => platform2 && platform2.os !== "unknown");
  const first = images[0] && await client.getManifest(repository, images[0].digest);
  const platforms3 = images.flatMap(({ platform: platform2 }) => platform2 ? [platform2] : []);
  return first ? { ...unknown, ...await readConfig(client, repository, first), platforms: platforms3 } : { ...unknown, platforms: platforms3 };
}
async function readConfig(client, repository, { content }) {
  if (content.kind !== "manifest") return {};
  const bytes = await client.getBlob(repository, content.config);
  if (!bytes) return {};
  try {
    const { labels, created, platform: platform2 } = parseImageConfig(bytes);
    return { labels, created, platforms: [platform2] };
  } catch {
    return {};
  }
}
function bytesOf({
  digest,
  mediaType,
  bytes
}) {
  return { digest, mediaType, bytes };
}

// src/plan/builderNodes.ts
var DRIVERS = ["docker", "docker-container", "remote", "kubernetes"];
var BESIDE = {
  docker: "remote",
  "docker-container": "docker-container",
  remote: "remote",
  kubernetes: "kubernetes"
};
function planNodes(inputs, engineCan) {
  const records2 = inputs.nodes ?? [];
  const joined = sharedDriver(records2);
  const driver = inputs.driver === "auto" ? autoDriver(joined, engineCan) : parseDriver(inputs.driver, "Input driver");
  if (joined !== void 0 && BESIDE[driver] !== joined) {
    throw new UserError(
      `Input nodes: driver ${driver} cannot be joined by nodes of driver ${joined}, only of ${BESIDE[driver]}`,
      {
        hint: "Give all nodes one driver, or leave `driver` out."
      }
    );
  }
  const nodes = records2.map(nodeFrom);
  if (driver === "docker-container")
    return { driver, nodes: [ownNode(inputs), ...nodes.map((node) => withImage(node, inputs))] };
  if (driver === "kubernetes" && nodes.length === 0) return { driver, nodes: [ownNode(inputs)] };
  if (driver === "remote" && nodes.length === 0) {
    throw new UserError("Input driver: remote needs input nodes, with the endpoint of each", {
      hint: "For example `nodes: endpoint=tcp://host:1234`."
    });
  }
  return { driver, nodes };
}
function autoDriver(joined, engineCan) {
  if (joined === void 0 || joined === "remote")
    return engineCan ? "docker" : joined ?? "docker-container";
  return joined;
}
function sharedDriver(records2) {
  const drivers = new Set(records2.map(driverOf));
  if (drivers.size > 1) {
    throw new UserError(`Input nodes mixes the drivers ${[...drivers].join(", ")}; a builder has one`, {
      hint: "Give all nodes the same `driver`."
    });
  }
  return [...drivers][0];
}
var BUILDKIT_SCHEME = /^(tcp|unix|docker-container|podman-container|nerdctl-container|kube-pod):\/\//;
function driverOf(record2, index) {
  if (record2.driver) return parseDriver(record2.driver, `Input nodes, entry ${index + 1}`);
  return BUILDKIT_SCHEME.test(record2.endpoint ?? "") ? "remote" : "docker-container";
}
function parseDriver(text4, where) {
  const driver = DRIVERS.find((name) => name === text4);
  if (driver) return driver;
  throw new UserError(`${where}: "${text4}" is no driver, ${suggest(text4, DRIVERS)}`, {
    hint: "Leave it out for `auto`."
  });
}
function nodeFrom(record2) {
  return {
    name: record2.name,
    endpoint: record2.endpoint,
    platforms: words2(record2.platforms).map(parsePlatform),
    driverOpts: lines2(record2["driver-opts"]),
    labels: Object.fromEntries(words2(record2.labels).map(splitPair))
  };
}
var words2 = (text4 = "") => text4.split(/[\s,;]+/).filter(Boolean);
var lines2 = (text4 = "") => text4.split(/[\n;]/).map((line) => line.trim()).filter(Boolean);
function splitPair(pair) {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}
function ownNode(inputs) {
  const node = {
    name: void 0,
    endpoint: void 0,
    platforms: [],
    driverOpts: inputs.driverOpts,
    labels: {}
  };
  if (inputs.driver === "kubernetes") return node;
  const named2 = withImage(node, inputs);
  return hasOption(named2, "network") ? named2 : { ...named2, driverOpts: ["network=host", ...named2.driverOpts] };
}
function withImage(node, { buildkitImage }) {
  return hasOption(node, "image") ? node : { ...node, driverOpts: [`image=${buildkitImage}`, ...node.driverOpts] };
}
function hasOption({ driverOpts }, name) {
  return driverOpts.some(
    (option2) => option2.split(",").some((part) => part.trim().replace(/^"/, "").startsWith(`${name}=`))
  );
}

// src/plan/buildkitConfig.ts
function planBuildkitConfig(rules, user) {
  const own = user?.trim() ?? "";
  const tables = namesRegistriesElsewhere(own) ? [] : registryTables(rules).filter(({ host }) => !hasTable(own, host));
  const text4 = [own, ...tables.map(formatTable)].filter(Boolean).join("\n\n");
  return text4 === "" ? void 0 : `${text4}
`;
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
  const lines4 = [
    `[registry.${JSON.stringify(host)}]`,
    ...mirrors.length > 0 ? [`  mirrors = ${JSON.stringify(mirrors)}`] : [],
    ...insecure ? ["  http = true", "  insecure = true"] : []
  ];
  return lines4.join("\n");
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
  const start2 = parseIpv4(base);
  if (start2 === void 0 || !/^\d+$/.test(bits)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(start2 / size) === Math.floor(address / size);
}
function parseIpv4(text4) {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text4)) return void 0;
  return text4.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

// src/plan/builder.ts
function planBuilder(inputs, facts) {
  if (!facts.buildx) {
    throw new UserError("No buildx was found beside the container engine", {
      hint: "Install Docker's buildx plugin (docker-buildx-plugin, or docker-buildx on Debian)."
    });
  }
  const named2 = inputs.builder ?? (leavesChoice(inputs) ? facts.buildx.current?.name : void 0);
  if (named2 !== void 0 && named2 !== "default") return existingBuilder(named2, facts.buildx);
  if (inputs.builder === "default") return engineBuilder("builder: default", facts.engine, []);
  return startedBuilder(inputs, facts);
}
function leavesChoice(inputs) {
  return inputs.driver === "auto" && !(inputs.nodes?.length || asksForDaemon(inputs));
}
function asksForDaemon(inputs) {
  const { driverOpts, buildkitdFlags, buildkitdConfig, buildkitdConfigInline, keepBuilder } = inputs;
  const options = [buildkitdFlags, buildkitdConfig, buildkitdConfigInline];
  return keepBuilder || driverOpts.length > 0 || options.some((option2) => option2 !== void 0);
}
function existingBuilder(name, { builders }) {
  const found = builders.find((builder) => builder.name === name);
  if (found) return { kind: "existing", name, driver: found.driver };
  const known = ["default", ...builders.map((builder) => builder.name)];
  throw new UserError(`There is no builder "${name}"; ${suggest(name, known)}`, {
    hint: "Create it in an earlier step, or leave `builder` out."
  });
}
function engineBuilder(asked, engine, nodes) {
  if (engine?.containerdStore) return { kind: "engine", nodes };
  if (!engine) throw noEngine();
  throw new UserError(
    `${asked}: the engine (${engine.version}) keeps its images outside of containerd's store, so that its own BuildKit can neither build several platforms nor push by digest`,
    {
      hint: "Leave it to `driver: auto` or set `driver: docker-container`; both can. Or switch the engine's containerd image store on."
    }
  );
}
function noEngine() {
  return new UserError("No container engine answers", {
    hint: "Start Docker, or point DOCKER_HOST or DOCKER_CONTEXT at an engine, or name a remote `builder`."
  });
}
function startedBuilder(inputs, facts) {
  const { driver, nodes } = planNodes(
    inputs,
    facts.engine?.containerdStore === true && !asksForDaemon(inputs)
  );
  if (driver === "docker") {
    if (asksForDaemon(inputs)) throw engineTakesNoOptions();
    return engineBuilder(`driver: ${inputs.driver}`, facts.engine, nodes);
  }
  if (driver === "docker-container" && !facts.engine) throw noEngine();
  const rules = { mirrors: [], insecureRegistries: [], ...facts.engine, registries: facts.registries };
  const config = driver === "docker-container" ? planBuildkitConfig(rules, facts.buildkitdConfig) : facts.buildkitdConfig;
  const options = {
    kind: driver,
    nodes,
    buildkitdFlags: inputs.buildkitdFlags,
    config,
    keep: inputs.keepBuilder
  };
  const key = hashOf(JSON.stringify([options, inputs.keepBuilder ? "" : jobKeyOf(facts)]));
  return { ...options, name: `publish-image-${key}` };
}
function engineTakesNoOptions() {
  return new UserError(
    "`driver: docker` is the engine's own BuildKit; driver-opts, buildkitd-flags, buildkitd-config and keep-builder have no effect on it",
    { hint: "Leave these inputs out, or set `driver: docker-container`." }
  );
}
function jobKeyOf({ environment, now }) {
  const names = ["GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "RUNNER_NAME", "RUNNER_TEMP"];
  const values = names.map((name) => environment[name] ?? "");
  return environment.GITHUB_RUN_ID ? values.join("\n") : now.toISOString();
}
function hashOf(text4) {
  let hash = 0xcbf29ce484222325n;
  for (const character of text4) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

// src/plan/dockerfileLabels.ts
function dockerfileLabelKeys(dockerfile, target2) {
  const escape = /^\s*#\s*escape\s*=\s*`/im.test(directives(dockerfile)) ? "`" : "\\";
  const stages = readStages(instructions(dockerfile, escape), escape);
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
function readStages(lines4, escape) {
  const stages = [];
  for (const { name, rest: rest2 } of lines4) {
    if (name === "FROM") {
      const [base = "", as, alias] = rest2.split(/\s+/).filter((word2) => !word2.startsWith("--"));
      const named2 = as?.toLowerCase() === "as" && alias !== void 0 ? [alias.toLowerCase()] : [];
      stages.push({ names: [...named2, String(stages.length)], base, keys: /* @__PURE__ */ new Set() });
    } else if (name === "LABEL") {
      for (const key of labelKeys(rest2, escape)) stages.at(-1)?.keys.add(key);
    }
  }
  return stages;
}
function instructions(dockerfile, escape) {
  const lines4 = dockerfile.replace(/^\uFEFF/, "").split(/\r?\n/);
  const continued = new RegExp(`\\${escape}[ \\t]*$`);
  const found = [];
  let joined = "";
  for (let at = 0; at < lines4.length; at++) {
    const line = lines4[at] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    joined += line.replace(continued, "");
    if (continued.test(line)) continue;
    const [, name2 = "", rest3 = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
    found.push({ name: name2.toUpperCase(), rest: rest3.trim() });
    joined = "";
    if (/^(RUN|COPY|ADD)$/i.test(name2)) at = afterHeredocs(lines4, at, rest3);
  }
  const [, name = "", rest2 = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
  return name === "" ? found : [...found, { name: name.toUpperCase(), rest: rest2.trim() }];
}
function afterHeredocs(lines4, start2, rest2) {
  let at = start2;
  for (const [, dash, , word2] of rest2.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const end = lines4.findIndex((line, index) => index > at && (dash ? line.replace(/^\t+/, "") : line) === word2);
    at = end < 0 ? lines4.length : end;
  }
  return at;
}
function labelKeys(rest2, escape) {
  const words3 = splitWords(rest2, escape);
  const [first] = words3;
  if (first === void 0) return [];
  if (!first.includes("=")) return [unquote(first, escape)];
  return words3.flatMap((word2) => {
    const at = endOfKey(word2, escape);
    return at > 0 ? [unquote(word2.slice(0, at), escape)] : [];
  });
}
function splitWords(text4, escape) {
  const e = `\\${escape}`;
  const word2 = new RegExp(`(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|${e}[\\s\\S]|[^\\s"'${e}]|["'${e}])+`, "g");
  return text4.match(word2) ?? [];
}
function endOfKey(word2, escape) {
  const e = `\\${escape}`;
  const key = new RegExp(`^(?:"(?:${e}[\\s\\S]|[^"${e}])*"|'[^']*'|[^="'])+`).exec(word2)?.[0] ?? "";
  return word2[key.length] === "=" ? key.length : -1;
}
function unquote(text4, escape) {
  return text4.replaceAll(/["']/g, "").replaceAll(escape, "");
}

// src/plan/attestations.ts
function planAttestations(inputs, facts) {
  const asked = [...inputs.attests, ...option("sbom", inputs.sbom)];
  const provenance = inputs.attests.some((entry) => /(^|,)type=provenance(,|$)/.test(entry)) ? [] : planProvenance(inputs, facts);
  const attest = facts.pushes ? [...asked, ...provenance] : [];
  const attested = attest.some((entry) => !/disabled=true/.test(entry));
  if (inputs.imageShape !== "manifest")
    return {
      attest,
      shape: facts.platforms > 1 || attested || inputs.imageShape === "index" ? "index" : "manifest"
    };
  if (facts.platforms > 1 || attested) {
    const why = facts.platforms > 1 ? `${facts.platforms} platforms` : "attestations";
    throw new UserError(`image-shape: manifest cannot hold ${why}`, {
      hint: "Write image-shape: auto, or leave one platform and neither provenance, sbom nor attests."
    });
  }
  return { attest, shape: "manifest" };
}
function planProvenance(inputs, { platforms: platforms3, runUrl: runUrl2 }) {
  const builder = runUrl2 ? `,builder-id=${runUrl2}` : "";
  const wantsIndex = platforms3 > 1 || inputs.imageShape === "index" || inputs.attests.length > 0 || (inputs.sbom ?? "false") !== "false";
  if (inputs.provenance === void 0) {
    return wantsIndex && inputs.imageShape !== "manifest" ? [`type=provenance,mode=min,version=v1${builder}`] : ["type=provenance,disabled=true"];
  }
  return option("provenance", inputs.provenance).map(
    (entry) => /disabled=|builder-id=/.test(entry) ? entry : `${entry}${builder}`
  );
}
function option(type, value) {
  if (value === void 0) return [];
  if (/^true$/i.test(value)) return [`type=${type}`];
  if (/^false$/i.test(value)) return [`type=${type},disabled=true`];
  return [`type=${type},${value}`];
}

// src/plan/bake.ts
function planBake(inputs, facts) {
  const secrets = planSecrets(inputs);
  const targets = facts.builds.map((build2) => [
    build2.id,
    target(inputs, { ...facts, build: build2, secrets: secrets.entries })
  ]);
  return {
    targets: Object.fromEntries(targets),
    secretEnvironment: secrets.environment,
    allow: ["fs=*", ...inputs.ssh.length > 0 ? ["ssh"] : [], ...inputs.allow]
  };
}
function target(inputs, facts) {
  return {
    context: facts.context,
    contexts: defined(inputs.buildContexts, {}),
    ...inputs.file !== void 0 && { dockerfile: inputs.file },
    ...inputs.target !== void 0 && { target: inputs.target },
    platforms: [formatPlatform(facts.build.platform)],
    args: defined(inputs.buildArgs, facts.environment),
    labels: facts.build.labels,
    annotations: facts.pushTo.length > 0 ? facts.manifestAnnotations : [],
    output: outputs(inputs, facts),
    attest: facts.attest,
    secret: facts.secrets,
    ssh: inputs.ssh,
    "cache-from": inputs.cacheFrom,
    "cache-to": inputs.cacheTo,
    ...limits(inputs)
  };
}
function limits(inputs) {
  return {
    ...inputs.noCache && { "no-cache": true },
    ...inputs.noCacheFilters.length > 0 && { "no-cache-filter": inputs.noCacheFilters },
    ...inputs.pull && { pull: true },
    ...inputs.network !== void 0 && { network: inputs.network },
    ...inputs.shmSize !== void 0 && { "shm-size": inputs.shmSize },
    ...inputs.ulimit.length > 0 && { ulimits: inputs.ulimit },
    ...inputs.addHosts.length > 0 && { "extra-hosts": Object.fromEntries(inputs.addHosts.map(splitHost)) },
    ...inputs.allow.length > 0 && { entitlements: inputs.allow },
    ...inputs.call !== void 0 && inputs.call !== "build" && { call: inputs.call }
  };
}
function splitHost(entry) {
  const at = entry.search(/[:=]/);
  return [entry.slice(0, at), entry.slice(at + 1)];
}
function outputs(inputs, facts) {
  const asked = inputs.outputs.map((output) => perPlatform(output, facts));
  const names = `"name=${facts.pushTo.join(",")}"`;
  const store = facts.storeless ? ",store=false" : "";
  const pushed = facts.pushTo.length > 0 ? [`type=image,${names},push-by-digest=true,name-canonical=true,push=true${store}`] : [];
  const loaded = inputs.load ? ["type=docker"] : [];
  const all = [...pushed, ...loaded, ...asked];
  return all.length > 0 ? all : ["type=cacheonly"];
}
function perPlatform(output, { builds, build: build2 }) {
  if (builds.length === 1) return output;
  const slug = formatPlatform(build2.platform).replaceAll("/", "_");
  if (!output.includes("=")) return `type=local,dest=${output}/${slug}`;
  if (/(^|,)type=local(,|$)/.test(output)) return output.replace(/(^|,)dest=([^,]+)/, `$1dest=$2/${slug}`);
  return output.replace(/(^|,)dest=([^,]+?)(\.[a-z0-9.]+)?(?=,|$)/, `$1dest=$2-${slug}$3`);
}
function planSecrets(inputs) {
  const split2 = (entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)];
  const valued = inputs.secrets.map(split2).map(([id, value], index) => ({ id, value, variable: `PUBLISH_IMAGE_SECRET_${index}` }));
  return {
    entries: [
      ...valued.map(({ id, variable: variable2 }) => `type=env,id=${id},env=${variable2}`),
      ...inputs.secretEnvs.map(split2).map(([id, variable2]) => `type=env,id=${id},env=${variable2}`),
      ...inputs.secretFiles.map(split2).map(([id, file]) => `type=file,id=${id},src=${file}`)
    ],
    environment: Object.fromEntries(valued.map(({ variable: variable2, value }) => [variable2, value]))
  };
}
function defined(pairs2, fallback) {
  const filled = Object.entries(pairs2).map(([key, value]) => [key, value ?? fallback[key]]);
  return Object.fromEntries(filled.filter((pair) => pair[1] !== void 0));
}

// src/plan/emulators.ts
function planEmulators({ qemu, platforms: platforms3, builder, context }) {
  if (qemu === "never" || !buildsHere(builder)) return [];
  const there = new Set(
    [...nodePlatforms(builder, context), ...qemu === "always" ? [] : context.emulators].map(formatPlatform)
  );
  return platforms3.filter(
    (platform2) => platform2.os === "linux" && !runsNatively(platform2, context.engine?.platform) && !there.has(formatPlatform(platform2))
  );
}
function runsNatively(platform2, machine) {
  return platform2.os === machine?.os && platform2.architecture === machine.architecture;
}
function buildsHere(builder) {
  const driver = builder.kind === "existing" ? builder.driver : builder.kind;
  return driver === "engine" || driver === "docker" || driver === "docker-container";
}
function nodePlatforms(builder, context) {
  if (builder.kind !== "existing") return builder.nodes.flatMap(({ platforms: platforms3 }) => platforms3);
  return context.buildx?.builders.find(({ name }) => name === builder.name)?.platforms ?? [];
}

// src/plan/matrix.ts
var RUNNERS = [
  { os: "linux", architectures: ["amd64", "386"], runner: "ubuntu-24.04" },
  { os: "linux", architectures: ["arm64", "arm"], runner: "ubuntu-24.04-arm" },
  { os: "windows", architectures: ["amd64"], runner: "windows-2025" }
];
function planMatrix(platforms3) {
  const native = (platform2) => RUNNERS.find((row) => row.os === platform2.os && row.architectures.includes(platform2.architecture));
  const entries2 = platforms3.map((platform2) => ({ platform: platform2, row: native(platform2) }));
  const ordered = [...entries2.filter(({ row }) => row), ...entries2.filter(({ row }) => !row)];
  return ordered.map(({ platform: platform2, row }) => ({
    platform: formatPlatform(platform2),
    runner: row?.runner ?? "ubuntu-24.04"
  }));
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
  const parts = Object.fromEntries(formatter(zone).formatToParts(date).map(({ type, value }) => [type, value]));
  const field = (name) => Number(parts[name]);
  const wall = Date.UTC(field("year"), field("month") - 1, field("day"), field("hour"), field("minute"), field("second"));
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
function daysSince(start2, date) {
  return Math.floor((date.getTime() - start2) / DAY);
}
function weekOf(wall, rule) {
  const year = wall.getUTCFullYear();
  const started = [year + 1, year, year - 1].map((candidate2) => ({ candidate: candidate2, start: firstWeek(candidate2, rule) })).find(({ start: start3 }) => wall.getTime() >= start3);
  const { candidate, start: start2 } = started ?? { candidate: year, start: wall.getTime() };
  return { year: candidate, number: Math.floor(daysSince(start2, wall) / 7) + 1 };
}
function firstWeek(year, { startsOn, firstHas }) {
  const inside = Date.UTC(year, 0, firstHas);
  const weekday = new Date(inside).getUTCDay();
  return inside - (weekday - startsOn + 7) % 7 * DAY;
}

// src/plan/dateFormat.ts
var MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
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
    const [, literal, escaped, token = ""] = match2;
    if (literal !== void 0) return literal;
    return escaped ? token : render(token, moment);
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
function offset({ offsetMinutes }, separator2) {
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${separator2}${pad(minutes % 60, 2)}`;
}

// src/plan/expressions.ts
var DEFAULT_SHORT_SHA = 7;
var DEFAULT_BRANCH_EVENTS = /create|discussion|issues|schedule/;
function refFacts(context) {
  const ref2 = refOf(context);
  const after = (prefix) => ref2.startsWith(prefix) ? ref2.slice(prefix.length) : void 0;
  const gitTag = after("refs/tags/");
  const pullRequest2 = after("refs/pull/")?.replace(/\/merge$/, "");
  return {
    branch: after("refs/heads/"),
    gitTag,
    pullRequest: pullRequest2,
    baseRef: gitTag === void 0 && pullRequest2 === void 0 ? void 0 : baseRefOf(context),
    sha: shaOf2(context),
    defaultBranch: text3(record(context.run.payload.repository).default_branch) ?? context.repository.defaultBranch
  };
}
function refOf({ run }) {
  const number = run.payload.number ?? record(run.payload.pull_request).number;
  return run.event.includes("pull_request_target") && number !== void 0 ? `refs/pull/${String(number)}/merge` : run.ref;
}
function baseRefOf({ run }) {
  const ofPullRequest = text3(record(record(run.payload.pull_request).base).ref);
  const told = ofPullRequest ?? text3(run.payload.base_ref) ?? (run.baseRef || void 0);
  return told?.replace(/^refs\/heads\//, "");
}
function shaOf2({ run, git, environment }) {
  const head = text3(record(record(run.payload.pull_request).head).sha);
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
    if (unknown !== void 0) throw new UserError(`"${unknown}" is no option of {{${name}}}; ${suggest(unknown, ["tz"])}`);
    return formatDate(date, argument, tz);
  };
}
function commitTime({ git, run, now }) {
  if (git.commitTime) return git.commitTime;
  const commits = Array.isArray(run.payload.commits) ? run.payload.commits.map(record) : [];
  const commit = [...commits, record(run.payload.head_commit)].find(({ id }) => id === git.sha);
  const told = text3(commit?.timestamp);
  return told === void 0 ? now : new Date(told);
}
function isDefaultBranch({ run }, { branch, gitTag, pullRequest: pullRequest2, defaultBranch }) {
  if (gitTag === void 0 && pullRequest2 === void 0 && branch === void 0) return false;
  return branch !== void 0 && branch === defaultBranch || DEFAULT_BRANCH_EVENTS.test(run.event);
}
function record(value) {
  return typeof value === "object" && value !== null ? value : {};
}
function text3(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}

// src/plan/template.ts
var BRACES = /\\\{\{|\{\{\{([^}]*)\}\}\}|\{\{(~?)(!--[\s\S]*?--|(?:'[^']*'|"[^"]*"|[^}'"])*?)(~?)\}\}/g;
var ARGUMENT = /\s*(?:([\w-]+)=)?(?:'([^']*)'|"([^"]*)"|([^\s'"=]+))/y;
function parseTemplate(source) {
  const segments = [];
  let at = 0;
  let trimNext = false;
  const addText = (text4) => {
    if (text4.includes("{{")) throw new UserError(`"${source}" has "{{" without "}}"`);
    if (text4 !== "") segments.push({ kind: "text", text: text4 });
  };
  for (const match2 of source.matchAll(BRACES)) {
    const [whole, plain, before, inner, after] = match2;
    const between = source.slice(at, match2.index);
    const text4 = trimNext ? between.trimStart() : between;
    addText(before ? text4.trimEnd() : text4);
    trimNext = Boolean(after);
    at = match2.index + whole.length;
    const code2 = (plain ?? inner ?? "").trim().replace(/^&\s*/, "");
    if (whole === "\\{{") segments.push({ kind: "text", text: "{{" });
    else if (!code2.startsWith("!")) segments.push({ kind: "call", call: parseCall(code2, source) });
  }
  addText(trimNext ? source.slice(at).trimStart() : source.slice(at));
  const names = segments.flatMap((segment) => segment.kind === "call" ? [segment.call.name] : []);
  return { source, segments, names };
}
function parseCall(code2, source) {
  const [, name, rest2 = ""] = /^(?:this\.|\.\/)?([A-Za-z_][\w.]*)(?=\s|$)(.*)$/s.exec(code2) ?? [];
  if (name === void 0 || name === "else") {
    const conditions = /^[#/^>]|^else$/.test(code2) ? "; conditions and blocks are not known here" : "";
    throw new UserError(`"{{${code2}}}" in "${source}" is no expression${conditions}; write {{name}} or {{name 'argument' option='value'}}`);
  }
  const options = {};
  let argument;
  let at = 0;
  while (rest2.slice(at).trim() !== "") {
    ARGUMENT.lastIndex = at;
    const match2 = ARGUMENT.exec(rest2);
    if (!match2) throw new UserError(`"{{${code2}}}" in "${source}" cannot be read; write {{${name} 'argument'}}, with single quotes`);
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
  const text4 = template.segments.map(fill).join("");
  return { text: text4, absent, unknown };
}

// src/plan/tags/affix.ts
function chooseAffixes(own, flavor) {
  return { prefix: own.prefix ?? flavor.prefix, suffix: own.suffix ?? flavor.suffix };
}
function applyAffixes(text4, { prefix, suffix }, scope) {
  const before = prefix ? renderTemplate(prefix, scope) : void 0;
  const after = suffix ? renderTemplate(suffix, scope) : void 0;
  const warnings = [before, after].flatMap((rendered) => rendered ? unknownNames(rendered, scope) : []);
  return { text: `${before?.text ?? ""}${text4}${after?.text ?? ""}`, warnings };
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
  return Object.fromEntries(Object.entries(labels).filter((entry) => entry[1] !== void 0));
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
  return Object.fromEntries(Object.entries(labels).filter(([key]) => userKeys.has(key) || !dockerfileKeys.has(key)));
}
function parseLabels(input, lines4, scope) {
  const faults = [];
  const notices2 = [];
  const warn = (line, problem) => notices2.push({ level: "warning", text: `${input}: "${line}" ${problem}` });
  const entries2 = labelLines(lines4).flatMap((line) => {
    try {
      const rendered = renderTemplate(parseTemplate(line), scope);
      for (const text4 of unknownNames(rendered, scope)) warn(line, text4);
      const at = rendered.text.indexOf("=");
      if (at > 0) return [[rendered.text.slice(0, at), rendered.text.slice(at + 1)]];
      warn(line, "is no key=value, and is left out");
      return [];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push({ line, problem: messageOf(error) });
      return [];
    }
  });
  if (faults.length > 0) throw faultsError(input, faults);
  return { entries: entries2, notices: notices2 };
}
function labelLines(lines4) {
  const given = lines4.filter((line) => !line.trim().startsWith("#"));
  try {
    const rows = parse(given.join("\n"), { relax_quotes: true, relax_column_count: true, skip_empty_lines: true });
    return rows.map((fields3) => fields3.join(",").trim()).filter(Boolean);
  } catch {
    return given.map((line) => line.trim()).filter(Boolean);
  }
}
function mergeLabels(...all) {
  const entries2 = all.flatMap((labels) => Array.isArray(labels) ? labels : Object.entries(labels));
  const merged = new Map(entries2);
  return Object.fromEntries([...merged].toSorted(([a], [b]) => a.localeCompare(b, "en")));
}

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
function platformList({ platforms: platforms3 }) {
  return platforms3.map(formatPlatform).sort().join(", ") || "no platform";
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
    because: `${tag.name} names one build for ever, and holds ${conflict2(held, candidate)}`
  };
}
function conflict2(held, candidate) {
  const { revision, version } = originOf(held);
  if (revision !== candidate.revision) return `commit ${shortRevision(revision)}, not ${shortRevision(candidate.revision)}`;
  if (version !== candidate.version)
    return `version ${version ?? "(not labelled)"}, not ${candidate.version}`;
  if (held.faults.length > 0) return `something incomplete: ${held.faults.join("; ")}`;
  return `${platformList(held)}, not ${platformList(candidate)}`;
}

// src/plan/published.ts
function findPublished(tags2, held, wanted) {
  const found = tags2.flatMap((tag) => {
    const there = held[tag.name];
    return tag.guard.kind === "immutable" && there ? [{ tag, there, decision: decideImmutable(tag, wanted, there) }] : [];
  });
  const faults = found.filter(({ decision }) => decision.outcome === "stop").map(({ decision }) => decision.because);
  if (faults.length > 0) return { kind: "conflict", faults };
  const adopted = found.find(({ decision }) => decision.outcome === "adopt");
  if (!adopted) return { kind: "none" };
  return { kind: "published", digest: adopted.there.digest, tag: adopted.tag.name, held: adopted.there };
}

// src/plan/planRun.ts
function planRun(inputs, facts) {
  const { context, images, platforms: platforms3 } = facts;
  const { release, outputs: outputs2 } = facts.metadata;
  const active = release.tags.length > 0;
  const builds = active ? platforms3.map((platform2) => planBuild(platform2, facts)) : [];
  return {
    command: inputs.what.command,
    channel: release.channel,
    version: release.version,
    versionLabel: release.labels[VERSION] ?? release.version,
    why: facts.why,
    push: facts.push,
    images,
    platforms: platforms3,
    builds,
    metadata: outputs2,
    gitSha: context.git.sha,
    buildTime: context.now.toISOString(),
    trace: context.trace,
    matrix: planMatrix(platforms3),
    phases: active ? planPhases(inputs, { ...facts, builds }) : [],
    notices: [...facts.notices, ...release.notices]
  };
}
function planBuild(platform2, { context, metadata, dockerfileLabels }) {
  const { release, userLabels } = metadata;
  const own = platformLabels({ architecture: platform2.architecture, traceId: context.trace.traceId, refName: release.tags[0]?.name });
  const told = Object.fromEntries(Object.entries(release.labels).filter(([key, value]) => value !== "" || userLabels.has(key)));
  const labels = keepDockerfileLabels(mergeLabels(own, told), dockerfileLabels, userLabels);
  return { id: platformSlug(platform2), variant: "", platform: platform2, labels };
}
function planPhases(inputs, facts) {
  const { push, images } = facts;
  const names = images.map(({ image }) => image);
  const promote2 = { kind: "promote", images, force: inputs.promotion.force };
  const found = push && !inputs.promotion.force ? publishedEverywhere(facts) : void 0;
  if (found) return [[found], [promote2]];
  const setUp = planSetUp(inputs, facts);
  const build2 = planBuildStep(inputs, facts);
  if (!push) return [setUp, [build2.step]];
  const assemble3 = { kind: "assemble", shape: build2.shape, images: names, imageAnnotations: indexAnnotations(facts) };
  const { verify } = inputs.promotion;
  const verification = verify === "off" ? [] : [{ kind: "verify", depth: verify, images: names }];
  return [[{ kind: "check-push", images: names }, ...setUp], [build2.step], [assemble3], verification, [promote2]];
}
function indexAnnotations({ metadata }) {
  const standard = Object.entries(metadata.release.labels).filter(([key, value]) => key.startsWith("org.opencontainers.image.") && value !== "");
  const own = metadata.release.annotations.flatMap((line) => {
    const [, key, value] = /^index:([^=]+)=([\s\S]*)$/.exec(line) ?? [];
    return key === void 0 || value === void 0 ? [] : [[key, value]];
  });
  return Object.fromEntries([...standard, ...own]);
}
function publishedEverywhere({ context, metadata, images, published, platforms: platforms3 }) {
  const wanted = { version: metadata.release.labels[VERSION] ?? "", revision: context.git.sha, platforms: platforms3 };
  const found = images.map(({ image, tags: tags2 }) => ({ image, result: findPublished(tags2, heldBy(published, image), wanted) }));
  const faults = found.flatMap(({ image, result }) => result.kind === "conflict" ? result.faults.map((fault) => `${image}: ${fault}`) : []);
  if (faults.length > 0) {
    throw new UserError(`Nothing was built, since it could not be published:
${faults.map((fault) => `  - ${fault}`).join("\n")}`, {
      hint: "Publish under a new version, or set force: true to replace what is there."
    });
  }
  const there = found.flatMap(({ image, result }) => isPublished(result) ? [{ image, ...result }] : []);
  if (there.length === 0 || there.length < images.length) return void 0;
  return { kind: "adopt", images: there.map(({ image, digest }) => ({ image, digest })), platforms: there[0]?.held.details ?? [] };
}
function isPublished(result) {
  return result.kind === "published";
}
function heldBy(published, image) {
  return published.find((one) => one.image === image)?.held ?? {};
}
function planSetUp(inputs, { context, platforms: platforms3, builder }) {
  if (!builder) return [];
  const missing = planEmulators({ qemu: inputs.builder.qemu, platforms: platforms3, builder, context });
  const emulators = missing.length > 0 ? [{ kind: "set-up-emulators", platforms: missing, image: inputs.builder.qemuImage }] : [];
  return [...emulators, { kind: "set-up-builder", builder }];
}
function planBuildStep(inputs, facts) {
  const { context, metadata, push, builds, images, builder, platforms: platforms3 } = facts;
  const { attest, shape } = planAttestations(inputs.build, { pushes: push, platforms: platforms3.length, runUrl: runUrl(context) });
  const pushTo = push ? images.map(({ image }) => image) : [];
  const definition = planBake(inputs.build, {
    builds,
    pushTo,
    manifestAnnotations: metadata.release.annotations.filter((line) => /^manifest[:[]/.test(line)),
    attest,
    context: contextOf(inputs, context),
    storeless: builder?.kind === "engine",
    environment: context.environment
  });
  const dockerfile = inputs.build.file ?? (inputs.build.context === "." ? "Dockerfile" : `${inputs.build.context}/Dockerfile`);
  return { step: { kind: "build", definition, pushTo, title: `Build ${platforms3.map(formatPlatform).join(", ")}`, dockerfile }, shape };
}
function contextOf({ build: build2 }, { run, git, environment }) {
  if (build2.context === "workflow" || build2.context === "git") return ".";
  const repository = `${run.serverUrl}/${environment.GITHUB_REPOSITORY ?? ""}.git#${git.sha || run.ref}`;
  return build2.context.replace(/\{\{\s*defaultContext\s*\}\}/g, repository);
}
function runUrl({ run, environment }) {
  return run.id && environment.GITHUB_REPOSITORY ? `${run.serverUrl}/${environment.GITHUB_REPOSITORY}/actions/runs/${run.id}/attempts/${run.attempt || "1"}` : "";
}

// src/plan/versionOrder.ts
var import_compare = __toESM(require_compare(), 1);
var import_parse = __toESM(require_parse(), 1);
var PRERELEASE_WORD = /(?:a|b|c|rc|alpha|beta|pre|preview|dev|nightly|snapshot)[._-]?\d*$/i;
function compareVersions(first, second) {
  const a = order(first);
  const b = order(second);
  if (!a || !b) return void 0;
  if (a.semver !== void 0 && b.semver !== void 0) return named((0, import_compare.default)(a.semver, b.semver));
  return a.shape === b.shape ? named(compareNumbers(a.numbers, b.numbers)) : void 0;
}
function isVersion(text4) {
  return order(text4) !== void 0;
}
function isInScope(version, scope) {
  const ordered = order(version);
  if (!ordered) return false;
  return (scope.prerelease || !ordered.prerelease) && (scope.major === void 0 || ordered.numbers[0] === BigInt(scope.major)) && (scope.minor === void 0 || ordered.numbers[1] === BigInt(scope.minor));
}
function isPrerelease(version) {
  return order(version)?.prerelease ?? false;
}
function isSemver(text4) {
  return order(text4)?.semver !== void 0;
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
function order(text4) {
  const version = /^v\d/.test(text4) ? text4.slice(1) : text4;
  if (!/^\d/.test(version)) return void 0;
  const numbers = (version.match(/\d+/g) ?? []).map(BigInt);
  const shape = version.replace(/\d+/g, "N");
  const parsed = (0, import_parse.default)(version);
  const semver2 = parsed && parsed.version === version.split("+")[0] ? parsed.version : void 0;
  const prerelease = semver2 === void 0 ? PRERELEASE_WORD.test(version) : (parsed?.prerelease.length ?? 0) > 0;
  return { semver: semver2, numbers, shape, prerelease };
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

// src/stages/decide.ts
async function decide(inputs, decision) {
  const { gathered, release } = decision;
  const { context } = gathered;
  const names = release.metadata.images;
  const active = release.metadata.release.tags.length > 0;
  const looks = release.push && active && inputs.what.command !== "plan";
  const [published, dockerfile] = await Promise.all([
    looks ? readPublished(decision.client, questions(release)) : [],
    readDockerfile(inputs.build, context.git.root ?? process.cwd())
  ]);
  const builder = await builderOf(inputs, decision);
  return planRun(inputs, {
    context,
    metadata: release.metadata,
    push: release.push && active,
    why: release.why,
    images: names.map((image) => planImage(image, decision, published)),
    published,
    platforms: platformsOf2(inputs, gathered),
    builder,
    dockerfileLabels: dockerfile === void 0 ? /* @__PURE__ */ new Set() : dockerfileLabelKeys(dockerfile, inputs.build.target),
    notices: [...decision.warnings, ...gathered.warnings].map((text4) => ({ level: "warning", text: text4 })).concat(planNotices(inputs, decision))
  });
}
function questions({ metadata }) {
  const tags2 = metadata.release.tags.map(({ name, guard }) => ({ name, immutable: guard.kind === "immutable" }));
  return metadata.images.map((image) => ({ image, tags: tags2 }));
}
function planImage(image, { gathered, release, optionalHosts }, published) {
  const imageTags = published.find((one) => one.image === image)?.imageTags;
  return {
    image,
    tags: release.metadata.release.tags,
    optional: optionalHosts.includes(parseRepository(image).registry),
    versions: knownVersions(gathered.context.git.gitTags, imageTags ?? [], { prefix: release.tagPrefix, suffix: "" }),
    imageTags
  };
}
function platformsOf2(inputs, { context }) {
  const { platforms: platforms3 } = inputs.what;
  if (platforms3.length > 0) return platforms3;
  const json2 = context.environment.PLATFORMS_JSON;
  if (json2) return platforms(json2);
  return [context.engine?.platform ?? parsePlatform(process.arch === "arm64" ? "linux/arm64" : "linux/amd64")];
}
async function builderOf(inputs, { gathered, release }) {
  const { context } = gathered;
  const registries = release.metadata.images.map((image) => parseRepository(image).registry);
  try {
    const buildkitdConfig = await readBuildkitdConfig(inputs.builder, context.environment);
    return planBuilder(inputs.builder, { ...context, registries, buildkitdConfig });
  } catch (error) {
    if (inputs.what.command === "plan" && error instanceof UserError) return void 0;
    throw error;
  }
}
function planNotices(inputs, { release, gathered }) {
  const { trigger } = gathered.context;
  const notices2 = [];
  if (release.metadata.release.tags.length === 0) notices2.push({ level: "notice", text: `Nothing to publish: no channel or rule takes ${gathered.context.run.ref || "this run"}.` });
  else if (trigger.kind === "pull_request") notices2.push({ level: "notice", text: trigger.fork ? "A pull request from a fork: it is built, and nothing is pushed." : "A pull request: it is built, and nothing is pushed." });
  if (inputs.what.command === "plan") notices2.push({ level: "notice", text: "Planned without asking the registries: which tags they hold, and whether floating ones would move, is not known." });
  return notices2;
}

// src/plan/channelTrigger.ts
var KINDS = ["tag", "branch", "schedule", "dispatch", "pull_request"];
var DEFAULT_BRANCH = "<default>";
function parseTrigger(text4) {
  const [word2 = "", glob, ...more] = text4.trim().split(/\s+/);
  const kind = KINDS.find((candidate) => candidate === word2);
  if (kind === void 0) throw new UserError(word2 === "" ? "a trigger is missing; name one of tag GLOB, branch GLOB, schedule, dispatch, pull_request" : `the trigger "${word2}" is not known; ${suggest(word2, KINDS)}`);
  if (more.length > 0) throw new UserError(`"${text4.trim()}" has more than one pattern; write "${kind} ${glob}, ${kind} ${more[0]}"`);
  if (kind !== "tag" && kind !== "branch") {
    if (glob !== void 0) throw new UserError(`the trigger "${kind}" takes no pattern; leave "${glob}" out`);
    return { kind };
  }
  if (glob === void 0) throw new UserError(`the trigger "${kind}" needs a pattern, such as "${kind} ${kind === "tag" ? "v*" : "main"}"`);
  return kind === "branch" && glob === DEFAULT_BRANCH ? { kind: "default-branch" } : { kind, glob };
}
function formatTrigger(trigger) {
  if (trigger.kind === "default-branch") return `branch ${DEFAULT_BRANCH}`;
  return trigger.kind === "tag" || trigger.kind === "branch" ? `${trigger.kind} ${trigger.glob}` : trigger.kind;
}
function takes(channel2, occasion) {
  return channel2.triggers.some((wanted) => matches(wanted, occasion) && (wanted.kind !== "tag" || takesVersion(channel2.name, occasion.pushedVersion)));
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
    if (piece.length > 1) return `[${piece.slice(1, -1).replace(/^!/, "^").replace(/[\\[\]]/g, "\\$&")}]`;
    return piece.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  return new RegExp(`^${pattern.join("")}$`);
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
  const { fields: fields3, numbers, rule } = origin;
  const unique = fields3.find((field2) => Object.hasOwn(UNIQUE, field2));
  if (unique !== void 0) return immutable(rule, `names ${UNIQUE[unique]}`);
  const has = (field2) => fields3.includes(field2);
  if (has("major") && has("minor") && has("patch") && !origin.prerelease) return immutable(rule, "names all of a version");
  if (has("major") && numbers) return inScope(origin, numbers);
  const field = OF_COMMITS.find(has);
  if (field !== void 0 || origin.follows === "commits") {
    return { guard: { kind: "ancestry" }, because: `floating: ${rule} ${field ? `follows {{${field}}}` : "names no build"}; moves along the commits` };
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
function fieldsOfText(text4) {
  const part = /^v?(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text4);
  if (part) {
    const [, major, minor] = part;
    if (minor === void 0) return { fields: ["major"], numbers: { major: Number(major) } };
    return { fields: ["major", "minor"], numbers: { major: Number(major), minor: Number(minor) } };
  }
  return { fields: /\d/.test(text4) ? ["version"] : [] };
}

// src/plan/tags/name.ts
var LONGEST = 128;
function cleanName(text4) {
  const name = text4.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  if (name.length > LONGEST) throw new UserError(`the tag "${name}" has ${name.length} characters, and at most ${LONGEST} may be; shorten it`);
  return TAG.test(name) ? name : void 0;
}

// src/plan/versionFromRef.ts
var import_parse2 = __toESM(require_parse(), 1);
function versionFromRef(gitTag, prefix) {
  const rest2 = gitTag.startsWith(prefix) ? gitTag.slice(prefix.length) : gitTag;
  return /^\d/.test(rest2) ? rest2 : gitTag;
}
function versionNumbers(version) {
  const parsed = (0, import_parse2.default)(version);
  if (!parsed || parsed.raw !== version || parsed.version !== version.split("+")[0]) return void 0;
  const { major, minor, patch, prerelease } = parsed;
  return { major, minor, patch, prerelease: prerelease.length > 0 ? prerelease.join(".") : void 0 };
}
function isFloatingGitTag(gitTag, gitTags, prefix) {
  const version = versionFromRef(gitTag, prefix);
  if (!/^\d+(\.\d+)?$/.test(version)) return false;
  return gitTags.some((other) => other.startsWith(`${gitTag}.`) && versionNumbers(versionFromRef(other, prefix)) !== void 0);
}

// src/plan/channel.ts
function matchChannel(rules, context, tagPrefix) {
  const { trigger, git } = context;
  const gitTag = "gitTag" in trigger ? trigger.gitTag : void 0;
  if (gitTag !== void 0 && isFloatingGitTag(gitTag, git.gitTags, tagPrefix)) return void 0;
  const pushedVersion = gitTag === void 0 ? void 0 : versionFromRef(gitTag, tagPrefix);
  const occasion = { trigger, defaultBranch: refFacts(context).defaultBranch, pushedVersion };
  const named2 = trigger.kind === "dispatch" && rules.some(({ triggers }) => triggers.some(isDispatch));
  return rules.find(({ name, triggers }) => takes({ name, triggers: named2 ? triggers.filter(isDispatch) : triggers }, occasion));
}
function isDispatch({ kind }) {
  return kind === "dispatch";
}
function resolveChannel(rule, context, known) {
  const numbers = known.version === void 0 ? void 0 : versionNumbers(known.version);
  const scope = releaseScope(context, { ...known, channel: rule.name });
  const notices2 = [];
  const values = rule.templates.flatMap((template) => {
    const { text: text4, absent } = renderTemplate(template, scope);
    const origin = originOf2(rule, { template, context, numbers });
    const missing = reasonToLeaveOut(template, { absent, origin, version: known.version, numbers });
    if (missing !== void 0) notices2.push({ level: "notice", text: `channel ${rule.name}: "${template.source}" yields no tag: ${missing}` });
    if (missing !== void 0) return [];
    return [{ text: text4, latest: false, origin, ...known.version !== void 0 && { version: known.version, label: known.version } }];
  });
  return { channel: rule.name, values, tags: plainTags(rule, values), push: context.trigger.kind !== "pull_request", notices: notices2 };
}
function releaseScope(context, { version, baseVersion, channel: channel2 }) {
  const { run, trigger } = context;
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
function reasonToLeaveOut(template, { absent, origin, version, numbers }) {
  const [field] = absent;
  if (field !== void 0) return `{{${field}}} has no value ${version === void 0 ? "in this run" : `for version ${version}`}`;
  const named2 = template.names;
  if (named2.includes("major") && !named2.includes("minor") && numbers?.major === 0) return "0 is no line of releases";
  const { guard } = guardOf({ ...origin, prerelease: false, rule: "" });
  if (guard.kind === "version" && version === void 0) return "it moves with versions, and this run has none";
  return void 0;
}
function isForReleases(template, text4) {
  return text4 === "latest" || text4 === "stable" || template.names.includes("major") && /^v?\.?$/.test(text4);
}
function originOf2(rule, { template, context, numbers }) {
  const text4 = template.segments.map((segment) => segment.kind === "text" ? segment.text : "").join("");
  const { branch, gitTag } = refFacts(context);
  const namesBranch = template.names.length === 0 && text4 === branch;
  const publishesVersions = rule.templates.some(({ names }) => names.includes("version") || names.includes("major"));
  const ofVersions = gitTag !== void 0 || publishesVersions && context.trigger.kind !== "schedule";
  const fields3 = template.names.filter((name) => name !== "tag");
  return {
    fields: fields3.length < template.names.length ? [...fields3, "version"] : namesBranch ? ["branch"] : fields3,
    follows: ofVersions ? "versions" : "commits",
    prerelease: rule.name !== "stable" && !isForReleases(template, text4),
    ...numbers && { numbers: { major: numbers.major, minor: numbers.minor } }
  };
}
function plainTags(rule, values) {
  const named2 = values.flatMap(({ text: text4, origin }) => {
    const name = cleanName(text4);
    const full = { prerelease: false, ...origin, rule: `channel ${rule.name}` };
    return name === void 0 ? [] : [{ name, ...guardOf(full) }];
  });
  return named2.filter(({ name }, index) => named2.findIndex((other) => other.name === name) === index);
}

// src/plan/attributes.ts
function significantLines(lines4) {
  return lines4.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
function parseAttributeLine(line) {
  const outer = csvFields(line);
  const inner = outer.length === 1 && line.startsWith('"') ? csvFields(outer[0] ?? "") : outer;
  const fields3 = inner.map((field) => field.trim());
  const isBare = (field) => field.indexOf("=") <= 0;
  const pairs2 = fields3.filter((field) => !isBare(field)).map((field) => {
    const at = field.indexOf("=");
    return [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1).trim()];
  });
  return { line, bare: fields3.filter((field) => isBare(field) && field !== ""), attributes: pairs2 };
}
function csvFields(line) {
  try {
    const rows = parse(line, { relax_column_count: true, skip_empty_lines: true });
    return rows[0] ?? [];
  } catch (cause) {
    throw new UserError('its quotes cannot be read; quote a whole attribute, "pattern=a,b", and use single quotes inside {{…}}', { cause });
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
    const first = earlier.find((other) => other.triggers.some((theirs) => covers([other.name, theirs], [rule.name, trigger])));
    if (!first) return [];
    return [{ line: rule.line, problem: `"${formatTrigger(trigger)}" is never reached, since the line "${first.line}" comes first; put this line above it, or leave the trigger out` }];
  });
}
function covers([name, trigger], [otherName, other]) {
  if (trigger.kind !== other.kind) return trigger.kind === "branch" && other.kind === "default-branch" && trigger.glob === "**";
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
    const first = earlier.find((other) => other.name !== rule.name && other.templates.some((_, at) => claimOf(other, at) === claim) && !areApart(rule, other, claim));
    if (!first) return [];
    return [{ line: rule.line, problem: `the floating tag "${template.source}" belongs to "${first.name}" already (line "${first.line}"); give each channel its own` }];
  });
}
function claimOf({ name, templates }, index) {
  const template = templates[index];
  if (!template || template.names.some((field) => ["branch", "number", "base_ref", "tag"].includes(field))) return void 0;
  const { guard } = guardOf({ fields: template.names, follows: "commits", numbers: { major: 1, minor: 1 }, prerelease: false, rule: "" });
  if (guard.kind === "immutable") return void 0;
  return template.segments.map((segment) => segment.kind === "text" ? segment.text : segment.call.name === "channel" ? name : `{{${JSON.stringify(segment.call)}}}`).join("");
}
function areApart(rule, other, claim) {
  const onlyTags = [...rule.triggers, ...other.triggers].every(({ kind }) => kind === "tag");
  const globs = new Set(rule.triggers.map(formatTrigger));
  return claim.includes("{{") && onlyTags && !other.triggers.some((trigger) => globs.has(formatTrigger(trigger)));
}

// src/plan/channels.ts
var CHANNEL_FIELDS = ["version", "major", "minor", "patch", "base_version", "prerelease", "channel", "run_number", "number"];
var EXPRESSIONS = ["branch", "tag", "sha", "base_ref", "is_default_branch", "is_not_default_branch", "date", "commit_date"];
var KNOWN = [...CHANNEL_FIELDS, ...EXPRESSIONS];
var IMAGE_TAGS = {
  stable: "{{version}} {{major}}.{{minor}} {{major}} latest stable",
  beta: "{{version}} beta",
  nightly: "nightly nightly-{{date 'YYYYMMDD'}}",
  edge: "edge sha-{{sha}}",
  pr: "pr-{{number}}"
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
function parseChannels(lines4, tagPrefix) {
  const significant = significantLines(lines4);
  const faults = [];
  const rules = (significant.length > 0 ? significant : defaultChannels(tagPrefix)).flatMap((line) => {
    try {
      return [parseChannel(line)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push({ line, problem: messageOf(error) });
      return [];
    }
  });
  faults.push(...channelFaults(rules));
  if (faults.length > 0) throw faultsError("channels", faults);
  return rules;
}
function parseChannel(line) {
  const [, name, triggers = "", tags2] = /^([A-Za-z0-9][\w.-]*)\s*:\s*(.*?)\s*(?:=>\s*(.*))?$/.exec(line) ?? [];
  if (name === void 0) throw new UserError('expected "name: trigger[, trigger] [=> image tags]", such as "stable: tag v* => {{version}} latest"');
  if (tags2 === "") throw new UserError('there are no image tags after "=>"; name some, or leave "=>" out');
  const templates = splitTags(tags2 ?? IMAGE_TAGS[name] ?? "{{version}} {{channel}}").map(parseTemplate);
  const unknown = [...new Set(templates.flatMap(({ names }) => names))].filter((field) => !KNOWN.includes(field));
  if (unknown.length > 0) throw new UserError(unknown.map((field) => `{{${field}}} is not known; ${suggest(field, KNOWN)}`).join("; "));
  return Object.freeze({ line, name, triggers: triggers.split(",").map(parseTrigger), templates });
}
function splitTags(text4) {
  return text4.match(/(?:\{\{.*?\}\}|[^\s,])+/g) ?? [];
}

// src/plan/images.ts
function parseImages(lines4) {
  const faults = [];
  const names = significantLines(lines4).flatMap((line) => {
    try {
      return parseLine(line);
    } catch (error) {
      faults.push({ line, problem: messageOf(error) });
      return [];
    }
  });
  if (faults.length > 0) throw faultsError("images", faults);
  return [...new Set(names)];
}
function parseLine(line) {
  const { bare: bare2, attributes } = parseAttributeLine(line);
  const unknown = attributes.map(([key]) => key).filter((key) => key !== "name" && key !== "enable");
  if (unknown.length > 0) throw new UserError(unknown.map((key) => `"${key}" is not known; ${suggest(key, ["name", "enable"])}`).join("; "));
  const given = Object.fromEntries(attributes);
  if (given.name === "" || given.name === void 0 && bare2.length === 0) throw new UserError("the name is empty; write name=ghcr.io/owner/app");
  const enable = given.enable ?? "true";
  if (enable !== "true" && enable !== "false") throw new UserError(`enable=${enable} is not known; write enable=true or enable=false`);
  const names = given.name === void 0 ? bare2 : [given.name];
  const repositories = names.map((name) => parseRepository(name).name);
  return enable === "true" ? repositories : [];
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
    const [, level, rest2] = LEVEL.exec(key) ?? [];
    return level !== void 0 && rest2 !== void 0 ? [{ level, entry: [rest2, value] }] : [];
  });
  const everywhere = user.filter(([key]) => !LEVEL.test(key));
  const own = (level) => levelled.filter((each) => each.level === level).map(({ entry }) => entry);
  const others = [...new Set(levelled.map(({ level }) => level))].filter((level) => !levels.includes(level));
  return [
    ...levels.flatMap((level) => lines3(level, mergeLabels(standard, everywhere, own(level)))),
    ...others.flatMap((level) => lines3(level, mergeLabels(own(level))))
  ];
}
function lines3(level, entries2) {
  return Object.entries(entries2).map(([key, value]) => `${level}:${key}=${value}`);
}

// src/plan/bakeFile.ts
function bakeFiles({ target: target2, images, tags: tags2, version, labels, annotations }) {
  const args = { DOCKER_META_IMAGES: images.join(","), ...version !== void 0 && { DOCKER_META_VERSION: version } };
  return {
    all: format(target2, { tags: tags2, labels, args }),
    tags: format(target2, { tags: tags2, args }),
    labels: format(target2, { labels }),
    annotations: format(target2, { annotations })
  };
}
function format(target2, definition) {
  const escape = (_key, value) => typeof value === "string" ? value.replaceAll("${", "$${").replaceAll("%{", "%%{") : value;
  return JSON.stringify({ target: { [target2]: definition } }, escape, 2);
}

// src/plan/flavor.ts
var KEYS = ["latest", "prefix", "suffix", "onlatest"];
function parseFlavor(lines4) {
  const flavor = { latest: "auto", prefix: void 0, prefixOnLatest: false, suffix: void 0, suffixOnLatest: false };
  const faults = [];
  for (const line of significantLines(lines4)) {
    try {
      readLine(line, flavor);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push({ line, problem: messageOf(error) });
    }
  }
  if (faults.length > 0) throw faultsError("flavor", faults);
  return Object.freeze(flavor);
}
function readLine(line, flavor) {
  const { bare: bare2, attributes } = parseAttributeLine(line);
  if (bare2.length > 0) throw new UserError(`"${bare2[0]}" has no value; write latest=auto, prefix=…, suffix=… or onlatest=true`);
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
function word(key, value, words3) {
  const found = words3.find((candidate) => candidate === value);
  if (found === void 0) throw new UserError(`${key}=${value} is not known; write one of ${words3.map((each) => `${key}=${each}`).join(", ")}`);
  return found;
}

// src/plan/tags/rule.ts
function ruleType({ parse: parse5, resolve, ...rest2 }) {
  const bind = (given) => {
    const attributes = parse5(given);
    return (facts) => resolve(attributes, facts);
  };
  return Object.freeze({ ...rest2, bind });
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
  if (value === void 0) throw new UserError(`"${name}" is missing; write ${name}=${example}`);
  return value;
}
function oneOf(given, name, words3) {
  const found = words3.find((word2) => word2 === given);
  if (found === void 0) throw new UserError(`${name}=${given ?? ""} is not known; write one of ${words3.map((word2) => `${name}=${word2}`).join(", ")}`);
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
  doc: { yields: "the tags of the run's channel", when: "a channel matches", latest: "no: it is among the channel's tags", example: "type=channel" },
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
  return facts.ref.gitTag;
}
function matchedText(text4, match2) {
  if (!match2) return { text: text4.replaceAll("/", "-") };
  const found = text4.match(match2);
  if (!found) return { text: text4.replaceAll("/", "-"), warning: `match=${match2.source} does not match ${text4}` };
  if (found[1] === void 0) return { warning: `match=${match2.source} has no group 1 in ${text4}; put parentheses around the version` };
  return { text: found[1].replaceAll("/", "-") };
}
function parsePattern(name, text4) {
  const [, body, flags] = /^\/(.+)\/(.*)$/.exec(text4) ?? [];
  try {
    return body === void 0 ? new RegExp(text4) : new RegExp(body, flags);
  } catch (cause) {
    throw new UserError(`${name}=${text4} is no regular expression: ${messageOf(cause)}`, { cause });
  }
}
function renderPattern(pattern, scope) {
  const { text: text4, unknown } = renderTemplate(pattern, scope);
  const warnings = unknown.map((name) => `{{${name}}} is not known in pattern, and empty; ${suggest(name, Object.keys(scope))}`);
  return { text: text4, warnings };
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
  doc: { yields: "the part of the git tag that the pattern matches", when: "a git tag, or `value`", latest: "yes", example: "type=match,pattern=v(.*),group=1" },
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
    const text4 = found[group];
    if (text4 === void 0) return nothingBecause(`pattern=${pattern.source} has no group ${group} in ${source}`);
    return yields({ text: text4, latest: true, origin: { ...fieldsOfText(text4), follows: "versions" }, .../\d/.test(text4) && { version: text4 } });
  }
});
function groupOf(text4) {
  const group = Number(text4 || "NaN");
  if (!Number.isInteger(group) || group < 0) throw new UserError(`group=${text4} is no number; write group=1 for the first parentheses`);
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
function parsePep440(text4) {
  const groups = PATTERN.exec(text4)?.groups;
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

// src/plan/tags/pep440.ts
var pep440 = ruleType({
  name: "pep440",
  priority: 900,
  attributes: [
    { name: "pattern", doc: "`{{version}}`, `{{major}}.{{minor}}`, `{{major}}`, `{{patch}}`, `{{raw}}` and text" },
    { name: "value", default: "", doc: "the version, instead of the git tag" },
    { name: "match", default: "", doc: "regular expression whose first group is the version" }
  ],
  doc: {
    yields: "the pattern, with a PEP 440 version's fields; for a pre-, post- or dev release `{{version}}`, unless the pattern is `{{raw}}`",
    when: "a git tag, or `value`",
    latest: "unless pre-, post- or dev release",
    example: "type=pep440,pattern={{version}}"
  },
  parse: (given) => ({
    pattern: parseTemplate(required(given, "pattern", "{{version}}")),
    value: optionalTemplate(given.value),
    match: given.match ? parsePattern("match", given.match) : void 0
  }),
  resolve: ({ pattern, ...source }, facts) => {
    const found = sourceText(source, facts);
    if (found === void 0) return NOTHING2;
    const { text: text4, warning } = matchedText(found, source.match);
    if (text4 === void 0) return nothingBecause(warning ?? "");
    const version = parsePep440(text4);
    const told = warning ? [warning] : [];
    if (!version) return { values: [], warnings: [...told, `${text4} does not conform to PEP 440, so there is no tag; see https://peps.python.org/pep-0440`] };
    const effective = version.special && !isRawOnly(pattern) ? parseTemplate("{{version}}") : pattern;
    const rendered = renderPattern(effective, fields(version, text4));
    return { values: [valueOf(version, { text: rendered.text, names: effective.names })], warnings: [...told, ...rendered.warnings] };
  }
});
function fields({ version, release: [major = 0, minor = 0, patch = 0] }, raw2) {
  return {
    raw: () => raw2,
    version: () => version,
    major: () => String(major),
    minor: () => String(minor),
    patch: () => String(patch)
  };
}
function valueOf({ version, special, release }, { text: text4, names }) {
  const [major = 0, minor = 0] = release;
  return { text: text4, latest: !special, origin: { fields: names, numbers: { major, minor }, follows: "versions" }, version };
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
      values: [{ text: rendered.text, latest: false, origin: { ...origin, follows: ofTag ? "versions" : "commits" }, ...named2 }],
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
  doc: { yields: "the branch's, the git tag's or the pull request's name", when: "that kind of ref", latest: "for `tag`", example: "type=ref,event=branch" },
  parse: (given) => ({ event: oneOf(required(given, "event", "branch"), "event", EVENTS) }),
  resolve: ({ event }, facts) => {
    const { branch, gitTag, pullRequest: pullRequest2 } = facts.ref;
    const text4 = { branch, tag: gitTag, pr: pullRequest2 }[event];
    if (text4 === void 0) return NOTHING2;
    if (event !== "tag") return yields({ text: text4, latest: false, origin: { fields: [event === "pr" ? "number" : "branch"], follows: "commits" } });
    return yields({ text: text4, latest: true, origin: { ...fieldsOfText(text4), follows: "versions" }, .../\d/.test(text4) && { version: text4 } });
  }
});

// src/plan/tags/schedule.ts
var schedule = ruleType({
  name: "schedule",
  priority: 1e3,
  attributes: [{ name: "pattern", default: "nightly", doc: "the name, with `{{date 'FMT' tz='ZONE'}}` and `{{commit_date …}}`" }],
  doc: { yields: "`nightly`, or the pattern", when: "a schedule event", latest: "no", example: "type=schedule,pattern={{date 'YYYYMMDD'}}" },
  parse: ({ pattern }) => ({ pattern: parseTemplate(pattern ?? "nightly") }),
  resolve: ({ pattern }, { context }) => {
    if (!context.run.event.includes("schedule")) return NOTHING2;
    const { text: text4, warnings } = renderPattern(pattern, dateExpressions(context));
    return { values: [{ text: text4, latest: false, origin: { fields: pattern.names, follows: "commits" } }], warnings };
  }
});

// src/plan/tags/semver.ts
var import_parse3 = __toESM(require_parse(), 1);
var semver = ruleType({
  name: "semver",
  priority: 900,
  attributes: [
    { name: "pattern", doc: "`{{version}}`, `{{major}}.{{minor}}`, `{{major}}`, `{{patch}}`, `{{raw}}` and text" },
    { name: "value", default: "", doc: "the version, instead of the git tag" },
    { name: "match", default: "", doc: "regular expression whose first group is the version" }
  ],
  doc: {
    yields: "the pattern, with a SemVer version's fields; for a prerelease `{{version}}`, unless the pattern is `{{raw}}`",
    when: "a git tag, or `value`",
    latest: "unless prerelease",
    example: "type=semver,pattern={{major}}.{{minor}}"
  },
  parse: (given) => ({
    pattern: parseTemplate(required(given, "pattern", "{{version}}")),
    value: optionalTemplate(given.value),
    match: given.match ? parsePattern("match", given.match) : void 0
  }),
  resolve: ({ pattern, ...source }, facts) => {
    const found = sourceText(source, facts);
    if (found === void 0) return NOTHING2;
    const { text: text4, warning } = matchedText(found, source.match);
    if (text4 === void 0) return nothingBecause(warning ?? "");
    const version = (0, import_parse3.default)(text4);
    const told = warning ? [warning] : [];
    if (!version) return { values: [], warnings: [...told, `${text4} is no SemVer version, so there is no tag; see https://semver.org`] };
    const effective = version.prerelease.length > 0 && !isRawOnly(pattern) ? parseTemplate("{{version}}") : pattern;
    const rendered = renderPattern(effective, fields2(version, text4));
    return { values: [valueOf2(version, { text: rendered.text, names: effective.names })], warnings: [...told, ...rendered.warnings] };
  }
});
function fields2(version, raw2) {
  return {
    raw: () => raw2,
    version: () => version.version,
    major: () => String(version.major),
    minor: () => String(version.minor),
    patch: () => String(version.patch),
    prerelease: () => version.prerelease.join("."),
    build: () => version.build.join(".")
  };
}
function valueOf2(version, { text: text4, names }) {
  return {
    text: text4,
    latest: version.prerelease.length === 0,
    origin: { fields: names, numbers: { major: version.major, minor: version.minor }, follows: "versions" },
    version: version.version
  };
}

// src/plan/tags/sha.ts
var FORMATS = ["short", "long"];
var sha = ruleType({
  name: "sha",
  priority: 100,
  attributes: [{ name: "format", default: "short", doc: "`short` (DOCKER_METADATA_SHORT_SHA_LENGTH digits, else 7) or `long`; the prefix is `sha-`" }],
  prefix: () => "sha-",
  doc: { yields: "the commit's digits", when: "always", latest: "no", example: "type=sha,format=long" },
  parse: ({ format: format2 }) => ({ format: oneOf(format2 ?? "short", "format", FORMATS) }),
  resolve: ({ format: format2 }, { context, ref: ref2 }) => {
    if (ref2.sha === "") return NOTHING2;
    const text4 = format2 === "long" ? ref2.sha : shortSha(ref2.sha, context.environment);
    return yields({ text: text4, latest: false, origin: { fields: ["sha"], follows: "commits" } });
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
function parseRules(lines4) {
  const significant = significantLines(lines4);
  const faults = [];
  const rules = (significant.length > 0 ? significant : DEFAULT_RULES).flatMap((line) => {
    try {
      return [parseRule(line)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push({ line, problem: messageOf(error) });
      return [];
    }
  });
  if (faults.length > 0) throw faultsError("tags", faults);
  return rules.toSorted((a, b) => b.priority - a.priority);
}
function parseRule(line) {
  const written = parseAttributeLine(line);
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
function typeNamed(name) {
  const type = ruleTypes.find((candidate) => candidate.name === name);
  if (!type) throw new UserError(`type=${name} is not known; ${suggest(name, ruleTypes.map((candidate) => candidate.name))}`);
  return type;
}
function affix(text4) {
  return text4 === void 0 ? void 0 : parseTemplate(text4);
}
function priorityOf(text4, type) {
  const priority = text4 === void 0 ? type.priority : Number(text4);
  if (Number.isNaN(priority)) throw new UserError(`priority=${text4} is no number; ${type.name} has ${type.priority} where none is given`);
  return priority;
}
function enableOf(text4 = "true") {
  const enable = parseTemplate(text4);
  if (enable.names.length === 0) isEnabled(enable.source);
  return enable;
}
function isEnabled(text4) {
  if (text4 !== "true" && text4 !== "false") throw new UserError(`enable comes to "${text4}"; expected true or false`);
  return text4 === "true";
}
function oddities({ attributes, bare: bare2 }, type) {
  const own = type.attributes.map(({ name }) => name);
  const known = [...own, ...commonAttributes.map(({ name }) => name), "type"];
  const unknown = attributes.map(([key]) => key).filter((key) => !known.includes(key));
  const words3 = own.includes("value") ? bare2.slice(0, -1) : bare2;
  return [
    ...unknown.map((key) => `"${key}" is no attribute of type=${type.name}, and ignored; ${suggest(key, known)}`),
    ...words3.map((word2) => `"${word2}" has no meaning here, and is ignored`)
  ];
}

// src/plan/tags/resolve.ts
function resolveRules({ rules, flavor, facts }) {
  const faults = [];
  const warnings = [];
  const named2 = rules.flatMap((rule) => {
    try {
      return resolveRule(rule, { flavor, facts, warn: (text4) => warnings.push(`tags: "${rule.line}": ${text4}`) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push({ line: rule.line, problem: messageOf(error) });
      return [];
    }
  });
  if (faults.length > 0) throw faultsError("tags", faults);
  const [first] = named2;
  const latest = first !== void 0 && (flavor.latest === "auto" ? first.value.latest : flavor.latest === "true");
  const unique = withoutDoubles(named2, (text4) => warnings.push(text4));
  return {
    tags: latest ? withLatest(unique, { flavor, facts, follows: named2.some(({ value }) => value.origin.follows === "versions") ? "versions" : "commits" }) : unique,
    version: first && (first.value.label ?? first.tag.name),
    sourceVersion: named2.find(({ value }) => value.version !== void 0)?.value.version,
    latest,
    notices: warnings.map((text4) => ({ level: "warning", text: text4 }))
  };
}
function resolveRule(rule, { flavor, facts, warn }) {
  for (const text4 of rule.warnings) warn(text4);
  if (!isEnabled(renderTemplate(rule.enable, facts.scope).text)) return [];
  const { values, warnings } = rule.resolve(facts);
  for (const text4 of warnings) warn(text4);
  const affixes = chooseAffixes(rule.own, flavor);
  return values.flatMap((value) => {
    if (value.text === "" && !rule.own.prefix?.source && !rule.own.suffix?.source) return [];
    const affixed = applyAffixes(value.text, affixes, facts.scope);
    for (const text4 of affixed.warnings) warn(text4);
    const name = cleanName(affixed.text);
    if (name === void 0 && affixed.text !== "") warn(`"${affixed.text}" has no character that a tag may have, so there is no tag`);
    if (name === void 0) return [];
    return [{ tag: { name, ...guardOf(originOf3(value, { rule, affixes, facts })) }, text: affixed.text, rule: rule.line, value }];
  });
}
function originOf3({ origin }, { rule, affixes, facts }) {
  const names = [...origin.fields, ...affixes.prefix?.names ?? [], ...affixes.suffix?.names ?? []];
  const ofTag = names.includes("tag") ? fieldsOfText(facts.ref.gitTag ?? "") : void 0;
  const numbers = origin.numbers ?? ofTag?.numbers;
  return {
    fields: names.flatMap((name) => name === "tag" ? ofTag?.fields ?? [] : [name]),
    follows: origin.follows,
    prerelease: origin.prerelease ?? false,
    rule: rule.line,
    ...numbers && { numbers }
  };
}
function withoutDoubles(named2, warn) {
  const seen = /* @__PURE__ */ new Map();
  for (const each of named2) {
    const earlier = seen.get(each.tag.name);
    if (!earlier) seen.set(each.tag.name, each);
    else if (earlier.text !== each.text) {
      warn(`tags: "${earlier.rule}" (${earlier.text}) and "${each.rule}" (${each.text}) both come to the tag ${each.tag.name}`);
    }
  }
  return [...seen.values()].map(({ tag }) => tag);
}
function withLatest(tags2, { flavor, facts, follows }) {
  const affixes = { prefix: flavor.prefixOnLatest ? flavor.prefix : void 0, suffix: flavor.suffixOnLatest ? flavor.suffix : void 0 };
  const name = cleanName(applyAffixes("latest", affixes, facts.scope).text);
  if (name === void 0 || tags2.some((tag) => tag.name === name)) return [...tags2];
  return [...tags2, { name, ...guardOf({ fields: [], follows, prerelease: false, rule: `latest=${flavor.latest}` }) }];
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
  const names = resolveRules({ rules, flavor, facts: { context, ref: refFacts(context), scope, channel: facts.channel, version: facts.version } });
  return assemble2({ inputs, context, channel: facts.channel, images, names, labels, annotations });
}
function assemble2({ inputs, context, channel: channel2, images, names, labels, annotations }) {
  const standard = standardLabels(context, names.version);
  const all = mergeLabels(standard, labels.entries);
  const levelled = annotationLines(standard, annotations.entries, annotationLevels(context.environment));
  const tagNames = names.tags.map(({ name }) => name);
  const tags2 = images.length > 0 ? images.flatMap((image) => tagNames.map((name) => `${image}:${name}`)) : tagNames;
  const json2 = { tags: tags2, "tag-names": tagNames, labels: all, annotations: levelled };
  const release = {
    channel: channel2?.channel,
    version: names.version ?? "",
    tags: names.tags,
    latest: names.latest,
    labels: all,
    annotations: levelled,
    push: channel2?.push ?? context.trigger.kind !== "pull_request",
    notices: [...channel2?.notices ?? [], ...names.notices, ...labels.notices, ...annotations.notices, ...noTags(names)]
  };
  return {
    release,
    images,
    sourceVersion: names.sourceVersion,
    userLabels: new Set(labels.entries.map(([key]) => key)),
    outputs: {
      tags: tags2.join(inputs.sepTags),
      tagNames: tagNames.join(inputs.sepTags),
      labels: Object.entries(all).map(([key, value]) => `${key}=${value}`).join(inputs.sepLabels),
      annotations: levelled.join(inputs.sepAnnotations),
      json: JSON.stringify(json2),
      bakeFiles: bakeFiles({ target: inputs.bakeTarget, images, tags: tags2, version: names.version, labels: all, annotations: levelled })
    }
  };
}
function noTags({ tags: tags2 }) {
  return tags2.length > 0 ? [] : [{ level: "notice", text: "No rule yields an image tag in this run." }];
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

// src/stages/release.ts
function imagesOf(inputs, { environment }) {
  const { images } = inputs.what;
  if (images.length > 0) return parseImages(images);
  const alone = inputs.what.command === "plan" && inputs.metadata.tags.length > 0;
  return environment.GITHUB_REPOSITORY && !alone ? [`ghcr.io/${environment.GITHUB_REPOSITORY.toLowerCase()}`] : [];
}
async function resolveRelease(inputs, gathered, images) {
  const { tagPrefix } = inputs.what;
  const context = withVersionInput(inputs, gathered.context);
  const rules = parseChannels(inputs.metadata.channels, tagPrefix);
  const matched = matchChannel(rules, context, tagPrefix);
  const version = inputs.what.version ?? ("gitTag" in context.trigger && context.trigger.gitTag !== void 0 ? versionFromRef(context.trigger.gitTag, tagPrefix) : void 0);
  const channel2 = matched && resolveChannel(matched, context, { version });
  const metadata = resolveMetadata({ ...inputs.metadata, images }, context, { channel: channel2, version });
  return { metadata, push: pushes(inputs, gathered), tagPrefix, why: [] };
}
function withVersionInput(inputs, context) {
  const { version, tagPrefix } = inputs.what;
  if (version === void 0 || context.trigger.kind === "pull_request") return context;
  return { ...context, trigger: { kind: "tag", gitTag: `${tagPrefix}${version}` } };
}
function pushes(inputs, { context }) {
  const { call } = inputs.build;
  if (call !== void 0 && call !== "build") {
    if (inputs.where.push === "true") throw new UserError(`call: ${call} builds nothing, so that push: true cannot be`);
    return false;
  }
  if (inputs.where.push !== "auto") return inputs.where.push === "true";
  return context.trigger.kind !== "pull_request" && context.trigger.kind !== "merge_group" && !context.run.privileged;
}

// src/stages/session.ts
import { tmpdir as tmpdir2 } from "node:os";

// src/execute/emulators.ts
async function registerEmulators(platforms3, image, effects) {
  if (platforms3.length === 0) return;
  const architectures = [...new Set(platforms3.map(({ architecture }) => architecture))];
  const said = await runPrivileged(image, ["--install", architectures.join(",")], effects);
  const supported = parseSupported(said.stdout);
  const missing = platforms3.map(formatPlatform).filter((platform2) => !supported.has(platform2));
  if (said.exitCode === 0 && missing.length === 0) {
    effects.log.info(`Emulators registered: ${platforms3.map(formatPlatform).join(", ")}`);
    return;
  }
  const words3 = said.stderr.trim().split("\n").at(-1) || `exit code ${said.exitCode}`;
  throw new UserError(
    `${image} did not register an emulator for ${missing.join(", ") || architectures.join(", ")}: ${words3}`,
    {
      hint: "Build these platforms on a machine or node that runs them natively, or name another `qemu-image`."
    }
  );
}
function parseSupported(stdout) {
  try {
    const { supported } = JSON.parse(stdout.slice(stdout.indexOf("{")));
    const names = Array.isArray(supported) ? supported : [];
    return new Set(
      names.filter((name) => typeof name === "string").map((name) => formatPlatform(parsePlatform(name)))
    );
  } catch {
    return /* @__PURE__ */ new Set();
  }
}
async function runPrivileged(image, command, effects) {
  const id = await createContainer(image, command, effects);
  try {
    await ask2(effects, { method: "POST", path: `/containers/${id}/start` });
    const waited = await ask2(effects, { method: "POST", path: `/containers/${id}/wait` });
    const logs = await ask2(effects, { method: "GET", path: `/containers/${id}/logs?stdout=1&stderr=1` });
    return { exitCode: Number(JSON.parse(waited.body.toString()).StatusCode), ...splitLogs(logs.body) };
  } finally {
    const removal = { method: "DELETE", path: `/containers/${id}?force=1&v=1` };
    await requestEngine(effects.engine, removal).catch((error) => effects.log.debug(messageOf(error)));
  }
}
async function createContainer(image, command, effects) {
  const creation = {
    method: "POST",
    path: "/containers/create",
    body: { Image: image, Cmd: command, HostConfig: { Privileged: true, NetworkMode: "none" } },
    signal: effects.signal
  };
  const first = await requestEngine(effects.engine, creation);
  if (first.status === 404) await pull(image, effects);
  const created = first.status === 404 ? await ask2(effects, creation) : checked(first, creation);
  return String(JSON.parse(created.body.toString()).Id);
}
async function pull(image, effects) {
  const path = `/images/create?fromImage=${encodeURIComponent(image)}`;
  const answer = await requestEngine(effects.engine, { method: "POST", path, signal: effects.signal });
  const failed = /"error":"((?:[^"\\]|\\.)*)"/.exec(answer.body.toString())?.[1];
  if (answer.status === 200 && failed === void 0) return;
  throw new UserError(`The emulators' image ${image} could not be pulled: ${failed ?? engineWords(answer)}`, {
    hint: "Name an image that can be by `qemu-image`, or register emulators in an earlier step and set `qemu: never`."
  });
}
async function ask2(effects, request2) {
  const answer = await requestEngine(effects.engine, { ...request2, signal: effects.signal });
  return checked(answer, request2);
}
function checked(answer, request2) {
  if (answer.status < 400) return answer;
  throw new UserError(
    `The engine refused to run the emulators' container (${request2.method} ${request2.path}): ${engineWords(answer)}`,
    {
      hint: "Registering emulators needs a privileged container. Register them in an earlier step and set `qemu: never`."
    }
  );
}
function splitLogs(body) {
  const streams = { stdout: "", stderr: "" };
  for (let at = 0; at + 8 <= body.length; ) {
    const end = at + 8 + body.readUInt32BE(at + 4);
    streams[body[at] === 2 ? "stderr" : "stdout"] += body.toString("utf8", at + 8, end);
    at = end;
  }
  return streams;
}

// src/oci/artifact.ts
var EMPTY_CONFIG = new TextEncoder().encode("{}");
function formatArtifact(artifact) {
  const { artifactType, subject, layer, annotations } = artifact;
  const config = { mediaType: OCI_EMPTY, digest: digestOf(EMPTY_CONFIG), size: EMPTY_CONFIG.length };
  const json2 = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType,
    config: descriptorJson(config),
    layers: [descriptorJson({ mediaType: artifactType, digest: digestOf(layer), size: layer.length })],
    subject: descriptorJson(subject),
    annotations
  };
  const bytes = new TextEncoder().encode(JSON.stringify(json2));
  return { digest: digestOf(bytes), mediaType: OCI_MANIFEST, bytes };
}

// src/execute/record.ts
var RECORD = "application/vnd.publish-image.promotion.v1+json";
var MAYBE_RECORD = [RECORD, OCI_EMPTY];
async function writeRecord(client, { repository, candidate, tags: tags2, fresh }, made) {
  const { digest, mediaType, bytes, version, revision } = candidate;
  const layer = new TextEncoder().encode(JSON.stringify({ ...made, version, revision, tags: tags2 }));
  const subject = { mediaType, digest, size: bytes.length };
  const manifest = formatArtifact({
    artifactType: RECORD,
    subject,
    layer,
    annotations: { [CREATED]: made.created }
  });
  await Promise.all([client.putBlob(repository, layer), client.putBlob(repository, EMPTY_CONFIG)]);
  await client.putReferrer(repository, { ...manifest, alone: fresh });
}
async function readRecords(client, repository, digest) {
  const referrers = await client.listReferrers(repository, digest);
  const records2 = await Promise.all(
    referrers.filter(({ artifactType }) => artifactType === void 0 || MAYBE_RECORD.includes(artifactType)).map((referrer) => readRecord(client, repository, referrer))
  );
  return records2.filter((record2) => record2 !== void 0).sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
}
async function readRecord(client, repository, referrer) {
  const manifest = await client.getManifest(repository, referrer.digest);
  const layer = manifest?.content.kind === "manifest" ? manifest.content.layers[0] : void 0;
  if (layer?.mediaType !== RECORD) return void 0;
  const bytes = await client.getBlob(repository, layer);
  return bytes && parseRecord(new TextDecoder().decode(bytes));
}
function parseRecord(text4) {
  const json2 = parseJson2(text4);
  if (!isObject2(json2) || !Array.isArray(json2.tags)) return void 0;
  const { kind, created, version, revision } = json2;
  if (typeof created !== "string" || Number.isNaN(Date.parse(created))) return void 0;
  const tags2 = json2.tags.flatMap((entry) => {
    if (!isObject2(entry) || typeof entry.tag !== "string") return [];
    const before = typeof entry.before === "string" && isDigest(entry.before) ? entry.before : void 0;
    return [{ tag: entry.tag, before }];
  });
  return {
    kind: kind === "rollback" ? "rollback" : "promotion",
    created,
    version: typeof version === "string" ? version : "",
    revision: typeof revision === "string" ? revision : "",
    tags: tags2
  };
}
async function isRecorded(client, at, tag) {
  const records2 = await readRecords(client, at.repository, at.digest);
  return records2.some((record2) => record2.tags.some((entry) => entry.tag === tag));
}
function parseJson2(text4) {
  try {
    return JSON.parse(text4);
  } catch {
    return void 0;
  }
}
function isObject2(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/host/childEnvironment.ts
var OURS = /^(?:INPUT_|ACTIONS_RUNTIME_TOKEN$|ACTIONS_ID_TOKEN_|GITHUB_TOKEN$)/;
var CACHE = /^ACTIONS_(?:CACHE_|RESULTS_|RUNTIME_)/;
function childEnvironment(environment, settings) {
  const kept = Object.entries(environment).filter(([name]) => !OURS.test(name) || settings.ghaCache && CACHE.test(name));
  return { ...Object.fromEntries(kept), ...settings.traceparent && { TRACEPARENT: settings.traceparent } };
}

// src/host/pause.ts
import { setTimeout as setTimeout2 } from "node:timers/promises";
async function pause(ms, signal) {
  await setTimeout2(ms, void 0, signal ? { signal } : {}).catch((error) => {
    if (!signal?.aborted) throw error;
  });
}

// src/plan/guard.ts
function decideMove(question) {
  const { tag, candidate, held, force } = question;
  if (held?.digest === candidate.digest) return { outcome: "unchanged", because: "it is there already" };
  if (force) return { outcome: "move", because: "force" };
  switch (tag.guard.kind) {
    case "immutable":
      return held ? decideImmutable(tag, candidate, held) : NEW;
    case "version":
      return decideByVersion(question, tag.guard);
    case "ancestry":
      return held ? decideByCommit(question, held) : NEW;
  }
}
var NEW = { outcome: "move", because: "the tag is new" };
function decideByVersion(question, scope) {
  const { tag, candidate, held } = question;
  const known = [...question.versions, ...held ? [originOf(held).version ?? ""] : []];
  if (!scope.prerelease && isPrerelease(candidate.version)) {
    return {
      outcome: "skip-newer",
      because: `${candidate.version} is a prerelease, and ${tag.name} is for releases`
    };
  }
  if (isVersion(candidate.version) && !isInScope(candidate.version, { ...scope, prerelease: true })) {
    return { outcome: "skip-newer", because: `${candidate.version} does not belong under ${tag.name}` };
  }
  const higher = highestAbove(candidate.version, known, scope);
  if (higher !== void 0)
    return { outcome: "skip-newer", because: `${higher} is out, and newer than ${candidate.version}` };
  if (!held) return NEW;
  switch (compareVersions(candidate.version, originOf(held).version ?? "")) {
    case "newer":
      return { outcome: "move", because: `${candidate.version} is newer than ${originOf(held).version}` };
    case "older":
      return {
        outcome: "skip-newer",
        because: `it holds ${originOf(held).version}, newer than ${candidate.version}`
      };
    default:
      return decideByCommit(question, held);
  }
}
function decideByCommit(question, held) {
  const { tag, candidate } = question;
  const { revision } = originOf(held);
  if (revision === void 0) return refused(tag, "what it holds does not tell its commit");
  const ancestry = revision === candidate.revision ? "same" : question.ancestry;
  switch (ancestry) {
    case void 0:
      return { outcome: "compare-commits", because: `it holds commit ${shortRevision(revision)}`, revision };
    case "same":
      return decideByTime(candidate, held);
    case "ahead":
      return { outcome: "move", because: `${shortRevision(candidate.revision)} follows ${shortRevision(revision)}` };
    case "behind":
      return {
        outcome: "skip-newer",
        because: `it holds ${shortRevision(revision)}, which follows ${shortRevision(candidate.revision)}`
      };
    case "diverged":
      return refused(
        tag,
        `neither of ${shortRevision(revision)}, which it holds, and ${shortRevision(candidate.revision)} follows the other`
      );
    case "unknown":
      return refused(tag, `commit ${shortRevision(revision)}, which it holds, is not in this repository's history`);
  }
}
function decideByTime(candidate, held) {
  const ours = Date.parse(candidate.created ?? "");
  const theirs = Date.parse(held.created ?? "");
  if (ours < theirs)
    return {
      outcome: "skip-newer",
      because: `it holds a later build of commit ${shortRevision(candidate.revision)}`
    };
  return { outcome: "move", because: `a later build of commit ${shortRevision(candidate.revision)}` };
}
function refused(tag, reason) {
  return { outcome: "stop", because: `${tag.name} cannot be compared: ${reason}` };
}

// src/registry/client.ts
import { Readable } from "node:stream";

// src/host/http.ts
var LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
function isLoopback(hostname) {
  return LOOPBACK.test(hostname);
}
function createHttp(options) {
  const { connectMs = 15e3, idleMs = 6e4 } = options;
  const transports = /* @__PURE__ */ new Map();
  const transportFor = (url) => {
    const key = `${url.protocol}${isLoopback(url.hostname) ? "direct" : "proxied"}`;
    const known = transports.get(key) ?? openTransport(url, options);
    transports.set(key, known);
    return known;
  };
  return {
    request: async (request2) => {
      const { send: send2 } = await transportFor(request2.url);
      const certificates = request2.url.protocol === "https:" ? await options.certificates?.(request2.url.host) : void 0;
      return exchange(request2, { send: send2, connectMs, idleMs: request2.idleMs ?? idleMs, certificates });
    },
    close: () => {
      for (const transport of transports.values()) transport.then(({ close: close2 }) => close2()).catch(() => {
      });
    }
  };
}
async function openTransport(url, { environment, connections = 8 }) {
  const settings = {
    keepAlive: true,
    maxSockets: connections,
    ...!isLoopback(url.hostname) && { proxyEnv: { ...environment } }
  };
  if (url.protocol === "http:") {
    const http = await import("node:http");
    const agent2 = new http.Agent(settings);
    return {
      send: (target2, options) => http.request(target2, { ...options, agent: agent2 }),
      close: () => agent2.destroy()
    };
  }
  const https = await import("node:https");
  const agent = new https.Agent(settings);
  return {
    send: (target2, options) => https.request(target2, { ...options, agent }),
    close: () => agent.destroy()
  };
}
function exchange({ method, url, headers, body, signal, insecure }, wiring) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const tls = { ...wiring.certificates, ...insecure && { rejectUnauthorized: false } };
    const outgoing = wiring.send(url, { method, headers: { ...headers }, ...signal && { signal }, ...tls });
    let incoming;
    const fail = (text4) => (incoming ?? outgoing).destroy(timeout(`${text4} (${url.host})`));
    outgoing.setTimeout(wiring.idleMs, () => fail(`nothing was heard for ${wiring.idleMs / 1e3} s`));
    limitConnecting(
      outgoing,
      () => fail(`no connection within ${wiring.connectMs / 1e3} s`),
      wiring.connectMs
    );
    outgoing.on("error", (error) => {
      if (body && !(body instanceof Uint8Array)) body.destroy();
      reject(error);
    });
    outgoing.on("response", (response) => {
      incoming = response;
      response.on("close", () => outgoing.writableFinished || outgoing.destroy());
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response });
    });
    sendBody(outgoing, body);
  });
}
function sendBody(outgoing, body) {
  if (body === void 0 || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  body.on("error", (error) => outgoing.destroy(error));
  outgoing.on("close", () => body.destroy());
  body.pipe(outgoing);
}
function limitConnecting(outgoing, fail, ms) {
  outgoing.on("socket", (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(fail, ms);
    const stop = () => clearTimeout(timer);
    socket.once("connect", stop).once("close", stop);
  });
}
function timeout(text4) {
  return Object.assign(new Error(text4), { code: "ETIMEDOUT" });
}
async function readBody(response, limit) {
  const chunks = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > limit)
      throw Object.assign(new Error(`the answer is longer than ${limit} bytes`), { code: "EMSGSIZE" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

// src/registry/credentials.ts
import { readFile as readFile8 } from "node:fs/promises";
import { join as join11 } from "node:path";

// src/registry/credentialHelper.ts
var TIMEOUT_MS3 = 3e4;
var NOTHING_HELD = /credentials not found|no credentials server URL|no credentials username/i;
async function askHelper({
  helper,
  server,
  exec: exec2,
  environment
}) {
  const program = `docker-credential-${helper}`;
  const result = await exec2([program, "get"], {
    input: server,
    env: { ...environment },
    timeoutMs: TIMEOUT_MS3
  });
  if (result.error) {
    throw new UserError(`the credential helper ${program} cannot be started: ${result.error.message}`, {
      hint: `Install ${program}, or take it out of the engine's config.json (credsStore, credHelpers).`
    });
  }
  const stdout = result.stdout.toString();
  if (!result.ok) {
    const words3 = `${stdout} ${result.stderr}`.trim();
    if (NOTHING_HELD.test(words3)) return void 0;
    throw new UserError(
      `the credential helper ${program} failed for ${server} with exit code ${result.exitCode ?? "none"}: ${words3.slice(0, 300)}`,
      {
        hint: `Try it by hand: echo ${server} | ${program} get`
      }
    );
  }
  return parseAnswer(stdout, program);
}
function parseAnswer(text4, program) {
  try {
    const { Username: username, Secret: secret } = JSON.parse(text4);
    if (typeof username === "string" && typeof secret === "string") return { username, secret };
  } catch {
  }
  throw new UserError(
    `the credential helper ${program} answered with something else than JSON with Username and Secret`
  );
}

// src/registry/quirks.ts
var ROWS2 = [
  {
    match: isDockerHub,
    quirks: {
      apiHost: "registry-1.docker.io",
      credentialKeys: [
        "https://index.docker.io/v1/",
        "docker.io",
        "index.docker.io",
        "registry-1.docker.io",
        "registry.hub.docker.com"
      ]
    },
    because: "docker.io serves no registry, and the engine keeps its password under the first index of 2013"
  },
  {
    match: (host) => host === "ghcr.io" || host.endsWith(".ghcr.io"),
    quirks: { passingDenial: /secondary rate limit|abuse detection/i },
    because: "the secondary rate limit of GitHub answers 403, not 429"
  }
];
function quirksOf(host) {
  const plain = { apiHost: host, credentialKeys: [host], passingDenial: void 0 };
  return Object.assign(plain, ...ROWS2.filter(({ match: match2 }) => match2(host)).map((row) => row.quirks));
}

// src/registry/credentials.ts
function createCredentialLookup(sources) {
  const known = /* @__PURE__ */ new Map();
  let config;
  const look2 = async (registry) => {
    const { credentialKeys } = quirksOf(registry);
    const given = sources.explicit.find(({ host }) => credentialKeys.includes(host));
    if (given) return { kind: "password", username: given.username, password: given.password };
    config ??= readDockerConfig2(sources.environment);
    return fromConfig(await config, credentialKeys, sources);
  };
  return (registry) => {
    const lookup = known.get(registry) ?? look2(registry).then((credentials) => maskAll(credentials, sources.log));
    known.set(registry, lookup);
    return lookup;
  };
}
function encodeBasic({ username, password }) {
  return Buffer.from(`${username}:${password}`).toString("base64");
}
var SHORTEST_MASKED = 6;
function maskAll(credentials, log) {
  if (!credentials) return void 0;
  const secret = credentials.kind === "password" ? credentials.password : credentials.token;
  if (secret.length >= SHORTEST_MASKED) log.mask(secret);
  if (credentials.kind === "password") log.mask(encodeBasic(credentials));
  return credentials;
}
var asObject4 = (value) => typeof value === "object" && value !== null ? value : {};
var asText4 = (value) => typeof value === "string" ? value : "";
async function readDockerConfig2(environment) {
  const folder = environment.DOCKER_CONFIG || environment.HOME && join11(environment.HOME, ".docker");
  const path = folder ? join11(folder, "config.json") : "";
  const text4 = path && await readFile8(path, "utf8").catch(() => "");
  const json2 = asObject4(parseConfig(text4 || "{}", path));
  return {
    path,
    auths: asObject4(json2.auths),
    credHelpers: asObject4(json2.credHelpers),
    credsStore: asText4(json2.credsStore) || void 0
  };
}
function parseConfig(text4, path) {
  try {
    return JSON.parse(text4);
  } catch {
    throw new UserError(`${path} is no valid JSON`, {
      hint: "Correct it, or log in again with `docker login`."
    });
  }
}
async function fromConfig(config, keys, sources) {
  const own = keys.map((key) => config.credHelpers[key]).find((name) => asText4(name) !== "");
  const helper = asText4(own) || config.credsStore;
  const server = keys[0] ?? "";
  const answer = helper ? await askHelper({ helper, server, exec: sources.exec, environment: sources.environment }) : void 0;
  if (answer) return fromHelper(answer);
  return fromAuths(config, keys);
}
function fromHelper({ username, secret }) {
  return username === "<token>" ? { kind: "identity", token: secret } : { kind: "password", username, password: secret };
}
function fromAuths({ auths, path }, keys) {
  const wanted = keys.map(hostOf);
  const entry = keys.map((key) => auths[key]).find(Boolean) ?? Object.entries(auths).find(([key]) => wanted.includes(hostOf(key)))?.[1];
  const { auth, username, password, identitytoken, registrytoken } = asObject4(entry);
  if (asText4(identitytoken)) return { kind: "identity", token: asText4(identitytoken) };
  if (asText4(registrytoken)) return { kind: "bearer", token: asText4(registrytoken) };
  if (!asText4(auth)) {
    return asText4(username) ? { kind: "password", username: asText4(username), password: asText4(password) } : void 0;
  }
  const decoded = Buffer.from(asText4(auth), "base64").toString();
  const colon = decoded.indexOf(":");
  if (colon < 0)
    throw new UserError(`the entry for ${keys[0]} in ${path} is no user:password in base64`, {
      hint: `Log in again: docker login ${wanted[0]}`
    });
  return {
    kind: "password",
    username: decoded.slice(0, colon),
    password: decoded.slice(colon + 1).replace(/\0+$/, "")
  };
}
function hostOf(key) {
  return key.replace(/^https?:\/\//, "").split("/")[0] ?? key;
}

// src/registry/scopes.ts
function scopesFor(request2) {
  const own = `repository:${request2.path}:${request2.actions.join(",")}`;
  return request2.mountFrom === void 0 ? [own] : [own, `repository:${request2.mountFrom}:pull`];
}
function split(scope) {
  const colon = scope.lastIndexOf(":");
  return { resource: scope.slice(0, colon), actions: scope.slice(colon + 1).split(",") };
}
function coversScopes(held, wanted) {
  return wanted.map(split).every(({ resource, actions }) => {
    const granted = held.map(split).filter((scope) => scope.resource === resource).flatMap((scope) => scope.actions);
    return actions.every((action) => granted.includes(action));
  });
}
function mergeScopes(first, second) {
  return [...first, ...second.filter((scope) => !coversScopes(first, [scope]))];
}

// src/registry/auth.ts
function createAuthorizer(effects) {
  const services = /* @__PURE__ */ new Map();
  const bearer = async (wanted) => {
    const list2 = heldBy2(services, wanted);
    const now = effects.clock.now();
    const held = list2.find(
      (candidate) => coversScopes(candidate.scopes, wanted.scopes) && isUsable(candidate, wanted, now)
    );
    const token = await (held ?? obtain(list2, wanted, effects)).pending;
    return { header: `Bearer ${token.value}`, token };
  };
  const direct = async ({ registry, challenge }) => {
    const own = await effects.credentials(registry);
    if (own?.kind === "bearer") return { header: `Bearer ${own.token}` };
    return challenge?.kind === "basic" && own?.kind === "password" ? { header: `Basic ${encodeBasic(own)}` } : void 0;
  };
  return {
    authorize: async (audience, scopes) => {
      const { challenge } = audience;
      const header = challenge && await direct(audience);
      return header || challenge?.kind !== "bearer" ? header : bearer({ audience, challenge, scopes });
    },
    renew: async (audience, scopes, used) => {
      const { challenge } = audience;
      if (!challenge || used && !used.token) return void 0;
      const header = await direct(audience);
      if (header || challenge.kind !== "bearer") return header;
      return bearer({
        audience,
        challenge,
        scopes: mergeScopes(scopes, challenge.scopes),
        refused: used?.token
      });
    }
  };
}
function obtain(list2, { audience, challenge, scopes }, effects) {
  const { realm, service } = challenge;
  const { registry, origin } = audience;
  const ask3 = async () => {
    const credentials = await effects.credentials(registry);
    const token = await effects.fetchToken({ registry, origin, realm, service, scopes, credentials });
    effects.mask(token.value);
    return token;
  };
  const held = { scopes, token: void 0, pending: ask3() };
  const others = list2.filter((other) => !coversScopes(scopes, other.scopes));
  list2.splice(0, list2.length, held, ...others);
  held.pending.then(
    (token) => {
      held.token = token;
    },
    () => {
      if (list2.includes(held)) list2.splice(list2.indexOf(held), 1);
    }
  );
  return held;
}
function heldBy2(services, { audience, challenge }) {
  const key = JSON.stringify([audience.registry, challenge.realm, challenge.service]);
  const list2 = services.get(key) ?? [];
  services.set(key, list2);
  return list2;
}
function isUsable({ token }, { refused: refused3 }, now) {
  return token === void 0 || token !== refused3 && now < token.renewAt;
}

// src/registry/blobs.ts
import { createHash as createHash5 } from "node:crypto";
var LIMIT2 = 4 * 1024 * 1024;
function blobMethods(requester) {
  return {
    getBlob: (repository, blob) => requester.send(
      { method: "GET", repository, target: `blobs/${blob.digest}`, accept: [200, 404] },
      (response, url) => readBlob(response, { url, blob })
    ),
    headBlob: (repository, digest) => headBlob(requester, repository, digest),
    rehashBlob: (repository, blob) => rehashBlob(requester, repository, blob)
  };
}
async function readBlob(response, { url, blob }) {
  if (response.status === 404) {
    response.body.resume();
    return void 0;
  }
  const bytes = await readBody(response, LIMIT2);
  const digest = digestOf(bytes);
  if (digest === blob.digest && bytes.length === blob.size) return bytes;
  const detail = `the blob has ${bytes.length} bytes with the digest ${digest}, it should have ${blob.size} with ${blob.digest}`;
  throw new RegistryError({ kind: "content", method: "GET", url, code: "DIGEST_MISMATCH", detail });
}
async function headBlob(requester, repository, digest) {
  const target2 = `blobs/${digest}`;
  const head = await requester.send(
    { method: "HEAD", repository, target: target2, accept: [200, 404, 405, 501] },
    async ({ status, headers, body }) => {
      body.resume();
      return { status, length: parseLength(headers["content-length"]) };
    }
  );
  if (head.status === 404) return void 0;
  if (head.status === 200 && head.length !== void 0) return head.length;
  const request2 = {
    method: "GET",
    repository,
    target: target2,
    headers: { range: "bytes=0-0" },
    accept: [200, 206, 404]
  };
  return requester.send(request2, async ({ status, headers, body }, url) => {
    body.destroy();
    if (status === 404) return void 0;
    const length = status === 206 ? parseLength(headers["content-range"]?.split("/")[1]) : parseLength(headers["content-length"]);
    if (length === void 0)
      throw new RegistryError({
        kind: "content",
        method: "GET",
        url,
        detail: "the registry does not tell the length of the blob"
      });
    return length;
  });
}
function parseLength(text4) {
  return text4 !== void 0 && /^\d+$/.test(text4) ? Number(text4) : void 0;
}
async function rehashBlob(requester, repository, blob) {
  let hash = createHash5("sha256");
  let size = 0;
  return requester.retry(repository, () => {
    const headers = { ...size > 0 && { range: `bytes=${size}-` } };
    const request2 = {
      method: "GET",
      repository,
      target: `blobs/${blob.digest}`,
      headers,
      accept: [200, 206, 404, 416]
    };
    return requester.attempt(request2, async ({ status, body }, url) => {
      if (status === 404) {
        body.resume();
        return void 0;
      }
      if (status !== 206) {
        hash = createHash5("sha256");
        size = 0;
      }
      if (status === 416)
        throw new RegistryError({
          kind: "content",
          method: "GET",
          url,
          detail: `the blob ends before ${blob.size} bytes`
        });
      for await (const chunk of body) {
        hash.update(chunk);
        size += chunk.length;
      }
      return { digest: `sha256:${hash.digest("hex")}`, size };
    });
  });
}

// src/registry/copy.ts
import { createHash as createHash6 } from "node:crypto";
import { Transform } from "node:stream";

// src/registry/pool.ts
function createPool(size) {
  const waiting = [];
  let free = size;
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

// src/registry/upload.ts
var SINGLE_REQUEST = 32 * 1024 * 1024;
var CLOSING_IDLE_MS = 3e5;
var WRITE = ["pull", "push"];
function uploadBlob(upload) {
  const { requester, repository, source } = upload;
  const session = { location: void 0, received: 0, broken: false, mountFrom: source.mountFrom };
  return requester.retry(repository, async (count) => {
    try {
      const outcome = await uploadOnce(upload, session);
      session.broken = outcome.kind === "again";
      return outcome;
    } catch (error) {
      if (!(error instanceof RegistryError) || count >= 4 || !mayRestart(error)) throw error;
      session.broken = error.status === 416;
      if (error.status !== 416) session.location = void 0;
      return {
        kind: "again",
        reason: `${error.method} ${repository.name}: ${error.status} ${error.code ?? ""}`.trim(),
        error: () => error
      };
    }
  });
}
function mayRestart({ status, code: code2, method }) {
  if (method === "POST") return false;
  return status === 416 || status === 404 || code2 === "BLOB_UPLOAD_UNKNOWN" || code2 === "BLOB_UPLOAD_INVALID" || code2 === "DIGEST_INVALID";
}
async function uploadOnce(upload, session) {
  const { repository, source, headBlob: headBlob2 } = upload;
  if (session.broken) {
    const status = await askStatus(upload, session);
    if (status.kind === "again") return status;
    if (!session.location && await headBlob2(repository, source.digest) === source.size)
      return { kind: "done", value: "copied" };
  }
  if (!session.location) {
    const started = await start(upload, session);
    if (started.kind === "again") return started;
    if (started.value === "mounted") return { kind: "done", value: "mounted" };
  }
  if (source.size > SINGLE_REQUEST || session.received > 0) {
    const sent = await sendRest(upload, session);
    if (sent.kind === "again") return sent;
  }
  return close(upload, session);
}
async function start(upload, session) {
  const { requester, repository, source } = upload;
  const { mountFrom } = session;
  const query = mountFrom === void 0 ? "" : `?mount=${source.digest}&from=${encodeURIComponent(mountFrom)}`;
  const request2 = {
    method: "POST",
    repository,
    target: `blobs/uploads/${query}`,
    actions: WRITE,
    ...mountFrom !== void 0 && { mountFrom },
    headers: { "content-length": "0" },
    accept: [201, 202]
  };
  try {
    return await requester.attempt(request2, async (response, url) => {
      response.body.resume();
      if (response.status === 201 && mountFrom !== void 0) return "mounted";
      session.location = locationOf(response, { method: "POST", url });
      session.received = 0;
      return "open";
    });
  } catch (error) {
    if (mountFrom === void 0 || !(error instanceof RegistryError) || error.kind !== "refused") throw error;
    session.mountFrom = void 0;
    return start(upload, session);
  }
}
async function askStatus({ requester, repository }, session) {
  if (!session.location) return { kind: "done", value: void 0 };
  const request2 = {
    method: "GET",
    repository,
    target: session.location,
    actions: WRITE,
    accept: [200, 204, 404]
  };
  try {
    return await requester.attempt(request2, async (response, url) => {
      response.body.resume();
      const end = /^(?:bytes=)?0-(\d+)$/.exec(String(response.headers.range ?? ""))?.[1];
      session.received = end === void 0 || end === "0" ? 0 : Number(end) + 1;
      session.location = response.status === 404 ? void 0 : locationOf(response, { method: "GET", url, fallback: url });
    });
  } catch (error) {
    if (!(error instanceof RegistryError) || error.kind !== "refused") throw error;
    session.location = void 0;
    return { kind: "done", value: void 0 };
  }
}
async function sendRest({ requester, repository, source }, session) {
  const { received, location } = session;
  if (received >= source.size || !location) return { kind: "done", value: void 0 };
  const headers = {
    "content-type": "application/octet-stream",
    "content-length": String(source.size - received),
    ...received > 0 && { "content-range": `${received}-${source.size - 1}` }
  };
  const request2 = {
    method: "PATCH",
    repository,
    target: location,
    actions: WRITE,
    headers,
    body: () => source.open(received),
    accept: [201, 202, 204]
  };
  return requester.attempt(request2, async (response, url) => {
    response.body.resume();
    session.location = locationOf(response, { method: "PATCH", url, fallback: url });
    session.received = source.size;
  });
}
async function close({ requester, repository, source }, session) {
  const whole = session.received < source.size;
  const target2 = new URL(session.location ?? "");
  target2.search = `${target2.search ? `${target2.search}&` : "?"}digest=${encodeURIComponent(source.digest)}`;
  const headers = {
    "content-type": "application/octet-stream",
    "content-length": String(whole ? source.size : 0)
  };
  const request2 = {
    method: "PUT",
    repository,
    target: target2,
    actions: WRITE,
    headers,
    accept: [200, 201, 204],
    idleMs: CLOSING_IDLE_MS
  };
  return requester.attempt(
    { ...request2, ...whole && { body: () => source.open(0) } },
    async ({ body }) => {
      body.resume();
      return "copied";
    }
  );
}
function locationOf({ headers }, { method, url, fallback }) {
  const fail = (detail) => new RegistryError({ kind: "content", method, url, detail });
  const location = headers.location;
  if (location === void 0 && fallback) return fallback;
  if (location === void 0) throw fail("the registry opened an upload but named no Location for it");
  if (!URL.canParse(location, url.href)) throw fail("the registry named a Location that is no URL");
  const target2 = new URL(location, url);
  if (url.protocol !== "https:" || target2.protocol !== "http:") return target2;
  if (target2.hostname !== url.hostname) throw fail(`the upload would leave HTTPS for http://${target2.host}`);
  return new URL(target2.href.replace(/^http:/, "https:"));
}
async function checkPush2(requester, repository) {
  const request2 = {
    method: "POST",
    repository,
    target: "blobs/uploads/",
    actions: WRITE,
    headers: { "content-length": "0" },
    accept: [202]
  };
  const location = await requester.send(request2, async (response, url) => {
    response.body.resume();
    return locationOf(response, { method: "POST", url });
  });
  const cancel = { method: "DELETE", repository, target: location, actions: WRITE, accept: [200, 202, 204] };
  await requester.attempt(cancel, async ({ body }) => void body.resume()).catch(() => {
  });
}

// src/registry/copy.ts
var COPIES_AT_ONCE = 4;
function blobCopier(requester, headBlob2) {
  const pool = createPool(COPIES_AT_ONCE);
  return async (from, to, blob) => {
    if (await headBlob2(to, blob.digest) === blob.size) return "present";
    const checked2 = createCheck(blob);
    const mountFrom = from.registry === to.registry && from.path !== to.path ? from.path : void 0;
    const source = {
      digest: blob.digest,
      size: blob.size,
      mountFrom,
      open: async (offset2) => checked2(await openBlob(requester, from, { blob, offset: offset2 }))
    };
    return pool(() => uploadBlob({ requester, repository: to, source, headBlob: headBlob2 }));
  };
}
async function openBlob(requester, from, { blob, offset: offset2 }) {
  const headers = { ...offset2 > 0 && { range: `bytes=${offset2}-` } };
  const request2 = {
    method: "GET",
    repository: from,
    target: `blobs/${blob.digest}`,
    headers,
    accept: [200, 206]
  };
  return requester.send(request2, async ({ status, body }, url) => ({
    body,
    url,
    offset: offset2,
    at: status === 206 ? offset2 : 0
  }));
}
function createCheck(blob) {
  const hash = createHash6("sha256");
  let hashed = 0;
  return ({ body, url, at, offset: offset2 }) => {
    let position = at;
    const transform2 = new Transform({
      transform: (chunk, _encoding, done) => {
        const fresh = chunk.subarray(Math.max(0, hashed - position));
        hash.update(fresh);
        hashed += fresh.length;
        const wanted = chunk.subarray(Math.max(0, offset2 - position));
        position += chunk.length;
        const fault = position >= blob.size ? faultOf(blob, position, hash) : void 0;
        if (fault)
          done(
            new RegistryError({
              kind: "content",
              method: "GET",
              url,
              code: "DIGEST_MISMATCH",
              detail: fault
            })
          );
        else done(null, wanted);
      },
      flush: (done) => done(position < blob.size ? broken(url, `it ended after ${position} of ${blob.size} bytes`) : null)
    });
    body.on("error", (error) => transform2.destroy(broken(url, error.message)));
    transform2.on("close", () => body.destroy());
    return body.pipe(transform2);
  };
}
function faultOf(blob, length, hash) {
  if (length > blob.size) return `the blob is longer than ${blob.size} bytes`;
  const digest = `sha256:${hash.copy().digest("hex")}`;
  return digest === blob.digest ? void 0 : `the bytes have the digest ${digest}, they should have ${blob.digest}`;
}
function broken(url, detail) {
  return Object.assign(new Error(`the source ${url.host} broke off: ${detail}`), { code: "ECONNRESET" });
}

// src/registry/network.ts
import { BlockList, isIP } from "node:net";
var PRIVATE = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16]
]) {
  PRIVATE.addSubnet(net, prefix, "ipv4");
}
for (const [net, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10]
]) {
  PRIVATE.addSubnet(net, prefix, "ipv6");
}
var bare = (hostname) => hostname.replace(/^\[|\]$/g, "");
function inList(list2, address) {
  const family = isIP(address);
  return family !== 0 && list2.check(address, family === 6 ? "ipv6" : "ipv4");
}
function isPrivateAddress(hostname) {
  return isLoopback(hostname) || inList(PRIVATE, bare(hostname));
}
async function isAtPrivateAddress(hostname) {
  if (isPrivateAddress(hostname) || isIP(bare(hostname)) !== 0) return isPrivateAddress(hostname);
  const { lookup } = await import("node:dns/promises");
  const { address } = await lookup(hostname).catch(() => ({ address: "" }));
  return isPrivateAddress(address.includes(":") ? `[${address}]` : address);
}
function isInsecure(host, insecure) {
  const hostname = host.replace(/:\d+$/, "");
  return insecure.some((entry) => {
    const [net = "", prefix] = entry.split("/");
    if (prefix === void 0) return entry === host || entry === hostname;
    if (isIP(net) === 0 || !/^\d+$/.test(prefix)) return false;
    const block = new BlockList();
    block.addSubnet(net, Number(prefix), isIP(net) === 6 ? "ipv6" : "ipv4");
    return inList(block, bare(hostname));
  });
}

// src/registry/hosts.ts
function createHostLookup(insecure) {
  const hosts = /* @__PURE__ */ new Map();
  return (registry) => {
    const host = hosts.get(registry) ?? describeHost(registry, insecure);
    hosts.set(registry, host);
    return host;
  };
}
function describeHost(registry, insecure) {
  const quirks = quirksOf(registry);
  const https = new URL(`https://${quirks.apiHost}`);
  const http = new URL(`http://${quirks.apiHost}`);
  const loopback = isLoopback(http.hostname);
  const lax = loopback || isInsecure(registry, insecure);
  const candidates = loopback ? [http, https] : lax ? [https, http] : [https];
  return {
    registry,
    quirks,
    origin: candidates[0],
    insecure: lax,
    candidates,
    settled: false,
    leading: void 0,
    challenge: void 0,
    asked: void 0
  };
}
async function contact(host, send2) {
  while (!host.settled && host.leading) await host.leading;
  if (host.settled) return send2();
  const { promise, resolve } = Promise.withResolvers();
  host.leading = promise;
  try {
    return await lead(host, send2);
  } finally {
    host.leading = void 0;
    resolve();
  }
}
async function lead(host, send2) {
  let first;
  for (const candidate of host.candidates) {
    host.origin = candidate;
    try {
      return await send2();
    } catch (error) {
      if (host.settled) throw error;
      first ??= error;
    }
  }
  host.origin = host.candidates[0] ?? host.origin;
  throw first;
}

// src/registry/manifests.ts
var LIMIT3 = 8 * 1024 * 1024;
var ACCEPT = MANIFEST_TYPES.join(", ");
var MISSING_PART_ATTEMPTS = 3;
function manifestMethods(requester) {
  const getManifest = (repository, reference) => requester.send(
    {
      method: "GET",
      repository,
      target: `manifests/${reference}`,
      headers: { accept: ACCEPT },
      accept: [200, 404]
    },
    (response, url) => readManifest(response, { url, reference })
  );
  const headManifest = async (repository, reference) => {
    const request2 = {
      method: "HEAD",
      repository,
      target: `manifests/${reference}`,
      headers: { accept: ACCEPT },
      accept: [200, 404, 405]
    };
    const head = await requester.send(request2, async ({ status, headers, body }) => {
      body.resume();
      return { status, digest: String(headers["docker-content-digest"] ?? "") };
    });
    if (head.status === 404) return void 0;
    return head.status === 200 && isDigest(head.digest) ? head.digest : (await getManifest(repository, reference))?.digest;
  };
  return {
    getManifest,
    headManifest,
    putManifest: (repository, reference, manifest) => putManifest({ requester, headManifest, repository, reference, manifest }),
    deleteTag: (repository, tag) => deleteTag(requester, repository, tag)
  };
}
async function readManifest(response, { url, reference }) {
  if (response.status === 404) {
    response.body.resume();
    return void 0;
  }
  const fail = (detail, code2) => new RegistryError({ kind: "content", method: "GET", url, code: code2, detail });
  const bytes = await readBody(response, LIMIT3);
  const mediaType = (response.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  const digest = digestOf(bytes);
  const named2 = isDigest(reference) ? reference : String(response.headers["docker-content-digest"] ?? digest);
  if (isDigest(named2) && named2 !== digest)
    throw fail(`the bytes have the digest ${digest}, they should have ${named2}`, "DIGEST_MISMATCH");
  return { digest, mediaType, bytes, content: parseOr2(fail, () => parseManifest(bytes, mediaType)) };
}
function parseOr2(fail, parse5) {
  try {
    return parse5();
  } catch (error) {
    throw fail(`the manifest makes no sense: ${messageOf(error)}`, "MANIFEST_MALFORMED");
  }
}
function putManifest(put) {
  const { requester, headManifest, repository, reference, manifest } = put;
  const digest = digestOf(manifest.bytes);
  let unclear = false;
  return requester.retry(repository, async (count) => {
    if (unclear && await headManifest(repository, reference) === digest)
      return { kind: "done", value: digest };
    try {
      const outcome = await putOnce(put, digest);
      unclear = outcome.kind === "again" && outcome.slowsHost !== true;
      return outcome;
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      if (isImmutable2(error) && await headManifest(repository, reference) === digest)
        return { kind: "done", value: digest };
      if (!isMissingPart(error) || count >= MISSING_PART_ATTEMPTS) throw error;
      await manifest.uploadAgain?.();
      return { kind: "again", reason: `PUT ${repository.name}: ${error.code}`, error: () => error };
    }
  });
}
function putOnce({ requester, repository, reference, manifest }, digest) {
  const request2 = {
    method: "PUT",
    repository,
    target: `manifests/${reference}`,
    actions: ["pull", "push"],
    headers: { "content-type": manifest.mediaType, "content-length": String(manifest.bytes.length) },
    body: manifest.bytes,
    accept: [200, 201, 202]
  };
  return requester.attempt(request2, async ({ headers, body }, url) => {
    body.resume();
    manifest.onHeaders?.(headers);
    const taken = headers["docker-content-digest"];
    if (taken !== void 0 && taken !== digest) {
      const detail = `the registry took it for ${String(taken)}, it is ${digest}`;
      throw new RegistryError({ kind: "content", method: "PUT", url, code: "DIGEST_MISMATCH", detail });
    }
    return digest;
  });
}
function isImmutable2({ status, code: code2, detail }) {
  return status === 412 || status === 409 || code2 === "TAG_INVALID" || /immutable|cannot be overwritten|already exists/i.test(detail);
}
function isMissingPart({ code: code2 }) {
  return code2 === "MANIFEST_BLOB_UNKNOWN" || code2 === "BLOB_UNKNOWN";
}
async function deleteTag(requester, repository, tag) {
  if (isDigest(tag)) throw new Error("a digest is never deleted: other tags may stand on it");
  const request2 = {
    method: "DELETE",
    repository,
    target: `manifests/${tag}`,
    actions: ["pull", "push", "delete"],
    accept: [200, 202, 204, 404]
  };
  try {
    return await requester.send(request2, async ({ body }) => {
      body.resume();
      return true;
    });
  } catch (error) {
    if (error instanceof RegistryError && error.kind === "refused" && (error.status ?? 500) < 500 && error.status !== 429)
      return false;
    throw error;
  }
}

// src/registry/fallbackTag.ts
var ROUNDS3 = 20;
var SETTLE_MS = 100;
function fallbackTag(subject) {
  return subject.replace(":", "-");
}
async function fallbackReferrers(effects, repository, subject) {
  const held = await effects.getManifest(repository, fallbackTag(subject));
  return held && isFallback(held, subject) && held.content.kind === "index" ? held.content.manifests : [];
}
function isFallback(held, subject) {
  return held.digest !== subject && held.content.kind === "index";
}
async function addToFallback(effects, repository, { subject, entry, alone }) {
  const seen = /* @__PURE__ */ new Map([[entry.digest, entry]]);
  for (let round = 0; round < ROUNDS3; round += 1) {
    const before = await readFallback(effects, repository, subject);
    const missing = [...seen.keys()].filter((digest) => !before.has(digest));
    if (missing.length === 0) return;
    for (const [digest, raw2] of before) seen.set(digest, raw2);
    if (missing.length > 0)
      await writeFallback(effects, repository, { subject, entries: [...seen.values()] });
    if (!alone) await effects.clock.sleep(SETTLE_MS * (1 + effects.clock.random() * Math.min(round + 1, 5)));
  }
  throw new UserError(
    `${repository.name}:${fallbackTag(subject)} is being written by others without end: ${entry.digest} is not listed there`,
    {
      hint: "Run it again when the other jobs are done."
    }
  );
}
async function readFallback(effects, repository, subject) {
  const held = await effects.getManifest(repository, fallbackTag(subject));
  if (!held) return /* @__PURE__ */ new Map();
  if (!isFallback(held, subject)) {
    throw new UserError(
      `${repository.name}:${fallbackTag(subject)} holds ${held.digest}, which is no list of referrers`,
      {
        hint: "Something else uses this tag: nothing was written. Remove the tag, or use a registry with the referrers API."
      }
    );
  }
  const raw2 = JSON.parse(new TextDecoder().decode(held.bytes));
  return new Map(raw2.manifests.map((descriptor2) => [descriptor2.digest, descriptor2]));
}
async function writeFallback({ putManifest: putManifest2 }, repository, { subject, entries: entries2 }) {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries2 }));
  await putManifest2(repository, fallbackTag(subject), { mediaType: OCI_INDEX, bytes });
}

// src/registry/paging.ts
function nextPage(link, url) {
  const header = [link].flat().join(", ");
  const target2 = [...header.matchAll(/<([^>]*)>([^<]*)/g)].find(
    ([, , parameters]) => /;\s*rel\s*=\s*"?next\b/i.test(parameters ?? "")
  )?.[1];
  if (target2 === void 0 || !URL.canParse(target2, url.href)) return void 0;
  const next = new URL(target2, url);
  if (next.hostname !== url.hostname) return void 0;
  next.protocol = url.protocol;
  next.port = url.port;
  return next;
}

// src/registry/referrers.ts
var LIMIT4 = 16 * 1024 * 1024;
var PAGES = 100;
function referrerMethods(effects) {
  const turns = /* @__PURE__ */ new Map();
  const inTurn = (key, task) => {
    const turn = (turns.get(key) ?? Promise.resolve()).then(task);
    turns.set(
      key,
      turn.catch(() => {
      })
    );
    return turn;
  };
  return {
    listReferrers: async (repository, digest, artifactType) => {
      const all = await apiReferrers(effects.requester, repository, digest) ?? await fallbackReferrers(effects, repository, digest);
      return artifactType === void 0 ? all : all.filter((entry) => entry.artifactType === artifactType);
    },
    putReferrer: async (repository, manifest) => {
      const { subject, entry } = describeReferrer(manifest);
      let known = false;
      const onHeaders = (headers) => {
        known = headers["oci-subject"] !== void 0;
      };
      await effects.putManifest(repository, entry.digest, { ...manifest, onHeaders });
      if (known || await apiReferrers(effects.requester, repository, subject)) return entry.digest;
      await inTurn(
        `${repository.name}@${subject}`,
        () => addToFallback(effects, repository, { subject, entry, alone: manifest.alone ?? false })
      );
      return entry.digest;
    }
  };
}
function describeReferrer({ mediaType, bytes }) {
  const manifest = parseManifest(bytes, mediaType);
  if (!manifest.subject) throw new Error("a referrer needs a subject");
  const artifactType = manifest.artifactType ?? (manifest.kind === "manifest" ? manifest.config.mediaType : void 0);
  const entry = {
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
    ...artifactType !== void 0 && { artifactType },
    ...Object.keys(manifest.annotations).length > 0 && { annotations: manifest.annotations }
  };
  return { subject: manifest.subject.digest, entry };
}
async function apiReferrers(requester, repository, digest) {
  const all = [];
  let next = `referrers/${digest}`;
  for (let page = 0; next !== void 0 && page < PAGES; page += 1) {
    const answer = await readPage(requester, repository, next);
    if (!answer) return page === 0 ? void 0 : all;
    all.push(...answer.entries);
    next = answer.next;
  }
  return all;
}
var NOT_THERE = [301, 302, 303, 307, 308, 400, 404, 405, 406, 501];
function readPage(requester, repository, target2) {
  const request2 = {
    method: "GET",
    repository,
    target: target2,
    headers: { accept: OCI_INDEX },
    accept: [200, ...NOT_THERE]
  };
  return requester.send(request2, async (response, url) => {
    const bytes = await readBody(response, LIMIT4);
    const contentType = response.headers["content-type"]?.split(";")[0]?.trim();
    if (response.status !== 200 || contentType !== OCI_INDEX) return void 0;
    return { entries: entriesOf(bytes, url), next: nextPage(response.headers.link, url) };
  });
}
function entriesOf(bytes, url) {
  try {
    const content = parseManifest(bytes, OCI_INDEX);
    return content.kind === "index" ? content.manifests : [];
  } catch (cause) {
    throw new RegistryError({
      kind: "content",
      method: "GET",
      url,
      detail: "the list of referrers makes no sense",
      cause
    });
  }
}

// src/registry/challenge.ts
function parseChallenge(header) {
  const challenges = splitChallenges(header ?? "");
  const bearer = challenges.find(({ scheme }) => scheme === "bearer")?.parameters;
  const realm = bearer?.get("realm");
  if (bearer && realm) {
    const scopes = (bearer.get("scope") ?? "").split(" ").filter(Boolean);
    return { kind: "bearer", realm, service: bearer.get("service"), scopes, error: bearer.get("error") };
  }
  return challenges.some(({ scheme }) => scheme === "basic") ? { kind: "basic" } : void 0;
}
var TOKEN = String.raw`[\w!#$%&'*+.^\x60|~-]+`;
var PARAMETER = new RegExp(String.raw`^(${TOKEN})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))`);
var SCHEME = new RegExp(String.raw`^(${TOKEN})(?:\s+|$)`);
function splitChallenges(header) {
  const found = [];
  for (let rest2 = header.trim(); rest2 !== ""; rest2 = rest2.replace(/^[\s,]+/, "")) {
    const parameter = PARAMETER.exec(rest2);
    const scheme = parameter ? void 0 : SCHEME.exec(rest2);
    if (parameter?.[1]) {
      const value = parameter[2]?.replace(/\\(.)/g, "$1") ?? parameter[3] ?? "";
      found.at(-1)?.parameters.set(parameter[1].toLowerCase(), value);
    } else if (scheme?.[1]) {
      found.push({ scheme: scheme[1].toLowerCase(), parameters: /* @__PURE__ */ new Map() });
    }
    rest2 = rest2.slice((parameter ?? scheme)?.[0].length || 1);
  }
  return found;
}

// src/registry/redirects.ts
var LIMIT5 = 5;
var REDIRECTS = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
async function followRedirects(request2, { http, accept }) {
  const { authorization, body, ...rest2 } = request2;
  let url = request2.url;
  for (let hops = 0; ; hops += 1) {
    const own = url.origin === request2.url.origin;
    const headers = { ...request2.headers, ...own && authorization !== void 0 && { authorization } };
    const response = await http.request({
      ...rest2,
      url,
      headers,
      insecure: own && request2.insecure,
      ...body !== void 0 && { body }
    });
    const location = response.headers.location;
    const follow = REDIRECTS.has(response.status) && (request2.method === "GET" || request2.method === "HEAD");
    if (!follow || accept.includes(response.status) || location === void 0) return { response, url };
    response.body.resume();
    url = nextUrl({ method: request2.method, from: url, location, hops });
  }
}
function nextUrl({
  method,
  from,
  location,
  hops
}) {
  const fail = (detail) => new RegistryError({ kind: "content", method, url: from, detail });
  if (hops >= LIMIT5) throw fail(`more than ${LIMIT5} redirects`);
  if (!URL.canParse(location, from.href)) throw fail("redirected to something that is no URL");
  const url = new URL(location, from);
  if (url.protocol !== "https:" && url.protocol !== from.protocol)
    throw fail(`redirected from ${from.protocol} to ${url.protocol}`);
  return url;
}

// src/registry/refusal.ts
var LIMIT6 = 64 * 1024;
var WANTS_HTTPS = /HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|SSL-enabled server port/i;
async function readRefusal(response, { method, url, unsettled }) {
  const { status, headers } = response;
  const bytes = await readBody(response, LIMIT6).catch(() => new Uint8Array());
  if (unsettled && status === 400 && url.protocol === "http:" && wantsHttps(response, method, bytes)) {
    throw Object.assign(new Error("HTTPS is spoken there"), { code: "EPROTO" });
  }
  return {
    status,
    headers,
    challenge: parseChallenge(headers["www-authenticate"]),
    ...parseErrorBody(bytes)
  };
}
function wantsHttps({ headers }, method, bytes) {
  if (method === "HEAD") return headers["docker-distribution-api-version"] === void 0;
  return WANTS_HTTPS.test(new TextDecoder().decode(bytes));
}
function outcomeOfRefusal(refusal, { method, url, host, now }) {
  const { status, headers, code: code2, detail } = refusal;
  const failure2 = { kind: "refused", method, url, status, code: code2, detail, headers };
  const limited = status === 429 || status === 403 && (host.quirks.passingDenial?.test(detail) ?? false);
  if (!limited && !isPassingStatus(status)) throw new RegistryError(failure2);
  const retryAfterMs = parseRetryAfter(headers["retry-after"], now);
  return {
    kind: "again",
    reason: `${method} ${url.host}: ${status} ${code2 ?? detail}`.trim(),
    retryAfterMs,
    slowsHost: limited || status === 503 && retryAfterMs !== void 0,
    error: (end) => new RegistryError({ ...failure2, end })
  };
}
function outcomeOfError(error, { method, url }) {
  if (error instanceof RegistryError || !(error instanceof Error) || !("code" in error)) throw error;
  const code2 = String(error.code);
  const detail = error.message.startsWith(code2) ? error.message.slice(code2.length).replace(/^[:\s]+/, "") : error.message;
  if (code2 === "EMSGSIZE") throw new RegistryError({ kind: "content", method, url, detail, cause: error });
  return {
    kind: "again",
    reason: `${method} ${url.host}: ${error.message}`,
    attempts: attemptsForCode(code2),
    error: (end) => new RegistryError({ kind: "unreachable", method, url, code: code2, detail, end, cause: error })
  };
}

// src/registry/request.ts
function createRequester(effects) {
  const attempt2 = async (request2, consume) => {
    const host = effects.hosts(request2.repository.registry);
    let url = urlOf(request2, host);
    try {
      const answer = await answerOf(request2, host, effects);
      url = answer.url;
      if (!answer.refusal) return { kind: "done", value: await consume(answer.response, url) };
      return outcomeOfRefusal(answer.refusal, {
        method: request2.method,
        url,
        host,
        now: effects.clock.now()
      });
    } catch (error) {
      effects.signal?.throwIfAborted();
      return outcomeOfError(error, { method: request2.method, url });
    }
  };
  const retry = (repository, run) => effects.retry.run(effects.hosts(repository.registry).origin.host, run);
  return {
    attempt: attempt2,
    retry,
    send: (request2, consume) => retry(request2.repository, () => attempt2(request2, consume))
  };
}
function urlOf({ repository, target: target2 }, host) {
  return target2 instanceof URL ? target2 : new URL(`/v2/${repository.path}/${target2}`, host.origin);
}
async function answerOf(request2, host, effects) {
  const { authorizer } = effects;
  const scopes = scopesFor({
    path: request2.repository.path,
    actions: request2.actions ?? ["pull"],
    mountFrom: request2.mountFrom
  });
  let authorization = await authorizer.authorize(host, scopes);
  for (const seen = /* @__PURE__ */ new Set(); ; ) {
    const answer = await contact(host, () => sendOnce({ request: request2, host, authorization, effects }));
    const { refusal, response, url } = answer;
    const { status } = response;
    if (seen.has(status) || url.origin !== host.origin.origin) return answer;
    const login = !authorization && HIDDEN.has(status) && await asksForLogin(host, effects);
    if (!login && !(refusal && mayHelp(refusal))) return answer;
    seen.add(status);
    const challenge = refusal?.challenge ?? host.challenge;
    const better = await authorizer.renew({ ...host, challenge }, scopes, authorization);
    if (!better) return answer;
    response.body.resume();
    authorization = better;
  }
}
var HIDDEN = /* @__PURE__ */ new Set([403, 404]);
async function asksForLogin(host, { http, signal }) {
  if (host.challenge) return false;
  host.asked ??= http.request({ method: "GET", url: new URL("/v2/", host.origin), signal, insecure: host.insecure }).then(({ status, headers, body }) => {
    body.resume();
    if (status === 401) host.challenge = parseChallenge(headers["www-authenticate"]);
  }).catch(() => {
  });
  await host.asked;
  return host.challenge !== void 0;
}
function mayHelp({ status, code: code2, detail, challenge }) {
  if (status === 401) return true;
  if (status !== 403 || code2 === "DENIED" || /permission_denied/.test(detail)) return false;
  return challenge !== void 0 || /insufficient_?scope/i.test(`${code2} ${detail}`);
}
async function sendOnce({ request: request2, host, authorization, effects }) {
  const url = urlOf(request2, host);
  const { response, url: last } = await followRedirects(
    {
      method: request2.method,
      url,
      headers: request2.headers ?? {},
      authorization: url.origin === host.origin.origin ? authorization?.header : void 0,
      body: request2.body instanceof Function ? await request2.body() : request2.body,
      signal: effects.signal,
      idleMs: request2.idleMs,
      insecure: host.insecure
    },
    { http: effects.http, accept: request2.accept }
  );
  const accepted = request2.accept.includes(response.status);
  const refusal = accepted ? void 0 : await readRefusal(response, { method: request2.method, url: last, unsettled: !host.settled });
  host.settled = true;
  host.challenge = refusal?.status === 401 && last.origin === host.origin.origin ? refusal.challenge ?? host.challenge : host.challenge;
  return { response, url: last, refusal };
}

// src/registry/tags.ts
var LIMIT7 = 16 * 1024 * 1024;
var PAGE = 1e3;
var PAGES2 = 1e3;
async function listTags(requester, repository) {
  const first = await readPage2(requester, repository, `tags/list?n=${PAGE}`).catch((error) => {
    if (error instanceof RegistryError && error.status === 400)
      return readPage2(requester, repository, "tags/list");
    throw error;
  });
  if (!first) return void 0;
  const all = [...first.imageTags];
  const seen = /* @__PURE__ */ new Set();
  for (let next = first.next; next && seen.size < PAGES2 && !seen.has(next.href); ) {
    seen.add(next.href);
    const page = await readPage2(requester, repository, next);
    all.push(...page?.imageTags ?? []);
    next = page?.next;
  }
  return [...new Set(all)];
}
function readPage2(requester, repository, target2) {
  return requester.send({ method: "GET", repository, target: target2, accept: [200, 404] }, async (response, url) => {
    const bytes = await readBody(response, LIMIT7);
    if (response.status === 404) return void 0;
    return { imageTags: parseTags(bytes, url), next: nextPage(response.headers.link, url) };
  });
}
function parseTags(bytes, url) {
  const tags2 = tagsIn(bytes);
  if (tags2 === null) return [];
  if (Array.isArray(tags2) && tags2.every((tag) => typeof tag === "string"))
    return tags2.filter((tag) => TAG.test(tag));
  throw new RegistryError({ kind: "content", method: "GET", url, detail: "the list of tags makes no sense" });
}
function tagsIn(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))?.tags;
  } catch {
    return void 0;
  }
}

// src/registry/token.ts
var DEFAULT_LIFE_S = 60;
var EARLY_S = 15;
var LIMIT8 = 1024 * 1024;
async function fetchToken(request2, effects) {
  const realm = await checkRealm(request2);
  return effects.retry.run(realm.host, () => attempt(request2, realm, effects));
}
async function checkRealm({ realm, origin }) {
  const fail = (detail) => new RegistryError({ kind: "content", method: "GET", url: origin, code: "REALM", detail });
  if (!URL.canParse(realm)) throw fail("the registry names a token service that is no URL");
  const url = new URL(realm);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw fail(`the registry names a token service at ${url.protocol}`);
  if (url.protocol === "http:" && origin.protocol === "https:")
    throw fail(`the token service ${url.host} speaks plain HTTP while the registry speaks HTTPS`);
  const elsewhere = url.hostname !== origin.hostname && isPrivateAddress(url.hostname);
  if (elsewhere && !await isAtPrivateAddress(origin.hostname))
    throw fail(`the token service ${url.host} is at a private address and the registry is not`);
  return url;
}
async function attempt(request2, realm, effects) {
  const { method, url, headers, body } = wire(request2, realm);
  const { http, signal, insecure, clock } = effects;
  try {
    const response = await http.request({ method, url, headers, signal, insecure, ...body && { body } });
    const bytes = await readBody(response, LIMIT8);
    if (response.status === 200)
      return { kind: "done", value: parseToken(bytes, { method, url, now: clock.now() }) };
    return refused2({ method, url, response, bytes, now: clock.now() });
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Error) || !("code" in error) || error instanceof RegistryError) throw error;
    const code2 = String(error.code);
    return {
      kind: "again",
      reason: `the token service ${url.host}: ${error.message}`,
      attempts: attemptsForCode(code2),
      error: (end) => new RegistryError({
        kind: "unreachable",
        method,
        url,
        code: code2,
        detail: error.message,
        end,
        cause: error
      })
    };
  }
}
function wire({ service, scopes, credentials }, realm) {
  if (credentials?.kind === "identity") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: "publish-image",
      refresh_token: credentials.token
    });
    if (service !== void 0) form.set("service", service);
    form.set("scope", scopes.join(" "));
    const headers2 = { "content-type": "application/x-www-form-urlencoded" };
    return { method: "POST", url: realm, headers: headers2, body: Buffer.from(form.toString()) };
  }
  const url = new URL(realm);
  if (service !== void 0) url.searchParams.set("service", service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  const headers = credentials?.kind === "password" ? { authorization: `Basic ${encodeBasic(credentials)}` } : {};
  return { method: "GET", url, headers, body: void 0 };
}
function refused2({ method, url, response, bytes, now }) {
  const { status, headers } = response;
  const failure2 = { kind: "refused", method, url, status, headers, ...parseErrorBody(bytes) };
  if (!isPassingStatus(status)) throw new RegistryError(failure2);
  return {
    kind: "again",
    reason: `the token service ${url.host} answered ${status}`,
    retryAfterMs: parseRetryAfter(headers["retry-after"], now),
    slowsHost: status === 429,
    error: (end) => new RegistryError({ ...failure2, end })
  };
}
function parseToken(bytes, { method, url, now }) {
  const json2 = parseObject2(bytes);
  const value = [json2.token, json2.access_token].find(
    (text4) => typeof text4 === "string" && /^[\x21-\x7e]+$/.test(text4)
  );
  if (typeof value !== "string") {
    throw new RegistryError({
      kind: "content",
      method,
      url,
      detail: "the token service answered without a token"
    });
  }
  const life = typeof json2.expires_in === "number" && json2.expires_in > 0 ? json2.expires_in : DEFAULT_LIFE_S;
  return { value, renewAt: now + (life - Math.min(EARLY_S, life / 4)) * 1e3 };
}
function parseObject2(bytes) {
  try {
    const json2 = JSON.parse(new TextDecoder().decode(bytes));
    return typeof json2 === "object" && json2 !== null ? json2 : {};
  } catch {
    return {};
  }
}

// src/registry/client.ts
var DEADLINE_MS = 15 * 6e4;
var CERTIFICATES = ["/etc/docker/certs.d"];
function createRegistryClient(options) {
  const { clock = systemClock, signal, log } = options;
  const http = createHttp({
    environment: options.environment,
    certificates: (host) => readCertificates(options.certificates ?? CERTIFICATES, host),
    ...options.idleMs !== void 0 && { idleMs: options.idleMs }
  });
  const retry = createRetry({
    clock,
    signal,
    deadline: options.deadline ?? clock.now() + DEADLINE_MS,
    onWait: ({ reason, ms }) => log.info(`Waiting ${(ms / 1e3).toFixed(1)} s: ${reason}`)
  });
  const hosts = createHostLookup(options.insecure ?? []);
  const authorizer = createAuthorizer({
    credentials: createCredentialLookup({
      explicit: options.credentials ?? [],
      environment: options.environment,
      exec: options.exec ?? lazyExec,
      log
    }),
    fetchToken: (request2) => fetchToken(request2, { http, retry, clock, signal, insecure: hosts(request2.registry).insecure }),
    clock,
    mask: log.mask
  });
  return methods({
    requester: createRequester({ http, retry, clock, hosts, authorizer, signal }),
    clock,
    http,
    waits: retry.waits
  });
}
function methods({ requester, clock, http, waits }) {
  const manifests = manifestMethods(requester);
  const blobs = blobMethods(requester);
  return {
    ...manifests,
    ...blobs,
    ...referrerMethods({ ...manifests, requester, clock }),
    putBlob: async (repository, bytes) => {
      const source = {
        digest: digestOf(bytes),
        size: bytes.length,
        open: async (offset2) => Readable.from([bytes.subarray(offset2)])
      };
      const present2 = await blobs.headBlob(repository, source.digest) === source.size;
      if (!present2) await uploadBlob({ requester, repository, source, headBlob: blobs.headBlob });
      return source.digest;
    },
    copyBlob: blobCopier(requester, blobs.headBlob),
    listTags: (repository) => listTags(requester, repository),
    checkPush: (repository) => checkPush2(requester, repository),
    waits,
    close: http.close
  };
}
async function readCertificates(directories, host) {
  const certificates = await import("./host-certificates.js");
  return certificates.readCertificates(directories, host);
}
var lazyExec = async (argv, options) => (await import("./host-exec-2.js")).exec(argv, options);

// src/stages/session.ts
function temporaryFolder(environment) {
  return environment.RUNNER_TEMP || tmpdir2();
}
function openSession(inputs, gathered, to) {
  const { log, signal } = to.entry;
  const { context } = gathered;
  const temporary = temporaryFolder(process.env);
  const options = { environment: process.env, log, credentials: to.logins.logins, insecure: context.engine?.insecureRegistries ?? [], exec };
  const client = createRegistryClient({ ...options, signal });
  const builderEffects = async () => ({
    exec,
    log,
    signal,
    temporary,
    environment: { ...environmentOf(inputs, gathered), ...(await createDockerConfig(to.logins.logins, { environment: process.env, temporary, saveState })).env },
    engine: await readEngineEndpoint(process.env),
    buildx: buildxOf(gathered),
    saveState
  });
  const effects = {
    exec,
    log,
    signal,
    client,
    temporary,
    lateClient: (ms) => createRegistryClient({ ...options, deadline: Date.now() + ms }),
    readHeld: (repository, digest, whole) => readHeld(client, repository, { reference: digest, whole }),
    decide: decideMove,
    ancestry: gathered.compareCommits,
    announce: async (announcement) => {
      if (announcement.tags.some(({ before }) => before !== void 0)) await writeRecord(client, announcement, { kind: "promotion", created: context.now.toISOString() });
    },
    isAnnounced: (repository, digest, tag) => isRecorded(client, { repository, digest }, tag),
    pause,
    openBuilder: async (plan) => openBuilder(plan, await builderEffects()),
    registerEmulators: async (platforms3, image) => registerEmulators(platforms3, image, { engine: await readEngineEndpoint(process.env), log, signal })
  };
  return { client, effects };
}
function buildxOf({ context }) {
  if (!context.buildx) throw new UserError("No buildx was found beside the container engine");
  return context.buildx;
}
function environmentOf(inputs, { context }) {
  const ghaCache = [...inputs.build.cacheFrom, ...inputs.build.cacheTo].some((entry) => /(^|,)type=gha(,|$)/.test(entry));
  return childEnvironment(process.env, { traceparent: context.trace.traceparent, ghaCache });
}

// src/main.ts
async function main(entry) {
  const environment = process.env;
  const { inputs, warnings } = await readInputs(environment);
  const gathered = await gather(inputs, { exec, environment, cwd: process.cwd() });
  const images = imagesOf(inputs, gathered.context);
  const logins = loginsOf(inputs.where, { images, actor: gathered.context.run.actor });
  const { client, effects } = openSession(inputs, gathered, { entry, logins });
  const release = await resolveRelease(inputs, gathered, images);
  const plan = await decide(inputs, { gathered, release, optionalHosts: logins.optionalHosts, client, warnings });
  const dry = inputs.what.command === "plan" || inputs.what.dryRun;
  if (dry) entry.log.info(JSON.stringify(plan, void 0, 2));
  const outcome = dry ? NOTHING : await execute(plan, effects);
  await report({ plan, outcome }, { summary: inputs.report.summary, environment, temporary: temporaryFolder(environment), log: entry.log });
}
export {
  main
};
