import { saveState } from "./main.js";

import { createHttp, isLoopback, readBody } from "./main.js";

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

import { readFile, writeFile } from "./stages-carryOut.js";
import { dockerConfigPath, exec, readDockerConfig } from "./main.js";
import {
  RegistryError,
  parseErrorBody,
  systemClock
} from "./registry-remedyRows.js";
import { attemptsForCode, createRetry, isPassingStatus, parseRetryAfter } from "./main.js";
import { mkdtempSync } from "./main.js";
import { isOfType } from "./main.js";
import { TAG, digestOf, isDigest, isDockerHub, parsePlatform } from "./main.js";
import { asObject, asText, isObject, parseJson, parseObject, platformOf, strings } from "./main.js";
import {
  createHash
} from "./lean-node-crypto.js";
import {
  UserError,
  messageOf
} from "./errors.js";
import { Readable as Readable3 } from "node:stream";
import { Readable } from "node:stream";
import { BlockList, isIP } from "node:net";
import { Readable as Readable2 } from "node:stream";
import { join as join2 } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
// src/registry/client.ts
// src/registry/configFile.ts
function readLogins(environment) {
  const { auths, credHelpers, credsStore } = readDockerConfig(environment);
  return {
    path: dockerConfigPath(environment),
    auths: asObject(auths),
    credHelpers: asObject(credHelpers),
    credsStore: asText(credsStore) || void 0
  };
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
  exec: exec22,
  environment
}) {
  const program = `docker-credential-${helper}`;
  const result = await exec22([program, "get"], {
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
  const plain = { apiHost: host, credentialKeys: [host], passingDenial: void 0 };
  return Object.assign(plain, ...ROWS.filter(({ match }) => match(host)).map((row) => row.quirks));
}
// src/registry/credentials.ts
function createCredentialLookup(sources) {
  const known = /* @__PURE__ */ new Map();
  let logins;
  const look = async (registry) => {
    const { credentialKeys } = quirksOf(registry);
    const given = sources.explicit.find(({ host }) => credentialKeys.includes(host));
    if (given) return { kind: "password", username: given.username, password: given.password };
    logins ??= readLogins(sources.environment);
    return fromLogins(logins, credentialKeys, sources);
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
async function fromLogins(logins, keys, sources) {
  const own = keys.map((key) => logins.credHelpers[key]).find((name) => asText(name) !== "");
  const helper = asText(own) || logins.credsStore;
  const server = keys[0] ?? "";
  const answer = helper ? await askHelper({ helper, server, exec: sources.exec, environment: sources.environment }) : void 0;
  if (answer) return fromHelper(answer);
  return readAuths(logins, keys);
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
    // a helper that fails is told where its answer is needed
    canLogIn: (registry) => effects.credentials(registry).then(Boolean, () => true),
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
  const ask = async () => {
    const credentials = await effects.credentials(registry);
    const token = await effects.fetchToken({ registry, origin, realm, service, scopes, credentials });
    effects.mask(token.value);
    return token;
  };
  const held = { scopes, token: void 0, pending: ask() };
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
function isUsable({ token }, { refused: refused2 }, now) {
  return token === void 0 || token !== refused2 && now < token.renewAt;
}
// src/host/sweeper.ts
var EVERY_BYTES = 4 * 1024 * 1024;
function createSweeper() {
  let passed = 0;
  let collect;
  return (bytes) => {
    passed += bytes;
    if (passed < EVERY_BYTES) return;
    passed = 0;
    collect ??= garbageCollector();
    collect({ type: "minor" });
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
  let hash = createHash("sha256");
  let size = 0;
  const sweep = createSweeper();
  const digested = () => ({ digest: `sha256:${hash.digest("hex")}`, size });
  return requester.retry(repository, async () => {
    if (size > 0 && size === blob.size) return { kind: "done", value: digested() };
    return requester.attempt(restOf(repository, blob, size), async ({ status, body }, url) => {
      if (status === 404) {
        body.resume();
        return void 0;
      }
      if (status !== 206) [hash, size] = [createHash("sha256"), 0];
      if (status === 416) throw endsEarly(url, blob);
      for await (const chunk of body) {
        hash.update(chunk);
        size += chunk.length;
        sweep(chunk.length);
      }
      return digested();
    });
  });
}
function restOf(repository, blob, from) {
  return {
    method: "GET",
    repository,
    target: `blobs/${blob.digest}`,
    headers: { ...from > 0 && { range: `bytes=${from}-` } },
    accept: [200, 206, 404, 416]
  };
}
function endsEarly(url, { size }) {
  return new RegistryError({
    kind: "content",
    method: "GET",
    url,
    detail: `the blob ends before ${size} bytes`
  });
}
// src/registry/copy.ts
// src/registry/blobCheck.ts
function createBlobCheck(blob) {
  const hash = createHash("sha256");
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
    await new Promise((start2) => {
      waiting.push({ weight, start: start2 });
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
async function checkPush(requester, repository) {
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
  requester.attempt(cancel, async ({ body }) => void body.resume()).catch(() => {
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
    const forget = () => copies.delete(key);
    started.then(forget, forget);
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
var REACH = { public: 0, private: 1, loopback: 2, link: 3 };
var NETS = [
  [REACH.link, ["169.254.0.0/16", "fe80::/10"]],
  [REACH.loopback, ["127.0.0.0/8", "0.0.0.0/8", "::/127"]],
  [REACH.private, ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]]
];
var blocks = /* @__PURE__ */ new Map();
function blockOf(...nets) {
  const known = blocks.get(nets.join());
  if (known) return known;
  const block = new BlockList();
  for (const net of nets) {
    const [address = "", prefix] = net.split("/");
    block.addSubnet(address, Number(prefix), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  blocks.set(nets.join(), block);
  return block;
}
var bare = (hostname2) => hostname2.replace(/^\[|\]$/g, "");
function inList(list, address) {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
}
function reachOf(hostname2) {
  if (isLoopback(hostname2)) return REACH.loopback;
  return NETS.find(([, nets]) => inList(blockOf(...nets), bare(hostname2)))?.[0] ?? REACH.public;
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
  const { promise, resolve: resolve2 } = Promise.withResolvers();
  host.leading = promise;
  try {
    return await lead(host, send);
  } finally {
    host.leading = void 0;
    setImmediate(resolve2);
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
function descriptors(json, field) {
  const list = json[field] === null ? [] : json[field];
  if (!Array.isArray(list)) throw new Error(`${field} is no list`);
  return list.map((entry, index) => descriptor(entry, `${field}[${index}]`));
}
function descriptor(value, field) {
  if (!isObject(value)) throw new Error(`${field} is no descriptor`);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== "string") throw new Error(`${field}.mediaType is missing`);
  if (typeof digest !== "string" || !isDigest(digest)) throw new Error(`${field}.digest is no sha256 digest`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
    throw new Error(`${field}.size is no length`);
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
    const again = count > 1 && (unclear || manifest.replaces !== void 0);
    const now = again ? await headManifest(repository, reference) : void 0;
    if (now === digest) return { kind: "done", value: digest };
    if (now && manifest.replaces !== void 0 && now !== manifest.replaces)
      return { kind: "done", value: now };
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
    accept: [200, 201, 202],
    ...manifest.unbroken && { unbroken: true }
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
// src/registry/referrersApi.ts
var LIMIT3 = 16 * 1024 * 1024;
var PAGES = 100;
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
// src/registry/referrers.ts
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
      const alone = manifest.alone ?? false;
      const written = effects.putManifest(repository, entry.digest, { ...manifest, onHeaders });
      const ahead = alone ? readList(effects, repository, subject) : void 0;
      await written;
      if (known) return entry.digest;
      await inTurn(`${repository.name}@${subject}`, async () => {
        const { api, before } = ahead ?? readList(effects, repository, subject);
        if (await api) return;
        await addToFallback(effects, repository, { subject, entry, before, alone });
      });
      return entry.digest;
    }
  };
}
function readList(effects, repository, subject) {
  const api = apiReferrers(effects.requester, repository, subject);
  const before = readFallback(effects, repository, subject);
  for (const read of [api, before]) read.catch(() => {
  });
  return { api, before };
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
// src/registry/answer.ts
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
function outcomeOfRefusal(refusal, { method, url, host, now }) {
  const { status, headers, code, anonymous = false } = refusal;
  const detail = [refusal.detail, scopeNote(refusal)].filter(Boolean).join(" ");
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
  const short = challenge?.kind === "bearer" && challenge.error === "insufficient_scope";
  return short && !detail.includes("insufficient_scope") ? "(insufficient_scope)" : "";
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
    const { refusal, response, url } = answer;
    if (seen.has(response.status) || url.origin !== host.origin.origin) return answer;
    const stranger = !authorization && !host.challenge && HIDDEN.has(response.status);
    const hidden = stranger && await authorizer.canLogIn(host.registry);
    const kept = hidden ? await beforeLogin(answer, host, effects) : answer;
    if (!(hidden && host.challenge) && !(refusal && mayHelp(refusal))) return kept;
    seen.add(response.status);
    const challenge = refusal?.challenge ?? host.challenge;
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
      signal: request2.unbroken ? void 0 : effects.signal,
      idleMs: request2.idleMs,
      insecure: host.insecure
    },
    { http: effects.http, accept: request2.accept }
  );
  const accepted = request2.accept.includes(response.status);
  const refusal = accepted ? void 0 : await readRefusal(response, { method: request2.method, url: last, unsettled: !host.settled });
  host.settled = true;
  host.challenge = refusal?.status === 401 && last.origin === host.origin.origin ? refusal.challenge ?? host.challenge : host.challenge;
  if (refusal) refusal.anonymous = authorization?.anonymous ?? true;
  return { response, url: last, refusal };
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
  const { tags } = asObject(parseJson(new TextDecoder().decode(bytes)));
  if (tags === null) return [];
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === "string"))
    return tags.filter((tag) => TAG.test(tag));
  throw new RegistryError({ kind: "content", method: "GET", url, detail: "the list of tags makes no sense" });
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
    return refused({ method, url, response, bytes, now: clock.now(), anonymous: !request2.credentials });
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
function refused({ method, url, response, bytes, now, anonymous }) {
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
  const json = asObject(parseJson(new TextDecoder().decode(bytes)));
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
    onWait: waitsTold(log, clock)
  });
  const hosts = createHostLookup(options.insecure ?? []);
  const authorizer = createAuthorizer({
    credentials: createCredentialLookup({
      explicit: options.credentials ?? [],
      environment: options.environment,
      exec: options.exec ?? exec,
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
    checkPush: (repository) => checkPush(requester, repository),
    wait: retry.wait,
    exempt: retry.exempt,
    waits: retry.waits,
    close: http.close
  };
}
function waitsTold(log, clock) {
  const until = /* @__PURE__ */ new Map();
  return ({ reason, ms }) => {
    if ((until.get(reason) ?? 0) > clock.now()) return;
    until.set(reason, clock.now() + ms);
    log.info(`Waiting ${(ms / 1e3).toFixed(1)} s: ${reason}`);
  };
}
async function readCertificates(directories, host) {
  const certificates = await import("./host-certificates.js");
  return certificates.readCertificates(directories, host);
}
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
// src/execute/waitingBake.ts
// src/execute/buildCommands.ts
// src/execute/bakeDefinition.ts
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
function targetsOf({ targets, pushTo, storeless }) {
  const store = storeless ? ",store=false" : "";
  const push = `type=image,"name=${pushTo.join(",")}",push-by-digest=true,name-canonical=true,push=true,oci-mediatypes=true${store}`;
  const pushed = pushTo.length > 0 ? [push] : [];
  const whole = (target) => {
    const output = [...target.output, ...pushed];
    return { ...target, output: output.length > 0 ? output : ["type=cacheonly"] };
  };
  return Object.fromEntries(Object.entries(targets).map(([id, target]) => [id, whole(target)]));
}
function onlyPushes({ targets, pushTo, beyondBake }) {
  const isIgnored = (entry) => /(^|,)ignore-error=true(,|$)/.test(entry);
  const putsOutNothingElse = ({ output, "cache-to": caches }) => output.length === 0 && caches.every(isIgnored);
  return pushTo.length > 0 && !beyondBake && Object.values(targets).every(putsOutNothingElse);
}
var isGha = (entry) => isOfType(entry, "gha");
function formatBake(definition) {
  const file = {
    group: { default: { targets: Object.keys(definition.targets) } },
    target: targetsOf(definition)
  };
  return JSON.stringify(file, escaped);
}
function escaped(_key, value) {
  if (typeof value === "string") return escapeTemplate(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [escapeTemplate(name), field]));
}
var escapeTemplate = (text) => text.replaceAll(/[$%](?=\{)/g, "$&$&");
// src/execute/buildCommands.ts
function bakeArgv({ buildx, builder, allow }, folder) {
  const metadata = `--metadata-file=${join(folder, METADATA)}`;
  const allowed = allow.map((entitlement) => `--allow=${entitlement}`);
  return [...buildx, "bake", "--file=-", ...optionsOf(builder), metadata, ...allowed];
}
var METADATA = "metadata.json";
var optionsOf = (builder) => [`--builder=${builder}`, "--progress=rawjson"];
function planCommands(run, folder) {
  const { definition } = run;
  const { beyondBake } = definition;
  if (!beyondBake) {
    const argv = bakeArgv({ ...run, allow: definition.allow }, folder);
    const metadataFile = join(folder, METADATA);
    return [{ argv, input: formatBake(definition), metadataFile, target: void 0 }];
  }
  return Object.entries(targetsOf(definition)).map(([id, target]) => {
    const metadataFile = join(folder, `${id}.json`);
    const flags = [...beyondBake, ...flagsOf(target)];
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
// src/execute/waitingBake.ts
function createBuildFolder(temporary) {
  return mkdtempSync(join2(temporary, "build-"));
}
function startWaitingBake(launch, { exec: exec22, signal }) {
  const { folder } = launch;
  const argv = bakeArgv(launch, folder);
  const input = Promise.withResolvers();
  const unused = new AbortController();
  const said = [];
  let taken;
  const result = exec22(argv, {
    env: launch.env,
    input: input.promise,
    signal,
    discard: unused.signal,
    onStdout: (chunk) => taken?.onStdout?.(chunk),
    // a buildx that fails at once says why before anybody listens
    onStderr: (text) => taken?.onStderr ? taken.onStderr(text) : said.push(text)
  });
  return {
    folder,
    take: (wanted) => {
      if (taken || !isDeepStrictEqual(wanted, argv)) return void 0;
      return (_argv, options = {}) => {
        taken = options;
        for (const text of said) options.onStderr?.(text);
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
// src/execute/builderPlatforms.ts
async function declarePlatforms(instance, { exec: exec22, signal }) {
  const file = JSON.parse(await readFile(instance.path, "utf8"));
  const isOpen = ({ Platforms }) => !Platforms?.length;
  if (file.Nodes.length < 2 || !file.Nodes.some(isOpen)) return;
  const native = nativePlatforms(await inspect(instance, { exec: exec22, signal }));
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
async function inspect({ name, buildx, env }, { exec: exec22, signal }) {
  const result = await exec22([...buildx, "inspect", "--bootstrap", name], { env, signal });
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
    const [, field, value = ""] = /^(Name|Platforms):\s+(.*)$/.exec(line) ?? [];
    if (field === "Name") name = value.trim();
    const platforms = value.split(",").map((text) => text.replace("*", "").trim());
    if (field === "Platforms") found.set(name, platforms.filter(Boolean).map(parsePlatform));
  }
  return found;
}
function nodeError(words) {
  const said = /^ERROR: (.*)$/m.exec(words)?.[1] ?? words.trim().split("\n").at(-1) ?? "";
  return new UserError(`A node of the builder does not answer: ${said || "buildx gave no reason"}`, {
    hint: "Look at its endpoint and at cacert, cert and key in its driver-opts. Nothing was built."
  });
}

import { openEngine, readEngineEndpoint } from "./main.js";
import { planAllow, planBeyondBake, planSecrets, wantsActionsCache, withDefaultContext } from "./stages-carryOut.js";
import { cacheServiceOf, mkdir, writeFile as writeFile2 } from "./stages-carryOut.js";

import { dockerFolder, readDockerConfig as readDockerConfig2 } from "./main.js";
import { namesIn } from "./main.js";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "./main.js";
import { asObject as asObject2 } from "./main.js";
import {
  UserError as UserError2
} from "./errors.js";
import { join as join3 } from "node:path";
import { basename, join as join22, resolve } from "node:path";
// src/execute/builderState.ts
var BUILDER_STATE = "builder";
var TIMEOUT_MS2 = 6e4;
async function undoBuilder(state, effects) {
  const { folder, started } = parseState(state);
  if (started && existsSync(join3(folder, "instances", started.name))) {
    const argv = [...started.buildx, "rm", started.name];
    const env = { ...effects.environment, BUILDX_CONFIG: folder };
    const result = await effects.exec(argv, { env, timeoutMs: TIMEOUT_MS2 });
    if (!result.ok) {
      throw new UserError2(
        `The builder ${started.name} could not be removed: ${result.stderr.trim() || result.error?.message}`,
        {
          hint: `Remove it by hand: docker rm --force --volumes buildx_buildkit_${started.name}0`
        }
      );
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
function parseState(state) {
  return JSON.parse(state);
}
// src/host/dockerConfig.ts
var DOCKER_CONFIG_STATE = "dockerConfig";
var PREFIX = "publish-image-docker-";
var HUB_KEY = "https://index.docker.io/v1/";
function createDockerConfig(logins, effects) {
  const source = dockerFolder(effects.environment);
  const config = mergeLogins(readDockerConfig2(effects.environment), {
    logins,
    environment: parseAuthConfig(effects.environment.DOCKER_AUTH_CONFIG)
  });
  const path = join22(effects.temporary, `${PREFIX}${process.pid}-${process.hrtime.bigint()}`);
  effects.saveState(DOCKER_CONFIG_STATE, path);
  mkdirSync(effects.temporary, { recursive: true });
  mkdirSync(path, { mode: 448 });
  writeFileSync(join22(path, "config.json"), JSON.stringify(config), { mode: 384 });
  for (const name of namesIn(source))
    if (name !== "config.json") symlinkSync(resolve(source, name), join22(path, name));
  return { path, env: { DOCKER_CONFIG: path, DOCKER_AUTH_CONFIG: void 0 } };
}
async function removeDockerConfig(path) {
  if (basename(path).startsWith(PREFIX)) rmSync(path, { recursive: true, force: true });
}
function mergeLogins(user, { logins, environment }) {
  const ours = Object.fromEntries(logins.map((login) => [keyOf(login.host), { auth: encode(login) }]));
  const auths = { ...environment, ...ours };
  const shadowed = Object.fromEntries(Object.keys(auths).map((host) => [host, ""]));
  return {
    ...user,
    auths: { ...asObject2(user.auths), ...auths },
    credHelpers: { ...asObject2(user.credHelpers), ...shadowed }
  };
}
var keyOf = (host) => host === "docker.io" ? HUB_KEY : host;
var encode = ({ username, password }) => Buffer.from(`${username}:${password}`).toString("base64");
function parseAuthConfig(text) {
  if (!text) return {};
  try {
    return asObject2(asObject2(JSON.parse(text)).auths);
  } catch {
    throw new UserError2("DOCKER_AUTH_CONFIG is no valid JSON", {
      hint: "Correct it, or take it out of the environment."
    });
  }
}

import { exec as exec2 } from "./main.js";
import { readText } from "./main.js";
import { request } from "./main.js";
import {
  readPublished
} from "./registry-remedyRows.js";
import "./registry-lag.js";
import { temporaryFolder } from "./main.js";
import { existsSync as existsSync2, mkdirSync as mkdirSync2, mkdtempSync as mkdtempSync2, rmSync as rmSync2, writeFileSync as writeFileSync2 } from "./main.js";
import { formatPlatform } from "./main.js";
import {
  createHash as createHash2
} from "./lean-node-crypto.js";
import {
  UserError as UserError3
} from "./errors.js";
import "./shared.js";
import { hostname, tmpdir } from "node:os";
import { join as join23 } from "node:path";
import { createServer } from "node:net";
import { join as join32 } from "node:path";
// src/registry/pushChecks.ts
function withEarlyChecks(client) {
  const begun = /* @__PURE__ */ new Map();
  return {
    ...client,
    checkPush: (repository) => {
      const check = begun.get(repository.name) ?? client.checkPush(repository);
      begun.delete(repository.name);
      return check;
    },
    beginPushCheck: (repository) => {
      if (begun.has(repository.name)) return;
      const check = client.checkPush(repository);
      check.catch(() => {
      });
      begun.set(repository.name, check);
    }
  };
}
// src/execute/builderEngine.ts
// src/host/engineSocket.ts
async function serveEngineSocket(endpoint, path, onFault) {
  const open = /* @__PURE__ */ new Set();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    open.add(client);
    client.on("close", () => open.delete(client));
    forward(client, endpoint, onFault);
  });
  await new Promise((resolve2, reject) => {
    server.once("error", reject);
    server.listen({ path, readableAll: false, writableAll: false }, resolve2);
  });
  return {
    path,
    close: () => new Promise((resolve2) => {
      server.close(() => resolve2());
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
  upgrade.on("upgrade", (_response, engine, head) => join4(client, engine, head));
  upgrade.end();
}
function join4(client, engine, head) {
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
  const folder = privateFolder(effects.temporary);
  const state = { folder };
  effects.saveState(BUILDER_STATE, JSON.stringify(state));
  const path = join23(folder, "buildkit.sock");
  const serving = serveEngineSocket(effects.engine, path, (text) => effects.log.warning(text));
  mkdirSync2(join23(folder, "instances"));
  const file = join23(folder, "instances", NAME);
  writeFileSync2(file, JSON.stringify(instanceOf(path, plan)), { mode: 384 });
  writeIdentity(effects.buildx.folder, folder);
  const socket = await serving;
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
      try {
        rmSync2(folder, { recursive: true, force: true });
      } catch {
      }
    }
  };
}
var IDENTITY = ".buildNodeID";
function writeIdentity(from, to) {
  writeFileSync2(join23(to, IDENTITY), readText(join23(from, IDENTITY)) || identityOf(from), { mode: 384 });
}
function identityOf(folder) {
  return createHash2("sha256").update(`${hostname()} ${folder}`).digest("hex").slice(0, 16);
}
function privateFolder(temporary) {
  const folder = mkdtempSync2(join23(temporary, "publish-image-"));
  if (Buffer.byteLength(join23(folder, "buildkit.sock")) <= LONGEST_SOCKET_PATH) return folder;
  rmSync2(folder, { recursive: true });
  return mkdtempSync2(join23(tmpdir(), "publish-image-"));
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
  return new UserError3(`The builder (driver ${driver}) did not start: ${said || "buildx gave no reason"}`, {
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
  const folder = plan.keep ? effects.buildx.folder : join32(effects.temporary, plan.name);
  const env = { ...effects.environment, BUILDX_CONFIG: folder };
  const buildx = effects.buildx.command;
  if (!plan.keep) {
    const state = { folder, started: { name: plan.name, buildx } };
    effects.saveState(BUILDER_STATE, JSON.stringify(state));
  }
  await mkdir(folder, { recursive: true, mode: 448 });
  const ready = boot(plan, { ...effects, env, folder });
  ready.catch(() => {
  });
  return { name: plan.name, buildx, env, ready, close: async () => {
  } };
}
async function boot(plan, effects) {
  if (existsSync2(join32(effects.folder, "instances", plan.name))) return;
  const config = plan.config === void 0 ? void 0 : join32(effects.folder, `${plan.name}.${CONFIG_FILE}`);
  if (config && plan.config !== void 0) await writeFile2(config, plan.config, { mode: 384 });
  for (const argv of createCommands(plan, config)) {
    const result = await effects.exec([...effects.buildx.command, ...argv], {
      env: effects.env,
      signal: effects.signal
    });
    if (effects.signal.aborted)
      throw new UserError3("The run was cancelled while the builder started; nothing was built.");
    if (!result.ok) throw bootError(plan.kind, result.stderr || String(result.error ?? ""));
  }
  const path = join32(effects.folder, "instances", plan.name);
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
var TRACES = /^(?:TRACEPARENT$|OTEL_)/;
function childEnvironment(environment, settings) {
  const kept = Object.entries(environment).filter(
    ([name]) => !OURS.test(name) || settings.ghaCache && CACHE.test(name)
  );
  const looks = settings.traced || Object.keys(environment).some((name) => TRACES.test(name));
  const traceparent = looks ? settings.traceparent() : "";
  return {
    ...DEFAULTS,
    ...Object.fromEntries(kept),
    ...traceparent !== "" && { TRACEPARENT: traceparent }
  };
}
// src/stages/builderSource.ts
function createBuilderSource(tools, secrets) {
  const { build } = tools.inputs;
  let ahead;
  let closed = false;
  const open = async (plan) => openBuilder(plan, builderEffects(tools));
  const prepare = async (plan) => {
    const builder = await open(plan);
    return { builder, folder: createBuildFolder(temporaryFolder(tools.entry.environment)) };
  };
  return {
    prepare: (plan) => {
      const boots = plan.kind !== "engine" && plan.kind !== "existing";
      if (closed || ahead || boots || planBeyondBake(build, [build.file])) return;
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
      closed = true;
      await ahead?.bake?.then((bake) => bake.discard()).catch(() => {
      });
      await ahead?.prepared.then(closePrepared).catch(() => {
      });
    }
  };
}
async function closePrepared({ builder, folder }) {
  await builder.close();
  rmSync2(folder, { recursive: true, force: true });
}
function startBake({ builder, folder }, { inputs, entry, secrets }) {
  const launch = {
    buildx: builder.buildx,
    builder: builder.name,
    allow: planAllow(inputs.build),
    env: { ...builder.env, ...secrets },
    folder
  };
  return startWaitingBake(launch, { exec: exec2, signal: entry.signal });
}
function builderEffects({ inputs, gathered, entry, logins }) {
  const { log, signal, environment, saveState: saveState2 = saveState } = entry;
  const { buildx } = gathered.context;
  if (!buildx) throw new UserError3("No buildx was found beside the container engine");
  const ghaCache = wantsActionsCache(inputs.build, cacheServiceOf(environment));
  const temporary = temporaryFolder(environment);
  const own = createDockerConfig(logins.logins, { environment, temporary, saveState: saveState2 });
  return {
    exec: exec2,
    log,
    signal,
    temporary,
    environment: {
      ...childEnvironment(environment, {
        traceparent: () => gathered.trace().traceparent,
        traced: inputs.report.traceparent !== void 0,
        ghaCache
      }),
      ...own.env
    },
    engine: readEngineEndpoint(environment),
    buildx,
    saveState: saveState2
  };
}
// src/stages/session.ts
function openSession(tools) {
  const { gathered, entry, logins } = tools;
  const { log, signal, environment } = entry;
  const registry = {
    environment,
    log,
    credentials: logins.logins,
    insecure: gathered.context.engine?.insecureRegistries ?? [],
    exec: exec2
  };
  const client = withEarlyChecks(createRegistryClient({ ...registry, signal }));
  const contents = rememberContents(client);
  const build = withDefaultContext(tools.inputs, gathered.context);
  const secrets = planSecrets(build, environment).environment;
  for (const secret of Object.values(planSecrets(build).environment)) log.mask(secret);
  const builders = createBuilderSource(tools, secrets);
  return {
    client,
    readPublished: (question, onImmutable) => readPublished(contents, question, onImmutable),
    builders,
    act: async () => {
      const { prepareActing } = await import("./stages-acting.js");
      return prepareActing({ ...tools, registry, client, contents, builders, secrets });
    }
  };
}
export {
  BUILDER_STATE,
  DOCKER_CONFIG_STATE,
  MANIFEST_TYPES,
  OCI_EMPTY,
  OCI_INDEX,
  OCI_MANIFEST,
  createBuildFolder,
  createDockerConfig,
  createRegistryClient,
  declarePlatforms,
  isGha,
  isIndexType,
  isManifestType,
  onlyPushes,
  openSession,
  planCommands,
  quirksOf,
  readPlatforms,
  rememberContents,
  removeDockerConfig,
  startWaitingBake,
  undoBuilder,
  withoutCaches
};
