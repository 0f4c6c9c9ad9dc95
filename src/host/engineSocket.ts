import { request } from 'node:http';
import { createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type EngineEndpoint, openEngine } from './engineConnection.ts';

/** A socket behind which the engine's own BuildKit answers. */
export interface EngineSocket {
  path: string;
  /** Ends all connections and removes the socket. */
  close(): Promise<void>;
}

/**
 * Serves the engine's BuildKit at `path`, which must lie in a folder of ours alone: each connection becomes one to the
 * engine that is upgraded to HTTP/2 without TLS, and from then on bytes pass both ways. `onFault` hears why one failed.
 * https://docs.docker.com/reference/api/engine/ (POST /grpc)
 */
export async function serveEngineSocket(
  endpoint: EngineEndpoint,
  path: string,
  onFault: (text: string) => void,
): Promise<EngineSocket> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    forward(client, endpoint, onFault);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, readableAll: false, writableAll: false }, resolve);
  });
  return {
    path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of open) client.destroy();
      }),
  };
}

function forward(client: Socket, endpoint: EngineEndpoint, onFault: (text: string) => void): void {
  const upgrade = request({
    method: 'POST',
    path: '/grpc',
    headers: { Host: 'docker', Connection: 'Upgrade', Upgrade: 'h2c' },
    createConnection: () => openEngine(endpoint),
  });
  const refuse = (text: string) => {
    onFault(text);
    client.destroy();
  };
  client.on('error', () => {}); // 'close' follows and ends the other side
  client.on('close', () => upgrade.destroy());
  upgrade.on(
    'error',
    (error) => client.destroyed || refuse(`the engine's BuildKit cannot be reached: ${error.message}`),
  );
  upgrade.on('response', (response) => {
    refuse(`the engine does not offer its BuildKit: it answered POST /grpc with ${response.statusCode}`);
    response.destroy();
  });
  upgrade.on('upgrade', (_response, engine, head) => join(client, engine, head));
  upgrade.end();
}

/** Joins two streams; the end of one direction leaves the other open, a broken side ends both. */
function join(client: Socket, engine: Duplex, head: Buffer): void {
  if (head.length > 0) client.write(head);
  engine.on('error', () => {}); // 'close' follows and ends the other side
  engine.on('close', () => client.destroy());
  client.on('close', () => engine.destroy());
  engine.pipe(client);
  client.pipe(engine);
  client.resume();
}
