import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// src/oci/digest.ts
import { createHash } from "node:crypto";
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text) {
  return DIGEST.test(text);
}
function parseDigest(text) {
  if (!isDigest(text)) throw new Error(`"${text}" is no digest; expected sha256: and 64 hex digits`);
  return text;
}
function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

// src/oci/reference.ts
var DOCKER_HUB = /* @__PURE__ */ new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com"
]);
var PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
var HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;
var TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
function isDockerHub(host) {
  return DOCKER_HUB.has(host);
}
function parseRepository(text) {
  const name = text.trim().toLowerCase();
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasHost = first.includes(".") || first.includes(":") || first === "localhost";
  const registry = hasHost ? first : "docker.io";
  const path = hasHost ? name.slice(slash + 1) : name;
  if (!HOST.test(registry) || !PATH.test(path)) {
    throw new Error(
      `"${text.trim()}" is no image name; expected [registry/]path, such as ghcr.io/owner/app, without a tag`
    );
  }
  if (!isDockerHub(registry)) return { name, registry, path };
  return { name, registry: "docker.io", path: path.includes("/") ? path : `library/${path}` };
}
function parseReference(text) {
  const [rest = "", digest] = splitOnce(text.trim(), "@");
  if (digest !== void 0 && !isDigest(digest))
    throw new Error(`"${text}" ends in no digest; expected @sha256: and 64 hex digits`);
  const colon = rest.lastIndexOf(":");
  const hasTag = colon > rest.lastIndexOf("/");
  const tag = hasTag ? rest.slice(colon + 1) : void 0;
  if (tag !== void 0 && !TAG.test(tag)) throw new Error(`"${tag}" in "${text}" is no tag`);
  const repository = parseRepository(hasTag ? rest.slice(0, colon) : rest);
  return { repository, ...tag !== void 0 && { tag }, ...digest !== void 0 && { digest } };
}
function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, void 0] : [text.slice(0, at), text.slice(at + 1)];
}

export {
  isDigest,
  parseDigest,
  digestOf,
  HOST,
  TAG,
  isDockerHub,
  parseRepository,
  parseReference
};
