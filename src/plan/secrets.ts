import type { Inputs } from '../inputs/schema.ts';
import type { Notice } from './plan.ts';

/** Build secrets as a definition names them, and what their names stand for. */
export interface Secrets {
  entries: readonly string[];
  environment: Readonly<Record<string, string>>;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Secrets as buildx takes them. Values go through the environment of the child alone, under names of our own: they are
 * in no plan, no argv and no file. Variables that `secret-envs` names are handed over from `given`, since children do not
 * see all of ours.
 */
export function planSecrets(
  { secrets, secretEnvs, secretFiles }: Inputs['build'],
  given: Variables = {},
): Secrets {
  const valued = secrets
    .map(split)
    .map((pair, index) => ({ ...pair, variable: `PUBLISH_IMAGE_SECRET_${index}` }));
  const named = secretEnvs.map(split);
  const entries = [
    ...valued.map(({ id, variable }) => `type=env,id=${id},env=${variable}`),
    ...named.map(({ id, value }) => `type=env,id=${id},env=${value}`),
    ...secretFiles.map(split).map(({ id, value }) => `type=file,id=${id},src=${value}`),
  ];
  const values = [
    ...valued.map(({ variable, value }) => [variable, value] as const),
    ...named.flatMap(({ value }) => (given[value] ? [[value, given[value]] as const] : [])),
  ];
  return { entries, environment: Object.fromEntries(values) };
}

function split(entry: string): { id: string; value: string } {
  const at = entry.indexOf('=');
  return { id: entry.slice(0, at), value: entry.slice(at + 1) };
}

/** What a build would not say: secrets that are empty, and arguments that should be secrets. */
export function secretNotices(
  { secretEnvs }: Inputs['build'],
  builds: readonly { args: Readonly<Record<string, string>> }[],
  environment: Variables,
): Notice[] {
  // buildx mounts an empty secret then, even where the Dockerfile requires it
  const empty = secretEnvs.map(split).filter(({ value }) => !environment[value]);
  const args = builds.flatMap(({ args }) => Object.entries(args).filter(([, value]) => value !== ''));
  const telling = new Set(args.map(([name]) => name).filter(looksSecret));
  return [
    ...empty.map(
      ({ id, value }) =>
        `secret-envs: ${value} is ${environment[value] === undefined ? 'not set' : 'empty'}, so that the secret "${id}" is empty in the build.`,
    ),
    ...[...telling].map(
      (name) =>
        `build-args: ${name} looks like a secret, and build arguments can be read from the image and its provenance. Use \`secrets\` and RUN --mount=type=secret.`,
    ),
  ].map((text) => ({ level: 'warning', text }));
}

const SECRET = new Set(
  'apikey auth credential credentials key passphrase password passwd pwd secret secrets token tokens'.split(
    ' ',
  ),
);
/** `KEY_ID`, `TOKEN_URL` and the like tell where or which a secret is. */
const ABOUT = new Set(
  'algorithm file host id length name path public server type uri url user version'.split(' '),
);

/** As BuildKit's own check of ARG and ENV: https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/ */
function looksSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return (
    words.some((word) => SECRET.has(word)) && !words.includes('public') && !ABOUT.has(words.at(-1) ?? '')
  );
}
