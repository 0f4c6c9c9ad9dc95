import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import {
  REVISION,
  VERSION
} from "./semver.js";
import {
  dockerFolder,
  openEngine,
  readDockerConfig
} from "./host-engineConnection.js";
import {
  formatPlatform
} from "./oci-platform.js";
import {
  UserError,
  messageOf
} from "./errors.js";

// src/context/engineEndpoint.ts
import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
var DEFAULT_HOST = "unix:///var/run/docker.sock";
async function readEngineEndpoint(environment) {
  const throughCli = { kind: "dial-stdio", env: { ...environment } };
  const { host, tls } = await readHost(environment);
  return tls ? throughCli : parseHost(host) ?? throughCli;
}
async function readHost(environment) {
  const tls = Boolean(environment.DOCKER_TLS_VERIFY || environment.DOCKER_TLS);
  if (environment.DOCKER_HOST) return { host: environment.DOCKER_HOST, tls };
  const context = await currentContext(environment);
  return context === "default" ? { host: DEFAULT_HOST, tls } : readContext(environment, context);
}
async function currentContext(environment) {
  if (environment.DOCKER_CONTEXT) return environment.DOCKER_CONTEXT;
  const { currentContext: currentContext2 } = await readDockerConfig(environment);
  return typeof currentContext2 === "string" && currentContext2 ? currentContext2 : "default";
}
async function readContext(environment, name) {
  const id = createHash("sha256").update(name).digest("hex");
  const contexts = join(dockerFolder(environment), "contexts");
  const text = await readFile(join(contexts, "meta", id, "meta.json"), "utf8").catch(() => "{}");
  const host = JSON.parse(text)?.Endpoints?.docker?.Host;
  const tls = await access(join(contexts, "tls", id, "docker")).then(
    () => true,
    () => false
  );
  return { host: typeof host === "string" ? host : "", tls };
}
function parseHost(host) {
  if (host.startsWith("unix://")) return { kind: "unix", path: host.slice("unix://".length) };
  if (!host.startsWith("tcp://") || !URL.canParse(host)) return void 0;
  const { hostname, port, pathname } = new URL(host);
  if (!hostname || pathname.length > 1) return void 0;
  return { kind: "tcp", host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 2375) };
}

// node_modules/@actions/core/lib/command.js
import * as os from "os";

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
import * as crypto from "crypto";
import * as fs from "fs";
import * as os2 from "os";
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
  }
  if (convertedValue.includes(delimiter)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
  }
  return `${key}<<${delimiter}${os2.EOL}${convertedValue}${os2.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/core.js
import * as os4 from "os";

// node_modules/@actions/core/lib/summary.js
import { EOL as EOL3 } from "os";
import { constants, promises } from "fs";
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve) {
      resolve(value);
    });
  }
  return new (P || (P = Promise))(function(resolve, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var { access: access2, appendFile, writeFile } = promises;
var SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
  constructor() {
    this._buffer = "";
  }
  /**
   * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
   * Also checks r/w permissions.
   *
   * @returns step summary file path
   */
  filePath() {
    return __awaiter(this, void 0, void 0, function* () {
      if (this._filePath) {
        return this._filePath;
      }
      const pathFromEnv = process.env[SUMMARY_ENV_VAR];
      if (!pathFromEnv) {
        throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
      }
      try {
        yield access2(pathFromEnv, constants.R_OK | constants.W_OK);
      } catch (_a) {
        throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
      }
      this._filePath = pathFromEnv;
      return this._filePath;
    });
  }
  /**
   * Wraps content in an HTML tag, adding any HTML attributes
   *
   * @param {string} tag HTML tag to wrap
   * @param {string | null} content content within the tag
   * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
   *
   * @returns {string} content wrapped in HTML element
   */
  wrap(tag, content, attrs = {}) {
    const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
    if (!content) {
      return `<${tag}${htmlAttrs}>`;
    }
    return `<${tag}${htmlAttrs}>${content}</${tag}>`;
  }
  /**
   * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
   *
   * @param {SummaryWriteOptions} [options] (optional) options for write operation
   *
   * @returns {Promise<Summary>} summary instance
   */
  write(options) {
    return __awaiter(this, void 0, void 0, function* () {
      const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
      const filePath = yield this.filePath();
      const writeFunc = overwrite ? writeFile : appendFile;
      yield writeFunc(filePath, this._buffer, { encoding: "utf8" });
      return this.emptyBuffer();
    });
  }
  /**
   * Clears the summary buffer and wipes the summary file
   *
   * @returns {Summary} summary instance
   */
  clear() {
    return __awaiter(this, void 0, void 0, function* () {
      return this.emptyBuffer().write({ overwrite: true });
    });
  }
  /**
   * Returns the current summary buffer as a string
   *
   * @returns {string} string of summary buffer
   */
  stringify() {
    return this._buffer;
  }
  /**
   * If the summary buffer is empty
   *
   * @returns {boolen} true if the buffer is empty
   */
  isEmptyBuffer() {
    return this._buffer.length === 0;
  }
  /**
   * Resets the summary buffer without writing to summary file
   *
   * @returns {Summary} summary instance
   */
  emptyBuffer() {
    this._buffer = "";
    return this;
  }
  /**
   * Adds raw text to the summary buffer
   *
   * @param {string} text content to add
   * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
   *
   * @returns {Summary} summary instance
   */
  addRaw(text, addEOL = false) {
    this._buffer += text;
    return addEOL ? this.addEOL() : this;
  }
  /**
   * Adds the operating system-specific end-of-line marker to the buffer
   *
   * @returns {Summary} summary instance
   */
  addEOL() {
    return this.addRaw(EOL3);
  }
  /**
   * Adds an HTML codeblock to the summary buffer
   *
   * @param {string} code content to render within fenced code block
   * @param {string} lang (optional) language to syntax highlight code
   *
   * @returns {Summary} summary instance
   */
  addCodeBlock(code, lang) {
    const attrs = Object.assign({}, lang && { lang });
    const element = this.wrap("pre", this.wrap("code", code), attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML list to the summary buffer
   *
   * @param {string[]} items list of items to render
   * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
   *
   * @returns {Summary} summary instance
   */
  addList(items, ordered = false) {
    const tag = ordered ? "ol" : "ul";
    const listItems = items.map((item) => this.wrap("li", item)).join("");
    const element = this.wrap(tag, listItems);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML table to the summary buffer
   *
   * @param {SummaryTableCell[]} rows table rows
   *
   * @returns {Summary} summary instance
   */
  addTable(rows) {
    const tableBody = rows.map((row) => {
      const cells = row.map((cell) => {
        if (typeof cell === "string") {
          return this.wrap("td", cell);
        }
        const { header, data, colspan, rowspan } = cell;
        const tag = header ? "th" : "td";
        const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
        return this.wrap(tag, data, attrs);
      }).join("");
      return this.wrap("tr", cells);
    }).join("");
    const element = this.wrap("table", tableBody);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds a collapsable HTML details element to the summary buffer
   *
   * @param {string} label text for the closed state
   * @param {string} content collapsable content
   *
   * @returns {Summary} summary instance
   */
  addDetails(label, content) {
    const element = this.wrap("details", this.wrap("summary", label) + content);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML image tag to the summary buffer
   *
   * @param {string} src path to the image you to embed
   * @param {string} alt text description of the image
   * @param {SummaryImageOptions} options (optional) addition image attributes
   *
   * @returns {Summary} summary instance
   */
  addImage(src, alt, options) {
    const { width, height } = options || {};
    const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
    const element = this.wrap("img", null, Object.assign({ src, alt }, attrs));
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML section heading element
   *
   * @param {string} text heading text
   * @param {number | string} [level=1] (optional) the heading level, default: 1
   *
   * @returns {Summary} summary instance
   */
  addHeading(text, level) {
    const tag = `h${level}`;
    const allowedTag = ["h1", "h2", "h3", "h4", "h5", "h6"].includes(tag) ? tag : "h1";
    const element = this.wrap(allowedTag, text);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML thematic break (<hr>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addSeparator() {
    const element = this.wrap("hr", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML line break (<br>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addBreak() {
    const element = this.wrap("br", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML blockquote to the summary buffer
   *
   * @param {string} text quote text
   * @param {string} cite (optional) citation url
   *
   * @returns {Summary} summary instance
   */
  addQuote(text, cite) {
    const attrs = Object.assign({}, cite && { cite });
    const element = this.wrap("blockquote", text, attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML anchor tag to the summary buffer
   *
   * @param {string} text link text/content
   * @param {string} href hyperlink
   *
   * @returns {Summary} summary instance
   */
  addLink(text, href) {
    const element = this.wrap("a", text, { href });
    return this.addRaw(element).addEOL();
  }
};
var _summary = new Summary();

// node_modules/@actions/core/lib/platform.js
import os3 from "os";
var platform = os3.platform();
var arch = os3.arch();

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os4.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function saveState(name, value) {
  const filePath = process.env["GITHUB_STATE"] || "";
  if (filePath) {
    return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
  }
  issueCommand("save-state", { name }, toCommandValue(value));
}

// src/stages/temporary.ts
import { tmpdir } from "node:os";
function temporaryFolder(environment) {
  return environment.RUNNER_TEMP || tmpdir();
}

// src/host/httpExchange.ts
function exchange({ method, url, headers, body, signal, insecure }, wiring) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const tls = { ...wiring.certificates, ...insecure && { rejectUnauthorized: false } };
    const outgoing = wiring.send(url, { method, headers: { ...headers }, ...signal && { signal }, ...tls });
    let incoming;
    const fail = (text) => (incoming ?? outgoing).destroy(timeout(`${text} (${url.host})`));
    outgoing.setTimeout(wiring.idleMs, () => fail(`nothing was heard for ${wiring.idleMs / 1e3} s`));
    limitConnecting(
      outgoing,
      () => fail(`no connection within ${wiring.connectMs / 1e3} s`),
      wiring.connectMs
    );
    outgoing.on("error", (error) => {
      if (body && !(body instanceof Uint8Array)) body.destroy();
      reject(error);
    });
    outgoing.on("response", (response) => {
      incoming = response;
      response.on("close", () => outgoing.writableFinished || outgoing.destroy());
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response });
    });
    sendBody(outgoing, body);
  });
}
function sendBody(outgoing, body) {
  if (body === void 0 || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  body.on("error", (error) => outgoing.destroy(error));
  outgoing.on("close", () => body.destroy());
  body.pipe(outgoing);
}
function limitConnecting(outgoing, fail, ms) {
  outgoing.on("socket", (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(fail, ms);
    const stop = () => clearTimeout(timer);
    socket.once("connect", stop).once("close", stop);
  });
}
function timeout(text) {
  return Object.assign(new Error(text), { code: "ETIMEDOUT" });
}

// src/host/http.ts
var LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
function isLoopback(hostname) {
  return LOOPBACK.test(hostname);
}
function createHttp(options) {
  const { connectMs = 15e3, idleMs = 6e4 } = options;
  const transports = /* @__PURE__ */ new Map();
  const transportFor = (url) => {
    const key = `${url.protocol}${isLoopback(url.hostname) ? "direct" : "proxied"}`;
    const known = transports.get(key) ?? openTransport(url, options);
    transports.set(key, known);
    return known;
  };
  return {
    request: async (request2) => {
      const { send } = await transportFor(request2.url);
      const certificates = request2.url.protocol === "https:" ? await options.certificates?.(request2.url.host) : void 0;
      return exchange(request2, { send, connectMs, idleMs: request2.idleMs ?? idleMs, certificates });
    },
    close: () => {
      for (const transport of transports.values()) transport.then(({ close }) => close()).catch(() => {
      });
    }
  };
}
async function openTransport(url, { environment, connections = 8 }) {
  const settings = {
    keepAlive: true,
    maxSockets: connections,
    ...!isLoopback(url.hostname) && { proxyEnv: { ...environment } }
  };
  if (url.protocol === "http:") {
    const http = await import("node:http");
    const agent2 = new http.Agent(settings);
    return {
      send: (target, options) => http.request(target, { ...options, agent: agent2 }),
      close: () => agent2.destroy()
    };
  }
  const https = await import("node:https");
  const agent = new https.Agent(settings);
  return {
    send: (target, options) => https.request(target, { ...options, agent }),
    close: () => agent.destroy()
  };
}
async function readBody(response, limit) {
  const chunks = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > limit)
      throw Object.assign(new Error(`the answer is longer than ${limit} bytes`), { code: "EMSGSIZE" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

// src/host/engineRequest.ts
import { request } from "node:http";
function requestEngine(endpoint, wanted) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const text = wanted.body === void 0 ? void 0 : JSON.stringify(wanted.body);
  const sent = request({
    method: wanted.method,
    path: wanted.path,
    headers: { Host: "docker", ...text && { "Content-Type": "application/json" }, ...wanted.headers },
    createConnection: () => openEngine(endpoint),
    ...signalOf(wanted) && { signal: signalOf(wanted) }
  });
  sent.on("error", reject);
  sent.on("response", (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
  });
  sent.end(text);
  return promise;
}
function signalOf({ signal, timeoutMs }) {
  const limits = [signal, timeoutMs === void 0 ? void 0 : AbortSignal.timeout(timeoutMs)];
  const set = limits.filter((limit) => limit !== void 0);
  return set.length > 0 ? AbortSignal.any(set) : void 0;
}
function engineWords({ status, body }) {
  const text = body.toString().trim();
  try {
    const { message } = JSON.parse(text);
    if (typeof message === "string") return message;
  } catch {
  }
  return text.slice(0, 500) || `status ${status}`;
}

// src/plan/origin.ts
function originOf(held) {
  return { revision: held.labels[REVISION] || void 0, version: held.labels[VERSION] || void 0 };
}
function isSameRelease(held, wanted) {
  const { revision, version } = originOf(held);
  return held.faults.length === 0 && revision === wanted.revision && version === wanted.version && samePlatforms(held, wanted);
}
function samePlatforms(a, b) {
  return platformList(a) === platformList(b);
}
function platformList({ platforms }) {
  return platforms.map(formatPlatform).sort().join(", ") || "no platform";
}
function shortRevision(revision) {
  return revision?.slice(0, 12) || "(not labelled)";
}

// src/plan/immutable.ts
function decideImmutable(tag, candidate, held) {
  if (isSameRelease(held, candidate))
    return { outcome: "adopt", because: "this release is published already" };
  const { revision, version } = originOf(held);
  const namesVersion = tag.name.includes(candidate.version.replaceAll("+", "-"));
  if (!namesVersion && version !== candidate.version && isSameRelease(held, { ...candidate, version: version ?? "" })) {
    return { outcome: "unchanged", because: `the first build of commit ${shortRevision(revision)} keeps it` };
  }
  return {
    outcome: "stop",
    because: `${tag.name} names one build for ever, and holds ${conflict(held, candidate)}`
  };
}
function conflict(held, candidate) {
  const { revision, version } = originOf(held);
  if (revision !== candidate.revision) return `commit ${shortRevision(revision)}, not ${shortRevision(candidate.revision)}`;
  if (version !== candidate.version)
    return `version ${version ?? "(not labelled)"}, not ${candidate.version}`;
  if (held.faults.length > 0) return `something incomplete: ${held.faults.join("; ")}`;
  return `${platformList(held)}, not ${platformList(candidate)}`;
}

// src/execute/releaseFault.ts
import { setTimeout as sleep } from "node:timers/promises";
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
      await sleep(wait);
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
  return typeof value === "object" && value !== null ? value[name] : void 0;
}

export {
  isLoopback,
  createHttp,
  readBody,
  requestEngine,
  engineWords,
  readEngineEndpoint,
  setOutput,
  saveState,
  originOf,
  shortRevision,
  decideImmutable,
  CONTENTS_WRITE,
  Again,
  again,
  refusal,
  wordsOf,
  field,
  temporaryFolder
};
