import type { IncomingMessage, RequestOptions } from 'node:http';
import type { Certificates } from './certificates.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

/** node's own request, bound to an agent. */
export type Send = (url: URL, options: RequestOptions) => ReturnType<typeof import('node:http').request>;
export interface Wiring {
  send: Send;
  connectMs: number;
  idleMs: number;
  certificates: Certificates | undefined;
}

/** Sends one request and resolves with the head of its answer. */
export function exchange(
  { method, url, headers, body, signal, insecure }: HttpRequest,
  wiring: Wiring,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const tls = { ...wiring.certificates, ...(insecure && { rejectUnauthorized: false }) };
    const outgoing = wiring.send(url, {
      method,
      headers: { 'user-agent': 'publish-image', ...headers },
      ...(signal && { signal }),
      ...tls,
    });
    let incoming: IncomingMessage | undefined;
    const fail = (text: string) => (incoming ?? outgoing).destroy(timeout(`${text} (${url.host})`));
    outgoing.setTimeout(wiring.idleMs, () => fail(`nothing was heard for ${wiring.idleMs / 1000} s`));
    limitConnecting(
      outgoing,
      () => fail(`no connection within ${wiring.connectMs / 1000} s`),
      wiring.connectMs,
    );
    outgoing.on('error', (error) => {
      if (body && !(body instanceof Uint8Array)) body.destroy();
      reject(error);
    });
    outgoing.on('response', (response) => {
      incoming = response;
      // a server that answers before it has read everything must not keep us sending
      response.on('close', () => outgoing.writableFinished || outgoing.destroy());
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response });
    });
    sendBody(outgoing, body);
  });
}

function sendBody(outgoing: ReturnType<Send>, body: HttpRequest['body']): void {
  if (body === undefined || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  body.on('error', (error) => outgoing.destroy(error));
  outgoing.on('close', () => body.destroy());
  body.pipe(outgoing);
}

function limitConnecting(outgoing: ReturnType<Send>, fail: () => void, ms: number): void {
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(fail, ms);
    const stop = () => clearTimeout(timer);
    socket.once('connect', stop).once('close', stop);
  });
}

function timeout(text: string): Error {
  return Object.assign(new Error(text), { code: 'ETIMEDOUT' });
}
