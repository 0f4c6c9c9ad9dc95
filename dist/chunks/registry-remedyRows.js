import { LONGEST_WAIT_MS, parseRetryAfter } from "./main.js";
import {
  LAG_MS,
  untilThere
} from "./registry-lag.js";
import { attestedDigest, isAttestation } from "./stages-carryOut.js";
import { formatPlatform, parsePlatform, parseRepository } from "./main.js";
import { asObject, isObject, parseObject, platformOf, strings } from "./main.js";
import {
  UserError,
  messageOf
} from "./errors.js";

// src/oci/imageConfig.ts
function parseImageConfig(bytes) {
  const json = parseObject(bytes);
  const platform = platformOf(json);
  if (!platform) throw new Error("the image configuration names no os and architecture");
  const config = isObject(json.config) ? json.config : {};
  const diffIds = isObject(json.rootfs) && Array.isArray(json.rootfs.diff_ids) ? json.rootfs.diff_ids : [];
  return {
    platform,
    created: typeof json.created === "string" ? json.created : void 0,
    labels: strings(config.Labels),
    user: typeof config.User === "string" && config.User !== "" ? config.User : void 0,
    diffIds: diffIds.filter((id) => typeof id === "string")
  };
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

// src/registry/rateLimit.ts
function describeLimitEnd(headers = {}) {
  const header = (name) => [headers[name]].flat()[0];
  const now = Date.now();
  const end = (ms) => `it ends at ${new Date(Math.min(ms, now + LONGEST_WAIT_MS)).toISOString()}`;
  const wait = parseRetryAfter(header("retry-after"), now);
  if (wait !== void 0) return end(now + wait);
  const reset = Number(header("x-ratelimit-reset"));
  if (reset > 1e9) return end(reset * 1e3);
  const window = /;w=(\d+)/.exec(header("ratelimit-remaining") ?? header("ratelimit-limit") ?? "")?.[1];
  return window ? `${end(now + Number(window) * 1e3)} at the latest` : "it does not tell for how long";
}

// src/registry/remedyRows.ts
var GHCR = /(^|\.)ghcr\.io$/;
var HUB = /(^|\.)docker\.(io|com)$/;
var ECR = /\.amazonaws\.com(\.cn)?$|^public\.ecr\.aws$/;
var GAR = /(\.pkg\.dev|(^|\.)gcr\.io)$/;
var ACR = /\.azurecr\.(io|cn|us)$/;
var say = (text) => () => text;
var limited = ({ headers }) => `The registry limits requests: ${describeLimitEnd(headers)}.`;
var rightOf = ({ method }) => /GET|HEAD/.test(method) ? "read" : "write to";
var repositoryOf = ({ url }) => /^\/v2\/(.+?)\/(?:manifests|blobs|tags|referrers)\//.exec(url.pathname)?.[1] ?? "";
var REMEDIES = [
  {
    status: 401,
    anonymous: true,
    remedy: ({ url }) => `No credentials are known for ${url.host}: give \`username\` and \`password\`, or log in before.`
  },
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
    remedy: (failure) => `Log in to Docker Hub with a higher limit, or wait: ${describeLimitEnd(failure.headers)}.`
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
    remedy: (failure) => `Create the repository ${repositoryOf(failure)} on Docker Hub if it does not exist, and use an access token that may read and write.`
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
    remedy: (failure) => `Create it first: aws ecr create-repository --repository-name ${repositoryOf(failure)}`
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
    remedy: say("Something before the registry limits uploads: raise it (nginx: client_max_body_size 0).")
  },
  { status: 429, remedy: limited },
  { words: /secondary rate limit/i, remedy: limited },
  {
    words: /insufficient_?scope/i,
    remedy: (failure) => `The account may not ${rightOf(failure)} ${repositoryOf(failure) || "the repository"}: give it that right.`
  },
  { status: 401, remedy: (failure) => `Check user name and password for ${failure.url.host}.` },
  {
    code: /^(DENIED|UNAUTHORIZED)$/,
    remedy: (failure) => `The account may not do this with ${repositoryOf(failure) || "the repository"}: give it the right to ${rightOf(failure)} it, or check its name.`
  },
  {
    status: 403,
    remedy: (failure) => `The account may not do this with ${repositoryOf(failure) || "the repository"}.`
  },
  {
    code: /^NAME_UNKNOWN$/,
    remedy: (failure) => `Create the repository ${repositoryOf(failure)} first, or check its name.`
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

// src/registry/remedies.ts
function remedyFor(failure) {
  const { status, code, detail, url, anonymous = false } = failure;
  const row = REMEDIES.find(
    (candidate) => (candidate.host?.test(url.hostname) ?? true) && (candidate.status === void 0 || candidate.status === status) && (candidate.anonymous === void 0 || candidate.anonymous === anonymous) && (candidate.code?.test(code ?? "") ?? true) && (candidate.words?.test(`${code ?? ""}: ${detail}`) ?? true)
  );
  return row?.remedy(failure);
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
  constructor(failure) {
    const url = redactUrl(failure.url);
    const hint = remedyFor(failure);
    super(`${failure.method} ${url}: ${describeVerdict(failure)}`, {
      ...hint !== void 0 && { hint },
      cause: failure.cause
    });
    this.name = "RegistryError";
    this.kind = failure.kind;
    this.method = failure.method;
    this.url = url;
    this.status = failure.status;
    this.code = failure.code;
    this.detail = failure.detail;
  }
};
function describeVerdict({ status, code, detail, end }) {
  const verdict = [status, code].filter((part) => part !== void 0).join(" ");
  return `${[verdict, detail].filter(Boolean).join(": ") || "no reason given"}${endNote(end)}`;
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
  const text = new TextDecoder().decode(bytes).trim();
  try {
    return fromJson(JSON.parse(text));
  } catch {
    return { code: void 0, detail: fromText(text) };
  }
}
var asText = (value) => typeof value === "string" && value !== "" ? value : void 0;
function fromJson(value) {
  const body = asObject(value);
  const first = asObject(Array.isArray(body.errors) ? body.errors[0] : void 0);
  const nested = asObject(body.error);
  const words = [
    first.message,
    body.message,
    body.details,
    body.detail,
    body.error_description,
    nested.message,
    body.error,
    body.errors
  ];
  const named = asObject(first.detail);
  const about = asText(first.detail) ?? asText(named.Digest) ?? asText(named.digest) ?? asText(named.name);
  const detail = words.map(asText).find((word) => word !== void 0) ?? "";
  return {
    code: asText(first.code)?.slice(0, 60) ?? (body.error_description === void 0 ? void 0 : asText(body.error)?.slice(0, 60)),
    detail: shorten(about === void 0 || detail.includes(about) ? detail : `${detail} (${about})`)
  };
}
function fromText(text) {
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1];
  return shorten(title ?? (text.startsWith("<") ? "" : text));
}
function shorten(text) {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

// src/registry/evidence.ts
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
  const found = await untilThere(() => readOrFault(read), { waitMs, sleep: clock.sleep });
  return found ?? { fault: "is not there" };
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

// src/registry/verifyManifest.ts
function normalPlatform(platform) {
  try {
    return parsePlatform(formatPlatform(platform));
  } catch {
    return platform;
  }
}
var platformName = (platform) => formatPlatform(normalPlatform({ ...platform, osVersion: "" }));
async function verifyManifest(manifest, { digest, expected, evidence }) {
  const [kept, layers] = await Promise.all([evidence.blob(manifest.config), layerFaults(manifest, evidence)]);
  const config = kept.value && parseOr(kept.value);
  const platform = expected ?? (config instanceof Error ? void 0 : config?.platform);
  const say2 = (fault) => `${platform ? `${platformName(platform)} ` : ""}${digest}: ${fault}`;
  if (!config || config instanceof Error) {
    const fault = `config ${manifest.config.digest} ${config ? `makes no sense: ${config.message}` : kept.fault}`;
    return { image: void 0, faults: [fault, ...layers].map(say2) };
  }
  const image = describe(normalPlatform(expected ?? config.platform), { digest, manifest, config });
  return { image, faults: [...configFaults(config, manifest, expected), ...layers].map(say2) };
}
function describe(platform, { digest, manifest, config }) {
  const size = manifest.layers.reduce((sum, layer) => sum + layer.size, 0);
  const { labels, created, user } = config;
  return { platform, digest, size, labels, created, user, layers: manifest.layers };
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
  const checked = layers.filter(({ mediaType }) => !isForeign(mediaType)).map(async (layer) => {
    const fault = await evidence.layerFault(layer);
    return fault === void 0 ? [] : [`layer ${layer.digest} ${fault}`];
  });
  return (await Promise.all(checked)).flat();
}
function isForeign(mediaType) {
  return mediaType.includes(".foreign.") || mediaType.includes(".nondistributable.");
}

// src/registry/verifyChild.ts
async function verifyChild(descriptor, { evidence, siblings }) {
  const name = descriptor.platform && !isAttestation(descriptor) ? platformName(descriptor.platform) : "attestation";
  const say2 = (fault) => `${name} ${descriptor.digest}: ${fault}`;
  const found = await evidence.manifest(descriptor.digest);
  if (!found.value) return { image: void 0, faults: [`${name} ${descriptor.digest} ${found.fault}`] };
  const faults = descriptorFaults(descriptor, found.value).map(say2);
  const { content } = found.value;
  if (content.kind === "index")
    return { image: void 0, faults: [...faults, say2("is an index within an index")] };
  if (!isAttestation(descriptor)) {
    const { image, faults: own } = await verifyManifest(content, {
      digest: descriptor.digest,
      expected: descriptor.platform,
      evidence
    });
    return { image, faults: [...faults, ...own] };
  }
  const [kept, layers] = await Promise.all([evidence.blob(content.config), layerFaults(content, evidence)]);
  const about = referenceFaults(descriptor, content, siblings);
  const config = kept.value ? [] : [`config ${content.config.digest} ${kept.fault}`];
  return { image: void 0, faults: [...faults, ...[...about, ...config, ...layers].map(say2)] };
}
function descriptorFaults({ size, mediaType }, found) {
  return [
    ...found.bytes.length === size ? [] : [`has ${found.bytes.length} bytes, its descriptor says ${size}`],
    ...found.mediaType === mediaType ? [] : [`the registry calls it ${found.mediaType}, its descriptor ${mediaType}`]
  ];
}
function referenceFaults(attestation, { subject }, siblings) {
  return [attestedDigest(attestation), subject?.digest].filter((digest) => digest !== void 0 && !siblings.has(digest)).map((digest) => `is about ${digest}, which the index does not hold`);
}

// src/registry/verify.ts
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
  const platforms = children.flatMap(({ image }) => image ? [image] : []);
  const faults = [
    ...platformFaults(present(content, platforms), expected.platforms),
    ...children.flatMap((child) => child.faults),
    ...platforms.flatMap((image) => labelFaults(image, expected))
  ];
  return { digest, mediaType, bytes, platforms, faults };
}
function verifyIndex(index, evidence) {
  const siblings = new Set(
    index.manifests.filter((entry) => !isAttestation(entry)).map(({ digest }) => digest)
  );
  return Promise.all(index.manifests.map((descriptor) => verifyChild(descriptor, { evidence, siblings })));
}
function present(content, platforms) {
  if (!("manifests" in content)) return platforms.map(({ platform }) => platform);
  return content.manifests.filter((entry) => !isAttestation(entry)).flatMap(
    ({ digest, platform }) => platform ?? platforms.find((image) => image.digest === digest)?.platform ?? []
  );
}
function platformFaults(found, planned) {
  const names = found.map((platform) => keyOf(platform, planned));
  const wanted = planned?.map((platform) => keyOf(platform, planned)) ?? names;
  const missing = wanted.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !wanted.includes(name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...missing.map((name) => `${name} was planned and is missing`),
    ...extra.map((name) => `${name} was not planned and is there`),
    ...planned ? twice.map((name) => `${name} is there twice`) : []
  ];
}
function keyOf(platform, planned) {
  const { osVersion, ...rest } = normalPlatform(platform);
  const counts = osVersion !== void 0 && planned?.some((wanted) => wanted.osVersion !== void 0);
  return formatPlatform(counts ? { ...rest, osVersion } : rest);
}
function labelFaults({ platform, labels }, { labels: expected = [], platforms }) {
  const name = keyOf(platform, platforms);
  return expected.filter((row) => keyOf(row.platform, platforms) === name).flatMap((row) => Object.entries(row.labels)).filter(([key, value]) => labels[key] !== value).map(
    ([key, value]) => `${name}: label ${key} is ${labels[key] === void 0 ? "missing" : `"${labels[key]}"`}, planned was "${value}"`
  );
}

// src/context/published.ts
async function readPublished(client, { image, tags }, onImmutable = () => {
}) {
  const repository = parseRepository(image);
  const read = createReader(client, repository, onImmutable);
  const [held, imageTags] = await Promise.all([
    Promise.all(tags.map(async (tag) => [tag, await read(tag)])),
    client.listTags(repository).catch(() => void 0)
  ]);
  return { image, imageTags, held: Object.fromEntries(held) };
}
function createReader(client, repository, onImmutable) {
  const whole = /* @__PURE__ */ new Map();
  return async (tag) => {
    const manifest = await client.getManifest(repository, tag);
    onImmutable(manifest !== void 0, repository.name);
    if (!manifest) return void 0;
    const known = whole.get(manifest.digest) ?? verifiedTag(client, repository, manifest);
    whole.set(manifest.digest, known);
    return known;
  };
}
async function verifiedTag(client, repository, manifest) {
  const { platforms, faults } = await verifyImage(client, repository, manifest.digest);
  return {
    ...bytesOf(manifest),
    labels: platforms[0]?.labels ?? {},
    created: platforms[0]?.created,
    platforms: platforms.map(({ platform }) => platform),
    details: platforms,
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
  const images = content.manifests.filter(({ platform }) => platform && platform.os !== "unknown");
  const first = images[0] && await client.getManifest(repository, images[0].digest);
  const platforms = images.flatMap(({ platform }) => platform ? [platform] : []);
  return first ? { ...unknown, ...await readConfig(client, repository, first), platforms } : { ...unknown, platforms };
}
async function readConfig(client, repository, { content }) {
  if (content.kind !== "manifest") return {};
  const bytes = await client.getBlob(repository, content.config);
  if (!bytes) return {};
  try {
    const { labels, created, platform } = parseImageConfig(bytes);
    return { labels, created, platforms: [platform] };
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

export {
  systemClock,
  remedyFor,
  RegistryError,
  describeVerdict,
  redactUrl,
  parseErrorBody,
  verifyImage,
  readPublished,
  readHeld
};
