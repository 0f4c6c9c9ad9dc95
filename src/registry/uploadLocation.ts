import type { HttpResponse } from '../host/http.ts';
import { RegistryError } from './errors.ts';

export interface Asked {
  method: string;
  url: URL;
  fallback?: URL;
}

/** Relative to the request, if it is relative; a proxy that ends TLS may make the registry name plain HTTP. */
export function locationOf({ headers }: HttpResponse, { method, url, fallback }: Asked): URL {
  const fail = (detail: string) => new RegistryError({ kind: 'content', method, url, detail });
  const location = headers.location;
  if (location === undefined && fallback) return fallback;
  if (location === undefined) throw fail('the registry opened an upload but named no Location for it');
  if (!URL.canParse(location, url.href)) throw fail('the registry named a Location that is no URL');
  const target = new URL(location, url);
  if (url.protocol !== 'https:' || target.protocol !== 'http:') return target;
  if (target.hostname !== url.hostname) throw fail(`the upload would leave HTTPS for http://${target.host}`);
  return new URL(target.href.replace(/^http:/, 'https:'));
}
