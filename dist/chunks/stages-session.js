import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  createCacheEntries,
  pause
} from "./host-cacheEntries.js";
import {
  Again,
  again,
  ensureTag,
  field,
  pathOf,
  refusal
} from "./execute-releaseTag.js";
import {
  MANIFEST_TYPES,
  OCI_EMPTY,
  OCI_INDEX,
  PromotionError,
  flattenResults,
  formatIndex,
  isIndexType,
  isManifestType,
  isRecorded,
  promote,
  writeRecord
} from "./execute-promoteRead.js";
import {
  cacheServiceOf,
  decideImmutable,
  engineWords,
  openEngine,
  originOf,
  planAllow,
  planSecrets,
  readEngineEndpoint,
  requestEngine,
  saveState,
  shortRevision,
  temporaryFolder,
  wantsActionsCache,
  withDefaultContext
} from "./plan-cacheNotices.js";
import {
  createHttp,
  isLoopback,
  readBody
} from "./host-http.js";
import {
  compareVersions,
  highestAbove,
  isInScope,
  isPrerelease,
  isVersion
} from "./plan-versionOrder.js";
import {
  REVISION,
  VERSION
} from "./oci-imageAnnotations.js";
import "./semver.js";
import {
  BUILDER_STATE,
  createDockerConfig,
  isThere
} from "./host-dockerConfig.js";
import "./host-dockerFolder.js";
import {
  request
} from "./lean-http-node-http.js";
import {
  exec
} from "./host-exec.js";
import {
  RegistryError,
  attemptsForCode,
  createRetry,
  describeVerdict,
  isObject,
  isPassingStatus,
  parseErrorBody,
  parseObject,
  parseRetryAfter,
  platformOf,
  readHeld,
  readPublished,
  redactUrl,
  remedyFor,
  strings,
  systemClock,
  verifyImage
} from "./registry-remedyRows.js";
import {
  formatPlatform,
  parsePlatform,
  platformSlug,
  samePlatform
} from "./oci-platform.js";
import {
  TAG,
  digestOf,
  isDigest,
  isDockerHub,
  parseRepository
} from "./oci-reference.js";
import {
  UserError,
  joinErrors,
  messageOf
} from "./errors.js";
import "./shared.js";

// src/execute/emulators.ts
async function registerEmulators(platforms, image, effects) {
  if (platforms.length === 0) return;
  const architectures = [...new Set(platforms.map(({ architecture }) => architecture))];
  const said = await runPrivileged(image, ["--install", architectures.join(",")], effects);
  const supported = parseSupported(said.stdout);
  const missing = platforms.map(formatPlatform).filter((platform) => !supported.has(platform));
  if (said.exitCode === 0 && missing.length === 0) {
    effects.log.info(`Emulators registered: ${platforms.map(formatPlatform).join(", ")}`);
    return;
  }
  const words = said.stderr.trim().split("\n").at(-1) || `exit code ${said.exitCode}`;
  throw new UserError(
    `${image} did not register an emulator for ${missing.join(", ") || architectures.join(", ")}: ${words}`,
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
    await ask(effects, { method: "POST", path: `/containers/${id}/start` });
    const waited = await ask(effects, { method: "POST", path: `/containers/${id}/wait` });
    const logs = await ask(effects, { method: "GET", path: `/containers/${id}/logs?stdout=1&stderr=1` });
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
  const created = first.status === 404 ? await ask(effects, creation) : checked(first, creation);
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
async function ask(effects, request2) {
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

// src/execute/adopt.ts
async function adopt(step, running, effects) {
  running.candidates = await Promise.all(
    step.images.map(async ({ variant, image, digest, platforms }) => {
      const found = await effects.client.getManifest(parseRepository(image), digest);
      if (!found) {
        throw new UserError(`${image}@${digest} was there a moment ago and is gone`, {
          hint: "Run again: it will be built."
        });
      }
      return {
        variant,
        image,
        digest: found.digest,
        mediaType: found.mediaType,
        bytes: found.bytes,
        platforms
      };
    })
  );
}

// src/execute/assemble.ts
async function assemble(assembly, client) {
  const { targets, results, shape } = assembly;
  const source = (targets.find(({ optional }) => !optional) ?? targets[0])?.repository;
  if (!source)
    throw new UserError("there is no image name to publish under", { hint: "Set the input images." });
  const read = await Promise.all(results.map((result) => readResult(client, source, result)));
  const children = flatten(read);
  const digests = Object.fromEntries(
    results.map(({ platform }, index2) => [formatPlatform(platform), digestAt(children, index2)])
  );
  const [only] = read;
  const plain2 = only && read.length === 1 && only.content.kind === "manifest";
  if (plain2 && shape !== "index") {
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
  const failed = await Promise.all(targets.map((target) => writeIndex(client, target, index)));
  return { ...index, digests, failed: failed.flat() };
}
async function writeIndex(client, { repository, optional }, index) {
  try {
    await client.putManifest(repository, index.digest, index);
    return [];
  } catch (error) {
    if (!optional) throw error;
    return [{ image: repository.name, reason: messageOf(error) }];
  }
}
async function readResult(client, repository, { platform, digest }) {
  const found = await client.getManifest(repository, digest);
  if (!found)
    throw new UserError(
      `${repository.name}@${digest}, built for ${formatPlatform(platform)}, is not in the registry`
    );
  return {
    platform,
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
    promoted: [],
    releaseUrl: "",
    dropped: /* @__PURE__ */ new Set(),
    warnings: [],
    notices: [],
    contexts: [],
    restored: /* @__PURE__ */ new Map(),
    labels: /* @__PURE__ */ new Map(),
    staged: /* @__PURE__ */ new Set(),
    durations: []
  };
}
function dropOut(image, reason, to) {
  if (to.running.dropped.has(image)) return;
  const text = `${image} is optional and was left out: ${reason}`;
  to.running.dropped.add(image);
  to.running.warnings.push(text);
  to.log.warning(text);
}
function imagesLeft(running, images) {
  return images.filter((image) => !running.dropped.has(image));
}

// src/execute/assembleStep.ts
async function assembleImages(step, running, effects) {
  const optional = new Set(running.plan.images.filter((image) => image.optional).map(({ image }) => image));
  const targets = imagesLeft(running, step.images).map((image) => ({
    repository: parseRepository(image),
    optional: optional.has(image)
  }));
  if (targets.length === 0)
    throw new UserError("Every registry was optional and failed; nothing was published.");
  const all = await Promise.all(
    running.plan.variants.map((variant) => assembleVariant(variant, { targets, running, effects }))
  );
  running.candidates = all.flat().filter(({ image }) => !running.dropped.has(image));
}
async function assembleVariant(variant, { targets, running, effects }) {
  const builds = running.plan.builds.filter((build2) => build2.variant === variant.name);
  const results = builds.map((build2) => ({ platform: build2.platform, digest: digestOf2(build2, running) }));
  const assembly = { targets, results, shape: variant.shape, annotations: variant.indexAnnotations };
  const { digest, mediaType, bytes, failed } = await assemble(assembly, effects.pushed);
  for (const { image, reason } of failed) dropOut(image, reason, { running, log: effects.log });
  return targets.map(({ repository }) => ({
    variant: variant.name,
    image: repository.name,
    digest,
    mediaType,
    bytes,
    platforms: []
  }));
}
function digestOf2(build2, running) {
  const digest = running.built.find(({ id }) => id === build2.id)?.digest;
  if (digest) return digest;
  throw new UserError(`The build of ${build2.id} gave no digest`, {
    hint: "The builder must be able to push by digest: docker-container, remote, kubernetes, or an engine with the containerd image store."
  });
}

// src/execute/bakeDefinition.ts
function withPushTo(definition, images) {
  const renamed = (output) => output.replace(/^type=image,"name=[^"]*"/, `type=image,"name=${images.join(",")}"`);
  const targets = Object.entries(definition.targets).map(
    ([id, target]) => [id, { ...target, output: target.output.map(renamed) }]
  );
  return { ...definition, targets: Object.fromEntries(targets) };
}
function withoutCaches(definition, drop) {
  const targets = Object.entries(definition.targets).map(([id, target]) => {
    const kept = (entries) => entries.filter((entry) => !drop(entry));
    return [
      id,
      { ...target, "cache-from": kept(target["cache-from"]), "cache-to": kept(target["cache-to"]) }
    ];
  });
  return { ...definition, targets: Object.fromEntries(targets) };
}
var isGha = (entry) => /(^|,)type=gha(,|$)/.test(entry);
function formatBake(definition) {
  const file = {
    group: { default: { targets: Object.keys(definition.targets) } },
    target: definition.targets
  };
  return JSON.stringify(file, escaped);
}
function escaped(_key, value) {
  if (typeof value === "string") return escapeTemplate(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field2]) => [escapeTemplate(name), field2]));
}
var escapeTemplate = (text) => text.replaceAll(/[$%](?=\{)/g, "$&$&");

// src/execute/build.ts
import { readFile, rm } from "node:fs/promises";

// src/execute/buildCommands.ts
import { join } from "node:path";
function bakeArgv({ buildx, builder, allow }, folder) {
  const metadata = `--metadata-file=${join(folder, METADATA)}`;
  const allowed = allow.map((entitlement) => `--allow=${entitlement}`);
  return [...buildx, "bake", "--file=-", ...optionsOf(builder), metadata, ...allowed];
}
var METADATA = "metadata.json";
var optionsOf = (builder) => [`--builder=${builder}`, "--progress=rawjson"];
function planCommands(run, folder) {
  const { definition } = run;
  if (definition.cgroupParent === void 0) {
    const argv = bakeArgv({ ...run, allow: definition.allow }, folder);
    const metadataFile = join(folder, METADATA);
    return [{ argv, input: formatBake(definition), metadataFile, target: void 0 }];
  }
  return Object.entries(definition.targets).map(([id, target]) => {
    const metadataFile = join(folder, `${id}.json`);
    const flags = [`--cgroup-parent=${definition.cgroupParent}`, ...flagsOf(target)];
    const argv = [
      ...run.buildx,
      "build",
      ...optionsOf(run.builder),
      `--metadata-file=${metadataFile}`,
      ...flags,
      target.context
    ];
    return { argv, input: void 0, metadataFile, target: id };
  });
}
function flagsOf(target) {
  const each = (flag, values = []) => values.map((value) => `--${flag}=${value}`);
  const pairs = (flag, values, sign = "=") => each(
    flag,
    Object.entries(values).map(([key, value]) => `${key}${sign}${value}`)
  );
  const one = (flag, value) => value === void 0 ? [] : [`--${flag}=${value}`];
  return [
    // a path from where we stand is marked for bake, and plain for build
    ...one("file", target.dockerfile?.replace(/^cwd:\/\//, "")),
    ...one("target", target.target),
    ...each("platform", target.platforms),
    ...pairs("build-context", target.contexts),
    ...pairs("build-arg", target.args),
    ...pairs("label", target.labels),
    ...each("annotation", target.annotations),
    ...each("output", target.output),
    ...each("attest", target.attest),
    ...each("secret", target.secret),
    ...each("ssh", target.ssh),
    ...each("cache-from", target["cache-from"]),
    ...each("cache-to", target["cache-to"]),
    ...target["no-cache"] ? ["--no-cache"] : [],
    ...each("no-cache-filter", target["no-cache-filter"]),
    ...target.pull ? ["--pull"] : [],
    ...one("network", target.network),
    ...one("shm-size", target["shm-size"]),
    ...each("ulimit", target.ulimits),
    ...pairs("add-host", target["extra-hosts"] ?? {}, ":"),
    ...each("allow", target.entitlements),
    ...one("call", target.call)
  ];
}

// src/registry/quirks.ts
var ROWS = [
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
  const plain2 = { apiHost: host, credentialKeys: [host], passingDenial: void 0 };
  return Object.assign(plain2, ...ROWS.filter(({ match }) => match(host)).map((row) => row.quirks));
}

// src/execute/buildkitWords.ts
function parseWords(words) {
  return parseStatus(words) ?? parseTransport(words) ?? parseCode(words) ?? plain(words);
}
var STATUS = /unexpected status(?: from ([A-Z]+) request to (\S+))?[^\n]*?: (\d{3})\b(?: ([^:\n]*))?(?:(?::\s*|\n)([\s\S]*))?$/;
function parseStatus(words) {
  const [all, method, url, status, phrase = "", body = ""] = STATUS.exec(words) ?? [];
  if (all === void 0) return void 0;
  const said = parseCode(body) ?? parseErrorBody(new TextEncoder().encode(body));
  return {
    kind: "refused",
    request: requestOf(method, url),
    status: Number(status),
    code: said.code,
    detail: said.detail || phrase.trim()
  };
}
var TRANSPORT = [
  [/connection reset|\bEOF\b|use of closed network connection/, "ECONNRESET"],
  [/broken pipe/, "EPIPE"],
  [/i\/o timeout|TLS handshake timeout|deadline exceeded/, "ETIMEDOUT"],
  [/connection refused/, "ECONNREFUSED"],
  [/no route to host/, "EHOSTUNREACH"],
  [/network is unreachable/, "ENETUNREACH"],
  [/server misbehaving|temporary failure in name resolution/i, "EAI_AGAIN"],
  [/no such host/, "ENOTFOUND"],
  [/x509: /, "CERT_UNTRUSTED"],
  [/HTTP response to HTTPS client/, "EPROTO"]
];
var REQUEST = /\b(Get|Head|Post|Put|Patch|Delete) "([^"]+)": ([\s\S]*)$/;
function parseTransport(words) {
  const code = TRANSPORT.find(([pattern]) => pattern.test(words))?.[1];
  if (code === void 0) return void 0;
  const [, method, url, rest2] = REQUEST.exec(words) ?? [];
  return {
    kind: "unreachable",
    request: requestOf(method?.toUpperCase(), url),
    status: void 0,
    code,
    detail: plain(rest2 ?? words).detail
  };
}
var CODES = {
  unauthorized: 401,
  denied: 403,
  toomanyrequests: 429,
  unavailable: 503,
  unsupported: void 0,
  unknown: void 0
};
var CODE = new RegExp(`(?:^|\\n|: )(${Object.keys(CODES).join("|")})(?:: ([^\\n]*))?(?:\\n|$)`);
var MESSAGES = [
  [/repository name not known/i, "NAME_UNKNOWN"],
  [/invalid repository name/i, "NAME_INVALID"],
  [/blob upload unknown/i, "BLOB_UPLOAD_UNKNOWN"],
  [/blob upload invalid/i, "BLOB_UPLOAD_INVALID"],
  [/blob unknown/i, "MANIFEST_BLOB_UNKNOWN"],
  [/did not match uploaded content/i, "DIGEST_INVALID"],
  [/did not match content length/i, "SIZE_INVALID"]
];
function parseCode(words) {
  const [, code, message = ""] = CODE.exec(words) ?? [];
  if (code === void 0) return void 0;
  const known = MESSAGES.find(([pattern]) => pattern.test(message))?.[1];
  return {
    kind: "refused",
    request: void 0,
    status: CODES[code],
    code: code === "unknown" ? known : code.toUpperCase(),
    detail: plain(message).detail
  };
}
var NO_LOCATION = /no Host in request URL/;
var REFUSED_LOGIN = /may require authorization|authorization failed/;
function plain(words) {
  const detail = NO_LOCATION.test(words) ? "the registry opened an upload but named no Location for it" : parseErrorBody(new TextEncoder().encode(words)).detail;
  const login = REFUSED_LOGIN.test(words);
  return {
    kind: login ? "refused" : "content",
    request: void 0,
    status: login ? 401 : void 0,
    code: void 0,
    detail
  };
}
function requestOf(method, url) {
  return method !== void 0 && url !== void 0 && URL.canParse(url) ? { method, url: new URL(url) } : void 0;
}

// src/execute/pushFailure.ts
var PUSH = /failed to push ((?:[^\s/:]+(?::\d+)?\/)?[^\s:]+): ([\s\S]*)/;
function parsePushFailure(said, log = "") {
  const [, name, words = ""] = PUSH.exec(said) ?? [];
  if (name === void 0) return void 0;
  const repository = parseRepository(name);
  const told = withStatus(parseWords(words.trim()), log);
  const { request: request2 = blindRequest(repository) } = told;
  const asked = told.request ? `${request2.method} ${redactUrl(request2.url)}: ` : "";
  return {
    repository,
    attempts: attemptsFor(told, repository),
    message: (end) => `Pushing ${name} failed: ${asked}${describeVerdict({ ...told, end })}`,
    remedy: remedyFor({ ...told, ...request2 })
  };
}
var LOGGED = /^error: (.*unexpected status .*)$/gm;
function withStatus(told, log) {
  const logged = [...log.matchAll(LOGGED)].at(-1)?.[1];
  if (told.kind !== "refused" || told.status !== void 0 || logged === void 0) return told;
  const { status, request: request2 } = parseWords(logged);
  return { ...told, status, request: request2 };
}
function blindRequest({ registry, path }) {
  return { method: "POST", url: new URL(`https://${quirksOf(registry).apiHost}/v2/${path}/blobs/uploads/`) };
}
var LOST = /* @__PURE__ */ new Set([
  "BLOB_UPLOAD_UNKNOWN",
  "BLOB_UPLOAD_INVALID",
  "MANIFEST_BLOB_UNKNOWN",
  "DIGEST_INVALID"
]);
var LOST_ATTEMPTS = 3;
var LOGIN_ATTEMPTS = 2;
function attemptsFor(told, { registry }) {
  const { kind, status, code = "", detail, request: request2 } = told;
  if (quirksOf(registry).passingDenial?.test(detail)) return void 0;
  if (status !== void 0 && (isPassingStatus(status) || status === 416)) return void 0;
  if (kind === "unreachable") return attemptsForCode(code, true);
  if (LOST.has(code) || status === 404 && request2?.method === "PUT") return LOST_ATTEMPTS;
  return status === 401 || /insufficient_?scope/i.test(detail) ? LOGIN_ATTEMPTS : 1;
}
var PULL = /failed to (?:do request|copy|fetch|authorize|resolve)[^\n]*/;
function attemptsForPull(said) {
  const words = PULL.exec(said)?.[0];
  if (words === void 0) return 1;
  const { kind, status, code } = parseWords(words);
  if (kind === "unreachable") return attemptsForCode(code);
  return status !== void 0 && isPassingStatus(status) ? void 0 : 1;
}

// src/execute/buildError.ts
var BuildError = class _BuildError extends UserError {
  said;
  push;
  #options;
  constructor(message, said, options) {
    super(message, options);
    this.name = "BuildError";
    this.said = said;
    this.push = options.push;
    this.#options = options;
  }
  /** The storage of the Actions cache refused to hand out what it holds. */
  get cacheRefused() {
    return isCacheRefused(this.said);
  }
  /** As an attempt that another build may make good; undefined where none can. */
  get again() {
    const attempts = this.push ? this.push.attempts : attemptsForPull(this.said);
    if (attempts === 1) return void 0;
    return {
      kind: "again",
      reason: this.message,
      attempts,
      error: (end) => new _BuildError(this.push?.message(end) ?? this.message, this.said, this.#options)
    };
  }
};
var CACHE_REFUSED = /AuthenticationFailed|blob\.core\.windows\.net|actions\.githubusercontent\.com|twirp\/github\.actions\.results/i;
function isCacheRefused(said) {
  return CACHE_REFUSED.test(said);
}
function pushError(push, said) {
  const hint = [push.remedy, "No tag was moved."].filter(Boolean).join(" ");
  return new BuildError(push.message(), said, { hint, push });
}

// src/execute/lostBuilder.ts
var GONE = /(?<!Service )\bUnavailable\b|error reading from server|transport is closing|client connection is closing/;
function lostBuilder(said) {
  const [, target, reason = ""] = /^ERROR: (?:target ([^:]+): )?(.*)$/m.exec(said) ?? [];
  if (!GONE.test(reason)) return void 0;
  return {
    message: `The builder was lost${target === void 0 ? "" : ` while it built ${target}`}: ${reason}`,
    hint: "Look at the machine and the memory of its BuildKit, then run again. No tag was moved."
  };
}

// src/execute/buildFailure.ts
var NO_DOCKERFILE = /failed to read dockerfile: open |^resolve : l?stat /;
var CHECKED = /^Check complete, .*$/m;
var EXCERPT = /^(?!-\.json)[^\s:]+:(\d+)\n-{5,}$/m;
function buildFailure(run, statistics, printed) {
  const { failure, rest: rest2 } = statistics;
  const lost = lostBuilder(rest2);
  const isConsequence = lost !== void 0 && /context canceled/.test(failure?.error ?? "");
  const push = isConsequence || isCacheRefused(rest2) ? void 0 : parsePushFailure(failure?.error ?? rest2, failure?.output);
  if (push) return pushError(push, rest2);
  if (lost) return new BuildError(lost.message, rest2, { hint: lost.hint });
  const line = EXCERPT.exec(rest2)?.[1];
  const missing = NO_DOCKERFILE.test(saidIn(rest2));
  const output = failure?.output.trim().split("\n").slice(-10).join("\n");
  const message = describe(run, { statistics, printed, line, missing });
  return new BuildError(output ? `${message}
${output}` : message, rest2, {
    ...line !== void 0 && { place: { file: run.dockerfile, startLine: Number(line) } },
    hint: missing ? "Name it by `file`, or its folder by `context`; is actions/checkout missing before this step? No tag was moved." : "No tag was moved."
  });
}
function describe(run, found) {
  const { failure, rest: rest2 } = found.statistics;
  const where = found.line === void 0 ? "" : ` (${run.dockerfile}:${found.line})`;
  if (failure) return `Build failed at ${failure.step}${where}: ${failure.error}`;
  const missing = found.missing ? `the Dockerfile ${run.dockerfile} was not found: ` : "";
  const said = saidIn(rest2) || CHECKED.exec(found.printed)?.[0] || "buildx gave no reason";
  return `Build failed${where}: ${missing}${said}`;
}
function saidIn(rest2) {
  const error = /^ERROR: (?:target [^:]+: |failed to build: )?(.*)$/m.exec(rest2)?.[1];
  return error ?? rest2.trim().split("\n").at(-1) ?? "";
}

// src/execute/progressReport.ts
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

// src/execute/pushedDigests.ts
var EXPORTED = /^exporting manifest (?:list )?(sha256:[0-9a-f]{64})$/;
function readPushedDigests() {
  const exported = /* @__PURE__ */ new Map();
  return ({ vertexes = [], statuses = [] }) => {
    for (const { id, vertex } of statuses) {
      const digest = EXPORTED.exec(id)?.[1];
      if (digest && isDigest(digest)) exported.set(vertex, digest);
    }
    return vertexes.flatMap(({ digest: vertex, completed, error }) => {
      const digest = completed && !error ? exported.get(vertex) : void 0;
      exported.delete(completed ? vertex : "");
      return digest ?? [];
    });
  };
}

// src/execute/progress.ts
var INTERNAL = /^\[(?:[^\]]* )?internal\]/;
var EXPORTS_CACHE = /\bexporting (?:cache to|to GitHub Actions Cache)/;
var OUTPUT_KEPT = 4e3;
var Progress = class {
  #print;
  #onPushed;
  #pushed = readPushedDigests();
  #steps = /* @__PURE__ */ new Map();
  #warnings = [];
  #cacheFaults = [];
  #failure;
  #partial = "";
  #rest = "";
  /** `onPushed` hears of each digest whose push seems to be done. */
  constructor(print, onPushed = () => {
  }) {
    this.#print = print;
    this.#onPushed = onPushed;
  }
  /** Takes a piece of buildx's standard error. */
  write(chunk) {
    const lines = (this.#partial + chunk).split("\n");
    this.#partial = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
  }
  /** What came to light, once the stream has ended. */
  end() {
    if (this.#partial) this.#line(this.#partial);
    this.#partial = "";
    const steps = [...this.#steps.values()].filter((step) => /^\[[^\]]*\d+\/\d+\]/.test(step.name));
    const cached = steps.filter((step) => step.cached).length;
    return {
      steps: steps.length,
      cached,
      warnings: this.#warnings,
      failure: this.#failure,
      cacheFaults: this.#cacheFaults,
      rest: this.#rest
    };
  }
  #line(line) {
    const report = parseReport(line);
    if (!report) this.#rest += `${line}
`;
    else this.#pushed(report).forEach(this.#onPushed);
    for (const vertex of report?.vertexes ?? []) this.#changed(vertex);
    for (const log of report?.logs ?? []) this.#logged(log);
    for (const warning of report?.warnings ?? []) {
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
  #say(step, text) {
    if (!step.internal) this.#print(`#${step.number} ${text}`);
  }
  #failed(step, error) {
    this.#print(`#${step.number} ERROR: ${error}`);
    if (EXPORTS_CACHE.test(step.name)) this.#cacheFaults.push(`${step.name} failed: ${error}`);
    if (!this.#failure || /context canceled/.test(this.#failure.error))
      this.#failure = { step: step.name, error, output: step.output };
  }
  #logged(log) {
    const step = this.#steps.get(log.vertex);
    if (!step) return;
    const text = decode(log.data);
    step.output = (step.output + text).slice(-OUTPUT_KEPT);
    const prefix = `#${step.number} ${seconds(step.started, log.timestamp)} `;
    for (const line of text.replace(/\r?\n$/, "").split(/\r?\n|\r/)) this.#print(prefix + line);
  }
};

// src/execute/waitingBake.ts
import { mkdtemp } from "node:fs/promises";
import { join as join2 } from "node:path";
import { isDeepStrictEqual } from "node:util";
function createBuildFolder(temporary) {
  return mkdtemp(join2(temporary, "build-"));
}
function startWaitingBake(launch, { exec: exec2, signal }) {
  const { folder } = launch;
  const argv = bakeArgv(launch, folder);
  const input = Promise.withResolvers();
  const unused = new AbortController();
  const said = [];
  let taken;
  const result = exec2(argv, {
    env: launch.env,
    input: input.promise,
    signal,
    discard: unused.signal,
    onStdout: (chunk) => taken?.onStdout?.(chunk),
    // a buildx that fails at once says why before anybody listens
    onStderr: (chunk) => taken?.onStderr ? taken.onStderr(chunk) : said.push(chunk)
  });
  return {
    folder,
    take: (wanted) => {
      if (taken || !isDeepStrictEqual(wanted, argv)) return void 0;
      return (_argv, options = {}) => {
        taken = options;
        for (const chunk of said) options.onStderr?.(chunk);
        input.resolve(options.input ?? "");
        return result;
      };
    },
    discard: async () => {
      if (taken) return;
      unused.abort();
      await result;
    }
  };
}

// src/execute/build.ts
async function build(run, effects) {
  const folder = run.waiting?.folder ?? await createBuildFolder(effects.temporary);
  effects.log.group(run.title);
  const stream = effects.log.untrusted();
  const progress = new Progress(stream.write, run.onPushed);
  const builds = [];
  let failed;
  try {
    for (const command of planCommands(run, folder)) {
      failed = await start(command, run, { ...effects, stream, progress });
      if (failed !== void 0) break;
      builds.push(...await readMetadata(command, run));
    }
  } finally {
    stream.end();
    effects.log.endGroup();
    await rm(folder, { recursive: true, force: true });
  }
  const statistics = progress.end();
  for (const warning of statistics.warnings) effects.log.warning(warning.text, placeOf(run, warning.line));
  if (effects.signal.aborted)
    throw new UserError("The run was cancelled while it built; nothing was published.");
  if (failed !== void 0) throw buildFailure(run, statistics, failed);
  for (const fault of statistics.cacheFaults) effects.log.warning(`A cache was not written: ${fault}`);
  return { builds, statistics };
}
var PRINTED_KEPT = 16 * 1024;
async function start({ argv, input }, run, { exec: exec2, signal, stream, progress }) {
  let printed = "";
  const result = await (run.waiting?.take(argv) ?? exec2)(argv, {
    env: { ...run.env, ...run.secrets },
    ...input !== void 0 && { input },
    signal,
    onStdout: (chunk) => {
      printed = (printed + chunk.toString()).slice(-PRINTED_KEPT);
      stream.write(chunk.toString());
    },
    onStderr: (chunk) => progress.write(chunk.toString())
  });
  if (result.ok) return void 0;
  stream.write(progress.end().rest || String(result.error ?? ""));
  return printed;
}
async function readMetadata({ metadataFile, target }, run) {
  const metadata = JSON.parse(await readFile(metadataFile, "utf8"));
  if (target !== void 0) return [built(target, metadata)];
  return Object.keys(run.definition.targets).map((id) => built(id, metadata[id] ?? {}));
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

// src/execute/localCaches.ts
import { createHash } from "node:crypto";
import { access, mkdir, readFile as readFile2, rename, rm as rm2 } from "node:fs/promises";
import { join as join4 } from "node:path";

// src/host/folderSize.ts
import { lstat, readdir } from "node:fs/promises";
import { join as join3 } from "node:path";
async function folderSize(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await lstat(join3(file.parentPath, file.name))).size)
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

// src/execute/localCaches.ts
var INDEX = "index.json";
async function restoreCaches(step, running, { log, restoreFolder, signal }) {
  const restored = step.folders.map(async ({ path, prefix, id }) => {
    if (await exists(join4(path, INDEX))) return;
    try {
      const key = await restoreFolder(path, prefix);
      if (key !== void 0) running.restored.set(id, key);
    } catch (error) {
      log.warning(`The local cache of ${id} was not restored: ${messageOf(error)}`);
    }
  });
  await Promise.race([Promise.all(restored), aborted(signal)]);
}
async function prepareFolders(folders, { log }) {
  const failed = [];
  for (const { id, next } of folders) {
    if (next === void 0) continue;
    try {
      await rm2(next, { recursive: true, force: true });
      await mkdir(next, { recursive: true });
    } catch (error) {
      failed.push(next);
      log.warning(`The local cache of ${id} is not written: ${messageOf(error)}`);
    }
  }
  return failed;
}
async function replaceFolders(folders, { log }) {
  for (const { id, path, next } of folders) {
    if (next === void 0) continue;
    try {
      if (await exists(join4(next, INDEX))) {
        await rm2(path, { recursive: true, force: true });
        await rename(next, path);
      } else await rm2(next, { recursive: true, force: true });
    } catch (error) {
      log.warning(`The local cache of ${id} was not replaced: ${messageOf(error)}`);
    }
  }
}
async function saveCaches(step, running, effects) {
  const saves = step.folders.map((folder) => saveCache(folder, step.maxBytes, { running, effects }));
  await Promise.race([Promise.all(saves), aborted(effects.signal)]);
}
async function saveCache({ id, path, prefix }, maxBytes, { running, effects }) {
  try {
    const index = await readFile2(join4(path, INDEX)).catch(() => void 0);
    if (!index) return;
    const key = prefix + createHash("sha256").update(index).digest("hex").slice(0, 32);
    if (running.restored.get(id) === key) return;
    const bytes = await folderSize(path);
    if (bytes > maxBytes) {
      const text = `The local cache of ${id} is not saved: it has ${megabytes(bytes)}, and cache-max-size is ${megabytes(maxBytes)}.`;
      running.notices.push(text);
      effects.log.notice(text);
    } else await effects.saveFolder(path, key);
  } catch (error) {
    effects.log.warning(`The local cache of ${id} was not saved: ${messageOf(error)}`);
  }
}
function aborted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
async function exists(path) {
  return access(path).then(
    () => true,
    () => false
  );
}
var megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

// src/execute/readAhead.ts
function readAhead(images, digest, { pushed }) {
  for (const image of images) verifyImage(pushed, parseRepository(image), digest).catch(() => {
  });
}

// src/execute/buildStep.ts
async function buildPlatforms(step, running, effects) {
  await running.builder?.ready;
  let { definition } = step;
  for (let attempt2 = 1; ; attempt2++) {
    const unwritable = await prepareFolders(step.folders, effects);
    definition = withoutCaches(definition, (entry) => unwritable.some((folder) => entry.includes(folder)));
    const images = imagesLeft(running, step.pushTo);
    try {
      const run = {
        ...runOf(step, running, { definition: withPushTo(definition, images), secrets: effects.secrets }),
        waiting: attempt2 === 1 ? running.builder?.waiting : void 0,
        onPushed: (digest) => readAhead(images, digest, effects)
      };
      const result = await effects.client.exempt(() => build(run, effects));
      running.built = result.builds;
      running.statistics = result.statistics;
      await replaceFolders(step.folders, effects);
      return;
    } catch (error) {
      if (effects.signal.aborted || !(error instanceof BuildError)) throw error;
      const uncached = error.cacheRefused ? withoutGha(definition) : void 0;
      if (uncached) {
        definition = uncached;
        effects.log.warning(`Building again without the Actions cache, which failed: ${messageOf(error)}`);
        continue;
      }
      if (dropOptional(error, { running, images, effects })) continue;
      await untilRepeat(error, attempt2, effects);
    }
  }
}
async function untilRepeat(error, attempt2, { client }) {
  const { again: again2, push } = error;
  if (!again2) throw error;
  await client.wait(push?.repository.registry ?? "a base image", again2, attempt2);
  if (push) await client.checkPush(push.repository);
}
function withoutGha(definition) {
  const targets = Object.values(definition.targets);
  const used = targets.some((target) => [...target["cache-from"], ...target["cache-to"]].some(isGha));
  return used ? withoutCaches(definition, isGha) : void 0;
}
function dropOptional(error, at) {
  const optional = at.running.plan.images.filter(
    ({ image, optional: optional2 }) => optional2 && at.images.includes(image)
  );
  const culprit = optional.find(({ image }) => {
    const { registry } = parseRepository(image);
    return error.push ? error.push.repository.registry === registry : error.said.includes(registry);
  });
  if (!culprit || at.images.length < 2) return false;
  dropOut(culprit.image, error.message, { running: at.running, log: at.effects.log });
  return true;
}
function runOf(step, { builder }, { definition, secrets }) {
  if (!builder) throw new Error("a build was planned without a builder");
  return {
    definition,
    secrets,
    buildx: builder.buildx,
    builder: builder.name,
    env: builder.env,
    dockerfile: step.dockerfile,
    title: step.title
  };
}

// src/execute/checkPush.ts
async function checkPush(step, running, effects) {
  const optional = new Set(running.plan.images.filter((image) => image.optional).map(({ image }) => image));
  const errors = [];
  await Promise.all(
    step.images.map(async (image) => {
      try {
        await effects.client.checkPush(parseRepository(image));
      } catch (error) {
        if (!optional.has(image)) errors.push(error);
        else dropOut(image, messageOf(error), { running, log: effects.log });
      }
    })
  );
  if (errors.length > 0) throw joinErrors(errors);
}

// src/execute/handOver.ts
function formatHandOver(record) {
  return JSON.stringify(record);
}
function parseHandOver(text) {
  const json = parseJson(text);
  if (typeof json !== "object" || json === null) return void 0;
  const { runId, attempt: attempt2, created, commit, images, variant, platform, digest, labels } = json;
  const texts = [runId, created, commit, variant, platform];
  if (!texts.every((value) => typeof value === "string") || typeof attempt2 !== "number") return void 0;
  if (typeof digest !== "string" || !isDigest(digest) || !isTexts(images)) return void 0;
  if (typeof labels !== "object" || labels === null || !isTexts(Object.values(labels))) return void 0;
  return json;
}
function keyPrefix({ runId, images }, build2) {
  const image = images[0] ?? "";
  return `publish-image:hand-over:${runId}:${image}:${build2.variant}:${platformSlug(build2.platform)}:`;
}
function stagingTag({ runId }, build2, attempt2) {
  const name = ["handover", runId, String(attempt2), build2.variant, platformSlug(build2.platform)];
  return name.filter(Boolean).join("-").slice(0, 128);
}
function nameOf({ variant, platform }) {
  return [variant, formatPlatform(platform)].filter(Boolean).join(" ");
}
function warnOfCache(faults, what, log) {
  for (const [reason, same] of Map.groupBy(faults, (fault) => fault.reason))
    log.warning(`The Actions cache ${what} ${same.map(({ build: build2 }) => nameOf(build2)).join(", ")}: ${reason}`);
}
function isTexts(values) {
  return Array.isArray(values) && values.every((value) => typeof value === "string");
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}

// src/execute/collectFaults.ts
function collectFaults(build2, record, { run, plan }) {
  const name = nameOf(build2);
  if (!record || record.variant !== build2.variant || record.platform !== formatPlatform(build2.platform))
    return [`${name} was not handed over to run ${run.runId}`];
  const needed = plan.images.filter((one) => one.variant === build2.variant && !one.optional);
  const missing = needed.map(({ image }) => image).filter((image) => !record.images.includes(image));
  return [
    ...record.runId === run.runId ? [] : [`${name} was built by run ${record.runId}, not ${run.runId}`],
    ...record.commit === run.commit ? [] : [`${name} was built from commit ${short(record.commit)}, not ${short(run.commit)}`],
    ...labelFaults(build2, record),
    ...missing.map((image) => `${name} is not in ${image}: ${record.digest}`)
  ];
}
function labelFaults(build2, { labels }) {
  const compared = [
    { key: VERSION, what: "version" },
    { key: REVISION, what: "revision" }
  ];
  return compared.flatMap(({ key, what }) => {
    const [planned, built2] = [build2.labels[key], labels[key]];
    if (planned === void 0 || built2 === void 0 || planned === built2) return [];
    return [`${nameOf(build2)} is labelled with ${what} ${built2}, not ${planned}`];
  });
}
var short = (commit) => commit.slice(0, 12) || "(unknown)";

// src/execute/handOverTags.ts
var RECORD = "publish-image.hand-over";
function stagingImages(images) {
  const needed = images.find(({ optional }) => !optional);
  return needed ? [needed.image] : [...new Set(images.map(({ image }) => image))];
}
async function putStagingTag(client, image, to) {
  const { run, build: build2, record, pushed } = to;
  const index = formatIndex([{ ...pushed, platform: build2.platform }], { [RECORD]: formatHandOver(record) });
  await client.putManifest(parseRepository(image), stagingTag(run, build2, run.attempt), index);
}
async function readStagingTag(client, image, of) {
  for (let attempt2 = of.run.attempt; attempt2 > of.above; attempt2--) {
    const tag = stagingTag(of.run, of.build, attempt2);
    const found = await client.getManifest(parseRepository(image), tag);
    const record = found && parseHandOver(found.content.annotations[RECORD] ?? "");
    if (record) return record;
  }
  return void 0;
}
async function removeStagingTags(client, image, of) {
  const repository = parseRepository(image);
  const attempts = Array.from({ length: of.run.attempt }, (_, index) => index + 1);
  const left = await Promise.all(
    attempts.map(async (attempt2) => {
      const tag = stagingTag(of.run, of.build, attempt2);
      if (!await client.headManifest(repository, tag)) return [];
      return await client.deleteTag(repository, tag) ? [] : [`${image}:${tag}`];
    })
  );
  return left.flat();
}

// src/execute/collectStep.ts
async function collect(step, running, effects) {
  const { plan } = running;
  const at = { step, running, effects, cacheFaults: [] };
  const found = await Promise.all(plan.builds.map((build2) => find(build2, at)));
  warnOfCache(at.cacheFaults, "could not be asked for", effects.log);
  const faults = plan.builds.flatMap(
    (build2, index) => collectFaults(build2, found[index], { run: step.run, plan })
  );
  if (faults.length > 0)
    throw new UserError(
      `Nothing was published: ${faults.length === 1 ? faults[0] : `
${faults.map((fault) => `  - ${fault}`).join("\n")}`}`,
      {
        hint: 'Each needs a job with "command: build" in this run, for the same images and variants. Run what failed again, then this job.'
      }
    );
  const records = found.filter((record) => record !== void 0);
  for (const image of step.run.images)
    if (!records.every(({ images }) => images.includes(image)))
      dropOut(image, "not every platform was pushed to it", { running, log: effects.log });
  running.built = plan.builds.map((build2, index) => builtFrom(build2, found[index]));
  for (const [index, { id, labels }] of plan.builds.entries())
    running.labels.set(id, found[index]?.labels ?? labels);
}
function builtFrom({ id }, record) {
  return { id, digest: record?.digest, imageId: void 0, metadata: {} };
}
async function find(build2, at) {
  const given = at.step.given.find(
    ({ variant, platform }) => variant === build2.variant && samePlatform(platform, build2.platform)
  );
  if (given) return recordOfGiven(given, build2, at);
  const { run } = at.step;
  const { cacheEntries, client } = at.effects;
  const text = await cacheEntries.newest?.(keyPrefix(run, build2)).catch((error) => {
    at.cacheFaults.push({ build: build2, reason: messageOf(error) });
    return void 0;
  });
  const cached = text === void 0 ? void 0 : parseHandOver(text);
  const above = cached?.attempt ?? 0;
  const images = stagingImages(at.running.plan.images);
  const tagged = await Promise.all(
    images.map((image) => readStagingTag(client, image, { run, build: build2, above }))
  );
  const newer = tagged.find((record) => record !== void 0);
  if (newer) at.running.staged.add(build2.id);
  return newer ?? cached;
}
async function recordOfGiven({ digest }, build2, at) {
  const { run } = at.step;
  const held = await Promise.all(run.images.map((image) => readGiven(image, digest, at)));
  const there = held.filter((one) => one !== void 0);
  return {
    runId: run.runId,
    attempt: run.attempt,
    created: "",
    commit: run.commit,
    images: there.map(({ image }) => image),
    variant: build2.variant,
    platform: formatPlatform(build2.platform),
    digest,
    labels: there[0]?.labels ?? {}
  };
}
async function readGiven(image, digest, { running, effects }) {
  try {
    const held = await effects.readHeld(parseRepository(image), digest, false);
    return held && { image, labels: held.labels };
  } catch (error) {
    if (running.plan.images.some((one) => one.image === image && !one.optional)) throw error;
    return void 0;
  }
}
async function clearHandOver(step, running, { client, log }) {
  const builds = running.plan.builds.filter(({ id }) => running.staged.has(id));
  const images = stagingImages(running.plan.images);
  const removed = builds.flatMap(
    (build2) => images.map(
      (image) => removeStagingTags(client, image, { run: step.run, build: build2 }).catch((error) => [
        `${image} (${messageOf(error)})`
      ])
    )
  );
  const left = (await Promise.all(removed)).flat();
  if (left.length > 0)
    log.notice(`Tags for handing over that the registry does not remove: ${left.join(", ")}`);
}

// src/execute/contextStep.ts
async function checkContexts(step, running, { log, reportContext: reportContext2 }) {
  for (const context of step.contexts) {
    const report = await reportContext2(context);
    if (!report) continue;
    log.info(`Build context ${context.folder}: ${report.size}`);
    running.contexts.push({ folder: context.folder, size: report.size });
    for (const { level, text } of report.notices) {
      log[level](text);
      running[level === "warning" ? "warnings" : "notices"].push(text);
    }
  }
}

// src/execute/handOverStep.ts
async function handOver(step, running, effects) {
  const cacheFaults = [];
  const at = { step, running, effects, cacheFaults };
  try {
    await Promise.all(running.plan.builds.map((build2) => handOverBuild(build2, at)));
  } finally {
    warnOfCache(cacheFaults, "did not take the hand-over, a tag in the registry will, of", effects.log);
  }
}
async function handOverBuild(build2, at) {
  const { running, effects } = at;
  const pushed = running.candidates.filter(({ variant, platforms }) => {
    return variant === build2.variant && platforms.some(({ platform }) => samePlatform(platform, build2.platform));
  });
  const [first] = pushed;
  if (!first) throw new Error(`${build2.id} was not verified`);
  const record = recordOf(build2, pushed, at);
  const viaCache = await putEntry(build2, record, at);
  if (!viaCache) await putTag(build2, { record, first, at });
  effects.log.info(
    `Handed over ${nameOf(build2)}: ${record.digest}${viaCache ? "" : ", by a tag in the registry"}`
  );
}
function recordOf(build2, pushed, { step, running }) {
  const [first] = pushed;
  if (!first) throw new Error(`${build2.id} was not verified`);
  return {
    runId: step.run.runId,
    attempt: step.run.attempt,
    created: running.plan.buildTime,
    commit: running.plan.gitSha,
    images: pushed.map(({ image }) => image),
    variant: build2.variant,
    platform: formatPlatform(build2.platform),
    digest: first.digest,
    labels: build2.labels
  };
}
async function putEntry(build2, record, at) {
  const { put } = at.effects.cacheEntries;
  if (!put) return false;
  try {
    const key = `${keyPrefix(at.step.run, build2)}${record.attempt}-${record.created}`;
    await put(key, formatHandOver(record));
    return true;
  } catch (error) {
    at.cacheFaults.push({ build: build2, reason: messageOf(error) });
    return false;
  }
}
async function putTag(build2, { record, first, at }) {
  const { step, running, effects } = at;
  const images = stagingImages(running.plan.images).filter((image) => record.images.includes(image));
  if (images.length === 0)
    throw new UserError(`${nameOf(build2)} could not be handed over: no registry is left`);
  const pushed = { mediaType: first.mediaType, digest: first.digest, size: first.bytes.length };
  await Promise.all(
    images.map((image) => putStagingTag(effects.client, image, { run: step.run, build: build2, record, pushed }))
  );
}

// src/execute/promoteStep.ts
async function promoteImages(step, running, effects) {
  const images = running.candidates.flatMap((candidate) => {
    const planned = step.images.find(
      ({ image, variant }) => image === candidate.image && variant === candidate.variant
    );
    return planned ? [promotionOf(planned, candidate, { step, running })] : [];
  });
  try {
    running.promoted = await promote(images, effects);
  } catch (error) {
    if (error instanceof PromotionError) running.promoted = error.rows;
    throw error;
  }
  for (const row of running.promoted) {
    const said = `${row.image}:${row.tag} ${row.outcome}${row.because ? ` (${row.because})` : ""}`;
    if (row.outcome === "skipped-newer" || row.outcome === "superseded") effects.log.notice(said);
    else effects.log.info(said);
  }
}
function promotionOf(planned, candidate, at) {
  const { plan } = at.running;
  const variant = plan.variants.find(({ name }) => name === planned.variant);
  const { digest, mediaType, bytes } = candidate;
  return {
    repository: parseRepository(planned.image),
    tags: planned.tags,
    optional: planned.optional,
    candidate: {
      digest,
      mediaType,
      bytes,
      version: variant?.versionLabel ?? plan.version,
      ...variant && { affixes: variant.affixes },
      revision: plan.gitSha,
      platforms: variant?.platforms ?? plan.platforms,
      created: candidate.platforms[0]?.created
    },
    versions: planned.versions,
    imageTags: planned.imageTags,
    force: at.step.force
  };
}

// src/execute/releaseBody.ts
var START = "<!-- publish-image: what stands up to the end mark is written anew by each run -->";
var END = "<!-- publish-image: end -->";
var SECTION = /<!-- publish-image: what[^>]*-->[\s\S]*?<!-- publish-image: end -->/;
var LONGEST_CHANGELOG = 9e4;
function mergeReleaseBody(present, notes) {
  const text = present.replaceAll("\r\n", "\n");
  const others = text.replace(SECTION, "").trim();
  const section = formatSection(others === "" ? notes.changelog : "", notes);
  if (SECTION.test(text)) return text.replace(SECTION, () => section);
  return others === "" ? section : `${text.trimEnd()}

${section}`;
}
function formatSection(changelog, { images, verify }) {
  const shown = changelog.length > LONGEST_CHANGELOG ? `${changelog.slice(0, changelog.lastIndexOf("\n", LONGEST_CHANGELOG))}

…` : changelog;
  const list = images.map(
    ({ image, tags, digest }) => `* \`${image}\`${tags.length > 0 ? `: ${tags.map((tag) => `\`${tag}\``).join(", ")}` : ""}
  \`${image}@${digest}\``
  );
  const blocks = [
    shown,
    list.length > 0 ? ["### Images", "", ...list].join("\n") : "",
    verify.length > 0 ? ["### Verify", "", "```sh", ...verify, "```"].join("\n") : ""
  ];
  return [START, ...blocks.filter((block) => block !== ""), END].join("\n\n");
}

// src/execute/release.ts
var WAITS = [500, 2e3, 5e3];
async function publishRelease(api, order, waits = WAITS) {
  const gitTag = await again(waits, () => ensureTag(api, order));
  return again(waits, async () => ({ gitTag, ...await ensureRelease(api, order) }));
}
async function ensureRelease(api, order) {
  const found = await api.request("GET", `/releases/tags/${pathOf(order.gitTag)}`);
  if (found.status === 200) return completeRelease(api, order, found.json);
  if (found.status !== 404) throw refusal(found, `release ${order.gitTag} could not be looked up`);
  const made = await api.request("POST", "/releases", {
    tag_name: order.gitTag,
    target_commitish: order.sha,
    name: order.name,
    body: mergeReleaseBody("", order.notes),
    draft: false,
    prerelease: order.prerelease,
    make_latest: String(order.latest && !order.prerelease)
  });
  if (made.status === 201) return { url: String(field(made.json, "html_url")), release: "created" };
  if (made.status === 422 && /already_exists/.test(JSON.stringify(made.json))) throw new Again(made);
  throw refusal(made, `release ${order.gitTag} could not be made`);
}
async function completeRelease(api, order, release) {
  const url = String(field(release, "html_url"));
  const present = String(field(release, "body") ?? "");
  const body = mergeReleaseBody(present, order.notes);
  if (body === present.replaceAll("\r\n", "\n")) return { url, release: "unchanged" };
  const updated = await api.request("PATCH", `/releases/${field(release, "id")}`, { body });
  if (updated.status !== 200) throw refusal(updated, `release ${order.gitTag} could not be completed`);
  return { url, release: "updated" };
}

// src/execute/releaseStep.ts
async function makeRelease(step, running, effects) {
  if (!effects.github) throw new Error("a release was planned without the GitHub API");
  const { changelog, ...order } = step.release;
  const images = running.candidates.map(({ image, digest }) => ({
    image: parseRepository(image).name,
    digest,
    tags: running.promoted.filter((row) => row.image === image && row.after === digest).map(({ tag }) => tag)
  }));
  const verify = images.map(({ image, digest }) => `docker buildx imagetools inspect ${image}@${digest}`);
  const { url, gitTag, release } = await publishRelease(effects.github, {
    ...order,
    notes: { changelog, images, verify }
  });
  running.releaseUrl = url;
  effects.log.info(`GitHub Release ${order.gitTag}: ${release}, git tag ${gitTag}: ${url}`);
}

// src/execute/builderPlatforms.ts
import { readFile as readFile3, writeFile } from "node:fs/promises";
async function declarePlatforms(instance, { exec: exec2, signal }) {
  const file = JSON.parse(await readFile3(instance.path, "utf8"));
  const isOpen = ({ Platforms }) => !Platforms?.length;
  if (file.Nodes.length < 2 || !file.Nodes.some(isOpen)) return;
  const native = nativePlatforms(await inspect(instance, { exec: exec2, signal }));
  const nodes = file.Nodes.map((node) => {
    const platform = native.get(node.Name);
    return platform && isOpen(node) ? { ...node, Platforms: [platform] } : node;
  });
  await writeFile(instance.path, JSON.stringify({ ...file, Nodes: nodes }), { mode: 384 });
}
async function readPlatforms({ ready, ...instance }, effects) {
  await ready;
  return [...nodePlatforms(await inspect(instance, effects)).values()].flat();
}
async function inspect({ name, buildx, env }, { exec: exec2, signal }) {
  const result = await exec2([...buildx, "inspect", "--bootstrap", name], { env, signal });
  if (!result.ok) throw nodeError(result.stderr || String(result.error ?? ""));
  return result.stdout.toString();
}
function nativePlatforms(inspected) {
  const nodes = [...nodePlatforms(inspected)];
  return new Map(nodes.flatMap(([name, [first]]) => first ? [[name, first]] : []));
}
function nodePlatforms(inspected) {
  const found = /* @__PURE__ */ new Map();
  let name = "";
  for (const line of inspected.split("\n")) {
    const [, field2, value = ""] = /^(Name|Platforms):\s+(.*)$/.exec(line) ?? [];
    if (field2 === "Name") name = value.trim();
    const platforms = value.split(",").map((text) => text.replace("*", "").trim());
    if (field2 === "Platforms") found.set(name, platforms.filter(Boolean).map(parsePlatform));
  }
  return found;
}
function nodeError(words) {
  const said = /^ERROR: (.*)$/m.exec(words)?.[1] ?? words.trim().split("\n").at(-1) ?? "";
  return new UserError(`A node of the builder does not answer: ${said || "buildx gave no reason"}`, {
    hint: "Look at its endpoint and at cacert, cert and key in its driver-opts. Nothing was built."
  });
}

// src/execute/setUp.ts
async function setUpEmulators(step, { builder }, effects) {
  const there = step.asksNodes && builder ? new Set((await readPlatforms(builder, effects)).map(formatPlatform)) : void 0;
  const missing = step.platforms.filter((platform) => !there?.has(formatPlatform(platform)));
  await effects.registerEmulators(missing, step.image);
}
async function setUpBuilder(step, running, effects) {
  running.builder = await effects.openBuilder(step.builder);
}

// src/execute/verifyBuildsStep.ts
async function verifyBuilds(step, running, effects) {
  const { builds } = running.plan;
  const at = { step, running, effects };
  const found = await Promise.all(
    imagesLeft(running, step.images).flatMap((image) => builds.map((build2) => verifyBuild(image, build2, at)))
  );
  running.candidates = found.filter((candidate) => candidate !== void 0).filter(({ image }) => !running.dropped.has(image));
  if (running.candidates.length === 0)
    throw new UserError("Every registry was optional and failed; nothing was handed over.");
}
async function verifyBuild(image, build2, at) {
  const { running, effects } = at;
  try {
    return await readBuild(image, build2, at);
  } catch (error) {
    const optional = running.plan.images.some((one) => one.optional && one.image === image);
    if (!optional || effects.signal.aborted) throw error;
    dropOut(image, messageOf(error), { running, log: effects.log });
    return void 0;
  }
}
async function readBuild(image, build2, { step, running, effects }) {
  const { platform, labels, variant } = build2;
  const digest = digestOf2(build2, running);
  const repository = parseRepository(image);
  const expected = { platforms: [platform], labels: [{ platform, labels }], deep: step.depth === "deep" };
  const found = step.depth === "off" ? await unverified({ image, build: build2, effects }, digest) : await verifyImage(effects.pushed, repository, digest, expected);
  if (found.faults.length > 0)
    throw new UserError(`${image}@${digest} is not what was planned: ${found.faults.join("; ")}`, {
      hint: "Nothing was handed over. Run again; if it stays, the registry lost or changed something."
    });
  const platforms = found.platforms.map((one) => ({ ...one, digest }));
  const { mediaType, bytes } = found;
  return { variant, image, digest, mediaType, bytes, platforms };
}
async function unverified({ image, build: build2, effects }, digest) {
  const manifest = await effects.client.getManifest(parseRepository(image), digest);
  const platforms = [{ platform: build2.platform, digest, size: 0, labels: build2.labels, created: void 0 }];
  if (!manifest) return { mediaType: "", bytes: new Uint8Array(), platforms, faults: ["it is not there"] };
  return { mediaType: manifest.mediaType, bytes: manifest.bytes, platforms, faults: [] };
}

// src/execute/rootNotice.ts
function noticeRoot({ variant }, platforms, { running, effects }) {
  const asRoot = platforms.filter(({ platform, user }) => platform.os !== "windows" && isRoot(user));
  if (asRoot.length === 0) return;
  const subject = variant ? `Variant ${variant}` : "The image";
  const names = asRoot.map(({ platform }) => formatPlatform(platform)).join(", ");
  const text = `${subject} runs as root (${names}): end the Dockerfile with a USER.`;
  if (running.notices.includes(text)) return;
  running.notices.push(text);
  effects.log.notice(text);
}
function isRoot(user) {
  const [name = ""] = (user ?? "").split(":");
  return ["", "root", "0"].includes(name);
}

// src/execute/verifyStep.ts
async function verifyImages(step, running, effects) {
  const checked2 = await Promise.all(
    running.candidates.map((candidate) => verified(candidate, step, { running, effects }))
  );
  running.candidates = checked2.filter((candidate) => candidate !== void 0).filter(({ image }) => !running.dropped.has(image));
}
async function verified(candidate, step, to) {
  const optional = to.running.plan.images.some(
    ({ image, optional: optional2 }) => optional2 && image === candidate.image
  );
  try {
    return await verifyCandidate(candidate, step, to);
  } catch (error) {
    if (!optional || to.effects.signal.aborted) throw error;
    dropOut(candidate.image, messageOf(error), { running: to.running, log: to.effects.log });
    return void 0;
  }
}
async function verifyCandidate(candidate, step, { running, effects }) {
  const builds = running.plan.builds.filter(({ variant }) => variant === candidate.variant);
  const expected = {
    platforms: builds.map(({ platform }) => platform),
    labels: builds.map(({ id, platform, labels }) => ({
      platform,
      labels: running.labels.get(id) ?? labels
    })),
    deep: step.depth === "deep"
  };
  const { platforms, faults } = await verifyImage(
    effects.pushed,
    parseRepository(candidate.image),
    candidate.digest,
    expected
  );
  if (faults.length === 0) {
    noticeRoot(candidate, platforms, { running, effects });
    return { ...candidate, platforms };
  }
  throw new UserError(
    `${candidate.image}@${candidate.digest} is not what was planned: ${faults.join("; ")}`,
    {
      hint: "No tag was moved. Run again; if it stays, the registry lost or changed something."
    }
  );
}

// src/execute/execute.ts
var handlers = {
  "check-push": checkPush,
  "set-up-emulators": setUpEmulators,
  "set-up-builder": setUpBuilder,
  "restore-caches": restoreCaches,
  build: buildPlatforms,
  "check-context": checkContexts,
  "save-caches": saveCaches,
  "verify-builds": verifyBuilds,
  "hand-over": handOver,
  collect,
  "clear-hand-over": clearHandOver,
  assemble: assembleImages,
  adopt,
  verify: verifyImages,
  promote: promoteImages,
  release: makeRelease
};
async function execute(plan, effects) {
  const running = startRunning(plan);
  try {
    for (const phase of plan.phases) {
      const settled = await Promise.allSettled(phase.map((step) => timed(step, running, effects)));
      const failed = settled.find((result) => result.status === "rejected");
      if (failed) return { ...outcomeOf(running, effects), failure: failed.reason };
    }
    return outcomeOf(running, effects);
  } finally {
    await running.builder?.close();
  }
}
async function timed(step, running, effects) {
  const start3 = performance.now();
  await perform(step, running, effects);
  running.durations.push({ step: step.kind, ms: Math.round(performance.now() - start3) });
}
function perform(step, running, effects) {
  const handler = handlers[step.kind];
  return handler(step, running, effects);
}
function outcomeOf(running, effects) {
  const { built: built2, statistics } = running;
  const digest = running.candidates[0]?.digest;
  const [only] = built2;
  return {
    digest,
    images: running.candidates.map(({ image, digest: digest2 }) => `${image}@${digest2}`),
    imageId: (built2.length === 1 ? only?.imageId : void 0) ?? digest,
    platforms: platformsOf(running),
    metadata: Object.fromEntries(built2.map(({ id, metadata }) => [id, metadata])),
    promoted: running.promoted,
    releaseUrl: running.releaseUrl,
    cache: statistics && { steps: statistics.steps, cached: statistics.cached },
    durations: running.durations,
    warnings: running.warnings,
    notices: running.notices,
    contexts: running.contexts,
    waits: effects.client.waits().length
  };
}
function platformsOf({ candidates }) {
  const [first] = candidates;
  return candidates.filter(({ image }) => image === first?.image).flatMap(({ variant, platforms }) => platforms.map((platform) => ({ ...platform, variant })));
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
  const version = bareVersion(candidate.version, candidate);
  const heldVersion = held && bareVersion(originOf(held).version ?? "", candidate);
  const known = [...question.versions, ...heldVersion === void 0 ? [] : [heldVersion]];
  if (!scope.prerelease && isPrerelease(version)) {
    return {
      outcome: "skip-newer",
      because: `${candidate.version} is a prerelease, and ${tag.name} is for releases`
    };
  }
  if (isVersion(version) && !isInScope(version, { ...scope, prerelease: true })) {
    return { outcome: "skip-newer", because: `${candidate.version} does not belong under ${tag.name}` };
  }
  const higher = highestAbove(version, known, scope);
  if (higher !== void 0)
    return { outcome: "skip-newer", because: `${higher} is out, and newer than ${candidate.version}` };
  if (!held) return NEW;
  switch (compareVersions(version, heldVersion ?? "")) {
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
function bareVersion(label, { affixes }) {
  if (!affixes || !label.startsWith(affixes.prefix) || !label.endsWith(affixes.suffix)) return label;
  return label.slice(affixes.prefix.length, label.length - affixes.suffix.length) || label;
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
import { Readable as Readable3 } from "node:stream";

// src/registry/configFile.ts
import { readFile as readFile4 } from "node:fs/promises";
import { join as join5 } from "node:path";
var asObject = (value) => typeof value === "object" && value !== null ? value : {};
var asText = (value) => typeof value === "string" ? value : "";
async function readDockerConfig(environment) {
  const folder = environment.DOCKER_CONFIG || environment.HOME && join5(environment.HOME, ".docker");
  const path = folder ? join5(folder, "config.json") : "";
  const text = path && await readFile4(path, "utf8").catch(() => "");
  const json = asObject(parseConfig(text || "{}", path));
  return {
    path,
    auths: asObject(json.auths),
    credHelpers: asObject(json.credHelpers),
    credsStore: asText(json.credsStore) || void 0
  };
}
function parseConfig(text, path) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${path} is no valid JSON`, {
      hint: "Correct it, or log in again with `docker login`."
    });
  }
}
function readAuths({ auths, path }, keys) {
  const wanted = keys.map(hostOf);
  const entry = keys.map((key) => auths[key]).find(Boolean) ?? Object.entries(auths).find(([key]) => wanted.includes(hostOf(key)))?.[1];
  const { auth, username, password, identitytoken, registrytoken } = asObject(entry);
  if (asText(identitytoken)) return { kind: "identity", token: asText(identitytoken) };
  if (asText(registrytoken)) return { kind: "bearer", token: asText(registrytoken) };
  if (!asText(auth)) {
    return asText(username) ? { kind: "password", username: asText(username), password: asText(password) } : void 0;
  }
  const decoded = Buffer.from(asText(auth), "base64").toString();
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

// src/registry/credentialHelper.ts
var TIMEOUT_MS = 3e4;
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
    timeoutMs: TIMEOUT_MS
  });
  if (result.error) {
    throw new UserError(`the credential helper ${program} cannot be started: ${result.error.message}`, {
      hint: `Install ${program}, or take it out of the engine's config.json (credsStore, credHelpers).`
    });
  }
  const stdout = result.stdout.toString();
  if (!result.ok) {
    const words = `${stdout} ${result.stderr}`.trim();
    if (NOTHING_HELD.test(words)) return void 0;
    throw new UserError(
      `the credential helper ${program} failed for ${server} with exit code ${result.exitCode ?? "none"}: ${words.slice(0, 300)}`,
      {
        hint: `Try it by hand: echo ${server} | ${program} get`
      }
    );
  }
  return parseAnswer(stdout, program);
}
function parseAnswer(text, program) {
  try {
    const { Username: username, Secret: secret } = JSON.parse(text);
    if (typeof username === "string" && typeof secret === "string") return { username, secret };
  } catch {
  }
  throw new UserError(
    `the credential helper ${program} answered with something else than JSON with Username and Secret`
  );
}

// src/registry/credentials.ts
function createCredentialLookup(sources) {
  const known = /* @__PURE__ */ new Map();
  let config;
  const look = async (registry) => {
    const { credentialKeys } = quirksOf(registry);
    const given = sources.explicit.find(({ host }) => credentialKeys.includes(host));
    if (given) return { kind: "password", username: given.username, password: given.password };
    config ??= readDockerConfig(sources.environment);
    return fromConfig(await config, credentialKeys, sources);
  };
  return (registry) => {
    const lookup = known.get(registry) ?? look(registry).then((credentials) => maskAll(credentials, sources.log));
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
async function fromConfig(config, keys, sources) {
  const own = keys.map((key) => config.credHelpers[key]).find((name) => asText(name) !== "");
  const helper = asText(own) || config.credsStore;
  const server = keys[0] ?? "";
  const answer = helper ? await askHelper({ helper, server, exec: sources.exec, environment: sources.environment }) : void 0;
  if (answer) return fromHelper(answer);
  return readAuths(config, keys);
}
function fromHelper({ username, secret }) {
  return username === "<token>" ? { kind: "identity", token: secret } : { kind: "password", username, password: secret };
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
    const list = heldBy(services, wanted);
    const now = effects.clock.now();
    const held = list.find(
      (candidate) => coversScopes(candidate.scopes, wanted.scopes) && isUsable(candidate, wanted, now)
    );
    const token = await (held ?? obtain(list, wanted, effects)).pending;
    return {
      header: `Bearer ${token.value}`,
      token,
      anonymous: await effects.credentials(wanted.audience.registry) === void 0
    };
  };
  return {
    authorize: async (audience, scopes) => {
      const { challenge } = audience;
      const header = challenge && await direct(audience, effects);
      return header || challenge?.kind !== "bearer" ? header : bearer({ audience, challenge, scopes });
    },
    renew: async (audience, scopes, used) => {
      const { challenge } = audience;
      if (!challenge || used && !used.token) return void 0;
      const header = await direct(audience, effects);
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
async function direct({ registry, challenge }, { credentials }) {
  const own = await credentials(registry);
  if (own?.kind === "bearer") return { header: `Bearer ${own.token}`, anonymous: false };
  if (challenge?.kind !== "basic" || own?.kind !== "password") return void 0;
  return { header: `Basic ${encodeBasic(own)}`, anonymous: false };
}
function obtain(list, { audience, challenge, scopes }, effects) {
  const { realm, service } = challenge;
  const { registry, origin } = audience;
  const ask2 = async () => {
    const credentials = await effects.credentials(registry);
    const token = await effects.fetchToken({ registry, origin, realm, service, scopes, credentials });
    effects.mask(token.value);
    return token;
  };
  const held = { scopes, token: void 0, pending: ask2() };
  const others = list.filter((other) => !coversScopes(scopes, other.scopes));
  list.splice(0, list.length, held, ...others);
  held.pending.then(
    (token) => {
      held.token = token;
    },
    () => {
      if (list.includes(held)) list.splice(list.indexOf(held), 1);
    }
  );
  return held;
}
function heldBy(services, { audience, challenge }) {
  const key = JSON.stringify([audience.registry, challenge.realm, challenge.service]);
  const list = services.get(key) ?? [];
  services.set(key, list);
  return list;
}
function isUsable({ token }, { refused: refused3 }, now) {
  return token === void 0 || token !== refused3 && now < token.renewAt;
}

// src/registry/blobs.ts
import { createHash as createHash2 } from "node:crypto";

// src/host/sweeper.ts
var EVERY_BYTES = 4 * 1024 * 1024;
function createSweeper() {
  let passed = 0;
  let collect2;
  return (bytes) => {
    passed += bytes;
    if (passed < EVERY_BYTES) return;
    passed = 0;
    collect2 ??= garbageCollector();
    collect2({ type: "minor" });
  };
}
function garbageCollector() {
  process.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
  return process.getBuiltinModule("node:vm").runInNewContext("gc");
}

// src/registry/blobs.ts
var LIMIT = 4 * 1024 * 1024;
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
  const bytes = await readBody(response, LIMIT);
  const digest = digestOf(bytes);
  if (digest === blob.digest && bytes.length === blob.size) return bytes;
  const detail = `the blob has ${bytes.length} bytes with the digest ${digest}, it should have ${blob.size} with ${blob.digest}`;
  throw new RegistryError({ kind: "content", method: "GET", url, code: "DIGEST_MISMATCH", detail });
}
async function headBlob(requester, repository, digest) {
  const target = `blobs/${digest}`;
  const head = await requester.send(
    { method: "HEAD", repository, target, accept: [200, 404, 405, 501] },
    async ({ status, headers, body }) => {
      body.resume();
      return { status, length: parseLength(headers["content-length"]) };
    }
  ).catch((error) => {
    if (error instanceof RegistryError && error.status === 403) return { status: 403, length: void 0 };
    throw error;
  });
  if (head.status === 404) return void 0;
  if (head.status === 200 && head.length !== void 0) return head.length;
  return lengthByRange(requester, repository, digest);
}
function lengthByRange(requester, repository, digest) {
  const request2 = {
    method: "GET",
    repository,
    target: `blobs/${digest}`,
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
function parseLength(text) {
  return text !== void 0 && /^\d+$/.test(text) ? Number(text) : void 0;
}
async function rehashBlob(requester, repository, blob) {
  let hash = createHash2("sha256");
  let size = 0;
  const sweep = createSweeper();
  return requester.retry(repository, () => {
    const request2 = {
      method: "GET",
      repository,
      target: `blobs/${blob.digest}`,
      headers: { ...size > 0 && { range: `bytes=${size}-` } },
      accept: [200, 206, 404, 416]
    };
    return requester.attempt(request2, async ({ status, body }, url) => {
      if (status === 404) {
        body.resume();
        return void 0;
      }
      if (status !== 206) [hash, size] = [createHash2("sha256"), 0];
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
        sweep(chunk.length);
      }
      return { digest: `sha256:${hash.digest("hex")}`, size };
    });
  });
}

// src/registry/copy.ts
import { Readable } from "node:stream";

// src/registry/blobCheck.ts
import { createHash as createHash3 } from "node:crypto";
function createBlobCheck(blob) {
  const hash = createHash3("sha256");
  let hashed = 0;
  return (chunk, position, url) => {
    const fresh = chunk.subarray(Math.max(0, hashed - position));
    if (fresh.length === 0) return;
    hash.update(fresh);
    hashed += fresh.length;
    const fault = hashed > blob.size ? `the blob is longer than ${blob.size} bytes` : hashed === blob.size && mismatch(hash.copy().digest("hex"), blob);
    if (fault)
      throw new RegistryError({
        kind: "content",
        method: "GET",
        url,
        code: "DIGEST_MISMATCH",
        detail: fault
      });
  };
}
function mismatch(hex, blob) {
  return `sha256:${hex}` === blob.digest ? void 0 : `the bytes have the digest sha256:${hex}, they should have ${blob.digest}`;
}

// src/registry/pool.ts
function createPool(size) {
  const waiting = [];
  let free = size;
  const startNext = () => {
    for (let next = waiting[0]; next && next.weight <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.weight;
      next.start();
    }
  };
  return async (weight, task) => {
    await new Promise((start3) => {
      waiting.push({ weight, start: start3 });
      startNext();
    });
    try {
      return await task();
    } finally {
      free += weight;
      startNext();
    }
  };
}

// src/registry/uploadLocation.ts
function locationOf({ headers }, { method, url, fallback }) {
  const fail = (detail) => new RegistryError({ kind: "content", method, url, detail });
  const location = headers.location;
  if (location === void 0 && fallback) return fallback;
  if (location === void 0) throw fail("the registry opened an upload but named no Location for it");
  if (!URL.canParse(location, url.href)) throw fail("the registry named a Location that is no URL");
  const target = new URL(location, url);
  if (url.protocol !== "https:" || target.protocol !== "http:") return target;
  if (target.hostname !== url.hostname) throw fail(`the upload would leave HTTPS for http://${target.host}`);
  return new URL(target.href.replace(/^http:/, "https:"));
}

// src/registry/uploadSession.ts
var WRITE = ["pull", "push"];
async function start2(upload, session) {
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
    return start2(upload, session);
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

// src/registry/uploadBytes.ts
var CLOSING_IDLE_MS = 3e5;
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
    accept: [201, 202, 204, 416]
  };
  const outcome = await requester.attempt(request2, async (response, url2) => {
    response.body.resume();
    session.location = locationOf(response, { method: "PATCH", url: url2, fallback: url2 });
    return { status: response.status, url: url2 };
  });
  if (outcome.kind === "again") return outcome;
  const { status, url } = outcome.value;
  if (status === 416) return misplaced(url, repository);
  session.received = source.size;
  return { kind: "done", value: void 0 };
}
function misplaced(url, { name }) {
  const failure = {
    kind: "refused",
    method: "PATCH",
    url,
    status: 416,
    detail: "the upload is at another byte"
  };
  return {
    kind: "again",
    reason: `PATCH ${name}: 416`,
    error: (end) => new RegistryError({ ...failure, end })
  };
}
async function close({ requester, repository, source }, session) {
  const whole = session.received < source.size;
  const target = new URL(session.location ?? "");
  target.search = `${target.search ? `${target.search}&` : "?"}digest=${encodeURIComponent(source.digest)}`;
  const headers = {
    "content-type": "application/octet-stream",
    "content-length": String(whole ? source.size : 0)
  };
  const request2 = {
    method: "PUT",
    repository,
    target,
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

// src/registry/upload.ts
var SINGLE_REQUEST = 32 * 1024 * 1024;
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
      session.broken = false;
      session.location = void 0;
      return {
        kind: "again",
        reason: `${error.method} ${repository.name}: ${error.status} ${error.code ?? ""}`.trim(),
        error: () => error
      };
    }
  });
}
function mayRestart({ status, code, method }) {
  if (method === "POST") return false;
  return status === 404 || code === "BLOB_UPLOAD_UNKNOWN" || code === "BLOB_UPLOAD_INVALID" || code === "DIGEST_INVALID";
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
    const started = await start2(upload, session);
    if (started.kind === "again") return started;
    if (started.value === "mounted") return { kind: "done", value: "mounted" };
  }
  if (source.size > SINGLE_REQUEST || session.received > 0) {
    const sent = await sendRest(upload, session);
    if (sent.kind === "again") return sent;
  }
  return close(upload, session);
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
var CONNECTIONS = 8;
var BREAKS = 7;
function blobCopier(requester, headBlob2) {
  const pool = createPool(CONNECTIONS);
  const sweep = createSweeper();
  const copies = /* @__PURE__ */ new Map();
  const copy = async (from, to, blob) => {
    if (await headBlob2(to, blob.digest) === blob.size) return "present";
    const read = createReader({ requester, from, blob, sweep });
    const source = {
      digest: blob.digest,
      size: blob.size,
      mountFrom: from.registry === to.registry && from.path !== to.path ? from.path : void 0,
      open: async (offset) => Readable.from(read(offset), { objectMode: false })
    };
    const weight = from.registry === to.registry ? 2 : 1;
    return pool(weight, () => uploadBlob({ requester, repository: to, source, headBlob: headBlob2 }));
  };
  return async (from, to, blob) => {
    const key = `${to.name}@${blob.digest}`;
    const known = copies.get(key);
    if (known) return known.then(() => "present");
    const started = copy(from, to, blob);
    copies.set(key, started);
    started.catch(() => copies.delete(key));
    return started;
  };
}
function openBlob(requester, from, { blob, offset }) {
  const headers = { ...offset > 0 && { range: `bytes=${offset}-` } };
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
    at: status === 206 ? offset : 0
  }));
}
function createReader({ requester, from, blob, sweep }) {
  const check = createBlobCheck(blob);
  return async function* read(offset) {
    let position = offset;
    for (let breaks = 0; position < blob.size; ) {
      const { body, url, at } = await openBlob(requester, from, { blob, offset: position });
      let reached = at;
      try {
        for await (const chunk of body) {
          check(chunk, reached, url);
          const wanted = chunk.subarray(Math.max(0, position - reached));
          reached += chunk.length;
          position = Math.max(position, reached);
          if (wanted.length > 0) yield wanted;
          sweep(chunk.length);
        }
        if (position < blob.size) throw ended(position, blob);
      } catch (error) {
        breaks += 1;
        if (breaks >= BREAKS || !mayPass(error)) throw error;
      }
    }
  };
}
function ended(position, blob) {
  return Object.assign(new Error(`the source ended after ${position} of ${blob.size} bytes`), {
    code: "ECONNRESET"
  });
}
function mayPass(error) {
  return error instanceof Error && "code" in error && !(error instanceof RegistryError) && attemptsForCode(String(error.code)) !== 1;
}

// src/registry/network.ts
import { BlockList, isIP } from "node:net";
var REACH = { public: 0, private: 1, loopback: 2, link: 3 };
var BLOCKS = [
  [REACH.link, blockOf("169.254.0.0/16", "fe80::/10")],
  [REACH.loopback, blockOf("127.0.0.0/8", "0.0.0.0/8", "::/127")],
  [REACH.private, blockOf("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")]
];
function blockOf(...nets) {
  const block = new BlockList();
  for (const net of nets) {
    const [address = "", prefix] = net.split("/");
    block.addSubnet(address, Number(prefix), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return block;
}
var bare = (hostname2) => hostname2.replace(/^\[|\]$/g, "");
function inList(list, address) {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
}
function reachOf(hostname2) {
  if (isLoopback(hostname2)) return REACH.loopback;
  return BLOCKS.find(([, block]) => inList(block, bare(hostname2)))?.[0] ?? REACH.public;
}
async function resolvedReachOf(hostname2) {
  if (isLoopback(hostname2) || isIP(bare(hostname2)) !== 0) return reachOf(hostname2);
  const { lookup } = await import("node:dns/promises");
  const { address } = await lookup(hostname2).catch(() => ({ address: "" }));
  return reachOf(address);
}
function isInsecure(host, insecure) {
  const hostname2 = host.replace(/:\d+$/, "");
  return insecure.some((entry) => {
    const [net = "", prefix] = entry.split("/");
    if (prefix === void 0) return entry === host || entry === hostname2;
    const family = isIP(net);
    const bits = /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN;
    if (!(bits <= (family === 6 ? 128 : family === 4 ? 32 : -1))) return false;
    return inList(blockOf(entry), bare(hostname2));
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
async function contact(host, send) {
  while (!host.settled && host.leading) await host.leading;
  if (host.settled) return send();
  const { promise, resolve } = Promise.withResolvers();
  host.leading = promise;
  try {
    return await lead(host, send);
  } finally {
    host.leading = void 0;
    resolve();
  }
}
async function lead(host, send) {
  let first;
  for (const candidate of host.candidates) {
    host.origin = candidate;
    try {
      return await send();
    } catch (error) {
      if (host.settled) throw error;
      first ??= error;
    }
  }
  host.origin = host.candidates[0] ?? host.origin;
  throw first;
}

// src/oci/manifest.ts
function parseManifest(bytes, contentType) {
  const json = parseObject(bytes);
  const mediaType = contentType.split(";")[0]?.trim() ?? "";
  if (json.mediaType !== void 0 && json.mediaType !== mediaType) {
    throw new Error(`the registry calls it ${mediaType || "nothing"}, its body ${String(json.mediaType)}`);
  }
  if (isIndexType(mediaType))
    return { kind: "index", mediaType, manifests: descriptors(json, "manifests"), ...rest(json) };
  if (isManifestType(mediaType)) {
    return {
      kind: "manifest",
      mediaType,
      config: descriptor(json.config, "config"),
      layers: descriptors(json, "layers"),
      ...rest(json)
    };
  }
  throw new Error(`media type ${mediaType || "(none)"} is neither an image index nor a manifest`);
}
function rest(json) {
  return {
    annotations: strings(json.annotations),
    ...json.subject !== void 0 && json.subject !== null && { subject: descriptor(json.subject, "subject") },
    ...typeof json.artifactType === "string" && { artifactType: json.artifactType }
  };
}
function descriptors(json, field2) {
  const list = json[field2];
  if (!Array.isArray(list)) throw new Error(`${field2} is no list`);
  return list.map((entry, index) => descriptor(entry, `${field2}[${index}]`));
}
function descriptor(value, field2) {
  if (!isObject(value)) throw new Error(`${field2} is no descriptor`);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== "string") throw new Error(`${field2}.mediaType is missing`);
  if (typeof digest !== "string" || !isDigest(digest)) throw new Error(`${field2}.digest is no sha256 digest`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
    throw new Error(`${field2}.size is no length`);
  const platform = platformOf(value.platform);
  return {
    mediaType,
    digest,
    size,
    ...platform && { platform },
    ...isObject(value.annotations) && { annotations: strings(value.annotations) },
    ...typeof value.artifactType === "string" && { artifactType: value.artifactType }
  };
}

// src/registry/putManifest.ts
var MISSING_PART_ATTEMPTS = 3;
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
      if (isImmutable(error) && await headManifest(repository, reference) === digest)
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
function isImmutable({ status, code, detail }) {
  return status === 412 || status === 409 || code === "TAG_INVALID" || /immutable|cannot be overwritten|already exists/i.test(detail);
}
function isMissingPart({ code }) {
  return code === "MANIFEST_BLOB_UNKNOWN" || code === "BLOB_UNKNOWN" || code === "DIGEST_INVALID";
}

// src/registry/manifests.ts
var LIMIT2 = 8 * 1024 * 1024;
var ACCEPT = MANIFEST_TYPES.join(", ");
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
  const fail = (detail, code) => new RegistryError({ kind: "content", method: "GET", url, code, detail });
  const bytes = await readBody(response, LIMIT2);
  const mediaType = (response.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  const digest = digestOf(bytes);
  const named = isDigest(reference) ? reference : String(response.headers["docker-content-digest"] ?? digest);
  if (isDigest(named) && named !== digest)
    throw fail(`the bytes have the digest ${digest}, they should have ${named}`, "DIGEST_MISMATCH");
  return { digest, mediaType, bytes, content: parseOr(fail, () => parseManifest(bytes, mediaType)) };
}
function parseOr(fail, parse) {
  try {
    return parse();
  } catch (error) {
    throw fail(`the manifest makes no sense: ${messageOf(error)}`, "MANIFEST_MALFORMED");
  }
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

// src/registry/describeReferrer.ts
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

// src/registry/fallbackTag.ts
var ROUNDS = 20;
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
async function addToFallback(effects, repository, { subject, entry, before: first, alone }) {
  const { clock } = effects;
  const seen = /* @__PURE__ */ new Map([[entry.digest, entry]]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = clock.now();
    const before = await (round === 0 ? first : readFallback(effects, repository, subject));
    const missing = [...seen].filter(([digest]) => !before.has(digest)).map(([, raw]) => raw);
    if (missing.length === 0) return;
    for (const [digest, raw] of before) seen.set(digest, raw);
    await writeFallback(effects, repository, { subject, entries: [...before.values(), ...missing] });
    if (alone) return;
    const settle = Math.max(SETTLE_MS, 3 * (clock.now() - began));
    await clock.sleep(settle * (1 + clock.random() * Math.min(round, 4)));
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
  const raw = JSON.parse(new TextDecoder().decode(held.bytes));
  return new Map(raw.manifests.map((descriptor2) => [descriptor2.digest, descriptor2]));
}
async function writeFallback({ putManifest: putManifest2 }, repository, { subject, entries }) {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries }));
  await putManifest2(repository, fallbackTag(subject), { mediaType: OCI_INDEX, bytes });
}

// src/registry/paging.ts
function nextPage(link, url) {
  const header = [link].flat().join(", ");
  const target = [...header.matchAll(/<([^>]*)>([^<]*)/g)].find(
    ([, , parameters]) => /;\s*rel\s*=\s*"?next\b/i.test(parameters ?? "")
  )?.[1];
  if (target === void 0 || !URL.canParse(target, url.href)) return void 0;
  const next = new URL(target, url);
  if (next.hostname !== url.hostname) return void 0;
  next.protocol = url.protocol;
  next.port = url.port;
  return next;
}

// src/registry/referrers.ts
var LIMIT3 = 16 * 1024 * 1024;
var PAGES = 100;
function referrerMethods(effects) {
  const inTurn = createTurns();
  return {
    listReferrers: async (repository, digest, artifactType) => {
      const all = await apiReferrers(effects.requester, repository, digest) ?? await fallbackReferrers(effects, repository, digest);
      const typed = await Promise.all(all.map((entry) => withType(effects, repository, entry)));
      return artifactType === void 0 ? typed : typed.filter((entry) => entry.artifactType === artifactType);
    },
    putReferrer: async (repository, manifest) => {
      const { subject, entry } = describeReferrer(manifest);
      let known = false;
      const onHeaders = (headers) => {
        known = headers["oci-subject"] !== void 0;
      };
      await effects.putManifest(repository, entry.digest, { ...manifest, onHeaders });
      if (known) return entry.digest;
      await inTurn(`${repository.name}@${subject}`, async () => {
        const before = readFallback(effects, repository, subject);
        before.catch(() => {
        });
        if (await apiReferrers(effects.requester, repository, subject)) return;
        await addToFallback(effects, repository, { subject, entry, before, alone: manifest.alone ?? false });
      });
      return entry.digest;
    }
  };
}
function createTurns() {
  const turns = /* @__PURE__ */ new Map();
  return (key, task) => {
    const turn = (turns.get(key) ?? Promise.resolve()).then(task);
    turns.set(
      key,
      turn.catch(() => {
      })
    );
    return turn;
  };
}
async function withType({ getManifest }, repository, entry) {
  if (entry.artifactType !== void 0 && entry.artifactType !== OCI_EMPTY) return entry;
  const held = await getManifest(repository, entry.digest).catch((error) => {
    if (error instanceof RegistryError && error.kind === "content") return void 0;
    throw error;
  });
  const artifactType = held?.content.artifactType;
  return artifactType === void 0 ? entry : { ...entry, artifactType };
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
function readPage(requester, repository, target) {
  const request2 = {
    method: "GET",
    repository,
    target,
    headers: { accept: OCI_INDEX },
    accept: [200, ...NOT_THERE]
  };
  return requester.send(request2, async (response, url) => {
    const bytes = await readBody(response, LIMIT3);
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

// src/registry/answer.ts
import { Readable as Readable2 } from "node:stream";

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
var LIMIT4 = 5;
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
  if (hops >= LIMIT4) throw fail(`more than ${LIMIT4} redirects`);
  if (!URL.canParse(location, from.href)) throw fail("redirected to something that is no URL");
  const url = new URL(location, from);
  if (url.protocol !== "https:" && url.protocol !== from.protocol)
    throw fail(`redirected from ${from.protocol} to ${url.protocol}`);
  return url;
}

// src/registry/refusal.ts
var LIMIT5 = 64 * 1024;
var WANTS_HTTPS = /HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|SSL-enabled server port/i;
async function readRefusal(response, { method, url, unsettled }) {
  const { status, headers } = response;
  const bytes = await readBody(response, LIMIT5).catch(() => new Uint8Array());
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
function outcomeOfRefusal(refusal2, { method, url, host, now }) {
  const { status, headers, code, anonymous = false } = refusal2;
  const detail = [refusal2.detail, scopeNote(refusal2)].filter(Boolean).join(" ");
  const failure = { kind: "refused", method, url, status, code, detail, headers, anonymous };
  const limited = status === 429 || status === 403 && (host.quirks.passingDenial?.test(detail) ?? false);
  if (!limited && !isPassingStatus(status)) throw new RegistryError(failure);
  const retryAfterMs = parseRetryAfter(headers["retry-after"], now);
  return {
    kind: "again",
    reason: `${method} ${url.host}: ${status} ${code ?? detail}`.trim(),
    retryAfterMs,
    slowsHost: limited || status === 503 && retryAfterMs !== void 0,
    error: (end) => new RegistryError({ ...failure, end })
  };
}
function scopeNote({ challenge, detail }) {
  const short2 = challenge?.kind === "bearer" && challenge.error === "insufficient_scope";
  return short2 && !detail.includes("insufficient_scope") ? "(insufficient_scope)" : "";
}
function outcomeOfError(error, { method, url, answered = false }) {
  if (error instanceof RegistryError || !(error instanceof Error) || !("code" in error)) throw error;
  const code = String(error.code);
  const detail = error.message.startsWith(code) ? error.message.slice(code.length).replace(/^[:\s]+/, "") : error.message;
  if (code === "EMSGSIZE") throw new RegistryError({ kind: "content", method, url, detail, cause: error });
  return {
    kind: "again",
    reason: `${method} ${url.host}: ${error.message}`,
    attempts: attemptsForCode(code, answered),
    error: (end) => new RegistryError({ kind: "unreachable", method, url, code, detail, end, cause: error })
  };
}

// src/registry/answer.ts
function urlOf({ repository, target }, host) {
  return target instanceof URL ? target : new URL(`/v2/${repository.path}/${target}`, host.origin);
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
    const { refusal: refusal2, response, url } = answer;
    if (seen.has(response.status) || url.origin !== host.origin.origin) return answer;
    const hidden = !authorization && !host.challenge && HIDDEN.has(response.status);
    const kept = hidden ? await beforeLogin(answer, host, effects) : answer;
    if (!(hidden && host.challenge) && !(refusal2 && mayHelp(refusal2))) return kept;
    seen.add(response.status);
    const challenge = refusal2?.challenge ?? host.challenge;
    const better = await authorizer.renew({ ...host, challenge }, scopes, authorization);
    if (!better) return kept;
    response.body.resume();
    authorization = better;
  }
}
var HIDDEN = /* @__PURE__ */ new Set([403, 404]);
var LIMIT6 = 64 * 1024;
async function beforeLogin(answer, host, { http, signal }) {
  const bytes = answer.refusal ? void 0 : await readBody(answer.response, LIMIT6).catch(() => void 0);
  host.asked ??= http.request({ method: "GET", url: new URL("/v2/", host.origin), signal, insecure: host.insecure }).then(({ status, headers, body }) => {
    body.resume();
    if (status === 401) host.challenge = parseChallenge(headers["www-authenticate"]);
  }).catch(() => {
  });
  await host.asked;
  return { ...answer, response: { ...answer.response, body: Readable2.from(bytes ? [bytes] : []) } };
}
function mayHelp({ status, code, detail, challenge }) {
  if (status === 401) return true;
  if (status !== 403 || code === "DENIED" || /permission_denied/.test(detail)) return false;
  return challenge !== void 0 || /insufficient_?scope/i.test(`${code} ${detail}`);
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
  const refusal2 = accepted ? void 0 : await readRefusal(response, { method: request2.method, url: last, unsettled: !host.settled });
  host.settled = true;
  host.challenge = refusal2?.status === 401 && last.origin === host.origin.origin ? refusal2.challenge ?? host.challenge : host.challenge;
  if (refusal2) refusal2.anonymous = authorization?.anonymous ?? true;
  return { response, url: last, refusal: refusal2 };
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
      return outcomeOfError(error, { method: request2.method, url, answered: host.settled });
    }
  };
  const retry = (repository, run) => effects.retry.run(effects.hosts(repository.registry).origin.host, run);
  return {
    attempt: attempt2,
    retry,
    send: (request2, consume) => retry(request2.repository, () => attempt2(request2, consume))
  };
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
  const all = new Set(first.imageTags);
  let page = first;
  for (let pages = 1; page && pages < PAGES2; pages += 1) {
    const known = all.size;
    page = await readNext(requester, repository, page);
    for (const imageTag of page?.imageTags ?? []) all.add(imageTag);
    if (all.size === known) break;
  }
  return [...all];
}
function readNext(requester, repository, page) {
  if (page.next) return readPage2(requester, repository, page.next);
  if (page.imageTags.length !== PAGE) return Promise.resolve(void 0);
  const last = encodeURIComponent(page.imageTags.at(-1) ?? "");
  return readPage2(requester, repository, `tags/list?n=${PAGE}&last=${last}`);
}
function readPage2(requester, repository, target) {
  return requester.send({ method: "GET", repository, target, accept: [200, 404] }, async (response, url) => {
    const bytes = await readBody(response, LIMIT7);
    if (response.status === 404) return void 0;
    return { imageTags: parseTags(bytes, url), next: nextPage(response.headers.link, url) };
  });
}
function parseTags(bytes, url) {
  const tags = tagsIn(bytes);
  if (tags === null) return [];
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === "string"))
    return tags.filter((tag) => TAG.test(tag));
  throw new RegistryError({ kind: "content", method: "GET", url, detail: "the list of tags makes no sense" });
}
function tagsIn(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))?.tags;
  } catch {
    return void 0;
  }
}

// src/registry/realm.ts
async function checkRealm({ realm, origin }) {
  const fail = (detail) => new RegistryError({ kind: "content", method: "GET", url: origin, code: "REALM", detail });
  if (!URL.canParse(realm)) throw fail("the registry names a token service that is no URL");
  const url = new URL(realm);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw fail(`the registry names a token service at ${url.protocol}`);
  if (url.protocol === "http:" && origin.protocol === "https:")
    throw fail(`the token service ${url.host} speaks plain HTTP while the registry speaks HTTPS`);
  const reach = url.hostname === origin.hostname ? REACH.public : reachOf(url.hostname);
  if (reach !== REACH.public && reach > await resolvedReachOf(origin.hostname))
    throw fail(`the token service ${url.host} is at a private address and the registry is not`);
  return url;
}

// src/registry/token.ts
var DEFAULT_LIFE_S = 60;
var EARLY_S = 15;
var LIMIT8 = 1024 * 1024;
async function fetchToken(request2, effects) {
  const realm = await checkRealm(request2);
  return effects.retry.run(realm.host, () => attempt(request2, realm, effects));
}
async function attempt(request2, realm, effects) {
  const { method, url, headers, body } = wire(request2, realm);
  const { http, signal, insecure, clock } = effects;
  try {
    const response = await http.request({ method, url, headers, signal, insecure, ...body && { body } });
    const bytes = await readBody(response, LIMIT8);
    if (response.status === 200)
      return { kind: "done", value: parseToken(bytes, { method, url, now: clock.now() }) };
    return refused2({ method, url, response, bytes, now: clock.now(), anonymous: !request2.credentials });
  } catch (error) {
    signal?.throwIfAborted();
    return outcomeOfError(error, { method, url });
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
function refused2({ method, url, response, bytes, now, anonymous }) {
  const { status, headers } = response;
  const failure = {
    kind: "refused",
    method,
    url,
    status,
    headers,
    anonymous,
    ...parseErrorBody(bytes)
  };
  if (!isPassingStatus(status)) throw new RegistryError(failure);
  return {
    kind: "again",
    reason: `the token service ${url.host} answered ${status}`,
    retryAfterMs: parseRetryAfter(headers["retry-after"], now),
    slowsHost: status === 429,
    error: (end) => new RegistryError({ ...failure, end })
  };
}
function parseToken(bytes, { method, url, now }) {
  const json = parseObject2(bytes);
  const value = [json.token, json.access_token].find(
    (text) => typeof text === "string" && /^[\x21-\x7e]+$/.test(text)
  );
  if (typeof value !== "string") {
    throw new RegistryError({
      kind: "content",
      method,
      url,
      detail: "the token service answered without a token"
    });
  }
  const life = typeof json.expires_in === "number" && json.expires_in > 0 ? json.expires_in : DEFAULT_LIFE_S;
  return { value, renewAt: now + (life - Math.min(EARLY_S, life / 4)) * 1e3 };
}
function parseObject2(bytes) {
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes));
    return typeof json === "object" && json !== null ? json : {};
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
    retry
  });
}
function methods({ requester, clock, http, retry }) {
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
        open: async (offset) => Readable3.from([bytes.subarray(offset)])
      };
      const present = await blobs.headBlob(repository, source.digest) === source.size;
      if (!present) await uploadBlob({ requester, repository, source, headBlob: blobs.headBlob });
      return source.digest;
    },
    copyBlob: blobCopier(requester, blobs.headBlob),
    listTags: (repository) => listTags(requester, repository),
    checkPush: (repository) => checkPush2(requester, repository),
    wait: retry.wait,
    exempt: retry.exempt,
    waits: retry.waits,
    close: http.close
  };
}
async function readCertificates(directories, host) {
  const certificates = await import("./host-certificates.js");
  return certificates.readCertificates(directories, host);
}
var lazyExec = async (argv, options) => (await import("./host-exec-2.js")).exec(argv, options);

// src/registry/remembered.ts
function rememberContents(client) {
  const manifests = /* @__PURE__ */ new Map();
  const blobs = /* @__PURE__ */ new Map();
  const lengths = /* @__PURE__ */ new Map();
  return {
    ...client,
    getManifest: async (repository, reference) => {
      if (isDigest(reference))
        return once(
          manifests,
          `${repository.name}@${reference}`,
          () => client.getManifest(repository, reference)
        );
      const found = await client.getManifest(repository, reference);
      if (found) manifests.set(`${repository.name}@${found.digest}`, Promise.resolve(found));
      return found;
    },
    getBlob: (repository, blob) => once(blobs, `${repository.name}@${blob.digest}`, () => client.getBlob(repository, blob)),
    headBlob: (repository, digest) => once(lengths, `${repository.name}@${digest}`, () => client.headBlob(repository, digest))
  };
}
function once(known, key, read) {
  const begun = known.get(key) ?? read();
  known.set(key, begun);
  const forget = () => known.delete(key);
  begun.then((found) => found ?? forget(), forget);
  return begun;
}

// src/context/buildContext.ts
import { promises as fs } from "node:fs";
import { basename, join as join6 } from "node:path";

// src/context/dockerignore.ts
import { posix } from "node:path";
function parseDockerignore(text) {
  const patterns = text.replace(/^\uFEFF/, "").split(/\r?\n/).filter((line) => !line.startsWith("#")).map((line) => line.trim()).flatMap(parsePattern);
  return {
    match: (path, above) => matchAll(patterns, path, above),
    mayContainExceptions: (folder) => patterns.some(
      ({ exception, literal }) => exception && (`${folder}/`.startsWith(literal) || literal.startsWith(`${folder}/`))
    )
  };
}
function parsePattern(line) {
  const exception = line.startsWith("!");
  const written = (exception ? line.slice(1) : line).trim();
  if (written === "") return [];
  const clean = posix.normalize(written).replace(/(?<=.)\/$/, "").replace(/^\/(?=.)/, "");
  const literal = /^[^*?[\\]*/.exec(clean)?.[0] ?? "";
  try {
    return [{ expression: new RegExp(`^${expressionOf(clean)}$`, "s"), exception, literal }];
  } catch {
    return [];
  }
}
function expressionOf(pattern) {
  const [, stars, plain2] = /^(\*\*(?!\/))?([^*?[\]\\]+)$/.exec(pattern) ?? [];
  if (plain2 !== void 0) return `${stars ? ".*" : ""}${plain2.replaceAll(/[.+()|{}^$]/g, "\\$&")}`;
  return pattern.replace(
    /\*\*\/?|\*|\?|\\([\s\S]?)|[.+()|{}$]/g,
    (token, escaped2, at) => {
      if (token.startsWith("**")) return at + token.length === pattern.length ? ".*" : "(?:.*/)?";
      if (token === "*") return "[^/]*";
      if (token === "?") return "[^/]";
      return escaped2 === void 0 ? `\\${token}` : `\\${escaped2 || "\\"}`;
    }
  );
}
function matchAll(patterns, path, above) {
  let ignored = false;
  const matched = patterns.map(({ expression, exception }, index) => {
    const inherited = above?.matched[index] === true;
    const found = inherited || exception === ignored && expression.test(path);
    if (found) ignored = !exception;
    return found;
  });
  return { ignored, matched };
}

// src/context/buildContext.ts
var BOUNDS = { entries: 2e5, ms: 300 };
var AT_ONCE = 128;
var UNWANTED = /* @__PURE__ */ new Set([".git", "node_modules", ".env"]);
var LARGEST = 3;
async function readBuildContext(folder, dockerfile, bounds = BOUNDS) {
  const found = await readIgnoreFile(folder, dockerfile);
  const count = new Count(folder, parseDockerignore(found?.text ?? ""), bounds);
  return await count.run() ? { ...count.facts(), ignoreFile: found?.name } : void 0;
}
async function readIgnoreFile(folder, dockerfile) {
  const names = [`${dockerfile}.dockerignore`, join6(folder, ".dockerignore")];
  for (const name of names) {
    const text = await fs.readFile(name, "utf8").catch(() => void 0);
    if (text !== void 0) return { name: basename(name), text };
  }
  return void 0;
}
var Count = class {
  #root;
  #ignore;
  #bounds;
  #end;
  #top = /* @__PURE__ */ new Map();
  #unwanted = /* @__PURE__ */ new Map();
  #entries = 0;
  #files = 0;
  #complete = true;
  constructor(root, ignore, bounds) {
    this.#root = root;
    this.#ignore = ignore;
    this.#bounds = bounds;
    this.#end = performance.now() + bounds.ms;
  }
  /** False where the context itself cannot be read. */
  async run() {
    const folders = [{ path: "", match: void 0 }];
    for (const folder of folders) {
      if (this.#mustStop()) break;
      const entries = await fs.readdir(join6(this.#root, folder.path), { withFileTypes: true }).catch(() => void 0);
      if (entries === void 0 && folder.path === "") return false;
      folders.push(...await this.#look(folder, entries ?? []));
    }
    return true;
  }
  facts() {
    const sizes = [...this.#top].map(([name, bytes]) => ({ name, bytes }));
    return {
      bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
      files: this.#files,
      complete: this.#complete,
      unwanted: [...this.#unwanted.values()],
      largest: sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, LARGEST)
    };
  }
  #mustStop() {
    if (this.#entries < this.#bounds.entries && performance.now() < this.#end) return false;
    this.#complete = false;
    return true;
  }
  /** Counts a folder's files; resolves to the folders in it that are to be looked into. */
  async #look(folder, entries) {
    const folders = [];
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      if (at > 0 && this.#mustStop()) break;
      const some = entries.slice(at, at + AT_ONCE);
      this.#entries += some.length;
      const looked = await Promise.all(some.map((entry) => this.#one(folder, entry)));
      folders.push(...looked.filter((one) => one !== void 0));
    }
    return folders;
  }
  async #one(folder, entry) {
    const path = folder.path ? `${folder.path}/${entry.name}` : entry.name;
    const match = this.#ignore.match(path, folder.match);
    if (entry.isDirectory() && match.ignored)
      return this.#ignore.mayContainExceptions(path) ? { path, match } : void 0;
    if (match.ignored) return void 0;
    if (UNWANTED.has(entry.name) && !this.#unwanted.has(entry.name)) this.#unwanted.set(entry.name, path);
    if (entry.isDirectory()) return { path, match };
    const bytes = await fs.lstat(join6(this.#root, path)).then(
      ({ size }) => size,
      () => 0
      // gone since
    );
    const top = path.split("/", 1)[0] ?? path;
    this.#top.set(top, (this.#top.get(top) ?? 0) + bytes);
    this.#files += 1;
    return void 0;
  }
};

// src/plan/contextNotices.ts
var LARGE = 1e8;
function reportContext(folder, facts) {
  const atLeast = facts.complete ? "" : "more than ";
  const size = `${atLeast}${formatSize(facts.bytes)} in ${facts.files} file${facts.files === 1 ? "" : "s"}`;
  const faults = [
    ...facts.bytes > LARGE ? [
      `is large; most of it is ${facts.largest.map(({ name, bytes }) => `${name} (${formatSize(bytes)})`).join(", ")}`
    ] : [],
    ...facts.unwanted.length > 0 ? [`holds ${facts.unwanted.join(", ")}`] : []
  ];
  if (faults.length === 0) return { size, notices: [] };
  const file = facts.ignoreFile ?? ".dockerignore";
  const patterns = facts.unwanted.map(patternOf);
  const remedy = patterns.length > 0 ? `Put into ${file}:
${patterns.join("\n")}` : `Put into ${file} what the build does not need.`;
  const text = `The build context ${folder} (${size}) ${faults.join(", and ")}. ${remedy}`;
  return { size, notices: [{ level: "warning", text }] };
}
function patternOf(path) {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? path : `**/${path.slice(slash + 1)}`;
}
var formatSize = (bytes) => bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

// src/stages/buildEffects.ts
var buildEffects = {
  reportContext: async ({ folder, dockerfile }) => {
    const facts = await readBuildContext(folder, dockerfile);
    return facts && reportContext(folder, facts);
  },
  restoreFolder: async (folder, prefix) => (await import("./host-actionsCache.js")).restoreFolder(folder, prefix),
  saveFolder: async (folder, key) => (await import("./host-actionsCache.js")).saveFolder(folder, key)
};

// src/stages/builderSource.ts
import { rm as rm4 } from "node:fs/promises";

// src/execute/builderEngine.ts
import { createHash as createHash4 } from "node:crypto";
import { mkdir as mkdir2, mkdtemp as mkdtemp2, readFile as readFile5, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join as join8 } from "node:path";

// src/host/engineSocket.ts
import { createServer } from "node:net";
async function serveEngineSocket(endpoint, path, onFault) {
  const open = /* @__PURE__ */ new Set();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    open.add(client);
    client.on("close", () => open.delete(client));
    forward(client, endpoint, onFault);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path, readableAll: false, writableAll: false }, resolve);
  });
  return {
    path,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const client of open) client.destroy();
    })
  };
}
function forward(client, endpoint, onFault) {
  const upgrade = request({
    method: "POST",
    path: "/grpc",
    headers: { Host: "docker", Connection: "Upgrade", Upgrade: "h2c" },
    createConnection: () => openEngine(endpoint)
  });
  const refuse = (text) => {
    onFault(text);
    client.destroy();
  };
  client.on("error", () => {
  });
  client.on("close", () => upgrade.destroy());
  upgrade.on(
    "error",
    (error) => client.destroyed || refuse(`the engine's BuildKit cannot be reached: ${error.message}`)
  );
  upgrade.on("response", (response) => {
    refuse(`the engine does not offer its BuildKit: it answered POST /grpc with ${response.statusCode}`);
    response.destroy();
  });
  upgrade.on("upgrade", (_response, engine, head) => join7(client, engine, head));
  upgrade.end();
}
function join7(client, engine, head) {
  if (head.length > 0) client.write(head);
  engine.on("error", () => {
  });
  engine.on("close", () => client.destroy());
  client.on("close", () => engine.destroy());
  engine.pipe(client);
  client.pipe(engine);
  client.resume();
}

// src/execute/builderEngine.ts
var NAME = "publish-image";
var LONGEST_SOCKET_PATH = 100;
async function openEngineBuilder(plan, effects) {
  const folder = await privateFolder(effects.temporary);
  const state = { folder };
  effects.saveState(BUILDER_STATE, JSON.stringify(state));
  const path = join8(folder, "buildkit.sock");
  await mkdir2(join8(folder, "instances"));
  const instance = JSON.stringify(instanceOf(path, plan));
  const file = join8(folder, "instances", NAME);
  const [socket] = await Promise.all([
    serveEngineSocket(effects.engine, path, (text) => effects.log.warning(text)),
    writeFile2(file, instance, { mode: 384 }),
    writeIdentity(effects.buildx.folder, folder)
  ]);
  const buildx = effects.buildx.command;
  const env = { ...effects.environment, BUILDX_CONFIG: folder };
  const ready = plan.nodes.length > 0 ? declarePlatforms({ name: NAME, path: file, buildx, env }, effects) : Promise.resolve();
  ready.catch(() => {
  });
  return {
    name: NAME,
    buildx,
    env,
    ready,
    close: async () => {
      await socket.close();
      await rm3(folder, { recursive: true, force: true }).catch(() => {
      });
    }
  };
}
var IDENTITY = ".buildNodeID";
async function writeIdentity(from, to) {
  const own = await readFile5(join8(from, IDENTITY), "utf8").catch(() => "");
  const made = createHash4("sha256").update(`${hostname()} ${from}`).digest("hex").slice(0, 16);
  await writeFile2(join8(to, IDENTITY), own || made, { mode: 384 });
}
async function privateFolder(temporary) {
  const folder = await mkdtemp2(join8(temporary, "publish-image-"));
  if (Buffer.byteLength(join8(folder, "buildkit.sock")) <= LONGEST_SOCKET_PATH) return folder;
  await rm3(folder, { recursive: true });
  return mkdtemp2(join8(tmpdir(), "publish-image-"));
}
function instanceOf(path, { nodes }) {
  const engine = {
    name: void 0,
    endpoint: `unix://${path}`,
    platforms: [],
    driverOpts: [],
    labels: {}
  };
  return {
    Name: NAME,
    Driver: "remote",
    Nodes: [engine, ...nodes].map((node, index) => ({
      Name: node.name ?? `${NAME}${index}`,
      Endpoint: node.endpoint,
      Platforms: node.platforms,
      DriverOpts: Object.fromEntries(node.driverOpts.map(splitOption)),
      Flags: null,
      Files: null
    })),
    Dynamic: false
  };
}
function splitOption(option) {
  const at = option.indexOf("=");
  return at < 0 ? [option, ""] : [option.slice(0, at), option.slice(at + 1)];
}

// src/execute/builderStarted.ts
import { mkdir as mkdir3, writeFile as writeFile3 } from "node:fs/promises";
import { join as join9 } from "node:path";

// src/execute/bootError.ts
var REMEDIES = [
  {
    match: /command \[ssh /,
    hint: "SSH has to work without questions, as `ssh HOST docker version` does: the host is in known_hosts, the key in the agent or where ~/.ssh/config names it."
  },
  {
    match: /rootlesskit/,
    hint: "BuildKit without root needs user namespaces where it runs: https://github.com/moby/buildkit/blob/master/docs/rootless.md#troubleshooting"
  },
  {
    match: /kubernetes (api|namespace)|\/apis\/apps\/|no pods? |quantities must match/i,
    hint: "Point KUBECONFIG at the cluster, as `kubectl get deployments` has it, and look at `driver-opts`."
  },
  {
    match: /deadline exceeded|connection refused|no such host|certificate/i,
    hint: "It does not answer: look at the endpoint of each node, and at cacert, cert and key in its driver-opts."
  },
  {
    match: /pull access denied|not found|manifest unknown|failed to resolve|toomanyrequests/i,
    hint: "Its image could not be pulled: name another one by `buildkit-image`, such as one from a registry of your own."
  },
  {
    match: /privileged|operation not permitted|permission denied/i,
    hint: "The engine does not allow what BuildKit needs. Use `driver: docker`, a rootless `buildkit-image`, or a remote builder."
  },
  {
    match: /unknown driver-opt|invalid driver option|invalid value .*expecting k=v/i,
    hint: "Correct `driver-opts`: one `key=value` a line, as the driver knows them."
  },
  {
    match: /toml|buildkitd\.toml|config|flag provided/i,
    hint: "Look at `buildkitd-config`, `buildkitd-config-inline` and `buildkitd-flags`."
  }
];
function bootError(driver, words) {
  const said = saidBy(words);
  const hint = REMEDIES.find(({ match }) => match.test(said))?.hint ?? "Nothing was built. `driver: auto` or a `builder` of your own may work.";
  return new UserError(`The builder (driver ${driver}) did not start: ${said || "buildx gave no reason"}`, {
    hint
  });
}
var LAST_WORDS = /(?:\[rootlesskit:\w+ *\] error: (?!child exited)|buildkitd: |flag provided but not defined: )[^[\n]+/g;
function saidBy(words) {
  const said = /^ERROR: (.*)$/m.exec(words)?.[1] ?? words.trim().split("\n").at(-1) ?? "";
  if (!/^exit (code|status) \d+$|is restarting/.test(said)) return said;
  return words.match(LAST_WORDS)?.at(-1)?.trim() ?? said;
}

// src/execute/builderStarted.ts
var CONFIG_FILE = "buildkitd.toml";
async function startBuilder(plan, effects) {
  const folder = plan.keep ? effects.buildx.folder : join9(effects.temporary, plan.name);
  const env = { ...effects.environment, BUILDX_CONFIG: folder };
  const buildx = effects.buildx.command;
  if (!plan.keep) {
    const state = { folder, started: { name: plan.name, buildx } };
    effects.saveState(BUILDER_STATE, JSON.stringify(state));
  }
  await mkdir3(folder, { recursive: true, mode: 448 });
  const ready = boot(plan, { ...effects, env, folder });
  ready.catch(() => {
  });
  return { name: plan.name, buildx, env, ready, close: async () => {
  } };
}
async function boot(plan, effects) {
  if (await isThere(join9(effects.folder, "instances", plan.name))) return;
  const config = plan.config === void 0 ? void 0 : join9(effects.folder, `${plan.name}.${CONFIG_FILE}`);
  if (config && plan.config !== void 0) await writeFile3(config, plan.config, { mode: 384 });
  for (const argv of createCommands(plan, config)) {
    const result = await effects.exec([...effects.buildx.command, ...argv], {
      env: effects.env,
      signal: effects.signal
    });
    if (effects.signal.aborted)
      throw new UserError("The run was cancelled while the builder started; nothing was built.");
    if (!result.ok) throw bootError(plan.kind, result.stderr || String(result.error ?? ""));
  }
  const path = join9(effects.folder, "instances", plan.name);
  await declarePlatforms(
    { name: plan.name, path, buildx: effects.buildx.command, env: effects.env },
    effects
  );
}
function createCommands(plan, config) {
  const last = plan.nodes.length - 1;
  return plan.nodes.map((node, index) => [
    "create",
    `--name=${plan.name}`,
    `--driver=${plan.kind}`,
    ...index > 0 ? ["--append"] : [],
    ...index === last ? ["--bootstrap"] : [],
    ...nodeOptions(node),
    ...plan.buildkitdFlags === void 0 ? [] : [`--buildkitd-flags=${plan.buildkitdFlags}`],
    ...config === void 0 ? [] : [`--buildkitd-config=${config}`],
    ...node.endpoint === void 0 ? [] : [node.endpoint]
  ]);
}
function nodeOptions(node) {
  return [
    ...node.name === void 0 ? [] : [`--node=${node.name}`],
    ...node.driverOpts.map((option) => `--driver-opt=${asCsv(option)}`),
    ...node.platforms.length > 0 ? [`--platform=${node.platforms.map(formatPlatform).join(",")}`] : []
  ];
}
function asCsv(option) {
  return /[",]/.test(option) ? `"${option.replaceAll('"', '""')}"` : option;
}

// src/execute/builder.ts
async function openBuilder(plan, effects) {
  if (plan.kind === "engine") return openEngineBuilder(plan, effects);
  if (plan.kind !== "existing") return startBuilder(plan, effects);
  return {
    name: plan.name,
    buildx: effects.buildx.command,
    env: { ...effects.environment, BUILDX_CONFIG: effects.buildx.folder },
    ready: Promise.resolve(),
    close: async () => {
    }
  };
}

// src/host/childEnvironment.ts
var OURS = /^(?:INPUT_|ACTIONS_RUNTIME_TOKEN$|ACTIONS_ID_TOKEN_|GITHUB_TOKEN$)/;
var CACHE = /^ACTIONS_(?:CACHE_|RESULTS_|RUNTIME_)/;
var DEFAULTS = { BUILDX_METADATA_PROVENANCE: "disabled" };
function childEnvironment(environment, settings) {
  const kept = Object.entries(environment).filter(
    ([name]) => !OURS.test(name) || settings.ghaCache && CACHE.test(name)
  );
  return {
    ...DEFAULTS,
    ...Object.fromEntries(kept),
    ...settings.traceparent && { TRACEPARENT: settings.traceparent }
  };
}

// src/stages/builderSource.ts
function createBuilderSource(tools, secrets) {
  const { build: build2 } = tools.inputs;
  let ahead;
  const open = async (plan) => openBuilder(plan, await builderEffects(tools));
  const prepare = async (plan) => {
    const [builder, folder] = await Promise.all([
      open(plan),
      createBuildFolder(temporaryFolder(tools.entry.environment))
    ]);
    return { builder, folder };
  };
  return {
    prepare: (plan) => {
      const boots = plan.kind !== "engine" && plan.kind !== "existing";
      if (ahead || boots || build2.cgroupParent !== void 0) return;
      ahead = { plan, prepared: prepare(plan) };
      ahead.prepared.catch(() => {
      });
    },
    startBake: () => {
      if (!ahead || ahead.bake) return;
      ahead.bake = ahead.prepared.then(async (prepared) => {
        await prepared.builder.ready;
        return startBake(prepared, { ...tools, secrets });
      });
      ahead.bake.catch(() => {
      });
    },
    open: async (plan) => {
      if (ahead?.plan !== plan) return open(plan);
      const [{ builder }, waiting] = await Promise.all([ahead.prepared, ahead.bake]);
      return { ...builder, ...waiting && { waiting } };
    },
    close: async () => {
      await ahead?.bake?.then((bake) => bake.discard()).catch(() => {
      });
      await ahead?.prepared.then(closePrepared).catch(() => {
      });
    }
  };
}
async function closePrepared({ builder, folder }) {
  await Promise.all([builder.close(), rm4(folder, { recursive: true, force: true })]);
}
function startBake({ builder, folder }, { inputs, entry, secrets }) {
  const launch = {
    buildx: builder.buildx,
    builder: builder.name,
    allow: planAllow(inputs.build),
    env: { ...builder.env, ...secrets },
    folder
  };
  return startWaitingBake(launch, { exec, signal: entry.signal });
}
async function builderEffects({ inputs, gathered, entry, logins }) {
  const { log, signal, environment } = entry;
  const { buildx, trace } = gathered.context;
  if (!buildx) throw new UserError("No buildx was found beside the container engine");
  const ghaCache = wantsActionsCache(inputs.build, cacheServiceOf(environment));
  const temporary = temporaryFolder(environment);
  const own = await createDockerConfig(logins.logins, { environment, temporary, saveState });
  return {
    exec,
    log,
    signal,
    temporary,
    environment: {
      ...childEnvironment(environment, { traceparent: trace.traceparent, ghaCache }),
      ...own.env
    },
    engine: await readEngineEndpoint(environment),
    buildx,
    saveState
  };
}

// src/stages/cacheEntries.ts
function cacheEntriesOf(environment, signal) {
  const { ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_TOKEN: token } = environment;
  const { reads, writes } = cacheServiceOf(environment);
  if (!url || !token) return {};
  const entries = createCacheEntries({ url, token, environment, signal });
  return { ...writes && { put: entries.put }, ...reads && { newest: entries.newest } };
}

// src/stages/session.ts
function openSession(tools) {
  const { gathered, entry, logins } = tools;
  const { log, signal, environment } = entry;
  const options = {
    environment,
    log,
    credentials: logins.logins,
    insecure: gathered.context.engine?.insecureRegistries ?? [],
    exec
  };
  const client = createRegistryClient({ ...options, signal });
  const contents = rememberContents(client);
  const build2 = withDefaultContext(tools.inputs, gathered.context);
  const secrets = planSecrets(build2, environment).environment;
  for (const secret of Object.values(planSecrets(build2).environment)) log.mask(secret);
  const builders = createBuilderSource(tools, secrets);
  const effects = {
    ...promoteEffects({ client, contents }, tools),
    ...buildEffects,
    pushed: rememberContents(client),
    exec,
    signal,
    github: gathered.api,
    secrets,
    cacheEntries: cacheEntriesOf(environment, signal),
    temporary: temporaryFolder(environment),
    lateClient: (ms) => createRegistryClient({ ...options, deadline: Date.now() + ms }),
    openBuilder: builders.open,
    registerEmulators: async (platforms, image) => registerEmulators(platforms, image, { engine: await readEngineEndpoint(environment), log, signal })
  };
  return {
    client,
    effects,
    readPublished: (questions, onMissing) => readPublished(contents, questions, onMissing),
    builders,
    carryOut: (plan) => execute(plan, effects)
  };
}
function promoteEffects({ client, contents }, { gathered, entry }) {
  const created = gathered.context.now.toISOString();
  return {
    client,
    log: entry.log,
    pause,
    decide: decideMove,
    ancestry: gathered.compareCommits,
    readHeld: (repository, digest, whole) => readHeld(whole ? client : contents, repository, { reference: digest, whole }),
    announce: async (announcement) => {
      const replaces = announcement.tags.some(({ before }) => before !== void 0);
      if (replaces) await writeRecord(client, announcement, { kind: "promotion", created });
    },
    isAnnounced: (repository, digest, tag) => isRecorded(client, { repository, digest }, tag)
  };
}
export {
  openSession
};
