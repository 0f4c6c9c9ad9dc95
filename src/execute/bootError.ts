import { UserError } from '../errors.ts';
import type { StartedBuilder } from '../plan/builder.ts';

/** What goes wrong when a builder boots, and what to do about it. */
const REMEDIES: readonly { match: RegExp; hint: string }[] = [
  {
    match: /command \[ssh /,
    hint: 'SSH has to work without questions, as `ssh HOST docker version` does: the host is in known_hosts, the key in the agent or where ~/.ssh/config names it.',
  },
  {
    match: /rootlesskit/,
    hint: 'BuildKit without root needs user namespaces where it runs: https://github.com/moby/buildkit/blob/master/docs/rootless.md#troubleshooting',
  },
  {
    match: /kubernetes (api|namespace)|\/apis\/apps\/|no pods? |quantities must match/i,
    hint: 'Point KUBECONFIG at the cluster, as `kubectl get deployments` has it, and look at `driver-opts`.',
  },
  {
    match: /deadline exceeded|connection refused|no such host|certificate/i,
    hint: 'It does not answer: look at the endpoint of each node, and at cacert, cert and key in its driver-opts.',
  },
  {
    match: /pull access denied|not found|manifest unknown|failed to resolve|toomanyrequests/i,
    hint: 'Its image could not be pulled: name another one by `buildkit-image`, such as one from a registry of your own.',
  },
  {
    match: /privileged|operation not permitted|permission denied/i,
    hint: 'The engine does not allow what BuildKit needs. Use `driver: docker`, a rootless `buildkit-image`, or a remote builder.',
  },
  {
    match: /unknown driver-opt|invalid driver option|invalid value .*expecting k=v/i,
    hint: 'Correct `driver-opts`: one `key=value` a line, as the driver knows them.',
  },
  {
    match: /toml|buildkitd\.toml|config|flag provided/i,
    hint: 'Look at `buildkitd-config`, `buildkitd-config-inline` and `buildkitd-flags`.',
  },
];

/** The driver's failure as one for the reader; `words` is what buildx said. */
export function bootError(driver: StartedBuilder['kind'], words: string): UserError {
  const said = saidBy(words);
  const hint =
    REMEDIES.find(({ match }) => match.test(said))?.hint ??
    'Nothing was built. `driver: auto` or a `builder` of your own may work.';
  return new UserError(`The builder (driver ${driver}) did not start: ${said || 'buildx gave no reason'}`, {
    hint,
  });
}

/** As rootlesskit and buildkitd say it when they end. */
const LAST_WORDS =
  /(?:\[rootlesskit:\w+ *\] error: (?!child exited)|buildkitd: |flag provided but not defined: )[^[\n]+/g;

/** Of a daemon that ends at once buildx tells that it did, and the daemon's own words before that. */
function saidBy(words: string): string {
  const said = /^ERROR: (.*)$/m.exec(words)?.[1] ?? words.trim().split('\n').at(-1) ?? '';
  if (!/^exit (code|status) \d+$|is restarting/.test(said)) return said;
  return words.match(LAST_WORDS)?.at(-1)?.trim() ?? said;
}
