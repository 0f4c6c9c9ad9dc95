import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
import "./shared.js";

// lean-http:node:https
var { Agent, globalAgent, Server, createServer, get, request } = process.getBuiltinModule("node:https");
export {
  Agent,
  Server,
  createServer,
  get,
  globalAgent,
  request
};
