import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// src/oci/platform.ts
var ARCHITECTURES = {
  x86_64: "amd64",
  "x86-64": "amd64",
  aarch64: "arm64",
  armhf: "arm/v7",
  armel: "arm/v6",
  i386: "386",
  i686: "386"
};
function parsePlatform(text) {
  const match = /^(?:([a-z0-9]+)(?:\(([\w.]+)\))?\/)?([a-z0-9_-]+)(?:\/([a-z0-9.]+))?$/.exec(
    text.trim().toLowerCase()
  );
  const os = match?.[1] ?? "linux";
  const rawArchitecture = match?.[3];
  if (!rawArchitecture)
    throw new Error(`"${text}" is no platform; expected os/architecture[/variant], such as linux/arm64`);
  const [architecture = rawArchitecture, impliedVariant] = (ARCHITECTURES[rawArchitecture] ?? rawArchitecture).split("/");
  const variant = normalVariant(architecture, match[4] ?? impliedVariant);
  return { os, architecture, ...variant && { variant }, ...match[2] && { osVersion: match[2] } };
}
function normalVariant(architecture, variant) {
  if (architecture === "arm64" && (variant === "v8" || variant === "8")) return void 0;
  if (architecture === "amd64" && variant === "v1") return void 0;
  if (architecture === "arm") return variant ? variant.startsWith("v") ? variant : `v${variant}` : "v7";
  return variant;
}
function formatPlatform(platform) {
  const os = platform.osVersion ? `${platform.os}(${platform.osVersion})` : platform.os;
  return [os, platform.architecture, platform.variant].filter(Boolean).join("/");
}
function platformSlug(platform) {
  return formatPlatform(platform).replace(/[^a-z0-9.]+/g, "-").replace(/-$/, "");
}
function samePlatform(a, b) {
  return formatPlatform(a) === formatPlatform(b);
}

export {
  parsePlatform,
  formatPlatform,
  platformSlug,
  samePlatform
};
