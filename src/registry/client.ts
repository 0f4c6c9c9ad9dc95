import { Readable } from 'node:stream';
import { systemClock } from '../host/clock.ts';
import type { RegistryLogin } from '../host/dockerConfig.ts';
import { type Exec, exec } from '../host/exec.ts';
import { createHttp, type Http } from '../host/http.ts';
import type { Log } from '../host/log.ts';
import { type Clock, createRetry, type Retry, type Wait } from '../host/retry.ts';
import { digestOf } from '../oci/digest.ts';
import { createAuthorizer } from './auth.ts';
import { blobMethods } from './blobs.ts';
import { blobCopier } from './copy.ts';
import { createCredentialLookup } from './credentials.ts';
import { createHostLookup } from './hosts.ts';
import { manifestMethods } from './manifests.ts';
import { referrerMethods } from './referrers.ts';
import { createRequester, type Requester } from './request.ts';
import { listTags } from './tags.ts';
import { fetchToken } from './token.ts';
import type { RegistryClient } from './types.ts';
import { checkPush, uploadBlob } from './upload.ts';

export interface RegistryOptions {
  /** DOCKER_CONFIG, HOME, HTTPS_PROXY and the like. */
  environment: Readonly<Record<string, string | undefined>>;
  log: Pick<Log, 'info' | 'debug' | 'mask'>;
  /** Win over what the engine's config.json holds. */
  credentials?: readonly RegistryLogin[];
  /** Hosts and CIDR blocks that may speak plain HTTP, as the engine has them; loopback always may. */
  insecure?: readonly string[];
  /** Folders with `HOST[:PORT]/*.crt`. */
  certificates?: readonly string[];
  signal?: AbortSignal | undefined;
  /** When everything must be over, in ms since 1970; 15 minutes from now where absent. */
  deadline?: number;
  /** Longest silence of a connection, in ms. */
  idleMs?: number;
  exec?: Exec;
  clock?: Clock;
}

const DEADLINE_MS = 15 * 60_000;
const CERTIFICATES = ['/etc/docker/certs.d'];

/** A client for all registries of a run; it shares connections, tokens, the deadline and the patience that a host asks for. */
export function createRegistryClient(options: RegistryOptions): RegistryClient {
  const { clock = systemClock, signal, log } = options;
  const http = createHttp({
    environment: options.environment,
    certificates: (host) => readCertificates(options.certificates ?? CERTIFICATES, host),
    ...(options.idleMs !== undefined && { idleMs: options.idleMs }),
  });
  const retry = createRetry({
    clock,
    signal,
    deadline: options.deadline ?? clock.now() + DEADLINE_MS,
    onWait: waitsTold(log, clock),
  });
  const hosts = createHostLookup(options.insecure ?? []);
  const authorizer = createAuthorizer({
    credentials: createCredentialLookup({
      explicit: options.credentials ?? [],
      environment: options.environment,
      exec: options.exec ?? exec,
      log,
    }),
    fetchToken: (request) =>
      fetchToken(request, { http, retry, clock, signal, insecure: hosts(request.registry).insecure }),
    clock,
    mask: log.mask,
  });
  return methods({
    requester: createRequester({ http, retry, clock, hosts, authorizer, signal }),
    clock,
    http,
    retry,
  });
}

interface Parts {
  requester: Requester;
  clock: Clock;
  http: Http;
  retry: Retry;
}

function methods({ requester, clock, http, retry }: Parts): RegistryClient {
  const manifests = manifestMethods(requester);
  const blobs = blobMethods(requester);
  return {
    ...manifests,
    ...blobs,
    ...referrerMethods({ ...manifests, requester, clock }),
    putBlob: async (repository, bytes) => {
      const source = {
        digest: digestOf(bytes),
        size: bytes.length,
        open: async (offset: number) => Readable.from([bytes.subarray(offset)]),
      };
      const present = (await blobs.headBlob(repository, source.digest)) === source.size;
      if (!present) await uploadBlob({ requester, repository, source, headBlob: blobs.headBlob });
      return source.digest;
    },
    copyBlob: blobCopier(requester, blobs.headBlob),
    listTags: (repository) => listTags(requester, repository),
    checkPush: (repository) => checkPush(requester, repository),
    wait: retry.wait,
    exempt: retry.exempt,
    waits: retry.waits,
    close: http.close,
  };
}

/** Of requests that wait for the same reason at once, as where a host is gone, the first is told. */
function waitsTold(log: Pick<Log, 'info'>, clock: Clock): (wait: Wait) => void {
  const until = new Map<string, number>();
  return ({ reason, ms }) => {
    if ((until.get(reason) ?? 0) > clock.now()) return;
    until.set(reason, clock.now() + ms);
    log.info(`Waiting ${(ms / 1000).toFixed(1)} s: ${reason}`);
  };
}

async function readCertificates(directories: readonly string[], host: string) {
  const certificates = await import('../host/certificates.ts');
  return certificates.readCertificates(directories, host);
}
