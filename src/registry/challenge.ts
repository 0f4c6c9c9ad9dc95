/** What a registry wants to see, from its WWW-Authenticate header. */
export type Challenge =
  | { kind: 'basic' }
  | {
      kind: 'bearer';
      realm: string;
      service: string | undefined;
      scopes: readonly string[];
      error: string | undefined;
    };

/**
 * Parses WWW-Authenticate, which may hold several challenges; Bearer is preferred to Basic.
 * https://www.rfc-editor.org/rfc/rfc9110#name-www-authenticate https://distribution.github.io/distribution/spec/auth/token/
 */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  const challenges = splitChallenges(header ?? '');
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer')?.parameters;
  const realm = bearer?.get('realm');
  if (bearer && realm) {
    const scopes = (bearer.get('scope') ?? '').split(' ').filter(Boolean);
    return { kind: 'bearer', realm, service: bearer.get('service'), scopes, error: bearer.get('error') };
  }
  return challenges.some(({ scheme }) => scheme === 'basic') ? { kind: 'basic' } : undefined;
}

interface RawChallenge {
  scheme: string;
  parameters: Map<string, string>;
}

const TOKEN = String.raw`[\w!#$%&'*+.^\x60|~-]+`;
const PARAMETER = new RegExp(String.raw`^(${TOKEN})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))`);
const SCHEME = new RegExp(String.raw`^(${TOKEN})(?:\s+|$)`);

function splitChallenges(header: string): RawChallenge[] {
  const found: RawChallenge[] = [];
  for (let rest = header.trim(); rest !== ''; rest = rest.replace(/^[\s,]+/, '')) {
    const parameter = PARAMETER.exec(rest);
    const scheme = parameter ? undefined : SCHEME.exec(rest);
    if (parameter?.[1]) {
      const value = parameter[2]?.replace(/\\(.)/g, '$1') ?? parameter[3] ?? '';
      found.at(-1)?.parameters.set(parameter[1].toLowerCase(), value);
    } else if (scheme?.[1]) {
      found.push({ scheme: scheme[1].toLowerCase(), parameters: new Map() });
    }
    rest = rest.slice((parameter ?? scheme)?.[0].length || 1);
  }
  return found;
}
