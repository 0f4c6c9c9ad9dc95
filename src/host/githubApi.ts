import { setTimeout as wait } from 'node:timers/promises';
import { parseJson } from '../oci/json.ts';
import { createHttp, type Http, readBody } from './http.ts';
import { isPassingStatus } from './retry.ts';

/** What GitHub answered; `json` is undefined where the body is none. */
export interface GitHubAnswer {
  status: number;
  json: unknown;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** GitHub's REST API for one repository. https://docs.github.com/rest */
export interface GitHubApi {
  /** `owner/name`. */
  repository: string;
  authenticated: boolean;
  /** Asks below `/repos/owner/name`; `path` is empty or starts with a slash. Rejects where no answer came. */
  request(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<GitHubAnswer>;
}

export interface GitHubSettings {
  /** As GITHUB_API_URL has it. */
  url: string;
  repository: string;
  token: string | undefined;
  /** A client of our own where absent. */
  http?: Http;
}

/** Waits before the second and the third try, in milliseconds. */
const WAITS = [200, 600];
const CONNECT_MS = 5000;
const IDLE_MS = 10_000;
/** Larger answers are none that we ask for. */
const LONGEST_ANSWER = 32 * 1024 * 1024;
/** Nobody is there: asking again would only cost time. */
const HOPELESS = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_INVALID_URL',
  'ETIMEDOUT',
]);

/**
 * A client that asks again, shortly, what may be asked twice: a GET after a passing fault. What writes is
 * sent once; whoever sends it must look before trying again.
 */
export function createGitHubApi(settings: GitHubSettings): GitHubApi {
  const http =
    settings.http ?? createHttp({ environment: process.env, connectMs: CONNECT_MS, idleMs: IDLE_MS });
  const base = `${settings.url.replace(/\/+$/, '')}/repos/${settings.repository}`;
  return {
    repository: settings.repository,
    authenticated: settings.token !== undefined,
    request: async (method, path, body) => {
      const waits = method === 'GET' ? WAITS : [];
      for (let tried = 0; ; tried++) {
        const answer = await send(http, { token: settings.token, method, url: `${base}${path}`, body }).catch(
          (error: Error) => error,
        );
        const pause = waits[tried];
        if (pause !== undefined && mayPass(answer)) await wait(pause);
        else if (answer instanceof Error) throw answer;
        else return answer;
      }
    },
  };
}

function mayPass(answer: GitHubAnswer | Error): boolean {
  if (!(answer instanceof Error)) return isPassingStatus(answer.status);
  return !('code' in answer && HOPELESS.has(String(answer.code)));
}

interface Sending {
  url: string;
  method: string;
  token: string | undefined;
  body: unknown;
}

async function send(http: Http, { url, method, token, body }: Sending): Promise<GitHubAnswer> {
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers = {
    accept: 'application/vnd.github+json',
    'user-agent': 'publish-image',
    'x-github-api-version': '2022-11-28',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(payload && { 'content-type': 'application/json', 'content-length': String(payload.length) }),
  };
  const response = await http.request({
    method,
    url: new URL(url),
    headers,
    ...(payload && { body: payload }),
  });
  return {
    status: response.status,
    // a proxy's page is no JSON; the status tells enough
    json: parseJson((await readBody(response, LONGEST_ANSWER)).toString()),
    headers: response.headers,
  };
}
