import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { type EngineSocket, serveEngineSocket } from '../../src/host/engineSocket.ts';

let close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(close.map((end) => end()));
  close = [];
});

type Upgraded = (socket: Duplex, request: IncomingMessage) => void;

/** A stand-in for an engine, which does with upgraded connections what the test says. */
async function engine(onUpgrade: Upgraded | undefined): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'engine-')), 'engine.sock');
  const server = createServer((_request, response) => response.writeHead(404).end());
  if (onUpgrade) {
    server.on('upgrade', (request, socket) => {
      socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
      onUpgrade(socket, request);
    });
  }
  await listen(server, path);
  return path;
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const open = new Set<Socket>();
  server.on('connection', (socket) => open.add(socket));
  close.push(() => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
}

async function serve(onUpgrade: Upgraded | undefined): Promise<{ socket: EngineSocket; faults: string[] }> {
  const faults: string[] = [];
  const path = join(mkdtempSync(join(tmpdir(), 'served-')), 'buildkit.sock');
  const endpoint = { kind: 'unix' as const, path: await engine(onUpgrade) };
  const socket = await serveEngineSocket(endpoint, path, (text) => faults.push(text));
  close.push(() => socket.close());
  return { socket, faults };
}

const collect = (from: Socket) =>
  new Promise<Buffer>((resolve) => {
    const chunks: Buffer[] = [];
    from.on('data', (chunk) => chunks.push(chunk));
    from.on('error', () => {}).on('close', () => resolve(Buffer.concat(chunks)));
  });

describe('a connection', () => {
  test('is upgraded, and what was sent early arrives', async () => {
    const asked: IncomingMessage[] = [];
    const { socket } = await serve((engine, request) => {
      asked.push(request);
      engine.pipe(engine);
    });
    const client = connect(socket.path);
    client.end('PRI * HTTP/2.0');
    expect((await collect(client)).toString()).toBe('PRI * HTTP/2.0');
    expect(asked.map(({ method, url, headers }) => [method, url, headers.upgrade])).toEqual([
      ['POST', '/grpc', 'h2c'],
    ]);
  });

  test('carries much in both directions, at the pace of the slower side', async () => {
    const { socket } = await serve((engine) => engine.pipe(engine));
    const sent = Buffer.alloc(8 * 1024 * 1024, 'abcdefg');
    const client = connect(socket.path);
    client.end(sent);
    const received = await collect(client);
    expect(received.equals(sent)).toBe(true);
  });

  test('may end in one direction while the other goes on', async () => {
    const { socket } = await serve((engine) => {
      let asked = '';
      engine.on('data', (chunk) => {
        asked += chunk;
      });
      engine.on('end', () => engine.end(`answer to ${asked}`));
    });
    const client = connect({ path: socket.path, allowHalfOpen: true });
    client.end('question');
    expect((await collect(client)).toString()).toBe('answer to question');
  });

  test('ends when the engine breaks it off', async () => {
    const { socket } = await serve((engine) => engine.destroy());
    const client = connect(socket.path);
    expect((await collect(client)).length).toBe(0);
  });

  test('frees the engine when the client goes', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { socket } = await serve((engine) => {
      engine
        .on('end', () => engine.end())
        .on('close', resolve)
        .resume();
      engine.write('hello');
    });
    const client = connect(socket.path);
    client.once('data', () => client.destroy());
    await promise;
    expect(client.destroyed).toBe(true);
  });
});

describe('what cannot be', () => {
  test('an engine without a BuildKit is told', async () => {
    const { socket, faults } = await serve(undefined);
    await collect(connect(socket.path));
    expect(faults).toEqual(['the engine does not offer its BuildKit: it answered POST /grpc with 404']);
  });

  test('an engine that is gone is told', async () => {
    const faults: string[] = [];
    const path = join(mkdtempSync(join(tmpdir(), 'served-')), 'buildkit.sock');
    const socket = await serveEngineSocket({ kind: 'unix', path: '/nonexistent' }, path, (text) =>
      faults.push(text),
    );
    close.push(() => socket.close());
    await collect(connect(path));
    expect(faults).toEqual([expect.stringMatching(/cannot be reached: .*ENOENT/)]);
  });
});

test('closing ends all connections and removes the socket', async () => {
  const { socket } = await serve((engine) => engine.on('error', () => {}).write('hello'));
  const client = connect(socket.path);
  await new Promise((resolve) => client.once('data', resolve));
  const ended = collect(client);
  await socket.close();
  await ended;
  expect(existsSync(socket.path)).toBe(false);
});
