import { namesIn } from "./main.js";
import { readFileSync } from "./main.js";
import {
  UserError
} from "./errors.js";
import "./shared.js";

// src/host/certificates.ts
import { join } from "node:path";
import { getCACertificates } from "node:tls";
function readCertificates(directories, host) {
  for (const directory of directories) {
    const folder = join(directory, host);
    const names = namesIn(folder).toSorted();
    if (names.length > 0) return certificatesIn(folder, names);
  }
  return void 0;
}
function certificatesIn(folder, names) {
  const read = (name) => readFileSync(join(folder, name), "utf8");
  const authorities = names.filter((name) => name.endsWith(".crt")).map(read);
  const pair = names.find((name) => name.endsWith(".cert"));
  const key = pair?.replace(/\.cert$/, ".key");
  if (pair && key && !names.includes(key)) {
    throw new UserError(`${join(folder, pair)} has no key beside it`, {
      hint: `Put the key at ${join(folder, key)}, or remove the certificate.`
    });
  }
  return {
    ...authorities.length > 0 && { ca: [...getCACertificates("default"), ...authorities] },
    ...pair && key && { cert: read(pair), key: read(key) }
  };
}
export {
  readCertificates
};
