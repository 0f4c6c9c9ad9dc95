import { setTimeout } from "./main.js";
import { asObject } from "./main.js";
import {
  UserError,
  messageOf
} from "./errors.js";

// src/execute/releaseFault.ts
var CONTENTS_WRITE = 'Give the job "permissions: contents: write", or set "release: off".';
var RUN_AGAIN = "Run the job again: it completes what is missing.";
var Again = class extends UserError {
  constructor(answer, message = "GitHub did not do as asked") {
    super(`${message}: ${wordsOf(answer)}`, { hint: RUN_AGAIN });
  }
};
async function again(waits, act) {
  for (const wait of waits) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof UserError && !(error instanceof Again)) throw error;
      await setTimeout(wait);
    }
  }
  return act().catch((error) => {
    if (error instanceof UserError) throw error;
    throw new UserError(`GitHub did not answer: ${messageOf(error)}`, {
      hint: RUN_AGAIN,
      cause: error
    });
  });
}
function refusal(answer, message) {
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408)
    return new Again(answer, message);
  const permission = answer.status === 401 || answer.status === 403 || answer.status === 404;
  return new UserError(`${message}: ${wordsOf(answer)}`, permission ? { hint: CONTENTS_WRITE } : {});
}
function wordsOf({ status, json }) {
  const message = field(json, "message");
  return typeof message === "string" ? `${status} ${message}` : `GitHub answered ${status}`;
}
function field(value, name) {
  return asObject(value)[name];
}

// src/execute/releaseTag.ts
async function ensureTag(api, { gitTag, sha, createTag }) {
  const found = await findTag(api, gitTag);
  if (found === sha) return "existing";
  refuseTag({ gitTag, sha, createTag }, found);
  const made = await api.request("POST", "/git/refs", { ref: `refs/tags/${gitTag}`, sha });
  if (made.status === 201) return "created";
  if (made.status === 422 && /already exists/i.test(wordsOf(made))) throw new Again(made);
  throw refusal(made, `git tag ${gitTag} could not be made`);
}
async function checkTag(api, order) {
  const looked = await findTag(api, order.gitTag).then(
    (found) => ({ found }),
    () => void 0
  );
  if (looked && looked.found !== order.sha) refuseTag(order, looked.found);
}
function refuseTag({ gitTag, sha, createTag }, found) {
  if (found !== void 0)
    throw new UserError(`git tag ${gitTag} names ${found.slice(0, 7)}, not ${sha.slice(0, 7)}`, {
      hint: "Nothing was overwritten. Release this commit under another version."
    });
  if (!createTag)
    throw new UserError(`there is no git tag ${gitTag} on GitHub`, { hint: "Push the tag first." });
}
async function findTag(api, gitTag) {
  const answer = await api.request("GET", `/git/ref/tags/${pathOf(gitTag)}`);
  if (answer.status === 404) return void 0;
  if (answer.status !== 200) throw refusal(answer, `git tag ${gitTag} could not be looked up`);
  const object = field(answer.json, "object");
  const sha = String(field(object, "sha"));
  if (field(object, "type") !== "tag") return sha;
  const annotated = await api.request("GET", `/git/tags/${sha}`);
  if (annotated.status !== 200) throw refusal(annotated, `git tag ${gitTag} could not be looked up`);
  return String(field(field(annotated.json, "object"), "sha"));
}
function pathOf(gitTag) {
  return gitTag.split("/").map(encodeURIComponent).join("/");
}

export {
  CONTENTS_WRITE,
  Again,
  again,
  refusal,
  wordsOf,
  field,
  ensureTag,
  checkTag,
  pathOf
};
