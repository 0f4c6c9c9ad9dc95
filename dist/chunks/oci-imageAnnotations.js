import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// src/oci/imageAnnotations.ts
var REVISION = "org.opencontainers.image.revision";
var VERSION = "org.opencontainers.image.version";
var CREATED = "org.opencontainers.image.created";

export {
  REVISION,
  VERSION,
  CREATED
};
