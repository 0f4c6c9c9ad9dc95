import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  CREATED,
  REVISION,
  VERSION
} from "./oci-imageAnnotations.js";
import {
  formatPlatform,
  samePlatform
} from "./oci-platform.js";
import {
  digestOf,
  isDigest
} from "./oci-reference.js";
import {
  UserError,
  messageOf
} from "./errors.js";

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
  const { platform, digest, mediaType, size, content } = result;
  if (content.kind === "manifest") return { mediaType, digest, size, platform };
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
  return { ...image, platform: image.platform ?? platform };
}
function isPlatform(built, planned) {
  const { osVersion: _, ...rest } = built;
  const plain = planned.osVersion === void 0 ? rest : built;
  const { variant, ...bare } = plain;
  const normal = plain.architecture === "arm64" && variant === "v8" ? bare : plain;
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
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

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
  const { digest, mediaType, bytes, created, platforms, revision, version } = candidate;
  return {
    digest,
    mediaType,
    bytes,
    created,
    platforms,
    labels: { [REVISION]: revision, [VERSION]: version },
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
  const immutable = course.moves.filter(isImmutable);
  const stops = await Promise.all(immutable.map((move) => decideFirst(course, move, effects)));
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
async function restore(courses, effects) {
  const deadline = effects.signal?.aborted ? CANCELLED_MS : FAILED_MS;
  const client = effects.lateClient(deadline);
  const written = courses.flatMap(
    (course) => course.moves.filter((move) => move.attempted).map((move) => ({ course, move }))
  );
  const putBack = async (immutable) => {
    const tags = written.filter(({ move }) => isImmutable(move) === immutable);
    await Promise.all(tags.map(({ course, move }) => restoreTag(course, move, client)));
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
      await dropOut(course, error, effects);
      return [];
    }
  };
  const all = settleAll(courses.filter(({ failed }) => !failed).map(run));
  return (await untilCancelled(all, effects)).flat();
}
async function dropOut(course, error, effects) {
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

// src/execute/promoteTag.ts
var ROUNDS = 16;
var pauseOf = (round) => Math.min(50 * 2 ** (round - 1), 1e3);
async function moveTogether(course, moves, effects) {
  let left = moves.map((move) => ({ move }));
  for (let round = 0; round < ROUNDS; round++) {
    const due = await settleAll(left.map((attempt) => expectWrite(course, attempt, effects)));
    const writes = due.filter((write2) => write2 !== void 0);
    if (writes.length === 0) return;
    if (round > 0) await effects.pause(pauseOf(round));
    throwIfCancelled(effects);
    left = await settleAll(
      writes.map(async ({ move, held }) => {
        await rememberBefore(course, move, { held, effects });
        return { move, failure: await write(course, move, effects) };
      })
    );
  }
  const [first] = left;
  if (first) throw stopped(course, first.move, `others keep overwriting it: ${ROUNDS} times by now`);
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
      `${repository.name}: could not make sure that no newer run was overtaken: ${messageOf(error)}`
    );
  }
}
async function readFresh(course, old, effects) {
  const listed = await effects.client.listTags(course.image.repository) ?? [];
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
      `${repository.name}: what this run moves could not be written down: ${messageOf(error)}`
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
  const message = `${messageOf(cause)}
${restored} tags were put back${left ? ", these were not:" : "."}`;
  return new PromotionError(left ? `${message}
${left}` : message, rows, {
    cause,
    hint: "What was published by digest is complete; running again finishes the job."
  });
}

export {
  OCI_INDEX,
  OCI_EMPTY,
  MANIFEST_TYPES,
  isIndexType,
  isManifestType,
  flattenResults,
  formatIndex,
  PromotionError,
  candidateOf,
  settleAll,
  promote,
  previewPromotion,
  RECORD,
  writeRecord,
  readRecords,
  isRecorded
};
