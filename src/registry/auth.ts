import type { Clock } from '../host/retry.ts';
import type { Challenge } from './challenge.ts';
import { type CredentialLookup, encodeBasic } from './credentials.ts';
import { coversScopes, mergeScopes, type Scope } from './scopes.ts';
import type { Token, TokenRequest } from './token.ts';

/** What goes into the Authorization header; `token` is there where it can be renewed. */
export interface Authorization {
  header: string;
  /** A token that is given to strangers. */
  anonymous: boolean;
  token?: Token;
}

/** Who asks: the host of the reference, where it answers, and how it wants to be spoken to. */
export interface Audience {
  registry: string;
  origin: URL;
  challenge: Challenge | undefined;
}

export interface AuthEffects {
  credentials: CredentialLookup;
  fetchToken: (request: TokenRequest) => Promise<Token>;
  clock: Clock;
  mask: (secret: string) => void;
}

export interface Authorizer {
  /** Whether there are credentials for a registry. */
  canLogIn(registry: string): Promise<boolean>;
  /** The header for a request; undefined where none is known to be wanted. */
  authorize(audience: Audience, scopes: readonly Scope[]): Promise<Authorization | undefined>;
  /** A better header after a refusal; undefined where there is none. `used` is what was refused. */
  renew(
    audience: Audience,
    scopes: readonly Scope[],
    used: Authorization | undefined,
  ): Promise<Authorization | undefined>;
}

interface Held {
  scopes: readonly Scope[];
  pending: Promise<Token>;
  /** Undefined while it is under way. */
  token: Token | undefined;
}

type BearerChallenge = Extract<Challenge, { kind: 'bearer' }>;
interface Wanted {
  audience: Audience;
  challenge: BearerChallenge;
  scopes: readonly Scope[];
  refused?: Token | undefined;
}

/**
 * Keeps access tokens by realm, service and scopes. A token that was refused is replaced once, whoever notices first,
 * and only one request for it is under way at a time.
 */
export function createAuthorizer(effects: AuthEffects): Authorizer {
  const services = new Map<string, Held[]>();
  const bearer = async (wanted: Wanted): Promise<Authorization> => {
    const list = heldBy(services, wanted);
    const now = effects.clock.now();
    const held = list.find(
      (candidate) => coversScopes(candidate.scopes, wanted.scopes) && isUsable(candidate, wanted, now),
    );
    const token = await (held ?? obtain(list, wanted, effects)).pending;
    return {
      header: `Bearer ${token.value}`,
      token,
      anonymous: (await effects.credentials(wanted.audience.registry)) === undefined,
    };
  };
  return {
    // a helper that fails is told where its answer is needed
    canLogIn: (registry) => effects.credentials(registry).then(Boolean, () => true),
    authorize: async (audience, scopes) => {
      const { challenge } = audience;
      const header = challenge && (await direct(audience, effects));
      return header || challenge?.kind !== 'bearer' ? header : bearer({ audience, challenge, scopes });
    },
    renew: async (audience, scopes, used) => {
      const { challenge } = audience;
      if (!challenge || (used && !used.token)) return undefined;
      const header = await direct(audience, effects);
      if (header || challenge.kind !== 'bearer') return header;
      return bearer({
        audience,
        challenge,
        scopes: mergeScopes(scopes, challenge.scopes),
        refused: used?.token,
      });
    },
  };
}

/** What goes out as it is, without a token service. */
async function direct(
  { registry, challenge }: Audience,
  { credentials }: AuthEffects,
): Promise<Authorization | undefined> {
  const own = await credentials(registry);
  if (own?.kind === 'bearer') return { header: `Bearer ${own.token}`, anonymous: false };
  if (challenge?.kind !== 'basic' || own?.kind !== 'password') return undefined;
  return { header: `Basic ${encodeBasic(own)}`, anonymous: false };
}

function obtain(list: Held[], { audience, challenge, scopes }: Wanted, effects: AuthEffects): Held {
  const { realm, service } = challenge;
  const { registry, origin } = audience;
  const ask = async () => {
    const credentials = await effects.credentials(registry);
    const token = await effects.fetchToken({ registry, origin, realm, service, scopes, credentials });
    effects.mask(token.value);
    return token;
  };
  const held: Held = { scopes, token: undefined, pending: ask() };
  const others = list.filter((other) => !coversScopes(scopes, other.scopes));
  list.splice(0, list.length, held, ...others);
  held.pending.then(
    (token) => {
      held.token = token;
    },
    () => {
      if (list.includes(held)) list.splice(list.indexOf(held), 1);
    },
  );
  return held;
}

function heldBy(services: Map<string, Held[]>, { audience, challenge }: Wanted): Held[] {
  const key = JSON.stringify([audience.registry, challenge.realm, challenge.service]);
  const list = services.get(key) ?? [];
  services.set(key, list);
  return list;
}

function isUsable({ token }: Held, { refused }: Wanted, now: number): boolean {
  return token === undefined || (token !== refused && now < token.renewAt);
}
