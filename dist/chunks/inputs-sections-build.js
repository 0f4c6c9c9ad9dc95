import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  parseCsv
} from "./csv.js";
import {
  formatPlatform,
  parsePlatform
} from "./oci-platform.js";
import {
  HOST,
  TAG,
  isDigest
} from "./oci-reference.js";
import {
  messageOf,
  nearestWord,
  suggest
} from "./errors.js";

// src/inputs/knownPlatform.ts
var ARCHITECTURES = "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm".split(" ");
var SYSTEMS = "linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1".split(
  " "
);
function knownPlatform(text2) {
  const platform = parsePlatform(text2);
  const { os, architecture } = platform;
  if (!SYSTEMS.includes(os))
    throw new Error(`"${text2}": ${os} is no operating system; ${suggest(os, SYSTEMS)}`);
  if (!ARCHITECTURES.includes(architecture))
    throw new Error(`"${text2}": ${architecture} is no architecture; ${suggest(architecture, ARCHITECTURES)}`);
  return platform;
}

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
var words = (value) => records(value).flat();
var entries = (value) => records(value).map((fields) => fields.join(","));
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
    const list2 = JSON.parse(value);
    if (Array.isArray(list2) && list2.every((entry) => typeof entry === "string")) return list2;
  } catch {
  }
  throw new InputFault('expected a JSON list of strings, such as ["linux/amd64","linux/arm64"]');
}
function records(value) {
  try {
    return parseCsv(value, { relaxed: true, comments: true }).map((row) => row.map((field) => field.trim()).filter(Boolean)).filter((row) => row.length > 0);
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
  const whole = parseObject(value);
  const parsed = whole ? [whole] : value.split(/\r?\n/).filter(Boolean).map(parseObject);
  const objects = parsed.filter((object) => object !== void 0);
  if (objects.length === parsed.length) return objects;
  throw new InputFault('expected JSON objects, one a line, such as {"linux/arm64":"sha256:…"}');
}
function parseObject(text2) {
  try {
    const json = JSON.parse(text2);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? json : void 0;
  } catch {
    return void 0;
  }
}

// src/inputs/size.ts
var UNITS = ["", "k", "m", "g", "t"];
var size = (value) => {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(value) ?? [];
  if (number === void 0) throw new InputFault("expected a size, such as 500m or 2g");
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
};

// src/inputs/forms.ts
function formed(parse, form, expected) {
  return (value) => {
    const entries2 = parse(value);
    const wrong = entries2.filter((entry) => !form.test(entry)).map((entry) => JSON.stringify(entry));
    if (wrong.length > 0) throw new InputFault(`expected ${expected}, not ${wrong.join(", ")}`);
    return entries2;
  };
}
function secretEntries(parse, form, expected) {
  return (value) => {
    const entries2 = parse(value);
    const wrong = entries2.flatMap((entry, index) => form.test(entry) ? [] : [index + 1]);
    if (wrong.length > 0) throw new InputFault(`entry ${wrong.join(", ")} is no ${expected}`);
    return entries2;
  };
}
var outputs = (value) => {
  const list2 = entries(value);
  const pushed = /(^|,)(type=registry|push=true|push-by-digest=true)(,|$)/;
  const nameless = list2.filter((entry) => pushed.test(entry) && !/(^|[,"])name=[^,]/.test(entry));
  if (nameless.length === 0) return list2;
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
var digest = one(/^sha256:[0-9a-f]{64}$/, "a digest, sha256: and 64 hexadecimal digits");
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
      return [{ platform: parsePlatform(text2), runner: labels.length > 1 ? labels : first }];
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
  tagPrefix: withDefault("tag-prefix", ["v", text], "What git tags of versions start with."),
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
    ["0.1.0", text],
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
  file: optional("file", text, "Path of the Dockerfile. Default: `Dockerfile` in the context."),
  target: optional("target", text, "Stage to build."),
  buildArgs: withDefault("build-args", ["", pairs], "Build arguments, `KEY=value` lines."),
  buildContexts: withDefault(
    "build-contexts",
    ["", pairs],
    "Named contexts, `name=path or URL` lines, `{{defaultContext}}` too."
  ),
  secrets: list("secrets", secretEntries(entries, /^[^=]+=/, "id=value"), "Build secrets, `id=value` lines."),
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
  allow: list("allow", words, "Entitlements: `network.host`, `security.insecure`, `device`."),
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
    "Annotations, `[level:]key=value` lines; they win over those that are made."
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
    "W3C trace context to join, instead of the one found or derived."
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

export {
  InputFault,
  platforms,
  nearest,
  COMMANDS,
  schema,
  inputRows
};
