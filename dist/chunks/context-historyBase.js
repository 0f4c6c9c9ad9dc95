import { COMMITS_ONLY, WITHOUT_BLOBS, complaintOf, linesOf, withOwnRepository } from "./main.js";
import { existsSync, readFileSync, writeFileSync } from "./main.js";
import { compareVersions2 as compareVersions } from "./stages-carryOut.js";
import {
  UserError
} from "./errors.js";

// src/context/historyRecords.ts
var RECORD_FORMAT = "%m%H%n%P%n%B";
var NUL = 0;
var LF = 10;
var BOUNDARY = 45;
function openRange(tells) {
  const reading = { commits: [], boundary: /* @__PURE__ */ new Set(), tells };
  let begun = [];
  const push = (piece) => {
    const first = piece.indexOf(NUL) + 1;
    if (first === 0) {
      begun.push(piece);
      return;
    }
    const last = piece.lastIndexOf(NUL) + 1;
    readRecords(Buffer.concat([...begun, piece.subarray(0, first)]), reading);
    readRecords(piece.subarray(first, last), reading);
    begun = [piece.subarray(last)];
  };
  const close = () => {
    push(Buffer.of(NUL));
    return reading;
  };
  return { push, close };
}
function readRecords(bytes, { commits, boundary, tells }) {
  const text = bytes.toString("latin1");
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\0", start);
    const afterSha = text.indexOf("\n", start);
    if (text.charCodeAt(start) === BOUNDARY) boundary.add(bytes.toString("latin1", start + 1, afterSha));
    else if (end > start) {
      const afterParents = text.indexOf("\n", afterSha + 1);
      const from = afterParents + 1;
      const to = endOfMessage(text, { from, end, tells });
      const named = commits.at(-1)?.parents[0];
      const known = named !== void 0 && text.startsWith(named, start + 1);
      commits.push({
        sha: known ? named : bytes.toString("latin1", start + 1, afterSha),
        parents: parentsOf(bytes.toString("latin1", afterSha + 1, afterParents)),
        message: bytes.toString("utf8", from, to)
      });
    }
    start = end + 1;
  }
}
function endOfMessage(text, { from, end, tells }) {
  const line = text.indexOf("\n", from);
  const title = line < 0 || line > end ? end : line;
  if (title === end || !tells(text.slice(from, end))) return title;
  let to = end;
  while (to > from && text.charCodeAt(to - 1) === LF) to--;
  return to;
}
function parentsOf(list) {
  if (list === "") return [];
  return list.includes(" ") ? list.split(" ") : [list];
}

// src/context/historyLog.ts
async function readRange(git, { include, exclude, paths, tells = () => true }) {
  const revisions = [...include, ...exclude.map((revision) => `^${revision}`)];
  const limit = paths.length > 0 ? ["--full-history", ...revisions, "--", ...paths] : [...revisions, "--"];
  const range = openRange(tells);
  const result = await git(
    ["log", "-z", "--date-order", "--boundary", "--encoding=UTF-8", `--format=${RECORD_FORMAT}`, ...limit],
    { onStdout: range.push }
  );
  if (!result.ok) throw new UserError(`git can't read the history: ${complaintOf(result)}`);
  return range.close();
}
async function readCommitIds(git, revisions) {
  if (revisions.length === 0) return /* @__PURE__ */ new Map();
  const input = revisions.map((revision) => `${revision}^{commit}
`).join("");
  const result = await git(["cat-file", "--batch-check=%(objectname) %(objecttype)"], { input });
  const answers = result.stdout.toString().split("\n");
  return new Map(
    revisions.flatMap((revision, index) => {
      const [sha, type] = answers[index]?.split(" ") ?? [];
      return type === "commit" && sha !== void 0 ? [[revision, sha]] : [];
    })
  );
}
async function isAncestor(git, ancestor, descendant) {
  return (await git(["merge-base", "--is-ancestor", ancestor, descendant])).ok;
}

// src/context/historyBase.ts
var SINGLE_QUESTIONS = 4;
var NOTHING = { commits: [], boundary: /* @__PURE__ */ new Set() };
async function readBasedRange(store, choice) {
  const { first } = choice;
  if (first && !store.ids) {
    const [range, ids2, reached] = await Promise.all([
      readSince(store.git, choice, revisionOf(first)),
      readIds(store, first, choice.candidates),
      choice.paths.length > 0 && !choice.highest && isAncestor(store.git, revisionOf(first), choice.head)
    ]);
    const sha = ids2.get(first.gitTag);
    if (sha === choice.head) return { base: { tag: first, sha }, range: NOTHING, ids: ids2 };
    if (sha !== void 0 && (choice.highest || reached || range.boundary.has(sha)))
      return { base: { tag: first, sha }, range, ids: ids2 };
  }
  const base = await findReachable(store, choice);
  const ids = await readIds(store, base?.tag, choice.candidates);
  return {
    base,
    ids,
    range: base?.sha === choice.head ? NOTHING : await readSince(store.git, choice, base?.sha)
  };
}
function readSince(git, { head, ...choice }, base) {
  return readRange(git, { ...choice, include: [head], exclude: base === void 0 ? [] : [base] });
}
function revisionOf(tag) {
  return `refs/tags/${tag.gitTag}`;
}
async function findReachable(store, { head, highest, ...choice }) {
  const candidates = choice.candidates.toSorted((a, b) => compareVersions(b, a));
  if (!store.ids) {
    for (const tag of candidates.slice(0, SINGLE_QUESTIONS)) {
      if (!await isAncestor(store.git, revisionOf(tag), head)) continue;
      const sha = (await readCommitIds(store.git, [revisionOf(tag)])).get(revisionOf(tag));
      if (sha !== void 0) return { tag, sha };
    }
    if (candidates.length <= SINGLE_QUESTIONS) return void 0;
  }
  const ids = store.ids ?? await idsOf(store.git, candidates);
  const listed = await store.git(["rev-list", head, "--"]);
  const ancestors = new Set(listed.stdout.toString().split("\n"));
  for (const tag of candidates) {
    const sha = ids.get(tag.gitTag);
    if (sha !== void 0 && (highest || ancestors.has(sha))) return { tag, sha };
  }
  return void 0;
}
async function idsOf(git, tags) {
  const found = await readCommitIds(git, tags.map(revisionOf));
  return new Map([...found].map(([revision, sha]) => [revision.slice("refs/tags/".length), sha]));
}
async function readIds({ git, tags, ids }, base, candidates) {
  const wanted = tagsInQuestion(tags, base, candidates);
  if (!ids) return idsOf(git, wanted);
  return new Map(
    wanted.flatMap(({ gitTag }) => {
      const sha = ids.get(gitTag);
      return sha === void 0 ? [] : [[gitTag, sha]];
    })
  );
}
function tagsInQuestion(tags, base, candidates) {
  if (!base) return [.../* @__PURE__ */ new Set([...tags.filter((tag) => tag.prerelease.length > 0), ...candidates])];
  const { major, minor, patch } = base;
  const next = /* @__PURE__ */ new Set([`${major + 1}.0.0`, `${major}.${minor + 1}.0`, `${major}.${minor}.${patch + 1}`]);
  const wanted = (tag) => tag === base || compareVersions(tag, base) > 0 && (tag.prerelease.length > 0 || next.has(tag.version));
  return tags.filter(wanted);
}

// src/context/historyCut.ts
var MOST_FETCHES = 12;
async function fetchCut(own, head, tag) {
  const options = [tag.filter, `--shallow-exclude=${tag.ref}`];
  if (!(await own.fetch([head], options)).ok) return void 0;
  const include = [head];
  const outside = /* @__PURE__ */ new Set([tag.sha]);
  for (let fetches = 0; ; ) {
    const present = new Set(linesOf(await own.git(["rev-list", ...include, "--"])));
    const parents = await readEdges(own, present);
    const merged = [...parents.values()].filter((list) => list.length > 1).flat();
    const unknown = new Set(merged.filter((sha) => !present.has(sha) && !outside.has(sha)));
    if (unknown.size === 0) {
      const exclude = new Set([...parents.values()].flat().filter((sha) => !present.has(sha)));
      return { include, exclude, parents };
    }
    for (const sha of unknown) {
      if (++fetches > MOST_FETCHES) return void 0;
      const fetched = await own.fetch([sha], options);
      if (fetched.ok) include.push(sha);
      else if (/no commits selected/.test(fetched.stderr)) outside.add(sha);
      else return void 0;
    }
  }
}
async function fetchOutside(own, cut, filter) {
  if (cut.exclude.size > 0 && !(await own.fetch([...cut.exclude], [filter, "--depth=1"])).ok) return false;
  const path = await shallowFile(own);
  const left = readLines(path).filter((sha) => !cut.parents.has(sha));
  writeFileSync(path, left.map((sha) => `${sha}
`).join(""));
  return true;
}
async function readEdges(own, present) {
  const edges = readLines(await shallowFile(own)).filter((sha) => present.has(sha));
  const result = await own.git(["cat-file", "--batch"], { input: edges.map((sha) => `${sha}
`).join("") });
  return new Map(parseRawCommits(result.stdout).map(({ sha, parents }) => [sha, parents]));
}
async function shallowFile({ git }) {
  return (await git(["rev-parse", "--git-path", "shallow"])).stdout.toString().trim();
}
function parseRawCommits(output) {
  const commits = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf("\n", at);
    const [sha = "", , size] = output.subarray(at, end).toString().split(" ");
    const header = output.subarray(end + 1, end + 1 + Number(size)).toString().split("\n\n", 1)[0] ?? "";
    commits.push({
      sha,
      parents: [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? "")
    });
    at = end + 1 + Number(size) + 1;
  }
  return commits;
}
function readLines(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8").split("\n").filter((line) => line !== "");
}

// src/context/historyFetch.ts
var FULL_CLONE = 'Give actions/checkout "fetch-depth: 0", or the job "permissions: contents: read" and a token.';
async function readRemoteTags(own, url) {
  const listed = await own.git(["ls-remote", "--tags", "origin"]);
  if (!listed.ok)
    throw new UserError(`the tags of ${url} could not be read: ${complaintOf(listed)}`, { hint: FULL_CLONE });
  const tags = /* @__PURE__ */ new Map();
  for (const line of linesOf(listed)) {
    const [sha = "", ref = ""] = line.split("	refs/tags/");
    tags.set(ref.endsWith("^{}") ? ref.slice(0, -"^{}".length) : ref, sha);
  }
  return tags;
}
async function readTagsOf(exec, access, sha) {
  if (!access) return void 0;
  const tags = await withOwnRepository({ exec, access }, sha, (own) => readRemoteTags(own, access.url));
  return [...tags.keys()];
}
async function fetchBasedRange(own, question) {
  const { head, first } = question;
  const store = { git: own.git, tags: question.tags, ids: question.ids };
  const sha = first && question.ids.get(first.gitTag);
  if (first && sha !== void 0) {
    const ids = await readIds(store, first, question.candidates);
    const base = { tag: first, sha };
    if (sha === head) return { base, ids, range: { commits: [], boundary: /* @__PURE__ */ new Set() } };
    const range = await readCutRange(own, question, { ref: `refs/tags/${first.gitTag}`, sha });
    if (range && (question.highest || range.boundary.has(sha))) return { base, ids, range };
  }
  await fetchWhole(own, question, question.highest && sha !== void 0 ? [sha] : []);
  return readBasedRange(store, question);
}
async function readCutRange(own, { head, paths, tells }, tag) {
  const filter = paths.length > 0 ? WITHOUT_BLOBS : COMMITS_ONLY;
  const cut = await fetchCut(own, head, { ...tag, filter });
  if (!cut) return void 0;
  if (paths.length > 0) {
    if (!await fetchOutside(own, cut, filter)) return void 0;
    const range = await readRange(own.git, { include: cut.include, exclude: [...cut.exclude], paths, tells });
    return { ...range, boundary: cut.exclude };
  }
  const { commits } = await readRange(own.git, { include: cut.include, exclude: [], paths, tells });
  return {
    commits: commits.map((commit) => ({ ...commit, parents: cut.parents.get(commit.sha) ?? commit.parents })),
    boundary: cut.exclude
  };
}
async function fetchWhole(own, { head, paths }, also) {
  const filter = paths.length > 0 ? WITHOUT_BLOBS : COMMITS_ONLY;
  const isCut = linesOf(await own.git(["rev-parse", "--is-shallow-repository"]))[0] === "true";
  const options = isCut ? [filter, "--unshallow"] : [filter];
  const fetched = await own.fetch([head, ...also], options);
  if (fetched.ok) return;
  const everything = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
  if ((await own.fetch(everything, options)).ok && (await own.git(["cat-file", "-e", head])).ok) return;
  throw new UserError(`the history of ${head} could not be fetched: ${complaintOf(fetched)}`, {
    hint: /not our ref|unadvertised/.test(fetched.stderr) ? `Push ${head.slice(0, 7)} first. ${FULL_CLONE}` : FULL_CLONE
  });
}

export {
  readBasedRange,
  readRemoteTags,
  readTagsOf,
  fetchBasedRange
};
