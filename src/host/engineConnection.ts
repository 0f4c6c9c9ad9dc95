import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';

/** How the engine is reached. */
export type EngineEndpoint =
  | { kind: 'unix'; path: string }
  /** Without TLS. */
  | { kind: 'tcp'; host: string; port: number }
  /** Through the CLI, which knows ssh, TLS and what else there is; `env` is its whole environment. */
  | { kind: 'dial-stdio'; env: NodeJS.ProcessEnv };

/** Opens a connection to the engine's API. Errors, also those of connecting, come as the stream's `error`. */
export function openEngine(endpoint: EngineEndpoint): Duplex {
  if (endpoint.kind === 'unix') return connect({ path: endpoint.path, allowHalfOpen: true });
  if (endpoint.kind === 'tcp') {
    return connect({ host: endpoint.host, port: endpoint.port, noDelay: true, allowHalfOpen: true });
  }
  return dialStdio(endpoint.env);
}

const WORDS_KEPT = 2000;

/**
 * A connection through `docker system dial-stdio`. What its process says when it fails is the error, and not that its
 * pipes broke, which is seen earlier. https://docs.docker.com/engine/daemon/protect-access/#use-ssh-to-protect-the-docker-daemon-socket
 */
function dialStdio(env: NodeJS.ProcessEnv): Duplex {
  const child = spawn('docker', ['system', 'dial-stdio'], { env, stdio: 'pipe' });
  const connection = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  let words = '';
  child.stdin.on('error', () => {}); // the process has ended; its exit code tells why
  child.stdout.on('data', (chunk: Buffer) => {
    if (!connection.push(chunk)) child.stdout.pause();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-WORDS_KEPT);
  });
  child.on('error', (error) => connection.destroy(error));
  child.on('close', (code) => {
    if (code)
      connection.destroy(new Error(`docker system dial-stdio: ${words.trim() || `exit code ${code}`}`));
    else connection.push(null);
  });
  return connection;
}
