import { request } from 'node:http';
import { type EngineEndpoint, openEngine } from './engineConnection.ts';

export interface EngineRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** With its query; without a version, which means the engine's own. */
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Until the answer is whole. */
  timeoutMs?: number;
}

export interface EngineAnswer {
  status: number;
  body: Buffer;
}

/**
 * One request to the engine's API. Resolves for every status; rejects where no whole answer comes.
 * https://docs.docker.com/reference/api/engine/
 */
export function requestEngine(endpoint: EngineEndpoint, wanted: EngineRequest): Promise<EngineAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<EngineAnswer>();
  const text = wanted.body === undefined ? undefined : JSON.stringify(wanted.body);
  const signal = signalOf(wanted);
  const sent = request({
    method: wanted.method,
    path: wanted.path,
    headers: { Host: 'docker', ...(text && { 'Content-Type': 'application/json' }), ...wanted.headers },
    createConnection: () => openEngine(endpoint),
    ...(signal && { signal }),
  });
  sent.on('error', reject);
  sent.on('response', (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
  });
  sent.end(text);
  return promise;
}

function signalOf({ signal, timeoutMs }: EngineRequest): AbortSignal | undefined {
  const limits = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
  const set = limits.filter((limit) => limit !== undefined);
  return set.length > 0 ? AbortSignal.any(set) : undefined;
}

/** What the engine says is wrong; its whole body where that is no JSON. */
export function engineWords({ status, body }: EngineAnswer): string {
  const text = body.toString().trim();
  try {
    const { message } = JSON.parse(text);
    if (typeof message === 'string') return message;
  } catch {} // plain text is shown as it is
  return text.slice(0, 500) || `status ${status}`;
}
