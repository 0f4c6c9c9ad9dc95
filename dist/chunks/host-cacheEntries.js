import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  createHttp,
  readBody
} from "./host-http.js";
import {
  messageOf
} from "./errors.js";

// src/host/pause.ts
import { setTimeout } from "node:timers/promises";
async function pause(ms, signal) {
  await setTimeout(ms, void 0, signal ? { signal } : {}).catch((error) => {
    if (!signal?.aborted) throw error;
  });
}

// src/host/cacheEntries.ts
import { createHash } from "node:crypto";
var VERSION = createHash("sha256").update("publish-image entry 1").digest("hex");
var LIMIT = 1024 * 1024;
var WAITS_MS = [250, 1e3, 3e3];
var DEADLINE_MS = 6e3;
var IDLE_MS = 2500;
var PASSING = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504]);
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
    return { fault: `${response.status}${said}`, passing: PASSING.has(response.status) };
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
var asText = (value) => typeof value === "string" ? value : "";
var asObject = (value) => typeof value === "object" && value !== null ? value : {};

export {
  pause,
  createCacheEntries
};
