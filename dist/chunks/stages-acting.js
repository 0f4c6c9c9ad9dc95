import { createRequire as createRequireOfBundle } from "node:module";
import { engineWords, formatBytes, requestEngine } from "./main.js";

import { createHttp, readBody } from "./main.js";
import { pause } from "./main.js";
import { isPassingStatus } from "./main.js";
import { asObject, asText } from "./main.js";
import {
  createHash
} from "./lean-node-crypto.js";
import {
  messageOf
} from "./errors.js";
// src/host/cacheEntries.ts
var VERSION = createHash("sha256").update("publish-image entry 1").digest("hex");
var LIMIT = 1024 * 1024;
var WAITS_MS = [250, 1e3, 3e3];
var DEADLINE_MS = 6e3;
var IDLE_MS = 2500;
function createCacheEntries(options) {
  const http = createHttp({ environment: options.environment, connectMs: IDLE_MS, idleMs: IDLE_MS });
  const call = callerOf(http, options);
  const signalOf = () => deadlineOf(options);
  return {
    put: async (key, text) => {
      const signal = signalOf();
      const created = await call("CreateCacheEntry", { key }, signal);
      const url = urlIn(created, "upload");
      if (created.ok !== true || !url) throw new Error(`the entry was refused: ${asText(created.message)}`);
      const bytes = Buffer.from(text);
      const headers = { "x-ms-blob-type": "BlockBlob", "content-type": "application/octet-stream" };
      await send(http, { method: "PUT", url, headers, body: bytes, signal });
      const sized = { key, size_bytes: String(bytes.length) };
      const finished = await call("FinalizeCacheEntryUpload", sized, signal);
      if (finished.ok !== true) throw new Error(`the entry was not kept: ${asText(finished.message)}`);
    },
    newest: async (prefix) => {
      const signal = signalOf();
      const found = await call("GetCacheEntryDownloadURL", { key: prefix, restore_keys: [prefix] }, signal);
      const url = urlIn(found, "download");
      if (found.ok !== true || !url) return void 0;
      return (await send(http, { method: "GET", url, signal })).toString();
    },
    there: async () => {
      const asked = { key: "publish-image", restore_keys: [] };
      await call("GetCacheEntryDownloadURL", asked, signalOf()).catch((error) => {
        if (!(error instanceof Refusal)) throw error;
      });
    }
  };
}
function callerOf(http, { url: service, token }) {
  return async (method, body, signal) => {
    const url = new URL(`/twirp/github.actions.results.api.v1.CacheService/${method}`, service);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const bytes = Buffer.from(JSON.stringify({ ...body, version: VERSION }));
    const answer = await send(http, { method: "POST", url, headers, body: bytes, signal });
    return asObject(JSON.parse(answer.toString()));
  };
}
function deadlineOf({ signal, deadlineMs = DEADLINE_MS }) {
  const late = AbortSignal.timeout(deadlineMs);
  return signal ? AbortSignal.any([signal, late]) : late;
}
var Refusal = class extends Error {
};
async function send(http, request) {
  for (let tried = 0; ; tried++) {
    const { fault, body, passing } = await attempt(http, request);
    if (body) return body;
    const wait = WAITS_MS[tried];
    const said = `${request.method} ${request.url.origin}${request.url.pathname}: ${fault}`;
    if (!passing) throw new Refusal(said);
    if (wait !== void 0) await pause(wait, request.signal);
    if (wait === void 0 || request.signal?.aborted) throw new Error(said);
  }
}
async function attempt(http, request) {
  try {
    const length = request.body instanceof Uint8Array ? { "content-length": String(request.body.length) } : {};
    const response = await http.request({ ...request, headers: { ...request.headers, ...length } });
    const body = await readBody(response, LIMIT);
    if (response.status >= 200 && response.status < 300) return { body };
    const said = /json/.test(response.headers["content-type"] ?? "") ? ` ${body.toString().slice(0, 200)}` : "";
    return { fault: `${response.status}${said}`, passing: isPassingStatus(response.status) };
  } catch (error) {
    const late = request.signal?.reason?.name === "TimeoutError";
    return { fault: late ? "no answer in time" : messageOf(error), passing: true };
  }
}
function urlIn(answer, kind) {
  const text = asText(
    answer[`signed_${kind}_url`] ?? answer[kind === "upload" ? "signedUploadUrl" : "signedDownloadUrl"]
  );
  return text ? new URL(text) : void 0;
}

import { createBuildFolder, createRegistryClient, isGha, onlyPushes, planCommands, quirksOf, readPlatforms, rememberContents, withoutCaches } from "./stages-session.js";
import { readEngineEndpoint } from "./main.js";
import {
  Again,
  again,
  ensureTag,
  field,
  pathOf,
  refusal
} from "./execute-releaseTag.js";

import { OCI_EMPTY, OCI_INDEX, OCI_MANIFEST } from "./stages-session.js";
import {
  LAG_MS,
  untilThere
} from "./registry-lag.js";
import { CREATED, REVISION, VERSION as VERSION2, attestedDigest, isAttestation } from "./stages-carryOut.js";
import { digestOf, formatPlatform, isDigest, samePlatform } from "./main.js";
import { isObject, parseJson } from "./main.js";
import {
  UserError,
  messageOf as messageOf2
} from "./errors.js";
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
// src/oci/imageIndex.ts
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
  const { platform, digest, mediaType, size, content, annotations } = result;
  if (content.kind === "manifest")
    return { mediaType, digest, size, platform, ...annotations && { annotations } };
  const [image, ...others] = content.manifests.filter((child) => !isAttestation(child));
  if (!image || others.length > 0) {
    throw new Error(
      `${digest} holds ${image ? others.length + 1 : "no"} images, expected one for ${formatPlatform(platform)}`
    );
  }
  if (image.platform && !isPlatform(image.platform, platform)) {
    throw new Error(
      `${digest} holds ${formatPlatform(image.platform)}, expected ${formatPlatform(platform)}`
    );
  }
  return {
    ...image,
    platform: image.platform ?? platform,
    ...annotations && { annotations: { ...image.annotations, ...annotations } }
  };
}
function isPlatform(built2, planned) {
  const { osVersion: _, ...rest } = built2;
  const plain2 = planned.osVersion === void 0 ? rest : built2;
  const { variant, ...bare } = plain2;
  const normal = plain2.architecture === "arm64" && variant === "v8" ? bare : plain2;
  return samePlatform(normal, planned);
}
function attestationsOf({ content }) {
  return content.kind === "index" ? content.manifests.filter(isAttestation) : [];
}
function formatIndex(children, annotations) {
  const json = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: children.map(descriptorJson),
    ...annotationsJson(annotations)
  };
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return { digest: digestOf(bytes), mediaType: OCI_INDEX, bytes };
}
function descriptorJson(descriptor) {
  const { mediaType, digest, size, artifactType, platform, annotations } = descriptor;
  return {
    mediaType,
    digest,
    size,
    ...artifactType !== void 0 && { artifactType },
    ...platform && { platform: platformJson(platform) },
    ...annotationsJson(annotations ?? {})
  };
}
function platformJson({ os, architecture, osVersion, variant }) {
  return {
    architecture,
    os,
    ...osVersion !== void 0 && { "os.version": osVersion },
    ...variant !== void 0 && { variant }
  };
}
function annotationsJson(annotations) {
  const sorted = Object.entries(annotations).sort(([a], [b]) => a < b ? -1 : 1);
  return sorted.length === 0 ? {} : { annotations: Object.fromEntries(sorted) };
}
// src/oci/artifact.ts
var EMPTY_BLOB = new TextEncoder().encode("{}");
var EMPTY = { mediaType: OCI_EMPTY, digest: digestOf(EMPTY_BLOB), size: EMPTY_BLOB.length };
function formatArtifact(artifact) {
  const { artifactType, subject, layer, annotations } = artifact;
  const content = layer ? { mediaType: artifactType, digest: digestOf(layer), size: layer.length } : EMPTY;
  const json = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType,
    config: descriptorJson(EMPTY),
    layers: [descriptorJson(content)],
    subject: descriptorJson(subject),
    annotations
  };
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return { digest: digestOf(bytes), mediaType: OCI_MANIFEST, bytes };
}
// src/execute/record.ts
var RECORD = "application/vnd.publish-image.promotion.v1+json";
var CONTENT = "vnd.publish-image.promotion";
async function writeRecord(client, { repository, candidate, tags, fresh }, made) {
  const { digest, mediaType, bytes, version, revision } = candidate;
  const content = JSON.stringify({ ...made, version, revision, tags });
  const manifest = formatArtifact({
    artifactType: RECORD,
    subject: { mediaType, digest, size: bytes.length },
    annotations: { [CREATED]: made.created, [CONTENT]: content }
  });
  await client.putBlob(repository, EMPTY_BLOB);
  await client.putReferrer(repository, { ...manifest, alone: fresh });
}
async function readRecords(client, repository, digest) {
  const referrers = await client.listReferrers(repository, digest);
  const records = await Promise.all(
    referrers.filter(({ artifactType }) => artifactType === RECORD).map((referrer) => readRecord(client, repository, referrer))
  );
  return records.filter((record) => record !== void 0).sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
}
async function readRecord(client, repository, { digest, annotations }) {
  const listed = annotations?.[CONTENT];
  const content = listed ?? (await client.getManifest(repository, digest))?.content.annotations[CONTENT];
  return content === void 0 ? void 0 : parseRecord(content);
}
function parseRecord(text) {
  const json = parseJson(text);
  if (!isObject(json) || !Array.isArray(json.tags)) return void 0;
  const { kind, created, version, revision } = json;
  if (typeof created !== "string" || Number.isNaN(Date.parse(created))) return void 0;
  const tags = json.tags.flatMap((entry) => {
    if (!isObject(entry) || typeof entry.tag !== "string") return [];
    const before = typeof entry.before === "string" && isDigest(entry.before) ? entry.before : void 0;
    return [{ tag: entry.tag, before }];
  });
  return {
    kind: kind === "rollback" ? "rollback" : "promotion",
    created,
    version: typeof version === "string" ? version : "",
    revision: typeof revision === "string" ? revision : "",
    tags
  };
}
async function isRecorded(client, at, tag) {
  const records = await readRecords(client, at.repository, at.digest);
  return records.some((record) => record.tags.some((entry) => entry.tag === tag));
}
// src/execute/promoteRead.ts
function startCourse(image) {
  const moves = image.tags.map(
    (tag) => ({ tag, before: void 0, wanted: image.candidate, attempted: false, row: void 0 })
  );
  const known = /* @__PURE__ */ new Map([[`${image.candidate.digest} whole`, heldOf(image.candidate)]]);
  const unread = { readAt: Number.NEGATIVE_INFINITY, listing: void 0 };
  return { image, candidate: image.candidate, moves, known, ...unread, failed: false };
}
function heldOf(candidate) {
  const { digest, mediaType, bytes, created, platforms, revision, version } = candidate;
  return {
    digest,
    mediaType,
    bytes,
    created,
    platforms,
    labels: { [REVISION]: revision, [VERSION2]: version },
    faults: []
  };
}
function candidateOf(held) {
  const { digest, mediaType, bytes, created, platforms, labels } = held;
  return {
    digest,
    mediaType,
    bytes,
    created,
    platforms,
    revision: labels[REVISION] ?? "",
    version: labels[VERSION2] ?? ""
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
  course.readAt = performance.now();
  const immutable = course.moves.filter(isImmutable);
  const stops = await Promise.all(immutable.map((move) => decideFirst(course, move, effects)));
  const floating = course.moves.filter((move) => !isImmutable(move));
  stops.push(...await Promise.all(floating.map((move) => decideFirst(course, move, effects))));
  return stops.flat();
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
  if (decision.outcome === "adopt" && held) adopt(course, held);
  if (move.attempted) {
    const ours = held?.digest === course.candidate.digest && decision.outcome === "unchanged";
    conclude(course, move, ours ? { after: end.after, outcome: "moved" } : { ...end, outcome: "superseded" });
  } else {
    conclude(course, move, {
      ...end,
      outcome: decision.outcome === "skip-newer" ? "skipped-newer" : "unchanged"
    });
  }
}
function adopt(course, held) {
  if (course.candidate !== course.image.candidate) return;
  course.candidate = candidateOf(held);
  for (const move of course.moves) if (!move.attempted) move.wanted = course.candidate;
}
// src/execute/promoteRestore.ts
var CANCELLED_MS = 5e3;
var FAILED_MS = 6e4;
var LANDING_MS = 1500;
async function restore(courses, effects) {
  const deadline = effects.signal?.aborted ? CANCELLED_MS : FAILED_MS;
  const client = effects.lateClient(deadline);
  const written = courses.flatMap(
    (course) => course.moves.filter((move) => move.attempted).map((move) => ({ course, move }))
  );
  const putBack = async (immutable) => {
    const tags = written.filter(({ move }) => isImmutable(move) === immutable);
    await Promise.all(tags.map(({ course, move }) => restoreTag(course, move, { ...effects, client })));
  };
  for (const { move } of written) move.row = void 0;
  const late = new AbortController();
  const done = putBack(false).then(() => putBack(true));
  const expired = effects.pause(deadline, late.signal);
  await Promise.race([done, expired]);
  late.abort();
  for (const { course, move } of written) {
    if (!move.row) leave(course, move, "there was no time left to put it back", true);
  }
}
async function restoreTag(course, move, effects) {
  const { client } = effects;
  const { repository } = course.image;
  const { before, wanted, tag } = move;
  let now;
  try {
    const landed = await hasEnded(move, effects);
    now = await client.headManifest(repository, tag.name);
    if (now === before?.digest && !landed) return leave(course, move, "its write is still under way", true);
    if (now === before?.digest) return conclude(course, move, { outcome: "unchanged", after: now });
    if (now !== wanted.digest || now !== course.candidate.digest) {
      return conclude(course, move, { outcome: "superseded", after: now });
    }
    if (!before) {
      if (await client.deleteTag(repository, tag.name))
        return conclude(course, move, { outcome: "restored", after: void 0 });
      return leave(course, move, "the tag is new, and the registry cannot delete a tag");
    }
    await client.putManifest(repository, tag.name, { ...before, replaces: wanted.digest });
    const after = await client.headManifest(repository, tag.name);
    conclude(course, move, { outcome: after === before.digest ? "restored" : "superseded", after });
  } catch (error) {
    leave(course, move, messageOf2(error), now === void 0);
  }
}
function hasEnded({ written }, { pause: pause3 }) {
  const late = new AbortController();
  const ended2 = Promise.resolve(written).then(() => true);
  return Promise.race([ended2, pause3(LANDING_MS, late.signal).then(() => false)]).finally(() => late.abort());
}
function leave(course, move, because, unsure = false) {
  if (!move.row) conclude(course, move, { outcome: "left", after: move.wanted.digest, because, unsure });
}
function describeLeft(rows) {
  const left = rows.filter(({ outcome }) => outcome === "left");
  const commands = left.flatMap(
    ({ image, tag, before }) => before ? [`crane tag ${image}@${before} ${tag}`] : []
  );
  const states = left.map(({ image, tag, before, after, because, unsure }) => {
    const held = before ? `held ${before}` : "is new";
    return `${image}:${tag} ${held}, ${unsure ? "may have" : "now has"} ${after ?? "nothing"} (${because ?? "not put back"})`;
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
      await dropOut(course, error, effects);
      return [];
    }
  };
  const all = async () => {
    const done = await settleAll(courses.filter(({ failed }) => !failed).map(run));
    await dropSiblings(courses, effects);
    return done.flat();
  };
  return untilCancelled(all(), effects);
}
async function dropSiblings(courses, effects) {
  const names = courses.filter(({ failed }) => failed).map(({ image }) => image.repository.name);
  const siblings = courses.filter(({ failed, image }) => !failed && names.includes(image.repository.name));
  if (siblings.length === 0) return;
  for (const course of siblings) course.failed = true;
  await restore(siblings, effects);
  const left = describeLeft(rowsOf(siblings));
  if (left) effects.log.warning(left);
}
async function dropOut(course, error, effects) {
  course.failed = true;
  await restore([course], effects);
  const left = describeLeft(rowsOf([course]));
  effects.leaveOut(course.image.repository.name, `${messageOf2(error)}${left && `
${left}`}`);
}
async function settleAll(all) {
  const settled = await Promise.allSettled(all);
  const reasons = settled.flatMap(
    (result) => result.status === "rejected" ? [result.reason] : []
  );
  if (reasons.length === 1) throw reasons[0];
  if (reasons.length > 1) {
    throw new UserError([...new Set(reasons.map(messageOf2))].join("\n"), { cause: reasons[0] });
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
// src/execute/promoteTag.ts
var ROUNDS = 16;
var pauseOf = (round) => Math.min(50 * 2 ** (round - 1), 1e3);
var FRESH_MS = 500;
async function moveTogether(course, moves, effects) {
  let left = moves.map((move) => ({ move }));
  for (let round = 0; round < ROUNDS; round++) {
    const writes = isFresh(course, moves) ? moves.map(asRead) : await expectWrites(course, left, effects);
    if (writes.length === 0) return;
    if (round > 0) await effects.pause(pauseOf(round));
    throwIfCancelled(effects);
    left = await settleAll(
      writes.map(async ({ move, held }) => {
        await rememberBefore(course, move, { held, effects });
        return { move, failure: await write(course, { move, held }, effects) };
      })
    );
    if (!writes.every(({ move }) => isImmutable(move))) listTags(course, effects);
  }
  const [first] = left;
  if (first) throw stopped(course, first.move, `others keep overwriting it: ${ROUNDS} times by now`);
}
function isFresh(course, moves) {
  const untouched = !course.moves.some(({ attempted }) => attempted);
  return untouched && moves.every(isImmutable) && performance.now() - course.readAt < FRESH_MS;
}
var asRead = (move) => ({ move, held: move.before });
async function expectWrites(course, left, effects) {
  const due = await settleAll(left.map((attempt2) => expectWrite(course, attempt2, effects)));
  return due.filter((write2) => write2 !== void 0);
}
function listTags(course, { client }) {
  if (course.image.imageTags === void 0) return;
  course.listing = client.listTags(course.image.repository);
  course.listing.catch(() => {
  });
}
async function expectWrite(course, { move, failure: failure2 }, effects) {
  const held = await readMove(course, move, effects);
  if (failure2 !== void 0 && held?.digest !== move.wanted.digest) throw failure2;
  const force = course.image.force && !move.attempted;
  const decision = await decideTag(course, { tag: move.tag, candidate: move.wanted, held, force }, effects);
  if (decision.outcome === "stop") throw stopped(course, move, decision.because);
  if (decision.outcome === "move") return { move, held };
  concludeUnmoved(course, move, { decision, held });
  return void 0;
}
function write({ image }, { move, held }, { client }) {
  const manifest = { ...move.wanted, replaces: held?.digest ?? null, unbroken: true };
  move.attempted = true;
  move.written = client.putManifest(image.repository, move.tag.name, manifest).then(
    () => void 0,
    (error) => error ?? new Error("the registry refused the tag")
  );
  return move.written;
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
  const { imageTags, repository } = course.image;
  if (imageTags === void 0) return;
  const old = /* @__PURE__ */ new Set([...imageTags, ...course.moves.map(({ tag }) => tag.name)]);
  try {
    for (let round = 0; round < ROUNDS2; round++) {
      const mine = course.moves.filter((move) => move.attempted && !isImmutable(move));
      if (mine.length === 0) return;
      const fresh = await readFresh(course, old, effects);
      const overtaken = await Promise.all(mine.map((move) => findNewer(course, move, { fresh, effects })));
      const behind = mine.filter((_, index) => overtaken[index]);
      if (behind.length === 0) return;
      await moveTogether(course, behind, effects);
    }
  } catch (error) {
    effects.log.warning(
      `${repository.name}: could not make sure that no newer run was overtaken: ${messageOf2(error)}`
    );
  }
}
async function readFresh(course, old, effects) {
  const listed = await course.listing ?? [];
  const fresh = listed.filter((tag) => !old.has(tag) && !FALLBACK.test(tag)).slice(-LOOKED_AT);
  const read = fresh.map((name) => readTag(course, { name, whole: false }, effects).catch(() => void 0));
  const held = await Promise.all(read);
  return held.flatMap((there) => there ? [candidateOf(there)] : []);
}
async function findNewer(course, move, { fresh, effects }) {
  const before = move.wanted;
  for (const candidate of fresh) {
    if (candidate.digest === move.wanted.digest) continue;
    const asked = { tag: move.tag, candidate, held: heldOf(move.wanted), force: false };
    const { outcome } = await decideTag(course, asked, effects);
    if (outcome === "move" && await isMeant(course, { move, candidate }, effects)) move.wanted = candidate;
  }
  return move.wanted !== before;
}
async function isMeant(course, { move, candidate: { digest } }, effects) {
  if (!await effects.isAnnounced?.(course.image.repository, digest, move.tag.name)) return false;
  const held = await readTag(course, { name: digest, whole: true }, effects);
  return held?.faults.length === 0;
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
async function previewPromotion(images, effects) {
  const courses = images.map(startCourse);
  const stops = await settleAll(courses.map((course) => readAndDecide(course, effects)));
  if (stops.flat().length > 0) throw conflict(stops.flat());
  for (const course of courses) {
    for (const move of course.moves) {
      if (!move.row) conclude(course, move, { outcome: "moved", after: move.wanted.digest });
    }
  }
  return rowsOf(courses);
}
async function expectPresent({ image }, effects) {
  const { repository, candidate } = image;
  const found = await untilThere(() => effects.client.headManifest(repository, candidate.digest), {
    waitMs: LAG_MS,
    sleep: (ms) => effects.pause(ms, effects.signal)
  });
  if (found) return [];
  throw new UserError(`${repository.name}@${candidate.digest} is not in the registry; no tag was moved`);
}
async function moveVersions(course, effects) {
  const [moved] = await Promise.allSettled([moveAll(course, effects, true), announce(course, effects)]);
  if (moved.status === "rejected") throw moved.reason;
}
async function announce(course, effects) {
  const tags = course.moves.filter(({ row }) => !row).map(({ tag, before }) => ({ tag: tag.name, before: before?.digest }));
  if (tags.length === 0) return;
  const { repository } = course.image;
  try {
    const fresh = course.moves.every((move) => !isImmutable(move) || !move.row);
    await effects.announce?.({ repository, candidate: course.candidate, tags, fresh });
  } catch (error) {
    effects.log.warning(
      `${repository.name}: what this run moves could not be written down: ${messageOf2(error)}`
    );
  }
}
async function moveAll(course, effects, immutable) {
  const moves = course.moves.filter((move) => !move.row && isImmutable(move) === immutable);
  await moveTogether(course, moves, effects);
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
  const message = `${messageOf2(cause)}
${restored} tags were put back${left ? ", these were not:" : "."}`;
  return new PromotionError(left ? `${message}
${left}` : message, rows, {
    cause,
    hint: "What was published by digest is complete; running again finishes the job."
  });
}

import { decideImmutable, originOf, shortRevision } from "./stages-carryOut.js";
import { nextTurn, pause as pause2 } from "./main.js";
import { cacheServiceOf, lstat, mkdir, readFile, readdir, rename, rm } from "./stages-carryOut.js";
import { describeLeftOut, noneLeft } from "./stages-carryOut.js";
import { exec } from "./main.js";
import {
  describeVerdict,
  parseErrorBody,
  readHeld,
  redactUrl,
  remedyFor,
  verifyImage
} from "./registry-remedyRows.js";
import { attemptsForCode, isPassingStatus as isPassingStatus2 } from "./main.js";
import "./registry-lag.js";
import { REVISION as REVISION2, VERSION as VERSION3 } from "./stages-carryOut.js";
import { temporaryFolder } from "./main.js";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "./main.js";
import { compareVersions, highestAbove, isInScope, isPrerelease, isVersion } from "./stages-carryOut.js";
import { formatPlatform as formatPlatform2, isDigest as isDigest2, parsePlatform, parseReference, parseRepository, platformSlug, samePlatform as samePlatform2 } from "./main.js";
import { parseJson as parseJson2 } from "./main.js";
import {
  createHash as createHash2
} from "./lean-node-crypto.js";
import {
  UserError as UserError2,
  joinErrors,
  messageOf as messageOf3
} from "./errors.js";
import "./shared.js";
import { basename, join, resolve } from "node:path";
import { join as join3 } from "node:path";
import { join as join2 } from "node:path";
import { basename as basename2, join as join4 } from "node:path";
import { posix } from "node:path";
var require2 = createRequireOfBundle(import.meta.url);
// src/execute/emulators.ts
async function registerEmulators(platforms, image, effects) {
  if (platforms.length === 0) return;
  const architectures = [...new Set(platforms.map(({ architecture }) => architecture))];
  const said = await runPrivileged(image, ["--install", architectures.join(",")], effects);
  const supported = parseSupported(said.stdout);
  const missing = platforms.map(formatPlatform2).filter((platform) => !supported.has(platform));
  if (said.exitCode === 0 && missing.length === 0) {
    effects.log.info(`Emulators registered: ${platforms.map(formatPlatform2).join(", ")}`);
    return;
  }
  const words = said.stderr.trim().split("\n").at(-1) || `exit code ${said.exitCode}`;
  throw new UserError2(
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
      names.filter((name) => typeof name === "string").map((name) => formatPlatform2(parsePlatform(name)))
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
    await requestEngine(effects.engine, removal).catch((error) => effects.log.debug(messageOf3(error)));
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
  const path = `/images/create?fromImage=${encodeURIComponent(withTag(image))}`;
  const answer = await requestEngine(effects.engine, { method: "POST", path, signal: effects.signal });
  const failed = /"error":"((?:[^"\\]|\\.)*)"/.exec(answer.body.toString())?.[1];
  if (answer.status === 200 && failed === void 0) return;
  throw new UserError2(`The emulators' image ${image} could not be pulled: ${failed ?? engineWords(answer)}`, {
    hint: "Name an image that can be by `qemu-image`, or register emulators in an earlier step and set `qemu: never`."
  });
}
function withTag(image) {
  return /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
}
async function ask(effects, request) {
  const answer = await requestEngine(effects.engine, { ...request, signal: effects.signal });
  return checked(answer, request);
}
function checked(answer, request) {
  if (answer.status < 400) return answer;
  throw new UserError2(
    `The engine refused to run the emulators' container (${request.method} ${request.path}): ${engineWords(answer)}`,
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
async function adopt2(step, running, effects) {
  running.candidates = await Promise.all(
    step.images.map(async ({ variant, image, digest, platforms }) => {
      const found = await effects.readHeld(parseRepository(image), digest, false);
      if (!found) {
        throw new UserError2(`${image}@${digest} was there a moment ago and is gone`, {
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
    throw new UserError2("there is no image name to publish under", { hint: "Set the input images." });
  const read = await Promise.all(results.map((result) => readResult(client, source, result)));
  const children = flatten(read);
  const digests = Object.fromEntries(
    results.map(({ platform }, index2) => [formatPlatform2(platform), digestAt(children, index2)])
  );
  const [only] = read;
  const plain2 = only && read.length === 1 && only.content.kind === "manifest";
  if (plain2 && shape !== "index") {
    return { digest: only.digest, mediaType: only.mediaType, bytes: only.bytes, digests, failed: [] };
  }
  if (shape === "manifest") {
    throw new UserError2(
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
    return [{ image: repository.name, reason: messageOf3(error) }];
  }
}
async function readResult(client, repository, result) {
  const { platform, digest } = result;
  const found = await client.getManifest(repository, digest);
  if (!found)
    throw new UserError2(
      `${repository.name}@${digest}, built for ${formatPlatform2(platform)}, is not in the registry`
    );
  return {
    ...result,
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
    throw new UserError2(`what was built cannot be put together: ${messageOf3(cause)}`, { cause });
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
    ending: void 0,
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
function dropOut2(image, reason, to) {
  if (to.running.dropped.has(image)) return;
  const text = describeLeftOut(image, reason);
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
  if (targets.length === 0) throw noneLeft("published");
  const all = await Promise.all(
    running.plan.variants.map((variant) => assembleVariant(variant, { targets, running, effects }))
  );
  running.candidates = all.flat().filter(({ image }) => !running.dropped.has(image));
}
async function assembleVariant(variant, { targets, running, effects }) {
  const builds = running.plan.builds.filter((build2) => build2.variant === variant.name);
  const results = builds.map((build2) => ({
    platform: build2.platform,
    digest: digestOf2(build2, running),
    annotations: build2.descriptorAnnotations
  }));
  const assembly = { targets, results, shape: variant.shape, annotations: variant.indexAnnotations };
  const { digest, mediaType, bytes, failed } = await assemble(assembly, effects.pushed);
  for (const { image, reason } of failed) dropOut2(image, reason, { running, log: effects.log });
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
  throw new UserError2(`The build of ${build2.id} gave no digest`, {
    hint: "The builder must be able to push by digest: docker-container, remote, kubernetes, or an engine with the containerd image store."
  });
}
// src/execute/buildEnd.ts
async function endBuild(running, { log, signal }) {
  try {
    const end = await running.ending;
    if (!end) return;
    running.built = end.builds;
    running.statistics = end.statistics;
  } catch (error) {
    if (signal.aborted) return;
    const text = `buildx failed after everything had been pushed: ${messageOf3(error)}`;
    running.warnings.push(text);
    log.warning(text);
  }
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
  const [, method, url, rest] = REQUEST.exec(words) ?? [];
  return {
    kind: "unreachable",
    request: requestOf(method?.toUpperCase(), url),
    status: void 0,
    code,
    detail: plain(rest ?? words).detail
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
  const { request = blindRequest(repository) } = told;
  const asked = told.request ? `${request.method} ${redactUrl(request.url)}: ` : "";
  return {
    repository,
    attempts: attemptsFor(told, repository),
    message: (end) => `Pushing ${name} failed: ${asked}${describeVerdict({ ...told, end })}`,
    remedy: remedyFor({ ...told, ...request })
  };
}
var LOGGED = /^error: (.*unexpected status .*)$/gm;
function withStatus(told, log) {
  const logged = [...log.matchAll(LOGGED)].at(-1)?.[1];
  if (told.kind !== "refused" || told.status !== void 0 || logged === void 0) return told;
  const { status, request } = parseWords(logged);
  return { ...told, status, request };
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
  const { kind, status, code = "", detail, request } = told;
  if (quirksOf(registry).passingDenial?.test(detail)) return void 0;
  if (status !== void 0 && (isPassingStatus2(status) || status === 416)) return void 0;
  if (kind === "unreachable") return attemptsForCode(code, true);
  if (LOST.has(code) || status === 404 && request?.method === "PUT") return LOST_ATTEMPTS;
  return status === 401 || /insufficient_?scope/i.test(detail) ? LOGIN_ATTEMPTS : 1;
}
var PULL = /failed to (?:do request|copy|fetch|authorize|resolve)[^\n]*/;
function attemptsForPull(said) {
  const words = PULL.exec(said)?.[0];
  if (words === void 0) return 1;
  const { kind, status, code } = parseWords(words);
  if (kind === "unreachable") return attemptsForCode(code);
  return status !== void 0 && isPassingStatus2(status) ? void 0 : 1;
}
// src/execute/buildError.ts
var BuildError = class _BuildError extends UserError2 {
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
// src/execute/dockerfileOf.ts
function dockerfileOf(dockerfiles, step = "") {
  const id = /^\[([^\]\s]+)/.exec(step)?.[1] ?? "";
  const own = Object.hasOwn(dockerfiles, id) ? dockerfiles[id] : void 0;
  return own ?? Object.values(dockerfiles)[0] ?? "Dockerfile";
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
var NAME_DOCKERFILE = "Name it by `file`, or its folder by `context`; is actions/checkout missing before this step?";
var NOT_GRANTED = /granting entitlement \S+ is not allowed|failed to load LLB: \S+ is not allowed/;
var GRANT = "Name it in `allow`; a builder that still refuses has to grant it, as that of `driver: docker-container` does.";
var UNMOVED = "No tag was moved.";
var COMMAND_FAILED = /^process "[\s\S]*" did not complete successfully: exit code: \d+/;
var CHECKED = /^Check complete, .*$/m;
var EXCERPT = /^(?!-\.json)[^\s:]+:(\d+)\n-{5,}$/m;
function buildFailure(run, statistics, printed) {
  const { failure: failure2, rest } = statistics;
  if (COMMAND_FAILED.test(failure2?.error ?? "")) return ownFailure(run, { statistics, printed, said: "" });
  const lost = lostBuilder(rest);
  const isConsequence = lost !== void 0 && /context canceled/.test(failure2?.error ?? "");
  const push = isConsequence || isCacheRefused(rest) ? void 0 : parsePushFailure(failure2?.error ?? rest, failure2?.output);
  if (push) return pushError(push, rest);
  if (lost) return new BuildError(lost.message, rest, { hint: lost.hint });
  return ownFailure(run, { statistics, printed, said: rest });
}
function ownFailure(run, { statistics, printed, said: others }) {
  const { failure: failure2, rest } = statistics;
  const line = EXCERPT.exec(rest)?.[1];
  const said = saidIn(rest);
  const missing = NO_DOCKERFILE.test(said);
  const output = failure2?.output.trim().split("\n").slice(-10).join("\n");
  const message = describe(run, { statistics, printed, line, missing });
  return new BuildError(output ? `${message}
${output}` : message, others, {
    ...line !== void 0 && {
      place: { file: fileOf(run, failure2, rest), startLine: Number(line) }
    },
    hint: [...missing ? [NAME_DOCKERFILE] : [], ...NOT_GRANTED.test(said) ? [GRANT] : [], UNMOVED].join(
      " "
    )
  });
}
function describe(run, found) {
  const { failure: failure2, rest } = found.statistics;
  const file = fileOf(run, failure2, rest);
  const where = found.line === void 0 ? "" : ` (${file}:${found.line})`;
  if (failure2) return `Build failed at ${failure2.step}${where}: ${failure2.error}`;
  const missing = found.missing ? `the Dockerfile ${file} was not found: ` : "";
  const said = saidIn(rest) || CHECKED.exec(found.printed)?.[0] || "buildx gave no reason";
  return `Build failed${where}: ${missing}${said}`;
}
function fileOf(run, failure2, rest) {
  const target = /^ERROR: target ([^:\s]+):/m.exec(rest)?.[1];
  return dockerfileOf(run.dockerfiles, target === void 0 ? failure2?.step : `[${target}]`);
}
function saidIn(rest) {
  const error = /^ERROR: (?:target [^:]+: |failed to build: )?(.*)$/m.exec(rest)?.[1];
  return error ?? rest.trim().split("\n").at(-1) ?? "";
}
// src/execute/buildMetadata.ts
function readMetadata({ metadataFile, target }, definition) {
  const metadata = JSON.parse(readFileSync(metadataFile, "utf8"));
  if (target !== void 0) return [built(target, metadata)];
  return Object.keys(definition.targets).map((id) => built(id, metadata[id] ?? {}));
}
function built(id, metadata) {
  const digest = metadata["containerimage.digest"];
  const imageId = metadata["containerimage.config.digest"];
  return {
    id,
    digest: typeof digest === "string" && isDigest2(digest) ? digest : void 0,
    imageId: typeof imageId === "string" ? imageId : void 0,
    metadata
  };
}
// src/execute/buildStream.ts
function openStream(title, log) {
  log.group(title);
  const { write: write2, end } = log.untrusted();
  let open = true;
  return {
    write: (text) => {
      if (open) write2(text);
    },
    end: () => {
      if (!open) return;
      open = false;
      end();
      log.endGroup();
    }
  };
}
// src/execute/plainContexts.ts
function withPlainContexts(definition, folder) {
  const targets = Object.entries(definition.targets).map(([id, target]) => {
    const path = resolve(target.context);
    if (/^[ -~]*$/.test(basename(path)) || !isFolder(path)) return [id, target];
    mkdirSync(join(folder, id));
    const context = join(folder, id, encodeURIComponent(basename(path)).slice(0, 200));
    symlinkSync(path, context);
    return [id, { ...target, context }];
  });
  return { ...definition, targets: Object.fromEntries(targets) };
}
function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
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
var PUSHED = /^pushing manifest for ([^@]+?)(?:@sha256:[0-9a-f]{64})?$/;
var TARGET = /^\[([^\]\s]+)\] exporting to /;
function readPushedDigests() {
  const exported = /* @__PURE__ */ new Map();
  const pushed = /* @__PURE__ */ new Map();
  return ({ vertexes = [], statuses = [] }) => {
    for (const { id, vertex, completed } of statuses) {
      const digest = EXPORTED.exec(id)?.[1];
      if (digest && isDigest2(digest)) exported.set(vertex, digest);
      const repository = completed && PUSHED.exec(id)?.[1];
      if (repository) pushed.set(vertex, (pushed.get(vertex) ?? /* @__PURE__ */ new Set()).add(repository));
    }
    return vertexes.flatMap(({ digest: vertex, name, completed, error }) => {
      const [digest, to] = [exported.get(vertex), pushed.get(vertex)];
      if (!completed || error || !digest || !to) return [];
      exported.delete(vertex);
      return [{ target: TARGET.exec(name)?.[1], digest, to: [...to] }];
    });
  };
}
// src/execute/progress.ts
var INTERNAL = /^\[(?:[^\]]* )?internal\]/;
var EXPORTS_CACHE = /\bexporting (?:cache to|to GitHub Actions Cache)/;
var IMPORTS_CACHE = /\bimporting cache manifest from /;
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
  /** `onPushed` hears of what was pushed, once that is printed. */
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
    for (const vertex of report?.vertexes ?? []) this.#changed(vertex);
    for (const log of report?.logs ?? []) this.#logged(log);
    for (const warning of report?.warnings ?? []) {
      const { short: short2 = "", range, vertex = "" } = warning;
      const step = this.#steps.get(vertex)?.name ?? "";
      this.#warnings.push({ text: decode(short2), line: range?.[0]?.start.line, step });
    }
    if (report) this.#pushed(report).forEach(this.#onPushed);
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
    if (!IMPORTS_CACHE.test(step.name) && (!this.#failure || maySayLess(this.#failure)))
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
function maySayLess({ step, error }) {
  return /context canceled/.test(error) || EXPORTS_CACHE.test(step);
}
// src/execute/pushedTargets.ts
function collectPushed(definition) {
  const ids = Object.keys(definition.targets);
  const wanted = definition.pushTo.map(nameOf);
  const digests = /* @__PURE__ */ new Map();
  const { promise, resolve: resolve2 } = Promise.withResolvers();
  return {
    take: ({ target = ids.length === 1 ? ids[0] : void 0, digest, to }) => {
      const there = new Set(to.map(nameOf));
      if (target === void 0 || !ids.includes(target) || !wanted.every((name) => there.has(name))) return;
      digests.set(target, digest);
      if (!ids.every((id) => digests.has(id))) return;
      resolve2(ids.map((id) => ({ id, digest: digests.get(id), imageId: void 0, metadata: {} })));
    },
    all: promise
  };
}
function nameOf(reference) {
  const { registry, path } = parseReference(reference).repository;
  return `${registry}/${path}`;
}
// src/execute/build.ts
async function build(run, effects) {
  const pushed = collectPushed(run.definition);
  const stream = openStream(run.title, effects.log);
  const progress = new Progress(stream.write, (one) => {
    run.onPushed?.(one.digest);
    pushed.take(one);
  });
  const end = buildToEnd(run, { ...effects, stream, progress });
  end.catch(() => {
  });
  const early = !run.toTheEnd && onlyPushes(run.definition) ? [pushed.all] : [];
  const builds = await Promise.race([...early, end.then(({ builds: builds2 }) => builds2)]);
  stream.end();
  return { builds, end };
}
async function buildToEnd(run, effects) {
  const folder = run.waiting?.folder ?? createBuildFolder(effects.temporary);
  const builds = [];
  let failed;
  try {
    const definition = withPlainContexts(run.definition, folder);
    for (const command of planCommands({ ...run, definition }, folder)) {
      failed = await start(command, run, effects);
      if (failed !== void 0) break;
      builds.push(...readMetadata(command, run.definition));
    }
  } finally {
    effects.stream.end();
    await rm(folder, { recursive: true, force: true });
  }
  const statistics = effects.progress.end();
  warn(run, statistics, effects.log);
  if (effects.signal.aborted)
    throw new UserError2("The run was cancelled while it built; nothing was published.");
  if (failed !== void 0) throw buildFailure(run, statistics, failed);
  for (const fault of statistics.cacheFaults) effects.log.warning(`A cache was not written: ${fault}`);
  return { builds, statistics };
}
var PRINTED_KEPT = 16 * 1024;
async function start({ argv, input }, run, { exec: exec2, signal, stream, progress }) {
  let printed = "";
  const words = new TextDecoder();
  const result = await (run.waiting?.take(argv) ?? exec2)(argv, {
    env: { ...run.env, ...run.secrets },
    ...input !== void 0 && { input },
    signal,
    onStdout: (chunk) => {
      const text = words.decode(chunk, { stream: true });
      printed = (printed + text).slice(-PRINTED_KEPT);
      stream.write(text);
    },
    onStderr: (text) => progress.write(text)
  });
  if (result.ok) return void 0;
  stream.write(progress.end().rest || String(result.error ?? ""));
  return printed;
}
function warn(run, { warnings }, log) {
  const placed = warnings.map(({ text, line, step }) => ({
    text,
    line,
    file: dockerfileOf(run.dockerfiles, step)
  }));
  const unique = new Map(placed.map((one) => [JSON.stringify(one), one]));
  for (const { text, line, file } of unique.values())
    log.warning(text, line === void 0 ? {} : { file, startLine: line });
}
// src/execute/localCaches.ts
// src/host/folderSize.ts
async function folderSize(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await lstat(join2(file.parentPath, file.name))).size)
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
// src/execute/localCaches.ts
var INDEX = "index.json";
async function restoreCaches(step, running, { log, restoreFolder, signal }) {
  const restored = step.folders.map(async ({ path, prefix, id }) => {
    if (existsSync(join3(path, INDEX))) return;
    try {
      const key = await restoreFolder(path, prefix);
      if (key !== void 0) running.restored.set(id, key);
    } catch (error) {
      log.warning(`The local cache of ${id} was not restored: ${messageOf3(error)}`);
    }
  });
  await Promise.race([Promise.all(restored), aborted(signal)]);
}
async function prepareFolders(folders, { log }) {
  const failed = [];
  for (const { id, next } of folders) {
    if (next === void 0) continue;
    try {
      await rm(next, { recursive: true, force: true });
      await mkdir(next, { recursive: true });
    } catch (error) {
      failed.push(next);
      log.warning(`The local cache of ${id} is not written: ${messageOf3(error)}`);
    }
  }
  return failed;
}
async function replaceFolders(folders, { log }) {
  for (const { id, path, next } of folders) {
    if (next === void 0) continue;
    try {
      if (existsSync(join3(next, INDEX))) {
        await rm(path, { recursive: true, force: true });
        await rename(next, path);
      } else await rm(next, { recursive: true, force: true });
    } catch (error) {
      log.warning(`The local cache of ${id} was not replaced: ${messageOf3(error)}`);
    }
  }
}
async function saveCaches(step, running, effects) {
  const saves = step.folders.map((folder) => saveCache(folder, step.maxBytes, { running, effects }));
  await Promise.race([Promise.all(saves), aborted(effects.signal)]);
}
async function saveCache({ id, path, prefix }, maxBytes, { running, effects }) {
  try {
    const index = await readFile(join3(path, INDEX)).catch(() => void 0);
    if (!index) return;
    const key = prefix + createHash2("sha256").update(index).digest("hex").slice(0, 32);
    if (running.restored.get(id) === key) return;
    const bytes = await folderSize(path);
    if (bytes > maxBytes) {
      const text = `The local cache of ${id} is not saved: it has ${megabytes(bytes)}, and cache-max-size is ${megabytes(maxBytes)}.`;
      running.notices.push(text);
      effects.log.notice(text);
    } else await effects.saveFolder(path, key);
  } catch (error) {
    effects.log.warning(`The local cache of ${id} was not saved: ${messageOf3(error)}`);
  }
}
function aborted(signal) {
  return new Promise((resolve2) => {
    if (signal.aborted) resolve2();
    else signal.addEventListener("abort", () => resolve2(), { once: true });
  });
}
var megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
// src/execute/readAhead.ts
function readAhead(images, digest, { pushed }) {
  for (const image of images) verifyImage(pushed, parseRepository(image), digest).catch(() => {
  });
}
function readTagsAhead({ plan, dropped }, { client, readHeld: readHeld2 }) {
  if (!plan.phases.flat().some(({ kind }) => kind === "promote")) return;
  for (const { image, tags } of plan.images.filter((one) => !dropped.has(one.image))) {
    const repository = parseRepository(image);
    const floating = tags.filter(({ guard }) => guard.kind !== "immutable");
    const digests = Promise.all(floating.map(({ name }) => client.headManifest(repository, name)));
    digests.then((held) => new Set(held.filter((digest) => digest !== void 0))).then((found) => Promise.all([...found].map((digest) => readHeld2(repository, digest, false)))).catch(() => {
    });
  }
}
// src/execute/buildStep.ts
async function buildPlatforms(step, running, effects) {
  await running.builder?.ready;
  nextTurn().then(() => readTagsAhead(running, effects));
  let { definition } = step;
  for (let attempt2 = 1; ; attempt2++) {
    const unwritable = await prepareFolders(step.folders, effects);
    const images = imagesLeft(running, definition.pushTo);
    const isUnwritable = (entry) => unwritable.some((folder) => entry.includes(folder));
    definition = { ...withoutCaches(definition, isUnwritable), pushTo: images };
    try {
      const run = {
        ...runOf(step, running, { definition, secrets: effects.secrets }),
        waiting: attempt2 === 1 ? running.builder?.waiting : void 0,
        onPushed: (digest) => readAhead(images, digest, effects),
        toTheEnd: step.folders.length > 0
      };
      const result = await effects.client.exempt(() => build(run, effects));
      running.built = result.builds;
      running.ending = result.end;
      await replaceFolders(step.folders, effects);
      return;
    } catch (error) {
      if (effects.signal.aborted || !(error instanceof BuildError)) throw error;
      const uncached = error.cacheRefused ? withoutGha(definition) : void 0;
      if (uncached) {
        definition = uncached;
        effects.log.warning(`Building again without the Actions cache, which failed: ${messageOf3(error)}`);
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
  dropOut2(culprit.image, error.message, { running: at.running, log: at.effects.log });
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
    dockerfiles: step.dockerfiles,
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
        else dropOut2(image, messageOf3(error), { running, log: effects.log });
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
  const json = parseJson2(text);
  if (typeof json !== "object" || json === null) return void 0;
  const { runId, attempt: attempt2, created, commit, images, variant, platform, digest, labels } = json;
  const texts = [runId, created, commit, variant, platform];
  if (!texts.every((value) => typeof value === "string") || typeof attempt2 !== "number") return void 0;
  if (typeof digest !== "string" || !isDigest2(digest) || !isTexts(images)) return void 0;
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
function nameOf2({ variant, platform }) {
  return [variant, formatPlatform2(platform)].filter(Boolean).join(" ");
}
function warnOfCache(faults, what, log) {
  for (const [reason, same] of Map.groupBy(faults, (fault) => fault.reason))
    log.warning(`The Actions cache ${what} ${same.map(({ build: build2 }) => nameOf2(build2)).join(", ")}: ${reason}`);
}
function isTexts(values) {
  return Array.isArray(values) && values.every((value) => typeof value === "string");
}
// src/execute/collectFaults.ts
function collectFaults(build2, record, { run, plan }) {
  const name = nameOf2(build2);
  if (!record || record.variant !== build2.variant || record.platform !== formatPlatform2(build2.platform))
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
    { key: VERSION3, what: "version" },
    { key: REVISION2, what: "revision" }
  ];
  return compared.flatMap(({ key, what }) => {
    const [planned, built2] = [build2.labels[key], labels[key]];
    if (planned === void 0 || built2 === void 0 || planned === built2) return [];
    return [`${nameOf2(build2)} is labelled with ${what} ${built2}, not ${planned}`];
  });
}
var short = (commit) => commit.slice(0, 12) || "(unknown)";
// src/execute/handOverTags.ts
var RECORD2 = "publish-image.hand-over";
function stagingImages(images) {
  const needed = images.find(({ optional }) => !optional);
  return needed ? [needed.image] : [...new Set(images.map(({ image }) => image))];
}
async function putStagingTag(client, image, to) {
  const { run, build: build2, record, pushed } = to;
  const index = formatIndex([{ ...pushed, platform: build2.platform }], { [RECORD2]: formatHandOver(record) });
  await client.putManifest(parseRepository(image), stagingTag(run, build2, run.attempt), index);
}
async function readStagingTag(client, image, of) {
  for (let attempt2 = of.run.attempt; attempt2 > of.above; attempt2--) {
    const tag = stagingTag(of.run, of.build, attempt2);
    const found = await client.getManifest(parseRepository(image), tag);
    const record = found && parseHandOver(found.content.annotations[RECORD2] ?? "");
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
  readTagsAhead(running, effects);
  const found = await Promise.all(plan.builds.map((build2) => find(build2, at)));
  warnOfCache(at.cacheFaults, "could not be asked for", effects.log);
  const faults = plan.builds.flatMap(
    (build2, index) => collectFaults(build2, found[index], { run: step.run, plan })
  );
  if (faults.length > 0)
    throw new UserError2(
      `Nothing was published: ${faults.length === 1 ? faults[0] : `
${faults.map((fault) => `  - ${fault}`).join("\n")}`}`,
      {
        hint: 'Each needs a job with "command: build" in this run, for the same images and variants. Run what failed again, then this job.'
      }
    );
  const records = found.filter((record) => record !== void 0);
  for (const image of step.run.images)
    if (!records.every(({ images }) => images.includes(image)))
      dropOut2(image, "not every platform was pushed to it", { running, log: effects.log });
  running.built = plan.builds.map((build2, index) => builtFrom(build2, found[index]));
  for (const [index, { id, labels }] of plan.builds.entries())
    running.labels.set(id, found[index]?.labels ?? labels);
}
function builtFrom({ id }, record) {
  return { id, digest: record?.digest, imageId: void 0, metadata: {} };
}
async function find(build2, at) {
  const given = at.step.given.find(
    ({ variant, platform }) => variant === build2.variant && samePlatform2(platform, build2.platform)
  );
  if (given) return recordOfGiven(given, build2, at);
  const { run } = at.step;
  const { cacheEntries, client } = at.effects;
  const text = await cacheEntries.newest?.(keyPrefix(run, build2)).catch((error) => {
    at.cacheFaults.push({ build: build2, reason: messageOf3(error) });
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
    platform: formatPlatform2(build2.platform),
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
        `${image} (${messageOf3(error)})`
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
    return variant === build2.variant && platforms.some(({ platform }) => samePlatform2(platform, build2.platform));
  });
  const [first] = pushed;
  if (!first) throw new Error(`${build2.id} was not verified`);
  const record = recordOf(build2, pushed, at);
  const viaCache = await putEntry(build2, record, at);
  if (!viaCache) await putTag(build2, { record, first, at });
  effects.log.info(
    `Handed over ${nameOf2(build2)}: ${record.digest}${viaCache ? "" : ", by a tag in the registry"}`
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
    platform: formatPlatform2(build2.platform),
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
    at.cacheFaults.push({ build: build2, reason: messageOf3(error) });
    return false;
  }
}
async function putTag(build2, { record, first, at }) {
  const { step, running, effects } = at;
  const images = stagingImages(running.plan.images).filter((image) => record.images.includes(image));
  if (images.length === 0)
    throw new UserError2(`${nameOf2(build2)} could not be handed over: no registry is left`);
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
  const { log } = effects;
  const leaveOut = (image, reason) => dropOut2(image, reason, { running, log });
  try {
    running.promoted = await promote(images, { ...effects, leaveOut });
  } catch (error) {
    if (error instanceof PromotionError) running.promoted = error.rows;
    throw error;
  }
  running.candidates = running.candidates.filter(({ image }) => !running.dropped.has(image));
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
// src/execute/setUp.ts
async function setUpEmulators(step, { builder }, effects) {
  const there = step.asksNodes && builder ? new Set((await readPlatforms(builder, effects)).map(formatPlatform2)) : void 0;
  const missing = step.platforms.filter((platform) => !there?.has(formatPlatform2(platform)));
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
  if (running.candidates.length === 0) throw noneLeft("handed over");
}
async function verifyBuild(image, build2, at) {
  const { running, effects } = at;
  try {
    return await readBuild(image, build2, at);
  } catch (error) {
    const optional = running.plan.images.some((one) => one.optional && one.image === image);
    if (!optional || effects.signal.aborted) throw error;
    dropOut2(image, messageOf3(error), { running, log: effects.log });
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
    throw new UserError2(`${image}@${digest} is not what was planned: ${found.faults.join("; ")}`, {
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
  const names = asRoot.map(({ platform }) => formatPlatform2(platform)).join(", ");
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
    dropOut2(candidate.image, messageOf3(error), { running: to.running, log: to.effects.log });
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
  throw new UserError2(
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
  adopt: adopt2,
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
      if (failed) return { ...await ended(running, effects), failure: failed.reason };
    }
    return await ended(running, effects);
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
async function ended(running, effects) {
  await endBuild(running, effects);
  return outcomeOf(running, effects);
}
function outcomeOf(running, effects) {
  const { built: built2, statistics } = running;
  const digest = running.candidates[0]?.digest;
  const only = built2.length === 1 ? built2[0] : void 0;
  return {
    digest,
    images: running.candidates.map(({ image, digest: digest2 }) => `${image}@${digest2}`),
    imageId: only?.imageId ?? digest ?? only?.digest,
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
// src/context/buildContext.ts
// src/context/dockerignore.ts
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
    (token, escaped, at) => {
      if (token.startsWith("**")) return at + token.length === pattern.length ? ".*" : "(?:.*/)?";
      if (token === "*") return "[^/]*";
      if (token === "?") return "[^/]";
      return escaped === void 0 ? `\\${token}` : `\\${escaped || "\\"}`;
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
  const names = [`${dockerfile}.dockerignore`, join4(folder, ".dockerignore")];
  for (const name of names) {
    const text = await readFile(name, "utf8").catch(() => void 0);
    if (text !== void 0) return { name: basename2(name), text };
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
      const entries = await readdir(join4(this.#root, folder.path), { withFileTypes: true }).catch(
        () => void 0
      );
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
    const bytes = await lstat(join4(this.#root, path)).then(
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
  const size = `${atLeast}${formatBytes(facts.bytes)} in ${facts.files} file${facts.files === 1 ? "" : "s"}`;
  const faults = [
    ...facts.bytes > LARGE ? [
      `is large; most of it is ${facts.largest.map(({ name, bytes }) => `${name} (${formatBytes(bytes)})`).join(", ")}`
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
// src/stages/buildEffects.ts
var buildEffects = {
  reportContext: async ({ folder, dockerfile }) => {
    const facts = await readBuildContext(folder, dockerfile);
    return facts && reportContext(folder, facts);
  },
  restoreFolder: async (folder, prefix) => (await import("./host-actionsCache.js")).restoreFolder(folder, prefix),
  saveFolder: async (folder, key) => (await import("./host-actionsCache.js")).saveFolder(folder, key)
};
// src/stages/cacheEntries.ts
function cacheEntriesOf(environment, signal) {
  const { ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_TOKEN: token } = environment;
  const { reads, writes } = cacheServiceOf(environment);
  if (!url || !token) return {};
  const entries = createCacheEntries({ url, token, environment, signal });
  return { ...writes && { put: entries.put }, ...reads && { newest: entries.newest } };
}
// src/stages/acting.ts
function prepareActing(tools) {
  const { client, registry, builders, secrets, gathered } = tools;
  const { log, signal, environment } = tools.entry;
  const effects = {
    ...promoteEffects(tools),
    ...buildEffects,
    pushed: rememberContents(client),
    exec,
    signal,
    github: gathered.api,
    secrets,
    cacheEntries: cacheEntriesOf(environment, signal),
    temporary: temporaryFolder(environment),
    lateClient: (ms) => createRegistryClient({ ...registry, deadline: Date.now() + ms }),
    openBuilder: builders.open,
    registerEmulators: async (platforms, image) => registerEmulators(platforms, image, { engine: readEngineEndpoint(environment), log, signal })
  };
  return { effects, carryOut: (plan) => execute(plan, effects) };
}
function promoteEffects({
  client,
  contents,
  gathered,
  entry
}) {
  const created = gathered.context.now.toISOString();
  return {
    client,
    log: entry.log,
    pause: pause2,
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
  PromotionError,
  RECORD,
  candidateOf,
  createCacheEntries,
  flattenResults,
  formatIndex,
  isRecorded,
  prepareActing,
  previewPromotion,
  promote,
  readRecords,
  settleAll,
  writeRecord
};
