/**
 * The next page that a Link header names, relative to the request; undefined where there is none, or where it would
 * lead to another host. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags
 */
export function nextPage(link: string | string[] | undefined, url: URL): URL | undefined {
  const header = [link].flat().join(', ');
  const target = [...header.matchAll(/<([^>]*)>([^<]*)/g)].find(([, , parameters]) =>
    /;\s*rel\s*=\s*"?next\b/i.test(parameters ?? ''),
  )?.[1];
  if (target === undefined || !URL.canParse(target, url.href)) return undefined;
  const next = new URL(target, url);
  // behind a proxy that ends TLS, a registry may name itself by plain HTTP
  if (next.hostname !== url.hostname) return undefined;
  next.protocol = url.protocol;
  next.port = url.port;
  return next;
}
