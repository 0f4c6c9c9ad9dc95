import {
  randomUUID
} from "./lean-node-crypto.js";
import {
  UserError,
  messageOf
} from "./errors.js";

// src/host/log.ts
var escapeData = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
var escapeProperty = (text) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
var ANNOTATION_LIMIT = 4e3;
function createLog(write) {
  let stopped;
  const command = (line) => {
    if (stopped === void 0) write(line);
    else write(`::${stopped}::
${line}::stop-commands::${stopped}
`);
  };
  const annotate = (level) => (text, place = {}) => command(annotation({ level, text, place }));
  return {
    info: (text) => write(`${stopped === void 0 ? shield(text) : text}
`),
    debug: (text) => command(`::debug::${escapeData(text)}
`),
    notice: annotate("notice"),
    warning: annotate("warning"),
    error: annotate("error"),
    mask: (secret) => {
      for (const line of secret.split(/\r?\n/)) if (line.trim()) command(`::add-mask::${escapeData(line)}
`);
    },
    group: (title) => command(`::group::${escapeData(title)}
`),
    endGroup: () => command("::endgroup::\n"),
    untrusted: () => {
      const token = randomUUID();
      stopped = token;
      write(`::stop-commands::${token}
`);
      return {
        write: (text) => write(text.endsWith("\n") ? text : `${text}
`),
        end: () => {
          stopped = void 0;
          write(`::${token}::
`);
        }
      };
    }
  };
}
function annotation({ level, text, place }) {
  const properties = Object.entries({
    title: place.title,
    file: place.file,
    line: place.startLine,
    endLine: place.endLine
  }).filter(([, value]) => value !== void 0).map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(",");
  return `::${level}${properties ? ` ${properties}` : ""}::${escapeData(text.slice(0, ANNOTATION_LIMIT))}
`;
}
var MARKER = /^([\t\v\f \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]*):(?=:)/gm;
function shield(text) {
  return text.replace(MARKER, "$1: ").replace(/##(?=\[)/g, "# #");
}

// src/host/entry.ts
async function runEntry(action, log = createLog((text) => process.stdout.write(text))) {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"])
    process.on(name, () => controller.abort(new UserError(`cancelled by ${name}`)));
  let exitCode = 0;
  try {
    await action({ log, signal: controller.signal, environment: process.env, cwd: process.cwd() });
  } catch (error) {
    tell(error, log);
    exitCode = 1;
  }
  process.stdout.write("", () => process.exit(exitCode));
}
var MACHINE = /* @__PURE__ */ new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EMFILE"]);
function tell(error, log) {
  if (error instanceof UserError) {
    log.error([error.message, error.hint].filter(Boolean).join("\n"), error.place ?? {});
    for (let cause = error.cause; cause !== void 0; cause = cause instanceof Error ? cause.cause : void 0) {
      if (!error.message.includes(messageOf(cause))) log.info(`caused by: ${messageOf(cause)}`);
    }
    return;
  }
  if (error instanceof Error && "code" in error && MACHINE.has(String(error.code))) {
    log.error(`The machine refuses what a run needs: ${error.message}
RUNNER_TEMP has to be writable.`);
    return;
  }
  log.error(`This is a defect of publish-image: ${messageOf(error)}`);
  if (error instanceof Error && error.stack) log.info(error.stack);
}

export {
  createLog,
  runEntry
};
