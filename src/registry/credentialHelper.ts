import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';

export interface HelperAnswer {
  username: string;
  secret: string;
}

export interface HelperRequest {
  /** What stands behind `docker-credential-`. */
  helper: string;
  server: string;
  exec: Exec;
  environment: Readonly<Record<string, string | undefined>>;
}

const TIMEOUT_MS = 30_000;
/** What the helpers of Docker say when they hold nothing for a server, and when there is nothing at all. */
const NOTHING_HELD = /credentials not found|no credentials server URL|no credentials username/i;

/**
 * Asks a credential helper, as the engine's CLI does: `docker-credential-NAME get` with the server on its standard input.
 * Undefined where it holds nothing; throws a UserError that names the helper where it fails.
 * https://github.com/docker/docker-credential-helpers#development
 */
export async function askHelper({
  helper,
  server,
  exec,
  environment,
}: HelperRequest): Promise<HelperAnswer | undefined> {
  const program = `docker-credential-${helper}`;
  const result = await exec([program, 'get'], {
    input: server,
    env: { ...environment },
    timeoutMs: TIMEOUT_MS,
  });
  if (result.error) {
    throw new UserError(`the credential helper ${program} cannot be started: ${result.error.message}`, {
      hint: `Install ${program}, or take it out of the engine's config.json (credsStore, credHelpers).`,
    });
  }
  const stdout = result.stdout.toString();
  if (!result.ok) {
    // helpers say on either stream what went wrong; a secret comes only with success
    const words = `${stdout} ${result.stderr}`.trim();
    if (NOTHING_HELD.test(words)) return undefined;
    throw new UserError(
      `the credential helper ${program} failed for ${server} with exit code ${result.exitCode ?? 'none'}: ${words.slice(0, 300)}`,
      {
        hint: `Try it by hand: echo ${server} | ${program} get`,
      },
    );
  }
  return parseAnswer(stdout, program);
}

function parseAnswer(text: string, program: string): HelperAnswer {
  try {
    const { Username: username, Secret: secret } = JSON.parse(text);
    if (typeof username === 'string' && typeof secret === 'string') return { username, secret };
  } catch {} // its text may hold the secret: none of it is shown
  throw new UserError(
    `the credential helper ${program} answered with something else than JSON with Username and Secret`,
  );
}
