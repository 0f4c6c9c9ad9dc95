import type { Http, HttpRequest, HttpResponse } from '../host/http.ts';
import { RegistryError } from './errors.ts';

export interface RedirectedRequest extends Omit<HttpRequest, 'body'> {
  body: HttpRequest['body'] | undefined;
  headers: Readonly<Record<string, string>>;
  authorization: string | undefined;
}

const LIMIT = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and follows redirects of GET and HEAD, unless their status is one that the caller accepts. What
 * authorises us goes to the origin that it is for and nowhere else. https://www.rfc-editor.org/rfc/rfc9110#name-redirection-3xx
 */
export async function followRedirects(
  request: RedirectedRequest,
  { http, accept }: { http: Http; accept: readonly number[] },
): Promise<{ response: HttpResponse; url: URL }> {
  const { authorization, body, ...rest } = request;
  let url = request.url;
  for (let hops = 0; ; hops += 1) {
    const own = url.origin === request.url.origin;
    const headers = { ...request.headers, ...(own && authorization !== undefined && { authorization }) };
    const response = await http.request({
      ...rest,
      url,
      headers,
      insecure: own && request.insecure,
      ...(body !== undefined && { body }),
    });
    const location = response.headers.location;
    const follow = REDIRECTS.has(response.status) && (request.method === 'GET' || request.method === 'HEAD');
    if (!follow || accept.includes(response.status) || location === undefined) return { response, url };
    response.body.resume();
    url = nextUrl({ method: request.method, from: url, location, hops });
  }
}

function nextUrl({
  method,
  from,
  location,
  hops,
}: {
  method: string;
  from: URL;
  location: string;
  hops: number;
}): URL {
  const fail = (detail: string) => new RegistryError({ kind: 'content', method, url: from, detail });
  if (hops >= LIMIT) throw fail(`more than ${LIMIT} redirects`);
  if (!URL.canParse(location, from.href)) throw fail('redirected to something that is no URL');
  const url = new URL(location, from);
  if (url.protocol !== 'https:' && url.protocol !== from.protocol)
    throw fail(`redirected from ${from.protocol} to ${url.protocol}`);
  return url;
}
