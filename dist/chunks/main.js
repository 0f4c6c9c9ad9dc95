import {
  createHash
} from "./lean-node-crypto.js";
// src/oci/digest.ts
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text2) {
  return DIGEST.test(text2);
}
function parseDigest(text2) {
  if (!isDigest(text2)) throw new Error(`"${text2}" is no digest; expected sha256: and 64 hex digits`);
  return text2;
}
function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
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
function parseRepository(text2) {
  const name = text2.trim().toLowerCase();
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasHost = first.includes(".") || first.includes(":") || first === "localhost";
  const registry = hasHost ? first : "docker.io";
  const path = hasHost ? name.slice(slash + 1) : name;
  if (!HOST.test(registry) || !PATH.test(path)) {
    throw new Error(
      `"${text2.trim()}" is no image name; expected [registry/]path, such as ghcr.io/owner/app, without a tag`
    );
  }
  if (!isDockerHub(registry)) return { name, registry, path };
  return { name, registry: "docker.io", path: path.includes("/") ? path : `library/${path}` };
}
function parseReference(text2) {
  const [rest = "", digest2] = splitOnce(text2.trim(), "@");
  if (digest2 !== void 0 && !isDigest(digest2))
    throw new Error(`"${text2}" ends in no digest; expected @sha256: and 64 hex digits`);
  const colon = rest.lastIndexOf(":");
  const hasTag = colon > rest.lastIndexOf("/");
  const tag = hasTag ? rest.slice(colon + 1) : void 0;
  if (tag !== void 0 && !TAG.test(tag)) throw new Error(`"${tag}" in "${text2}" is no tag`);
  const repository = parseRepository(hasTag ? rest.slice(0, colon) : rest);
  return { repository, ...tag !== void 0 && { tag }, ...digest2 !== void 0 && { digest: digest2 } };
}
function splitOnce(text2, separator2) {
  const at = text2.indexOf(separator2);
  return at < 0 ? [text2, void 0] : [text2.slice(0, at), text2.slice(at + 1)];
}
// src/oci/platform.ts
var ARCHITECTURES = /* @__PURE__ */ new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["aarch64", "arm64"],
  ["armhf", "arm/v7"],
  ["armel", "arm/v6"],
  ["i386", "386"],
  ["i686", "386"]
]);
function parsePlatform(text2) {
  const match = /^(?:([a-z0-9]+)(?:\(([\w.]+)\))?\/)?([a-z0-9_-]+)(?:\/([a-z0-9.]+))?$/.exec(
    text2.trim().toLowerCase()
  );
  const os = match?.[1] ?? "linux";
  const rawArchitecture = match?.[3];
  if (!rawArchitecture)
    throw new Error(`"${text2}" is no platform; expected os/architecture[/variant], such as linux/arm64`);
  const [architecture = rawArchitecture, impliedVariant] = (ARCHITECTURES.get(rawArchitecture) ?? rawArchitecture).split("/");
  const variant = normalVariant(architecture, match[4] ?? impliedVariant);
  return { os, architecture, ...variant && { variant }, ...match[2] && { osVersion: match[2] } };
}
function normalVariant(architecture, variant) {
  if (architecture === "arm64" && (variant === "v8" || variant === "8")) return void 0;
  if (architecture === "amd64" && variant === "v1") return void 0;
  if (architecture === "arm") return variant ? variant.startsWith("v") ? variant : `v${variant}` : "v7";
  return variant;
}
function formatPlatform(platform) {
  const os = platform.osVersion ? `${platform.os}(${platform.osVersion})` : platform.os;
  return [os, platform.architecture, platform.variant].filter(Boolean).join("/");
}
function platformSlug(platform) {
  return formatPlatform(platform).replace(/[^a-z0-9.]+/g, "-").replace(/-$/, "");
}
function samePlatform(a, b) {
  return formatPlatform(a) === formatPlatform(b);
}

import {
  suggest
} from "./errors.js";
// src/oci/knownPlatform.ts
var ARCHITECTURES2 = "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm".split(" ");
var SYSTEMS = "linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1".split(
  " "
);
function knownPlatform(text2) {
  const platform = parsePlatform(text2);
  const { os, architecture } = platform;
  if (!SYSTEMS.includes(os))
    throw new Error(`"${text2}": ${os} is no operating system; ${suggest(os, SYSTEMS)}`);
  if (!ARCHITECTURES2.includes(architecture))
    throw new Error(`"${text2}": ${architecture} is no architecture; ${suggest(architecture, ARCHITECTURES2)}`);
  return platform;
}

// src/csv.ts
var QUOTED = /"[^"]*(?:""[^"]*)*"(?!")/y;
var PLAIN = /[^,\r\n]*/y;
var BLANKS = /[ \t\f]*/y;
var COMMENT = /[ \t\f]*#[^\r\n]*/y;
function parseCsv(text2, reading = {}) {
  const records3 = [];
  let record = [];
  for (let at = 0; at < text2.length || record.length > 0; ) {
    const start = reading.comments && record.length === 0 ? endOf(COMMENT, text2, at) : at;
    const { text: field, quoted, end } = readField(text2, start, reading);
    const isEmptyLine = record.length === 0 && field === "" && !quoted && text2[end] !== ",";
    if (!isEmptyLine) record.push(field);
    at = end + (text2.startsWith("\r\n", end) ? 2 : 1);
    if (text2[end] === ",") continue;
    if (record.length > 0) records3.push(record);
    record = [];
  }
  return records3;
}
function readField(text2, start, { relaxed = false, trimmed = false }) {
  const from = trimmed ? endOf(BLANKS, text2, start) : start;
  const closed = text2[from] === '"' ? endOf(QUOTED, text2, from) : from;
  if (text2[from] === '"' && closed === from) throw new Error("a quote is never closed");
  const end = endOf(PLAIN, text2, closed);
  const rest = text2.slice(closed, end);
  if (closed > from && (trimmed ? rest.trim() : rest) === "")
    return { text: text2.slice(from + 1, closed - 1).replaceAll('""', '"'), quoted: true, end };
  if (closed > from && (!relaxed || trimmed)) throw new Error("text follows a closing quote");
  if (!relaxed && rest.includes('"')) throw new Error("a quote stands in the middle of a field");
  const whole = closed > from ? `"${text2.slice(from + 1, closed - 1).replaceAll('""', '"')}"${rest}` : rest;
  return { text: trimmed ? whole.trimEnd() : whole, quoted: closed > from, end };
}
function endOf(pattern, text2, at) {
  pattern.lastIndex = at;
  return pattern.test(text2) ? pattern.lastIndex : at;
}
function isOfType(options, ...types) {
  return new RegExp(`(?:^|,)type=(?:${types.join("|")})(?:,|$)`).test(options);
}

import {
  nearestWord
} from "./errors.js";
// src/inputs/parsers.ts
var InputFault = class extends Error {
  hint;
  constructor(expected, hint) {
    super(expected);
    this.hint = hint;
  }
};
var text = (value) => value;
var boolean = (value) => {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw new InputFault("expected true or false", nearest(value, ["true", "false"]));
};
var count = (value) => {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InputFault("expected a whole number, 1 or more");
};
function choice(words2) {
  return (value) => {
    const found = words2.find((word2) => word2 === value);
    if (found !== void 0) return found;
    throw new InputFault(`expected one of ${words2.join(", ")}`, nearest(value, words2));
  };
}
var lines = (value) => value.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
var words = (value) => records(value).flat().map((word2) => word2.trim()).filter(Boolean);
var entries = (value) => blankEnded(value).map((entry) => entry.trim());
var blankEnded = (value) => records(value).map((fields) => fields.join(",").trimStart()).filter(Boolean);
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
      const platform = knownPlatform(name);
      seen.set(JSON.stringify(platform), platform);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return [...seen.values()];
};
function jsonStrings(value) {
  try {
    const list3 = JSON.parse(value);
    if (Array.isArray(list3) && list3.every((entry) => typeof entry === "string")) return list3;
  } catch {
  }
  throw new InputFault('expected a JSON list of strings, such as ["linux/amd64","linux/arm64"]');
}
function records(value) {
  try {
    return parseCsv(value, { relaxed: true, comments: true });
  } catch (error) {
    throw new InputFault(
      `expected a list, one entry a line: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}
var OTHER_BOOLEANS = {
  yes: "true",
  on: "true",
  1: "true",
  no: "false",
  off: "false",
  0: "false"
};
function nearest(word2, candidates) {
  const other = OTHER_BOOLEANS[word2.toLowerCase()];
  const near = other !== void 0 && candidates.includes(other) ? other : nearestWord(word2, candidates);
  return near === void 0 ? void 0 : `did you mean "${near}"?`;
}

// src/oci/json.ts
function parseObject(bytes) {
  const json2 = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (!isObject(json2)) throw new Error("expected a JSON object");
  return json2;
}
function parseJson(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    return void 0;
  }
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function asObject(value) {
  return isObject(value) ? value : {};
}
function asText(value) {
  return typeof value === "string" ? value : "";
}
function platformOf(value) {
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

import {
  messageOf
} from "./errors.js";
// src/inputs/digests.ts
var digests = (value) => {
  const found = /* @__PURE__ */ new Map();
  const faults = [];
  for (const [name, digest2] of objectsIn(value).flatMap(Object.entries)) {
    const key = keyOf(name, faults);
    if (typeof digest2 !== "string" || !isDigest(digest2)) faults.push(`"${name}" has no sha256 digest`);
    else if ((found.get(key) ?? digest2) !== digest2) faults.push(`"${name}" has two digests`);
    else found.set(key, digest2);
  }
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return [...found].map(([key, digest2]) => ({ key, digest: digest2 }));
};
function keyOf(name, faults) {
  const words2 = name.trim().split(/\s+/);
  if (words2.length > 2) faults.push(`"${name}" is neither a platform nor a variant and a platform`);
  try {
    return [...words2.slice(0, -1), formatPlatform(parsePlatform(words2.at(-1) ?? ""))].join(" ");
  } catch (error) {
    faults.push(messageOf(error));
    return name;
  }
}
function objectsIn(value) {
  const whole = parseObject2(value);
  const parsed = whole ? [whole] : value.split(/\r?\n/).filter(Boolean).map(parseObject2);
  const objects = parsed.filter((object) => object !== void 0);
  if (objects.length === parsed.length) return objects;
  throw new InputFault('expected JSON objects, one a line, such as {"linux/arm64":"sha256:…"}');
}
function parseObject2(text2) {
  const json2 = parseJson(text2);
  return isObject(json2) ? json2 : void 0;
}
// src/inputs/size.ts
var UNITS = ["", "k", "m", "g", "t"];
var size = (value) => {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(value) ?? [];
  if (number === void 0) throw new InputFault("expected a size, such as 500m or 2g");
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
};
// src/inputs/forms.ts
function checked(parse, form, fault) {
  return (value) => {
    const list22 = parse(value);
    const wrong = list22.flatMap((entry, at) => form.test(entry) ? [] : [{ entry, number: at + 1 }]);
    if (wrong.length > 0) throw new InputFault(fault(wrong));
    return list22;
  };
}
function formed(parse, form, expected) {
  const quoted = (wrong) => wrong.map(({ entry }) => JSON.stringify(entry)).join(", ");
  return checked(parse, form, (wrong) => `expected ${expected}, not ${quoted(wrong)}`);
}
function secretEntries(parse, form, expected) {
  const numbers = (wrong) => wrong.map(({ number }) => number).join(", ");
  return checked(parse, form, (wrong) => `entry ${numbers(wrong)} is no ${expected}`);
}
var outputs = (value) => {
  const list22 = lines(value);
  const pushed = /(^|,)(type=registry|push=true|push-by-digest=true)(,|$)/;
  const nameless = list22.filter((entry) => pushed.test(entry) && !/(^|[,"])name=[^,]/.test(entry));
  if (nameless.length === 0) return list22;
  throw new InputFault(
    `${nameless.map((entry) => JSON.stringify(entry)).join(", ")} would be pushed without a name`,
    "leave it out: `images` are pushed without it, and `push` says whether"
  );
};
var tagNames = formed(
  (value) => words(value).flatMap((word2) => word2.split(/\s+/)),
  TAG,
  "names of tags, such as stable or 1.2"
);
function one(form, expected, hint = () => void 0) {
  return (value) => {
    if (form.test(value)) return text(value);
    throw new InputFault(`expected ${expected}`, hint(value));
  };
}
var fullRef = one(
  /^refs\/(heads|tags|pull)\/[^\s/]\S*$/,
  "a ref in full, such as refs/tags/v1.2.3 or refs/heads/main",
  (value) => /^[\w./-]+$/.test(value) ? `write refs/tags/${value} or refs/heads/${value}` : void 0
);
var version = one(/^[0-9A-Za-z][\w.+!~-]*$/, "a version without blanks, such as 1.2.3");
var firstVersion = one(
  /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/,
  "three numbers, such as 0.1.0",
  (value) => /^v\d+\.\d+\.\d+$/.test(value) ? `write ${value.slice(1)}` : void 0
);
var digest = one(DIGEST, "a digest, sha256: and 64 hexadecimal digits");
var traceparent = one(
  /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/,
  "a W3C traceparent, 00-<32 hexadecimal digits>-<16>-<2>, in lower case and neither id all zeros"
);
var attestation = one(
  /^(?:true|false|[\w-]+=[^,]*(?:,[\w-]+=[^,]*)*)$/i,
  "true, false or options such as mode=max",
  (value) => /^(min|max)$/.test(value) ? `did you mean "mode=${value}"?` : nearest(value, ["true", "false"])
);
var levels = (value) => {
  const found = pairs(value);
  const wrong = Object.entries(found).filter(([, level = ""]) => !["major", "minor", "patch", "none"].includes(level)).map(([type, level]) => JSON.stringify(level === void 0 ? type : `${type}=${level}`));
  if (wrong.length > 0)
    throw new InputFault(`expected type=major, minor, patch or none, not ${wrong.join(", ")}`);
  return found;
};
var namedContexts = (value) => {
  const found = pairs(value);
  const wrong = Object.keys(found).filter((name) => !found[name]);
  if (wrong.length === 0) return found;
  throw new InputFault(
    `expected name=path or URL, not ${wrong.map((name) => JSON.stringify(name)).join(", ")}`
  );
};
var sizeText = (value) => {
  size(value);
  return value;
};
// src/inputs/records.ts
function recordsOf(known, required) {
  const secret = known.includes("password");
  return async (value) => {
    const rows = /^(-\s|-$|\[|\{)/.test(withoutHead(value)) ? await structured(value, secret) : lines(value).map((line, index) => csvRecord(line, { index, firstField: known[0] ?? "" }));
    const faults = rows.flatMap((row, index) => faultsOf(row, { index, known, required, secret }));
    if (faults.length > 0) throw new InputFault(faults.join("; "));
    return rows;
  };
}
function withoutHead(value) {
  return value.replace(/^(?:\s*#[^\n]*(?:\n|$))+\s*/, "");
}
async function structured(value, secret) {
  const { parseYaml } = await import("./inputs-yaml.js");
  let parsed;
  try {
    parsed = parseYaml(value, { schema: "failsafe", logLevel: "error" });
  } catch (error) {
    const [reason = ""] = messageOf(error).split("\n");
    if (!secret) throw new InputFault(`expected a YAML list: ${reason}`);
    const place = / at line \d+, column \d+/.exec(reason)?.[0] ?? "";
    throw new InputFault(`expected a YAML list, which cannot be read${place}`, "put a password into quotes");
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
function csvRecord(line, { index, firstField }) {
  const fault = (text2) => new InputFault(`entry ${index + 1} ${text2}`);
  return Object.fromEntries(
    fieldsOf(line, fault).map((field, position) => {
      const at = field.indexOf("=");
      if (at > 0) return [field.slice(0, at), field.slice(at + 1)];
      if (position === 0 && at < 0) return [firstField, field];
      throw fault("has a value without a name; put a field whose value has a comma into quotes, whole");
    })
  );
}
function fieldsOf(line, fault) {
  try {
    const [fields = []] = parseCsv(line, { relaxed: true, trimmed: true });
    return fields.filter(Boolean);
  } catch {
    throw fault("has quotes that do not close");
  }
}
function faultsOf(row, rule) {
  const where2 = `entry ${rule.index + 1}`;
  const unknown = Object.keys(row).filter((key) => !rule.known.includes(key));
  const missing = rule.required.filter((key) => !row[key]);
  return [
    ...unknown.map(
      (key) => `${where2} has an unknown field${rule.secret ? "" : ` "${key}"`}, ${nearest(key, rule.known) ?? `known are ${rule.known.join(", ")}`}`
    ),
    ...missing.map((key) => `${where2} lacks "${key}"`)
  ];
}
// src/inputs/row.ts
function optional(name, parse, doc) {
  return { name, doc, default: "", parse, absent: () => void 0 };
}
function withDefault(name, [fallback, parse], doc) {
  return { name, doc, default: fallback, parse, absent: () => parse(fallback) };
}
function list(name, parse, doc) {
  return { name, doc, default: "", parse, absent: () => [] };
}
function fromRunner(name, expression, doc) {
  return { name, doc, default: expression, parse: (value) => value, absent: () => void 0 };
}
function separator(name, doc) {
  const parse = (value) => value.replaceAll("\\n", "\n").replaceAll("\\t", "	");
  return { name, doc, default: "\\n", parse, absent: () => "\n", keepBlanks: true };
}
function onOff(name, doc) {
  return withDefault(name, ["false", boolean], doc);
}
// src/inputs/runners.ts
var runners = (value) => {
  const faults = [];
  const entries2 = lines(value).flatMap((line) => {
    const [text2 = "", ...rest] = line.split("=");
    const labels = rest.join("=").split(",").map((label) => label.trim()).filter(Boolean);
    const [first] = labels;
    if (first === void 0) {
      faults.push(`"${line}" names no runner; expected platform=runner`);
      return [];
    }
    try {
      return [{ platform: knownPlatform(text2), runner: labels.length > 1 ? labels : first }];
    } catch (error) {
      faults.push(messageOf(error));
      return [];
    }
  });
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return entries2;
};
// src/inputs/sections/what.ts
var COMMANDS = ["publish", "plan", "build", "merge", "promote", "rollback"];
var what = {
  command: withDefault(
    "command",
    ["publish", choice(COMMANDS)],
    "What to do: `publish` all of it, `plan` only say what would be done, `build` and `merge` in the jobs of a matrix, `promote` or `rollback` tags that exist."
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
  variants: list(
    "variants",
    recordsOf(["name", "file", "target", "platforms", "build-args", "context", "suffix", "tags"], ["name"]),
    "Flavours of the image, a list: `name`, `file`, `target`, `platforms`, `build-args`, `context` (with `{{os}}`, `{{arch}}`, `{{variant}}` for a folder a platform), `suffix` of the tags, own `tags` rules."
  ),
  runners: list(
    "runners",
    runners,
    "`plan`: the runner of a platform in the `matrix` output, `linux/arm64=my-runner` lines; several labels with commas between them."
  ),
  digests: list(
    "digests",
    digests,
    "`merge`: what to put together, where the jobs do not find it themselves: the `digests` outputs of the builds, one a line."
  ),
  version: optional(
    "version",
    version,
    "The version to publish, instead of the one that refs and commits tell."
  ),
  ref: optional(
    "ref",
    fullRef,
    "The git ref to resolve tags from, in full (`refs/tags/v1.2.3`), instead of the event's."
  ),
  tagPrefix: withDefault(
    "tag-prefix",
    ["v", (value) => value === "none" ? "" : value],
    "What git tags of versions start with; `none`: they are versions as they stand."
  ),
  release: optional(
    "release",
    choice(["tag", "auto", "off"]),
    "GitHub Release: `tag` makes it for a pushed tag, `auto` computes the version on the stable branch and makes tag and release, `off` neither. Default: `tag`, where the token may."
  ),
  paths: list("paths", words, "Only commits that touch these paths count for versions and changelog."),
  base: withDefault(
    "base",
    ["reachable", choice(["reachable", "highest"])],
    "Release that versions count from: the highest that the commit descends from, or the highest of all."
  ),
  initialVersion: withDefault(
    "initial-version",
    ["0.1.0", firstVersion],
    "The first version, where there is no release."
  ),
  commitLevels: withDefault(
    "commit-levels",
    ["", levels],
    "What commit types ask for, beside `feat=minor`, `fix=patch`, `perf=patch`, `revert=patch`: `type=major|minor|patch|none` lines."
  ),
  commitBullets: onOff("commit-bullets", "Read `* feat: …` in bodies too, as squash merges write them."),
  merges: withDefault(
    "merges",
    ["skip", choice(["skip", "title"])],
    "Merge commits: skipped, or read by their title."
  ),
  dryRun: onOff("dry-run", "Resolve everything, show it, change nothing.")
};
// src/inputs/cacheKinds.ts
var WORDS = ["auto", "registry", "gha", "local", "off"];
var word = choice(WORDS);
var cacheKinds = (value) => {
  const kinds = new Set(words(value).map(word));
  if (kinds.delete("off") && kinds.size > 0)
    throw new InputFault(`expected off alone, or some of ${WORDS.slice(0, -1).join(", ")}`);
  return [...kinds].filter((kind) => kind !== "off");
};
// src/inputs/sections/build.ts
var build = {
  context: withDefault(
    "context",
    [".", text],
    "Build context: a folder, or a git URL; `{{defaultContext}}` is the repository at this commit. `workflow` and `git` keep docker/metadata-action's meaning."
  ),
  file: optional("file", text, "Path or URL of the Dockerfile. Default: `Dockerfile` in the context."),
  target: optional("target", text, "Stage to build."),
  buildArgs: withDefault("build-args", ["", pairs], "Build arguments, `KEY=value` lines."),
  buildContexts: withDefault(
    "build-contexts",
    ["", namedContexts],
    "Named contexts, `name=path or URL` lines, `{{defaultContext}}` too."
  ),
  secrets: {
    ...list("secrets", secretEntries(blankEnded, /^[^=]+=/, "id=value"), "Build secrets, `id=value` lines."),
    keepBlanks: true
  },
  secretEnvs: list(
    "secret-envs",
    secretEntries(words, /^[^=]+=./, "id=VARIABLE"),
    "Build secrets from environment variables, `id=VARIABLE`."
  ),
  secretFiles: list(
    "secret-files",
    secretEntries(entries, /^[^=]+=./, "id=path"),
    "Build secrets from files, `id=path` lines."
  ),
  ssh: list("ssh", words, "SSH agent sockets or keys, `default` or `id=path`."),
  network: optional("network", text, "Network mode of RUN steps."),
  addHosts: list(
    "add-hosts",
    formed(words, /^[^:=\s]+[:=]\s*\S/, "name:address"),
    "Additional hosts, `name:address`."
  ),
  allow: list(
    "allow",
    words,
    "Entitlements: `network.host`, `security.insecure`, `device`. A BuildKit that is started grants what is named here; an engine does not grant `security.insecure`, so that `driver: auto` starts one for it."
  ),
  cgroupParent: optional("cgroup-parent", text, "Parent cgroup of RUN steps."),
  shmSize: optional("shm-size", sizeText, "Size of /dev/shm of RUN steps, such as `2g`."),
  ulimit: list(
    "ulimit",
    formed(entries, /^\w+=-?\d+(:-?\d+)?$/, "limits such as nofile=1024:1024"),
    "Limits of RUN steps, `nofile=1024:1024` lines."
  ),
  pull: onOff("pull", "Look for newer versions of the images that are built upon."),
  load: onOff(
    "load",
    "Load the result into the engine, under the names that it is published as; of several platforms each has its own behind the tag."
  ),
  noCache: onOff("no-cache", "Build without a cache."),
  noCacheFilters: list("no-cache-filters", words, "Stages to build without a cache."),
  cache: withDefault(
    "cache",
    ["auto", cacheKinds],
    "Where build steps are kept for the next run: `registry`, `gha`, `local`, several at once, or `off`. `auto`: `gha` where the Actions cache service is there. See Caches."
  ),
  cacheFolder: optional(
    "cache-folder",
    text,
    "Folder of the `local` cache. Default: below the runner's tool cache, else below ~/.cache."
  ),
  cacheMaxSize: withDefault(
    "cache-max-size",
    ["2g", size],
    "What is larger of one platform is not saved from the `local` cache to the Actions cache."
  ),
  cacheFrom: list("cache-from", entries, "Caches to read, as buildx knows them, one a line."),
  cacheTo: list("cache-to", entries, "Caches to write, one a line."),
  attests: list(
    "attests",
    formed(entries, /(^|,)type=[^,]/, "attestations such as type=sbom"),
    "Attestations, `type=sbom,…` lines."
  ),
  provenance: optional(
    "provenance",
    attestation,
    "`true`, `false` or options such as `mode=max`. Default: `mode=min` where an index is published."
  ),
  sbom: optional("sbom", attestation, "`true`, `false` or options such as `generator=…`."),
  outputs: list("outputs", outputs, "Further outputs, as buildx knows them, one a line."),
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
};
// src/inputs/sections/builder.ts
var builder = {
  builder: optional(
    "builder",
    text,
    "A builder that exists. Default: the selected one, where it is not the engine's own."
  ),
  driver: withDefault(
    "driver",
    ["auto", choice(["auto", "docker", "docker-container", "remote", "kubernetes"])],
    "`auto` speaks to the engine's own BuildKit where that can push by digest, else starts one in a container. `remote` and `kubernetes` are buildx's."
  ),
  driverOpts: list(
    "driver-opts",
    words,
    "Options of the driver, `key=value` lines; one with a comma in its value stands in quotes."
  ),
  nodes: list(
    "nodes",
    recordsOf(["endpoint", "driver", "name", "platforms", "driver-opts", "labels", "cpus", "memory"], []),
    "Builder nodes, a list: `endpoint`, `driver`, `name`, `platforms` that it builds, `driver-opts`, `labels` to select by, `cpus` and `memory` that it may use."
  ),
  nodeSelector: withDefault(
    "node-selector",
    ["", pairs],
    "Use only the nodes with all of these labels, `key=value` lines."
  ),
  maxParallelism: optional("max-parallelism", count, "So many steps at once in a BuildKit that is started."),
  rootless: onOff("rootless", "Start a BuildKit that runs without root."),
  buildkitdFlags: optional("buildkitd-flags", text, "Flags for BuildKit's daemon."),
  buildkitdConfig: optional("buildkitd-config", text, "Path of a buildkitd.toml."),
  buildkitdConfigInline: optional("buildkitd-config-inline", text, "A buildkitd.toml as text."),
  buildkitImage: withDefault(
    "buildkit-image",
    ["moby/buildkit:v0.32.2", text],
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
    ["tonistiigi/binfmt:qemu-v10.2.3", text],
    "Image that registers emulators."
  )
};
// src/inputs/sections/metadata.ts
var metadata = {
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
    "Annotations, `[level:]key=value` lines, also `index,manifest:` and `manifest-descriptor[linux/arm64]:`; they win over those that are made."
  ),
  sepTags: separator("sep-tags", "Separator of the `tags` output."),
  sepLabels: separator("sep-labels", "Separator of the `labels` output."),
  sepAnnotations: separator("sep-annotations", "Separator of the `annotations` output."),
  bakeTarget: withDefault("bake-target", ["docker-metadata-action", text], "Target name in the bake files.")
};
// src/inputs/sections/promotion.ts
var promotion = {
  verify: withDefault(
    "verify",
    ["standard", choice(["standard", "deep", "off"])],
    "How to verify what arrived: `deep` also reads every layer."
  ),
  force: onOff("force", "Build and replace, even where a tag is immutable or would go backwards."),
  from: optional("from", text, "`promote`: the tag, channel or digest to promote."),
  to: list("to", tagNames, "`promote`: tags to move to it. `rollback`: the tags to put back."),
  digest: optional("digest", digest, "`promote`: a digest. `rollback`: the digest to put the tags back to."),
  previous: optional("previous", text, "`rollback`: the `previous` output of the run to undo.")
};
// src/inputs/sections/report.ts
var report = {
  summary: withDefault("summary", ["auto", choice(["auto", "full", "off"])], "The job summary."),
  traceparent: optional(
    "traceparent",
    traceparent,
    "W3C trace context to join, instead of the one found or derived. buildx joins one that is given or found, and a derived one where `OTEL_…` variables are set."
  ),
  checkRunId: fromRunner(
    "check-run-id",
    "${{ job.check_run_id }}",
    "The job's check run, for the trace; leave as it is."
  )
};
// src/inputs/registries.ts
var records2 = recordsOf(["host", "username", "password", "optional"], ["host"]);
var registryHost = (value) => {
  if (isHost(value)) return value;
  throw new InputFault("expected the host of a registry, such as ghcr.io or registry.example.com:5000");
};
var registries = async (value) => {
  const rows = await records2(value);
  const faults = rows.flatMap(({ host = "", optional: optional2 }, index) => [
    ...isHost(host) ? [] : [`entry ${index + 1}: "host" is no host of a registry, such as ghcr.io`],
    .../^(true|false)?$/i.test(optional2 ?? "") ? [] : [`entry ${index + 1}: "optional" is neither true nor false`]
  ]);
  if (faults.length > 0) throw new InputFault(faults.join("; "));
  return rows;
};
function isHost(text2) {
  return HOST.test(
    text2.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "")
  );
}
// src/inputs/sections/where.ts
var where = {
  registry: optional(
    "registry",
    registryHost,
    "Registry that `username` and `password` are for. Default: that of the first image."
  ),
  username: optional("username", text, "User name. GHCR needs none: the job's token is used."),
  password: optional("password", text, "Password or token."),
  registries: list(
    "registries",
    registries,
    "More registries, an entry each: `host`, `username`, `password`, `optional` (may fail alone)."
  ),
  githubToken: fromRunner("github-token", "${{ github.token }}", "Token for GHCR and the GitHub API."),
  push: withDefault(
    "push",
    ["auto", choice(["auto", "true", "false"])],
    "Push the result: `auto` pushes, except for pull requests and events that others can start."
  )
};
// src/inputs/schema.ts
var schema = { what, metadata, where, build, builder, promotion, report };
var inputRows = Object.entries(schema).flatMap(
  ([section, rows]) => Object.values(rows).map((row) => ({ ...row, section }))
);

var { appendFile, appendFileSync, access, accessSync, chown, chownSync, chmod, chmodSync, close, closeSync, copyFile, copyFileSync, cp, cpSync, createReadStream, createWriteStream, exists, existsSync, fchown, fchownSync, fchmod, fchmodSync, fdatasync, fdatasyncSync, fstat, fstatSync, fsync, fsyncSync, ftruncate, ftruncateSync, futimes, futimesSync, glob, globSync, lchown, lchownSync, link, linkSync, lstat, lstatSync, lutimes, lutimesSync, mkdir, mkdirSync, mkdtemp, mkdtempSync, mkdtempDisposableSync, open, openSync, openAsBlob, readdir, readdirSync, read, readSync, readv, readvSync, readFile, readFileSync, readlink, readlinkSync, realpath, realpathSync, rename, renameSync, rm, rmSync, rmdir, rmdirSync, stat, statfs, statSync, statfsSync, symlink, symlinkSync, truncate, truncateSync, unwatchFile, unlink, unlinkSync, utimes, utimesSync, watch, watchFile, writeFile, writeFileSync, write, writeSync, writev, writevSync, Dirent, Stats, _toUnixTimestamp, Dir, opendir, opendirSync, constants } = process.getBuiltinModule("node:fs");

// src/host/smallFile.ts
function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return void 0;
  }
}
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
function realPath(path) {
  try {
    return realpathSync.native(path);
  } catch {
    return void 0;
  }
}

import {
  UserError
} from "./errors.js";
import { homedir } from "node:os";
import { join } from "node:path";
var spawn = (...args) => process.getBuiltinModule("node:child_process").spawn(...args);
// src/host/exec.ts
var STDERR_KEPT = 256 * 1024;
var GRACE_MS = 5e3;
var exec = (argv, options = {}) => run(argv, options).catch((error) => ({
  ok: false,
  exitCode: void 0,
  signal: void 0,
  stdout: Buffer.alloc(0),
  stderr: "",
  error
}));
var run = ([file, ...args], options) => new Promise((resolve) => {
  const stdout = [];
  let stderr = "";
  const words2 = new TextDecoder();
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: "pipe"
  });
  const stop = endOnAbort(child, options);
  child.stdout.on("data", options.onStdout ?? ((chunk) => stdout.push(chunk)));
  child.stderr.on("data", (chunk) => {
    const text2 = words2.decode(chunk, { stream: true });
    stderr = (stderr + text2).slice(-STDERR_KEPT);
    options.onStderr?.(text2);
  });
  const settle = (exitCode, signal, error) => {
    stop();
    resolve({ ok: exitCode === 0, exitCode, signal, stdout: Buffer.concat(stdout), stderr, error });
  };
  child.on("error", (error) => settle(void 0, void 0, error));
  child.on("close", (code2, signal) => settle(code2 ?? void 0, signal ?? void 0));
  child.stdin.on("error", () => {
  });
  Promise.resolve(options.input).then((input) => child.stdin.end(input));
});
function endOnAbort(child, options) {
  const timers = [];
  const end = () => {
    child.kill("SIGINT");
    timers.push(setTimeout(() => child.kill("SIGKILL"), GRACE_MS));
  };
  if (options.signal?.aborted) end();
  options.signal?.addEventListener("abort", end, { once: true });
  const discard = () => child.kill("SIGKILL");
  options.discard?.addEventListener("abort", discard, { once: true });
  if (options.timeoutMs !== void 0) timers.push(setTimeout(end, options.timeoutMs));
  return () => {
    for (const timer of timers) clearTimeout(timer);
    options.signal?.removeEventListener("abort", end);
    options.discard?.removeEventListener("abort", discard);
  };
}
// src/host/dockerFolder.ts
function dockerFolder(environment) {
  return environment.DOCKER_CONFIG || join(environment.HOME || homedir(), ".docker");
}
function dockerConfigPath(environment) {
  return join(dockerFolder(environment), "config.json");
}
function readDockerConfig(environment) {
  const path = dockerConfigPath(environment);
  const text2 = readText(path) ?? "";
  if (!text2.trim()) return {};
  const json2 = parseJson(text2);
  if (isObject(json2)) return json2;
  throw new UserError(`${path} is no valid JSON object`, {
    hint: "Correct it, or log in again with `docker login`."
  });
}

import {
  createHash as createHash2
} from "./lean-node-crypto.js";
import { join as join2 } from "node:path";
import { connect } from "node:net";
import { Duplex } from "node:stream";
// src/context/engineEndpoint.ts
var DEFAULT_HOST = "unix:///var/run/docker.sock";
function readEngineEndpoint(environment) {
  const throughCli = { kind: "dial-stdio", env: { ...environment } };
  const { host, tls } = readHost(environment);
  return tls ? throughCli : parseHost(host) ?? throughCli;
}
function readHost(environment) {
  const tls = Boolean(environment.DOCKER_TLS_VERIFY || environment.DOCKER_TLS);
  if (environment.DOCKER_HOST) return { host: environment.DOCKER_HOST, tls };
  const context = currentContext(environment);
  return context === "default" ? { host: DEFAULT_HOST, tls } : readContext(environment, context);
}
function currentContext(environment) {
  if (environment.DOCKER_CONTEXT) return environment.DOCKER_CONTEXT;
  const { currentContext: currentContext2 } = readDockerConfig(environment);
  return typeof currentContext2 === "string" && currentContext2 ? currentContext2 : "default";
}
function readContext(environment, name) {
  const id = createHash2("sha256").update(name).digest("hex");
  const contexts = join2(dockerFolder(environment), "contexts");
  const metadata2 = asObject(parseJson(readText(join2(contexts, "meta", id, "meta.json")) ?? ""));
  const host = asObject(asObject(metadata2.Endpoints).docker).Host;
  return {
    host: asText(host),
    tls: existsSync(join2(contexts, "tls", id, "docker"))
  };
}
function parseHost(host) {
  if (host.startsWith("unix://")) return { kind: "unix", path: host.slice("unix://".length) };
  if (!host.startsWith("tcp://") || !URL.canParse(host)) return void 0;
  const { hostname, port, pathname } = new URL(host);
  if (!hostname || pathname.length > 1) return void 0;
  return { kind: "tcp", host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 2375) };
}
// src/host/engineConnection.ts
function openEngine(endpoint) {
  if (endpoint.kind === "unix") return connect({ path: endpoint.path, allowHalfOpen: true });
  if (endpoint.kind === "tcp") {
    return connect({ host: endpoint.host, port: endpoint.port, noDelay: true, allowHalfOpen: true });
  }
  return dialStdio(endpoint.env);
}
var WORDS_KEPT = 2e3;
function dialStdio(env) {
  const child = spawn("docker", ["system", "dial-stdio"], { env, stdio: "pipe" });
  const connection = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    }
  });
  let words2 = "";
  child.stdin.on("error", () => {
  });
  child.stdout.on("data", (chunk) => {
    if (!connection.push(chunk)) child.stdout.pause();
  });
  child.stderr.on("data", (chunk) => {
    words2 = (words2 + chunk.toString()).slice(-WORDS_KEPT);
  });
  child.on("error", (error) => connection.destroy(error));
  child.on("close", (code2) => {
    if (code2)
      connection.destroy(new Error(`docker system dial-stdio: ${words2.trim() || `exit code ${code2}`}`));
    else connection.push(null);
  });
  return connection;
}

var { _connectionListener, METHODS, STATUS_CODES, Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse, createServer, validateHeaderName, validateHeaderValue, get, request, setMaxIdleHTTPParsers, setGlobalProxyFromEnv } = process.getBuiltinModule("node:http");

// src/host/engineRequest.ts
function requestEngine(endpoint, wanted) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const text2 = wanted.body === void 0 ? void 0 : JSON.stringify(wanted.body);
  const signal = signalOf(wanted);
  const sent = request({
    method: wanted.method,
    path: wanted.path,
    headers: { Host: "docker", ...text2 && { "Content-Type": "application/json" }, ...wanted.headers },
    createConnection: () => openEngine(endpoint),
    ...signal && { signal }
  });
  sent.on("error", reject);
  sent.on("response", (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
  });
  sent.end(text2);
  return promise;
}
function signalOf({ signal, timeoutMs }) {
  const limits = [signal, timeoutMs === void 0 ? void 0 : AbortSignal.timeout(timeoutMs)];
  const set = limits.filter((limit) => limit !== void 0);
  return set.length > 0 ? AbortSignal.any(set) : void 0;
}
function engineWords({ status, body }) {
  const text2 = body.toString().trim();
  try {
    const { message } = JSON.parse(text2);
    if (typeof message === "string") return message;
  } catch {
  }
  return text2.slice(0, 500) || `status ${status}`;
}
// src/oci/byteSize.ts
function formatBytes(bytes) {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

import {
  UserError as UserError2,
  messageOf as messageOf2
} from "./errors.js";
// src/host/fileCommands.ts
function append(variable2, values) {
  const file = process.env[variable2];
  const blocks = [...values].map(([name, value]) => {
    let delimiter2 = "end_of_value";
    while (value.includes(delimiter2)) delimiter2 += "_";
    return `${name}<<${delimiter2}
${value}
${delimiter2}
`;
  });
  if (!file || blocks.length === 0) return;
  try {
    appendFileSync(file, blocks.join(""));
  } catch (cause) {
    throw new UserError2(`${variable2} names a file that cannot be written: ${messageOf2(cause)}`, {
      hint: "The runner makes that file for every step; a container or a shell around this step must keep it."
    });
  }
}
function setOutputs(values) {
  append("GITHUB_OUTPUT", values);
}
function saveState(name, value) {
  append("GITHUB_STATE", [[name, value]]);
}
function exportVariables(values) {
  append("GITHUB_ENV", values);
}

// src/host/httpExchange.ts
function exchange({ method, url, headers, body, signal, insecure }, wiring) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const tls = { ...wiring.certificates, ...insecure && { rejectUnauthorized: false } };
    const outgoing = wiring.send(url, {
      method,
      headers: { "user-agent": "publish-image", ...headers },
      ...signal && { signal },
      ...tls
    });
    let incoming;
    const fail = (text2) => (incoming ?? outgoing).destroy(timeout(`${text2} (${url.host})`));
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
function timeout(text2) {
  return Object.assign(new Error(text2), { code: "ETIMEDOUT" });
}
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
    const http = await import("./lean-node-http-2.js");
    const agent2 = new http.Agent(settings);
    return {
      send: (target, options) => http.request(target, { ...options, agent: agent2 }),
      close: () => agent2.destroy()
    };
  }
  const https = await import("./lean-node-https.js");
  const agent = new https.Agent(settings);
  return {
    send: (target, options) => https.request(target, { ...options, agent }),
    close: () => agent.destroy()
  };
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

import {
  createHash as createHash3
} from "./lean-node-crypto.js";
import { delimiter, join as join22 } from "node:path";
import { join as join3 } from "node:path";
// src/context/buildx.ts
// src/context/buildxBuilders.ts
var asList = (value) => Array.isArray(value) ? value : [];
function buildxFolder(environment) {
  return environment.BUILDX_CONFIG || join3(dockerFolder(environment), "buildx");
}
function readBuilders(environment) {
  const folder = join3(buildxFolder(environment), "instances");
  return namesIn(folder).map((name) => builderFrom(readJson(join3(folder, name)))).filter((builder2) => builder2 !== void 0);
}
function readSelected(environment) {
  if (environment.BUILDX_BUILDER) return environment.BUILDX_BUILDER;
  const folder = buildxFolder(environment);
  const key = engineKey(environment);
  const current = asObject(readJson(join3(folder, "current")));
  const name = asText(current.Name);
  if (name && (current.Global === true || current.Key === key)) return name;
  const defaults = join3(folder, "defaults");
  if (namesIn(defaults).length === 0) return void 0;
  const hash = createHash3("sha256").update(key).digest("hex").slice(0, 20);
  return readText(join3(defaults, hash))?.trim() || void 0;
}
function engineKey(environment) {
  if (environment.DOCKER_HOST) return environment.DOCKER_HOST;
  const context = environment.DOCKER_CONTEXT || asText(readDockerConfig(environment).currentContext);
  return context && context !== "default" ? context : "unix:///var/run/docker.sock";
}
function readJson(path) {
  return parseJson(readText(path) ?? "");
}
function builderFrom(json2) {
  const { Name: name, Driver: driver, Nodes: nodes } = asObject(json2);
  if (!asText(name)) return void 0;
  const platforms3 = asList(nodes).flatMap((node) => asList(asObject(node).Platforms).map(platformFrom));
  return {
    name: asText(name),
    driver: asText(driver),
    platforms: platforms3.filter((platform) => platform !== void 0)
  };
}
function platformFrom(json2) {
  const { os, architecture, variant } = asObject(json2);
  const text2 = [os, architecture, variant].map(asText).filter(Boolean).join("/");
  return text2.includes("/") ? parsePlatform(text2) : void 0;
}
// src/context/buildx.ts
var SYSTEM_FOLDERS = ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"].map(
  (folder) => join22(folder, "docker/cli-plugins")
);
async function readBuildx(environment, exec2) {
  const command = await findBuildx(environment, exec2);
  if (!command) return void 0;
  const builders = readBuilders(environment);
  const insisted = Boolean(environment.BUILDX_BUILDER);
  return {
    command,
    builders,
    current: currentFrom(readSelected(environment), { builders, insisted }),
    folder: buildxFolder(environment)
  };
}
async function readBuildxVersion(command, exec2) {
  const { ok, stdout } = await exec2([...command, "version"]);
  return ok ? /\bv?(\d+\.\d+\.\d+)/.exec(stdout.toString())?.[1] : void 0;
}
function currentFrom(selected, { builders, insisted }) {
  if (selected === void 0 || selected === "default") return void 0;
  const found = builders.find(({ name }) => name === selected);
  if (!found && !insisted) return void 0;
  return { name: selected, driver: found?.driver ?? "unknown" };
}
async function findBuildx(environment, exec2) {
  const plugin = pluginFolders(environment).map((folder) => join22(folder, "docker-buildx")).find(isExecutable);
  if (plugin !== void 0) return [plugin];
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  if (!folders.some((folder) => isExecutable(join22(folder, "docker")))) return void 0;
  const { ok } = await exec2(["docker", "buildx", "version"], { env: { ...environment } });
  return ok ? ["docker", "buildx"] : void 0;
}
function pluginFolders(environment) {
  const { cliPluginsExtraDirs } = readDockerConfig(environment);
  const extra = Array.isArray(cliPluginsExtraDirs) ? cliPluginsExtraDirs : [];
  const own = join22(dockerFolder(environment), "cli-plugins");
  return [...extra.filter((folder) => typeof folder === "string"), own, ...SYSTEM_FOLDERS];
}
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

var setTimeout2 = (...args) => process.getBuiltinModule("node:timers/promises").setTimeout(...args);

// src/host/pause.ts
async function pause(ms, signal) {
  await setTimeout2(ms, void 0, signal ? { signal } : {}).catch((error) => {
    if (!signal?.aborted) throw error;
  });
}
function nextTurn() {
  return new Promise((resolve) => setImmediate(resolve));
}

// src/host/retry.ts
function createRetry(options) {
  const { clock, signal, attempts = 7 } = options;
  let { deadline } = options;
  const gates = /* @__PURE__ */ new Map();
  const waits = [];
  const opensIn = (host) => (gates.get(host) ?? 0) - clock.now();
  const wait = async (host, again, count2) => {
    signal?.throwIfAborted();
    const ms = pauseAfter(again, count2, options);
    const next = clock.now() + ms;
    if (next > deadline) throw again.error({ attempts: count2, until: new Date(next) });
    if (count2 >= (again.attempts ?? attempts)) throw again.error({ attempts: count2, until: void 0 });
    const entry = { host, reason: again.reason, ms: Math.round(ms) };
    waits.push(entry);
    options.onWait?.(entry);
    if (again.slowsHost) gates.set(host, clock.now() + Math.max(opensIn(host), ms));
    await clock.sleep(ms, signal);
  };
  return {
    wait,
    waits: () => waits,
    exempt: (work) => {
      const began = clock.now();
      return work().finally(() => {
        deadline += clock.now() - began;
      });
    },
    run: async (host, attempt) => {
      for (let count2 = 1; ; count2 += 1) {
        for (let left = opensIn(host); left > 0; left = opensIn(host)) await clock.sleep(left, signal);
        signal?.throwIfAborted();
        const outcome = await attempt(count2);
        if (outcome.kind === "done") return outcome.value;
        await wait(host, outcome, count2);
      }
    }
  };
}
function pauseAfter({ retryAfterMs }, count2, { clock, firstMs = 500, capMs = 3e4 }) {
  if (retryAfterMs !== void 0) return retryAfterMs + clock.random() * firstMs;
  return clock.random() * Math.min(capMs, firstMs * 2 ** (count2 - 1));
}
var PASSING_STATUS = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504]);
var PASSING_CODE = new Set(
  "ECONNRESET EPIPE ETIMEDOUT ECONNABORTED ERR_STREAM_PREMATURE_CLOSE HPE_INVALID_EOF_STATE".split(" ")
);
var UNREACHABLE_CODE = /* @__PURE__ */ new Set(["ECONNREFUSED", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"]);
function isPassingStatus(status) {
  return PASSING_STATUS.has(status);
}
function attemptsForCode(code2 = "", answered = false) {
  if (PASSING_CODE.has(code2)) return void 0;
  if (UNREACHABLE_CODE.has(code2)) return answered ? void 0 : 4;
  return 1;
}
var LONGEST_WAIT_MS = 366 * 864e5;
function parseRetryAfter(header, now) {
  if (header === void 0) return void 0;
  const asked2 = /^\s*\d+\s*$/.test(header) ? Number(header) * 1e3 : Date.parse(header) - now;
  return Number.isNaN(asked2) ? void 0 : Math.min(Math.max(0, asked2), LONGEST_WAIT_MS);
}

import { tmpdir } from "node:os";
// src/host/temporary.ts
function temporaryFolder(environment) {
  return environment.RUNNER_TEMP || tmpdir();
}

import {
  UserError as UserError3
} from "./errors.js";
import { dirname, join as join4 } from "node:path";
import { join as join23 } from "node:path";
// src/context/gitCommand.ts
var QUIET = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_FLUSH: "0" };
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
    if (statSync(join4(folder, ".git"), { throwIfNoEntry: false })) return folder;
    const parent = dirname(folder);
    if (parent === folder) return void 0;
    folder = parent;
  }
}
function complaintOf(result) {
  if (result.error) return `git could not be started: ${result.error.message}`;
  const lines3 = result.stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("hint:"));
  const fatal = lines3.find((line) => /^(?:fatal|error|remote):/.test(line)) ?? lines3.at(-1);
  return (fatal ?? `git ended with exit code ${result.exitCode}`).replace(/^(?:fatal|error): /, "").trim();
}
function linesOf(result) {
  return result.stdout.toString().split("\n").filter((line) => line !== "");
}
// src/context/shallow.ts
var COMMITS_ONLY = "--filter=tree:0";
var WITHOUT_BLOBS = "--filter=blob:none";
async function withOwnRepository({ exec: exec2, access: access2 }, sha, use) {
  const own = await openOwnRepository(exec2, access2, sha);
  try {
    return await use(own);
  } finally {
    own.close();
  }
}
async function openOwnRepository(exec2, access2, sha) {
  const temporary = temporaryFolder(access2.environment);
  mkdirSync(temporary, { recursive: true });
  const directory = mkdtempSync(join23(temporary, "publish-image-history-"));
  const git = openBareGit(exec2, directory, access2.environment);
  const close2 = () => rmSync(directory, { recursive: true, force: true });
  const format = sha.length === 64 ? ["--object-format=sha256"] : [];
  const made = await git(["init", "--quiet", "--bare", "--template=", ...format, directory]);
  if (!made.ok) {
    close2();
    throw new UserError3(
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

import {
  createHash as createHash4
} from "./lean-node-crypto.js";
import {
  UserError as UserError4,
  joinErrors,
  messageOf as messageOf3
} from "./errors.js";
import "./shared.js";
import { join as join5 } from "node:path";
import { join as join24 } from "node:path";
// src/host/githubApi.ts
var WAITS = [200, 600];
var CONNECT_MS = 5e3;
var IDLE_MS = 1e4;
var LONGEST_ANSWER = 32 * 1024 * 1024;
var HOPELESS = /* @__PURE__ */ new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_INVALID_URL",
  "ETIMEDOUT"
]);
function createGitHubApi(settings) {
  const http = settings.http ?? createHttp({ environment: process.env, connectMs: CONNECT_MS, idleMs: IDLE_MS });
  const base = `${settings.url.replace(/\/+$/, "")}/repos/${settings.repository}`;
  return {
    repository: settings.repository,
    authenticated: settings.token !== void 0,
    request: async (method, path, body) => {
      const waits = method === "GET" ? WAITS : [];
      for (let tried = 0; ; tried++) {
        const answer = await send(http, { token: settings.token, method, url: `${base}${path}`, body }).catch(
          (error) => error
        );
        const pause2 = waits[tried];
        if (pause2 !== void 0 && mayPass(answer)) await setTimeout2(pause2);
        else if (answer instanceof Error) throw answer;
        else return answer;
      }
    }
  };
}
function mayPass(answer) {
  if (!(answer instanceof Error)) return isPassingStatus(answer.status);
  return !("code" in answer && HOPELESS.has(String(answer.code)));
}
async function send(http, { url, method, token, body }) {
  const payload = body === void 0 ? void 0 : Buffer.from(JSON.stringify(body));
  const headers = {
    accept: "application/vnd.github+json",
    "user-agent": "publish-image",
    "x-github-api-version": "2022-11-28",
    ...token && { authorization: `Bearer ${token}` },
    ...payload && { "content-type": "application/json", "content-length": String(payload.length) }
  };
  const response = await http.request({
    method,
    url: new URL(url),
    headers,
    ...payload && { body: payload }
  });
  return {
    status: response.status,
    // a proxy's page is no JSON; the status tells enough
    json: parseJson((await readBody(response, LONGEST_ANSWER)).toString()),
    headers: response.headers
  };
}
// src/context/gitRemote.ts
var REMOTE_KEYS = "^(remote\\..*\\.(url|partialclonefilter)|(http|credential|url)\\..*|core\\.(sshcommand|gitproxy)|protocol\\..*)$";
function parseRemoteConfig(output) {
  const urls = /* @__PURE__ */ new Map();
  const filters = /* @__PURE__ */ new Map();
  const connection = [];
  const fields = output.split("\0");
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [scope, entry] = [fields[at], fields[at + 1] ?? ""];
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
    /^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i,
    (whole, scheme) => /^ssh/i.test(scheme) ? whole.replace(/(?<=\/[^/:]*):.*@$/, "@") : scheme
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
  const match = /^(?:https?:\/\/(?:[^/@]*@)?|ssh:\/\/(?:[^/@]*@)?|[\w.-]+@)([^/:]+(?::\d+)?)[/:](.+?)(?:\.git)?\/?$/.exec(
    remote
  );
  return host !== void 0 && match?.[1]?.toLowerCase() === host.toLowerCase() ? match[2] : void 0;
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
var PLACE = [
  ...["rev-parse", "--is-shallow-repository", "--show-toplevel"],
  ...["--symbolic", "--tags", "--symbolic-full-name", "HEAD"]
];
async function readClone(exec2, directory, question) {
  const git = openGit(exec2, directory, question.environment);
  if (findRoot(directory) === void 0 && question.environment.GIT_DIR === void 0)
    return withoutClone(git, question);
  const [place, commits] = await Promise.all([
    git(PLACE),
    git([
      "log",
      "--no-walk=unsorted",
      "--ignore-missing",
      "--format=%H %ct",
      "HEAD",
      ...isSha(question.sha) ? [question.sha] : []
    ])
  ]);
  const [shallow = "", root = "", ...refs] = linesOf(place);
  const ref = place.ok || refs.at(-1) === "HEAD" ? refs.pop() : void 0;
  if (root === "") refuseUnreadable(place);
  if (root === "") return withoutClone(git, question);
  const times = new Map(linesOf(commits).map((line) => splitTime(line)));
  const head = times.keys().next().value;
  const sha = question.sha ?? head ?? "";
  const facts = {
    root,
    sha,
    commitTime: times.get(sha) ?? await timeElsewhere(sha, question),
    branch: ref?.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : void 0,
    shallow: shallow === "true",
    gitTags: refs
  };
  return { facts, head, git, remote: remoteOf(git) };
}
async function withoutClone(git, question) {
  const sha = question.sha ?? "";
  const commitTime = await timeElsewhere(sha, question);
  return {
    facts: {
      root: void 0,
      sha,
      commitTime,
      branch: void 0,
      shallow: false,
      gitTags: []
    },
    head: void 0,
    git,
    remote: async () => ({ url: void 0, filter: void 0, connection: [] })
  };
}
function remoteOf(git) {
  let read2;
  return () => {
    read2 ??= git(["config", "--includes", "--show-scope", "-z", "--get-regexp", REMOTE_KEYS]).then(
      ({ stdout }) => parseRemoteConfig(stdout.toString())
    );
    return read2;
  };
}
function timeElsewhere(sha, question) {
  return sha === "" || !question.commitTime ? Promise.resolve(void 0) : question.commitTime(sha);
}
function refuseUnreadable(result) {
  if (result.error || /not a git repository|must be run in a work tree/.test(result.stderr)) return;
  const dubious = /dubious ownership/.test(result.stderr);
  throw new UserError4(`git can't read the repository: ${complaintOf(result)}`, {
    hint: dubious ? "The folder belongs to another user. If you trust it: git config --global --add safe.directory <folder>" : 'Run "git status" in that folder and mend what it names.'
  });
}
function isSha(text2) {
  return text2 !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text2);
}
function splitTime(line) {
  const [sha = "", seconds2] = line.split(" ");
  return [sha, new Date(Number(seconds2) * 1e3)];
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
async function compareFetched(remote, ours, theirs) {
  const access2 = await remote.access();
  const own = access2 && await openOwnRepository(remote.exec, access2, ours).catch(() => void 0);
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
// src/context/detachedRef.ts
var PATTERNS = [
  [/^refs\/tags\/(.+)$/, "refs/tags/"],
  [/^refs\/remotes\/pull\/(\d+\/(?:merge|head))$/, "refs/pull/"],
  [/^refs\/remotes\/[^/]+\/(?!HEAD$)(.+)$/, "refs/heads/"],
  [/^refs\/heads\/(.+)$/, "refs/heads/"]
];
async function readDefaultBranch(git) {
  const [name] = linesOf(await git(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]));
  return name?.replace(/^origin\//, "") || void 0;
}
async function readDetachedRef(git) {
  const refs = linesOf(
    await git(["for-each-ref", "--points-at=HEAD", "--format=%(refname)", "--sort=-version:refname"])
  );
  for (const [pattern, prefix] of PATTERNS) {
    const [name] = refs.flatMap((ref) => pattern.exec(ref)?.[1] ?? []);
    if (name !== void 0) return prefix + name;
  }
  return void 0;
}
// src/context/cloneFacts.ts
async function repositoryOf({ facts, git }) {
  const defaultBranch = facts.root === void 0 ? void 0 : await readDefaultBranch(git);
  return defaultBranch === void 0 ? {} : { defaultBranch };
}
async function inClone(run2, { inputs, clone }) {
  if (inputs.what.ref !== void 0 || clone.head === void 0) return run2;
  if (run2.ref !== "" && inputs.build.context !== "git") return run2;
  const { branch } = clone.facts;
  const ref = branch === void 0 ? await readDetachedRef(clone.git) : `refs/heads/${branch}`;
  return ref === void 0 ? run2 : { ...run2, ref };
}
// src/context/emulators.ts
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
function readEmulators(folder = BINFMT_MISC, runs386 = RUNS_386) {
  const rows = namesIn(folder).filter((name) => name !== "register").map((name) => ({ name, text: readText(join5(folder, name)) ?? "" }));
  const native = existsSync(runs386) ? ["linux/386"] : [];
  const off = rows.some(({ name, text: text2 }) => name === "status" && text2.trim() === "disabled");
  const emulated = off ? [] : rows.flatMap(platformsOf);
  return [.../* @__PURE__ */ new Set([...native, ...emulated])].map(parsePlatform);
}
function platformsOf({ name, text: text2 }) {
  const cpu = /^qemu-(.+?)(?:-static)?$/.exec(name)?.[1] ?? "";
  const usable = /^enabled$/m.test(text2) && /^flags:.*F/m.test(text2);
  return usable ? PLATFORMS[cpu] ?? [] : [];
}
// src/context/engine.ts
var TIMEOUT_MS = { unix: 5e3, tcp: 3e3, "dial-stdio": 15e3 };
async function readEngine(environment) {
  const endpoint = readEngineEndpoint(environment);
  const info = await readJson2(endpoint, "/info");
  return info && engineFactsFrom(info, endpoint.kind === "unix" ? endpoint.path : void 0);
}
async function readJson2(endpoint, path) {
  try {
    const answer = await requestEngine(endpoint, {
      method: "GET",
      path,
      timeoutMs: TIMEOUT_MS[endpoint.kind]
    });
    return answer.status === 200 ? asObject(JSON.parse(answer.body.toString())) : void 0;
  } catch {
    return void 0;
  }
}
var asTexts = (value) => Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
function engineFactsFrom(info, socket) {
  const registries2 = asObject(info.RegistryConfig);
  return {
    version: asText(info.ServerVersion),
    containerdStore: keepsImagesInContainerd(info.DriverStatus),
    platform: platformOf2(info),
    socket,
    mirrors: asTexts(registries2.Mirrors),
    insecureRegistries: [
      ...asTexts(registries2.InsecureRegistryCIDRs),
      ...Object.entries(asObject(registries2.IndexConfigs)).filter(([, index]) => asObject(index).Secure === false).map(([host]) => host)
    ]
  };
}
function keepsImagesInContainerd(driverStatus) {
  const rows = Array.isArray(driverStatus) ? driverStatus : [];
  return rows.some(
    (row) => Array.isArray(row) && row[0] === "driver-type" && asText(row[1]).startsWith("io.containerd.snapshotter")
  );
}
var MACHINES = /* @__PURE__ */ new Map([
  ["armv6l", "arm/v6"],
  ["armv7l", "arm/v7"],
  ["armv8l", "arm/v7"],
  ["loongarch64", "loong64"]
]);
function platformOf2(info) {
  const machine = asText(info.Architecture) || "amd64";
  return parsePlatform(`${asText(info.OSType) || "linux"}/${MACHINES.get(machine) ?? machine}`);
}
// src/context/github.ts
async function readRepository(api, run2) {
  const fromEvent = parseRepositoryFacts(run2.payload.repository);
  if (!api) return { facts: fromEvent, warning: void 0 };
  const named = {
    fullName: api.repository,
    name: api.repository.slice(api.repository.indexOf("/") + 1),
    url: `${run2.serverUrl}/${api.repository}`,
    ...fromEvent
  };
  const answer = await ask(api, "");
  if (typeof answer === "string" || answer.status !== 200) {
    const reason = typeof answer === "string" ? answer : reasonOf(answer);
    return {
      facts: named,
      warning: `The repository could not be looked up (${reason}): labels may lack title, description, url, licenses.`
    };
  }
  return { facts: { ...named, ...parseRepositoryFacts(answer.json) }, warning: void 0 };
}
function parseRepositoryFacts(value) {
  const repository = asObject(value);
  const fields = {
    fullName: asText(repository.full_name),
    name: asText(repository.name),
    description: asText(repository.description),
    // of a push event, `url` is the page; of the API, that is `html_url`
    url: asText(repository.html_url),
    license: asText(asObject(repository.license).spdx_id),
    defaultBranch: asText(repository.default_branch)
  };
  const known = Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== ""));
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
  return relations[asText(asObject(answer.json).status)];
}
async function readCommitTime(api, run2, sha) {
  const told = timeInPayload(run2, sha);
  if (told || !api || !isSha(sha)) return told;
  const answer = await ask(api, `/git/commits/${sha}`);
  return typeof answer === "string" ? void 0 : parseTime(asObject(asObject(answer.json).committer).date);
}
function timeInPayload({ payload }, sha) {
  const commits = Array.isArray(payload.commits) ? payload.commits : [];
  const candidates = [...commits, payload.head_commit, asObject(payload.workflow_run).head_commit].map(
    asObject
  );
  return parseTime(candidates.find((commit) => commit.id === sha)?.timestamp);
}
function parseTime(value) {
  const time = new Date(asText(value));
  return Number.isNaN(time.getTime()) ? void 0 : time;
}
function ask(api, path) {
  return api.request("GET", path).catch((error) => messageOf3(error));
}
function reasonOf({ status, json: json2, headers }) {
  if ((status === 403 || status === 429) && headers["x-ratelimit-remaining"] === "0")
    return "the rate limit of the GitHub API is used up";
  const said = asText(asObject(json2).message);
  return said === "" ? `the GitHub API answered ${status}` : `the GitHub API answered ${status}: ${said}`;
}
// src/context/run.ts
var OTHERS_START = /* @__PURE__ */ new Set([
  ...["pull_request_target", "workflow_run", "issues", "issue_comment", "discussion", "discussion_comment"],
  ...["fork", "watch", "gollum"]
]);
function readRun(environment, refInput) {
  const payload = readPayload(environment.GITHUB_EVENT_PATH);
  const event = environment.GITHUB_EVENT_NAME ?? "";
  const before = event === "workflow_run" ? runBefore(payload) : void 0;
  return {
    event,
    ref: refInput ?? before?.ref ?? environment.GITHUB_REF ?? "",
    baseRef: environment.GITHUB_BASE_REF || before?.baseRef || shortRef(asText(payload.base_ref)),
    privileged: OTHERS_START.has(event),
    actor: environment.GITHUB_ACTOR ?? "",
    id: environment.GITHUB_RUN_ID ?? "",
    attempt: environment.GITHUB_RUN_ATTEMPT ?? "",
    number: environment.GITHUB_RUN_NUMBER ?? "",
    serverUrl: environment.GITHUB_SERVER_URL || "https://github.com",
    payload
  };
}
function readPayload(path) {
  return path ? asObject(parseJson(readText(path) ?? "")) : {};
}
function shaOf(run2, environment) {
  if (run2.event === "workflow_run")
    return asText(asObject(run2.payload.workflow_run).head_sha) || (environment.GITHUB_SHA ?? "");
  return environment.GITHUB_SHA ?? "";
}
function triggerOf(run2) {
  const branch = run2.ref.startsWith("refs/heads/") ? run2.ref.slice("refs/heads/".length) : void 0;
  const gitTag = run2.ref.startsWith("refs/tags/") ? run2.ref.slice("refs/tags/".length) : void 0;
  if (run2.event.startsWith("pull_request")) return pullRequest(run2.payload);
  if (run2.event === "merge_group") return { kind: "merge_group", branch: branch ?? "" };
  if (run2.event === "schedule" && branch !== void 0) return { kind: "schedule", branch };
  if (run2.event === "workflow_dispatch" || run2.event === "repository_dispatch") {
    return {
      kind: "dispatch",
      ...branch !== void 0 && { branch },
      ...gitTag !== void 0 && { gitTag }
    };
  }
  if (run2.event === "workflow_run" && run2.ref.startsWith("refs/pull/")) return requestBefore(run2.payload);
  if (gitTag !== void 0) return { kind: "tag", gitTag };
  if (branch !== void 0) return { kind: "branch", branch };
  return { kind: "none" };
}
function pullRequest(payload) {
  const request2 = asObject(payload.pull_request);
  const head = asObject(request2.head);
  const base = asObject(request2.base);
  const headRepository = asText(asObject(head.repo).full_name);
  const number = payload.number ?? request2.number;
  return {
    kind: "pull_request",
    number: typeof number === "number" ? number : 0,
    headSha: asText(head.sha),
    headRef: asText(head.ref),
    baseRef: asText(base.ref),
    // a deleted fork has no head repository any more
    fork: headRepository !== asText(asObject(base.repo).full_name)
  };
}
function runBefore(payload) {
  const run2 = asObject(payload.workflow_run);
  const branch = asText(run2.head_branch);
  if (branch === "") return void 0;
  const request2 = requestBefore(payload);
  const ofRequest = asText(run2.event).startsWith("pull_request");
  if (!ofRequest && !request2.fork) return { ref: `refs/heads/${branch}`, baseRef: "" };
  if (request2.number > 0) return { ref: `refs/pull/${request2.number}/merge`, baseRef: request2.baseRef };
  const [owner = ""] = asText(asObject(run2.head_repository).full_name).split("/");
  return { ref: `${owner}:${branch}`, baseRef: "" };
}
function requestBefore(payload) {
  const run2 = asObject(payload.workflow_run);
  const head = asText(asObject(run2.head_repository).full_name);
  const base = asText(asObject(run2.repository).full_name) || asText(asObject(payload.repository).full_name);
  const [request2] = Array.isArray(run2.pull_requests) ? run2.pull_requests.map(asObject) : [];
  return {
    kind: "pull_request",
    number: typeof request2?.number === "number" ? request2.number : 0,
    headSha: asText(run2.head_sha),
    headRef: asText(run2.head_branch),
    baseRef: asText(asObject(request2?.base).ref),
    fork: head !== "" && head !== base
  };
}
function shortRef(ref) {
  return ref.replace(/^refs\/(heads|tags)\//, "");
}
// src/host/trace.ts
var hex = (text2) => createHash4("sha256").update(text2).digest("hex");
var TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
function parseTraceparent(text2) {
  const match = TRACEPARENT.exec(text2.trim());
  return match?.[1] ? { traceId: match[1], traceparent: text2.trim() } : void 0;
}
function traceOfRun(run2) {
  if (!run2.id || !run2.attempt) return { traceId: "unknown", traceparent: "" };
  const traceId = hex(`${run2.id}${run2.attempt}t`).slice(0, 32);
  const isCheckRun = run2.checkRunId !== void 0 && /^\d+$/.test(run2.checkRunId);
  const span = (isCheckRun ? hex(`${run2.checkRunId}-j`) : hex(`${run2.id}${run2.attempt}s`)).slice(16, 32);
  return { traceId, traceparent: `00-${traceId}-${span}-01` };
}
// src/context/trace.ts
function traceOf(inputs, { environment, run: run2 }) {
  return parseTraceparent(inputs.traceparent ?? "") ?? parseTraceparent(environment.TRACEPARENT ?? "") ?? traceOfRun({ id: run2.id, attempt: run2.attempt, checkRunId: inputs.checkRunId });
}
// src/context/gather.ts
async function gather(inputs, outside) {
  const { exec: exec2, environment, cwd } = outside;
  const machine = Promise.all([readEngine(environment), readBuildx(environment, exec2)]);
  machine.catch(() => {
  });
  const event = readRun(environment, inputs.what.ref);
  const directory = realPath(environment.GITHUB_WORKSPACE || cwd) ?? cwd;
  const api = apiOf(inputs, environment);
  const [clone, repository, [engine, buildx]] = await Promise.all([
    readCloneOf(inputs, event, { ...outside, directory, api }),
    readRepository(api, event),
    machine
  ]);
  const run2 = await inClone(event, { inputs, clone });
  const context = {
    now: /* @__PURE__ */ new Date(),
    trigger: triggerOf(run2),
    run: run2,
    repository: api ? repository.facts : { ...await repositoryOf(clone), ...repository.facts },
    git: clone.facts,
    engine,
    buildx,
    emulators: readEmulators(),
    environment
  };
  const warnings = repository.warning === void 0 ? [] : [repository.warning];
  return {
    context,
    clone,
    api,
    ...compare2(inputs, outside, { run: run2, clone, api }),
    trace: () => traceOf(inputs.report, { environment, run: event }),
    warnings
  };
}
async function readCloneOf(inputs, run2, { exec: exec2, environment, directory, api }) {
  const sha = inputs.build.context === "git" ? void 0 : shaOf(run2, environment) || void 0;
  return readClone(exec2, directory, {
    environment,
    sha,
    commitTime: (commit) => readCommitTime(api, run2, commit)
  });
}
function compare2(inputs, { exec: exec2, environment }, { run: run2, clone, api }) {
  const server = {
    url: run2.serverUrl,
    repository: environment.GITHUB_REPOSITORY,
    token: inputs.where.githubToken
  };
  const access2 = async () => planRemoteAccess(await clone.remote(), server, environment);
  const compareCommits = commitComparison({
    clone: clone.facts.root === void 0 ? void 0 : { git: clone.git, shallow: clone.facts.shallow },
    api: api && ((ours, theirs) => compareByApi(api, ours, theirs)),
    remote: { exec: exec2, access: access2 }
  });
  return { access: access2, compareCommits };
}
function apiOf(inputs, environment) {
  const repository = environment.GITHUB_REPOSITORY;
  if (!repository) return void 0;
  return createGitHubApi({
    url: environment.GITHUB_API_URL || "https://api.github.com",
    repository,
    token: inputs.where.githubToken
  });
}
// src/inputs/read.ts
var InputsError = class extends UserError4 {
  inputs;
  constructor(message, hint, inputs) {
    super(message, { hint });
    this.name = "InputsError";
    this.inputs = inputs;
  }
};
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
  const warnings = unknownInputs(environment);
  const inputs = Object.freeze(Object.fromEntries(sections));
  if (faults.length > 0) throw new InputsError(describeFaults(faults), warnings.join("\n"), inputs);
  return { inputs, warnings };
}
async function readRow(row, to) {
  const raw = to.environment[variable(row.name)] ?? "";
  const given = row.keepBlanks ? raw : raw.trim();
  if (given === "") return row.absent();
  try {
    return await row.parse(given);
  } catch (error) {
    const hint = error instanceof InputFault ? error.hint : void 0;
    to.faults.push({ name: row.name, given, expected: messageOf3(error), hint });
    return row.absent();
  }
}
function variable(name) {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
var SECRET = /password|token|secret|registries/;
function describeFaults(faults) {
  const listed = faults.map(({ name, given, expected, hint }) => {
    const shown = SECRET.test(name) ? "" : ` (given: ${JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)})`;
    return `${name}: ${expected}${shown}${hint ? `; ${hint}` : ""}`;
  });
  const [first = ""] = listed;
  if (listed.length === 1) return `Input ${first}`;
  return `${listed.length} inputs are wrong:
${listed.map((fault) => `  - ${fault}`).join("\n")}`;
}
var ELSEWHERE = /* @__PURE__ */ new Map([
  ["dockerfile", "file"],
  ["repository", "images"],
  ["endpoint", "nodes"],
  ["append", "nodes"],
  ["config", "buildkitd-config"],
  ["config-inline", "buildkitd-config-inline"]
]);
function unknownInputs(environment) {
  const known = new Set(inputRows.map((row) => variable(row.name)));
  const names = inputRows.map((row) => row.name);
  const meant = (name) => ELSEWHERE.has(name) ? `did you mean "${ELSEWHERE.get(name)}"?` : nearest(name, names);
  return Object.keys(environment).filter((key) => key.startsWith("INPUT_") && !known.has(key)).map((key) => key.slice("INPUT_".length).toLowerCase()).map((name) => `Unknown input "${name}"; ${meant(name) ?? "it is ignored"}`);
}
// src/report/report.ts
// src/report/metadataVariables.ts
var OUTPUTS = ["version", "tags", "tag-names", "labels", "annotations", "json"];
var BAKE_FILES = ["bake-file", "bake-file-tags", "bake-file-labels", "bake-file-annotations"];
function metadataVariables(outputs2, environment) {
  if (!/^(1|true|yes)$/i.test(environment.DOCKER_METADATA_SET_OUTPUT_ENV ?? "")) return /* @__PURE__ */ new Map();
  const variable2 = (name) => `DOCKER_METADATA_OUTPUT_${name.replaceAll("-", "_").toUpperCase()}`;
  return new Map([...OUTPUTS, ...BAKE_FILES].map((name) => [variable2(name), outputs2.get(name) ?? ""]));
}
// src/report/promoted.ts
function promotedRows({ promoted }) {
  return promoted.map(({ image, tag, before, after, outcome, because }) => ({
    image,
    tag,
    before: before ?? null,
    after: after ?? null,
    outcome,
    because: because ?? null
  }));
}
function previousRows({ promoted }) {
  return promoted.filter(({ outcome }) => outcome === "moved").map(({ image, tag, before, after }) => ({ image, tag, digest: before ?? null, after: after ?? null }));
}
// src/report/outputs.ts
var lines2 = (values) => values.join("\n");
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
  { name: "images", doc: "`name@sha256:…`, one a line.", value: ({ outcome }) => lines2(outcome.images) },
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
        outcome.platforms.map(({ variant, platform, digest: digest2 }) => [
          [variant, formatPlatform(platform)].filter(Boolean).join(" "),
          digest2
        ])
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
    doc: "JSON: a row a tag with image, tag, before, after, outcome, because. `before` is null for a new tag, `after` for one that does not exist.",
    value: ({ outcome }) => json(promotedRows(outcome))
  },
  {
    name: "previous",
    doc: "JSON that `rollback` takes.",
    value: ({ outcome }) => json(previousRows(outcome))
  },
  {
    name: "changelog",
    doc: "What changed since the previous version, Markdown.",
    value: ({ plan }) => plan.changelog
  },
  { name: "release-url", doc: "Page of the GitHub Release.", value: ({ outcome }) => outcome.releaseUrl },
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
function outputsOf(report22) {
  return new Map(outputRows.map((row) => [row.name, row.value(report22)]));
}
// src/report/markdown.ts
function table(head, rows) {
  if (rows.length === 0) return "";
  const line = (cells) => `| ${cells.map(inline).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
function list2(texts) {
  const item = (text2) => text2.split(/\r?\n(?= *- )/).map((part) => inline(part.trim()));
  return texts.map((text2) => `- ${item(text2).join("\n  ")}`).join("\n");
}
var code = (text2) => `\`${text2.replaceAll("`", "'")}\``;
var inline = (text2) => text2.replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\r?\n/g, " ");
// src/report/summary.ts
var LIMIT = 1024 * 1024 - 1024;
function formatSummary(report22, mode) {
  const sections = [
    heading(report22),
    notices(report22),
    references(report22),
    isPlanned(report22) ? planned(report22) : tags(report22),
    platforms2(report22),
    mode === "full" ? durations(report22) : "",
    footer(report22)
  ];
  const text2 = `${sections.filter(Boolean).join("\n\n")}
`;
  return Buffer.byteLength(text2) <= LIMIT ? text2 : `${text2.slice(0, LIMIT / 4)}

(shortened)
`;
}
function heading({ plan, outcome }) {
  const what2 = [plan.version && code(plan.version), plan.channel && `on ${code(plan.channel)}`].filter(Boolean).join(" ");
  return `### ${[deed({ plan, outcome }), what2].filter(Boolean).join(" ")}`;
}
function deed({ plan, outcome }) {
  const moves = plan.command === "promote" || plan.command === "rollback";
  if (plan.command === "plan") return "Plan:";
  if (outcome.failure !== void 0) return "Failed:";
  if (outcome.dryRun) return `Dry run: ${plan.command}`;
  if (isPlanned({ plan, outcome })) return "Dry run:";
  if (plan.command === "build" && outcome.images.length > 0) return "Built and handed over:";
  const has = (kind) => outcome.promoted.some((row) => row.outcome === kind);
  if (has("restored") && plan.command === "rollback") return "Rolled back";
  if (has("moved")) return plan.command === "promote" ? "Promoted" : "Published";
  if (outcome.promoted.length > 0) return "Unchanged";
  if (moves) return "Nothing to move";
  return outcome.durations.length > 0 ? asked(plan) : "Nothing published";
}
function asked({ phases }) {
  const call = phases.flat().flatMap((step) => step.kind === "build" ? Object.values(step.definition.targets) : []).find((target) => target.call !== void 0)?.call;
  return call === void 0 ? "Built, not pushed:" : `Asked for ${code(call)}:`;
}
function isPlanned({ plan, outcome }) {
  const idle = outcome.durations.length === 0 && outcome.failure === void 0;
  return plan.command === "plan" || plan.phases.length > 0 && idle;
}
function notices({ plan, outcome }) {
  const texts = [
    ...plan.notices.map(({ level, text: text2 }) => `${level === "warning" ? "⚠️ " : ""}${text2}`),
    ...outcome.warnings.map((text2) => `⚠️ ${text2}`),
    ...outcome.failure === void 0 ? [] : [`❌ ${failureText(outcome.failure)}`],
    ...outcome.notices
  ];
  return list2(texts);
}
function failureText(failure) {
  const hint = failure instanceof UserError4 ? failure.hint : void 0;
  return [messageOf3(failure), hint].filter(Boolean).join("\n- ");
}
function planned({ plan }) {
  const rows = plan.images.flatMap(
    ({ image, tags: tags2 }) => tags2.map(({ name, because }) => [code(`${image}:${name}`), because])
  );
  const names = plan.platforms.map((platform) => code(formatPlatform(platform)));
  return [
    table(["Tag", "Because"], rows),
    list2(plan.why),
    plan.builds.length > 0 ? `For ${names.join(", ")}${plan.push ? "" : ", not pushed"}` : ""
  ].filter(Boolean).join("\n\n");
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
    outcome.dryRun ? `would be ${row.outcome}` : row.outcome,
    row.because ?? ""
  ]);
  return table(["Tag", "Before", "After", "Outcome", "Because"], rows);
}
function platforms2({ outcome }) {
  const rows = outcome.platforms.map(({ variant, platform, digest: digest2, size: size2 }) => [
    code([variant, formatPlatform(platform)].filter(Boolean).join(" ")),
    short(digest2),
    formatBytes(size2)
  ]);
  return table(["Platform", "Digest", "Size"], rows);
}
function durations({ outcome }) {
  return table(
    ["Step", "Time"],
    outcome.durations.map(({ step, ms }) => [step, seconds(ms)])
  );
}
function footer({ plan, outcome }) {
  const total = outcome.durations.reduce((sum, { ms }) => sum + ms, 0);
  return [
    outcome.cache && `${outcome.cache.cached} of ${outcome.cache.steps} build steps from the cache`,
    outcome.contexts.length > 0 && `build context ${outcome.contexts.map(({ size: size2 }) => size2).join(", ")}`,
    total > 0 && seconds(total),
    outcome.waits > 0 && `${outcome.waits} wait${outcome.waits === 1 ? "" : "s"} for registries`,
    plan.trace.traceId !== "unknown" && `trace ${code(plan.trace.traceId)}`
  ].filter(Boolean).join(" · ");
}
var short = (digest2) => digest2 ? code(digest2.slice(0, 19)) : "–";
var seconds = (ms) => `${(ms / 1e3).toFixed(1)} s`;
// src/report/report.ts
async function report2(done, settings) {
  const { plan, outcome } = done;
  const { environment, log } = settings;
  for (const { level, text: text2 } of plan.notices) log[level](text2);
  if (environment.GITHUB_OUTPUT) writeOutputs(done, settings);
  writeSummary(done, settings);
  for (const image of outcome.images) log.info(image);
}
function writeSummary(done, { environment, summary, log }) {
  const { GITHUB_STEP_SUMMARY: file } = environment;
  if (!file || summary === "off") return;
  try {
    appendFileSync(file, formatSummary(done, summary));
  } catch (error) {
    log.warning(`The job summary was not written: ${messageOf3(error)}`);
  }
}
function writeOutputs({ plan, outcome }, { environment, temporary }) {
  const written = { plan: { ...plan, metadata: writeBakeFiles(plan, temporary) }, outcome };
  const outputs2 = outputsOf(written);
  setOutputs(outputs2);
  exportVariables(metadataVariables(outputs2, environment));
}
function writeBakeFiles({ metadata: metadata2 }, temporary) {
  mkdirSync(temporary, { recursive: true });
  const folder = mkdtempSync(join24(temporary, "publish-image-bake-"));
  const entries2 = Object.entries(metadata2.bakeFiles).map(([name, content]) => {
    const part = name === "all" ? "" : `-${name}`;
    const path = join24(folder, `docker-metadata-action-bake${part}.json`);
    writeFileSync(path, content);
    return [name, path];
  });
  return { ...metadata2, bakeFiles: Object.fromEntries(entries2) };
}
// src/main.ts
async function main(entry) {
  const { environment, cwd, log } = entry;
  const { inputs, warnings } = await readInputs(environment).catch(withListFaults);
  const gathering = gather(inputs, { exec, environment, cwd });
  gathering.catch(() => {
  });
  await nextTurn();
  const { carryOut } = await import("./stages-carryOut.js");
  const done = await carryOut(inputs, { entry, gathering, warnings }).catch((error) => {
    for (const warning of warnings) log.warning(warning);
    throw error;
  });
  const settings = { summary: inputs.report.summary, environment, temporary: temporaryFolder(environment) };
  const reported = await report2(done, { ...settings, log }).catch((error) => error);
  const faults = [done.outcome.failure, reported].filter((fault) => fault !== void 0);
  if (faults.length > 0) throw joinErrors(faults);
}
async function runAlone(entry) {
  const states = /* @__PURE__ */ new Map();
  await main({ ...entry, saveState: (name, value) => void states.set(name, value) }).finally(async () => {
    if (states.size > 0) await (await import("./execute-undo.js")).undo((name) => states.get(name), entry);
  });
}
async function withListFaults(error) {
  if (!(error instanceof InputsError)) throw error;
  const { listFaults } = await import("./stages-release.js");
  throw joinErrors([error, ...listFaults(error.inputs)]);
}
export {
  Agent,
  COMMANDS,
  COMMITS_ONLY,
  ClientRequest,
  DIGEST,
  HOST,
  IncomingMessage,
  InputFault,
  LONGEST_WAIT_MS,
  METHODS,
  OutgoingMessage,
  STATUS_CODES,
  Server,
  ServerResponse,
  TAG,
  WITHOUT_BLOBS,
  _connectionListener,
  accessSync,
  appendFileSync,
  asObject,
  asText,
  attemptsForCode,
  blankEnded,
  boolean,
  buildxFolder,
  choice,
  complaintOf,
  constants,
  count,
  createHttp,
  createRetry,
  createServer,
  digestOf,
  dockerConfigPath,
  dockerFolder,
  engineWords,
  entries,
  exec,
  existsSync,
  exportVariables,
  findRoot,
  formatBytes,
  formatPlatform,
  get,
  inputRows,
  isDigest,
  isDockerHub,
  isLoopback,
  isObject,
  isOfType,
  isPassingStatus,
  knownPlatform,
  lines,
  linesOf,
  main,
  mkdirSync,
  mkdtempSync,
  namesIn,
  nearest,
  nextTurn,
  openEngine,
  openGit,
  openOwnRepository,
  pairs,
  parseCsv,
  parseDigest,
  parseJson,
  parseObject,
  parsePlatform,
  parseReference,
  parseRepository,
  parseRetryAfter,
  pause,
  platformOf,
  platformSlug,
  platforms,
  rawLines,
  readBody,
  readBuildx,
  readBuildxVersion,
  readDockerConfig,
  readEngineEndpoint,
  readFileSync,
  readText,
  readdirSync,
  realPath,
  realpathSync,
  request,
  requestEngine,
  rmSync,
  runAlone,
  samePlatform,
  saveState,
  schema,
  setGlobalProxyFromEnv,
  setMaxIdleHTTPParsers,
  setOutputs,
  setTimeout2 as setTimeout,
  spawn,
  statSync,
  strings,
  symlinkSync,
  temporaryFolder,
  text,
  validateHeaderName,
  validateHeaderValue,
  withOwnRepository,
  words,
  writeFileSync
};
