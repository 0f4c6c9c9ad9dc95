import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readCertificates } from '../../src/host/certificates.ts';
import { createHttp, type HttpOptions, readBody } from '../../src/host/http.ts';
import { ADDRESS, HAS_OPENSSL, makeCertificate, type TestCertificate } from '../support/certificates.ts';

const ready = ADDRESS !== undefined && HAS_OPENSSL;
const withTls = (title: string, run: () => Promise<void>) =>
  test.skipIf(!ready)(ready ? title : `${title} (needs openssl, a network address)`, run);

let certificate: TestCertificate;
beforeAll(() => {
  if (ready) certificate = makeCertificate();
});

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Says who knocked, by the name on the client's certificate. */
async function startServer(options: ServerOptions = {}): Promise<string> {
  const server = createServer(
    { cert: certificate.cert, key: certificate.key, ...options },
    (incoming, outgoing) => {
      const peer = (incoming.socket as TLSSocket).getPeerCertificate();
      outgoing.end(`hello ${peer.subject?.CN ?? 'stranger'}`);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `${ADDRESS}:${(server.address() as AddressInfo).port}`;
}

/** The engine's folder with what it has for one host. */
function folderFor(host: string, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'certs.d-'));
  mkdirSync(join(folder, host));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, host, name), text);
  return folder;
}

async function get(
  host: string,
  options: Partial<HttpOptions> & { insecure?: boolean } = {},
): Promise<string> {
  const http = createHttp({ environment: {}, ...options });
  closing.push(() => http.close());
  const response = await http.request({
    method: 'GET',
    url: new URL(`https://${host}/`),
    insecure: options.insecure,
  });
  return (await readBody(response, 1000)).toString();
}

const fromFolder =
  (folder: string): NonNullable<HttpOptions['certificates']> =>
  async (host) =>
    readCertificates([join(folder, 'none'), folder], host);

describe('certificates', () => {
  withTls('one that nobody vouches for is refused', async () => {
    await expect(get(await startServer())).rejects.toMatchObject({
      code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO/),
    });
  });

  withTls('an authority in the folder of the engine vouches for one', async () => {
    const host = await startServer();
    const folder = folderFor(host, { 'ca.crt': certificate.cert });
    expect(await get(host, { certificates: fromFolder(folder) })).toBe('hello stranger');
  });

  withTls('an authority for another host does not', async () => {
    const host = await startServer();
    const folder = folderFor('registry.example.com', { 'ca.crt': certificate.cert });
    await expect(get(host, { certificates: fromFolder(folder) })).rejects.toThrow();
  });

  withTls('client.cert and client.key are shown to a server that asks', async () => {
    const host = await startServer({ requestCert: true, rejectUnauthorized: true, ca: certificate.cert });
    const files = {
      'ca.crt': certificate.cert,
      'client.cert': certificate.cert,
      'client.key': certificate.key,
    };
    expect(await get(host, { certificates: fromFolder(folderFor(host, files)) })).toBe('hello test');
  });

  withTls('a certificate without its key is an error that names the file', async () => {
    const folder = folderFor('registry.example.com', { 'client.cert': certificate.cert });
    expect(() => readCertificates([folder], 'registry.example.com')).toThrow(
      /client\.cert has no key beside it/,
    );
  });

  withTls('where any certificate will do, it does', async () => {
    expect(await get(await startServer(), { insecure: true })).toBe('hello stranger');
  });

  withTls('NODE_EXTRA_CA_CERTS counts, beside the authorities of the engine', async () => {
    const host = await startServer();
    const folder = folderFor(host, {});
    const script = `
      import { createHttp, readBody } from ${JSON.stringify(new URL('../../src/host/http.ts', import.meta.url).href)};
      import { readCertificates } from ${JSON.stringify(new URL('../../src/host/certificates.ts', import.meta.url).href)};
      const http = createHttp({ environment: {}, certificates: async (host) => readCertificates([${JSON.stringify(folder)}], host) });
      const response = await http.request({ method: 'GET', url: new URL('https://${host}/') });
      console.log((await readBody(response, 1000)).toString());
      http.close();`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate.path };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env,
    });
    expect(stdout.trim()).toBe('hello stranger');
  });
});

describe('proxies', () => {
  async function startProxy() {
    const asked: string[] = [];
    const server = createHttpServer((incoming, outgoing) => {
      asked.push(`${incoming.method} ${incoming.url}`);
      outgoing.end('from the proxy');
    });
    server.on('connect', (incoming, socket) => {
      asked.push(`CONNECT ${incoming.url}`);
      const [host, port] = (incoming.url ?? '').split(':');
      const outward = connect(Number(port), host, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      outward.pipe(socket).pipe(outward);
      for (const end of [outward, socket]) end.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  withTls('HTTPS_PROXY is used', async () => {
    const [proxy, host] = await Promise.all([startProxy(), startServer()]);
    expect(await get(host, { environment: { HTTPS_PROXY: proxy.url }, insecure: true })).toBe(
      'hello stranger',
    );
    expect(proxy.asked).toEqual([`CONNECT ${host}`]);
  });

  withTls('NO_PROXY is obeyed', async () => {
    const [proxy, host] = await Promise.all([startProxy(), startServer()]);
    const environment = { HTTPS_PROXY: proxy.url, NO_PROXY: String(ADDRESS) };
    expect(await get(host, { environment, insecure: true })).toBe('hello stranger');
    expect(proxy.asked).toEqual([]);
  });

  withTls('this machine is spoken to without one', async () => {
    const [proxy, host] = await Promise.all([startProxy(), startServer()]);
    const local = host.replace(String(ADDRESS), '127.0.0.1');
    expect(await get(local, { environment: { HTTPS_PROXY: proxy.url }, insecure: true })).toBe(
      'hello stranger',
    );
    expect(proxy.asked).toEqual([]);
  });
});
