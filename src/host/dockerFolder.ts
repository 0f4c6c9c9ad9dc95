import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { readText } from './smallFile.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Json = Readonly<Record<string, unknown>>;

/** Where the engine's CLI keeps its configuration: DOCKER_CONFIG, else `~/.docker`. */
export function dockerFolder(environment: Environment): string {
  return environment.DOCKER_CONFIG || join(environment.HOME || homedir(), '.docker');
}

/** Where its config.json is, which need not be there. */
export function dockerConfigPath(environment: Environment): string {
  return join(dockerFolder(environment), 'config.json');
}

/** The CLI's config.json; empty where there is none. Throws a UserError where it is no JSON object. */
export function readDockerConfig(environment: Environment): Json {
  const path = dockerConfigPath(environment);
  const text = readText(path) ?? '';
  if (!text.trim()) return {};
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Json;
  } catch {} // the parser's message quotes the file, which holds passwords
  throw new UserError(`${path} is no valid JSON object`, {
    hint: 'Correct it, or log in again with `docker login`.',
  });
}
