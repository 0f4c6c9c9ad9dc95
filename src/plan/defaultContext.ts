import type { Context } from '../context/context.ts';
import type { Inputs } from '../inputs/schema.ts';

/** `workflow` and `git` are docker/metadata-action's contexts, not folders. */
export function contextOf({ build }: Inputs, context: Context): string {
  return build.context === 'workflow' || build.context === 'git' ? '.' : fillContext(build.context, context);
}

const DEFAULT_CONTEXT = /\{\{\s*defaultContext\s*\}\}/;

/** `{{defaultContext}}` is the repository at this commit, as in docker/build-push-action. */
function fillContext(text: string, { run, git, environment }: Context): string {
  const repository = `${run.serverUrl}/${environment.GITHUB_REPOSITORY ?? ''}.git#${git.sha || run.ref}`;
  return text.replace(new RegExp(DEFAULT_CONTEXT, 'g'), repository);
}

/** The inputs of a build with its named contexts filled in, and with what opens a private repository to BuildKit. */
export function withDefaultContext(inputs: Inputs, context: Context): Inputs['build'] {
  const { build } = inputs;
  const contexts = Object.entries(build.buildContexts).map(
    ([name, value]) => [name, value && fillContext(value, context)] as const,
  );
  const secrets = [...build.secrets, ...repositoryToken(inputs, context)];
  return { ...build, secrets, buildContexts: Object.fromEntries(contexts) };
}

/** https://docs.docker.com/build/building/secrets/#git-authentication-for-remote-contexts */
function repositoryToken({ build, where }: Inputs, { run }: Context): string[] {
  const contexts = [build.context, ...Object.values(build.buildContexts)];
  const fetches = contexts.some((text) => DEFAULT_CONTEXT.test(text ?? ''));
  const given = [...build.secrets, ...build.secretEnvs, ...build.secretFiles].some((entry) =>
    entry.startsWith('GIT_AUTH_TOKEN'),
  );
  if (!fetches || given || !where.githubToken) return [];
  return [`GIT_AUTH_TOKEN.${new URL(run.serverUrl).host}=${where.githubToken}`];
}
