/** What a build may only do where its BuildKit grants it. https://docs.docker.com/reference/cli/docker/buildx/build/#allow */
const ENTITLEMENTS = ['network.host', 'security.insecure', 'device'];
/** Granted by an engine that nobody has told otherwise. https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file */
const OF_ENGINES = ['network.host', 'device'];

/** The entitlements among `allow` values, `device=…` being one of its kind. */
function entitlementsIn(allow: readonly string[]): string[] {
  const kinds = new Set(allow.map((entry) => entry.replace(/=.*/s, '')));
  return ENTITLEMENTS.filter((entitlement) => kinds.has(entitlement));
}

/** Whether an engine's own BuildKit grants what a build asks for, unless its daemon.json says more. */
export function engineGrants(allow: readonly string[]): boolean {
  return entitlementsIn(allow).every((entitlement) => OF_ENGINES.includes(entitlement));
}

/** Flags for a BuildKit that is started for a build: it grants what the build asks for, and no more. */
export function grantingFlags(allow: readonly string[]): string | undefined {
  const flags = entitlementsIn(allow).map((entitlement) => `--allow-insecure-entitlement=${entitlement}`);
  return flags.length > 0 ? flags.join(' ') : undefined;
}
