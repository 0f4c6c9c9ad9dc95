import "./shared.js";

// lean:node:https
var { Agent, globalAgent, Server, createServer, get, request } = process.getBuiltinModule("node:https");
export {
  Agent,
  Server,
  createServer,
  get,
  globalAgent,
  request
};
