import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// src/host/httpExchange.ts
function exchange({ method, url, headers, body, signal, insecure }, wiring) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const tls = { ...wiring.certificates, ...insecure && { rejectUnauthorized: false } };
    const outgoing = wiring.send(url, {
      method,
      headers: { "user-agent": "publish-image", ...headers },
      ...signal && { signal },
      ...tls
    });
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
    request: async (request) => {
      const { send } = await transportFor(request.url);
      const certificates = request.url.protocol === "https:" ? await options.certificates?.(request.url.host) : void 0;
      return exchange(request, { send, connectMs, idleMs: request.idleMs ?? idleMs, certificates });
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
    const http = await import("./lean-http-node-http-2.js");
    const agent2 = new http.Agent(settings);
    return {
      send: (target, options) => http.request(target, { ...options, agent: agent2 }),
      close: () => agent2.destroy()
    };
  }
  const https = await import("./lean-http-node-https.js");
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

export {
  isLoopback,
  createHttp,
  readBody
};
