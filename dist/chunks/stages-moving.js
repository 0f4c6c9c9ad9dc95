import { PromotionError, RECORD, candidateOf, previewPromotion, promote, readRecords, settleAll, writeRecord } from "./stages-acting.js";
import { NOTHING } from "./stages-carryOut.js";
import { describeLeftOut, noneLeft } from "./stages-carryOut.js";
import "./registry-lag.js";
import { VERSION } from "./stages-carryOut.js";
import { fieldsOfText, guardOf, needImages } from "./stages-carryOut.js";
import { compareVersions, isInScope, isPrerelease, isSemver, isVersion, knownVersions } from "./stages-carryOut.js";
import { TAG, isDigest, parseDigest, parseReference, parseRepository } from "./main.js";
import { isObject, parseJson } from "./main.js";
import "./lean-node-crypto.js";
import {
  UserError,
  messageOf
} from "./errors.js";
import "./shared.js";

// src/execute/copyImage.ts
var REFERRER_DEPTH = 3;
var OLD_SUFFIXES = ["sig", "att", "sbom"];
async function copyImage(client, { from, to }, digest) {
  const copy = { client, from, to, started: /* @__PURE__ */ new Map() };
  await copyManifest(copy, digest);
  await Promise.all([...copy.started.keys()].map((copied) => copyReferrers(copy, copied, REFERRER_DEPTH)));
}
function copyManifest(copy, digest) {
  const started = copy.started.get(digest) ?? sendManifest(copy, digest);
  copy.started.set(digest, started);
  return started;
}
async function sendManifest(copy, digest) {
  const manifest = await fetchManifest(copy, digest);
  await sendContent(copy, manifest);
  if (await copy.client.headManifest(copy.to, digest) === digest) return;
  await copy.client.putManifest(copy.to, digest, sendable(copy, manifest));
}
function sendable(copy, manifest) {
  const anew = { ...copy, started: /* @__PURE__ */ new Map() };
  return { ...manifest, uploadAgain: () => sendContent(anew, manifest) };
}
async function fetchManifest({ client, from }, digest) {
  const manifest = await client.getManifest(from, digest);
  if (!manifest) throw new UserError(`${from.name}@${digest} is not in the registry`);
  return manifest;
}
async function sendContent(copy, { content }) {
  if (content.kind === "index") {
    await Promise.all(content.manifests.map(({ digest }) => copyManifest(copy, digest)));
  } else {
    const blobs = new Map([content.config, ...content.layers].map((blob) => [blob.digest, blob]));
    await Promise.all([...blobs.values()].map((blob) => copy.client.copyBlob(copy.from, copy.to, blob)));
  }
}
async function copyReferrers(copy, subject, depth) {
  if (depth === 0) return;
  const referrers = await copy.client.listReferrers(copy.from, subject);
  const wanted = referrers.filter(({ artifactType }) => artifactType !== RECORD).map(({ digest }) => digest);
  await Promise.all([
    ...wanted.map((digest) => copyReferrer(copy, digest, depth)),
    ...OLD_SUFFIXES.map((suffix) => copyTag(copy, `${subject.replace(":", "-")}.${suffix}`))
  ]);
}
async function copyReferrer(copy, digest, depth) {
  const manifest = await fetchManifest(copy, digest);
  if (isRecord(manifest)) return;
  await sendContent(copy, manifest);
  await copy.client.putReferrer(copy.to, sendable(copy, manifest));
  await copyReferrers(copy, digest, depth - 1);
}
function isRecord({ content }) {
  return content.artifactType === RECORD;
}
async function copyTag(copy, tag) {
  const manifest = await copy.client.getManifest(copy.from, tag);
  if (!manifest) return;
  if (await copy.client.headManifest(copy.to, tag) === manifest.digest) return;
  await sendContent(copy, manifest);
  await copy.client.putManifest(copy.to, tag, sendable(copy, manifest));
}

// src/execute/promoteExisting.ts
async function promoteExisting(request, effects) {
  const held = await readSource(request, effects);
  const own = {
    ...effects,
    decide: withoutAdoption(effects),
    announce: async (announcement) => effects.announce?.({ ...announcement, fresh: false })
  };
  const images = (await settleAll(request.targets.map((target) => prepare(request, { target, held }, effects)))).flat();
  if (request.dryRun) return previewPromotion(images, own);
  if (images.length === 0) throw new UserError("every registry was optional and failed; no tag was moved");
  return promote(images, own);
}
async function readSource({ source }, effects) {
  const { repository, reference } = source;
  const name = `${repository.name}${reference.startsWith("sha256:") ? "@" : ":"}${reference}`;
  const digest = await effects.client.headManifest(repository, reference);
  const held = digest && await effects.readHeld(repository, digest, true);
  if (!held)
    throw new UserError(`${name} does not exist`, {
      hint: "Look at the tags of the repository, or give a digest."
    });
  if (held.faults.length > 0) throw new UserError(`${name} is incomplete: ${held.faults.join("; ")}`);
  return held;
}
async function prepare(request, { target, held }, effects) {
  const { repository, optional } = target;
  try {
    const candidate = candidateOf(held);
    const imageTags = await effects.client.listTags(repository);
    const { to, gitTags, tagPrefix, force } = request;
    const planned = effects.planTags({
      to,
      version: candidate.version,
      gitTags,
      imageTags: imageTags ?? [],
      tagPrefix
    });
    if (!request.dryRun) await bring(request, { target, held }, effects);
    const { tags, version, versions } = planned;
    return [{ repository, optional, tags, versions, imageTags, force, candidate: { ...candidate, version } }];
  } catch (error) {
    if (!optional) throw error;
    effects.leaveOut(repository.name, messageOf(error));
    return [];
  }
}
async function bring({ source }, { target, held }, effects) {
  const { repository } = target;
  if (repository.name === source.repository.name) return;
  await copyImage(effects.client, { from: source.repository, to: repository }, held.digest);
  const copied = await effects.readHeld(repository, held.digest, true);
  const faults = copied?.faults ?? ["it is not there"];
  if (faults.length > 0)
    throw new UserError(
      `${repository.name}@${held.digest} is incomplete after the copy: ${faults.join("; ")}`
    );
}
function withoutAdoption(effects) {
  return (question) => {
    const decision = effects.decide(question);
    if (decision.outcome !== "adopt") return decision;
    return { outcome: "stop", because: `${question.tag.name} holds another build of this release` };
  };
}

// src/plan/promotedTags.ts
function planPromotedTags(request) {
  const named = request.to.filter(isFullVersion);
  const version = bare(named[0] ?? request.version);
  const faults = request.to.flatMap((name) => faultOf(name, version, named.length > 0));
  if (request.to.length === 0) faults.push("`to` names no tag");
  if (new Set(named.map(bare)).size > 1)
    faults.push(`one image cannot be several versions: ${named.join(", ")}`);
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  const known = knownVersions(request.gitTags, request.imageTags, { prefix: request.tagPrefix, suffix: "" });
  return {
    tags: request.to.map((name) => plan(name, version)),
    version,
    versions: known.filter((other) => !isPrerelease(other))
  };
}
function plan(name, version) {
  const follows = isVersion(version) ? "versions" : "commits";
  const origin = isVersion(version) || !isPart(name) ? fieldsOfText(name) : { fields: [] };
  return { name, ...guardOf({ ...origin, follows, prerelease: true, rule: "`to`" }) };
}
function faultOf(name, version, isNamed) {
  if (!TAG.test(name)) return [`"${name}" is no tag`];
  if (/^v?0$/.test(name)) return ["0 is never published as a major version: anything may change within it"];
  const { numbers } = fieldsOfText(name);
  if (!numbers || !isVersion(version) || isInScope(version, { ...numbers, prerelease: true })) return [];
  return [
    `${version} does not belong under ${name}${isNamed ? "" : "; name its version in `to` if it is another"}`
  ];
}
var isPart = (name) => fieldsOfText(name).numbers !== void 0;
var isFullVersion = (name) => isSemver(name);
var bare = (version) => /^v\d/.test(version) ? version.slice(1) : version;

// src/execute/rollback.ts
async function rollback(request, effects) {
  const expected = /* @__PURE__ */ new Map();
  const images = (await readTargets(request.targets, effects)).map(({ target, held }) => {
    const { repository } = target;
    const tag = { name: target.tag, guard: { kind: "ancestry" }, because: target.because };
    expected.set(tag, target.expected);
    const optional = effects.isOptional(repository);
    const rest = { optional, versions: [], imageTags: void 0, force: request.force };
    return { repository, tags: [tag], candidate: candidateOf(held), ...rest };
  });
  if (images.length === 0 && effects.leftOut.size > 0) throw noneLeft("put back");
  const own = {
    ...effects,
    decide: (question) => effects.decideRollback(question, expected.get(question.tag)),
    announce: (announcement) => writeRecord(
      effects.client,
      { ...announcement, fresh: false },
      { kind: "rollback", created: request.now.toISOString() }
    )
  };
  const rows = request.dryRun ? await previewPromotion(images, own) : await promote(images, own);
  return rows.map((row) => row.outcome === "moved" ? { ...row, outcome: "restored" } : row);
}
async function readTargets(targets, effects) {
  const isIn = ({ repository }) => !effects.leftOut.has(repository.name);
  const read = await Promise.all(
    targets.filter(isIn).map(async (target) => ({ target, held: await readTarget(target, effects) }))
  );
  const faulty = read.flatMap(
    ({ target, held }) => typeof held === "string" ? [{ target, fault: held }] : []
  );
  const faults = faulty.filter(({ target }) => !effects.isOptional(target.repository)).map(({ fault }) => fault);
  if (faults.length > 0) throw new UserError(`nothing was put back:
${faults.join("\n")}`);
  for (const { target, fault } of faulty) effects.leaveOut(target.repository.name, fault);
  return read.flatMap(
    ({ target, held }) => typeof held !== "string" && isIn(target) ? [{ target, held }] : []
  );
}
async function readTarget({ repository, tag, to }, effects) {
  try {
    const held = await effects.readHeld(repository, to, true);
    if (!held) return `${repository.name}:${tag}: ${to} is no longer in the registry`;
    if (held.faults.length === 0) return held;
    return `${repository.name}:${tag}: ${to} is incomplete: ${held.faults.join("; ")}`;
  } catch (error) {
    return `${repository.name}:${tag}: ${messageOf(error)}`;
  }
}

// src/execute/history.ts
async function readHistory(repository, tag, effects) {
  const now = await effects.client.headManifest(repository, tag);
  if (!now) throw new UserError(`${repository.name}:${tag} does not exist`);
  const records = await readRecords(effects.client, repository, now);
  for (const record of records.filter(({ kind }) => kind === "promotion")) {
    const before = record.tags.find((entry) => entry.tag === tag)?.before;
    if (before && before !== now) return { now, before, because: `the record of ${record.created}` };
  }
  return await fromVersions(repository, { tag, now }, effects) ?? unknown(repository, tag);
}
async function fromVersions(repository, { tag, now }, effects) {
  const [held, imageTags] = await Promise.all([
    effects.readHeld(repository, now, false),
    effects.client.listTags(repository)
  ]);
  const version = effects.previousVersion(tag, held?.labels[VERSION] ?? "", imageTags ?? []);
  if (version === void 0) return void 0;
  const before = await effects.client.headManifest(repository, version);
  return before && before !== now ? { now, before, because: `the tag ${version}` } : void 0;
}
function unknown(repository, tag) {
  throw new UserError(`nothing tells what ${repository.name}:${tag} held before`, {
    hint: "Give the digest, or the output `previous` of the run that moved it."
  });
}

// src/execute/rollbackTargets.ts
async function unlessOptional(repository, effects, work) {
  try {
    return [await work()];
  } catch (error) {
    if (!effects.isOptional(repository)) throw error;
    effects.leaveOut(repository.name, messageOf(error));
    return [];
  }
}
async function targetsOfPrevious(previous, effects) {
  const rows = previous.map((row) => ({ ...row, repository: parseRepository(row.image) }));
  const targets = rows.flatMap(({ repository, tag, digest: to, after }) => {
    if (!to) return [];
    return unlessOptional(repository, effects, async () => {
      const expected = after ?? await effects.client.headManifest(repository, tag);
      return { repository, tag, to, expected, because: "previous" };
    });
  });
  const left = rows.filter(({ digest }) => !digest);
  return {
    targets: (await settleAll(targets)).flat(),
    left: left.map(({ image, tag, after }) => {
      const because = "it was new with that run, and has nothing to go back to";
      return { image, tag, before: after, after, outcome: "left", because };
    })
  };
}
async function targetsOfTags(asked, effects) {
  const { digest } = asked;
  const pairs = asked.repositories.flatMap((repository) => asked.tags.map((tag) => ({ repository, tag })));
  const targetOf = async (repository, tag) => {
    if (digest) {
      const expected = await effects.client.headManifest(repository, tag);
      return { repository, tag, to: digest, expected, because: "digest" };
    }
    const { now, before, because } = await readHistory(repository, tag, effects);
    return { repository, tag, to: before, expected: now, because };
  };
  const targets = pairs.map(
    ({ repository, tag }) => unlessOptional(repository, effects, () => targetOf(repository, tag))
  );
  return (await settleAll(targets)).flat();
}

// src/plan/rollback.ts
function parsePrevious(text) {
  const json = parseJson(text);
  if (!Array.isArray(json)) {
    throw new UserError("previous is no JSON list", {
      hint: "Give the output `previous` of the run that is to be undone."
    });
  }
  const rows = json.map((entry) => parseRow(entry));
  const faults = rows.flatMap(
    (row, index) => typeof row === "string" ? [`previous[${index}]: ${row}`] : []
  );
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  return rows.filter((row) => typeof row !== "string");
}
function parseRow(entry) {
  if (!isObject(entry)) return "expected an object with image, tag and digest";
  const { image, tag, digest, after } = entry;
  if (typeof image !== "string" || image === "") return "image is missing";
  if (typeof tag !== "string" || !TAG.test(tag)) return "tag is no tag";
  if (!isAbsent(digest) && !isDigestText(digest)) return "digest is neither a digest nor null";
  if (!isAbsent(after) && !isDigestText(after)) return "after is neither a digest nor null";
  return {
    image,
    tag,
    digest: isDigestText(digest) ? digest : void 0,
    after: isDigestText(after) ? after : void 0
  };
}
var isAbsent = (value) => value === null || value === void 0;
var isDigestText = (value) => typeof value === "string" && isDigest(value);
function decideRollback({ tag, candidate, held, force }, expected) {
  if (held?.digest === candidate.digest) return { outcome: "unchanged", because: "it is there already" };
  if (force || held?.digest === expected) return { outcome: "move", because: "rollback" };
  return {
    outcome: "stop",
    because: `${tag.name} holds ${held?.digest ?? "nothing"} by now, not ${expected ?? "nothing"}: somebody moved it since`
  };
}
function previousVersion(tag, version, imageTags) {
  if (!isVersion(version)) return void 0;
  const { numbers } = fieldsOfText(tag);
  const scope = { ...numbers, prerelease: isPrerelease(version) };
  const below = imageTags.filter(
    (other) => isInScope(other, scope) && compareVersions(other, version) === "older"
  );
  return below.reduce(
    (best, other) => best === void 0 || compareVersions(other, best) === "newer" ? other : best,
    void 0
  );
}

// src/stages/rollingBack.ts
async function rollBack(inputs, { gathered, effects: basic, images, optionalHosts }) {
  const isOptional = ({ registry }) => optionalHosts.includes(registry);
  const effects = { ...basic, decideRollback, previousVersion, isOptional };
  const { targets, left } = await rollbackTargets(inputs, images, effects);
  const { force } = inputs.promotion;
  const request = { targets, force, dryRun: inputs.what.dryRun, now: gathered.context.now };
  const rows = await rollback(request, effects);
  return [...rows, ...left];
}
async function rollbackTargets(inputs, images, effects) {
  const { previous, to: tags, digest: asked } = inputs.promotion;
  if (previous !== void 0) return targetsOfPrevious(parsePrevious(previous), effects);
  if (tags.length === 0)
    throw new UserError("rollback needs to know what to put back", {
      hint: 'Set "previous" to that output of the run to undo, or "to" to tags.'
    });
  needImages(inputs, images);
  const digest = asked === void 0 ? void 0 : parseDigest(asked);
  return {
    targets: await targetsOfTags({ repositories: images.map(parseRepository), tags, digest }, effects),
    left: []
  };
}

// src/stages/moving.ts
async function moveTags(inputs, moving) {
  const { effects: basic } = await moving.session.act();
  const leftOut = /* @__PURE__ */ new Map();
  const leaveOut = (image, reason) => {
    if (leftOut.has(image)) return;
    const text = describeLeftOut(image, reason);
    leftOut.set(image, text);
    basic.log.warning(text);
  };
  const effects = { ...basic, leaveOut, leftOut };
  const move = inputs.what.command === "promote" ? promoteTags : rollBack;
  const { rows, failure } = await move(inputs, { ...moving, effects }).then(
    (moved2) => ({ rows: moved2, failure: void 0 }),
    (error) => ({ rows: error instanceof PromotionError ? error.rows : [], failure: error })
  );
  const verb = inputs.what.dryRun ? "would be " : "";
  for (const { image, tag, outcome, because } of rows)
    effects.log.info(`${image}:${tag} ${verb}${outcome}${because ? ` (${because})` : ""}`);
  const moved = failure === void 0 ? rows.filter(({ image }) => !leftOut.has(image)) : [];
  const [first] = moved.filter(({ after }) => after !== void 0);
  const images = new Set(moved.flatMap(({ image, after }) => after ? [`${image}@${after}`] : []));
  return {
    ...NOTHING,
    digest: first?.after,
    images: [...images],
    promoted: rows,
    dryRun: inputs.what.dryRun,
    waits: moving.session.client.waits().length,
    warnings: [...leftOut.values()],
    failure
  };
}
async function promoteTags(inputs, { gathered, effects, images, optionalHosts }) {
  needImages(inputs, images);
  const repositories = images.map(parseRepository);
  const source = sourceOf(inputs, repositories[0]);
  const targets = repositories.map((repository) => ({
    repository,
    optional: optionalHosts.includes(repository.registry)
  }));
  const { to, force } = inputs.promotion;
  if (to.length === 0)
    throw new UserError("promote needs to know what to move", {
      hint: 'Set "to" to tags, such as stable latest.'
    });
  const request = {
    source,
    targets,
    to,
    force,
    dryRun: inputs.what.dryRun,
    gitTags: gathered.context.git.gitTags,
    tagPrefix: inputs.what.tagPrefix
  };
  return promoteExisting(request, { ...effects, planTags: planPromotedTags });
}
function sourceOf({ promotion }, first) {
  const from = promotion.digest ?? promotion.from;
  if (from === void 0)
    throw new UserError("promote needs to know what to promote", {
      hint: 'Set "from" to a tag, such as beta, or "digest" to a digest.'
    });
  if (first && (isDigest(from) || !/[/:@]/.test(from))) return { repository: first, reference: from };
  const { repository, tag, digest } = parseReference(from);
  const reference = digest ?? tag;
  if (reference === void 0) throw new UserError(`from: "${from}" names neither a tag nor a digest`);
  return { repository, reference };
}
export {
  moveTags
};
