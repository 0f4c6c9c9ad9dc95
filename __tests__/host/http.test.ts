import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, type Http, type HttpOptions, isLoopback, readBody } from '../../src/host/http.ts';

const running: { server: Server; http: Http }[] = [];
afterEach(() => {
  for (const { server, http } of running.splice(0)) {
    http.close();
    server.close();
    server.closeAllConnections();
  }
});

async function setUp(listener: RequestListener, options: Partial<HttpOptions> = {}) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const http = createHttp({ environment: {}, ...options });
  running.push({ server, http });
  return {
    http,
    server,
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path?query=1`),
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  return (await readBody({ status: 0, headers: {}, body: incoming }, 1e9)).toString();
}

describe('createHttp', () => {
  test('sends method, path, query, headers and bytes, and gives status, headers and body', async () => {
    const { http, url } = await setUp(async (incoming, outgoing) => {
      const { method, headers } = incoming;
      outgoing.writeHead(418, { 'x-seen': String(headers['x-sent']) });
      outgoing.end(`${method} ${incoming.url} ${await bodyOf(incoming)} ${headers['content-length']}`);
    });
    const response = await http.request({
      method: 'PUT',
      url,
      headers: { 'x-sent': 'yes' },
      body: Buffer.from('hello'),
    });
    expect(response).toMatchObject({ status: 418, headers: { 'x-seen': 'yes' } });
    expect((await readBody(response, 100)).toString()).toBe('PUT /path?query=1 hello 5');
  });

  test('streams a body, with a length or in chunks', async () => {
    const { http, url } = await setUp(async (incoming, outgoing) => {
      outgoing.end(
        `${incoming.headers['transfer-encoding'] ?? incoming.headers['content-length']} ${(await bodyOf(incoming)).length}`,
      );
    });
    const send = async (headers: Record<string, string>) => {
      const body = Readable.from([Buffer.alloc(100_000), Buffer.alloc(50_000)]);
      return (await readBody(await http.request({ method: 'PUT', url, headers, body }), 100)).toString();
    };
    expect(await send({ 'content-length': '150000' })).toBe('150000 150000');
    expect(await send({})).toBe('chunked 150000');
  });

  test('follows no redirect', async () => {
    const { http, url } = await setUp((_, outgoing) => outgoing.writeHead(302, { location: '/other' }).end());
    const response = await http.request({ method: 'GET', url });
    response.body.resume();
    expect(response).toMatchObject({ status: 302, headers: { location: '/other' } });
  });

  test('keeps connections, at most 8 a host', async () => {
    let now = 0;
    let most = 0;
    const { http, url, server } = await setUp((_, outgoing) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        outgoing.end();
      }, 20);
    });
    let connections = 0;
    server.on('connection', () => {
      connections += 1;
    });
    const get = async () => (await http.request({ method: 'GET', url })).body.resume();
    await Promise.all(Array.from({ length: 30 }, get));
    expect(most).toBe(8);
    expect(connections).toBe(8);
  });

  test('an answer that never begins, and a body that stalls, end with ETIMEDOUT', async () => {
    const { http, url } = await setUp(
      (incoming, outgoing) => {
        if (incoming.method === 'GET') outgoing.writeHead(200).write('half');
      },
      { idleMs: 80 },
    );
    await expect(http.request({ method: 'PUT', url })).rejects.toMatchObject({
      code: 'ETIMEDOUT',
      message: expect.stringContaining('nothing was heard for 0.08 s'),
    });
    const response = await http.request({ method: 'GET', url });
    await expect(readBody(response, 100)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('a body that breaks off is an error, not a short body', async () => {
    const { http, url } = await setUp((incoming, outgoing) => {
      outgoing
        .writeHead(200, incoming.method === 'GET' ? { 'content-length': '100' } : {})
        .write('half', () => outgoing.destroy());
    });
    for (const method of ['GET', 'POST']) {
      await expect(
        http.request({ method, url }).then((response) => readBody(response, 100)),
      ).rejects.toMatchObject({ code: 'ECONNRESET' });
    }
  });

  test('a body that is longer than wanted is an error', async () => {
    const { http, url } = await setUp((_, outgoing) => outgoing.end('x'.repeat(1000)));
    await expect(readBody(await http.request({ method: 'GET', url }), 999)).rejects.toMatchObject({
      code: 'EMSGSIZE',
    });
  });

  test('a source that fails fails the request, with its own error', async () => {
    const { http, url } = await setUp((incoming) => incoming.resume());
    const body = Readable.from(
      (async function* () {
        yield Buffer.alloc(10);
        throw new Error('the source is gone');
      })(),
    );
    await expect(http.request({ method: 'PUT', url, body })).rejects.toThrow('the source is gone');
  });

  test('a server that answers before it has read everything stops the sending', async () => {
    const { http, url } = await setUp((_, outgoing) =>
      outgoing.writeHead(401, { connection: 'close' }).end('no'),
    );
    let sent = 0;
    const body = Readable.from(
      (async function* () {
        for (; sent < 10_000; sent += 1) yield Buffer.alloc(65_536);
      })(),
      { objectMode: false },
    );
    await http.request({ method: 'PUT', url, body }).then(
      (response) => readBody(response, 100).catch(() => {}),
      (error) => expect(['EPIPE', 'ECONNRESET']).toContain(error.code),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(body.destroyed).toBe(true);
    expect(sent).toBeLessThan(10_000);
  });

  test('an abort ends a request under way', async () => {
    const { http, url } = await setUp(() => {});
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    await expect(http.request({ method: 'GET', url, signal: controller.signal })).rejects.toThrow();
    await expect(http.request({ method: 'GET', url, signal: controller.signal })).rejects.toThrow();
  });

  test('where nothing listens the error has a code', async () => {
    const { http, url, server } = await setUp(() => {});
    await new Promise((resolve) => server.close(resolve));
    await expect(http.request({ method: 'GET', url })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

test.each([
  ['localhost', true],
  ['registry.localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['[::1]', true],
  ['localhost.example.com', false],
  ['127.example.com', false],
  ['10.0.0.1', false],
  ['[::2]', false],
])('%s is loopback: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));
