import { RegistryError } from './errors.ts';
import { REACH, reachOf, resolvedReachOf } from './network.ts';

/** A registry must not send our password into a private network that it is not part of, nor in the clear. */
export async function checkRealm({ realm, origin }: { realm: string; origin: URL }): Promise<URL> {
  const fail = (detail: string) =>
    new RegistryError({ kind: 'content', method: 'GET', url: origin, code: 'REALM', detail });
  if (!URL.canParse(realm)) throw fail('the registry names a token service that is no URL');
  const url = new URL(realm);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw fail(`the registry names a token service at ${url.protocol}`);
  if (url.protocol === 'http:' && origin.protocol === 'https:')
    throw fail(`the token service ${url.host} speaks plain HTTP while the registry speaks HTTPS`);
  const reach = url.hostname === origin.hostname ? REACH.public : reachOf(url.hostname);
  if (reach !== REACH.public && reach > (await resolvedReachOf(origin.hostname)))
    throw fail(`the token service ${url.host} is at a private address and the registry is not`);
  return url;
}
